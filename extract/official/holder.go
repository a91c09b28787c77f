package official

import "khotin/extract/text"

// holder gives the number of tokens of the comma at t.at and of the body behind
// it that holds the unit read so far: "Trưởng phòng Cảnh sát giao thông, | Công
// an thành phố", "Trưởng khoa Nhi, | Bệnh viện Trẻ em Hải Phòng". The office
// must be a person's who is named before it, the body one that has such units,
// and what the person does or the next item of the list must follow: else the
// body may be another guest, or open the next clause.
func (t *tail) holder() int {
	if t.held || t.steers() || !holds(t.p, t.at+1) || !t.apposed() {
		return 0
	}
	if part := t.part(); part == 0 || !fits(t.p, part, t.at+1) {
		return 0
	}
	whole := *t
	whole.held, whole.at, whole.named = true, t.at+1, false
	if to := whole.read(); to > t.at+1 && t.itsHolder(to) {
		return to - t.at
	}
	return 0
}

// part gives the token of the word for a part of a larger body with which the
// body read so far begins, 0 where it is none.
func (t *tail) part() int {
	for i := t.head; i < t.at; i++ {
		tok := &t.p.Tokens[i]
		switch {
		case holds(t.p, i):
			return 0
		case tok.Is("ban", "phòng", "khoa", "đội", "bộ", "trung") && i > t.head && i+1 < t.at:
			if tok.Either("bộ", "trung") && !t.p.Tokens[i+1].Either("môn", "tâm") {
				continue
			}
			return i
		}
	}
	return 0
}

// fits reports whether the body at token whole has units like that at token
// part: the committees of the councils and of the party, the departments of a
// hospital or school, the divisions of the police.
func fits(p *text.Para, part, whole int) bool {
	body, next := &p.Tokens[whole], &p.Tokens[part+1]
	party := p.Tokens[whole+1].Is("ủy")
	police := body.Is("công") && p.Tokens[whole+1].Is("an")
	army := body.Is("bộ")
	learned := body.Is("bệnh", "viện", "trường", "đại", "học")
	switch p.Tokens[part].Key {
	case "khoa", "bộ":
		return learned
	case "ban":
		return party && next.Is("tuyên", "dân", "tổ", "nội") || body.Either("hđnd", "hội") && next.Is("kinh", "văn", "pháp", "đô", "dân")
	case "đội":
		return police || army || body.Is("cục")
	case "phòng":
		if last := &p.Tokens[part+2]; next.Is("cảnh", "tham", "hậu") || next.Is("an") && last.Is("ninh") || next.Is("chính") && last.Is("trị") ||
			next.Either("quản", "kỹ") && p.Tokens[part+3].Is("xuất", "hành", "hình") {
			return police || army
		}
		return !police && !army && !party && !body.Either("hđnd", "hội")
	}
	return !police && !party
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
		return next.Either("an", "ty")
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

// leads reports whether the holder of the office opens the clause, so that what
// is told behind it is told of the person. The body is the subject of its own
// clause in "Theo ông N, Trưởng phòng Y tế, | UBND quận đã …", "Trước câu hỏi của
// bà N, Trưởng khoa Nhi, | Bệnh viện X khẳng định …".
func (t *tail) leads() bool {
	p, name := t.p, 0
	for i := t.head - 1; i > 0 && i > t.head-25 && name == 0; i-- {
		if fullName(p, i, t.head) > i {
			name = i
		}
	}
	for name > 0 && fullName(p, name-1, t.head) > name {
		name--
	}
	opens := name
	for i := name - 1; i >= 0 && i >= name-6; i-- {
		next, _ := readPrefix(p, i, name)
		degree, _ := titles.Match(p, i) // "Bác sĩ", which begins like "bác"
		if next == name || degree == name {
			opens = i
		}
	}
	if opens == 0 || p.Tokens[opens-1].Is(".", ":", ";") {
		return true
	}
	if !p.Tokens[opens-1].Is(",") {
		return false
	}
	for i := opens - 2; i >= 0 && !p.Tokens[i].Either(".", ";"); i-- { // "Trước câu hỏi của ông M, bà N, …"
		if fullName(p, i, opens) > i {
			return false
		}
	}
	return true
}

// itsHolder reports whether what stands at token i shows that the body before
// it belongs to the office: what the person does, or the end of an item.
func (t *tail) itsHolder(i int) bool {
	if i >= t.end || t.p.Tokens[i].Is(".") {
		return t.listed()
	}
	return t.p.Tokens[i].Either(";", ")") || t.says(i) && t.leads()
}

// says reports whether a verb of telling or leading stands at token i.
func (t *tail) says(i int) bool {
	tok := &t.p.Tokens[i]
	next := &text.Token{}
	if i+1 < t.end {
		next = &t.p.Tokens[i+1]
	}
	switch tok.Key {
	case "cho":
		return next.Is("biết", "hay", "rằng")
	case "chia":
		return next.Is("sẻ")
	case "khuyến":
		return next.Either("cáo", "nghị")
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
		return next.Either("trì", "tọa")
	case "trực":
		return next.Is("tiếp")
	case "nói", "nêu", "dự":
		return true
	case ",":
		return next.Is("cho", "chia", "khuyến", "thông", "khẳng", "nhấn", "phát", "nói") && t.says(i+1)
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
