package meeting

import "khotin/extract/text"

// frames reads an event that the sentence tells as the frame of what an official
// said there: "Ngày 8/2, tại buổi làm việc với Sở X, Chủ tịch UBND thành phố N
// khẳng định …", "Tiếp Đại sứ N chiều 10/10, Chủ tịch …". It stands at token i, the
// day in the sentence. Talks with the press are none.
func (f *finder) frames(i int) *Meeting {
	if i > f.from && !f.afterDay(i) {
		return nil
	}
	at, kind := i, ""
	next := i
	if f.word(i) == "tại" {
		at = i + 1
		next, kind = events.Match(f.p, at)
		if kind != "buổi làm việc" && kind != "phiên họp" || next < f.to && f.tok(next).Case != text.Lower {
			return nil
		}
	} else if next, kind = acts.Match(f.p, i); kind != "buổi làm việc" && kind != "kiểm tra" || f.word(i) == "tiếp" && next == i+1 && !f.receives(next) {
		return nil
	}
	if next == at {
		return nil
	}
	who, clause := f.speaker(next)
	if who < 0 {
		return nil
	}
	for j := next; j < clause; j++ {
		if f.tok(j).Is("phóng", "báo", "pv", "sẽ") && !f.endsProper(j) {
			return nil
		}
	}
	from := f.from
	f.from = clause
	host := f.bodyOf(who, f.to)
	f.from = from
	if host == "" {
		return nil
	}
	m := f.named(at, kind)
	if m.At.To > clause {
		m.At.To = clause
		for f.tok(m.At.To - 1).Is(",") {
			m.At.To--
		}
		m.Name = f.p.Slice(at, m.At.To)
	}
	m.Rule, m.Host = ruleFrom, host
	if f.dateIn(m, f.from, clause).IsZero() {
		return nil
	}
	return m
}

// speaker gives the official behind a comma after token i who says something, and
// the first token of his clause; -1 where none does.
func (f *finder) speaker(i int) (who, clause int) {
	who = -1
	for n := range f.officials {
		for _, m := range f.officials[n].Mentions {
			if m.Caption || m.At.Para != f.para || m.At.From < i || m.At.To >= f.to || !f.says(m.At.To) {
				continue
			}
			from := m.At.From
			for from > i && f.tok(from-1).Is("đồng", "chí", "ông", "bà", "đ", "/", "c") {
				from--
			}
			if f.tok(from-1).Is(",") && (who < 0 || from < clause) {
				who, clause = n, from
			}
		}
	}
	return who, clause
}

// says reports whether the clause goes on at token i with what its subject says or
// asks for at an event.
func (f *finder) says(i int) bool {
	for f.tok(i).Is("đã", "cũng", ",") {
		i++
	}
	next := f.word(i + 1)
	switch f.word(i) {
	case "khẳng", "chỉ":
		return next == "định" || next == "đạo"
	case "yêu":
		return next == "cầu"
	case "nhấn":
		return next == "mạnh"
	case "đề":
		return next == "nghị"
	case "đánh":
		return next == "giá"
	case "biểu":
		return next == "dương"
	case "ghi":
		return next == "nhận"
	case "lưu":
		return next == "ý"
	case "bày":
		return next == "tỏ"
	}
	return false
}

// hears reads a sitting of which the lead gives only that a body or its head had a
// report: "Thường trực Huyện ủy nghe UBND huyện báo cáo về …". The sentences behind
// it name the event, or its opinion was given on the day that the lead names.
func (f *finder) hears(i int) *Meeting {
	if f.word(i) != "nghe" || f.unreal(i) || f.askedOf(i) || f.willBe(i) {
		return nil
	}
	reports, opinion := false, false
	for j := i + 1; j < f.to; j++ {
		reports = reports || j < i+16 && f.word(j) == "báo" && f.word(j+1) == "cáo"
		opinion = opinion || f.word(j) == "cho" && f.word(j+1) == "ý" && f.word(j+2) == "kiến"
	}
	if !reports && !opinion {
		return nil
	}
	host := ""
	if who := f.person(i); who >= 0 {
		host = f.bodyWith(who, i)
	} else if f.bare(f.pastAdverbs(i)) {
		host = f.hostBefore(i)
	}
	if host == "" {
		return nil
	}
	kind := f.namedLater()
	if kind == "" && opinion && f.ownDay(false) && !f.bygone(i) {
		kind = "phiên họp"
	}
	if kind == "" || kind == "lễ" || kind == "kiểm tra" {
		return nil
	}
	m := f.named(i, kind)
	m.Rule, m.Host = ruleTold, host
	return m
}
