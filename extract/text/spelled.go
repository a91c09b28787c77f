package text

// speller reads numbers in words from the tokens of a paragraph.
type speller struct {
	p *Para
	// whole tells that the text is a number and nothing else, so that "hai ba"
	// is 23, not two or three.
	whole bool
}

func (r speller) word(j int) string {
	if j >= 0 && j < len(r.p.Tokens) && r.p.Tokens[j].Class == Word && r.p.Tokens[j].Case != Upper {
		return r.p.Tokens[j].Key
	}
	return ""
}

// head gives the digit that the word at j spells where it begins a number; -1
// for none. tư, lăm and mốt only end one.
func (r speller) head(j int) int64 {
	switch w := r.word(j); w {
	case "tư", "lăm", "nhăm", "mốt", "":
		return -1
	default:
		if d, ok := spelled[w]; ok {
			return d
		}
		return -1
	}
}

// tail gives the digit at j that ends a number after mươi, mười or trăm: not
// "năm", which is a year there, nor "không"; 0 for none.
func (r speller) tail(j int) int64 {
	switch r.word(j) {
	case "năm":
		return 0
	case "tư":
		switch r.word(j + 1) {
		case "tưởng", "nhân", "duy", "liệu", "vấn", "thế", "cách", "lệnh", "pháp", "gia", "dinh":
			return 0 // "hai mươi tư vấn viên"
		}
	}
	return spelled[r.word(j)]
}

// scale gives the power of ten that the word at j names, 0 for none. tỷ in tỷ
// lệ and triệu in triệu tập are none.
func (r speller) scale(j int) int {
	next := r.word(j + 1)
	switch r.word(j) {
	case "nghìn", "ngàn":
		return 3
	case "vạn":
		return 4
	case "triệu":
		if next != "tập" && next != "hồi" {
			return 6
		}
	case "tỷ", "tỉ":
		switch next {
		case "lệ", "trọng", "số", "giá", "suất", "phú":
		default:
			return 9
		}
	}
	return 0
}

// group is a number below a thousand.
type group struct {
	n     int64
	next  int  // token after it
	exact bool // "không trăm", "lẻ": the units are counted out
	digit bool // one word
	full  bool // has hundreds
}

// group reads a number below a thousand at j; next is j for none. inner tells
// that a scale stands before it: "năm" is rather 5 there.
func (r speller) group(j int, inner bool) group {
	g := group{next: j}
	if r.word(j) == "linh" || r.word(j) == "lẻ" {
		if n, next := r.tens(j+1, inner); next > j+1 {
			return group{n: n, next: next, exact: true}
		}
		if d := spelled[r.word(j+1)]; d > 0 {
			return group{n: d, next: j + 2, exact: true}
		}
		return g
	}
	if d := r.head(j); d >= 0 && r.word(j+1) == "trăm" {
		g = group{n: d * 100, next: j + 2, exact: d == 0, full: true}
		if below := r.group(g.next, inner); below.exact && !below.full {
			return group{n: g.n + below.n, next: below.next, exact: g.exact, full: true}
		}
		if n, next := r.pair(g.next, inner); next > g.next {
			return group{n: g.n + n, next: next, exact: g.exact, full: true}
		}
	}
	if n, next := r.tens(g.next, inner); next > g.next {
		g.n, g.next = g.n+n, next
		return g
	}
	switch {
	case g.full:
		if r.word(g.next) == "rưỡi" || r.word(g.next) == "rưởi" {
			return group{n: g.n + 50, next: g.next + 1, full: true}
		}
		if d := r.tail(g.next); d > 0 && g.n > 0 && r.word(g.next+1) != "trăm" { // hai trăm ba: 230
			return group{n: g.n + d*10, next: g.next + 1, full: true}
		}
		return g
	case r.head(j) >= 0:
		return group{n: r.head(j), next: j + 1, digit: true}
	}
	return g
}

// pair reads two digits side by side, "chín ba" of "năm trăm chín ba": 93. A
// scale or "mươi" behind the second makes it a number of its own.
func (r speller) pair(j int, inner bool) (n int64, next int) {
	a, b := r.head(j), r.tail(j+1)
	switch r.word(j + 2) {
	case "trăm", "mươi", "mười", "chục", "phần", "phẩy":
		return 0, j
	}
	if a <= 0 || b <= 0 || r.word(j) == "năm" && !inner && !r.whole {
		return 0, j
	}
	return a*10 + b, j + 2
}

// vague reports whether two digits side by side at j are a guess, "hai ba
// người", "năm bảy hôm", rather than tens and ones, "bốn ba".
func (r speller) vague(j int) bool {
	a, b := r.head(j), r.tail(j+1)
	return !r.whole && (b == a+1 && r.word(j+1) != "tư" || a == 1 || a == 5)
}

// tens reads 10 to 99 at j: mười lăm, hai mươi mốt, hai chục, bốn lăm, bốn ba.
func (r speller) tens(j int, inner bool) (n int64, next int) {
	if r.word(j) == "mười" {
		if d := r.tail(j + 1); d > 0 {
			return 10 + d, j + 2
		}
		return 10, j + 1
	}
	d := r.head(j)
	if d <= 0 {
		return 0, j
	}
	switch r.word(j + 1) {
	case "mươi", "mười":
		if t := r.tail(j + 2); t > 0 {
			return d*10 + t, j + 3
		}
		return d * 10, j + 2
	case "chục":
		return d * 10, j + 2
	case "lăm", "nhăm":
		return d*10 + 5, j + 2
	case "mốt":
		return d*10 + 1, j + 2
	}
	if n, next := r.pair(j, inner); next > j && (inner || !r.vague(j)) {
		return n, next
	}
	return 0, j
}

// ReadSpelled reads the number that tokens [i, next) of p spell out: "hai trăm
// ba mươi lăm nghìn bốn trăm", "một triệu hai" (1.2 million), "một nghìn lẻ
// năm", "mười hai phẩy năm", "ba phần tư", "năm rưỡi", "ba nghìn hai trăm tỷ".
// ok is false where there is none, where it is no exact decimal ("một phần
// ba") and where it is vague ("hai ba", "mười mấy"); next is then i. A lone
// "không", "tư", "lăm" or "mốt" is no number. A lone "một" may be an article,
// "ba" a father and "năm" a year: callers take a number of one word only where
// a unit follows.
func ReadSpelled(p *Para, i int) (v Decimal, next int, ok bool) {
	return speller{p: p}.read(i)
}

// ReadSpelledWhole is ReadSpelled for a text of which the number is all but
// the unit: "hai ba" is 23 there, "trăm" 100 and "không" 0.
func ReadSpelledWhole(p *Para, i int) (v Decimal, next int, ok bool) {
	r := speller{p: p, whole: true}
	if v, next, ok = r.read(i); ok {
		return v, next, true
	}
	if d := r.head(i); d >= 0 && r.head(i+1) < 0 {
		return NewDecimal(d, 0), i + 1, true
	}
	if r.word(i) == "trăm" {
		return NewDecimal(100, 0), i + 1, true
	}
	if n := r.scale(i); n > 0 {
		return NewDecimal(1, n), i + 1, true
	}
	return Decimal{}, i, false
}

func (r speller) read(i int) (v Decimal, next int, ok bool) {
	g := r.group(i, false)
	if g.next == i || g.exact && !g.full {
		if n := r.scale(i); n > 0 && r.half(i+1) { // nghìn rưỡi
			return NewDecimal(15, n-1), i + 2, true
		}
		if r.word(i) == "trăm" && r.half(i+1) {
			return NewDecimal(150, 0), i + 2, true
		}
		return Decimal{}, i, false
	}
	switch w := r.word(g.next); {
	case comma(w):
		return r.decimals(g.n, g.next, i)
	case w == "phần":
		return r.fraction(g, i)
	case w == "mấy" || w == "vài" || g.digit && r.head(g.next) > 0 && w != "năm" && w != "một":
		return Decimal{}, i, false
	case g.digit && g.n == 0:
		return Decimal{}, i, false
	case r.half(g.next) && !g.full:
		return NewDecimal(g.n*10+5, -1), g.next + 1, true
	}
	return r.scaled(g, i)
}

// comma reports whether the word divides a whole from its decimals.
func comma(w string) bool { return w == "phẩy" || w == "phảy" || w == "chấm" }

func (r speller) half(j int) bool { return r.word(j) == "rưỡi" || r.word(j) == "rưởi" }

// scaled reads the scales after the first group g, and what follows them.
func (r speller) scaled(g group, i int) (Decimal, int, bool) {
	const limit = int64(1e15)
	var whole, part int64 // what billions are counted in, and what is below them
	last, read := 99, 0   // the scale read last, and how many were
	for {
		n := r.scale(g.next)
		if n == 0 { // the end of the number
			if read > 1 || comma(r.word(g.next)) {
				g.exact = g.exact || g.full
			}
			total := whole + part + r.rest(g, last)
			if comma(r.word(g.next)) {
				if v, next, ok := r.decimals(total, g.next, i); ok {
					return v, next, true
				}
			}
			return NewDecimal(total, 0), g.next, true
		}
		read++
		if n < 9 && n >= last || part+g.n == 0 {
			return Decimal{}, i, false
		}
		j := g.next + 1
		switch {
		case n == 9:
			part = (part + g.n) * 1e9
		case r.scale(j) == 9: // nghìn tỷ
			part = (part + g.n*pow10(n)) * 1e9
			n, j = 9, j+1
		default:
			part += g.n * pow10(n)
		}
		if n == 9 {
			whole, part = whole+part, 0
		}
		if whole > limit || whole < 0 || last == 9 && n == 9 {
			return Decimal{}, i, false
		}
		last = n
		if r.half(j) {
			v, ok := NewDecimal(whole+part, 0).Add(NewDecimal(5, n-1))
			return v, j + 1, ok
		}
		if comma(r.word(j)) {
			if v, next, ok := r.decimals(whole+part, j, i); ok {
				return v, next, true
			}
		}
		next := r.group(j, true)
		if next.next == j || next.digit && r.word(j) == "năm" && r.scale(next.next) == 0 {
			if d := spelled[r.word(j)]; r.word(j) == "tư" || r.word(j) == "mốt" { // hai triệu tư
				return NewDecimal(whole+part+d*pow10(n-1), 0), j + 1, true
			}
			return NewDecimal(whole+part, 0), j, true
		}
		if next.digit && next.n == 0 {
			return NewDecimal(whole+part, 0), j, true
		}
		g = next
	}
}

// rest gives the worth of the last group g after a scale of 10^last: a lone
// digit counts its tenths (một triệu hai), round hundreds without a scale its
// thousandths (một tỷ hai trăm), unless they are counted out.
func (r speller) rest(g group, last int) int64 {
	switch {
	case last == 99 || g.exact:
	case g.digit:
		return g.n * pow10(last-1)
	case g.full && last >= 6 && g.n%100 == 0:
		return g.n * pow10(last-3)
	}
	return g.n
}

func pow10(n int) int64 {
	v := int64(1)
	for range n {
		v *= 10
	}
	return v
}

// decimals reads "phẩy năm", "phẩy không năm", "phẩy mười bốn", "chấm ba không
// ba" at j, behind the whole part, and the scale after them; i is where the
// number begins.
func (r speller) decimals(whole int64, j, i int) (Decimal, int, bool) {
	frac, places, next := r.digits(j + 1)
	if places < 2 && !(places == 1 && r.word(j+1) == "tư") {
		zeros := 0
		for next = j + 1; r.word(next) == "không" && zeros < 6; next++ {
			zeros++
		}
		f := r.group(next, false)
		if f.next == next || f.exact {
			return Decimal{}, i, false
		}
		frac, places, next = f.n, zeros+1, f.next
		for n := f.n; n >= 10; n /= 10 {
			places++
		}
	}
	v, ok := NewDecimal(whole, 0).Add(NewDecimal(frac, -places))
	for n := r.scale(next); n > 0 && ok; n = r.scale(next) {
		v, next = v.Shift(n), next+1
	}
	if !ok {
		next = i
	}
	return v, next, ok
}

// digits reads digits one by one at j: "không không bảy", "hai tư". A last
// "năm" is a year unless a scale or nothing follows, or a nought stands before.
func (r speller) digits(j int) (n int64, places, next int) {
	for next = j; places < 9; next++ {
		d := r.head(next)
		if w := r.word(next); d < 0 && (w == "tư" || places > 0 && (w == "lăm" || w == "mốt")) {
			d = r.tail(next)
		}
		if d < 0 {
			break
		}
		switch r.word(next + 1) {
		case "mươi", "mười", "trăm", "chục", "phần":
			return 0, 0, j
		}
		n, places = n*10+d, places+1
	}
	if places > 1 && r.word(next-1) == "năm" && r.word(next-2) != "không" && r.scale(next) == 0 && !r.whole {
		n, places, next = n/10, places-1, next-1
	}
	return n, places, next
}

// fraction reads "phần tư" after g; per cent and per mille end the number.
func (r speller) fraction(g group, i int) (Decimal, int, bool) {
	j := g.next + 1
	switch r.word(j) {
	case "trăm", "nghìn", "ngàn", "triệu":
		return NewDecimal(g.n, 0), g.next, g.n > 0
	}
	d := group{n: spelled[r.word(j)], next: j + 1}
	if g := r.group(j, false); g.next > j {
		d = g
	}
	for exp, scale := 0, int64(1); exp <= 3; exp, scale = exp+1, scale*10 {
		if d.n > 0 && g.n*scale%d.n == 0 {
			return NewDecimal(g.n*scale/d.n, -exp), d.next, true
		}
	}
	return Decimal{}, i, false
}
