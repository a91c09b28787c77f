package figure

import "khotin/extract/text"

// lasting reports whether a figure may be about a period that its sentence
// does not name. What a place simply has ("6 siêu thị"), and what a project
// measures, is about no period.
func (w *walker) lasting(q *quantity, c *clause, f *Figure) bool {
	switch {
	case f.Measure != Level || q.of != nil || f.Status == Estimate || q.unit.kind == percent:
		return true
	case c.child && c.action < 0 && !w.performs(q) && w.belongsToProject():
		return false
	case q.unit.kind == counted || q.unit.kind == open:
		return w.performs(q) || c.action >= 0 || w.st.action != "" || c.head || c.child || !w.has(c) || w.more(c) || c.pred == c.from || c.pred == c.from+1 && w.p.Tokens[c.from].Class == text.Punct
	case c.npFrom < c.npTo:
		for i := c.npFrom; i < c.npTo; i++ {
			if t := &w.p.Tokens[i]; !c.verbs.reach && w.p.is(i, dimensions) && (i == c.npFrom || !t.Is("thưởng", "phạt", "tích") || w.p.Tokens[i-1].Is("mức", "tiền", "diện")) {
				return false
			}
		}
		return c.head || c.verbs.reach || c.action >= 0
	}
	return true
}

// belongsToProject reports whether the sentence tells what a project is before:
// "tổng mức đầu tư 6.946 tỷ đồng, gồm 2 bến dài 750 m".
func (w *walker) belongsToProject() bool {
	before := w.sameSentence()
	return before != nil && before.PeriodBy == "is"
}

// performs reports whether the words after a count tell how the things did:
// "có 358 bài thi đạt điểm 10", "12 khoản thu vượt dự toán".
func (w *walker) performs(q *quantity) bool {
	toks := w.p.Tokens
	for i := q.to; i < w.to && i < q.to+6 && toks[i].Class == text.Word; i++ {
		if toks[i].Is("đạt") && !w.attains(i) || toks[i].Is("vượt", "tăng", "giảm") || i+1 < w.to && w.begins(i) {
			return true
		}
	}
	return false
}

// begins reports whether token i says that things are new in the time told, came
// to an end in it or did what they were to: "thành lập mới", "giải thể", "phát sinh",
// "hoàn thành".
func (w *walker) begins(i int) bool {
	n := &w.p.Tokens[i+1]
	switch w.p.Tokens[i].Key {
	case "hoàn":
		return n.Is("thành")
	case "phát":
		return n.Is("sinh")
	case "giải":
		return n.Is("thể")
	case "lập", "cấp":
		return n.Is("mới")
	}
	return false
}

// describes reports whether f goes on describing what the sentence says that
// there is: "có diện tích 27 km2, dân số 36.540 người, gồm 21 thôn".
func (w *walker) describes(q *quantity, c *clause, f *Figure) bool {
	if f.Measure != Level || q.unit.kind == percent || c.verbs.reach || c.semicolon || c.action >= 0 || w.st.action != "" {
		return false
	}
	return w.st.whole < 0 || q.unit.from < len(w.p.Tokens) && w.p.is(q.unit.from, standingThings)
}

// sameSentence gives the row before in the same sentence, or nil.
func (w *walker) sameSentence() *Figure {
	if n := len(w.out); n > 0 && w.out[n-1].Sentence.Para == w.para && w.out[n-1].Sentence.From == w.sent[0] {
		return &w.out[n-1]
	}
	return nil
}

// more reports whether the predicate tells of an increase: "có thêm 6 xã".
func (w *walker) more(c *clause) bool {
	for i := c.pred; i < c.to; i++ {
		if w.p.Tokens[i].Is("thêm") {
			return true
		}
	}
	return false
}

// doneByNow reports whether "đã" at token i tells what was done by now, and not what
// there is: "hiện đã làm rõ 10 vụ", but "hiện đã có 10 trường".
func (w *walker) doneByNow(i, to int) bool {
	if i >= to || !w.p.Tokens[i].Is("đã") {
		return false
	}
	for ; i < to; i++ {
		if w.p.Tokens[i].Is("có") {
			return false
		}
	}
	return true
}

// standing reports whether the clause tells what there is now: "hiện có 157
// cơ sở lưu trú".
func (w *walker) standing(c *clause) bool {
	for i := c.from; i < c.to && w.all&present != 0; i++ {
		if w.p.Tokens[i].Is("hiện") && !(i+1 < c.to && w.p.Tokens[i+1].Is("hành", "đại", "vật", "trạng", "trường", "thực") || w.doneByNow(i+1, c.to)) && !(i > 0 && w.p.Tokens[i-1].Is("thực", "phát", "thể", "biểu")) {
			return true
		}
	}
	return false
}
