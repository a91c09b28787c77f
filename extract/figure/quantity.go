package figure

import (
	"math"
	"strings"

	"khotin/extract/text"
)

// quantity is a number with its unit, before anything is known of what it
// measures.
type quantity struct {
	from, to  int // tokens, without qualifiers before
	value     text.Decimal
	upper, of *text.Decimal
	unit      unit
	ambiguous bool // one comma, three digits, and nothing else to decide it
	elided    bool // the unit is another number's
	unitText  string
	minus     bool // "(-4,2%)"
	plus      bool // "(+4,2%)"
	tail      int  // where a noun that it changes begins: "tăng 14,3% số vụ"; 0 for none
}

// scanner reads the quantities of one paragraph.
type scanner struct {
	p     *paragraph
	mask  []bool // tokens in which no number is read
	style text.Style
	sure  bool // the document itself shows its style
	cells *cellUnits
	thing string // what the number before counted
}

// scan gives the quantities of the paragraph in order.
func (s *scanner) scan(out []quantity) []quantity {
	next := 0
	for _, i := range s.p.opens {
		if i < next || s.mask[i] {
			continue
		}
		if q, ok := s.at(i); ok {
			out = append(out, q)
			next = q.to
			if q.unit.kind == counted && q.of == nil {
				s.thing = q.unit.base
			}
		}
	}
	return s.series(out)
}

// at reads the quantity that starts at token i, which no mask covers.
func (s *scanner) at(i int) (quantity, bool) {
	t := &s.p.Tokens[i]
	if t.Class == text.Word && t.Key == "gấp" {
		return s.multiple(i)
	}
	q, ok := s.one(i)
	if !ok {
		return q, false
	}
	if i > 0 && s.p.Tokens[i-1].Is("âm") || i > 1 && s.p.Tokens[i-1].Is("-") && t.Glued && s.p.Tokens[i-2].Is("là", "bằng", "còn", ":") {
		q.value = q.value.Neg() // "lợi nhuận âm 5 tỷ đồng"
	}
	if t.Class != text.Number {
		s.span(&q)
		s.cents(&q)
		s.led(&q)
		return q, true
	}
	q.minus, q.plus = s.signed(i), s.gained(i)
	s.ratio(&q)
	s.among(&q)
	s.thousandsOf(&q)
	s.span(&q)
	s.compound(&q)
	s.cents(&q)
	if q.unit.kind == times && !s.multiplies(i) || s.named(&q) {
		return quantity{}, false
	}
	s.led(&q)
	return q, true
}

// led takes the words before q into it that are part of the number: "âm 5 tỷ
// đồng", "giữa 1,1 và 1,3 đô la".
func (s *scanner) led(q *quantity) {
	if q.from > 0 && (s.p.Tokens[q.from-1].Is("âm") || q.upper != nil && s.p.Tokens[q.from-1].Is("giữa")) {
		q.from--
	}
}

// one reads one number with its unit at token i: in digits, in words, or with
// its currency before it.
func (s *scanner) one(i int) (quantity, bool) {
	if i >= len(s.p.Tokens) || s.mask[i] {
		return quantity{}, false
	}
	switch t := &s.p.Tokens[i]; {
	case leadsMoney(s.p, i):
		return s.prefixed(i)
	case t.Class == text.Word:
		return s.spelled(i)
	case t.Class != text.Number:
		return quantity{}, false
	}
	if s.gluedLeft(i) {
		return quantity{}, false
	}
	return s.digits(i)
}

// digits reads the number token at i, which may be the upper end of a range,
// with its unit.
func (s *scanner) digits(i int) (quantity, bool) {
	if q, ok := s.short(i); ok {
		return q, true
	}
	if s.gluedRight(i) {
		return quantity{}, false
	}
	if q, ok := s.pointed(i); ok {
		return q, true
	}
	return s.number(i)
}

// pointed reads decimals whose comma is spoken: "2 chấm 23 đô la".
func (s *scanner) pointed(i int) (quantity, bool) {
	toks := s.p.Tokens
	if i+1 >= len(toks) || !toks[i+1].Either("phẩy", "chấm") || strings.ContainsAny(s.p.Surface(i), ".,") {
		return quantity{}, false
	}
	v, _, ok := text.ParseNumber(s.p.Surface(i), s.style)
	if !ok {
		return quantity{}, false
	}
	return s.behindPoint(i, i+2, v)
}

// behindPoint reads the decimals at token j, and the unit, of the number at i
// whose whole part is v.
func (s *scanner) behindPoint(i, j int, v text.Decimal) (quantity, bool) {
	n := s.next(j)
	if n == 0 || strings.ContainsAny(s.p.Surface(n), ".,") {
		return quantity{}, false
	}
	f, _, ok := text.ParseNumber(s.p.Surface(n), s.style)
	u := unitAt(s.p, n+1)
	if ranged := n+1 < len(s.p.Tokens) && s.p.Tokens[n+1].Is("đến", "tới", "-", "–"); !ok || u.kind != money && u.kind != percent && u.kind != measured && !ranged {
		return quantity{}, false
	}
	v, ok = v.Add(f.Shift(-len(s.p.Surface(n))))
	if u.kind == bare {
		u.to = n + 1
	}
	return quantity{from: i, to: u.to, value: v, unit: u}, ok
}

// number reads the number token and its unit.
func (s *scanner) number(i int) (quantity, bool) {
	raw := s.p.Surface(i)
	v, amb, ok := text.ParseNumber(raw, s.style)
	if !ok {
		return quantity{}, false
	}
	u := unitAt(s.p, i+1)
	if u.kind == bare {
		u = s.duration(i)
	}
	comma := strings.IndexByte(raw, ',') >= 0
	if (u.kind == counted || u.kind == open) && u.scale == 0 && fractional(v) && !s.averaged(i) && !s.compares(i, u.to) && s.p.Tokens[u.to-1].Class == text.Word && (u.to < 2 || s.p.Tokens[u.to-2].Key != "/") && !s.p.Tokens[u.from].Is("người", "con", "hộ", "giường", "bác") {
		return quantity{}, false
	}
	q := quantity{from: i, to: u.to, value: v, unit: u}
	q.ambiguous = amb && comma && !s.sure
	if u.kind == bare {
		q.to = i + 1
	}
	return q, true
}

// compares reports whether the number at token i, whose unit ends before token
// to, tells a difference of means: "tăng 2,3 tiêu chí so với đầu năm".
func (s *scanner) compares(i, to int) bool {
	toks := s.p.Tokens
	return to < len(toks) && toks[to].Is("so") && i > 0 && toks[i-1].Is("tăng", "giảm", "hơn", "thêm")
}

// averaged reports whether the number at token i is a mean, so that things may be
// counted in parts: "bình quân mỗi xã đạt 5,2 tiêu chí".
func (s *scanner) averaged(i int) bool {
	for j := i - 1; j > 0 && j > i-8 && s.p.Tokens[j].Class == text.Word; j-- {
		if t, b := &s.p.Tokens[j], &s.p.Tokens[j-1]; t.Is("quân") && b.Is("bình") || t.Is("bình") && b.Is("trung") {
			return true
		}
	}
	return false
}

// fractional reports whether v is no whole number.
func fractional(v text.Decimal) bool {
	f := v.Float()
	return f != math.Trunc(f)
}

// gluedLeft reports a number that ends a code or a name: COVID-19, T1, 8:30.
func (s *scanner) gluedLeft(i int) bool {
	toks := s.p.Tokens
	if i > 0 && toks[i].Glued {
		b := &toks[i-1]
		switch {
		case b.Class == text.Word:
			return !b.Virtual && b.Case != text.Lower && len(b.Key) < 3 || len(b.Key) == 1
		case b.Class == text.Code:
			return true
		case b.Is("-", "/", ":", ".", "_", "’", "'") && i > 1 && b.Glued:
			return !s.signed(i)
		}
	}
	return false
}

// gluedRight reports a number that begins a code or a clock time: 28-NQ, 08h00.
func (s *scanner) gluedRight(i int) bool {
	toks := s.p.Tokens
	if i+1 < len(toks) && toks[i+1].Glued {
		n := &toks[i+1]
		switch {
		case n.Is("g") && strings.ContainsAny(s.p.Surface(i), ",."):
			return false // "40,78g heroin"
		case n.Is("h", "g", "g30", "’", "'", "k", "_", ":"):
			return true
		case n.Class == text.Word && n.Case == text.Upper && len(n.Key) == 1:
			return true
		case n.Is("-") && i+2 < len(toks) && toks[i+2].Glued && toks[i+2].Class != text.Number:
			return true
		}
	}
	return false
}

// next gives the index after i of an unmasked number that follows token i at
// once, or 0.
func (s *scanner) next(i int) int {
	if i < len(s.p.Tokens) && s.p.Tokens[i].Class == text.Number && !s.mask[i] {
		return i
	}
	return 0
}

// ratio reads "06/21 chỉ tiêu" and "57,377/70 tỷ đồng".
func (s *scanner) ratio(q *quantity) {
	if q.unit.kind != bare || q.to >= len(s.p.Tokens) || s.p.Tokens[q.to].Key != "/" {
		return
	}
	n := s.next(q.to + 1)
	if n == 0 {
		return
	}
	w, ok := s.number(n)
	if !ok || w.value.Float() < q.value.Float() && !s.beaten(q, &w) || w.to < len(s.p.Tokens) && s.p.Tokens[w.to].Key == "/" {
		return
	}
	of := w.value
	q.of, q.unit, q.to = &of, w.unit, w.to
}

// beaten reports whether q over w is a result over a smaller plan:
// "45.799/36.875 tỷ đồng".
func (s *scanner) beaten(q, w *quantity) bool {
	a, b := q.value.Float(), w.value.Float()
	return b >= 10 && a < 10*b && w.unit.kind != bare && w.unit.kind != open &&
		strings.ContainsAny(s.p.Surface(q.from), ".,") == strings.ContainsAny(s.p.Surface(w.from), ".,")
}

// span reads a range: "52-74%", "11,50% - 12%", "từ 5 đến 7%".
func (s *scanner) span(q *quantity) {
	if q.of != nil || q.to >= len(s.p.Tokens) {
		return
	}
	sep := &s.p.Tokens[q.to]
	dash := sep.Class == text.Punct && sep.Is("-", "–", "÷", "~")
	left := &text.Token{}
	if q.from > 0 {
		left = &s.p.Tokens[q.from-1]
	}
	if !dash && !(sep.Either("đến", "tới") && (q.unit.kind == bare || q.unit.kind == money || s.scaled(q) || left.Is("từ"))) && !(sep.Is("và") && left.Is("giữa")) {
		return
	}
	n := q.to + 1
	if n >= len(s.p.Tokens) || s.p.Tokens[n].Class == text.Word && !leadsMoney(s.p, n) && !s.p.is(n, numerals) {
		return
	}
	w, ok := s.upper(n)
	if !ok || w.unit.kind == bare || w.value.Float() <= q.value.Float() && w.unit.scale <= q.unit.scale {
		return
	}
	if q.unit.kind != bare && !(s.scaled(q) && q.unit.scale == w.unit.scale) && (q.unit.kind != w.unit.kind || q.unit.scale != w.unit.scale) {
		return
	}
	up := w.value
	q.upper, q.unit, q.to = &up, w.unit, w.to
}

// upper reads the quantity at token n behind the sign of a range.
func (s *scanner) upper(n int) (quantity, bool) {
	if s.p.Tokens[n].Class == text.Number && !s.mask[n] {
		return s.digits(n)
	}
	return s.one(n)
}

// compound reads "318 tỷ 426 triệu đồng" and "2 triệu rưỡi".
func (s *scanner) compound(q *quantity) {
	if q.unit.kind == measured && q.unit.scale == 0 && q.upper == nil && q.of == nil && q.to < len(s.p.Tokens) && s.p.Tokens[q.to].Is("rưỡi") {
		if half, ok := q.value.Add(text.NewDecimal(5, -1)); ok { // hai tấn rưỡi
			q.unitText = q.words(s.p)
			q.value, q.to = half, q.to+1
		}
		return
	}
	if q.unit.scale == 0 || q.upper != nil || q.of != nil {
		return
	}
	toks := s.p.Tokens
	if q.to < len(toks) && toks[q.to].Is("rưỡi") {
		half, ok := q.value.Add(text.NewDecimal(5, -1))
		if !ok {
			return
		}
		from := q.unit.from
		shift := q.unit.scale
		if next, def := unitLexicon.Match(&s.p.Para, q.to+1); next > q.to+1 {
			d := unitDefinitions[def]
			q.unit = unit{d.kind, from, next, d.base, shift + d.shift, shift}
			q.unitText = s.p.Slice(from, q.to) + " " + s.p.Slice(q.to+1, next)
			q.to = next
		} else {
			q.to++
		}
		q.value = half
		return
	}
	n := s.next(q.to)
	if n == 0 || q.unit.to != q.unit.from+1 {
		return
	}
	w, ok := s.number(n)
	if !ok || w.unit.scale == 0 || w.unit.scale >= q.unit.scale {
		return
	}
	if sum, ok := q.value.Add(w.value.Shift(w.unit.scale - q.unit.scale)); ok {
		q.value = sum
		q.unitText = s.p.Slice(q.unit.from, q.unit.to)
		k := w.unit.from
		for scaleWord(s.p, k) != 0 {
			k++
		}
		if k < w.unit.to && w.unit.kind != open {
			q.unitText += " " + s.p.Slice(k, w.unit.to)
		}
		scale := q.unit.scale
		if w.unit.kind == open { // "1 tỷ 200 triệu"
			w.unit.kind, w.unit.base, w.unit.to = money, "VND", k
			w.to = k
		}
		q.unit = unit{w.unit.kind, q.unit.from, w.unit.to, w.unit.base, w.unit.shift - w.unit.scale + scale, scale}
		q.to, q.ambiguous = w.to, false
	}
}
