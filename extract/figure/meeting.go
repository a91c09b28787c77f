package figure

// speech reports whether the sentence tells what somebody asks for or decides.
func (w *walker) speech(before int) bool {
	for i := w.sent[0]; i+1 < before; i++ {
		t, n := &w.p.Tokens[i], &w.p.Tokens[i+1]
		if t.Is("đề") && n.Is("nghị", "xuất") || t.Is("yêu") && n.Is("cầu") || t.Is("kiến") && n.Is("nghị") && !w.p.Tokens[i+2].Is("khởi") || t.Is("thống") && n.Is("nhất") || t.Is("thảo") && n.Is("luận") || t.Is("biểu") && n.Is("quyết") || t.Is("phát") && n.Is("biểu") {
			return true
		}
	}
	return false
}

// own reports whether the number tells what the meeting itself did, or counts
// the parts of a text ("11 nhóm nhiệm vụ chủ yếu"); such figures have no
// period of their own unless the clause names one.
func (w *walker) own(q *quantity, indicator string, c clause) bool {
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
	if q.unitText == "phiếu" || u < len(w.p.Tokens) && (sessionThings[w.p.Tokens[u].Key] || w.p.Tokens[u].Is("đại") && u+1 < len(w.p.Tokens) && w.p.Tokens[u+1].Is("biểu")) {
		return true
	}
	for i := w.sent[0]; i < q.from; i++ {
		t := &w.p.Tokens[i]
		if i+1 >= len(w.p.Tokens) {
			break
		}
		n := &w.p.Tokens[i+1]
		if t.Is("tham") && n.Is("dự") || t.Is("thông") && n.Is("qua") || t.Is("biểu") && n.Is("quyết") || t.Is("xem") && n.Is("xét") || t.Is("nghe") || t.Is("chất") && n.Is("vấn") || (t.Is("hội") && n.Is("nghị") || t.Is("kỳ") && n.Is("họp")) && i+2 < q.from && w.p.Tokens[i+2].Is("đã", "có", "với", "thông", "xem", "cũng", "cho", "quyết", "biểu") || (t.Is("dự", "Dự")) && (n.Is("có", "hội")) {
			return true
		}
	}
	return false
}

// vote reports whether the sentence tells how those at the meeting voted.
func (w *walker) vote(q *quantity) bool {
	for i := max(w.sent[0], q.from-16); i+1 < min(w.sent[1], q.to+12); i++ {
		t, n := &w.p.Tokens[i], &w.p.Tokens[i+1]
		if t.Is("biểu") && n.Is("quyết") || t.Is("tán") && n.Is("thành") || t.Is("số") && n.Is("phiếu") || t.Is("phiếu") && n.Is("bầu", "tín") {
			return true
		}
	}
	return false
}

// dated reports whether the sentence tells what happened on a day, which is
// not what the report sums up.
func (w *walker) dated(q *quantity) bool {
	for i := w.sent[0]; i < q.from; i++ {
		if k := w.dateAt[i]; k >= 0 {
			if d := &w.dates[k]; isDay(d) && !d.Issue && !d.Comparison && !d.Anniversary && !w.until(d.At) && !w.compared(d.At.From) {
				return true
			}
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
	if t.Is("dịp", "nhân") && n.Is("này", "dịp") {
		return true
	}
	for ; i+2 < w.sent[1]; i++ {
		if w.p.Tokens[i].Is("tặng", "trao") && w.p.Tokens[i+1].Is("bằng", "giấy", "huân") && w.p.Tokens[i+2].Is("khen", "chương") || w.p.Tokens[i].Is("trao") && w.p.Tokens[i+1].Is("thưởng") || w.p.Tokens[i].Is("thưởng") && w.p.Tokens[i+1].Is("nóng") {
			return true
		}
	}
	return false
}

// honoured reports whether q counts those whom the meeting honours, or whom it
// elects.
func (w *walker) honoured(q *quantity) bool {
	u := &w.p.Tokens[min(q.unit.from, len(w.p.Tokens)-1)]
	praised := u.Is("tập", "cá", "gia")
	for i := w.sent[0]; i < w.sent[1]; i++ {
		t := &w.p.Tokens[i]
		if praised && (t.Is("tặng", "thưởng") || t.Is("dương") && w.p.Tokens[max(i-1, 0)].Is("tuyên", "biểu")) || i < q.from && t.Is("bầu") && u.Is("ủy", "uỷ", "đồng", "đại") {
			return true
		}
	}
	return false
}
