package official

import (
	_ "embed"
	"strings"
	"unicode/utf8"

	"khotin/extract/place"
	"khotin/extract/text"
)

//go:embed wordings.txt
var wordingList string

// wordings maps short and other wordings of offices and bodies to one.
var wordings = text.NewLexicon(wordingList, false)

// Key gives what all wordings of an office, or of a body, in one unit have in
// common: the words in lower case without the unit's name and without
// "nguyên", abbreviations spelled out. "Bí thư Quận ủy Lê Chân" and "bí thư
// Quận uỷ" are "bí thư quận ủy". The unit itself is that of PostOf.
func Key(words string) string {
	p := text.Parse(text.Normalize(words))
	gone := unitNames(&p)
	var out []string
	for i := 0; i < len(p.Tokens); {
		t := &p.Tokens[i]
		switch {
		case gone[i], t.Class == text.Punct, i == 0 && t.Is("nguyên", "cựu", "tân"), t.Either("của", "thuộc"):
			i++
			continue
		}
		if next, long := wordings.Match(&p, i); next > i && !gone[next-1] && (t.Case == text.Upper || t.Case == text.Mixed || len(t.Key) > 3) {
			out = append(out, text.Key(long))
			i = next
			continue
		}
		out = append(out, t.Key)
		i++
	}
	key := strings.Join(out, " ")
	for _, w := range [...]string{" thành phố", " tỉnh"} { // Sở Y tế thành phố is Sở Y tế
		if strings.Contains(key, " sở ") || strings.HasPrefix(key, "sở ") {
			key = strings.TrimSuffix(key, w)
		}
	}
	return key
}

// unitNames tells the tokens that are the names of units, without their types.
func unitNames(p *text.Para) map[int]bool {
	gone := make(map[int]bool)
	doc := &text.Doc{Paras: []text.Para{*p}}
	for _, m := range place.Find(doc) {
		from := m.At.From
		if next, level := place.PartyLevel(p, from); level != "" {
			from = next
		} else if next, level := place.Level(p, from); level != "" {
			from = next
		}
		for i := from; i < m.At.To; i++ {
			gone[i] = true
		}
	}
	for i := range p.Tokens {
		if p.Tokens[i].Case == text.Lower || gone[i] {
			continue
		}
		if next, name := place.MatchName(p, i); next == len(p.Tokens) && place.Main(name) != "" {
			for j := i; j < next; j++ {
				gone[j] = true
			}
		}
	}
	return gone
}

// Past reports whether an office as written is one that the person no longer
// holds: "nguyên Bí thư Quận ủy".
func Past(role string) bool {
	if role = strings.TrimLeft(role, " "); !mayBePast(role) {
		return false
	}
	first, _, _ := strings.Cut(strings.TrimSpace(text.Normalize(role)), " ")
	p := text.Parse(first)
	return len(p.Tokens) > 0 && p.Tokens[0].Either("nguyên", "cựu")
}

// mayBePast reports whether role begins like "nguyên" or "cựu" in any spelling,
// as few do.
func mayBePast(role string) bool {
	if len(role) < 2 {
		return false
	}
	switch second := role[1] | ' '; role[0] {
	case 'n', 'N':
		return second == 'g'
	case 'c', 'C':
		return second == 'u' || second >= utf8.RuneSelf
	}
	return false
}

// Member reports whether an office, by its key, is the membership of a body,
// which goes along with any other office.
func Member(key string) bool {
	for _, w := range [...]string{"ủy viên", "thành ủy viên", "quận ủy viên", "huyện ủy viên", "tỉnh ủy viên", "đảng ủy viên", "đại biểu", "thành viên"} {
		if strings.HasPrefix(key, w) {
			return true
		}
	}
	return false
}
