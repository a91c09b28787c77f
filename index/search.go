package index

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"khotin/extract"
	"khotin/extract/text"
	"khotin/index/query"
)

// Filter narrows an answer. Its zero value takes everything.
type Filter struct {
	// From and To are inclusive days, YYYY-MM-DD: of publication for articles
	// and offices; of a figure's period, which need only touch them, or of
	// publication where it has none; of the meeting, or of publication.
	From, To string
	// Place is a unit as people write it: "quận Lê Chân", "le chan". A name
	// without a type takes every type.
	Place string
	// Site is the name of a portal, or a host.
	Site string
	// Role takes officials with these words in their office.
	Role string
	// Bare asks for articles with id, address and score alone.
	Bare bool
	// Limit is the most rows; 0 is all for rows, 20 for articles.
	Limit int
}

// Hit is an article that Search found.
type Hit struct {
	ID        string           `json:"id"`
	URL       extract.Optional `json:"url"`
	Title     extract.Optional `json:"title"`
	Published extract.Optional `json:"published"`
	Site      string           `json:"site"`
	Place     extract.Optional `json:"place"`
	Score     float64          `json:"score"`
	Snippet   string           `json:"snippet"`
	// Marks are the words found in the snippet, in code points.
	Marks []extract.Span `json:"marks"`
	// Folded: some word of the query occurs only with other diacritics.
	Folded bool `json:"folded"`
}

// Hits answers a Search.
type Hits struct {
	Total int           `json:"total"` // articles that match, shown or not
	Took  time.Duration `json:"took"`
	Hits  []Hit         `json:"hits"`
}

// Search finds articles, best first; those that match only without regard to
// diacritics come after all others. An empty query gives the newest articles.
// A query that cannot be read gives a *query.Error.
func (x *Index) Search(ctx context.Context, q string, f Filter) (Hits, error) {
	start := time.Now()
	if f.Limit <= 0 {
		f.Limit = 20
	}
	n, err := parse(q)
	if err != nil {
		return Hits{}, err
	}
	var h Hits
	if n == nil {
		if strings.TrimSpace(q) != "" {
			return h, nil // only signs
		}
		h, err = x.newest(ctx, f)
	} else {
		h, err = x.ranked(ctx, n, f)
	}
	h.Took = time.Since(start)
	return h, err
}

// enough is the share of a question's weight that the best article must hold
// for words with other diacritics to come only after it.
const enough = 0.55

// ranked goes through the modes of the query until the limit is filled.
func (x *Index) ranked(ctx context.Context, n query.Node, f Filter) (Hits, error) {
	var h Hits
	l := x.lengthsNow()
	if l.Articles == 0 {
		return h, nil
	}
	ix, err := x.words.index.Advanced()
	if err != nil {
		return h, fmt.Errorf("search: %w", err)
	}
	reader, err := ix.Reader()
	if err != nil {
		return h, fmt.Errorf("search: %w", err)
	}
	defer reader.Close()
	ms := modes(n)
	typed := &builder{abbr: x.abbr, mode: ms[0], sought: newSought()}
	s := &asking{x: x, reader: reader, articles: float64(l.Articles), average: float64(l.Body) / float64(l.Articles),
		seqs: map[uint32]*known{}}
	var found []answer
	have := map[uint32]bool{}
	for i, m := range ms {
		s.look, s.fill = &builder{abbr: x.abbr, mode: m, sought: newSought()}, i > 0
		more, total, err := s.answers(n, f, typed, have)
		if errors.Is(err, errNothing) {
			return h, nil
		}
		if err != nil {
			return h, fmt.Errorf("search: %w", err)
		}
		h.Total += total
		poor := len(found) == 0 || found[0].share < enough
		found = append(found, more...)
		if poor {
			sortAnswers(found)
		}
		if len(found) >= f.Limit && found[0].share >= enough {
			break
		}
	}
	found = found[:min(len(found), f.Limit)]
	for _, a := range found {
		hit, err := x.show(ctx, a, f.Bare)
		if errors.Is(err, ErrNotFound) {
			continue // written anew meanwhile
		}
		if err != nil {
			return h, err
		}
		h.Hits = append(h.Hits, hit)
	}
	return h, nil
}

// answer is an article that answers a query.
type answer struct {
	*known
	score, share float64
	fill         bool
	sought       sought
}

func sortAnswers(as []answer) {
	slices.SortStableFunc(as, func(a, b answer) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.day, a.day), cmp.Compare(a.id, b.id))
	})
}

// answers gives the best articles of one mode that have not been given, and
// how many there are.
func (s *asking) answers(n query.Node, f Filter, typed *builder, have map[uint32]bool) ([]answer, int, error) {
	s.phrases, s.ranked = nil, nil
	loose, within, bounded, err := s.bound(n)
	if err != nil {
		return nil, 0, err
	}
	loose = dropAsking(loose)
	if within, bounded, err = s.filter(f, within, bounded); err != nil {
		return nil, 0, err
	}
	if len(loose) == 0 && !bounded {
		return nil, 0, errNothing
	}
	ranked := slices.Concat(loose, s.ranked)
	us, _, _ := s.look.units(loose)
	needed := 0
	if len(loose) > 0 {
		if us, err = s.keep(us); err == nil {
			needed = s.needed(len(us))
		}
	} else {
		us, _, _ = s.look.units(ranked)
		us, err = s.keep(us)
	}
	if err != nil {
		return nil, 0, err
	}
	most := max(candidates, 2*f.Limit)
	top, total, err := s.best(us, needed, most, within, bounded)
	if err != nil {
		return nil, 0, err
	}
	c, err := s.scorer(ranked, typed)
	if err != nil {
		return nil, 0, err
	}
	var out []answer
	passed, failed := 0, 0
	docs := make([]uint32, len(top))
	for i := range top {
		docs[i] = top[i].doc
	}
	if err := s.read(docs); err != nil {
		return nil, 0, err
	}
	for _, doc := range docs {
		k := s.seqs[doc]
		if k == nil || !s.hasPhrases(k.words) {
			failed++
			continue
		}
		if passed++; have[doc] {
			continue
		}
		have[doc] = true
		a := answer{known: k, fill: s.fill, sought: s.look.sought}
		a.score, a.share = c.score(k.words)
		out = append(out, a)
	}
	total -= failed
	if total > passed && failed > 0 { // phrases of the rest are not checked
		total = passed + (total-passed)*passed/(passed+failed)
	}
	sortAnswers(out)
	return out, total - (passed - len(out)), nil
}

// needed is how many of n words must occur in an article.
func (s *asking) needed(n int) int {
	switch {
	case n <= 2, n <= 5 && s.fill:
		return n
	case n <= 5:
		return n - 1
	}
	return (n + 1) / 2
}

// hasPhrases reports whether an article has the phrases of the query.
func (s *asking) hasPhrases(words sequence) bool {
	for i := range s.phrases {
		if !slices.ContainsFunc(s.phrases[i].ways, func(w []term) bool { return holds(words, w) }) {
			return false
		}
	}
	return true
}

// scorer makes the second step's scorer: of the words as they were typed,
// whatever the mode.
func (s *asking) scorer(toks []token, typed *builder) (*scorer, error) {
	us, ts, pair := typed.units(toks)
	rarity := make([]float64, len(ts))
	for i, t := range ts {
		n, err := s.frequency(bodyField, t)
		if err != nil {
			return nil, err
		}
		if n == 0 && !t.fold { // not in this spelling
			if n, err = s.frequency(bodyField, term{key: fold(t.key), fold: true}); err != nil {
				return nil, err
			}
		}
		rarity[i] = s.rarity(n)
	}
	return newScorer(us, ts, pair, rarity, s.average), nil
}

// filter narrows a set by a Filter.
func (s *asking) filter(f Filter, within docset, bounded bool) (docset, bool, error) {
	narrow := func(set docset, err error) error {
		if bounded {
			set = set.and(within)
		}
		within, bounded = set, true
		return err
	}
	if f.Place != "" {
		if err := narrow(s.docs(placeField, placeOf(f.Place).full)); err != nil {
			return nil, false, err
		}
	}
	if f.Site != "" {
		if err := narrow(s.docs(siteField, s.x.siteNamed(f.Site))); err != nil {
			return nil, false, err
		}
	}
	if f.From != "" || f.To != "" {
		if err := narrow(s.between(f.From, f.To)); err != nil {
			return nil, false, err
		}
	}
	return within, bounded, nil
}

// between gives the articles published from one day to another, inclusive;
// "" is open.
func (s *asking) between(from, to string) (docset, error) {
	first, last := from, to
	if first == "" {
		first = "0000"
	}
	if last == "" {
		last = "9999-99-99"
	}
	dict, err := s.reader.FieldDictRange(dayField, []byte(first), []byte(last))
	if err != nil {
		return nil, err
	}
	defer dict.Close()
	var out docset
	for {
		e, err := dict.Next()
		if err != nil || e == nil {
			return out, err
		}
		set, err := s.docs(dayField, e.Term)
		if err != nil {
			return nil, err
		}
		out = out.or(set)
	}
}

// show makes a Hit of an answer; bare ones have neither title nor snippet.
func (x *Index) show(ctx context.Context, a answer, bare bool) (Hit, error) {
	if bare {
		h := Hit{ID: a.id, Score: a.score, Marks: []extract.Span{}, Folded: a.fill}
		err := x.rows.QueryRowContext(ctx, `SELECT url FROM articles WHERE id = ?`, a.id).Scan(optional{&h.URL})
		if errors.Is(err, sql.ErrNoRows) {
			err = ErrNotFound
		}
		return h, damage(err)
	}
	h, body, err := x.hit(ctx, a.id)
	if err != nil {
		return h, err
	}
	title := text.Normalize(string(h.Title))
	all := title + "\n" + text.Normalize(body)
	sn := newSnippet(all, tokenize(all), a.sought, len(title))
	h.Score, h.Snippet, h.Marks = a.score, sn.text, sn.marks
	h.Folded = a.fill || sn.folded
	return h, nil
}

// hit reads what a Hit shows of an article, and its body.
func (x *Index) hit(ctx context.Context, id string) (h Hit, body string, err error) {
	h = Hit{ID: id, Marks: []extract.Span{}}
	err = x.rows.QueryRowContext(ctx, `SELECT url, title, published, site, place, body FROM articles WHERE id = ?`, id).
		Scan(optional{&h.URL}, optional{&h.Title}, optional{&h.Published}, &h.Site, optional{&h.Place}, &body)
	if errors.Is(err, sql.ErrNoRows) {
		return h, "", fmt.Errorf("%s: %w", id, ErrNotFound)
	}
	if err != nil {
		return h, "", fmt.Errorf("read article %s: %w", id, damage(err))
	}
	return h, body, nil
}

// newBuilder makes the builder of one search; the caller closes its reader.
func (x *Index) newBuilder(m mode, body field) (*builder, func() error, error) {
	ix, err := x.words.index.Advanced()
	if err != nil {
		return nil, nil, err
	}
	r, err := ix.Reader()
	if err != nil {
		return nil, nil, err
	}
	b := &builder{reader: r, abbr: x.abbr, mode: m, body: body, sought: newSought()}
	return b, r.Close, nil
}

// siteNamed gives the site that rows name, for a portal's name or a host.
func (x *Index) siteNamed(s string) string {
	if p := x.opt.Sites.For("http://" + s + "/"); p != nil {
		return p.Name
	}
	return strings.ToLower(s)
}

// newest gives the newest articles.
func (x *Index) newest(ctx context.Context, f Filter) (Hits, error) {
	var c conditions
	c.place("a", f.Place)
	c.days("a.day", "a.day", f)
	x.siteCondition(&c, f)
	var h Hits
	if err := x.rows.QueryRowContext(ctx, `SELECT count(*) FROM articles a`+c.where(), c.args...).Scan(&h.Total); err != nil {
		return h, fmt.Errorf("search: %w", damage(err))
	}
	rows, err := x.rows.QueryContext(ctx, `SELECT a.id FROM articles a`+c.where()+
		` ORDER BY a.day DESC NULLS LAST, a.published DESC, a.id LIMIT ?`, append(c.args, f.Limit)...)
	if err != nil {
		return h, fmt.Errorf("search: %w", damage(err))
	}
	ids, err := column[string](rows)
	if err != nil {
		return h, fmt.Errorf("search: %w", damage(err))
	}
	for _, id := range ids {
		hit, body, err := x.hit(ctx, id)
		if err != nil {
			return h, err
		}
		hit.Snippet = cut(text.Normalize(body), snippetRunes)
		h.Hits = append(h.Hits, hit)
	}
	return h, nil
}

// column reads rows of one column and closes them.
func column[T any](rows *sql.Rows) ([]T, error) {
	defer rows.Close()
	var out []T
	for rows.Next() {
		var v T
		if err := rows.Scan(&v); err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, rows.Err()
}

// load reads an article by its whole id.
func (x *Index) load(ctx context.Context, id string) (a extract.Article, err error) {
	var packed []byte
	var body string
	err = x.rows.QueryRowContext(ctx, `SELECT json, body FROM articles WHERE id = ?`, id).Scan(&packed, &body)
	if errors.Is(err, sql.ErrNoRows) {
		return a, fmt.Errorf("%s: %w", id, ErrNotFound)
	}
	if err != nil {
		return a, fmt.Errorf("read article %s: %w", id, damage(err))
	}
	b, err := unpack(packed)
	if err != nil {
		return a, fmt.Errorf("read article %s: %w", id, err)
	}
	if err := json.Unmarshal(b, &a); err != nil {
		return a, fmt.Errorf("read article %s: %w: %w", id, ErrDamaged, err)
	}
	a.Body = body
	if a.Figures, err = x.figuresIn(ctx, id); err != nil {
		return a, fmt.Errorf("read article %s: %w", id, err)
	}
	return a, nil
}

// figuresIn gives the figures of an article in their order.
func (x *Index) figuresIn(ctx context.Context, id string) ([]extract.Figure, error) {
	rows, err := x.rows.QueryContext(ctx, `SELECT `+figureColumns+` FROM figures f CROSS JOIN articles a ON a.id = f.article WHERE f.article = ? ORDER BY f.n`, id)
	if err != nil {
		return nil, damage(err)
	}
	defer rows.Close()
	out := []extract.Figure{}
	for rows.Next() {
		r, err := scanFigure(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, r.Figure)
	}
	return out, damage(rows.Err())
}

// ErrAmbiguous: several articles' ids begin as the one asked for.
var ErrAmbiguous = errors.New("several articles have an id that begins so")

// Article gives an article by its id or by a beginning of it that no other
// has. Errors wrap ErrNotFound or ErrAmbiguous.
func (x *Index) Article(ctx context.Context, id string) (extract.Article, error) {
	rows, err := x.rows.QueryContext(ctx, `SELECT id FROM articles WHERE id >= ? AND id < ? ORDER BY id LIMIT 2`, id, id+"\U0010FFFF")
	if err != nil {
		return extract.Article{}, fmt.Errorf("read article %s: %w", id, damage(err))
	}
	ids, err := column[string](rows)
	switch {
	case err != nil:
		return extract.Article{}, fmt.Errorf("read article %s: %w", id, damage(err))
	case len(ids) == 0 || id == "":
		return extract.Article{}, fmt.Errorf("%s: %w", id, ErrNotFound)
	case len(ids) > 1 && ids[0] != id:
		return extract.Article{}, fmt.Errorf("%s: %w: %s, %s", id, ErrAmbiguous, ids[0], ids[1])
	}
	return x.load(ctx, ids[0])
}
