package date

import "khotin/extract/text"

// relativeDay reads hôm nay, hôm qua, sáng nay, ngày mai. A date written
// beside it, "Sáng nay (22/7)", wins.
func (s *scan) relativeDay(i int) bool {
	n, j := s.dayWord(i)
	if j == i {
		return false
	}
	k := j
	if s.tok(k).Is("(", ",") {
		k++
	}
	for s.tok(k).Is("ngày") {
		k++
	}
	if s.tok(k).Class == text.Number && s.days(k, i) {
		return true
	}
	from := i
	for dayPart(s.tok(from-1)) && from-1 >= s.done { // tối hôm qua
		from--
	}
	if s.key(i) == "hôm" && s.key(i+1) == "nay" && from == i && !s.opens(i) && s.key(j) != "," {
		return false // "thế hệ hôm nay"
	}
	s.emit(expr{kind: kRelDay, n: n, rule: "day-relative"}, from, j)
	return true
}

// dayWord reads a word for a day near the day of publication at i and gives
// its distance. It gives i where there is none.
func (s *scan) dayWord(i int) (n, next int) {
	next = i + 2
	switch {
	case s.key(i) == "ngày":
		if s.key(i+1) == "mai" {
			return 1, next
		}
		if s.words(i, "ngày", "hôm", "nay") || s.words(i, "ngày", "hôm", "qua") {
			if s.key(i+2) == "qua" {
				return -1, i + 3
			}
			return 0, i + 3
		}
		return 0, i
	case dayPart(s.tok(i)) && s.key(i+1) == "mai" && s.tok(i+1).Case == text.Lower:
		return 1, next
	}
	switch s.key(i + 1) {
	case "nay":
		return 0, next
	case "qua":
		return -1, next
	case "kia":
		if s.key(i) == "hôm" {
			return -2, next
		}
	}
	return 0, i
}

// samePeriod reads "cùng kỳ năm trước", "cùng kỳ năm 2018", "cùng kỳ 2022". A
// bare "cùng kỳ" is none.
func (s *scan) samePeriod(i int) bool {
	if !s.tok(i+1).Is("kỳ", "kì") {
		return false
	}
	j := i + 2
	if s.key(j) == "của" {
		j++
	}
	e := expr{kind: kSame, comparison: true, rule: "same-period"}
	if y := s.modernYear(j); y > 0 && s.key(j+1) != "%" {
		e.a.y = y
		s.emit(e, i, j+1)
		return true
	}
	if s.key(j) != "năm" {
		return false
	}
	if y := s.year(j + 1); y > 0 {
		e.a.y = y
		s.emit(e, i, j+2)
		return true
	}
	if s.tok(j+1).Is("trước", "ngoái") {
		e.n = -1
		s.emit(e, i, j+2)
		return true
	}
	return false
}

// since reads "từ đầu năm đến nay", "từ đầu năm 2023 đến hết tháng 9".
func (s *scan) since(i int) bool {
	if !s.words(i, "từ", "đầu", "năm") {
		return false
	}
	e := expr{kind: kSince, n: 1, rule: "since"}
	j, y, shift, shifted := s.yearAfter(i + 2)
	if j == i+2 {
		j = i + 3
	}
	e.a.y, e.shift, e.shifted = y, shift, shifted
	if !s.tok(j).Is("đến", "tới") {
		return false
	}
	j++
	if s.key(j) == "nay" {
		s.emit(e, i, j+1)
		return true
	}
	for s.tok(j).Is("hết", "ngày") {
		j++
	}
	if items := s.sequence(j); len(items) == 1 {
		e.b = items[0].day
		s.emit(e, i, items[0].to)
		return true
	}
	if s.key(j) == "tháng" {
		if p := s.parts(j, monthUnit); len(p) == 1 {
			e.b = ymd{y: p[0].y, m: p[0].n}
			s.emit(e, i, p[0].to)
			return true
		}
	}
	return false
}
