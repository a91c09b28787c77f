package meeting

import (
	"strings"

	"khotin/extract/official"
	"khotin/extract/text"
)

// bodyOf gives the body for which official n acts before the verb at token
// verb: that of the office held alone, or beside seats in committees and the
// second place in the Party's: "Phó Bí thư Thành ủy, Chủ tịch UBND thành phố".
// It gives "" where the offices are of several bodies, where they name none,
// and where others act with the person.
func (f *finder) bodyOf(n, verb int) string {
	var words []string
	for k := range f.officials {
		for _, m := range f.officials[k].Mentions {
			if m.Caption || m.At.Para != f.para || m.At.From < f.from || m.At.To > verb {
				continue
			}
			if k != n {
				return ""
			}
			words = append(words, f.p.Slice(m.At.From, m.At.To))
		}
	}
	body, party := "", ""
	o := &f.officials[n]
	for k, role := range o.Roles {
		if o.Past[k] || !within(words, role) || official.Member(official.Key(role)) {
			continue
		}
		b := official.PostOf(role, "").Body
		if b == "" {
			continue // "Bộ trưởng" alone
		}
		p := text.Parse(b)
		if hostAt(&p, 0) == 0 || len(p.Tokens) == 1 { // "Phó Trưởng Đoàn" does not tell which
			return ""
		}
		switch {
		case strings.HasPrefix(official.Key(role), "phó bí thư"):
			party = b
		case strings.HasPrefix(body, b): // the same office without its unit
		case body != "" && !strings.HasPrefix(b, body):
			return ""
		default:
			body = b
		}
	}
	if body == "" {
		return party
	}
	return body
}

// ledBy gives the body that acts under official n before the verb at token verb,
// or that he is of: "Đoàn ĐBQH thành phố do đồng chí N chủ trì", "Tổ đại biểu số
// 2 gồm các đồng chí: N, …"; "" where none does.
func (f *finder) ledBy(n, verb int) string {
	for _, m := range f.officials[n].Mentions {
		if m.Caption || m.At.Para != f.para || m.At.From < f.from || m.At.To > verb {
			continue
		}
		for i := m.At.From; i > f.from && i >= m.At.From-6; i-- {
			switch f.word(i) {
			case "do", "gồm":
				if f.word(i-1) == "bao" {
					i--
				}
				return f.hostBefore(i)
			}
		}
	}
	return ""
}

// escort gives the delegation that goes with an official before the verb at
// token verb, "đồng chí N cùng đoàn công tác của Thành ủy"; "" for none and for
// one of which the text does not say whose it is. Guests and others who only go
// along, "cùng Đoàn Thanh niên phường", replace nobody.
func (f *finder) escort(verb int) string {
	if f.word(verb) == "hội" && f.word(verb+1) == "đàm" { // with the other side
		return ""
	}
	for i := verb - 2; i > f.from && i > verb-18 && !f.tok(i).Is(";", ".") && !f.subjectBehind(i); i-- {
		if f.word(i) != "đoàn" || hostAt(f.p, i) == i {
			continue
		}
		switch next := f.word(i + 2); f.word(i + 1) {
		case "công", "đại", "lãnh":
			if next != "tác" && next != "biểu" && next != "đạo" { // "đoàn đại sứ"
				continue
			}
		default:
			continue
		}
		if w := f.word(i - 1); w != "cùng" && w != "và" && (w != "với" || f.word(i-2) != "cùng") {
			continue
		}
		host := f.hostText(i, verb)
		if bareDelegation(host) {
			return ""
		}
		return host
	}
	return ""
}

// inCompany reports whether those who only go along stand between an official and
// the verb at token verb: "đồng chí N, Phó Chủ tịch UBND tỉnh cùng lãnh đạo các sở,
// ngành liên quan kiểm tra". They are no hosts; a body that is named behind "và"
// acts itself.
func (f *finder) inCompany(verb int) bool {
	for n := range f.officials {
		for _, m := range f.officials[n].Mentions {
			if m.Caption || m.At.Para != f.para || m.At.From < f.from || m.At.To >= verb {
				continue
			}
			i := m.At.To
			if f.tok(i).Is(",") {
				i++
			}
			together := f.word(i) == "cùng"
			if !together && f.word(i) != "và" {
				continue
			}
			i++
			if f.word(i) == "với" {
				i++
			}
			if (f.tok(i).Is("lãnh", "đại", "các", "một") || together && hostAt(f.p, i) > i) && !f.dayWithin(i, verb) {
				return true
			}
		}
	}
	return false
}

// within reports whether one of the mentions has the role's words.
func within(mentions []string, role string) bool {
	for _, m := range mentions {
		if strings.Contains(m, role) {
			return true
		}
	}
	return false
}
