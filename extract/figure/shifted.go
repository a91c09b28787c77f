package figure

import "khotin/extract/date"

// leftOff reports whether the clause of tokens [from, to) goes on with what
// something rose or fell to, where the number that ends at from is what it was
// before: "giảm từ 1,52% năm 2020 xuống còn 0,98%". The words between tell when
// it was so.
func (w *walker) leftOff(from, to int) bool {
	q := w.endingAt(from)
	if q == nil || !w.shiftsFrom(q) {
		return false
	}
	for i := from; i < to; i++ {
		if t := &w.p.Tokens[i]; t.Is("lên", "xuống", "còn") {
			return true
		} else if t.Is(",", ";", ":") {
			return false
		}
	}
	return false
}

// endingAt gives the quantity that ends before token i, or nil.
func (w *walker) endingAt(i int) *quantity {
	for k := range w.qs {
		if w.qs[k].to == i {
			return &w.qs[k]
		}
	}
	return nil
}

// shiftsFrom reports whether "từ" leads to q.
func (w *walker) shiftsFrom(q *quantity) bool {
	i := q.from - 1
	for i > w.sent[0] && w.p.is(i, qualifiers) && !w.p.Tokens[i].Is("từ") {
		i--
	}
	return i >= w.sent[0] && w.p.Tokens[i].Is("từ")
}

// ofLevel reports whether the date d tells when one of two levels stood, "tăng
// từ 78% năm 2011 lên 85% năm 2020": no other number is about it.
func (w *walker) ofLevel(d *date.Date) bool {
	i := d.At.From
	for i > w.sent[0] && w.p.Tokens[i-1].Is("vào", "trong", "của", "cuối", "đầu", "ở") {
		i--
	}
	q := w.endingAt(i)
	if q == nil {
		return false
	}
	if w.shiftsFrom(q) {
		return w.leavesOff(d.At.To)
	}
	j := q.from - 1
	for j > w.sent[0] && w.p.is(j, qualifiers) {
		j--
	}
	return j > w.sent[0] && w.p.Tokens[j].Is("lên", "xuống", "còn")
}

// ended reports whether the date d stands at the end of a clause of tokens
// [from, to) that has no number, and a semicolon follows: "…; cơ bản không còn
// nhà tạm vào năm 2025; tỷ lệ …".
func (w *walker) ended(d *date.Date, from, to int) bool {
	i := d.At.To
	if i >= to || !w.p.Tokens[i].Is(";") || d.At.From <= w.sent[0]+3 {
		return false
	}
	b := d.At.From - 1
	return b > from && !w.p.Tokens[b].Is(";", ",", ":")
}
