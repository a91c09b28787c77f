package figure

import (
	"strings"

	"khotin/extract/text"
)

// indicator gives the words that q measures and the token after the noun
// phrase that follows q. It hands the indicator on where the statement is new.
func (w *walker) indicator(q *quantity, c clause, m Measure, rule string, end int, based bool) (string, int) {
	np := c.npFrom < c.npTo
	isCount := q.unit.kind == counted || q.unit.kind == open
	if isCount && m == Level && !(q.elided && w.p.Tokens[q.from-1].Is("(")) {
		return w.countIndicator(q, c, end)
	}
	if q.tail > 0 {
		s := w.phrase(q.tail, end)
		w.keep(s, false, false)
		return s, end
	}
	if item, place := w.rankItem(q); item != "" {
		if place {
			w.st.place = item
			if w.st.indicator == "" {
				if a, b := w.earlier(w.sent[0], q.from); a < b {
					w.keep(w.phrase(a, b), true, false)
				}
			}
			if w.st.indicator != "" {
				return w.st.indicator, end
			}
		}
		w.st.group = w.next
		w.next++
		return item, end
	}
	if !np {
		return w.unnamed(q, c, m, rule, end, based)
	}
	if c.action > c.npFrom && !c.head && (q.unit.kind != percent || !c.verbs.states()) && (c.npTo-c.npFrom > 4 || w.p.Tokens[c.npFrom].Case == text.Title) && c.npTo-c.action <= 6 {
		c.npFrom = c.action
	}
	s, to := w.phrase(c.npFrom, c.npTo), end
	s = w.paidFor(w.total(s), c)
	if (c.action >= 0 && !c.head || c.npTo-c.npFrom <= 2) && !based && !c.verbs.reach && !c.verbs.is {
		if t := w.follows(q, end); t > end {
			s, to = s+" "+w.phrase(end, t), t
		}
	}
	if to == end && c.action == c.npFrom && !c.head && c.npTo-c.npFrom <= 2 && !c.semicolon && w.st.said == w.sent[0] && w.st.indicator != "" && w.st.action == "" {
		s = w.st.indicator + " " + s // "khu vực dịch vụ tăng 7%, đóng góp 2,3 điểm"
		return s, to
	}
	rate, growth := w.rates(c.npFrom, c.npTo)
	w.keep(s, rate || rule == "rate-item", growth)
	w.st.action = ""
	return s, to
}

// unnamed gives the indicator of a number whose clause names none before it:
// the noun after the number, or the indicator handed on.
func (w *walker) unnamed(q *quantity, c clause, m Measure, rule string, end int, based bool) (string, int) {
	isCount := q.unit.kind == counted || q.unit.kind == open
	if isCount && m == Growth && q.unit.to > q.unit.from && !(w.st.indicator != "" && max(w.tail(q), end) <= q.to && w.p.Tokens[q.unit.from].Is("lượt", "cái", "chiếc", "con")) &&
		!strings.Contains(strings.ToLower(w.st.indicator), strings.ToLower(w.p.Slice(q.unit.from, q.unit.from+1))) {
		s, to := w.thing(q, max(w.tail(q), end)), max(w.tail(q), end)
		if was := w.countedBefore(q, to); was != "" {
			s = was
		}
		w.keep(s, false, false)
		return s, to
	}
	share := q.unit.kind == percent && m == Level && w.inside[q.from] == 0
	amount := c.onlyJoined && m == Level && (q.unit.kind == money || q.unit.kind == measured)
	if amount || !based && (share && !c.verbs.states() || w.st.indicator == "" || rule == "share" || c.child) {
		if to := w.follows(q, end); to > end {
			s := w.phrase(end, to)
			w.keep(s, false, false)
			return s, to
		}
	}
	if w.st.indicator == "" && c.pred+1 < c.to && w.p.Tokens[c.pred].Is("đạt") && w.p.Tokens[c.pred+1].Is("tỷ", "tỉ") {
		return "tỷ lệ", end
	}
	if share && rule == "share" {
		return "", end
	}
	return w.st.indicator, end
}

// countedBefore gives what the last numbers of the paragraph counted in the
// unit of q, where q says no more than the unit: "xảy ra 12 vụ …; giảm 3 vụ".
func (w *walker) countedBefore(q *quantity, to int) string {
	if to > q.unit.to {
		return ""
	}
	unit := text.Key(w.p.Slice(q.unit.from, q.unit.to))
	for i := len(w.out) - 1; i >= 0 && i >= len(w.out)-8 && w.out[i].Sentence.Para == w.para; i-- {
		if f := &w.out[i]; f.Measure == Level && (text.Key(f.Unit) == unit || strings.Contains(" "+text.Key(f.Indicator)+" ", " "+unit+" ")) {
			return f.Indicator
		}
	}
	return ""
}

// total completes "tổng số" with what was counted before.
func (w *walker) total(s string) string {
	if k := text.Key(s); (k == "tổng số" || k == "số") && w.st.indicator != "" {
		return s + " " + strings.TrimPrefix(w.st.indicator, "số ")
	}
	return s
}

// amountWords are indicators that say nothing without what they are spent on.
var amountWords = set("số_tiền tổng_số_tiền kinh_phí tổng_kinh_phí trị_giá tổng_trị_giá số_vốn diện_tích tổng_diện_tích tỷ_lệ tỉ_lệ quy_mô")

// paidFor completes "số tiền" with what the same sentence counted before: "chi
// trả cho 118.600 người với số tiền 3.275 tỷ đồng".
func (w *walker) paidFor(s string, c clause) string {
	if !amountWords[strings.ReplaceAll(text.Key(s), " ", "_")] || w.st.said != w.sent[0] || w.st.indicator == "" || c.semicolon || strings.HasPrefix(text.Key(w.st.indicator), text.Key(s)) {
		return s
	}
	return s + " " + w.st.indicator
}

// keep hands an indicator on to the numbers that follow.
func (w *walker) keep(s string, rate, growth bool) {
	w.st.indicator, w.st.rate, w.st.growth, w.st.said = s, rate, growth, w.sent[0]
}

// countIndicator gives the indicator of a thing counted: the verb before it,
// the thing, and the rest of its noun phrase.
func (w *walker) countIndicator(q *quantity, c clause, end int) (string, int) {
	tail := max(w.tail(q), end)
	if w.action(c) < 0 && q.of == nil && !q.elided {
		tail = max(w.longTail(q), tail)
	}
	noun := w.thing(q, tail)
	np := c.npFrom < c.npTo
	if s := w.ballot(q, c); s != "" {
		w.keep(s, false, false)
		return s, tail
	}
	action := w.reach(c, q, tail)
	switch {
	case q.elided && c.child && w.st.indicator != "" && w.p.Tokens[q.to].Is("là"):
		s := w.st.indicator + " " + noun
		return s, tail
	case q.elided && np:
		s := w.phrase(c.npFrom, c.npTo)
		w.keep(s, false, false)
		return s, end
	case c.onlyJoined && w.st.action != "":
		noun = w.st.action + " " + noun
	case np && c.head && (c.action < 0 || c.pred < c.to || w.p.Tokens[c.npFrom].Is("tổng", "số") && w.p.Tokens[q.from-1].Is(":")) && !(q.of != nil && w.has(c)):
		s := w.total(w.phrase(c.npFrom, c.npTo))
		w.keep(s, false, false)
		return s, tail
	case action >= 0:
		end := c.npTo
		if end <= action {
			end = w.trimRight(action, q.from)
		}
		w.st.action = w.phrase(action, end)
		noun = w.st.action + " " + noun
	case tail <= q.to && w.belongs(q) && w.st.said == w.sent[0] && w.st.indicator != "":
		noun = w.st.indicator + " của " + noun // "thu hồi 3,8 ha đất của 412 hộ"
	case np && c.pred == c.to && c.action < 0 && q.unit.kind == counted && c.npTo-c.npFrom <= 6 && w.st.counted != "" && w.sameThing(q):
		s := w.st.counted + " " + w.phrase(c.npFrom, c.npTo)
		w.keep(s, false, false)
		return s, tail // "358 bài thi, gồm: Lịch sử 44 bài"
	case np && w.flows(q, c):
		s := w.phrase(c.npFrom, c.npTo)
		w.keep(s, false, false)
		return s, tail
	case tail <= q.to && !np && w.p.Tokens[q.unit.to-1].Is("lượt"):
		if s := w.flowing(c); s != "" {
			w.keep(s, false, false)
			return s, tail
		}
	default:
		w.st.action = ""
	}
	w.keep(noun, false, false)
	w.st.counted = noun
	if q.of == nil {
		if to := w.condition(tail); to > tail && action < 0 && (w.has(c) || c.npFrom >= c.npTo) {
			return w.thing(q, to), tail
		}
		return noun, tail
	}
	// "06/21 chỉ tiêu đạt 100%": the predicate says which ones are counted.
	to := tail
	for to < w.to && !w.p.Tokens[to].Is(",", ";", ".", ")", "(", ":", "…") {
		to++
	}
	if to-q.unit.from > 20 {
		return noun, tail
	}
	full := w.phrase(q.unit.from, to)
	if action >= 0 {
		full = w.st.action + " " + full
	}
	if w.plain(tail, to) {
		w.keep(full, false, false)
	}
	return full, to
}

// condition gives the end of a predicate with a number of its own that says
// which things are counted, "12 khoản thu đạt trên 75% dự toán", or at.
func (w *walker) condition(at int) int {
	toks := w.p.Tokens
	if at >= w.to || !toks[at].Is("đạt", "hoàn", "vượt") {
		return at
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
		for to < w.to && to < q.to+9 && toks[to].Class == text.Word && !w.isDate(to) {
			to++
		}
		return to
	}
	return at
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
func (w *walker) reach(c clause, q *quantity, tail int) int {
	toks := w.p.Tokens
	if c.action >= 0 && c.npTo-c.action > 14 || w.has(c) && c.action < 0 {
		return -1
	}
	if c.action >= 0 {
		at := c.action
		for at == c.npFrom && at-2 >= c.from && toks[at-1].Is(",") {
			from := at - 2
			for from > c.from && toks[from-1].Class == text.Word && at-1-from < 4 && !w.isDate(from-1) {
				from--
			}
			for from < at-1 && !actionAt(w.p, from) {
				from++
			}
			if from >= at-1 {
				break
			}
			at = from
		}
		return at
	}
	b := q.from - 1
	for b > c.from && qualifiers[toks[b].Key] {
		b--
	}
	if c.npFrom < c.npTo || tail > q.to || b < c.from || !toks[b].Is("cho", "với", "tại", "vào", "đối", "trên") {
		return -1
	}
	found := -1
	for i := b; i > c.from && i > b-16; i-- {
		if toks[i-1].Class == text.Punct && !toks[i-1].Is(",") || w.isDate(i-1) || clauseVerb[toks[i-1].Key] || w.quantityAt(i-1) != nil {
			break
		}
		if actionAt(w.p, i-1) {
			found = i - 1
		}
		if toks[i-1].Is(",") && found >= 0 {
			break
		}
	}
	return found
}

// belongs reports whether "của" stands before q.
func (w *walker) belongs(q *quantity) bool {
	b := q.from - 1
	for b > w.sent[0] && qualifiers[w.p.Tokens[b].Key] {
		b--
	}
	return b > w.sent[0] && w.p.Tokens[b].Is("của")
}

// ballot gives the indicator of votes cast: what they were cast for, "số phiếu
// bầu Chủ tịch HĐND", or "".
func (w *walker) ballot(q *quantity, c clause) string {
	if q.unitText != "phiếu" && !(q.unit.from < len(w.p.Tokens) && w.p.Tokens[q.unit.from].Is("phiếu")) || q.of == nil {
		return ""
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
func (w *walker) flowing(c clause) string {
	for i := c.from; i < c.to; i++ {
		if t := &w.p.Tokens[i]; (clauseVerb[t.Key] || auxiliaries[t.Key]) && !w.isDate(i) {
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
	if w.st.said == w.sent[0] && !c.semicolon {
		return w.st.indicator
	}
	return ""
}

// sameThing reports whether q counts what the count before it did.
func (w *walker) sameThing(q *quantity) bool {
	return strings.Contains(" "+text.Key(w.st.counted)+" ", " "+w.p.Tokens[q.unit.from].Key+" ")
}

// flowUnits count events, not what they are events of: "khách quốc tế đạt
// 41.300 lượt" measures "khách quốc tế".
var flowUnits = set("lượt vụ ca trường người hộ đồng phiếu cái chiếc viên con bộ quả bao đôi cuốn bản")

// flows reports whether the noun phrase before q, not its unit, is measured.
func (w *walker) flows(q *quantity, c clause) bool {
	toks := w.p.Tokens
	if w.has(c) {
		return false
	}
	from := q.unit.from
	for scaleWord(w.p, from) != 0 {
		from++
	}
	return from < len(toks) && flowUnits[toks[from].Key] && c.npTo-c.npFrom <= 8 && (c.verbs.is || c.verbs.reach || q.to >= w.to || toks[q.to].Class == text.Punct)
}

// action gives the first action verb of the clause, or the one handed on.
func (w *walker) action(c clause) int {
	if c.onlyJoined && w.st.action != "" {
		return 0
	}
	return c.action
}

// longTail gives the end of the noun phrase together with its predicate, for a
// count that is itself the subject: "15 chợ được xếp hạng".
func (w *walker) longTail(q *quantity) int {
	i := q.to
	for ; i < min(q.to+10, w.to); i++ {
		t := &w.p.Tokens[i]
		if t.Class == text.Punct && !(t.Glued && t.Is("-", "/")) || w.isDate(i) || t.Class == text.Number && !w.mask[i] && !(w.p.Tokens[i-1].Is("điểm", "lớp", "loại", "hạng", "cấp", "mức") && w.quantityAt(i) == nil) ||
			clauseVerb[t.Key] && t.Key != "đạt" && !w.tailKept(i) || t.Is("so", "với", "gồm", "như", "do", "để", "nhằm", "vào", "từ", "còn", "mà", "nên", "là", "góp", "cùng") || t.Is("trong") && i+1 < w.to && w.p.Tokens[i+1].Is("đó") {
			break
		}
	}
	for i > q.to && (tailStop[w.p.Tokens[i-1].Key] || w.p.Tokens[i-1].Is("và", "của", "cho", "có", "ở", "tại", "đạt", "trên", "hơn", "gần", "khoảng", "ước", "mới")) {
		i--
	}
	return i
}

// has reports whether the predicate only says that there is something.
func (w *walker) has(c clause) bool {
	for i := c.pred; i < c.to; i++ {
		if w.p.Tokens[i].Is("có", "gồm") {
			return true
		}
	}
	return false
}

// thing gives the thing counted with its noun phrase, which ends before token
// to; scale words are no part of it.
func (w *walker) thing(q *quantity, to int) string {
	from := q.unit.from
	for scaleWord(w.p, from) != 0 && from < q.unit.to {
		from++
	}
	if from >= to || from < q.from {
		return q.words(w.p)
	}
	return w.phrase(from, to)
}

// follows gives the end of a noun phrase that begins at token end: "100% cán
// bộ, đảng viên", "giải ngân 50 tỷ đồng vốn đầu tư công".
func (w *walker) follows(q *quantity, end int) int {
	if end >= w.to || !openNoun(w.p, end) || tailStop[w.p.Tokens[end].Key] || clauseVerb[w.p.Tokens[end].Key] || w.isDate(end) {
		if end+1 < w.to && w.p.Tokens[end].Is("số", "cán") || end < w.to && w.p.Tokens[end].Is("cho") {
			return w.nounEnd(end)
		}
		return end
	}
	return w.nounEnd(end)
}

// connects reports whether a joining word begins at token i.
func (w *walker) connects(i int) bool {
	n, _ := connectorLexicon.Match(w.p, i)
	return n > i
}

// nounEnd gives the end of the noun phrase that begins at token i.
func (w *walker) nounEnd(i int) int {
	start := i
	for ; i < min(start+12, w.to); i++ {
		t := &w.p.Tokens[i]
		if t.Is(",") && i-start <= 3 && i+2 < w.to && w.p.Tokens[i+1].Case == text.Lower && w.p.Tokens[i+1].Class == text.Word && !actionAt(w.p, i+1) && !w.connects(i+1) && !clauseVerb[w.p.Tokens[i+1].Key] && !w.isDate(i+1) {
			continue
		}
		if t.Class == text.Punct && !(t.Glued && t.Is("-")) || w.isDate(i) || t.Class == text.Number && !w.mask[i] || i > start && clauseVerb[t.Key] && !w.tailKept(i) || t.Is("trong") && i+1 < w.to && w.p.Tokens[i+1].Is("đó") || t.Is("so", "góp", "nhằm", "để", "nhưng", "song", "nên", "khiến") {
			break
		}
	}
	for i > start && w.p.Tokens[i-1].Is("và", "của", "cho", "có", "là", "được", "đã", "với", "trong", "tại") {
		i--
	}
	return i
}

// rankItem reads "huyện Tiên Lãng (24,5%)" and "công nghiệp (81%)": a number
// alone in brackets after a name of its own. place tells that the name is a
// unit.
func (w *walker) rankItem(q *quantity) (name string, place bool) {
	toks := w.p.Tokens
	if q.from < 2 || toks[q.from-1].Key != "(" || q.to >= len(toks) || toks[q.to].Key != ")" || (q.unit.kind == counted || q.unit.kind == open) && !q.elided {
		return "", false
	}
	for k := range w.c.Places {
		if at := w.c.Places[k].At; at.Para == w.para && at.To == q.from-1 && (at.From == w.sent[0] || toks[at.From-1].Is(",", ";", "và", "là", "gồm", ":", "có")) {
			return w.c.Places[k].Name, true
		}
	}
	i := q.from - 1
	for i > w.sent[0] && toks[i-1].Class == text.Word && !toks[i-1].Is("và", "là", "gồm", "có") && i > q.from-12 {
		i--
	}
	for k := range w.qs {
		if w.qs[k].from >= i && w.qs[k].to <= q.from-1 {
			return "", false
		}
	}
	if i <= w.sent[0] || i >= q.from-1 || !toks[i-1].Is(",", ";", "và", "là", "gồm", ":", "có") {
		return "", false
	}
	name = w.phrase(i, q.from-1)
	return name, toks[i].Case != text.Lower && strings.Count(name, " ") < 5
}
