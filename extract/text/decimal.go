package text

import (
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Decimal is an exact decimal number, coefficient × 10^exponent. Decimals
// that the package makes have no trailing zeros in the coefficient, so equal
// numbers are equal under ==.
type Decimal struct {
	coef int64
	exp  int
}

// NewDecimal gives coef × 10^exp.
func NewDecimal(coef int64, exp int) Decimal {
	if coef == 0 {
		return Decimal{}
	}
	for coef%10 == 0 {
		coef /= 10
		exp++
	}
	return Decimal{coef, exp}
}

var errDecimal = errors.New("not a decimal number of at most 18 digits")

// ParseDecimal reads the form of String and of JSON numbers without exponent:
// digits with at most one dot, a minus before them.
func ParseDecimal(s string) (Decimal, error) {
	whole, frac, _ := strings.Cut(s, ".")
	digits := whole + frac
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || strings.ContainsAny(frac, "+-") {
		return Decimal{}, errDecimal
	}
	return NewDecimal(n, -len(frac)), nil
}

// Shift gives d × 10^n: 641.769 shifted by 9 is 641769000000.
func (d Decimal) Shift(n int) Decimal {
	if d.coef == 0 {
		return d
	}
	return Decimal{d.coef, d.exp + n}
}

// Neg gives -d.
func (d Decimal) Neg() Decimal { return Decimal{-d.coef, d.exp} }

// Sign is -1, 0 or 1.
func (d Decimal) Sign() int {
	switch {
	case d.coef < 0:
		return -1
	case d.coef > 0:
		return 1
	}
	return 0
}

// Add gives d + e; ok is false where the sum needs more than 18 digits.
func (d Decimal) Add(e Decimal) (sum Decimal, ok bool) {
	if d.coef == 0 {
		return e, true
	}
	if e.coef == 0 {
		return d, true
	}
	if d.exp < e.exp {
		d, e = e, d
	}
	c := d.coef
	for range d.exp - e.exp {
		if c > math.MaxInt64/20 || c < math.MinInt64/20 {
			return Decimal{}, false
		}
		c *= 10
	}
	if s := c + e.coef; (s > c) == (e.coef > 0) {
		return NewDecimal(s, e.exp), true
	}
	return Decimal{}, false
}

// Float gives the nearest float64, for comparisons and checks only.
func (d Decimal) Float() float64 {
	if abs := max(d.coef, -d.coef); abs < 1<<53 && -22 <= d.exp && d.exp <= 22 {
		// Both are exact, and one operation rounds to the nearest.
		if d.exp < 0 {
			return float64(d.coef) / math.Pow10(-d.exp)
		}
		return float64(d.coef) * math.Pow10(d.exp)
	}
	f, err := strconv.ParseFloat(strconv.FormatInt(d.coef, 10)+"e"+strconv.Itoa(d.exp), 64)
	if err != nil {
		return math.Inf(d.Sign())
	}
	return f
}

// String gives plain digits with a dot before decimals: "-4.66", "641769000000".
func (d Decimal) String() string {
	var room [48]byte
	b := strconv.AppendInt(room[:0], d.coef, 10)
	if d.exp >= 0 {
		for n := d.exp; n > 0 && d.coef != 0; n-- {
			b = append(b, '0')
		}
		return string(b)
	}
	first := 0 // digit
	if d.coef < 0 {
		first = 1
	}
	for len(b)-first <= -d.exp {
		b = slices.Insert(b, first, '0')
	}
	return string(slices.Insert(b, len(b)+d.exp, '.'))
}

// MarshalJSON writes d as a JSON number.
func (d Decimal) MarshalJSON() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalJSON reads a JSON number without exponent.
func (d *Decimal) UnmarshalJSON(b []byte) error {
	v, err := ParseDecimal(string(b))
	if err != nil {
		return err
	}
	*d = v
	return nil
}
