package date

import (
	"strconv"
	"strings"
	"time"

	"khotin/extract/text"
)

// item is one member of a sequence of days: a day of a month, or a bare day
// that takes its month from the next member.
type item struct {
	day     ymd
	from    int
	to      int
	sep     string // what divides day and month: / - . tháng
	shift   int
	shifted bool
	ranged  bool // joined to the member before it by a dash or "đến"
	dashed  bool // by a dash
}

// days reads the days that begin at the number at i: 18/12, 24-8, 26.12, 24
// tháng 10 năm 2024, 22-23/9, 14 và 15/12, 30/4 - 1/5. from is the token where
// the mention may begin at the earliest from words that announce it.
func (s *scan) days(i, from int) bool {
	items := s.sequence(s.items, i)
	s.items = items
	if len(items) == 0 {
		return s.lunarSpan(i)
	}
	c := s.cue(i)
	if !s.accept(items, c) {
		return false
	}
	start := min(s.extend(i), from)
	for k := len(items) - 2; k >= 0; k-- { // bare days take the month of the next
		next := items[k+1].day
		if items[k].day.m == 0 {
			items[k].day.m, items[k].day.y = next.m, next.y
		} else if items[k].day.y == 0 && next.y != 0 {
			items[k].day.y = next.y
			if items[k].day.m > next.m {
				items[k].day.y--
			}
		}
		if items[k].day.m == next.m && !items[k].shifted {
			items[k].shift, items[k].shifted = items[k+1].shift, items[k+1].shifted
		}
	}
	if s.lunar(items[len(items)-1].to) {
		return s.lunarDays(items, start)
	}
	s.emitDays(items, start, c)
	return true
}

func (s *scan) emitDays(items []item, start int, c cue) {
	counted := countedDays(items)
	begin, first := start, len(s.out)
	for k := 0; k < len(items); k++ {
		e := expr{kind: kDay, a: items[k].day, b: items[k].day, shift: items[k].shift, shifted: items[k].shifted, weekday: -1, rule: "day", anniversary: c.anniversary}
		if len(items) == 1 {
			e.weekday = c.weekday
		}
		e.listed = k > 0
		last := k
		for last+1 < len(items) && (items[last+1].ranged || counted) {
			last++
		}
		if last > k && anniversaries(items[k:last+1]) {
			last = k
			e.anniversary = true
		}
		if last > k {
			e.b, e.rule = items[last].day, "days"
		}
		to := items[last].to
		if last == len(items)-1 && s.key(to) == ")" && s.openBracket(begin, items[k].from) {
			to++
		}
		s.emit(e, begin, to)
		k = last
		if k+1 < len(items) {
			begin = items[k+1].from
		}
	}
	list := s.out[first:]
	if last := &list[len(list)-1]; last.coming { // 30/4, 1/5 và 2/9 tới
		for k := range list {
			list[k].coming = list[k].coming || !list[k].past
		}
	}
}

// openBracket reports whether a bracket opens in [from, to).
func (s *scan) openBracket(from, to int) bool {
	for j := from; j < to; j++ {
		if s.key(j) == "(" {
			return true
		}
	}
	return false
}

// anniversaries: the same day of two years far apart is not a range.
func anniversaries(items []item) bool {
	a, b := items[0].day, items[len(items)-1].day
	return items[len(items)-1].dashed && a.d == b.d && a.m == b.m && a.y != 0 && b.y-a.y >= 5
}

// countedDays reports whether the members are the days of one event, "2 ngày
// 14 và 15/12", "24, 25, 26 tháng 7": bare days that follow on each other.
func countedDays(items []item) bool {
	if len(items) < 2 {
		return false
	}
	for k := 1; k < len(items); k++ {
		a, b := items[k-1].day, items[k].day
		if a.m != b.m || a.y != b.y || b.d != a.d+1 {
			return false
		}
		if items[k-1].sep != "" && !items[k].ranged {
			return false // each is written in full
		}
	}
	return true
}

// sequence reads the members of a list or range of days; the last one names
// its month. It puts them into the space of items.
func (s *scan) sequence(items []item, i int) []item {
	items = items[:0]
	full := 0 // members up to the last that names its month
	ranged, dashed := false, false
	for j := i; ; {
		n := len(items)
		next := j
		if items, next = s.member(items, j); len(items) == n {
			break
		}
		items[n].ranged, items[n].dashed = ranged, dashed
		if items[len(items)-1].sep != "" {
			full = len(items)
		}
		j = next
		dashed = isDash(s.tok(j))
		switch t := s.tok(j); {
		case listed(t), t.Key == "rạng" && items[n].sep == "": // đêm 19 rạng sáng 20/8
			ranged = false
		case isDash(t), t.Either("đến", "tới"):
			ranged = true
		default:
			return items[:full]
		}
		j = s.skipLead(j + 1)
		if len(items) > 12 {
			break
		}
	}
	return items[:full]
}

// skipLead skips "ngày", "hết ngày", a part of the day or an hour before a
// member: "đến 18h00 ngày 24/2".
func (s *scan) skipLead(j int) int {
	if s.tok(j).Class == text.Number && s.tok(j+1).Is("h", "g", "giờ", ":") {
		k := j + 2
		for k < j+5 && (s.tok(k).Class == text.Number || s.tok(k).Is("phút", "'", "’", "′")) {
			k++
		}
		if s.key(k) == "ngày" {
			j = k
		}
	}
	for s.tok(j).Is("hết", "ngày", "mùng", "mồng", "sáng", "chiều", "trưa", "tối") && j < len(s.p.Tokens) {
		j++
	}
	return j
}

// member reads one member at j and adds it to items: a day with its month, or
// bare days.
func (s *scan) member(items []item, j int) ([]item, int) {
	t := s.tok(j)
	if t.Class != text.Number || s.masked != nil && s.masked[j] {
		return items, j
	}
	if it, ok := s.dayMonth(j); ok {
		return append(items, it), it.to
	}
	if d := s.number(j); d >= 1 && d <= 31 && len(t.Key) <= 2 {
		return append(items, item{day: ymd{d: d}, from: j, to: j + 1}), j + 1
	}
	if strings.IndexByte(t.Key, ',') < 0 {
		return items, j
	}
	n := len(items)
	for part := range strings.SplitSeq(t.Key, ",") {
		d, err := strconv.Atoi(part)
		if err != nil || d < 1 || d > 31 || len(part) > 2 {
			return items[:n], j
		}
		items = append(items, item{day: ymd{d: d}, from: j, to: j + 1})
	}
	last := &items[len(items)-1] // 24,25,26 tháng 7
	if it, ok := s.withMonth(j, last.day.d, s.tok(j+1)); ok {
		*last = it
		return items, it.to
	}
	return items, j + 1
}

// dayMonth reads a day with its month, and its year if it has one.
func (s *scan) dayMonth(j int) (item, bool) {
	if grouped(s.key(j)) {
		return item{}, false
	}
	if parts := splitDots(s.key(j)); parts != nil {
		return s.dotted(j, parts)
	}
	d := s.number(j)
	if d < 1 || d > 31 || len(s.key(j)) > 2 {
		return item{}, false
	}
	return s.withMonth(j, d, s.tok(j+1))
}

// grouped reports whether a dot divides the digits of a number, as in 12.500,
// and not a day from its month.
func grouped(key string) bool {
	day, rest, ok := strings.Cut(key, ".")
	month, _, _ := strings.Cut(rest, ".")
	return ok && (len(day) > 2 || len(month) > 2)
}

// dotted reads 26.12, 27.12.2019.
func (s *scan) dotted(j int, parts []string) (item, bool) {
	var v [3]int
	if len(parts) > 3 {
		return item{}, false
	}
	for k, p := range parts {
		n, err := strconv.Atoi(p)
		if err != nil || k < 2 && len(p) > 2 || k == 2 && len(p) != 4 {
			return item{}, false
		}
		v[k] = n
	}
	it := item{day: ymd{v[2], v[1], v[0]}, from: j, to: j + 1, sep: "."}
	if v[2] == 0 {
		it.to, it.day.y, it.shift, it.shifted = s.dayYear(j + 1)
	}
	return it, it.day.valid()
}

// withMonth reads the month after day d at token j, sep being the token after.
func (s *scan) withMonth(j, d int, sep *text.Token) (item, bool) {
	it := item{from: j, sep: sep.Key}
	var m, k int
	switch {
	case sep.Key == "tháng":
		if m, k = s.monthName(j + 2); m == 0 && (s.tok(j-1).Is("ngày", "mùng", "mồng") || s.modernYear(j+3) > 0) {
			m, k = s.dayMonthName(j + 2)
		}
	case sep.Key == "/", isDash(sep):
		m, k = s.number(j+2), j+3
		if m < 1 || len(s.key(j+2)) > 2 {
			return it, false
		}
		if isDash(sep) {
			it.sep = "-"
		}
	default:
		return it, false
	}
	if m < 1 || m > 12 {
		return it, false
	}
	it.day = ymd{m: m, d: d}
	// 22-23/9 and 22-25-7 are ranges, 22-9-2023 is a day.
	if next := s.tok(k); it.sep == "-" {
		switch {
		case isDash(next) && s.modernYear(k+1) > 0:
			it.day.y, it.to = s.modernYear(k+1), k+2
			return it, it.day.valid()
		case (next.Key == "/" || isDash(next) && next.Glued) && s.number(k+1) > 0 && s.modernYear(k+1) == 0:
			return it, false
		case s.key(k) == "tháng":
			return it, false
		}
	}
	if it.sep == "/" && s.key(k) == "/" {
		if y := s.year(k + 1); y > 0 {
			it.day.y, it.to = y, k+2
			return it, it.day.valid()
		}
		if y := s.number(k + 1); y >= 0 && len(s.key(k+1)) == 2 && s.key(k+2) != "/" {
			it.day.y, it.to = 2000+y, k+2
			if y > 50 {
				it.day.y -= 100
			}
			return it, it.day.valid()
		}
		return it, false
	}
	it.to, it.day.y, it.shift, it.shifted = s.dayYear(k)
	return it, it.day.valid()
}

// dayYear reads the year after a day's month: "/2018", "-2018", "năm 2024".
func (s *scan) dayYear(k int) (next, y, shift int, shifted bool) {
	if s.words(k, "năm") || s.modernYear(k) > 0 || s.tok(k).Is("/", "-", ".") && s.modernYear(k+1) > 0 {
		return s.yearAfter(k)
	}
	if y := s.modernYear(k + 1); y > 0 && s.key(k) == "," && !s.fraction(k+1) && s.rightOpen(k+2) { // 29 tháng 10, 1999
		return k + 2, y, 0, false
	}
	return k, 0, 0, false
}

// monthName reads the number of a month, in digits or spelled out: 4, 04, tư,
// Mười hai. It gives 0 for none. "năm" and "một" count with a capital only.
func (s *scan) monthName(j int) (m, next int) {
	if m := s.number(j); m >= 1 && m <= 12 && len(s.key(j)) <= 2 {
		return m, j + 1
	}
	t := s.tok(j)
	if t.Class != text.Word || t.Either("năm", "một") && t.Case != text.Title {
		return 0, j
	}
	if n, k := text.SpelledNumber(s.p, j); k > j && n <= 12 && !(t.Key == "mười" && k > j+1 && n == 10) {
		return int(n), k
	}
	return 0, j
}

// iso reads 2017-02-15.
func (s *scan) iso(i int) bool {
	y := s.modernYear(i)
	if y == 0 || s.key(i+1) != "-" || s.key(i+3) != "-" || !s.tok(i+4).Glued || len(s.key(i+2)) != 2 || len(s.key(i+4)) != 2 {
		return false
	}
	d := ymd{y, s.number(i + 2), s.number(i + 4)}
	if !d.valid() {
		return false
	}
	s.emitDays([]item{{day: d, from: i, to: i + 5}}, s.lead(i), s.cue(i))
	return true
}

func (d ymd) valid() bool {
	y := d.y
	if y == 0 {
		y = 2000 // 29/2 may be
	}
	if d.m < 1 || d.m > 12 || d.d < 1 {
		return false
	}
	return d.d <= time.Date(y, time.Month(d.m)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}
