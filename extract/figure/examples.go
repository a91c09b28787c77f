package figure

import "khotin/extract/text"

// exampleOf gives what is measured of units that the sentence names as examples:
// "Các xã có năng suất cao như: Kiến Thiết đạt 61,2 tạ/ha, Đoàn Lập đạt 60,8 tạ/ha".
// The names before the numbers are places. It is empty elsewhere.
func (w *walker) exampleOf(q *quantity, c *clause) string {
	toks := w.p.Tokens
	if c.head || c.action >= 0 && toks[c.action].Case == text.Lower || c.npTo-c.npFrom < 1 || c.npTo-c.npFrom > 6 {
		return ""
	}
	name := c.npFrom
	for name < c.npTo-1 && toks[name].Is("xã", "phường", "huyện", "quận") {
		name++
	}
	if !w.properName(name, c.npTo) {
		return ""
	}
	lead := -1
	for i := c.npFrom - 1; i > w.sent[0]+3; i-- {
		if toks[i].Is("như", "gồm", ":") {
			lead = i
		} else if toks[i].Is(";", "(", ")") {
			return ""
		}
	}
	if lead < 0 || !w.plain(w.sent[0], lead) {
		return ""
	}
	to := lead
	for to > w.sent[0] && toks[to-1].Is("như", "gồm", ":", ",") {
		to--
	}
	if !toks[to-1].Is("cao", "thấp", "lớn", "nhỏ", "nhiều", "ít", "khá", "tốt", "nhanh", "chậm", "đẹp") {
		return ""
	}
	for to > w.sent[0] && toks[to-1].Is("cao", "thấp", "lớn", "nhỏ", "nhiều", "ít", "khá", "tốt", "nhanh", "chậm", "đẹp", "và", "hơn", "rất") {
		to--
	}
	for i := to - 2; i > w.sent[0]; i-- {
		if toks[i].Is("có") && w.headAt(i+1) {
			if s := w.placeOf(c.npFrom, c.npTo); s != "" {
				w.st.place = s
			}
			return w.phrase(i+1, to)
		}
	}
	return ""
}
