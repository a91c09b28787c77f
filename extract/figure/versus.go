package figure

import (
	"time"

	"khotin/extract/date"
	"khotin/extract/text"
)

// ledBySo reads what a clause measures against where that stands before its
// verb: "…; so với cùng kỳ giảm 5 vụ", "lũy kế 9 tháng so cùng kỳ tăng 12,9%",
// "so dự toán thành phố giao đạt 61%".
func (w *walker) ledBySo(c *clause) {
	toks := w.p.Tokens
	if !(c.verbs.changes() || c.verbs.reach || c.verbs.equal) || w.all&comparers == 0 {
		return
	}
	at := -1
	start := c.from
	for i := c.from; i < c.pred; i++ {
		switch {
		case toks[i].Class == text.Punct && toks[i].Is(";", "(", ")"):
			at, start = -1, i+1
		case toks[i].Is(",") && i == start:
			start++
		case toks[i].Is("so") && i+1 < c.pred && (toks[i+1].Is("với") || i == start || w.isDate(i-1) || toks[i-1].Is(",")):
			at = i
		case toks[i].Is(",") && at >= 0:
			return // "so với cùng kỳ, số vụ giảm": see front
		}
	}
	if at < 0 {
		return
	}
	from := at + 1
	if toks[from].Is("với") {
		from++
	}
	to := c.pred
	for to > from && toks[to-1].Is("ước", "đã", "thì", "chỉ") {
		to--
	}
	if from >= to || to-from > 16 {
		return
	}
	c.basis = w.p.Slice(from, to)
	c.npFrom, c.npTo = w.nounPhrase(start, at)
	if w.timeOnly(c.npFrom, c.npTo) || w.summing(c.npFrom, c.npTo) {
		c.npFrom = c.npTo
	}
	if c.npFrom >= c.npTo && at == start {
		w.st.front = c.basis // the changes that follow are measured against it too
	}
}

// summing reports whether tokens [from, to) only say that months are taken
// together: "lũy kế", "bình quân", "tính chung".
func (w *walker) summing(from, to int) bool {
	for i := from; i < to; i++ {
		if !w.p.is(i, sums|timeWords) && !w.isDate(i) {
			return false
		}
	}
	return from < to
}

// thanLevel tells a number that another time had, and that the clause is
// measured against: "thấp hơn mức tăng 11,8% của quý I" is the growth of the
// first quarter.
func (w *walker) thanLevel(c *clause) {
	toks := w.p.Tokens
	if p := c.pred; p-3 >= c.from && toks[p-1].Is("kỳ") && toks[p-2].Is("cùng") && toks[p-3].Is("khi") {
		c.than, c.npFrom = true, c.npTo // "…, trong khi cùng kỳ tăng 11,5%"
		c.date = w.yearBefore()
		return
	}
	if c.npFrom >= c.npTo {
		return
	}
	if c.npTo-c.npFrom == 2 && toks[c.npFrom].Is("cao") && toks[c.npFrom+1].Is("điểm") && w.st.indicator != "" && w.st.said == w.sent[0] {
		c.npFrom = c.npTo // "…; cao điểm ngày 2/9 đạt 5.200 lượt"
		return
	}
	if w.summing(c.npFrom, c.npTo) && w.st.indicator != "" && w.st.said == w.sent[0] {
		c.npFrom = c.npTo // "…; bình quân 9 tháng tăng 2,4%"
		return
	}
	if c.npTo-c.npFrom > 2 || c.npTo != c.pred || c.npFrom < 2 || !toks[c.npFrom].Either("mức", "tốc") || !toks[c.npFrom-1].Is("hơn") || !toks[c.npFrom-2].Either("thấp", "cao") {
		return
	}
	c.than = true
	c.verbs.up = toks[c.npTo-1].Either("tăng", "độ")
	c.verbs.down = toks[c.npTo-1].Is("giảm")
	c.npFrom = c.npTo
}

// comparedDate gives the time compared with that ends before token i: "so với cùng
// kỳ năm 2022", or nil.
func (w *walker) comparedDate(i int) *date.Date {
	if i == 0 || !w.isDate(i-1) {
		return nil
	}
	if d := w.dateOf(i - 1); d.Comparison && d.At.To == i {
		return d
	}
	return nil
}

// yearBefore gives what was told about, a year earlier, or nil.
func (w *walker) yearBefore() *date.Date {
	p := w.st.period
	if p == nil || isDay(p) {
		return nil
	}
	d := *p
	d.Start.Year--
	d.End.Year--
	if d.End.Month == time.February && d.End.Day == 29 {
		d.End.Day = 28
	}
	return &d
}

// ofTime gives the token of the date behind "của" at token i, or -1: "của quý I".
func (w *walker) ofTime(i int) int {
	if i+1 < w.to && w.p.Tokens[i].Is("của") && w.isDate(i+1) {
		return i + 1
	}
	return -1
}

// orderedBases gives what each of n changes under "lần lượt" is measured
// against: "so với tháng trước và cùng kỳ tăng lần lượt 1,8% và 9,5%". at is
// the order word. It gives the token of "so", and nil where there are not n.
func (w *walker) orderedBases(c *clause, at, n int) (so int, bases []string) {
	toks := w.p.Tokens
	for so = at - 1; so > c.from && !toks[so].Is("so"); so-- {
		if toks[so].Either(";", ":") {
			return 0, nil
		}
	}
	if so <= c.from || !toks[so+1].Is("với") {
		return 0, nil
	}
	from := so + 2
	for i := from; i <= at; i++ {
		if i < at && !toks[i].Either("và", ",") && !w.p.is(i, clauseVerb) {
			continue
		}
		if i > from {
			bases = append(bases, w.p.Slice(from, i))
		}
		if i < at && w.p.is(i, clauseVerb) {
			break
		}
		from = i + 1
	}
	if len(bases) != n {
		return 0, nil
	}
	for _, b := range bases {
		if p := text.Parse(b); len(p.Tokens) > 8 {
			return 0, nil
		}
	}
	return so, bases
}

// comparedBefore reads a comparison that stands between the verb and the
// number: "thấp hơn đầu vụ 300 đồng/kg", "tăng so với cùng kỳ 5%".
func (w *walker) comparedBefore(c *clause) {
	toks := w.p.Tokens
	if c.verbs.changes() || w.all&compares == 0 {
		return
	}
	if c.npFrom > c.from && c.npFrom < c.npTo && c.npTo == c.pred && toks[c.npFrom-1].Is("vượt") && w.ofPercent(c.to) && c.npTo-c.npFrom <= 4 && toks[c.npFrom].Is("tiến", "kế", "chỉ", "dự", "mục") {
		c.basis = w.p.Slice(c.npFrom, c.npTo) // "vượt tiến độ 5%"
		c.pred, c.verbs.up, c.npFrom = c.npFrom-1, true, c.npTo
		return
	}
	i := c.npFrom
	for ; i+1 < c.npTo; i++ {
		if !w.p.is(i, compares) {
			continue
		}
		if toks[i].Either("tăng", "giảm") && toks[i+1].Is("so") || toks[i].Is("cao", "thấp", "nhiều", "ít", "chậm", "muộn", "sớm") && toks[i+1].Is("hơn") || toks[i].Is("vượt") {
			break
		}
	}
	if i+1 >= c.npTo {
		return
	}
	verb := i
	switch {
	case toks[i].Either("tăng", "giảm") && toks[i+1].Is("so"):
		i++
	case toks[i].Is("cao", "thấp", "nhiều", "ít", "chậm", "muộn", "sớm") && toks[i+1].Is("hơn"):
		i += 2
	case toks[i].Is("vượt"):
		i++
	default:
		return
	}
	c.verbs.up = toks[verb].Is("tăng", "cao", "nhiều", "vượt", "chậm", "muộn")
	c.verbs.down = !c.verbs.up
	c.pred = verb
	if i+1 < c.npTo && toks[i].Is("so") {
		i += 2
	}
	if c.basis = w.p.Slice(i, max(i+1, c.npTo)); i >= c.npTo {
		c.basis = ""
	}
	c.npTo = verb
}
