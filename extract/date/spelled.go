package date

import "khotin/extract/text"

// digitWords are the words for digits where a year is read digit by digit:
// "một chín bảy lăm", "hai không linh chín".
var digitWords = map[string]int{
	"không": 0, "linh": 0, "lẻ": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5,
	"sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}

// spelledYear reads a year in words at j: "hai nghìn không trăm hai mươi",
// "hai không hai ba", "một chín bảy lăm", "hai không mười chín"; 0 for none.
func (s *scan) spelledYear(j int) (y, next int) {
	if !s.tok(j).Either("một", "hai") {
		return 0, j
	}
	if v, next, ok := text.ReadSpelled(s.p, j); ok {
		if y := int(v.Float()); y >= 1000 && y < 2200 && float64(y) == v.Float() {
			return y, next
		}
	}
	digits, k := 0, j
	for digits < 4 {
		if s.key(k) == "mười" && digits == 2 {
			y, digits, k = y*10+1, digits+1, k+1
			if _, ok := digitWords[s.key(k)]; !ok {
				y, digits = y*10, digits+1
			}
			continue
		}
		d, ok := digitWords[s.key(k)]
		if !ok {
			return 0, j
		}
		y, digits, k = y*10+d, digits+1, k+1
	}
	if y < 1000 || y > 2200 {
		return 0, j
	}
	return y, k
}

// earlyYear reads a year below 1000 at j, behind "năm", where no unit follows
// it: "năm 938", "năm ba trăm lẻ tám"; 0 for none. Years before our era are
// none.
func (s *scan) earlyYear(j int) (y, next int) {
	y, next = s.number(j), j+1
	if s.tok(j).Class == text.Word {
		v, k, ok := text.ReadSpelled(s.p, j)
		if y, next = int(v.Float()), k; !ok || k < j+2 {
			return 0, j
		}
	} else if len(s.key(j)) != 3 {
		return 0, j
	}
	if y < 100 || y > 999 || s.key(next) == "tcn" || s.words(next, "trước", "công") || !s.rightOpen(next) || s.tok(next).Is("/", "-", "–", "đến", "tới", "với", "cho", "để", "do", "trên") {
		return 0, j
	}
	return y, next
}

// yearWords reads a year in words or below 1000 behind "năm", at j.
func (s *scan) yearWords(j int) (y, next int) {
	if y, next = s.spelledYear(j); y > 0 {
		return y, next
	}
	return s.earlyYear(j)
}

// counts reports whether the words before "năm" at i make it a number of years
// or every year: "hai mươi năm", "mỗi năm", "bình quân năm".
func (s *scan) counts(i int) bool {
	b := s.tok(i - 1)
	_, digit := digitWords[b.Key]
	return b.Class == text.Number || digit || s.every(i) || b.Is("mười", "mươi", "trăm", "nghìn", "cả", "quân", "nhiều", "những", "các", "vài", "mấy")
}

// plainMonth reads "tháng năm" and "tháng một", which are also years and
// months and every single month, where a year follows, or where a word for a
// time stands before and nothing after.
func (s *scan) plainMonth(j int) (m, next int) {
	switch s.key(j) {
	case "năm":
		m = 5
	case "một":
		m = 1
	default:
		return 0, j
	}
	k := j + 1
	if m == 1 && s.modernYear(k) > 0 {
		return m, k
	}
	if s.key(k) == "năm" {
		if y, _ := s.yearWords(k + 1); y > 0 || s.year(k+1) > 0 || s.tok(k+1).Either("nay", "ngoái") {
			return m, k
		}
	}
	if s.happens(j-1) && s.ends(k) || s.opens(j-1) && s.key(k) == "," {
		return m, k
	}
	if s.tok(j-2).Is("vào", "giữa", "đầu", "cuối", "trong", "từ", "hết") && s.free(k) || j < 2 && k >= len(s.p.Tokens) {
		return m, k
	}
	return 0, j
}
