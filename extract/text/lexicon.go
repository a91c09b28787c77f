package text

import (
	"iter"
	"slices"
	"strings"
)

// Lexicon finds phrases of a word list in token sequences, longest first. It is
// a tree of words: a word leads from a node to the next, and one hash table
// tells where. Words are told apart by their sums (see Token.Sum): among a
// million words, two have the same with a chance of one in 37 millions.
type Lexicon struct {
	fold  bool
	nodes []node     // the first is the root
	slots []slot     // their number is a power of two
	opens []uint64   // the sums of the words that phrases begin with
	first [64]uint64 // which sums of tokens a phrase begins with, in their lowest bits
}

// node is where a word leads to.
type node struct {
	edge  uint64 // see edge
	leads uint64 // which words lead on, by the lowest bits of their sums
	end   bool   // a phrase ends here
	value string // of the phrase
}

// slot is a place of the hash table: a node, 0 where it is free.
type slot struct {
	edge uint64
	node uint32
}

// edge is the sum of a word that leads from a node, mixed with the node.
func edge(from uint32, sum uint64) uint64 { return sum ^ uint64(from)*0x9e3779b97f4a7c15 }

// NewLexicon reads a word list: one phrase a line, "#" comments, an optional
// value after a tab (the phrase itself where there is none). With fold, tokens
// are compared without diacritics.
func NewLexicon(list string, fold bool) *Lexicon {
	l := &Lexicon{fold: fold, nodes: make([]node, 1, 32), slots: make([]slot, 64)}
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
	at := uint32(0)
	for i := range p.Tokens {
		at = l.lead(at, &p.Tokens[i])
	}
	if at > 0 {
		l.nodes[at].end, l.nodes[at].value = true, value
	}
}

// lead gives the node to which t leads from another, a new one where there is
// none.
func (l *Lexicon) lead(from uint32, t *Token) uint32 {
	e := edge(from, l.sum(t))
	if to := l.next(e); to > 0 {
		return to
	}
	if from == 0 {
		l.opens = append(l.opens, e)
		l.begin(e)
	}
	l.nodes[from].leads |= 1 << (l.sum(t) & 63)
	l.nodes = append(l.nodes, node{edge: e})
	if 4*len(l.nodes) > len(l.slots) { // most words are told by one look
		l.slots = make([]slot, 2*len(l.slots))
		for n := range l.nodes[1:] {
			l.place(uint32(n + 1))
		}
	} else {
		l.place(uint32(len(l.nodes) - 1))
	}
	return uint32(len(l.nodes) - 1)
}

// place enters a node into the table.
func (l *Lexicon) place(n uint32) {
	i := int(l.nodes[n].edge) & (len(l.slots) - 1)
	for l.slots[i].node > 0 {
		i = (i + 1) & (len(l.slots) - 1)
	}
	l.slots[i] = slot{l.nodes[n].edge, n}
}

// next gives the node at the end of an edge, or 0.
func (l *Lexicon) next(edge uint64) uint32 {
	for i := int(edge); ; i++ {
		if s := &l.slots[i&(len(l.slots)-1)]; s.edge == edge || s.node == 0 {
			return s.node
		}
	}
}

func (l *Lexicon) sum(t *Token) uint64 {
	if l.fold {
		return sum(fold(t.Key))
	}
	return t.sum
}

// begin notes that a phrase begins with a token of this sum; without its marks
// it may be any.
func (l *Lexicon) begin(sum uint64) {
	l.first[sum>>6&63] |= 1 << (sum & 63)
	if l.fold {
		for i := range l.first {
			l.first[i] = ^uint64(0)
		}
	}
}

// Match gives the longest phrase that starts at token i: the token after it
// and the phrase's value. It gives i and "" where none starts there. Most tokens
// begin none, and need no look into the tree.
func (l *Lexicon) Match(p *Para, i int) (next int, value string) {
	if i < len(p.Tokens) {
		if sum := p.Tokens[i].sum; l.first[sum>>6&63]>>(sum&63)&1 != 0 {
			return l.match(p, i)
		}
	}
	return i, ""
}

func (l *Lexicon) match(p *Para, i int) (next int, value string) {
	next = i
	tokens, at := p.Tokens, uint32(0)
	leads := ^uint64(0)
	for j := i; j < len(tokens) && leads != 0; j++ {
		sum := tokens[j].sum
		if l.fold {
			sum = l.sum(&tokens[j])
		}
		if leads>>(sum&63)&1 == 0 {
			break // most phrases that begin do not go on
		}
		if at = l.next(edge(at, sum)); at == 0 {
			break
		}
		n := &l.nodes[at]
		if n.end {
			next, value = j+1, n.value
		}
		leads = n.leads
	}
	return next, value
}

// Set is a set of words, asked by tokens. It tells words by their sums, as a
// Lexicon does.
type Set struct {
	first [64]uint64 // which sums some word has, in their lowest bits
	sums  []uint64   // a hash table, 0 where it is free; its length is a power of two
}

// NewSet gives a set of words in the spelling of Key.
func NewSet(words iter.Seq[string]) *Set {
	var sums []uint64
	for w := range words {
		if p := Parse(Normalize(w)); len(p.Tokens) == 1 {
			sums = append(sums, p.Tokens[0].sum)
		}
	}
	return newSet(sums)
}

func newSet(sums []uint64) *Set {
	n := 64
	for n < 4*len(sums) { // most words are told by one look
		n *= 2
	}
	s := &Set{sums: make([]uint64, n)}
	for _, sum := range sums {
		s.first[sum>>6&63] |= 1 << (sum & 63)
		i := int(sum) & (n - 1)
		for s.sums[i] != 0 && s.sums[i] != sum {
			i = (i + 1) & (n - 1)
		}
		s.sums[i] = sum
	}
	return s
}

// Openers gives the words with which the phrases of lexicons begin, and more,
// so that a finder asks one set about most tokens, not each lexicon.
func Openers(more string, lexicons ...*Lexicon) *Set {
	sums := slices.DeleteFunc(NewSet(strings.FieldsSeq(more)).sums, func(sum uint64) bool { return sum == 0 })
	for _, l := range lexicons {
		sums = append(sums, l.opens...)
	}
	return newSet(sums)
}

// Has reports whether the token's key is a word of s. It is short enough to
// stand where it is called, and answers for most tokens there.
func (s *Set) Has(t *Token) bool {
	return s.first[t.sum>>6&63]>>(t.sum&63)&1 != 0 && s.has(t)
}

//go:noinline
func (s *Set) has(t *Token) bool {
	for i := int(t.sum); ; i++ {
		if x := s.sums[i&(len(s.sums)-1)]; x == t.sum || x == 0 {
			return x != 0
		}
	}
}
