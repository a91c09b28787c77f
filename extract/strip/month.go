package strip

import (
	"strings"
)

// months as content systems name them; longer names first.
var months = []struct {
	key   string
	month int
}{
	{"mười một", 11}, {"mười hai", 12}, {"mười", 10}, {"một", 1}, {"hai", 2}, {"ba", 3}, {"tư", 4}, {"năm", 5}, {"sáu", 6}, {"bảy", 7}, {"tám", 8}, {"chín", 9},
}

// cutMonth cuts a month in figures or words off the front of low.
func cutMonth(low string) (month int, rest string) {
	if n := digits(low); n == 1 || n == 2 {
		return number(low[:n]), low[n:]
	}
	for _, m := range months {
		if hasWord(low, m.key) {
			return m.month, low[len(m.key):]
		}
	}
	return 0, low
}

// wordedDate reads " 05 tháng 4 năm 2020" behind "ngày".
func (c *scan) wordedDate(low string) bool {
	if c.date {
		return false
	}
	rest := low
	var v [3]int
	for i, word := range []string{"", "tháng", "năm"} {
		rest = strings.TrimLeft(rest, " ")
		after, ok := strings.CutPrefix(rest, word)
		if !ok {
			return false
		}
		after = strings.TrimLeft(after, " ")
		n := digits(after)
		if n == 0 || n > 4 {
			return false
		}
		v[i] = number(after[:n])
		rest = after[n:]
	}
	if !c.setDate(v[2], v[1], v[0]) {
		return false
	}
	c.worded = true
	c.p += len("ngày") + len(low) - len(rest)
	return true
}

// monthNamed reads "05 Tháng 10 2023" and "5 Tháng Mười, 2023", as content
// systems write a day: without the words that a sentence has.
func (c *scan) monthNamed(s string, n int) bool {
	if c.date {
		return false
	}
	low := strings.ToLower(head(s, 48))
	rest, ok := strings.CutPrefix(strings.TrimLeft(low[n:], " "), "tháng ")
	if !ok {
		return false
	}
	month, rest := cutMonth(rest)
	year := strings.TrimLeft(rest, ", ")
	if len(year) == len(rest) || digits(year) != 4 || !c.setDate(number(year[:4]), month, number(s[:n])) {
		return false
	}
	c.p += len(low) - len(year) + 4
	return true
}

// monthFirst reads "Tháng Mười 5, 2023".
func (c *scan) monthFirst(low string) bool {
	rest, ok := strings.CutPrefix(low, "tháng ")
	if !ok || c.date {
		return false
	}
	month, rest := cutMonth(rest)
	day := strings.TrimLeft(rest, " ")
	n := digits(day)
	if n == 0 || n > 2 || len(day) == len(rest) {
		return false
	}
	year, ok := strings.CutPrefix(day[n:], ", ")
	if !ok || digits(year) != 4 || !c.setDate(number(year[:4]), month, number(day[:n])) {
		return false
	}
	c.p += len(low) - len(year) + 4
	return true
}
