package text

import "strings"

// Style is how a text writes its numbers.
type Style uint8

// The two styles. Portal text is Vietnamese throughout; some newspapers write
// numbers the American way.
const (
	Vietnamese Style = iota // 1.223,771: dot groups thousands, comma starts decimals (CLDR vi)
	American                // 1,223.771
)

// ParseNumber reads a Number token as written. ambiguous tells that only the
// style decided: one separator followed by exactly three digits. ok is false
// for what is no number in either style: dates (27.12.2019), versions, more
// than 18 digits.
func ParseNumber(s string, style Style) (value Decimal, ambiguous, ok bool) {
	dots, commas := strings.Count(s, "."), strings.Count(s, ",")
	if dots+commas == 0 {
		return digits(s, "")
	}
	sep, dec := byte('.'), byte(',')
	switch {
	case dots > 0 && commas > 0:
		if strings.LastIndexByte(s, '.') > strings.LastIndexByte(s, ',') {
			sep, dec = ',', '.'
		}
	case dots > 1 || commas > 1: // groups alone
		if commas > 0 {
			sep, dec = ',', '.'
		}
	default: // one separator
		i := max(strings.IndexByte(s, '.'), strings.IndexByte(s, ','))
		if grouped := i <= 3 && len(s)-i-1 == 3 && s[0] != '0'; !grouped {
			return digits(s[:i], s[i+1:])
		}
		ambiguous = true
		if style == American {
			sep, dec = ',', '.'
		}
		if s[i] == dec {
			v, _, ok := digits(s[:i], s[i+1:])
			return v, true, ok
		}
	}
	whole, frac, _ := strings.Cut(s, string(dec))
	if strings.IndexByte(frac, sep) >= 0 || strings.IndexByte(frac, dec) >= 0 {
		return Decimal{}, false, false
	}
	var all [20]byte // the digits of the groups
	joined := all[:0]
	for first := true; ; first = false {
		g, rest, more := strings.Cut(whole, string(sep))
		if !first && len(g) != 3 || len(g) > 3 || len(joined) > 18 {
			return Decimal{}, false, false
		}
		joined = append(joined, g...)
		if whole = rest; !more {
			break
		}
	}
	v, _, ok := digits(string(joined), frac)
	return v, ambiguous && ok, ok
}

// digits gives the number whose digits are those of whole and frac, which
// follow the decimal sign.
func digits(whole, frac string) (Decimal, bool, bool) {
	if n := len(whole) + len(frac); n == 0 || n > 18 {
		return Decimal{}, false, false
	}
	n := int64(0)
	for _, part := range [2]string{whole, frac} {
		for i := 0; i < len(part); i++ {
			if !isDigit(rune(part[i])) {
				return Decimal{}, false, false
			}
			n = n*10 + int64(part[i]-'0')
		}
	}
	return NewDecimal(n, -len(frac)), false, true
}

// VoteStyle gives the style in which d writes its numbers, by those that can
// be read in one way only. Decimals behind a dot, "12.5%", count beside groups
// behind a comma, "3,820", and none behind a dot: alone they are slips. A tie is
// Vietnamese.
func VoteStyle(d *Doc) Style {
	var v votes
	for i := range d.Paras {
		for _, j := range d.Paras[i].numbers {
			v.count(&d.Paras[i], int(j))
		}
	}
	if v.commas > 0 && v.dots == 0 {
		v.us += v.points
	}
	if v.us > v.vn {
		return American
	}
	return Vietnamese
}

// votes counts the numbers that can be read in one way only, and those that
// tell how by others beside them.
type votes struct{ vn, us, points, commas, dots int }

// count counts the number at token i of p.
func (v *votes) count(p *Para, i int) {
	s := p.Surface(i)
	dot, comma := strings.LastIndexByte(s, '.'), strings.LastIndexByte(s, ',')
	last := len(s) - max(dot, comma) - 1
	switch {
	case dot < 0 && comma < 0:
	case dot >= 0 && comma > strings.IndexByte(s, '.') && dot < comma:
		v.vn++
	case comma >= 0 && dot > strings.IndexByte(s, ',') && comma < dot:
		v.us++
	case dot < 0 && strings.Count(s, ",") > 1:
		v.us++
	case dot < 0 && last != 3:
		v.vn++
	case dot < 0:
		v.commas++
	case last == 3:
		v.dots++
	case last < 3 && decimals(p, i+1):
		v.points++
	}
}

// decimals reports whether what stands at token i shows that the number before
// it is no day and no version but one with decimals: a percent sign, a scale.
func decimals(p *Para, i int) bool {
	return i < len(p.Tokens) && p.Tokens[i].Is("%", "tỷ", "tỉ", "triệu", "nghìn", "ngàn")
}

// Roman reads a Roman numeral in capitals from 1 to 99, or gives 0.
func Roman(s string) int {
	if len(s) == 0 || len(s) > 8 {
		return 0
	}
	n, last := 0, 1000
	for i := 0; i < len(s); i++ {
		v := romanDigit(s[i])
		if v == 0 {
			return 0
		}
		if v > last {
			v -= 2 * last
		}
		n, last = n+v, romanDigit(s[i])
	}
	if n < 1 || n > 99 || roman(n) != s {
		return 0
	}
	return n
}

func romanDigit(c byte) int {
	switch c {
	case 'I':
		return 1
	case 'V':
		return 5
	case 'X':
		return 10
	case 'L':
		return 50
	case 'C':
		return 100
	}
	return 0
}

func roman(n int) string {
	tens := [...]string{"", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC"}
	ones := [...]string{"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"}
	return tens[n/10] + ones[n%10]
}

// spelled gives the digit that a syllable spells; mươi and mười are read by
// SpelledNumber. "năm" is also year and "không" also not: callers take a lone
// one of them only before a unit.
var spelled = map[string]int64{
	"không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5,
	"sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}

// SpelledNumber reads a number from 1 to 999 that tokens [i, n) spell out:
// hai, mười lăm, hai mươi mốt, một trăm linh tư. It gives the number and the
// token after it, or 0 and i.
func SpelledNumber(p *Para, i int) (n int64, next int) {
	word := func(j int) string {
		if j < len(p.Tokens) && p.Tokens[j].Class == Word && p.Tokens[j].Case != Upper {
			return p.Tokens[j].Key
		}
		return ""
	}
	j := i
	if d, ok := spelled[word(j)]; ok && d > 0 && word(j+1) == "trăm" {
		n, j = d*100, j+2
		if w := word(j); w == "linh" || w == "lẻ" {
			if d, ok := spelled[word(j+1)]; ok && d > 0 {
				return n + d, j + 2
			}
			return n, j
		}
	}
	switch d, ok := spelled[word(j)]; {
	case word(j) == "mười":
		n, j = n+10, j+1
		if d, ok := spelled[word(j)]; ok && d > 0 && word(j) != "năm" {
			return n + d, j + 1
		}
		return n, j
	case ok && d > 0 && (word(j+1) == "mươi" || word(j+1) == "mười"):
		n, j = n+d*10, j+2
		if d, ok := spelled[word(j)]; ok && d > 0 && word(j) != "năm" {
			return n + d, j + 1
		}
		return n, j
	case ok && d > 0 && n == 0:
		switch word(j) {
		case "lăm", "nhăm", "mốt":
			return 0, i
		}
		return d, j + 1
	}
	if n == 0 {
		return 0, i
	}
	return n, j
}
