package index

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"strings"

	"khotin/extract"
	"khotin/extract/text"
)

// wants reports whether a row, with what page reads beside its columns, is
// among those of s.
func (s *selection) wants(values []any) (bool, error) {
	t := s.table
	if s.words != nil {
		n, _ := values[len(values)-1].(int64)
		if !s.words[n] {
			return false, nil
		}
	}
	if s.reader != nil {
		n, err := s.reader.InternalID(articlePrefix + fmt.Sprint(values[len(t.Columns)]))
		if err != nil || n == nil || !s.docs.has(uint32(binary.BigEndian.Uint64(n))) {
			return false, err
		}
	}
	return true, nil
}

// takes reports whether a row is asked for by what its values say, and gives
// figures in the unit asked for.
func (s *selection) takes(row []any) bool {
	t, a := s.table, &s.ask
	get := func(name string) string {
		v, _ := row[t.column(name)].(string)
		return v
	}
	switch t.Name {
	case "documents":
		return s.cited == "" || holdsWords(&DocumentRow{Text: get("text"), Subject: extract.Optional(get("subject")), Sentence: get("sentence")}, s.cited)
	case "meetings":
		if a.Body+a.Kind+a.Attendee == "" {
			return true
		}
		attendees, _ := row[t.column("attendees")].([]string)
		r := MeetingRow{Kind: get("kind"), Name: get("name"), Host: extract.Optional(get("host")),
			Chair: extract.Optional(get("chair")), Attendees: attendees, about: get("place")}
		g := &s.gathering
		return g.mayTake(&r, []byte(strings.Join(attendees, " "))) && g.takes(&r)
	case "figures":
		if a.Period != "" && KindOf(extract.Period{Start: get("period_start"), End: get("period_end")}) != a.Period {
			return false
		}
		return a.Unit == "" || t.convert(row, a.Unit)
	}
	return true
}

// convert gives the numbers of a figure in another unit, as Convert does.
func (t *Table) convert(row []any, unit string) bool {
	numbers := [...]int{t.column("value"), t.column("upper"), t.column("whole")}
	own, amount, base := row[t.column("unit")], row[t.column("amount")], row[t.column("base_unit")]
	var r FigureRow
	r.Unit, _ = own.(string)
	r.Value, _ = row[numbers[0]].(text.Decimal)
	if d, ok := amount.(text.Decimal); ok {
		r.Amount = extract.Optional(d.String())
	}
	if s, ok := base.(string); ok {
		r.BaseUnit = extract.Optional(s)
	}
	for i, to := range []**text.Decimal{&r.Upper, &r.Of} {
		if d, ok := row[numbers[i+1]].(text.Decimal); ok {
			*to = &d
		}
	}
	if !r.Convert(unit) {
		return false
	}
	row[numbers[0]], row[t.column("unit")] = r.Value, r.Unit
	for i, d := range []*text.Decimal{r.Upper, r.Of} {
		if d != nil {
			row[numbers[i+1]] = *d
		}
	}
	return true
}

// row makes the values of a row of what SQLite gave for its columns, in place.
func (t *Table) row(values []any) error {
	for i := range t.Columns {
		c := &t.Columns[i]
		v, err := c.value(values[i])
		if err != nil {
			return fmt.Errorf("%w: %s: %w", ErrDamaged, c.Name, err)
		}
		values[i] = v
	}
	return nil
}

// value makes what SQLite gave a value of the column's type.
func (c *Column) value(v any) (any, error) {
	if b, ok := v.([]byte); ok {
		v = string(b)
	}
	s, isText := v.(string)
	if v == nil || isText && s == "" {
		if c.Type == List {
			return []string{}, nil
		}
		return nil, nil
	}
	switch c.Type {
	case Integer:
		if n, ok := v.(int64); ok {
			return n, nil
		}
	case Number:
		if isText {
			return text.ParseDecimal(s)
		}
	case List:
		if isText {
			var l []string
			err := json.Unmarshal([]byte(s), &l)
			return l, err
		}
	default:
		if isText {
			return s, nil
		}
	}
	return nil, fmt.Errorf("%T is no %s", v, c.Type)
}
