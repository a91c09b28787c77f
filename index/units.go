package index

import (
	"cmp"
	"slices"

	blevequery "github.com/blevesearch/bleve/v2/search/query"
)

// unit is one thing that loose words ask for: a syllable, a compound, or an
// abbreviation and what it stands for.
type unit struct {
	ways      [][]term // each a phrase; one of them must occur
	frequency float64  // articles, of the most frequent way
	from, to  int      // terms of the query that it covers
}

// units groups the words. terms are the words' own, without compounds, and
// pair[i] tells whether terms i-1 and i stand side by side.
func (b *builder) units(toks []token) (us []unit, ts []term, pair []bool) {
	var keys []string
	var run [][]string // from each term, the keys up to the next break
	var plain []*token
	for i := range toks {
		if t := &toks[i]; !t.whole {
			plain = append(plain, t)
			keys = append(keys, t.key)
			ts = append(ts, b.termOf(t))
			pair = append(pair, len(keys) > 1 && !t.breaks && !(i > 0 && toks[i-1].whole && toks[i-1].breaks))
		}
	}
	for i := range keys {
		j := i + 1
		for j < len(keys) && pair[j] {
			j++
		}
		run = append(run, keys[i:j])
	}
	at := 0
	for i := 0; i < len(toks); {
		t := &toks[i]
		switch {
		case t.whole:
			ways := [][]term{{b.termOf(t)}, ts[at : at+t.parts]}
			us = append(us, unit{ways: ways, from: at, to: at + t.parts})
			i, at = i+1+t.parts, at+t.parts
			continue
		case b.abbr.expand(t.key) != nil:
			long := b.abbr.expand(t.key)
			ways := [][]term{{ts[at]}, b.termsOf(long)}
			if short, _ := b.abbr.contract(long); short != t.key { // "hdnd"
				ways = append(ways, b.termsOf([]string{short}))
			}
			us = append(us, unit{ways: ways, from: at, to: at + 1})
		default:
			if short, n := b.abbr.contract(run[at]); n > 0 && !slices.ContainsFunc(toks[i:i+n], func(t token) bool { return t.whole }) {
				ways := [][]term{ts[at : at+n], b.termsOf([]string{short})}
				us = append(us, unit{ways: ways, from: at, to: at + n})
				i, at = i+n, at+n
				continue
			}
			us = append(us, unit{ways: [][]term{{ts[at]}}, from: at, to: at + 1})
		}
		i, at = i+1, at+1
	}
	return us, ts, pair
}

// ask gives the query of a unit in a field.
func (b *builder) ask(f field, u *unit, weight float64) blevequery.Query {
	if len(u.ways) == 1 {
		return b.phrase(f, u.ways[0], weight)
	}
	var qs []blevequery.Query
	for i, w := range u.ways {
		// Each way weighs about as much as one term.
		own := weight / float64(max(1, len(w)-1))
		if i > 0 {
			own *= meantWeight
		}
		qs = append(qs, b.phrase(f, w, own))
	}
	return anyOf{queries: qs}
}

// words builds loose words: most of them must occur; titles and adjacent
// pairs add to the score.
func (b *builder) words(toks []token) (must, should []blevequery.Query) {
	us, ts, pair := b.units(toks)
	if b.title == nil {
		for i := range us {
			must = append(must, b.ask(b.body, &us[i], 1))
		}
		return must, nil
	}
	kept := b.keep(us)
	var asked []blevequery.Query
	for i := range kept {
		asked = append(asked, b.ask(b.body, &kept[i], 1))
		should = append(should, b.ask(*b.title, &kept[i], titleWeight))
	}
	q := blevequery.NewDisjunctionQuery(asked)
	q.SetMin(float64(b.needed(len(asked))))
	return []blevequery.Query{q}, append(should, b.pairs(us, ts, pair)...)
}

// needed is how many of n things must occur in an article: one may miss in
// short queries, half in questions.
func (b *builder) needed(n int) int {
	switch {
	case n <= 2, n <= 5 && b.strict:
		return n
	case n <= 5:
		return n - 1
	case b.strict:
		return (2*n + 2) / 3
	}
	return (n + 1) / 2
}

// keep leaves out frequent units while three remain.
func (b *builder) keep(us []unit) []unit {
	for i := range us {
		for _, w := range us[i].ways {
			for _, t := range w[:1] {
				us[i].frequency = max(us[i].frequency, b.frequency(b.body, t))
			}
		}
	}
	limit := max(frequentSyllable*b.articles, fewArticles)
	sorted := slices.Clone(us)
	slices.SortStableFunc(sorted, func(x, y unit) int { return cmp.Compare(x.frequency, y.frequency) })
	n := len(sorted)
	for n > 3 && sorted[n-1].frequency > limit {
		n--
	}
	return sorted[:n]
}

// pairs asks for words side by side that are not one unit anyway. A pair
// weighs as much as its two words; its own rarity would let chance neighbours
// outweigh everything.
func (b *builder) pairs(us []unit, ts []term, pair []bool) (should []blevequery.Query) {
	inside := map[int]bool{}
	for _, u := range us {
		for i := u.from + 1; i < u.to; i++ {
			inside[i] = true
		}
	}
	for i := 1; i < len(ts); i++ {
		if !pair[i] || inside[i] {
			continue
		}
		p := pairOf(ts[i-1], ts[i])
		if b.bare && p.fold {
			// Who typed no diacritics may have copied a text that has none.
			if p := (term{p.key, false}); b.frequency(b.body, p) > 0 {
				should = append(should, b.lookup(b.body, p, 1))
			}
		}
		n := b.frequency(b.body, p)
		share := frequentPair
		if p.fold {
			share = frequentFoldedPair
		}
		if n == 0 || n > max(share*b.articles, fewArticles) {
			continue
		}
		x, y := b.idf(b.frequency(b.body, ts[i-1])), b.idf(b.frequency(b.body, ts[i]))
		own := b.idf(n)
		weight := (x*x + y*y) / (own * own) // bleve counts idf twice
		should = append(should, b.lookup(b.body, p, weight), b.lookup(*b.title, p, titlePairWeight*weight))
	}
	return should
}
