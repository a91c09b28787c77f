package figure

import (
	"strings"

	"khotin/extract/date"
	"khotin/extract/text"
)

// sameDay makes the day that the sentence right before opens with that of one that opens
// with a time of that day, "Đến 23h30', …", "Trong ngày, …", and has no date before
// token to.
func (w *walker) sameDay(to int) {
	toks := w.p.Tokens
	i := w.sent[0]
	if i == 0 || i+2 >= to || !w.opensAtHour(i) {
		return
	}
	var day *date.Date
	for k := range w.starts {
		if d := w.dateOf(w.starts[k].at); w.starts[k].at < i {
			day = d
		} else if w.starts[k].at < to {
			return
		}
	}
	if (day == nil || !isDay(day)) && !toks[i].Is("trong") {
		w.st.period, w.st.now = nil, true // of some day that the text does not tell
	}
	if day == nil || day.Grain != date.GrainDay || !w.opensBefore(day.At, i) || day.Comparison || day.Issue || day.Anniversary || w.birth(day.At) || w.until(day.At) || day.At.From > 0 && toks[day.At.From-1].Is("từ", "đến", "trước", "sau") || !w.now.IsZero() && after(day.Start, w.now) {
		return
	}
	w.st.period, w.st.inSentence = day, true
}

// opensBefore reports whether the date at is among the first words of the sentence that
// ends before token i.
func (w *walker) opensBefore(at text.Range, i int) bool {
	for _, s := range w.p.Sentences() {
		if s[1] == i {
			return at.Para == w.para && at.From >= s[0] && at.From <= s[0]+2
		}
	}
	return false
}

// opensAtHour reports whether a time of the day, or "trong ngày", and a comma stand at
// token i. An hour of every day, or hours that something took, are none.
func (w *walker) opensAtHour(i int) bool {
	toks := w.p.Tokens
	if toks[i].Is("trong") && toks[i+1].Is("ngày") {
		return toks[i+2].Is(",")
	}
	if toks[i].Is("đến", "lúc", "khoảng", "vào", "tới") {
		i++
	}
	if toks[i].Is("lúc", "khoảng", "gần") {
		i++
	}
	switch {
	case i+1 < len(toks) && toks[i].Class == text.Number && toks[i+1].Is("h", "giờ", "g"):
		if v, _, ok := text.ParseNumber(w.p.Surface(i), text.Vietnamese); !ok || v.Float() > 24 {
			return false
		}
		i += 2
	case toks[i].Class == text.Code && hour(w.p.Surface(i)):
		i++
	default:
		return false
	}
	for i < len(toks) && (toks[i].Class == text.Number || toks[i].Is("phút", "'", "’", "′", "sáng", "trưa", "chiều", "tối", "đêm", "cùng", "ngày")) {
		i++
	}
	return i < len(toks) && toks[i].Key == ","
}

// hour reports whether s is a time of the day, such as 7h, 23h30 or 23h30'.
func hour(s string) bool {
	h, m, ok := strings.Cut(strings.ToLower(s), "h")
	if m = strings.TrimSuffix(m, "'"); !ok || len(h) == 0 || len(h) > 2 || len(m) != 0 && len(m) != 2 {
		return false
	}
	for _, r := range h + m {
		if r < '0' || r > '9' {
			return false
		}
	}
	return len(h) < 2 || h <= "24"
}

// leadPeriod notes what a lead without figures reports on, where it tells how things
// went in that time: "Theo báo cáo của …, trong tháng 5/2023, lượng khách tăng cao so
// với cùng kỳ". The time must be over.
func (w *walker) leadPeriod() {
	if w.para > 1 || w.report != nil || w.section != nil || w.lead != nil || w.now.IsZero() {
		return
	}
	for k := range w.starts {
		at := w.starts[k].at
		d := w.dateOf(at)
		if d.At.From != at || d.Comparison || d.Issue || d.Anniversary || d.Term || isDay(d) || !after(w.now, d.End) || !w.sums(d) || d.At.To >= len(w.p.Tokens) || !w.p.Tokens[d.At.To].Is(",") || !(w.amid(d.At) || at == 0) {
			continue
		}
		for i := d.At.To + 1; i < len(w.p.Tokens) && !w.p.Tokens[i].Either(".", ";"); i++ {
			if w.p.Tokens[i].Either("tăng", "giảm") {
				w.lead = d
				return
			}
		}
	}
}

// happened reports whether f came about in the time of which a lead tells, as what
// was done, reached or changed did. What hotels have they had before.
func (w *walker) happened(c *clause, f *Figure) bool {
	return f.Measure != Level || c.verbs.reach || c.action >= 0 || w.st.action != ""
}
