package index

import (
	"cmp"
	"math/rand/v2"
	"slices"

	"khotin/index/query"
)

// answer is an article that answers a query.
type answer struct {
	*known
	doc          uint32
	score, share float64
	fill         bool
	sought       sought
}

func sortAnswers(as []answer) {
	slices.SortFunc(as, func(a, b answer) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.published, a.published), cmp.Compare(a.id, b.id))
	})
}

// answers gives the best articles of one mode that have not been given, and
// how many it has in all, given or not.
func (s *asking) answers(n query.Node, f Filter, typed *builder, have map[uint32]bool) ([]answer, int, error) {
	s.phrases, s.ranked, s.guessed = nil, nil, false
	loose, within, bounded, err := s.bound(n)
	if err != nil {
		return nil, 0, err
	}
	loose = dropAsking(loose)
	if within, bounded, err = s.filter(f, within, bounded); err != nil {
		return nil, 0, err
	}
	if len(loose) == 0 && !bounded {
		return nil, 0, errNothing
	}
	ranked := slices.Concat(loose, s.ranked)
	us, _, _ := s.look.units(loose)
	needed := 0
	if len(loose) > 0 {
		if us, err = s.keep(us); err == nil {
			needed = s.needed(us)
		}
	} else {
		us, _, _ = s.look.units(ranked)
		if us, err = s.keep(us); len(s.phrases) > 0 {
			us = us[:min(1, len(us))] // all hold every word: the rarest one tells where to begin
		}
	}
	if err != nil {
		return nil, 0, err
	}
	most := candidates
	if s.bare {
		most = bareCandidates
	}
	most = max(most, 2*(f.Offset+f.Limit))
	top, total, err := s.best(us, needed, most, within, bounded)
	if err != nil {
		return nil, 0, err
	}
	c, err := s.scorer(ranked, typed)
	if err != nil {
		return nil, 0, err
	}
	docs := make([]uint32, len(top))
	for i := range top {
		docs[i] = top[i].doc
	}
	rows, err := s.inRow(docs, loose)
	if err != nil {
		return nil, 0, err
	}
	t := &tally{have: have}
	docs = append(docs, rows...)
	if s.guessed && len(s.phrases) > 0 {
		total, err = s.gatherGuessed(docs, c, t, f.Offset+f.Limit)
	} else {
		err = s.gather(docs, c, t)
		total -= t.failed
	}
	if err != nil {
		return nil, 0, err
	}
	if s.keepAll {
		s.all = s.all.without(t.lacking)
	}
	sample := t.found
	if needed > 0 { // then the best by the first step stand first
		sample = sample[:min(pairSample, len(sample))]
	}
	c.weighPairs(sample)
	whole := s.whole(loose)
	for i := range t.out {
		a := &t.out[i]
		a.score, a.share = c.score(&t.found[i])
		if t.found[i].mayHold(whole) && holds(a.words, whole) {
			a.score += wholeWeight * c.all
		}
	}
	sortAnswers(t.out)
	if s.bare {
		err = s.readBest(t.out, f.Offset+f.Limit)
	}
	return t.out, total, err
}

// readBest reads the rows of the best answers, and puts those of one score in
// their order.
func (s *asking) readBest(as []answer, n int) error {
	n = min(n, len(as))
	for n > 0 && n < len(as) && as[n].score == as[n-1].score {
		n++
	}
	docs := make([]uint32, n)
	for i := range docs {
		docs[i] = as[i].doc
	}
	if err := s.read(docs); err != nil {
		return err
	}
	for i := range docs {
		as[i].known = s.seqs[docs[i]]
	}
	sortAnswers(as[:n])
	return nil
}

// fewHits is a page: so many hits are looked for, however few are shown, so
// that a total does not hang on how many are.
const fewHits = 20

// gatherGuessed reads articles that hold the words of the query's phrases until
// enough have the phrases: of frequent words side by side the first step cannot
// tell. It gives how many have them, by a sample where not all were read. What
// is counted does not hang on the page, which is how many hits are shown.
func (s *asking) gatherGuessed(docs []uint32, c *scorer, t *tally, page int) (total int, err error) {
	if s.bare { // nobody asks how many there are
		const step = 100
		for len(docs) > 0 && t.passed < 2*page {
			n := min(step, len(docs))
			if err := s.gather(docs[:n], c, t); err != nil {
				return 0, err
			}
			docs = docs[n:]
		}
		return t.passed, s.gatherRest(c, t, page)
	}
	first := min(candidates, len(docs))
	if err := s.gather(docs[:first], c, t); err != nil {
		return 0, err
	}
	if err := s.gatherRest(c, t, fewHits); err != nil {
		return 0, err
	}
	total = t.passed
	if all := s.matched.count(); t.passed+t.failed < all {
		share, err := s.share(t.seen)
		if err != nil {
			return 0, err
		}
		total += int(share * float64(all-t.passed-t.failed))
		s.sampled = true
		left := slices.DeleteFunc(docs[first:], t.seen.has)
		if err := s.gather(left, c, t); err != nil {
			return 0, err
		}
		if err := s.gatherRest(c, t, page); err != nil {
			return 0, err
		}
	}
	return max(total, t.passed), nil
}

// sampled is how many articles tell for the rest whether they have a phrase.
const sampled = 300

// share is that of the articles with the phrases of the query among those
// matched and not seen, by a sample of them. Those seen were the most likely to
// have them, so they tell nothing of the rest.
func (s *asking) share(seen docset) (float64, error) {
	rest := slices.Clone(s.matched).without(seen).list()
	if len(rest) == 0 {
		return 0, nil
	}
	r := rand.New(rand.NewPCG(1, 2)) // at random, as articles may follow a pattern; the same each time
	docs := make([]uint32, sampled)
	for i := range docs {
		docs[i] = rest[r.IntN(len(rest))]
	}
	if err := s.words(docs); err != nil {
		return 0, err
	}
	with := 0
	for _, doc := range docs {
		if s.hasPhrases(s.seqs[doc]) {
			with++
		}
	}
	return float64(with) / sampled, nil
}

// tally is what the second step has gone through.
type tally struct {
	passed, failed int // articles with the phrases of the query, and without
	out            []answer
	found          []evidence      // of each
	have           map[uint32]bool // articles given, in better modes too
	seen, lacking  docset
}

// gather reads articles and keeps those that have the phrases of the query.
func (s *asking) gather(docs []uint32, c *scorer, t *tally) error {
	for _, doc := range docs {
		t.seen.add(doc)
	}
	if len(s.phrases) > 0 {
		n := len(docs)
		for _, doc := range docs {
			t.lacking.add(doc)
		}
		for i := range s.phrases {
			docs = s.x.recent.likely(docs, s.phrases[i].ways)
		}
		if err := s.words(docs); err != nil {
			return err
		}
		docs = slices.DeleteFunc(docs, func(doc uint32) bool { return !s.hasPhrases(s.seqs[doc]) })
		t.failed += n - len(docs)
	}
	read := s.read
	if s.bare { // of most no more is wanted
		read = s.words
	}
	if err := read(docs); err != nil {
		return err
	}
	for _, doc := range docs {
		k := s.seqs[doc]
		if k == nil {
			t.failed++
			t.lacking.add(doc)
			continue
		}
		if t.lacking.has(doc) {
			t.lacking[doc/64] &^= 1 << (doc % 64)
		}
		if t.passed++; t.have[doc] {
			continue
		}
		t.have[doc] = true
		t.found = append(t.found, c.measure(k.words))
		t.out = append(t.out, answer{known: k, doc: doc, fill: s.fill, sought: s.look.sought})
	}
	return nil
}

// gatherRest goes on with the matches that the first step did not find best,
// until so many have the phrases.
func (s *asking) gatherRest(c *scorer, t *tally, most int) error {
	if t.passed >= most {
		return nil
	}
	const step = 500
	rest := slices.Clone(s.matched).without(t.seen).list()
	for len(rest) > 0 && t.passed < most {
		n := min(step, len(rest))
		if err := s.gather(rest[:n], c, t); err != nil {
			return err
		}
		rest = rest[n:]
	}
	return nil
}
