package figure

import (
	"strings"
)

// unnamed gives the indicator of a number whose clause names none before it:
// the noun after the number, or the indicator handed on.
func (w *walker) unnamed(q *quantity, c *clause, m Measure, rule string, end int, based bool) (string, int) {
	isCount := q.unit.kind == counted || q.unit.kind == open
	if isCount && m == Growth && q.unit.to > q.unit.from && !(w.st.indicator != "" && max(w.tail(q), end) <= q.to && w.p.Tokens[q.unit.from].Is("lượt", "cái", "chiếc", "con", "bậc", "hạng", "đơn")) &&
		!strings.Contains(strings.ToLower(w.st.indicator), strings.ToLower(w.p.Slice(q.unit.from, q.unit.to))) {
		s, to := w.thing(q, max(w.tail(q), end)), max(w.tail(q), end)
		if was := w.countedBefore(q, to); was != "" {
			s = was
		}
		w.keep(s, false, false)
		return s, to
	}
	share := q.unit.kind == percent && m == Level && w.inside[q.from] == 0
	amount := (c.onlyJoined || w.opensClause(q) || w.caused(q) || w.has(c) && !c.child) && m == Level && (q.unit.kind == money || q.unit.kind == measured)
	if amount || !based && (share && !c.verbs.states() || w.st.indicator == "" || rule == "share" || c.child) {
		if to := w.follows(q, end); to > end {
			s := w.phrase(end, to)
			if w.caused(q) && w.p.Tokens[end].Is("đường", "cầu", "kênh", "mương", "rãnh", "cống", "sân") && !w.harmed(end, to) {
				s = "làm " + s // "làm 1.460 km đường"
			}
			if c.onlyJoined && w.st.action != "" && q.unit.kind == measured {
				s = w.st.action + " " + s // "tiếp nhận 96 khẩu súng và 15 kg thuốc nổ"
			}
			w.keep(s, false, false)
			return s, to
		}
	}
	if n := len(w.out); n > 0 && m == Level && w.inside[q.from] != 0 && w.inside[q.from-1] == 0 && w.out[n-1].Basis != "" && w.out[n-1].At.Para == w.para && w.out[n-1].At.To == q.from-1 && q.unit.kind == money {
		return w.out[n-1].Basis, end // "bằng 24,4% kế hoạch năm (15.000 tỷ đồng)"
	}
	if w.attainsRate(c) && !based {
		s := strings.TrimSpace("tỷ lệ " + w.st.indicator)
		if of := w.portionOf(q); of != "" {
			s = "tỷ lệ " + of
		} else if w.st.said == w.sent[0] && w.st.action != "" {
			s = "tỷ lệ " + w.st.action
		}
		w.keep(s, true, false)
		return s, end
	}
	if s := w.saidToBe(q, end); s != "" {
		w.keep(s, false, false)
		return s, end
	}
	if rule == "share-is" || share && rule == "share" {
		if end+1 < w.to && (w.p.Tokens[end].Is("là") || c.child && w.p.Tokens[end].Is("có", "đạt", "được")) && w.st.counted != "" {
			if to := w.nounEnd(end + 1); to > end+1 && w.quantityAt(end+1) == nil {
				return w.st.counted + " " + w.phrase(end, to), to // "trong đó 61% là nữ"
			}
		}
		return "", end
	}
	if s := w.completed(q, c, m, end); s != "" {
		return s, end
	}
	if c.child && m == Level && w.st.said != w.sent[0] {
		return w.ofUnit(q), end
	}
	return w.st.indicator, end
}

// ofUnit gives the indicator handed on, or, where its amount was in another
// unit, the one before it that was in the unit of q: "mục tiêu sản lượng 36
// triệu tấn, doanh thu 2.650 tỷ đồng. Trong đó, quý I đạt 8,2 triệu tấn".
func (w *walker) ofUnit(q *quantity) string {
	if q.unit.base == "" || q.unit.kind != money && q.unit.kind != measured {
		return w.st.indicator
	}
	for i := len(w.out) - 1; i >= 0 && i >= len(w.out)-6 && w.out[i].At.Para == w.para; i-- {
		if f := &w.out[i]; f.Measure == Level && f.BaseUnit == q.unit.base {
			return f.Indicator
		}
	}
	return w.st.indicator
}

// saidToBe gives what the sentence says that the number is which opens it, "2,5
// tỷ đồng là số tiền phải trả", or what it opens with where that is a result and
// the number all that follows: "Kết quả đạt 1.200". It is empty elsewhere.
func (w *walker) saidToBe(q *quantity, end int) string {
	toks := w.p.Tokens
	from := w.sent[0]
	for from < q.from && w.p.is(from, qualifiers) {
		from++
	}
	if from == q.from && end+1 < w.to && toks[end].Is("là") && w.headAt(end+1) {
		return w.phrase(end+1, w.nounEnd(end+1))
	}
	if w.st.indicator == "" && q.from-w.sent[0] == 3 && toks[w.sent[0]].Is("kết") && toks[w.sent[0]+1].Is("quả") {
		return w.phrase(w.sent[0], w.sent[0]+2)
	}
	return ""
}

// opensClause reports whether nothing stands between a semicolon and q.
func (w *walker) opensClause(q *quantity) bool {
	i := q.from - 1
	for i > w.sent[0] && w.p.is(i, qualifiers) {
		i--
	}
	return i > w.sent[0] && w.p.Tokens[i].Key == ";"
}

// caused reports whether "làm" or "khiến" stands before q, an area or an amount that
// something did harm to: "mưa lớn làm 460 ha lúa mùa bị ngập".
func (w *walker) caused(q *quantity) bool {
	if q.unit.kind != measured {
		return false
	}
	i := w.causer(q)
	return i > w.sent[0] && q.to < w.to && openNoun(&w.p, q.to) && !w.p.Tokens[i-1].Is("việc", "đã", "phí", "đồng", "vốn", "tiền")
}

// causer gives the token "làm" or "khiến" right before q, or -1.
func (w *walker) causer(q *quantity) int {
	i := q.from - 1
	for i > w.sent[0] && w.p.is(i, qualifiers) {
		i--
	}
	if i < w.sent[0] || !w.p.Tokens[i].Either("làm", "khiến") {
		return -1
	}
	return i
}

// harmed reports whether tokens [from, to) tell of harm.
func (w *walker) harmed(from, to int) bool {
	for i := from; i < to; i++ {
		if w.p.Tokens[i].Is("bị", "ngập", "thiếu", "chết", "hư", "hỏng", "đổ", "gãy", "hạn", "mất", "sạt", "cháy", "nhiễm", "úng") {
			return true
		}
	}
	return false
}

// attainsRate reports whether the predicate is "đạt tỷ lệ".
func (w *walker) attainsRate(c *clause) bool {
	return c.pred+2 < c.to && w.p.Tokens[c.pred].Is("đạt") && w.p.Tokens[c.pred+1].Either("tỷ", "tỉ") && w.p.Tokens[c.pred+2].Is("lệ")
}
