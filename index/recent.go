package index

import (
	"database/sql"
	"fmt"
	"slices"
	"sync"

	"khotin/extract"
)

// known is what is read of an article before it is a hit. What stands in its row
// is read only of those whose words answer.
type known struct {
	id    string
	words sequence
	pairs *adjacent // of words; nil where no phrase was looked for

	row       bool // the rest is read, too
	url       extract.Optional
	published string
	story     string // "" for an article that has no copies
}

// mostRecent bounds the sequences that an open index remembers: some 60 MB.
const mostRecent = 40000

// recent remembers sequences and lists for the next query.
type recent struct {
	mu    sync.Mutex
	seqs  []*known // by document
	held  int      // how many
	all   bool     // nothing more is to be read
	whole bool     // all are held
	lists lists
	rooms sync.Pool // of *room

	statements map[string]*sql.Stmt
}

// statement prepares a statement once; closing the database closes it.
func (r *recent) statement(db *sql.DB, s string) (*sql.Stmt, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if st := r.statements[s]; st != nil {
		return st, nil
	}
	st, err := db.Prepare(s)
	if err == nil {
		if r.statements == nil {
			r.statements = map[string]*sql.Stmt{}
		}
		r.statements[s] = st
	}
	return st, err
}

// room is where the first step adds up: two numbers for every document.
type room struct {
	scores []float32
	counts []uint16
}

// reach makes doc a place of r, in an index of so many articles.
func (r *room) reach(doc uint32, articles float64) {
	if int(doc) < len(r.scores) {
		return
	}
	n := max(int(doc)+1, 2*len(r.scores), int(1.5*articles)) // wordings have numbers, too
	r.scores = append(make([]float32, 0, n), r.scores...)[:n]
	r.counts = append(make([]uint16, 0, n), r.counts...)[:n]
}

// room gives an empty one: making it anew takes longer than adding up.
func (r *recent) room() *room {
	m, _ := r.rooms.Get().(*room)
	if m == nil {
		return &room{}
	}
	clear(m.scores)
	clear(m.counts)
	return m
}

// readAtOnce is the share of the articles of which so many have been read one
// by one that reading all others at once costs less than going on so.
const readAtOnce = 8

// complete reports whether the sequences of all articles are held.
func (r *recent) complete() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.whole
}

// wantsAll reports, once, that the sequences of all articles are to be read.
func (r *recent) wantsAll(articles int) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.all || articles > mostRecent || r.held*readAtOnce < articles {
		return false
	}
	r.all = true
	return true
}

func (r *recent) get(doc uint32) *known {
	r.mu.Lock()
	defer r.mu.Unlock()
	if int(doc) < len(r.seqs) {
		return r.seqs[doc]
	}
	return nil
}

func (r *recent) put(doc uint32, k *known) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.held >= mostRecent {
		r.seqs, r.held, r.whole = nil, 0, false
	}
	if more := int(doc) + 1 - len(r.seqs); more > 0 {
		r.seqs = append(r.seqs, make([]*known, more)...)
	}
	if r.seqs[doc] == nil {
		r.held++
	}
	r.seqs[doc] = k
}

// likely gives those of docs that may have one of the ways, as far as is known.
func (r *recent) likely(docs []uint32, ways [][]term) []uint32 {
	r.mu.Lock()
	defer r.mu.Unlock()
	out := make([]uint32, 0, len(docs))
	bits := make([][]uint32, len(ways))
	for i, w := range ways {
		bits[i] = pairBits(w)
	}
	for _, doc := range docs {
		if int(doc) < len(r.seqs) {
			if k := r.seqs[doc]; k != nil && k.pairs != nil && !slices.ContainsFunc(bits, k.pairs.has) {
				continue
			}
		}
		out = append(out, doc)
	}
	return out
}

// holds reports whether an article has the terms side by side; one of which
// nothing is known has not.
func (k *known) holds(ts []term) bool {
	return k != nil && holds(k.words, ts)
}

// Statements that read what is known of articles, given as a list. The words are
// found without touching the articles' rows.
const (
	readWords = `SELECT a.id, q.words FROM json_each(?) j CROSS JOIN articles a ON a.id = j.value CROSS JOIN sequences q ON q.n = a.n`
	readRow   = `SELECT a.id, a.url, coalesce(a.published, ''), coalesce(a.story, '') FROM json_each(?) j CROSS JOIN articles a ON a.id = j.value`
	readAll   = `SELECT a.id, a.url, q.words, coalesce(a.published, ''), coalesce(a.story, '')
		FROM json_each(?) j CROSS JOIN articles a ON a.id = j.value CROSS JOIN sequences q ON q.n = a.n`
)

// words reads the sequences of documents. Documents of batches whose rows were
// lost have none; Update writes them again.
func (s *asking) words(docs []uint32) error {
	if s.x.opt.ReadOnly && s.x.recent.wantsAll(int(s.articles)) {
		if err := s.readEverything(); err != nil {
			return err
		}
	}
	return s.load(s.unread(docs), readWords, func(k *known, rows *sql.Rows) error {
		err := rows.Scan(&k.id, (*[]byte)(&k.words))
		if err == nil && len(s.phrases) > 0 && k.words.valid() {
			k.pairs = k.words.adjacent()
		}
		return err
	})
}

// read reads all that is known of documents.
func (s *asking) read(docs []uint32) error {
	err := s.load(s.unread(docs), readAll, func(k *known, rows *sql.Rows) error {
		k.row = true
		return rows.Scan(&k.id, optional{&k.url}, (*[]byte)(&k.words), &k.published, &k.story)
	})
	if err != nil {
		return err
	}
	var worded []uint32
	for _, doc := range docs {
		if k := s.seqs[doc]; k != nil && !k.row {
			worded = append(worded, doc)
		}
	}
	return s.load(worded, readRow, func(k *known, rows *sql.Rows) error {
		k.row = true
		return rows.Scan(&k.id, optional{&k.url}, &k.published, &k.story)
	})
}

// readEverything reads the sequences of all articles in the order in which they
// lie, for the queries to come.
func (s *asking) readEverything() error {
	all, err := s.everything()
	if err != nil {
		return err
	}
	number := make(map[string]uint32, int(s.articles))
	for _, doc := range all.list() {
		if k := s.x.recent.get(doc); k != nil {
			if k.pairs == nil {
				more := *k // others may be reading it
				more.pairs = k.words.adjacent()
				s.x.recent.put(doc, &more)
			}
			continue
		}
		id, err := s.idOf(doc)
		if err != nil {
			return err
		}
		number[id] = doc
	}
	rows, err := s.x.rows.Query(`SELECT a.id, q.words FROM sequences q CROSS JOIN (SELECT n, id FROM articles) a ON a.n = q.n`)
	if err != nil {
		return damage(err)
	}
	defer rows.Close()
	for rows.Next() {
		var id sql.RawBytes
		var words sql.RawBytes
		if err := rows.Scan(&id, &words); err != nil {
			return err
		}
		doc, ok := number[string(id)]
		if !ok {
			continue
		}
		k := &known{id: string(id), words: slices.Clone(sequence(words))}
		if !k.words.valid() {
			return fmt.Errorf("%w: sequence of article %s", ErrDamaged, k.id)
		}
		k.pairs = k.words.adjacent()
		s.x.recent.put(doc, k)
	}
	s.x.recent.mu.Lock()
	defer s.x.recent.mu.Unlock()
	s.x.recent.whole = rows.Err() == nil
	return damage(rows.Err())
}

// unread gives the documents of which nothing is known yet.
func (s *asking) unread(docs []uint32) (out []uint32) {
	for _, doc := range docs {
		if _, ok := s.seqs[doc]; ok {
			continue
		}
		if k := s.x.recent.get(doc); k != nil {
			s.seqs[doc] = k
			continue
		}
		s.seqs[doc] = nil
		out = append(out, doc)
	}
	return out
}

// load reads documents with a statement, whose rows scan reads.
func (s *asking) load(docs []uint32, statement string, scan func(*known, *sql.Rows) error) error {
	if len(docs) == 0 {
		return nil
	}
	var ids []string
	number := make(map[string]uint32, len(docs))
	for _, doc := range docs {
		id := ""
		if k := s.seqs[doc]; k != nil {
			id = k.id
		} else {
			name, err := s.idOf(doc)
			if err != nil {
				return err
			}
			id = name
		}
		if id != "" {
			ids = append(ids, id)
			number[id] = doc
		}
	}
	if len(ids) == 0 {
		return nil
	}
	st, err := s.x.recent.statement(s.x.rows, statement)
	if err != nil {
		return damage(err)
	}
	rows, err := st.Query(textList(ids))
	if err != nil {
		return damage(err)
	}
	defer rows.Close()
	for rows.Next() {
		var k known
		if err := scan(&k, rows); err != nil {
			return err
		}
		doc := number[k.id]
		if have := s.seqs[doc]; have != nil { // others may be reading it
			k.words, k.pairs = have.words, have.pairs
		}
		if held := s.x.recent.get(doc); held != nil && k.pairs == nil {
			k.pairs = held.pairs
		}
		if !k.words.valid() {
			return fmt.Errorf("%w: sequence of article %s", ErrDamaged, k.id)
		}
		s.seqs[doc] = &k
		if s.x.opt.ReadOnly { // then nobody writes, and numbers stay
			s.x.recent.put(doc, &k)
		}
	}
	return damage(rows.Err())
}
