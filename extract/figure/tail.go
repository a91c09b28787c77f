package figure

import (
	"strings"

	"khotin/extract/text"
)

// tail gives the token after the noun phrase that a counted number begins.
func (w *walker) tail(q *quantity) int {
	i := q.to
	if q.elided {
		i = max(i, q.unit.to)
	}
	limit := min(i+12, w.to)
	paired := q.to // where the last of the things counted together ends
	for ; i < limit; i++ {
		t := &w.p.Tokens[i]
		if t.Is(",") && i == paired && q.unit.kind == counted && w.pairs(i+1) && !w.leadsSoon(w.p.count(i+1)) {
			paired = w.p.count(i + 1)
			i++
			continue
		}
		if t.Class == text.Punct && !(t.Glued && t.Either("-", "/") && i+1 < limit && w.p.Tokens[i+1].Glued && !(t.Is("/") && w.p.Tokens[i+1].Class == text.Number)) || w.isDate(i) || w.upward(i) || w.p.is(i, tailStop) && !w.tailKept(i) || i > q.to && t.Is("của") && i+1 < limit && w.p.Tokens[i+1].Either("các", "những") {
			break
		}
		if t.Class == text.Number && !w.mask[i] && !w.bounded(i) && !((w.p.Tokens[i-1].Is("điểm", "lớp", "loại", "hạng", "cấp", "mức") || i+1 < limit && w.p.Tokens[i+1].Is("sao")) && w.quantityAt(i) == nil) {
			break
		}
	}
	if w.leadsOn(i) {
		i = max(q.to, w.giveBack(q.unit.from, i))
	} else if i < w.to && i > q.to && w.p.is(i, tailStop) {
		if w.p.actionEnd(i-1) > i {
			i-- // "doanh nghiệp cắt giảm 27.350 lao động"
		}
	}
	for i > q.to && (w.p.Tokens[i-1].Is("và", "của", "cho", "có", "ở", "tại", "chưa", "trên", "dưới") || i < limit && i < w.to && w.p.Tokens[i].Class == text.Number && w.p.is(i-1, qualifiers)) {
		i--
	}
	return i
}

// leadsSoon reports whether a number begins at token i or within few words behind
// it: "nữ 71 đồng chí, đoàn viên thanh niên 58 đồng chí".
func (w *walker) leadsSoon(i int) bool {
	for n := i + 4; i < w.to && i < n; i++ {
		if w.p.Tokens[i].Class == text.Punct || w.p.is(i, tailStop) {
			return false
		}
		if w.quantityAt(i) != nil {
			return true
		}
	}
	return false
}

// conditions drops the numbers that only say which things are meant: "100%
// doanh nghiệp có từ 25 lao động trở lên", "tỷ lệ người được tiêm ít nhất 1 mũi
// đạt 23,8%".
func (w *walker) conditions() {
	out := w.qs[:0]
	for k := range w.qs {
		if q := &w.qs[k]; !w.qualifies(q) && !w.having(q) && !(k+1 < len(w.qs) && w.threshold(q, &w.qs[k+1])) && !(k > 0 && (w.restricts(&w.qs[k-1], q) || w.portion(&w.qs[k-1], q) || w.sized(&w.qs[k-1], q))) && !(k+1 < len(w.qs) && w.insideRate(q, &w.qs[k+1])) {
			out = append(out, *q)
		}
	}
	w.qs = out
}

// restricts reports whether q, "từ 25 lao động trở lên", restricts the things
// that the number before counts.
func (w *walker) restricts(before, q *quantity) bool {
	toks := w.p.Tokens
	if q.unit.kind == percent || q.from == 0 || !toks[q.from-1].Either("từ", "trên") || q.from-before.to > 8 || q.from-before.to < 2 || before.unit.kind != percent && before.unit.kind != counted && before.unit.kind != open {
		return false
	}
	for i := before.to; i < q.from; i++ {
		if toks[i].Class == text.Punct || w.p.is(i, clauseVerb) || w.isDate(i) {
			return false
		}
	}
	end := q.to
	for end < len(toks) && end < q.to+4 && toks[end].Class == text.Word && !toks[end].Is("trở") {
		end++
	}
	return end+1 < len(toks) && toks[end].Is("trở") && toks[end+1].Either("lên", "xuống")
}

// portion reports whether the percentage q says which of the things that the
// number before counts are meant: "9 dự án giải ngân trên 80%".
func (w *walker) portion(before, q *quantity) bool {
	toks := w.p.Tokens
	if q.unit.kind != percent || before.unit.kind != counted && before.unit.kind != open || before.of != nil || q.from-before.to > 7 || q.from == before.to || !toks[q.from-1].Is("trên", "dưới", "từ") {
		return false
	}
	for i := before.to; i < q.from-1; i++ {
		if toks[i].Class != text.Word || w.p.is(i, clauseVerb) || w.isDate(i) || toks[i].Is("và", "với", "là", "còn", "hoàn", "chưa", "lên", "xuống", "cho") {
			return false
		}
	}
	return q.to >= len(toks) || toks[q.to].Is(",", ";", ".", "và")
}

// sized reports whether q bounds the size of the things that the number before
// counts: "26 cơ sở có quy mô trên 500 con", "312 lượt tàu trọng tải trên 100.000 tấn".
func (w *walker) sized(before, q *quantity) bool {
	toks := w.p.Tokens
	if before.unit.kind != counted && before.unit.kind != open || before.value.Float() < 2 || q.from-before.to > 7 || q.from-before.to < 3 || q.upper != nil || strings.Contains(q.words(&w.p), "/") || !toks[q.from-1].Is("trên", "dưới", "từ") {
		return false
	}
	for i := before.to; i < q.from-1; i++ {
		if toks[i].Class != text.Word || w.p.is(i, clauseVerb) || toks[i].Either("với", "tổng") {
			return false
		}
	}
	return w.dimension(q.from - 1)
}

// dimension reports whether a measure of the size of a thing ends before token i:
// "trọng tải", "thu nhập".
func (w *walker) dimension(i int) bool {
	if i < 2 {
		return false
	}
	a, b := &w.p.Tokens[i-2], &w.p.Tokens[i-1]
	return a.Is("trọng") && b.Is("tải") || a.Is("tải") && b.Is("trọng") || a.Is("công") && b.Is("suất") || a.Is("quy") && b.Is("mô") || a.Is("thu") && b.Is("nhập") || a.Is("dung") && b.Is("tích") || a.Is("chiều") && b.Either("cao", "dài")
}

// bounded reports whether the number at token i is such a bound, and no figure.
func (w *walker) bounded(i int) bool {
	return i > 0 && w.p.Tokens[i].Class == text.Number && w.p.Tokens[i-1].Is("trên", "dưới", "từ") && w.quantityAt(i) == nil && !(i+1 < len(w.p.Tokens) && w.p.Tokens[i+1].Key == "%")
}

// qualifies reports whether q stands in the middle of a noun phrase and says
// which things are meant: "ô tô từ 9 chỗ ngồi trở xuống làm thủ tục".
func (w *walker) qualifies(q *quantity) bool {
	toks := w.p.Tokens
	if q.unit.kind == percent || q.from < 3 || !toks[q.from-1].Is("từ") || toks[q.from-2].Class != text.Word || w.p.is(q.from-2, clauseVerb) || w.p.is(q.from-2, predicate) && !toks[q.from-2].Is("có") || w.p.actionAt(q.from-2) || w.p.actionAt(q.from-3) {
		return false
	}
	i := q.to
	for i < len(toks) && i < q.to+4 && toks[i].Class == text.Word && !toks[i].Is("trở") {
		i++
	}
	return i+2 < len(toks) && toks[i].Is("trở") && toks[i+1].Either("lên", "xuống") && toks[i+2].Class == text.Word && !toks[i+2].Is("và", "là", "có", "trong")
}

// having reports whether q says which of things counted or taken together are
// meant, by what they have: "14 chi bộ có dưới 5 đảng viên", "các hộ có trên 3 lao
// động". What one thing has is a number of its own: "Trường có trên 1.200 học
// sinh".
func (w *walker) having(q *quantity) bool {
	toks := w.p.Tokens
	if q.unit.kind != counted && q.unit.kind != open || q.from < 3 || !toks[q.from-1].Either("dưới", "trên") || !toks[q.from-2].Is("có") {
		return false
	}
	for i := q.from - 3; i > 0 && i >= q.from-6; i-- {
		if b := &toks[i-1]; w.p.count(i) == q.from-2 && (b.Is("số", "các", "những", "mỗi", "%") || b.Class == text.Number && !w.isDate(i-1)) {
			return true
		}
	}
	return false
}

// threshold reports whether q says which things the number after it counts:
// "số xã đạt từ 10 tiêu chí trở lên là 37 xã".
func (w *walker) threshold(q, after *quantity) bool {
	toks := w.p.Tokens
	if q.unit.kind == percent || q.from == 0 || !toks[q.from-1].Either("từ", "trên") || after.from < 2 || !toks[after.from-1].Either("là", "có") {
		return false
	}
	if q.to == after.from-1 && toks[q.from-1].Is("trên") && toks[q.to].Is("là") && q.unit.kind != counted && q.unit.kind != open {
		return (after.unit.kind == counted || after.unit.kind == open) && w.dimension(q.from-1) && w.numberOf(q.from-1) // "số tàu trọng tải trên 50.000 DWT là 214 lượt"
	}
	i := after.from - 2
	return i > q.to && i < q.to+5 && toks[i].Either("lên", "xuống") && toks[i-1].Is("trở")
}

// numberOf reports whether the clause that ends before token i begins with "số" and
// what is counted.
func (w *walker) numberOf(i int) bool {
	for j := i - 1; j >= 0 && j > i-12; j-- {
		if t := &w.p.Tokens[j]; t.Class == text.Punct || w.p.is(j, clauseVerb) {
			return false
		} else if t.Is("số") && !w.label(j) {
			return j == 0 || !w.p.Tokens[j-1].Is("một")
		}
	}
	return false
}

// insideRate reports whether q stands within the noun phrase whose rate the
// percentage after it states.
func (w *walker) insideRate(q, after *quantity) bool {
	toks := w.p.Tokens
	if after.unit.kind != percent || q.unit.kind == percent || after.from-q.to > 6 || q.from == 0 || !toks[q.from-1].Is("nhất", "từ", "đủ", "trên", "dưới") && !(toks[q.from-1].Is("quân", "của", "tại") && q.unit.kind == counted) {
		return false
	}
	for i := q.to; i < after.from; i++ {
		if toks[i].Class == text.Punct {
			return false
		}
	}
	if b := after.from - 1; !toks[b].Is("đạt", "là", "chiếm", "còn") && !(b > 0 && toks[b].Is("trên", "hơn", "gần") && toks[b-1].Either("đạt", "là")) {
		return false
	}
	for i := q.from - 1; i > 0 && i > q.from-20 && toks[i].Class != text.Punct; i-- {
		if toks[i].Is("lệ") && toks[i-1].Either("tỷ", "tỉ") {
			return true
		}
		if w.p.is(i, clauseVerb) {
			return false
		}
	}
	return false
}

// sharedPredicate gives what is said of two counts at once, for the first of
// them: "12 tập thể, 25 cá nhân được tặng Bằng khen".
func (w *walker) sharedPredicate(q *quantity, tail int) string {
	if tail >= w.to || !w.p.Tokens[tail].Is(",", "và", "với") {
		return ""
	}
	for i := q.to; i < tail; i++ {
		if w.p.actionAt(i) {
			return ""
		}
	}
	next := w.quantityAt(tail + 1)
	if next == nil || next.unit.kind != counted && next.unit.kind != open {
		return ""
	}
	at := w.tail(next)
	if at >= w.to || !w.p.Tokens[at].Either("được", "bị") {
		return ""
	}
	to := w.longTail(next)
	for i := at + 2; i < to; i++ {
		if w.p.Tokens[i].Is("của", "vào", "vì", "tại", "trong") {
			to = i
		}
	}
	if to <= at+1 {
		return ""
	}
	return w.phrase(at, to)
}

// pairs reports whether another thing to count begins at token i, so that both
// are counted together: "223 xã, phường, thị trấn".
func (w *walker) pairs(i int) bool {
	n := w.p.count(i)
	return n > i && w.p.Tokens[i].Case == text.Lower && (n >= w.to || w.p.Tokens[n].Class != text.Number && !w.p.Tokens[n].Is("đạt", "được", "có", "tăng", "giảm") && (n >= len(w.p.Tokens) || w.p.Tokens[n].Case == text.Lower || w.p.Tokens[n].Class == text.Punct)) && !w.p.actionAt(i)
}

// tailKept keeps words that stop a tail elsewhere: "tham gia" no, "trong độ
// tuổi", "thực hiện".
func (w *walker) tailKept(i int) bool {
	toks := w.p.Tokens
	switch toks[i].Key {
	case "bằng":
		return i > 0 && toks[i-1].Either("mặt", "công") || toks[i].Case == text.Title && i > 0 && toks[i-1].Case == text.Lower // "được tặng Bằng khen"
	case "đạt":
		return w.attains(i)
	case "tổng":
		return i+1 < len(toks) && toks[i+1].Is("hợp") && !w.leadsSoon(i+2) // "12 viên ma túy tổng hợp"
	case "còn":
		return i+1 < len(toks) && toks[i+1].Is("vướng", "chưa", "thiếu", "nợ", "khó", "tồn", "hiệu", "hoạt", "trống") && !w.leadsSoon(i+1) // "6 dự án còn vướng mặt bằng"
	case "tăng", "giảm":
		return i+1 < len(toks) && toks[i+1].Is("so", ",", ".", ";", "và", "giá") && i > 0 && toks[i-1].Class == text.Word // "33 nhóm tăng so với cùng kỳ, 17 nhóm giảm"
	case "và":
		if w.goesOnToSay(i) {
			return false
		}
		return i+1 < len(toks) && toks[i+1].Class == text.Word && toks[i+1].Case == text.Lower && !w.p.is(i+1, clauseVerb) && !w.p.actionAt(i+1)
	case "ước":
		return i > 0 && toks[i-1].Is("thỏa", "hiệp", "khế", "công", "quy")
	case "bị":
		return i > 0 && toks[i-1].Is("dự", "thiết", "chuẩn", "trang")
	case "cùng":
		return false
	case "làm":
		return i > 0 && toks[i-1].Is("việc") || i+1 < len(toks) && toks[i+1].Is("việc")
	case "trước":
		return false
	case "thuộc":
		return i > 0 && toks[i-1].Is("trực") // "13 chi bộ trực thuộc đảng ủy cơ sở"
	case "tham":
		return i+1 < len(toks) && toks[i+1].Is("quan")
	case "hoàn":
		return i+1 < len(toks) && !toks[i+1].Is("thành")
	case "tiếp":
		return i+1 < len(toks) && !toks[i+1].Is("tục")
	case "trong":
		return i+1 < len(toks) && !toks[i+1].Is("đó", "năm", "tháng", "quý", "thời", "khi", "tổng", "số", "ngày", "kỳ", "dịp", "đợt", "đêm", "sáng") && toks[i+1].Class == text.Word
	}
	return false
}

// goesOnToSay reports whether "và" at token i joins a predicate to the one before:
// "có 420 hội viên và đề nghị thành phố …".
func (w *walker) goesOnToSay(i int) bool {
	toks := w.p.Tokens
	return toks[i].Is("và") && i+1 < len(toks) && (toks[i+1].Is("đề", "mong", "kiến", "cho", "tiếp", "yêu", "có", "không", "được", "góp", "phấn") || w.p.is(i+1, auxiliaries))
}

// attains reports whether "đạt" at token i says which things are meant, not
// how many: "xã đạt chuẩn nông thôn mới".
func (w *walker) attains(i int) bool {
	toks := w.p.Tokens
	return toks[i].Is("đạt") && i+1 < len(toks) && toks[i+1].Is("vững", "chuẩn", "danh", "tiêu", "loại", "giải", "gia", "yêu")
}
