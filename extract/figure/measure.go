package figure

import (
	"math"
	"strings"

	"khotin/extract/text"
)

// states reports whether the predicate says what a number before it is.
func (v *verbs) states() bool {
	return v.reach || v.equal || v.is || v.share || v.changes() || v.to
}

func (v *verbs) changes() bool { return v.up || v.down || v.exceed }

// measure says what kind of number q is, and by which rule; "" for a number
// that states nothing.
func (w *walker) measure(q *quantity, c *clause, basis string) (Measure, string) {
	v := &c.verbs
	np := c.npFrom < c.npTo
	rate, growth := w.st.rate, w.st.growth
	if np {
		rate, growth = w.rates(c.npFrom, c.npTo)
	}
	isPercent := q.unit.kind == percent || q.unit.kind == points
	if c.plan && isPercent && w.st.measure == Growth {
		return Growth, "planned" // "tăng 14,3% (kế hoạch là 15,5%)"
	}
	if v.changes() && w.changedAt(q) {
		return Level, "changed-at"
	}
	switch {
	case q.minus || q.plus:
		return Growth, "signed"
	case q.unit.kind == times:
		return Growth, "times"
	case isPercent && v.changes() && v.to && !v.from && !rate && basis != "" && w.besideSo(q) && w.ofAmount(c):
		return Ratio, "ratio" // "đàn lợn giảm còn 96% so với cùng kỳ"
	case v.changes() && (v.to || v.from && q.upper == nil && !w.upward(q.to)) && !(v.exceed && isPercent):
		return Level, "changed-to"
	case v.changes() && !isPercent && basis == "" && w.bound(q):
		return Level, "bound"
	case q.unit.kind == measured && lag(&w.p, q.from):
		return Growth, "lag"
	case c.than && !v.changes() && w.st.measure != "":
		return w.st.measure, "than"
	case v.exceed && !isPercent && basis == "":
		return Level, "level"
	case v.changes() && (isPercent || !v.times):
		return Growth, "change"
	case !isPercent && q.of != nil:
		return Level, "of"
	case !isPercent && (q.unit.kind == counted || q.unit.kind == open):
		if before := w.sameSentence(); before != nil && c.onlyJoined && before.Measure == Growth && before.Unit != "%" && w.inside[q.from] == 0 && w.countedBefore(q, w.tail(q)) != "" {
			return Growth, "change-again" // "giảm 4 vụ, 1 người chết"
		}
		return Level, "count"
	case !isPercent:
		return Level, "level"
	case v.share:
		return Ratio, "share-of"
	case isPercent && q.tail > 0 && w.againOf(c, q.to):
		return Growth, "change-again"
	case basis != "" && !np && c.pred == c.to && w.st.measure == Growth && !c.semicolon && w.inside[q.from] == 0:
		return Growth, "change"
	case np && w.st.sharing && c.pred == c.to && !rate && (!c.semicolon || w.makeWhole()):
		return Ratio, "share-run"
	case growth && !strings.Contains(basis, " giao"):
		return Growth, "growth-rate"
	case !np && basis == "" && w.attainsRate(c):
		return Ratio, "rate-reached"
	case basis != "" && !rate || basis != "" && !np:
		return Ratio, "ratio"
	case rate:
		return Level, "rate"
	case np && v.equal || w.spends(c):
		return Ratio, "ratio-elided"
	case !np && c.ranked && w.st.percent == Ratio && w.st.said == w.sent[0]:
		return Ratio, "ratio-ranked"
	case !np && w.st.level && w.st.outOf && !w.st.based && (v.reach || v.equal):
		return Ratio, "share-of-count"
	case !np && w.st.level && (v.reach || v.equal):
		return Ratio, "ratio-elided"
	case !np && (v.reach || v.equal) && c.semicolon && w.st.percent == Ratio && w.st.said == w.sent[0] && !rate:
		return Ratio, "ratio-elided"
	case np && (v.reach || v.equal) && w.st.rate && basis == "" && (!c.semicolon || c.child) && w.st.said == w.sent[0]:
		return Level, "rate-item"
	case np && (v.reach || v.equal) && (w.st.based || w.p.Tokens[c.npFrom].Is("chỉ", "chi", "các")):
		return Ratio, "ratio-elided"
	case w.inside[q.from] != 0 && c.pred == c.to && w.p.Tokens[q.from-1].Is("(") && w.changedBy(q.from-1):
		return Growth, "change-again"
	case w.inside[q.from] != 0 && c.pred == c.to && w.p.Tokens[q.from-1].Is("(") && w.st.percent == Ratio:
		return Ratio, "ratio-item"
	case !np && w.inside[q.from] != 0 && w.inside[q.from-1] == 0 && w.st.level && c.pred == c.to:
		return w.st.share()
	case !np && w.st.counted != "" && q.to < w.to && (w.p.Tokens[q.to].Is("là") || c.child && (w.p.Tokens[q.to].Either("có", "được") || w.p.actionAt(q.to))) && w.inside[q.from] == 0:
		return Ratio, "share-is"
	}
	return Level, "share"
}

// changedAt reports whether q counts the places at which something changed: "số người
// chết tăng ở 4/18 địa phương".
func (w *walker) changedAt(q *quantity) bool {
	i := q.from - 1
	for i > w.sent[0] && w.p.is(i, qualifiers) {
		i--
	}
	return q.unit.kind == counted && w.p.Tokens[i].Either("ở", "tại") && !w.isDate(i)
}

// makeWhole reports whether the percentages of the sentence are the shares of one
// whole: together they are all of it.
func (w *walker) makeWhole() bool {
	sum := 0.0
	for k := range w.qs {
		if q := &w.qs[k]; q.from >= w.sent[0] && q.to <= w.to && q.unit.kind == percent {
			sum += q.value.Float()
		}
	}
	return math.Abs(sum-100) < 0.5
}

// changedBy reports whether the number that ends before token i is by how many
// things changed: "tăng 27 hồ sơ (6,4%)".
func (w *walker) changedBy(i int) bool {
	n := len(w.out)
	return n > 0 && w.out[n-1].At.Para == w.para && w.out[n-1].At.To == i && w.out[n-1].Measure == Growth && w.out[n-1].Unit != "%"
}

// bound reports whether "ít hơn", "kém hơn" and the like before q say what it
// is not above or below, rather than how it changed: "không ít hơn 2 triệu
// đồng", "giá bán kém hơn 7.000 đồng".
func (w *walker) bound(q *quantity) bool {
	i := q.from - 2
	toks := w.p.Tokens
	if i < w.sent[0]+1 || !toks[i+1].Is("hơn") || !toks[i].Is("ít", "kém", "nhiều", "cao", "thấp") {
		return false
	}
	return toks[i-1].Is("không", "là", "trả", "bán", "mua", "giá", "tiền", "phí")
}

func (s *state) share() (Measure, string) {
	if s.measure == Growth {
		return Growth, "change-again"
	}
	return Ratio, "share-item"
}

// rates tells whether the noun phrase is a percentage by nature, or a change.
func (w *walker) rates(from, to int) (rate, growth bool) {
	toks := w.p.Tokens
	for i := from; i+1 < to; i++ {
		if !w.p.is(i+1, rateEnds) {
			continue
		}
		switch t := &toks[i]; {
		case t.Either("tỷ", "tỉ") && toks[i+1].Is("lệ", "trọng", "suất"), t.Is("công") && toks[i+1].Is("suất"), t.Is("cơ") && toks[i+1].Is("cấu"), t.Is("độ") && toks[i+1].Is("che"):
			rate = true
		case t.Is("tăng") && toks[i+1].Is("trưởng"), t.Is("tốc") && toks[i+1].Is("độ") && i+2 < to && toks[i+2].Is("tăng", "giảm", "phát"), t.Is("mức") && toks[i+1].Either("tăng", "giảm"):
			growth = true
		}
	}
	return rate, growth && !rate
}

// ofAmount reports whether the clause, or the level that it goes on from, measures
// an amount, of which a percentage is a share. A rate of any other name, "lãi
// suất", "thị phần", is a percentage itself.
func (w *walker) ofAmount(c *clause) bool {
	if c.npFrom >= c.npTo {
		return w.st.level
	}
	i := c.npFrom
	if w.p.Tokens[i].Is("tổng") && i+1 < c.npTo {
		i++
	}
	t := &w.p.Tokens[i]
	if t.Is("đàn", "số", "thu", "chi", "vốn", "lượng", "doanh") {
		return true
	}
	return i+1 < c.npTo && (t.Either("sản", "khối") && w.p.Tokens[i+1].Is("lượng") || t.Is("diện") && w.p.Tokens[i+1].Is("tích") ||
		t.Is("năng") && w.p.Tokens[i+1].Is("suất") || t.Is("giá") && w.p.Tokens[i+1].Is("trị") || t.Is("kim") && w.p.Tokens[i+1].Is("ngạch"))
}

// besideSo reports whether "so" follows q: "96% so với cùng kỳ".
func (w *walker) besideSo(q *quantity) bool {
	return q.to < w.to && w.p.Tokens[q.to].Is("so")
}

// spends reports whether the clause, or the indicator handed on, is about money
// paid out, whose percentages are of the money given: "giải ngân 100% vốn". "Phí
// giải ngân" is what that costs.
func (w *walker) spends(c *clause) bool {
	of := w.st.indicator
	if c.npFrom < c.npTo {
		of = w.p.Slice(c.npFrom, c.npTo)
	}
	before, ok := strings.CutSuffix(text.Key(of), "giải ngân")
	return ok && !strings.HasSuffix(before, "phí ") && !strings.HasSuffix(before, "suất ")
}
