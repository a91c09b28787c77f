package place

import "khotin/extract/text"

// hostVerb gives the first token in [from, to) of what a host does, or -1.
func hostVerb(p *text.Para, from, to int) int {
	for i := from; i < to; i++ {
		t := &p.Tokens[i]
		if t.Class != text.Word || t.Case != text.Lower {
			continue
		}
		next := ""
		if i+1 < to {
			next = p.Tokens[i+1].Key
		}
		if i > from && p.Tokens[i-1].Is("đoàn", "tổ", "ban", "kỳ", "phiên", "cuộc", "buổi", "tác", "thường") && !p.Tokens[max(i-2, from)].Is("trưởng") {
			continue // a noun: "đoàn giám sát", "kỳ họp"
		}
		switch t.Key {
		case "tổ":
			if next == "chức" {
				return i
			}
		case "triệu":
			if next == "tập" {
				return i
			}
		case "khai":
			if next == "mạc" || next == "trương" {
				return i
			}
		case "tiến":
			if next == "hành" {
				return i
			}
		case "làm":
			if next == "việc" {
				return i
			}
		case "kiểm":
			if next == "tra" && !p.Tokens[max(i-1, from)].Is("ban") {
				return i
			}
		case "phối", "giám", "khảo", "ban":
			if next == "hợp" || next == "sát" || next == "hành" {
				return i
			}
		case "họp", "tiếp", "thăm", "vừa", "đã", "ký", "công", "trao", "bế", "dự", "phát":
			if t.Key != "công" || next == "bố" {
				return i
			}
		}
	}
	return -1
}

// cityBody reports whether tokens [from, to) name a body of the city itself.
func cityBody(p *text.Para, from, to int) bool {
	for i := from; i < to; i++ {
		t := &p.Tokens[i]
		next, level := PartyLevel(p, i)
		if next > i && level == "thành phố" {
			return true
		}
		if t.Key == "thành" && i+1 < to && p.Tokens[i+1].Is("phố") && i > from && p.Tokens[i-1].Class == text.Word && !p.Tokens[i-1].Either("trong", "cả") {
			return true
		}
		if t.Case != text.Lower && officeOfCity(p, from, i) {
			return true
		}
	}
	return false
}

// officeOfCity reports whether the city's name at token i ends that of an office
// of the state that begins at or behind token from: "Cục Thuế Hải Phòng", "Cảng
// vụ Hàng hải Hải Phòng".
func officeOfCity(p *text.Para, from, i int) bool {
	next, name := MatchName(p, i)
	if next == i || Main(name) != city || next < len(p.Tokens) && p.Tokens[next].Class == text.Word && p.Tokens[next].Case != text.Lower {
		return false
	}
	for j := i - 1; j >= from && j > i-8 && p.Tokens[j].Class == text.Word; j-- {
		t := &p.Tokens[j]
		if t.Case == text.Lower {
			continue
		}
		switch t.Key {
		case "cục", "sở":
			return !(j > from && p.Tokens[j-1].Either("trụ", "cơ"))
		case "chi", "cảng", "công":
			return p.Tokens[j+1].Is("cục", "vụ", "an")
		case "ty", "báo", "đài", "trường", "đại":
			return false
		}
	}
	return false
}

// provinceBody reports whether tokens [from, to) name a body of the province.
func provinceBody(p *text.Para, from, to int) bool {
	for i := from; i < to; i++ {
		if next, level := PartyLevel(p, i); next > i && level == "tỉnh" {
			return true
		}
		if p.Tokens[i].Is("tỉnh") && i > from && p.Tokens[i-1].Is("ubnd", "hđnd", "an", "tranh", "dân") {
			return true
		}
	}
	return false
}
