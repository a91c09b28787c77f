package date

// nthWeek reads "tuần đầu (tiên) của tháng 9 năm 2017", "tuần thứ hai của
// tháng 9", "tuần cuối cùng của tháng": weeks that begin on a Monday in it.
func (s *scan) nthWeek(i int) bool {
	n, k := s.nth(i + 1)
	if n == 0 {
		return false
	}
	if s.tok(k).Either("của", "trong") {
		k++
	}
	if s.key(k) != "tháng" {
		return false
	}
	e := expr{kind: kMonth, n: n, unit: lenWeek, fuzzy: true, weekday: -1, rule: "week-of-month"}
	if next, ok := s.monthFor(&e, k); ok {
		s.emit(e, i, next)
		return true
	}
	return false
}

// nth reads đầu, đầu tiên, cuối, cuối cùng, thứ hai: which of several, -1 the
// last; 0 for none.
func (s *scan) nth(k int) (n, next int) {
	switch {
	case s.words(k, "đầu", "tiên"):
		return 1, k + 2
	case s.words(k, "cuối", "cùng"):
		return -1, k + 2
	case s.words(k, "đầu"):
		return 1, k + 1
	case s.words(k, "cuối"):
		return -1, k + 1
	case s.words(k, "thứ", "nhất"):
		return 1, k + 2
	case s.key(k) == "thứ":
		if n := s.number(k + 1); n >= 1 && n <= 5 {
			return n, k + 2
		}
		if n := (map[string]int{"hai": 2, "ba": 3, "tư": 4, "năm": 5})[s.key(k+1)]; n > 0 {
			return n, k + 2
		}
	}
	return 0, k
}

// monthFor reads the month at k into e: "tháng 9 năm 2017", "tháng này",
// "tháng sau".
func (s *scan) monthFor(e *expr, k int) (next int, ok bool) {
	if p := s.parts(k, monthUnit); len(p) == 1 {
		e.a, e.b = ymd{y: p[0].y, m: p[0].n}, ymd{y: p[0].y, m: p[0].n}
		e.shift, e.shifted = p[0].shift, p[0].shifted
		return p[0].to, true
	}
	return k, false
}

// nthDay reads "ngày đầu tiên của tháng 3", "ngày cuối cùng của tháng 5 năm
// 2020", "ngày cuối cùng của năm 2020".
func (s *scan) nthDay(i int) bool {
	n, k := s.nth(i + 1)
	if n != 1 && n != -1 || !s.tok(i+2).Either("tiên", "cùng") {
		return false
	}
	if s.tok(k).Either("của", "trong") {
		k++
	}
	e := expr{kind: kMonth, n: n, unit: lenDay, weekday: -1, rule: "day-of-month"}
	switch s.key(k) {
	case "tháng":
		if next, ok := s.monthFor(&e, k); ok {
			s.emit(e, i, next)
			return true
		}
	case "năm":
		next, y, shift, shifted := s.yearAfter(k)
		if next == k {
			return false
		}
		e.a = ymd{y: y, m: 1}
		if n < 0 {
			e.a.m = 12
		}
		e.b, e.shift, e.shifted = e.a, shift, shifted
		s.emit(e, i, next)
		return true
	}
	return false
}

// within resolves the first or last day, or the n-th week, of a month.
func (r *resolver) within(i, y int) {
	e := &r.exprs[i]
	first, last := monthStart(y, e.a.m), monthEnd(y, e.a.m)
	switch {
	case e.unit == lenDay && e.n < 0:
		r.set(i, last, last, GrainDay)
	case e.unit == lenDay:
		r.set(i, first, first, GrainDay)
	case e.n < 0:
		start, end, g := whole(last, lenWeek)
		r.set(i, start, end, g)
	default:
		t := first.Time().AddDate(0, 0, (8-int(first.Time().Weekday()))%7+7*(e.n-1))
		r.set(i, DayOf(t), DayOf(t.AddDate(0, 0, 6)), GrainSpan)
	}
}
