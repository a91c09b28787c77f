package text

import "unicode/utf8"

// Class says what a token is.
type Class uint8

// The classes of tokens.
const (
	Word   Class = iota // letters: one Vietnamese syllable as a rule, or an abbreviation
	Number              // digits, with separators between digits: 641,769 or 27.12.2019
	Code                // capitals with digits, one thing: TM15, PC07, U16
	Punct               // one sign
)

// Case says how a word is written.
type Case uint8

// The cases of words. A single capital letter is Upper.
const (
	Lower Case = iota
	Title      // first letter a capital, the others small
	Upper      // all capitals
	Mixed
)

// Token is a word, a number or a sign of a paragraph. Finders walk over the
// tokens of a text again and again, so a token is small.
type Token struct {
	Start, End int32  // bytes
	runes      uint32 // code points of the paragraph before it
	Class      Class
	Case       Case
	Glued      bool // no white space before it, and not the first
	// Virtual tells that only a boundary that we put there divides it from
	// the token before: "thángước", "đạt125%".
	Virtual bool
	Key     string // see Key
	sum     uint64 // see Sum
}

// Folds reports whether the token's key without its diacritics (see Fold) is
// one of keys.
func (t *Token) Folds(keys ...string) bool {
	for _, k := range keys {
		if t.folds(k) {
			return true
		}
	}
	return false
}

// folds takes the marks off no more than it must to tell two words apart.
func (t *Token) folds(key string) bool {
	for i := 0; i < len(t.Key); i++ {
		if t.Key[i] >= utf8.RuneSelf {
			var buf [64]byte
			return string(appendFold(buf[:0], t.Key[i:])) == key[i:]
		}
		if i == len(key) || t.Key[i] != key[i] {
			return false
		}
	}
	return len(t.Key) == len(key)
}

// Is reports whether the token's key is one of keys, given as the first and
// the others: asked about one word, as most are, it is a comparison with a
// constant and no loop.
func (t *Token) Is(key string, others ...string) bool {
	return t.Key == key || len(others) > 0 && t.isOf(others)
}

// Either is Is of two keys: comparisons with constants, for which no list is made.
func (t *Token) Either(a, b string) bool { return t.Key == a || t.Key == b }

// isOf tells most keys apart by length and first byte, which spares the
// comparison. It stands in one place: where Is is called, a thousand times, its
// loop would only crowd the code.
//
//go:noinline
func (t *Token) isOf(keys []string) bool {
	if t.Key == "" {
		return false
	}
	n, c := len(t.Key), t.Key[0]
	for _, k := range keys {
		if len(k) == n && k[0] == c && k == t.Key {
			return true
		}
	}
	return false
}

// Sum gives the 64 bits of FNV-1a over the bytes of the token's key.
func (t *Token) Sum() uint64 { return t.sum }

// Sum gives what Token.Sum gives for a key.
func Sum(key string) uint64 { return sum(key) }

// sum is FNV-1a, 64 bits.
func sum(s string) uint64 {
	const prime = 0x100000001b3
	h := uint64(0xcbf29ce484222325)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * prime
	}
	return h
}
