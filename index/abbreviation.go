package index

import (
	_ "embed"
	"fmt"
	"strings"

	"khotin/extract/text"
)

//go:embed abbreviations.txt
var abbreviationList string

// abbreviations knows short forms and what they stand for, both ways, with
// and without diacritics.
type abbreviations struct {
	long  map[string][]string // key or fold of the short form → syllables of the long one
	short map[string]string   // key or fold of the long form → short form
	parts map[string][]string // short form → the parts that hyphens may stand between
	most  int                 // syllables of the longest long form
}

// newAbbreviations reads "short = long form" lines, "#" for comments. A short
// form with hyphens is written without them, too.
func newAbbreviations(list string) (*abbreviations, error) {
	a := &abbreviations{long: map[string][]string{}, short: map[string]string{}, parts: map[string][]string{}}
	for line := range strings.Lines(list) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		short, long, ok := strings.Cut(line, " = ")
		if !ok {
			return nil, fmt.Errorf("abbreviations: %q: want short = long form", line)
		}
		syllables := strings.Fields(long)
		for i := range syllables {
			syllables[i] = key(syllables[i])
		}
		parts := strings.Split(key(short), "-")
		short, long = strings.Join(parts, ""), strings.Join(syllables, " ")
		if a.long[short] != nil || a.short[long] != "" {
			return nil, fmt.Errorf("abbreviations: %q stands twice", line)
		}
		if len(parts) > 1 {
			a.parts[short] = parts
		}
		a.most = max(a.most, len(syllables))
		a.long[short], a.short[long] = syllables, short
		// Without diacritics several may fall together; the first one stays.
		if f := text.Fold(short); a.long[f] == nil {
			a.long[f] = syllables
		}
		if f := text.Fold(long); a.short[f] == "" {
			a.short[f] = short
		}
	}
	return a, nil
}

// expand gives the syllables that a short form, with hyphens or without, stands
// for, or nil.
func (a *abbreviations) expand(short string) []string {
	return a.long[strings.ReplaceAll(short, "-", "")]
}

// contract looks for a long form at the start of keys and gives its short form
// and length in syllables; 0 for none. The longest wins.
func (a *abbreviations) contract(keys []string) (short string, n int) {
	for n := min(a.most, len(keys)); n > 1; n-- {
		if s := a.short[strings.Join(keys[:n], " ")]; s != "" {
			return s, n
		}
	}
	return "", 0
}
