package date

import (
	"strconv"
	"strings"

	"khotin/extract/text"
)

// unit reads months or quarters: both are listed and ranged alike.
type unit struct {
	word   string // tháng, quý
	kind   kind
	grain  string
	number func(s *scan, j int) (n, next, year int)
}

var monthUnit = unit{"tháng", kMonth, "month", (*scan).monthNumber}
var quarterUnit = unit{"quý", kQuarter, "quarter", (*scan).quarterNumber}

// monthNumber reads a month's number, with its year where a dot joins them.
func (s *scan) monthNumber(j int) (m, next, year int) {
	if parts := splitDots(s.key(j)); len(parts) == 2 && len(parts[1]) == 4 {
		m, _ := strconv.Atoi(parts[0])
		y, _ := strconv.Atoi(parts[1])
		if m >= 1 && m <= 12 && y >= 1900 && y <= 2100 {
			return m, j + 1, y
		}
		return 0, j, 0
	}
	if m, next = s.monthName(j); m == 0 {
		m, next = s.plainMonth(j)
	}
	return m, next, 0
}

// quarterNumber reads the number of a quarter: 1, II, tư.
func (s *scan) quarterNumber(j int) (q, next, year int) {
	if parts := splitDots(s.key(j)); len(parts) == 2 && len(parts[1]) == 4 && len(parts[0]) == 1 {
		q, y := int(parts[0][0]-'0'), 0
		y, _ = strconv.Atoi(parts[1])
		if q >= 1 && q <= 4 && y >= 1900 && y <= 2100 {
			return q, j + 1, y
		}
		return 0, j, 0
	}
	if q := s.number(j); q >= 1 && q <= 4 {
		return q, j + 1, 0
	}
	t := s.tok(j)
	if t.Class != text.Word {
		return 0, j, 0
	}
	if q := text.Roman(strings.ToUpper(t.Key)); q >= 1 && q <= 4 && (t.Case == text.Upper || q > 1 && t.Case == text.Lower) {
		return q, j + 1, 0
	}
	switch t.Key {
	case "một", "nhất":
		return 1, j + 1, 0
	case "hai":
		return 2, j + 1, 0
	case "ba":
		return 3, j + 1, 0
	case "tư", "bốn":
		return 4, j + 1, 0
	}
	return 0, j, 0
}

// part is one month or quarter of a list.
type part struct {
	n, y     int
	shift    int
	shifted  bool
	ranged   bool
	from, to int
}

// months reads what begins with "tháng" at i.
func (s *scan) months(i int) bool {
	if s.every(i) || s.key(i-1) == "mạng" || s.key(i+1) == "thứ" {
		return false
	}
	if n := s.number(i - 1); n > 0 && n <= 12 && s.number(i+1) < 0 {
		return false // "6 tháng" counts
	}
	if s.number(i-1) > 0 && s.number(i+1) > 0 && (s.key(i+2) == "lần" || s.key(i+2) == "ngày" && s.number(i+3) < 0) {
		return false // "24 tháng 7 ngày" does, too
	}
	if m, next := s.lunarMonthName(i + 1); m > 0 {
		return s.lunarMonths(i, m, next)
	}
	if n, next, ok := s.near(i + 1); ok && s.key(i+1) != "nay" && s.relativeAllowed(i) && (s.key(i+1) != "sau" || s.free(i+2)) {
		from, fuzzy := s.before(i)
		s.emit(expr{kind: kRelMonth, n: n, coming: s.key(i+1) != "trước", fuzzy: fuzzy, rule: "month-relative"}, from, next)
		return true
	}
	return s.units(i, monthUnit)
}

// relativeAllowed reports whether tháng, quý or năm at i is no counted noun:
// not "3 tháng trước", "nhiều năm trước", "những năm tới".
func (s *scan) relativeAllowed(i int) bool {
	t := s.tok(i - 1)
	if t.Class == text.Number && s.tok(i-2).Is("lớp", "khối", "số") {
		return true // "vào lớp 10 năm nay"
	}
	if t.Class == text.Number || s.every(i) || t.Is("các", "những", "nhiều", "mấy", "vài", "nửa", "đôi", "cả", "trăm", "nghìn", "ngàn", "vạn", "triệu", "mươi", "chục", "hai", "ba", "bốn", "năm", "một", "mười", "sáu", "bảy", "tám", "chín", "khi", "thứ") {
		return false
	}
	return true
}

func (s *scan) quarters(i int) bool {
	if s.every(i) {
		return false
	}
	if n, next, ok := s.near(i + 1); ok && s.relativeAllowed(i) && (s.opens(i) || s.tok(i).Case == text.Lower && !s.precious(i)) && (s.key(i+1) != "sau" || s.free(i+2)) {
		from, fuzzy := s.before(i)
		s.emit(expr{kind: kRelQuarter, n: n, coming: s.key(i+1) != "trước", fuzzy: fuzzy, rule: "quarter-relative"}, from, next)
		return true
	}
	return s.units(i, quarterUnit)
}

// precious: "kim loại quý này", "giải cao quý này".
func (s *scan) precious(i int) bool {
	return s.key(i+1) == "này" && !s.happens(i) && !s.tok(i-1).Is("trong", "vào", "hết", "đầu", "cuối", "giữa", "của", "từ", "đến", "với", "hơn", "hàng")
}

// units reads a month or quarter, or a list or range of them.
func (s *scan) units(i int, u unit) bool {
	parts := s.parts(i, u)
	if len(parts) == 0 {
		return false
	}
	if last := parts[len(parts)-1]; s.lunar(last.to) {
		return len(parts) == 1 && u.kind == kMonth && s.lunarMonths(i, last.n, last.to)
	}
	for k := len(parts) - 2; k >= 0; k-- { // a list shares the year written last
		if parts[k].y == 0 && !parts[k].shifted {
			parts[k].shift, parts[k].shifted = parts[k+1].shift, parts[k+1].shifted
			if parts[k].y = parts[k+1].y; parts[k].y != 0 && parts[k].n > parts[k+1].n {
				parts[k].y--
			}
		}
	}
	from, fuzzy := s.before(i)
	for k := 0; k < len(parts); k++ {
		last := k
		for last+1 < len(parts) && parts[last+1].ranged {
			last++
		}
		a, b := parts[k], parts[last]
		e := expr{kind: u.kind, rule: u.grain, fuzzy: fuzzy && k == 0, shift: a.shift, shifted: a.shifted}
		e.a, e.b, e.listed = ymd{y: a.y, m: a.n}, ymd{y: b.y, m: b.n}, k > 0
		if last > k {
			e.rule = u.grain + "s"
		}
		if k > 0 {
			from = a.from
		}
		s.emit(e, from, b.to)
		k = last
	}
	return true
}

// before extends a month or year to the left: "đến hết", "đầu", "cuối".
func (s *scan) before(i int) (from int, fuzzy bool) {
	j := i
	if s.part(j-1) && j-1 >= s.done {
		j, fuzzy = j-1, true
	}
	switch {
	case s.back(j, "tính", "đến"), s.back(j, "đến", "hết"), s.back(j, "tính", "tới"):
		if s.back(j-2, "tính") {
			j--
		}
		j -= 2
	case s.back(j, "hết"):
		j--
	}
	if j < s.done {
		return i, fuzzy
	}
	return j, fuzzy
}

// part reports whether token j names a part of the time behind it: "đầu", but
// not that of "bắt đầu".
func (s *scan) part(j int) bool {
	switch s.key(j) {
	case "cuối", "giữa":
		return true
	case "đầu":
		return !s.tok(j-1).Is("bắt", "lần", "ban", "bước", "hàng", "dẫn")
	}
	return false
}

// parts reads the members of a list or range of months or quarters. A bare
// number continues it only where the text says "các tháng", where a year
// closes the list, or where the word stands before it.
func (s *scan) parts(i int, u unit) []part {
	before := s.tok(i - 1)
	n := 0
	switch before.Key {
	case "hai":
		n = 2
	case "ba":
		n = 3
	case "bốn":
		n = 4
	}
	return s.partsOf(i, u, before.Either("các", "những") || before.Class == text.Number || s.names(i, n, u))
}

// partsOf is parts where plural says whether bare numbers are members.
func (s *scan) partsOf(i int, u unit, plural bool) []part {
	var out []part
	sure := 0
	ranged, named := false, true
	for j := i + 1; ; {
		n, next, y := u.number(s, j)
		if n == 0 {
			break
		}
		p := part{n: n, y: y, ranged: ranged, from: j, to: next}
		if named {
			p.from = j - 1
		}
		if y == 0 {
			p.to, p.y, p.shift, p.shifted = s.yearAfter(next)
		}
		// "tháng 9/9" and "tháng 3.000" are none.
		if t := s.tok(p.to); p.y == 0 && t.Key == "/" && t.Glued || t.Key == "%" {
			break
		}
		out = append(out, p)
		if named || p.y != 0 || p.shifted || plural && !measured(s.tok(p.to)) || s.closes(out) || ranged && isDash(s.tok(j-1)) && s.tok(j-1).Glued {
			sure = len(out)
		}
		j = p.to
		switch t := s.tok(j); {
		case listed(t):
			ranged = false
		case isDash(t), t.Either("đến", "tới") && (s.tok(i-1).Key == "từ" || !named || s.key(j+1) != u.word || p.y == 0 && s.yearLater(j+1, u)):
			ranged = true
		default:
			return out[:sure]
		}
		j++
		if s.key(j) == "hết" {
			j++
		}
		named = s.key(j) == u.word
		if named {
			j++
		}
		if len(out) > 12 {
			break
		}
	}
	return out[:sure]
}

// closes reports whether the last of the months or quarters read ends a list
// whose other members bear no word either: "tháng 7, 8 và 9 là mùa bão".
func (s *scan) closes(list []part) bool {
	n := len(list)
	if n < 2 || !s.tok(list[n-1].from-1).Is("và") || !s.ends(list[n-1].to) {
		return false
	}
	for k := 1; k < n; k++ {
		if list[k].n != list[k-1].n+1 {
			return false
		}
	}
	return true
}

// yearLater reports whether the month or quarter at j, its word included,
// names its year: "tháng 3 đến tháng 5 năm 1975" is one stretch.
func (s *scan) yearLater(j int, u unit) bool {
	n, next, y := u.number(s, j+1)
	if n > 0 && y == 0 {
		_, y, _, _ = s.yearAfter(next)
	}
	return n > 0 && y > 0
}

// bareMonth reads "9/2023" without "tháng" after a word that leads a time.
func (s *scan) bareMonth(i int) bool {
	m := s.number(i)
	if m < 1 || m > 12 || s.key(i+1) != "/" || s.modernYear(i+2) == 0 || s.key(i+3) == "/" {
		return false
	}
	if !s.tok(i-1).Is("từ", "đến", "tới", "trước", "sau", "vào", "(", "đầu", "cuối", "giữa", "hết", "kỳ", "với") {
		return false
	}
	s.emit(expr{kind: kMonth, a: ymd{y: s.year(i + 2), m: m}, b: ymd{y: s.year(i + 2), m: m}, rule: "month-bare"}, i, i+3)
	return true
}

// codeQuarter reads "Q1/2023" and "T5/2023".
func (s *scan) codeQuarter(i int) bool {
	k := s.key(i)
	if m, err := strconv.Atoi(strings.TrimPrefix(k, "t")); err == nil && k[0] == 't' && m >= 1 && m <= 12 && s.key(i+1) == "/" && s.modernYear(i+2) > 0 {
		month := ymd{y: s.year(i + 2), m: m}
		s.emit(expr{kind: kMonth, a: month, b: month, rule: "month"}, i, i+3)
		return true
	}
	if len(k) != 2 || k[0] != 'q' || k[1] < '1' || k[1] > '4' || s.key(i+1) != "/" || s.modernYear(i+2) == 0 {
		return false
	}
	q := ymd{y: s.year(i + 2), m: int(k[1] - '0')}
	s.emit(expr{kind: kQuarter, a: q, b: q, rule: "quarter"}, i, i+3)
	return true
}

// tenDays is the rule of the ten days into which a month falls.
const tenDays = "ten-days"

// third reads "thượng tuần tháng 3", "trung tuần tháng 4/2024", "hạ tuần tháng
// 5": the first, the second ten days and the rest of a month.
func (s *scan) third(i int) bool {
	if s.key(i+1) != "tuần" || s.key(i+2) != "tháng" {
		return false
	}
	e := expr{kind: kHalf, weekday: -1, rule: tenDays}
	switch s.key(i) {
	case "trung":
		e.n = 1
	case "hạ":
		e.n = 2
	}
	p := s.parts(i+2, monthUnit)
	if len(p) != 1 || s.lunar(p[0].to) {
		return false
	}
	e.a = ymd{y: p[0].y, m: p[0].n}
	e.b, e.shift, e.shifted = e.a, p[0].shift, p[0].shifted
	s.emit(e, i, p[0].to)
	return true
}

// half reads "nửa đầu năm 2024", "nửa cuối tháng 9".
func (s *scan) half(i int) bool {
	if !s.tok(i+1).Either("đầu", "cuối") {
		return false
	}
	e := expr{late: s.key(i+1) == "cuối", n: 6, rule: "half"}
	switch s.key(i + 2) {
	case "năm":
		e.kind = kRun
		end, y, shift, shifted := s.yearAfter(i + 2)
		if end == i+2 {
			end = i + 3
		}
		e.a.y, e.shift, e.shifted = y, shift, shifted
		s.emit(e, i, end)
		return true
	case "tháng":
		p := s.parts(i+2, monthUnit)
		if len(p) != 1 {
			return false
		}
		e.kind, e.a = kHalf, ymd{y: p[0].y, m: p[0].n}
		e.shift, e.shifted = p[0].shift, p[0].shifted
		s.emit(e, i, p[0].to)
		return true
	}
	return false
}
