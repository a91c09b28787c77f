package figure

import (
	"strings"

	"khotin/extract/text"
)

// grades are the marks of quality.
var grades = words{"giỏi": true, "khá": true, "tốt": true, "yếu": true, "kém": true, "trung bình": true, "xuất sắc": true}

// gradeEnds are their last words.
var gradeEnds = text.NewSet(strings.FieldsSeq("giỏi khá tốt yếu kém bình sắc"))

// graded reads a mark of quality right before the percentage q in a row of such
// marks, "giỏi 28,4%, khá 43,1%, trung bình 26%", whose words are a predicate
// elsewhere. It makes the mark what the clause measures.
func (w *walker) graded(c *clause, q *quantity) {
	from, to := w.gradeBefore(q)
	if from >= to || from < c.from {
		return
	}
	for k := range w.qs {
		if a, b := w.gradeBefore(&w.qs[k]); &w.qs[k] != q && a < b && a >= w.sent[0] && b <= w.sent[1] {
			c.npFrom, c.npTo, c.pred, c.grade = from, to, to, true
			c.verbs, c.action, c.head = w.verbs(to, q.from), -1, false
			return
		}
	}
}

// gradeBefore gives the mark of quality between a sign and the percentage q, or
// nothing.
func (w *walker) gradeBefore(q *quantity) (from, to int) {
	toks := w.p.Tokens
	to = q.from
	if q.unit.kind != percent {
		return to, to
	}
	if to > 0 && toks[to-1].Is("đạt", "chiếm", "là") {
		to--
	}
	from = to
	switch {
	case from == 0 || !gradeEnds.Has(&toks[from-1]):
		return to, to
	case grades[toks[from-1].Key]:
		from--
	case from > 1 && grades[toks[from-2].Key+" "+toks[from-1].Key]:
		from -= 2
	default:
		return to, to
	}
	if from > 0 && toks[from-1].Is("loại") {
		from--
	}
	if from < 2 || !toks[from-1].Is(",", ";", ":", "(", "và") || toks[from-1].Either(",", "và") && w.endingAt(from-1) == nil {
		return to, to
	}
	return from, to
}

// gradedBy gives what is marked, with the mark: the words before the colon that
// opens the row, or what the mark before was given to.
func (w *walker) gradedBy(c *clause) string {
	mark := w.phrase(c.npFrom, c.npTo)
	if a, b := w.topic(c.npFrom); a < b {
		return w.phrase(a, b) + " " + mark
	}
	if w.st.said != w.sent[0] {
		return mark
	}
	for g := range grades {
		if was, ok := strings.CutSuffix(w.st.indicator, " "+g); ok {
			if strings.HasSuffix(was, " loại") {
				mark = strings.TrimPrefix(mark, "loại ")
			}
			return was + " " + mark
		}
	}
	return mark
}

// listedBefore gives the start of the row of nouns that ends in tokens [from, to)
// and opens the sentence: "Đội ngũ cán bộ, giáo viên, nhân viên", or from.
func (w *walker) listedBefore(from, to int) int {
	i := w.sent[0]
	if to-i > 14 {
		return from
	}
	for j := i; j < to; j++ {
		if t := &w.p.Tokens[j]; t.Class == text.Punct && !t.Is(",") || w.isDate(j) || w.p.is(j, clauseVerb|auxiliaries) || j > i && t.Case != text.Lower || w.quantityAt(j) != nil {
			return from
		}
	}
	return i
}
