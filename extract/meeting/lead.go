package meeting

import (
	"khotin/extract/date"
	"khotin/extract/text"
)

// firstYear is the year before which no article of a portal was written: an event
// of an earlier day is history that the article tells.
const firstYear = 1995

// lead reads the event from the first sentences of paragraph f.p.
func (f *finder) lead() *Meeting {
	for n, s := range f.p.Sentences() {
		if n == 2 || n == 1 && f.para > 0 || n == 0 && lostLead(f.p) {
			break
		}
		f.from, f.to = s[0], s[1]
		if n == 0 {
			f.from = pastArtefacts(f.p, s[1])
		}
		if f.para > 0 && f.aside() || f.ofOld() || f.ahead() || f.word(f.from) == "trong" && f.word(f.from+1) == "đó" {
			continue
		}
		m := f.event()
		if m == nil {
			continue
		}
		f.complete(m)
		if y := m.Date.Year; y > 0 && y < firstYear {
			continue
		}
		if f.para > 0 && !f.leadsOn(m) && (m.Host == "" || m.Date.IsZero() && !f.saysDay() || m.Rule == ruleActs || m.Rule == ruleJoin || m.Rule == ruleFrom) {
			continue
		}
		return m
	}
	return nil
}

// leadsOn reports whether the sentence, behind a summary, begins with its day and
// tells what an official then did: "Chiều 10/5, đồng chí N chủ trì buổi họp báo …".
// A day whose year is written, where nothing behind it is of the event, and one
// since which much has come, are of history.
func (f *finder) leadsOn(m *Meeting) bool {
	return f.para == 1 && m.Kind != "kiểm tra" && m.Rule != ruleFrom && !m.Date.IsZero() && f.isDay(f.from) && f.person(m.At.From) >= 0 &&
		(f.ownDay(true) || f.namedLater() == m.Kind) && !f.sinceThen()
}

// saysDay reports whether the sentence begins with a day, "Ngày 18/8": without
// a year it may not have become a date.
func (f *finder) saysDay() bool {
	switch f.word(f.from) {
	case "ngày", "sáng", "chiều", "tối", "trưa", "hôm":
		return true
	}
	return false
}

// ofOld reports whether the sentence tells of a past year or of what is done
// again and again: "Năm 2010, ông …", "Mỗi quý, Đảng ủy xã …".
func (f *finder) ofOld() bool {
	i := f.from
	next := f.word(i + 1)
	unit := next == "năm" || next == "tháng" || next == "quý" || next == "tuần" || next == "kỳ"
	for j := i; j < i+9; j++ {
		if w := f.word(j + 1); (f.word(j) == "hằng" || f.word(j) == "hàng") && (w == "năm" || w == "tháng" || w == "quý" || w == "tuần") {
			return true
		}
	}
	switch f.word(i) {
	case "mỗi", "nhiều", "những":
		return unit
	case "định":
		return next == "kỳ"
	case "thời":
		return next == "gian" && (f.word(i+2) == "qua" || f.word(i+2) == "gần" || f.word(i+2) == "vừa") && !f.hasDay()
	case "từ":
		for j := i + 1; j < i+9 && !f.tok(j).Is(","); j++ { // "Từ đầu năm đến nay"
			if f.word(j) == "đến" && f.word(j+1) == "nay" {
				return !f.hasDay()
			}
		}
	case "năm":
		if i+1 >= f.to || f.tok(i+1).Class != text.Number {
			return false
		}
		return !f.hasDay()
	}
	return false
}

// hasDay reports whether the sentence names a day.
func (f *finder) hasDay() bool {
	for i := range f.dates {
		d := &f.dates[i]
		if d.Grain == date.GrainDay && d.At.Para == f.para && d.At.From >= f.from && d.At.From < f.to && !d.Issue && !d.Anniversary {
			return true
		}
	}
	return false
}

// aside reports whether the sentence tells what came before or after the event.
func (f *finder) aside() bool {
	switch f.word(f.from) {
	case "trước", "theo", "cùng", "sau", "tiếp", "dự", "được", "cũng", "ngoài", "tại", "năm", "từ":
		return f.word(f.from) != "từ" || f.word(f.from+1) != "ngày"
	}
	return false
}

// pastArtefacts gives the token of the first sentence, which ends at to, at
// which it begins once the marks that dumps put before it are left out:
// "date 2023-07 Ngày 11/7", "BHG - Ngày 11.1", "TTH.VN - Sáng 20/9", "20:18 05/12/2024 Sáng 5-12".
func pastArtefacts(p *text.Para, to int) int {
	i := 0
	if p.Tokens[0].Is("date") && p.Tokens[0].Case == text.Lower {
		i++
	}
	for i < to && p.Tokens[i].Class != text.Word {
		if p.Tokens[i].Is("(", "“", "\"") {
			return i
		}
		i++
	}
	if i+4 < to && p.Tokens[i+1].Is(".") && p.Tokens[i+1].Glued && p.Tokens[i+2].Glued && p.Tokens[i+2].Is("vn", "com") && p.Tokens[i+3].Is("-", "–", "—") {
		return i + 4
	}
	if i+2 < to && p.Tokens[i+1].Is("-", "–", "—") && !p.Tokens[i+1].Glued && (p.Tokens[i].Case == text.Upper || !text.IsSyllable(p.Tokens[i].Key)) {
		return i + 2
	}
	if i == to {
		return 0
	}
	return i
}

// lostLead reports whether the paragraph begins inside a sentence.
func lostLead(p *text.Para) bool {
	if len(p.Tokens) == 0 {
		return true
	}
	t := &p.Tokens[0]
	return t.Class == text.Word && t.Case == text.Lower && !(t.Is("date") && len(p.Tokens) > 1 && p.Tokens[1].Class != text.Word) || t.Is(".", ",", ";", ")", "…")
}
