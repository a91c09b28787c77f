package document

import (
	"strings"

	"khotin/extract/text"
)

// finder reads paragraph after paragraph.
type finder struct {
	p    *text.Para
	para int
	i    int
	out  []Document
}

func (f *finder) tok(i int) *text.Token {
	if i >= 0 && i < len(f.p.Tokens) {
		return &f.p.Tokens[i]
	}
	return &nothing
}

// nothing stands outside the paragraph.
var nothing = text.Token{Class: text.Punct}

func (f *finder) isNum(i int) bool {
	t := f.tok(i)
	return t.Class == text.Number && len(t.Key) <= 5 && strings.IndexByte(t.Key, '.') < 0 && strings.IndexByte(t.Key, ',') < 0
}

func (f *finder) words(i int, keys ...string) bool {
	for j, k := range keys {
		if f.tok(i+j).Key != k {
			return false
		}
	}
	return true
}

// read reads the mentions of the paragraph.
func (f *finder) read() {
	for f.i < len(f.p.Tokens) {
		i := f.i
		t := &f.p.Tokens[i]
		f.i++
		switch t.Class {
		case text.Number:
			if end, typ := f.symbol(i, false); end > i {
				f.bare(i, end, typ)
			}
		case text.Code:
			f.glued(i)
		case text.Word:
			if openers.Has(t) {
				f.word(i, t)
			}
		}
	}
}

// word reads a mention that begins with the type at token i.
func (f *finder) word(i int, t *text.Token) {
	after, typ := types.Match(f.p, i)
	if after == i || t.Case == text.Lower && isShort(typ, f.p.Slice(i, after)) || t.Case == text.Upper && !f.abbreviation(i, after, typ) {
		return
	}
	if typ == "Nghị quyết" && (f.congress(i, after) || f.plenum(i, after)) {
		return
	}
	n := len(f.out)
	if f.typed(i, after, typ); len(f.out) == n {
		f.law(i, after, typ)
	}
}

// isShort reports whether the words are an abbreviation of the type.
func isShort(typ, words string) bool {
	return !strings.EqualFold(typ, text.Normalize(words)) && len(words) <= 6
}

// abbreviation reports whether words in capitals at [i, after) can be read as
// the type: an abbreviation as it stands, or the type in a headline.
func (f *finder) abbreviation(i, after int, typ string) bool {
	w := f.p.Slice(i, after)
	if after-i > 1 {
		return true
	}
	_, ok := signs[text.Key(w)]
	return ok || strings.EqualFold(w, typ)
}

// typed reads what follows a type: "(NQ)", a title or an issuer before "số",
// the number, further numbers of a list.
func (f *finder) typed(i, after int, typ string) {
	j, bracket := f.bracket(after)
	abbr := f.tok(i).Case == text.Upper && after == i+1
	num := j
	said := false // "số" stands before the number
	switch {
	case f.tok(j).Key == "số":
		num, said = j+1, true
	case !f.isNum(j):
		if k := f.titled(j, typ); k > j {
			num, said = k, true
		}
	}
	if said && f.tok(num).Key == ":" {
		num++
	}
	if !f.isNum(num) {
		return
	}
	end, signed := f.symbol(num, true)
	if end == num {
		if !f.loose(i, num, typ, said, abbr) || f.tok(after-1).Either("khẩn", "tốc") && !f.told(num+1) {
			return
		}
		end = num + 1
		if f.tok(end).Key == "/" && f.isYear(end+1) && f.tok(end+2).Key != "/" {
			end += 2 // Nghị định 100/2019
		}
	}
	if signed != "" && abbr {
		typ = signed
	}
	at := text.Range{Para: f.para, From: i, To: end}
	d := Document{At: at, Type: typ, Rule: "typed", Num: text.Range{Para: f.para, From: num, To: end}}
	d.Text = f.p.Slice(i, end)
	if bracket {
		d.Text = f.p.Slice(i, after) + " " + f.p.Slice(j, end)
	} else if num > j+2 {
		d.Rule = "titled"
	}
	d.Number = f.p.Slice(num, end)
	f.add(d)
	f.list(end, typ, signed != "", f.plural(i))
}

// bracket skips an abbreviation in brackets after a type: "Nghị quyết (NQ) 45".
func (f *finder) bracket(j int) (next int, ok bool) {
	if f.tok(j).Key == "(" && f.tok(j+2).Key == ")" {
		if _, sign := signs[f.tok(j+1).Key]; sign {
			return j + 3, true
		}
	}
	return j, false
}

// titled finds the number after a title or an issuer: "Luật Thủ đô số
// 39/2024/QH15", "Quyết định của Thủ tướng Chính phủ số 881/QĐ-TTg". Such a
// number must be a symbol. It gives j where there is none.
func (f *finder) titled(j int, typ string) int {
	limit := 8
	if typ == "Luật" || typ == "Bộ luật" {
		limit = 16
	}
	for k := j; k < j+limit; k++ {
		t := f.tok(k)
		if t.Key == "số" && f.isNum(k+1) {
			if end, _ := f.symbol(k+1, true); end > k+1 {
				return k + 1
			}
			return j
		}
		if t.Class != text.Word && !(t.Key == "," && limit == 16) {
			return j
		}
		if k > j {
			if n, other := types.Match(f.p, k); n > k && !isShort(other, f.p.Slice(k, n)) && t.Case == text.Title {
				return j
			}
		}
	}
	return j
}

// loose reports whether a bare number after a type names a document: always
// after "số"; else after a capital, and never before a unit.
func (f *finder) loose(i, num int, typ string, said, abbr bool) bool {
	if t := f.tok(num + 1); t.Either("%", "/") && !f.isYear(num+2) || t.Class == text.Number && t.Glued {
		return false
	}
	if t := f.tok(num + 1); t.Key == "-" && (f.isNum(num+2) || t.Glued) {
		return false
	}
	if said {
		return !abbr || typ == "Nghị quyết" || typ == "Nghị định" || typ == "Quyết định"
	}
	if f.tok(i).Case == text.Lower || f.isYear(num) {
		return false
	}
	switch typ {
	case "Nghị quyết", "Nghị định", "Quyết định", "Chỉ thị", "Kết luận", "Quy định", "Thông tư", "Thông tri", "Chương trình hành động":
	default:
		return false
	}
	return !unitAfter(f.tok(num + 1))
}

// told reports whether what stands behind a bare number at token j tells that it is
// a document's: the day of issue, or an issuer in capitals. "Công điện khẩn số 2
// ngày qua" and "số 2 của thành phố" count.
func (f *finder) told(j int) bool {
	if f.dateTail(j) > j {
		return true
	}
	for end, _ := f.issuer(j); j < end; j++ {
		if t := f.tok(j); t.Class == text.Word && t.Case != text.Lower {
			return true
		}
	}
	return false
}

// unitAfter reports whether a counted noun follows a number.
func unitAfter(t *text.Token) bool {
	if t.Class != text.Word || t.Case != text.Lower {
		return t.Class == text.Number
	}
	switch t.Key {
	case "của", "về", "và", "do", "tại", "trong", "để", "đã", "được", "có", "là", "ngày", "năm", "khóa", "quy", "sửa", "ban", "cũng", "sẽ",
		"với", "cho", "theo", "đến", "từ", "nêu", "vào", "gắn", "đi", "trên", "ở", "nhằm", "hoặc", "hay", "đối", "thì", "mà", "này", "trước", "sau", "nói":
		return t.Key == "năm" // "Kế hoạch 5 năm"
	}
	return true
}

func (f *finder) isYear(i int) bool {
	t := f.tok(i)
	return t.Class == text.Number && len(t.Key) == 4 && (t.Key[:2] == "19" || t.Key[:2] == "20")
}

// plural reports whether the type is said of several documents.
func (f *finder) plural(i int) bool {
	return f.tok(i-1).Is("các", "những", "hai", "ba", "bốn", "2", "3", "4", "02", "03", "04")
}

// list reads the further numbers of "các Quyết định số 647, 648, 650/QĐ-TTg".
// They are taken where the type is plural or where one of them is a symbol.
func (f *finder) list(j int, typ string, signed, plural bool) {
	var found []Document
	for {
		k := j
		if !f.tok(k).Is(",", "và", "&", ";") {
			break
		}
		k++
		if f.tok(k).Key == "số" {
			k++
		}
		if !f.isNum(k) {
			break
		}
		end, s := f.symbol(k, true)
		if end == k {
			if signed || unitAfter(f.tok(k+1)) || f.tok(k+1).Is("%", "/", "-") {
				break
			}
			end = k + 1
		}
		if s != "" {
			signed, plural = true, true
		}
		r := text.Range{Para: f.para, From: k, To: end}
		n := f.p.Slice(k, end)
		found = append(found, Document{At: r, Num: r, Text: n, Type: typ, Number: n, Rule: "list"})
		j = end
	}
	if !plural {
		return
	}
	if n := len(found); n > 0 && strings.Contains(found[n-1].Number, "/") { // the sign of the last is that of all
		f.out[len(f.out)-1].sign = found[n-1].Number
		for k := range found[:n-1] {
			found[k].sign = found[n-1].Number
		}
	}
	for _, d := range found {
		f.add(d)
	}
}

// bare takes a symbol that stands without its type: "05-NQ/QU".
func (f *finder) bare(i, end int, typ string) {
	r := text.Range{Para: f.para, From: i, To: end}
	f.add(Document{At: r, Num: r, Text: f.p.Slice(i, end), Type: typ, Number: f.p.Slice(i, end), Rule: "symbol"})
}

// glued takes "NQ45", which is one token.
func (f *finder) glued(i int) {
	w := f.p.Surface(i)
	for _, head := range [...]string{"NQ", "NĐ", "QĐ"} {
		num, ok := strings.CutPrefix(w, head)
		if !ok || num == "" || len(num) > 4 || strings.Trim(num, "0123456789") != "" {
			continue
		}
		r := text.Range{Para: f.para, From: i, To: i + 1}
		f.add(Document{At: r, Num: r, Text: w, Type: signs[text.Key(head)], Number: num, Rule: "glued"})
		return
	}
}

// add takes a mention with what follows it, and moves on behind it.
func (f *finder) add(d Document) {
	end := d.At.To
	if j := f.dateTail(end); j > end {
		end = j
	}
	if j, issuer := f.issuer(end); j > end {
		end, d.Issuer = j, issuer
		if k := f.dateTail(end); k > end {
			end = k
		}
	}
	d.Mask = text.Range{Para: f.para, From: d.At.From, To: end}
	f.out = append(f.out, d)
	f.i = d.At.To
}

// dateTail skips the day of issue after a number: ", ngày 20/7/2017", "ngày
// 24 tháng 10 năm 2024". It gives j where none follows.
func (f *finder) dateTail(j int) int {
	k := j
	open := f.tok(k).Key == "("
	if open || f.tok(k).Key == "," {
		k++
	}
	if f.tok(k).Key != "ngày" || f.tok(k+1).Class != text.Number {
		return j
	}
	k += 2
	for f.tok(k).Is("/", "-", ".", "tháng", "năm") && f.tok(k+1).Class == text.Number {
		k += 2
	}
	if open && f.tok(k).Key == ")" {
		k++
	}
	return k
}

// issuer reads "của Bộ Chính trị", also with the date before it. It gives j
// and "" where none follows.
func (f *finder) issuer(j int) (int, string) {
	if !f.tok(j).Either("của", "do") {
		return j, ""
	}
	start := j + 1
	k := start
	for {
		if f.words(k, "ban", "thường", "vụ") {
			k += 3
			continue
		}
		if f.words(k, "thường", "trực") || f.words(k, "ban", "chấp") {
			k += 2
			if f.tok(k).Key == "hành" {
				k++
			}
			continue
		}
		if f.words(k, "đảng", "bộ") {
			k += 2
			continue
		}
		if f.tok(k).Either("btv", "bch") && f.tok(k).Case == text.Upper {
			k++
			continue
		}
		break
	}
	if f.words(k, "bộ", "trưởng") && f.tok(k+2).Is("bộ") || f.words(k, "giám", "đốc") && f.tok(k+2).Either("sở", "công") {
		k += 2 // the head in place of the body
	} else if f.words(k, "chủ", "tịch") && f.tok(k+2).Is("ubnd", "hđnd", "ủy", "hội") {
		k += 2
	}
	n, _ := issuers.Match(f.p, k)
	switch {
	case n > k:
		k = n
	case f.tok(k).Is("bộ", "sở", "ban", "tổng", "liên", "thanh") && f.tok(k).Case == text.Title:
		k++
		if a, b := f.tok(k), f.tok(k+1); a.Case == text.Title && b.Class == text.Word && b.Case == text.Lower && unitAfter(b) {
			k += 2 // Bộ Công an, Sở Nội vụ
			if f.words(k, "trung", "ương") {
				k += 2
			}
			return k, f.p.Slice(start, k)
		}
	case k == start:
		return j, ""
	}
	for f.tok(k).Class == text.Word && (f.tok(k).Case == text.Title || f.tok(k).Case == text.Upper || level(f.tok(k).Key)) {
		if n, _ := types.Match(f.p, k); n > k {
			break
		}
		k++
		if f.tok(k).Key == "phố" {
			k++
		}
	}
	return k, f.p.Slice(start, k)
}

// level reports whether the word names a level of administration.
func level(key string) bool {
	switch key {
	case "thành", "tỉnh", "quận", "huyện", "phường", "xã", "thị":
		return true
	}
	return false
}
