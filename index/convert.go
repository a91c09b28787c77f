package index

import (
	"strings"

	"khotin/extract"
	"khotin/extract/text"
)

// multiples are words of units that multiply, as powers of ten.
var multiples = map[string]int{"tram": 2, "nghin": 3, "ngan": 3, "van": 4, "trieu": 6, "ty": 9, "ti": 9}

// metric are units that are powers of ten of others, folded: the power and
// what it is of.
var metric = map[string]struct {
	power int
	of    string
}{
	"m2": {0, "m2"}, "m²": {0, "m2"}, "met vuong": {0, "m2"}, "ha": {4, "m2"}, "hecta": {4, "m2"}, "hec ta": {4, "m2"},
	"km2": {6, "m2"}, "km²": {6, "m2"}, "ki lo met vuong": {6, "m2"}, "kilomet vuong": {6, "m2"},
	"m3": {0, "m3"}, "m³": {0, "m3"}, "met khoi": {0, "m3"},
	"m": {0, "m"}, "met": {0, "m"}, "km": {3, "m"}, "kilomet": {3, "m"}, "ki lo met": {3, "m"},
	"kg": {0, "kg"}, "ta": {2, "kg"}, "tan": {3, "kg"},
}

// metricBases are the base units of amounts that metric knows, as they stand
// there.
var metricBases = []string{"m2", "ha", "km2", "m3", "m", "km", "kg", "tấn"}

// sizeOf is scaleOf down to one unit of each measure: "nghìn ha" is 7 and "m2".
func sizeOf(unit string) (power int, rest string) {
	power, rest = scaleOf(unit)
	first, per, divided := strings.Cut(rest, "/")
	if m, ok := metric[strings.TrimSpace(first)]; ok {
		power, first = power+m.power, m.of
	}
	if divided {
		first += "/" + per
	}
	return power, first
}

// scaleOf parts a unit into the power of ten that its first words make and the
// words that follow, folded: "nghìn tỷ đồng" is 12 and "dong".
func scaleOf(unit string) (power int, rest string) {
	words := strings.Fields(text.Fold(text.Normalize(unit)))
	for len(words) > 0 && multiples[words[0]] > 0 {
		power, words = power+multiples[words[0]], words[1:]
	}
	return power, strings.Join(words, " ")
}

// currencies are how units of money are written, and what amounts call them.
var currencies = map[string]string{"dong": "vnd", "d": "vnd", "vnd": "vnd", "usd": "usd", "do la": "usd", "do la my": "usd", "do": "usd"}

// baseOf gives what the rest of a unit is as a base unit, folded: "dong/nguoi"
// is "vnd/nguoi".
func baseOf(rest string) string {
	first, per, divided := strings.Cut(rest, "/")
	if c := currencies[strings.TrimSpace(first)]; c != "" {
		first = c
	}
	if divided {
		first += "/" + per
	}
	return first
}

// in gives a number of a figure in another unit; it reports false where the
// unit is not one of the same kind.
func in(f *extract.Figure, value text.Decimal, unit string) (text.Decimal, bool) {
	if text.Key(f.Unit) == text.Key(unit) {
		return value, true
	}
	own, ownRest := sizeOf(f.Unit)
	power, rest := sizeOf(unit)
	if baseOf(ownRest) == baseOf(rest) {
		return value.Shift(own - power), true
	}
	base, baseRest := sizeOf(string(f.BaseUnit)) // "ha" is of square metres, too
	if f.Amount == "" || baseOf(baseRest) != baseOf(rest) {
		return text.Decimal{}, false
	}
	amount, err := text.ParseDecimal(string(f.Amount))
	if err != nil {
		return text.Decimal{}, false
	}
	for shift := -9; shift <= 15; shift++ { // what the unit as written is of the base unit
		if f.Value.Shift(shift) == amount {
			return value.Shift(shift + base - power), true
		}
	}
	return text.Decimal{}, false
}

// Convert gives the row's numbers in another unit; it reports false, and
// changes nothing, where that is not one of the same kind.
func (r *FigureRow) Convert(unit string) bool {
	v, ok := in(&r.Figure, r.Value, unit)
	if !ok {
		return false
	}
	for _, d := range []**text.Decimal{&r.Upper, &r.Of} {
		if *d == nil {
			continue
		}
		if other, ok := in(&r.Figure, **d, unit); ok {
			*d = &other
		}
	}
	r.Value, r.Unit = v, unit
	return true
}
