package figure

import (
	"khotin/extract/date"
	"khotin/extract/text"
)

// walker reads the figures of one paragraph after the other. It keeps what
// one clause hands on to the next.
type walker struct {
	p    paragraph // first, since every rule looks at its tokens
	doc  *text.Doc
	c    Context
	out  []Figure
	next int // group of the next statement

	now    date.Day   // day that the text speaks on
	report *date.Date // what the document reports on

	chapter chapter    // the numbered heading above
	led     *date.Date // the day up to which the paragraphs under a lead tell: "Tính đến ngày 25/9, kết quả như sau:"
	section *date.Date // what a paragraph reported on, where the document names no period for all
	lead    *date.Date // what a lead without figures tells of

	para         int
	mask         []bool
	dateAt       []int16      // index into dates plus one, 0 for none
	dates        []*date.Date // those of dateAt
	starts       []start      // where dates begin
	frameCarried bool         // the frame is of the sentence before
	wholes       bool         // a percentage may be of a whole that follows it
	first        bool         // no number of the sentence was read yet
	qs           []quantity
	to           int    // end of the sentence
	sent         [2]int // the sentence
	all          class  // of its tokens together, where it holds a number
	inside       []int16
	st           state
	outer        []state   // states that open brackets interrupted
	order        []ordered // indicators of the sentence before, for "tương ứng"
	spare        []ordered // room for those of the next
	table        table
	item         bool   // the paragraph is an item under a line that ends in a colon
	heading      Status // frame of the heading that rules a list
}

// state is what a clause hands on.
type state struct {
	indicator  string // measured; for counts the noun phrase without its predicate
	action     string // "kết nạp" of "kết nạp 210 đảng viên"
	rate       bool   // indicator is a percentage by nature
	growth     bool   // indicator is itself a change
	level      bool   // a level of this statement was given
	measure    Measure
	counted    string  // the last thing counted with a noun phrase of its own
	percent    Measure // of the last percentage
	group      int
	whole      int  // group of the whole whose parts follow, -1 for none
	listed     bool // a colon opened the parts, which semicolons divide
	status     Status
	soft       bool   // the frame ends with its sentence: "sẽ", "phải"
	given      bool   // the frame is of one number: "được giao 436 tỷ đồng"
	frame      Status // what governs the rest of the sentence; "" for nothing
	period     *date.Date
	inSentence bool // period stands in the sentence itself
	basis      string
	place      string
	beside     bool       // place is only where the things of its clause are
	held       string     // the place before that one
	all        string     // the place that a ranking compares the parts of, while one of them is named
	holds      bool       // all is told
	outOf      bool       // the level was a count out of a whole
	lead       *date.Date // period that opened a sentence of the paragraph
	before     *date.Date // period before "trong đó"
	estimated  bool       // the whole was an estimate
	now        bool       // the sentence tells what there is now
	opening    *date.Date // period that opens the sentence
	after      *date.Date // period that stood after a number of group afterGroup
	afterGroup int
	front      string     // basis that opens the sentence
	said       int        // start of the sentence that gave the indicator
	sharing    bool       // the number before was a share of a whole: "dịch vụ chiếm 46%, …"
	fell       bool       // the number before was a fall
	based      bool       // the sentence measures against a basis
	less       string     // what the sentence leaves out: "trừ tiền sử dụng đất"
	counter    *quantity  // the count that a ranking may follow
	ranked     int        // end of the last item of the ranking, 0 for none
	voted      string     // whom the votes of the clause are for
	told       int        // rows before the sentence
	compared   rank       // what a superlative of the sentence compares
	done       *date.Date // what the results were about that the sentence told before its goals
}

// ordered is an indicator with the measure its number had.
type ordered struct {
	indicator string
	measure   Measure
	rate      bool
	place     string // where it names one
}

// clause is what stands before a number.
type clause struct {
	from, to   int // region of tokens
	pred       int // where the predicate begins
	npFrom     int // noun phrase
	npTo       int
	verbs      verbs
	semicolon  bool
	comma      bool
	child      bool // trong đó, riêng, gồm
	date       *date.Date
	estimate   bool
	order      bool   // lần lượt, tương ứng
	onlyJoined bool   // nothing but a comma or "và"
	action     int    // first action verb, -1 for none
	basis      string // "so với đầu vụ" between the verb and the number
	plan       bool   // the number is what a plan set for the number before its bracket
	than       bool   // the number is that of another time: "thấp hơn mức tăng 11,8% của quý I"
	ranked     bool   // one of those before is named: "thấp nhất là huyện A, mới đạt 28%"
	grade      bool   // the noun phrase is a mark of quality, see graded
	head       bool   // the noun phrase begins with an indicator's noun
}

// verbs tells which verbs the predicate holds.
type verbs struct {
	up, down, to, from, share, equal, reach, exceed, is, times, done bool
}

// read gives the clause of tokens [from, to) before the quantity at to.
func (w *walker) read(from int, q *quantity) clause {
	to := q.from
	c := clause{from: from, to: to, action: -1}
	toks := w.p.Tokens
	c.onlyJoined = true
	for i := from; i < to; i++ {
		if !w.p.is(i, clauseMarks) {
			c.onlyJoined = false
			continue
		}
		switch toks[i].Key {
		case ";":
			c.semicolon = true
			continue
		case ",":
			c.comma = true
			continue
		case "và":
			continue
		case "trong":
			if d := w.thisMonth(i); d != nil {
				c.date = d
			}
		case "đó":
			c.child = c.child || i > from && toks[i-1].Is("trong")
		case "riêng", "gồm":
			c.child = true
		case "ước":
			c.estimate = c.estimate || !w.mask[i] && !w.pact(i)
		}
		c.onlyJoined = false
	}
	if d := w.lastGoverning(from, to); d != nil && (c.date == nil || d.At.From > c.date.At.From) && !w.ended(d, from, to) {
		c.date = d
	}
	if c.date == nil && w.all&sums != 0 {
		c.date = w.sinceJanuary(from, to)
	}
	if _, ok := orderWord(&w.p, from, to); ok {
		c.order = true
	}
	c.ranked = w.superlative(from, to)
	c.pred = w.predicate(from, to, q.unit.kind == counted || q.unit.kind == open || q.unit.kind == measured && q.to < w.to && openNoun(&w.p, q.to) && !w.p.is(q.to, clauseVerb) && !w.p.is(q.to, tailStop))
	c.verbs = w.verbs(c.pred, to)
	c.npFrom, c.npTo = w.nounPhrase(from, c.pred)
	if c.verbs.to && w.leftOff(from, to) {
		c.npFrom, c.date = c.npTo, nil
	}
	w.monthsBefore(&c)
	if w.caused(q) {
		c.npFrom = c.npTo // "mưa lớn làm 460 ha lúa bị ngập"
	}
	w.ledBySo(&c)
	w.comparedBefore(&c)
	if w.inside[to] != 0 && w.setByPlan(&c, q) {
		c.npFrom, c.plan = c.npTo, true
	}
	if w.first && c.date == nil {
		c.date = w.lastGoverning(w.sent[0], from)
	}
	if c.npFrom >= c.npTo && from > w.sent[0] && toks[from-1].Key == "(" && w.inside[to] != 0 {
		if c.npFrom, c.npTo = w.beforeBracket(from - 1); w.st.indicator != "" && w.st.said == w.sent[0] && c.verbs.changes() && w.onlyNames(c.npFrom, c.npTo) {
			c.npFrom = c.npTo // "số người chết tăng ở Hội An (tăng 3 người), Đại Lộc (tăng 2 người)"
		}
	}
	w.thanLevel(&c)
	if c.npFrom >= c.npTo && w.first && c.basis == "" && !c.than {
		c.npFrom, c.npTo = w.earlier(from, c.pred)
	}
	if c.npFrom >= c.npTo && c.semicolon && c.basis == "" && (c.verbs.reach || c.verbs.equal || c.verbs.to && !c.verbs.changes()) {
		c.npFrom, c.npTo = w.clauseSubject(from, c.pred)
	}
	if c.npFrom < c.npTo && toks[c.npFrom].Is("theo", "hay", "hoặc") && (w.st.said == w.sent[0] || c.npTo-c.npFrom == 1) {
		c.npFrom = c.npTo // no noun phrase begins with it
	}
	if c.npFrom < c.npTo {
		n := w.p.head(c.npFrom)
		c.head = n > c.npFrom && !(toks[c.npFrom].Is("thu") && toks[c.npFrom+1].Is("hoạch", "hồi", "giữ", "gom"))
		for i := c.npFrom; i < c.npTo; i++ {
			n := w.p.actionEnd(i)
			if n > i && q.unit.kind == money && w.ofService(i, &c) {
				i = n - 1
			} else if n > i && n <= c.npTo+2 && !w.compound(i) && !(toks[i].Is("cấp") && i > 0 && toks[i-1].Is("các", "hai", "mỗi", "từng")) && !(toks[i].Is("tổ") && i > 0 && toks[i-1].Is("ban")) && (toks[i].Case == text.Lower || i == w.sent[0] || i == c.npFrom && !(i > 0 && toks[i-1].Is("ban"))) {
				c.action = i
				break
			}
		}
	}
	w.graded(&c, q)
	return c
}

// superlative reports whether tokens [from, to) name the first or last of
// those that the sentence compares: "cao nhất là quận A, đạt".
func (w *walker) superlative(from, to int) bool {
	for i := from; i+3 < to && w.all&firsts != 0; i++ {
		if w.p.Tokens[i+1].Is("nhất") && w.p.Tokens[i+2].Is("là") && w.p.Tokens[i].Is("cao", "thấp", "nhiều", "ít", "nhanh", "chậm", "lớn", "nhỏ") {
			return true
		}
	}
	return false
}

// ofPercent reports whether the quantity at token i is a percentage, which
// "cắt giảm" changes: "cắt giảm 30% thời gian".
func (w *walker) ofPercent(i int) bool {
	q := w.quantityAt(i)
	return q != nil && q.unit.kind == percent
}

// clauseSubject gives the subject of a clause behind ";" whose number stands
// in its second half: "…; công nghiệp đóng tàu phục hồi chậm, chỉ đạt 42%".
func (w *walker) clauseSubject(from, to int) (int, int) {
	toks := w.p.Tokens
	start := from
	for i := from; i < to; i++ {
		if toks[i].Is(";") {
			start = i + 1
		}
	}
	end := start
	for end < to && !toks[end].Is(",") && !(w.p.is(end, clauseVerb) && !w.isDate(end)) && !w.p.is(end, auxiliaries) {
		end++
	}
	if end >= to || end-start < 2 {
		return to, to
	}
	return w.nounPhrase(start, end)
}

// beforeBracket gives the noun phrase that the bracket at token i explains:
// "…, nhất là đấu giá quyền sử dụng đất (đạt 74,9 tỷ đồng)". There is none
// where a number stands right before the bracket.
func (w *walker) beforeBracket(i int) (int, int) {
	from := w.sent[0]
	for k := range w.qs {
		if w.qs[k].from >= from && w.qs[k].to <= i {
			from = w.qs[k].to
			if _, _, end := w.basisAt(from, &w.qs[k]); end > from {
				from = min(end, i)
			}
		}
	}
	if from > w.sent[0] {
		for from < i && !w.p.Tokens[from].Either(",", ";") {
			from++
		}
	}
	if i-from < 3 {
		return i, i
	}
	for j := i - 1; j >= from && !w.p.Tokens[j].Is(","); j-- {
		if w.p.is(j, clauseVerb) && !w.isDate(j) {
			return i, i // a clause of its own, whose subject the bracket shares
		}
	}
	return w.nounPhrase(from, i)
}

// compound reports whether the verb at token i is the end of a noun: "chương
// trình", "quy trình".
func (w *walker) compound(i int) bool {
	return i > 0 && w.p.Tokens[i].Is("trình") && w.p.Tokens[i-1].Is("chương", "quy", "công", "lộ", "giáo", "quá", "tiến")
}

// ofService reports whether "hỗ trợ" at token i says which service earns the money
// told: "kho bãi và dịch vụ hỗ trợ 12 tỷ đồng". A centre of services may itself help.
func (w *walker) ofService(i int, c *clause) bool {
	toks := w.p.Tokens
	if i-2 < c.npFrom || !toks[i].Is("hỗ") || !toks[i-1].Is("vụ") || !toks[i-2].Is("dịch") {
		return false
	}
	return c.head || i-2 == c.npFrom || toks[i-3].Is("và") && toks[c.npFrom].Is("kho", "bốc", "vận") && toks[c.npFrom+1].Is("bãi", "xếp", "tải")
}

// pact reports whether "ước" at token i ends the name of a treaty: "thỏa ước".
func (w *walker) pact(i int) bool {
	return i > 0 && w.p.Tokens[i].Is("ước") && w.p.Tokens[i-1].Is("thỏa", "hiệp", "khế")
}
