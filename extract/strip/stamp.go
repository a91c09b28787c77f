package strip

import (
	"strings"
	"time"
	"unicode/utf8"

	"khotin/extract/text"
)

// zone is the time of every portal we read: Việt Nam has no summer time.
var zone = time.FixedZone("+07", 7*60*60)

// stamp is a line, or the beginning of one, that gives a time.
type stamp struct {
	at      time.Time
	dayOnly bool
	label   string // the word that introduces it: "print", "thời gian", "cập nhật" …
	weekday int    // time.Weekday as written, -1 where none is
	clock   bool   // the shape of a print or crawl clock, not of a publication
	before  string // a name in front of it
	rest    string // text glued behind it
}

// suspect says why the stamp may be false.
func (s *stamp) suspect() string {
	if s.weekday >= 0 && time.Weekday(s.weekday) != s.at.Weekday() {
		return suspectWeekday
	}
	return ""
}

// readStamp reads a line that is a stamp, alone or glued to the text behind.
// The forms are those of the portals: "Print Thứ Sáu, 22/09/2023 18:15 Gốc",
// "Thời gian: 16/12/2021 21:07", "20:18 05/12/2024 Sáng …",
// "Cập nhật lúc10:02, Thứ Năm, 13/07/2017 (GMT+7)", "LDO | 13/06/2020 17:13".
func readStamp(b *block) (stamp, bool) {
	s := b.text
	if !mayHaveYear(s) {
		return shortStamp(s)
	}
	if !hasDigit(head(s, 90)) {
		return stamp{}, false
	}
	if st, ok := scanStamp(s); ok {
		return st, true
	}
	return namedStamp(s)
}

// mayHaveYear reports four digits in a row near the beginning of s: every stamp
// has a year. One of any four digits in a row stands at every fourth byte.
func mayHaveYear(s string) bool {
	if len(s) > 200 {
		s = s[:200]
	}
	for i := 3; i < len(s); i += 4 {
		if s[i]-'0' > 9 {
			continue
		}
		from, to := i, i+1
		for from > 0 && s[from-1]-'0' <= 9 {
			from--
		}
		for to < len(s) && s[to]-'0' <= 9 {
			to++
		}
		if to-from >= 4 {
			return true
		}
	}
	return false
}

// shortStamp reads a line that is a stamp with two figures for the year,
// "Thứ Ba, 05/04/22 | 10:30". Such figures may be anything: a time or a label
// has to stand beside them, or a day of the week that they fall on.
func shortStamp(s string) (stamp, bool) {
	if len(s) < len("5/4/22 10:30") || len(s) > 60 {
		return stamp{}, false
	}
	i := shortYear(s)
	if i < 0 || number(s[i:i+2]) > 49 {
		return stamp{}, false
	}
	full := s[:i] + "20" + s[i:]
	st, ok := scanStamp(full)
	if !ok {
		st, ok = namedStamp(full)
	}
	if !ok || st.rest != "" || st.clock || st.suspect() != "" || st.dayOnly && st.label == "" && st.weekday < 0 {
		return stamp{}, false
	}
	return st, true
}

// shortYear gives the place of the two figures that end the first day in
// figures of s, or -1.
func shortYear(s string) int {
	for i := 0; i+len("/4/22") < len(s); i++ {
		if s[i]-'0' > 9 {
			continue
		}
		n := digits(s[i:])
		at, sep := i+n, byte(0)
		for k := 0; k < 2 && n <= 2 && at < len(s); k++ {
			if c := s[at]; c != '/' && c != '-' && c != '.' || k > 0 && c != sep {
				break
			}
			sep = s[at]
			m := digits(s[at+1:])
			if k == 1 && m == 2 {
				return at + 1
			}
			if m == 0 || m > 2 {
				break
			}
			at += 1 + m
		}
		i += n
	}
	return -1
}

func hasDigit(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i]-'0' <= 9 {
			return true
		}
	}
	return false
}

// head gives at most n bytes of s, not cut inside a rune.
func head(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// namedStamp reads a stamp behind a name: "Thanh Sơn - 19/06/2021 14:10",
// "Hải Phòng, ngày 05 tháng 4 năm 2020" (a clock).
func namedStamp(s string) (stamp, bool) {
	if len(s) > 120 {
		return stamp{}, false
	}
	if i := strings.Index(s, ", ngày "); i > 0 && words(s[:i]) <= 4 && startsUpper(s) {
		if st, ok := scanStamp(s[i+2:]); ok && st.rest == "" && st.dayOnly {
			st.clock = true
			return st, true
		}
	}
	if st, ok := postedBy(s); ok {
		return st, true
	}
	i := strings.IndexAny(s, "0123456789")
	if i <= 0 {
		return stamp{}, false
	}
	before := strings.TrimSpace(s[:i])
	name := strings.TrimRight(before, "-–—|,(: ")
	if name == "" || name == before && !(isCapital(name) && words(name) >= 2 && allPens(name)) {
		return stamp{}, false
	}
	st, ok := scanStamp(s[i:])
	if !ok || st.rest != "" || st.dayOnly {
		return stamp{}, false
	}
	if name == before { // "THU HẰNG - ĐỨC NAM 14/06/2022 11:39"
		st.before = name
		return st, true
	}
	if !isName(name) && !isInitials(name) {
		// "Cổng TTĐT - 05/10/2023 16:05": whoever put it up is no author.
		if words(name) > 4 || !startsUpper(name) || !strings.ContainsAny(before[len(name):], "-–|") && !places.has[text.Key(name)] {
			return stamp{}, false
		}
		return st, true
	}
	st.before = name
	return st, true
}

// spacedDay reads "thứ hai, 14 08, 2017", behind the day of the week on which it
// falls.
func spacedDay(s string) (stamp, bool) {
	n := len(s) - len("14 08, 2017")
	if n <= 0 {
		return stamp{}, false
	}
	d := s[n:]
	if digits(d) != 2 || d[2] != ' ' || digits(d[3:]) != 2 || d[5:7] != ", " || digits(d[7:]) != 4 {
		return stamp{}, false
	}
	st, ok := scanStamp(s[:n] + d[:2] + "/" + d[3:5] + "/" + d[7:])
	return st, ok && st.weekday >= 0 && st.suspect() == "" && st.rest == ""
}

// signedStamp reads "Trần Thu Hà thứ hai, 14/08/2017 15:09": the full name of an
// author, of three words and more, of two where the markup calls the line his
// (named), or a source with its label, before the day of the week and the time.
func signedStamp(s string, named bool) (stamp, bool) {
	low := strings.ToLower(s)
	i := strings.Index(low, " thứ ")
	if i < 0 {
		i = strings.Index(low, " chủ nhật")
	}
	if i <= 0 || len(low) != len(s) || words(s[:i]) > 6 {
		return stamp{}, false
	}
	name := s[:i]
	first, _, _ := strings.Cut(name, " ")
	if words(name) < 3 && !named || !isFullName(name) || !families.has[text.Key(first)] || places.has[text.Key(name)] {
		by, ok := readSource(name)
		if !ok || by.source == "" || !strings.HasPrefix(low, "theo ") && !strings.HasPrefix(low, "nguồn") {
			return stamp{}, false
		}
	}
	st, ok := scanStamp(s[i+1:])
	if !ok || st.rest != "" || st.dayOnly || st.weekday < 0 || st.suspect() != "" {
		return stamp{}, false
	}
	st.before = name
	return st, true
}

// postedBy reads "Đăng bởi admin vào T5, 05/10/2023 - 16:05": who put an
// article up is not who wrote it.
func postedBy(s string) (stamp, bool) {
	if s == "" || s[0] != "Đ"[0] && s[0]|' ' != 'g' && s[0]|' ' != 's' && s[0]|' ' != 'v' {
		return stamp{}, false
	}
	low := strings.ToLower(head(s, 80))
	if !hasAnyPrefix(low, []string{"đăng bởi ", "gửi bởi ", "được đăng bởi ", "viết bởi ", "submitted by "}) {
		return stamp{}, false
	}
	for _, on := range []string{" vào ", " lúc ", " ngày đăng: ", " ngày ", " on "} {
		if i := strings.Index(low, on); i > 0 && i+len(on) <= len(s) {
			if st, ok := scanStamp(s[i+len(on):]); ok && st.rest == "" {
				st.label = "đăng"
				return st, true
			}
		}
	}
	return stamp{}, false
}

// cutStamp cuts a stamp in brackets off the end of a title: "… (12/07/2018 15:37)".
func cutStamp(s string) (string, stamp, bool) {
	i := strings.LastIndexByte(s, '(')
	if i <= 0 || !strings.HasSuffix(s, ")") {
		return s, stamp{}, false
	}
	st, ok := scanStamp(s[i+1 : len(s)-1])
	if !ok || st.rest != "" || st.dayOnly {
		return s, stamp{}, false
	}
	return strings.TrimSpace(s[:i]), st, true
}
