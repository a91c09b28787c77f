package index

import "math/bits"

// docset is a set of bleve's document numbers.
type docset []uint64

func (s docset) has(n uint32) bool { return int(n/64) < len(s) && s[n/64]&(1<<(n%64)) != 0 }

func (s *docset) add(n uint32) {
	for int(n/64) >= len(*s) {
		*s = append(*s, make([]uint64, 1+int(n/64)-len(*s))...)
	}
	(*s)[n/64] |= 1 << (n % 64)
}

func setOf(docs []uint32) (s docset) {
	for _, doc := range docs {
		s.add(doc)
	}
	return s
}

func (s docset) and(t docset) docset {
	out := s[:min(len(s), len(t))]
	for i := range out {
		out[i] &= t[i]
	}
	return out
}

func (s docset) or(t docset) docset {
	if len(s) < len(t) {
		s, t = t, s
	}
	for i := range t {
		s[i] |= t[i]
	}
	return s
}

func (s docset) without(t docset) docset {
	for i := range min(len(s), len(t)) {
		s[i] &^= t[i]
	}
	return s
}

func (s docset) count() int {
	n := 0
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

func (s docset) list() []uint32 {
	out := make([]uint32, 0, s.count())
	for i, w := range s {
		for ; w != 0; w &= w - 1 {
			out = append(out, uint32(64*i+bits.TrailingZeros64(w)))
		}
	}
	return out
}
