package date

import "khotin/extract/text"

// years reads what begins with "năm" at i: a year, a list or range of years,
// "năm nay".
func (s *scan) years(i int) bool {
	if n, ok := relativeYear(s.key(i + 1)); ok {
		if s.key(i+2) == "nữa" && s.tok(i+1).Either("trước", "sau") { // năm sau nữa
			return s.relativeYear(i, 2*n, i+3)
		}
		return s.relativeYear(i, n, i+2)
	}
	if n, next := s.toward(i + 1); n != 0 {
		return s.relativeYear(i, n, next)
	}
	j := i + 1
	if s.key(j) == "học" && s.year(j+1) > 0 {
		return s.schoolYear(i, j+1)
	}
	if s.words(j, "tài", "chính") {
		j += 2
	}
	if place, k := s.cycleAt(j); place > 0 && s.modernYear(k) > 0 { // năm Nhâm Dần 2022
		y := ymd{y: s.modernYear(k)}
		s.emit(expr{kind: kYear, a: y, b: y, rule: "year"}, i, k+1)
		return true
	}
	y, end := s.yearWords(j)
	if y > 0 && !(y < 1000 && s.counts(i)) {
		from, fuzzy := s.before(i)
		s.emit(expr{kind: kYear, a: ymd{y: y}, b: ymd{y: y}, fuzzy: fuzzy, rule: "year"}, from, end)
		return true
	}
	y = s.year(j)
	if y == 0 || s.tok(j+1).Key == "%" || s.tok(j+1).Key == "/" && s.tok(j+1).Glued {
		return false
	}
	from, fuzzy := s.before(i)
	if fuzzy && s.tok(from).Either("đầu", "cuối") && s.key(from-1) == "tháng" {
		if s.tok(from-2).Either("những", "các") && from-2 >= s.done { // những tháng đầu năm 2024
			from -= 2
		} else {
			from, fuzzy = i, false
		}
	}
	goal := s.tok(from).Either("đến", "hết")
	if k := s.leadTo(from); k < from && k >= s.done {
		from, goal = k, true
	}
	s.emitYear(expr{kind: kYear, a: ymd{y: y}, b: ymd{y: y}, fuzzy: fuzzy, horizon: goal, rule: "year"}, from, i, j)
	return true
}

// sinceYear is the rule of "từ năm 2010 đến nay", which may span years.
const sinceYear = "since-year"

// emitYear takes the year at token j with the years that are listed or ranged
// behind it. i is the token of "năm".
func (s *scan) emitYear(e expr, from, i, j int) {
	next := j + 1
	if t := s.tok(next); isDash(t) || t.Either("đến", "tới") && s.key(i-1) == "từ" {
		k := next + 1
		if s.tok(k).Either("hết", "cuối") {
			k++
		}
		if s.key(k) == "năm" {
			k++
		}
		y := s.modernYear(k)
		if e.a.y < 1900 && s.rightOpen(k+1) {
			y = s.year(k)
		}
		if y > e.a.y && y-e.a.y <= 100 {
			e.b.y, e.rule, e.horizon = y, "years", false
			if s.key(i-1) == "từ" && i-1 >= s.done {
				from = i - 1
			}
			s.emit(e, from, k+1)
			return
		}
		if s.key(next+1) == "nay" && s.key(i-1) == "từ" && i-1 >= s.done {
			s.emit(expr{kind: kSince, n: 1, a: ymd{y: e.a.y}, rule: sinceYear}, i-1, next+2)
			return
		}
	}
	s.emit(e, from, next)
	for k := next; listed(s.tok(k)); {
		k++
		if listed(s.tok(k)) { // ", và"
			k++
		}
		y := s.modernYear(k)
		if y == 0 || measured(s.tok(k+1)) || s.fraction(k) || s.tok(k+1).Is("%", "đồng", "m2", "ha", "người") {
			return
		}
		s.emit(expr{kind: kYear, a: ymd{y: y}, b: ymd{y: y}, rule: "year"}, k, k+1)
		k++
	}
}

// leadTo gives the token of "đến" or "tầm nhìn" that makes the year at i the
// end of a goal, or i.
func (s *scan) leadTo(i int) int {
	j := i
	if s.tok(j-1).Either("đến", "tới") && s.key(j-2) != "tính" {
		j--
	}
	if s.back(j, "tầm", "nhìn") {
		return j // the words stay outside; "đến" belongs to the mention
	}
	return j
}

// relativeYear reads "năm nay", "năm ngoái", and "năm trước", "năm sau" where
// they are times of which the text speaks, not an idiom or "3 năm trước".
func (s *scan) relativeYear(i, n, next int) bool {
	if !s.relativeAllowed(i) {
		return false
	}
	from, fuzzy := s.before(i)
	left := s.tok(from - 1)
	alone := from == 0 && next == len(s.p.Tokens) || s.happens(from) || s.opens(from) && s.key(next) == ","
	ok := alone || fuzzy || left.Is("vào", "trong", "của")
	switch s.key(i + 1) {
	case "nay", "ngoái":
		ok = true
	case "trước":
		alone = alone || s.tok(next).Either("tại", "ở")
		if left.Key == "hơn" && (s.back(from-2, "năm", "sau") || s.back(from-3, "năm", "sau")) {
			return false // "năm sau cao hơn năm trước"
		}
		ok = alone || left.Is("với", "của", "hơn", "bằng", "từ", "vào", "trong")
	case "tới":
		ok = s.tok(next).Class != text.Number
	case "sau":
		if s.key(next) == "đó" { // the year after the one spoken of
			s.emit(expr{kind: kAgo, unit: lenYear, n: 1, coming: true, weekday: -1, rule: "year-relative"}, from, next+1)
			return true
		}
		ok = s.free(next) && !s.tok(next).Is("đó", "cao", "tăng", "hơn", "nhiều") && !left.Either("và", "năm")
	case "tiếp", "kế":
		ok = !left.Either("và", "qua")
	case "kia":
		ok = ok || s.begins(from) || left.Is("từ", "tận", "hồi")
	case "vừa", "qua":
		ok = alone || left.Key == "trong"
	}
	if !ok {
		return false
	}
	s.emit(expr{kind: kRelYear, n: n, fuzzy: fuzzy, rule: "year-relative"}, from, next)
	return true
}

// schoolYear reads "năm học 2023-2024": the two years that it names, like those
// of a term.
func (s *scan) schoolYear(i, j int) bool {
	y := s.modernYear(j)
	if y == 0 || !isDash(s.tok(j+1)) || s.modernYear(j+2) != y+1 {
		return false
	}
	s.emit(expr{kind: kYear, a: ymd{y: y}, b: ymd{y: y + 1}, rule: "school-year"}, i, j+3)
	return true
}

// wholeYear reads "cả năm"; "cả năm 2023" is read as a year, "cả năm xã" (all
// five) is none.
func (s *scan) wholeYear(i int) bool {
	if s.key(i+1) != "năm" {
		return false
	}
	if s.year(i+2) > 0 {
		s.emitYear(expr{kind: kYear, a: ymd{y: s.year(i + 2)}, b: ymd{y: s.year(i + 2)}, rule: "year"}, i, i+1, i+2)
		return true
	}
	if s.tok(i+2).Is("đồng", "người", "xã", "phường", "dự", "đơn", "huyện", "quận", "học", "châu", "công", "tổ", "nhóm", "khu", "ngày", "trường", "ông", "bà", "anh", "chị") && !s.words(i+2, "học", "sinh") && !s.words(i+2, "huyện", "ước") {
		return false
	}
	if n, ok := relativeYear(s.key(i + 2)); ok {
		s.emit(expr{kind: kRelYear, n: n, rule: "year-relative"}, i, i+3)
		return true
	}
	s.emit(expr{kind: kWhole, rule: "whole-year"}, i, i+2)
	return true
}

// term reads "giai đoạn 2021-2025", "nhiệm kỳ 2020-2025", also "từ 2021 đến
// 2025".
func (s *scan) term(i int) bool {
	e := expr{kind: kYear, rule: "span"}
	j := i + 2
	switch {
	case s.words(i, "giai", "đoạn"), s.words(i, "thời", "kỳ"), s.words(i, "thời", "kì"):
	case s.words(i, "nhiệm", "kỳ"), s.words(i, "nhiệm", "kì"), s.words(i, "niên", "khóa"):
		e.term, e.rule = true, "term"
	case s.key(i) == "khóa":
		e.term, e.rule = true, "term"
		j = i + 1
	default:
		return false
	}
	if s.key(j) == "5" && s.key(j+1) == "năm" {
		j += 2
	}
	for s.tok(j).Is("(", "từ", "năm", ":") && j < i+6 {
		j++
	}
	end, a, b := s.span(j)
	if end == j {
		return false
	}
	open := s.key(i+2) == "(" || s.key(j-1) == "("
	if open && s.key(end) == ")" {
		end++
	}
	e.a.y, e.b.y = a, b
	s.emit(e, i, end)
	for listed(s.tok(end)) { // giai đoạn 2016-2020 và 2021-2025
		next, a, b := s.span(end + 1)
		if next == end+1 {
			break
		}
		s.emit(expr{kind: kYear, a: ymd{y: a}, b: ymd{y: b}, rule: "span"}, end+1, next)
		end = next
	}
	return true
}

// span reads two years with a dash or "đến" between them at j. It gives j
// where there is none.
func (s *scan) span(j int) (next, a, b int) {
	year := s.modernYear
	if s.key(j-1) == "(" && s.key(j+3) == ")" && s.named(j-1) { // Nguyễn Du (1765–1820)
		year = s.year
	}
	a = year(j)
	if a == 0 {
		return j, 0, 0
	}
	k := j + 1
	if t := s.tok(k); !isDash(t) && !t.Either("đến", "tới") && !(t.Key == "/" && t.Glued) {
		return j, 0, 0
	}
	if k++; s.key(k) == "năm" {
		k++
	}
	b = year(k)
	if b <= a || b-a > 100 {
		return j, 0, 0
	}
	return k + 1, a, b
}

// named reports whether a name that has lived or reigned ends before token i: two
// syllables with capitals, "Nguyễn Du", "Lam Sơn", or one behind a word of
// reigning, "nhà Mạc". Goods of that name have prices: "giá gạo Thái Lan".
func (s *scan) named(i int) bool {
	capital := func(j int) bool {
		t := s.tok(j)
		return t.Class == text.Word && t.Case == text.Title && len(t.Key) > 1 && text.IsSyllable(t.Key)
	}
	if !capital(i-1) || !capital(i-2) && !s.tok(i-2).Is("nhà", "triều", "vua", "chúa") {
		return false
	}
	for j := i - 3; j >= 0 && !s.begins(j+1); j-- {
		if s.tok(j).Is("giá", "mã", "số") {
			return false
		}
	}
	return true
}

// yearSpan reads two years without a word before them, "2021-2025", and "5
// năm 2016-2020".
func (s *scan) yearSpan(i int) bool {
	j := i
	if n := s.number(i); n > 0 && n < 100 && s.key(i+1) == "năm" {
		if j = i + 2; s.key(j) == "(" {
			j++
		}
	}
	end, a, b := s.span(j)
	if end == j || s.tok(j-1).Either("/", "-") || s.tok(end).Is("/", "%", "đồng", "người", "tấn", "ha", "lao", "lượt") || s.tok(j+1).Key == "/" || s.celebrated(i) && s.key(j-1) == "(" {
		return false
	}
	if s.key(j-1) == "(" && j > i && s.key(end) == ")" {
		end++
	}
	from := i
	if s.key(i-1) == "từ" && i-1 >= s.done {
		from--
	}
	s.emit(expr{kind: kYear, a: ymd{y: a}, b: ymd{y: b}, rule: "span"}, from, end)
	return true
}

// bareYear reads a year without "năm" after đến, từ, "so với", "tầm nhìn", and
// after hồi and sau where its phrase ends.
func (s *scan) bareYear(i int) bool {
	y := s.modernYear(i)
	if y == 0 || s.tok(i+1).Is("/", "-", "–") && s.tok(i+1).Glued {
		return false
	}
	sure := s.tok(i-1).Either("hồi", "sau") && s.ends(i+1)
	switch {
	case sure, s.tok(i-1).Is("đến", "tới", "từ", "trước"):
	case s.back(i, "tầm", "nhìn"), s.back(i, "so", "với"):
	default:
		return false
	}
	right := s.tok(i + 1)
	if right.Is("vnđ", "vnd", "usd", "eur", "teu", "dwt", "mw", "đ") || right.Class == text.Number || !sure && !s.rightOpen(i+1) {
		return false
	}
	e := expr{kind: kYear, a: ymd{y: y}, b: ymd{y: y}, rule: "year-bare"}
	from := i
	if s.tok(i-1).Either("đến", "tới") && i-1 >= s.done {
		from, e.horizon = i-1, true
	}
	e.horizon = e.horizon || s.key(i-1) == "nhìn"
	s.emit(e, from, i+1)
	return true
}

// yearAfter reads "/2023", "-2014", ".2023", "2023" after a month or quarter,
// and "năm 2023", "năm nay", "năm hai nghìn không trăm hai mươi". It gives j where no year follows.
func (s *scan) yearAfter(j int) (next, y, shift int, shifted bool) {
	t := s.tok(j)
	if t.Is("/", "-", "–", ".") && (t.Glued || t.Key == "/") {
		if y := s.modernYear(j + 1); y > 0 && (t.Key != "." || s.tok(j+1).Glued) {
			return j + 2, y, 0, false
		}
	}
	if y := s.modernYear(j); y > 0 && !t.Glued && !s.fraction(j) && (s.rightOpen(j+1) || s.key(j+1) == "lúc") { // tháng 1 2024
		return j + 1, y, 0, false
	}
	k := j
	if s.words(k, "của", "năm") || s.words(k, ",", "năm") {
		k++
	}
	if s.key(k) == "năm" {
		if y := s.year(k + 1); y > 0 && !s.fraction(k+1) {
			return k + 2, y, 0, false
		}
		if y, next := s.yearWords(k + 1); y > 0 {
			return next, y, 0, false
		}
		if n, ok := relativeYear(s.key(k + 1)); ok && k == j {
			return k + 2, 0, n, true
		}
	}
	return j, 0, 0, false
}

// fraction reports whether the number at i runs on: 2023/QĐ, 2023-2025.
func (s *scan) fraction(i int) bool {
	return s.tok(i+1).Is("/", "-", "–") && s.modernYear(i+2) > 0
}

// relativeYear reads the word after "năm": nay, ngoái, trước, tới.
func relativeYear(key string) (int, bool) {
	switch key {
	case "nay":
		return 0, true
	case "ngoái", "trước":
		return -1, true
	case "tới", "sau":
		return 1, true
	case "kia":
		return -2, true
	}
	return 0, false
}
