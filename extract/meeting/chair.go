package meeting

import (
	"slices"

	"khotin/extract/text"
)

// chair gives the name of who chaired, the first of several, or "".
func (f *finder) chair() string {
	if name := f.chairIn(f.body, false, 3); name != "" {
		return name
	}
	if f.captions == nil {
		return ""
	}
	return f.chairIn(f.captions, true, len(f.captions.Paras))
}

// chairIn gives the name of the first who chaired in the first paragraphs of
// doc, with those of the next sentences who chaired with him: "Cùng chủ trì có …".
func (f *finder) chairIn(doc *text.Doc, caption bool, paras int) string {
	first := ""
	for n := range doc.Paras {
		if n == paras {
			break
		}
		p := &doc.Paras[n]
		for _, s := range p.Sentences() {
			if first != "" && !(p.Tokens[s[0]].Is("cùng", "đồng") && s[0]+1 < s[1] && p.Tokens[s[0]+1].Is("chủ", "điều")) {
				continue
			}
			for i := s[0]; i+1 < s[1]; i++ {
				if t := &p.Tokens[i]; t.Key != "chủ" && t.Key != "điều" || !chairs(p, i, s[1]) {
					continue
				}
				before := f.chairs
				if name := f.chairAt(p, n, caption, s, i); first == "" && name != "" {
					first = name
					break
				} else if first != "" {
					f.chairs = union(before, f.chairs)
					break
				}
			}
		}
	}
	return first
}

// union gives the names of a and those of b that a has not.
func union(a, b []string) []string {
	out := slices.Clone(a)
	for _, name := range b {
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// chairs reports whether token i opens a word of chairing: "chủ trì", "đồng
// chủ trì", "chủ tọa", "điều hành kỳ họp", but not "chủ trì, phối hợp".
func chairs(p *text.Para, i, end int) bool {
	next := &p.Tokens[i+1]
	switch p.Tokens[i].Key {
	case "chủ":
		if !next.Is("trì", "tọa") {
			return false
		}
		if i+3 < end && p.Tokens[i+2].Is(",") && p.Tokens[i+3].Is("phối") {
			return false
		}
		// "cơ quan chủ trì soạn thảo", but not "Chủ tịch UBND xã Dương Quan chủ trì"
		return i == 0 || p.Tokens[i-1].Case != text.Lower || !p.Tokens[i-1].Is("quan", "đơn", "giao", "sẽ")
	case "điều":
		if !next.Is("hành") || i+2 >= end {
			return false
		}
		return p.Tokens[i+2].Is("kỳ", "hội", "phiên", "buổi", "cuộc", "đại") || p.Tokens[i+2].Is("của") && i > 0 && p.Tokens[i-1].Is("sự")
	}
	return false
}

// chairAt gives the official whom the word of chairing at token i is about:
// the one before it, the first of a list that chairs together, or the first
// one after "dưới sự chủ trì của", "Chủ trì hội nghị có".
func (f *finder) chairAt(p *text.Para, para int, caption bool, s [2]int, i int) string {
	led := i > s[0] && p.Tokens[i-1].Is("sự") || i == s[0] || i == s[0]+1 && p.Tokens[s[0]].Is("đồng", "cùng")
	start := s[0] // after the last word of merely attending
	for j := s[0]; j < i; j++ {
		if p.Tokens[j].Is("dự", "tham", "đạo") && p.Tokens[j].Case == text.Lower && !f.inOffice(para, caption, j) && !alongWith(p, j+1, i) {
			start = j + 1
		}
	}
	var named []naming // in [s[0], s[1]), in order
	for n := range f.officials {
		o := &f.officials[n]
		for _, m := range o.Mentions {
			if m.Caption == caption && m.At.Para == para && m.At.From >= s[0] && m.At.To <= s[1] {
				named = append(named, naming{o.Name, m.At.From, m.At.To})
			}
		}
	}
	slices.SortFunc(named, func(a, b naming) int { return a.from - b.from })
	if led {
		for k, m := range named {
			if m.from > i {
				last := k
				for last+1 < len(named) && listed(p, named[last].to, named[last+1].from) {
					last++
				}
				f.chairs = names(named[k : last+1])
				return m.name
			}
		}
		return ""
	}
	last := -1
	for k, m := range named {
		if m.to <= i && m.from >= start {
			last = k
		}
	}
	if last < 0 || !adjoins(p, named[last].to, i) {
		return ""
	}
	first := last
	if p.Tokens[i-1].Is("đồng") && opensList(p, s[0]) { // "Các đồng chí: A, …; B, … đồng chủ trì"
		for first > 0 && named[first-1].from >= start {
			first--
		}
	}
	for first > 0 && named[first-1].from >= start && listed(p, named[first-1].to, named[first].from) {
		first--
	}
	f.chairs = names(named[first : last+1])
	return named[first].name
}

// alongWith reports whether only what joins two verbs stands in [from, to):
// "dự, điều hành kỳ họp", "tham dự và chủ trì".
func alongWith(p *text.Para, from, to int) bool {
	for i := from; i < to; i++ {
		if !p.Tokens[i].Is(",", "và", "dự", "trực", "tiếp", "chỉ", "đạo", "đồng", "-") {
			return false
		}
	}
	return true
}

// names gives the names of mentions, each once.
func names(ns []naming) []string {
	var out []string
	for _, n := range ns {
		if !slices.Contains(out, n.name) {
			out = append(out, n.name)
		}
	}
	return out
}

// opensList reports whether the sentence at token i begins with several people:
// "Các đồng chí:".
func opensList(p *text.Para, i int) bool {
	return i+2 < len(p.Tokens) && p.Tokens[i].Is("các", "hai") && p.Tokens[i+1].Is("đồng", "ông", "đ")
}

// naming is a mention of an official in a sentence: tokens [from, to).
type naming struct {
	name     string
	from, to int
}

// listed reports whether only what divides the names of a list stands in
// [from, to).
func listed(p *text.Para, from, to int) bool {
	for i := from; i < to; i++ {
		t := &p.Tokens[i]
		if t.Class == text.Number || t.Is(",", ";", "và", "cùng", "đồng", "chí", "ông", "bà", "các", "đ", "/", "c", "khóa", "nhiệm", "kỳ", "-", "–", ":",
			"đại", "trung", "thượng", "thiếu", "tá", "tướng", "úy", "pgs", "gs", "ts", "ths", ".") {
			continue
		}
		return false
	}
	return true
}

func (f *finder) inOffice(para int, caption bool, i int) bool {
	for n := range f.officials {
		for k := range f.officials[n].Mentions {
			if m := &f.officials[n].Mentions[k]; m.Caption == caption && m.At.Para == para && m.At.From <= i && i < m.At.To {
				return true
			}
		}
	}
	return false
}

// adjoins reports whether only a term, adverbs and signs stand in [from, to).
func adjoins(p *text.Para, from, to int) bool {
	if to-from > 14 {
		return false
	}
	for i := from; i < to; i++ {
		t := &p.Tokens[i]
		if t.Is(".", ";", "…") {
			return false
		}
		if t.Class == text.Word && t.Case == text.Lower && !t.Is("khóa", "nhiệm", "kỳ", "đã", "vừa", "trực", "tiếp", "đồng", "cùng", "quận", "huyện", "thành", "phố", "và", "lần", "thứ", "đến", "dự",
			"sáng", "trưa", "chiều", "tối", "ngày", "tháng", "năm", "nay", "qua", "hôm") {
			return false
		}
	}
	return true
}
