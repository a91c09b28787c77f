package meeting

import "khotin/extract/text"

// named makes a meeting of the words from token at to the end of the event's
// name.
func (f *finder) named(at int, kind string) *Meeting {
	end := at
	for quoted := false; end < f.to; end++ {
		if f.p.Tokens[end].Is("“", "”", "\"") {
			quoted = f.p.Tokens[end].Is("“") || f.p.Tokens[end].Is("\"") && !quoted
		}
		if end > at && f.endsName(end) && !(quoted && f.word(end) == "tại") {
			break
		}
	}
	for end > at+1 && f.p.Tokens[end-1].Class == text.Punct && !f.p.Tokens[end-1].Is("”", "\"", ")") {
		end--
	}
	if kind == "kỳ họp" && f.word(at) == "phiên" && f.sitsIn(at+1, end) {
		kind = "phiên họp"
	}
	return &Meeting{Kind: kind, Name: f.p.Slice(at, end), At: text.Range{Para: f.para, From: at, To: end}}
}

// sitsIn reports whether the questions of which tokens [i, end) tell are put at a
// sitting of a committee, "phiên chất vấn tại phiên họp thứ 25", not of a council.
func (f *finder) sitsIn(i, end int) bool {
	for ; i+2 < end; i++ {
		if f.word(i) == "tại" && f.word(i+1) == "phiên" && f.word(i+2) == "họp" {
			return true
		}
	}
	return false
}

func (f *finder) endsName(i int) bool {
	next := f.word(i + 1)
	switch f.word(i) {
	case "diễn":
		return next == "ra"
	case "khai", "bế":
		return next == "mạc" && f.word(i-1) != "lễ" && f.word(i-1) != "phiên"
	case "được":
		return next == "tổ" || f.heldBy(i) != ""
	case "tiếp", "bước":
		return (next == "tục" || next == "vào") && sitting(f.word(i+2))
	case "thành":
		return next == "công"
	case "do":
		return hostAt(f.p, i+1) > i+1
	case "theo":
		return next == "hình"
	case "dưới":
		return next == "sự"
	case "với":
		return next == "sự"
	case "đã":
		return true
	case "nhằm":
		return true
	case "tại":
		if next == "việt" && f.word(i+2) == "nam" || f.official(i) > i { // "Đại sứ Ấn Độ tại Việt Nam"
			return false
		}
		event, _ := events.Match(f.p, i+1)
		return f.word(i-1) != "lại" && event == i+1
	case "có":
		switch next {
		case "các", "sự", "đồng", "ông", "bà", "đại":
			return true
		}
		return f.official(i+1) > i+1
	case ".":
		return i >= f.to-1 || !f.p.Tokens[i+1].Glued && !f.p.Tokens[i-1].Is("tp", "tx", "tt", "t", "q", "p", "h")
	case ";":
		return true
	}
	return false
}
