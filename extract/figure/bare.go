package figure

import (
	"strings"

	"khotin/extract/text"
)

// multiple reads "gấp đôi", "gấp rưỡi"; "gấp 1,5 lần" is read at its number.
func (s *scanner) multiple(i int) (quantity, bool) {
	if i+1 >= len(s.p.Tokens) || s.mask[i+1] {
		return quantity{}, false
	}
	q := quantity{from: i + 1, to: i + 2, unitText: "lần", unit: unit{kind: times, from: i + 2, to: i + 2, base: "lần"}}
	switch s.p.Tokens[i+1].Key {
	case "đôi":
		q.value = text.NewDecimal(2, 0)
	case "rưỡi":
		q.value = text.NewDecimal(15, -1)
	default:
		return quantity{}, false
	}
	return q, true
}

// spelled reads a number in words, which must stand before a unit or a thing
// counted. One word "năm" is a year and "một" an article.
func (s *scanner) spelled(i int) (quantity, bool) {
	t := &s.p.Tokens[i]
	if !s.p.is(i, numerals) || t.Case == text.Upper {
		return quantity{}, false
	}
	if i > 0 && s.p.Tokens[i-1].Is("thứ", "ngày", "tháng", "quý", "khóa", "kỳ", "lần", "hạng", "loại", "nhất", "các", "giải", "cả", "số", "chương", "bước", "điều") {
		return quantity{}, false
	}
	if i > 0 && (s.p.is(i-1, numerals) || s.p.Tokens[i-1].Is("dăm", "vài", "mấy")) {
		return quantity{}, false // "hai ba người"
	}
	if q, ok := s.spelledOut(i); ok {
		return q, true
	}
	n, next := text.SpelledNumber(&s.p.Para, i)
	if n == 0 {
		return quantity{}, false
	}
	u := unitAt(s.p, next)
	if q := (quantity{from: i, to: next, value: text.NewDecimal(n, 0), unit: unit{from: next, to: next}}); u.kind == bare && s.stated(&q) {
		return q, true
	}
	large := u.scale >= 3 || u.kind == money && u.base != "VND" // no article, no year
	if n < 2 && !large || next == i+1 && t.Either("năm", "tư") && !(next < len(s.p.Tokens) && s.p.Tokens[next].Key == "lần") && u.scale < 3 {
		return quantity{}, false
	}
	if q := (quantity{from: i, to: u.to, value: text.NewDecimal(n, 0), unit: u}); s.scaled(&q) && (s.stated(&q) || s.ranged(&q)) {
		return q, true
	}
	switch {
	case u.kind == bare || u.kind == open:
		return quantity{}, false
	case u.kind == times && !s.multiplies(i):
		return quantity{}, false
	case u.kind == counted && u.to < len(s.p.Tokens) && s.p.Tokens[u.to].Case == text.Title:
		return quantity{}, false // hai quận Hồng Bàng và Lê Chân
	case u.kind == counted && (n < 10 && u.scale == 0 && s.p.is(u.from, spelledStop) || s.p.is(u.from, noCount)):
		return quantity{}, false
	}
	return quantity{from: i, to: u.to, value: text.NewDecimal(n, 0), unit: u}, true
}

// scaled reports whether scale words are all that stands behind q: "5 nghìn".
func (s *scanner) scaled(q *quantity) bool {
	return q.unit.kind == open && q.unit.scale >= 3 && q.unit.to > q.unit.from && scaleWord(s.p, q.unit.to-1) != 0
}

// ranged reports whether an upper end of the same scale follows q: "năm nghìn
// đến mười nghìn đồng".
func (s *scanner) ranged(q *quantity) bool {
	if q.to+1 >= len(s.p.Tokens) || !s.p.Tokens[q.to].Is("đến", "tới", "-", "–") {
		return false
	}
	w, ok := s.upper(q.to + 1)
	return ok && w.unit.kind != bare && w.unit.kind != open && w.unit.scale == q.unit.scale
}

// spelledOut reads a number in words of several scales or with decimals, whose
// value no single scale word beside the unit could hold: "một triệu hai trăm
// nghìn đồng", "hai phẩy năm tấn", "hai phẩy 23 đô".
func (s *scanner) spelledOut(i int) (quantity, bool) {
	toks := s.p.Tokens
	plain, next := text.SpelledNumber(&s.p.Para, i)
	if plain > 0 && next+1 < len(toks) && toks[next].Either("phẩy", "chấm") && toks[next+1].Class == text.Number {
		return s.behindPoint(i, next+1, text.NewDecimal(plain, 0))
	}
	v, end, ok := text.ReadSpelled(&s.p.Para, i)
	if !ok {
		return quantity{}, false
	}
	if s.p.Tokens[i].Is("không") && v.Float() == 0 {
		return quantity{}, false
	}
	for plain > 0 && scaleWord(s.p, next) != 0 {
		next++
	}
	if plain > 0 && next >= end || s.mask[end-1] {
		return quantity{}, false
	}
	u := unitAt(s.p, end)
	if q := (quantity{from: i, to: end, value: v, unit: unit{from: end, to: end}}); u.kind == bare && s.stated(&q) {
		return q, true
	}
	if u.kind == bare || u.kind == times || u.kind == open && u.scale == 0 && v.Float() < 100 {
		return quantity{}, false
	}
	return quantity{from: i, to: u.to, value: v, unit: u}, true
}

// multiplies reports whether a verb that takes "lần" stands before token i.
func (s *scanner) multiplies(i int) bool {
	for j := i - 1; j >= 0 && j >= i-4; j-- {
		if s.p.Tokens[j].Is("gấp", "tăng", "giảm", "bằng", "cao", "lớn", "nhiều") {
			return true
		}
		if !s.p.is(j, qualifiers) && !s.p.Tokens[j].Is("lên", "thêm", "quân", "bình", "hơn") {
			return false
		}
	}
	return false
}

// named reports whether what stands before a count makes the number part of a
// name: "phường 12", "Cầu Rào 2", "năm 2023"; a year or a telephone number is
// no count either.
func (s *scanner) named(q *quantity) bool {
	if s.slogan(q) {
		return true
	}
	if q.unit.kind == measured && q.unit.scale == 0 && s.p.Surface(q.from) == "1" && q.from > 0 && s.p.Tokens[q.from-1].Is("trên", "mỗi", "một") {
		return true // 53 triệu đồng trên 1 ha
	}
	if q.unit.base == "mm" {
		return !s.rain(q.from)
	}
	if k := q.unit.kind; k != bare && k != counted && k != open {
		return k == measured && q.unit.scale == 0 && q.from > 0 && s.p.Tokens[q.from-1].Is("số") && q.from > 1 && !s.p.Tokens[q.from-2].Either("tổng", "trong")
	}
	raw := s.p.Surface(q.from)
	if s.p.Tokens[q.from].Class == text.Number && strings.IndexByte(raw, '.') < 0 && strings.IndexByte(raw, ',') < 0 {
		if len(raw) > 2 && raw[0] == '0' {
			return true
		}
		if (len(raw) > 7 && !(q.unit.kind == counted && strings.HasSuffix(raw, "000000")) || len(raw) == 4 && raw >= "1900" && raw <= "2099" && q.unit.kind != counted) && !s.stated(q) {
			return true
		}
	}
	if u := q.unit; u.scale == 4 && u.to > u.from && s.p.Tokens[u.to-1].Is("dân") {
		return true // trên 1 vạn dân
	}
	if q.of != nil && q.of.Float() <= 5 && q.unit.kind != counted {
		return true // 2/3 số hộ
	}
	i := q.from
	if i == 0 {
		return false
	}
	b := &s.p.Tokens[i-1]
	if b.Class == text.Code || b.Is("+", "/", "=", "x", "×") && b.Glued {
		return true
	}
	if b.Class != text.Word {
		return false
	}
	if b.Is("hồi") && i > 1 && s.p.Tokens[i-2].Either("thu", "phục") {
		return false // "thu hồi 7 dự án"
	}
	if known, name := s.beside(q); known {
		return name
	}
	if s.p.is(i-1, labels) {
		return !(b.Is("số") && i > 1 && s.p.Tokens[i-2].Is("tổng", "trong", "dân", "sĩ", "quân") && q.unit.kind != bare)
	}
	if s.p.is(i-1, softLabels) && q.unit.kind != counted && !s.online(i-1) {
		return true
	}
	if b.Case == text.Title || b.Case == text.Mixed || b.Case == text.Upper && !s.p.is(i-1, offices) {
		return !s.opens(i-1) && !s.goesOn(q)
	}
	return false
}

// beside reads the words before the number q that make it a name, or a count,
// only with others: known tells that they are such words, name that it is no
// count.
func (s *scanner) beside(q *quantity) (known, name bool) {
	i, kind := q.from-1, q.unit.kind
	b, before := &s.p.Tokens[i], &s.p.Tokens[max(0, i-1)]
	switch {
	case b.Is("án") && kind == counted && !before.Is("dự", "phương", "đề", "bản", "vụ", "đồ", "đáp", "giáo"):
		return true, false // "trọng án 4/4 vụ", "thi hành án 45 việc"
	case b.Is("cả") && kind == counted && s.p.Tokens[q.unit.from].Is("tiêu"):
		return s.fallsBefore(i), true // "tai nạn giảm cả 3 tiêu chí"
	case kind == open && s.p.Tokens[q.unit.from].Is("quy") && q.to < len(s.p.Tokens) && s.p.Tokens[q.unit.from+1].Is("mô"):
		return true, true // "cơ sở 2 quy mô 500 giường"
	case b.Is("đủ") && kind == counted:
		return true, q.value.Float() < 10 && !before.Is("bầu", "giao", "cấp", "lập", "mua") // "giao đủ 2.650 công dân", "tiêm đủ 2 mũi"
	case b.Is("tỉnh", "huyện", "trục") && before.Is("đường"):
		return true, kind != counted || !s.p.Tokens[q.unit.from].Either("tuyến", "đoạn") // "nâng cấp đường tỉnh 359"
	}
	return false, false
}

// fallsBefore reports whether a verb of change stands shortly before token i in
// its clause.
func (s *scanner) fallsBefore(i int) bool {
	for j := i - 1; j >= 0 && j >= i-4 && s.p.Tokens[j].Class == text.Word; j-- {
		if s.p.Tokens[j].Either("tăng", "giảm") {
			return true
		}
	}
	return false
}

// goesOn reports whether q counts the things that the number before it did, which
// a name only shares out: "112 hộ chưa nhận tiền, gồm xã Hồng Phong 64 hộ".
func (s *scanner) goesOn(q *quantity) bool {
	return q.unit.kind == counted && q.unit.base == s.thing && q.of == nil && q.value.Float() > 2
}

// slogan reports whether q opens words in quotes, which name a movement and
// state nothing: “50% tuyến đường có hoa”.
func (s *scanner) slogan(q *quantity) bool {
	toks := s.p.Tokens
	if q.from < 2 || !toks[q.from-1].Either("“", "\"") || toks[q.from-2].Is("đạt", "là", "có") {
		return false
	}
	for j := q.to; j < len(toks) && j < q.to+14; j++ {
		if toks[j].Is("”", "\"", "“") {
			return true
		}
	}
	return false
}

// opens reports whether token i begins a sentence or a clause.
func (s *scanner) opens(i int) bool {
	return i == 0 || s.p.Tokens[i-1].Is(".", ";", ":", "-", "–", "+", "*", "•", "“", "\"", "(", "…", "|", "!", "?")
}

// series gives numbers without a unit the unit of their series, and drops the
// others.
func (s *scanner) series(qs []quantity) []quantity {
	out := qs[:0]
	for k := range qs {
		q := qs[k]
		if n := k + 1; n < len(qs) && s.scaled(&q) && qs[n].unit.kind == money && qs[n].unit.base == "VND" && q.to < len(s.p.Tokens) && q.to+1 == qs[n].from && s.p.Tokens[q.to].Is("đến", "tới", "lên", "xuống") {
			q.unit.kind, q.unit.base = money, "VND" // "từ 55 nghìn đến 1,2 triệu đồng"
		}
		s.scaledInOrder(qs, k, &q)
		if q.unit.kind == bare && s.cells != nil {
			s.cells.give(&q)
		}
		if q.unit.kind != bare || s.adopt(qs, k, out, &q) {
			out = append(out, q)
		}
	}
	return out
}

// adopt finds the unit of q = qs[k] elsewhere.
func (s *scanner) adopt(qs []quantity, k int, before []quantity, q *quantity) bool {
	toks := s.p.Tokens
	take := func(from *quantity) bool {
		q.unit, q.elided = from.unit, true
		q.unitText = from.words(s.p)
		return true
	}
	// "tăng từ 5 lên 7%", "lần lượt là 5, 7 và 9%"
	if k+1 < len(qs) && qs[k+1].unit.kind != bare || s.inOrder(q.from) {
		for n := k + 1; n < len(qs) && s.joined(qs[n-1].to, qs[n].from); n++ {
			if qs[n].unit.kind != bare && (qs[n].unit.kind != counted && qs[n].unit.kind != open || s.inOrder(q.from) || s.rises(qs[n-1].to)) {
				return take(&qs[n])
			}
		}
	}
	// "A (25%), B (24)"
	bracketed := func(r *quantity) bool {
		return r.from > 0 && r.to < len(toks) && toks[r.from-1].Key == "(" && toks[r.to].Key == ")"
	}
	if len(before) > 0 && bracketed(q) && bracketed(&before[len(before)-1]) && q.from-before[len(before)-1].to < 12 {
		return take(&before[len(before)-1])
	}
	// "… 3.876 ca, gồm: quận A (468), huyện B (387)"
	if len(before) > 0 && q.of == nil && q.from > 1 && q.to < len(toks) && toks[q.from-1].Key == "(" && toks[q.to].Key == ")" &&
		toks[q.from-2].Case == text.Title && toks[q.from-2].Class == text.Word && q.to+1 < len(toks) && toks[q.to+1].Is(",", ";", "và", ".") {
		for n := len(before) - 1; n >= 0 && q.from-before[n].to < 60; n-- {
			if k := before[n].unit.kind; k != percent && k != times && k != points {
				return take(&before[n])
			}
		}
	}
	// "66/69" votes
	if q.of != nil {
		for j := q.from - 1; j >= 0 && j >= q.from-8; j-- {
			if toks[j].Key == "phiếu" {
				q.unitText, q.unit.kind, q.unit.base = "phiếu", counted, "phiếu"
				return true
			}
		}
		return false
	}
	return s.counts(q) || s.enumerated(qs, k, before, q)
}

// counts reads "trong đó 02 là người theo tôn giáo" and "Số doanh nghiệp …
// là 29".
func (s *scanner) counts(q *quantity) bool {
	toks := s.p.Tokens
	if q.to+1 < len(toks) && toks[q.to].Is("là") && q.from > 1 && toks[q.from-1].Is("đó", ",", "có", "và") {
		u := unitAt(s.p, q.to+1)
		if u.kind == counted || u.kind == open && u.scale == 0 {
			if u.kind == counted && u.to > u.from+1 && toks[u.from].Is("người") {
				u.to = u.from + 1
			}
			q.unit, q.unitText, q.elided = u, s.p.Slice(u.from, u.to), true
			return true
		}
		return false
	}
	if s.stated(q) {
		q.unit = unit{kind: measured, from: q.to, to: q.to}
		return true
	}
	if fractional(q.value) || q.from < 2 || !toks[q.from-1].Is("là", "đạt", "còn", "lên", "tới", "hơn", "gần", "khoảng") {
		return false
	}
	for j := q.from - 2; j >= 0 && j > q.from-24 && toks[j].Class != text.Punct; j-- {
		if toks[j].Key != "số" || !toks[j].Is("số") || j+1 >= q.from {
			continue
		}
		u := unitAt(s.p, j+1)
		if (u.kind == counted || u.kind == open) && u.to < q.from {
			q.unit, q.unitText, q.elided = u, s.p.Slice(u.from, u.to), true
			return true
		}
		return false
	}
	return false
}

// stated reports whether q, without a unit, is what such a noun is said to be,
// and ends its clause: the noun opens the sentence and only "là", "bằng", a
// colon and the like stand between.
func (s *scanner) stated(q *quantity) bool {
	toks := s.p.Tokens
	if q.of != nil || q.to < len(toks) && !toks[q.to].Is(".", ";", "!", "?", ")") {
		return false
	}
	j := q.from - 1
	for j > 0 && (s.p.is(j, qualifiers) || toks[j].Either("âm", "-")) {
		j--
	}
	if j < 1 || !toks[j].Is("là", "bằng", ":", "đạt") {
		return false
	}
	for k := j - 1; k >= 0 && k > j-6; k-- {
		if toks[k].Class == text.Punct || toks[k].Class == text.Number {
			return false
		}
		if s.opens(k) {
			// Of "Số doanh nghiệp là 29" the thing counted is the unit.
			return s.p.is(k, numbersBy) && (k+1 == j || s.p.is(k+1, numbersBy) || toks[k+1].Is("quả", "trị", "cộng", "nhân", "kết"))
		}
	}
	return false
}

// joined reports whether only list words stand between tokens i and j.
func (s *scanner) joined(i, j int) bool {
	if j-i > 3 || j <= i {
		return false
	}
	for ; i < j; i++ {
		if !s.p.Tokens[i].Is(",", ";", "và", "lên", "xuống", "còn", "đến", "tới", "%") {
			return false
		}
	}
	return true
}

func (s *scanner) rises(i int) bool {
	return i < len(s.p.Tokens) && s.p.Tokens[i].Is("lên", "xuống", "còn", "đến")
}

// words gives the unit as written.
func (q *quantity) words(p *paragraph) string {
	if q.unitText != "" || q.unit.to <= q.unit.from {
		return q.unitText
	}
	return p.Slice(q.unit.from, q.unit.to)
}
