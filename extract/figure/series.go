package figure

import (
	"strings"

	"khotin/extract/text"
)

// enumerated reads a number without a unit in a row of such numbers, each
// behind a word of its own: "xử lý kỷ luật 18 đảng viên, trong đó khai trừ 3,
// cách chức 2". They count what the row counts: the thing that the number
// before the row or the last number of the row names.
func (s *scanner) enumerated(qs []quantity, k int, before []quantity, q *quantity) bool {
	if !s.rowItem(q) || !(k > 0 && s.follows(&qs[k-1], q) && (qs[k-1].unit.kind != bare || s.rowItem(&qs[k-1])) || k+1 < len(qs) && s.follows(q, &qs[k+1])) {
		return false
	}
	if !(k > 0 && s.rowItem(&qs[k-1]) && s.follows(&qs[k-1], q)) && !(k+1 < len(qs) && s.follows(q, &qs[k+1]) && (s.rowItem(&qs[k+1]) || isThing(&qs[k+1]))) {
		return false
	}
	take := func(from *quantity) bool {
		q.unit, q.elided = from.unit, true
		q.unitText = from.words(s.p)
		return true
	}
	for n := k + 1; n < len(qs) && s.follows(&qs[n-1], &qs[n]); n++ {
		if isThing(&qs[n]) {
			return take(&qs[n])
		}
		if qs[n].unit.kind != bare {
			break
		}
	}
	for n := len(before) - 1; n >= 0 && q.from-before[n].to < 40; n-- {
		if isThing(&before[n]) && !before[n].elided && !(before[n].from > 0 && s.p.Tokens[before[n].from-1].Is("tăng", "giảm", "thêm")) {
			return s.opensRow(before[n].to, q.from) && take(&before[n])
		}
	}
	return false
}

func isThing(q *quantity) bool { return q.unit.kind == counted && q.of == nil && q.upper == nil }

// rowItem reports whether q is a whole number without a unit that stands
// between a word in small letters and a sign.
func (s *scanner) rowItem(q *quantity) bool {
	toks := s.p.Tokens
	if q.unit.kind != bare && !q.elided || q.of != nil || fractional(q.value) || strings.ContainsAny(s.p.Surface(q.from), ",/") || q.from == 0 || toks[q.from].Class != text.Number {
		return false
	}
	b := &toks[q.from-1]
	return b.Class == text.Word && b.Case == text.Lower && (!s.p.is(q.from-1, labels|softLabels|predicate) || s.online(q.from-1)) &&
		(q.from+1 >= len(toks) || toks[q.from+1].Is(",", ";", ".", ")", "và"))
}

// online reports whether token i ends "trực tuyến", which is no line with a
// number.
func (s *scanner) online(i int) bool {
	return i > 0 && s.p.Tokens[i].Is("tuyến") && s.p.Tokens[i-1].Is("trực")
}

// follows reports whether only a sign and a few words stand between a and b.
func (s *scanner) follows(a, b *quantity) bool {
	from := a.to
	if a.unit.kind == bare || a.elided {
		from = a.from + 1
	}
	if b.from-from < 2 || b.from-from > 6 || !s.p.Tokens[from].Is(",", ";", "và") {
		return false
	}
	for i := from + 1; i < b.from; i++ {
		if s.p.Tokens[i].Class != text.Word {
			return false
		}
	}
	return true
}

// opensRow reports whether words that open the parts of a whole stand in
// tokens [from, to).
func (s *scanner) opensRow(from, to int) bool {
	for i := from; i < to; i++ {
		if t := &s.p.Tokens[i]; t.Is("gồm", ":", "(") || t.Is("đó") && i > 0 && s.p.Tokens[i-1].Is("trong") {
			return true
		}
		if s.p.Tokens[i].Is(".") {
			return false
		}
	}
	return false
}

// inOrder reports whether "lần lượt", "tương ứng" or "theo thứ tự" stands
// before token i in its sentence.
func (s *scanner) inOrder(i int) bool {
	_, ok := orderWord(s.p, max(0, i-30), i)
	return ok
}

// orderWord finds the last "lần lượt", "tương ứng", "thứ tự" in [from, to).
func orderWord(p *paragraph, from, to int) (at int, ok bool) {
	if p.all&orderEnds == 0 {
		return 0, false
	}
	for j := to - 1; j > from; j-- {
		t, b := &p.Tokens[j], &p.Tokens[j-1]
		if !p.is(j, orderEnds) && t.Class != text.Punct {
			continue
		}
		if t.Is("lượt") && b.Is("lần") || t.Is("ứng") && b.Is("tương") || t.Is("tự") && b.Is("thứ") {
			return j - 1, true
		}
		if t.Is(".") {
			return 0, false
		}
	}
	return 0, false
}

// scaledInOrder gives q = qs[k], which has a scale only, what the last number of its
// run under "lần lượt" counts: "đón 862 nghìn và 640 nghìn lượt khách".
func (s *scanner) scaledInOrder(qs []quantity, k int, q *quantity) {
	if !s.scaled(q) || q.of != nil || !s.inOrder(q.from) {
		return
	}
	for n := k + 1; n < len(qs) && s.joined(qs[n-1].to, qs[n].from); n++ {
		u := qs[n].unit
		if u.scale == 0 || s.scaled(&qs[n]) {
			if u.scale == 0 {
				return
			}
			continue
		}
		from := u.from
		for scaleWord(s.p, from) != 0 {
			from++
		}
		q.unitText = s.p.Slice(q.unit.from, q.unit.to) + " " + s.p.Slice(from, u.to)
		q.unit.kind, q.unit.base, q.unit.shift = u.kind, u.base, u.shift-u.scale+q.unit.scale
		return
	}
}

// rain reports whether the number at token i tells how much rain fell. What else is
// measured in millimetres is the size of a thing.
func (s *scanner) rain(i int) bool {
	toks := s.p.Tokens
	for j := i - 1; j >= 0 && j > i-16 && !toks[j].Either(".", ";"); j-- {
		if j > i-5 && toks[j].Is("phi", "d", "φ", "kính", "rộng", "dày", "cỡ", "ống", "dài", "nứt") {
			return false
		}
		if toks[j].Is("mưa") {
			return j == 0 || !toks[j-1].Is("nước")
		}
	}
	return false
}
