package document

import "khotin/extract/text"

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
	if year == after || f.tok(after).Case == text.Lower || !f.isYear(year) || f.tok(year+1).Is("/", "-", "–") || f.tok(year+1).Class == text.Number ||
		f.tok(year+1).Is("trường", "người", "hộ", "vụ", "lượt", "đồng", "tỷ", "tỉ", "triệu", "nghìn", "cán", "học", "văn", "đại", "điều", "bản", "cuốn") {
		return
	}
	f.add(Document{
		At: text.Range{Para: f.para, From: i, To: year + 1}, Num: text.Range{Para: f.para, From: year, To: year + 1},
		Text: f.p.Slice(i, year+1), Type: typ, Rule: "law",
	})
}

// inLaw reports whether token i goes on with a law's name: a word that is no
// verb or link, the comma of "Phòng, chống", "(sửa đổi, bổ sung)".
func (f *finder) inLaw(i int) bool {
	t := f.tok(i)
	switch {
	case t.Class == text.Word:
		return !(t.Key == "có" && f.tok(i+1).Key != "công") && !t.Is("năm", "đã", "được", "từ", "trong", "của", "theo", "do", "tại", "sẽ", "này", "với", "để", "trên", "cho", "số", "vào", "đến", "khi", "là") && t.Case != text.Upper
	case t.Key == ",":
		return f.tok(i+1).Is("chống", "bổ", "sử", "thi", "tiết")
	case t.Key == "(":
		return f.tok(i+1).Key == "sửa"
	case t.Key == ")":
		return f.tok(i-1).Is("đổi", "sung")
	}
	return false
}
