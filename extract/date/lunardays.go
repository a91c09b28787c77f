package date

// lunarDays takes days in figures that the text calls lunar: "10/3 âm lịch".
func (s *scan) lunarDays(items []item, start int) bool {
	first, last := items[0], items[len(items)-1]
	if len(items) > 1 && !last.ranged {
		first = last
		start = last.from
	}
	e := expr{kind: kLunar, weekday: -1, rule: "lunar", a: first.day, b: last.day}
	e.shift, e.shifted = last.shift, last.shifted
	y := e.a.y
	next := s.lunarEnd(&e, last.to)
	if s.monthly(next) {
		return false
	}
	if e.a.y != y || e.b.y == 0 {
		e.b.y = e.a.y
	}
	s.emit(e, start, next)
	return true
}

// lunarSpan reads days of a month that only lunar months are called, the first
// at i: "mùng 8 đến mùng 10 tháng Giêng".
func (s *scan) lunarSpan(i int) bool {
	if !s.tok(i+1).Either("đến", "tới") && !isDash(s.tok(i+1)) {
		return false
	}
	j := s.skipLead(i + 2)
	first, last := s.number(i), s.number(j)
	m, next := s.lunarMonthName(j + 2)
	if m == 0 || s.key(j+1) != "tháng" || first < 1 || last <= first || last > 30 {
		return false
	}
	e := expr{kind: kLunar, weekday: -1, rule: "lunar", a: ymd{m: m, d: first}}
	next = s.lunarEnd(&e, next)
	if s.monthly(next) {
		return false
	}
	e.b = ymd{y: e.a.y, m: m, d: last}
	s.emit(e, s.lead(i), next)
	return true
}

// lunarMonths reads "tháng Giêng", "tháng Chạp năm Giáp Thìn", "tháng 7 âm
// lịch": a month of the lunar calendar.
func (s *scan) lunarMonths(i, m, k int) bool {
	e := expr{kind: kLunar, weekday: -1, rule: "lunar-month", a: ymd{m: m}}
	k = s.lunarEnd(&e, k)
	if s.monthly(k) {
		return false
	}
	e.b = e.a
	from, fuzzy := s.before(i)
	e.fuzzy = fuzzy
	s.emit(e, from, k)
	return true
}
