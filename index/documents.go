package index

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"khotin/extract"
	"khotin/extract/document"
	"khotin/extract/official"
	"khotin/extract/text"
	"khotin/index/query"
)

// DocumentRow is a citation of a document in an article.
type DocumentRow struct {
	ArticleRef
	Text     string           `json:"text"` // the citation as written
	Type     string           `json:"type"`
	Number   extract.Optional `json:"number"`
	Issuer   extract.Optional `json:"issuer"`
	Date     extract.Optional `json:"date"`    // of issue; the year alone where the number tells it
	Subject  extract.Optional `json:"subject"` // what it is about, as written
	Key      extract.Optional `json:"key"`     // the same for all citations of one document, of one unit where a local body issued it
	Place    extract.Optional `json:"place"`   // the unit of a local body that issued it, as the article settles it
	Sentence string           `json:"sentence"`
}

// Documents gives the citations of a document, named by its number, "28-NQ/TU",
// or as a text names it, "Nghị quyết 28 của Thành ủy"; other words give the
// documents whose citation, subject or sentence holds them, and "" gives all.
// They come by document, the oldest article first. What one citation leaves
// out, day, issuer or subject, the others of the document fill in where they
// agree.
func (x *Index) Documents(ctx context.Context, q string, f Filter) ([]DocumentRow, error) {
	fields, words, err := x.splitText(ctx, q, f)
	var c conditions
	if err == nil {
		err = x.fields(ctx, &c, &f, fields, false)
	}
	if err != nil {
		return nil, fmt.Errorf("documents: %w", err)
	}
	key := document.KeyOf(words)
	if key != "" {
		c.add("(d.key = ? OR d.symbol = ?)", key, document.Symbol(words))
	}
	c.place("a", f.Place)
	c.days("a.day", "a.day", f)
	x.siteCondition(&c, f)
	c.once("a", f)
	rows, err := x.rows.QueryContext(ctx, `SELECT d.article, a.url, a.title, a.published, a.site,
		d.text, d.type, d.number, d.issuer, d.date, d.title, d.key, d.sentence, coalesce(a.place, '')
		FROM documents d CROSS JOIN articles a ON a.id = d.article`+c.where()+`
		ORDER BY d.key, a.day, d.article, d.n`, c.args...)
	if err != nil {
		return nil, fmt.Errorf("documents: %w", damage(err))
	}
	defer rows.Close()
	var out []DocumentRow
	for rows.Next() {
		var r DocumentRow
		var about string
		if err := rows.Scan(&r.Article, optional{&r.URL}, optional{&r.Title}, optional{&r.Published}, &r.Site, &r.Text, &r.Type,
			optional{&r.Number}, optional{&r.Issuer}, optional{&r.Date}, optional{&r.Subject}, optional{&r.Key}, &r.Sentence, &about); err != nil {
			return nil, fmt.Errorf("documents: %w", err)
		}
		r.Place = issuerUnit(&r, about)
		if key != "" || holdsWords(&r, words) {
			out = append(out, r)
		}
	}
	slices.SortStableFunc(out, func(a, b DocumentRow) int {
		return cmp.Or(strings.Compare(string(a.Key), string(b.Key)), strings.Compare(string(a.Place), string(b.Place)))
	})
	for i := 0; i < len(out); {
		n := i + 1
		for n < len(out) && out[n].Key == out[i].Key && out[n].Place == out[i].Place {
			n++
		}
		complete(out[i:n])
		i = n
	}
	return out[:min(len(out), limit(f.Limit))], damage(rows.Err())
}

// issuerUnit gives the unit of a local body that issued a document which an
// article about the unit about cites: each quận has a 05-NQ/QU of its own.
func issuerUnit(r *DocumentRow, about string) extract.Optional {
	parts := strings.Split(string(r.Key), "|")
	body := ""
	switch parts[len(parts)-1] {
	case "quận ủy", "huyện ủy", "thành ủy":
		body = parts[len(parts)-1]
	case "ủy ban", "hội đồng", "đảng ủy":
		if r.Issuer == "" {
			return extract.Optional(about)
		}
		body = string(r.Issuer)
	default:
		return ""
	}
	if named := official.PostOf("Bí thư "+string(r.Issuer), "").Place; named != "" {
		return extract.Optional(named)
	}
	return extract.Optional(official.PostOf("Bí thư "+body, about).Place)
}

// holdsWords reports whether a citation holds all words, in any spelling.
func holdsWords(r *DocumentRow, words string) bool {
	in := " " + unmarked(r.Text+" "+string(r.Subject)+" "+r.Sentence) + " "
	for _, w := range strings.Fields(unmarked(words)) {
		if !strings.Contains(in, w) {
			return false
		}
	}
	return true
}

func unmarked(s string) string { return text.Fold(text.Normalize(s)) }

// complete fills in what citations of one document leave out, from those that
// name the same year or none.
func complete(rows []DocumentRow) {
	for _, of := range []func(*DocumentRow) *extract.Optional{
		func(r *DocumentRow) *extract.Optional { return &r.Date },
		func(r *DocumentRow) *extract.Optional { return &r.Issuer },
		func(r *DocumentRow) *extract.Optional { return &r.Subject },
	} {
		known, agree := extract.Optional(""), true
		for i := range rows {
			v := *of(&rows[i])
			switch {
			case v == "" || strings.HasPrefix(string(known), string(v)):
			case known == "" || strings.HasPrefix(string(v), string(known)):
				known = v
			case &rows[i].Subject == of(&rows[i]): // wordings differ: the longest says most
				if len(v) > len(known) {
					known = v
				}
			default:
				agree = false
			}
		}
		if !agree {
			return // several documents of one number
		}
		for i := range rows {
			*of(&rows[i]) = known
		}
	}
}

// splitText takes the fields out of a query whose rest is plain words.
func (x *Index) splitText(ctx context.Context, q string, f Filter) (fields []query.Node, words string, err error) {
	n, err := x.parse(ctx, q, f)
	if err != nil {
		return nil, "", err
	}
	fields, rest, err := split(n)
	if err != nil || rest == nil {
		return fields, "", err
	}
	and, ok := rest.(query.And)
	if !ok {
		and = query.And{rest}
	}
	var ws []string
	for _, c := range and {
		switch c := c.(type) {
		case query.Word:
			ws = append(ws, c.Text)
		case query.Phrase:
			ws = append(ws, c.Text)
		default:
			return nil, "", &query.Error{Msg: "a document is asked for by its number or by plain words", Hint: "leave out OR, - and brackets"}
		}
	}
	return fields, strings.Join(ws, " "), nil
}
