package figure

import (
	"math"
	"strings"

	"khotin/extract/text"
)

// flagStated compares the plan that a level and its share of it imply with the
// plan that the text states: in the bracket behind the share, "đạt 50% kế hoạch
// (180 đảng viên)", or before it in the paragraph, "kế hoạch vốn là 400 tỷ đồng". A
// share misprinted by its scale is told by both; that two plans differ by less,
// only by the bracket, since a plan stated elsewhere may be another one.
func (w *walker) flagStated() {
	for i := range w.out {
		f := &w.out[i]
		if f.Measure != Ratio || f.Upper != nil || f.Qualifier != "" && f.Qualifier != "ước" || !isPlan(f.Basis) {
			continue
		}
		v := f.Value.Float()
		if v <= 0 {
			continue
		}
		l := w.levelOf(i)
		if l == nil {
			continue
		}
		implied := 100 * l.amount() / v
		if b := w.planInBracket(i, l); b != nil {
			switch r := implied / b.amount(); {
			case misscaled(r):
				f.note("scale")
			case math.Max(r, 1/r) > 1.02+rounding(f) && r > 0.5 && r < 2:
				f.note("plan-disagrees")
			}
		} else if p := w.planBefore(i, l); p != nil && misscaled(implied/p.amount()) {
			f.note("scale")
		}
	}
}

// levelOf gives the amount of the statement of row i that stands before it, or nil.
func (w *walker) levelOf(i int) *Figure {
	for j := i - 1; j >= 0 && w.out[j].Group == w.out[i].Group; j-- {
		l := &w.out[j]
		if l.Measure == Level && l.Amount != "" && l.BaseUnit != "%" && l.Upper == nil && l.amount() > 0 && (l.Qualifier == "" || l.Qualifier == "ước") {
			return l
		}
	}
	return nil
}

// planInBracket gives the row that stands alone in the bracket right behind row i
// and is in the unit of the level l, or nil.
func (w *walker) planInBracket(i int, l *Figure) *Figure {
	if i+1 == len(w.out) {
		return nil
	}
	f, b := &w.out[i], &w.out[i+1]
	toks := w.doc.Paras[f.At.Para].Tokens
	at := f.At.To
	if b.At.Para != f.At.Para || b.At.From != at+1 || at >= len(toks) || toks[at].Key != "(" || b.At.To >= len(toks) || toks[b.At.To].Key != ")" ||
		b.Measure != Level || b.BaseUnit != l.BaseUnit || b.BaseUnit == "" || b.PartOf >= 0 || b.Upper != nil || b.Of != nil || b.Qualifier != "" || b.amount() <= l.amount()/10 || b.amount() == l.amount() {
		return nil
	}
	return b
}

// planBefore gives the plan that the paragraph states for the level l before row
// i: for its own period, in its own words or as "kế hoạch …", or nil.
func (w *walker) planBefore(i int, l *Figure) *Figure {
	for j := i - 1; j >= 0 && i-j < near && w.out[j].At.Para == w.out[i].At.Para; j-- {
		p := &w.out[j]
		if p.Status != Target || p.Measure != Level || p.BaseUnit != l.BaseUnit || p.Upper != nil || p.Qualifier != "" || p.Period == nil || l.Period == nil || p.Period.Start.Year != l.Period.Start.Year || p.amount() <= 0 {
			continue
		}
		if k := text.Key(p.Indicator); k == text.Key(l.Indicator) || strings.HasPrefix(k, "kế hoạch") || strings.HasPrefix(k, "dự toán") {
			return p
		}
	}
	return nil
}

// misscaled reports whether r is a power of ten other than one, as near as the
// rounding of a percentage leaves it.
func misscaled(r float64) bool {
	for _, scale := range []float64{10, 100, 1000} {
		if math.Abs(r/scale-1) < 0.005 || math.Abs(r*scale-1) < 0.005 {
			return true
		}
	}
	return false
}

// rounding gives by what part of itself a percentage may differ from the exact one.
func rounding(f *Figure) float64 {
	s := f.Value.String()
	unit := 1.0
	if _, decimals, ok := strings.Cut(s, "."); ok {
		unit = math.Pow10(-len(decimals))
	}
	return unit / 2 / f.Value.Float()
}
