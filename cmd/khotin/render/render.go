// Package render sets articles and their findings for reading: in brackets in
// the text and listed below it, as Markdown, coloured for a terminal. Whatever
// it gives is free of characters that steer a terminal.
package render

import (
	"strings"
	"time"
	"unicode"

	"khotin/extract"
	"khotin/extract/text"
)

// Steers reports whether a character changes what a terminal does or the order
// in which it shows a line: control characters of ASCII and of ISO 6429 (C1),
// and directions (UAX 9, 2). Line breaks are none.
func Steers(r rune) bool {
	return r != '\n' && (unicode.IsControl(r) || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069)
}

// Printable takes out of page text what would steer the reader's terminal.
func Printable(s string) string {
	return strings.Map(func(r rune) rune {
		if Steers(r) {
			return -1
		}
		return r
	}, s)
}

// Number writes a number as the articles do: 1.223,771.
func Number(d text.Decimal) string { return Grouped(d.String()) }

// Grouped writes a number in digits with a decimal point, as programs do, with
// a decimal comma and dots between thousands.
func Grouped(s string) string {
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "-", s[1:]
	}
	whole, frac, has := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "." + whole[i:]
	}
	if has {
		whole += "," + frac
	}
	return sign + whole
}

// Value writes value, range and whole of a figure as articles do: 06/21.
func Value(f *extract.Figure) string {
	s := Number(f.Value)
	if f.Upper != nil {
		s += "–" + Number(*f.Upper)
	}
	if f.Of != nil {
		s += "/" + Number(*f.Of)
	}
	return s
}

// Amount writes the value of a figure with its unit.
func Amount(f *extract.Figure) string {
	if strings.HasPrefix(f.Unit, "%") {
		return Value(f) + f.Unit
	}
	return strings.TrimSpace(Value(f) + " " + f.Unit)
}

// Interval writes two days, or one where they are the same.
func Interval(start, end string) string {
	if start == end {
		return start
	}
	return start + ".." + end
}

// Period writes a period as short as it can be read: 2023, 2023-09,
// 2023-01..2023-09, 2023-09-22; "" for none.
func Period(p *extract.Period) string {
	if p == nil || len(p.Start) != 10 || len(p.End) != 10 {
		return ""
	}
	from, to := p.Start, p.End
	switch {
	case from == to:
		return from
	case from[5:] == "01-01" && to[5:] == "12-31":
		from, to = from[:4], to[:4]
	case from[8:] == "01" && to == monthEnd(to):
		from, to = from[:7], to[:7]
	}
	return Interval(from, to)
}

// Day turns YYYY-MM-DD… into the day alone.
func Day(s string) string {
	if len(s) > 10 {
		return s[:10]
	}
	return s
}

// monthEnd gives the last day of the month that day (YYYY-MM-DD) lies in.
func monthEnd(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	return time.Date(t.Year(), t.Month()+1, 0, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}
