package meeting

import "khotin/extract/text"

// named makes a meeting of the words from token at to the end of the event's
// name.
func (f *finder) named(at int, kind string) *Meeting {
	end := at
	for quoted := false; end < f.to; end++ {
		if f.tok(end).Is("“", "”", "\"") {
			quoted = f.tok(end).Is("“") || f.tok(end).Is("\"") && !quoted
		}
		if end > at && f.endsName(end) && !(quoted && f.word(end) == "tại") {
			break
		}
	}
	for end > at+1 && f.tok(end-1).Class == text.Punct && !f.tok(end-1).Is("”", "\"", ")") {
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
	case "chính":
		switch f.word(i + 2) {
		case "khai", "bế", "diễn":
			return next == "thức"
		case "được":
			return next == "thức" && f.word(i+3) == "tổ"
		}
	case "do":
		if chair, _ := f.chairBehind(i); chair >= 0 {
			return true
		}
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
		return i >= f.to-1 || !f.tok(i+1).Glued && !f.tok(i-1).Is("tp", "tx", "tt", "t", "q", "p", "h")
	case ";":
		return true
	}
	return false
}

// eventNoun finds the first name of an event in tokens [i, end).
func (f *finder) eventNoun(i, end int) (at int, kind string) {
	for ; i < end; i++ {
		t := f.tok(i)
		if t.Is(";", ".") {
			break
		}
		if t.Class != text.Word {
			continue
		}
		if next, k := events.Match(f.p, i); next > i && f.isEvent(i, next) {
			return i, k
		}
	}
	return -1, ""
}

// isEvent tells an event from a hall, a holiday, a resolution of a congress.
func (f *finder) isEvent(i, next int) bool {
	if i > f.from && f.tok(i-1).Class == text.Number {
		return false
	}
	switch f.word(i - 1) {
	case "nhiều", "những", "mỗi", "mọi", "từng", "tâm", "nghỉ", "ngày", "dịp", "quyết", "nghi", "trường", "ban", "các", "phòng", "nghiệm", "trong":
		return false
	}
	switch f.word(i) {
	case "tập": // "tổ chức tập huấn", but not of a team
		if f.word(i-1) != "chức" || f.ofTeam() {
			return false
		}
	case "buổi", "khóa", "lớp":
		if f.word(i+1) == "tập" && f.ofTeam() || f.word(i-1) == "giảng" { // "khai giảng lớp bồi dưỡng" is a ceremony
			return false
		}
	case "ngày": // "Ngày hội việc làm", but not that of an election
		if f.tok(i).Case == text.Lower || f.word(next) == "bầu" || f.word(next) == "non" || f.word(next) == "toàn" && f.word(next+2) == "đi" {
			return false
		}
	case "chương":
		if w := f.word(i - 1); w == "vé" || w == "tập" { // "bán vé", "luyện tập"
			return false
		}
	}
	if f.word(i) == "lễ" && (f.word(next) == "," || f.word(next) == "tân" || f.word(next) == "tết" || f.word(next) == "nghi" || f.word(next) == "vật") {
		return false
	}
	return true
}

// ofTeam reports whether the sentence tells of players, whose training is no
// conference.
func (f *finder) ofTeam() bool {
	for i := f.from; i < f.to; i++ {
		switch next := f.word(i + 1); f.word(i) {
		case "đội":
			if next == "tuyển" {
				return true
			}
		case "cầu":
			if next == "thủ" {
				return true
			}
		case "câu":
			if next == "lạc" && f.word(i+3) == "bóng" {
				return true
			}
		}
	}
	return false
}
