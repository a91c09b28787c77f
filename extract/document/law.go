package document

import (
	"khotin/extract/place"
	"khotin/extract/text"
)

// maxLaw is the most tokens of a law's name between its type and its year.
const maxLaw = 14

// law reads a law that is told by its name and, like a number, its year: "Luật
// Đất đai 2024", "Bộ luật Hình sự 2015". Behind "năm" the year is a date, often
// that of what is done about the law, and the law one named by its subject.
func (f *finder) law(i, after int, typ string) {
	if typ != "Luật" && typ != "Bộ luật" && typ != "Pháp lệnh" {
		return
	}
	year := after
	for year < after+maxLaw && f.inLaw(year) {
		year++
	}
	if year == after || f.tok(after).Case == text.Lower || !f.isYear(year) || f.noLaw(i, after, year) || f.counts(year+1) {
		return
	}
	f.add(Document{
		At: text.Range{Para: f.para, From: i, To: year + 1}, Num: text.Range{Para: f.para, From: year, To: year + 1},
		Text: f.p.Slice(i, year+1), Type: typ, Rule: "law",
	})
}

// noLaw reports whether the word of the law at [i, after), with its name before
// the year, is part of another: of "pháp luật", or of the name of a school, an
// office or a newspaper; no law is named by a place alone.
func (f *finder) noLaw(i, after, year int) bool {
	placed, _ := place.MatchName(f.p, after)
	return f.tok(i-1).Is("pháp", "kỷ", "học", "khoa", "trường", "báo", "chí", "ty", "phòng", "viện", "ngành", "lớp", "nhân", "sĩ", "đh") ||
		f.words(after, "việt", "nam") || placed == year
}

// counts reports whether what stands at token i, behind a law's year, may make
// the year a number: a sign that goes on with it, or a noun that is counted, as
// any may be. A link, an adverb or a verb of what laws do may not.
func (f *finder) counts(i int) bool {
	t := f.tok(i)
	if t.Is("/", "-", "–") && t.Class == text.Punct {
		return true
	}
	return unitAfter(t) && !t.Is("bổ", "thay", "chính", "chưa", "không", "so", "vừa", "mới", "gồm", "hiện", "như", "nên", "bởi", "khi", "còn", "phải",
		"đang", "nhưng", "giúp", "tạo", "áp", "thông", "thi", "hướng", "tiếp", "bắt", "khẳng", "nghiêm", "dành", "bị", "tại", "giao", "bãi", "kế", "tháo", "mở", "góp")
}

// inLaw reports whether token i goes on with a law's name: a word that is no
// verb or link, the comma of "Phòng, chống", "(sửa đổi, bổ sung)".
func (f *finder) inLaw(i int) bool {
	t := f.tok(i)
	switch {
	case t.Key == "luật" && t.Case == text.Title:
		return false // the next law
	case t.Class == text.Word:
		if t.Is("giai", "mùa", "nhiệm", "tới", "gồm", "hơn", "gần", "khoảng") && (t.Key != "nhiệm" || f.tok(i+1).Key == "kỳ") {
			return false // of the time or the number that follows
		}
		return !(t.Key == "có" && f.tok(i+1).Key != "công") && !t.Is("năm", "đã", "được", "từ", "trong", "của", "theo", "do", "tại", "sẽ", "này", "với", "để", "trên", "cho", "số", "vào", "đến", "khi", "là") && t.Case != text.Upper
	case t.Key == ",":
		return f.tok(i+1).Is("chống", "bổ", "sử", "thi", "tiết")
	case t.Key == "(":
		return f.tok(i+1).Key == "sửa"
	case t.Key == ")":
		return f.tok(i-1).Either("đổi", "sung")
	}
	return false
}
