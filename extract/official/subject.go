package official

import "khotin/extract/text"

// maxSubject is the most syllables of what a steering committee is about: a
// longer subject is left out whole.
const maxSubject = 14

// subject takes in what a steering committee is about, "Trưởng Ban Chỉ đạo của
// Thành ủy về thực hiện Nghị quyết 28", where it ends soon at a comma, a stop
// or the verb of the sentence.
func (t *tail) subject() {
	p := t.p
	if t.at+2 >= t.end || !p.Tokens[t.at].Is("về") || p.Tokens[t.at].Case != text.Lower || !t.steers() {
		return
	}
	for i := t.at + 1; i < t.end && i <= t.at+maxSubject+1; i++ {
		tok := &p.Tokens[i]
		switch {
		case tok.Is(",", ";", "."):
			if tok.Is(",") && p.Tokens[i-1].Is("phòng") && i+1 < t.end && p.Tokens[i+1].Is("chống") {
				continue
			}
			t.at = i
			return
		case tok.Class == text.Punct && !tok.Is("-", "–", "/"):
			return
		case fullName(p, i, t.end) > i && !isPlaceName(p, i, fullName(p, i, t.end)), headAt(p, i, t.end) > i:
			return
		case i > t.at+2 && acts(tok, i+1 < t.end, p, i):
			t.at = i
			return
		}
	}
	if t.end-t.at <= maxSubject && t.end == len(p.Tokens) {
		t.at = t.end
	}
}

// steers reports whether the body read so far is a steering committee.
func (t *tail) steers() bool {
	for i := t.head + 1; i < t.at; i++ {
		if t.p.Tokens[i].Is("bcđ") || t.p.Tokens[i].Is("đạo") && t.p.Tokens[i-1].Is("chỉ") {
			return true
		}
	}
	return false
}

// acts reports whether token i opens what the holder of an office does at an
// event: no such verb names what a committee is about.
func acts(tok *text.Token, more bool, p *text.Para, i int) bool {
	if tok.Case != text.Lower {
		return false
	}
	next := &text.Token{}
	if more {
		next = &p.Tokens[i+1]
	}
	switch tok.Key {
	case "dự", "đã", "vừa", "sẽ", "cùng", "được":
		return !(tok.Is("dự") && next.Is("án", "toán", "báo", "phòng"))
	case "chủ":
		return next.Either("trì", "tọa")
	case "đồng":
		return next.Is("chủ")
	case "tham":
		return next.Is("dự")
	case "phát":
		return next.Is("biểu")
	case "nhấn":
		return next.Is("mạnh")
	case "yêu":
		return next.Is("cầu")
	case "đề":
		return next.Is("nghị")
	case "khẳng":
		return next.Is("định")
	case "kết":
		return next.Is("luận")
	case "trình":
		return next.Is("bày")
	case "đến", "tới":
		return next.Either("dự", "thăm")
	}
	return false
}
