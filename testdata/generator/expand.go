package generator

import (
	_ "embed"
	"fmt"
	"math/rand/v2"
	"strings"
	"unicode"
	"unicode/utf8"
)

//go:embed sentences.txt
var sentencesText string

// readSentences gives the sentence patterns of each section.
func readSentences() (map[string][]string, error) {
	out, section := map[string][]string{}, ""
	for line := range lines(sentencesText) {
		if head, ok := strings.CutPrefix(line, "= "); ok {
			section = head
			continue
		}
		if section == "" || strings.Count(line, "{") != strings.Count(line, "}") {
			return nil, fmt.Errorf("generator: sentences: %q", line)
		}
		out[section] = append(out[section], line)
	}
	return out, nil
}

// words fill the places <word> of a pattern; <Word> is the same with a capital.
type words map[string]string

// expand draws the alternatives of a pattern and fills in its words.
func expand(pattern string, fill words, r *rand.Rand) string {
	var b strings.Builder
	for pattern != "" {
		i := strings.IndexAny(pattern, "{<")
		if i < 0 {
			b.WriteString(pattern)
			break
		}
		b.WriteString(pattern[:i])
		closing := byte('}')
		if pattern[i] == '<' {
			closing = '>'
		}
		j := i + strings.IndexByte(pattern[i:], closing)
		inner := pattern[i+1 : j]
		if closing == '}' {
			alternatives := strings.Split(inner, "|")
			b.WriteString(expand(alternatives[r.IntN(len(alternatives))], fill, r))
		} else if v, ok := fill[inner]; ok {
			b.WriteString(v)
		} else {
			b.WriteString(capital(fill[lower(inner)]))
		}
		pattern = pattern[j+1:]
	}
	return b.String()
}

func capital(s string) string { return first(s, unicode.ToUpper) }
func lower(s string) string   { return first(s, unicode.ToLower) }

func first(s string, change func(rune) rune) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(change(r)) + s[n:]
}

// one draws a pattern of a section and expands it.
func (w *World) one(section string, fill words, r *rand.Rand) string {
	p := w.sentences[section]
	return expand(p[r.IntN(len(p))], fill, r)
}
