package figure

import (
	"strings"

	"khotin/extract/text"
)

// condition gives the end of a predicate with a number of its own that says
// which things are counted, "12 khoản thu đạt trên 75% dự toán", or at.
func (w *walker) condition(at int) int {
	toks := w.p.Tokens
	if at+2 < w.to && toks[at].Is("trên", "dưới", "từ") && w.plain(at, at+3) {
		to := at
		for to < w.to && to < at+7 && toks[to].Key != "%" && !toks[to].Is(",", ";", ".") {
			to++
		}
		if to < w.to && toks[to].Key == "%" {
			return to + 1 // "9 dự án giải ngân trên 80%", see portion
		}
	}
	if at >= w.to || !toks[at].Is("đạt", "hoàn", "vượt", "chưa") {
		return at
	}
	if to := w.clauseEnd(at); to-at > 1 && to-at <= 10 && !w.plainNot(at, to) {
		return to // "25 chỉ tiêu vượt kế hoạch"
	}
	for i := at + 1; i < w.to && i < at+6; i++ {
		if toks[i].Class == text.Punct {
			return at
		}
		q := w.quantityAt(i)
		if q == nil {
			continue
		}
		if q.unit.kind != percent && q.of == nil {
			return at
		}
		to := q.to
		for to < w.to && to < q.to+9 && toks[to].Class == text.Word && !w.isDate(to) && !w.opensRanks(to) {
			to++
		}
		return to
	}
	return at
}

// clauseEnd gives the end of the words from token i on, up to a sign, a date or
// a joining word.
func (w *walker) clauseEnd(i int) int {
	for i < w.to && w.p.Tokens[i].Class == text.Word && !w.isDate(i) && !w.p.Tokens[i].Is("và", "trong", "với", "so", "do", "để") {
		i++
	}
	return i
}

// plainNot reports whether tokens [from, to) hold a number, or end in one.
func (w *walker) plainNot(from, to int) bool {
	return !w.plain(from, to) || to < w.to && (w.quantityAt(to) != nil || w.isDate(to)) || to-from < 2
}

// plain reports whether tokens [from, to) hold no other number.
func (w *walker) plain(from, to int) bool {
	for i := from; i < to; i++ {
		if w.quantityAt(i) != nil {
			return false
		}
	}
	return from < to
}

// reach gives the verb that governs a count: the action of its clause, or one
// of a list of verbs that ends in it ("phát hiện, xử lý 29 vụ"), or, where the
// count is but a bare thing behind a preposition, the verb farther to the left
// ("kiểm tra đối với 46 tổ chức đảng"). It gives -1 for none.
func (w *walker) reach(c *clause, q *quantity, tail int) int {
	toks := w.p.Tokens
	if c.action >= 0 && c.npTo-c.action > 14 || w.has(c) && (c.action < 0 || w.p.Tokens[c.npFrom].Is("kỳ", "cuộc", "hội", "lễ", "buổi", "đợt") && c.action > c.npFrom || c.pred > c.from && toks[c.pred-1].Key == ",") {
		return -1
	}
	if c.action >= 0 {
		at := c.action
		for at == c.npFrom && at-2 >= c.from && toks[at-1].Is(",") {
			from := at - 2
			for from > c.from && toks[from-1].Class == text.Word && at-1-from < 4 && !w.isDate(from-1) {
				from--
			}
			for from < at-1 && !w.p.actionAt(from) {
				from++
			}
			if n := w.p.actionEnd(from); from >= at-1 || n < at-1 && toks[from].Key == toks[at].Key {
				break // "khởi tố vụ án, khởi tố 4 bị can"
			}
			at = from
		}
		return at
	}
	b := q.from - 1
	for b > c.from && w.p.is(b, qualifiers) {
		b--
	}
	if c.npFrom < c.npTo || tail > q.to || b < c.from || !toks[b].Is("cho", "với", "tại", "vào", "đối", "trên") {
		return -1
	}
	found := -1
	for i := b; i > c.from && i > b-16; i-- {
		if toks[i-1].Class == text.Punct && !toks[i-1].Is(",") || w.isDate(i-1) || w.p.is(i-1, clauseVerb) || w.quantityAt(i-1) != nil {
			break
		}
		if w.p.actionAt(i - 1) {
			found = i - 1
		}
		if toks[i-1].Is(",") && found >= 0 {
			break
		}
	}
	return found
}

// belongs gives the word before q that ties it to the count before: "của" or
// "thuộc", or "".
func (w *walker) belongs(q *quantity) string {
	b := q.from - 1
	for b > w.sent[0] && w.p.is(b, qualifiers) {
		b--
	}
	if b > w.sent[0] && w.p.Tokens[b].Either("của", "thuộc") {
		return w.p.Tokens[b].Key
	}
	return ""
}

// paidTo gives what was done with the amount before q where "cho" ties them
// together: "chi trả 262 tỷ đồng cho 418 hộ", or "".
func (w *walker) paidTo(q *quantity) string {
	b := q.from - 1
	for b > w.sent[0] && w.p.is(b, qualifiers) {
		b--
	}
	n := len(w.out)
	if n == 0 || b <= w.sent[0] || !w.p.Tokens[b].Is("cho") {
		return ""
	}
	f := &w.out[n-1]
	if f.At.Para != w.para || f.At.To != b || f.Measure != Level || strings.Count(f.Indicator, " ") > 4 {
		return ""
	}
	p := text.Parse(f.Indicator)
	if len(p.Tokens) == 0 || !actionAt(&p, 0) {
		return ""
	}
	return f.Indicator
}

// ballot gives the indicator of votes cast: what they were cast for, "số phiếu
// bầu Chủ tịch HĐND", or "".
func (w *walker) ballot(q *quantity, c *clause) string {
	if q.unitText != "phiếu" && !(q.unit.from < len(w.p.Tokens) && w.p.Tokens[q.unit.from].Is("phiếu")) || q.of == nil {
		return ""
	}
	if q.to+1 < w.to && w.p.Tokens[q.to].Is("tán", "đồng", "nhất", "thuận") {
		return w.thing(q, w.tail(q)) // "với 33/33 phiếu tán thành"
	}
	for i := q.from - 1; i >= w.sent[0]; i-- {
		t := &w.p.Tokens[i]
		if w.quantityAt(i) != nil || t.Is(";") {
			return ""
		}
		if !t.Is("bầu", "nhiệm", "chức", "qua") || t.Is("nhiệm") && !w.p.Tokens[max(i-1, 0)].Is("miễn", "bãi", "tín") || t.Is("chức") && !w.p.Tokens[max(i-1, 0)].Is("giữ") || t.Is("qua") && !w.p.Tokens[max(i-1, 0)].Is("thông") {
			continue
		}
		from := i
		if !t.Is("bầu") {
			from--
		}
		to := i + 1
		for to < q.from && to-from < 14 && w.p.Tokens[to].Class == text.Word && !w.p.Tokens[to].Is("với", "đạt", "nhiệm") {
			to++
		}
		return "số phiếu " + w.phrase(from, w.trimRight(from, to))
	}
	return ""
}

// flowing gives what flows in a clause whose number stands behind another
// predicate: "khách quốc tế tăng cao, với 12.600 lượt".
func (w *walker) flowing(c *clause) string {
	for i := c.from; i < c.to; i++ {
		if w.p.is(i, clauseVerb|auxiliaries) && !w.isDate(i) {
			from := i
			for from > c.from && w.p.Tokens[from-1].Class == text.Word {
				from--
			}
			if a, b := w.nounPhrase(from, i); a < b {
				return w.phrase(a, b)
			}
			break
		}
	}
	if w.st.said == w.sent[0] && (!c.semicolon || c.from+2 < c.to && w.p.Tokens[c.from+1].Is("cao") && w.p.Tokens[c.from+2].Is("điểm")) {
		return w.st.indicator
	}
	return ""
}
