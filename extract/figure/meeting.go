package figure

// speech reports whether the sentence tells what somebody asks for or decides.
func (w *walker) speech(before int) bool {
	for i := w.sent[0]; i+1 < before && w.all&speeches != 0; i++ {
		if !w.p.is(i, speeches) {
			continue
		}
		n, speaks := &w.p.Tokens[i+1], false
		switch w.p.Tokens[i].Key {
		case "đề":
			speaks = n.Either("nghị", "xuất") && !(i > w.sent[0] && w.p.Tokens[i-1].Is("giấy", "đơn", "sơ", "theo"))
		case "yêu":
			speaks = n.Is("cầu")
		case "kiến":
			speaks = n.Is("nghị") && !w.p.Tokens[i+2].Is("khởi") && !(i > w.sent[0] && w.p.Tokens[i-1].Is(",") && w.acted())
		case "thống":
			speaks = n.Is("nhất")
		case "thảo":
			speaks = n.Is("luận")
		case "biểu":
			speaks = n.Is("quyết")
		case "phát":
			speaks = n.Is("biểu")
		}
		if speaks {
			return true
		}
	}
	return false
}

// own reports whether the number tells what the meeting itself did, or counts
// the parts of a text ("11 nhóm nhiệm vụ chủ yếu"); such figures have no
// period of their own unless the clause names one.
func (w *walker) own(q *quantity, indicator string, c *clause) bool {
	if q.unit.kind == percent {
		return w.vote(q)
	}
	if q.unit.kind != counted && q.unit.kind != open {
		return false
	}
	if w.occasion() {
		return true
	}
	u := q.unit.from
	if w.honoured(q) || u+1 < len(w.p.Tokens) && w.p.Tokens[u].Is("lượt") && w.p.Tokens[u+1].Is("đại", "cử", "ý") {
		return true
	}
	if q.unitText == "phiếu" || u < len(w.p.Tokens) && (w.p.is(u, sessionThings) || w.p.Tokens[u].Is("đại") && u+1 < len(w.p.Tokens) && w.p.Tokens[u+1].Is("biểu")) {
		return true
	}
	if u+1 < len(w.p.Tokens) && w.p.Tokens[u].Is("câu") && w.p.Tokens[u+1].Is("hỏi") && w.questioned(q.to) {
		return true
	}
	for i := w.sent[0]; i < q.from && w.all&sittings != 0; i++ {
		if w.p.is(i, sittings) && w.sits(i, q.from) {
			return true
		}
	}
	return false
}

// questioned reports whether the words from token i on say that deputies question
// somebody: "14 câu hỏi chất vấn".
func (w *walker) questioned(i int) bool {
	for end := min(i+4, w.to-1); i < end; i++ {
		if w.p.Tokens[i].Is("chất") && w.p.Tokens[i+1].Is("vấn") || w.p.Tokens[i].Is("thảo") && w.p.Tokens[i+1].Is("luận") {
			return true
		}
	}
	return false
}

// through reports whether token i is what something goes or comes through, and
// is no paper that is passed: "hàng hóa thông qua cảng", "thông qua đấu giá".
func (w *walker) through(i int) bool {
	return i < len(w.p.Tokens) && w.p.Tokens[i].Is("cảng", "khu", "cửa", "bến", "luồng", "việc", "hệ", "mạng", "ứng", "sàn", "ngân", "đấu", "hoạt", "tuyến", "kênh", "đó", "hình", "cổng")
}

// sits reports whether token i opens, before token to, what those at a meeting
// do: they attend, hear, discuss, pass.
func (w *walker) sits(i, to int) bool {
	if i+1 >= len(w.p.Tokens) {
		return false
	}
	n := &w.p.Tokens[i+1]
	switch w.p.Tokens[i].Key {
	case "tham":
		return n.Is("dự")
	case "thông":
		return n.Is("qua") && !w.through(i+2)
	case "biểu":
		return n.Is("quyết")
	case "xem":
		return n.Is("xét")
	case "nghe":
		return true
	case "chất":
		return n.Is("vấn")
	case "dự":
		return n.Either("có", "hội")
	case "hội":
		return n.Is("nghị") && w.acts(i+2, to)
	case "kỳ":
		return n.Is("họp") && w.acts(i+2, to)
	}
	return false
}

// acts reports whether the meeting named before token i does something there.
func (w *walker) acts(i, to int) bool {
	return i < to && w.p.Tokens[i].Is("đã", "có", "với", "thông", "xem", "cũng", "cho", "quyết", "biểu")
}

// acted reports whether the row before tells in the same sentence what was done in
// the time that the document reports on: "tổ chức 58 cuộc giám sát, kiến nghị xử lý
// 19 vụ việc".
func (w *walker) acted() bool {
	f := w.sameSentence()
	return f != nil && f.Status == Actual && f.Period != nil && (f.PeriodBy == "report" || f.PeriodBy == "section")
}

// vote reports whether the sentence tells how those at the meeting voted.
func (w *walker) vote(q *quantity) bool {
	for i, end := max(w.sent[0], q.from-16), min(w.sent[1], q.to+12); i+1 < end; i++ {
		if !w.p.is(i, votings) {
			continue
		}
		n, votes := &w.p.Tokens[i+1], false
		switch w.p.Tokens[i].Key {
		case "biểu":
			votes = n.Is("quyết")
		case "tán":
			votes = n.Is("thành")
		case "số":
			votes = n.Is("phiếu")
		case "phiếu":
			votes = n.Either("bầu", "tín") || i > 0 && w.p.Tokens[i-1].Is("lệ")
		}
		if votes {
			return true
		}
	}
	return false
}

// dated reports whether the sentence tells what happened on a day, which is
// not what the report sums up.
func (w *walker) dated(q *quantity) bool {
	for i := w.sent[0]; i < q.from; i++ {
		if w.isDate(i) {
			if d := w.dateOf(i); isDay(d) && !d.Issue && !d.Comparison && !d.Anniversary && !w.until(d.At) && !w.compared(d.At.From) {
				return true
			}
		}
	}
	return false
}

// festive reports whether the sentence names, before token to, an occasion for which
// something was done: "để phục vụ du khách dịp lễ". It belongs to no time that the
// text reported on before.
func (w *walker) festive(to int) bool {
	for i := w.sent[0]; i+1 < to && w.all&occasions != 0; i++ {
		if w.p.Tokens[i].Is("dịp") && w.p.Tokens[i+1].Is("này", "lễ", "tết", "nghỉ", "đó") {
			return true
		}
	}
	return false
}

// occasion reports whether the sentence tells what was done there and then:
// "Dịp này, 15 tập thể được tặng Bằng khen".
func (w *walker) occasion() bool {
	i := w.sent[0]
	if i+1 >= w.sent[1] {
		return false
	}
	t, n := &w.p.Tokens[i], &w.p.Tokens[i+1]
	if t.Either("dịp", "nhân") && n.Either("này", "dịp") {
		return true
	}
	for ; i+2 < w.sent[1] && w.all&honours != 0; i++ {
		if !w.p.is(i, honours) {
			continue
		}
		n := &w.p.Tokens[i+1]
		switch w.p.Tokens[i].Key {
		case "tặng", "trao":
			if n.Is("bằng", "giấy", "huân") && w.p.Tokens[i+2].Either("khen", "chương") || n.Is("thưởng") && w.p.Tokens[i].Is("trao") {
				return true
			}
		case "thưởng":
			if n.Is("nóng") {
				return true
			}
		}
	}
	return false
}

// honoured reports whether q counts those whom the meeting honours, or whom it
// elects.
func (w *walker) honoured(q *quantity) bool {
	u := &w.p.Tokens[min(q.unit.from, len(w.p.Tokens)-1)]
	praised, elected := u.Is("tập", "cá", "gia"), u.Is("ủy", "uỷ", "đồng", "đại")
	for i := w.sent[0]; i < w.sent[1] && (praised || elected); i++ {
		t := &w.p.Tokens[i]
		if praised && (t.Either("tặng", "thưởng") || t.Is("dương") && w.p.Tokens[max(i-1, 0)].Either("tuyên", "biểu")) || elected && i < q.from && t.Is("bầu") {
			return true
		}
	}
	return false
}
