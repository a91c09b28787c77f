package query

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"khotin/extract/text"
)

// fieldName gives the name of the field that a run begins with: "title:cảng",
// "value>500". A run such as "http://x" or "16:30" is none.
func fieldName(run string) (string, bool) {
	i := strings.IndexAny(run, ":<>=")
	if i < 0 || !slices.Contains(Fields, run[:i]) {
		return "", false
	}
	return run[:i], true
}

var operators = []string{"<=", ">=", "<", ">", "=", ":"}

// field reads what stands behind the name of a field.
func (p *parser) field(name token) (Node, error) {
	t := p.peek()
	op := ":" // alone it is no word, and was left out
	rest := token{kind: word, pos: t.pos}
	for _, o := range operators {
		if t.kind == word && t.pos == name.pos+len(name.text) && strings.HasPrefix(t.text, o) {
			p.i++
			op, rest.text, rest.pos = o, t.text[len(o):], t.pos+len(o)
			break
		}
	}
	if rest.text == "" {
		if q := p.peek(); (q.kind == phrase || q.kind == unclosed) && q.pos == name.pos+len(name.text)+len(op) {
			n, err := p.unit(0)
			if err != nil {
				return nil, err
			}
			if q, ok := n.(Phrase); ok {
				rest.text = q.Text
			}
		}
	}
	if strings.TrimSpace(rest.text) == "" {
		return nil, &Error{name.pos, fmt.Sprintf("nothing stands after %s%s", name.text, op), "write a value without a blank before it: " + example[name.text]}
	}
	switch name.text {
	case "date":
		return days(op, rest, name.pos)
	case "value":
		return p.value(op, rest, name.pos)
	}
	if op != ":" && op != "=" {
		return nil, &Error{rest.pos - len(op), fmt.Sprintf("%s cannot be compared with %s", name.text, op), "only date and value can; write " + example[name.text]}
	}
	return Field{name.text, rest.text, name.pos}, nil
}

var example = map[string]string{
	"date": "date:2019..2021", "doc": "doc:28-NQ/TU", "kind": `kind:"kỳ họp"`, "official": `official:"Lê Anh Quân"`,
	"place": `place:"Lê Chân"`, "site": "site:haiphong", "source": "source:ANHP", "title": "title:cảng", "value": `value>500 tỷ đồng`,
}

func days(op string, t token, pos int) (Node, error) {
	wrong := func() (Node, error) {
		return nil, &Error{t.pos, fmt.Sprintf("%q is no day, month or year", t.text), "write date:2021, date:2021-09, date:2021-09-24 or date:2019..2021"}
	}
	low, high, isRange := strings.Cut(t.text, "..")
	if op == ":" || op == "=" {
		if !isRange {
			high = low
		}
		from, _, ok1 := day(low)
		_, to, ok2 := day(high)
		if !ok1 || !ok2 || low == "" && high == "" {
			return wrong()
		}
		if from != "" && to != "" && from > to {
			return nil, &Error{t.pos, fmt.Sprintf("%s is after %s", low, high), "write the earlier one first"}
		}
		return Days{from, to, pos}, nil
	}
	from, to, ok := day(low)
	if !ok || isRange || low == "" {
		return wrong()
	}
	switch op {
	case ">=":
		return Days{From: from, Pos: pos}, nil
	case "<=":
		return Days{To: to, Pos: pos}, nil
	case ">":
		return Days{From: shift(to, 1), Pos: pos}, nil
	}
	return Days{To: shift(from, -1), Pos: pos}, nil
}

// day gives the first and the last day of a day, month or year; "" is open.
func day(s string) (from, to string, ok bool) {
	if s == "" {
		return "", "", true
	}
	for _, f := range []struct {
		layout               string
		years, months, added int
	}{{"2006", 1, 0, -1}, {"2006-01", 0, 1, -1}, {"1/2006", 0, 1, -1}, {time.DateOnly, 0, 0, 0}, {"2/1/2006", 0, 0, 0}} {
		if t, err := time.Parse(f.layout, s); err == nil {
			return t.Format(time.DateOnly), t.AddDate(f.years, f.months, f.added).Format(time.DateOnly), true
		}
	}
	return "", "", false
}

func shift(day string, days int) string {
	t, _ := time.Parse(time.DateOnly, day) // it was written by Format
	return t.AddDate(0, 0, days).Format(time.DateOnly)
}

// units are the words that may follow a number, each without diacritics.
var units = strings.Fields("nghin ngan trieu ty ti dong vnd usd % phan tram ha hecta m2 m² km2 km² m3 m³ m met km kg tan ta nguoi ho luot lan")

// value reads a number and the words of its unit.
func (p *parser) value(op string, t token, pos int) (Node, error) {
	low, high, isRange := strings.Cut(t.text, "..")
	v := Value{Op: op, Pos: pos}
	number := func(s string) (n text.Decimal, ok bool) {
		i := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsDigit(r) && !strings.ContainsRune(",.-", r) })
		if i > 0 {
			v.Unit, s = s[i:], s[:i]
		}
		sign := strings.HasPrefix(s, "-")
		n, _, ok = text.ParseNumber(strings.TrimPrefix(s, "-"), text.Vietnamese)
		if sign {
			n = n.Neg()
		}
		return n, ok
	}
	var ok bool
	if v.Number, ok = number(low); ok && isRange {
		v.Upper, ok = number(high)
		v.Op = ".."
	}
	if !ok || isRange && op != ":" && op != "=" {
		return nil, &Error{t.pos, fmt.Sprintf("%q is no number", t.text), "write value>500 tỷ đồng, value<=12,5 % or value:100..200 ha"}
	}
	if v.Op == ":" {
		v.Op = "="
	}
	for p.peek().kind == word && slices.Contains(units, text.Fold(text.Normalize(p.peek().text))) {
		v.Unit = strings.TrimSpace(v.Unit + " " + p.peek().text)
		p.i++
	}
	return v, nil
}
