package official

import (
	"khotin/extract/place"
	"khotin/extract/text"
)

// maxTail is the most syllables that a body's name may have after the head of
// an office.
const maxTail = 18

// tail reads the body that an office is held in: "Quận ủy Lê Chân", "Ban Kinh
// tế - Xã hội HĐND quận".
type tail struct {
	p        *text.Para
	head     int // first token of the head
	at, end  int
	words    int
	named    bool // the token before at ends a place name
	envoy    bool
	diplomat bool // "tại Việt Nam" belongs to the office
	held     bool // the body's holder is being read, see holder
}

// read gives the token after the tail.
func (t *tail) read() int {
	for t.at < t.end && t.words < maxTail {
		n := t.step()
		if n == 0 {
			break
		}
		t.words += n
		t.at += n
	}
	t.subject()
	// What cannot end a body's name.
	for t.at > t.head+1 && t.p.Tokens[t.at-1].Is("và", "của", ",", "-", "–", "&", ".", "các", "cho", "thuộc") {
		t.at--
	}
	return t.at
}

// step gives the number of tokens that belong to the tail at t.at, 0 at its end.
func (t *tail) step() int {
	tok := &t.p.Tokens[t.at]
	switch tok.Class {
	case text.Punct:
		return t.sign(tok)
	case text.Number:
		return t.number(tok)
	case text.Code:
		return 1
	}
	if tok.Case == text.Title && t.rankHere() {
		return 0
	}
	if n := t.placeName(); n > 0 {
		t.named = true
		return n
	}
	if t.personHere() {
		return 0
	}
	if n, _ := honorifics.Match(t.p, t.at); n > t.at && tok.Case == text.Lower && !t.p.Tokens[t.at-1].Is("trẻ", "hội", "đoàn", "tổ") {
		return 0
	}
	named := t.named
	t.named = false
	if next := headAt(t.p, t.at, t.end); next > t.at && !t.headInside() {
		return 0
	}
	if tok.Case != text.Lower {
		// Sở Xây dựng, Bộ Ngoại giao: the small letters after the capital too.
		if org, _ := orgs.Match(t.p, t.at); org > t.at+1 && org <= t.end && (t.p.Tokens[org-1].Case == text.Lower || tok.Is("thành", "tỉnh", "quận", "huyện") && t.p.Tokens[org-1].Is("đoàn")) {
			return org - t.at
		}
		// "quản xứ Nam Am | Phêrô N": a saint's name opens a priest's.
		if t.p.Tokens[t.head].Is("quản") && t.p.Tokens[t.head+1].Is("xứ") && !text.IsSyllable(tok.Key) {
			return 0
		}
		return 1
	}
	return t.small(named)
}

// rankHere reports whether a rank and a name stand at t.at: "Trưởng Công an
// huyện | Thượng tá N".
func (t *tail) rankHere() bool {
	next, pre := readPrefix(t.p, t.at, t.end)
	return next > t.at && pre.how == ranked && fullName(t.p, next, t.end) > next
}

// headInside reports whether a head at t.at is part of a body's name: "Ban Bí
// thư", "Văn phòng Chủ tịch nước", "Hội Trưởng ban".
func (t *tail) headInside() bool {
	before := &t.p.Tokens[t.at-1]
	at := &t.p.Tokens[t.at]
	return at.Either("bí", "chủ") && before.Is("ban", "phòng", "hội") && before.Case != text.Lower ||
		at.Is("chủ") && before.Is("phòng") || at.Either("đại", "đbqh") && before.Is("đoàn") || at.Is("tư") && before.Is("bộ") || at.Either("trợ", "thư") && before.Is("ban", "phòng", "tổ")
}

// small decides on a word of small letters.
func (t *tail) small(named bool) int {
	p, i := t.p, t.at
	tok, before := &p.Tokens[i], &p.Tokens[i-1]
	org := t.org()
	stop, _ := stops.Match(p, i)
	if tok.Is("và", "của", "thuộc") {
		return t.joint()
	}
	if n := t.learned(); n > 0 {
		return n
	}
	if tok.Is("tại") && (t.diplomat || named && t.abroad()) {
		next := t.country(i + 1)
		if next <= i+1 && p.Tokens[t.headEnd()-1].Is("sự") { // consuls reside in many cities
			next, _ = place.MatchName(p, i+1)
		}
		if next > i+1 && next <= t.end {
			t.named = true
			return next - i
		}
	}
	if before.Is("trẻ") && tok.Is("em") {
		return 1
	}
	if n := max(t.occasion(), t.trade(), t.mission(), t.ward(), t.unfinished()); n > 0 {
		return n
	}
	if before.Either("ban", "phòng") && tok.Is("chỉ", "kiểm", "quản", "điều", "tổ", "tiếp", "giám", "tham", "thanh", "bảo", "phát", "đầu", "xây") && (i-1 > t.head || before.Is("ban")) && i+1 < t.end && !named {
		if stop > i+2 && org < stop { // "Trưởng ban tổ chức hội nghị"?
			return 0
		}
		return min(2, t.end-i)
	}
	if (i == t.headEnd() || before.Is("trách") && i == t.headEnd()+2 && tok.Is("điều")) && tok.Is("phụ", "điều", "thường", "chuyên") && i+1 < t.end && p.Tokens[i+1].Is("trách", "hành", "trực") {
		return 2 // Phó Giám đốc phụ trách Sở X
	}
	if tok.Is("số") && i+1 < t.end && p.Tokens[i+1].Class == text.Number {
		return 2
	}
	if stop > i && stop >= org && (before.Is("đạo") && p.Tokens[i-2].Either("chỉ", "lãnh") || before.Either("trình", "án") && t.steers()) && i-1 > t.head && tok.Is("thực", "xây", "phát", "triển", "giải", "quản", "đầu") {
		return min(stop, t.end) - i // Ban Chỉ đạo thực hiện Quy chế dân chủ
	}
	if stop > i && stop >= org {
		return 0
	}
	if org > i {
		return min(org, t.end) - i
	}
	if before.Case == text.Lower && i-2 >= t.head && p.Tokens[i-2].Is("phòng", "ban", "vụ", "cục") && p.Tokens[i-2].Case == text.Title &&
		i+1 < t.end && p.Tokens[i+1].Case == text.Title && !personAt(p, i+1, t.end) {
		return 1 // Phòng chính sách Công nghiệp
	}
	if named || before.Class != text.Word || before.Case == text.Lower || before.Case == text.Upper && before.End-before.Start > 2 {
		return 0
	}
	if i-1 < t.at && i-1 >= t.head && headAt(p, t.head, t.end) == i { // right after the head
		return 0
	}
	if verb, _ := wards.Match(p, i); verb > i && p.Tokens[t.headEnd()-1].Is("khoa") { // "Trưởng khoa Nội | cấp cứu cho 30 người"
		return 0
	}
	return 1
}

// org gives the token after the words of small letters at t.at that belong to a
// body's name, t.at where none do. A family name is none of them: "UBND huyện |
// Đoàn Văn N", but "huyện Đoàn | Trần Văn N".
func (t *tail) org() int {
	org, _ := orgs.Match(t.p, t.at)
	if last := org - 1; last > t.at && t.p.Tokens[last].Case == text.Title && fullName(t.p, last, t.end) > last && fullName(t.p, org, t.end) < org+3 {
		return last
	}
	return org
}

// learned gives the number of words of small letters at t.at that the name of a
// society or an institute of the whole country goes on with: "Hội Khoa học |
// lịch sử Việt Nam", "Hội Khảo cổ | học Việt Nam".
func (t *tail) learned() int {
	p := t.p
	society := false
	for i := t.head; i < t.at; i++ {
		society = society || p.Tokens[i].Case == text.Title && p.Tokens[i].Is("hội", "viện", "hiệp")
	}
	if !society {
		return 0
	}
	for i := t.at; i+1 < t.end && i < t.at+5; i++ {
		tok := &p.Tokens[i]
		if tok.Case != text.Lower {
			if i > t.at && tok.Is("việt") && p.Tokens[i+1].Is("nam") {
				return i - t.at
			}
			return 0
		}
		if stop, _ := stops.Match(p, i); tok.Class != text.Word || stop > i {
			return 0
		}
	}
	return 0
}

// abroad reports whether the body is one of another country's firms here, whose
// name goes on with the place: "Hiệp hội Doanh nghiệp Nhật Bản tại Hải Phòng".
func (t *tail) abroad() bool {
	body := false
	for i := t.head + 1; i < t.at; i++ {
		tok := &t.p.Tokens[i]
		body = body || tok.Is("hội", "đại", "phòng") && t.p.Tokens[i-1].Is("hiệp", "phòng", "văn", "câu")
		if next := countryAt(t.p, i); body && next == t.at && tok.Case != text.Lower {
			return true
		}
	}
	return false
}

// joint decides on "và", "của", "thuộc": they belong to the tail where the
// body's name goes on.
func (t *tail) joint() int {
	p, i := t.p, t.at+1
	if i >= t.end || p.Tokens[i].Class != text.Word {
		return 0
	}
	if headAt(p, i, t.end) > i || fullName(p, i, t.end) > i && !isPlaceName(p, i, fullName(p, i, t.end)) {
		return 0
	}
	if next, pre := readPrefix(p, i, t.end); next > i && pre.how != plainly {
		return 0
	}
	if p.Tokens[i].Case != text.Lower {
		if p.Tokens[t.at].Is("và") && (p.Tokens[i].Case == text.Upper && !p.Tokens[i].Is("ptnt", "đt", "dl", "mt", "cn", "tm", "xh") || p.Tokens[i].Is("ban", "sở", "ủy", "thành", "quận", "huyện")) && !t.officeOfTwo() {
			return 0
		}
		return 1
	}
	org, _ := orgs.Match(p, i)
	stop, _ := stops.Match(p, i)
	if org > i && org >= stop && !p.Tokens[i].Either("các", "lãnh") && !(p.Tokens[i].Is("đoàn") && org == i+1) {
		return 1
	}
	return 0
}

// officeOfTwo: "Văn phòng Đoàn ĐBQH và HĐND thành phố" joins bodies, where
// "Chủ tịch UBND quận và UBND phường" goes on with something else.
func (t *tail) officeOfTwo() bool {
	for i := t.head; i < t.at; i++ {
		if t.p.Tokens[i].Is("phòng", "đbqh", "cháy", "pccc") {
			return true
		}
	}
	return false
}

// number: "Quân khu 3", "Vùng 1 Hải quân", "tổ dân phố số 5", "COVID-19".
func (t *tail) number(tok *text.Token) int {
	before := &t.p.Tokens[t.at-1]
	if before.Is("khu", "vực", "vùng", "số", "phố", "đoàn", "đội", "phòng", "thôn", "khối", "cảng", "cầu", "xóm", "tổ", "trạm", "hải", "biển", "sông", "phường", "quận", "đạo", "án", "quân", "thứ") || before.Either("-", "–") && (tok.Glued || t.p.Tokens[t.at-2].Is("covid")) {
		return 1
	}
	return 0
}

// sign decides on punctuation inside a body's name.
func (t *tail) sign(tok *text.Token) int {
	p, i := t.p, t.at
	if i+1 >= t.end {
		return 0
	}
	next, before := &p.Tokens[i+1], &p.Tokens[i-1]
	switch tok.Key {
	case "&":
		return 1
	case ".":
		if tok.Glued && (before.Is("tp", "q", "p", "h", "tx", "tt") && before.Case != text.Lower || before.Is("t") && next.Either("ư", "ư.")) && next.Class == text.Word {
			return 1
		}
	case "-", "–", "—":
		if next.Class == text.Number && (next.Glued && before.Case == text.Upper || before.Is("covid")) {
			return 1
		}
		if next.Class != text.Word || next.Case == text.Lower && !next.Glued {
			return 0
		}
		if next.Case == text.Lower {
			if org, _ := orgs.Match(p, i+1); org == i+1 {
				return 0
			}
		}
		if headAt(p, i+1, t.end) > i+1 || fullName(p, i+1, t.end) > i+1 || t.at == t.headEnd() {
			return 0
		}
		if n, pre := readPrefix(p, i+1, t.end); n > i+1 && pre.how != plainly {
			return 0
		}
		return 1
	case ",":
		return t.comma()
	}
	return 0
}

func (t *tail) headEnd() int { return headAt(t.p, t.head, t.end) }

// comma: "phòng, chống", and the names of bodies with several fields: "Sở Văn
// hóa, Thể thao và Du lịch".
func (t *tail) comma() int {
	p, i := t.p, t.at
	if p.Tokens[i-1].Is("phòng") && p.Tokens[i+1].Is("chống") {
		return 1
	}
	if n := t.fields(); n > 0 {
		return n
	}
	if holds(p, i+1) {
		return t.holder()
	}
	body := false
	for j := t.head; j < i; j++ {
		if p.Tokens[j].Is("sở", "bộ", "phòng", "cục", "ban") {
			body = true
		}
		if p.Tokens[j].Is("ubnd", "hđnd", "ủy") {
			body = false
		}
	}
	if !body || p.Tokens[i+1].Case == text.Lower && !p.Tokens[i+1].Is("thể", "gia", "xã", "trẻ") || p.Tokens[i+1].Class != text.Word {
		return 0
	}
	for j := i + 1; j < t.end && j < i+10; j++ {
		tok := &p.Tokens[j]
		if tok.Is(",") && j > i+1 && j+1 < t.end && p.Tokens[j+1].Case == text.Title && p.Tokens[i+1].Case == text.Title && fullName(p, j+1, t.end) == j+1 {
			continue // Sở Thương mại, Công nghiệp, Du lịch và Lao động
		}
		if tok.Either("và", "&") {
			return boolInt(j > i+1 && j+1 < t.end && p.Tokens[j+1].Class == text.Word && headAt(p, j+1, t.end) == j+1 && !personAt(p, j+1, t.end))
		}
		if tok.Class != text.Word || headAt(p, j, t.end) > j || personAt(p, j, t.end) {
			return 0
		}
		if n, _ := honorifics.Match(p, j); n > j {
			return 0
		}
	}
	return 0
}

// fields gives the number of tokens of the comma at t.at and the field behind
// it in the bodies whose names end in one without "và": "Sở Văn hóa, Thể thao",
// "Ban Chính sách, chiến lược Trung ương", "Báo và phát thanh, truyền hình".
func (t *tail) fields() int {
	p, i := t.p, t.at
	if i+2 >= t.end || i+3 < t.end && p.Tokens[i+3].Either("và", "&") {
		return 0
	}
	before, next, last := &p.Tokens[i-1], &p.Tokens[i+1], &p.Tokens[i+2]
	if before.Is("hóa") && p.Tokens[i-2].Is("văn") && next.Is("thể") && last.Is("thao") ||
		before.Is("sách") && p.Tokens[i-2].Is("chính") && next.Is("chiến") && last.Is("lược") ||
		before.Is("thanh") && p.Tokens[i-2].Is("phát") && next.Is("truyền") && last.Is("hình") {
		return 3
	}
	return 0
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

func personAt(p *text.Para, i, end int) bool {
	j := fullName(p, i, end)
	return j > i && !isPlaceName(p, i, j) && j-i >= 3
}
