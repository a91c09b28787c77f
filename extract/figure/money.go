package figure

import (
	"strings"

	"khotin/extract/text"
)

// currencies are the signs and codes (ISO 4217) that may stand before an
// amount, with the money they mean.
var currencies = map[string]string{
	"$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY", "₫": "VND", "₩": "KRW", "₹": "INR",
	"usd": "USD", "us": "USD", "eur": "EUR", "gbp": "GBP", "jpy": "JPY", "krw": "KRW", "cny": "CNY", "inr": "INR", "rs": "INR",
	"aed": "AED", "thb": "THB", "sgd": "SGD", "aud": "AUD", "vnd": "VND", "vnđ": "VND", "vn": "VND",
}

// leadsMoney reports whether token i may stand before an amount of money.
func leadsMoney(p *paragraph, i int) bool {
	t := &p.Tokens[i]
	if t.Class == text.Code {
		return currencies[strings.TrimRight(t.Key, "0123456789")] != ""
	}
	return p.is(i, currencySigns) && (t.Class == text.Punct || t.Case != text.Lower)
}

// prefixed reads an amount whose currency stands before it: "$10.000", "USD
// 1,23", "VN$1000", "Rs. 20", "EUR29,99".
func (s *scanner) prefixed(i int) (quantity, bool) {
	toks := s.p.Tokens
	t := &toks[i]
	var raw string
	sign, base, j := i+1, currencies[t.Key], i+1
	if t.Class == text.Code {
		head := strings.TrimRight(t.Key, "0123456789")
		base = currencies[head]
		end := t.End
		if i+2 < len(toks) && toks[i+1].Either(",", ".") && toks[i+1].Glued && toks[i+2].Glued && toks[i+2].Class == text.Number {
			end, j = toks[i+2].End, i+3
		}
		raw = s.p.Text[int(t.Start)+len(head) : end]
	} else {
		if t.Either("vn", "us") {
			if j >= len(toks) || toks[j].Key != "$" || !toks[j].Glued {
				return quantity{}, false
			}
			j++
			sign = j
		} else if t.Is("rs") && j < len(toks) && toks[j].Key == "." {
			j++
		}
		if s.next(j) == 0 || t.Class == text.Punct && !toks[j].Glued {
			return quantity{}, false
		}
		raw = s.p.Surface(j)
		j++
	}
	v, _, ok := text.ParseNumber(raw, s.style)
	if !ok {
		return quantity{}, false
	}
	q := quantity{from: i, value: v, unitText: strings.TrimRight(s.p.Slice(i, sign), "0123456789")}
	u := unit{kind: money, base: base}
	if e := s.suffix(j - 1); e.next > j {
		q.value, u.scale, j = e.add(v), e.scale, e.next
	}
	words := j
	for n := scaleWord(s.p, j); n != 0; n = scaleWord(s.p, j) {
		u.scale += n
		j++
	}
	if j > words {
		q.unitText = s.p.Slice(words, j) + " " + q.unitText
	}
	u.from, u.to, u.shift = j, j, u.scale
	q.unit, q.to = u, j
	return q, true
}

// ending is what letters glued to a number make of it: "k" of "10k", "tr5" of
// "1tr5".
type ending struct {
	scale int
	part  text.Decimal // what stands behind the letters, in units of the scale
	next  int
}

func (e ending) add(v text.Decimal) text.Decimal {
	if sum, ok := v.Add(e.part); ok {
		return sum
	}
	return v
}

// suffix reads the letters behind the number at token i: k, K for thousands,
// tr, M for millions, t, G for billions. next is i+1 for none.
func (s *scanner) suffix(i int) ending {
	toks := s.p.Tokens
	e := ending{next: i + 1}
	if e.next >= len(toks) || !toks[e.next].Glued || toks[e.next].Class != text.Word && toks[e.next].Class != text.Code {
		return e
	}
	t := &toks[e.next]
	switch {
	case t.Is("k"):
		e.scale = 3
	case t.Is("tr"), t.Is("m") && t.Case == text.Upper:
		e.scale = 6
	case t.Is("t") && t.Case == text.Lower, t.Is("g") && t.Case == text.Upper:
		e.scale = 9
	default:
		return e
	}
	e.next++
	if e.next < len(toks) && toks[e.next].Glued && toks[e.next].Class == text.Number && t.Either("tr", "t") {
		raw := s.p.Surface(e.next)
		if v, _, ok := text.ParseNumber(raw, s.style); ok && len(raw) <= 3 && !strings.ContainsAny(raw, ".,") {
			e.part = v.Shift(-len(raw))
			e.next++
		}
	}
	return e
}

// priced reports whether the words before token i speak of a price, so that
// "100k" is money.
func (s *scanner) priced(i int) bool {
	for j := i - 1; j >= 0 && j > i-5; j-- {
		if s.p.Tokens[j].Is("giá", "phí", "tiền", "lương", "trả", "mua", "bán") {
			return true
		}
	}
	return false
}

// short reads a number with letters for its scale, "10k đồng", "1tr5 vnd",
// where money or a thing counted follows or prices are spoken of.
func (s *scanner) short(i int) (quantity, bool) {
	e := s.suffix(i)
	if e.scale == 0 {
		return quantity{}, false
	}
	v, _, ok := text.ParseNumber(s.p.Surface(i), s.style)
	if !ok {
		return quantity{}, false
	}
	u := unitAt(s.p, e.next)
	if q := (quantity{from: i, to: e.next, value: e.add(v), unitText: s.p.Surface(i + 1)}); u.kind == bare && s.stated(&q) {
		q.unit = unit{kind: open, from: i + 1, to: e.next, shift: e.scale, scale: e.scale}
		return q, true
	}
	if u.kind == counted && u.scale == 0 && e.scale < 9 && i > 0 && s.p.is(i-1, predicate|qualifiers) && (v.Float() >= 10 || s.p.Tokens[i+1].Case == text.Lower) {
		u.from, u.scale = i+1, e.scale // "100k người"
		u.shift += e.scale
		return quantity{from: i, to: u.to, value: e.add(v), unit: u, unitText: s.shortUnit(i, e, u)}, true
	}
	if u.kind != money || u.scale > 0 {
		if !s.priced(i) {
			return quantity{}, false
		}
		u = unit{kind: money, base: "VND", from: e.next, to: e.next}
	}
	u.from, u.scale = i+1, e.scale
	u.shift += e.scale
	return quantity{from: i, to: u.to, value: e.add(v), unit: u, unitText: s.shortUnit(i, e, u)}, true
}

// shortUnit gives the unit of "1tr5 vnd" as it is written: "tr vnd".
func (s *scanner) shortUnit(i int, e ending, u unit) string {
	letters := s.p.Surface(i + 1)
	if u.to > e.next {
		return letters + " " + s.p.Slice(e.next, u.to)
	}
	return letters
}

// cents adds the hundredths behind an amount: "2 đô la và 23 xen", "2 đô 23
// xu", "20 rupee 43". The dong has none.
func (s *scanner) cents(q *quantity) {
	if q.unit.kind != money || q.unit.base == "VND" || q.unit.scale != 0 || q.upper != nil || q.of != nil {
		return
	}
	toks := s.p.Tokens
	j := q.to
	if j < len(toks) && toks[j].Either("rưỡi", "rưởi") {
		if half, ok := q.value.Add(text.NewDecimal(5, -1)); ok {
			q.unitText = q.words(s.p)
			q.value, q.to = half, j+1
		}
		return
	}
	joined := j < len(toks) && toks[j].Is("và")
	if joined {
		j++
	}
	var v text.Decimal
	next := j
	if n := s.next(j); n != 0 && len(s.p.Surface(n)) <= 2 {
		v, _, _ = text.ParseNumber(s.p.Surface(n), s.style)
		next = n + 1
	} else if w, k, ok := text.ReadSpelled(&s.p.Para, j); ok && !s.mask[j] {
		v, next = w, k
	}
	if next == j || v.Float() >= 100 {
		return
	}
	coin := next < len(toks) && toks[next].Is("xen", "xu", "cent", "cents")
	if !coin && (joined || next-j > 1 || toks[j].Class != text.Number || len(toks[j].Key) != 2 || next < len(toks) && toks[next].Class != text.Punct) {
		return
	}
	if sum, ok := q.value.Add(v.Shift(-2)); ok {
		q.unitText = q.words(s.p)
		if q.value, q.to = sum, next; coin {
			q.to++
		}
	}
}
