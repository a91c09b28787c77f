package text

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf8"
)

// known is a word with all that its letters tell.
type known struct {
	written spelling // as it stood in a text
	token   Token    // of which runes are those of the word
	_       uint64   // a known is as large as a line of the processor's cache
}

// newKnown reads a word.
func newKnown(word string) known {
	key := Key(word)
	return known{token: Token{
		Class: Word, Case: caseOf(word), Key: key, sum: sum(key), runes: uint32(utf8.RuneCountInString(word)),
	}}
}

// memory holds the words that were read last: news say the same few thousand
// syllables over and over. It is a cuckoo hash table: a word stands in one of two
// places that its spelling tells.
type memory [1 << 13]known

// places gives the first and the second place of a word.
func places(w spelling) (first, second uint64) {
	const a, b = 0x9e3779b97f4a7c15, 0xc2b2ae3d27d4eb4f // odd, bits of either kind in no order
	h := w.low*a ^ w.high*b
	return h >> 51, h >> 38 & (1<<13 - 1)
}

// find gives the word that is spelled w, or nil.
func (m *memory) find(w spelling) *known {
	first, second := places(w)
	if k := &m[first]; k.written == w {
		return k
	}
	if k := &m[second]; k.written == w {
		return k
	}
	return nil
}

// mostMoves is the number of words that give way to a new one: where so many
// find no free place, the last is forgotten.
const mostMoves = 8

// keep remembers a word in the first of its places. The word there moves to its
// other place, and so on.
func (m *memory) keep(k known) {
	at, _ := places(k.written)
	for range mostMoves {
		k, m[at] = m[at], k
		if k.written == (spelling{}) {
			return
		}
		first, second := places(k.written)
		at ^= first ^ second
	}
}

// spelling is a run of at most fifteen bytes of letters: the first is the lowest
// byte, zeros stand behind the last.
type spelling struct{ low, high uint64 }

// padding is the number of zeros that lettersAt wants behind a text.
const padding = 16

// lettersAt gives the run of letters at byte i of text, and its bytes, which
// are 0 where it is longer. What is not of ASCII counts as a letter, but for the
// signs and spaces whose first byte is 0xc2 or 0xe2.
func lettersAt(text []byte, i int) (w spelling, size int) {
	w.low = binary.LittleEndian.Uint64(text[i:])
	if size = letterBytes(w.low); size < 8 {
		w.low &= 1<<(8*size) - 1
		return w, size
	}
	w.high = binary.LittleEndian.Uint64(text[i+8:])
	if size = letterBytes(w.high); size < 8 {
		w.high &= 1<<(8*size) - 1
		return w, size + 8
	}
	return spelling{}, 0
}

// letterBytes gives the number of the lowest bytes of x that are of letters. It
// looks at all eight at once: what it works out stands in the top bit of each.
func letterBytes(x uint64) int {
	const each = 0x0101010101010101
	const top = 0x80 * each
	small := (x | 0x20*each) &^ top
	ascii := (small + (0x80-'a')*each) &^ (small + (0x7f-'z')*each) &^ x
	lead := x&^(0x20*each) ^ 0xc2*each // zero for 0xc2 and 0xe2
	other := (lead&^top + 0x7f*each | lead) & x
	return bits.TrailingZeros64(^(ascii|other)&top) / 8
}

// endsWord reports whether what stands at byte i of s, behind a run of letters,
// is no part of the word nor makes a code of it.
func endsWord(s string, i int) bool {
	if i >= len(s) {
		return true
	}
	c := s[i]
	return c < '0' || c > '9' && (c < utf8.RuneSelf || c == 0xe2 && i+1 < len(s) && s[i+1] == 0x80)
}
