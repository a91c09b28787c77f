package figure

import (
	"slices"
	"strings"

	"khotin/extract/text"
)

// inOrder gives the numbers of a list under "lần lượt" or "tương ứng" to
// indicators in their order: those named in the clause, or those of the
// sentence before. It gives how many numbers it used, 0 for none.
func (w *walker) inOrder(qs []quantity, c *clause, own []ordered) int {
	n := w.runOf(qs, c.verbs.changes())
	if n < 2 {
		return 0
	}
	w.frames(c)
	at, _ := orderWord(&w.p, c.from, c.to)
	names := w.names(c, at, n, own, qs[:n])
	if plain := w.runOf(qs, false); names == nil && plain < n {
		if n = plain; n < 2 {
			return 0
		}
		names = w.names(c, at, n, own, qs[:n]) // "lần lượt tăng 12% và 9%, giảm 2% so với kế hoạch"
	}
	so, bases := 0, []string(nil)
	if c.verbs.changes() {
		so, bases = w.orderedBases(c, at, n)
	}
	if bases != nil {
		names = w.oneName(c.from, so, n)
	}
	if names == nil {
		return 0
	}
	w.distribute(qs[:n], c, names, bases)
	return n
}

// runOf gives how many quantities follow one another with only list signs, and for
// percentages that say how things changed verbs of change, between them: "tăng 4,1%,
// 7,5% và giảm 2,3%".
func (w *walker) runOf(qs []quantity, changing bool) int {
	n := 1
	for n < len(qs) && qs[n].from-qs[n-1].to <= 3 && w.separated(qs[n-1].to, qs[n].from, changing && qs[n].unit.kind == percent && qs[n-1].unit.kind == percent) {
		n++
	}
	return n
}

// againInOrder gives percentages to what the numbers under "lần lượt" right before
// them measure, where there are as many: "lần lượt đạt 8.900 triệu USD và 14.270 tỷ
// đồng, tăng 12,4% và 18,1%". It gives how many it used, 0 for none.
func (w *walker) againInOrder(qs []quantity, c *clause, names []ordered) int {
	if qs[0].unit.kind != percent || c.semicolon || c.child || c.npFrom < c.npTo || c.date != nil || w.inside[qs[0].from] != 0 || !(c.verbs.changes() || c.verbs.equal || c.verbs.reach) {
		return 0
	}
	if w.runOf(qs, c.verbs.changes()) != len(names) && w.runOf(qs, false) != len(names) {
		return 0
	}
	from, before := len(w.out), w.out[len(w.out)-len(names):]
	w.distribute(qs[:len(names)], c, names, nil)
	for k := range names {
		f := &w.out[from+k]
		f.Group, f.Status = before[k].Group, before[k].Status
		if f.PeriodBy != "clause" && f.PeriodBy != "after" {
			f.Period, f.PeriodBy = before[k].Period, before[k].PeriodBy
		}
	}
	return len(names)
}

// distribute gives each of qs the name in its place. bases are what they are measured
// against, where each has one of its own.
func (w *walker) distribute(qs []quantity, c *clause, names []ordered, bases []string) {
	n, verbs := len(qs), c.verbs
	shared := ""
	if a, b, _ := w.basisAt(qs[n-1].to, &qs[n-1]); a < b {
		shared = w.p.Slice(a, b)
	}
	for k := range qs {
		q := &qs[k]
		if k > 0 && q.from-qs[k-1].to > 1 {
			if v := w.verbs(qs[k-1].to, q.from); v.changes() {
				verbs = v
			}
		}
		w.st.group = w.next
		w.next++
		w.st.level = false
		m := names[k].measure
		rule := "in-order"
		switch {
		case verbs.changes():
			m = Growth
		case m == "" || q.unit.kind != percent:
			m = Level
		}
		bFrom, bTo, end := w.basisAt(q.to, q)
		f := Figure{Indicator: names[k].indicator, Measure: m, Unit: q.words(&w.p), Value: q.value, Upper: q.upper, Of: q.of,
			Group: w.st.group, PartOf: w.st.whole, Place: w.st.place, Rule: rule,
			At: text.Range{Para: w.para, From: q.from, To: end}, Sentence: text.Range{Para: w.para, From: w.sent[0], To: w.sent[1]}}
		if bFrom < bTo || shared != "" && (m == Growth || c.verbs.equal || c.verbs.reach) && !names[k].rate {
			f.Basis = shared
			if bFrom < bTo {
				f.Basis = w.p.Slice(bFrom, bTo)
			}
			if m == Level {
				f.Measure = Ratio
			}
		}
		if bases != nil {
			f.Basis = bases[k]
		}
		if names[k].place != "" {
			f.Place = names[k].place
		}
		w.amount(&f, q)
		if m == Growth && verbs.down {
			f.negate()
		}
		f.Qualifier = w.qualifier(c.pred, c.to, "")
		f.Status = w.status(q, c, true)
		f.Period, f.PeriodBy = w.period(q, c, &f, q.to, end)
		if q.ambiguous {
			f.Flags = append(f.Flags, "ambiguous")
		}
		w.keep(f.Indicator, names[k].rate, m == Growth)
		w.out = append(w.out, f)
	}
}

// oneName gives the noun phrase of tokens [from, to) n times, or what was
// measured before.
func (w *walker) oneName(from, to, n int) []ordered {
	name := w.st.indicator
	if a, b := w.nounPhrase(from, to); a < b {
		name = w.phrase(a, b)
	}
	if name == "" {
		return nil
	}
	return slices.Repeat([]ordered{{indicator: name, measure: Growth}}, n)
}

// separated reports whether only list signs stand between tokens i and j, and, where
// changing, verbs of change.
func (w *walker) separated(i, j int, changing bool) bool {
	for ; i < j; i++ {
		if !w.p.Tokens[i].Is(",", ";", "và") && !(changing && w.p.Tokens[i].Either("tăng", "giảm")) {
			return false
		}
	}
	return true
}

// names gives n indicators for the numbers qs: those listed before the
// order word at token at, those of the numbers before in the sentence, or those of
// the sentence before.
func (w *walker) names(c *clause, at, n int, own []ordered, qs []quantity) []ordered {
	end := w.trimRight(c.from, at)
	for end > c.from && w.p.is(end-1, clauseVerb) {
		end = w.trimRight(c.from, end-1) // "tăng lần lượt 5,2% và 17,9%"
	}
	start := c.from
	for i := c.from; i < end; i++ {
		if w.p.Tokens[i].Is(";", ":", "(") {
			start = i + 1
		}
	}
	start = w.trimLeft(start, end)
	var list []ordered
	from := start
	for i := start; i <= end; i++ {
		if i < end && !w.p.Tokens[i].Either(",", "và") {
			continue
		}
		to := w.trimRight(from, i)
		from = w.trimLeft(from, to)
		if from < to {
			rate, growth := w.rates(from, to)
			o := ordered{indicator: w.phrase(from, to), rate: rate}
			if growth {
				o.measure = Growth
			}
			list = append(list, o)
		}
		from = i + 1
	}
	if units := w.unitsInOrder(c, at, n, &qs[n-1]); units != nil {
		return units
	}
	if len(list) == n {
		w.sharedHead(list, start, end)
		w.sharedNoun(list, start, qs)
		w.sharedRate(list, c)
		return list
	}
	if len(list) == 1 && amountWords[strings.ReplaceAll(text.Key(list[0].indicator), " ", "_")] && w.st.counted != "" && w.st.said == w.sent[0] {
		list[0].indicator += " " + w.st.counted // "xây dựng 2 công viên với diện tích lần lượt là 3,2 ha và 5,7 ha"
		return slices.Repeat(list, n)
	}
	if len(own) >= n {
		return own[len(own)-n:]
	}
	if len(w.order) == n && len(own) == 0 {
		return w.order
	}
	return nil
}

// sharedHead gives the names of a list, in tokens [from, to), what stands around
// them once for all: "tỷ lệ giáo viên đạt chuẩn ở các cấp mầm non, tiểu học, THCS",
// "Các chi cục thuế Hồng Bàng, Kiến An, Lê Chân thu". The others of the list must
// name no indicator of their own.
func (w *walker) sharedHead(list []ordered, from, to int) {
	toks := w.p.Tokens
	all := from
	for all < to && !toks[all].Is("các", "những", ",") {
		all++
	}
	if all+2 >= to || toks[all].Is(",") {
		return
	}
	name, end := w.ofKind(all+1, to), to
	if name == all+1 {
		return
	}
	if toks[name].Case != text.Lower {
		if end = w.sharedVerb(name, to); end < 0 {
			return
		}
	}
	if from < all && toks[from].Is("riêng") {
		from++
	}
	lead := w.phrase(from, w.trimRight(from, all))
	if all > from && toks[all-1].Is("ở", "tại", "của") {
		lead = w.phrase(from, w.trimRight(from, all-1))
	}
	if lead == "" {
		lead = w.phrase(all+1, name)
	}
	for k := range list {
		if k > 0 && w.namesIndicator(list[k].indicator) {
			return
		}
	}
	verb := w.phrase(end, to)
	if w.p.is(end, clauseVerb) && end < to {
		verb = ""
	}
	for k := range list {
		s := list[k].indicator
		if k == 0 {
			s = w.phrase(name, w.nextSign(name, to))
		}
		if k == len(list)-1 && verb != "" {
			s = strings.TrimSpace(strings.TrimSuffix(s, verb))
		}
		list[k].indicator = strings.TrimSpace(lead + " " + s + " " + verb)
		list[k].rate, list[k].measure = list[0].rate, list[0].measure
	}
}

// sharedVerb gives where the verb begins that the names of a list from token name on
// share, up to token to, or to where there is none: the last name may go on in small
// letters, "Phụ sản tiếp nhận". It is negative where those are no part of a name.
func (w *walker) sharedVerb(name, to int) int {
	end := to
	for end > name && w.p.Tokens[end-1].Class == text.Word && w.p.Tokens[end-1].Case == text.Lower {
		end--
	}
	for i := end; i < to; i++ {
		if w.p.actionAt(i) || w.p.is(i, clauseVerb) {
			return i
		}
		if i > end+1 || w.p.is(i, prepositions|leading|tailStop) {
			return -1
		}
	}
	if end < to {
		return -1
	}
	return to
}

// ofKind gives where the first name begins behind the kind at token from, of which
// all in a list up to token to are: "chi nhánh Kiến An, Đồ Sơn", "cấp mầm non, tiểu
// học". It gives from where the words say more than a kind and a name.
func (w *walker) ofKind(from, to int) int {
	toks := w.p.Tokens
	sign := w.nextSign(from, to)
	name := from
	for name < sign && toks[name].Case == text.Lower {
		name++
	}
	plain := name
	if name == sign {
		switch n := &toks[from+1]; {
		case toks[from].Is("cấp") && !n.Is("ủy", "học", "chính", "độ"):
			name = from + 1
		case toks[from].Either("lĩnh", "khu") && n.Is("vực"), toks[from].Is("mặt") && n.Is("hàng"):
			name = from + 2
		default:
			return from // "nhà tài trợ" names no kind
		}
		plain = sign
	}
	if name >= sign || toks[name].Class != text.Word || name-from > 4 {
		return from
	}
	for i := from + 1; i < plain; i++ {
		if toks[i].Class != text.Word || w.p.actionAt(i) || w.p.is(i, clauseVerb|prepositions) || toks[i].Is("như", "của", "gồm", "là") {
			return from
		}
	}
	return name
}

// nextSign gives the next comma or "và" in tokens [from, to), or to.
func (w *walker) nextSign(from, to int) int {
	for from < to && !w.p.Tokens[from].Either(",", "và") {
		from++
	}
	return from
}

// namesIndicator reports whether words begin with an indicator's noun.
func (w *walker) namesIndicator(s string) bool {
	p := text.Parse(s)
	n, _ := headLexicon.Match(&p, 0)
	return n > 0
}
