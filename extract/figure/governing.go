package figure

import (
	"time"

	"khotin/extract/date"
	"khotin/extract/text"
)

// masks notes which tokens no number is read from, and which belong to dates.
func (w *walker) masks() {
	n := len(w.p.Tokens)
	if cap(w.mask) < n {
		w.mask = make([]bool, n)
	}
	w.mask = w.mask[:n]
	clear(w.mask)
	w.dateAt = grow(w.dateAt, n)
	clear(w.dateAt)
	w.dates = w.dates[:0]
	cover := func(at text.Range) {
		if at.Para != w.para {
			return
		}
		for i := max(at.From, 0); i < min(at.To, n); i++ {
			w.mask[i] = true
		}
	}
	for k := range w.c.Documents {
		cover(w.c.Documents[k].At)
	}
	for k := range w.c.Places {
		cover(w.c.Places[k].At)
	}
	for k := range w.c.Dates {
		d := &w.c.Dates[k]
		if d.At.Para != w.para {
			continue
		}
		inDocument := d.At.From < n && w.mask[d.At.From]
		cover(d.At)
		if inDocument || d.At.To > n {
			continue
		}
		for i := d.At.From; i < d.At.To; i++ {
			w.dateAt[i] = int16(len(w.dates) + 1)
		}
		w.dates = append(w.dates, d)
	}
	w.starts = w.starts[:0]
	if len(w.dates) > 0 {
		for i, k := range w.dateAt {
			if k > 0 && (w.dates[k-1].At.From == i || i == 0 || w.dateAt[i-1] != k) {
				w.starts = append(w.starts, start{at: i})
			}
		}
	}
	for k := range w.c.Places { // places are masked for numbers only
		if at := w.c.Places[k].At; at.Para == w.para {
			for i := at.From; i < min(at.To, n); i++ {
				w.mask[i] = w.p.Tokens[i].Class == text.Number || w.isDate(i)
			}
		}
	}
}

// governing gives the date that begins at token i if a figure can be about it.
// A day is, where it ends a period ("tính đến 20/6") or opens a sentence that
// is not the lead, whose day is the meeting's.
func (w *walker) governing(i int) *date.Date {
	if !w.isDate(i) {
		return nil
	}
	for k := range w.starts {
		if s := &w.starts[k]; s.at == i {
			if !s.known {
				s.known, s.date = true, w.governs(i)
			}
			return s.date
		}
	}
	return nil
}

// start is a token at which a date begins.
type start struct {
	at    int
	known bool       // date was read, in the sentence that w is in
	date  *date.Date // see governing
}

// lastGoverning gives the last governing date that begins at tokens [from, to).
func (w *walker) lastGoverning(from, to int) *date.Date {
	for k := len(w.starts) - 1; k >= 0; k-- {
		if at := w.starts[k].at; from <= at && at < to {
			if d := w.governing(at); d != nil {
				if run := w.runTo(d, from, k); run != nil {
					return run
				}
				if day := w.upTo(d, from, k); day != nil {
					return day
				}
				return d
			}
		}
	}
	return nil
}

// runTo gives the months before the kth start that end on the day d up to
// which something is told: "9 tháng đầu năm, thu ngân sách đến ngày 30/9 đạt".
func (w *walker) runTo(d *date.Date, from, k int) *date.Date {
	if !isDay(d) || !w.until(d.At) {
		return nil
	}
	for k--; k >= 0 && w.starts[k].at >= from; k-- {
		if run := w.governing(w.starts[k].at); run != nil && !isDay(run) && run.End == d.End {
			return run
		}
	}
	return nil
}

// upTo gives the day or month before the kth start up to which the sentence tells
// where the year d only names what is told: "Tính đến hết ngày 30/9/2024, vốn
// đầu tư công năm 2024 giải ngân".
func (w *walker) upTo(d *date.Date, from, k int) *date.Date {
	if d.Grain != date.GrainYear || d.Horizon || !w.noun(d.At.From-1) || d.At.To < w.to && w.p.Tokens[d.At.To].Either(",", ";") {
		return nil
	}
	for k--; k >= 0 && w.starts[k].at >= from; k-- {
		if day := w.governing(w.starts[k].at); day != nil && w.until(day.At) && within(day, d) && (isDay(day) || day.Grain == date.GrainMonth) {
			return day
		}
	}
	return nil
}

// noun reports whether token i is a word in small letters that a year may follow
// as a part of its name: "vốn đầu tư công năm 2024".
func (w *walker) noun(i int) bool {
	return i >= w.sent[0] && w.p.Tokens[i].Class == text.Word && w.p.Tokens[i].Case == text.Lower && !w.isDate(i) && !w.p.is(i, clauseVerb|auxiliaries|predicate)
}

// enterSentence makes [from, to) the sentence that w is in.
func (w *walker) enterSentence(sent [2]int) {
	w.sent, w.to, w.all = sent, sent[1], ^class(0)
	for k := range w.starts {
		w.starts[k].known = false
	}
}

// governs is governing, read anew.
func (w *walker) governs(i int) *date.Date {
	d := w.dateOf(i)
	if w.birth(d.At) {
		return nil
	}
	if d.Comparison && !w.besideIt(d.At) || d.Issue || d.Anniversary || d.Term && !w.rulingTerm(d) || w.compared(d.At.From) || w.schoolYear(d.At) && !(d.At.From == w.sent[0] && d.At.To < len(w.p.Tokens) && w.p.Tokens[d.At.To].Is(",")) || w.namesStandard(d.At) {
		return nil
	}
	if isDay(d) && !w.until(d.At) && !w.setApart(d.At) && (w.para == 0 && !w.amid(d.At) || d.At.From-w.sent[0] > 2) {
		return nil
	}
	return d
}

// birth reports whether the date at tells when somebody was born: a name, a comma,
// a bracket or nothing stands before "sinh năm 1989". "Học sinh năm 2022" and "phát sinh
// tháng 9" are about the time.
func (w *walker) birth(at text.Range) bool {
	toks := w.p.Tokens
	i := at.From - 1
	if i > w.sent[0] && !toks[i].Either("sinh", "sn") {
		i--
	}
	if i < w.sent[0] || !toks[i].Either("sinh", "sn") {
		return false
	}
	if i == w.sent[0] {
		return true // "Sinh năm 1989, …"
	}
	b := &toks[i-1]
	if b.Is("học", "tuyển", "phát", "vệ", "an", "thí", "hồi", "ký", "kí", "suất", "mới", "dân", "giáo", "môn", "hộ", "nam", "nữ", "trường") {
		return false
	}
	return b.Is(",", "(", "đều", "cùng") || b.Class == text.Word && b.Case != text.Lower || toks[i+1].Is("ngày") && !b.Is("hy", "tái", "sản", "nảy", "sơ", "nhân")
}

// besideIt reports whether a comparison opens a bracket and tells the number of
// that time: "(cùng kỳ năm 2022 tăng 8,4%)".
func (w *walker) besideIt(at text.Range) bool {
	if at.From == 0 || at.To >= len(w.p.Tokens) || !w.p.Tokens[at.To].Is("tăng", "giảm", "đạt", "là", "bằng") {
		return false
	}
	if w.p.Tokens[at.From-1].Is("của") && w.p.Tokens[at.To].Is("là") {
		for i := at.From - 2; i >= 0 && i > at.From-8; i-- {
			if w.p.Tokens[i].Key == "(" {
				return true // "(cơ cấu tương ứng của cùng kỳ năm 2022 là …)"
			}
		}
	}
	return w.p.Tokens[at.From-1].Key == "("
}

// rulingTerm reports whether the term d opens its sentence, "Nhiệm kỳ 2018-2023, …",
// outside the lead, which names the congress by it. Behind a colon, "Kết quả: Nhiệm kỳ
// 2018-2023, …", only one that runs out is reported on: of one that begins people are
// elected.
func (w *walker) rulingTerm(d *date.Date) bool {
	toks := w.p.Tokens
	from := d.At.From
	if from > w.sent[0] && toks[from-1].Is("trong") {
		from--
	}
	if w.para == 0 || d.At.To >= len(toks) || toks[d.At.To].Key != "," {
		return false
	}
	return from == w.sent[0] || toks[from-1].Key == ":" && d.End.Year <= w.now.Year
}

// namesStandard reports whether the period at only names a standard.
func (w *walker) namesStandard(at text.Range) bool {
	return at.From > w.sent[0] && w.p.is(at.From-1, standards) && (at.To-at.From > 2 || w.p.Tokens[at.From].Is("giai"))
}

// schoolYear reports a school year or term, which dates what stands before it
// or the sentence that it opens, and nothing after.
func (w *walker) schoolYear(at text.Range) bool {
	for i := max(at.From-2, 0); i < at.To && w.p.all&studies != 0; i++ {
		if w.p.Tokens[i].Is("học") && i > 0 && w.p.Tokens[i-1].Either("năm", "niên") || w.p.Tokens[i].Either("kỳ", "kì") && i > 0 && w.p.Tokens[i-1].Is("học") {
			return true
		}
	}
	return false
}

// thisMonth gives the month that "trong tháng" at token i means in a report on
// several months: the last of them, or nil.
func (w *walker) thisMonth(i int) *date.Date {
	toks := w.p.Tokens
	if w.report == nil || w.report.Grain != date.GrainYTD || i+2 >= len(toks) || !toks[i].Is("trong") || !toks[i+1].Is("tháng") ||
		w.isDate(i+1) || toks[i+2].Class == text.Number || toks[i+2].Is("trước", "tới", "sau", "cùng") {
		return nil
	}
	d := *w.report
	d.Start = date.Day{Year: d.End.Year, Month: d.End.Month, Day: 1}
	d.Grain, d.At = date.GrainMonth, text.Range{Para: w.para, From: i, To: i + 2}
	return &d
}

// monthsBefore reads "9 tháng" at the end of the noun phrase of a clause, right before
// its verb of change or result, as the first months of the year of which the text
// tells: "GRDP của thành phố 9 tháng tăng 9,8%". Elsewhere such words tell how long
// something took.
func (w *walker) monthsBefore(c *clause) {
	toks := w.p.Tokens
	i := c.npTo - 2
	if c.npTo-c.npFrom < 3 || c.npTo != c.pred || toks[i].Class != text.Number || !toks[i+1].Is("tháng") || w.isDate(i+1) || toks[i-1].Class != text.Word || w.p.is(i-1, prepositions|qualifiers) || !(c.verbs.up || c.verbs.down || c.verbs.reach || c.verbs.equal || toks[c.pred].Is("ước")) {
		return
	}
	if !w.measuresAt(c.npFrom) {
		return
	}
	for j := c.npFrom; j < i; j++ {
		if toks[j].Is("lãi", "hạn", "trẻ", "tuổi", "hợp", "phí", "lương", "nghỉ", "kỳ", "gian", "dài", "gửi", "vay", "nợ", "thuê", "đóng", "cấp", "tù", "trả", "cọc") {
			return
		}
	}
	v, _, ok := text.ParseNumber(w.p.Surface(i), text.Vietnamese)
	n := int(v.Float())
	year := w.now.Year
	if w.report != nil {
		year = w.report.End.Year
	}
	if !ok || fractional(v) || n < 2 || n > 11 || year == 0 || w.now.IsZero() {
		return
	}
	d := &date.Date{At: text.Range{Para: w.para, From: i, To: i + 2}, Grain: date.GrainYTD}
	d.Start = date.Day{Year: year, Month: time.January, Day: 1}
	d.End = date.Day{Year: year, Month: time.Month(n), Day: time.Date(year, time.Month(n)+1, 0, 0, 0, 0, 0, time.UTC).Day()}
	if after(d.End, w.now) || !w.toldMonths(d) && !(year == w.now.Year && n+2 >= int(w.now.Month)) {
		return
	}
	c.npTo, c.date = i, d
}

// toldMonths reports whether the text tells of the months of d elsewhere.
func (w *walker) toldMonths(d *date.Date) bool {
	for k := range w.c.Dates {
		if o := &w.c.Dates[k]; o.Start == d.Start && o.End == d.End {
			return true
		}
	}
	return false
}

// sinceJanuary gives the part of the year up to the end of what was told before
// where tokens [from, to) take it together: "lũy kế từ đầu năm". It is nil
// elsewhere.
func (w *walker) sinceJanuary(from, to int) *date.Date {
	toks := w.p.Tokens
	p := w.st.period
	if p == nil || isDay(p) || p.Start.Year != p.End.Year || p.Horizon {
		return nil
	}
	for i := from; i+2 < to; i++ {
		if toks[i].Is("từ") && toks[i+1].Is("đầu") && toks[i+2].Is("năm") && !w.isDate(i+1) {
			d := *p
			d.Start = date.Day{Year: d.End.Year, Month: time.January, Day: 1}
			d.Grain, d.At = date.GrainYTD, text.Range{Para: w.para, From: i, To: i + 3}
			return &d
		}
	}
	return nil
}

// setApart reports whether the days at are set apart from the rest of the
// period: "riêng dịp nghỉ lễ 30/4 - 1/5".
func (w *walker) setApart(at text.Range) bool {
	for i := at.From - 1; i > w.sent[0] && i >= at.From-4; i-- {
		if t := &w.p.Tokens[i]; t.Either("dịp", "riêng") || t.Is("điểm") && w.p.Tokens[i-1].Is("cao") {
			return !w.p.Tokens[i-1].Is("nhân", "vào", "mừng")
		} else if t.Class != text.Word {
			break
		}
	}
	return false
}

// amid reports whether "trong" stands before a day: "Trong ngày 20/2".
func (w *walker) amid(at text.Range) bool {
	return w.p.Tokens[at.From].Is("trong") || at.From > 0 && w.p.Tokens[at.From-1].Is("trong")
}
