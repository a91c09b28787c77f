package index

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
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
