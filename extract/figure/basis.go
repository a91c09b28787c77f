package figure

import (
	"strings"

	"khotin/extract/date"
	"khotin/extract/text"
)

// basisHeads begin what a percentage is measured against, without diacritics
// because portals misspell them ("chi tiêu").
var basisHeads = map[string]string{
	"ke": "hoach", "chi": "tieu", "du": "toan", "muc": "tieu", "cung": "ky", "nghi": "quyet", "dinh": "muc", "kh": "", "yeu": "cau", "tong": "", "binh": "quan", "trung": "binh", "nhiem": "vu", "kich": "ban", "nhu": "cau",
}

// basisAt reads the basis that begins at token i, after a percentage or a
// change: "kế hoạch thành phố giao", "so với cùng kỳ". It gives the tokens of
// the basis itself (without "so với") and the token after it; from == to where
// there is none.
func (w *walker) basisAt(i int, q *quantity) (from, to, end int) {
	p := &w.p
	end = i
	toks := p.Tokens
	bracket := false
	if i+2 < len(toks) && toks[i].Key == "(" && toks[i+1].Is("so") {
		i, bracket = i+1, true
	}
	if i < len(toks) && toks[i].Is("lần") {
		i++
	}
	compared := false
	switch {
	case i+1 < len(toks) && toks[i].Is("so") && toks[i+1].Is("với"):
		i, compared = i+2, true
	case i+1 < len(toks) && toks[i].Is("so"):
		i, compared = i+1, true
	case i+1 < len(toks) && toks[i].Either("trên", "của") && toks[i+1].Is("tổng", "kế", "chỉ", "dự"):
		i++
	}
	if i >= w.to || !compared && !w.basisHead(i, q) {
		return end, end, end
	}
	j := i
	for ; j < w.to && j-i < 18; j++ {
		t := &toks[j]
		if t.Class == text.Word && !w.p.is(j, basisStop|basisMarks) {
			continue
		}
		if t.Class == text.Punct && t.Is(",", ";", ":", ".", ")", "(", "…", "|", "”") || j > i && w.p.is(j, basisStop) && !w.isDate(j) && !(t.Is("tăng") && j+1 < w.to && toks[j+1].Is("trưởng")) && !(t.Is("cao") && toks[j-1].Is("lượng", "nghệ", "cấp")) {
			break
		}
		if j > i && t.Is("do", "nhờ", "vì") && !w.assigned(j) || t.Is("và") && j+1 < w.to && toks[j+1].Is("chỉ") {
			break
		}
		if t.Either("–", "-") && !t.Glued && !w.isDate(j) {
			break
		}
		if t.Is("và", "còn", "là") && j+1 < w.to && (toks[j+1].Class == text.Number && !w.isDate(j+1) || w.p.is(j+1, clauseVerb) || t.Either("là", "còn")) {
			break
		}
		if t.Is("cho") && j > i && j+1 < w.to && toks[j+1].Class == text.Number {
			break
		}
		if t.Is("với") && j > i && j+1 < w.to && toks[j+1].Class == text.Number && !w.isDate(j+1) {
			break
		}
		if t.Either("trong", "với") && j+1 < len(toks) && toks[j+1].Either("đó", "tổng") {
			break
		}
		if toks[j].Class == text.Number && !w.mask[j] && j > i {
			if q := w.quantityAt(j); q != nil {
				break
			}
		}
	}
	if j == i {
		return end, end, end
	}
	end = j
	if bracket && j < w.to && toks[j].Key == ")" {
		end = j + 1
	}
	return i, j, end
}

// assigned reports whether "do" at token i says who set a plan: "kế hoạch do
// thành phố giao".
func (w *walker) assigned(i int) bool {
	for j := i + 1; j < w.to && j < i+9 && w.p.Tokens[j].Class == text.Word; j++ {
		if w.p.Tokens[j].Is("giao", "ra", "dựng", "quyết", "duyệt") {
			return true
		}
	}
	return false
}

// basisHead reports whether a basis may begin at token i without "so với".
func (w *walker) basisHead(i int, q *quantity) bool {
	t := &w.p.Tokens[i]
	if t.Class != text.Word {
		return false
	}
	cung := t.Is("cùng") && i+1 < len(w.p.Tokens) && w.p.Tokens[i+1].Folds("ky")
	switch q.unit.kind {
	case percent, points:
		if second, ok := basisHeads[text.Fold(t.Key)]; ok && (second == "" && t.Either("kh", "tổng") || i+1 < len(w.p.Tokens) && w.p.Tokens[i+1].Folds(second)) {
			return true
		}
		if w.wholes && w.p.is(i, wholeHeads) && !(t.Is("số") && i+1 < len(w.p.Tokens) && w.p.Tokens[i+1].Is("với")) {
			return true
		}
		return t.Is("năm", "tháng", "quý") && w.isDate(i) && w.dateOf(i).Comparison
	case times:
		if w.isDate(i) && w.dateOf(i).At.From == i {
			return true
		}
		return !w.p.is(i, clauseVerb) && !t.Is("và", "trong", "để", "do", "nhờ", "đã", "là", "còn", "nhưng", "mà", "vào", "khi", "ở", "tại", "từ", "nếu", "được")
	}
	return cung
}

// isDate reports whether token i belongs to a date.
func (w *walker) isDate(i int) bool { return w.dateAt[i] > 0 }

// dateOf gives the date to which token i belongs.
func (w *walker) dateOf(i int) *date.Date { return w.dates[w.dateAt[i]-1] }

// quantityAt gives the quantity that starts at token i, or nil.
func (w *walker) quantityAt(i int) *quantity {
	for k := range w.qs {
		if w.qs[k].from == i {
			return &w.qs[k]
		}
	}
	return nil
}

// basis gives what a ratio or growth is measured against, from the clause
// itself, from the next number of the list, or from the one before.
func (w *walker) basis(m Measure, own string, rest []quantity, q *quantity) string {
	if m == Level {
		return ""
	}
	if own != "" {
		if w.st.based = true; m == Ratio {
			w.st.basis = own
		}
		return own
	}
	if m == Growth {
		return w.st.front
	}
	for k := range rest {
		if k > 3 || rest[k].unit.kind != percent && rest[k].of == nil {
			break
		}
		if w.changesBefore(rest[k].from, m) {
			break
		}
		if rest[k].unit.kind != percent {
			continue
		}
		end := rest[k].to
		if end+1 < w.to && w.p.Tokens[end].Is("trở") {
			end += 2
		}
		if from, to, _ := w.basisAt(end, &rest[k]); from < to && w.inside[q.from] == w.inside[rest[k].from] {
			return w.p.Slice(from, to)
		}
	}
	return w.st.basis
}

// isPlan reports whether a basis is a plan, which no share is of.
func isPlan(basis string) bool {
	first, rest, _ := strings.Cut(text.Fold(basis), " ")
	second, ok := basisHeads[first]
	return ok && second != "ky" && second != "quan" && second != "binh" && second != "" && strings.HasPrefix(rest, second)
}

// changesBefore reports whether the number at token i is a change, whose basis
// is none of a ratio's.
func (w *walker) changesBefore(i int, m Measure) bool {
	for j := i - 1; j >= i-4 && j > w.sent[0] && m == Ratio; j-- {
		if t := &w.p.Tokens[j]; w.p.is(j, changeVerbs) {
			return true
		} else if t.Class != text.Word {
			return false
		}
	}
	return false
}
