package document

import "khotin/extract/text"

// congress reads a resolution named by its congress: "Nghị quyết Đại hội XVI
// Đảng bộ thành phố", "Nghị quyết Đại hội Đảng các cấp nhiệm kỳ 2020-2025". A
// bare "Nghị quyết Đại hội" is none, nor is one in small letters without a
// number or a term: "nghị quyết đại hội đảng bộ các cấp".
func (f *finder) congress(i, after int) bool {
	if !f.words(after, "đại", "hội") {
		return false
	}
	small := f.tok(i).Case == text.Lower && f.tok(after).Case == text.Lower
	end, told := after+2, false
	for {
		n, tells := f.congressPart(end)
		if n == end && small && f.tok(end).Key == "đảng" && f.words(end+1, "các", "cấp") {
			n = end + 1
		}
		if n == end {
			break
		}
		if small && f.tok(end).Is("các", "của", "đảng") {
			tells = false
		}
		end, told = n, told || tells
	}
	if !told {
		return false
	}
	r := text.Range{Para: f.para, From: i, To: end}
	f.add(Document{At: r, Text: f.p.Slice(i, end), Type: "Nghị quyết", Rule: "congress"})
	f.i = end
	return true
}

// plenum reads a resolution named by its plenum of the Central Committee:
// "Nghị quyết Trung ương 4 (khóa XII)", "Nghị quyết Hội nghị Trung ương 6".
func (f *finder) plenum(i, after int) bool {
	j := after
	if f.words(j, "hội", "nghị") {
		j += 2
	}
	n := f.central(j)
	if n == j {
		return false
	}
	j = n
	if f.words(j, "lần", "thứ") {
		j += 2
	}
	if f.ordinal(j) == 0 || f.ordinal(j) > 20 || unitAfter(f.tok(j+1)) {
		return false
	}
	d := Document{Type: "Nghị quyết", Number: f.p.Slice(j, j+1), Num: text.Range{Para: f.para, From: j, To: j + 1}, Rule: "plenum"}
	j++
	k := j
	if f.tok(k).Either("(", ",") {
		k++
	}
	if f.tok(k).Key == "khóa" && f.isOrdinal(k+1) {
		for k++; f.isOrdinal(k); {
			k++
			if f.tok(k).Either(",", "và") && f.isOrdinal(k+1) {
				k++
			}
		}
		if f.tok(j).Key != "(" {
			j = k
		} else if f.tok(k).Key == ")" {
			j = k + 1
		}
	}
	d.At = text.Range{Para: f.para, From: i, To: j}
	d.Text = f.p.Slice(i, j)
	f.add(d)
	f.i = j
	return true
}

// central gives the token after "Trung ương", "T.Ư" or "TW" at j, or j.
func (f *finder) central(j int) int {
	switch t := f.tok(j); {
	case f.words(j, "trung", "ương"):
		return j + 2
	case t.Case != text.Upper:
	case t.Either("tw", "tư"):
		return j + 1
	case f.words(j, "t", ".", "ư") && f.tok(j+2).Glued, f.words(j, "t", ".", "w") && f.tok(j+2).Glued:
		return j + 3
	}
	return j
}

// congressPart reads one part of a congress's name at j and tells whether it
// says which congress. It gives j where none stands there.
func (f *finder) congressPart(j int) (next int, tells bool) {
	t := f.tok(j)
	switch {
	case f.isOrdinal(j):
		return j + 1, true
	case f.words(j, "lần", "thứ") && f.isOrdinal(j+2):
		return j + 3, true
	case t.Key == "thứ" && f.isOrdinal(j+1):
		return j + 2, true
	case t.Key == "khóa" && f.isOrdinal(j+1):
		return j + 2, true
	case f.words(j, "đại", "biểu"), f.words(j, "toàn", "quốc"), f.words(j, "các", "cấp"):
		return j + 2, t.Key == "các"
	case f.words(j, "của", "đảng"):
		return j + 2, true
	case f.words(j, "đảng", "bộ"):
		return f.unit(j + 2), true
	case f.words(j, "chi", "bộ"), f.words(j, "công", "đoàn"):
		return f.unit(j + 2), true
	case f.words(j, "đảng", "cộng", "sản", "việt", "nam"):
		return j + 5, true
	case t.Key == "đảng" && t.Case != text.Lower:
		return j + 1, true
	case t.Key == "đoàn" && t.Case == text.Title:
		return f.unit(j + 1), true
	case t.Key == "hội" && t.Case == text.Title:
		if n := f.society(j + 1); n > j+1 {
			return f.unit(n), false
		}
	}
	k := j
	if t.Either(",", "(") {
		k++
	}
	if f.words(k, "nhiệm", "kỳ") || f.words(k, "nhiệm", "kì") {
		if f.isYear(k+2) && f.tok(k+3).Is("-", "–", "—") && f.isYear(k+4) {
			k += 5
			if t.Key == "(" && f.tok(k).Key == ")" {
				k++
			}
			return k, true
		}
	}
	return j, false
}

// society gives the token after the name of a mass organisation that follows
// "Hội" at j, or j: "Nông dân", "Liên hiệp Phụ nữ", "LHPN".
func (f *finder) society(j int) int {
	for _, name := range [...][]string{{"nông", "dân"}, {"liên", "hiệp", "phụ", "nữ"}, {"lhpn"}, {"cựu", "chiến", "binh"}, {"ccb"}, {"chữ", "thập", "đỏ"}, {"người", "cao", "tuổi"}} {
		if f.words(j, name...) {
			return j + len(name)
		}
	}
	return j
}

// unit skips the unit of a Party organisation: "thành phố", "quận Lê Chân",
// "Công an thành phố", "các cấp".
func (f *finder) unit(j int) int {
	for {
		t := f.tok(j)
		switch {
		case t.Class != text.Word || f.words(j, "lần", "thứ") || f.isOrdinal(j):
			return j
		case f.words(j, "thành", "phố"), f.words(j, "các", "cấp"), f.words(j, "thị", "trấn"), f.words(j, "cơ", "sở"), f.words(j, "công", "an"), f.words(j, "quân", "sự"):
			j += 2
		case t.Is("quận", "huyện", "tỉnh", "phường", "xã"), t.Case == text.Title, t.Case == text.Upper:
			if n, _ := types.Match(f.p, j); n > j {
				return j
			}
			j++
		default:
			return j
		}
	}
}

// isOrdinal reports whether a congress may be counted by the token: XIII, 13.
func (f *finder) isOrdinal(i int) bool { return f.ordinal(i) > 0 }

func (f *finder) ordinal(i int) int {
	t := f.tok(i)
	switch t.Class {
	case text.Word:
		if t.Case == text.Upper {
			return text.Roman(f.p.Surface(i))
		}
	case text.Number:
		if len(t.Key) <= 2 && t.Key != "0" && t.Key != "00" {
			n := 0
			for _, c := range t.Key {
				if c < '0' || c > '9' {
					return 0
				}
				n = n*10 + int(c-'0')
			}
			return n
		}
	}
	return 0
}
