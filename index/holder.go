package index

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"khotin/extract/official"
)

// Holding answers who held an office on a day.
type Holding struct {
	Held   []OfficialRow // who did; several where the office has several holders
	Before []OfficialRow // where nobody is known: who was seen last before the day,
	After  []OfficialRow // and first after it
}

// Holders gives who held an office on a day, YYYY-MM-DD. The office is named in
// full or by words of it, see offices, and is meant in the unit that its words
// name, "Bí thư Quận ủy Lê Chân", else in that of f.Place, else in every unit.
// Of several offices each has its own holders. A person holds an office from the
// appointment or the first sighting to the day of leaving, the appointment of the
// successor or the last sighting.
func (x *Index) Holders(ctx context.Context, office, day string, f Filter) (Holding, error) {
	c := conditions{few: true}
	a, err := x.askedFor(ctx, office, "office_key", f)
	if err != nil {
		return Holding{}, err
	}
	a.unit = cmp.Or(a.unit, f.Place)
	keys, err := x.offices(ctx, a)
	if err != nil || len(keys) == 0 {
		return Holding{}, err
	}
	column := "o.office_key"
	if a.unit != "" { // it has fewer officials than the office
		column = "+" + column
	}
	c.oneOf(column, keys)
	c.place("o", a.unit)
	rows, err := x.careers(ctx, c, 0)
	if err != nil {
		return Holding{}, err
	}
	rows = slices.DeleteFunc(rows, func(r OfficialRow) bool { return r.Past })
	slices.SortStableFunc(rows, func(a, b OfficialRow) int { return strings.Compare(string(a.From), string(b.From)) })
	var h Holding
	for i := range rows {
		r := &rows[i]
		if next := successor(rows, i); r.ToEvent == nil && next != nil && next.From > r.To {
			r.To, r.ToEvent = next.From, next.FromEvent
		}
		switch {
		case string(r.From) <= day && day <= lastDay(string(r.To)):
			h.Held = append(h.Held, *r)
		case string(r.From) > day:
			if len(h.After) == 0 || h.After[0].From == r.From {
				h.After = append(h.After, *r)
			}
		default:
			if len(h.Before) > 0 && h.Before[0].To < r.To {
				h.Before = nil
			}
			if len(h.Before) == 0 || h.Before[0].To == r.To {
				h.Before = append(h.Before, *r)
			}
		}
	}
	if len(h.Held) > 0 {
		h.Before, h.After = nil, nil
	}
	return h, nil
}

// successor gives the next holder after row i in the same unit whose
// appointment is told, nil where there is none or the office has many holders.
func successor(rows []OfficialRow, i int) *OfficialRow {
	key := official.Key(string(rows[i].Role))
	if strings.HasPrefix(key, "phó ") || official.Member(key) {
		return nil
	}
	for k := i + 1; k < len(rows); k++ {
		if rows[k].Place == rows[i].Place && rows[k].Name != rows[i].Name && official.Key(string(rows[k].Role)) == key {
			if rows[k].FromEvent == nil {
				return nil
			}
			return &rows[k]
		}
	}
	return nil
}

// lastDay gives the last day of a day, month or year as text.
func lastDay(s string) string {
	switch len(s) {
	case 4:
		return s + "-12-31"
	case 7:
		return s + "-31"
	}
	return s
}
