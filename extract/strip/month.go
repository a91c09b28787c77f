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

// englishMonths are those of systems that were left in English; longer names first.
var englishMonths = []struct {
	key   string
	month int
}{
	{"january", 1}, {"february", 2}, {"march", 3}, {"april", 4}, {"may", 5}, {"june", 6}, {"july", 7}, {"august", 8}, {"september", 9}, {"october", 10}, {"november", 11}, {"december", 12},
	{"jan", 1}, {"feb", 2}, {"mar", 3}, {"apr", 4}, {"jun", 6}, {"jul", 7}, {"aug", 8}, {"sept", 9}, {"sep", 9}, {"oct", 10}, {"nov", 11}, {"dec", 12},
}

// cutEnglish cuts an English month off the front of low, with the full stop of
// a short one.
func cutEnglish(low string) (month int, rest string) {
	for _, m := range englishMonths {
		if hasWord(low, m.key) {
			return m.month, strings.TrimPrefix(low[len(m.key):], ".")
		}
	}
	return 0, low
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

// monthNamed reads "05 Tháng 10 2023", "5 Tháng Mười, 2023", "5 Th10 2023" and
// "5-Oct-2023", as content systems write a day: without the words that a
// sentence has.
func (c *scan) monthNamed(s string, n int) bool {
	if c.date {
		return false
	}
	low := strings.ToLower(head(s, 48))
	after := strings.TrimLeft(low[n:], " -")
	var month int
	rest, ok := strings.CutPrefix(after, "tháng ")
	if !ok {
		rest, ok = strings.CutPrefix(after, "th")
		ok = ok && digits(rest) > 0
	}
	if ok && low[n] == ' ' {
		month, rest = cutMonth(rest)
	} else {
		month, rest = cutEnglish(after)
	}
	year := strings.TrimLeft(rest, ",- ")
	if len(year) == len(rest) || digits(year) != 4 || !c.setDate(number(year[:4]), month, number(s[:n])) {
		return false
	}
	c.p += len(low) - len(year) + 4
	return true
}

// monthFirst reads "Tháng Mười 5, 2023" and "October 5, 2023".
func (c *scan) monthFirst(low string) bool {
	if c.date {
		return false
	}
	var month int
	rest, ok := strings.CutPrefix(low, "tháng ")
	if ok {
		month, rest = cutMonth(rest)
	} else if month, rest = cutEnglish(low); month == 0 {
		return false
	}
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

// partOfDay reads "chiều" behind a time on the clock of twelve hours, where
// nothing follows it: a lead can begin with it too.
func (c *scan) partOfDay(low string) bool {
	if !c.clock {
		return false
	}
	switch strings.TrimRight(low, " )].") {
	case "chiều", "tối":
		if c.hh < 12 {
			c.hh += 12
		}
	case "sáng":
	default:
		return false
	}
	c.p = len(c.s)
	return true
}

// wordedTime reads "19 giờ 18" and "19 giờ 18 phút".
func (c *scan) wordedTime(s string, n int) bool {
	rest, ok := strings.CutPrefix(s[n:], " giờ ")
	m := digits(rest)
	if !ok || c.clock || m != 1 && m != 2 || number(s[:n]) > 23 || number(rest[:m]) > 59 {
		return false
	}
	after := strings.TrimPrefix(rest[m:], " phút")
	c.hh, c.mm, c.clock, c.hours = number(s[:n]), number(rest[:m]), true, true
	c.timeFirst = !c.date
	c.p += len(s) - len(after)
	return true
}
