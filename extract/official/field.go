package official

import (
	"khotin/extract/place"
	"khotin/extract/text"
)

// mission gives the number of words of small letters at t.at that tell what a
// delegation is sent for, "Phó Trưởng đoàn | kiểm tra": they belong to the
// office where its phrase ends behind them, and are a verb where an object
// follows, "Trưởng đoàn | kiểm tra hiện trường".
func (t *tail) mission() int {
	p, i := t.p, t.at
	if i != t.headEnd() || !p.Tokens[i-1].Is("đoàn") || i+1 >= t.end {
		return 0
	}
	tok, next := &p.Tokens[i], &p.Tokens[i+1]
	if !(tok.Is("kiểm") && next.Is("tra", "toán") || tok.Is("giám") && next.Is("sát") || tok.Is("thanh") && next.Is("tra") || tok.Is("khảo") && next.Is("sát")) {
		return 0
	}
	if i+2 >= t.end || p.Tokens[i+2].Is(",", ".", ";", ")", "-", "–") || p.Tokens[i+2].Is("số") || t.says(i+2) {
		return 2
	}
	return 0
}

// ward gives the number of words of small letters at t.at that go on with the
// name of a hospital's department: "Trưởng khoa Nội | tim mạch", "Phó Trưởng khoa
// Hồi sức | tích cực và chống độc". Its phrase must end behind them: many of the
// words are verbs, too, "Trưởng khoa Nội | khám cho người dân".
func (t *tail) ward() int {
	p := t.p
	if !p.Tokens[t.headEnd()-1].Is("khoa") {
		return 0
	}
	i := t.at
	for i < t.end {
		n, _ := wards.Match(p, i)
		if n == i || n > t.end {
			return 0
		}
		if i = n; i+1 < t.end && p.Tokens[i].Is("và", "-", "–") && p.Tokens[i+1].Class == text.Word && p.Tokens[i+1].Case == text.Lower {
			i++
			continue
		}
		break
	}
	if i < t.end && !p.Tokens[i].Is("đã", "của", "thuộc", "cùng") && p.Tokens[i].Class == text.Word && p.Tokens[i].Case == text.Lower && !t.says(i) {
		return 0
	}
	return i - t.at
}

// hospital gives the number of tokens of a hospital's name of two syllables at
// t.at in a run of capitals, which may be like a person's: "Bệnh viện | Bạch Mai",
// alone or before the name of its official.
func (t *tail) hospital(run int) int {
	p, i := t.p, t.at
	if !p.Tokens[i-1].Is("bv") && !(p.Tokens[i-1].Is("viện") && p.Tokens[i-2].Is("bệnh")) || run < 2 {
		return 0
	}
	if run == 2 && fullName(p, i, t.end) == i+2 || run >= 4 && isCommonFamily(p.Tokens[i+2].Key) && !middle(p, i+1) && fullName(p, i+2, t.end) == i+run {
		return 2
	}
	return 0
}

// maxField is the most words that tell the field of an association.
const maxField = 4

// unfinished gives the number of words of small letters at t.at that tell whom
// an association unites, where its name so far is but "Hiệp hội" and a unit's name
// follows: "Phó Chủ tịch Hiệp hội | chăn nuôi Đồng Nai". A verb, or a word that
// belongs to no name, ends the office before them.
func (t *tail) unfinished() int {
	p, i := t.p, t.at
	if b := &p.Tokens[i-1]; !(b.Is("hội") && p.Tokens[i-2].Is("hiệp") || b.Is("đoàn") && p.Tokens[i-2].Is("liên")) || i-2 < t.head {
		return 0
	}
	for n := 0; n <= maxField && i+n < t.end; n++ {
		tok := &p.Tokens[i+n]
		if tok.Class != text.Word || headAt(p, i+n, t.end) > i+n {
			return 0
		}
		if tok.Case != text.Lower {
			if next := t.country(i + n); n > 0 && (next > i+n || t.unitAt(i+n)) {
				return n
			}
			return 0
		}
		if stop, _ := stops.Match(p, i+n); stop > i+n || tok.Is("đã", "sẽ", "đang", "rất", "thì", "cũng", "mà", "ở", "với", "của", "rằng", "bằng", "vẫn", "lại") {
			return 0
		}
	}
	return 0
}

// unitAt reports whether a unit's name stands at token i.
func (t *tail) unitAt(i int) bool {
	next, _ := place.MatchName(t.p, i)
	return next > i && next <= t.end
}
