package figure

import (
	"strings"

	"khotin/extract/text"
)

// doer puts the subject before a verb that says nothing alone: "Cục Thuế thành
// phố thu được 12.345 tỷ đồng".
func (w *walker) doer(s string, c *clause) string {
	if c.npTo-c.npFrom != 1 {
		return s
	}
	if w.p.Tokens[c.npFrom].Is("dài", "rộng", "cao", "sâu", "nặng") && w.st.said == w.sent[0] && w.st.indicator != "" {
		return w.undimensioned(w.st.indicator) + " " + s // "một cầu 4 làn xe dài 648 m"
	}
	if !w.p.Tokens[c.npFrom].Either("thu", "chi") {
		return s
	}
	from := c.npFrom
	for from > c.from && from > c.npFrom-7 && w.p.Tokens[from-1].Class == text.Word && !w.isDate(from-1) && !w.p.is(from-1, auxiliaries) && !w.connects(from-1) && !w.p.Tokens[from-1].Is("đấu") {
		from--
	}
	if from > 0 && w.p.Tokens[from-1].Class == text.Number && from < c.npFrom {
		from++ // "Chương trình … 5 năm chi"
	}
	return w.phrase(from, c.npTo)
}

// spentToDo gives, after a space, what an amount that ends before token i was spent
// to do, where a verb follows it at once: "bố trí 41,2 tỷ đồng sửa chữa 15 nhà văn
// hóa".
func (w *walker) spentToDo(i int) string {
	if i >= w.to || w.p.is(i, clauseVerb|auxiliaries) || !w.p.actionAt(i) {
		return ""
	}
	for j := i; j < w.to && j < i+6 && w.p.Tokens[j].Class != text.Punct; j++ {
		q := w.quantityAt(j)
		if q == nil {
			continue
		}
		if q.unit.kind != counted && q.unit.kind != open {
			return ""
		}
		return " " + w.phrase(i, w.trimRight(i, j)) + " " + w.thing(q, max(w.tail(q), q.to))
	}
	return " " + w.phrase(i, w.nounEnd(i))
}

// doerOf gives where the body begins that does what the verb of the clause says, where
// that says nothing alone and the number not of what: "Riêng Công ty CP Cảng Nam Hải
// xếp dỡ 210 nghìn TEU". It gives -1 elsewhere.
func (w *walker) doerOf(q *quantity, c *clause, end int) int {
	toks := w.p.Tokens
	if from := w.crop(c); from >= 0 {
		return from
	}
	if c.head || c.action < 0 || c.action != c.npFrom || q.unit.kind != measured && q.unit.kind != money || w.p.actionEnd(c.action) < c.npTo || w.follows(q, end) > end || end < w.to && (w.p.actionAt(end) || toks[end].Either("để", "cho")) {
		return -1
	}
	from := c.action
	for from > c.from && from > w.sent[0] && from > c.action-10 && toks[from-1].Class != text.Punct && !w.isDate(from-1) && !w.p.is(from-1, auxiliaries|clauseVerb) {
		from--
	}
	for i := from; i+1 < c.action; i++ {
		if toks[i].Is("các") && toks[i+1].Is("ban", "sở", "đơn", "địa", "doanh", "hợp", "cơ", "nhà") {
			return i // "Các ban quản lý dự án chuyên ngành giải ngân 4.236 tỷ đồng"
		}
		if toks[i].Is("công", "cảng", "bến", "hợp", "ngân", "nhà", "trường", "bệnh", "tập") && !w.p.actionAt(i) && (toks[i].Case == text.Lower || i == from || toks[i-1].Is("riêng")) {
			if w.hasName(i+1, c.action) {
				return i
			}
			break
		}
	}
	return -1
}

// crop gives where the plants or animals begin that the clause tells of, where only
// a verb for what was done with them stands behind them: "Cây lúa đã cấy 18.420 ha".
// It gives -1 elsewhere.
func (w *walker) crop(c *clause) int {
	toks := w.p.Tokens
	if c.head || c.npTo-c.npFrom > 1 && (c.action != c.npFrom || w.p.actionEnd(c.action) < c.npTo) || c.npFrom <= c.from || !w.p.is(c.npFrom-1, auxiliaries) && !toks[c.npFrom-1].Is("được") {
		return -1
	}
	from := c.npFrom - 1
	for from > c.from && toks[from-1].Class == text.Word && from > c.npFrom-8 {
		from--
	}
	if toks[from].Is("cây", "lúa", "ngô", "lạc", "khoai", "rau", "đậu", "đàn", "mía", "sắn", "thuốc") && w.plain(from, c.npTo) {
		return from
	}
	return -1
}

// hasName reports whether a capitalised word or a number stands in tokens [from, to).
func (w *walker) hasName(from, to int) bool {
	for i := from; i < to; i++ {
		if t := &w.p.Tokens[i]; t.Class == text.Number || t.Class == text.Word && t.Case != text.Lower {
			return true
		}
	}
	return false
}

// undimensioned gives an indicator without the "dài" or "rộng" at its end.
func (w *walker) undimensioned(s string) string {
	for _, word := range []string{" dài", " rộng", " cao", " sâu", " nặng"} {
		s = strings.TrimSuffix(s, word)
	}
	return s
}

// total completes "tổng số" with what was counted before.
func (w *walker) total(s string) string {
	if w.st.indicator == "" || strings.Count(s, " ") > 1 {
		return s
	}
	if k := text.Key(s); k == "tổng số" || k == "số" {
		return s + " " + strings.TrimPrefix(w.st.indicator, "số ")
	}
	return s
}

// amountWords are indicators that say nothing without what they are spent on.
var amountWords = set("số_tiền tổng_số_tiền kinh_phí tổng_kinh_phí trị_giá tổng_trị_giá số_vốn diện_tích tổng_diện_tích tỷ_lệ tỉ_lệ quy_mô trọng_lượng tổng_trọng_lượng khối_lượng tổng_khối_lượng")

// paidFor completes "số tiền" with what the same sentence counted before: "chi
// trả cho 118.600 người với số tiền 3.275 tỷ đồng".
func (w *walker) paidFor(s string, c *clause) string {
	if w.st.said != w.sent[0] || w.st.indicator == "" || c.semicolon || strings.Count(s, " ") > 2 || !amountWords[strings.ReplaceAll(text.Key(s), " ", "_")] || strings.HasPrefix(text.Key(w.st.indicator), text.Key(s)) {
		return s
	}
	if p := text.Parse(w.st.indicator); len(p.Tokens) > 0 {
		if n, _ := headLexicon.Match(&p, 0); n > 0 && !actionAt(&p, 0) {
			return s // "tổng mức đầu tư 900 tỷ đồng, diện tích 45 ha"
		}
	}
	if k := text.Key(s); k == "trị giá" && w.st.action != "" {
		return s + " " + short(strings.TrimPrefix(w.st.indicator, w.st.action+" ")) // things are worth it, not what was done with them
	}
	return s + " " + short(w.st.indicator)
}

// longestOwner is the most words that say what an amount is spent on.
const longestOwner = 6

// short gives the first words of an indicator, without those for whom
// something is done.
func short(indicator string) string {
	words := strings.Fields(indicator)
	for i, word := range words {
		if i == longestOwner || i > 1 && word == "cho" {
			words = words[:i]
			break
		}
	}
	s := strings.Join(words, " ")
	if at := strings.LastIndex(s, "“"); at >= 0 && !strings.Contains(s[at:], "”") {
		if end := strings.Index(indicator[at:], "”"); end > 0 {
			s = indicator[:at+end] + "”" // no name in quotes is cut
		}
	}
	return strings.TrimRight(s, ",")
}
