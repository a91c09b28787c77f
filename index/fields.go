package index

import (
	"context"
	"encoding/binary"
	"fmt"
	"strings"

	"khotin/extract/text"
	"khotin/index/query"
)

// condition is a part of an SQL WHERE with its arguments.
type condition struct {
	part string
	args []any
}

// field gives the documents of a field of the query.
func (s *asking) field(f query.Field) (docset, error) {
	switch f.Name {
	case "title":
		return s.inTitle(f.Text)
	case "place":
		return s.docs(placeField, placeOf(f.Text).full)
	case "site":
		return s.docs(siteField, s.x.siteNamed(f.Text))
	}
	c, err := s.x.fieldCondition(context.Background(), f)
	if err != nil {
		return nil, err
	}
	return s.articlesWhere(c)
}

// inTitle gives the documents that have the words side by side in their title.
func (s *asking) inTitle(words string) (docset, error) {
	u, err := s.phraseUnit(query.Phrase{Text: words})
	if err != nil {
		return nil, err
	}
	var out docset
	for _, w := range u.ways {
		set, err := s.together(titleField, w)
		if err != nil {
			return nil, err
		}
		if len(w) > 1 {
			list := set.list()
			if err := s.words(list); err != nil {
				return nil, err
			}
			set = nil
			for _, doc := range list {
				k := s.seqs[doc]
				if k != nil && holds(k.words[:sequenceHead+signatureSize*k.words.title()], w) {
					set.add(doc)
				}
			}
		}
		out = out.or(set)
	}
	return out, nil
}

// articlesWhere gives the documents of articles, a in the condition.
func (s *asking) articlesWhere(c condition) (docset, error) {
	rows, err := s.x.rows.Query(`SELECT a.id FROM articles a WHERE `+c.part, c.args...)
	if err != nil {
		return nil, damage(err)
	}
	ids, err := column[string](rows)
	if err != nil {
		return nil, damage(err)
	}
	var out docset
	if float64(len(ids))*numberCost > s.articles {
		return s.among(ids)
	}
	for _, id := range ids {
		n, err := s.reader.InternalID(articlePrefix + id)
		if err != nil {
			return nil, err
		}
		if n != nil {
			out.add(uint32(binary.BigEndian.Uint64(n)))
		}
	}
	return out, nil
}

// numberCost is how many documents' ids are read in the time of looking up the
// number of one.
const numberCost = 15

// among gives the documents of many articles.
func (s *asking) among(ids []string) (docset, error) {
	all, err := s.everything()
	if err != nil {
		return nil, err
	}
	wanted := make(map[string]bool, len(ids))
	for _, id := range ids {
		wanted[id] = true
	}
	var out docset
	for _, doc := range all.list() {
		id, err := s.idOf(doc)
		if err != nil {
			return nil, err
		}
		if wanted[id] {
			out.add(doc)
		}
	}
	return out, nil
}

// fieldCondition gives the articles a of a field as a condition.
func (x *Index) fieldCondition(ctx context.Context, f query.Field) (condition, error) {
	folded := text.Fold(text.Normalize(f.Text))
	switch f.Name {
	case "title":
		// Folded titles are not among the rows; the words of the field are.
		return x.titleCondition(ctx, f)
	case "place":
		var c conditions
		c.place("a", f.Text)
		return condition{strings.Join(c.parts, " AND "), c.args}, nil
	case "site":
		return condition{"a.site = ?", []any{x.siteNamed(f.Text)}}, nil
	case "source":
		return condition{"instr(a.source, ?) > 0", []any{folded}}, nil
	case "doc":
		return x.citesCondition(ctx, f.Text)
	case "kind":
		kind, err := MeetingKind(f.Text)
		if err != nil {
			return condition{}, err
		}
		return condition{"a.id IN (SELECT article FROM meetings WHERE kind = ?)", []any{kind}}, nil
	case "official":
		n := query.Phrase{Text: f.Text}
		var all []int64
		for _, kind := range []wordingKind{nameWording, officeWording} {
			ids, err := x.firstWordings(ctx, kind, n)
			if err != nil {
				return condition{}, err
			}
			all = append(all, ids...)
		}
		return condition{"a.id IN (SELECT article FROM officials WHERE name_word IN (SELECT value FROM json_each(?1)) OR role_word IN (SELECT value FROM json_each(?1)))",
			[]any{list(all)}}, nil
	}
	return condition{}, fmt.Errorf("search: unknown field %s", f.Name)
}

// titleCondition finds the articles with words in their title.
func (x *Index) titleCondition(ctx context.Context, f query.Field) (condition, error) {
	h, err := x.Search(ctx, f.String(), Filter{Limit: maxWordings, Bare: true, AllSources: true})
	var ids []string
	for _, hit := range h.Hits {
		ids = append(ids, hit.ID)
	}
	return condition{"a.id IN (SELECT value FROM json_each(?))", []any{textList(ids)}}, err
}

// valueCondition gives the articles with a figure of a size.
func valueCondition(v query.Value) condition {
	c := figureValue(v)
	return condition{"a.id IN (SELECT f.article FROM figures f WHERE " + c.part + ")", c.args}
}

// figureValue compares figures f: an amount of money or of a measure by its
// base unit, any other by its unit as written.
func figureValue(v query.Value) condition {
	power, unit := scaleOf(v.Unit)
	if m, ok := metric[unit]; ok {
		return measuredValue(v, power+m.power, m.of)
	}
	column, where, args := "f.value", "", []any{}
	switch {
	case unit == "dong" || unit == "vnd" || unit == "" && power > 0:
		column, where = "f.amount", "f.amount IS NOT NULL AND f.base_unit = 'VND' AND "
	case unit == "usd":
		column, where = "f.amount", "f.amount IS NOT NULL AND f.base_unit = 'USD' AND "
	case unit == "phan tram":
		where, args = "f.unit = ? AND ", []any{"%"}
	case unit != "":
		written := strings.Fields(v.Unit)
		spelled := strings.Join(written[len(written)-len(strings.Fields(unit)):], " ")
		where, args = "f.unit = ? AND ", []any{text.Key(text.Normalize(spelled))}
	}
	low, high := v.Number.Shift(power).Float(), v.Upper.Shift(power).Float()
	if v.Op == ".." {
		return condition{where + "CAST(" + column + " AS REAL) BETWEEN ? AND ?", append(args, low, high)}
	}
	return condition{where + "CAST(" + column + " AS REAL) " + v.Op + " ?", append(args, low)}
}

// measuredValue compares figures f of a measure, whatever their base unit:
// hectares with square metres. The numbers of v are so many powers of ten of it.
func measuredValue(v query.Value, power int, of string) condition {
	var parts []string
	var args []any
	for _, base := range metricBases {
		m := metric[text.Fold(base)]
		if m.of != of {
			continue
		}
		args = append(args, base, v.Number.Shift(power-m.power).Float())
		if v.Op == ".." {
			args = append(args, v.Upper.Shift(power-m.power).Float())
			parts = append(parts, "f.base_unit = ? AND CAST(f.amount AS REAL) BETWEEN ? AND ?")
		} else {
			parts = append(parts, "f.base_unit = ? AND CAST(f.amount AS REAL) "+v.Op+" ?")
		}
	}
	return condition{"(" + strings.Join(parts, " OR ") + ")", args}
}

// fields adds the fields of a query about rows that have an article a; of
// figures f, place, time and value are their own.
func (x *Index) fields(ctx context.Context, c *conditions, f *Filter, fields []query.Node, figures bool) error {
	for _, n := range fields {
		not, excluded := n.(query.Not)
		if excluded {
			n = not.Node
		}
		var one condition
		switch n := n.(type) {
		case query.Days:
			if !excluded {
				f.From, f.To = max(f.From, n.From), least(f.To, n.To)
				continue
			}
			one = condition{"coalesce(a.day, '') BETWEEN ? AND ?", []any{n.From, least("9999", n.To)}}
		case query.Value:
			if one = valueCondition(n); figures {
				one = figureValue(n)
			}
		case query.Field:
			var err error
			if n.Name == "place" && figures {
				var own conditions
				own.place("f", n.Text)
				one = condition{strings.Join(own.parts, " AND "), own.args}
			} else if one, err = x.fieldCondition(ctx, n); err != nil {
				return err
			}
		}
		if excluded {
			one.part = "NOT (" + one.part + ")"
		}
		c.add("("+strings.ReplaceAll(one.part, "?1", "?")+")", spread(one)...)
	}
	return nil
}

// spread repeats the argument that a condition uses twice.
func spread(c condition) []any {
	if n := strings.Count(c.part, "?1"); n > 1 {
		return []any{c.args[0], c.args[0]}
	}
	return c.args
}

// least gives the lesser of two days, "" for an open one.
func least(a, b string) string {
	if a == "" || b != "" && b < a {
		return b
	}
	return a
}
