package strip

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// stampLabels introduce or follow a time. Those with true make a bare date
// a publication's; longer ones stand first.
var stampLabels = []struct {
	key   string
	label bool
}{
	{"ngày xuất bản", true}, {"ngày cập nhật", true}, {"cập nhật lần cuối", true}, {"cập nhật mới nhất", true}, {"cập nhật ngày", true}, {"cập nhật lúc", true}, {"cập nhật", true},
	{"ngày đăng tin", true}, {"ngày đăng", true}, {"đăng ngày", true}, {"đăng lúc", true}, {"gửi lúc", true}, {"gửi ngày", true}, {"ngày tạo", true},
	{"xuất bản", true}, {"thời gian đăng", true}, {"thời gian", true}, {"publish date", true}, {"published", true},
	{"post published", true}, {"bài viết đã được xuất bản", true}, {"posted on", true}, {"last updated", true}, {"updated", true}, {"created", true}, {"print", true}, {"date", false},
	{"gốc", false}, {"lúc", false}, {"vào", false}, {"ngày", false}, {"gmt +7", false}, {"gmt+7", false}, {"gmt", false}, {"utc+7", false}, {"uhr", false},
	{"(gmt+7)", false}, {"lượt xem", false}, {"bình luận", false}, {"ý kiến", false}, {"view count", false}, {"views", false}, {"am", false}, {"pm", false}, {"sa", false}, {"ch", false}, {"a", false},
}

var weekdays = []struct {
	key string
	day int
}{
	{"chủ nhật", 0}, {"thứ hai", 1}, {"thứ ba", 2}, {"thứ tư", 3}, {"thứ năm", 4}, {"thứ sáu", 5}, {"thứ bảy", 6}, {"thứ bẩy", 6},
	{"thứ 2", 1}, {"thứ 3", 2}, {"thứ 4", 3}, {"thứ 5", 4}, {"thứ 6", 5}, {"thứ 7", 6}, {"cn,", 0},
	{"t2,", 1}, {"t3,", 2}, {"t4,", 3}, {"t5,", 4}, {"t6,", 5}, {"t7,", 6},
	{"sunday", 0}, {"monday", 1}, {"tuesday", 2}, {"wednesday", 3}, {"thursday", 4}, {"friday", 5}, {"saturday", 6},
	{"sun,", 0}, {"mon,", 1}, {"tue,", 2}, {"wed,", 3}, {"thu,", 4}, {"fri,", 5}, {"sat,", 6},
}

// scan is a cursor over one short line and what it has seen.
type scan struct {
	s           string // the line
	p           int
	date, clock bool // a date, a time of day was read
	timeFirst   bool // the time stood before the date
	worded      bool // the date was written in words: "ngày 5 tháng 4 năm 2020"
	ngay        bool // the word "ngày" without more introduced the date
	hours       bool // the time was written with an h
	views       bool // the word before says that a counter follows
	y, m, d     int
	hh, mm, ss  int
	st          stamp
}

// scanStamp reads a stamp at the beginning of s.
func scanStamp(s string) (stamp, bool) {
	if !mayHaveYear(s) {
		return stamp{}, false
	}
	c := scan{s: s, st: stamp{weekday: -1}}
	for c.step() {
	}
	if !c.date {
		return stamp{}, false
	}
	st := c.st
	st.rest = strings.TrimSpace(s[c.p:])
	if st.rest != "" && !c.glued(st.rest) {
		return stamp{}, false
	}
	st.dayOnly = !c.clock
	st.at = time.Date(c.y, time.Month(c.m), c.d, c.hh, c.mm, c.ss, 0, zone)
	if st.at.Day() != c.d {
		return stamp{}, false
	}
	st.clock = c.isClock(s)
	return st, true
}

// glued reports whether rest can be the lead behind a stamp: only a time and
// a date in figures make a stamp there, since "Ngày 24/8, …" opens sentences.
func (c *scan) glued(rest string) bool {
	if !c.clock && !c.worded && !c.ngay && startsUpper(rest) && c.p > 0 && c.s[c.p-1] >= '0' && c.s[c.p-1] <= '9' {
		return true // "13/01/2017Nhằm …"
	}
	return c.clock && !c.hours && !c.worded && !c.ngay && (startsUpper(rest) || startsDigit(rest) && words(rest) >= 4 || rest[0] == '(' || strings.HasPrefix(rest, "“"))
}

// isClock tells the clocks of print and front pages from stamps: a date in
// words with neither time nor label, and "Thứ 7, 23/11/2024, 17:26[GMT+7]".
func (c *scan) isClock(s string) bool {
	if c.st.label != "" {
		return false
	}
	if c.worded && !c.clock {
		return true
	}
	return c.st.weekday >= 0 && c.clock && !c.timeFirst && strings.Contains(s, "[GMT") && strings.Count(s, ",") >= 2
}

// step reads one piece: sign, weekday, time, date, label. It reports whether
// it got on.
func (c *scan) step() bool {
	s := c.s[c.p:]
	if s == "" {
		return false
	}
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case unicode.IsSpace(r) || strings.ContainsRune(",.|-–—•:;[]()/", r):
		if c.date && c.clock && (r == '(' || r == '-' || r == '–') && len(s) > 40 && !strings.HasPrefix(s, "(GMT") {
			return false // a dateline behind the stamp
		}
		c.p += n
		return true
	case r >= '0' && r <= '9':
		return c.figures(s)
	}
	return c.word(s)
}

func (c *scan) word(s string) bool {
	if !mayLabel(s) {
		return false
	}
	low := strings.ToLower(head(s, 48))
	if c.monthFirst(low) || c.partOfDay(low) {
		return true
	}
	for _, w := range weekdays {
		if c.st.weekday < 0 && !c.date && hasWord(low, w.key) {
			c.st.weekday = w.day
			c.p += len(w.key)
			return true
		}
	}
	return c.labelled(low)
}

// labelled reads a label and what it introduces.
func (c *scan) labelled(low string) bool {
	for _, l := range stampLabels {
		if !strings.HasPrefix(low, l.key) {
			continue
		}
		next := low[len(l.key):]
		if r, _ := utf8.DecodeRuneInString(next); unicode.IsLetter(r) && !(l.label && c.capitalAt(len(l.key))) {
			continue // but "PrintThứ Sáu" is glued
		}
		if c.date && c.clock && l.key == "ngày" {
			return false
		}
		if l.label && c.st.label == "" {
			c.st.label = l.key
		}
		if l.key == "ngày" {
			c.ngay = true
			if c.wordedDate(next) {
				return true
			}
		}
		c.views = l.key == "lượt xem" || l.key == "view count" || l.key == "views"
		if (l.key == "pm" || l.key == "ch") && c.clock && c.hh < 12 { // CH is chiều, as ASP.NET writes it
			c.hh += 12
		}
		if (l.key == "am" || l.key == "sa") && c.clock && c.hh == 12 {
			c.hh = 0 // 12:00 AM is midnight
		}
		c.p += len(l.key)
		return true
	}
	return false
}

// capitalAt reports a capital at byte n of what is left, behind a small letter.
func (c *scan) capitalAt(n int) bool {
	s := c.s[c.p:]
	if n >= len(s) {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(s[:n])
	return unicode.IsLower(last) && startsUpper(s[n:])
}

// labelStarts marks the first two letters of labels, weekdays, "tháng" and the
// parts of the day.
var labelStarts = func() *[1024]bool {
	var t [1024]bool
	mark := func(key string) {
		a, n := utf8.DecodeRuneInString(key)
		b, _ := utf8.DecodeRuneInString(key[n:])
		t[pair(a, b)] = true
	}
	for _, key := range []string{"tháng", "sáng", "trưa", "chiều", "tối"} {
		mark(key)
	}
	for _, l := range stampLabels {
		mark(l.key)
	}
	for _, w := range weekdays {
		mark(w.key)
	}
	for _, m := range englishMonths {
		mark(m.key)
	}
	return &t
}()

// pair gives a small number for two letters.
func pair(a, b rune) int { return int(a*33+b) & 1023 }

// mayLabel reports whether a word of labelStarts can begin s: false for most.
func mayLabel(s string) bool {
	a, n := utf8.DecodeRuneInString(s)
	b, _ := utf8.DecodeRuneInString(s[n:])
	return !unicode.IsLetter(b) || labelStarts[pair(unicode.ToLower(a), unicode.ToLower(b))]
}

// hasWord reports whether low begins with key and no letter or digit follows.
func hasWord(low, key string) bool {
	if !strings.HasPrefix(low, key) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(low[len(key):])
	return !unicode.IsLetter(r) && !unicode.IsDigit(r)
}

// figures reads a time or a date, or a count behind both.
func (c *scan) figures(s string) bool {
	n := digits(s)
	if n > 4 || n == len(s) || n == 0 {
		return c.count(s, n)
	}
	if n <= 2 && (s[n] == ' ' || s[n] == '-') && (c.monthNamed(s, n) || c.wordedTime(s, n)) {
		return true
	}
	sep := s[n]
	if sep == ' ' && c.spacedDate(s) {
		return true
	}
	switch {
	case (sep == ':' || sep == 'h' || sep == 'g') && n <= 2 && !c.clock:
		return c.timeOfDay(s, n)
	case (sep == '/' || sep == '-' || sep == '.') && !c.date:
		return c.dateFigures(s, n, sep)
	}
	return c.count(s, n)
}

// bracketed reports a day and a time of day read, both in round brackets that
// the line begins with.
func (c *scan) bracketed() bool {
	return c.date && c.clock && c.s[0] == '(' && strings.HasSuffix(strings.TrimRight(c.s[:c.p], " "), ")")
}

// count skips a view or comment counter: a number behind date and time.
func (c *scan) count(s string, n int) bool {
	if !c.date && !c.views || n == 0 {
		return false
	}
	for n < len(s) && (s[n] == ',' || s[n] == '.' || s[n] >= '0' && s[n] <= '9') {
		n++
	}
	if rest := strings.TrimSpace(s[n:]); c.bracketed() && n <= 6 && len(rest) <= 8 && strings.Trim(rest, "0123456789 ") == "" {
		c.p += n // "(08.05.2019 12:24) 19 0": who saw it and who wrote of it
		return true
	} else if rest != "" && !hasAnyPrefix(strings.ToLower(rest), []string{"lượt xem", "bình luận", "ý kiến"}) && rest[0] != '|' && !c.views {
		return false
	}
	c.p += n
	return true
}

func (c *scan) timeOfDay(s string, n int) bool {
	m := digits(s[n+1:])
	if m != 2 {
		return false
	}
	hh, mm, ss := number(s[:n]), number(s[n+1:n+3]), 0
	end := n + 3
	if end+2 < len(s) && s[end] == ':' && digits(s[end+1:]) == 2 {
		ss = number(s[end+1 : end+3])
		end += 3
	}
	if hh > 23 || mm > 59 || ss > 59 {
		return false
	}
	c.hh, c.mm, c.ss, c.clock = hh, mm, ss, true
	c.timeFirst = !c.date
	c.hours = s[n] != ':'
	c.p += end
	return true
}

func (c *scan) dateFigures(s string, n int, sep byte) bool {
	m := digits(s[n+1:])
	end := n + 1 + m
	if m == 0 || m > 2 || end >= len(s) || s[end] != sep {
		return false
	}
	k := digits(s[end+1:])
	a, b := number(s[:n]), number(s[n+1:end])
	var ok bool
	switch {
	case k == 4 && n <= 2 && b > 12 && a <= 12 && sep == '/': // 10/14/2022, where the system was left in English
		ok = c.setDate(number(s[end+1:end+5]), a, b)
	case k == 4 && n <= 2:
		ok = c.setDate(number(s[end+1:end+5]), b, a)
	case n == 4 && k >= 1 && k <= 2 && sep != '.':
		ok = c.setDate(a, b, number(s[end+1:end+1+k]))
	}
	if ok {
		c.p += end + 1 + k
		if c.p < len(c.s) && c.s[c.p] == 'T' { // 2019-07-29T17:37
			c.p++
		}
	}
	return ok
}

// spacedDate reads "06 08 2019" behind the weekday on which that day falls, with
// a time of day behind it.
func (c *scan) spacedDate(s string) bool {
	if c.date || c.st.weekday < 0 {
		return false
	}
	if len(s) < len("06 08 2019 14:41") || digits(s) != 2 || digits(s[3:]) != 2 || s[5] != ' ' || digits(s[6:]) != 4 || s[10] != ' ' {
		return false
	}
	d, m, y := number(s[:2]), number(s[3:5]), number(s[6:10])
	if n := digits(s[11:]); n < 1 || n > 2 || s[11+n:][0] != ':' && s[11+n:][0] != 'h' {
		return false
	}
	if time.Date(y, time.Month(m), d, 0, 0, 0, 0, zone).Weekday() != time.Weekday(c.st.weekday) || !c.setDate(y, m, d) {
		return false
	}
	c.p += len("06 08 2019")
	return true
}

func (c *scan) setDate(y, m, d int) bool {
	if y < 1990 || y > 2100 || m < 1 || m > 12 || d < 1 || d > 31 {
		return false
	}
	c.y, c.m, c.d, c.date = y, m, d, true
	return true
}

// digits counts the ASCII digits that s begins with.
func digits(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}

// number gives the value of at most nine ASCII digits.
func number(s string) int {
	v := 0
	for i := 0; i < len(s); i++ {
		v = v*10 + int(s[i]-'0')
	}
	return v
}
