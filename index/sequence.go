package index

// A sequence is the words of an article in their order: what a question needs
// to know about adjacency, order and nearness, read many times faster than
// the text. Compounds are in it as their parts.
//
// Format: the number of words of the title as two bytes, little-endian; then
// three bytes a word, its signature: 16 bits of a hash of the word without
// diacritics, little-endian, and 7 bits of a hash of the word as written, the
// eighth bit set where a sentence ends before it.
const (
	sequenceHead  = 2
	signatureSize = 3
	sentenceBit   = 0x80
)

// signature of a word.
type signature struct {
	fold uint16
	mark uint8 // 7 bits
}

// sign gives the signature of a word; FNV-1a as in hash/fnv.
func sign(key, folded string) signature {
	h := uint32(2166136261)
	add := func(s string) {
		for i := 0; i < len(s); i++ {
			h = (h ^ uint32(s[i])) * 16777619
		}
	}
	add(folded)
	f := h
	if key != folded {
		add(key)
	}
	return signature{uint16(f ^ f>>16), uint8(h^h>>8^h>>16^h>>24) & 0x7f}
}

// newSequence writes the words of an article.
func newSequence(title, body []token) sequence {
	b := make(sequence, sequenceHead, sequenceHead+signatureSize*(len(title)+len(body)))
	for n, toks := range [][]token{title, body} {
		for i := range toks {
			t := &toks[i]
			if t.whole {
				continue
			}
			m := t.sign.mark
			// The first part of a compound stands where the compound does.
			if t.breaks || i > 0 && toks[i-1].whole && toks[i-1].breaks || n == 1 && b.len() == b.title() {
				m |= sentenceBit
			}
			b = append(b, byte(t.sign.fold), byte(t.sign.fold>>8), m)
		}
		if n == 0 {
			words := min(b.len(), 1<<16-1)
			b[0], b[1] = byte(words), byte(words>>8)
		}
	}
	return b
}

// sequence is a stored one.
type sequence []byte

func (s sequence) valid() bool {
	return len(s) >= sequenceHead && (len(s)-sequenceHead)%signatureSize == 0 && s.title() <= s.len()
}

func (s sequence) len() int   { return (len(s) - sequenceHead) / signatureSize }
func (s sequence) title() int { return int(s[0]) | int(s[1])<<8 }

// at gives word i and whether a sentence begins with it.
func (s sequence) at(i int) (signature, bool) {
	p := s[sequenceHead+signatureSize*i:]
	return signature{uint16(p[0]) | uint16(p[1])<<8, p[2] &^ sentenceBit}, p[2]&sentenceBit != 0
}

// adjacent tells which pairs of words a sequence has not: a Bloom filter of one
// hash, 4,096 bits for the some 500 pairs of an article. Diacritics and ends of
// sentences are not in it.
type adjacent [4096 / 64]uint64

func (s sequence) adjacent() *adjacent {
	a := &adjacent{}
	for at := sequenceHead; at+2*signatureSize <= len(s); at += signatureSize {
		bit := pairBit(uint16(s[at])|uint16(s[at+1])<<8, uint16(s[at+signatureSize])|uint16(s[at+signatureSize+1])<<8)
		a[bit/64] |= 1 << (bit % 64)
	}
	return a
}

// has reports whether all bits are set. Where one of the pairBits of terms is
// not, they cannot stand side by side.
func (a *adjacent) has(bits []uint32) bool {
	for _, bit := range bits {
		if a[bit/64]&(1<<(bit%64)) == 0 {
			return false
		}
	}
	return true
}

// pairBits gives the bits of terms side by side.
func pairBits(ts []term) []uint32 {
	var out []uint32
	for i := 1; i < len(ts); i++ {
		out = append(out, pairBit(ts[i-1].sign.fold, ts[i].sign.fold))
	}
	return out
}

// pairBit gives the bit of two words side by side.
func pairBit(x, y uint16) uint32 {
	return (uint32(x)*0x9e3779b1 ^ uint32(y)*0x85ebca6b) * 0xc2b2ae35 >> 20
}
