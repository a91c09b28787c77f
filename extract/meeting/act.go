package meeting

import "khotin/extract/text"

// does reads an act that is an event by itself, whose subject is an official,
// a delegation or a body.
func (f *finder) does(i int) *Meeting {
	next, kind := acts.Match(f.p, i)
	if next == i || f.unreal(i) || next < f.to && f.tok(next).Class == text.Word && f.word(i) == "tiếp" && next == i+1 && !f.receives(next) {
		return nil
	}
	switch f.word(i - 1) {
	case "đoàn":
		if f.word(i-2) != "trưởng" { // "làm trưởng đoàn kiểm tra"
			return nil
		}
	case "phòng":
		if w := f.word(i - 2); w != "quốc" && w != "hải" { // "Đoàn công tác của Bộ Quốc phòng kiểm tra"
			return nil
		}
	case "tổ", "cuộc", "buổi", "đợt", "kỳ", "phiên", "và", "gián", "trực", "đội", "tục", "lịch", "trình", "quả", "sở", "gian", "bốc", "lời":
		return nil
	case "chuyến": // "có chuyến thăm", but not "trong chuyến thăm"
		if !f.makesJourney(i - 1) {
			return nil
		}
	}
	if f.word(i-1) == "đi" && f.word(i-2) == "cùng" || f.askedOf(i) || f.willBe(i) || f.again(i) {
		return nil
	}
	if f.word(next-1) == "tại" && f.word(i-1) != "đã" && f.word(i-1) != "vừa" && f.word(i-1) != "đoàn" {
		return nil // "làm việc tại công ty" is employment
	}
	if !f.ownAct(i, next) {
		return nil
	}
	who := f.person(i)
	host := ""
	if who >= 0 {
		host = f.escort(i)
	}
	if host == "" && !(who >= 0 && f.inCompany(i)) {
		host = f.hostBefore(i)
	}
	if who < 0 && (host == "" || !acting(host, kind) && !f.meets(i, next, host)) {
		return nil
	}
	if f.word(i) == "chào" { // the guests call on who receives them
		host = f.calledOn(next)
	} else if host == "" {
		host = f.bodyWith(who, i)
	}
	if who >= 0 && f.word(i) != "chào" && bareDelegation(host) { // of whom its head tells
		if body := f.bodyOf(who, i); body != "" {
			host = body
		}
	}
	m := f.named(i, kind)
	m.Rule, m.Host = ruleActs, host
	return m
}

// ownAct reports whether what is done at many times, at token i, was done on a day
// of its own: a delegation that learns from others, a talk with people, behind the
// verb at token next, and not with the press.
func (f *finder) ownAct(i, next int) bool {
	switch f.word(i) {
	case "học", "trao":
		host := text.Parse(f.hostBefore(i))
		return !f.dateIn(&Meeting{}, f.from, f.to).IsZero() && len(host.Tokens) > 0 && host.Tokens[0].Is("đoàn")
	case "đối":
		return f.ownDay(true) && f.word(next) != "báo" && f.word(next) != "phóng" && f.word(next) != "nhau"
	}
	return true
}

// makesJourney reports whether the journey at token i is what the subject did, "đã
// có chuyến thăm", "thực hiện chuyến thăm", and no circumstance: "đang có chuyến thăm".
func (f *finder) makesJourney(i int) bool {
	switch {
	case f.word(i-1) == "có":
		i--
	case f.word(i-2) == "thực" && f.word(i-1) == "hiện":
		i -= 2
	default:
		return false
	}
	switch f.word(i - 1) {
	case "đang", "sẽ", "sắp", "từng", "chưa", "không":
		return false
	}
	return true
}

// bareDelegation reports whether host is a delegation of which the text does not
// say whose it is: "đoàn công tác".
func bareDelegation(host string) bool {
	p := text.Parse(host)
	return len(p.Tokens) > 0 && p.Tokens[0].Is("đoàn") && hostAt(&p, 0) == len(p.Tokens)
}

// bodyWith gives the body that stands beside official who before the verb at
// token i, as its head, one of it, or on its behalf; "" for none.
func (f *finder) bodyWith(who, i int) string {
	if host := f.ledBody(i); host != "" {
		return host
	}
	if host := f.escort(i); host != "" {
		return host
	}
	if host := f.ledBy(who, i); host != "" {
		return host
	}
	return f.bodyOf(who, i)
}

// ledBody gives the delegation that an official heads before the verb at token
// i: "đồng chí N dẫn đầu Đoàn công tác của Bộ Quốc phòng kiểm tra"; "" for none.
func (f *finder) ledBody(i int) string {
	for j := i - 3; j > f.from && j > i-24; j-- {
		if f.tok(j).Is(";", ".") {
			return ""
		}
		if f.word(j) == "dẫn" && f.word(j+1) == "đầu" && f.word(j+2) == "đoàn" {
			return f.hostText(j+2, i)
		}
	}
	return ""
}

// calledOn gives the body whose leaders token i names: "chào xã giao lãnh đạo
// UBND thành phố".
func (f *finder) calledOn(i int) string {
	if f.word(i) == "lãnh" && f.word(i+1) == "đạo" {
		i += 2
	}
	if hostAt(f.p, i) == i {
		return ""
	}
	end := i
	for end < f.to && f.tok(end).Class == text.Word && !f.tok(end).Is("nhân", "để", "sau", "trước", "tại", "và", "trong") {
		end++
	}
	return f.trimHost(i, end)
}

// receives tells "tiếp đoàn", "tiếp bà N" from "tiếp tục", "tiếp thu".
func (f *finder) receives(i int) bool {
	switch f.word(i) {
	case "và": // "tiếp và làm việc với"
		return f.word(i+1) == "làm" && f.word(i+2) == "việc"
	case "đoàn", "ông", "bà", "ngài", "đồng", "đại", "các", "phó", "thứ", "bộ", "tổng", "công", "lãnh", "tân", "chủ", "giám", "cán", "cựu", "nguyên", "thủ", "quyền", "tổ", "thượng", "trung", "thiếu", "hòa", "giáo":
		return true
	}
	return f.tok(i).Case != text.Lower
}

// meets reports whether a body of any kind, host, that acts on a day of its own
// right before the verb at token i gathers people or meets another body, behind
// the verb at token next. Whom the police work with is another matter.
func (f *finder) meets(i, next int, host string) bool {
	if !f.ownDay(true) || !f.bare(f.pastAdverbs(i)) {
		return false
	}
	p := text.Parse(host)
	if first := p.Tokens[0]; first.Is("cơ", "đồn", "đội", "phòng", "viện", "tòa", "trại", "câu") || first.Is("công") && len(p.Tokens) > 1 && p.Tokens[1].Is("an") {
		return false
	}
	switch f.word(i) {
	case "họp":
		return true
	case "gặp":
		return f.word(i+1) == "gỡ" || f.word(i+1) == "mặt"
	case "làm":
		return f.word(i+2) == "với" && hostAt(f.p, next) > next
	}
	return false
}

// acting reports whether a body without a named official is one whose visits
// and inspections are events.
func acting(host, kind string) bool {
	p := text.Parse(host)
	if len(p.Tokens) == 0 {
		return false
	}
	switch p.Tokens[0].Key {
	case "đoàn", "lãnh", "thường", "ban", "hđnd", "tổ", "ubnd", "ủy", "hội":
		return true
	case "thành", "quận", "huyện", "tỉnh", "đảng":
		return kind != "kiểm tra"
	}
	return false
}
