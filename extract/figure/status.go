package figure

import (
	"math"
	"strings"
	"time"

	"khotin/extract/date"
	"khotin/extract/text"
)

// frames notes, in the words before a number, what governs it and the numbers
// after it: "phấn đấu", "chỉ tiêu như", "ước".
func (w *walker) frames(c *clause) {
	if w.st.given && c.npFrom < c.npTo {
		w.st.given, w.st.frame = false, "" // "vốn được giao là 436 tỷ đồng, giải ngân được 419 tỷ đồng"
	}
	for i := c.from; i < c.to && w.all&frameWords != 0; i++ {
		if !w.p.is(i, frameWords) {
			continue
		}
		if f, ok := w.frameAt(i, c.to); ok {
			w.turnsToGoals(f)
			w.st.frame = f
			w.st.given = w.p.Tokens[i].Is("được") && w.plainly(i+2, c.to)
			w.st.soft = w.p.Tokens[i].Is("sẽ", "phải", "yêu", "dự", "giao", "được", "quyết", "đề")
		}
	}
}

// turnsToGoals notes what a sentence told before it goes on to goals, "…, đạt 70%
// kế hoạch; phấn đấu đến hết năm đạt 100%": the sentences after it tell results
// again, of the same time.
func (w *walker) turnsToGoals(f Status) {
	if f != Target || w.st.frame == Target || w.st.done != nil || len(w.out) <= w.st.told || w.heading == Target {
		return
	}
	if row := &w.out[w.st.told]; row.Status != Target && row.Period != nil && row.PeriodBy == "clause" {
		w.st.done = row.Period
	}
}

// backToResults ends the goals of a sentence that began with results.
func (w *walker) backToResults() {
	if d := w.st.done; d != nil {
		w.st.frame, w.st.period, w.st.inSentence = "", d, true
	}
}

// plainly reports whether tokens [from, to) are only words that lead to a number.
func (w *walker) plainly(from, to int) bool {
	for i := from; i < to; i++ {
		if !w.p.is(i, predicate|qualifiers) && !w.p.Tokens[i].Is(":") {
			return false
		}
	}
	return true
}

// frameAt reads the frame word at token i, if there is one.
func (w *walker) frameAt(i, to int) (Status, bool) {
	toks := w.p.Tokens
	t := &toks[i]
	if !w.p.is(i, frameWords) || t.Class != text.Word || w.mask[i] || i+1 >= len(toks) {
		return "", false
	}
	n := &toks[i+1]
	before := func(key string, others ...string) bool { return i > w.sent[0] && toks[i-1].Is(key, others...) }
	after := func(key string, others ...string) bool { return i+2 < len(toks) && toks[i+2].Is(key, others...) }
	switch { // "chỉ tiêu" is known by its fold, since portals misspell it
	case t.Is("phấn") && n.Is("đấu"):
		if after(",", ";", ".", ")", "và") || before("quận", "huyện", "phố", "xã", "phường", "tỉnh") && w.planned(i) {
			return "", false
		}
		return Target, true
	case t.Is("mục") && n.Is("tiêu"):
		if before("đạt", "thành", "vượt", "theo", "các") && !after("năm", "đến", ":", "như") {
			return "", false
		}
		return Target, after("năm", "đến", ":", "là", "phấn", "đạt", "tăng", "tăng", "đề", "như", "thu", "tốc", "đưa", "hoàn") || before("với", "đặt", "ra")
	case t.Key != "chi" && t.Folds("chi") && n.Folds("tieu"):
		return Target, w.announces(i+2, to) && !w.results(i)
	case t.Is("dự") && n.Either("kiến", "báo"):
		return Target, !before("đại")
	case t.Is("yêu") && w.demanded(i):
		return "", false
	case t.Either("sẽ", "phải") && !before("thuộc", "diện", "không"), t.Is("yêu") && n.Is("cầu"), t.Is("quyết") && n.Is("tâm"):
		return Target, true
	case t.Is("đề") && n.Is("nghị"):
		return Target, !after("truy") && !before("chuyển", "theo", "giấy", "đơn", "sơ", "được", "kiến", "văn", "có") && !after("của", "xem", "hưởng")
	case t.Is("giao") && n.Folds("chi") && after("tiêu"), t.Is("giao") && n.Folds("du") && after("toán"), t.Is("giao") && n.Folds("ke") && after("hoạch"):
		return Target, true
	case t.Is("được") && n.Is("giao"), t.Either("đề", "đặt") && n.Is("ra") && !before("chỉ", "tiêu"):
		return Target, i+2 < to && !after(",", ";")
	case t.Either("đã", "kết") && (t.Is("đã") || n.Is("quả")):
		return "", w.st.frame != ""
	}
	return "", false
}

// demanded reports whether "yêu cầu" at token i tells what was done on the spot,
// behind another result: "kiểm tra 60 hộ, yêu cầu tháo dỡ 25 mái che". What others
// are to do comes behind their name, and "đã yêu cầu" alone says no more than that
// it was ordered.
func (w *walker) demanded(i int) bool {
	toks := w.p.Tokens
	if i+2 >= w.to || !toks[i+1].Is("cầu") || !w.p.actionAt(i+2) || i == w.sent[0] || !toks[i-1].Is(",", "và", ";") {
		return false
	}
	before := w.sameSentence()
	return before != nil && before.Status == Actual && before.Measure == Level
}

// planned reports whether token i belongs to "kế hoạch quận phấn đấu".
func (w *walker) planned(i int) bool {
	for j := i - 1; j >= w.sent[0] && j >= i-5; j-- {
		t := &w.p.Tokens[j]
		if t.Folds("hoach", "tieu", "toan") || t.Is("và") || t.Is("vụ") && j > w.sent[0] && w.p.Tokens[j-1].Is("nhiệm") {
			return true
		}
		if t.Class == text.Punct && j < i-2 {
			return false // "Vụ mùa, huyện phấn đấu"
		}
	}
	return false
}

// announces reports whether a list follows: "… như:", "gồm", a colon.
func (w *walker) announces(i, to int) bool {
	for j := i; j < w.sent[1] && j < i+14; j++ {
		t := &w.p.Tokens[j]
		if t.Is(":") || t.Is("như") {
			return true
		}
		if t.Is(",", ";", ".", "đạt", "vượt") || t.Class == text.Number && !w.mask[j] {
			return false
		}
	}
	return false
}

// results reports whether the list of indicators that token i announces is one
// of results: "kết quả thực hiện một số chỉ tiêu".
func (w *walker) results(i int) bool {
	for j := w.sent[0]; j < i; j++ {
		t := &w.p.Tokens[j]
		if t.Is("kết") && w.p.Tokens[j+1].Is("quả") || t.Either("thành", "hiện") && w.p.Tokens[j-max(0, min(j, 1))].Either("hoàn", "thực") || t.Either("đạt", "vượt") || t.Is("đã") && !w.p.Tokens[j+1].Is("đề", "đặt", "xác", "thông", "thống", "quyết") {
			return true
		}
	}
	return false
}

// openFrame decides what a new sentence inherits of the frame of the one
// before: goals go on until something that happened is told.
func (w *walker) openFrame(at int) {
	w.frameCarried = false
	if w.chapter.goals {
		w.st.frame = Target
		return
	}
	if w.passes(at) {
		w.st.frame, w.st.period, w.st.lead = "", nil, nil
		return
	}
	if w.st.frame != Target || w.st.soft && w.heading != Target {
		w.st.frame = ""
		return
	}
	if w.heading == Target {
		return
	}
	for i := at; i < w.to; i++ {
		t := &w.p.Tokens[i]
		if t.Is("đã", "ước", "được") || t.Is("kết") && i+1 < w.to && w.p.Tokens[i+1].Is("quả") {
			w.st.frame = ""
			return
		}
	}
	w.frameCarried = true
}

// passes reports whether a meeting is the subject of the sentence at token at and
// passes or elects something: "Kỳ họp thông qua 12 nghị quyết".
func (w *walker) passes(at int) bool {
	toks := w.p.Tokens
	if at+3 >= w.to || !toks[at].Is("kỳ", "hội", "đại", "hđnd", "phiên") {
		return false
	}
	for i := at + 1; i < at+4 && i+1 < w.to; i++ {
		if toks[i].Is("thông") && toks[i+1].Is("qua") || toks[i].Is("bầu") {
			return true
		}
	}
	return false
}

// lateFrame reads the frame words after the last number of the sentence, for
// the sentences that follow.
func (w *walker) lateFrame(from int) {
	for i := from; i < w.to && w.all&frameWords != 0; i++ {
		if !w.p.is(i, frameWords) {
			continue
		}
		if f, ok := w.frameAt(i, w.to); ok && f == Target && w.announces(i, w.to) {
			w.st.frame = f
		}
	}
}

// headed notes the frame that a paragraph hands to the list under it.
func (w *walker) headed(was Status) {
	n := len(w.p.Tokens)
	colon := n > 0 && w.p.Tokens[n-1].Key == ":"
	w.item = colon || w.item && n < 60 && n > 0 && (!w.p.Tokens[n-1].Is(".") || w.p.Tokens[0].Is("-", "–", "+", "*", "•"))
	switch {
	case n > 0 && w.p.Tokens[n-1].Key == ":":
		w.heading = w.st.frame
	case was != "" && w.subheading():
		w.heading, w.item = was, true
	case n > 0 && was != "" && (w.item || w.p.Tokens[0].Is("-", "–", "+", "*", "•")):
		w.heading = was
	default:
		w.heading = ""
	}
}

// status says whether q happened.
func (w *walker) status(q *quantity, c *clause, fresh bool) Status {
	if c.plan {
		return Target
	}
	if !fresh && w.st.status != "" && w.st.frame != Target {
		return w.st.status
	}
	p := w.st.period
	if c.date != nil {
		p = c.date
	}
	future := p != nil && !w.now.IsZero() && (after(p.Start, w.now) || p.Start == w.now && after(p.End, w.now) && w.fromNow(p) || p.Horizon && after(p.End, w.now))
	switch {
	case w.atSession(q):
		w.st.status = Actual
	case w.st.frame == Target || w.planHead(c) || future && !c.estimate:
		w.st.status = Target
	case c.estimate:
		w.st.status = Estimate
	case w.st.status == Estimate && c.pred == c.to && (c.action < 0 || c.head), (c.child || w.st.whole >= 0) && w.st.estimated:
		w.st.status = Estimate
	default:
		w.st.status = Actual
	}
	return w.st.status
}

// fromNow reports whether the period p begins with "từ nay".
func (w *walker) fromNow(p *date.Date) bool {
	toks := w.doc.Paras[p.At.Para].Tokens
	return p.At.From+1 < len(toks) && toks[p.At.From].Is("từ") && toks[p.At.From+1].Is("nay")
}

// atSession reports whether q counts those who sit and vote at the meeting.
func (w *walker) atSession(q *quantity) bool {
	u := q.unit.from
	return q.unitText == "phiếu" || q.of != nil && u+1 < len(w.p.Tokens) && (w.p.Tokens[u].Is("phiếu") || w.p.Tokens[u].Is("đại") && w.p.Tokens[u+1].Is("biểu"))
}

// planHead reports whether the noun phrase is itself a plan: "Dự toán thu
// ngân sách năm 2024 là …".
func (w *walker) planHead(c *clause) bool {
	if c.npTo-c.npFrom < 2 {
		return c.plan
	}
	t, n := &w.p.Tokens[c.npFrom], &w.p.Tokens[c.npFrom+1]
	return t.Is("dự") && n.Is("toán") || t.Is("kế") && n.Is("hoạch")
}

// setByPlan reports whether q, in a bracket, is what a plan set for the number before.
func (w *walker) setByPlan(c *clause, q *quantity) bool {
	switch {
	case w.st.indicator == "":
	case w.planHead(c) && w.plainPlan(c.npFrom, c.npTo) && c.verbs.changes():
		return true // "GRDP tăng 9,77% (kế hoạch năm tăng 11,5%)"
	case !c.plan && w.plannedIt(c):
		return true // "tỷ lệ bao phủ đạt 93,7% (chỉ tiêu được giao là 94,15%)"
	}
	return w.planBehind(q) // "đạt 57,1% kế hoạch (27.000 người)"
}

// planBehind reports whether q stands alone in the bracket right behind a share of a
// plan, and is what that sets: the level before, in the same unit, is that share of it.
func (w *walker) planBehind(q *quantity) bool {
	n := len(w.out)
	if n < 2 || q.from == 0 || q.unit.kind == percent || w.p.Tokens[q.from-1].Key != "(" || q.to >= len(w.p.Tokens) || w.p.Tokens[q.to].Key != ")" {
		return false
	}
	f := &w.out[n-1]
	if f.At.Para != w.para || f.At.To != q.from-1 || f.Measure != Ratio || !isPlan(f.Basis) {
		return false
	}
	plan := q.value.Shift(q.unit.shift).Float()
	for k := n - 2; k >= 0 && plan > 0 && w.out[k].Group == f.Group && w.out[k].At.Para == w.para; k-- {
		if l := &w.out[k]; l.Measure == Level && l.Amount != "" && l.BaseUnit == q.unit.base && math.Abs(100*l.amount()/plan-f.Value.Float()) <= 1 {
			return true
		}
	}
	return false
}

// planPeriod makes the period of f, which a plan set for the row before it, the year
// where the plan is one for a year. For when another is, the text does not say.
func (w *walker) planPeriod(f *Figure, c *clause) {
	p := f.Period
	if p == nil {
		p = w.out[len(w.out)-1].Period
	}
	f.Period, f.PeriodBy = nil, "plan"
	yearly := c.date == nil && strings.HasSuffix(text.Key(w.out[len(w.out)-1].Basis), "năm")
	for i := c.from; i < c.to; i++ {
		yearly = yearly || w.p.Tokens[i].Is("năm") && !w.isDate(i)
	}
	switch {
	case c.date != nil:
		f.Period, f.PeriodBy = c.date, "clause"
	case p != nil && yearly && p.Start.Year == p.End.Year:
		year := *p
		year.Start, year.End = date.Day{Year: p.End.Year, Month: time.January, Day: 1}, date.Day{Year: p.End.Year, Month: time.December, Day: 31}
		year.Grain = date.GrainYear
		f.Period, f.PeriodBy = &year, "carried"
	case p != nil && p.Grain == date.GrainYear:
		f.Period, f.PeriodBy = p, "carried"
	}
}

// plannedIt reports whether the clause, from its bracket on, only says that the number
// is what was planned: "kế hoạch là", "chỉ tiêu được giao là", "mục tiêu".
func (w *walker) plannedIt(c *clause) bool {
	toks := w.p.Tokens
	i := c.from
	if i == 0 || toks[i-1].Key != "(" || i+2 > c.to || !(toks[i].Is("kế") && toks[i+1].Is("hoạch") || toks[i].Either("chỉ", "mục") && toks[i+1].Is("tiêu")) {
		return false
	}
	for i += 2; i < c.to; i++ {
		if !w.isDate(i) && !w.p.is(i, timeWords) && !toks[i].Is("được", "giao", "đề", "ra", "là", "đặt", "của", "trên", "phấn", "đấu", "quận", "huyện", "tỉnh", "thành", "phố", "trung", "ương", "hđnd", "đạt", ":") {
			return false
		}
	}
	return true
}

// plainPlan reports whether tokens [from, to) say no more than "kế hoạch", "dự
// toán" and of which year.
func (w *walker) plainPlan(from, to int) bool {
	for i := from + 2; i < to; i++ {
		if !w.isDate(i) && !w.p.is(i, timeWords) {
			return false
		}
	}
	return true
}

// subheading reports whether the paragraph is a short line without a number
// and without a full stop between the items of a list: "Về kinh tế".
func (w *walker) subheading() bool {
	n := len(w.p.Tokens)
	return n > 0 && n <= 9 && len(w.qs) == 0 && w.p.Tokens[n-1].Class != text.Punct && w.p.Tokens[0].Class == text.Word
}
