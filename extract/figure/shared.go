package figure

import (
	"strings"

	"khotin/extract/text"
)

// atOtherTime reports whether q counts at a time of its own what the number before
// it in the sentence did, in the same unit.
func (w *walker) atOtherTime(q *quantity, c *clause) bool {
	f := w.sameSentence()
	return f != nil && c.date != nil && !c.semicolon && c.action < 0 && q.of == nil && f.Measure == Level && w.st.said == w.sent[0] &&
		f.Period != nil && f.Period != c.date && f.Indicator == w.st.indicator && text.Key(f.Unit) == text.Key(q.words(w.p))
}

// alsoRate puts before an indicator the "tỷ lệ" that the clause before had, where
// it stands right before its percentage and behind a comma: "tỷ lệ đường trục xã
// được bê tông hóa đạt 100%, đường trục thôn 98,5%".
func (w *walker) alsoRate(s string, q *quantity, c *clause, m Measure) string {
	if q.unit.kind != percent || m != Level || c.head || c.semicolon || c.child || !c.comma || c.action >= 0 || c.pred < c.to || !w.st.rate || w.st.said != w.sent[0] {
		return s
	}
	was := strings.ToLower(w.st.indicator)
	if !strings.HasPrefix(was, "tỷ lệ ") && !strings.HasPrefix(was, "tỉ lệ ") || w.inside[q.from] != 0 {
		return s
	}
	return was[:len("tỷ lệ ")] + s
}
