package figure

import (
	"strings"
	"time"

	"khotin/extract/date"
	"khotin/extract/text"
)

// outdated drops a period to come where the sentence tells what was done.
func (w *walker) outdated(before int) {
	if p := w.st.period; p == nil || w.now.IsZero() || !after(p.Start, w.now) {
		return
	}
	for i := w.sent[0]; i < before; i++ {
		if w.p.Tokens[i].Either("đã", "vừa") {
			w.st.period = nil
			return
		}
	}
}

// isDay reports whether d is a day or a few.
func isDay(d *date.Date) bool {
	if d.Start.Year == d.End.Year && d.Start.Month == d.End.Month {
		return d.End.Day-d.Start.Day < 10 || d.Grain == date.GrainDay
	}
	if months := (d.End.Year-d.Start.Year)*12 + int(d.End.Month) - int(d.Start.Month); months > 1 && d.Grain != date.GrainDay {
		return false // with a whole month between them
	}
	return d.Grain == date.GrainDay || d.End.Time().Sub(d.Start.Time()) < 240*time.Hour
}

// compared reports whether the date at token i is one that a plan or a
// comparison is named by: "so với năm 2018", "kế hoạch năm 2020".
func (w *walker) compared(i int) bool {
	for j := i - 1; j >= w.sent[0] && j >= i-3; j-- {
		t := &w.p.Tokens[j]
		if t.Is("nhất") && j > 0 && w.p.Tokens[j-1].Is("cao", "thấp", "lớn", "nhiều", "ít", "nhanh", "mạnh") {
			return true // "cao nhất từ đầu năm đến nay"
		}
		if t.Is("so") || t.Is("với") && j > 0 && w.p.Tokens[j-1].Is("so") || t.Is("kỳ") && j > 0 && w.p.Tokens[j-1].Is("cùng") {
			return true
		}
		if t.Class == text.Punct {
			return false
		}
	}
	return false
}

// period gives the time that a figure is about, or nil, and where it was read.
func (w *walker) period(q *quantity, c *clause, f *Figure, tail, end int) (*date.Date, string) {
	if w.own(q, f.Indicator, c) {
		if o := w.st.opening; o != nil && w.honoured(q) && w.sums(o) {
			return o, "clause" // "Năm 2021, 2 tập thể được tặng Bằng khen"
		}
		return nil, "own"
	}
	if q.to < w.to && w.isDate(q.to) && end == q.to {
		if d := w.governing(q.to); d != nil {
			if !w.ofLevel(d) {
				w.st.after, w.st.afterGroup = d, w.st.group
			}
			return d, "after"
		}
	}
	if at := w.ofTime(q.to); at > 0 && c.than {
		d := *w.dateOf(at)
		return &d, "than"
	} else if c.than {
		return c.date, "than"
	}
	if at := q.to; at+1 < w.to && w.p.Tokens[at].Key == "(" && w.isDate(at+1) && w.inside[q.from] == 0 {
		if d := w.governing(at + 1); d != nil && d.At.To < w.to && w.p.Tokens[d.At.To].Key == ")" {
			return d, "after" // "tăng từ 45 triệu đồng (năm 2015) lên 68 triệu đồng (năm 2020)"
		}
	}
	if c.date != nil && !c.than {
		w.st.period, w.st.inSentence, w.st.now = c.date, true, false
	}
	if c.verbs.from && !c.verbs.to && q.upper == nil && w.leavesOff(q.to) {
		return nil, "before" // "giảm từ 5%": when, the text does not say
	}
	if c.date != nil {
		return c.date, "clause"
	}
	if at := max(tail, q.to); end == q.to || end == tail {
		if at < w.to && w.p.Tokens[at].Is("trong", "vào", "trước", "sau") {
			at++
		}
		if at < w.to && w.isDate(at) {
			if d := w.governing(at); d != nil {
				if !w.ofLevel(d) {
					w.st.after, w.st.afterGroup = d, w.st.group
				}
				return d, "after"
			}
		}
	}
	if w.standing(c) && c.date == nil {
		w.st.period, w.st.inSentence, w.st.now = nil, false, true
	}
	if w.st.now {
		return nil, ""
	}
	if o := w.st.opening; o != nil && c.semicolon && !c.child && c.npFrom < c.npTo && w.st.inSentence && (w.st.period == nil || within(w.st.period, o)) {
		w.st.period = o // "Năm 2023, …; tháng 9 …; thu ngân sách …"
	}
	if p := w.st.period; c.date == nil && w.untilNow(c) && (w.st.after != nil || p != nil && !w.now.IsZero() && after(w.now, p.End)) {
		w.st.after = nil
		if p == nil || p.End.Year < w.now.Year {
			w.st.period, w.st.inSentence = nil, false
		}
	}
	if w.st.after != nil && w.st.afterGroup == w.st.group {
		return w.st.after, "carried"
	}
	if p := w.st.period; p != nil && f.Status == Target && !w.st.inSentence && !w.now.IsZero() && !p.Horizon && w.chapter.period == nil && w.heading == "" && (after(w.now, p.End) || p.Grain == date.GrainYTD && !p.Late && w.sums(p)) {
		return nil, "" // no goal is for a time that is over
	}
	if w.st.period != nil {
		if w.overtaken(w.st.period, f) {
			return w.report, "report"
		}
		return w.st.period, "carried"
	}
	lasting := w.lasting(q, c, f)
	if before := w.sameSentence(); before != nil && (!lasting && (f.Measure == Level || before.PeriodBy != "is") || before.PeriodBy == "is" && w.describes(q, c, f)) {
		return before.Period, before.PeriodBy // "7 dự án với diện tích 23 ha"; "có diện tích 27 km2, dân số 36.540 người"
	}
	if !lasting || w.speech(q.from) {
		return nil, map[bool]string{true: "is"}[!lasting && f.Status == Actual]
	}
	if w.festive(q.from) {
		return nil, ""
	}
	if w.chapter.period != nil {
		return w.chapter.period, "chapter"
	}
	if f.Status == Target || w.dated(q) && !strings.HasPrefix(text.Key(f.Basis), "cùng kỳ") {
		return nil, ""
	}
	if w.led != nil {
		return w.led, "led"
	}
	switch {
	case w.report != nil:
		return w.report, "report"
	case w.section == nil && w.happened(c, f):
		return w.lead, "section"
	}
	return w.section, "section"
}

// untilNow reports whether the clause tells how something stands by now: "năm
// 2010 mỗi xã đạt 2 tiêu chí, đến nay đạt 15 tiêu chí".
func (w *walker) untilNow(c *clause) bool {
	for i := c.from + 1; i < c.to && w.all&until != 0; i++ {
		if w.p.Tokens[i].Is("nay") && w.p.Tokens[i-1].Is("đến") {
			return i-1 == c.from || w.p.Tokens[i-2].Either(",", ";")
		}
	}
	return false
}

// leads notes, after a paragraph, the day up to which the ones under it tell,
// where it ends in a colon and a sentence of it opens with that day. It holds
// until running text without numbers, or another lead, comes.
func (w *walker) leads() {
	n := len(w.p.Tokens)
	if n == 0 {
		return
	}
	if w.p.Tokens[n-1].Key != ":" {
		if len(w.qs) == 0 && (n > longestHeading || w.p.Tokens[n-1].Is(".")) {
			w.led = nil
		}
		return
	}
	w.led = nil
	for k := range w.starts {
		d := w.governing(w.starts[k].at)
		if d != nil && isDay(d) && w.until(d.At) && !(!w.now.IsZero() && after(d.End, w.now)) {
			w.led = d
		}
	}
}

// overtaken reports whether the period d of a sentence before gives way to what
// the document reports on: the day that ends it, on which something stood
// ("tính đến 30/6, …"), or the year that it is the first part of.
func (w *walker) overtaken(d *date.Date, f *Figure) bool {
	if w.report == nil || f.PartOf >= 0 && isDay(d) && d.At.Para == w.para || d.At.Para == w.para && d.At.From >= w.sent[0] || f.Status == Target && !isDay(d) {
		return false
	}
	if isDay(d) {
		return w.until(d.At) && d.End == w.report.End
	}
	return d.Grain == date.GrainYear && w.report.Grain != date.GrainYear && w.report.Start == d.Start && within(w.report, d)
}

// after reports whether day a comes after day b.
func after(a, b date.Day) bool {
	if a.Year != b.Year {
		return a.Year > b.Year
	}
	if a.Month != b.Month {
		return a.Month > b.Month
	}
	return a.Day > b.Day
}

// within reports whether d is a part of o.
func within(d, o *date.Date) bool {
	return !after(o.Start, d.Start) && !after(d.End, o.End)
}

// opening gives the period that stands before the first comma of the sentence
// and so rules all its clauses, or nil.
func (w *walker) opening() *date.Date {
	for k := range w.starts {
		i := w.starts[k].at
		if i < w.sent[0] || i >= min(w.sent[1], w.sent[0]+14) {
			continue
		}
		if d := w.governing(i); d != nil && !isDay(d) && d.At.To < w.sent[1] && w.p.Tokens[d.At.To].Is(",") {
			return d
		}
	}
	return nil
}

// leavesOff reports whether "lên" or "xuống" follows within a few tokens.
func (w *walker) leavesOff(i int) bool {
	for j := i; j < w.to && j < i+8; j++ {
		t := &w.p.Tokens[j]
		if t.Is(";", ",", "(", ")") || t.Is("trở") {
			return false
		}
		if t.Is("lên", "xuống", "còn", "đến") {
			return true
		}
	}
	return false
}

// until reports whether the day at, of this paragraph or one before, is the end
// of a period: "tính đến 20/6", "tại thời điểm 30/9".
func (w *walker) until(at text.Range) bool {
	toks := w.doc.Paras[at.Para].Tokens
	for i := max(at.From-2, 0); i < at.To; i++ {
		if toks[i].Is("đến", "hết", "trước") || toks[i].Is("điểm") && i > 0 && toks[i-1].Is("thời") {
			return true
		}
	}
	return false
}

// carry notes, after a sentence, the period that the next ones are about.
func (w *walker) carry(sent [2]int, qs []quantity) {
	var first, last *date.Date
	for k := range w.starts {
		i := w.starts[k].at
		if i < sent[0] || i >= sent[1] {
			continue
		}
		d := w.governing(i)
		if d == nil || isDay(d) && !w.until(d.At) || w.inBasis(i, qs) || w.inside[i] != 0 || w.ofLevel(d) {
			continue
		}
		if n := len(qs); n > 0 && d.At.From >= qs[n-1].to && d.At.From > sent[0]+3 {
			continue // it dates what stood before it
		}
		if first == nil && i-sent[0] <= 3 {
			first = d
		}
		last = d
	}
	switch {
	case len(qs) > 0 && w.st.period != nil && w.st.inSentence:
	case first != nil:
		w.st.period = first
	case last != nil:
		w.st.period = last
	}
	if w.st.period != nil && isDay(w.st.period) && !w.until(w.st.period.At) {
		w.st.period = nil
	}
	if w.st.before != nil {
		w.st.period = w.st.before
	}
	if first != nil && first.At.To < sent[1] && w.p.Tokens[first.At.To].Is(",") && !isDay(first) {
		w.st.lead = first
	}
	if w.st.lead != nil {
		w.st.period = w.st.lead // what opened the paragraph rules it
	}
	if p := w.st.period; p != nil && (p.Horizon && w.st.frame != Target || !w.now.IsZero() && p.End.Year < w.now.Year && w.now.Time().Sub(p.End.Time()) > 400*24*time.Hour) {
		w.st.period = nil // history, or a goal already told
	}
	if w.st.period != nil && w.st.period.At.Para == w.para && w.schoolYear(w.st.period.At) && w.st.period != w.st.lead {
		w.st.period, w.st.lead = nil, nil
	}
	w.st.inSentence = false
	if w.section == nil && (w.para > 0 || len(qs) > 2) && w.st.frame != Target && len(qs) > 0 {
		p := w.st.opening
		if p == nil {
			p = w.st.period
		}
		if p != nil && w.sums(p) {
			w.section = p
		}
	}
}

// sums reports whether d is a period that a report sums up: months, a quarter,
// a year or a term that is over or all but over on the day of the text.
func (w *walker) sums(d *date.Date) bool {
	if isDay(d) || d.Horizon || d.Comparison {
		return false
	}
	end := d.End
	if d.Start.Year+1 == d.End.Year && d.Start.Month == time.January && d.End.Month == time.December {
		end.Month, end.Day = time.May, 31 // a school year
	}
	past := w.now.Time().Sub(end.Time()).Hours() / 24
	return w.now.IsZero() || past > -45 && past < 120
}

func (w *walker) inBasis(i int, qs []quantity) bool {
	for k := range qs {
		if qs[k].unit.kind != percent {
			continue
		}
		if from, to, _ := w.basisAt(qs[k].to, &qs[k]); from <= i && i < to {
			return true
		}
	}
	return false
}

// reporting notes what the whole document reports on, and the day it speaks
// on: the page's own, or the first day of its lead.
func (w *walker) reporting() {
	for k := range w.c.Dates {
		d := &w.c.Dates[k]
		if w.now.IsZero() && d.Grain == date.GrainDay && d.At.Para < 2 && !d.Comparison && !d.Issue && !d.Anniversary {
			w.now = d.Start
		}
	}
	w.report = date.Reporting(w.c.Dates, w.doc, date.Reference{Published: w.c.Published})
}

func grow(s []int16, n int) []int16 {
	if cap(s) < n {
		return make([]int16, n)
	}
	return s[:n]
}
