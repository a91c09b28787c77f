package strip

import (
	_ "embed"
	"strings"

	"khotin/extract/text"
)

// The word lists: one phrase a line, "#" comments, sorted.
var (
	//go:embed lexicon/tail.txt
	tailList string
	//go:embed lexicon/tailprefix.txt
	tailPrefixList string
	//go:embed lexicon/related.txt
	relatedList string
	//go:embed lexicon/debris.txt
	debrisList string
	//go:embed lexicon/debrisprefix.txt
	debrisPrefixList string
	//go:embed lexicon/category.txt
	categoryList string
	//go:embed lexicon/sitename.txt
	siteNameList string
	//go:embed lexicon/boiler.txt
	boilerList string
	//go:embed lexicon/view.txt
	viewList string
	//go:embed lexicon/viewplace.txt
	viewPlaceList string
	//go:embed lexicon/viewgroup.txt
	viewGroupList string
	//go:embed lexicon/person.txt
	personList string
	//go:embed lexicon/captionverb.txt
	captionVerbList string
	//go:embed lexicon/attend.txt
	attendList string
	//go:embed lexicon/told.txt
	toldList string
	//go:embed lexicon/outlet.txt
	outletList string
	//go:embed lexicon/agency.txt
	agencyList string
	//go:embed lexicon/office.txt
	officeList string
	//go:embed lexicon/place.txt
	placeList string
	//go:embed lexicon/family.txt
	familyList string
	//go:embed lexicon/joinernumber.txt
	joinerNumberList string
	//go:embed lexicon/groupverb.txt
	groupVerbList string
	//go:embed lexicon/scenestop.txt
	sceneStopList string
	//go:embed lexicon/imprintprefix.txt
	imprintPrefixList string
	//go:embed lexicon/joiner.txt
	joinerList string
	//go:embed lexicon/notice.txt
	noticeList string
	//go:embed lexicon/field.txt
	fieldList string
	//go:embed lexicon/service.txt
	serviceList string
)

var (
	tailLines       = newLexicon(tailList)
	tailPrefixes    = lines(tailPrefixList)
	relatedLines    = newLexicon(relatedList)
	debrisLines     = newLexicon(debrisList)
	debrisPrefixes  = lines(debrisPrefixList)
	imprintPrefixes = lines(imprintPrefixList)
	categories      = newLexicon(categoryList)
	siteNames       = newLexicon(siteNameList)
	boilerWords     = newLexicon(boilerList)
	views           = newLexicon(viewList)
	viewPlaces      = newLexicon(viewPlaceList)
	viewGroups      = newLexicon(viewGroupList)
	persons         = newLexicon(personList)
	captionVerbs    = newLexicon(captionVerbList)
	attendVerbs     = newLexicon(attendList)
	toldWords       = newLexicon(toldList)
	outlets         = newLexicon(outletList)
	agencies        = newLexicon(agencyList)
	offices         = newLexicon(officeList)
	places          = newLexicon(placeList)
	families        = newLexicon(familyList)
	joiners         = newLexicon(joinerList)
	notices         = newLexicon(noticeList)
	formFields      = newLexicon(fieldList)
	services        = newLexicon(serviceList)
	numberJoiners   = newLexicon(joinerNumberList)
	sceneStops      = newLexicon(sceneStopList)
	groupVerbs      = newLexicon(groupVerbList)
)

// lexicon is a set of phrases in the spelling of text.Key.
type lexicon struct {
	has    map[string]bool
	most   int        // words of the longest phrase
	starts [4096]bool // by the mix of their first three bytes
	short  bool       // some phrase is shorter than three bytes
}

// mix gives a small number for the first three bytes of s.
func mix(s string) int { return (int(s[0]) ^ int(s[1])<<3 ^ int(s[2])<<6) & 4095 }

// mayStart reports whether a phrase can begin key: false for most words.
func (l *lexicon) mayStart(key string) bool {
	return l.short || len(key) >= 3 && l.starts[mix(key)]
}

// lines gives the entries of a word list, in the spelling of text.Key.
func lines(list string) []string {
	var out []string
	for line := range strings.Lines(list) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			out = append(out, text.Key(line))
		}
	}
	return out
}

func newLexicon(list string) lexicon {
	l := lexicon{has: make(map[string]bool)}
	for _, line := range lines(list) {
		l.has[line] = true
		l.most = max(l.most, strings.Count(line, " ")+1)
		if len(line) < 3 {
			l.short = true
			continue
		}
		l.starts[mix(line)] = true
	}
	return l
}

// prefix gives the longest phrase that key begins with and that ends at the
// end of a word there, or "".
func (l *lexicon) prefix(key string) string {
	if !l.mayStart(key) {
		return ""
	}
	best, words := "", 0
	for i := 0; i <= len(key) && words < l.most; i++ {
		if i < len(key) && key[i] != ' ' && !isStop(key[i]) {
			continue
		}
		if l.has[key[:i]] {
			best = key[:i]
		}
		if i < len(key) && isStop(key[i]) && l.has[key[:i+1]] {
			best = key[:i+1]
		}
		if i == len(key) || key[i] == ' ' {
			words++
		}
	}
	return best
}

// find gives the place and the phrase of the first phrase in key, or -1.
func (l *lexicon) find(key string) (int, string) {
	for i := 0; i < len(key); i++ {
		if i > 0 && key[i-1] != ' ' && key[i-1] != '(' {
			continue
		}
		if p := l.prefix(key[i:]); p != "" {
			return i, p
		}
	}
	return -1, ""
}

// isStop reports the ASCII signs that may stand at the end of a word.
func isStop(c byte) bool {
	switch c {
	case '.', ',', ';', ':', '!', '?', ')', '(', '"':
		return true
	}
	return false
}

// hasAnyPrefix reports whether key begins with one of prefixes.
func hasAnyPrefix(key string, prefixes []string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(key, p) {
			return true
		}
	}
	return false
}
