package index

import (
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
	if err := x.sized(ctx, &c, fields); err != nil {
		return nil, fmt.Errorf("figures: %w", err)
	}
	if n == nil {
		if err := x.fields(ctx, &c, &f, fields, true); err != nil {
			return nil, err
		}
		return x.figures(ctx, c, f)
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
		// The list is the first argument, of the FROM.
		c.parts, c.args, c.listed = nil, []any{""}, true
		if err := x.fields(ctx, &c, &f, fields, true); err != nil {
			return nil, err
		}
		rows, err := x.figuresWorded(ctx, c, ids, f)
		if err != nil || len(rows) > 0 {
			return rows, err
		}
	}
	return nil, nil
}

// figuresWorded gives the figures of wordings, of a few at first: they are
// ordered by wording, and a limit is mostly reached soon.
func (x *Index) figuresWorded(ctx context.Context, c conditions, ids []int64, f Filter) (out []FigureRow, err error) {
	n := len(ids)
	if f.Limit > 0 && !c.few && n > 1 {
		rows, err := x.rows.QueryContext(ctx, `SELECT id FROM wordings WHERE id IN (SELECT value FROM json_each(?)) ORDER BY text`, list(ids))
		if err == nil {
			ids, err = column[int64](rows)
		}
		if err != nil {
			return nil, fmt.Errorf("figures: %w", damage(err))
		}
		n = 1
	}
	rest := f
	for len(ids) > 0 && (f.Limit <= 0 || len(out) < f.Limit) {
		n = min(n, len(ids))
		c.args[0] = list(ids[:n])
		rest.Limit = max(0, f.Limit-len(out))
		rows, err := x.figures(ctx, c, rest)
		if err != nil {
			return nil, err
		}
		out, ids, n = append(out, rows...), ids[n:], n*4
	}
	return out, nil
}

// fewFigures are read sooner by their size than by their words.
const fewFigures = 4000

// sized notes whether fields leave few figures, by their size.
func (x *Index) sized(ctx context.Context, c *conditions, fields []query.Node) error {
	for _, n := range fields {
		v, ok := n.(query.Value)
		if !ok {
			continue
		}
		one := figureValue(v)
		var n int
		err := x.rows.QueryRowContext(ctx, `SELECT count(*) FROM (SELECT 1 FROM figures f WHERE `+one.part+` LIMIT ?)`,
			append(one.args, fewFigures)...).Scan(&n)
		if err != nil {
			return damage(err)
		}
		c.few = c.few || n < fewFigures
	}
	return nil
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
const sentenceOf = `coalesce(f.sentence, substr(a.body, f.sentence_at + 1, f.sentence_len), '')`

const figureColumns = `f.article, a.url, a.title, a.published, a.site,
	f.text, f.indicator, (SELECT w.canonical FROM wordings w WHERE w.id = f.wording), f.measure, f.value, f.unit, f.amount, f.base_unit, f.qualifier, f.status,
	f.period_start, f.period_end, f.period_text, f.basis, f.whole, f.upper, f.place,
	f.statement, f.part_of, f.flags, ` + sentenceOf + `, f.paragraph, f.span_start, f.span_end, f.rule`

func (x *Index) figures(ctx context.Context, c conditions, f Filter) ([]FigureRow, error) {
	c.once("f", f)
	c.oneOf("f.measure", f.Measures)
	c.oneOf("f.status", f.Statuses)
	c.days("f.day", "f.day", Filter{From: f.PublishedFrom, To: f.PublishedTo})
	c.place("f", f.Place)
	c.days("coalesce(f.period_start, f.day)", "coalesce(f.period_end, f.day)", f)
	x.siteCondition(&c, f)
	// A series is ordered by the text of its wording, which the indexes of
	// figures have by number only.
	const order = ` ORDER BY series, f.place_key, f.period_start, f.day, f.article, f.at`
	from := "json_each(?) ids CROSS JOIN wordings w ON w.id = ids.value CROSS JOIN figures f" + x.indexedBy("figures_wording") + " ON f.wording = w.id"
	switch {
	case c.listed && c.few: // the size leads, not the words
		from = "figures f CROSS JOIN wordings w ON w.id = f.wording AND +f.wording IN (SELECT value FROM json_each(?))"
	case c.listed:
	case f.Place != "" || c.few:
		from = "figures f CROSS JOIN wordings w ON w.id = f.wording"
	default:
		from = "wordings w" + x.indexedBy("wordings_series") + " CROSS JOIN figures f" + x.indexedBy("figures_wording") + " ON f.wording = w.id AND w.kind = 'indicator'"
	}
	if f.Site != "" || c.joined {
		from += " CROSS JOIN articles a ON a.id = f.article"
	}
	inner := `SELECT w.text AS series, f.place_key, f.period_start, f.day, f.article, f.at FROM ` + from + c.where() + order + ` LIMIT ?`
	rows, err := x.rows.QueryContext(ctx, `SELECT `+figureColumns+` FROM (`+inner+`) k
		CROSS JOIN figures f ON f.at = k.at CROSS JOIN articles a ON a.id = f.article`+
		strings.Replace(order, "series", "k.series", 1), append(c.args, limit(f.Limit))...)
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
