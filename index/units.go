package index

import (
	"slices"

	blevequery "github.com/blevesearch/bleve/v2/search/query"
)

// unit is one thing that loose words ask for: a syllable, a compound, or an
// abbreviation and what it stands for.
type unit struct {
	ways      [][]term // each a phrase; one of them must occur
	frequency float64  // articles, of the most frequent way
	rarity    float64  // of the most frequent way
	weight    float64  // of an occurrence, in the first step
	points    uint16   // of asking.needed
	from, to  int      // terms of the query that it covers
}

// units groups the words. terms are the words' own, without compounds, and
// pair[i] tells whether terms i-1 and i stand side by side.
func (b *builder) units(toks []token) (us []unit, ts []term, pair []bool) {
	var keys []string
	var run [][]string // from each term, the keys up to the next break
	for i := range toks {
		if t := &toks[i]; !t.whole {
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
			if long := b.abbr.expand(t.key); long != nil { // "KT-XH"
				short, _ := b.abbr.contract(long)
				ways = append(ways, b.termsOf(long), b.termsOf([]string{short}))
			}
			us = append(us, unit{ways: ways, from: at, to: at + t.parts})
			i, at = i+1+t.parts, at+t.parts
			continue
		case b.abbr.expand(t.key) != nil:
			long := b.abbr.expand(t.key)
			ways := [][]term{{ts[at]}, b.termsOf(long)}
			short, _ := b.abbr.contract(long)
			if more := b.shortWays(short); short != t.key { // "hdnd"
				ways = append(ways, more...)
			} else {
				ways = append(ways, more[1:]...)
			}
			us = append(us, unit{ways: ways, from: at, to: at + 1})
		default:
			if short, n := b.abbr.contract(run[at]); n > 0 && !slices.ContainsFunc(toks[i:i+n], func(t token) bool { return t.whole }) {
				ways := append([][]term{ts[at : at+n]}, b.shortWays(short)...)
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

// shortWays gives the ways to write a short form: "ktxh", "kt-xh".
func (b *builder) shortWays(short string) [][]term {
	ways := [][]term{b.termsOf([]string{short})}
	if parts := b.abbr.parts[short]; parts != nil {
		ways = append(ways, b.termsOf(parts))
	}
	return ways
}

// ask gives the query of a unit in a field.
func (b *builder) ask(f field, u *unit) blevequery.Query {
	if len(u.ways) == 1 {
		return b.phrase(f, u.ways[0])
	}
	var qs []blevequery.Query
	for _, w := range u.ways {
		qs = append(qs, b.phrase(f, w))
	}
	return blevequery.NewDisjunctionQuery(qs)
}

// words builds loose words, which must all occur.
func (b *builder) words(toks []token) (must []blevequery.Query) {
	us, _, _ := b.units(toks)
	for i := range us {
		must = append(must, b.ask(b.body, &us[i]))
	}
	return must
}
