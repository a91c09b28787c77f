package place

import "khotin/extract/text"

// Find gives every unit that body names with its type or that the type of the
// neighbouring word settles ("Quận ủy Lê Chân" names quận Lê Chân), in order.
// A district named without its type is a unit only where the sentence shows
// it: after "tại", "ở" and the like, and at the head of a paragraph before a
// colon.
func Find(body *text.Doc) []Mention {
	var out []Mention
	for i := range body.Paras {
		out = findPara(out, &body.Paras[i], i)
	}
	settleBare(out)
	return out
}

// The rules of Find.
const (
	ruleTyped = "typed"       // quận Lê Chân
	ruleParty = "party"       // Quận ủy Lê Chân
	ruleList  = "list"        // các quận Lê Chân, Hải An
	ruleNew   = "typed-new"   // huyện Quỳnh Phụ, a name that we do not hold
	ruleBare  = "bare"        // tại Đồ Sơn
	ruleHead  = "head"        // Lê Chân: …
	ruleCity  = "bare-centre" // của Hải Phòng
)

func findPara(out []Mention, p *text.Para, para int) []Mention {
	capitals, types := gaz.openers, gaz.types
	for i := 0; i < len(p.Tokens); {
		t := &p.Tokens[i]
		openers := capitals
		if t.Case == text.Lower {
			openers = types
		}
		if t.Class != text.Word || !openers.Has(t) {
			i++
			continue
		}
		if t.Key == "tphcm" {
			out = append(out, Mention{text.Range{Para: para, From: i, To: i + 1}, "thành phố Hồ Chí Minh", ruleTyped})
			i++
			continue
		}
		if ms, next := typed(out, p, para, i); next > i {
			out, i = ms, next
			continue
		}
		if m, ok := bare(p, para, i); ok {
			out = append(out, m)
			i = m.At.To
			continue
		}
		i++
	}
	return out
}

// typed reads a type word or a party committee with the name that follows, adds
// the units to out and gives the token after them, i where there is none.
func typed(out []Mention, p *text.Para, para, i int) ([]Mention, int) {
	rule := ruleTyped
	at, level := PartyLevel(p, i)
	if at > i {
		rule = ruleParty
	} else if at, level = Level(p, i); at == i {
		return out, i
	}
	plural := rule == ruleTyped && i > 0 && (p.Tokens[i-1].Is("các", "hai", "ba", "bốn", "mấy", "những") || p.Tokens[i-1].Class == text.Number)
	if plural && at < len(p.Tokens) && p.Tokens[at].Is(":") {
		at++
	}
	next, name := MatchName(p, at)
	if rule == ruleParty && !gaz.has(name, level) {
		if next = newName(p, at); next == at || ofOffice(p, i) {
			return out, i
		}
		name, rule = p.Slice(at, next), ruleNew
	}
	if next == at {
		if level == "xã" && p.Tokens[i].Case != text.Lower {
			return out, i
		}
		if next = newName(p, at); next == at {
			return out, i
		}
		name, rule = p.Slice(at, next), ruleNew
	}
	out = append(out, Mention{text.Range{Para: para, From: i, To: next}, level + " " + name, rule})
	for plural && next < len(p.Tokens) && p.Tokens[next].Is(",", "và", ";") {
		end, name := MatchName(p, next+1)
		if end == next+1 || !gaz.has(name, level) {
			break
		}
		out = append(out, Mention{text.Range{Para: para, From: next + 1, To: end}, level + " " + name, ruleList})
		next = end
	}
	return out, next
}

// ofOffice reports whether the party committee at token i is that of an office
// or of an office's body, behind which two capitals may be a person: "Bí thư
// Huyện ủy", "Trưởng Ban Tổ chức Huyện ủy".
func ofOffice(p *text.Para, i int) bool {
	for j := i - 1; j >= 0 && j >= i-8; j-- {
		switch t := &p.Tokens[j]; {
		case t.Class != text.Word:
			return false
		case t.Is("bí", "viên", "trưởng", "nhiệm", "chánh", "phó", "tịch", "đốc", "ủy", "lệnh") && (!t.Is("ủy") || j > 0 && p.Tokens[j-1].Is("chính")):
			return true
		}
	}
	return false
}

// newName gives the end of a name of two syllables that starts at token i and
// is not followed by a third with a capital. One syllable is no safe name
// ("thành phố Cảng"), and of three or more some may be a person's: three are
// taken where they begin with no frequent family name and no office stands
// before the type word.
func newName(p *text.Para, i int) int {
	n := 0
	for i+n < len(p.Tokens) {
		t := &p.Tokens[i+n]
		if t.Class != text.Word || t.Case != text.Title || !text.IsSyllable(t.Key) {
			break
		}
		n++
	}
	if n == 3 && !p.Tokens[i].Is("nguyễn", "trần", "lê", "phạm", "vũ", "võ", "hoàng", "bùi", "đỗ", "đặng", "phan", "ngô", "hồ", "dương", "đinh", "trịnh") &&
		i > 0 && !ofOffice(p, i-1) {
		return i + n
	}
	if n != 2 || i+n < len(p.Tokens) && p.Tokens[i+n].Class == text.Word && p.Tokens[i+n].Case != text.Lower {
		return i
	}
	return i + n
}

// bare reads a name without a type: the city's own after a word of small
// letters, a district's after a word of place, or at the head of a paragraph.
func bare(p *text.Para, para, i int) (Mention, bool) {
	if p.Tokens[i].Case == text.Lower {
		return Mention{}, false
	}
	next, name := MatchName(p, i)
	if next == i {
		return Mention{}, false
	}
	m := Mention{At: text.Range{Para: para, From: i, To: next}}
	level, ok := mainLevel(name)
	if !ok {
		return m, false
	}
	m.Name = level + " " + name
	follows := next < len(p.Tokens) && p.Tokens[next].Class == text.Word && p.Tokens[next].Case != text.Lower
	switch {
	case i == 0 && next < len(p.Tokens) && p.Tokens[next].Is(":"):
		m.Rule = ruleHead
	case follows:
		return m, false
	case level == "thành phố" && gaz.units[name][0].parent == "" && (i == 0 || barePlaceWord(p, i-1) || p.Tokens[i-1].Is("của", "và", "cho", "với", "là", "giữa", "khắp", "cả", "toàn", "hải", "thì", "đưa", "giúp", "khi")):
		m.Rule = ruleCity
	case i > 0 && barePlaceWord(p, i-1):
		m.Rule = ruleBare
	default:
		return m, false
	}
	return m, true
}

// barePlaceWord reports whether token i is a word after which a place stands.
func barePlaceWord(p *text.Para, i int) bool {
	t := &p.Tokens[i]
	switch t.Key {
	case "tại", "ở", "từ", "đến", "về", "tới", "thăm", "vào", "qua", "rời":
		return t.Class == text.Word
	case "bàn":
		return i > 0 && p.Tokens[i-1].Is("địa")
	}
	return false
}

// mainLevel gives the level of a name that may stand without its type: one of
// the centre's cities or a district of Hải Phòng.
func mainLevel(name string) (string, bool) {
	u := gaz.units[name]
	if len(u) == 0 {
		return "", false
	}
	if u[0].level == "thành phố" && u[0].parent == "" || u[0].parent == city && isDistrict(u[0].level) {
		return u[0].level, true
	}
	return "", false
}

// settleBare gives names without a type the type that the text itself uses for
// the same name, so that "tại Thủy Nguyên" follows "thành phố Thủy Nguyên".
func settleBare(ms []Mention) {
	for i := range ms {
		if ms[i].Rule != ruleBare && ms[i].Rule != ruleHead {
			continue
		}
		_, name := split(ms[i].Name)
		for j := range ms {
			if level, n := split(ms[j].Name); n == name && ms[j].Rule != ruleBare && ms[j].Rule != ruleHead && isDistrict(level) {
				ms[i].Name = ms[j].Name
				break
			}
		}
	}
}
