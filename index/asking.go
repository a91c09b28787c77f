package index

import (
	_ "embed"
	"strings"
)

// askingList holds the words that make a sentence a question and say nothing
// of what is asked for: one way a line, "#" comments. Those with a mark are
// left out as they stand, those without in any spelling.
//
//go:embed asking.txt
var askingList string

var askingWords = func() map[string]bool {
	m := map[string]bool{}
	for line := range strings.Lines(askingList) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			m[line] = true
		}
	}
	return m
}()

// longestAsking is the syllables of the longest way to ask.
const longestAsking = 4

// dropAsking leaves question words out of loose words, while others remain.
func dropAsking(toks []token) []token {
	var out []token
	dropped := false
	for i := 0; i < len(toks); {
		n := askingAt(toks[i:])
		if n == 0 {
			t := toks[i]
			t.breaks = t.breaks || dropped
			out, dropped = append(out, t), false
			i++
			continue
		}
		dropped = true
		i += n
	}
	if len(out) == 0 {
		return toks
	}
	return out
}

// askingAt gives the number of syllables of the question words at the start
// of toks, 0 for none.
func askingAt(toks []token) int {
	for n := min(longestAsking, len(toks)); n > 0; n-- {
		var k, f []string
		for _, t := range toks[:n] {
			k, f = append(k, t.key), append(f, t.folded)
		}
		key, folded := strings.Join(k, " "), strings.Join(f, " ")
		if askingWords[key] || key == folded && askingWords["~"+folded] {
			return n
		}
	}
	return 0
}
