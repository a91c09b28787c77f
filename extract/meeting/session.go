package meeting

import (
	"slices"
	"strconv"
	"strings"

	"khotin/extract/text"
)

// spelledOrdinals are the ordinals that portals write in words.
var spelledOrdinals = []string{"nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"}

// ordinalOf reads the number and the term in the name of an event: "kỳ họp thứ
// 22 HĐND quận Lê Chân khóa XX, nhiệm kỳ 2021-2026". Other numbers, of a
// congress spoken of or of years, are none.
func ordinalOf(name string) (ordinal int, term string) {
	doc := text.NewDoc([]string{name})
	defer doc.Free()
	p := &doc.Paras[0]
	for i := 0; i+1 < len(p.Tokens); i++ {
		next := i + 1
		switch {
		case p.Tokens[i].Is("chuẩn") && p.Tokens[next].Is("bị"), p.Tokens[i].Is("dự") && p.Tokens[next].Is("kiến"), otherSession(p, i): // another event
			return ordinal, term
		case p.Tokens[i].Is("thứ") && ordinal == 0 && i <= 12:
			ordinal = number(p, next)
		case p.Tokens[i].Is("khóa") && number(p, next) > 0 && !strings.HasPrefix(term, "khóa"):
			term = p.Slice(i, next+1)
		case p.Tokens[i].Is("nhiệm") && p.Tokens[next].Is("kỳ", "kì") && term == "":
			end := i + 2
			for end < len(p.Tokens) && (p.Tokens[end].Class == text.Number || p.Tokens[end].Is("-", "–")) {
				end++
			}
			if end > i+2 {
				term = p.Slice(i, end)
			}
		}
	}
	return ordinal, term
}

// otherSession reports whether token i opens a session that lies before or after
// the event: "tiếp xúc cử tri trước kỳ họp thứ 7".
func otherSession(p *text.Para, i int) bool {
	return i > 0 && i+1 < len(p.Tokens) && p.Tokens[i].Is("sau", "trước") && p.Tokens[i+1].Is("kỳ", "phiên")
}

// number reads an ordinal at token i in digits, Roman numerals or words; 0 for
// none. Numbers above 99 count years.
func number(p *text.Para, i int) int {
	t := &p.Tokens[i]
	switch {
	case t.Class == text.Number:
		if n, err := strconv.Atoi(t.Key); err == nil && n < 100 {
			return n
		}
	case t.Case == text.Upper && text.Roman(p.Surface(i)) > 0:
		return text.Roman(p.Surface(i))
	default:
		return slices.Index(spelledOrdinals, t.Key) + 1
	}
	return 0
}

// points gives the places that the lead and the paragraphs after it name as
// joined by video: "điểm cầu huyện Tiên Lãng".
func (f *finder) points() []string {
	var out []string
	for n := f.para; n < len(f.body.Paras) && n < f.para+3; n++ {
		p := &f.body.Paras[n]
		for i := 1; i+1 < len(p.Tokens); i++ {
			if !p.Tokens[i].Is("cầu") || !p.Tokens[i-1].Is("điểm") {
				continue
			}
			end := i + 1
			for end < len(p.Tokens) && end < i+12 && p.Tokens[end].Class == text.Word && !endsPoint(p, end) {
				end++
			}
			if end == i+1 || p.Tokens[i+1].Is("trên", "cả", "các", "của", "còn", "về", "với", "này") || i > 1 && (p.Tokens[i-2].Class == text.Number || p.Tokens[i-2].Is("các") && slices.ContainsFunc(p.Tokens[i+1:end], func(t text.Token) bool { return t.Is("cấp") })) {
				continue // "15 điểm cầu Công an các huyện" counts them
			}
			if end == i+3 && p.Tokens[i+1].Is("trung") && p.Tokens[i+2].Is("tâm") || end == i+2 && p.Tokens[i+1].Is("chính") {
				continue // the one that the others are joined to
			}
			if point := p.Slice(i+1, end); !slices.Contains(out, point) {
				out = append(out, point)
			}
		}
	}
	return out
}

// endsPoint reports whether the word at i goes on with the sentence behind the
// name of a place.
func endsPoint(p *text.Para, i int) bool {
	if p.Tokens[i].Case != text.Lower {
		return false
	}
	return p.Tokens[i].Is("có", "đồng", "do", "với", "và", "tới", "đến", "đã", "cùng", "gồm", "là", "chủ", "dự", "tham", "trong", "để", "được", "ông", "bà", "các", "lãnh", "về", "nhằm", "trên")
}

// delegates gives the number of delegates who took part, as the lead and the
// paragraphs after it tell.
func (f *finder) delegates() int {
	for n := f.para; n < len(f.body.Paras) && n < f.para+3; n++ {
		p := &f.body.Paras[n]
		for _, k := range p.Numbers() {
			i := int(k)
			if i == 0 || i+2 >= len(p.Tokens) || !p.Tokens[i+1].Is("đại") || !p.Tokens[i+2].Is("biểu") {
				continue
			}
			at := i
			if p.Tokens[i-1].Is("/") && i > 1 && p.Tokens[i-2].Class == text.Number { // 27/28 đại biểu
				at = i - 2
			}
			if !attended(p, at) {
				continue
			}
			if count, err := strconv.Atoi(strings.ReplaceAll(p.Tokens[at].Key, ".", "")); err == nil {
				return count
			}
		}
	}
	return 0
}

// attended reports whether the words before token i tell of who took part:
// close by, or at the head of its sentence, "Dự đại hội có …".
func attended(p *text.Para, i int) bool {
	dwells := func(t text.Token) bool { return t.Is("dự", "gồm", "mặt", "tập") }
	if slices.ContainsFunc(p.Tokens[max(0, i-7):i], dwells) {
		return true
	}
	from, _ := sentenceOf(p, i)
	return slices.ContainsFunc(p.Tokens[from:min(from+3, i)], func(t text.Token) bool { return t.Is("dự") })
}
