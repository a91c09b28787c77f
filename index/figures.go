package index

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"khotin/extract"
	"khotin/extract/text"
	"khotin/index/query"
)

// FigureRow is a figure and the article that states it.
type FigureRow struct {
	ArticleRef
	extract.Figure
}

// Figures gives the figures whose indicator holds all words of q, ordered as
// series: indicator, place, period, publication. Spellings with other
// diacritics are tried where the query's own finds nothing. Where no indicator
// has all the words, a year and the name of a unit among them are taken as
// filters: "thu ngân sách lê chân 2023".
func (x *Index) Figures(ctx context.Context, q string, f Filter) ([]FigureRow, error) {
	n, err := x.parse(ctx, q, f)
	if err != nil {
		return nil, err
	}
	fields, n, err := split(n)
	if err != nil {
		return nil, err
	}
	rows, err := x.figuresOf(ctx, n, fields, f)
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
	return x.figuresOf(ctx, n, fields, g)
}

func (x *Index) figuresOf(ctx context.Context, n query.Node, fields []query.Node, f Filter) ([]FigureRow, error) {
	c := conditions{joined: len(fields) > 0}
	if err := x.fields(ctx, &c, &f, fields, true); err != nil {
		return nil, err
	}
	if err := x.figureConditions(ctx, &c, fields, f); err != nil {
		return nil, fmt.Errorf("figures: %w", err)
	}
	if n == nil {
		return x.figuresWorded(ctx, c, nil, f)
	}
	joined, err := x.joinedBy(ctx, strings.Join(plainWords(n), " "))
	if err != nil {
		return nil, fmt.Errorf("figures: %w", err)
	}
	for _, m := range modes(n) {
		ids, err := x.wordingIDs(ctx, indicatorWording, n, m)
		if err != nil {
			return nil, fmt.Errorf("figures: %w", err)
		}
		ids = append(ids, joined...)
		slices.Sort(ids)
		ids = slices.Compact(ids)
		if len(ids) == 0 {
			continue
		}
		rows, err := x.figuresWorded(ctx, c, ids, f)
		if err != nil || len(rows) > 0 {
			return rows, err
		}
	}
	return nil, nil
}

// figuresWorded gives the figures of wordings, of every indicator where ids is
// nil. They are ordered by wording, and a limit is mostly reached with the
// first: so these are asked for one by one, more at once where they have none.
func (x *Index) figuresWorded(ctx context.Context, c conditions, ids []int64, f Filter) (out []FigureRow, err error) {
	if f.Limit <= 0 || c.few {
		return x.figures(ctx, c, ids, 0, f)
	}
	statement, args := `SELECT id FROM wordings WHERE kind = 'indicator' ORDER BY text`, []any{}
	if ids != nil {
		statement, args = `SELECT id FROM wordings WHERE id IN (SELECT value FROM json_each(?)) ORDER BY text`, []any{list(ids)}
	}
	rows, err := x.rows.QueryContext(ctx, statement, args...)
	if err == nil {
		ids, err = column[int64](rows)
	}
	if err != nil {
		return nil, fmt.Errorf("figures: %w", damage(err))
	}
	for n, most := 1, f.Limit; len(ids) > 0 && len(out) < most; {
		n, f.Limit = min(n, len(ids)), most-len(out)
		one := int64(0)
		if n == 1 {
			one = ids[0]
		}
		rows, err := x.figures(ctx, c, ids[:n], one, f)
		if err != nil {
			return nil, err
		}
		out, ids = append(out, rows...), ids[n:]
		if len(rows) == 0 {
			n *= 4
		}
	}
	return out, nil
}

// So few figures, or articles, are sooner looked up than met in the order of
// the answer.
const (
	fewFigures    = 4000
	fewToReadFrom = 400
)

// figureConditions adds what a filter asks of figures, and notes whether it or
// some value leaves few.
func (x *Index) figureConditions(ctx context.Context, c *conditions, fields []query.Node, f Filter) error {
	c.once("f", f)
	c.oneOf("f.measure", f.Measures)
	c.oneOf("f.status", f.Statuses)
	c.days("f.day", "f.day", Filter{From: f.PublishedFrom, To: f.PublishedTo})
	c.days("coalesce(f.period_start, f.day)", "coalesce(f.period_end, f.day)", f)
	few := func(table string, one conditions, most int) (bool, error) {
		n := 0
		err := x.rows.QueryRowContext(ctx, `SELECT count(*) FROM (SELECT 1 FROM `+table+one.where()+` LIMIT ?)`, append(slices.Clone(one.args), most)...).Scan(&n)
		return n < most, damage(err)
	}
	var err error
	for _, n := range fields {
		if v, ok := n.(query.Value); ok && !c.few {
			one := figureValue(v)
			if c.few, err = few("figures f", conditions{parts: []string{one.part}, args: one.args}, fewFigures); err != nil {
				return err
			}
		}
	}
	if f.Place != "" {
		one, err := x.placed(ctx, f.Place)
		if err != nil {
			return err
		}
		c.placed = true
		c.add(one.parts[0], one.args...)
		if !c.few {
			if c.few, err = few("figures f", one, fewFigures); err != nil {
				return err
			}
		}
	}
	var site, days conditions
	x.siteCondition(&site, f)
	if f.PublishedFrom != "" || f.PublishedTo != "" {
		days.add("a.day BETWEEN ? AND ?", f.PublishedFrom, cmp.Or(f.PublishedTo, "9999"))
	}
	for _, one := range []conditions{site, days} {
		if len(one.parts) == 0 || c.few {
			continue
		}
		if c.few, err = few("articles a", one, fewToReadFrom); err != nil {
			return err
		}
		if c.byArticle = c.few; c.few {
			c.add(one.parts[0], one.args...)
		}
	}
	if f.Site != "" {
		// Asked as a range, the article is looked for in the index of sites, not in
		// its row.
		c.add("EXISTS (SELECT 1 FROM articles s WHERE s.site = ? AND s.id BETWEEN f.article AND f.article)", site.args...)
	}
	return nil
}

// placed takes the figures of a unit out of the index figures_place. A condition
// on one name leaves them in their order there; a unit whose bare name begins
// like a type takes two.
func (x *Index) placed(ctx context.Context, name string) (one conditions, err error) {
	k := placeOf(name)
	two := true
	if k.typed() {
		err = x.rows.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM figures WHERE place_bare = ?)`, k.full).Scan(&two)
	}
	if two {
		one.place("f", name)
	} else {
		one.add("f.place_bare = ? AND f.place_key = ?", k.bare, k.full)
	}
	return one, damage(err)
}

// joinedBy gives the wordings of indicators that the name s joins.
func (x *Index) joinedBy(ctx context.Context, s string) ([]int64, error) {
	if s == "" {
		return nil, nil
	}
	rows, err := x.rows.QueryContext(ctx, `SELECT DISTINCT canonical FROM wordings WHERE canonical IS NOT NULL`)
	if err != nil {
		return nil, damage(err)
	}
	names, err := column[string](rows)
	if err != nil {
		return nil, damage(err)
	}
	key := text.Key(text.Normalize(s))
	i := slices.IndexFunc(names, func(name string) bool { return text.Key(name) == key || text.Fold(text.Key(name)) == key })
	if i < 0 {
		return nil, nil
	}
	rows, err = x.rows.QueryContext(ctx, `SELECT id FROM wordings WHERE canonical = ?`, names[i])
	if err != nil {
		return nil, damage(err)
	}
	return column[int64](rows)
}

// sentenceOf is the sentence of a figure f of an article a.
const sentenceOf = `coalesce(f.sentence, substr(unpacked(a.packed_body), f.sentence_at + 1, f.sentence_len), '')`

const figureColumns = `f.article, a.url, a.title, a.published, a.site,
	f.text, f.indicator, (SELECT w.canonical FROM wordings w WHERE w.id = f.wording), f.measure, f.value, f.unit, f.amount, f.base_unit, f.qualifier, f.status,
	f.period_start, f.period_end, f.period_text, f.basis, f.whole, f.upper, f.place,
	f.statement, f.part_of, f.flags, ` + sentenceOf + `, f.paragraph, f.span_start, f.span_end, f.rule`

// figures gives the figures that the conditions take, of one wording where it
// is not 0, of some where ids is not nil.
func (x *Index) figures(ctx context.Context, c conditions, ids []int64, one int64, f Filter) ([]FigureRow, error) {
	// A series is ordered by the text of its wording, which the indexes of
	// figures have by number only.
	const order = ` ORDER BY series, f.place_key, f.period_start, f.day, f.article, f.at`
	indexed := x.indexedBy("figures_wording")
	if c.placed {
		indexed = x.indexedBy("figures_place")
	}
	series, args, more := "w.text", slices.Clone(c.args), []string(nil)
	var from string
	switch {
	case one != 0:
		from, series = "figures f"+indexed, "''"
		more, args = []string{"f.wording = ?"}, append([]any{one}, args...)
	case c.few:
		if from = "figures f CROSS JOIN wordings w ON w.id = f.wording"; c.byArticle {
			from = "articles a CROSS JOIN figures f ON f.article = a.id CROSS JOIN wordings w ON w.id = f.wording"
		}
		if ids != nil {
			from += " AND +f.wording IN (SELECT value FROM json_each(?))"
			args = append([]any{list(ids)}, args...)
		}
	case ids != nil:
		from = "json_each(?) ids CROSS JOIN wordings w ON w.id = ids.value CROSS JOIN figures f" + indexed + " ON f.wording = w.id"
		args = append([]any{list(ids)}, args...)
	case c.placed:
		from = "figures f" + indexed + " CROSS JOIN wordings w ON w.id = f.wording"
	default:
		from = "wordings w" + x.indexedBy("wordings_series") + " CROSS JOIN figures f" + indexed + " ON f.wording = w.id AND w.kind = 'indicator'"
	}
	if c.joined && !c.byArticle {
		from += " CROSS JOIN articles a ON a.id = f.article"
	}
	sorted := order
	if one != 0 { // then it comes so out of the index
		sorted = strings.Replace(order, "series, ", "", 1)
	}
	inner := `SELECT ` + series + ` AS series, f.place_key, f.period_start, f.day, f.article, f.at FROM ` + from + c.where(more...) + sorted + ` LIMIT ?`
	columns := figureColumns
	if f.Bare {
		columns = strings.Replace(columns, sentenceOf, "''", 1)
	}
	rows, err := x.rows.QueryContext(ctx, `SELECT `+columns+` FROM (`+inner+`) k
		CROSS JOIN figures f ON f.at = k.at CROSS JOIN articles a ON a.id = f.article`+
		strings.Replace(order, "series", "k.series", 1), append(args, limit(f.Limit))...)
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
	var canonical, start, end, span, whole, upper, flags sql.NullString
	var partOf sql.NullInt64
	f := &r.Figure
	err := rows.Scan(&r.Article, optional{&r.URL}, optional{&r.Title}, optional{&r.Published}, &r.Site,
		&f.Text, &f.Indicator, &canonical, &f.Measure, &value, &f.Unit, optional{&f.Amount}, optional{&f.BaseUnit},
		optional{&f.Qualifier}, &f.Status, &start, &end, &span, optional{&f.Basis}, &whole, &upper, optional{&f.Place},
		&f.Group, &partOf, &flags, &f.Sentence, &f.Paragraph, &f.Span[0], &f.Span[1], &f.Rule)
	if err != nil {
		return r, err
	}
	f.Canonical = canonical.String
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
			if placeOf(name).bare == "" {
				continue // no letters
			}
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
