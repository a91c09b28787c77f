package date

import (
	_ "embed"
	"strconv"
	"strings"

	"khotin/extract/text"
)

//go:embed feasts.txt
var feastList string

var feasts = text.NewLexicon(feastList, false)

// feast reads a festival or public day by its name, where it is used as a
// time: with its year, or after dịp, ngày, vào, trước, sau and the like. A
// date written beside the name is read in its place.
func (s *scan) feast(i int) bool {
	next, value := feasts.Match(s.p, i)
	short := next == i && s.key(i) == "tết" && s.tok(i).Case == text.Title // with its year: "Tết Giáp Thìn"
	if short {
		next, value = i+1, "L1-1"
	}
	if next == i {
		return false
	}
	from := i
	named := s.tok(i).Is("phụ", "nhà", "thầy", "thương", "doanh", "cách")
	if s.key(from-1) == "lễ" {
		from--
	}
	if s.key(from-1) == "ngày" {
		from--
	} else if named || s.tok(i).Is("quốc") && s.key(i+1) == "tế" && from == i && !(i == 0 && next == len(s.p.Tokens)) {
		return false
	}
	for dayPart(s.tok(from - 1)) {
		from--
	}
	if from < s.done {
		from = i
	}
	if s.namesDate(next) {
		return false
	}
	lunar := strings.HasPrefix(value, "L")
	month, day, _ := strings.Cut(strings.TrimPrefix(value, "L"), "-")
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	e := expr{kind: kDay, weekday: -1, rule: "feast", anniversary: s.celebrated(from)}
	e.a = ymd{m: m, d: d}
	if lunar {
		e.kind, e.eve, e.anniversary = kLunar, true, false
	}
	end := s.feastYear(&e, next)
	if end == next && (short || !s.festive(from, next)) || short && s.tok(next).Is("này", "tới", "sắp", "vừa") {
		return false
	}
	if lunar && d == 30 {
		e.precede()
	}
	e.b = e.a
	s.emit(e, from, end)
	return true
}

// precede moves a lunar day to the year before the one written: the eve of a
// year is named after the year that it opens.
func (e *expr) precede() {
	if e.a.y != 0 {
		e.a.y--
	}
	if e.cycle > 0 {
		e.cycle = (e.cycle+58)%60 + 1
	}
	if e.shifted {
		e.shift--
	}
}

// namesDate reports whether a day and month stand right behind a name.
func (s *scan) namesDate(k int) bool {
	for s.tok(k).Is("(", ",", "ngày", "mùng", "mồng", "-", "–") {
		k++
	}
	if s.tok(k).Class != text.Number {
		return false
	}
	t := s.tok(k + 1)
	return t.Either("/", "tháng") || isDash(t) && s.number(k+2) > 0 && s.number(k+2) <= 12 || strings.IndexByte(s.key(k), '.') > 0
}

// festive reports whether a festival in [from, to) is used as a time.
func (s *scan) festive(from, to int) bool {
	if t := s.tok(to); t.Class == text.Word && (t.Case != text.Lower || t.Is("nước", "của", "vui", "ấm", "xa", "sum", "đầm")) || t.Class == text.Number {
		return false
	}
	if s.tok(from).Is("đêm", "sáng", "chiều", "tối") || from == 0 && to == len(s.p.Tokens) || s.opens(from) && s.key(to) == "," || s.key(from) == "ngày" && (s.opens(from) || s.tok(from-1).Is("nhân", "đúng", "niệm", "mừng")) {
		return true
	}
	return s.happens(from) || s.tok(from-1).Is("dịp", "vào", "trước", "sau", "đến", "từ", "trong", "qua", "tới", "ngày", "đêm")
}

// feastYear reads the year behind a festival into e: "năm 2025", "2025", "Ất
// Tỵ (2025)", "năm nay", "tới".
func (s *scan) feastYear(e *expr, k int) (next int) {
	if s.key(k) == "tết" { // giao thừa Tết Giáp Thìn
		if next = s.feastYear(e, k+1); next > k+1 {
			return next
		}
		return k
	}
	next = k
	j := k
	if s.key(j) == "năm" {
		j++
	}
	if y, end := s.cycleAt(j); y > 0 {
		e.cycle, next = y, end
		j = end
		if s.tok(j).Is("-", "–", "(", "năm") {
			j++
		}
		if y := s.modernYear(j); y > 0 && !s.fraction(j) {
			e.a.y, next = y, j+1
			if s.key(j-1) == "(" && s.key(next) == ")" {
				next++
			}
		}
		return next
	}
	if y := s.modernYear(j); y > 0 && s.tok(j+1).Key != "/" && !s.fraction(j) {
		e.a.y = y
		return j + 1
	}
	if j > k {
		if n, ok := relativeYear(s.key(j)); ok {
			e.shift, e.shifted = n, true
			return j + 1
		}
		return k
	}
	switch {
	case s.tok(k).Is("tới") && s.free(k+1), s.words(k, "sắp", "tới"):
		e.coming = true
		next = k + 1
		if s.key(k) == "sắp" {
			next++
		}
	case s.words(k, "vừa", "qua"), s.words(k, "vừa", "rồi"):
		e.past = true
		next = k + 2
	case s.tok(k).Is("này"):
		next = k + 1
	}
	return next
}

// cycleAt reads a year of the cycle of sixty at k: its place plus one, or 0.
func (s *scan) cycleAt(k int) (place, next int) {
	if s.tok(k).Case == text.Lower || s.tok(k+1).Case == text.Lower || s.tok(k).Class != text.Word {
		return 0, k
	}
	return cycleYear(s.key(k), s.key(k+1)) + 1, k + 2
}

// spelledDay reads a day after "ngày", "mùng", "mồng" or "rằm" whose number
// is in words, or that is lunar: "ngày mười lăm tháng ba", "mùng 3 Tết", "rằm
// tháng Bảy", "ngày 23 tháng Chạp".
func (s *scan) spelledDay(i int) bool {
	if s.every(i) {
		return false
	}
	j := i
	for s.tok(j).Is("ngày", "mùng", "mồng") {
		j++
	}
	return s.spelledDayAt(i, j)
}

// spelledDayAt reads the day at token j of a mention that begins at i.
func (s *scan) spelledDayAt(i, j int) bool {
	d, k := s.count(j)
	if s.key(j) == "rằm" {
		d, k = 15, j+1
	}
	if d < 1 || d > 31 || s.masked != nil && s.masked[j] {
		return false
	}
	if s.key(k) == "tết" && d <= 30 && !s.tok(k+1).Is("nguyên", "cổ", "trung", "dương") {
		return s.tet(i, k, d)
	}
	if s.key(k) != "tháng" {
		return false
	}
	e := expr{kind: kLunar, weekday: -1, rule: "lunar"}
	m, next := s.lunarMonthName(k + 1)
	if m == 0 {
		if m, next = s.dayMonthName(k + 1); m == 0 {
			return false
		}
		if s.key(j) != "rằm" && !s.lunar(next) {
			if s.tok(j).Class == text.Number {
				return false // read as any day
			}
			return s.solarDay(i, j, k, d, m, next)
		}
	}
	e.a = ymd{m: m, d: d}
	next = s.lunarEnd(&e, next)
	if s.monthly(next) || d > 30 {
		return false
	}
	e.b = e.a
	s.emit(e, s.lead(i), next)
	return true
}

// dayMonthName is monthName after a day, where "năm" and "một" are months too,
// unless a year follows.
func (s *scan) dayMonthName(j int) (m, next int) {
	if m, next = s.monthName(j); m > 0 {
		return m, next
	}
	if s.tok(j).Either("năm", "một") && (s.key(j+1) == "năm" || s.modernYear(j+1) > 0) { // năm năm hai nghìn
		if m, next = s.plainMonth(j); m > 0 {
			return m, next
		}
	}
	if _, relative := relativeYear(s.key(j + 1)); relative || s.year(j+1) > 0 || s.tok(j+1).Is("học", "qua", "số", "tuổi") {
		return 0, j
	}
	switch s.key(j) {
	case "một":
		return 1, j + 1
	case "năm":
		return 5, j + 1
	}
	return 0, j
}

// solarDay takes a day in words, whose number is [j, k), of month m.
func (s *scan) solarDay(i, j, k, d, m, next int) bool {
	it := item{day: ymd{m: m, d: d}, from: j, sep: "tháng"}
	it.to, it.day.y, it.shift, it.shifted = s.dayYear(next)
	if !it.day.valid() || s.monthly(it.to) || k == j {
		return false
	}
	c := s.cue(i)
	s.emitDays([]item{it}, s.lead(i), cue{strength: 3, weekday: c.weekday, anniversary: c.anniversary})
	return true
}

// lead gives where a mention begins whose first word is i: a part of the day
// or an hour before it belongs to it.
func (s *scan) lead(i int) int {
	return min(max(s.extend(i), s.done), i)
}

// monthly reports whether what stands at k makes a day recur in every month.
func (s *scan) monthly(k int) bool {
	return s.tok(k).Is("hằng", "hàng", "mỗi") && s.key(k+1) == "tháng"
}

// yearly reports whether what stands at k makes a day or month recur.
func (s *scan) yearly(k int) bool {
	return s.tok(k).Is("hằng", "hàng", "mỗi") && s.key(k+1) == "năm"
}

// lunarMonthName reads Giêng and Chạp, which only lunar months are called.
func (s *scan) lunarMonthName(j int) (m, next int) {
	switch s.key(j) {
	case "giêng":
		return 1, j + 1
	case "chạp":
		return 12, j + 1
	}
	return 0, j
}

// lunarEnd reads what closes a lunar date: "nhuận", "âm lịch", the year.
func (s *scan) lunarEnd(e *expr, k int) int {
	if s.key(k) == "nhuận" {
		e.leap, k = true, k+1
	}
	named := func() {
		open := s.key(k) == "("
		j := k
		if open {
			j++
		}
		switch {
		case s.words(j, "âm", "lịch"):
			k = j + 2
		case s.key(j) == "âl":
			k = j + 1
		default:
			return
		}
		if open && s.key(k) == ")" {
			k++
		}
	}
	named()
	if s.key(k) == "năm" || s.tok(k).Either("/", "-") && s.modernYear(k+1) > 0 {
		if y, next := s.cycleAt(k + 1); y > 0 {
			e.cycle, k = y, next
			if s.key(k) == "(" && s.modernYear(k+1) > 0 && s.key(k+2) == ")" {
				e.a.y, k = s.modernYear(k+1), k+3
			} else if y := s.modernYear(k); y > 0 {
				e.a.y, k = y, k+1
			}
		} else if next, y, shift, shifted := s.yearAfter(k); next > k {
			e.a.y, e.shift, e.shifted, k = y, shift, shifted, next
		}
	}
	named()
	return k
}

// tet reads "mùng 3 Tết", "30 Tết", "28 Tết Ất Tỵ": from the 20th on the days
// belong to the twelfth month of the year that ends.
func (s *scan) tet(i, k, d int) bool {
	e := expr{kind: kLunar, eve: true, weekday: -1, rule: "lunar", a: ymd{m: 1, d: d}}
	if s.words(k+1, "âm", "lịch") {
		k += 2
	}
	next := s.feastYear(&e, k+1)
	if d >= 15 {
		e.a.m = 12
		e.precede()
	}
	e.b = e.a
	if s.monthly(next) {
		return false
	}
	s.emit(e, s.lead(i), next)
	return true
}

// eve reads "30 Tết", "28 tháng Chạp" and "23 tháng Chạp" without a word
// before the number.
func (s *scan) eve(i int) bool {
	d := s.number(i)
	if d < 1 || d > 30 || len(s.key(i)) > 2 {
		return false
	}
	if s.tok(i+1).Key == "tết" && s.tok(i+1).Case == text.Title && (d >= 20 || s.tok(i-1).Is("mùng", "mồng", "ngày")) || s.key(i+1) == "tháng" && s.tok(i+2).Either("giêng", "chạp") {
		from := i
		for s.tok(from-1).Is("ngày", "mùng", "mồng") && from-1 >= s.done {
			from--
		}
		return s.spelledDayAt(from, i)
	}
	return false
}
