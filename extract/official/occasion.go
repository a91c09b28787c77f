package official

import "khotin/extract/text"

// occasion gives the number of tokens at t.at of what a committee is in charge
// of, in small letters: "Trưởng Ban Tổ chức | giải", "Phó Trưởng ban Thường
// trực BTC | cuộc thi", "Trưởng Ban quản lý | chợ và dịch vụ đô thị".
func (t *tail) occasion() int {
	p, i := t.p, t.at
	before := &p.Tokens[i-1]
	organises := before.Is("btc") || before.Is("chức") && p.Tokens[i-2].Is("tổ") && i-3 >= t.head && p.Tokens[i-3].Is("ban")
	manages := before.Is("bql") || before.Is("lý") && p.Tokens[i-2].Is("quản") && i-3 >= t.head && p.Tokens[i-3].Is("ban")
	if !organises && !manages {
		return 0
	}
	next := func(key string) bool { return i+1 < t.end && p.Tokens[i+1].Is(key) }
	switch tok := &p.Tokens[i]; tok.Key {
	case "giải":
		if organises && t.contest() {
			return 1
		}
	case "cuộc":
		if organises && next("thi") {
			return 2
		}
	case "hội":
		if organises && (next("thi") || next("thao") || next("diễn") || next("khỏe") || next("chợ")) {
			return 2
		}
	case "lễ":
		if organises && next("hội") {
			return 2
		}
	case "liên":
		if organises && next("hoan") {
			return 2
		}
	case "rừng":
		if manages && i+2 < t.end && (next("phòng") && p.Tokens[i+2].Is("hộ") || next("đặc") && p.Tokens[i+2].Is("dụng")) {
			return 3
		}
		return boolInt(manages && !next("phòng")) // rừng | phòng cháy
	case "chợ", "vịnh":
		return boolInt(manages)
	}
	return 0
}

// contest reports whether "giải" at t.at is a contest: at the end of its phrase,
// before a name, a sport or what its committee does, but no verb's first half,
// "giải đáp", "giải ngân".
func (t *tail) contest() bool {
	p, i := t.p, t.at+1
	if i >= t.end {
		return true
	}
	tok := &p.Tokens[i]
	if whole, _ := stops.Match(p, t.at); whole > t.at || tok.Class == text.Number || tok.Is("thể", "thưởng", "trình", "quyết") {
		return false
	}
	verb, _ := stops.Match(p, i)
	return tok.Class == text.Punct || tok.Case != text.Lower || verb > i ||
		tok.Is("bóng", "cờ", "cầu", "bơi", "chạy", "đua", "võ", "quần", "điền", "vật", "bi", "golf", "marathon", "việt")
}

// trade gives the number of words of small letters at t.at that tell the trade
// of a cooperative before its name: "Hợp tác xã | gốm Chu Đậu".
func (t *tail) trade() int {
	p, i := t.p, t.at
	before := &p.Tokens[i-1]
	if !before.Is("htx") && !(before.Is("xã") && p.Tokens[i-2].Is("tác") && i-3 >= t.head) {
		return 0
	}
	for n := 0; n <= 5 && i+n < t.end; n++ {
		tok := &p.Tokens[i+n]
		if tok.Class != text.Word || headAt(p, i+n, t.end) > i+n {
			return 0
		}
		if tok.Case != text.Lower {
			name := fullName(p, i+n, t.end)
			switch {
			case n == 0 || name > i+n+2 || name > i+n && !t.apposed():
				return 0
			case name > i+n: // a village's, "Chu Đậu": the office is the one's before it
				return n + 2
			}
			return n
		}
		if stop, _ := stops.Match(p, i+n); stop > i+n {
			return 0
		}
	}
	return 0
}
