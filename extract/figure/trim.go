package figure

import "khotin/extract/text"

// trimRight takes periods and words of the predicate off the end.
func (w *walker) trimRight(from, to int) int {
	toks := w.p.Tokens
	for to > from && (w.p.is(to-1, trailing|trailingOthers) || w.isDate(to-1)) {
		t := &toks[to-1]
		switch {
		case w.isDate(to - 1):
			to = max(from, w.dateOf(to-1).At.From)
		case w.pact(to - 1):
			return to
		case t.Is("định") && to-3 > from && toks[to-2].Is("ổn") && toks[to-3].Either("giữ", "trì"):
			if to -= 3; toks[to-1].Is("duy") {
				to--
			}
		case t.Is("tại") && to < len(toks) && w.isDate(to):
			to-- // "dư nợ tại thời điểm 30/9"
		case t.Is("đầu") && to-1 > from && toks[to-2].Is("từ"):
			to -= 2 // "số ca cộng dồn từ đầu năm là"
		case w.p.is(to-1, trailing):
			if t.Is("làm") && (to-1 == from || toks[to-2].Is("việc")) || t.Is("thực") && !(to < len(toks) && toks[to].Is("hiện")) {
				return to
			}
			if t.Is("hiện") && to-2 > from && toks[to-2].Is("thực") && toks[to-3].Either("ước", "đã") {
				to -= 2
				continue
			}
			if t.Either("số", "kế") && to-1 > from && toks[to-2].Is("dân", "chỉ", "tổng", "thiết", "tế", "đổi", "hội", "quyền", "nghệ") || t.Is("qua") && to-1 > from && toks[to-2].Is("thông") || t.Is("mới") && to-1 > from && w.newThing(to-1) || t.Is("hiện") && to-1 > from && (toks[to-2].Is("phát", "thực", "thể") || w.appears(to-1)) || t.Is("năm") && to-1 > from && toks[to-2].Either("hằng", "hàng") || t.Is("cho") {
				return to
			}
			to--
			if t.Is("năm") && to-1 > from && toks[to-1].Class == text.Number {
				to-- // "tổng thu ngân sách 5 năm đạt"
			}
			if t.Is("năm") && to > from && toks[to-1].Is("mỗi") {
				to-- // "tỷ lệ hộ nghèo mỗi năm giảm 1,5%"
			}
		case t.Is("tháng") && to-2 > from && toks[to-2].Is("trong"):
			to -= 2
		case t.Is("tháng") && to-3 > from && toks[to-2].Class == text.Number && toks[to-3].Is("trong"):
			to -= 3
		case t.Is("cao", "khá", "tốt", "nhanh") && to-3 > from && toks[to-2].Is("trưởng") && toks[to-3].Is("tăng"):
			to-- // "tốc độ tăng trưởng cao: 27,5%"
		case t.Is("đầu") && to-1 > from && toks[to-2].Is("bước"), t.Is("cộng") && to-1 > from && toks[to-2].Is("tổng"):
			to -= 2
		default:
			return to
		}
	}
	return to
}

// newThing reports whether "mới" at token i belongs to the word before it, "nông
// thôn mới", "xây mới", and says not that something happened late.
func (w *walker) newThing(i int) bool {
	return w.p.Tokens[i-1].Is("thôn", "xây", "trồng", "lập", "nạp", "cấp", "ký", "mở", "mua", "đóng")
}

// trimLeft takes joining words and the subject (a unit or its government) off
// the start.
func (w *walker) trimLeft(from, to int) int {
	toks := w.p.Tokens
	for from < to && (w.p.is(from, leading|leadingOthers) || w.isDate(from) || w.placeEnd(from) > from) {
		t := &toks[from]
		switch {
		case w.isDate(from):
			from = min(to, w.dateOf(from).At.To)
		case w.p.is(from, leading):
			if t.Is("trên") && from+2 < to && toks[from+1].Is("địa") && toks[from+2].Is("bàn") {
				from += 2
			}
			from++
		case t.Is("địa") && from+1 < to && toks[from+1].Either("bàn", "bản"):
			from += 2
		case t.Is("toàn") && from+1 < to && toks[from+1].Is("quận", "huyện", "tỉnh", "xã", "phường", "ngành"):
			from += 2
		case t.Is("quận", "huyện", "tỉnh", "phường", "ubnd", "hđnd") && w.placeEnd(from) == from && from+1 <= to:
			from++
		case w.upholds(from) > from && w.upholds(from) < to && w.headAt(w.upholds(from)):
			from = w.upholds(from)
		case t.Either("xã", "ngành") && from+2 < to && w.p.actionAt(from+1):
			from++
		case t.Is("thành") && from+1 < to && toks[from+1].Either("phố", "ủy") && w.placeEnd(from) == from:
			from += 2
		case w.placeEnd(from) > from:
			from = min(to, w.placeEnd(from))
			if from+2 < to+1 && toks[from].Is("(") && toks[from+1].Either("cũ", "mới") && from+2 < len(toks) && toks[from+2].Is(")") {
				from = min(to, from+3)
			}
		default:
			return from
		}
	}
	return min(from, to)
}

// upholds gives the token after a verb at token i that only says that what it
// governs goes on, and is no part of it: "duy trì tổng đàn", "giữ vững tốc độ
// tăng trưởng"; or i.
func (w *walker) upholds(i int) int {
	if i+1 >= len(w.p.Tokens) {
		return i
	}
	n := &w.p.Tokens[i+1]
	switch t := &w.p.Tokens[i]; {
	case t.Is("duy") && n.Is("trì"), t.Is("giữ") && n.Either("vững", "ổn"), t.Is("ổn") && n.Is("định"):
		if i+2 < len(w.p.Tokens) && w.p.Tokens[i+2].Either("định", "được") {
			return i + 3
		}
		return i + 2
	case t.Is("giữ") && n.Is("tốc", "nhịp", "mức", "tỷ", "tỉ"): // a thing that is kept may be one that was taken
		return i + 1
	}
	return i
}

// placeEnd gives the token after the unit named at token i, or i.
func (w *walker) placeEnd(i int) int {
	for k := range w.c.Places {
		if at := w.c.Places[k].At; at.Para == w.para && at.From == i {
			return at.To
		}
	}
	return i
}

// inPlace reports whether token i belongs to the name of a place.
func (w *walker) inPlace(i int) bool {
	for k := range w.c.Places {
		if at := w.c.Places[k].At; at.Para == w.para && at.From <= i && i < at.To {
			return true
		}
	}
	return false
}

// anchor moves the start of a noun phrase that opens with other words to the
// indicator's noun in it: "hoàn thành thu ngân sách" measures "thu ngân sách".
func (w *walker) anchor(from, to int) int {
	for i := from + 1; i+3 < to; i++ {
		if w.p.Tokens[i].Is("dịch") && w.p.Tokens[i-1].Is("chuyển") {
			from = i + 1 // "cơ cấu kinh tế chuyển dịch đúng hướng thu nhập … đạt"
		}
	}
	if n := w.p.head(from); n > from && n <= to && !w.label(from) {
		if !w.p.Tokens[from].Is("số") {
			return from
		}
		if at := w.owned(from, to); at > from {
			return at
		}
		return from
	}
	if at := w.owned(from, to); at > from {
		return at
	}
	for i := from + 1; i < to; i++ {
		if n := w.p.head(i); n > i+1 && n <= to && (w.p.Tokens[i-1].Class == text.Word || w.isDate(i-1)) && !w.p.is(i, weakHeads) && !w.label(i) {
			return i
		}
	}
	return max(from, to-18)
}

// label reports whether "số" at token i is part of a name: "gói thầu số 6".
func (w *walker) label(i int) bool {
	return w.p.Tokens[i].Is("số") && i+1 < len(w.p.Tokens) && w.p.Tokens[i+1].Class == text.Number
}

// owned gives the indicator's noun behind "có": "Dự án bến số 3 có tổng mức đầu
// tư", or from.
func (w *walker) owned(from, to int) int {
	for i := to - 2; i > from; i-- {
		if !w.p.Tokens[i].Is("có") {
			continue
		}
		if n := w.p.head(i + 1); n > i+1 && n <= to && !w.p.is(i+1, weakHeads) && !w.p.Tokens[i+1].Is("vốn", "mức", "giá", "thu") {
			return i + 1
		}
		break
	}
	return from
}

// appears reports whether "hiện" at token i ends "xuất hiện". "Năng lực sản xuất hiện nay"
// has "hiện nay" in it.
func (w *walker) appears(i int) bool {
	toks := w.p.Tokens
	return i > 0 && toks[i-1].Is("xuất") && !(i > 1 && toks[i-2].Is("sản", "đề", "hàng", "chế", "nhập")) && !(i+1 < len(toks) && toks[i+1].Is("nay", "tại", "có"))
}
