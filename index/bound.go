package index

import (
	"fmt"

	"khotin/extract/text"
	"khotin/index/query"
)

// bound splits a query into the words that are only ranked and the set that
// everything else bounds; bounded tells whether anything does.
func (s *asking) bound(n query.Node) (loose []token, within docset, bounded bool, err error) {
	and, ok := n.(query.And)
	if !ok {
		and = query.And{n}
	}
	adjacent := false
	var nots []query.Node
	for _, c := range and {
		if w, ok := c.(query.Word); ok {
			toks := tokenize(text.Normalize(w.Text))
			if len(toks) > 0 && !adjacent {
				toks[0].breaks = true
			}
			loose, adjacent = append(loose, toks...), true
			continue
		}
		adjacent = false
		var set docset
		switch c := c.(type) {
		case query.Not:
			nots = append(nots, c.Node)
			continue
		case query.Phrase:
			set, err = s.phrase(c)
		default:
			set, err = s.set(c)
			s.note(c)
		}
		if err != nil {
			return nil, nil, false, err
		}
		if bounded {
			set = within.and(set)
		}
		within, bounded = set, true
	}
	if len(nots) > 0 {
		if !bounded {
			if within, err = s.anyOf(loose); err != nil {
				return nil, nil, false, err
			}
		}
		bounded = true
		within, err = s.excluding(nots, within)
	}
	return loose, within, bounded, err
}

// excluding gives those of within that none of the nodes finds. Each is looked
// for only in what those before have left: phrases are costly.
func (s *asking) excluding(nots []query.Node, within docset) (docset, error) {
	outer := s.only
	defer func() { s.only = outer }()
	for _, n := range nots {
		s.only = within
		set, err := s.set(n)
		if err != nil {
			return nil, err
		}
		within = within.without(set)
	}
	return within, nil
}

// anyOf gives the documents that hold one of the words, all for no words.
func (s *asking) anyOf(toks []token) (docset, error) {
	if len(toks) == 0 {
		return s.everything()
	}
	us, _, _ := s.look.units(toks)
	out := docset{}
	for i := range us {
		for _, w := range us[i].ways {
			for _, t := range w {
				set, err := s.having(bodyField.of(t.fold), t.key, nil)
				if err != nil {
					return nil, err
				}
				out = out.or(set)
			}
		}
	}
	return out, nil
}

// everything is the set of all articles.
func (s *asking) everything() (docset, error) { return s.docs(articleField, articleField) }

// A phrase is checked at once in so many documents: where hits are ranked
// only, where they are counted too, and where it is part of a group. In more,
// one of the whole query is checked where hits rank high enough to be seen.
const (
	checkedToRank  = 400
	checkedToCount = 5000
	checkedInSets  = 20000
)

// phrase gives the documents with a phrase of the whole query, or a few more,
// of which s.phrases then takes those without it.
func (s *asking) phrase(p query.Phrase) (docset, error) {
	u, err := s.phraseUnit(p)
	if err != nil {
		return nil, err
	}
	s.note(p)
	s.phrases = append(s.phrases, *u)
	set, guessed, err := s.ways(bodyField, u, s.check)
	s.guessed = s.guessed || guessed
	return set, err
}

func (s *asking) phraseUnit(p query.Phrase) (*unit, error) {
	toks := tokenize(text.Normalize(p.Text))
	if len(toks) == 0 {
		return nil, errNothing
	}
	for i := range toks {
		s.look.termOf(&toks[i])
	}
	u := &unit{}
	for _, v := range s.look.variants(toks) {
		u.ways = append(u.ways, s.look.termsOf(v))
	}
	return u, nil
}

// set gives the documents that a part of the query finds.
func (s *asking) set(n query.Node) (docset, error) {
	switch n := n.(type) {
	case query.Phrase:
		u, err := s.phraseUnit(n)
		if err != nil {
			return nil, err
		}
		return s.checked(u)
	case query.Word:
		return s.allOf(tokenize(text.Normalize(n.Text)))
	case query.Field:
		return s.field(n)
	case query.Days:
		return s.between(n.From, n.To)
	case query.Value:
		return s.articlesWhere(valueCondition(n))
	case query.Or:
		var out docset
		for _, c := range n {
			set, err := s.set(c)
			if err != nil {
				return nil, err
			}
			out = out.or(set)
		}
		return out, nil
	case query.And:
		group := &asking{x: s.x, number: s.number, reader: s.reader, articles: s.articles, average: s.average,
			look: s.look, seqs: s.seqs, check: checkedInSets}
		loose, within, bounded, err := group.bound(n)
		s.sampled = s.sampled || group.guessed || group.sampled
		if err != nil || len(loose) == 0 {
			return within, err
		}
		set, err := s.allOf(loose)
		if bounded {
			set = set.and(within)
		}
		return set, err
	}
	return nil, fmt.Errorf("search: %T is no part of a group", n)
}

// allOf gives the documents that hold all words.
func (s *asking) allOf(toks []token) (docset, error) {
	if len(toks) == 0 {
		return nil, errNothing
	}
	us, _, _ := s.look.units(toks)
	var out docset
	for i := range us {
		set, err := s.checked(&us[i])
		if err != nil {
			return nil, err
		}
		if i > 0 {
			set = set.and(out)
		}
		out = set
	}
	return out, nil
}

// note remembers the words of a phrase or a group for the ranking.
func (s *asking) note(n query.Node) {
	eachText(n, func(t string) {
		toks := tokenize(text.Normalize(t))
		if len(toks) > 0 {
			toks[0].breaks = true
		}
		s.ranked = append(s.ranked, toks...)
	})
}
