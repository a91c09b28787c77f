package document

import (
	"strings"

	"khotin/extract/text"
)

// maxTitle is the most tokens of a title: longer ones are sentences that go on.
const maxTitle = 45

// Title gives what the document is about, as the words after the mention say:
// "về xây dựng và phát triển thành phố Hải Phòng đến năm 2030, tầm nhìn đến năm
// 2045"; "" where they do not.
func (d *Document) Title(doc *text.Doc) string {
	p := &doc.Paras[d.Mask.Para]
	i := d.Mask.To
	f := finder{p: p}
	if f.tok(i).Key == "," && f.tok(i+1).Key == "về" {
		i++
	}
	quoted := f.tok(i).Either("“", "\"")
	if quoted {
		i++
	}
	if f.tok(i).Key != "về" {
		return ""
	}
	end := i + 1
	if !quoted && f.tok(end).Either("“", "\"") { // về “Xây dựng …”
		quoted, end = true, end+1
	}
	for end < len(p.Tokens) && end-i < maxTitle && !f.endsTitle(end, quoted) {
		end++
	}
	if end-i < 3 || end-i >= maxTitle {
		return ""
	}
	if quoted && f.tok(end).Either("”", "\"") && f.tok(i+1).Either("“", "\"") {
		end++
	}
	return strings.TrimSpace(p.Slice(i, end))
}

// endsTitle reports whether the token at i stands behind a title.
func (f *finder) endsTitle(i int, quoted bool) bool {
	t, next := f.tok(i), f.tok(i+1)
	switch t.Key {
	case "”", "\"", ";", ":":
		return true
	case ".", "…", "?", "!":
		return !f.tok(i+1).Glued || t.Key != "."
	case ",":
		return !quoted && !next.Is("tầm", "giai", "định", "nhiệm", "chống", "khóa", "hướng")
	case "(":
		return !quoted
	case "đã", "đang", "sẽ", "vừa", "của", "tại", "được", "do", "là":
		return !quoted && t.Case == text.Lower && !t.Is("của", "tại", "được", "do", "là")
	case "và":
		if n, typ := types.Match(f.p, i+1); n > i+1 && !quoted && f.tok(i+1).Case == text.Title {
			return !isShort(typ, f.p.Slice(i+1, n))
		}
	}
	return false
}

// Year gives the year that the number tells, "45/2016/QĐ-TTg", or "".
func (d *Document) Year() string { return identify(d).year }

// Sentence gives the sentence of the mention.
func (d *Document) Sentence(doc *text.Doc) string {
	p := &doc.Paras[d.At.Para]
	for _, s := range p.Sentences() {
		if s[0] <= d.At.From && d.At.From < s[1] {
			return p.Slice(s[0], s[1])
		}
	}
	return ""
}

// KeyOf gives the key of a document named by its number, "28-NQ/TU", or by
// type and number, "Nghị quyết 28", as Find gives it; "" where the words name
// none.
func KeyOf(words string) string {
	for _, s := range [...]string{words, "văn bản số " + words} {
		doc := text.NewDoc([]string{text.Normalize(s)})
		if docs := Find(doc); len(docs) == 1 {
			return docs[0].Key
		}
	}
	return ""
}

// Symbol gives a document's number as numbers are compared: in lower case,
// without spaces, with one kind of dash and no leading zeros.
func Symbol(number string) string {
	s := text.Key(text.Normalize(number))
	s = strings.NewReplacer(" ", "", "–", "-", "—", "-", "số", "").Replace(s)
	return strings.TrimLeft(s, "0")
}
