package figure

import (
	"strings"

	"khotin/extract/text"
)

// statement opens a new statement where q begins one, and reports whether it
// does.
func (w *walker) statement(q *quantity, c *clause, m Measure) bool {
	np := c.npFrom < c.npTo
	isCount := q.unit.kind == counted || q.unit.kind == open
	fresh := np || w.st.group < 0 || c.child || c.ranked || w.st.whole >= 0 && w.st.whole == w.st.group || // no part is its own whole
		m == Level && (c.date != nil || c.semicolon || isCount && !(w.inside[q.from] != 0 && w.inside[q.from-1] == 0))
	if !fresh {
		return false
	}
	if c.child {
		if w.st.whole < 0 && w.st.group >= 0 || w.st.group >= 0 && c.from > 0 && w.p.Tokens[c.from-1].Key == "(" {
			w.st.whole = w.st.group
			w.st.before, w.st.estimated = w.st.period, w.st.status == Estimate
		}
		w.st.listed = w.opensList(c)
	} else if w.st.whole >= 0 && c.semicolon && !w.alsoPart(q, c, m) {
		w.st.whole = -1
	}
	w.st.group = w.next
	w.next++
	w.st.level = false
	w.st.measure = ""
	w.place(c)
	return true
}

// setAside makes f no part of a whole that it is more than, where only "riêng" leads
// to it: that may set a thing apart from all that was told, "…; riêng trong đợt
// dịch, công đoàn hỗ trợ 96 tỷ đồng".
func (w *walker) setAside(f *Figure, c *clause) {
	if !c.child || f.PartOf < 0 || f.Measure != Level || f.BaseUnit == "%" {
		return
	}
	for i := c.from; i < c.to; i++ {
		if t := &w.p.Tokens[i]; t.Is("gồm") || t.Is("đó") && i > c.from && w.p.Tokens[i-1].Is("trong") {
			return
		}
	}
	for i := len(w.out) - 1; i >= 0 && w.out[i].At.Para == w.para; i-- {
		if g := &w.out[i]; g.Group == f.PartOf && g.Measure == Level {
			if g.BaseUnit == f.BaseUnit && f.amount() > g.amount() {
				f.PartOf, w.st.whole = -1, -1
			}
			return
		}
	}
}

// overPart makes f a part of the whole of the part before, where it is more than that
// part: "9 tháng đạt 61 tỷ đồng, riêng tháng 9 đạt 7 tỷ đồng. Trong đó, thu phí 26 tỷ
// đồng".
func (w *walker) overPart(f *Figure) {
	if f.PartOf < 0 || f.Measure != Level || f.BaseUnit == "%" || f.BaseUnit == "" {
		return
	}
	for i := len(w.out) - 1; i >= 0 && w.out[i].At.Para == w.para; i-- {
		if g := &w.out[i]; g.Group == f.PartOf && g.Measure == Level {
			if g.PartOf >= 0 && g.BaseUnit == f.BaseUnit && f.amount() > g.amount() {
				f.PartOf, w.st.whole = g.PartOf, g.PartOf
			}
			return
		}
	}
}

// opensList reports whether a colon stands behind the words that open the
// parts of a whole: "trong đó: …; …".
func (w *walker) opensList(c *clause) bool {
	for i := c.from; i < c.to; i++ {
		if t := &w.p.Tokens[i]; t.Key == ":" && i > c.from && w.p.Tokens[i-1].Either("đó", "gồm") {
			return true
		}
	}
	return false
}

// alsoPart reports whether the clause behind a semicolon tells one more part of
// the whole: where a list of parts was opened, or where it names a thing of the
// same kind as the part before ("trong đó thu nội địa đạt …; thu hải quan đạt
// …"). Parts are amounts of one unit and make no more than their whole.
func (w *walker) alsoPart(q *quantity, c *clause, m Measure) bool {
	if m != Level || c.npFrom >= c.npTo || len(w.out) == 0 {
		return false
	}
	first := text.Key(w.out[len(w.out)-1].Indicator)
	word, _, _ := strings.Cut(first, " ")
	if !w.st.listed && !(c.head && w.p.Tokens[c.npFrom].Is(word)) {
		return false
	}
	sum, whole := q.value.Shift(q.unit.shift).Float(), 0.0
	for i := len(w.out) - 1; i >= 0 && w.out[i].Sentence.Para == w.para; i-- {
		switch f := &w.out[i]; {
		case f.Measure != Level:
		case f.Group == w.st.whole:
			whole = f.amount()
			if f.BaseUnit != q.unit.base {
				return false
			}
		case f.PartOf == w.st.whole:
			sum += f.amount()
		}
	}
	return sum <= whole*1.01
}

// place notes the unit that a new clause names as its subject.
func (w *walker) place(c *clause) {
	if c.ranked {
		w.holdPlace()
	}
	if c.semicolon && w.st.beside {
		w.st.place, w.st.beside = w.st.held, false
	}
	for k := range w.c.Places {
		pl := &w.c.Places[k]
		if pl.At.Para != w.para || pl.At.From < c.from || pl.At.To > c.to || w.mask[pl.At.From] || w.home(pl.At.From) {
			continue
		}
		b := pl.At.From - 1
		if b < w.sent[0] || w.p.Tokens[b].Is("bàn", "toàn", "tại", ",", ";", ":", "của", "-", "(") || c.ranked && w.p.Tokens[b].Is("là") {
			if beside := w.besideVerb(b); beside != w.st.beside {
				w.st.beside, w.st.held = beside, w.st.place
			}
			w.st.place = pl.Name
		}
	}
}

// besideVerb reports whether "tại" at token i says where the things of its clause
// are, and nothing of the next one: "tu sửa 12 km kênh tại xã A; …". One that opens a
// clause, "9 tháng, tại huyện A, …; …", holds for those behind it.
func (w *walker) besideVerb(i int) bool {
	if i <= w.sent[0] || !w.p.Tokens[i].Is("tại") {
		return false
	}
	for i--; i >= w.sent[0] && w.p.Tokens[i].Class != text.Punct; i-- {
		if !w.isDate(i) && !w.p.is(i, leading|timeWords|prepositions) && !w.p.Tokens[i].Is("riêng", "đó", "đặc", "biệt", "điển", "hình", "thể", "nhất") {
			return true
		}
	}
	return false
}

// home reports whether the unit at token i is where somebody lives or comes from:
// "trú tại phường Sở Dầu, quận Hồng Bàng".
func (w *walker) home(i int) bool {
	for j := i - 1; j >= w.sent[0] && j > i-10; j-- {
		if t := &w.p.Tokens[j]; t.Is("trú", "quê", "hktt") {
			return w.personBefore(j) && !w.p.Tokens[j+1].Either("bão", "ẩn") && !(t.Is("trú") && w.p.Tokens[max(j-1, 0)].Is("lưu", "tránh", "tạm", "cư"))
		} else if t.Class != text.Word && !t.Either(",", ":") || w.p.actionAt(j) {
			break
		}
	}
	return false
}

// personBefore reports whether somebody is named before token i in the sentence: by a
// name, a birth or as "đối tượng".
func (w *walker) personBefore(i int) bool {
	toks := w.p.Tokens
	for j := i - 1; j > w.sent[0] && j > i-16; j-- {
		a, b := &toks[j-1], &toks[j]
		if a.Is("sinh") && b.Either("năm", "ngày") || a.Is("đối") && b.Is("tượng") || b.Is("sn") || a.Case == text.Title && b.Case == text.Title && !w.inPlace(j-1) && !w.inPlace(j) {
			return true
		}
	}
	return false
}

// qualifier gives the qualifier as written in the predicate [from, to), or
// what follows the number.
func (w *walker) qualifier(from, to int, plus string) string {
	first, last := -1, -1
	for i := from; i < to; i++ {
		if !w.p.is(i, qualifiers|qualifierEnds) {
			continue
		}
		t := &w.p.Tokens[i]
		two := twoQualifiers[t.Key]
		if (w.p.is(i, qualifiers) || two != "" && i > from && w.p.Tokens[i-1].Key == two) && !w.isDate(i) && !(t.Is("non") && i > 0 && w.p.Tokens[i-1].Is("mầm", "nước", "núi", "cây", "lúa", "rừng")) && !(t.Is("hơn") && i > from && w.p.Tokens[i-1].Is("cao", "thấp", "nhiều", "ít")) {
			if first < 0 {
				first = i
				if two != "" && !w.p.is(i, qualifiers) {
					first--
				}
			}
			last = i + 1
		}
	}
	switch {
	case first < 0:
		return plus
	case plus != "":
		return w.phrase(first, last) + " … " + plus
	}
	return w.phrase(first, last)
}

// told notes what the numbers after q may leave out.
func (w *walker) told(q *quantity, m Measure, rule string, fell bool) {
	w.st.measure, w.st.fell = m, fell
	w.st.sharing = rule == "share-of" || rule == "share-run"
	switch {
	case q.unit.kind == percent:
		w.st.percent = m
	case m == Level:
		w.st.level = true
		w.st.outOf = (q.unit.kind == counted || q.unit.kind == open) && q.unit.from < len(w.p.Tokens) && !w.p.Tokens[q.unit.from].Is("chỉ", "tiêu", "khoản")
	}
}
