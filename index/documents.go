package index

import (
	"cmp"
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

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
	if err != nil {
		return nil, err
	}
	var c conditions
	err = x.fields(ctx, &c, &f, fields, false)
	named := false
	if err == nil {
		named, err = x.citing(ctx, &c, words)
	}
	if err != nil {
		return nil, fmt.Errorf("documents: %w", err)
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
		if named || holdsWords(&r, words) {
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

// citesCondition gives the articles a that cite what Documents gives for words.
func (x *Index) citesCondition(ctx context.Context, words string) (condition, error) {
	var c conditions
	named, err := x.citing(ctx, &c, words)
	if err != nil || named {
		return condition{"a.id IN (SELECT d.article FROM documents d" + c.where() + ")", c.args}, err
	}
	rows, err := x.rows.QueryContext(ctx, `SELECT article, text, title, sentence FROM documents`)
	if err != nil {
		return condition{}, damage(err)
	}
	defer rows.Close()
	var ids []string
	for rows.Next() {
		var r DocumentRow
		if err := rows.Scan(&r.Article, &r.Text, optional{&r.Subject}, &r.Sentence); err != nil {
			return condition{}, err
		}
		if holdsWords(&r, words) {
			ids = append(ids, r.Article)
		}
	}
	return condition{"a.id IN (SELECT value FROM json_each(?))", []any{textList(ids)}}, damage(rows.Err())
}

// loosely is a document named by type and number alone, in any spelling.
var loosely = regexp.MustCompile(`^([a-z][a-z ]*?) ?(?:so )?0*([1-9]\d*)$`)

// citing takes the citations of the document that words name, and reports
// whether they name one. Where they tell only type and number, "NQ 28", it is
// every document of these; of a number alone, every type.
func (x *Index) citing(ctx context.Context, c *conditions, words string) (bool, error) {
	words, key, err := x.documentNamed(ctx, words)
	if err != nil {
		return false, err
	}
	if m := loosely.FindStringSubmatch(unmarked(words)); key == "" && m != nil {
		kind, err := x.typeNamed(ctx, m[1])
		if err != nil || kind == "" {
			return false, err
		}
		key = kind + "|" + m[2] + "||"
	}
	if key == "" {
		return false, nil
	}
	parts := strings.Split(key, "|")
	if len(parts) != 4 || parts[3] != "" {
		c.add("(d.key = ? OR d.symbol = ?)", key, document.Symbol(words))
		return true, nil
	}
	if parts[0] == anyDocument {
		parts[0] = "*"
	}
	c.add("(d.key = ? OR d.symbol = ? OR d.key GLOB ?)", key, document.Symbol(words),
		parts[0]+"|"+parts[1]+"|"+cmp.Or(parts[2], "*")+"|*")
	return true, nil
}

// documentNamed gives the key of the document that words name, "" for none, and
// the words: where nothing has the number as typed, with the đ that other
// numbers have in place of d, "178/2024/ND-CP".
func (x *Index) documentNamed(ctx context.Context, words string) (as, key string, err error) {
	symbol := document.Symbol(words)
	if key = document.KeyOf(words); !strings.Contains(symbol, "d") || !numbered.MatchString(symbol) {
		return words, key, nil
	}
	rows, err := x.rows.QueryContext(ctx, `SELECT symbol, number FROM documents WHERE symbol GLOB ?`, symbol[:strings.IndexAny(symbol, "/-")]+"[/-]*")
	if err != nil {
		return "", "", damage(err)
	}
	defer rows.Close()
	meant := ""
	for rows.Next() {
		var has, number string
		if err := rows.Scan(&has, &number); err != nil {
			return "", "", err
		}
		if has == symbol {
			return words, key, nil
		}
		if text.Fold(has) == symbol && (meant == "" || number < meant) {
			meant = number
		}
	}
	if meant == "" {
		return words, key, damage(rows.Err())
	}
	return meant, document.KeyOf(meant), damage(rows.Err())
}

// numbered is a document's number by its symbol, with nothing before it.
var numbered = regexp.MustCompile(`^[1-9]\d*[a-z]?[/-][a-z0-9/.&-]+$`)

// anyDocument is the type that document.KeyOf gives a bare number.
const anyDocument = "Văn bản"

// typeNamed gives the type of documents that folded words, or the first
// letters of its words, name; "" for none.
func (x *Index) typeNamed(ctx context.Context, words string) (string, error) {
	rows, err := x.rows.QueryContext(ctx, `SELECT DISTINCT type FROM documents`)
	if err != nil {
		return "", damage(err)
	}
	types, err := column[string](rows)
	if err != nil {
		return "", damage(err)
	}
	for _, t := range types {
		letters := ""
		for _, w := range strings.Fields(unmarked(t)) {
			letters += w[:1]
		}
		if unmarked(t) == words || letters == words {
			return t, nil
		}
	}
	return "", nil
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
	some := false
	for _, w := range strings.Fields(unmarked(words)) {
		if !strings.Contains(in, w) {
			return false
		}
		some = some || strings.ContainsFunc(w, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
	}
	return some || words == ""
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
