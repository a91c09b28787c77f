package strip

import "math/bits"

// Texts are looked at eight bytes at once: a mark is the high bit of a byte.
const (
	ones   = 0x0101010101010101
	marks8 = 0x80 * ones
)

// eight gives the first eight bytes of s as a number, the first one lowest.
func eight(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// within marks the bytes of w whose lower seven bits lie in low … high.
func within(w uint64, low, high byte) uint64 {
	w &^= marks8
	return (w + ones*uint64(0x80-low)) &^ (w + ones*uint64(0x7f-high)) & marks8
}

// leads marks the first bytes of the characters outside ASCII in w.
func leads(w uint64) uint64 { return w & (w << 1) & marks8 }

// plainBytes gives how many bytes s begins with that walker.text appends as
// they are; s is valid UTF-8 from the middle of a character on, at most. It may
// stop before them all. space says that a space stands before, and then that
// one ends them.
func plainBytes(s string, space bool) (n int, _ bool) {
	var before uint64 // marks the first byte where a space stands before it
	if space {
		before = 0x80
	}
	for len(s)-n >= 8 {
		w := eight(s[n:])
		spaces := within(w, ' ', ' ') &^ w
		bad := ^(within(w, ' ', 0x7e) | w) & marks8 // control characters
		bad |= spaces & (spaces<<8 | before)
		step := 8
		if w&marks8 != 0 {
			first := leads(w)
			viet := within(w, 0x61, 0x61) & first                                           // begins Ạ to ỹ before BA and BB
			bad |= first&^(within(w, 0x43, 0x46)|viet) | viet&^(within(w, 0x3a, 0x3b)&w>>8) // after C3 to C6 come À to ư
			cut := viet >> 63                                                               // the next byte stands in the next eight
			bad &^= cut << 63
			step -= int(cut)
		}
		if bad != 0 {
			step = bits.TrailingZeros64(bad) / 8
			if step > 0 {
				n += step
				return n, s[n-1] == ' '
			}
			return n, before != 0
		}
		n += step
		before = spaces >> (8*step - 8) & 0x80
	}
	return n, before != 0
}
