package meeting

import (
	"strings"

	"khotin/extract/place"
	"khotin/extract/text"
)

// hostAt gives the token after the word that opens the name of a body at i.
func hostAt(p *text.Para, i int) int {
	if i >= len(p.Tokens) {
		return i
	}
	next, _ := hosts.Match(p, i)
	if next == i+1 && next < len(p.Tokens) && p.Tokens[i].Is("hội") && p.Tokens[next].Is("nghị", "thảo", "trường", "đàm", "thi", "chợ", "khỏe", "thao", "diễn") {
		return i // no association
	}
	return next
}

// hostBefore gives the body that acts in the clause before the verb at token
// verb, as written with its unit, without "lãnh đạo", term and partners; ""
// where no body stands there.
func (f *finder) hostBefore(verb int) string {
	start, after := -1, -1 // of the body's first part, and of its second
	for end := verb; end > f.from; {
		from := f.clauseStart(end)
		s := f.bodyIn(from, end)
		if s >= 0 {
			start, after = s, start
			if s > from {
				break // words of time stand before it
			}
		} else if !f.isTerm(from) && !f.onlyNames(from, f.namesEnd(end)) {
			// "tại xã Tân Liên, huyện Vĩnh Bảo, Sở X tổ chức": the second
			// part of a place is no host.
			if after >= 0 && f.word(from) == "tại" {
				if next, level := place.Level(f.p, start); next > start && level != "" {
					start = after
				}
			}
			break
		}
		end = from - 1
		if end <= f.from || f.tok(end).Key != "," {
			break
		}
	}
	if start < 0 {
		if i := f.partners(verb); i > f.from {
			return f.hostBefore(f.leads(i))
		}
		if f.word(verb) == "tổ" {
			return f.subject(verb)
		}
		return ""
	}
	if i := f.partners(verb); i > f.from && i < start && !f.dayWithin(i, start) { // what stands behind it is a partner
		if host := f.hostBefore(f.leads(i)); host != "" {
			return host
		}
	}
	for i := start + 1; i+1 < verb; i++ { // "Công an phường tham mưu cho UBND phường tổ chức"
		if f.word(i) != "tham" || f.word(i+1) != "mưu" || f.tok(i).Case != text.Lower {
			continue
		}
		if i+2 == verb { // "Phòng Nội vụ tham mưu tổ chức"
			return f.hostText(start, i)
		}
		body := i + 2
		if f.word(body) == "cho" || f.word(body) == "với" {
			body++
		}
		if hostAt(f.p, body) > body {
			start = body
			break
		}
	}
	for f.word(start) == "lãnh" && f.word(start+1) == "đạo" || f.word(start) == "đại" && f.word(start+1) == "diện" {
		start += 2
	}
	return f.hostText(start, verb)
}

// clauseStart gives the token after the last comma before end.
func (f *finder) clauseStart(end int) int {
	for i := end - 1; i >= f.from; i-- {
		if f.tok(i).Is(",", ";", ":") && f.official(i) == i && !f.fights(i) || f.dateline(i) || i+1 < end && f.placeBrackets(i) {
			return i + 1
		}
	}
	return f.from
}

// placeBrackets reports whether the bracket at i closes the words for a place
// behind which a body stands: "tại xã Tân Liên (huyện Vĩnh Bảo) Sở X". The body's
// own short name in brackets, "Bảo hiểm xã hội (BHXH) Thành phố", ends no place.
func (f *finder) placeBrackets(i int) bool {
	if !f.tok(i).Is(")") || f.tok(i+1).Case == text.Lower || hostAt(f.p, i+1) == i+1 {
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

// namesEnd gives the token before which a clause that ends at end may consist of
// names: before a verb of holding, adverbs follow them, "Trường X, Ba Đình đã tổ
// chức".
func (f *finder) namesEnd(end int) int {
	if f.word(end) == "tổ" {
		return f.pastAdverbs(end)
	}
	return end
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

// bodyIn gives the token in [from, end) where the body that is the subject
// starts, or -1. Words of time may stand before it; a person may not.
func (f *finder) bodyIn(from, end int) int {
	for i := from; i < end; i++ {
		switch f.word(i) {
		case "tại", "nhân", "dưới", "trong", "ở", "theo", "sau", "cùng", "với", "do", "trước", "từ":
			if f.word(i) == "trong" || f.word(i) == "từ" || f.word(i) == "sau" { // "Trong 2 ngày …"
				if f.digitSoon(i, end) {
					continue
				}
			}
			return -1
		}
		if f.official(i) > i {
			return -1
		}
		if next := hostAt(f.p, i); next > i && next <= end && !f.insideName(i) {
			if f.tok(i).Case == text.Lower && (!f.smallHost(i) || f.word(i-1) == "số" || f.word(i-1) == "bàn" || i > from && f.tok(i-1).Class == text.Number && !(f.behindDay(i) && !f.tok(end).Is(","))) {
				continue // "50% số xã của địa phương" is no body
			}
			return i
		}
	}
	return -1
}

// behindDay reports whether token i follows a day that a word opens, "Ngày 2/10/2021
// trường THPT N", and no share: "10/10 xã".
func (f *finder) behindDay(i int) bool {
	k := i - 1
	for f.isDay(k) && f.tok(k).Class != text.Word {
		k--
	}
	return f.isDay(i-1) && f.tok(k).Is("ngày", "sáng", "trưa", "chiều", "tối")
}

func (f *finder) digitSoon(i, end int) bool {
	for j := i + 1; j < end && j < i+4; j++ {
		if f.tok(j).Class == text.Number {
			return true
		}
	}
	return false
}

// insideName reports whether the word at i is part of another name or office: the
// "Phòng" of Hải Phòng.
func (f *finder) insideName(i int) bool {
	if f.word(i) == "thường" { // "Phó Bí thư Thường trực"
		w := f.word(i - 1)
		return w == "thư" || w == "tịch" || w == "trưởng" || w == "đốc"
	}
	if f.word(i) == "trường" && f.tok(i-2).Is(",", "và", ":") && f.tok(i-1).Case == text.Title && f.tok(i+1).Case == text.Title && f.tok(i).Case == text.Title {
		return !f.tok(i-1).Is("cụm", "khối", "liên") // of a list of persons, "Nguyễn Trường Giang"
	}
	return f.word(i) == "phòng" && f.word(i-1) == "hải"
}

// smallHost: bodies that are written in small letters in the middle of a
// sentence: "quận Lê Chân", "lãnh đạo UBND thành phố", "đoàn công tác".
func (f *finder) smallHost(i int) bool {
	switch f.word(i) {
	case "quận", "huyện", "thành", "phường", "xã", "tỉnh", "lãnh", "đoàn", "tổ", "thường", "đảng", "công", "đặc", "cơ", "hội":
		return true
	case "ban":
		return hostAt(f.p, i) > i+1
	case "khu", "thôn", "trường", "bệnh", "chi", "trung", "ngành":
		return i == f.from || f.tok(i-1).Is(",") || f.isDay(i-1)
	}
	return false
}

// hostText gives the body's name from token start, to the adverb, partner or
// term that ends it, at most to end.
func (f *finder) hostText(start, end int) string {
	to := start
	for to < end {
		if t := f.tok(to); t.Class == text.Word && t.Case != text.Lower {
			to++ // "xã Mỹ Đồng tổ chức": a name's word ends nothing
			continue
		}
		next := f.word(to + 1)
		switch f.word(to) {
		case "sáng", "chiều", "tối", "ngày":
			if to > start && f.isDay(to) {
				return f.trimHost(start, to)
			}
		case "đồng":
			if next == "tổ" || next == "chủ" || next == "loạt" {
				return f.trimHost(start, to)
			}
		case "phối":
			if next == "hợp" {
				return f.trimHost(start, to)
			}
		case "vừa", "đã", "khóa", "tiếp", "chính", "trực", "cũng", "mới":
			if f.word(to) == "mới" && f.word(to-1) == "thôn" { // nông thôn mới
				break
			}
			if f.word(to) != "chính" && f.word(to) != "trực" && f.word(to) != "tiếp" || next == "thức" || next == "tiếp" || next == "tục" {
				return f.trimHost(start, to)
			}
		case "long", "trọng", "trang", "tưng":
			if next == "trọng" || next == "thể" || next == "bừng" {
				return f.trimHost(start, to)
			}
		case "nhiệm":
			if next == "kỳ" {
				return f.trimHost(start, to)
			}
		case "theo":
			if next == "hình" {
				return f.trimHost(start, to)
			}
		case "có", "thực":
			if next == "chuyến" || next == "hiện" && f.word(to+2) == "chuyến" {
				return f.trimHost(start, to)
			}
		case "tiến":
			if next == "hành" {
				return f.trimHost(start, to)
			}
		case "và":
			if next == "các" && (f.word(to+2) == "đồng" || f.word(to+2) == "đại") && to > start {
				return f.trimHost(start, to) // "lãnh đạo thành phố và các đại biểu"
			}
		case "do", "gồm", "cùng", "đi", "đến", "tới", "về", "triệu", "tổ":
			if f.word(to) == "về" && f.tok(start).Is("tổ", "tiểu", "ban", "hội", "ủy") {
				break // "Tổ công tác về tháo gỡ khó khăn cho doanh nghiệp"
			}
			if to > start && f.tok(to).Case == text.Lower && !(f.word(to) == "tổ" && next != "chức") && !(f.word(to) == "tổ" && f.word(to-1) == "ban") {
				return f.trimHost(start, to)
			}
		case "(":
			if f.word(to+2) == ")" && f.tok(to+1).Case == text.Upper {
				to += 3 // "Bảo hiểm xã hội (BHXH) thành phố"
				continue
			}
			return f.trimHost(start, to)
		case "“", ";":
			return f.trimHost(start, to)
		}
		to++
	}
	return f.trimHost(start, to)
}

func (f *finder) trimHost(start, to int) string {
	for to > start && (f.tok(to-1).Class == text.Punct || f.tok(to-1).Is("và", "cùng", "có")) {
		to--
	}
	if to-2 > start && f.tok(to-2).Is("(") { // "Bộ Thông tin và Truyền thông (TTTT)"
		to -= 2
	}
	if to-start == 0 || to-start > 24 {
		return ""
	}
	return f.p.Slice(start, to)
}

// person gives the index of the official who is the subject of the verb: the
// first one named before it in the sentence, or -1.
func (f *finder) person(verb int) int {
	best, at := -1, verb
	for n, o := range f.officials {
		for _, m := range o.Mentions {
			if !m.Caption && m.At.Para == f.para && m.At.From >= f.from && m.At.To <= verb && m.At.From < at {
				best, at = n, m.At.From
			}
		}
	}
	return best
}

// withUnit completes a body that the text names only by its level, as an
// office does: "Ban Chấp hành Đảng bộ quận" of a document about quận Lê Chân.
func withUnit(host string, title *text.Para, body *text.Doc) string {
	for _, level := range [...]string{"quận", "huyện", "phường", "xã"} {
		if !strings.HasSuffix(host, " "+level) {
			continue
		}
		if unit := place.Resolve(level, place.Subject(title, body)); unit != "" {
			return strings.TrimSuffix(host, level) + unit
		}
	}
	return host
}
