package text

import "strings"

// Lexicon finds phrases of a word list in token sequences, longest first.
type Lexicon struct {
	root  node
	fold  bool
	first [64]uint64 // which hashes, modulo its bits, a phrase begins with
}

type node struct {
	key   string
	next  map[uint32]*node // by hash of the key
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
		k, h := l.key(&p.Tokens[i])
		for n.next[h] != nil && n.next[h].key != k { // two keys of one hash
			h++
		}
		if n.next == nil {
			n.next = make(map[uint32]*node)
		}
		if n.next[h] == nil {
			n.next[h] = &node{key: k}
		}
		n = n.next[h]
	}
	n.end, n.value = true, value
}

func (l *Lexicon) key(t *Token) (string, uint32) {
	if l.fold {
		return t.Fold, hash(t.Fold)
	}
	return t.Key, t.hash
}

// after gives the node that token t leads to from n, or nil.
func (l *Lexicon) after(n *node, t *Token) *node {
	k, h := l.key(t)
	next := n.next[h]
	for next != nil && next.key != k {
		h++
		next = n.next[h]
	}
	return next
}

// slot gives the place in first of a token: most tokens begin no phrase, and
// need no look into the tree.
func (l *Lexicon) slot(t *Token) (word int, bit uint64) {
	_, h := l.key(t)
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
		if n = l.after(n, &p.Tokens[j]); n == nil {
			break
		}
		if n.end {
			next, value = j+1, n.value
		}
	}
	return next, value
}
