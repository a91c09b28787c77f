package figure

import (
	"strings"

	"khotin/extract/text"
)

// longestAlone is the most tokens of a text that can be one number and nothing
// else.
const longestAlone = 40

// alone reads a body that is one number and nothing else, "khoảng 1.000 đến
// 2.000 đồng", "hai mươi mốt nghìn": a figure without an indicator. ok is
// false where anything else stands in it.
func alone(body *text.Doc, c Context) (f Figure, ok bool) {
	if len(body.Paras) != 1 || len(c.Dates) > 0 || len(c.Documents) > 0 {
		return f, false
	}
	p := &paragraph{}
	p.read(&body.Paras[0])
	end := len(p.Tokens)
	if end > 0 && p.Tokens[end-1].Is(".", "!", "?") {
		end--
	}
	if end == 0 || end > longestAlone {
		return f, false
	}
	style, sure := styleOf(body)
	a := lone{scanner: scanner{p: p, mask: make([]bool, len(p.Tokens)), style: style, sure: sure}, end: end}
	q, from, ok := a.read()
	if !ok {
		return f, false
	}
	f = Figure{
		At: text.Range{From: 0, To: end}, Sentence: text.Range{From: 0, To: len(p.Tokens)},
		Measure: Level, Status: Actual, Value: q.value, Upper: q.upper, Unit: q.words(p), Amount: q.value.Shift(q.unit.shift).String(), BaseUnit: q.unit.base,
		Qualifier: strings.TrimSpace(p.Slice(0, from) + " " + p.Slice(q.to, end)), PartOf: -1, Place: c.Subject, Rule: "alone", shift: q.unit.shift,
	}
	if q.minus {
		f.negate()
		f.Qualifier = ""
	}
	if q.ambiguous {
		f.Flags = append(f.Flags, "ambiguous")
	}
	return f, true
}

// lone reads the number that a text is.
type lone struct {
	scanner
	end int // token after the last that counts
}

// read gives the number, and the token where it begins behind its qualifiers.
func (a *lone) read() (q quantity, from int, ok bool) {
	toks := a.p.Tokens
	for ; from < a.end; from++ {
		not := toks[from].Is("không") && from+1 < a.end && a.p.is(from+1, bounds) // không tới 7.000
		if q, ok = a.whole(from); ok && !not {
			break
		}
		ok = false
		if !a.p.is(from, bounds) {
			return q, 0, false
		}
	}
	if !ok {
		return q, 0, false
	}
	if q.to < a.end && (isRange(&toks[q.to]) || toks[q.to].Is("và") && from > 0 && toks[from-1].Is("giữa")) {
		if w, ok := a.whole(q.to + 1); ok {
			a.join(&q, &w)
		}
	}
	switch {
	case q.to == a.end:
	case q.to == a.end-2 && toks[q.to].Is("trở") && toks[q.to+1].Either("lên", "xuống"):
	default:
		return q, 0, false
	}
	return q, from, true
}

func isRange(t *text.Token) bool { return t.Is("-", "–", "—", "đến", "tới", "~") }

// join makes q and w the ends of one range.
func (a *lone) join(q, w *quantity) {
	if q.unit.kind == bare && q.unit.scale <= w.unit.scale {
		unit := w.words(a.p)
		q.unit, q.unitText = w.unit, unit
	}
	up := w.value.Shift(w.unit.shift - q.unit.shift)
	q.upper, q.to = &up, w.to
}

// whole reads a number at token i of a text that is nothing but numbers: with
// a sign, in digits or words, with letters for its scale, with any unit.
func (a *lone) whole(i int) (q quantity, ok bool) {
	toks := a.p.Tokens
	if i >= a.end {
		return q, false
	}
	if t := &toks[i]; t.Is("-", "−", "âm", "trừ") && i == 0 && a.end > 1 {
		q, ok = a.whole(1)
		q.from, q.minus = 0, true
		return q, ok
	}
	if leadsMoney(a.p, i) {
		q, ok = a.prefixed(i)
	} else if q, ok = a.plain(i); ok {
		a.unit(&q)
	}
	if ok {
		a.compound(&q)
		a.cents(&q)
	}
	return q, ok
}

// plain reads a number without its unit.
func (a *lone) plain(i int) (q quantity, ok bool) {
	toks := a.p.Tokens
	raw, next := "", i+1
	switch t := &toks[i]; {
	case t.Class == text.Number:
		raw = a.p.Surface(i)
	case t.Is(",") && next < a.end && toks[next].Class == text.Number && toks[next].Glued: // ,77
		raw, next = "0,"+a.p.Surface(next), next+1
	case t.Class == text.Word:
		v, next, ok := text.ReadSpelledWhole(&a.p.Para, i)
		q = quantity{from: i, to: next, value: v, unit: unit{from: next, to: next}}
		return a.decimals(q), ok
	default:
		return q, false
	}
	v, amb, ok := text.ParseNumber(raw, a.style)
	if !ok || len(raw) > 2 && raw[0] == '0' && !strings.ContainsAny(raw, ".,") { // a telephone number
		return q, false
	}
	q = quantity{from: i, to: next, value: v, ambiguous: amb && strings.IndexByte(raw, ',') >= 0}
	if e := a.suffix(next - 1); e.scale > 0 {
		q.value, q.to, q.unit.scale, q.unit.shift = e.add(v), e.next, e.scale, e.scale
		q.unitText = a.p.Surface(next)
	}
	q.unit.from, q.unit.to = q.to, q.to
	return a.decimals(q), true
}

// decimals adds the decimals of which the comma is spoken: "2 chấm 23", "một
// chấm ba", "1 phẩy 1".
func (a *lone) decimals(q quantity) quantity {
	toks := a.p.Tokens
	if q.to+1 >= a.end || !toks[q.to].Either("phẩy", "chấm") {
		return q
	}
	raw := a.p.Surface(q.to + 1)
	if toks[q.to+1].Class != text.Number || strings.ContainsAny(raw, ".,") {
		return q
	}
	f, _, ok := text.ParseNumber(raw, a.style)
	if v, fits := q.value.Add(f.Shift(-len(raw))); ok && fits {
		q.value, q.to = v, q.to+2
		q.unit.from, q.unit.to = q.to, q.to
	}
	return q
}

// unit reads the unit behind q: one of the lists, or the words that are left
// where they are few.
func (a *lone) unit(q *quantity) {
	toks := a.p.Tokens
	u := unitAt(a.p, q.to)
	scale, letters := q.unit.scale, q.unitText
	switch {
	case u.kind != bare && u.kind != open && (u.scale == 0 || letters == ""):
	case u.kind == open && u.scale > 0 && (u.to == u.from+1 || u.to == a.end) || u.kind == money && u.base == "VND" && scaleWord(a.p, u.to-1) != 0:
		// "5 nghìn", "1 tỷ": a number yet, of no money
		for u.to = u.from; scaleWord(a.p, u.to) != 0; u.to++ {
		}
		u.kind, u.base = open, ""
	default:
		end := q.to
		if end = a.words(end); end == q.to {
			return
		}
		u = unit{kind: open, from: q.to, to: end, base: a.p.Slice(q.to, end)}
	}
	if u.to+1 < a.end && toks[u.to].Either("trên", "/") { // mét trên giây
		if end := a.words(u.to); end == a.end {
			u.to, u.base = end, a.p.Slice(u.from, end)
		}
	}
	u.to = min(u.to, a.end)
	if letters != "" {
		q.unitText = letters + " " + a.p.Slice(u.from, u.to)
	}
	u.scale += scale
	u.shift += scale
	q.unit, q.to = u, u.to
}

// words gives the token after a few words at i that can be a unit.
func (a *lone) words(i int) int {
	toks := a.p.Tokens
	end := i
	for ; end < a.end && !isRange(&toks[end]) && !toks[end].Either("và", "trở"); end++ {
		if t := &toks[end]; t.Class != text.Word && !t.Either("°", "/") || t.Case == text.Title && !t.Glued {
			break
		}
	}
	if end-i > 8 {
		return i
	}
	return end
}
