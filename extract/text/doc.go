// Package text holds what every finder needs: the normal form of Vietnamese
// text, its tokens and sentences, spans into it, and numbers.
//
// A finder works on tokens. Every token carries a key besides its place in the
// text: the word in lower case with the tone mark in its modern place (hoà and
// hòa are one key). Words that stand in a text again and again are read once:
// a tokenizer remembers them, and their tokens share one key.
package text

import (
	"slices"
	"sync"
	"unicode/utf8"
)

// Doc is a text of several paragraphs.
type Doc struct {
	Paras []Para

	tokens         []Token // of all paragraphs
	signs, numbers []int32
	sentences      [][2]int
}

// freed holds texts whose memory the next may use, freedLines those of a line
// or two: a title, an office.
var freed, freedLines = sync.Pool{New: newDoc}, sync.Pool{New: newDoc}

func newDoc() any { return new(Doc) }

// Free keeps the memory of a text of up to mostKept tokens, which few articles
// have more than, and as that of a line where it has room for up to oneLine.
const (
	mostKept = 1 << 14
	oneLine  = 1 << 8
)

// NewDoc reads paragraphs, which must be in normal form (see Normalize).
func NewDoc(paragraphs []string) *Doc {
	size := 0
	for _, p := range paragraphs {
		size += len(p)
	}
	// A Vietnamese word and its space take five bytes, a sentence more than 64.
	tokens, pool := size/4+8, &freed
	if tokens <= oneLine/2 {
		pool = &freedLines
	}
	d := pool.Get().(*Doc)
	t := tokenizers.Get().(*tokenizer)
	t.toks = slices.Grow(d.tokens[:0], tokens)
	t.signs, t.numbers = d.signs[:0], d.numbers[:0]
	t.sentences = slices.Grow(d.sentences[:0], size/64+2*len(paragraphs))
	d.Paras = slices.Grow(d.Paras[:0], len(paragraphs))
	for _, p := range paragraphs {
		d.Paras = append(d.Paras, t.paragraph(p))
	}
	d.tokens, d.signs, d.numbers, d.sentences = t.toks, t.signs, t.numbers, t.sentences
	t.free()
	return d
}

// Free gives the memory of d to the next text. Strings cut out of d stay good;
// d, its paragraphs and their tokens must not be used any more.
func (d *Doc) Free() {
	switch n := cap(d.tokens); {
	case n <= oneLine:
		freedLines.Put(d)
	case n <= mostKept:
		freed.Put(d)
	}
}

// Para is one paragraph with its tokens.
type Para struct {
	Text   string
	Tokens []Token

	signs, numbers []int32 // indices of the tokens of these classes
	sentences      [][2]int
}

// Signs gives the tokens of class Punct, by their indices, in order.
func (p *Para) Signs() []int32 { return p.signs }

// Numbers gives the tokens of class Number, by their indices, in order.
func (p *Para) Numbers() []int32 { return p.numbers }

// Span is a half-open range of bytes of one paragraph.
type Span struct {
	Start, End int
}

// Range is a half-open range of tokens of one paragraph.
type Range struct {
	Para     int
	From, To int
}

// Empty reports whether r holds no token.
func (r Range) Empty() bool { return r.From >= r.To }

// Overlaps reports whether r and s share a token.
func (r Range) Overlaps(s Range) bool {
	return r.Para == s.Para && r.From < s.To && s.From < r.To
}

// Contains reports whether s lies within r.
func (r Range) Contains(s Range) bool {
	return r.Para == s.Para && r.From <= s.From && s.To <= r.To
}

// Span gives the bytes from the first to the last token of tokens [from, to).
func (p *Para) Span(from, to int) Span {
	if from >= to {
		return Span{}
	}
	return Span{int(p.Tokens[from].Start), int(p.Tokens[to-1].End)}
}

// Slice gives the text of tokens [from, to) as written, white space included.
func (p *Para) Slice(from, to int) string {
	s := p.Span(from, to)
	return p.Text[s.Start:s.End]
}

// Surface gives the text of token i as written.
func (p *Para) Surface(i int) string { return p.Text[p.Tokens[i].Start:p.Tokens[i].End] }

// Text gives the text of r as written.
func (d *Doc) Text(r Range) string { return d.Paras[r.Para].Slice(r.From, r.To) }

// RuneSpan gives r in Unicode code points of its paragraph, half-open.
func (d *Doc) RuneSpan(r Range) [2]int {
	if r.Empty() {
		return [2]int{}
	}
	p := &d.Paras[r.Para]
	last := &p.Tokens[r.To-1]
	return [2]int{int(p.Tokens[r.From].runes), int(last.runes) + utf8.RuneCountInString(p.Text[last.Start:last.End])}
}
