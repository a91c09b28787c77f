package text

import (
	"iter"
	"strings"
)

// Lexicon finds phrases of a word list in token sequences, longest first. It
// is a tree of words whose edges lie in one hash table.
type Lexicon struct {
	fold  bool
	nodes uint32
	edges int        // of table in use
	table []edge     // its length is a power of two
	first [64]uint64 // which sums of tokens a phrase begins with
}

// edge leads from one node of the tree by a word to another; the root is 0.
type edge struct {
	from, to uint32
	sum      uint64 // of key
	end      bool   // a phrase ends at to
	key      string // "" for a free place in the table
	value    string // of the phrase
}

// NewLexicon reads a word list: one phrase a line, "#" comments, an optional
// value after a tab (the phrase itself where there is none). With fold, tokens
// are compared without diacritics.
func NewLexicon(list string, fold bool) *Lexicon {
	l := &Lexicon{fold: fold, table: make([]edge, 64)}
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
	p := Parse(Normalize(phrase))
	var e *edge
	from := uint32(0)
	for i := range p.Tokens {
		e = l.lead(from, &p.Tokens[i])
		from = e.to
	}
	if e != nil {
		e.end, e.value = true, value
	}
}

// lead gives the edge from a node by the key of t, a new one where there is
// none.
func (l *Lexicon) lead(from uint32, t *Token) *edge {
	if from == 0 {
		l.begin(t.sum)
	}
	k, h := l.key(t)
	e := l.edge(from, k, h)
	if e.key == "" {
		l.nodes++
		*e = edge{from: from, to: l.nodes, sum: h, key: k}
		if l.edges++; 2*l.edges > len(l.table) {
			l.grow()
			e = l.edge(from, k, h)
		}
	}
	return e
}

// grow doubles the table.
func (l *Lexicon) grow() {
	old := l.table
	l.table = make([]edge, 2*len(old))
	for _, e := range old {
		if e.key != "" {
			*l.edge(e.from, e.key, e.sum) = e
		}
	}
}

// edge gives the edge from a node by a key with its hash, or the free place
// where it would lie.
func (l *Lexicon) edge(from uint32, key string, sum uint64) *edge {
	mask := len(l.table) - 1
	for i := int(uint32(sum)^from*0x9e3779b1) & mask; ; i = (i + 1) & mask {
		if e := &l.table[i]; e.key == "" || e.sum == sum && e.from == from && e.key == key {
			return e
		}
	}
}

func (l *Lexicon) key(t *Token) (string, uint64) {
	if l.fold {
		f := fold(t.Key)
		return f, sum(f)
	}
	return t.Key, t.sum
}

// begin notes that a phrase begins with a token of this sum; without its marks
// it may be any.
func (l *Lexicon) begin(sum uint64) {
	l.first[sum>>6&63] |= 1 << (sum & 63)
	if l.fold {
		l.first = everything
	}
}

// everything is the set of all hashes.
var everything = func() (all [64]uint64) {
	for i := range all {
		all[i] = ^uint64(0)
	}
	return all
}()

// mayOpen reports whether a phrase may begin with token t: most tokens begin
// none, and need no look into the tree.
func (l *Lexicon) mayOpen(t *Token) bool {
	return l.first[t.sum>>6&63]>>(t.sum&63)&1 != 0
}

// Match gives the longest phrase that starts at token i: the token after it
// and the phrase's value. It gives i and "" where none starts there.
func (l *Lexicon) Match(p *Para, i int) (next int, value string) {
	if i < len(p.Tokens) && l.mayOpen(&p.Tokens[i]) {
		return l.match(p, i)
	}
	return i, ""
}

func (l *Lexicon) match(p *Para, i int) (next int, value string) {
	next = i
	from := uint32(0)
	for j := i; j < len(p.Tokens); {
		k, h := p.Tokens[j].Key, p.Tokens[j].sum
		if l.fold {
			k, h = l.key(&p.Tokens[j])
		}
		e := l.edge(from, k, h)
		if e.key == "" {
			break
		}
		j++
		if e.end {
			next, value = j, e.value
		}
		from = e.to
	}
	return next, value
}

// Set is a set of words, asked by tokens.
type Set struct{ words Lexicon }

// NewSet gives a set of words in the spelling of Key.
func NewSet(words iter.Seq[string]) *Set {
	s := &Set{Lexicon{table: make([]edge, 64)}}
	for w := range words {
		s.words.add(w, w)
	}
	return s
}

// Openers gives the words with which the phrases of lexicons begin, and more,
// so that a finder asks one set about most tokens, not each lexicon.
func Openers(more string, lexicons ...*Lexicon) *Set {
	s := NewSet(strings.FieldsSeq(more))
	for _, l := range lexicons {
		for i := range l.table {
			if e := &l.table[i]; e.key != "" && e.from == 0 {
				s.words.lead(0, &Token{Key: e.key, sum: e.sum}).end = true
			}
		}
	}
	return s
}

// Has reports whether the token's key is a word of s.
func (s *Set) Has(t *Token) bool {
	return s.words.first[t.sum>>6&63]>>(t.sum&63)&1 != 0 && s.has(t)
}

func (s *Set) has(t *Token) bool { return s.words.edge(0, t.Key, t.sum).end }
