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
		if organises && !next("quyết") && !next("trình") && !next("thích") {
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
	case "chợ", "rừng", "vịnh":
		if manages {
			return 1
		}
	}
	return 0
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
