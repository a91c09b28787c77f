package figure

import (
	"khotin/extract/date"
	"khotin/extract/text"
)

// digested reports whether the text is a press review, whose news report on nothing
// together: two of its headings at least name the paper of their news.
func (w *walker) digested() bool {
	n := 0
	for i := range w.doc.Paras {
		if w.newsHeading(i) {
			n++
		}
	}
	return n > 1
}

// newsHeading reports whether paragraph n is the heading of one news of a press review,
// which ends in a bracket with the paper and its day: "… (Báo Lao động 22/9)".
func (w *walker) newsHeading(n int) bool {
	toks := w.doc.Paras[n].Tokens
	end := len(toks) - 1
	if end < 6 || end > 2*longestHeading || toks[end].Key != ")" {
		return false
	}
	for k := range w.c.Dates {
		d := &w.c.Dates[k]
		if d.At.Para != n || d.At.To != end || d.Grain != date.GrainDay {
			continue
		}
		i := d.At.From - 1
		for i > 0 && toks[i].Class == text.Word {
			i--
		}
		return i > 1 && toks[i].Key == "(" && d.At.From > i+1 && toks[i+1].Case != text.Lower &&
			toks[i+1].Is("báo", "ttxvn", "vov", "vtv", "tạp", "đài", "cổng") && !toks[i+2].Is("cáo")
	}
	return false
}
