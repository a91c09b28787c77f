package figure

import "khotin/extract/text"

// tail gives the token after the noun phrase that a counted number begins.
func (w *walker) tail(q *quantity) int {
	i := q.to
	if q.elided {
		i = max(i, q.unit.to)
	}
	limit := min(i+9, w.to)
	for ; i < limit; i++ {
		t := &w.p.Tokens[i]
		if t.Is(",") && i == q.to && q.unit.kind == counted && w.pairs(i+1) {
			i++
			continue
		}
		if t.Class == text.Punct && !(t.Glued && t.Is("-", "/") && i+1 < limit && w.p.Tokens[i+1].Glued) || w.isDate(i) || w.upward(i) || tailStop[t.Key] && !w.tailKept(i) {
			break
		}
		if t.Class == text.Number && !w.mask[i] && !(w.p.Tokens[i-1].Is("điểm", "lớp", "loại", "hạng", "cấp", "mức") && w.quantityAt(i) == nil) {
			break
		}
	}
	for i > q.to && (w.p.Tokens[i-1].Is("và", "của", "cho", "có", "ở", "tại") || i < limit && i < w.to && w.p.Tokens[i].Class == text.Number && qualifiers[w.p.Tokens[i-1].Key]) {
		i--
	}
	return i
}

// pairs reports whether another thing to count begins at token i, so that both
// are counted together: "223 xã, phường, thị trấn".
func (w *walker) pairs(i int) bool {
	n, _ := countLexicon.Match(w.p, i)
	return n > i && w.p.Tokens[i].Case == text.Lower && (n >= w.to || !w.p.Tokens[n].Is("đạt", "được", "có", "tăng", "giảm")) && !actionAt(w.p, i)
}

// tailKept keeps words that stop a tail elsewhere: "tham gia" no, "trong độ
// tuổi", "thực hiện".
func (w *walker) tailKept(i int) bool {
	toks := w.p.Tokens
	switch toks[i].Key {
	case "bằng":
		return i > 0 && toks[i-1].Is("mặt", "công")
	case "đạt":
		return w.attains(i)
	case "và":
		return i+1 < len(toks) && toks[i+1].Class == text.Word && toks[i+1].Case == text.Lower && !clauseVerb[toks[i+1].Key] && !actionAt(w.p, i+1)
	case "cùng":
		return false
	case "làm":
		return i > 0 && toks[i-1].Is("việc") || i+1 < len(toks) && toks[i+1].Is("việc")
	case "trước":
		return false
	case "hoàn":
		return i+1 < len(toks) && !toks[i+1].Is("thành")
	case "tiếp":
		return i+1 < len(toks) && !toks[i+1].Is("tục")
	case "trong":
		return i+1 < len(toks) && !toks[i+1].Is("đó", "năm", "tháng", "quý", "thời", "khi", "tổng", "số", "ngày", "kỳ", "dịp", "đợt", "đêm", "sáng") && toks[i+1].Class == text.Word
	}
	return false
}

// attains reports whether "đạt" at token i says which things are meant, not
// how many: "xã đạt chuẩn nông thôn mới".
func (w *walker) attains(i int) bool {
	toks := w.p.Tokens
	return toks[i].Is("đạt") && i+1 < len(toks) && toks[i+1].Is("chuẩn", "danh", "tiêu", "loại", "giải")
}

func actionAt(p *text.Para, i int) bool {
	n, _ := actionLexicon.Match(p, i)
	return n > i
}
