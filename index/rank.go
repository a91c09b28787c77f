package index

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"

	bleveindex "github.com/blevesearch/bleve_index_api"
)

// Articles are ranked in two steps. The first adds up what bleve's postings
// say of the rarer words of a question, word by word: cheap, and blind to
// order. The second reads the sequences of the best some hundred and counts
// every word, what stands side by side, how near together the question's words
// are, and what is in the title; see rescore.go.
//
// bleve's own scorers are not used: on one index they take the number of
// distinct terms for the sum of lengths and count rarity twice (v2.6.1).

// BM25's parameters.
const (
	saturation = 1.2 // k1
	lengthNorm = 0.9 // b
)

// Shares of the articles.
const (
	// A word of more articles than this is left out of the first step when
	// enough others remain: it costs most of the time and tells little.
	frequentWord = 0.25
	// Below so many articles nothing is frequent.
	fewArticles = 2000
)

const (
	// candidates is how many articles the second step reads.
	candidates = 250
	// Of a name every word may be frequent, and the one article that has it far
	// from the best by its words alone: where a query has so few words, so many
	// articles that hold them all are looked through for all of them in a row.
	fewWords     = 5
	checkedWhole = 1000
)

// asking answers one query in one mode.
type asking struct {
	x        *Index
	number   int // of the query, from 1
	reader   bleveindex.IndexReader
	articles float64 // how many there are
	average  float64 // words of an article
	look     *builder
	fill     bool    // it only fills up what a better mode found
	phrases  []unit  // that a hit must hold; checked on sequences
	ranked   []token // words of phrases and groups, which count for the ranking
	seqs     map[uint32]*known
	every    []scored // a heap of those that hold every word of a short query
	matched  docset   // those that best found
	all      docset   // the same, of all modes, where keepAll asks for it
	keepAll  bool
	check    int  // documents in which phrases of the whole query are checked at once
	guessed  bool // phrases were taken for granted somewhere: counts are estimates
}

// known is what is read of an article before it is a hit. What stands in its row
// is read only of those whose words answer.
type known struct {
	id    string
	words sequence
	pairs *adjacent // of words; nil where no phrase was looked for

	row       bool // the rest is read, too
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
	lists lists
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
		r.seqs, r.held = nil, 0
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
	for _, doc := range docs {
		if int(doc) < len(r.seqs) {
			if k := r.seqs[doc]; k != nil && k.pairs != nil && !slices.ContainsFunc(ways, k.pairs.mayHold) {
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
	return k != nil && (k.pairs == nil || k.pairs.mayHold(ts)) && holds(k.words, ts)
}

// frequency counts the documents that have the term.
func (s *asking) frequency(f field, t term) (float64, error) {
	k := listKey{f.of(t.fold), t.key}
	if n, ok := s.x.recent.lists.count(k); ok {
		return n, nil
	}
	r, err := s.reader.TermFieldReader(context.Background(), []byte(t.key), f.of(t.fold), false, false, false)
	if err != nil {
		return 0, err
	}
	defer r.Close()
	n := float64(r.Count())
	if s.x.opt.ReadOnly {
		s.x.recent.lists.counted(k, n)
	}
	return n, nil
}

// rarity is BM25's idf of a word of so many articles.
func (s *asking) rarity(frequency float64) float64 {
	return math.Log(1 + (s.articles-min(frequency, s.articles)+0.5)/(frequency+0.5))
}

// together gives the documents that have all terms, those of frequent words
// left to the check of sequences.
func (s *asking) together(f field, ts []term) (docset, error) {
	type counted struct {
		term
		n float64
	}
	cs := make([]counted, len(ts))
	for i, t := range ts {
		n, err := s.frequency(f, t)
		if err != nil || n == 0 {
			return nil, err
		}
		cs[i] = counted{t, n}
	}
	slices.SortFunc(cs, func(a, b counted) int { return cmp.Compare(a.n, b.n) })
	var out docset
	for _, c := range cs {
		var err error
		if out, err = s.having(f.of(c.fold), c.key, out); err != nil || len(out) == 0 {
			return nil, err
		}
	}
	return out, nil
}

// ways gives the documents that hold one of the ways of a unit; phrases are
// checked in at most check documents, beyond that taken for granted.
func (s *asking) ways(f field, u *unit, check int) (docset, error) {
	var out docset
	for _, w := range u.ways {
		set, err := s.together(f, w)
		if err != nil {
			return nil, err
		}
		if len(w) > 1 {
			if list := set.list(); len(list) > check {
				s.guessed = true
			} else {
				list = s.x.recent.likely(list, [][]term{w})
				if err := s.words(list); err != nil {
					return nil, err
				}
				set = nil
				for _, doc := range list {
					if k := s.seqs[doc]; k.holds(w) {
						set.add(doc)
					}
				}
			}
		}
		out = out.or(set)
	}
	return out, nil
}

// Statements that read what is known of articles, given as a list. The words are
// found without touching the articles' rows.
const (
	readWords = `SELECT a.id, q.words FROM json_each(?) j CROSS JOIN articles a ON a.id = j.value CROSS JOIN sequences q ON q.n = a.n`
	readRow   = `SELECT a.id, coalesce(a.published, ''), coalesce(a.story, '') FROM json_each(?) j CROSS JOIN articles a ON a.id = j.value`
	readAll   = `SELECT a.id, q.words, coalesce(a.published, ''), coalesce(a.story, '')
		FROM json_each(?) j CROSS JOIN articles a ON a.id = j.value CROSS JOIN sequences q ON q.n = a.n`
)

// words reads the sequences of documents. Documents of batches whose rows were
// lost have none; Update writes them again.
func (s *asking) words(docs []uint32) error {
	return s.load(s.unread(docs), readWords, func(k *known, rows *sql.Rows) error {
		err := rows.Scan(&k.id, (*[]byte)(&k.words))
		k.pairs = k.words.adjacent()
		return err
	})
}

// read reads all that is known of documents.
func (s *asking) read(docs []uint32) error {
	err := s.load(s.unread(docs), readAll, func(k *known, rows *sql.Rows) error {
		k.row = true
		return rows.Scan(&k.id, (*[]byte)(&k.words), &k.published, &k.story)
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
		return rows.Scan(&k.id, &k.published, &k.story)
	})
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
	rows, err := s.x.rows.Query(statement, textList(ids))
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

// keep weighs the units by their rarity, and leaves out what is said again and
// frequent ones while three remain.
func (s *asking) keep(us []unit) ([]unit, error) {
	said := map[string]bool{}
	us = slices.DeleteFunc(us, func(u unit) bool {
		var k strings.Builder
		for _, t := range u.ways[0] {
			k.WriteString(t.key + " ")
		}
		again := said[k.String()]
		said[k.String()] = true
		return again
	})
	for i := range us {
		u := &us[i]
		for _, w := range u.ways {
			least := math.Inf(1) // the rarest word bounds a phrase
			for _, t := range w {
				n, err := s.frequency(bodyField, t)
				if err != nil {
					return nil, err
				}
				least = min(least, n)
			}
			u.frequency = max(u.frequency, least)
		}
		r := s.rarity(u.frequency)
		u.weight = r * r
	}
	limit := max(frequentWord*s.articles, fewArticles)
	sorted := slices.Clone(us)
	if known := slices.DeleteFunc(slices.Clone(us), func(u unit) bool { return u.frequency == 0 }); len(us) > 3 && len(known) > 0 {
		sorted = known // what no article has need not be in one
	}
	slices.SortStableFunc(sorted, func(x, y unit) int { return cmp.Compare(x.frequency, y.frequency) })
	n := len(sorted)
	for n > 3 && sorted[n-1].frequency > limit {
		n--
	}
	return sorted[:n], nil
}

// textList writes texts as a JSON array, for json_each.
func textList(s []string) string {
	b, _ := json.Marshal(s) // strings always marshal
	return string(b)
}
