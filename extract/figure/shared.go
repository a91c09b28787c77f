package figure

import (
	"math"
	"strings"

	"khotin/extract/text"
)

// atOtherTime reports whether q counts at a time of its own what the number before
// it in the sentence did, in the same unit.
func (w *walker) atOtherTime(q *quantity, c *clause) bool {
	f := w.sameSentence()
	return f != nil && c.date != nil && !c.semicolon && c.action < 0 && q.of == nil && f.Measure == Level && w.st.said == w.sent[0] &&
		f.Period != nil && f.Period != c.date && f.Indicator == w.st.indicator && text.Key(f.Unit) == text.Key(q.words(&w.p))
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

// ofAnother gives the indicator of the clause before, with what its mean is of
// changed to the noun phrase s that is all that the clause says, in the same unit:
// "mức chi bình quân của một khách nội địa là 1,3 triệu đồng, khách quốc tế 2,6
// triệu đồng".
func (w *walker) ofAnother(s string, q *quantity, c *clause) string {
	f := w.sameSentence()
	if f == nil || q.unit.kind != money && q.unit.kind != measured || f.Unit != q.words(&w.p) || f.Measure != Level || c.child || c.semicolon || !c.comma || c.action >= 0 || w.st.said != w.sent[0] {
		return s
	}
	lead, of, ok := strings.Cut(f.Indicator, " của một ")
	first, _, _ := strings.Cut(text.Key(s), " ")
	if !ok || !strings.HasPrefix(text.Key(of), first+" ") {
		return s
	}
	return lead + " của một " + s
}

// ofPart puts before an indicator that only names a part, set apart by "riêng" where it
// is a rate, what was told of the whole:
// "tỷ lệ … đạt 61,5%, riêng khu vực đô thị đạt 78,3%", "chi trả … 3.865 tỷ đồng, trong
// đó, từ quỹ bảo hiểm 3.453 tỷ đồng".
func (w *walker) ofPart(s string, q *quantity, c *clause, m Measure) string {
	t := &w.p.Tokens[c.npFrom]
	if m != Level || w.st.said != w.sent[0] || c.action >= 0 {
		return s
	}
	if q.unit.kind == percent && c.child && w.st.rate && c.npFrom > c.from && w.p.Tokens[c.npFrom-1].Is("riêng") && t.Is("khu", "vùng", "khối", "nhóm", "địa") && c.npTo-c.npFrom < 6 {
		if rate, _ := w.rates(c.npFrom, c.npTo); !rate {
			return w.st.indicator + " " + s
		}
	}
	if q.unit.kind == money && w.st.whole >= 0 && c.npFrom > c.from && w.p.Tokens[c.npFrom-1].Is("từ") {
		for i := len(w.out) - 1; i >= w.st.told; i-- {
			if f := &w.out[i]; f.Group == w.st.whole && f.Measure == Level && f.BaseUnit == q.unit.base {
				return f.Indicator + " từ " + s
			}
		}
	}
	return s
}

// rateBefore gives what the rate before the bracket of q is one of, where q over its
// whole is that rate: "tỷ lệ trường đạt chuẩn quốc gia đạt 68,4% (26/38 trường)".
func (w *walker) rateBefore(q *quantity) string {
	n := len(w.out)
	if n == 0 || w.inside[q.from] == 0 || q.of.Float() == 0 {
		return ""
	}
	f := &w.out[n-1]
	if f.At.Para != w.para || f.Unit != "%" || f.Measure != Level || math.Abs(100*q.value.Float()/q.of.Float()-f.Value.Float()) > 0.1 {
		return ""
	}
	if words := strings.Fields(f.Indicator); len(words) > 2 && text.Key(words[1]) == "lệ" {
		return strings.Join(words[2:], " ")
	}
	return ""
}

// completed gives what was completed where a clause of its own says how much of a
// plan to do it: "…, hoàn thành 100% kế hoạch giải phóng mặt bằng". It is empty
// where the plan names nothing, or what was measured before: "thu ngân sách đạt …,
// hoàn thành 105% kế hoạch thu năm".
func (w *walker) completed(q *quantity, c *clause, m Measure, end int) string {
	toks := w.p.Tokens
	if m != Ratio || q.unit.kind != percent || end+2 >= w.to || c.pred+1 >= c.to || !toks[c.pred].Is("hoàn") {
		return ""
	}
	if !(toks[end].Is("kế") && toks[end+1].Is("hoạch") || toks[end].Is("chỉ") && toks[end+1].Is("tiêu")) || !w.p.actionAt(end+2) || toks[end+2].Either("giao", "phấn") {
		return ""
	}
	to := w.nounEnd(end)
	was := " " + text.Key(w.st.indicator) + " "
	for i := end + 2; i < to; i++ {
		if strings.Contains(was, " "+toks[i].Key+" ") {
			return ""
		}
	}
	if toks[end+2].Is("thu", "sản", "đầu", "xuất", "nhập", "gieo", "cấy", "trồng", "nuôi", "khai", "đánh", "huy", "vận", "đón", "tuyển", "kết", "tiêu", "phát") || end+3 < w.to && toks[end+2].Is("giải") && toks[end+3].Is("ngân") {
		return "" // what is grown, raised or taken in is what is measured
	}
	return "hoàn thành " + w.phrase(end, to)
}
