package meeting

import "khotin/extract/text"

// clauseStart gives the token after the last comma before end.
func (f *finder) clauseStart(end int) int {
	for i := end - 1; i >= f.from; i-- {
		if f.tok(i).Is(",", ";", ":") && f.official(i) == i && !f.fights(i) || f.dateline(i) || i+1 < end && f.placeBrackets(i) {
			return i + 1
		}
	}
	return f.from
}

// closesBracket gives the bracket before token from that ends in tokens [from,
// end), where little stands behind it: "tại đền Trần Thương (huyện Lý Nhân, tỉnh Hà
// Nam), UBND huyện", "… (Cục X, Bộ Y) làm trưởng đoàn"; -1 for none.
func (f *finder) closesBracket(from, end int) int {
	for i := from; i < end && !f.tok(i).Is("("); i++ {
		if !f.tok(i).Is(")") {
			continue
		}
		if next := f.word(i + 1); i+1 < end && next != "làm" && next != "đã" && next != "vừa" {
			return -1
		}
		for open := from - 1; open >= f.from; open-- {
			if f.tok(open).Is("(") {
				return open
			}
		}
		return -1
	}
	return -1
}

// placeBrackets reports whether the bracket at i closes the words for a place
// behind which a body stands: "tại xã Tân Liên (huyện Vĩnh Bảo) Sở X". The body's
// own short name in brackets, "Bảo hiểm xã hội (BHXH) Thành phố", ends no place.
func (f *finder) placeBrackets(i int) bool {
	if !f.tok(i).Is(")") || i+1 >= len(f.p.Tokens) || f.tok(i+1).Case == text.Lower || hostAt(f.p, i+1) == i+1 {
		return false
	}
	open := i - 1
	for open > f.from && !f.tok(open).Is("(") {
		open--
	}
	if open == i-2 && f.tok(open+1).Case == text.Upper {
		return false
	}
	for j := open - 1; j >= f.from && !f.tok(j).Is(",", ";", ":"); j-- {
		if f.word(j) == "tại" && (j == f.from || f.tok(j-1).Is(",") || f.isDay(j-1)) {
			return true
		}
	}
	return false
}

// fights reports whether the comma at i stands within "phòng, chống tham nhũng,
// tiêu cực", as it does in the names of committees.
func (f *finder) fights(i int) bool {
	return f.word(i-1) == "phòng" && f.word(i+1) == "chống" || f.word(i-1) == "nhũng" && f.word(i+1) == "tiêu" || f.joinsFields(i)
}

// joinsFields reports whether the comma at i stands between the fields of one
// body: "Ủy ban Văn hóa, Giáo dục của Quốc hội", "Sở Văn hóa, Thể thao và Du lịch".
func (f *finder) joinsFields(i int) bool {
	if i+3 >= f.to || i < f.from+2 || f.tok(i+1).Class != text.Word || f.tok(i+1).Case == text.Lower || hostAt(f.p, i+1) > i+1 || f.official(i+1) > i+1 {
		return false
	}
	closed := false
	for j := i + 2; j < min(f.to, i+6) && !closed; j++ {
		closed = f.tok(j).Is("và", "của") && f.tok(j).Case == text.Lower
	}
	if !closed {
		return false
	}
	for j := i - 1; j >= max(f.from, i-5); j-- {
		if f.tok(j).Class != text.Word {
			return false
		}
		if f.tok(j).Is("ban", "sở", "bộ", "phòng", "hội", "trung") && f.tok(j).Case != text.Lower || f.word(j) == "ban" && f.word(j-1) == "ủy" {
			return f.word(j-1) != "tại" && f.word(j-2) != "tại" && f.word(j-3) != "tại"
		}
	}
	return false
}

// dateline reports whether the dash at i ends a dateline: "(HPĐT)- ".
func (f *finder) dateline(i int) bool {
	return i > f.from && i < f.from+12 && f.tok(i).Is("-", "–") && f.tok(i-1).Is(")") && f.tok(f.from).Is("(")
}

// onlyNames reports whether the clause is a further name of a list: "HĐND các
// huyện A, B (tỉnh C) tổ chức".
func (f *finder) onlyNames(from, end int) bool {
	for i := from; i < end; i++ {
		t := f.tok(i)
		if t.Class == text.Word && t.Case == text.Lower && !t.Is("và") || t.Class != text.Word && !t.Is("(", ")") {
			return false
		}
	}
	return end > from && end-from <= 8
}

// isTerm reports whether the clause at i is a term of office: "nhiệm kỳ 2016-2021".
func (f *finder) isTerm(i int) bool {
	return f.word(i) == "nhiệm" || f.word(i) == "khóa"
}
