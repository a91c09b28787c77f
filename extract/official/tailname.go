package official

import (
	"khotin/extract/place"
	"khotin/extract/text"
)

// placeName gives the number of tokens of a place name at t.at.
func (t *tail) placeName() int {
	p, i := t.p, t.at
	if p.Tokens[i].Case == text.Lower {
		return 0
	}
	if next := t.country(i); next > i && next <= t.end {
		return next - i
	}
	run := capitals(p, i, t.end)
	if hero, _ := historic.Match(p, i); hero > i && hero < i+run && schoolWord(p, i) && fullName(p, hero, t.end) > hero {
		return hero - i // Trường THPT Phan Đình Phùng | Nguyễn Thị N
	}
	if n := t.hospital(run); n > 0 {
		return n
	}
	next, _ := place.MatchName(p, i)
	if next > t.end {
		next = i
	}
	if next > i && (next == i+run || fullName(p, next, t.end) > next || headAt(p, next, t.end) > next) {
		return next - i
	}
	if n := t.village(run); n > 0 {
		return n
	}
	if !afterPlaceWord(p, i) {
		if next > i && p.Tokens[i-1].Case != text.Lower && !families.Has(&p.Tokens[i]) {
			return next - i
		}
		return 0
	}
	if named := fullName(p, i+2, t.end); run >= 4 && named > i+2 && named-i-2 >= 2 && named-i == run && opensPerson(p, i, run) && !p.Tokens[i+1].Is("thị", "văn", "đình", "đức", "hữu") {
		return 2 // an unknown unit, then its official
	}
	if person := fullName(p, i, t.end); person > i && (person-i >= 3 || person-i == run && levelWord(p, i)) {
		if vetoedSchool(p, i) || p.Tokens[i-1].Either("phường", "xã") && (t.apposed() || t.callsNext(person)) {
			return person - i
		}
		if person-i >= 3 || !unknownUnit(p, i) {
			return 0
		}
	}
	if run == 2 && p.Tokens[i-1].Is("ủy") && i >= 2 && p.Tokens[i-2].Is("thành", "tỉnh", "quận") && isCommonFamily(p.Tokens[i].Key) && fullName(p, i, t.end) == i+2 {
		return 0 // the units that begin so we hold: "Thành ủy | Đỗ Mạnh"
	}
	if run < 2 || p.Tokens[i].Case == text.Upper && p.Tokens[i-1].Case != text.Upper { // Đoàn ĐBQH TP
		return 0
	}
	return min(run, 3)
}

// opensPerson reports whether in the run of capitals at token i the third one
// begins a person's name behind a unit's of two. A unit's name may begin like a
// person's: "quận Hoàng Mai | Đinh Thị N", but "phường | Tạ Thu Đào N".
func opensPerson(p *text.Para, i, run int) bool {
	third := p.Tokens[i+2].Key
	return isCommonFamily(third) || isFrequentFamily(third) && (!families.Has(&p.Tokens[i]) || run >= maxName && middle(p, i+3))
}

// middle reports whether token i is Thị or Văn, which stand right behind a
// family name or the two that begin a name, never as a fourth syllable.
func middle(p *text.Para, i int) bool { return p.Tokens[i].Either("thị", "văn") }

// village gives the number of tokens of a village's name at t.at behind which its
// official's stands, 0 where the run of capitals is no such: "Bí thư Chi bộ thôn
// Phú Lộc | Đặng Văn N". A run that begins with a family name is a person's up
// to four syllables, and with more where nothing tells a village's: "thôn Lương
// Xá | Bùi Duy N", but "Trưởng thôn | Lê Ngọc Phạm Khánh N".
func (t *tail) village(run int) int {
	p, i := t.p, t.at
	if !p.Tokens[i-1].Is("thôn", "xóm", "làng", "cư", "khu") {
		return 0
	}
	if families.Has(&p.Tokens[i]) {
		if run >= maxName && (families.Has(&p.Tokens[i+2]) && middle(p, i+3) || isFrequentFamily(p.Tokens[i+2].Key) && p.Tokens[i+1].Is("xá", "nội", "thượng", "hạ", "đoài")) {
			return 2
		}
		return 0
	}
	for n := 1; n <= 2 && run-n >= 2; n++ {
		if isFrequentFamily(p.Tokens[i+n].Key) && fullName(p, i+n, t.end) == i+run && !p.Tokens[i+n-1].Is("thị", "văn", "đình", "đức", "hữu") {
			return n
		}
	}
	return 0
}

// schoolWord reports whether a school's name stands at token i.
func schoolWord(p *text.Para, i int) bool {
	return p.Tokens[i-1].Is("thpt", "thcs", "học", "non", "trường") || p.Tokens[i-1].Is("thông") && p.Tokens[i-2].Is("phổ") || p.Tokens[i-1].Is("sở") && p.Tokens[i-2].Is("cơ")
}

// levelWord reports whether the token before i is a unit's type word, after
// which an unknown name of two syllables is the unit's.
func levelWord(p *text.Para, i int) bool {
	return p.Tokens[i-1].Either("thpt", "thcs")
}

func unknownUnit(p *text.Para, i int) bool {
	return p.Tokens[i-1].Is("quận", "huyện", "phường", "xã", "trấn", "tỉnh", "ủy")
}

// vetoedSchool reports whether what stands at i is a school or the like named
// after a person.
func vetoedSchool(p *text.Para, i int) bool {
	return p.Tokens[i-1].Is("thpt", "thcs", "học", "non", "trường", "viện")
}

// apposed reports whether a person stands before the office in its clause, so
// that the office is that person's and names nobody itself: "đồng chí N, Chủ
// tịch UBND phường | X Y Z". A person named behind an office of his own, "Bí thư
// Đảng ủy xã N1, Chủ tịch UBND xã N2", opens a list of such.
func (t *tail) apposed() bool {
	for i := t.head - 1; i >= 0 && i > t.head-25; i-- {
		if t.p.Tokens[i].Is(";", ".", ":") {
			return false
		}
		if n := fullName(t.p, i, t.head); n > i && !isPlaceName(t.p, i, n) {
			for i > 0 && fullName(t.p, i-1, t.head) == n {
				i--
			}
			if n == t.head-1 && t.p.Tokens[n].Is("và", "cùng", "với") { // "N1 và Phó Chủ tịch UBND phường N2"
				return false
			}
			return i == 0 || !levelOf(&t.p.Tokens[i-1])
		}
	}
	return false
}

// levelOf reports whether t is a unit's type word in small letters.
func levelOf(t *text.Token) bool {
	return t.Case == text.Lower && t.Is("xã", "phường", "quận", "huyện", "phố", "tỉnh", "trấn")
}

// callsNext reports whether a person is called by name behind token i: "Chủ
// tịch UBND phường X Y Z, ông N".
func (t *tail) callsNext(i int) bool {
	if i < t.end && t.p.Tokens[i].Is(",", "-", "–") {
		i++
	}
	next, pre := readPrefix(t.p, i, t.end)
	return fullName(t.p, next, t.end) > next && (pre.how != plainly || next == i && !t.p.Tokens[i-1].Is(","))
}

// afterPlaceWord reports whether the word before i takes a place or a school's
// name after it.
func afterPlaceWord(p *text.Para, i int) bool {
	if p.Tokens[i-1].Is("ủy") { // Quận ủy, but not Chính ủy
		return i >= 2 && p.Tokens[i-2].Is("quận", "huyện", "thành", "tỉnh", "thị", "đảng")
	}
	return p.Tokens[i-1].Is("quận", "huyện", "phường", "xã", "trấn", "tỉnh", "phố", "khu", "đảo", "vịnh", "thpt", "thcs", "học", "non", "đoàn", "tp", ".")
}

// capitals gives the length of the run of words with capitals at i.
func capitals(p *text.Para, i, end int) int {
	n := 0
	for i+n < end && p.Tokens[i+n].Class == text.Word && p.Tokens[i+n].Case != text.Lower && headAt(p, i+n, end) == i+n {
		n++
	}
	return n
}

// country gives the token after a country's or our cities' name at i.
func (t *tail) country(i int) int {
	next := countryAt(t.p, i)
	if next == i+1 && !t.envoy { // Ban Pháp chế, Trường Anh ngữ
		next = i
	}
	if next == i && i < t.end {
		if n, name := place.MatchName(t.p, i); name == "Hải Phòng" || name == "Hà Nội" || name == "Hồ Chí Minh" {
			next = n
		} else if n, level := place.Level(t.p, i); n > i && level == "thành phố" {
			if m, _ := place.MatchName(t.p, n); m > n {
				next = m
			}
		}
	}
	if next > t.end || next > i && t.p.Tokens[i].Case == text.Lower && !t.p.Tokens[i].Is("thành") {
		return i
	}
	return next
}

// youth reports whether the Youth Union's name ends at t.at, before its
// official's: "Bí thư Trung ương Đoàn | Lê Văn N". Behind the name of a commission
// of the Party's, "Ban Dân vận Trung ương", the name may well begin with "Đoàn".
func (t *tail) youth() bool {
	toks := t.p.Tokens
	return toks[t.at].Is("đoàn") && toks[t.at-1].Is("ương") && fullName(t.p, t.at+1, t.end) > t.at+3 &&
		!toks[t.at-3].Is("chính", "vận", "tra", "tế", "chức", "giáo", "ngoại", "sách", "lược", "luận")
}

// personHere reports whether the name of the official starts at t.at.
func (t *tail) personHere() bool {
	if t.youth() {
		return false
	}
	if n := fullName(t.p, t.at, t.end); n > t.at && (t.words > 0 || n-t.at >= 2) {
		return true
	}
	if heroName(t.p, t.at, t.end) > t.at && !afterPlaceWord(t.p, t.at) {
		return true // "Tổng Bí thư Nguyễn Văn Linh"
	}
	if t.envoy && t.named && t.words > 0 {
		return foreignName(t.p, t.at, t.end, false) > t.at
	}
	return foreignName(t.p, t.at, t.end, true) > t.at && t.words > 0 && t.named
}
