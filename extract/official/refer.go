package official

import "khotin/extract/text"

// sentences gives the sentences of p, and ends one, too, at an abbreviation
// before an honorific with a capital: "… HĐND TP. Ông N".
func sentences(p *text.Para) [][2]int {
	whole, signs := p.Sentences(), p.Signs()
	var out [][2]int // nil as long as none ends within another
	for k, r := range whole {
		from := r[0]
		for len(signs) > 0 && int(signs[0]) < r[1] {
			i := int(signs[0])
			signs = signs[1:]
			if i == r[0] || i+1 == r[1] || p.Tokens[i].Key != "." {
				continue
			}
			if next := &p.Tokens[i+1]; !next.Glued && next.Case == text.Title && next.Is("ông", "bà", "đồng") {
				if out == nil {
					out = append(make([][2]int, 0, len(whole)+1), whole[:k]...)
				}
				out = append(out, [2]int{from, i + 1})
				from = i + 1
			}
		}
		if out != nil {
			out = append(out, [2]int{from, r[1]})
		}
	}
	if out == nil {
		return whole
	}
	return out
}

// pronoun makes a person of the "Ông", "Bà" or "Đồng chí" that opens a sentence
// before a verb, where the sentence before names one person alone: f.all[before].
func (f *finder) pronoun(p *text.Para, items []item, before int) []item {
	if len(items) == 0 || items[0].kind != words || f.all[before].it.foreign {
		return items
	}
	it := items[0]
	n := 1
	if p.Tokens[it.from].Is("đồng") {
		n = 2
	}
	if it.pre != (prefix{}) || it.to-it.from <= n || !p.Tokens[it.from].Is("ông", "bà", "đồng") || n == 2 && !p.Tokens[it.from+1].Is("chí") ||
		p.Tokens[it.from].Case != text.Title || !p.Tokens[it.from+n].Is("được", "từng", "đã", "hiện", "cũng", "vừa", "là", "giữ") {
		return items
	}
	who := item{kind: person, from: it.from, nameFrom: it.from, to: it.from + n, short: true, pronoun: true}
	it.from += n
	return append([]item{who, it}, items[1:]...)
}

// keyOf gives the key of the name of a person, of a pronoun that of the person
// it stands for.
func (f *finder) keyOf(p *text.Para, it *item, before int) string {
	if it.pronoun && before >= 0 {
		return f.all[before].key
	}
	return nameKey(p, it.nameFrom, it.to)
}
