package index

import (
	"cmp"
	"math/bits"
	"slices"
)

// scored is a candidate.
type scored struct {
	doc   uint32
	score float64
}

// best gives the documents with the best scores of the first step, at most n,
// and how many there are in all. Each has needed points of units; within
// bounds them, where it is not nil.
func (s *asking) best(units []unit, needed, n int, within docset, bounded bool) ([]scored, int, error) {
	if bounded && needed == 0 && within.count() <= n { // the second step reads them all
		return s.take(within)
	}
	r := s.x.recent.room()
	defer s.x.recent.rooms.Put(r)
	if err := s.addUnits(r, units, needed, within, bounded); err != nil {
		return nil, 0, err
	}
	few := len(units) > 0 && len(units) <= fewWords
	whole := checkedWhole
	if s.x.opt.ReadOnly && s.articles <= mostRecent {
		whole = checkedHeld
	}
	s.every, s.matched = nil, nil
	total := 0
	top := make([]scored, 0, n+1)
	take := func(doc uint32, score float64) {
		total++
		if !s.bare || len(s.phrases) > 0 {
			s.matched.add(doc)
		}
		top = push(top, scored{doc, score}, n)
	}
	if needed == 0 { // only what bounds
		for _, doc := range within.list() {
			r.reach(doc, s.articles)
			take(doc, float64(r.scores[doc]))
		}
	} else {
		for doc, c := range r.counts {
			if int(c) >= needed {
				take(uint32(doc), float64(r.scores[doc]))
				if few && int(c) == len(units) {
					s.every = push(s.every, scored{uint32(doc), float64(r.scores[doc])}, whole)
				}
			}
		}
	}
	s.keepMatched()
	sortScored(top)
	return top, total, nil
}

// addUnits adds up in r what the units say of documents. Units with several ways
// come last: then they need not be looked for where the others leave too little.
func (s *asking) addUnits(r *room, units []unit, needed int, within docset, bounded bool) error {
	order := slices.Clone(units)
	slices.SortStableFunc(order, func(v, w unit) int { return cmp.Compare(min(len(v.ways), 2), min(len(w.ways), 2)) })
	for i := range order {
		u := &order[i]
		if len(u.ways) == 1 && len(u.ways[0]) == 1 {
			if err := s.addTerm(r, u.ways[0][0], u, within, bounded); err != nil {
				return err
			}
			continue
		}
		set, guessed, err := s.waysOf(order[i:], r.counts, needed, within, bounded)
		if err != nil {
			return err
		}
		for _, doc := range set.list() {
			r.reach(doc, s.articles)
			r.counts[doc] += u.points
			if !guessed {
				r.scores[doc] += float32(s.bm25(u.weight, 1, s.average))
			}
		}
		if !guessed {
			continue
		}
		// Whether they have the words side by side nobody has looked: those that
		// have the words often may have them so.
		for _, w := range u.ways {
			for _, t := range w {
				if err := s.addTerm(r, t, &unit{weight: u.weight / float64(len(w))}, set, true); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// addTerm adds what a term of a unit says of documents, of those in within alone
// where they are bounded.
func (s *asking) addTerm(r *room, t term, u *unit, within docset, bounded bool) error {
	name := bodyField.of(t.fold)
	l, err := s.list(name, t.key)
	switch {
	case err != nil:
		return err
	case l != nil:
		if len(l.docs) > 0 {
			r.reach(uint32(64*len(l.docs)-1), s.articles)
		}
		s.addList(l, u, within, bounded, r.scores, r.counts)
		return nil
	}
	add := func(doc uint32, freq, norm float64) {
		r.reach(doc, s.articles)
		r.scores[doc] += float32(s.bm25(u.weight, freq, s.lengthOf(norm)))
		r.counts[doc] += u.points
	}
	if bounded {
		return s.postingsIn(name, t.key, true, within, add)
	}
	return s.postings(name, t.key, true, add)
}

// waysOf gives the documents that hold the first of the units left, among those
// that have, by their counts, or may yet get the points needed, and whether its
// phrases were taken for granted; that makes the total an estimate.
func (s *asking) waysOf(left []unit, counts []uint16, needed int, within docset, bounded bool) (set docset, guessed bool, err error) {
	outer, counted := s.only, needed > 0
	defer func() { s.only = outer }()
	if bounded {
		s.only = within
	}
	for i := range left {
		needed -= int(left[i].points)
	}
	if needed > 0 {
		s.only = docset{}
		for doc, c := range counts {
			if int(c) >= needed && (!bounded || within.has(uint32(doc))) {
				s.only.add(uint32(doc))
			}
		}
	}
	set, guessed, err = s.ways(bodyField, &left[0], s.check)
	s.sampled = s.sampled || guessed && counted
	return set, guessed, err
}

// bm25 is what a word of a weight counts in an article of a length.
func (s *asking) bm25(weight, freq, length float64) float64 {
	return weight * freq * (saturation + 1) / (freq + saturation*(1-lengthNorm+lengthNorm*length/s.average))
}

// addList adds what a list says to the scores of its documents.
func (s *asking) addList(l *termList, u *unit, within docset, bounded bool, scores []float32, counts []uint16) {
	const flat, slope = saturation * (1 - lengthNorm), saturation * lengthNorm
	per, w := slope/float32(s.average), float32(u.weight*(saturation+1))
	for i, n := 0, 0; i < len(l.docs); i++ {
		for rest := l.docs[i]; rest != 0; rest &= rest - 1 {
			doc := uint32(64*i + bits.TrailingZeros64(rest))
			if f := float32(l.freqs[n]); !bounded || within.has(doc) {
				scores[doc] += w * f / (f + flat + per*float32(l.words[doc]))
				counts[doc] += u.points
			}
			n++
		}
	}
}

// inRow gives the documents of s.every that hold all words of a short query
// side by side and are not among docs, the best by the first step before the
// others; where there are many of these, not all.
func (s *asking) inRow(docs []uint32, toks []token) (out []uint32, err error) {
	whole := s.whole(toks)
	if len(s.every) == 0 || whole == nil {
		return nil, nil
	}
	have := setOf(docs)
	sortScored(s.every)
	for some := range slices.Chunk(s.every, checkedWhole) {
		var more []uint32
		for _, e := range some {
			if !have.has(e.doc) {
				more = append(more, e.doc)
			}
		}
		more = s.x.recent.likely(more, [][]term{whole})
		if err := s.words(more); err != nil {
			return nil, err
		}
		out = append(out, slices.DeleteFunc(more, func(doc uint32) bool { return !s.seqs[doc].holds(whole) })...)
		if len(out) >= candidates {
			break
		}
	}
	return out, nil
}

// sortScored puts the best first.
func sortScored(all []scored) {
	slices.SortFunc(all, func(a, b scored) int { return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.doc, b.doc)) })
}

// whole gives the terms of a short query that may be one name, nil of others:
// of what can be said in other words, too.
func (s *asking) whole(toks []token) []term {
	us, ts, pair := s.look.units(toks)
	if len(ts) < 2 || len(ts) > fewWords || slices.Contains(pair[1:], false) ||
		slices.ContainsFunc(us, func(u unit) bool { return len(u.ways) > 1 }) {
		return nil
	}
	return ts
}

// mayHold reports whether an article may have the first terms of the question
// side by side: then it has each pair of them.
func (m *evidence) mayHold(first []term) bool {
	return len(first) == 0 || !slices.Contains(m.pairs[1:len(first)], 0)
}

// push puts v on the heap, whose least stands first, and keeps the n greatest.
func push(h []scored, v scored, n int) []scored {
	if len(h) < n {
		h = append(h, v)
		for i := len(h) - 1; i > 0 && h[i].score < h[(i-1)/2].score; i = (i - 1) / 2 {
			h[i], h[(i-1)/2] = h[(i-1)/2], h[i]
		}
		return h
	}
	if v.score <= h[0].score {
		return h
	}
	h[0] = v
	for i := 0; ; {
		c := 2*i + 1
		if c >= len(h) {
			return h
		}
		if c+1 < len(h) && h[c+1].score < h[c].score {
			c++
		}
		if h[i].score <= h[c].score {
			return h
		}
		h[i], h[c] = h[c], h[i]
		i = c
	}
}

func (s *asking) keepMatched() {
	if s.keepAll {
		s.all = slices.Clone(s.all).or(slices.Clone(s.matched))
	}
}

// take gives all documents of a set, not ordered by anything.
func (s *asking) take(within docset) ([]scored, int, error) {
	var out []scored
	for _, doc := range within.list() {
		out = append(out, scored{doc: doc})
	}
	s.matched = slices.Clone(within)
	s.keepMatched()
	return out, len(out), nil
}
