package index

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"khotin/extract"
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

// counted is a value of a facet.
type counted struct {
	term string
	n    int
	doc  uint32 // an article that has it, for how it is written
}

// facets counts the values of the articles found, each story once; portals by
// what each carries: all holds the copies, too.
func (s *asking) facets(ctx context.Context, found, all docset, names []string) (out []Facet, err error) {
	for _, name := range names {
		f := Facet{Name: name, Values: []Count{}}
		var counts []counted
		switch name {
		case "official":
			counts, err = s.countOfficials(ctx, found)
		case "place":
			counts, err = s.countTerms(unitField, found)
		case "year":
			counts, err = s.countTerms(yearField, found)
		case "site":
			counts, err = s.countTerms(siteField, all)
		case "source":
			counts, err = s.countTerms(sourceField, found)
		case "kind":
			counts, err = s.countTerms(kindField, found)
		default:
			return nil, fmt.Errorf("no facet %q: there are %s", name, strings.Join(FacetNames, ", "))
		}
		if err != nil {
			return nil, fmt.Errorf("facet %s: %w", name, damage(err))
		}
		shown := facetValues
		slices.SortFunc(counts, func(a, b counted) int { return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(a.term, b.term)) })
		if name == "year" {
			shown = len(counts)
			slices.SortFunc(counts, func(a, b counted) int { return cmp.Compare(b.term, a.term) })
		}
		for _, c := range counts[:min(shown, len(counts))] {
			written, err := s.written(ctx, name, c)
			if err != nil {
				return nil, fmt.Errorf("facet %s: %w", name, damage(err))
			}
			f.Values = append(f.Values, Count{written, c.n})
		}
		f.Other = len(counts) - len(f.Values)
		out = append(out, f)
	}
	return out, nil
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

// countTerms counts the terms that the articles found have in a field.
func (s *asking) countTerms(field string, found docset) ([]counted, error) {
	terms, err := s.terms(field)
	if err != nil {
		return nil, err
	}
	var out []counted
	for _, term := range terms {
		c := counted{term: term}
		err := s.postings(field, term, false, func(doc uint32, _, _ float64) {
			if found.has(doc) {
				c.n++
				c.doc = doc
			}
		})
		if err != nil {
			return nil, err
		}
		if c.n > 0 {
			out = append(out, c)
		}
	}
	return out, nil
}

// countOfficials counts the people whom the articles found name. Their names
// stand in the rows: most are in one article alone, too few for postings.
func (s *asking) countOfficials(ctx context.Context, found docset) ([]counted, error) {
	ids := make(map[string]bool, found.count())
	for _, doc := range found.list() {
		id, err := s.idOf(doc)
		if err != nil {
			return nil, err
		}
		if id != "" {
			ids[id] = true
		}
	}
	// A row a name: rows, not their bytes, take the time.
	rows, err := s.x.rows.QueryContext(ctx, `SELECT name_word, group_concat(article, ' ') FROM
		(SELECT name_word, article FROM officials ORDER BY name_word, article) GROUP BY name_word`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []counted
	for rows.Next() {
		var name int64
		var articles sql.RawBytes
		if err := rows.Scan(&name, &articles); err != nil {
			return nil, err
		}
		n := 0
		var before []byte
		for id := range bytes.SplitSeq(articles, []byte{' '}) {
			if ids[string(id)] && !bytes.Equal(id, before) {
				n++
			}
			before = id
		}
		if n > 0 {
			out = append(out, counted{term: strconv.FormatInt(name, 10), n: n})
		}
	}
	return out, rows.Err()
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

// written gives a value as articles write it.
func (s *asking) written(ctx context.Context, facet string, c counted) (string, error) {
	switch facet {
	case "year", "site", "kind":
		return c.term, nil
	case "official":
		var name string
		err := s.x.rows.QueryRowContext(ctx, `SELECT max(name) FROM officials WHERE name_word = ?`, c.term).Scan(&name)
		return name, err
	}
	id, err := s.idOf(c.doc)
	if err != nil {
		return "", err
	}
	if facet == "place" {
		var place extract.Optional
		err := s.x.rows.QueryRowContext(ctx, `SELECT place FROM articles WHERE id = ?`, id).Scan(optional{&place})
		return cmp.Or(string(place), c.term), err
	}
	a, err := s.x.load(ctx, id)
	return cmp.Or(string(a.Source), c.term), err
}
