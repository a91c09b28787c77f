package figure

import "khotin/extract/text"

// less gives what a sentence leaves out from the start: "Nếu loại trừ tiền sử
// dụng đất, số thu đạt 800 tỷ đồng" tells of the receipts without it.
func (w *walker) less(sent [2]int) string {
	toks := w.p.Tokens
	i := sent[0]
	if i < sent[1] && toks[i].Is("nếu") {
		i++
	}
	if i+2 >= sent[1] {
		return ""
	}
	switch {
	case toks[i].Is("trừ") && !toks[i+1].Is("khi"):
	case toks[i].Is("loại") && toks[i+1].Is("trừ"), toks[i].Either("không", "chưa") && toks[i+1].Is("kể", "tính", "bao"):
	default:
		return ""
	}
	for j := i + 2; j < sent[1] && j < i+14; j++ {
		if toks[j].Is(",") {
			return w.phrase(i, j)
		}
		if w.quantityAt(j) != nil || toks[j].Class == text.Punct {
			break
		}
	}
	return ""
}

// votedFor gives the person, with the office, whom the votes in q are for: the
// subject of the clause or, where it has none, of the one before. It is empty
// for votes on anything else.
func (w *walker) votedFor(q *quantity, c *clause) string {
	toks := w.p.Tokens
	if u := q.unit.from; u >= len(toks) || !toks[u].Is("phiếu") || q.of != nil {
		return ""
	}
	if c.semicolon {
		w.st.voted = ""
	}
	from := c.from
	for i := c.from; i < c.pred; i++ {
		if toks[i].Either(";", ":") {
			from = i + 1
		}
	}
	for from < c.pred && toks[from].Is("và", "đồng", "chí", "ông", "bà", "đ/c", "-", "+") {
		from++
	}
	named := false
	for i := from; i+1 < c.pred; i++ {
		named = named || toks[i].Case == text.Title && toks[i+1].Case == text.Title
	}
	if named && c.pred-from <= 20 {
		w.st.voted = w.phrase(from, w.trimRight(from, c.pred))
	}
	return w.st.voted
}
