package index

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"khotin/extract/text"
	"khotin/index/query"
)

// dated gives the newest articles that hold everything n asks for, nil for
// nothing, in the first mode that finds any. Articles without a day come last.
func (s *asking) dated(ctx context.Context, n query.Node, f Filter) (h Hits, err error) {
	ms := []mode{folded}
	if n != nil {
		ms = modes(n)
	}
	var found docset
	for i, m := range ms {
		s.look, s.fill = s.builder(m), i > 0
		if found, err = s.holding(n); err == nil {
			found, _, err = s.filter(f, found, true)
		}
		if errors.Is(err, errNothing) {
			return h, nil
		}
		if err != nil {
			return h, fmt.Errorf("search: %w", err)
		}
		if h.Total = found.count(); h.Total > 0 {
			break
		}
	}
	counted := found
	if !f.AllSources {
		if counted, err = s.once(ctx, slices.Clone(found)); err != nil {
			return h, fmt.Errorf("search: %w", err)
		}
		h.Total = counted.count()
	}
	if h.Facets, err = s.facets(ctx, counted, found, f.Facets); err != nil {
		return h, err
	}
	answers, err := s.newest(found, f)
	if err != nil {
		return h, fmt.Errorf("search: %w", err)
	}
	h.Hits, err = s.x.showAll(ctx, answers, f)
	for i := range h.Hits {
		if hit := &h.Hits[i]; n == nil {
			hit.Snippet, hit.Folded = cut(text.Normalize(hit.Snippet), snippetRunes), false
		}
	}
	return h, err
}

// holding gives the articles that hold everything n asks for.
func (s *asking) holding(n query.Node) (docset, error) {
	if n == nil {
		return s.everything()
	}
	if _, ok := n.(query.And); !ok {
		n = query.And{n} // a negation, too, stands in an And
	}
	return s.set(n)
}

// newest gives the answers of one page, the newest first: it goes down the
// days and stops when the page is full.
func (s *asking) newest(found docset, f Filter) ([]answer, error) {
	var out []answer
	told := map[string]bool{}
	skip := f.Offset
	take := func(docs docset) error {
		list := docs.list()
		if err := s.read(list); err != nil {
			return err
		}
		list = slices.DeleteFunc(list, func(doc uint32) bool { return s.seqs[doc] == nil })
		slices.SortFunc(list, func(x, y uint32) int {
			a, b := s.seqs[x], s.seqs[y]
			return cmp.Or(cmp.Compare(b.published, a.published), cmp.Compare(a.id, b.id))
		})
		for _, doc := range list {
			k := s.seqs[doc]
			if k.story != "" && !f.AllSources {
				if told[k.story] {
					continue
				}
				told[k.story] = true
			}
			if skip > 0 {
				skip--
			} else if len(out) < f.Limit {
				out = append(out, answer{known: k, fill: s.fill, sought: s.look.sought})
			}
		}
		return nil
	}
	days, err := s.terms(dayField)
	if err != nil {
		return nil, err
	}
	left := slices.Clone(found)
	for _, day := range slices.Backward(days) {
		if len(out) >= f.Limit {
			return out, nil
		}
		set, err := s.docs(dayField, day)
		if err != nil {
			return nil, err
		}
		left = left.without(set)
		if err := take(set.and(found)); err != nil {
			return nil, err
		}
	}
	if len(out) < f.Limit {
		err = take(left)
	}
	return out, err
}
