package figure

import "khotin/extract/text"

// predicate gives where the predicate that ends before token to begins. Before
// a count (counting) "hoàn thành" and "thực hiện" say what is counted.
func (w *walker) predicate(from, to int, counting bool) int {
	toks := w.p.Tokens
	i := to
	for i > from {
		t := &toks[i-1]
		if t.Class != text.Word || w.mask[i-1] {
			// "ước cả năm đạt": a period inside the predicate.
			if i < to && w.isDate(i-1) {
				if b := w.dateOf(i - 1).At.From; b > from && toks[b-1].Either("ước", "hiện") && b-1 < i {
					i = b
					continue
				}
			}
			break
		}
		if !w.p.is(i-1, predicate|pairEnds|predicateOthers) {
			break
		}
		if t.Either("lệ", "trọng") && i-2 > from && toks[i-2].Either("tỷ", "tỉ") && (toks[i-3].Is("chiếm") || t.Is("lệ") && toks[i-3].Is("đạt")) {
			i -= 2
			continue
		}
		if w.p.is(i-1, pairEnds) && i-1 > from && pairs[t.Key][toks[i-2].Key] && !(counting && (t.Is("thành") || t.Is("hiện"))) {
			if t.Key == "quân" && i < to && !w.p.is(i, qualifiers) && !(i-2 > from && w.p.is(i-3, clauseVerb)) {
				break // "thu nhập bình quân đạt"
			}
			if t.Key == "trưởng" && i < to && toks[i].Either("đạt", "là") && (i-2 == from || w.isDate(i-3) || toks[i-3].Class == text.Punct) {
				break // "quý II, tăng trưởng đạt 12%"
			}
			if t.Key == "trưởng" && i-2 > from && (w.p.is(i-3, growthHeads) || toks[i-3].Is("vào", "góp", "đà", "cho")) {
				break
			}
			i -= 2
			continue
		}
		if t.Is("cắt") && i < to && toks[i].Is("giảm") && w.ofPercent(to) {
			i--
			continue
		}
		if i-2 > from && toks[i-2].Is("ước") && t.Is("thu", "chi", "hiện") {
			i -= 2 // "tổng thu ngân sách ước thu trên 67 nghìn tỷ đồng"
			continue
		}
		if t.Is("lại") && i-1 > from && toks[i-2].Is("còn") && (i-2 == from || toks[i-3].Either(",", ";")) {
			i -= 2 // "…, còn lại 8,6% hoàn thành nhiệm vụ"
			continue
		}
		if t.Is("nâng") && i < to && toks[i].Either("từ", "lên") {
			i-- // "mức chuẩn nâng từ 360.000 đồng lên"
			continue
		}
		if !w.p.is(i-1, predicate) && !(t.Is("mới") && i < to && !(i-2 >= from && toks[i-2].Is("thôn", "cấp", "xây", "ký", "lập"))) {
			break
		}
		if i-1 > from && w.endsOther(i-1, from, to) {
			break
		}
		if t.Is("có") && i-1 > from && toks[i-2].Is("hiện") || t.Is("gồm") && i-1 > from && toks[i-2].Is("bao") {
			i -= 2
			continue
		}
		i--
	}
	for i < to && toks[i].Is("đã", "đều", "cũng", "sẽ", "vẫn", "với", "cần") {
		i++
	}
	return i
}

// endsOther reports whether the word of a predicate at token i ends another word
// that begins behind token from: "mầm non", "nâng cao", "tốc độ tăng".
func (w *walker) endsOther(i, from, to int) bool {
	toks := w.p.Tokens
	b := &toks[i-1]
	switch toks[i].Key {
	case "non":
		return b.Is("mầm", "nước", "núi", "cây", "lúa", "rừng")
	case "thêm":
		return i-1 > from && b.Is("tăng") && (toks[i-2].Either("trị", "vốn") || i-3 > from && toks[i-2].Is("và") && toks[i-3].Is("mới"))
	case "sát":
		return b.Is("giám", "khảo", "quan", "kiểm", "cảnh", "khám")
	case "kém":
		return b.Is("yếu")
	case "lên", "xuống":
		return b.Is("trở")
	case "cao":
		if i+1 < to && toks[i+1].Is("hơn") {
			return false // "chất lượng cao hơn 12%"
		}
		return b.Is("nâng", "công", "nghệ") || b.Is("lượng") && i-1 > from && toks[i-2].Is("chất")
	case "giảm":
		if b.Is("cắt") && !w.ofPercent(to) {
			return true
		}
		fallthrough
	case "tăng":
		return w.p.is(i-1, growthHeads) && !(i-1 > from && toks[i-2].Is("chỉ"))
	}
	return false
}

// pairs are predicate words of two syllables: the second, and what may stand
// before it.
var pairs = map[string]words{
	"trưởng": set("tăng"), "quân": set("bình"), "thành": set("hoàn"), "hiện": set("thực"), "đương": set("tương"),
	"mức": set("ở đạt vượt tới lên xuống tại"), "ngưỡng": set("chạm vượt đạt cán"), "mốc": set("vượt đạt cán chạm"), "thiểu": set("tối"), "đa": set("tối"), "nhất": set("ít"),
	"xỉ": set("xấp"), "bình": set("trung"), "ứng": set("tương"), "cộng": set("tổng"), "kiến": set("dự"), "lượt": set("lần"), "tính": set("tạm ước"), "tục": set("tiếp liên"),
}

func (w *walker) verbs(from, to int) (v verbs) {
	toks := w.p.Tokens
	for i := from; i < to; i++ {
		t := &toks[i]
		more := i+1 < to && toks[i+1].Is("hơn")
		switch t.Key {
		case "xong":
			v.done = true
		case "tăng", "nâng":
			v.up = true
		case "vượt":
			v.exceed = true
		case "cao", "nhiều", "lớn":
			v.up = v.up || more
		case "giảm", "hụt", "sụt", "tụt":
			v.down = true
		case "thấp", "ít", "kém":
			v.down = v.down || more
		case "gấp":
			v.times = true
		case "còn", "xuống", "lên":
			v.to = true
		case "từ":
			v.from = true
		case "chiếm":
			v.share = true
		case "bằng":
			v.equal = true
		case "đạt", "thành", "hiện":
			v.reach = true
		case "là":
			v.is = true
		}
	}
	return v
}
