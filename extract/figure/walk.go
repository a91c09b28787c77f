package figure

import (
	"strings"

	"khotin/extract/date"
	"khotin/extract/text"
)

// paragraph reads the figures of paragraph n.
func (w *walker) paragraph(n int, style text.Style, sure bool) {
	w.para = n
	w.p.read(&w.doc.Paras[n])
	w.qs = w.qs[:0]
	listed := w.heading
	kept := w.st.period
	w.st = state{group: -1, whole: -1, said: -1, place: w.c.Subject, frame: listed}
	handsOn := w.handsOn(n, listed)
	numbers := len(w.p.opens) > 0
	if !numbers && !handsOn && !w.isRow() && len(w.p.Tokens) > longestHeading {
		w.silent()
		return
	}
	w.masks()
	if numbers {
		s := scanner{p: &w.p, mask: w.mask, style: style, sure: sure, cells: w.cellUnits()}
		w.qs = s.scan(w.qs)
	}
	if len(w.qs) > 0 || handsOn {
		w.brackets()
	}
	if w.chapter.goals {
		w.st.frame = Target
	}
	w.conditions()
	if w.openChapter() {
		w.item, w.heading = false, ""
	}
	row := w.isRow()
	if w.item || row || w.opensParts([2]int{0, len(w.p.Tokens)}) {
		w.st.period = kept
	}
	if row {
		w.tableRow()
		return
	}
	w.table = table{}
	w.order = w.order[:0]
	k := 0
	for _, sent := range w.p.Sentences() {
		if k == len(w.qs) && !handsOn {
			w.enterSentence(sent)
			continue // no number follows to which it matters
		}
		first := k
		for k < len(w.qs) && w.qs[k].from < sent[1] {
			k++
		}
		w.sentence(sent, w.qs[first:k])
	}
	if len(w.qs) == 0 {
		w.leadPeriod()
	}
	w.headed(listed)
	w.leads()
}

// silent passes over a paragraph of running text without numbers.
func (w *walker) silent() {
	w.led = nil
	w.starts = w.starts[:0]
	w.openChapter()
	w.table, w.order = table{}, w.order[:0]
	if s := w.p.Sentences(); len(s) > 0 {
		w.enterSentence(s[len(s)-1])
	}
}

// handsOn reports whether the words behind the last number of paragraph n may
// matter to the next one: a list goes on, or it tells parts.
func (w *walker) handsOn(n int, listed Status) bool {
	if toks := w.p.Tokens; w.item || listed != "" || len(toks) > 0 && toks[len(toks)-1].Key == ":" {
		return true
	}
	if n+1 == len(w.doc.Paras) {
		return false
	}
	next := &w.doc.Paras[n+1]
	return len(next.Tokens) > 0 && next.Tokens[0].Either("trong", "riêng") || strings.IndexByte(next.Text, '|') >= 0
}

// sentence reads the quantities of one sentence.
func (w *walker) sentence(sent [2]int, qs []quantity) {
	w.enterSentence(sent)
	w.st.whole, w.st.level, w.st.before = -1, false, nil
	if w.opensParts(sent) && w.st.group >= 0 {
		w.st.whole, w.st.estimated = w.st.group, w.st.status == Estimate
		w.timeOfWhole()
	} else {
		w.st.estimated, w.st.based, w.st.status = false, false, ""
	}
	w.st.action, w.st.now, w.st.sharing = "", false, false
	if w.st.holds {
		w.st.place, w.st.all, w.st.holds = w.st.all, "", false
	}
	if strings.HasPrefix(w.st.basis, "cùng kỳ") {
		w.st.basis = "" // a plan goes on being that of the next sentence, a comparison does not
	}
	w.st.opening, w.st.front, w.st.less, w.st.voted, w.st.compared = nil, "", "", "", rank{}
	if len(qs) > 0 {
		w.all = w.p.together(sent[0], sent[1])
		w.outdated(qs[0].from)
		w.sameDay(qs[0].from)
		w.st.opening, w.st.front, w.st.less = w.opening(), w.front(sent), w.less(sent)
	}
	w.outer = w.outer[:0]
	w.openFrame(sent[0])
	w.st.done, w.st.told, w.st.counter = nil, len(w.out), nil
	order, listed := w.spare[:0], 0
	from := sent[0]
	for k := 0; k < len(qs); k++ {
		q := &qs[k]
		w.enter(from, q)
		w.first = k == 0
		read := w.read(w.regionStart(from, q.from), q)
		c := &read
		n, used := len(w.out), 0
		if c.order && k+1 < len(qs) {
			if used = w.inOrder(qs[k:], c, order); used > 0 {
				for i := n; i < len(w.out); i++ {
					order = append(order, ordered{w.out[i].Indicator, w.out[i].Measure, w.st.rate, w.out[i].Place})
				}
				listed = used
			}
		} else if listed > 0 {
			used = w.againInOrder(qs[k:], c, order[len(order)-listed:])
		}
		if used > 0 {
			k += used - 1
			_, _, from = w.basisAt(qs[k].to, &qs[k])
			continue
		}
		listed = 0
		from = max(from, w.row(q, qs[k+1:], c))
		if len(w.out) > n {
			f := &w.out[len(w.out)-1]
			if len(order) == 0 || order[len(order)-1].indicator != f.Indicator {
				order = append(order, ordered{f.Indicator, f.Measure, w.st.rate, ""})
			}
		}
	}
	w.backToResults()
	w.lateFrame(from)
	if w.spare = order; len(order) > 0 {
		w.order, w.spare = order, w.order
	}
	w.carry(sent, qs)
}

// front gives what a sentence measures its changes against from the start: "So
// với cùng kỳ năm 2018, số vụ giảm 4%".
func (w *walker) front(sent [2]int) string {
	toks := w.p.Tokens
	for i := sent[0]; i+2 < sent[1] && i < sent[0]+8 && w.all&comparers != 0; i++ {
		if !toks[i].Is("so") || !toks[i+1].Is("với") || i > sent[0] && !toks[i-1].Either(",", ":") {
			continue
		}
		for j := i + 2; j < sent[1] && j < i+12; j++ {
			if toks[j].Is(",") {
				return w.p.Slice(i+2, j)
			}
			if w.p.is(j, clauseVerb) && !w.isDate(j) {
				break
			}
		}
	}
	return ""
}

// opensParts reports whether a sentence goes on with parts of what the one
// before told: "Trong đó, …".
func (w *walker) opensParts(sent [2]int) bool {
	i := sent[0]
	return i+1 < sent[1] && (w.p.Tokens[i].Is("trong") && w.p.Tokens[i+1].Is("đó") || w.p.Tokens[i].Is("riêng"))
}

// brackets numbers, for every token, the bracket that holds it.
func (w *walker) brackets() {
	w.inside = grow(w.inside, len(w.p.Tokens))
	if w.p.all&brackets == 0 {
		clear(w.inside)
		return
	}
	open, n := int16(0), int16(0)
	for i := range w.p.Tokens {
		if w.p.Tokens[i].Class != text.Punct {
			w.inside[i] = open
			continue
		}
		switch w.p.Tokens[i].Key {
		case "(":
			n++
			open = n
			w.inside[i] = 0
			continue
		case ")", ".":
			if w.p.Tokens[i].Key == ")" || i+1 == len(w.p.Tokens) {
				open = 0
			}
		}
		w.inside[i] = open
	}
}

// enter saves the state before a bracket and restores it after.
func (w *walker) enter(from int, q *quantity) {
	was, is := int16(0), w.inside[q.from]
	if from > 0 {
		was = w.inside[from-1]
	}
	if was == is {
		return
	}
	if was != 0 && len(w.outer) > 0 {
		frame, period, in, name, ranked, first := w.st.frame, w.st.period, w.st.inSentence, w.st.indicator, w.st.ranked, w.st.compared
		w.st = w.outer[len(w.outer)-1]
		w.st.ranked, w.st.compared = ranked, first
		if w.st.period == nil {
			w.st.period, w.st.inSentence = period, in
		}
		if w.st.indicator == "" {
			w.st.indicator = name
		}
		w.outer = w.outer[:0]
		w.st.frame = frame
	}
	if is != 0 {
		w.outer = append(w.outer[:0], w.st)
	}
}

// regionStart gives where the region before a quantity starts: after the last
// bracket sign that divides it from the quantity before.
func (w *walker) regionStart(from, to int) int {
	depth := 0
	for i := to - 1; i >= from && w.all&brackets != 0; i-- {
		switch w.p.Tokens[i].Key {
		case ")":
			depth++
		case "(":
			if depth == 0 {
				return i + 1
			}
			depth--
		}
	}
	return from
}

// row reads one quantity and gives the token after all that belongs to it.
func (w *walker) row(q *quantity, rest []quantity, c *clause) int {
	if w.first && w.frameCarried && !c.head && !c.order {
		w.st.frame = ""
	}
	w.frames(c)
	end := q.to
	plus := ""
	if w.upward(end) {
		plus = w.p.Slice(end, end+2)
		end += 2
	}
	behind := 0
	if q.unit.kind == counted || q.unit.kind == open {
		if t := w.tail(q); t > q.to && w.upward(t) {
			plus, behind = w.p.Slice(t, t+2), t+2
		}
	}
	end = w.changed(q, c, end)
	basis, after := w.ownBasis(q, c, end)
	m, rule := w.measure(q, c, basis)
	item, ranked := w.rankOf(q)
	if !ranked && w.inside[q.from] != 0 {
		item, ranked = w.firstOfAll(q)
	}
	if ranked {
		m, rule = item.measure, "ranking"
	}
	fresh := w.statement(q, c, m)
	ind, tailTo := item.indicator, end
	if ranked {
		w.st.place = item.place
	} else if !ranked {
		ind, tailTo = w.indicator(q, c, m, rule, end, after > end)
	}
	if ind == "" {
		return max(end, after)
	}
	if c.semicolon {
		w.st.less = ""
	}
	if w.st.less != "" && !w.first || w.st.less != "" && c.pred > c.from {
		ind += " " + w.st.less
	}
	f := Figure{Indicator: ind, Measure: m, Unit: q.words(&w.p), Value: q.value, Upper: q.upper, Of: q.of, Rule: rule,
		Basis: w.basis(m, basis, rest, q), Group: w.st.group, PartOf: w.st.whole, Place: w.st.place}
	if rule == "share-of" && basis == "" && (isPlan(f.Basis) || strings.HasSuffix(f.Basis, " giao") || strings.HasPrefix(text.Key(f.Basis), "cùng kỳ")) || rule == "share-run" && c.semicolon {
		f.Basis = "" // "bằng 80% dự toán, …; tổng nợ chiếm 5,9%"
	}
	var other *date.Date
	if n := len(w.out); n > 0 && basis == "" && q.unit.kind == percent && w.inside[q.from] != 0 && w.out[n-1].Measure == Growth && w.out[n-1].At.Para == w.para && w.out[n-1].At.To == q.from-1 && !c.verbs.states() {
		f.Basis = "" // "cao hơn 3,2% so với cùng kỳ (43,6%)"
		other = w.comparedDate(q.from - 1)
	}
	w.amount(&f, q)
	w.overPart(&f)
	w.setAside(&f, c)
	if m == Growth && (c.verbs.down || item.down || q.minus || rule == "change-again" && w.st.fell || rule == "planned" && !c.verbs.changes() && w.st.fell) {
		f.negate()
	}
	f.Qualifier = w.qualifier(c.pred, q.from, plus)
	f.Status = w.status(q, c, fresh)
	if f.Period, f.PeriodBy = w.period(q, c, &f, tailTo, after); other != nil {
		f.Period, f.PeriodBy = other, "compared"
	}
	if c.plan && len(w.out) > 0 {
		w.planPeriod(&f, c)
	}
	if q.ambiguous {
		f.Flags = append(f.Flags, "ambiguous")
	}
	from := c.pred
	if c.npFrom >= c.npTo && c.date != nil && c.date.At.To == c.pred && c.date.At.From >= c.from {
		from = c.date.At.From
	}
	f.At = text.Range{Para: w.para, From: from, To: max(after, tailTo, behind)}
	f.Sentence = text.Range{Para: w.para, From: w.sent[0], To: w.sent[1]}
	w.out = append(w.out, f)
	w.counter(q)
	w.told(q, m, rule, f.Value.Float() < 0)
	if q.of != nil {
		// "05/21 chỉ tiêu đạt 90%": the predicate is a number of its own.
		return w.tail(q)
	}
	return max(after, tailTo, behind)
}

// upward reports whether "trở lên" or "trở xuống" stands at token i.
func (w *walker) upward(i int) bool {
	return i+1 < w.to && w.p.Tokens[i].Is("trở") && w.p.Tokens[i+1].Either("lên", "xuống")
}

// changed gives the token after what a percentage changes where that stands
// after it, "giảm 12% số vụ", and notes it in q; else end.
func (w *walker) changed(q *quantity, c *clause, end int) int {
	if q.unit.kind != percent || end+1 >= w.to || !(c.verbs.up || c.verbs.down || w.againOf(c, end)) ||
		!w.p.Tokens[end].Is("số", "tỷ", "tỉ", "về", "thời", "chi", "kinh", "lượng", "khối") || w.p.Tokens[end+1].Case != text.Lower {
		return end
	}
	if w.p.Tokens[end].Is("về") {
		end++
	}
	q.tail = end
	return w.nounEnd(end)
}

// againOf reports whether a percentage that ends before token end goes on with
// the changes before it: "tăng 6% về số vụ và 9% về giá trị".
func (w *walker) againOf(c *clause, end int) bool {
	return c.onlyJoined && w.st.measure == Growth && end < w.to && w.p.Tokens[end].Is("về")
}

// ownBasis gives the basis that q's own clause names, and the token after it.
func (w *walker) ownBasis(q *quantity, c *clause, end int) (basis string, after int) {
	w.wholes = c.verbs.share || c.verbs.reach || c.verbs.equal || c.verbs.done || c.action >= 0 && !c.head
	if k := q.unit.kind; k != percent && k != points && k != times && !c.verbs.changes() {
		return c.basis, end
	}
	from, to, after := w.basisAt(end, q)
	if from < to {
		return w.p.Slice(from, to), after
	}
	return c.basis, end
}

func (f *Figure) negate() {
	f.Value = f.Value.Neg()
	if f.Upper != nil {
		u := f.Upper.Neg()
		f.Upper = &u
	}
	if f.Amount != "" {
		f.Amount = "-" + f.Amount
	}
}

// amount fills Amount and BaseUnit.
func (w *walker) amount(f *Figure, q *quantity) {
	if q.unit.kind == bare {
		return
	}
	f.shift = q.unit.shift
	f.Amount, f.BaseUnit = q.value.Shift(q.unit.shift).String(), q.unit.base
}
