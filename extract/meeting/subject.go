package meeting

import "khotin/extract/text"

// subject gives the subject of the verb of holding at token verb that no word
// for a body opens, behind the words of time: "các trường học trên địa bàn",
// "Nhân dân làng Trà Phương"; "" where a person, a place or nothing stands there.
func (f *finder) subject(verb int) string {
	i := f.clauseStart(verb)
	if back := f.clauseStart(max(i-1, f.from)); i > f.from && f.word(back) == "các" {
		i = back // "các đơn vị, doanh nghiệp trên địa bàn"
	}
	for i < verb && (f.isDay(i) || f.tok(i).Is("sáng", "chiều", "tối", "trưa", "nay", "qua", "ngày")) {
		i++
	}
	if i == verb || f.tok(i).Class != text.Word || f.official(i) > i || f.tok(i).Is("trong", "sau", "trước", "từ", "với", "nhằm") {
		return ""
	}
	if first := f.tok(i); i == f.from || first.Case == text.Lower {
		if !first.Is("các", "nhân", "cán", "tuổi", "gia", "dòng", "khu", "cụm", "nhóm") {
			return ""
		}
	} else if next := f.tok(i + 1); !next.Is("tổ") && next.Case != text.Lower && !first.Is("câu", "nhà") {
		return "" // a person, a firm of which nothing is known
	}
	for j := i; j < verb; j++ {
		if f.tok(j).Is("tại", "nhân", "để", "được", "ở", "là", "nơi", "khi", "mà", "do", "theo") && j > i && f.tok(j).Case == text.Lower {
			return ""
		}
	}
	return f.hostText(i, verb)
}

// leads gives the token at which the words "chủ trì," before "phối hợp" at token i
// begin, i for none: "Công an quận chủ trì, phối hợp với các ngành tổ chức".
func (f *finder) leads(i int) int {
	if f.tok(i-1).Is(",") && f.word(i-2) == "trì" && f.word(i-3) == "chủ" {
		return i - 3
	}
	return i
}

// partners gives the token of "phối hợp" before the verb at token verb whose
// list of partners reaches to it, "HĐND huyện phối hợp với UBND huyện, các đơn
// vị có liên quan tổ chức"; -1 where none stands there.
func (f *finder) partners(verb int) int {
	for i := verb - 1; i > f.from && i > verb-24; i-- {
		switch {
		case f.tok(i).Is(".", ";", ":"):
			return -1
		case f.word(i) == "phối" && f.word(i+1) == "hợp" && (f.word(i+2) == "với" || f.word(i+2) == "cùng"):
			return i
		}
	}
	return -1
}

// dayWithin reports whether a day stands in tokens [i, end).
func (f *finder) dayWithin(i, end int) bool {
	for ; i < end; i++ {
		if f.isDay(i) {
			return true
		}
	}
	return false
}
