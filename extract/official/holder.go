package official

import "khotin/extract/text"

// holder gives the number of tokens of the comma at t.at and of the body behind
// it that holds the unit read so far: "Trưởng phòng Cảnh sát giao thông, | Công
// an thành phố", "Trưởng khoa Nhi, | Bệnh viện Trẻ em Hải Phòng". The office
// must be a person's who is named before it, and what the person does or the
// next item of the list must follow: else the body may be another guest, or
// open the next clause.
func (t *tail) holder() int {
	if t.held || t.steers() || !t.inner() || !holds(t.p, t.at+1) || !t.apposed() || t.told() {
		return 0
	}
	whole := *t
	whole.held, whole.at, whole.named = true, t.at+1, false
	if to := whole.read(); to > t.at+1 && t.itsHolder(to) {
		return to - t.at
	}
	return 0
}

// inner reports whether the body read so far is a part of a larger one.
func (t *tail) inner() bool {
	for i := t.head; i < t.at; i++ {
		tok := &t.p.Tokens[i]
		switch {
		case holds(t.p, i):
			return false
		case tok.Is("ban", "phòng", "khoa", "đội", "bộ", "tổ", "trung") && i > t.head:
			if tok.Is("bộ", "trung") && !(i+1 < t.at && t.p.Tokens[i+1].Is("môn", "tâm")) {
				continue
			}
			return t.at > i+1
		}
	}
	return false
}

// holds reports whether a body that has parts of its own starts at token i.
func holds(p *text.Para, i int) bool {
	if i+1 >= len(p.Tokens) || p.Tokens[i].Case == text.Lower {
		return false
	}
	t, next := &p.Tokens[i], &p.Tokens[i+1]
	switch t.Key {
	case "hđnd", "ubnd", "sở", "cục", "trường", "viện", "đài":
		return true
	case "công":
		return next.Is("an", "ty")
	case "bệnh", "học":
		return next.Is("viện")
	case "hội":
		return next.Is("đồng")
	case "thành", "tỉnh", "quận", "huyện", "thị":
		return next.Is("ủy")
	case "đại":
		return next.Is("học")
	case "bộ":
		return next.Is("chỉ", "tư", "chqs")
	}
	return false
}

// told reports whether the sentence is told after the holder of the office,
// "Theo ông N, Trưởng phòng Y tế, | UBND quận đã …": the clause of its own
// begins at the comma.
func (t *tail) told() bool {
	for i := t.head - 1; i >= 0 && i > t.head-12 && !t.p.Tokens[i].Is(".", ";"); i-- {
		if t.p.Tokens[i].Is("theo", "do") && t.p.Tokens[i].Class == text.Word {
			return true
		}
	}
	return false
}

// itsHolder reports whether what stands at token i shows that the body before
// it belongs to the office: what the person does, or the end of an item.
func (t *tail) itsHolder(i int) bool {
	if i >= t.end || t.p.Tokens[i].Is(".") {
		return t.listed()
	}
	tok := &t.p.Tokens[i]
	next := &text.Token{}
	if i+1 < t.end {
		next = &t.p.Tokens[i+1]
	}
	switch tok.Key {
	case ";", ")":
		return true
	case "cho":
		return next.Is("biết", "hay", "rằng")
	case "chia":
		return next.Is("sẻ")
	case "khuyến":
		return next.Is("cáo", "nghị")
	case "thông":
		return next.Is("tin")
	case "khẳng", "nhận":
		return next.Is("định")
	case "nhấn":
		return next.Is("mạnh")
	case "phát":
		return next.Is("biểu")
	case "trình":
		return next.Is("bày")
	case "báo":
		return next.Is("cáo")
	case "chủ":
		return next.Is("trì", "tọa")
	case "trực":
		return next.Is("tiếp")
	case "nói", "nêu", "dự":
		return true
	case ",":
		return next.Is("cho", "chia", "khuyến", "thông", "khẳng", "nhấn", "phát", "nói") && t.itsHolder(i+1)
	}
	return false
}

// listed reports whether the office is in the last item of a list whose items
// semicolons divide.
func (t *tail) listed() bool {
	for i := t.head - 1; i >= 0; i-- {
		switch tok := &t.p.Tokens[i]; {
		case tok.Is(";"):
			return true
		case tok.Is(".") && !tok.Glued, tok.Is(":"):
			return false
		}
	}
	return false
}
