// Package fingerprint tells the same article at several portals: a number that
// differs in few bits where two texts differ in few words.
package fingerprint

import (
	"fmt"
	"math/bits"
	"strconv"

	"khotin/extract/text"
)

// Simhash is a 64-bit simhash (Charikar 2002) over the shingles of four words
// of a text. The zero Simhash is of a text too short to have one.
type Simhash uint64

// shingle is the number of words that are hashed together: four words in a row
// repeat in other articles far less than single words do.
const shingle = 4

// shortest is the number of words below which a text has no fingerprint: few
// shingles make few bits certain.
const shortest = 40

// Near is the number of bits up to which two texts are taken for one article.
// TestNear shows the distances on which it rests: copies with other titles,
// by-lines, captions and a cut or added sentence stay well below, different
// reports of one kind on one district well above.
const Near = 12

// Of gives the fingerprint of a body. Case, the place of tones, marks and
// white space do not count.
func Of(body *text.Doc) Simhash {
	var ones tally
	var next [8]uint64 // shingles that ones does not count yet
	var a, b, c uint64 // the three words before
	words := 0
	for p := range body.Paras {
		tokens := body.Paras[p].Tokens
		for i := range tokens {
			t := &tokens[i]
			if t.Class == text.Punct {
				continue
			}
			d := t.Sum()
			if words++; words >= shingle {
				n := (words - shingle) % len(next)
				next[n] = mix(a, b, c, d)
				if n == len(next)-1 {
					ones.add(&next)
					clear(next[:])
				}
			}
			a, b, c = b, c, d
		}
	}
	if words < shortest {
		return 0
	}
	ones.add(&next) // zeros stand for those that are none
	s := Simhash(0)
	for b, n := range ones.counts() {
		if 2*n > words-shingle+1 {
			s |= 1 << b
		}
	}
	return max(s, 1)
}

// tally counts for each bit how many numbers have it set. The counts stand on
// end: three numbers hold the last three binary digits of all of them, so that
// each addition is one for all 64 bits (Harley and Seal's adder tree). What is
// above goes into counters of eight bits, eight of them side by side in one
// number.
type tally struct {
	ones, twos, fours uint64
	lanes             [8]uint64 // byte b of lanes[k] counts the eights of bit 8b+k that are not yet in whole
	n                 int       // the most that one of them may be
	whole             [64]int
}

func (t *tally) add(x *[8]uint64) {
	const low = 0x0101010101010101
	ones, a := sum(t.ones, x[0], x[1])
	ones, b := sum(ones, x[2], x[3])
	twos, c := sum(t.twos, a, b)
	ones, a = sum(ones, x[4], x[5])
	ones, b = sum(ones, x[6], x[7])
	twos, d := sum(twos, a, b)
	fours, eights := sum(t.fours, c, d)
	t.ones, t.twos, t.fours = ones, twos, fours
	for k := range t.lanes {
		t.lanes[k] += eights >> k & low
	}
	if t.n++; t.n == 255 {
		t.empty()
	}
}

// sum adds three binary digits, for 64 sums at once.
func sum(a, b, c uint64) (digit, carry uint64) {
	u := a ^ b
	return u ^ c, a&b | u&c
}

// empty moves the counts of lanes into whole.
func (t *tally) empty() {
	for k, lane := range t.lanes {
		for b := range 8 {
			t.whole[8*b+k] += int(lane >> (8 * b) & 0xff * 8)
		}
	}
	t.lanes, t.n = [8]uint64{}, 0
}

// counts gives the count of every bit.
func (t *tally) counts() *[64]int {
	t.empty()
	for b := range t.whole {
		t.whole[b] += int(t.fours>>b&1*4 + t.twos>>b&1*2 + t.ones>>b&1)
	}
	t.ones, t.twos, t.fours = 0, 0, 0
	return &t.whole
}

// mix makes one number of the words of a shingle, in order, and spreads it
// over all bits (the finalizer of MurmurHash3).
func mix(a, b, c, d uint64) uint64 {
	const odd = 0x9e3779b97f4a7c15
	x := ((a*odd+b)*odd+c)*odd + d
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd
	x ^= x >> 33
	x *= 0xc4ceb9fe1a85ec53
	return x ^ x>>33
}

// Distance is the number of bits in which two fingerprints differ, 64 where
// one of them is none.
func Distance(a, b Simhash) int {
	if a == 0 || b == 0 {
		return 64
	}
	return bits.OnesCount64(uint64(a ^ b))
}

// IsNear reports whether two texts are taken for one article.
func IsNear(a, b Simhash) bool { return Distance(a, b) <= Near }

// String gives sixteen hex digits, "" for none.
func (s Simhash) String() string {
	if s == 0 {
		return ""
	}
	return fmt.Sprintf("%016x", uint64(s))
}

// Parse reads what String gives.
func Parse(s string) (Simhash, error) {
	if s == "" {
		return 0, nil
	}
	v, err := strconv.ParseUint(s, 16, 64)
	if err != nil {
		return 0, fmt.Errorf("fingerprint %q: want sixteen hex digits", s)
	}
	return Simhash(v), nil
}
