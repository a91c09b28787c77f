package index

import (
	"slices"

	blevequery "github.com/blevesearch/bleve/v2/search/query"

	"khotin/extract/text"
	"khotin/index/query"
)

// condition builds a phrase or a group.
func (b *builder) condition(n query.Node) (blevequery.Query, error) {
	p, ok := n.(query.Phrase)
	if !ok {
		return b.build(n)
	}
	toks := tokenize(text.Normalize(p.Text))
	if len(toks) == 0 {
		return nil, errNothing
	}
	var ways []blevequery.Query
	var check phraseCheck
	for i := range toks {
		b.termOf(&toks[i])
	}
	for _, v := range b.variants(toks) {
		ts := b.termsOf(v)
		ways = append(ways, b.phrase(b.body, ts))
		check = append(check, ts)
	}
	if len(check[0]) > 2 {
		b.phrases = append(b.phrases, check)
	}
	if len(ways) == 1 {
		return ways[0], b.err
	}
	return blevequery.NewDisjunctionQuery(ways), b.err
}

// variants gives the syllables of a phrase as typed, with every abbreviation
// written out, and with every long form abbreviated, with hyphens and without.
func (b *builder) variants(toks []token) [][]string {
	var typed, long, short, split []string
	for i := 0; i < len(toks); i++ {
		t := &toks[i]
		whole := []token{*t}
		if t.whole {
			whole = toks[i+1 : i+1+t.parts]
		}
		for k := range whole {
			typed = append(typed, whole[k].key)
		}
		if e := b.abbr.expand(t.key); e != nil {
			long = append(long, e...)
		} else {
			long = append(long, typed[len(typed)-len(whole):]...)
		}
		i += t.parts
	}
	for i := 0; i < len(typed); {
		s, n := b.abbr.contract(typed[i:])
		if n == 0 {
			s, n = typed[i], 1
		}
		short, i = append(short, s), i+n
		if parts := b.abbr.parts[s]; parts != nil {
			split = append(split, parts...)
		} else {
			split = append(split, s)
		}
	}
	out := [][]string{typed}
	for _, v := range [][]string{long, short, split} {
		if !slices.ContainsFunc(out, func(w []string) bool { return slices.Equal(v, w) }) {
			out = append(out, v)
		}
	}
	return out
}

// phrase asks for terms side by side: for every adjacent pair. That all pairs
// stand in one row is checked on the text, see phraseCheck.
func (b *builder) phrase(f field, ts []term) blevequery.Query {
	if len(ts) == 1 {
		return b.lookup(f, ts[0])
	}
	var pairs []blevequery.Query
	for i := range ts[1:] {
		pairs = append(pairs, b.lookup(f, pairOf(ts[i], ts[i+1])))
	}
	if len(pairs) == 1 {
		return pairs[0]
	}
	return blevequery.NewConjunctionQuery(pairs)
}

// phraseCheck is a phrase in all its variants, to be looked for in a text.
type phraseCheck [][]term

// in reports whether a text holds the phrase.
func (c phraseCheck) in(toks []token) bool {
	for _, variant := range c {
		for i := range toks {
			if standsAt(toks[i:], variant) {
				return true
			}
		}
	}
	return false
}

// standsAt reports whether the tokens begin with the terms; compounds count
// as their parts.
func standsAt(toks []token, ts []term) bool {
	n := 0
	for i := range toks {
		t := &toks[i]
		if n == len(ts) {
			return true
		}
		if t.whole {
			continue
		}
		if n > 0 && t.breaks || t.key != ts[n].key && !(ts[n].fold && t.folded == ts[n].key) {
			return false
		}
		n++
	}
	return n == len(ts)
}
