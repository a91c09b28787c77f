package official

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
