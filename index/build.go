package index

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	blevequery "github.com/blevesearch/bleve/v2/search/query"
	bleveindex "github.com/blevesearch/bleve_index_api"

	"khotin/extract/text"
	"khotin/index/query"
)

// mode says in which fields words are looked up.
type mode uint8

const (
	// exact: in the spelling of the query.
	exact mode = iota
	// mixed: words with diacritics as they are, words without in any spelling.
	mixed
	// folded: without regard to diacritics.
	folded
)

// modes gives the lookups that a query asks for, best first. Somebody who
// types diacritics wants them respected, also in the words that have none;
// what is found only without regard to them comes after.
func modes(n query.Node) []mode {
	syllables, marked := 0, 0
	eachText(n, func(s string) {
		for _, t := range tokenize(text.Normalize(s)) {
			if t.whole || !t.syllabic() {
				continue
			}
			syllables++
			if t.marked() {
				marked++
			}
		}
	})
	switch {
	case marked == 0 && syllables > 0:
		return []mode{folded}
	case 2*marked >= syllables:
		return []mode{exact, folded}
	}
	return []mode{mixed, folded}
}

// eachText calls f with the text of every word and phrase that is looked for.
func eachText(n query.Node, f func(string)) {
	switch n := n.(type) {
	case query.Word:
		f(n.Text)
	case query.Phrase:
		f(n.Text)
	case query.And:
		for _, c := range n {
			eachText(c, f)
		}
	case query.Or:
		for _, c := range n {
			eachText(c, f)
		}
	}
}

// Shares of the articles.
const (
	// A syllable of more articles than this is left out of the ranking when
	// enough others remain: it costs most of the time and tells nothing.
	frequentSyllable = 0.3
	// A pair of more articles than this is no sign.
	frequentPair       = 0.2
	frequentFoldedPair = 0.4
	// Below so many articles nothing is frequent.
	fewArticles = 2000
)

// Weights against a word of the body.
const (
	meantWeight       = 0.8 // what the query means against what it says
	titleWeight       = 0.2
	titlePairWeight   = 0.5
	titlePhraseWeight = 1.0
)

// builder turns a query tree into a bleve query over one field, or two.
type builder struct {
	reader   bleveindex.IndexReader
	abbr     *abbreviations
	articles float64 // how many there are
	mode     mode
	body     field
	title    *field // nil: every word must match, and nothing is ranked

	strict  bool          // for what only fills up: short queries want every word
	bare    bool          // the query is typed without diacritics
	sought  sought        // for snippets
	phrases []phraseCheck // phrases that every hit must hold
	err     error
}

// errNothing: a query or a part of it holds no word that can be looked up.
var errNothing = errors.New("no word to look for")

// term is a term to look up.
type term struct {
	key  string // folded where fold is set
	fold bool
}

// sought is what a query looks for, to be marked in texts: key → typed so, or
// only meant by it (an abbreviation); and the same folded, where diacritics
// are not regarded.
type sought struct{ keys, folds map[string]bool }

func newSought() sought { return sought{map[string]bool{}, map[string]bool{}} }

func (b *builder) termOf(t *token) term {
	b.sought.keys[t.key] = true
	if b.mode != exact {
		b.sought.folds[t.fold()] = true
	}
	return b.termAs(t)
}

// termAs is the term of a token in the fields of the mode.
func (b *builder) termAs(t *token) term {
	fold := b.mode == folded || b.mode == mixed && t.syllabic() && !t.marked()
	if fold {
		return term{t.fold(), true}
	}
	return term{t.key, false}
}

// termsOf gives the terms of words that the query only means.
func (b *builder) termsOf(keys []string) []term {
	ts := make([]term, len(keys))
	for i, k := range keys {
		t := token{key: k}
		if !b.sought.keys[k] {
			b.sought.keys[k] = false
		}
		if f := t.fold(); b.mode != exact && !b.sought.folds[f] {
			b.sought.folds[f] = false
		}
		ts[i] = b.termAs(&t)
	}
	return ts
}

// pairOf is the pair of two adjacent terms; one that is folded folds the pair.
func pairOf(x, y term) term {
	if x.fold == y.fold {
		return term{x.key + " " + y.key, x.fold}
	}
	return term{text.Fold(x.key) + " " + text.Fold(y.key), true}
}

func (b *builder) lookup(f field, t term, weight float64) blevequery.Query {
	q := blevequery.NewTermQuery(t.key)
	q.SetField(f.of(t.fold))
	q.SetBoost(weight)
	return q
}

// frequency counts the documents that hold t.
func (b *builder) frequency(f field, t term) float64 {
	r, err := b.reader.TermFieldReader(context.Background(), []byte(t.key), f.of(t.fold), false, false, false)
	if err != nil {
		b.err = cmp.Or(b.err, err)
		return 0
	}
	defer r.Close()
	return float64(r.Count())
}

// idf is the weight that bleve's BM25 gives to a term of so many documents.
func (b *builder) idf(frequency float64) float64 {
	return math.Log(1 + (b.articles-min(frequency, b.articles)+0.5)/(frequency+0.5))
}

// build gives the bleve query of n.
func (b *builder) build(n query.Node) (blevequery.Query, error) {
	switch n := n.(type) {
	case query.Or:
		var ways []blevequery.Query
		for _, c := range n {
			sub := *b
			sub.phrases = nil // one of the alternatives need not hold them
			q, err := sub.build(c)
			if err != nil {
				return nil, err
			}
			b.err = cmp.Or(b.err, sub.err)
			ways = append(ways, q)
		}
		return anyOf{queries: ways}, nil
	case query.And:
		return b.and(n)
	}
	return b.and(query.And{n})
}

// and builds what stands side by side: words together, the rest each as a
// condition.
func (b *builder) and(n query.And) (blevequery.Query, error) {
	var must, should, mustNot []blevequery.Query
	var loose []token
	adjacent := false
	for _, c := range n {
		w, ok := c.(query.Word)
		if ok {
			toks := tokenize(text.Normalize(w.Text))
			if len(toks) > 0 && !adjacent {
				toks[0].breaks = true
			}
			loose = append(loose, toks...)
			adjacent = true
			continue
		}
		adjacent = false
		if not, ok := c.(query.Not); ok {
			sub := *b
			sub.sought, sub.phrases, sub.title = newSought(), nil, nil
			q, err := sub.build(not.Node)
			if err != nil {
				return nil, err
			}
			mustNot = append(mustNot, q)
			continue
		}
		q, more, err := b.condition(c)
		if err != nil {
			return nil, err
		}
		must, should = append(must, q), append(should, more...)
	}
	if len(loose) > 0 {
		m, s := b.words(loose)
		must, should = append(must, m...), append(should, s...)
	}
	if len(must) == 0 {
		return nil, errNothing
	}
	if b.err != nil {
		return nil, b.err
	}
	if len(must) == 1 && len(should) == 0 && len(mustNot) == 0 {
		return must[0], nil
	}
	if len(should) > 0 {
		should = []blevequery.Query{anyOf{queries: should, add: true}}
	}
	return blevequery.NewBooleanQuery(must, should, mustNot), nil
}

// condition builds a phrase or a group.
func (b *builder) condition(n query.Node) (must blevequery.Query, should []blevequery.Query, err error) {
	p, ok := n.(query.Phrase)
	if !ok {
		must, err = b.build(n)
		return must, nil, err
	}
	toks := tokenize(text.Normalize(p.Text))
	if len(toks) == 0 {
		return nil, nil, errNothing
	}
	var ways []blevequery.Query
	var check phraseCheck
	for i := range toks {
		b.termOf(&toks[i])
	}
	for _, v := range b.variants(toks) {
		ts := b.termsOf(v)
		ways = append(ways, b.phrase(b.body, ts, 1))
		if b.title != nil {
			should = append(should, b.phrase(*b.title, ts, titlePhraseWeight))
		}
		check = append(check, ts)
	}
	if len(check[0]) > 2 {
		b.phrases = append(b.phrases, check)
	}
	if len(ways) == 1 {
		return ways[0], should, b.err
	}
	return anyOf{queries: ways}, should, b.err
}

// variants gives the syllables of a phrase as typed, with every abbreviation
// written out, and with every long form abbreviated.
func (b *builder) variants(toks []token) [][]string {
	var typed, long, short []string
	for i := range toks {
		if !toks[i].whole {
			typed = append(typed, toks[i].key)
		}
	}
	for _, k := range typed {
		if e := b.abbr.expand(k); e != nil {
			long = append(long, e...)
		} else {
			long = append(long, k)
		}
	}
	for i := 0; i < len(typed); {
		if s, n := b.abbr.contract(typed[i:]); n > 0 {
			short, i = append(short, s), i+n
			continue
		}
		short, i = append(short, typed[i]), i+1
	}
	out := [][]string{typed}
	for _, v := range [][]string{long, short} {
		if !slices.Equal(v, typed) {
			out = append(out, v)
		}
	}
	return out
}

// phrase asks for terms side by side: for every adjacent pair. That all pairs
// stand in one row is checked on the text, see phraseCheck.
func (b *builder) phrase(f field, ts []term, weight float64) blevequery.Query {
	if len(ts) == 1 {
		return b.lookup(f, ts[0], weight)
	}
	var pairs []blevequery.Query
	for i := range ts[1:] {
		pairs = append(pairs, b.lookup(f, pairOf(ts[i], ts[i+1]), weight))
	}
	if len(pairs) == 1 {
		return pairs[0]
	}
	return blevequery.NewConjunctionQuery(pairs)
}

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
		if n > 0 && t.breaks || t.key != ts[n].key && !(ts[n].fold && t.fold() == ts[n].key) {
			return false
		}
		n++
	}
	return n == len(ts)
}

// parse reads a query; wrong ones give errors of type *query.Error.
func parse(q string) (query.Node, error) {
	n, err := query.Parse(q)
	if err != nil {
		return nil, fmt.Errorf("%w", err)
	}
	return n, nil
}

// plainWords gives the words of a query that is nothing but words.
func plainWords(n query.Node) []string {
	var ws []string
	switch n := n.(type) {
	case query.Word:
		return []string{n.Text}
	case query.And:
		for _, c := range n {
			w, ok := c.(query.Word)
			if !ok {
				return nil
			}
			ws = append(ws, strings.TrimRight(w.Text, ".,;:"))
		}
	}
	return ws
}
