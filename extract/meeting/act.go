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
	case "nghị": // "hội nghị đối thoại với nhân dân"
		if f.word(i) == "đối" || f.word(i) == "tiếp" {
			return nil
		}
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
	if f.isNoun(i, next) || !f.ownAct(i, next) {
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
	if who < 0 && (host == "" || !acting(host, kind)) {
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
	if kind == "kiểm tra" && isFirm(host) {
		return nil // that looks into its own works
	}
	m := f.named(i, kind)
	m.Rule, m.Host = ruleActs, host
	return m
}

// isNoun reports whether what stands in tokens [i, next) is a part of another word,
// "thăm dò", or what something is known from: "kiểm tra cho thấy".
func (f *finder) isNoun(i, next int) bool {
	switch f.word(next) {
	case "dò", "diễn":
		return f.word(i) == "thăm"
	case "cho":
		return f.word(next+1) == "thấy"
	}
	return false
}

// ownAct reports whether a talk with people, or with voters, at token i is what the
// official or the body right before it did, and no plan: who talks with those
// behind the verb at token next does so on a day of its own.
func (f *finder) ownAct(i, next int) bool {
	voters := f.word(i) == "tiếp" && f.word(i+2) == "với"
	if f.word(i) != "đối" && !voters {
		return true
	}
	at := f.pastAdverbs(i)
	for _, m := range f.persons {
		if m.From >= f.from && m.To == at {
			return f.word(f.from) != "theo" && (voters || f.ownDay(true) && f.isPublic(next))
		}
	}
	return voters && f.word(f.from) != "theo" && f.person(i) < 0 && f.bare(at)
}

// isPublic reports whether those named at token i are people with whom the head of
// a place talks: "đối thoại với nhân dân", "với 200 đoàn viên".
func (f *finder) isPublic(i int) bool {
	next := f.word(i + 1)
	switch f.word(i) {
	case "nhân":
		return next == "dân"
	case "người":
		return next == "dân" || next == "lao"
	case "thanh":
		return next == "niên"
	case "đoàn", "hội":
		return next == "viên"
	case "công":
		return next == "nhân"
	case "nông":
		return next == "dân"
	case "doanh":
		return next == "nghiệp"
	case "các":
		return next == "hộ" || next == "doanh"
	}
	return f.tok(i).Class == text.Number
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

// isFirm reports whether host is the name of a firm.
func isFirm(host string) bool {
	p := text.Parse(host)
	return len(p.Tokens) > 1 && p.Tokens[0].Is("công") && p.Tokens[1].Is("ty")
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
