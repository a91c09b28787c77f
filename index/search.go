package index

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search"
	blevequery "github.com/blevesearch/bleve/v2/search/query"

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

// ranked goes through the modes of the query until the limit is filled.
func (x *Index) ranked(ctx context.Context, n query.Node, f Filter) (Hits, error) {
	var h Hits
	seen := []string{}
	for i, m := range modes(n) {
		s := &lookup{index: x, filter: f, mode: m, fill: i > 0, limit: f.Limit - len(h.Hits), without: seen}
		if err := s.run(ctx, n); errors.Is(err, errNothing) {
			return h, nil
		} else if err != nil {
			return h, fmt.Errorf("search: %w", err)
		}
		h.Hits = append(h.Hits, s.hits...)
		h.Total += s.total
		if len(h.Hits) >= f.Limit {
			break
		}
		for _, hit := range s.hits {
			seen = append(seen, articlePrefix+hit.ID)
		}
	}
	return h, nil
}

// lookup is one search in one mode.
type lookup struct {
	index   *Index
	filter  Filter
	mode    mode
	fill    bool // it only fills up what a better mode found
	limit   int
	without []string // documents found before

	hits  []Hit
	total int
}

func (s *lookup) run(ctx context.Context, n query.Node) error {
	l := s.index.lengthsNow()
	if l.Articles == 0 {
		return nil
	}
	b, closeReader, err := s.index.newBuilder(s.mode, bodyField, &titleField)
	if err != nil {
		return err
	}
	defer closeReader()
	b.strict, b.bare = s.fill, s.mode == folded && !s.fill
	bq, err := b.build(n)
	if err != nil {
		return err
	}
	top := blevequery.NewBooleanQuery([]blevequery.Query{bq}, nil, nil)
	if fq := s.index.filterQuery(s.filter); fq != nil {
		top.AddFilter(fq)
	}
	if len(s.without) > 0 {
		top.AddMustNot(blevequery.NewDocIDQuery(s.without))
	}
	// Phrases of three words and more may turn out to be none.
	for from, size := 0, s.limit+s.slack(b); ; from += size {
		req := bleve.NewSearchRequestOptions(top, size, from, false)
		req.SortBy([]string{"-_score", "_id"})
		res, err := s.index.words.index.SearchInContext(withLengths(ctx, l), req)
		if err != nil {
			return err
		}
		if from == 0 {
			s.total = int(res.Total)
		}
		for _, m := range res.Hits {
			if len(s.hits) == s.limit {
				return nil
			}
			if err := s.add(ctx, b, m); err != nil {
				return err
			}
		}
		if len(res.Hits) < size || len(s.hits) == s.limit {
			return nil
		}
	}
}

func (s *lookup) slack(b *builder) int {
	if len(b.phrases) > 0 {
		return 20
	}
	return 0
}

// add shows a match, if it is one.
func (s *lookup) add(ctx context.Context, b *builder, m *search.DocumentMatch) error {
	h, body, err := s.index.hit(ctx, strings.TrimPrefix(m.ID, articlePrefix))
	if errors.Is(err, ErrNotFound) {
		s.total-- // of a batch whose rows were lost; Update writes it again
		return nil
	}
	if err != nil {
		return err
	}
	title := text.Normalize(string(h.Title))
	all := title + "\n" + text.Normalize(body)
	toks := tokenize(all)
	for _, p := range b.phrases {
		if !p.in(toks) {
			s.total--
			return nil
		}
	}
	sn := newSnippet(all, toks, b.sought, len(title))
	h.Score, h.Snippet, h.Marks = m.Score, sn.text, sn.marks
	h.Folded = s.fill || sn.folded
	s.hits = append(s.hits, h)
	return nil
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
func (x *Index) newBuilder(m mode, body field, title *field) (*builder, func() error, error) {
	ix, err := x.words.index.Advanced()
	if err != nil {
		return nil, nil, err
	}
	r, err := ix.Reader()
	if err != nil {
		return nil, nil, err
	}
	b := &builder{reader: r, abbr: x.abbr, articles: float64(x.lengthsNow().Articles), mode: m,
		body: body, title: title, sought: newSought()}
	return b, r.Close, nil
}

// withLengths works round a fault of bleve's BM25 (v2.6.1): on a single index
// it takes the number of distinct terms of a field for the sum of the field's
// lengths (search/searcher/search_term.go, FieldCardinality), so that the
// average length comes out near 1, every article counts as far too long, and
// scores move with merges. The statistics in the context replace that; they
// must name every field that a query asks.
func withLengths(ctx context.Context, l lengths) context.Context {
	return context.WithValue(ctx, search.BM25StatsKey, &search.BM25Stats{
		DocCount: float64(l.Articles),
		FieldCardinality: map[string]int{
			bodyField.exact: l.Body, bodyField.folded: l.Body,
			titleField.exact: l.Title, titleField.folded: l.Title,
			placeField: l.Articles, siteField: l.Articles, dayField: l.Articles, "_id": l.Articles,
			"*": l.Articles, // of bleve's merged terms, which are not scored
		},
	})
}

// filterQuery gives the filter as a query, nil for none.
func (x *Index) filterQuery(f Filter) blevequery.Query {
	var all []blevequery.Query
	term := func(name, value string) {
		q := blevequery.NewTermQuery(value)
		q.SetField(name)
		all = append(all, q)
	}
	if f.Place != "" {
		k := placeOf(f.Place)
		term(placeField, k.full)
	}
	if f.Site != "" {
		term(siteField, x.siteNamed(f.Site))
	}
	from, okFrom := dayNumber(f.From)
	to, okTo := dayNumber(f.To)
	if okFrom || okTo {
		var lo, hi *float64
		if okFrom {
			lo = &from
		}
		if okTo {
			hi = &to
		}
		yes := true
		q := blevequery.NewNumericRangeInclusiveQuery(lo, hi, &yes, &yes)
		q.SetField(dayField)
		all = append(all, q)
	}
	switch len(all) {
	case 0:
		return nil
	case 1:
		return all[0]
	}
	return blevequery.NewConjunctionQuery(all)
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
	return a, nil
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
