package figure

import (
	"math"
	"strings"

	"khotin/extract/text"
)

// owners are the first words of what has money of its own: "dự án", "gói thầu",
// "nguồn vốn", "quỹ".
var owners = set("dự công gói chương vốn nguồn quỹ tiểu")

// ofOwner puts before an indicator that only says what was done with money, "được
// bố trí", "giải ngân", whose money it is where the clause or one before in its
// sentence begins with that: "Dự án A được bố trí 50 tỷ đồng, mới giải ngân 12
// tỷ đồng".
func (w *walker) ofOwner(s string, q *quantity, c *clause) string {
	if q.unit.kind != money && q.unit.kind != percent || !w.handles(c.npFrom, c.npTo) {
		return s
	}
	from := w.ownerFrom(c.npFrom)
	to := w.ownerEnd(from, c.npFrom)
	if to-from < 3 || !w.sameSubject(to, c.npFrom) {
		return s
	}
	if c.npFrom > c.from && w.p.Tokens[c.npFrom-1].Is("được") {
		return w.countless(from, to) + " được " + s
	}
	return w.countless(from, to) + " " + strings.TrimPrefix(s, "đã ")
}

// ownerFrom gives the first word of the clauses that end before token to, behind
// what leads them and the time that they tell of.
func (w *walker) ownerFrom(to int) int {
	from := to
	for from > w.sent[0] && !w.p.Tokens[from-1].Either(";", ":") && w.inside[from-1] == w.inside[to] {
		from--
	}
	for from < to && (w.p.is(from, leading|timeWords) || w.p.Tokens[from].Is("riêng", "đó", "trong") || w.isDate(from)) {
		from++
	}
	return from
}

// sameSubject reports whether what stands before the verb at token to, behind the
// last comma and token from, names no one else.
func (w *walker) sameSubject(from, to int) bool {
	for j := to - 1; j >= from && !w.p.Tokens[j].Is(","); j-- {
		if !w.p.is(j, auxiliaries|leading|trailing|timeWords) && !w.isDate(j) {
			return false
		}
	}
	return true
}

// handles reports whether tokens [from, to) are only a verb for what is done with
// money.
func (w *walker) handles(from, to int) bool {
	if from < to && w.p.Tokens[from].Is("được") {
		from++
	}
	return from+2 <= to && to-from <= 3 && w.p.actionEnd(from) >= to-1 && (w.p.Tokens[from].Is("bố") || w.p.Tokens[from].Is("giải") && w.p.Tokens[from+1].Is("ngân") ||
		w.p.Tokens[from].Is("phân") || w.p.Tokens[from].Is("vận") || w.p.Tokens[from].Is("huy") || w.p.Tokens[from].Is("thanh"))
}

// ownerEnd gives the end of the words from token i on that name whose money it is,
// or i. A comma ends a name only behind a proper noun: behind another word, a
// clause may have ended.
func (w *walker) ownerEnd(i, to int) int {
	toks := w.p.Tokens
	if i+1 >= to || !owners[toks[i].Key] || !(toks[i].Either("vốn", "quỹ") || toks[i+1].Is("án", "trình", "thầu", "vốn") || toks[i].Is("tiểu") && toks[i+1].Is("dự")) {
		return i
	}
	quoted := false
	for j := i + 1; j < to; j++ {
		t := &toks[j]
		quoted = quoted != t.Is("“", "”", "\"")
		if b := &toks[j-1]; !quoted && t.Is(",") && b.Class == text.Word && b.Case == text.Lower {
			return i
		}
		if !quoted && (w.p.is(j, auxiliaries) || t.Is("được", "có", "hiện", "là", "do", "ước", "với", "bị") || t.Is("mới") && !w.newThing(j) || w.isDate(j) || t.Class == text.Punct && !t.Is("“", "”", "\"", "-", "–", "(", ")")) {
			return j
		}
		if j-i > 18 || w.quantityAt(j) != nil && j+1 < to && toks[j+1].Is("%") {
			return i
		}
	}
	return to
}

// countless gives tokens [from, to) without the numbers that count what they name.
func (w *walker) countless(from, to int) string {
	var parts []string
	at := from
	for i := from; i < to; i++ {
		if q := w.quantityAt(i); q != nil && q.from == i && q.unit.kind == counted {
			parts = append(parts, w.phrase(at, i))
			at = q.unit.from
		}
	}
	return strings.TrimSpace(strings.Join(append(parts, w.phrase(at, to)), " "))
}

// shareOfCounts gives what one count of the sentence counted of which q is the
// share in another of the same unit: "xảy ra 142 vụ; làm rõ 121 vụ, bắt 176 đối
// tượng, đạt tỷ lệ 85,2%". It is empty where no two counts make that share.
func (w *walker) shareOfCounts(q *quantity) string {
	v := q.value.Float()
	for i := len(w.out) - 1; i >= w.st.told; i-- {
		for j := i - 1; j >= w.st.told; j-- {
			part, whole := &w.out[i], &w.out[j]
			if part.Measure != Level || whole.Measure != Level || part.Unit != whole.Unit || whole.amount() <= part.amount() {
				continue
			}
			if math.Abs(100*part.amount()/whole.amount()-v) < 0.06 {
				return strings.TrimSuffix(part.Indicator, " "+part.Unit)
			}
		}
	}
	return ""
}
