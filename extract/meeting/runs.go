package meeting

import "khotin/extract/text"

// takesPlace reads an event whose own name is the subject: "Kỳ họp thứ 22 …
// diễn ra", "Đại hội … đã bế mạc", "thông tin tại Hội nghị … do X tổ chức".
func (f *finder) takesPlace(i int) *Meeting {
	if f.word(i) == "tiếp" && f.word(i+1) == "tục" {
		return f.goesOn(i + 2)
	}
	next, kind := events.Match(f.p, i)
	if kind == "đại hội" && (f.word(next) == "lần" || f.word(next) == "nhiệm") {
		if host := f.hostBefore(i); host != "" && f.bare(i) { // "Đảng bộ phường Đại hội lần thứ VIII"
			m := f.named(i, kind)
			m.Rule, m.Host = ruleHeld, host
			return m
		}
	}
	if next == i || !f.isEvent(i, next) || f.scheduled() {
		return nil
	}
	from := f.word(i-1) == "tại"
	if f.tok(i).Case == text.Lower && !from && !f.afterDay(i) && !f.opensSitting(i, next, kind) || kind == "lễ" && from {
		return nil
	}
	for j := next; j < f.to; j++ {
		t := f.tok(j)
		if t.Is(";") {
			break
		}
		if t.Class != text.Word || t.Case != text.Lower {
			continue
		}
		chair := -1
		if !f.runs(j) {
			if chair = f.chairedBy(i, j); chair < 0 {
				continue
			}
		}
		switch f.word(j - 1) {
		case "sẽ", "kiến", "sắp", "chưa", "không": // of what is planned
			return nil
		case "thể":
			if w := f.word(j - 2); w == "chưa" || w == "không" {
				return nil
			}
		}
		if f.word(j) == "do" && f.planned(j) {
			return nil
		}
		m := f.named(i, kind)
		m.Rule = ruleRuns
		if from {
			m.Rule = ruleFrom
		}
		switch {
		case f.word(j) == "được":
			m.Host = f.heldBy(j)
		case f.word(m.At.To) == "được" && f.word(j-1) == "lễ": // "lễ khai mạc … được Sở X tổ chức"
			m.Host = f.heldBy(m.At.To)
		}
		if m.Host == "" {
			m.Host = f.hostElsewhere(i)
		}
		if m.Host == "" && chair >= 0 {
			m.Host = f.bodyOf(chair, f.to)
		}
		if m.Host == "" && from {
			return nil
		}
		return m
	}
	if from {
		if m := f.saidAt(i, kind); m != nil {
			return m
		}
		return f.sitsAt(i, next, kind)
	}
	return nil
}

// runs reports whether the words at token j tell that the event before them takes
// place: "diễn ra", "bế mạc", "được tổ chức", "do Quận ủy X".
func (f *finder) runs(j int) bool {
	switch after := f.word(j + 1); f.word(j) {
	case "diễn":
		return after == "ra"
	case "khai", "bế":
		return after == "mạc"
	case "thành":
		return after == "công"
	case "hoàn":
		return after == "thành" && (f.word(j+2) == "chương" || f.word(j+2) == "toàn")
	case "tiếp":
		return after == "tục" && sitting(f.word(j+2))
	case "bước":
		return after == "vào" && sitting(f.word(j+2))
	case "được":
		return after == "tổ" || f.heldBy(j) != ""
	case "do":
		return hostAt(f.p, j+1) > j+1
	}
	return false
}

// chairBehind gives the index of the official behind "do" at token i who chairs an
// event on a day of the article's own time, "do Chủ tịch UBND thành phố N chủ trì",
// and the token behind that; -1 where none does.
func (f *finder) chairBehind(i int) (who, end int) {
	if f.word(i) != "do" || !f.ownDay(true) {
		return -1, i
	}
	for n := range f.officials {
		for _, m := range f.officials[n].Mentions {
			if at := m.At; !m.Caption && at.Para == f.para && at.From > i && at.From < i+4 && f.word(at.To) == "chủ" && (f.word(at.To+1) == "trì" || f.word(at.To+1) == "tọa") {
				return n, at.To + 2
			}
		}
	}
	return -1, i
}

// chairedBy gives the index of the official behind "do" at token j who chaired the
// event at token i, whose day stands right before it or behind the words of
// chairing: "Ngày 4/7, tại phiên họp thường kỳ do N chủ trì, …", "Hội nghị … do N
// chủ trì sáng 12/5 đã …"; -1 where none did. One that was put off, that is ahead or
// that somebody tells of is another matter.
func (f *finder) chairedBy(i, j int) int {
	who, end := f.chairBehind(j)
	if who < 0 || f.word(f.from) == "theo" {
		return -1
	}
	if f.word(i-1) == "tại" {
		i--
	}
	day := f.afterDay(i)
	if !day && i > f.from {
		return -1
	}
	if f.tok(end).Is("sáng", "trưa", "chiều", "tối", "ngày") { // not "tuần trước"
		day = true
		for end++; f.isDay(end); {
			end++
		}
	}
	if !day || !f.tok(end).Is(",", "đã") {
		return -1
	}
	return who
}

// saidAt reads an event of which the lead gives what an official said there:
// "Đó là yêu cầu của đồng chí N tại buổi làm việc với …, chiều 28/5". The day
// must stand in the sentence.
func (f *finder) saidAt(i int, kind string) *Meeting {
	if f.word(f.from) != "đó" && f.word(f.from) != "đây" || f.word(f.from+1) != "là" {
		return nil
	}
	who := f.person(i)
	if who < 0 {
		return nil
	}
	m := f.named(i, kind)
	if f.dateIn(m, f.from, f.to).IsZero() {
		return nil
	}
	m.Rule, m.Host = ruleFrom, f.bodyOf(who, i)
	return m
}

// opensSitting reports whether a numbered session stands at token i, behind a
// clause of its circumstances: "dưới sự điều hành của …, kỳ họp thứ 17 …", "Ngày
// 13/7, tại hội trường …, kỳ họp thứ 15 …".
// What follows a plan, "theo kế hoạch, kỳ họp thứ 8 khai mạc ngày 10/12", need not
// have been.
func (f *finder) opensSitting(i, next int, kind string) bool {
	if i == f.from || !f.tok(i-1).Is(",") || f.word(next) != "thứ" && f.word(next) != "lần" || kind != "kỳ họp" && kind != "phiên họp" {
		return false
	}
	under := false
	for j := f.from; j < i; j++ {
		if f.word(j) == "theo" && (j == f.from || f.tok(j-1).Is(",")) {
			return false
		}
		under = under || f.word(j) == "dưới" && f.word(j+1) == "sự" || f.word(j) == "tại" && f.afterDay(j) && f.isVenue(j+1)
	}
	for j := next; j < f.to && !under && !f.tok(j).Is(",", ";"); j++ {
		after := f.word(j + 1)
		under = f.word(j) == "đã" || f.word(j) == "bước" && after == "vào" || f.word(j) == "tiếp" && after == "tục"
	}
	return under
}

// afterDay reports whether the clause that begins at token i follows a day:
// "sáng 11/12, kỳ họp thứ 21 …".
func (f *finder) afterDay(i int) bool {
	if f.isDay(i - 1) {
		return true
	}
	return i > f.from+1 && f.tok(i-1).Is(",") && f.isDay(i-2)
}

// sitsAt reads a numbered session at which its body decided something: "tại kỳ
// họp thứ 30, HĐND thành phố đã bầu …". Its name stands at i, the token after
// the noun is next.
func (f *finder) sitsAt(i, next int, kind string) *Meeting {
	if kind != "kỳ họp" && kind != "phiên họp" && kind != "đại hội" || f.word(next) != "thứ" && f.word(next) != "lần" && f.word(next) != "chuyên" && f.word(next) != "bất" {
		return nil
	}
	for j := next; j < f.to && j < next+12; j++ {
		if !f.tok(j).Is(",") {
			continue
		}
		if hostAt(f.p, j+1) == j+1 {
			continue
		}
		verb := f.decides(j + 1)
		if verb < 0 {
			return nil
		}
		m := f.named(i, kind)
		m.At.To = j
		m.Name = f.p.Slice(i, j)
		m.Rule, m.Host = ruleFrom, f.hostText(j+1, verb)
		if m.Host == "" {
			return nil
		}
		return m
	}
	return nil
}

// decides gives the first token from i on of what a session does: "đã bầu",
// "tiến hành", "thông qua"; -1 where the clause has none.
func (f *finder) decides(i int) int {
	for ; i < f.to && !f.tok(i).Is(";", ","); i++ {
		if f.tok(i).Case != text.Lower {
			continue
		}
		next := f.word(i + 1)
		switch f.word(i) {
		case "đã", "vừa":
			return i
		case "tiến":
			if next == "hành" {
				return i
			}
		case "thông":
			if next == "qua" {
				return i
			}
		case "bầu", "miễn":
			return i
		case "biểu":
			if next == "quyết" {
				return i
			}
		}
	}
	return -1
}

// sitting reports whether a word opens a part of an event.
func sitting(w string) bool {
	return w == "ngày" || w == "phiên" || w == "chương" || w == "buổi"
}

// bare reports whether the body before the event at token i does nothing else:
// no word of small letters but a unit's type or name, or the end of the name of a
// field of work, "Sở Giao thông vận tải", stands between them.
func (f *finder) bare(i int) bool {
	for j := i - 1; j >= f.from && j >= i-5; j-- {
		t := f.tok(j)
		switch {
		case t.Class != text.Word:
			return false
		case t.Case != text.Lower || t.Is("quận", "huyện", "phường", "xã", "tỉnh", "phố"):
			return true
		case !t.Is("vận", "tải", "đô", "thị", "nghiệp", "giáo", "dục", "đào", "tạo", "thương", "môi", "trường", "quân", "sự", "phụ", "nữ", "nông", "thôn", "thể", "thao",
			"lịch", "tế", "chính", "nguyên", "nghệ", "thuật", "binh", "dựng", "dân", "hải", "quan", "lực", "sản", "thông", "tin"):
			return false
		}
	}
	return false
}

// goesOn reads a session that goes on: "tiếp tục chương trình kỳ họp thứ 15",
// "tiếp tục ngày làm việc thứ hai kỳ họp …".
func (f *finder) goesOn(i int) *Meeting {
	switch f.word(i) {
	case "chương", "ngày", "phiên", "kỳ", "diễn":
	default:
		return nil
	}
	for at := i; at < f.to && at < i+8; at++ {
		next, kind := events.Match(f.p, at)
		if next == at || kind != "kỳ họp" && kind != "đại hội" && kind != "phiên họp" {
			continue
		}
		if f.heldLater(next) { // "Tiếp tục chương trình kỳ họp, HĐND tiến hành phiên chất vấn"
			return nil
		}
		m := f.named(at, kind)
		for end := next; end < m.At.To; end++ {
			if f.tok(end).Is(",") && (f.word(end+1) == "các" || f.word(end+1) == "đại" || f.isDay(end+1)) {
				m.At.To = end
				m.Name = f.p.Slice(at, end)
			}
		}
		m.Rule = ruleRuns
		if m.Host = f.hostElsewhere(at); m.Host == "" {
			m.Host = f.council(i - 2)
		}
		if m.Host == "" {
			if next, _ := hosts.Match(f.p, at+2); next == at+2 {
				m.Host = f.afterComma(at)
			}
		}
		return m
	}
	return nil
}

// council gives the assembly that is the subject of the verb at token verb, in its
// own clause: "HĐND quận Hồng Bàng khóa XX tiếp tục"; "" for other bodies.
func (f *finder) council(verb int) string {
	i := f.bodyIn(f.clauseStart(verb), verb)
	if i < 0 || !f.tok(i).Is("hđnd", "quốc") && (f.word(i) != "hội" || f.word(i+2) != "nhân") {
		return ""
	}
	return f.hostText(i, verb)
}

// heldLater reports whether a verb of holding with its event follows token i.
func (f *finder) heldLater(i int) bool {
	for ; i < f.to; i++ {
		if n := f.holds(i); n > i && f.tok(i).Case == text.Lower {
			if at, _ := f.eventNoun(n, min(n+8, f.to)); at >= 0 {
				return true
			}
		}
	}
	return false
}

// afterComma gives the body that stands behind the session's number: "kỳ họp
// thứ 15, HĐND tỉnh khóa XV".
func (f *finder) afterComma(at int) string {
	for i := at; i < f.to && i < at+12; i++ {
		if f.tok(i).Is(",") {
			if f.isDay(i + 1) {
				continue
			}
			if hostAt(f.p, i+1) > i+1 {
				end := i + 1
				for end < f.to && !f.tok(end).Is(",", ";", ".") && !f.deals(end) {
					end++
				}
				return f.hostText(i+1, end)
			}
			return ""
		}
	}
	return ""
}

// deals reports whether a verb of what a session does stands at token i: "cho ý
// kiến", "xem xét", "thảo luận".
func (f *finder) deals(i int) bool {
	next := f.word(i + 1)
	switch f.word(i) {
	case "cho":
		return next == "ý"
	case "xem":
		return next == "xét"
	case "thảo":
		return next == "luận"
	case "tiến":
		return next == "hành"
	case "thông":
		return next == "qua"
	case "nghe", "đã", "sẽ", "biểu":
		return f.tok(i).Case == text.Lower
	}
	return false
}

// isDay reports whether a date begins at token i.
func (f *finder) isDay(i int) bool {
	for k := range f.dates {
		if at := &f.dates[k].At; at.Para == f.para && at.From <= i && i < at.To {
			return true
		}
	}
	return false
}
