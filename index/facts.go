package index

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/blevesearch/bleve/v2"

	"khotin/extract"
	"khotin/extract/text"
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

// FigureRow is a figure and the article that states it.
type FigureRow struct {
	ArticleRef
	extract.Figure
}

// MeetingRow is a meeting and the article that reports it.
type MeetingRow struct {
	ArticleRef
	Kind      string           `json:"kind"`
	Name      string           `json:"name"`
	Host      extract.Optional `json:"host"`
	Date      extract.Optional `json:"date"`
	Place     extract.Optional `json:"place"`
	Chair     extract.Optional `json:"chair"`
	Attendees []string         `json:"attendees"`
}

// OfficialRow is a person in an office: when seen, and in which articles.
type OfficialRow struct {
	Name      string           `json:"name"`
	Role      extract.Optional `json:"role"`
	Place     extract.Optional `json:"place"`
	FirstSeen extract.Optional `json:"first_seen"` // days of publication
	LastSeen  extract.Optional `json:"last_seen"`
	Articles  int              `json:"articles"`
	IDs       []string         `json:"article_ids"` // oldest first
}

// maxWordings is more wordings than any sensible query matches.
const maxWordings = 100000

// wordingIDs gives the ids of the wordings of a kind that hold all words of n.
func (x *Index) wordingIDs(ctx context.Context, kind wordingKind, n query.Node, m mode) ([]int64, error) {
	b, closeReader, err := x.newBuilder(m, wordingFields[kind], nil)
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
	parts []string
	args  []any
	// listed: args begins with a list of wordings that figures must have.
	listed bool
}

func (c *conditions) add(part string, args ...any) {
	c.parts, c.args = append(c.parts, part), append(c.args, args...)
}

func (c *conditions) where() string {
	if len(c.parts) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(c.parts, " AND ")
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
		c.add("("+table+".place_bare = ? AND "+table+".place_key = ? OR "+table+".place_bare = ?)", k.bare, k.full, k.full)
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
		c.add("a.site = ?", x.siteNamed(f.Site))
	}
}

func limit(n int) int {
	if n <= 0 {
		return math.MaxInt32
	}
	return n
}

// Figures gives the figures whose indicator holds all words of q, ordered as
// series: indicator, place, period, publication. Spellings with other
// diacritics are tried where the query's own finds nothing. Where no indicator
// has all the words, a year and the name of a unit among them are taken as
// filters: "thu ngân sách lê chân 2023".
func (x *Index) Figures(ctx context.Context, q string, f Filter) ([]FigureRow, error) {
	n, err := parse(q)
	if err != nil {
		return nil, err
	}
	rows, err := x.figuresOf(ctx, n, f)
	if err != nil || len(rows) > 0 {
		return rows, err
	}
	words := plainWords(n)
	rest, g, err := x.peel(ctx, words, f)
	if err != nil || len(rest) == len(words) {
		return nil, err
	}
	if n, err = parse(strings.Join(rest, " ")); err != nil {
		return nil, err
	}
	return x.figuresOf(ctx, n, g)
}

func (x *Index) figuresOf(ctx context.Context, n query.Node, f Filter) ([]FigureRow, error) {
	if n == nil {
		return x.figures(ctx, conditions{}, f)
	}
	for _, m := range modes(n) {
		ids, err := x.wordingIDs(ctx, indicatorWording, n, m)
		if err != nil {
			return nil, fmt.Errorf("figures: %w", err)
		}
		if len(ids) == 0 {
			continue
		}
		// The list is the first argument, of the FROM.
		rows, err := x.figures(ctx, conditions{args: []any{list(ids)}, listed: true}, f)
		if err != nil || len(rows) > 0 {
			return rows, err
		}
	}
	return nil, nil
}

const figureColumns = `f.article, a.url, a.title, a.published, a.site,
	f.text, f.indicator, f.measure, f.value, f.unit, f.amount, f.base_unit, f.qualifier, f.status,
	f.period_start, f.period_end, f.period_text, f.basis, f.whole, f.upper, f.place,
	f.statement, f.part_of, f.flags, f.sentence, f.paragraph, f.span_start, f.span_end, f.rule`

func (x *Index) figures(ctx context.Context, c conditions, f Filter) ([]FigureRow, error) {
	c.place("f", f.Place)
	c.days("coalesce(f.period_start, f.day)", "coalesce(f.period_end, f.day)", f)
	x.siteCondition(&c, f)
	const order = ` ORDER BY f.series, f.place_key, f.period_start, f.day, f.article, f.n`
	series, from := "f.series", "figures f"
	if c.listed {
		// The index has no text; a wording's text is its series.
		series, from = "w.text", "json_each(?) ids CROSS JOIN wordings w ON w.id = ids.value CROSS JOIN figures f INDEXED BY figures_wording ON f.wording = w.id"
	}
	if f.Site != "" {
		from += " CROSS JOIN articles a ON a.id = f.article"
	}
	inner := `SELECT ` + series + ` AS series, f.place_key, f.period_start, f.day, f.article, f.n FROM ` + from + c.where() +
		strings.Replace(order, "f.series", "series", 1) + ` LIMIT ?`
	rows, err := x.rows.QueryContext(ctx, `SELECT `+figureColumns+` FROM (`+inner+`) k
		CROSS JOIN figures f ON f.article = k.article AND f.n = k.n CROSS JOIN articles a ON a.id = f.article`+
		strings.Replace(order, "f.series", "k.series", 1), append(c.args, limit(f.Limit))...)
	if err != nil {
		return nil, fmt.Errorf("figures: %w", damage(err))
	}
	defer rows.Close()
	var out []FigureRow
	for rows.Next() {
		r, err := scanFigure(rows)
		if err != nil {
			return nil, fmt.Errorf("figures: %w", err)
		}
		out = append(out, r)
	}
	return out, damage(rows.Err())
}

func scanFigure(rows *sql.Rows) (FigureRow, error) {
	var r FigureRow
	var value string
	var start, end, span, whole, upper, flags sql.NullString
	var partOf sql.NullInt64
	f := &r.Figure
	err := rows.Scan(&r.Article, optional{&r.URL}, optional{&r.Title}, optional{&r.Published}, &r.Site,
		&f.Text, &f.Indicator, &f.Measure, &value, &f.Unit, optional{&f.Amount}, optional{&f.BaseUnit},
		optional{&f.Qualifier}, &f.Status, &start, &end, &span, optional{&f.Basis}, &whole, &upper, optional{&f.Place},
		&f.Group, &partOf, &flags, &f.Sentence, &f.Paragraph, &f.Span[0], &f.Span[1], &f.Rule)
	if err != nil {
		return r, err
	}
	if f.Value, err = text.ParseDecimal(value); err != nil {
		return r, fmt.Errorf("%w: value %q", ErrDamaged, value)
	}
	if start.Valid || end.Valid || span.Valid {
		f.Period = &extract.Period{Start: start.String, End: end.String, Text: span.String}
	}
	f.Of, f.Upper = decimalOf(whole), decimalOf(upper)
	if partOf.Valid {
		n := int(partOf.Int64)
		f.PartOf = &n
	}
	if flags.Valid {
		err = json.Unmarshal([]byte(flags.String), &f.Flags)
	}
	return r, err
}

func decimalOf(s sql.NullString) *text.Decimal {
	if d, err := text.ParseDecimal(s.String); s.Valid && err == nil {
		return &d
	}
	return nil
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

var year = regexp.MustCompile(`^(?:19|20)\d\d$`)

// peel takes a year and the name of a unit out of words and makes filters of
// them, where the filter has none.
func (x *Index) peel(ctx context.Context, words []string, f Filter) ([]string, Filter, error) {
	rest := slices.Clone(words)
	if f.From == "" && f.To == "" {
		if i := slices.IndexFunc(rest, year.MatchString); i >= 0 {
			f.From, f.To = rest[i]+"-01-01", rest[i]+"-12-31"
			rest = slices.Delete(rest, i, i+1)
			if i > 0 && text.Fold(text.Normalize(rest[i-1])) == "nam" { // "năm 2023"
				rest = slices.Delete(rest, i-1, i)
			}
		}
	}
	if f.Place != "" {
		return rest, f, nil
	}
	// The longest name wins; units have names of five syllables at most, and
	// two of type.
	for n := min(7, len(rest)); n > 0; n-- {
		for i := 0; i+n <= len(rest); i++ {
			name := strings.Join(rest[i:i+n], " ")
			var c conditions
			c.place("f", name)
			var one int
			err := x.rows.QueryRowContext(ctx, `SELECT 1 FROM figures f`+c.where()+` LIMIT 1`, c.args...).Scan(&one)
			if errors.Is(err, sql.ErrNoRows) {
				continue
			}
			if err != nil {
				return nil, f, fmt.Errorf("figures: %w", damage(err))
			}
			f.Place = name
			return slices.Delete(rest, i, i+n), f, nil
		}
	}
	return rest, f, nil
}

// Meetings gives the meetings whose kind, name, host or chair hold all words
// of q, newest first.
func (x *Index) Meetings(ctx context.Context, q string, f Filter) ([]MeetingRow, error) {
	n, err := parse(q)
	if err != nil {
		return nil, err
	}
	if n == nil {
		return x.meetings(ctx, conditions{}, f)
	}
	for _, m := range modes(n) {
		ids, err := x.wordingIDs(ctx, meetingWording, n, m)
		if err != nil {
			return nil, fmt.Errorf("meetings: %w", err)
		}
		var c conditions
		c.wording("m.wording", ids)
		rows, err := x.meetings(ctx, c, f)
		if err != nil || len(rows) > 0 {
			return rows, err
		}
	}
	return nil, nil
}

func (x *Index) meetings(ctx context.Context, c conditions, f Filter) ([]MeetingRow, error) {
	c.place("m", f.Place)
	c.days("coalesce(m.date, a.day)", "coalesce(m.date, a.day)", f)
	x.siteCondition(&c, f)
	rows, err := x.rows.QueryContext(ctx, `SELECT m.article, a.url, a.title, a.published, a.site,
		m.kind, m.name, m.host, m.date, m.place, m.chair, m.attendees
		FROM meetings m CROSS JOIN articles a ON a.id = m.article`+c.where()+
		` ORDER BY coalesce(m.date, a.day) DESC NULLS LAST, m.article LIMIT ?`, append(c.args, limit(f.Limit))...)
	if err != nil {
		return nil, fmt.Errorf("meetings: %w", damage(err))
	}
	defer rows.Close()
	var out []MeetingRow
	for rows.Next() {
		var r MeetingRow
		var attendees []byte
		err := rows.Scan(&r.Article, optional{&r.URL}, optional{&r.Title}, optional{&r.Published}, &r.Site,
			&r.Kind, &r.Name, optional{&r.Host}, optional{&r.Date}, optional{&r.Place}, optional{&r.Chair}, &attendees)
		if err == nil {
			err = json.Unmarshal(attendees, &r.Attendees)
		}
		if err != nil {
			return nil, fmt.Errorf("meetings: %w", err)
		}
		out = append(out, r)
	}
	return out, damage(rows.Err())
}

// Officials gives people and their offices: those whose name holds all words
// of name, and whose office those of f.Role; by name, then by when first seen.
func (x *Index) Officials(ctx context.Context, name string, f Filter) ([]OfficialRow, error) {
	var c conditions
	for _, w := range []struct {
		q, column string
		kind      wordingKind
	}{{name, "o.name_word", nameWording}, {f.Role, "o.role_word", officeWording}} {
		n, err := parse(w.q)
		if err != nil {
			return nil, err
		}
		if n == nil {
			continue
		}
		ids, err := x.firstWordings(ctx, w.kind, n)
		if err != nil {
			return nil, fmt.Errorf("officials: %w", err)
		}
		if len(ids) == 0 {
			return nil, nil
		}
		c.wording(w.column, ids)
	}
	return x.officials(ctx, c, f)
}

// firstWordings gives the wordings of the first mode that finds any.
func (x *Index) firstWordings(ctx context.Context, kind wordingKind, n query.Node) ([]int64, error) {
	for _, m := range modes(n) {
		ids, err := x.wordingIDs(ctx, kind, n, m)
		if err != nil || len(ids) > 0 {
			return ids, err
		}
	}
	return nil, nil
}

func (x *Index) officials(ctx context.Context, c conditions, f Filter) ([]OfficialRow, error) {
	c.place("o", f.Place)
	c.days("o.day", "o.day", f)
	x.siteCondition(&c, f)
	// A name seen in capitals and in small letters is shown in small ones, which
	// sort after capitals.
	rows, err := x.rows.QueryContext(ctx, `SELECT max(o.name), max(o.role), max(o.place), min(o.day), max(o.day),
		count(DISTINCT o.article), json_group_array(DISTINCT o.article ORDER BY o.day)
		FROM officials o CROSS JOIN articles a ON a.id = o.article`+c.where()+`
		GROUP BY o.name_key, o.role_key, o.place_key
		ORDER BY o.name_key, min(o.day), o.role_key, o.place_key LIMIT ?`, append(c.args, limit(f.Limit))...)
	if err != nil {
		return nil, fmt.Errorf("officials: %w", damage(err))
	}
	defer rows.Close()
	var out []OfficialRow
	for rows.Next() {
		var r OfficialRow
		var ids []byte
		err := rows.Scan(&r.Name, optional{&r.Role}, optional{&r.Place}, optional{&r.FirstSeen}, optional{&r.LastSeen}, &r.Articles, &ids)
		if err == nil {
			err = json.Unmarshal(ids, &r.IDs)
		}
		if err != nil {
			return nil, fmt.Errorf("officials: %w", err)
		}
		out = append(out, r)
	}
	return out, damage(rows.Err())
}
