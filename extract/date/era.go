package date

import (
	"strings"
	"time"

	"khotin/extract/text"
)

// era reads centuries and decades: "thế kỷ XX", "thập niên 1990", "những năm
// 80 của thế kỷ trước".
func (s *scan) era(i int) bool {
	switch {
	case s.words(i, "thế", "kỷ"), s.words(i, "thế", "kỉ"):
		return s.century(i)
	case s.words(i, "thập", "niên"), s.words(i, "thập", "kỷ"), s.words(i, "thập", "kỉ"), s.words(i, "những", "năm"):
		return s.decade(i)
	}
	return false
}

// centuryNumber reads the number of a century at j: XX, 21, thứ XIX, hai mươi.
func (s *scan) centuryNumber(j int) (n, next int) {
	if s.key(j) == "thứ" {
		j++
	}
	if n := s.number(j); n >= 1 && n <= 22 {
		return n, j + 1
	}
	t := s.tok(j)
	if t.Class == text.Word && t.Case == text.Upper {
		if n := text.Roman(strings.ToUpper(t.Key)); n >= 1 && n <= 22 {
			return n, j + 1
		}
		return 0, j
	}
	if n, next := s.count(j); n >= 1 && n <= 22 {
		return n, next
	}
	return 0, j
}

func (s *scan) century(i int) bool {
	n, next := s.centuryNumber(i + 2)
	if n == 0 {
		return false
	}
	last := n
	if isDash(s.tok(next)) || s.tok(next).Is("đến") {
		k := next + 1
		if s.words(k, "thế", "kỷ") {
			k += 2
		}
		if m, end := s.centuryNumber(k); m > n {
			last, next = m, end
		}
	}
	if s.words(next, "trước", "công") || s.key(next) == "tcn" {
		return false
	}
	e := expr{kind: kFixed, weekday: -1, rule: "century", first: monthStart((n-1)*100+1, 1), final: monthEnd(last*100, 12)}
	from := i
	switch {
	case s.back(i, "nửa", "đầu"):
		from, e.final = i-2, monthEnd(last*100-50, 12)
	case s.back(i, "nửa", "cuối"), s.back(i, "nửa", "sau"):
		from, e.first = i-2, monthStart(last*100-49, 1)
	case s.tok(i-1).Is("đầu", "giữa", "cuối"):
		from, e.fuzzy = i-1, true
	}
	if from < s.done {
		from = i
	}
	s.emit(e, from, next)
	return true
}

// decade reads "thập niên 90", "những năm 1980", "những năm 30 của thế kỷ XX".
// Two digits alone are of the twentieth century, from 30 on.
func (s *scan) decade(i int) bool {
	j := i + 2
	if s.words(j, "của", "thế") {
		return false
	}
	if s.key(j) == "năm" {
		j++
	}
	y, next := s.number(j), j+1
	if y < 0 {
		y, next = s.count(j)
	}
	if y < 10 && y != 0 || y%10 != 0 || y >= 100 && s.modernYear(j) == 0 && y < 1000 || y == 0 {
		return false
	}
	if t := s.tok(next); isDash(t) || s.key(i) == "những" && (listed(t) || t.Is("đến")) && s.number(next+1) > 0 {
		return false
	}
	k := next
	if s.tok(k).Either("của", "(") {
		k++
	}
	century := 0
	if s.words(k, "thế", "kỷ") {
		if s.tok(k+2).Either("trước", "này") {
			century, next = 20, k+3
			if s.key(k+2) == "này" {
				century = 21
			}
		} else if n, end := s.centuryNumber(k + 2); n > 0 {
			century, next = n, end
		}
	}
	switch {
	case y >= 1000:
	case y >= 100:
		return false
	case century > 0:
		y += (century - 1) * 100
	case y >= 30:
		y += 1900
	default:
		return false
	}
	from := i
	e := expr{kind: kFixed, weekday: -1, rule: "decade", first: monthStart(y, 1), final: monthEnd(y+9, 12)}
	if s.tok(i-1).Is("đầu", "giữa", "cuối") && i-1 >= s.done {
		from, e.fuzzy = i-1, true
	}
	s.emit(e, from, next)
	return true
}

// season reads a season with its year: "mùa hè này", "mùa đông năm 2016", "hè
// 2018". From equinox to solstice; the winter of a year is the one that begins
// in it.
func (s *scan) season(i int) bool {
	j := i + 1
	if s.key(i) == "hè" {
		if j = i; !s.opens(i) && !s.tok(i-1).Is("vào", "trong", "dịp", "từ", "đầu", "giữa", "cuối") {
			return false // "du lịch hè năm 2018" names a year
		}
	}
	e := expr{kind: kSeason, fuzzy: true, weekday: -1, rule: "season"}
	switch s.key(j) {
	case "xuân":
		e.n = 0
	case "hè", "hạ":
		e.n = 1
	case "thu":
		e.n = 2
	case "đông":
		e.n = 3
	default:
		return false
	}
	next := j + 1
	if isDash(s.tok(next)) || s.tok(next).Is("xuân", "hè", "thu", "đông") {
		return false
	}
	end, y, shift, shifted := s.yearAfter(next)
	switch {
	case end > next && s.key(next) != "-" && s.key(next) != "–":
		e.a.y, e.shift, e.shifted, next = y, shift, shifted, end
	case s.modernYear(next) > 0 && !s.fraction(next):
		e.a.y, next = s.modernYear(next), next+1
	case s.tok(next).Either("này", "nay"):
		e.n2, e.rule, next = 1, "season-relative", next+1
	case s.tok(next).Either("trước", "ngoái"), s.words(next, "vừa", "qua"), s.words(next, "vừa", "rồi"):
		e.n2, e.rule = -1, "season-relative"
		if next++; s.tok(next).Either("qua", "rồi") {
			next++
		}
	case s.tok(next).Either("tới", "sau"):
		e.n2, e.rule, next = 2, "season-relative", next+1
	default:
		return s.cycleSeason(e, i, next)
	}
	s.emit(e, i, next)
	return true
}

// cycleSeason reads a season with a year of the cycle: "mùa xuân Mậu Thân".
func (s *scan) cycleSeason(e expr, i, k int) bool {
	y, next := s.cycleAt(k)
	if y == 0 {
		return false
	}
	e.cycle = y
	if m := s.modernYear(next); m > 0 {
		e.a.y, next = m, next+1
	}
	s.emit(e, i, next)
	return true
}

// seasonDays gives season n, 0 spring to 3 winter, that begins in the year y.
func seasonDays(n, y int) (first, last Day) {
	switch n {
	case 0:
		return Day{y, time.March, 20}, Day{y, time.June, 20}
	case 1:
		return Day{y, time.June, 21}, Day{y, time.September, 23}
	case 2:
		return Day{y, time.September, 23}, Day{y, time.December, 20}
	}
	return Day{y, time.December, 21}, Day{y + 1, time.March, 20}
}
