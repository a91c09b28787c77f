package index

import (
	"cmp"
	"context"
	"encoding/json"
	"math"
	"slices"
	"strings"

	bleveindex "github.com/blevesearch/bleve_index_api"
)

// Articles are ranked in two steps. The first adds up what bleve's postings
// say of the rarer words of a question, word by word: cheap, and blind to
// order. The second reads the sequences of the best some hundred and counts
// every word, what stands side by side, how near together the question's words
// are, and what is in the title; see rescore.go.
//
// bleve's own scorers are not used: on one index they take the number of
// distinct terms for the sum of lengths and count rarity twice (v2.6.1).

// BM25's parameters.
const (
	saturation = 1.2 // k1
	lengthNorm = 0.9 // b

	firstPower = 1.3 // of a word's rarity in its weight in the first step
)

// mostPostings bounds what the first step reads for a question: the most
// frequent of its words are left out where more than three others remain. In
// some ten thousand articles a question is read whole.
const mostPostings = 120_000

const (
	// candidates is how many articles the second step reads.
	candidates = 400
	// bareCandidates is how many where nobody asks how many there are: a few
	// more that hold little of a question change nothing, and take time.
	bareCandidates = 250
	// Of a name every word may be frequent, and the one article that has it far
	// from the best by its words alone: where a query has so few words, so many
	// articles that hold them all are looked through for all of them in a row.
	fewWords     = 5
	checkedWhole = 1000
	// checkedHeld is how many where all sequences can be held: then they are
	// looked through in no time.
	checkedHeld = 20_000
	// pairSample is how many of the best candidates tell how rare pairs are:
	// those that hold little of a question have few of its pairs.
	pairSample = 50
)

// asking answers one query in one mode.
type asking struct {
	x        *Index
	number   int // of the query, from 1
	reader   bleveindex.IndexReader
	articles float64 // how many there are
	average  float64 // words of an article
	look     *builder
	fill     bool    // it only fills up what a better mode found
	phrases  []unit  // that a hit must hold; checked on sequences
	ranked   []token // words of phrases and groups, which count for the ranking
	seqs     map[uint32]*known
	every    []scored // a heap of those that hold every word of a short query
	matched  docset   // those that best found
	only     docset   // nil, or those in which exclusions are looked for
	all      docset   // the same, of all modes, where keepAll asks for it
	keepAll  bool
	check    int  // documents in which phrases of the whole query are checked at once
	bare     bool // hits are ranked only: nobody asks how many there are
	guessed  bool // phrases were taken for granted somewhere
	sampled  bool // counts are estimates
}

// frequency counts the documents that have the term.
func (s *asking) frequency(f field, t term) (float64, error) {
	k := listKey{f.of(t.fold), t.key}
	if n, ok := s.x.recent.lists.count(k); ok {
		return n, nil
	}
	r, err := s.reader.TermFieldReader(context.Background(), []byte(t.key), f.of(t.fold), false, false, false)
	if err != nil {
		return 0, err
	}
	defer r.Close()
	n := float64(r.Count())
	if s.x.opt.ReadOnly {
		s.x.recent.lists.counted(k, n)
	}
	return n, nil
}

// rarity is BM25's idf of a word of so many articles.
func (s *asking) rarity(frequency float64) float64 {
	return math.Log(1 + (s.articles-min(frequency, s.articles)+0.5)/(frequency+0.5))
}

// together gives the documents that have all terms, those of frequent words
// left to the check of sequences.
func (s *asking) together(f field, ts []term) (docset, error) {
	type counted struct {
		term
		n float64
	}
	cs := make([]counted, len(ts))
	for i, t := range ts {
		n, err := s.frequency(f, t)
		if err != nil || n == 0 {
			return nil, err
		}
		cs[i] = counted{t, n}
	}
	slices.SortFunc(cs, func(a, b counted) int { return cmp.Compare(a.n, b.n) })
	if out, ok, err := s.inAll(f, ts); ok || err != nil {
		return out, err
	}
	var out docset
	for _, c := range cs {
		var err error
		if out, err = s.having(f.of(c.fold), c.key, out); err != nil || len(out) == 0 {
			return nil, err
		}
	}
	return out, nil
}

// ways gives the documents that hold one of the ways of a unit; phrases are
// checked in at most check documents, beyond that taken for granted, which it
// reports.
func (s *asking) ways(f field, u *unit, check int) (out docset, guessed bool, err error) {
	ways := slices.SortedStableFunc(slices.Values(u.ways), func(v, w []term) int { return cmp.Compare(min(len(v), 2), min(len(w), 2)) })
	for _, w := range ways { // words first: what holds one need not be read for a phrase
		set, err := s.together(f, w)
		if err != nil {
			return nil, false, err
		}
		if s.only != nil {
			set = set.and(s.only)
		}
		if len(w) > 1 {
			set = set.without(out)
			list := set.list()
			if len(list) <= check || s.x.recent.complete() {
				list = s.x.recent.likely(list, [][]term{w})
				set = setOf(list)
			}
			if len(list) > check {
				guessed = true
			} else if set, err = s.inOrder(list, w); err != nil {
				return nil, false, err
			}
		}
		out = out.or(set)
	}
	return out, guessed, nil
}

// inOrder gives those of some documents that hold the terms side by side.
func (s *asking) inOrder(docs []uint32, ts []term) (out docset, err error) {
	if err := s.words(docs); err != nil {
		return nil, err
	}
	for _, doc := range docs {
		if s.seqs[doc].holds(ts) {
			out.add(doc)
		}
	}
	return out, nil
}

// checked is ways of a part of a query, whose phrases are not looked at again.
func (s *asking) checked(u *unit) (docset, error) {
	set, guessed, err := s.ways(bodyField, u, checkedInSets)
	s.sampled = s.sampled || guessed
	return set, err
}

// keep weighs the units by their rarity, and leaves out what is said again and
// the most frequent ones of many: see mostPostings.
func (s *asking) keep(us []unit) ([]unit, error) {
	said := map[string]bool{}
	us = slices.DeleteFunc(us, func(u unit) bool {
		var k strings.Builder
		for _, t := range u.ways[0] {
			k.WriteString(t.key + " ")
		}
		again := said[k.String()]
		said[k.String()] = true
		return again
	})
	for i := range us {
		u := &us[i]
		for _, w := range u.ways {
			least := math.Inf(1) // the rarest word bounds a phrase
			for _, t := range w {
				n, err := s.frequency(bodyField, t)
				if err != nil {
					return nil, err
				}
				least = min(least, n)
			}
			u.frequency = max(u.frequency, least)
		}
		u.rarity = s.rarity(u.frequency)
		u.weight = math.Pow(u.rarity, firstPower)
	}
	sorted := slices.Clone(us)
	if known := slices.DeleteFunc(slices.Clone(us), func(u unit) bool { return u.frequency == 0 }); len(us) > 3 && len(known) > 0 {
		sorted = known // what no article has need not be in one
	}
	slices.SortStableFunc(sorted, func(x, y unit) int { return cmp.Compare(x.frequency, y.frequency) })
	n, postings := 0, 0.0
	for ; n < len(sorted); n++ {
		if postings += sorted[n].frequency; n >= 3 && postings > mostPostings {
			break
		}
	}
	return sorted[:n], nil
}

// textList writes texts as a JSON array, for json_each.
func textList(s []string) string {
	b, _ := json.Marshal(s) // strings always marshal
	return string(b)
}
