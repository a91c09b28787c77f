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
	score, share float64
	fill         bool
	sought       sought
}

func sortAnswers(as []answer) {
	slices.SortStableFunc(as, func(a, b answer) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.published, a.published), cmp.Compare(a.id, b.id))
	})
}

// answers gives the best articles of one mode that have not been given, and
// how many there are.
func (s *asking) answers(n query.Node, f Filter, typed *builder, have map[uint32]bool) ([]answer, int, error) {
	s.phrases, s.ranked = nil, nil
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
			needed = s.needed(len(us))
		}
	} else {
		us, _, _ = s.look.units(ranked)
		us, err = s.keep(us)
	}
	if err != nil {
		return nil, 0, err
	}
	most := max(candidates, 2*(f.Offset+f.Limit))
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
	if err := s.gather(append(docs, rows...), c, t); err != nil {
		return nil, 0, err
	}
	if t.failed > 0 && t.passed < f.Offset+f.Limit {
		if err := s.gatherRest(c, t, most); err != nil {
			return nil, 0, err
		}
	}
	c.weighPairs(t.found)
	whole := s.whole(loose)
	for i := range t.out {
		a := &t.out[i]
		a.score, a.share = c.score(&t.found[i])
		if holds(a.words, whole) {
			a.score += wholeWeight * c.all
		}
	}
	total -= t.failed
	if rest := total - t.passed; rest > 0 && s.guessed && len(s.phrases) > 0 && s.check > checkedToRank {
		share, err := s.share(t.seen)
		if err != nil {
			return nil, 0, err
		}
		total = t.passed + int(share*float64(rest))
	}
	sortAnswers(t.out)
	return t.out, total - (t.passed - len(t.out)), nil
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
	seen           docset
}

// gather reads articles and keeps those that have the phrases of the query.
func (s *asking) gather(docs []uint32, c *scorer, t *tally) error {
	for _, doc := range docs {
		t.seen.add(doc)
	}
	if len(s.phrases) > 0 {
		n := len(docs)
		for i := range s.phrases {
			docs = s.x.recent.likely(docs, s.phrases[i].ways)
		}
		if err := s.words(docs); err != nil {
			return err
		}
		docs = slices.DeleteFunc(docs, func(doc uint32) bool { return !s.hasPhrases(s.seqs[doc]) })
		t.failed += n - len(docs)
	}
	if err := s.read(docs); err != nil {
		return err
	}
	for _, doc := range docs {
		k := s.seqs[doc]
		if k == nil {
			t.failed++
			continue
		}
		if t.passed++; t.have[doc] {
			continue
		}
		t.have[doc] = true
		t.found = append(t.found, c.measure(k.words))
		t.out = append(t.out, answer{known: k, fill: s.fill, sought: s.look.sought})
	}
	return nil
}

// gatherRest goes on with the matches that the first step did not find best,
// until so many have the phrases: of frequent words side by side it cannot
// tell who has them.
func (s *asking) gatherRest(c *scorer, t *tally, most int) error {
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
