package index

import (
	"cmp"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
)

// FacetNames are the values that can be counted over the articles found: the
// unit they are about, the year of publication, the portal, the source that
// they name, the people they name, the kind of meeting they report.
var FacetNames = []string{"place", "year", "site", "source", "official", "kind"}

// Facet counts the values of one kind over all articles found.
type Facet struct {
	Name   string  `json:"name"`
	Values []Count `json:"values"` // the most frequent; years, newest first
	Other  int     `json:"other"`  // values that are not among them
}

// Count is how many articles have a value.
type Count struct {
	Value    string `json:"value"`
	Articles int    `json:"articles"`
}

// facetValues is how many values a facet shows; years are all shown.
const facetValues = 10

// facets counts the values of the articles found, each story once; portals by
// what each carries: all holds the copies, too. A value is spelt as most of the
// articles counted write it.
func (s *asking) facets(ctx context.Context, found, all docset, names []string) ([]Facet, error) {
	if len(names) == 0 {
		return nil, nil
	}
	for _, name := range names {
		if !slices.Contains(FacetNames, name) {
			return nil, fmt.Errorf("no facet %q: there are %s", name, strings.Join(FacetNames, ", "))
		}
	}
	out, err := s.countAll(ctx, found, all, names, false)
	if errors.Is(err, errColumns) { // they are made of what the index has otherwise
		out, err = s.countAll(ctx, found, all, names, true)
	}
	if err != nil {
		return nil, fmt.Errorf("facets: %w", damage(err))
	}
	return out, nil
}

// countAll counts the values of the facets named, with anew in columns that are
// made for it.
func (s *asking) countAll(ctx context.Context, found, all docset, names []string, anew bool) ([]Facet, error) {
	segments, done, err := s.columns(ctx, s.x.opt.ReadOnly || anew, anew)
	if err != nil {
		return nil, err
	}
	defer done()
	var out []Facet
	for _, name := range names {
		docs, shown := found, facetValues
		switch name {
		case "site":
			docs = all
		case "year":
			shown = math.MaxInt
		}
		values, others, err := mostFrequent(segments, name, docs, shown)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if name == "year" {
			slices.SortFunc(values, func(a, b Count) int { return cmp.Compare(b.Value, a.Value) })
		}
		out = append(out, Facet{name, values, others})
	}
	return out, nil
}

// mostFrequent gives the most values of a facet that most of some documents
// have, and how many others there are.
func mostFrequent(segments []segmentColumns, name string, docs docset, most int) (values []Count, others int, err error) {
	read := make([]*facetColumn, len(segments))
	counts := make([][]uint32, len(segments))
	sums := map[uint64]int{} // by the hash of the key
	for i, g := range segments {
		if read[i], err = g.column(name); err != nil {
			return nil, 0, err
		}
		if counts[i], err = read[i].count(docs, g.first); err != nil {
			return nil, 0, err
		}
		for v, n := range counts[i] {
			if n > 0 {
				sums[read[i].hash(v)] += int(n)
			}
		}
	}
	least := leastOfMost(sums, most)
	spellings := map[string]map[string]int{} // by key
	for i := range segments {
		var shown []int
		for v, n := range counts[i] {
			if n > 0 && sums[read[i].hash(v)] >= least {
				shown = append(shown, v)
			}
		}
		texts, err := read[i].read(shown)
		if err != nil {
			return nil, 0, err
		}
		for k, t := range texts {
			if spellings[t.key] == nil {
				spellings[t.key] = map[string]int{}
			}
			spellings[t.key][t.spelling] += int(counts[i][shown[k]])
		}
	}
	values = []Count{}
	for _, key := range slices.Sorted(maps.Keys(spellings)) {
		values = append(values, Count{commonest(spellings[key]), sums[valueHash(key)]})
	}
	slices.SortStableFunc(values, func(a, b Count) int { return cmp.Compare(b.Articles, a.Articles) })
	values = values[:min(most, len(values))]
	return values, len(sums) - len(values), nil
}

// leastOfMost gives the least of the most greatest sums, 0 where there are
// fewer.
func leastOfMost(sums map[uint64]int, most int) int {
	if len(sums) <= most {
		return 0
	}
	var greatest []scored // a heap
	for _, n := range sums {
		greatest = push(greatest, scored{score: float64(n)}, most)
	}
	return int(greatest[0].score)
}

// commonest gives the spelling with the greatest count, of several the first in
// their order.
func commonest(spellings map[string]int) (most string) {
	for _, s := range slices.Sorted(maps.Keys(spellings)) {
		if most == "" || spellings[s] > spellings[most] {
			most = s
		}
	}
	return most
}

// terms gives the terms of a field in their order.
func (s *asking) terms(field string) ([]string, error) {
	dict, err := s.reader.FieldDict(field)
	if err != nil {
		return nil, err
	}
	defer dict.Close()
	var out []string
	for {
		e, err := dict.Next()
		if err != nil || e == nil {
			return out, err
		}
		out = append(out, e.Term)
	}
}

// idOf gives the id of an article, "" for other documents.
func (s *asking) idOf(doc uint32) (string, error) {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], uint64(doc))
	id, err := s.reader.ExternalID(b[:])
	if err != nil || !strings.HasPrefix(id, articlePrefix) {
		return "", err
	}
	return id[len(articlePrefix):], nil
}
