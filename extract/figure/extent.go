package figure

import "khotin/extract/text"

// longTail gives the end of the noun phrase together with its predicate, for a
// count that is itself the subject: "15 chợ được xếp hạng".
func (w *walker) longTail(q *quantity) int {
	i := q.to
	for ; i < min(q.to+10, w.to); i++ {
		t := &w.p.Tokens[i]
		if t.Class == text.Punct && !(t.Glued && t.Either("-", "/")) || w.isDate(i) || w.upward(i) || t.Class == text.Number && !w.mask[i] && !w.bounded(i) && !(w.p.Tokens[i-1].Is("điểm", "lớp", "loại", "hạng", "cấp", "mức") && w.quantityAt(i) == nil) ||
			w.p.is(i, clauseVerb) && t.Key != "đạt" && !w.tailKept(i) || t.Is("so", "với", "gồm", "như", "do", "để", "nhằm", "từ", "mà", "nên", "là", "góp", "cùng", "nhưng", "song") || t.Is("vào") && !(w.p.Tokens[i-1].Either("đi", "đưa") && i+1 < w.to && w.p.Tokens[i+1].Is("hoạt", "sử", "khai", "vận")) || t.Is("còn") && !w.tailKept(i) || w.goesOnToSay(i) || t.Is("trong") && i+1 < w.to && w.p.Tokens[i+1].Is("đó") {
			break
		}
	}
	if w.leadsOn(i) {
		i = max(q.to, w.giveBack(q.unit.from, i))
	}
	for i > q.to && (w.p.is(i-1, tailStop) || w.p.Tokens[i-1].Is("dưới", "và", "của", "cho", "có", "ở", "tại", "đạt", "trên", "hơn", "gần", "khoảng", "ước", "mới", "chưa")) {
		i--
	}
	if n := w.p.actionEnd(max(i-1, q.to)); i > q.to && i < w.to && n > i {
		i--
	}
	return i
}

// leadsOn reports whether a number begins at token i, or behind the qualifiers
// that stand there.
func (w *walker) leadsOn(i int) bool {
	for n := i + 2; i < w.to && i < n && (w.p.is(i, qualifiers) || w.p.Tokens[i].Is("từ")); {
		i++
	}
	return i < w.to && w.quantityAt(i) != nil
}

// follows gives the end of a noun phrase that begins at token end: "100% cán
// bộ, đảng viên", "giải ngân 50 tỷ đồng vốn đầu tư công".
func (w *walker) follows(q *quantity, end int) int {
	if end+1 < w.to && w.p.Tokens[end].Is("mặt") && w.p.Tokens[end+1].Is("bằng", "nước", "đường") {
		return w.nounEnd(end)
	}
	if q.unit.kind == percent && end+1 < w.to && w.p.Tokens[end].Is("hoàn") && w.p.actionAt(end) {
		return w.nounEnd(end) // "20% đơn vị hoàn thành xuất sắc, 71% hoàn thành tốt nhiệm vụ"
	}
	if end < w.to && (w.foreign(end) || end+1 < w.to && w.p.Tokens[end].Is("thực") && w.p.Tokens[end+1].Either("phẩm", "vật")) {
		return w.nounEnd(end)
	}
	if end >= w.to || !openNoun(&w.p, end) || w.p.is(end, tailStop) || w.p.is(end, clauseVerb) || w.isDate(end) {
		if end+1 < w.to && w.p.Tokens[end].Either("số", "cán") || end < w.to && w.p.Tokens[end].Is("cho") {
			return w.nounEnd(end)
		}
		return end
	}
	return w.nounEnd(end)
}

// foreign reports whether token i is a noun of another language: "heroin".
func (w *walker) foreign(i int) bool {
	t := &w.p.Tokens[i]
	return t.Class == text.Word && t.Case == text.Lower && len(t.Key) > 3 && !t.Virtual && !text.IsSyllable(t.Key)
}

// connects reports whether a joining word begins at token i.
func (w *walker) connects(i int) bool {
	n := w.p.connector(i)
	return n > i
}

// nounEnd gives the end of the noun phrase that begins at token i.
func (w *walker) nounEnd(i int) int {
	start := i
	for ; i < min(start+16, w.to); i++ {
		t := &w.p.Tokens[i]
		if t.Is(",") && i-start <= 3 && i+2 < w.to && w.p.Tokens[i+1].Case == text.Lower && w.p.Tokens[i+1].Class == text.Word && !w.p.actionAt(i+1) && !w.connects(i+1) && !w.measuresAt(i+1) && !w.p.is(i+1, clauseVerb) && !w.isDate(i+1) {
			continue
		}
		if t.Is(",") && i+2 < w.to && w.p.Tokens[i+1].Case == text.Lower && !w.p.is(i+1, clauseVerb) && !w.p.is(i+1, prepositions) && (w.p.Tokens[i+2].Is(";", ".", "trước", "theo") || w.isDate(i+2)) {
			continue // "nhóm nguy hiểm cháy, nổ"
		}
		if t.Class == text.Punct && !(t.Glued && t.Is("-")) || w.isDate(i) || w.quantityAt(i) != nil || i > start && w.p.is(i, clauseVerb) && !w.tailKept(i) || t.Is("trong") && i+1 < w.to && w.p.Tokens[i+1].Is("đó") || t.Is("so", "góp", "nhằm", "để", "nhưng", "song", "nên", "khiến", "theo") || t.Is("và") && w.p.actionAt(i+1) && w.leadsSoon(w.p.actionEnd(i+1)) || t.Is("với") && w.headAt(i+1) {
			break
		}
	}
	if w.quantityAt(i) != nil {
		for i > start && w.p.is(i-1, qualifiers) {
			i--
		}
		i = w.giveBack(start, i)
	}
	for i > start && w.p.Tokens[i-1].Is("và", "của", "cho", "có", "là", "được", "đã", "với", "trong", "tại", "vào") {
		i--
	}
	return i
}

// headAt reports whether an indicator's noun begins at token i.
func (w *walker) headAt(i int) bool {
	n := w.p.head(i)
	return n > i
}

// measuresAt reports whether an indicator's noun that is no part of a list of
// trades begins at token i.
func (w *walker) measuresAt(i int) bool {
	return w.headAt(i) && !w.p.is(i, weakHeads)
}

// giveBack cuts off the verb that ends the tokens [from, to), for it governs
// the number that follows: "dành 39 tỷ đồng hỗ trợ 100% học phí".
func (w *walker) giveBack(from, to int) int {
	for i := max(from, to-3); i < to; i++ {
		if w.p.actionEnd(i) == to {
			return i
		}
		if n := w.p.head(i); n == to && i > from {
			return i // "15 nhà, trị giá 900 triệu đồng"
		}
	}
	if to-1 > from && w.p.Tokens[to-1].Is("dài", "rộng", "cao", "sâu", "nặng") {
		return to - 1 // "4 làn xe dài 648 m"
	}
	return to
}
