package text

import "strings"

// Lexicon finds phrases of a word list in token sequences, longest first.
type Lexicon struct {
	root  node
	fold  bool
	first [64]uint64 // which hashes, modulo its bits, a phrase begins with
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
	if len(p.Tokens) > 0 {
		word, bit := l.slot(&p.Tokens[0])
		l.first[word] |= bit
	}
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

// slot gives the place in first of a token: most tokens begin no phrase, and
// need no look into the tree.
func (l *Lexicon) slot(t *Token) (word int, bit uint64) {
	h := t.keyHash
	if l.fold {
		h = t.foldHash
	}
	h ^= h >> 16
	return int(h >> 6 % 64), 1 << (h % 64)
}

// Match gives the longest phrase that starts at token i: the token after it
// and the phrase's value. It gives i and "" where none starts there.
func (l *Lexicon) Match(p *Para, i int) (next int, value string) {
	next = i
	if i >= len(p.Tokens) {
		return i, ""
	}
	if word, bit := l.slot(&p.Tokens[i]); l.first[word]&bit == 0 {
		return i, ""
	}
	n := &l.root
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
