package meeting

import "khotin/extract/text"

// heldBy gives the body behind "do" or "được" at token i that holds something:
// "do Quận ủy Ngô Quyền tổ chức"; "" where none does.
func (f *finder) heldBy(i int) string {
	if f.word(i) != "do" && f.word(i) != "được" || hostAt(f.p, i+1) == i+1 {
		return ""
	}
	for j := i + 2; j < f.to && j < i+24; j++ {
		if f.word(j) == "tổ" && f.word(j+1) == "chức" || f.word(j) == "chủ" && f.word(j+1) == "trì" || f.word(j) == "phối" {
			return f.hostText(i+1, j)
		}
	}
	return ""
}

// hostElsewhere gives the body that the words after token at name as the
// host: "do Quận ủy Ngô Quyền tổ chức", or the body whose event it is: "Đại
// hội đại biểu Đảng bộ quận Ngô Quyền".
func (f *finder) hostElsewhere(at int) string {
	for i := at; i < f.to; i++ {
		if host := f.heldBy(i); host != "" && f.word(i) == "do" {
			return host
		}
	}
	for i := at + 1; i < f.to; i++ {
		t := f.tok(i)
		if t.Is(".", ";", "“") || f.endsName(i) || otherSession(f.p, i) || t.Is("tổng", "triển", "sơ", "quán", "về", "đánh", "công", "phát", "với", "để", "nhằm") && t.Case == text.Lower {
			break
		}
		next := hostAt(f.p, i)
		if f.isObject(i) && t.Case != text.Lower {
			break
		}
		if next == i || t.Case == text.Lower || f.insideName(i) || f.official(i) > i && f.official(i-1) > i {
			continue
		}
		end := next
		for end < f.to && (!f.endsName(end) || f.tok(end).Glued && f.tok(end).Is(".") && f.tok(end-1).Is("tp")) && !f.tok(end).Is(",", "(", "khóa", "lần", "nhiệm", "năm", "tháng", "quý", "ngày", "thứ", "mở", "-", "–", "đánh", "tổng", "triển", "sơ") {
			if t := f.tok(end); f.deals(end) || t.Is("tổ") && t.Case == text.Lower && f.word(end+1) == "chức" || t.Class != text.Word && !t.Is(".") || t.Is("khai", "bế", "thành", "được", "để", "nhằm", "về", "nghe", "xem", "thông", "tiếp", "có") && t.Case == text.Lower && !(t.Is("thành") && f.word(end+1) == "phố") {
				break
			}
			end++
		}
		return f.trimHost(i, end)
	}
	return ""
}

// isObject reports whether the body at token i, behind an event's name, is rather
// what the event is for: "lễ ra mắt Quỹ Học bổng …", "lễ khánh thành Trạm Y tế".
func (f *finder) isObject(i int) bool {
	next := f.word(i + 1)
	switch f.word(i) {
	case "quỹ", "trạm", "bệnh", "ngành", "đội", "thư", "vườn", "hạt", "điện":
		return true
	case "bảo":
		return next == "tàng"
	case "nhà":
		return next == "hát"
	}
	return false
}
