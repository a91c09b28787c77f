package index

import (
	"context"

	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"
	bleveindex "github.com/blevesearch/bleve_index_api"
)

// anyOf is a bleve query that matches where any of its queries does. bleve's
// own disjunction adds the scores up and multiplies them by the share of the
// queries that match; that suits the words of a question, and neither of the
// two uses here: several ways to say one thing (the best counts), and what
// only adds to a score (the sum counts).
type anyOf struct {
	queries []query.Query
	add     bool // score as the sum, not as the best
}

// Searcher implements query.Query.
func (q anyOf) Searcher(ctx context.Context, r bleveindex.IndexReader, m mapping.IndexMapping, o search.SearcherOptions) (search.Searcher, error) {
	s := &anySearcher{add: q.add}
	for _, q := range q.queries {
		child, err := q.Searcher(ctx, r, m, o)
		if err != nil {
			s.Close()
			return nil, err
		}
		s.children = append(s.children, child)
	}
	s.current = make([]*search.DocumentMatch, len(s.children))
	return s, nil
}

// anySearcher implements search.Searcher over a handful of children.
type anySearcher struct {
	add      bool
	children []search.Searcher
	current  []*search.DocumentMatch // where each child stands; nil at its end
	started  bool
}

// Next implements search.Searcher.
func (s *anySearcher) Next(ctx *search.SearchContext) (*search.DocumentMatch, error) {
	if !s.started {
		s.started = true
		if err := s.move(ctx, func(c search.Searcher, _ *search.DocumentMatch) (*search.DocumentMatch, bool, error) {
			m, err := c.Next(ctx)
			return m, true, err
		}); err != nil {
			return nil, err
		}
	}
	return s.take(ctx)
}

// Advance implements search.Searcher.
func (s *anySearcher) Advance(ctx *search.SearchContext, id bleveindex.IndexInternalID) (*search.DocumentMatch, error) {
	first := !s.started
	s.started = true
	err := s.move(ctx, func(c search.Searcher, m *search.DocumentMatch) (*search.DocumentMatch, bool, error) {
		if !first && (m == nil || m.IndexInternalID.Compare(id) >= 0) {
			return m, false, nil
		}
		next, err := c.Advance(ctx, id)
		return next, true, err
	})
	if err != nil {
		return nil, err
	}
	return s.take(ctx)
}

// move steps every child; step tells whether it moved.
func (s *anySearcher) move(ctx *search.SearchContext, step func(search.Searcher, *search.DocumentMatch) (*search.DocumentMatch, bool, error)) error {
	for i, c := range s.children {
		m, moved, err := step(c, s.current[i])
		if err != nil {
			return err
		}
		if moved {
			if s.current[i] != nil {
				ctx.DocumentMatchPool.Put(s.current[i])
			}
			s.current[i] = m
		}
	}
	return nil
}

// take gives the first document that a child stands on, and moves the
// children that stand on it.
func (s *anySearcher) take(ctx *search.SearchContext) (*search.DocumentMatch, error) {
	var out *search.DocumentMatch
	for _, m := range s.current {
		if m != nil && (out == nil || m.IndexInternalID.Compare(out.IndexInternalID) < 0 ||
			m.IndexInternalID.Equals(out.IndexInternalID) && m.Score > out.Score) {
			out = m
		}
	}
	if out == nil {
		return nil, nil
	}
	for i, c := range s.children {
		m := s.current[i]
		if m == nil || m != out && !m.IndexInternalID.Equals(out.IndexInternalID) {
			continue
		}
		next, err := c.Next(ctx)
		if err != nil {
			return nil, err
		}
		s.current[i] = next
		if m != out {
			if s.add {
				out.Score += m.Score
			}
			ctx.DocumentMatchPool.Put(m)
		}
	}
	return out, nil
}

// Close implements search.Searcher.
func (s *anySearcher) Close() error {
	var first error
	for _, c := range s.children {
		if err := c.Close(); err != nil && first == nil {
			first = err
		}
	}
	return first
}

// Weight implements search.Searcher.
func (s *anySearcher) Weight() float64 {
	w := 0.0
	for _, c := range s.children {
		if s.add {
			w += c.Weight()
		} else {
			w = max(w, c.Weight())
		}
	}
	return w
}

// SetQueryNorm implements search.Searcher.
func (s *anySearcher) SetQueryNorm(norm float64) {
	for _, c := range s.children {
		c.SetQueryNorm(norm)
	}
}

// Count implements search.Searcher: the most documents that may match.
func (s *anySearcher) Count() uint64 {
	var n uint64
	for _, c := range s.children {
		n += c.Count()
	}
	return n
}

// Min implements search.Searcher.
func (s *anySearcher) Min() int { return 0 }

// Size implements search.Searcher.
func (s *anySearcher) Size() int {
	n := 0
	for _, c := range s.children {
		n += c.Size()
	}
	return n
}

// DocumentMatchPoolSize implements search.Searcher.
func (s *anySearcher) DocumentMatchPoolSize() int {
	n := len(s.children)
	for _, c := range s.children {
		n += c.DocumentMatchPoolSize()
	}
	return n
}
