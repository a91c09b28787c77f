package meeting

import "khotin/extract/text"

// unreal reports whether the words before the verb at i make it a plan, a
// purpose or a noun: "sẽ tổ chức", "chuẩn bị tổ chức", "công tác tổ chức".
func (f *finder) unreal(i int) bool {
	switch f.word(i - 1) {
	case "tác":
		return f.word(i-2) != "công" || f.word(i-3) != "đoàn" || f.sent(i-3)
	case "giờ":
		return f.word(i-2) == "trước"
	case "kiện":
		return f.word(i-2) == "sự"
	case "gian", "phí", "định", "trương", "nhiệm", "điểm": // "thời gian tổ chức", "quyết định tổ chức"
		switch f.word(i - 2) {
		case "thời", "kinh", "quyết", "chủ", "trách", "địa":
			return f.word(i) == "tổ" && f.word(i-1) != "nhiệm" || f.word(i-2) == "trách"
		}
	case "án": // "Ban Quản lý dự án tổ chức"
		k := i - 3
		if f.word(k) == "các" {
			k--
		}
		return f.word(i-2) != "dự" || f.word(k) != "lý" || f.word(k-1) != "quản"
	case "sẽ", "bị", "việc", "hoạch", "để", "kiến", "nhằm", "được", "ban", "thức", "khi", "sau", "về", "cho", "xin", "phép", "hoãn", "dừng", "không", "chưa", "sắp", "các", "những":
		return f.word(i-1) != "ban" || f.tok(i-1).Case != text.Lower || f.word(i-2) != "giao"
	}
	return false
}

// willBe reports whether the verb at token i goes on with what the subject will
// do: "Thủ tướng sẽ thăm Đức, tham dự Hội nghị …".
func (f *finder) willBe(i int) bool {
	for j := i - 1; j > f.from && j > i-20 && !f.tok(j).Is(";", ".", "đã") && !f.subjectBehind(j) && f.official(j) == j; j-- {
		if f.word(j) == "sẽ" {
			return true
		}
	}
	return false
}

// sent reports whether the delegation at token i is one that the subject sets up
// or sends: "thành lập 5 đoàn công tác", "cử đoàn công tác".
func (f *finder) sent(i int) bool {
	if i > f.from && f.tok(i-1).Class == text.Number {
		return true
	}
	switch f.word(i - 1) {
	case "lập", "cử", "có", "các":
		return f.tok(i-1).Case == text.Lower
	}
	return false
}

// ahead reports whether the first day of the sentence is one to come: "Ngày 15/3
// tới, UBND thành phố …".
func (f *finder) ahead() bool {
	for i := f.from; i < f.to; i++ {
		if !f.isDay(i) {
			continue
		}
		for f.isDay(i) {
			i++
		}
		return f.word(i) == "tới" && (f.word(i+1) == "," || f.word(i+1) == "đây")
	}
	return false
}

// planned reports whether the words behind "do" at token i put the event ahead:
// "do X tổ chức sẽ diễn ra", "dự kiến khai mạc". What was said at it is no plan
// of it: "do X tổ chức, các đại biểu cho rằng …".
func (f *finder) planned(i int) bool {
	held := false
	for ; i < f.to && !f.tok(i).Is(";", ".", "đã"); i++ {
		switch f.word(i) {
		case ",":
			if held {
				return false
			}
		case "tổ", "chủ":
			held = true
		case "sẽ":
			if f.runsSoon(i+1, i+2) || f.word(i+1) == "được" && f.runsSoon(i+2, i+3) {
				return true
			}
		case "dự":
			if f.word(i+1) == "kiến" && f.runsSoon(i+2, i+5) {
				return true
			}
		}
	}
	return false
}

// runsSoon reports whether one of tokens [i, end) begins to tell that an event
// takes place.
func (f *finder) runsSoon(i, end int) bool {
	for ; i < end; i++ {
		switch next := f.word(i + 1); f.word(i) {
		case "diễn":
			return next == "ra"
		case "tổ":
			return next == "chức"
		case "khai":
			return next == "mạc"
		}
	}
	return false
}

// scheduled reports whether the sentence gives only what a plan says: "Theo kế
// hoạch, ngày hội diễn ra ngày 20/11".
func (f *finder) scheduled() bool {
	if f.word(f.from) != "theo" {
		return false
	}
	switch next := f.word(f.from + 2); f.word(f.from + 1) {
	case "kế":
		return next == "hoạch" && f.word(f.from+3) == ","
	case "dự":
		return next == "kiến"
	case "lịch":
		return next == ","
	}
	return false
}
