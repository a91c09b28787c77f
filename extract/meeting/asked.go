package meeting

import "khotin/extract/text"

// askedOf reports whether the act at token i is what somebody asks others to do
// or tells of: "ký văn bản yêu cầu các cơ quan chức năng kiểm tra", "ông N cho
// biết vừa họp". What a clause of circumstances before the subject tells of,
// "Thực hiện chỉ đạo của Bộ Y tế, sáng 10/5, …", is asked of nobody.
func (f *finder) askedOf(i int) bool {
	for j := i - 1; j > f.from && !f.tok(j).Is(";", ".") && !f.subjectBehind(j); j-- {
		if f.tok(j).Case != text.Lower || f.official(j) > j {
			continue
		}
		next := f.word(j + 1)
		if f.word(j) == "cho" && (next == "biết" || next == "hay") {
			return true
		}
		if j < i-20 {
			continue
		}
		switch f.word(j) {
		case "yêu":
			if next == "cầu" && f.word(j+2) != "của" {
				return true
			}
		case "đề":
			if next == "nghị" {
				return true
			}
		case "chỉ":
			if next == "đạo" && f.word(j-1) != "và" && f.word(j-2) != "ban" && f.word(j-1) != "ban" {
				return true
			}
		case "giao", "gửi", "ký":
			if !f.compound(j) {
				return true
			}
		case "văn":
			if next != "bản" {
				continue
			}
			switch f.word(j - 1) {
			case "có", "bằng", "hành", "ra":
				return true // elsewhere it is one that is looked into
			}
		}
	}
	return false
}

// compound reports whether "giao", "gửi" or "ký" at token i gives nothing to
// anybody: as part of another word, "giao thông", "Bộ Ngoại giao", "đăng ký", or
// where it is the subject that was given something, "được giao phụ trách".
func (f *finder) compound(i int) bool {
	switch f.word(i - 1) {
	case "được", "ngoại", "bàn", "chuyển", "tiền", "thư", "đăng", "chữ":
		return true
	}
	switch f.word(i + 1) {
	case "thông", "dịch", "lưu", "ban", "thương":
		return f.word(i) == "giao"
	}
	return false
}

// subjectBehind reports whether the comma at token i ends what stands before the
// subject of the sentence: a clause that is only a day, or one of circumstances
// behind which an official or a body follows.
func (f *finder) subjectBehind(i int) bool {
	if !f.tok(i).Is(",") || f.official(i) > i {
		return false
	}
	j := i - 1
	for j >= f.from && (f.isDay(j) || f.tok(j).Is("sáng", "chiều", "tối", "trưa", "ngày", "vào", "nay", "hôm")) {
		j--
	}
	if j < i-1 && (j < f.from || f.tok(j).Is(",")) {
		return true
	}
	if f.official(i+1) == i+1 && hostAt(f.p, i+1) == i+1 {
		return false
	}
	for j = i - 1; j > f.from && !(f.tok(j-1).Is(",") && f.official(j-1) == j-1); {
		j--
	}
	switch f.word(j) {
	case "thực", "theo", "trước", "sau", "nhằm", "với", "trên", "căn", "hưởng", "để", "nhận", "triển", "được":
		return true
	}
	return false
}

// invited reports whether those who join at token i are only asked to: "Sở X
// trân trọng kính mời các doanh nghiệp tham dự …"; guests and an invitation that
// they have followed are none.
func (f *finder) invited(i int) bool {
	for j := i - 1; j > f.from && !f.subjectBehind(j); j-- {
		if f.word(j) != "mời" {
			continue
		}
		switch f.word(j - 1) {
		case "được", "lời", "khách", "giấy", "thư":
		default:
			return true
		}
	}
	return false
}

// assigns reports whether the body before the verb at i makes another one hold
// the event: "Huyện ủy đã chọn Đảng bộ xã Kiến Quốc tổ chức đại hội điểm". What it
// did before, "đã cho ý kiến … và tổ chức", assigns nothing.
func (f *finder) assigns(i int) bool {
	if f.word(i-1) == "và" {
		return false
	}
	for j := i - 2; j > f.from && j > i-16 && f.word(j) != ","; j-- {
		if w := f.word(j - 1); w != "đã" && w != "vừa" && w != "tiếp" {
			continue
		}
		switch next := f.word(j + 1); f.word(j) {
		case "chọn", "lựa":
			return true
		case "giao":
			return next != "lưu" && next != "ban"
		case "cho":
			return next != "ý" && next != "phép"
		case "chỉ":
			return next == "đạo"
		case "hướng":
			return next == "dẫn"
		case "yêu":
			return next == "cầu"
		case "đề":
			return next == "nghị"
		}
	}
	return false
}
