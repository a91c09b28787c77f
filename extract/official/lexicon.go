package official

import (
	_ "embed"
	"maps"
	"strings"

	"khotin/extract/text"
)

var (
	//go:embed families.txt
	familyList string
	//go:embed heads.txt
	headList string
	//go:embed shorts.txt
	shortList string
	//go:embed stops.txt
	stopList string
	//go:embed orgs.txt
	orgList string
	//go:embed titles.txt
	titleList string
	//go:embed honorifics.txt
	honorificList string
	//go:embed vetoes.txt
	vetoList string
	//go:embed historic.txt
	historicList string
	//go:embed countries.txt
	countryList string
	//go:embed wards.txt
	wardList string
	//go:embed trades.txt
	tradeList string
)

// The word lists, read once and never changed.
var (
	families   = text.NewSet(maps.Keys(keySet(familyList)))
	heads      = text.NewLexicon(headList, false)
	shorts     = text.NewLexicon(shortList, false)
	stops      = text.NewLexicon(stopList, false)
	orgs       = text.NewLexicon(orgList, false)
	titles     = text.NewLexicon(titleList, false)
	honorifics = text.NewLexicon(honorificList, false)
	countries  = text.NewLexicon(countryList, false)
	historic   = text.NewLexicon(historicList, false)
	wards      = text.NewLexicon(wardList, false)
	trades     = text.NewLexicon(tradeList, false)
	vetoes     = endings(vetoList)
	callings   = text.NewLexicon(honorificList+titleList+envoys(headList), false)
	callers    = text.Openers("phó", callings)
	// The words with which a head of an office, and what stands before a name, begin.
	headOpeners   = text.Openers("phó", heads, shorts)
	prefixOpeners = text.Openers("", honorifics, titles)
	openers       = text.NewSet(maps.Keys(firstWords(headList, shortList, titleList, honorificList, "phó\nnguyên\nquyền\ncựu\ntân\ncố\nq")))
)

func keySet(list string) map[string]bool {
	m := make(map[string]bool)
	for line := range strings.Lines(list) {
		line = strings.TrimSpace(line)
		if line != "" && line[0] != '#' {
			m[text.Key(text.Normalize(line))] = true
		}
	}
	return m
}

// firstWords gives the words with which the entries of the lists begin: a word
// of small letters outside it opens neither an office nor a person.
func firstWords(lists ...string) map[string]bool {
	m := make(map[string]bool)
	for _, list := range lists {
		for phrase := range keySet(list) {
			if p := text.Parse(phrase); len(p.Tokens) > 0 {
				m[p.Tokens[0].Key] = true
			}
		}
	}
	return m
}

// envoys gives the entries of a list of offices behind which a foreign name may
// stand.
func envoys(list string) string {
	var b strings.Builder
	for line := range strings.Lines(list) {
		if first, _, _ := strings.Cut(line, " "); mayBeEnvoy(first) {
			b.WriteString(line)
		}
	}
	return b.String()
}

// mayBeEnvoy reports whether the offices that begin with a word may be of
// another country.
func mayBeEnvoy(key string) bool {
	switch key {
	case "đại", "tổng", "tham", "công", "lãnh", "thủ", "quốc", "thống", "tùy", "thị", "nghị", "thượng", "hạ", "bộ", "thứ", "phó":
		return true
	}
	return false
}

// endings maps the last word of every phrase to the words before it.
func endings(list string) map[string][][]string {
	m := make(map[string][][]string)
	for phrase := range keySet(list) {
		w := strings.Fields(phrase)
		last := w[len(w)-1]
		m[last] = append(m[last], w[:len(w)-1])
	}
	return m
}

// vetoed reports whether the words before token i, not before token from, make
// a name that starts there that of a street, a place, a school or a ship.
func vetoed(p *text.Para, from, i int) bool {
	if i <= from {
		return false
	}
	for _, before := range vetoes[p.Tokens[i-1].Key] {
		if i-1-len(before) < from {
			continue
		}
		ok := true
		for j, w := range before {
			if p.Tokens[i-1-len(before)+j].Key != w {
				ok = false
				break
			}
		}
		if ok {
			return true
		}
	}
	return false
}
