package meeting

import "khotin/extract/text"

// takesPlace reads an event whose own name is the subject: "Kỳ họp thứ 22 …
// diễn ra", "Đại hội … đã bế mạc", "thông tin tại Hội nghị … do X tổ chức".
func (f *finder) takesPlace(i int) *Meeting {
	next, kind := events.Match(f.p, i)
	if next == i || !f.isEvent(i, next) {
		return nil
	}
	from := f.word(i-1) == "tại"
	if f.p.Tokens[i].Case == text.Lower && !from || kind == "lễ" && from {
		return nil
	}
	for j := next; j < f.to; j++ {
		t := &f.p.Tokens[j]
		if t.Is(";") {
			break
		}
		if t.Class != text.Word || t.Case != text.Lower {
			continue
		}
		w, after := f.word(j), f.word(j+1)
		runs := w == "diễn" && after == "ra" || (w == "khai" || w == "bế") && after == "mạc" || w == "thành" && after == "công" ||
			w == "tiếp" && after == "tục" || w == "bước" && after == "vào" || w == "được" && after == "tổ" || w == "do" && hostAt(f.p, j+1) > j+1
		if !runs {
			continue
		}
		m := f.named(i, kind)
		m.Rule = ruleRuns
		if from {
			m.Rule = ruleFrom
		}
		if m.Host = f.hostElsewhere(i); m.Host == "" && from {
			return nil
		}
		return m
	}
	return nil
}

// does reads an act that is an event by itself, whose subject is an official,
// a delegation or a body.
func (f *finder) does(i int) *Meeting {
	next, kind := acts.Match(f.p, i)
	if next == i || f.unreal(i) || next < f.to && f.p.Tokens[next].Class == text.Word && f.word(i) == "tiếp" && next == i+1 && !f.receives(next) {
		return nil
	}
	switch f.word(i - 1) {
	case "đoàn":
		if f.word(i-2) != "trưởng" { // "làm trưởng đoàn kiểm tra"
			return nil
		}
	case "tổ", "cuộc", "buổi", "đợt", "và", "gián", "trực", "phòng", "đội", "tục":
		return nil
	}
	if f.word(i-1) == "đi" && f.word(i-2) == "cùng" {
		return nil
	}
	who := f.person(i)
	host := f.hostBefore(i)
	if who < 0 && (host == "" || !acting(host, kind)) {
		return nil
	}
	m := f.named(i, kind)
	m.Rule, m.Host = ruleActs, host
	return m
}

// receives tells "tiếp đoàn", "tiếp bà N" from "tiếp tục", "tiếp thu".
func (f *finder) receives(i int) bool {
	switch f.word(i) {
	case "và": // "tiếp và làm việc với"
		return f.word(i+1) == "làm" && f.word(i+2) == "việc"
	case "đoàn", "ông", "bà", "ngài", "đồng", "đại", "các", "phó", "thứ", "bộ", "tổng", "công", "lãnh", "tân", "chủ", "giám", "cán":
		return true
	}
	return f.p.Tokens[i].Case != text.Lower
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
