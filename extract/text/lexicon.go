package text

import "strings"

// Lexicon finds phrases of a word list in token sequences, longest first.
type Lexicon struct {
	root node
	fold bool
}

type node struct {
	next  map[string]*node
	value string
	end   bool
}

// NewLexicon reads a word list: one phrase a line, "#" comments, an optional
// value after a tab (the phrase itself where there is none). With fold, tokens
// are compared without diacritics.
func NewLexicon(list string, fold bool) *Lexicon {
	l := &Lexicon{fold: fold}
	for line := range strings.Lines(list) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" || line[0] == '#' {
			continue
		}
		phrase, value, ok := strings.Cut(line, "\t")
		if !ok {
			value = phrase
		}
		l.add(phrase, value)
	}
	return l
}

func (l *Lexicon) add(phrase, value string) {
	n := &l.root
	p := Parse(Normalize(phrase))
	for i := range p.Tokens {
		k := l.key(&p.Tokens[i])
		if n.next == nil {
			n.next = make(map[string]*node)
		}
		if n.next[k] == nil {
			n.next[k] = &node{}
		}
		n = n.next[k]
	}
	n.end, n.value = true, value
}

func (l *Lexicon) key(t *Token) string {
	if l.fold {
		return t.Fold
	}
	return t.Key
}

// Match gives the longest phrase that starts at token i: the token after it
// and the phrase's value. It gives i and "" where none starts there.
func (l *Lexicon) Match(p *Para, i int) (next int, value string) {
	n, next := &l.root, i
	for j := i; j < len(p.Tokens); j++ {
		n = n.next[l.key(&p.Tokens[j])]
		if n == nil {
			break
		}
		if n.end {
			next, value = j+1, n.value
		}
	}
	return next, value
}
