package official

import "khotin/extract/text"

// headAt gives the token after the head of an office that starts at i: "bí
// thư", "Phó Trưởng Ban", "UVBTV". It gives i where none starts.
func headAt(p *text.Para, i, end int) int {
	if i >= end || !headOpeners.Has(&p.Tokens[i]) {
		return i
	}
	t := &p.Tokens[i]
	if t.Class != text.Word || i > 0 && endsBefore(&p.Tokens[i-1], t) {
		return i
	}
	next, _ := heads.Match(p, i)
	if t.Key == "phó" {
		if n, _ := heads.Match(p, i+1); n > i+1 && n > next {
			next = n
		} else if i+1 < end && p.Tokens[i+1].Key == "trưởng" {
			next = max(next, i+2)
		}
	}
	if t.Case == text.Upper {
		if n, _ := shorts.Match(p, i); n > next {
			next = n
		}
	}
	if next > end || next < end && p.Tokens[next].Key == "quán" { // Đại sứ quán is a body
		return i
	}
	return next
}

// endsBefore reports whether the word before takes the word at a would-be head
// to itself: "chức vụ | Phó Giám đốc", "Phủ Chủ tịch".
func endsBefore(before, t *text.Token) bool {
	switch t.Key {
	case "vụ":
		return before.Is("chức", "nhiệm", "phục")
	case "chủ":
		return before.Key == "phủ"
	}
	return false
}

// office is an office as written: tokens [from, to), and the end of the term
// that may stand after it.
type office struct {
	from, to int
	after    int  // after the term ("khóa XIX, nhiệm kỳ 2021-2026")
	plural   bool // "các Phó Chủ tịch UBND thành phố"
	dead     bool // "cố Tổng Bí thư"
	envoy    bool // an office of another country: its holder has a foreign name
}

// readOffice reads the office that starts at token i, in [i, end); ok is false
// where none starts.
func readOffice(p *text.Para, i, end int) (o office, ok bool) {
	o.from = i
	switch t := &p.Tokens[i]; t.Key {
	case "nguyên", "quyền", "cựu":
		if headAt(p, i+1, end) == i+1 {
			return o, false
		}
		i++
	case "tân", "cố": // no part of the office
		if headAt(p, i+1, end) == i+1 {
			return o, false
		}
		o.dead = t.Key == "cố"
		i++
		o.from = i
	case "q":
		if t.Case != text.Upper || i+1 >= end || p.Tokens[i+1].Key != "." {
			break
		}
		if headAt(p, i+2, end) == i+2 {
			return o, false
		}
		i += 2
	}
	at := headAt(p, i, end)
	if at == i {
		return o, false
	}
	switch p.Tokens[i].Key {
	case "đại", "tổng", "tham", "công", "lãnh", "thủ", "quốc", "thống", "tùy", "thị", "nghị", "thượng", "hạ":
		o.envoy = p.Tokens[i].Is("đại", "tham", "công", "lãnh", "tùy", "thủ", "quốc", "thị", "nghị", "thượng") || p.Tokens[i].Is("hạ") && at-i > 1 && p.Tokens[i+1].Is("nghị") || at-i > 1 && p.Tokens[i+1].Either("lãnh", "thống")
	case "bộ", "thứ", "phó":
		o.envoy = at-i > 1 && p.Tokens[at-1].Is("trưởng", "sứ", "sự", "tướng")
	}
	t := tail{p: p, head: i, at: at, end: end, envoy: o.envoy, diplomat: p.Tokens[at-1].Is("diện", "sứ", "sự", "tán", "quyền", "biện", "thời")}
	o.to = t.read()
	o.after = termAfter(p, o.to, end)
	o.plural = o.from > 0 && p.Tokens[o.from-1].Is("các", "hai", "ba", "đều")
	return o, true
}

// termAfter gives the token after the term of office that starts at i: "khóa
// XIX, nhiệm kỳ 2021 - 2026", "lần thứ 4".
func termAfter(p *text.Para, i, end int) int {
	for i < end {
		j := i
		if p.Tokens[j].Either(",", "(") && j+1 < end {
			j++
		}
		switch {
		case p.Tokens[j].Is("khóa"):
			j++
		case p.Tokens[j].Is("nhiệm") && j+1 < end && p.Tokens[j+1].Either("kỳ", "kì"):
			j += 2
		case p.Tokens[j].Is("lần") && j+1 < end && p.Tokens[j+1].Is("thứ"):
			j += 2
		case p.Tokens[j].Is("giai") && j+1 < end && p.Tokens[j+1].Is("đoạn"):
			j += 2
		default:
			return i
		}
		for j < end && (p.Tokens[j].Class == text.Number || p.Tokens[j].Class == text.Code || text.Roman(p.Surface(j)) > 0 || p.Tokens[j].Is("-", "–", "thứ", "mới", ")", "/")) {
			if p.Tokens[j].Either("-", "–") && (j+1 >= end || p.Tokens[j+1].Class != text.Number) {
				break
			}
			j++
		}
		i = j
	}
	return i
}
