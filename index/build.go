package index

import (
	"cmp"
	"errors"
	"fmt"
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

// builder turns a query tree into a bleve query over the field of a wording:
// every word must occur, and nothing is ranked.
type builder struct {
	reader  bleveindex.IndexReader
	abbr    *abbreviations
	mode    mode
	body    field
	sought  sought        // for snippets
	phrases []phraseCheck // phrases that every hit must hold
	// unmarked reports whether a syllable is folded in the exact mode, too; nil
	// for never.
	unmarked func(*token) bool
	err      error
}

// errNothing: a query or a part of it holds no word that can be looked up.
var errNothing = errors.New("no word to look for")

// term is a term to look up.
type term struct {
	key  string // folded where fold is set
	fold bool
	sign signature
}

// sought is what a query looks for, to be marked in texts: key → typed so, or
// only meant by it (an abbreviation); and the same folded, where diacritics
// are not regarded.
type sought struct{ keys, folds map[string]bool }

func newSought() sought { return sought{map[string]bool{}, map[string]bool{}} }

func (b *builder) termOf(t *token) term {
	b.sought.keys[t.key] = true
	if b.mode != exact {
		b.sought.folds[t.folded] = true
	}
	return b.termAs(t)
}

// termAs is the term of a token in the fields of the mode.
func (b *builder) termAs(t *token) term {
	fold := b.mode == folded || b.mode == mixed && t.syllabic() && !t.marked() ||
		b.mode == exact && b.unmarked != nil && t.syllabic() && b.unmarked(t)
	if fold {
		return term{t.folded, true, t.sign}
	}
	return term{t.key, false, t.sign}
}

// termsOf gives the terms of words that the query only means.
func (b *builder) termsOf(keys []string) []term {
	ts := make([]term, len(keys))
	for i, k := range keys {
		t := token{word: keyWord(k)}
		if !b.sought.keys[k] {
			b.sought.keys[k] = false
		}
		if f := t.folded; b.mode != exact && !b.sought.folds[f] {
			b.sought.folds[f] = false
		}
		ts[i] = b.termAs(&t)
	}
	return ts
}

// pairOf is the pair of two adjacent terms; one that is folded folds the pair.
func pairOf(x, y term) term {
	if x.fold == y.fold {
		return term{key: x.key + " " + y.key, fold: x.fold}
	}
	return term{key: text.Fold(x.key) + " " + text.Fold(y.key), fold: true}
}

func (b *builder) lookup(f field, t term) blevequery.Query {
	q := blevequery.NewTermQuery(t.key)
	q.SetField(f.of(t.fold))
	return q
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
		return blevequery.NewDisjunctionQuery(ways), nil
	case query.And:
		return b.and(n)
	}
	return b.and(query.And{n})
}

// and builds what stands side by side: words together, the rest each as a
// condition.
func (b *builder) and(n query.And) (blevequery.Query, error) {
	var must, mustNot []blevequery.Query
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
			sub.sought, sub.phrases = newSought(), nil
			q, err := sub.build(not.Node)
			if err != nil {
				return nil, err
			}
			mustNot = append(mustNot, q)
			continue
		}
		q, err := b.condition(c)
		if err != nil {
			return nil, err
		}
		must = append(must, q)
	}
	if len(loose) > 0 {
		must = append(must, b.words(loose)...)
	}
	if len(must) == 0 {
		return nil, errNothing
	}
	if b.err != nil {
		return nil, b.err
	}
	if len(must) == 1 && len(mustNot) == 0 {
		return must[0], nil
	}
	return blevequery.NewBooleanQuery(must, nil, mustNot), nil
}

// parse reads a query; wrong ones give errors of type *query.Error.
func parse(q string) (query.Node, error) {
	n, err := query.Parse(q)
	if err != nil {
		return nil, fmt.Errorf("%w", err)
	}
	return n, knownKinds(n)
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
