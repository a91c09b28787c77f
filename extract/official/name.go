package official

import (
	"khotin/extract/place"
	"khotin/extract/text"
)

// maxName is the most syllables of a Vietnamese person's name: two family
// names, two middle names and a given name.
const maxName = 5

// fullName gives the token after the Vietnamese full name that starts at token
// i: a family name and one to four further syllables, all with a capital or
// all in capitals. It gives i where none starts.
func fullName(p *text.Para, i, end int) int {
	if i >= end {
		return i
	}
	first := &p.Tokens[i]
	if first.Class != text.Word || first.Case != text.Title && first.Case != text.Upper || !families.Has(first) {
		return i
	}
	j := i + 1
	for j < end && j-i < maxName && syllable(p, j, first.Case) && !opensOther(p, j, end) {
		if j-i >= 3 && isCommonFamily(p.Tokens[j].Key) && j+1 < end && syllable(p, j+1, first.Case) {
			break // the next person's name
		}
		if stop, _ := stops.Match(p, j); first.Case == text.Upper && (stop > j+1 || stop > j && j-i >= 3) {
			break // NGUYỄN VĂN HÙNG PHÁT BIỂU
		}
		j++
	}
	if j-i < 2 {
		return i
	}
	if j < end && p.Tokens[j].Is("-") && hyphenated(p, j, end) {
		j += 2 // Kim Do-hyon
	}
	if n, _ := historic.Match(p, i); n == j || isCountry(p, i, j) {
		return i
	}
	if n, _ := orgs.Match(p, i); n > j { // Đoàn Luật | sư
		return i
	}
	return j
}

// heroName gives the token after the name of a person of history at token i, i
// where none stands: their names are no officials', in whole or in part.
func heroName(p *text.Para, i, end int) int {
	n, _ := historic.Match(p, i)
	if n <= i || n > end || n < end && p.Tokens[n].Case == text.Title && syllable(p, n, text.Title) && !opensOther(p, n, end) {
		return i
	}
	return n
}

// syllable reports whether token j is a syllable of a name whose first is
// written in case c.
func syllable(p *text.Para, j int, c text.Case) bool {
	t := &p.Tokens[j]
	if t.Class != text.Word || t.Glued && !t.Virtual {
		return false
	}
	if c == text.Upper {
		return t.Case == text.Upper && text.IsSyllable(t.Key)
	}
	return (t.Case == text.Title || t.Case == text.Upper && len(t.Key) <= 2) && text.IsSyllable(t.Key)
}

// opensOther reports whether an office or a unit's type word starts at token j.
func opensOther(p *text.Para, j, end int) bool {
	if next := headAt(p, j, end); next > j {
		return true
	}
	next, _ := place.PartyLevel(p, j)
	return next > j
}

// hyphenated reports whether the hyphen at j binds a foreign syllable to the
// name before it.
func hyphenated(p *text.Para, j, end int) bool {
	if j+1 >= end || !p.Tokens[j].Glued || !p.Tokens[j+1].Glued || p.Tokens[j+1].Class != text.Word {
		return false
	}
	return !text.IsSyllable(p.Tokens[j+1].Key) && headAt(p, j+1, end) == j+1
}

// foreignName gives the token after the foreign name that starts at i: two to
// five words with capitals of which one is no Vietnamese syllable. strict
// false lets a name of such syllables pass too (Oh Young Ju after a country).
func foreignName(p *text.Para, i, end int, strict bool) int {
	j, n, foreign := i, 0, !strict
	for j < end && n < 6 {
		t := &p.Tokens[j]
		if j > i && t.Is("-", "'", "’") && t.Glued && j+1 < end && p.Tokens[j+1].Glued && p.Tokens[j+1].Class == text.Word && headAt(p, j+1, end) == j+1 {
			foreign = foreign || p.Tokens[j+1].Case == text.Lower // Ni-si-ha-ra
			j += 2
			continue
		}
		if t.Class != text.Word || t.Case != text.Title && t.Case != text.Mixed && !(t.Case == text.Upper && len(t.Key) <= 3) || opensOther(p, j, end) {
			break
		}
		if unit, _ := place.Level(p, j); unit > j { // "TP Nguyễn Văn A"
			break
		}
		if !text.IsSyllable(t.Key) {
			foreign = true
		}
		j++
		n++
	}
	if !foreign || j-i < 2 || isCountry(p, i, j) {
		return i
	}
	return j
}

func isCountry(p *text.Para, i, j int) bool {
	return countryAt(p, i) == j
}

// countryAt gives the token after the name of a country or an ocean at token i, i
// where none stands. An ocean's is one behind what is named after it, "Hạm đội |
// Thái Bình Dương", and not where a person's may begin in it: "Tỉnh ủy Thái Bình |
// Dương Văn N".
func countryAt(p *text.Para, i int) int {
	next, _ := countries.Match(p, i)
	if next != i+3 || !p.Tokens[i+2].Is("dương") {
		return next
	}
	if i == 0 || !p.Tokens[i-1].Is("đội", "vực", "ty", "vùng", "-", "–") {
		return i
	}
	if next+1 < len(p.Tokens) && syllable(p, next, text.Title) && syllable(p, next+1, text.Title) {
		return i
	}
	return next
}

// isPlaceName reports whether tokens [i, j) are all of a unit's name.
func isPlaceName(p *text.Para, i, j int) bool {
	next, _ := place.MatchName(p, i)
	return next == j
}

// isCommonFamily: the six most frequent family names, which seldom stand as
// the third syllable of a name or later.
func isCommonFamily(key string) bool {
	switch key {
	case "nguyễn", "trần", "lê", "phạm", "vũ", "đỗ", "bùi":
		return true
	}
	return false
}

// isFrequentFamily: the family names that most people have.
func isFrequentFamily(key string) bool {
	switch key {
	case "hoàng", "phan", "võ", "đặng", "ngô", "đinh", "trịnh", "đào", "đoàn", "lương":
		return true
	}
	return isCommonFamily(key)
}

// nameKey is the key under which two spellings of a name are one.
func nameKey(p *text.Para, from, to int) string { return text.Key(p.Slice(from, to)) }

// addressed tells how a person is addressed.
type addressed uint8

const (
	plainly  addressed = iota
	politely           // ông, bà, ngài, a degree
	ranked             // Đại tá
	comrade            // đồng chí
)

// prefix is what stands before a name and is no part of it.
type prefix struct {
	how     addressed
	plural  bool // các đồng chí, các ông
	given   bool // an honorific after which a given name alone may stand
	foreign bool // an honorific after which a foreigner's name may stand
	deputy  bool // "đại biểu", the office of who has no other
}

// readPrefix reads honorifics, ranks and degrees in any order from token i on.
func readPrefix(p *text.Para, i, end int) (next int, pre prefix) {
	next = i
	for next < end && prefixOpeners.Has(&p.Tokens[next]) {
		if n, word := honorifics.Match(p, next); n > next && n <= end {
			pre.honorific(word)
			next = n
			if pre.plural && next < end && p.Tokens[next].Is(":") {
				next++
			}
			continue
		}
		n, word := titles.Match(p, next)
		if n == next || n > end || len(word) <= 5 && p.Tokens[next].Case == text.Lower {
			break
		}
		if isRank(word) {
			pre.how = max(pre.how, ranked)
		} else {
			pre.how = max(pre.how, politely)
		}
		next = n
		// "GS.TS", "PGS, TS", "TS."; a rank before a degree: "Thiếu tướng, TS".
		for next < end && p.Tokens[next].Is(".", ",", "-") {
			if m, _ := titles.Match(p, next+1); m > next+1 || p.Tokens[next].Is(".") && p.Tokens[next].Glued {
				next++
				continue
			}
			break
		}
	}
	return next, pre
}

func (pre *prefix) honorific(word string) {
	switch word {
	case "đồng chí", "đ/c", "đc":
		pre.how, pre.given = comrade, true
	case "các đồng chí", "hai đồng chí", "ba đồng chí", "những đồng chí", "các đ/c":
		pre.how, pre.plural = comrade, true
	case "đại biểu", "các đại biểu":
		pre.how, pre.deputy = max(pre.how, ranked), true
		pre.plural = pre.plural || word == "các đại biểu"
		return
	case "các ông", "các bà", "các ông, bà", "hai ông", "hai bà", "ông bà", "các vị":
		pre.how, pre.plural = max(pre.how, politely), true
	default:
		pre.how, pre.given = max(pre.how, politely), true
	}
	pre.foreign = true
}

func isRank(word string) bool {
	switch word {
	case "hạ sĩ", "trung sĩ", "thượng sĩ":
		return false
	}
	for _, end := range [...]string{" úy", " tá", " tướng", "đô đốc"} {
		if len(word) > len(end) && word[len(word)-len(end):] == end || word == end {
			return true
		}
	}
	return false
}
