package figure

import "khotin/extract/text"

// among reads "17 trong tổng số 19 mục tiêu" and "15 trên 17 chỉ tiêu": a count
// out of a whole, told in words.
func (s *scanner) among(q *quantity) {
	toks := s.p.Tokens
	if q.unit.kind != bare || q.of != nil || q.upper != nil || q.to+1 >= len(toks) || !toks[q.to].Either("trong", "trên") {
		return
	}
	i := q.to + 1
	if toks[i].Is("tổng") {
		i++
	}
	if i < len(toks) && toks[i].Is("số") {
		i++
	}
	n := s.next(i)
	if n == 0 || toks[q.to].Is("trong") && i == q.to+1 {
		return
	}
	w, ok := s.number(n)
	if !ok || w.unit.kind != counted && w.unit.kind != open || w.value.Float() < q.value.Float() {
		return
	}
	of := w.value
	q.of, q.unit, q.to = &of, w.unit, w.to
}

// thousandsOf reads "59 nghìn 642 tỷ đồng", thousands of the scale that
// follows.
func (s *scanner) thousandsOf(q *quantity) {
	if q.unit.scale != 3 || q.unit.kind != open || q.of != nil || q.upper != nil {
		return
	}
	n := s.next(q.unit.from + 1)
	if n == 0 {
		return
	}
	w, ok := s.number(n)
	if !ok || w.unit.scale < 6 || w.value.Float() >= 1000 {
		return
	}
	if sum, ok := q.value.Shift(3).Add(w.value); ok {
		q.value, q.unit, q.to, q.ambiguous = sum, w.unit, w.to, false
	}
}

// duration gives the unit of a length of time or an age that is itself what is
// measured: "thời gian thông quan từ 4 giờ xuống 2,5 giờ", "tuổi bình quân 46,2
// tuổi". Times of day, terms and ages of people are none.
func (s *scanner) duration(i int) unit {
	toks := s.p.Tokens
	u := unit{from: i + 1, to: i + 1}
	if i+1 >= len(toks) || !s.p.is(i+1, durations) || toks[i+1].Case != text.Lower {
		return u
	}
	age := toks[i+1].Is("tuổi")
	for j := i - 1; j > 0 && j > i-18; j-- {
		t, b := &toks[j], &toks[j-1]
		if t.Either(".", ";") {
			break
		}
		if !age && t.Is("gian") && b.Is("thời") || !age && t.Is("ngắn") && b.Is("rút") || age && t.Either("quân", "thọ") && j > 1 && (b.Is("tuổi") || toks[j-2].Is("tuổi")) {
			u = unit{kind: measured, from: i + 1, to: i + 2, base: toks[i+1].Key}
			u.per(s.p)
			return u
		}
	}
	return u
}

// timeOfWhole makes the period of the sentence that tells parts that of their
// whole: "Tháng 9, thu được 48 tỷ đồng; lũy kế 9 tháng đạt 512 tỷ đồng. Trong đó, …".
// A part, a goal, and what was in a time that ended before the one that the sentence
// of the whole began with, is not the whole that is meant.
func (w *walker) timeOfWhole() {
	n := len(w.out)
	if n == 0 {
		return
	}
	f := &w.out[n-1]
	if f.Group != w.st.whole || f.At.Para != w.para || f.Period == nil || f.PeriodBy == "report" || f.PeriodBy == "section" || f.PeriodBy == "after" || f.PartOf >= 0 || f.Status == Target {
		return
	}
	for i := n - 2; i >= 0 && w.out[i].Sentence == f.Sentence; i-- {
		if p := w.out[i].Period; p != nil && after(p.Start, f.Period.End) {
			return
		}
	}
	w.st.period, w.st.inSentence = f.Period, false
}
