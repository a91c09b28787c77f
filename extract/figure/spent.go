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
	if !w.p.Tokens[c.npFrom].Is("thu", "chi") {
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
