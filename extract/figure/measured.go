package figure

import (
	"strings"

	"khotin/extract/text"
)

// indicator gives the words that q measures and the token after the noun
// phrase that follows q. It hands the indicator on where the statement is new.
func (w *walker) indicator(q *quantity, c *clause, m Measure, rule string, end int, based bool) (string, int) {
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
	if s := w.exampleOf(q, c); s != "" {
		w.keep(s, strings.HasPrefix(text.Key(s), "tỷ lệ "), false)
		return s, end
	}
	if c.grade {
		s := w.gradedBy(c)
		w.keep(s, false, false)
		return s, end
	}
	if !np {
		return w.unnamed(q, c, m, rule, end, based)
	}
	verbFirst := c.action == c.npFrom
	if c.action > c.npFrom && !c.head && (q.unit.kind != percent || !c.verbs.states()) && (c.npTo-c.npFrom > 4 || w.p.Tokens[c.npFrom].Case == text.Title) && c.npTo-c.action <= 6 && !((w.st.whole >= 0 || c.action == c.npTo-1) && c.npTo-c.npFrom <= 8 && w.p.Tokens[c.npFrom].Case == text.Lower) {
		moved := *c
		moved.npFrom, c = c.action, &moved
	}
	if from := w.doerOf(q, c, end); from >= 0 {
		moved := *c
		moved.npFrom, c = from, &moved
	}
	s, to := w.phrase(c.npFrom, c.npTo), end
	if m == Ratio && !c.head && c.verbs.reach && q.unit.kind == percent && end < w.to && w.p.Tokens[end].Is("khối") && c.pred+1 < c.to && w.p.Tokens[c.pred].Is("hoàn") {
		s = "hoàn thành " + w.phrase(end, w.nounEnd(end)) // "các nhà thầu hoàn thành 62% khối lượng"
		w.keep(s, false, false)
		return s, end
	}
	if m == Level && !c.head && c.verbs.reach && (q.unit.kind == money || q.unit.kind == measured) && end < w.to && !based && w.measuresAt(end) {
		to = end
		for to < w.nounEnd(end) && !w.p.Tokens[to].Is(",") {
			to++
		}
		s = w.phrase(end, to) // "công ty đạt 4.044 tỷ đồng doanh thu"
		w.keep(s, false, false)
		return s, to
	}
	s = w.ofAnother(w.alsoRate(s, q, c, m), q, c)
	s = w.ofPart(s, q, c, m)
	s = w.ofOwner(w.paidFor(w.total(w.doer(s, c)), c), q, c)
	if (c.action >= 0 && !c.head || c.npTo-c.npFrom <= 2) && !based && !c.verbs.reach && !c.verbs.is && !w.p.Tokens[c.npFrom].Is("mỗi") {
		if t := w.follows(q, end); t > end {
			s, to = s+" "+w.phrase(end, t), t
		}
	}
	if to == end && verbFirst && !c.head && c.npTo-c.npFrom <= 2 && (q.unit.kind == percent || q.unit.kind == points || !c.comma) && !c.semicolon && w.st.said == w.sent[0] && w.st.indicator != "" && w.st.action == "" {
		s = w.st.indicator + " " + s // "khu vực dịch vụ tăng 7%, đóng góp 2,3 điểm"
		return s, to
	}
	if verbFirst && to == end && !c.head && q.unit.kind == money && m == Level {
		s += w.spentToDo(end)
	}
	if verbFirst && to == end && !c.head && (q.unit.kind == measured || q.unit.kind == money) {
		if a, b := w.topic(c.npFrom); a < b {
			s += " " + w.phrase(a, b) // "Đường trục thôn: cải tạo 147,6 km"
		}
	}
	rate, growth := w.rates(c.npFrom, c.npTo)
	w.keep(s, rate || rule == "rate-item" || strings.HasPrefix(s, "tỷ lệ "), growth)
	w.st.action = ""
	if verbFirst && !c.head && m == Level && (to == end && q.unit.kind == money || to > end && q.unit.kind == measured) {
		w.st.action = w.phrase(c.npFrom, c.npTo) // "thu giữ 286 triệu đồng và 9 điện thoại"
	}
	return s, to
}

// topic gives the noun phrase before the colon that opens the item in which
// token i stands, or nothing.
func (w *walker) topic(i int) (int, int) {
	for j := i - 1; j > w.sent[0] && j > i-12; j-- {
		t := &w.p.Tokens[j]
		if t.Is(";") || w.quantityAt(j) != nil {
			break
		}
		if t.Key == ":" && j-w.sent[0] < 10 && w.plain(w.sent[0], j) {
			return w.nounPhrase(w.sent[0], j)
		}
	}
	return i, i
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

// isRate reports whether the noun phrase of the clause is a percentage by
// nature.
func (w *walker) isRate(c *clause) bool {
	rate, _ := w.rates(c.npFrom, c.npTo)
	return rate
}

// keep hands an indicator on to the numbers that follow.
func (w *walker) keep(s string, rate, growth bool) {
	w.st.indicator, w.st.rate, w.st.growth, w.st.said = s, rate, growth, w.sent[0]
}

// countIndicator gives the indicator of a thing counted: the verb before it,
// the thing, and the rest of its noun phrase.
func (w *walker) countIndicator(q *quantity, c *clause, end int) (string, int) {
	if w.upward(q.to) {
		end = q.to
	}
	tail := max(w.tail(q), end)
	if w.action(c) < 0 && q.of == nil && !q.elided {
		tail = max(w.longTail(q), tail)
	}
	noun := w.thing(q, tail)
	if s := w.ballot(q, c); s != "" {
		w.keep(s, false, false)
		return s, tail
	}
	if s := w.votedFor(q, c); s != "" {
		w.keep(noun+" "+s, false, false)
		return noun + " " + s, tail
	}
	action := w.reach(c, q, tail)
	noun, to, whole := w.governed(q, c, noun, tail, end, action)
	if whole {
		return noun, to
	}
	w.keep(noun, false, false)
	w.st.counted = noun
	if s := w.sharedPredicate(q, tail); s != "" {
		return noun + " " + s, tail
	}
	if q.of == nil {
		if to := w.condition(tail); to > tail && action < 0 && (w.has(c) || c.npFrom >= c.npTo) {
			return w.thing(q, to), tail
		}
		return noun, tail
	}
	return w.outOf(q, noun, tail, action)
}

// governed adds to a thing counted what governs it, a verb or a noun before
// it. whole tells that the words are the indicator as they stand, and the token
// after what was read.
func (w *walker) governed(q *quantity, c *clause, noun string, tail, end, action int) (s string, to int, whole bool) {
	np := c.npFrom < c.npTo
	if s := w.paidTo(q); s != "" && action < 0 && !np {
		s += " cho " + noun
		w.keep(s, false, false)
		return s, tail, true
	}
	if c.plan && tail <= q.to && w.st.indicator != "" {
		return w.st.indicator, q.to, true
	}
	if np && c.verbs.changes() && w.changedAt(q) {
		s := w.phrase(c.npFrom, c.npTo) + " " + w.phrase(c.pred, q.from) + " " + w.thing(q, q.to)
		w.keep(w.phrase(c.npFrom, c.npTo), false, false)
		return s, q.to, true
	}
	if s := w.criteria(q, c); s != "" {
		w.keep(s, false, false)
		w.st.said = -1 // no verb behind goes on with it
		return s, tail, true
	}
	switch {
	case q.elided && c.child && w.st.indicator != "" && w.p.Tokens[q.to].Is("là"):
		s := w.st.indicator + " " + noun
		return s, tail, true
	case q.elided && np:
		s := w.phrase(c.npFrom, c.npTo)
		if c.action == c.npFrom && c.npTo-c.npFrom <= 3 && q.unit.kind == counted && w.p.Tokens[q.from-1].Class == text.Word {
			s += " " + q.unitText // "khai trừ 3"
		}
		w.keep(s, false, false)
		return s, end, true
	case tail <= q.to && !np && c.verbs.to && w.st.said == w.sent[0] && strings.Contains(" "+text.Key(w.st.indicator)+" ", " "+w.p.Tokens[q.unit.from].Key+" "):
		return w.st.indicator, tail, true // "từ 1.200 ca/ngày xuống còn 90 ca/ngày"
	case tail <= q.to && !np && action < 0 && w.p.Tokens[q.unit.from].Is("ca", "vụ", "lượt") && w.countedBefore(q, tail) != "":
		s := w.countedBefore(q, tail)
		w.keep(s, false, false)
		return s, tail, true // "lũy kế 1.230 ca"
	case w.withCases(q):
		noun = w.st.action + " " + noun // "khởi tố 105 vụ với 137 đối tượng"
	case w.women(q, c) != "":
		return w.women(q, c), tail, true
	case tail <= q.to && !np && w.st.whole >= 0 && !w.named(q) && w.ofWhole(q) != "":
		return w.ofWhole(q), tail, true
	case tail <= q.to && !np && w.atOtherTime(q, c):
		return w.st.indicator, tail, true // "Đàn lợn năm 2011 là 98.500 con, năm 2018 là 112.400 con"
	case c.onlyJoined && w.st.action != "":
		noun = w.st.action + " " + noun
	case np && c.head && !w.p.Tokens[q.from-1].Is("của") && !(c.action == c.npFrom && c.npTo-c.npFrom <= 3 && q.unit.kind == counted && !c.verbs.states()) && (c.action < 0 || c.pred < c.to || w.p.Tokens[c.npFrom].Either("tổng", "số") && w.p.Tokens[q.from-1].Is(":")) && !(q.of != nil && w.isRate(c)) && !(w.p.Tokens[c.npFrom].Is("ngành") && q.unit.from < len(w.p.Tokens) && !w.p.is(q.unit.from, flowUnits)) && !((q.of != nil || w.p.Tokens[c.npFrom].Is("khu", "vùng", "ngành")) && w.has(c)):
		s := w.total(w.phrase(c.npFrom, c.npTo))
		w.keep(s, false, false)
		return s, tail, true
	case action >= 0:
		end := c.npTo
		if end <= action {
			end = w.trimRight(action, q.from)
		}
		from := w.fronted(q, c, action, tail)
		if w.occurs(action) && tail <= q.to && c.npFrom < action {
			from = c.npFrom // "Tai nạn giao thông xảy ra 12 vụ"
		}
		w.st.action = w.phrase(from, end)
		noun = w.st.action + " " + noun
	case (tail <= q.to || w.p.Tokens[q.to].Either("ở", "tại")) && w.st.said == w.sent[0] && w.st.indicator != "" && w.belongs(q) != "":
		noun = w.st.indicator + " " + w.belongs(q) + " " + w.thing(q, q.to) // "thu hồi 3,8 ha đất của 412 hộ"
	case np && c.pred == c.to && c.action < 0 && !c.head && c.npTo-c.npFrom <= 2 && c.npFrom > c.from && w.p.is(c.npFrom-1, auxiliaries):
		noun = w.phrase(c.npFrom, c.npTo) + " " + noun // "đã trả 9.106 hồ sơ"
	case np && c.pred == c.to && c.action < 0 && q.unit.kind == counted && c.npTo-c.npFrom <= 6 && w.st.counted != "" && w.sameThing(q):
		s := w.st.counted + " " + w.phrase(c.npFrom, c.npTo)
		w.keep(s, false, false)
		return s, tail, true // "358 bài thi, gồm: Lịch sử 44 bài"
	case tail <= q.to && w.staffed(q, c):
		s := w.phrase(c.npFrom, c.npTo)
		if !w.p.Tokens[c.npFrom].Is(noun) {
			s += " " + noun
		}
		w.keep(s, false, false)
		return s, tail, true // "hộ kinh doanh cá thể có 1.526 hộ"
	case np && w.flows(q, c):
		s := w.phrase(c.npFrom, c.npTo)
		if !c.head && !c.verbs.states() {
			s += " " + noun
		}
		w.keep(s, false, false)
		return s, tail, true
	case tail <= q.to && !np && (w.p.Tokens[q.unit.to-1].Is("lượt") || w.p.Tokens[q.unit.to-1].Is("chiếc", "con", "cái") && c.verbs.reach):
		if s := w.flowing(c); s != "" {
			w.keep(s, false, false)
			return s, tail, true
		}
	default:
		w.st.action = ""
	}
	return noun, tail, false
}

// outOf gives the indicator of a count out of a whole: "06/21 chỉ tiêu đạt
// 100%", where the predicate says which ones are counted.
func (w *walker) outOf(q *quantity, noun string, tail, action int) (string, int) {
	if s := w.rateBefore(q); s != "" && tail <= q.to {
		return s, tail
	}
	to := tail
	for to < w.to && (!w.p.Tokens[to].Is(",", ";", ".", ")", "(", ":", "…") || w.p.Tokens[to].Is(",") && to-q.unit.from < 4 && w.alsoCounted(to+1)) {
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

// action gives the first action verb of the clause, or the one handed on.
func (w *walker) action(c *clause) int {
	if c.onlyJoined && w.st.action != "" {
		return 0
	}
	return c.action
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
