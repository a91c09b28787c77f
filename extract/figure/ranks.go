package figure

import (
	"strings"

	"khotin/extract/text"
)

// A ranking counts some of its kind by what they did and then tells each by
// name: "Có 6 đơn vị giải ngân trên 60%, gồm: quận Kiến An (78,3%), Sở Y tế
// 66,5%". What they did is measured, not the counted "đơn vị".

// rankedThings are counted where each of them is named.
var rankedThings = map[string]bool{
	"đơn vị": true, "địa phương": true, "xã": true, "phường": true, "thị trấn": true, "quận": true, "huyện": true, "tỉnh": true,
	"thành phố": true, "sở": true, "sở, ngành": true, "ngành": true, "chủ đầu tư": true, "ban": true, "cơ quan": true, "doanh nghiệp": true,
	"trường": true, "công ty": true, "thôn": true, "chi cục": true,
}

// counter notes the count that a ranking may follow.
func (w *walker) counter(q *quantity) {
	if q.unit.kind == counted && q.of == nil && w.inside[q.from] == 0 && rankedThings[text.Key(w.p.Slice(q.unit.from, q.unit.to))] {
		w.st.counter, w.st.ranked = q, 0
	}
}

// rank is an item of a ranking.
type rank struct {
	indicator string
	place     string // the unit that the item names, or that all are compared in
	measure   Measure
	down      bool // the numbers tell falls
	rate      bool // what is compared is a rate
}

// rankOf reads q as an item of a ranking; ok is false where it is none.
func (w *walker) rankOf(q *quantity) (r rank, ok bool) {
	head := w.st.counter
	if head == nil || q.from <= head.to || q.unit.kind != percent && q.unit.kind != money || q.minus || q.plus || q.of != nil {
		return r, false
	}
	from, to := w.rankName(head, q)
	if from >= to {
		return r, false
	}
	what, rate, growth := w.rankVerb(head)
	if what == "" {
		return r, false
	}
	w.st.ranked = q.to
	w.holdPlace()
	r.measure = Level
	if q.unit.kind == percent {
		switch {
		case growth:
			r.measure = Growth
		case !rate:
			r.measure = Ratio
		}
	}
	r.indicator, r.place, r.down = what, w.placeOf(from, to), growth && w.p.Tokens[w.rankFrom(head)].Is("giảm")
	if r.place == "" {
		r.indicator, r.place = w.rankOther(head, from, to, what, rate)
	}
	w.keep(r.indicator, rate, growth)
	return r, true
}

// holdPlace notes the place of the sentence while one of those compared is named.
func (w *walker) holdPlace() {
	if !w.st.holds {
		w.st.all, w.st.holds = w.st.place, true
	}
}

// rankOther gives the indicator and the place of an item that names no unit in
// full, in tokens [from, to): a unit's name goes on from what head counts, "2 xã …,
// gồm Tân Trào 38,2%"; a company has what it did to itself; an office has it in the
// place where all are compared.
func (w *walker) rankOther(head *quantity, from, to int, what string, rate bool) (indicator, place string) {
	name := w.phrase(from, to)
	switch t := &w.p.Tokens[head.unit.from]; {
	case t.Is("xã", "phường", "quận", "huyện", "tỉnh") && head.unit.to == head.unit.from+1 && w.properName(from, to):
		return what, t.Key + " " + name
	case !t.Is("doanh", "công", "trường", "thôn"):
		return what, w.st.all
	case rate:
		return what + " " + name, w.st.all
	}
	return name + " " + what, w.st.all
}

// properName reports whether tokens [from, to) are up to four capitalised words.
func (w *walker) properName(from, to int) bool {
	for i := from; i < to; i++ {
		if t := &w.p.Tokens[i]; t.Class != text.Word || t.Case != text.Title {
			return false
		}
	}
	return to-from <= 4
}

// rankName gives the name before q: what stands between it and the item
// before, or, for the first item, the word that opens the list.
func (w *walker) rankName(head, q *quantity) (from, to int) {
	toks := w.p.Tokens
	to = q.from
	if toks[to-1].Key == "(" {
		if q.to >= len(toks) || toks[q.to].Key != ")" {
			return 0, 0
		}
		to--
	}
	for to > head.to && toks[to-1].Is("đạt", "với", "mới", "chỉ", "là") {
		to--
	}
	from = to
	for from > head.to && from > to-14 && !toks[from-1].Is(",", ";", ":", "(", ")", "%") && toks[from-1].Class != text.Number && !w.opensRanks(from-1) {
		from--
	}
	opened := from > head.to && w.opensRanks(from-1)
	if after := w.st.ranked; !opened && (after == 0 || from-after > 2 || from < after) || from <= head.to {
		return 0, 0
	}
	for from < to && toks[from].Either("và", "các") {
		from++
	}
	if from >= to || !(toks[from].Case != text.Lower && toks[from].Class == text.Word || w.namesBody(from, to)) {
		return 0, 0
	}
	for i := from; i < to; i++ {
		if w.isDate(i) || w.p.is(i, clauseVerb) && toks[i].Case == text.Lower {
			return 0, 0
		}
	}
	return from, to
}

// namesBody reports whether tokens [from, to) begin with a common noun and go
// on with a name: "quận Kiến An", "xã Ngũ Phúc".
func (w *walker) namesBody(from, to int) bool {
	for i := from + 1; i < to && i < from+4; i++ {
		if t := &w.p.Tokens[i]; t.Class == text.Word && t.Case != text.Lower {
			return true
		}
	}
	return false
}

// opensRanks reports whether token i opens the items of a ranking.
func (w *walker) opensRanks(i int) bool {
	t := &w.p.Tokens[i]
	return t.Is("gồm", ":", "như") || t.Is("là") && !(i > 0 && w.p.Tokens[i-1].Is("nhất"))
}

// rankVerb gives what those did that head counts, "giải ngân" of "6 đơn vị giải
// ngân trên 60%, gồm", and whether that is a rate or a growth by nature.
func (w *walker) rankVerb(head *quantity) (what string, rate, growth bool) {
	toks := w.p.Tokens
	from := w.rankFrom(head)
	to := from
	for to < w.to && to < from+10 && toks[to].Class == text.Word && !w.opensRanks(to) && !w.isDate(to) && !toks[to].Is("đạt", "trên", "dưới", "từ", "hoàn", "chưa") {
		to++
	}
	for to > from && toks[to-1].Is("cao", "thấp", "tốt", "khá", "chậm", "nhanh", "nhất") {
		to--
	}
	if to-from < 2 || toks[from].Case != text.Lower {
		return "", false, false
	}
	rate, growth = w.rates(from, to)
	if toks[from].Either("tăng", "giảm") {
		growth = true
	}
	if !w.headAt(from) && !w.p.actionAt(from) && !growth {
		return "", false, false
	}
	return strings.TrimSpace(w.phrase(from, to)), rate, growth
}

// rankFrom gives the token that begins what those did that head counts.
func (w *walker) rankFrom(head *quantity) int {
	if i := head.unit.to; i < w.to && w.p.Tokens[i].Is("có") {
		return i + 1
	}
	return head.unit.to
}

// placeOf gives the unit that tokens [from, to) name, or "".
func (w *walker) placeOf(from, to int) string {
	for k := range w.c.Places {
		if pl := &w.c.Places[k]; pl.At.Para == w.para && pl.At.From >= from && pl.At.From <= from+1 && pl.At.To == to {
			return pl.Name
		}
	}
	return ""
}
