package official

import (
	"strings"

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
	if !(tok.Is("kiểm") && next.Either("tra", "toán") || tok.Is("giám") && next.Is("sát") || tok.Is("thanh") && next.Is("tra") || tok.Is("khảo") && next.Is("sát")) {
		return 0
	}
	if t.phraseEnds(i+2) && (i+2 >= t.end || !t.rowOn(i+2)) || i+3 < t.end && p.Tokens[i+2].Is("số") && p.Tokens[i+3].Class == text.Number {
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
	if i >= t.end {
		return i - t.at
	}
	switch next := &p.Tokens[i]; {
	case next.Class == text.Number, t.rowOn(i):
		return 0 // what they did, "Trưởng khoa Ngoại | phẫu thuật 30 ca"
	case next.Class == text.Word && next.Case == text.Lower:
		if !next.Is("đã", "của", "thuộc", "cùng") && !t.says(i) {
			return 0
		}
	case fullName(p, i, t.end) > i && (t.apposed() || p.Tokens[i-1].Is("thuật", "cứu", "bệnh", "nghiệm", "sức", "mê")):
		return 0 // to whom, "N1, Trưởng khoa Ngoại | phẫu thuật N2"
	}
	return i - t.at
}

// hospital gives the number of tokens of a hospital's name of two syllables at
// t.at in a run of capitals, which may be like a person's: "Bệnh viện | Bạch Mai",
// alone or before the name of its official. With a family name it is a person's
// where none stands before the office.
func (t *tail) hospital(run int) int {
	p, i := t.p, t.at
	if !p.Tokens[i-1].Is("bv") && !(p.Tokens[i-1].Is("viện") && p.Tokens[i-2].Is("bệnh")) || run < 2 {
		return 0
	}
	if common := isFrequentFamily(p.Tokens[i].Key) || familiar.Has(&p.Tokens[i]); common && !(run == 2 && t.apposed()) {
		return 0 // "Giám đốc Bệnh viện | Lê Dũng", "Giám đốc Bệnh viện | Phạm Minh Lê Tuấn"
	}
	if run == 2 && fullName(p, i, t.end) == i+2 || run >= 4 && isCommonFamily(p.Tokens[i+2].Key) && !middle(p, i+1) && fullName(p, i+2, t.end) == i+run {
		return 2
	}
	return 0
}

// familiar are family names that many people have beside the frequent ones; the
// rest are as likely a hospital's first word.
var familiar = text.NewSet(strings.FieldsSeq("hồ dương lý cao hà tạ tô mai lâm phùng chu thái vương tống quách lưu triệu nông huỳnh hứa"))

// unfinished gives the number of words of small letters at t.at that tell whom
// an association unites, where its name so far is but "Hiệp hội" and a unit's name
// follows and ends its phrase: "Phó Chủ tịch Hiệp hội | chăn nuôi Đồng Nai,".
// Other words are what its chairman does, "Chủ tịch Hiệp hội | mời Hà Nội".
func (t *tail) unfinished() int {
	p, i := t.p, t.at
	if b := &p.Tokens[i-1]; !(b.Is("hội") && p.Tokens[i-2].Is("hiệp") || b.Is("đoàn") && p.Tokens[i-2].Is("liên")) || i-2 < t.head {
		return 0
	}
	n, _ := trades.Match(p, i)
	if n == i || n >= t.end || p.Tokens[i].Case != text.Lower {
		return 0
	}
	next := t.country(n)
	if next <= n {
		next, _ = place.MatchName(p, n)
	}
	if next <= n || !t.phraseEnds(next) {
		return 0
	}
	return n - i
}

// phraseEnds reports whether the phrase of an office ends before token i: at the
// end of what is read, a sign, or a verb of saying.
func (t *tail) phraseEnds(i int) bool {
	return i >= t.end || t.p.Tokens[i].Is(",", ".", ";", ")", "-", "–") || t.says(i)
}

// rowOn reports whether what follows the comma at token i is the next verb
// of a row, "kiểm tra, rà soát hồ sơ": one of small letters that tells of no
// saying.
func (t *tail) rowOn(i int) bool {
	if !t.p.Tokens[i].Is(",") || i+1 >= t.end {
		return false
	}
	next := &t.p.Tokens[i+1]
	return next.Class == text.Word && next.Case == text.Lower && !t.says(i+1) && !t.follows(i+1)
}

// follows reports whether a person or an office stands at token i behind the comma
// of another office.
func (t *tail) follows(i int) bool {
	if n, _ := honorifics.Match(t.p, i); n > i {
		return true
	}
	return headAt(t.p, i, t.end) > i || t.p.Tokens[i].Is("cùng", "kết", "phát", "dự", "đã", "nói", "báo")
}
