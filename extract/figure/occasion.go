package figure

import (
	"strings"

	"khotin/extract/date"
	"khotin/extract/text"
)

// sameDay makes the day that the sentence before told of that of one that opens with a
// time of that day, "Đến 23h30', …", "Trong ngày, …", and has no date before token to.
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
	if day == nil || day.Grain != date.GrainDay || day.Comparison || day.Issue || day.Anniversary || w.birth(day.At) || w.until(day.At) || day.At.From > 0 && toks[day.At.From-1].Is("từ", "đến", "trước", "sau") || !w.now.IsZero() && after(day.Start, w.now) {
		return
	}
	w.st.period, w.st.inSentence = day, true
}

// opensAtHour reports whether a time of the day, or "trong ngày", stands at token i.
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
	return i+1 < len(toks) && toks[i].Class == text.Number && toks[i+1].Is("h", "giờ", "g") || toks[i].Class == text.Code && strings.Contains(strings.ToLower(w.p.Surface(i)), "h")
}

// leadPeriod notes what a lead without figures reports on, where it tells how things
// went in that time: "Theo báo cáo của …, trong tháng 5/2023, lượng khách tăng cao so
// với cùng kỳ". The time must be over.
func (w *walker) leadPeriod() {
	if w.para > 1 || w.report != nil || w.section != nil || w.now.IsZero() {
		return
	}
	for k := range w.starts {
		at := w.starts[k].at
		d := w.dateOf(at)
		if d.At.From != at || d.Comparison || d.Issue || d.Anniversary || d.Term || isDay(d) || !after(w.now, d.End) || !w.sums(d) || d.At.To >= len(w.p.Tokens) || !w.p.Tokens[d.At.To].Is(",") || !(w.amid(d.At) || at == 0) {
			continue
		}
		for i := d.At.To + 1; i < len(w.p.Tokens) && !w.p.Tokens[i].Is(".", ";"); i++ {
			if w.p.Tokens[i].Is("tăng", "giảm") {
				w.section = d
				return
			}
		}
	}
}

// toldLater reports whether the report's own period is named only behind this
// paragraph, and p, days from one to another that no calendar tells, before it: what
// stands between is about p.
func (w *walker) toldLater(p *date.Date) bool {
	return w.report != nil && w.report.At.Para > w.para && p.At.Para < w.para && p.Start.Day != 1 && !isDay(p)
}
