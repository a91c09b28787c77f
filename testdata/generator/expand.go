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
func readSentences() (map[string][]pattern, error) {
	out, section := map[string][]pattern{}, ""
	for line := range lines(sentencesText) {
		if head, ok := strings.CutPrefix(line, "= "); ok {
			section = head
			continue
		}
		if section == "" || strings.Count(line, "{") != strings.Count(line, "}") || strings.Count(line, "<") != strings.Count(line, ">") {
			return nil, fmt.Errorf("generator: sentences: %q", line)
		}
		out[section] = append(out[section], compile(line))
	}
	return out, nil
}

// pattern is a sentence taken apart: plain text, words to be filled in and
// alternatives, one after another.
type pattern []part

// part is one of the three.
type part struct {
	text         string
	word         string // the place <word>
	upper        bool   // <Word>: the same with a capital
	alternatives []pattern
}

// compile takes {a|b} and <word> in a sentence apart. Braces do not nest.
func compile(s string) (out pattern) {
	for s != "" {
		i := strings.IndexAny(s, "{<")
		if i < 0 {
			return append(out, part{text: s})
		}
		if i > 0 {
			out = append(out, part{text: s[:i]})
		}
		closing := byte('}')
		if s[i] == '<' {
			closing = '>'
		}
		j := i + strings.IndexByte(s[i:], closing)
		inner := s[i+1 : j]
		if closing == '>' {
			out = append(out, part{word: lower(inner), upper: lower(inner) != inner})
		} else {
			var p part
			for alternative := range strings.SplitSeq(inner, "|") {
				p.alternatives = append(p.alternatives, compile(alternative))
			}
			out = append(out, p)
		}
		s = s[j+1:]
	}
	return out
}

// words fill the places <word> of a pattern.
type words map[string]string

// expand draws the alternatives of a pattern and fills in its words.
func (p pattern) expand(fill words, r *rand.Rand) string {
	var room [512]byte // most sentences fit
	return string(p.append(room[:0], fill, r))
}

func (p pattern) append(b []byte, fill words, r *rand.Rand) []byte {
	for _, part := range p {
		switch {
		case part.alternatives != nil:
			b = part.alternatives[r.IntN(len(part.alternatives))].append(b, fill, r)
		case part.upper:
			b = append(b, capital(fill[part.word])...)
		case part.word != "":
			b = append(b, fill[part.word]...)
		default:
			b = append(b, part.text...)
		}
	}
	return b
}

func capital(s string) string { return first(s, unicode.ToUpper) }
func lower(s string) string   { return first(s, unicode.ToLower) }

func first(s string, change func(rune) rune) string {
	r, n := utf8.DecodeRuneInString(s)
	if changed := change(r); changed != r {
		return string(changed) + s[n:]
	}
	return s
}

// one draws a pattern of a section and expands it.
func (w *World) one(section string, fill words, r *rand.Rand) string {
	p := w.sentences[section]
	return p[r.IntN(len(p))].expand(fill, r)
}
