package index

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/blevesearch/bleve/v2"

	"khotin/extract"
	"khotin/index/query"
)

// ArticleRef names the article that a row comes from.
type ArticleRef struct {
	Article   string           `json:"article"` // id
	URL       extract.Optional `json:"url"`
	Title     extract.Optional `json:"title"`
	Published extract.Optional `json:"published"`
	Site      string           `json:"site"`
}

// maxWordings is more wordings than any sensible query matches.
const maxWordings = 100000

// split takes the fields that stand beside everything else out of a query;
// what is left, nil for nothing, asks for words.
func split(n query.Node) (fields []query.Node, rest query.Node, err error) {
	and, ok := n.(query.And)
	if !ok {
		and = query.And{n}
	}
	var words query.And
	for _, c := range and {
		inner := c
		if not, ok := c.(query.Not); ok {
			inner = not.Node
		}
		switch inner.(type) {
		case query.Field, query.Days, query.Value:
			fields = append(fields, c)
		default:
			if pos, name, has := hasField(c); has {
				return nil, nil, &query.Error{Pos: pos, Msg: name + ": stands in a group, which only search understands", Hint: "put the field beside the other words"}
			}
			words = append(words, c)
		}
	}
	switch len(words) {
	case 0:
		return fields, nil, nil
	case 1:
		return fields, words[0], nil
	}
	return fields, words, nil
}

// hasField tells whether a part of a query holds a field, and the first.
func hasField(n query.Node) (pos int, name string, has bool) {
	var inside []query.Node
	switch n := n.(type) {
	case query.Field:
		return n.Pos, n.Name, true
	case query.Days:
		return n.Pos, "date", true
	case query.Value:
		return n.Pos, "value", true
	case query.Not:
		inside = []query.Node{n.Node}
	case query.And:
		inside = n
	case query.Or:
		inside = n
	}
	for _, c := range inside {
		if pos, name, has = hasField(c); has {
			return pos, name, has
		}
	}
	return 0, "", false
}

// wordingIDs gives the ids of the wordings of a kind that hold all words of n.
func (x *Index) wordingIDs(ctx context.Context, kind wordingKind, n query.Node, m mode) ([]int64, error) {
	b, closeReader, err := x.newBuilder(m, wordingFields[kind])
	if err != nil {
		return nil, err
	}
	defer closeReader()
	q, err := b.build(n)
	if errors.Is(err, errNothing) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	req := bleve.NewSearchRequestOptions(q, maxWordings, 0, false)
	req.Score = bleve.ScoreNone
	res, err := x.words.index.SearchInContext(ctx, req)
	if err != nil {
		return nil, err
	}
	ids := make([]int64, 0, len(res.Hits))
	for _, h := range res.Hits {
		id, err := strconv.ParseInt(strings.TrimPrefix(h.ID, wordingPrefix), 16, 64)
		if err != nil {
			return nil, fmt.Errorf("%w: document %s", ErrDamaged, h.ID)
		}
		ids = append(ids, id)
	}
	return x.checked(ctx, ids, b.phrases)
}

// checked leaves out the wordings that do not hold the phrases.
func (x *Index) checked(ctx context.Context, ids []int64, phrases []phraseCheck) ([]int64, error) {
	if len(phrases) == 0 || len(ids) == 0 {
		return ids, nil
	}
	rows, err := x.rows.QueryContext(ctx, `SELECT id, text FROM wordings WHERE id IN (SELECT value FROM json_each(?))`, list(ids))
	if err != nil {
		return nil, damage(err)
	}
	defer rows.Close()
	kept := []int64{}
	for rows.Next() {
		var id int64
		var s string
		if err := rows.Scan(&id, &s); err != nil {
			return nil, err
		}
		toks := tokenize(s)
		if !slices.ContainsFunc(phrases, func(p phraseCheck) bool { return !p.in(toks) }) {
			kept = append(kept, id)
		}
	}
	return kept, rows.Err()
}

// list writes ids as a JSON array, for json_each.
func list(ids []int64) string {
	b, _ := json.Marshal(ids) // numbers only
	return string(b)
}

// conditions collects the WHERE of a query.
type conditions struct {
	parts     []string
	args      []any
	joined    bool // some part names the article a
	few       bool // some part leaves few rows
	placed    bool // some part names a unit
	byArticle bool // few articles do
}

func (c *conditions) add(part string, args ...any) {
	c.parts, c.args = append(c.parts, part), append(c.args, args...)
}

// where is the clause, with more parts before its own.
func (c *conditions) where(more ...string) string {
	parts := slices.Concat(more, c.parts)
	if len(parts) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(parts, " AND ")
}

// articlesOf joins the articles of the rows of table, where some part names
// them.
func (c *conditions) articlesOf(table string) string {
	if !c.joined {
		return ""
	}
	return " CROSS JOIN articles a ON a.id = " + table + ".article"
}

// place takes the rows of table about a unit.
func (c *conditions) place(table, name string) {
	if name == "" {
		return
	}
	k := placeOf(name)
	if k.typed() {
		// The bare key has the index. What looks like a type may be a name that
		// begins so: "quan toan" is quận Toan, or phường Quán Toan.
		c.add("("+table+".place_bare IN (?, ?) AND ("+table+".place_key = ? OR "+table+".place_bare = ?))", k.bare, k.full, k.full, k.full)
		return
	}
	c.add(table+".place_bare = ?", k.bare)
}

// days takes the rows whose time, from the expression start to the expression
// end, touches the filter's.
func (c *conditions) days(start, end string, f Filter) {
	if f.From != "" {
		c.add(end+" >= ?", f.From)
	}
	if f.To != "" {
		c.add(start+" <= ?", f.To)
	}
}

func (c *conditions) wording(column string, ids []int64) {
	c.add(column+" IN (SELECT value FROM json_each(?))", list(ids))
}

func (x *Index) siteCondition(c *conditions, f Filter) {
	if f.Site != "" {
		c.joined = true
		c.add("a.site = ?", x.siteNamed(f.Site))
	}
}

// oneOf takes the rows whose column is one of some values, all for none.
func (c *conditions) oneOf(column string, values []string) {
	if len(values) > 0 {
		c.add(column+" IN (SELECT value FROM json_each(?))", textList(values))
	}
}

// once leaves out the rows of table that come from copies of an article.
func (c *conditions) once(table string, f Filter) {
	if !f.AllSources {
		c.add(table + ".copy = 0")
	}
}

func limit(n int) int {
	if n <= 0 {
		return math.MaxInt32
	}
	return n
}

// optional scans a column that may be NULL.
type optional struct{ to *extract.Optional }

// Scan implements sql.Scanner.
func (o optional) Scan(v any) error {
	switch v := v.(type) {
	case nil:
		*o.to = ""
	case string:
		*o.to = extract.Optional(v)
	case []byte:
		*o.to = extract.Optional(v)
	default:
		return fmt.Errorf("%T is no text", v)
	}
	return nil
}
