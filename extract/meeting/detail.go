package meeting

import (
	"strconv"

	"khotin/extract/date"
	"khotin/extract/official"
	"khotin/extract/text"
)

// complete fills date, place, chair and attendees.
func (f *finder) complete(m *Meeting) {
	m.Date = f.date(m)
	m.Place = f.place(m)
	f.chairs = nil
	m.Chair = f.chair()
	m.Chairs = f.chairs
	m.Ordinal, m.Term = ordinalOf(m.Name)
	if m.Kind == "kỳ họp" && m.Term == "" && m.Host != "" { // "HĐND quận khóa III tổ chức kỳ họp"
		_, m.Term = ordinalOf(f.p.Slice(f.from, m.At.From))
	}
	m.Points, m.Delegates = f.points(), f.delegates()
	m.Attendees = f.attendees(m)
	f.resumed(m)
	if m.Date.IsZero() {
		m.Date = f.dateLater(m)
	}
}

// date gives the first day of the event: the first date of its own sentence,
// else of those before it, that is a day, or a few days, and no anniversary.
func (f *finder) date(m *Meeting) date.Day {
	if d := f.dateIn(m, f.from, f.to); !d.IsZero() || f.from == 0 {
		return d
	}
	return f.dateIn(m, 0, f.from)
}

// dateIn is date for tokens [from, to) of the paragraph.
func (f *finder) dateIn(m *Meeting, from, to int) date.Day {
	for i := range f.dates {
		d := &f.dates[i]
		if d.At.Para != f.para || d.At.From < from || d.At.From >= to || d.Term || d.Horizon || d.Comparison {
			continue
		}
		switch d.Grain {
		case date.GrainDay:
		case date.GrainSpan:
			if d.End.Time().Sub(d.Start.Time()).Hours() > 15*24 {
				continue
			}
		default:
			continue
		}
		if d.Start.Year < firstYear && d.At.Overlaps(m.At) && f.remembers(m.At.From, d.At.From) {
			continue // what the event remembers or is about
		}
		if f.word(d.At.From) == "tết" || f.saysDay() && d.At.From > f.from+4 && d.At.Overlaps(m.At) {
			continue // of what the event is for
		}
		if d.At.From < m.At.From && f.hourBehind(d, m.At.From) { // "Chuẩn bị cho kỳ nghỉ lễ 30/4 - 1/5, chiều 26/4"
			continue
		}
		if d.At.Overlaps(m.At) && f.commemorates(m.At.From, d.At.From) || f.commemorates(f.from, d.At.From) || f.ofDocument(d.At.From) || f.bracketed(d.At.From) {
			continue
		}
		return d.Start
	}
	return date.Day{}
}

// hourBehind reports whether a clause behind day first and before token to is a
// part of an earlier day: that one is of the event, and the first, of which no part
// is told, is what it looks forward to.
func (f *finder) hourBehind(first *date.Date, to int) bool {
	if f.tok(first.At.From).Is("sáng", "trưa", "chiều", "tối") || f.tok(first.At.From-1).Is("sáng", "trưa", "chiều", "tối") {
		return false
	}
	for i := range f.dates {
		d := &f.dates[i]
		if d.At.Para == f.para && d.Grain == date.GrainDay && d.At.From > first.At.From && d.At.From < to && d.Start.Time().Before(first.Start.Time()) {
			k := d.At.From
			if f.tok(k-1).Is("sáng", "chiều", "tối") {
				k--
			}
			if f.tok(k).Is("sáng", "chiều", "tối") && f.tok(k-1).Is(",") {
				return true
			}
		}
	}
	return false
}

// resumed completes an event whose sentence tells neither day nor host from the
// sentence after it, where that begins with it: "Lễ khởi công được UBND thành
// phố tổ chức sáng 19/5".
func (f *finder) resumed(m *Meeting) {
	if m.Host != "" {
		return
	}
	for _, s := range f.p.Sentences() {
		if s[0] < f.to {
			continue
		}
		next, kind := events.Match(f.p, s[0])
		if next == s[0] || kind != m.Kind {
			return
		}
		from, to := f.from, f.to
		f.from, f.to = s[0], s[1]
		for i := next; i < f.to && i < next+12 && m.Host == ""; i++ {
			if f.word(i) == "được" || f.word(i) == "do" {
				m.Host = f.heldBy(i)
			}
		}
		if m.Host != "" && m.Date.IsZero() {
			m.Date = f.dateIn(m, s[0], s[1])
		}
		f.from, f.to = from, to
		return
	}
}

// bracketed reports whether the date at token at stands in brackets that tell
// the years of an anniversary, "Ngày Báo chí cách mạng Việt Nam (21/6/1925 -
// 21/6/2025)", and not in such as tell the day, "sáng nay (23/5)".
func (f *finder) bracketed(at int) bool {
	open := at - 1
	for open >= f.from && open > at-12 && !f.tok(open).Is("(") {
		if f.tok(open).Class == text.Word && !f.tok(open).Is("ngày", "tháng", "năm") || f.tok(open).Is(")", ",", ";") {
			return false
		}
		open--
	}
	if open < f.from || !f.tok(open).Is("(") {
		return false
	}
	if f.yearsApart(open + 1) {
		return true
	}
	for i := open - 1; i >= f.from && i > open-24 && !f.tok(i).Is(",", ";"); i-- {
		if f.tok(i).Is("niệm") && f.word(i-1) == "kỷ" {
			return true
		}
	}
	return false
}

// yearsApart reports whether the brackets opened before token i hold days whose
// years lie apart, the second of which may be left out: "10/10/1954 - 10/10". A
// dash within one year, "14 - 15/10", or over its turn joins the days of an event.
func (f *finder) yearsApart(i int) bool {
	first := 0
	dash := false
	for ; i < f.to && !f.tok(i).Is(")"); i++ {
		t := f.tok(i)
		y, err := strconv.Atoi(t.Key)
		switch {
		case t.Is("-", "–"):
			dash = dash || first > 0
		case err != nil || len(t.Key) != 4:
		case first > 0:
			return dash && y-first > 1
		default:
			first = y
		}
	}
	return dash
}

// dateLater gives the day that the sentences behind the lead tell of the event:
// "tại hội nghị diễn ra ngày 16/5", "Buổi lễ được tổ chức sáng 19/8".
func (f *finder) dateLater(m *Meeting) date.Day {
	para, from, to := f.para, f.from, f.to
	defer func() { f.enter(para); f.from, f.to = from, to }()
	for n := para; n < len(f.body.Paras) && n <= para+1; n++ {
		f.enter(n)
		for k, s := range f.p.Sentences() {
			if n == para && s[0] < to || n > para && k > 0 {
				continue
			}
			f.from, f.to = s[0], s[1]
			if !f.tellsOf(m) {
				continue
			}
			if m.Place == "" {
				m.Place = f.place(&Meeting{Kind: m.Kind})
			}
			return f.dateIn(m, f.from, f.to)
		}
	}
	return date.Day{}
}

// tellsOf reports whether the sentence tells that event m, named by its kind
// alone, took place.
func (f *finder) tellsOf(m *Meeting) bool {
	switch f.word(f.from) {
	case "trước", "sau", "năm", "từ", "kết", "tiếp":
		return false
	}
	named, runs := false, false
	for i := f.from; i < f.to; i++ {
		switch w := f.word(i); {
		case w == "sẽ" || w == "dự" && f.word(i+1) == "kiến":
			return false
		case w == "diễn" && f.word(i+1) == "ra", w == "tổ" && f.word(i+1) == "chức":
			runs = true
		}
		if next, kind := events.Match(f.p, i); next > i && kind == m.Kind && f.isEvent(i, next) && next < f.to {
			named = named || f.tok(next).Case == text.Lower
			if f.word(i-1) == "dự" && i <= f.from+3 && f.tok(next).Is(",") && f.isDay(next+2) && f.tok(next+1).Is("sáng", "chiều", "tối", "ngày") { // "Dự cuộc gặp mặt, sáng 20/6, có …"
				return true
			}
		}
	}
	return named && runs
}

// commemorates reports whether the words before a date make it the day of an
// anniversary, a deadline or the like. A part of the day, "vào sáng 20/11", is
// of the event.
func (f *finder) commemorates(from, at int) bool {
	if f.tok(at).Is("sáng", "chiều", "tối") {
		return false
	}
	for i := at - 1; i >= max(from, at-14); i-- {
		if f.tok(i).Is(",", ";", ".") {
			return false
		}
		t, next := f.tok(i), f.tok(i+1)
		if t.Is("kỷ", "niệm", "sinh", "hạn", "trước", "đợt", "mừng", "dịp") || t.Is("hưởng") && next.Is("ứng") || t.Is("hướng") && next.Is("tới") {
			return true
		}
	}
	return false
}

// remembers reports whether tokens [from, to) tell of the past as what an event is
// for: "lễ kỷ niệm ngày giải phóng huyện", "hội thảo về cuộc khởi nghĩa".
func (f *finder) remembers(from, to int) bool {
	for i := from; i < to; i++ {
		if f.tok(i).Is("niệm", "về") {
			return true
		}
	}
	return false
}

// ofDocument reports whether the date at token at is that of a document: it
// follows a number with its symbol, as in "số 12/QĐ-UBND ngày 5/3".
func (f *finder) ofDocument(at int) bool {
	for i := max(0, at-3); i < at; i++ {
		t := f.tok(i)
		if t.Case == text.Upper && i > 0 && f.tok(i-1).Is("-", "/") && f.tok(i-1).Glued {
			return true
		}
	}
	return false
}

// attendees gives the officials who took part: all whom the article names,
// but not those who are only replaced, relieved, absent or asked elsewhere.
func (f *finder) attendees(m *Meeting) []string {
	var out []string
	for i := range f.officials {
		if f.tookPart(&f.officials[i], m) {
			out = append(out, f.officials[i].Name)
		}
	}
	return out
}

func (f *finder) tookPart(o *official.Official, m *Meeting) bool {
	for _, mn := range o.Mentions {
		doc := f.body
		if mn.Caption {
			doc = f.captions
		}
		p := &doc.Paras[mn.At.Para]
		if mn.Caption || mn.At.Para <= f.para {
			if !gone(p, mn.At) {
				return true
			}
			continue
		}
		if gone(p, mn.At) || f.askedElsewhere(p, mn.At) {
			continue
		}
		return true
	}
	return false
}

// gone reports whether the words around a mention say that the person was
// replaced, relieved or absent.
func gone(p *text.Para, at text.Range) bool {
	from, to := sentenceOf(p, at.From)
	for i := max(from, at.From-4); i < at.From; i++ {
		if p.Tokens[i].Is("thay", "cố") && !(i+1 < at.From && p.Tokens[i+1].Is("mặt")) {
			return true
		}
	}
	for i := max(from, at.From-22); i < at.From; i++ {
		if p.Tokens[i].Is("miễn") && p.Tokens[i+1].Is("nhiệm") && p.Tokens[at.From-1].Is("ông", "bà", "chí", "với") && between(p, i, at.From, "với") {
			return true
		}
	}
	for i := at.To; i < min(to, at.To+6); i++ {
		if p.Tokens[i].Is("vắng") || p.Tokens[i].Is("nghỉ") && i+1 < to && p.Tokens[i+1].Is("hưu") {
			return true
		}
	}
	return false
}

func between(p *text.Para, from, to int, key string) bool {
	for i := from; i < to; i++ {
		if p.Tokens[i].Key == key {
			return true
		}
	}
	return false
}

// askedElsewhere reports whether a person with a plain "ông" or "bà" only
// tells something in a sentence that has no tie to the event.
func (f *finder) askedElsewhere(p *text.Para, at text.Range) bool {
	from, to := sentenceOf(p, at.From)
	if at.From == from || !p.Tokens[at.From-1].Is("ông", "bà", "anh", "chị") {
		return false
	}
	told := false
	for i := at.To; i+1 < min(to, at.To+6); i++ {
		if p.Tokens[i].Is("cho") && p.Tokens[i+1].Is("biết", "hay", "rằng") || p.Tokens[i].Is("chia") && p.Tokens[i+1].Is("sẻ") || p.Tokens[i].Is("phấn", "tâm", "bộc", "kể") {
			told = true
		}
	}
	if !told {
		return false
	}
	for i := from; i < to; i++ {
		switch p.Tokens[i].Key {
		case "nghị", "buổi", "họp", "đoàn", "lễ", "cáo", "luận", "phát", "thay", "hội", "thẩm", "trình", "dự", "lời", "chất", "giải":
			if f.inOffice(at.Para, false, i) {
				continue
			}
			return false
		}
	}
	return true
}

func sentenceOf(p *text.Para, i int) (from, to int) {
	for _, s := range p.Sentences() {
		if s[0] <= i && i < s[1] {
			return s[0], s[1]
		}
	}
	return 0, len(p.Tokens)
}
