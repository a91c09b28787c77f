package place

import (
	_ "embed"
	"slices"
	"strings"

	"khotin/extract/text"
)

//go:embed units.txt
var unitList string

//go:embed provinces.txt
var provinceList string

//go:embed words.txt
var wordList string

// city is the unit whose portals are read: what a bare "thành phố" means.
const city = "thành phố Hải Phòng"

// unit is one unit that a name has stood for.
type unit struct {
	level  string // "quận"
	parent string // "thành phố Hải Phòng", "" for a province
}

// gazetteer holds the names with their units; it is read only once and never
// changed.
type gazetteer struct {
	names *text.Lexicon
	units map[string][]unit // by name in the lexicon's spelling
	words *text.Lexicon     // type words and their abbreviations
	party *text.Lexicon     // party committees named after a level

	openers *text.Set // the words with which any of these begins
	types   *text.Set // the words with which types and committees begin
}

var gaz = readGazetteer(unitList, provinceList, wordList)

func readGazetteer(units, provinces, words string) *gazetteer {
	g := &gazetteer{units: make(map[string][]unit)}
	var names strings.Builder
	for line := range strings.Lines(units + provinces) {
		line = strings.TrimRight(line, "\n")
		name, kinds, ok := strings.Cut(line, "\t")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		names.WriteString(name + "\n")
		for kind := range strings.SplitSeq(kinds, ", ") {
			level, parent, _ := strings.Cut(kind, "@")
			g.units[name] = append(g.units[name], unit{level, parent})
		}
	}
	g.names = text.NewLexicon(names.String(), false)
	types, party, _ := strings.Cut(words, "# Party")
	g.words = text.NewLexicon(types, false)
	_, party, _ = strings.Cut(party, "\n")
	g.party = text.NewLexicon(party, false)
	g.openers = text.Openers("tphcm", g.names, g.words, g.party)
	g.types = text.Openers("tphcm", g.words, g.party)
	return g
}

// has reports whether name has been a unit of level.
func (g *gazetteer) has(name, level string) bool {
	return slices.ContainsFunc(g.units[name], func(u unit) bool { return u.level == level })
}

// MatchName gives the token after the unit name that starts at token i of p,
// and the name in the spelling of the lexicon; i and "" where none starts.
// Every syllable must be written with a capital.
func MatchName(p *text.Para, i int) (next int, name string) {
	next, name = gaz.names.Match(p, i)
	if name == "HCM" {
		name = "Hồ Chí Minh"
	}
	for j := i; j < next; j++ {
		if t := &p.Tokens[j]; t.Class == text.Word && t.Case == text.Lower {
			return i, ""
		}
	}
	return next, name
}

// Level gives the level of the type word that starts at token i ("quận",
// "TP.", "huyện đảo") and the token after it; i and "" where none starts.
func Level(p *text.Para, i int) (next int, level string) {
	next, level = gaz.words.Match(p, i)
	if next == i {
		return i, ""
	}
	t := &p.Tokens[i]
	if len(t.Key) <= 2 { // an abbreviation: Q., P., TP
		if t.Case == text.Lower || i > 0 && t.Glued && p.Tokens[i-1].Class == text.Word {
			return i, ""
		}
		if next < len(p.Tokens) && p.Tokens[next].Is(".") && p.Tokens[next].Glued {
			next++
		} else if len(t.Key) == 1 {
			return i, ""
		}
	}
	if next < len(p.Tokens) && p.Tokens[next].Is("đảo") {
		next++
	}
	return next, level
}

// PartyLevel gives the level of the party committee or youth union that starts
// at token i ("Quận ủy" is of a quận) and the token after it.
func PartyLevel(p *text.Para, i int) (next int, level string) {
	return gaz.party.Match(p, i)
}

// isDistrict reports whether level is the one between commune and province.
func isDistrict(level string) bool {
	return level == "quận" || level == "huyện" || level == "thị xã" || level == "thành phố"
}

// levels are the types of units, those of two words first.
var levels = [...]string{"thành phố", "thị trấn", "thị xã", "đặc khu", "quận", "huyện", "phường", "xã", "tỉnh"}

// split cuts a unit's full name into level and name.
func split(full string) (level, name string) {
	for _, l := range levels {
		if n, ok := strings.CutPrefix(full, l); ok && strings.HasPrefix(n, " ") {
			return l, n[1:]
		}
	}
	return "", full
}
