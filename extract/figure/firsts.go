package figure

import (
	"strings"

	"khotin/extract/text"
)

// A superlative compares the parts of a whole and names the first or last of them,
// each with its number in brackets: "Các quận, huyện dẫn đầu về tỷ lệ giải ngân là
// Lê Chân (91,2%), An Lão (84,7%); thấp nhất là Đồ Sơn (31,5%)". What they are
// compared in is measured.

// longestRanking is how many tokens the names in brackets behind a superlative take.
const longestRanking = 160

// firstOfAll reads q, alone in its bracket, as the number of a part that a superlative
// names, or of one that stands before or after the whole: "sau Hà Nam (10,69%)". ok
// is false where it is none.
func (w *walker) firstOfAll(q *quantity) (r rank, ok bool) {
	toks := w.p.Tokens
	if q.from < 2 || toks[q.from-1].Key != "(" || q.to >= len(toks) || q.minus || q.plus || q.of != nil {
		return r, false
	}
	close := q.to
	if q.unit.kind == counted || q.unit.kind == open {
		close = max(q.to, min(w.tail(q), len(toks)-1))
	}
	if toks[close].Key != ")" {
		return r, false
	}
	from := w.nameBefore(q.from - 1)
	lead := w.namesLead(from)
	if from < 0 || lead < 0 {
		return r, false
	}
	switch {
	case toks[lead].Is("sau", "trước", "trên"):
		if w.st.said != w.sent[0] || w.st.indicator == "" || q.unit.kind != percent || !w.comparesWith(lead) {
			return r, false
		}
		r.indicator, r.measure = w.st.indicator, w.st.percent
	default:
		r = w.comparedIn(lead, q)
		if r.indicator == "" {
			return r, false
		}
		w.st.compared = r
	}
	name := w.phrase(from, q.from-1)
	w.holdPlace()
	if r.place = w.placeOf(from, q.from-1); r.place == "" && w.comparesUnits(lead, from) {
		r.place = name
	} else if r.place == "" {
		r.place = w.st.all
		r.indicator += " " + name
	}
	return r, true
}

// comparesUnits reports whether units are compared whose names follow the word at token
// i, up to token to: "Các huyện dẫn đầu về … là", "Địa phương có … nhiều nhất là".
func (w *walker) comparesUnits(i, to int) bool {
	toks := w.p.Tokens
	if toks[i].Is("sau", "trước", "trên") {
		return true
	}
	for j := max(w.sent[0], to-longestRanking); j < to; j++ {
		if toks[j].Is("quận", "huyện", "xã", "phường", "tỉnh") || j > 0 && (toks[j].Is("phương") && toks[j-1].Is("địa") || toks[j].Is("nước") && toks[j-1].Is("các")) {
			return true
		}
	}
	return false
}

// nameBefore gives where the name that ends before token i begins, a proper one or
// one behind a common noun, or -1.
func (w *walker) nameBefore(i int) int {
	toks := w.p.Tokens
	from, proper := i, false
	for from > w.sent[0] && from > i-10 {
		t := &toks[from-1]
		if dash := t.Either("-", "–") && from < i && from-2 >= w.sent[0] && toks[from-2].Case == text.Title; t.Class != text.Word && !dash || t.Is("là", "và", "sau", "trước", "trên", "các", "gồm") {
			break
		}
		if w.p.is(from-1, clauseVerb|auxiliaries) || w.isDate(from-1) || t.Case == text.Lower && w.p.actionAt(from-1) {
			return -1
		}
		proper = proper || t.Case != text.Lower && t.Class == text.Word
		from--
	}
	if !proper {
		return -1
	}
	return from
}

// namesLead gives the word that leads to the names in brackets of which the one at
// token from is one: "là", "sau", or -1.
func (w *walker) namesLead(from int) int {
	toks := w.p.Tokens
	for end := from - longestRanking; from > w.sent[0] && from > end; {
		b := from - 1
		if toks[b].Is("các") && b > w.sent[0] {
			b--
		}
		switch {
		case toks[b].Is("là", "sau", "trước", "trên"):
			return b
		case toks[b].Is(",", "và", ";") && b > w.sent[0] && toks[b-1].Key == ")":
			open := b - 2
			for open > w.sent[0] && toks[open].Key != "(" {
				open--
			}
			if from = w.nameBefore(open); from < 0 {
				return -1
			}
		default:
			return -1
		}
	}
	return -1
}

// comparesWith reports whether the word at token i says beside whom one stands in a
// ranking: "đứng thứ 3 toàn vùng, sau".
func (w *walker) comparesWith(i int) bool {
	for j := i - 1; j > w.sent[0] && j > i-20; j-- {
		if w.p.Tokens[j].Either("đứng", "xếp") {
			return true
		}
	}
	return false
}

// comparedIn gives what a superlative that ends with "là" at token i compares, of
// which q is one number: "có số vụ tai nạn nhiều nhất là", "dẫn đầu về tỷ lệ giải ngân
// là", or what the one before it did: "…; thấp nhất là". Its indicator is empty where
// none is told.
func (w *walker) comparedIn(i int, q *quantity) (r rank) {
	toks := w.p.Tokens
	to := i
	switch {
	case i-2 >= w.sent[0] && toks[i-1].Is("nhất") && toks[i-2].Is("cao", "thấp", "nhiều", "ít", "lớn", "nhỏ", "nhanh", "chậm", "đông", "tốt"):
		to = i - 2
	case i > w.sent[0] && toks[i-1].Class == text.Word:
		about := i - 1
		for about > w.sent[0] && about > i-12 && !toks[about].Is("về") {
			about--
		}
		if !toks[about].Is("về") || about < 2 || !(toks[about-1].Is("đầu") && toks[about-2].Either("dẫn", "đứng")) {
			return r
		}
	default:
		return r
	}
	from := to
	for from > w.sent[0] && !toks[from-1].Is(",", ";", ":", "(", ")", ".", "có", "đó", "về") && !w.isDate(from-1) {
		if from--; w.quantityAt(from) != nil {
			return r
		}
	}
	if from == to && w.st.compared.indicator != "" {
		if w.comparable(q, &w.st.compared) {
			r = w.st.compared
		}
		return r
	}
	if from, to = w.nounPhrase(from, to); to-from < 2 || w.timeOnly(from, to) {
		return r
	}
	rate, growth := w.rates(from, to)
	r.indicator, r.measure, r.rate = w.phrase(from, to), Level, rate
	switch last := &toks[to-1]; {
	case last.Either("tăng", "giảm") && to-from > 2:
		r.indicator, r.measure, r.down = w.phrase(from, to-1), Growth, last.Is("giảm")
	case growth && q.unit.kind == percent:
		r.measure = Growth
	}
	if !w.comparable(q, &r) {
		return rank{}
	}
	return r
}

// comparable reports whether q can be what r compares: of a rate a percentage, of how
// many there are as many of the same, and no count of what an amount is not.
func (w *walker) comparable(q *quantity, r *rank) bool {
	if q.unit.kind == percent || q.unit.kind == points {
		return r.rate || r.measure == Growth
	}
	if r.rate {
		return false
	}
	key := " " + text.Key(r.indicator) + " "
	if q.unit.kind == counted || q.unit.kind == open || q.unit.kind == bare {
		return q.unit.from < len(w.p.Tokens) && q.unit.kind != bare && strings.Contains(key, " "+w.p.Tokens[q.unit.from].Key+" ")
	}
	return !strings.HasPrefix(key, " số ") || strings.HasPrefix(key, " số tiền ") || strings.HasPrefix(key, " số vốn ") || strings.HasPrefix(key, " số thu ") || strings.HasPrefix(key, " số nợ ")
}
