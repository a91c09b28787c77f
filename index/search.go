package index

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"khotin/extract"
	"khotin/index/query"
)

// Filter narrows an answer. Its zero value takes everything.
type Filter struct {
	// From and To are inclusive days, YYYY-MM-DD: of publication for articles
	// and offices; of a figure's period, which need only touch them, or of
	// publication where it has none; of the meeting, or of publication.
	From, To string
	// Place is a unit as people write it: "quận Lê Chân", "le chan". A name
	// without a type takes every type.
	Place string
	// Site is the name of a portal, or a host.
	Site string
	// Role takes officials with these words in their office.
	Role string
	// Measures and Statuses take figures of these, none for all.
	Measures, Statuses []string
	// PublishedFrom and PublishedTo are inclusive days of publication, of
	// figures.
	PublishedFrom, PublishedTo string
	// Bare asks for articles with id, address and score alone, and for figures
	// without their sentences.
	Bare bool
	// AllSources shows each of the articles that are one at several portals.
	// Else one stands for all, and what they state counts once.
	AllSources bool
	// ByDate asks for the newest articles first that hold everything a query
	// asks for, in place of the best ones that hold most of it.
	ByDate bool
	// Offset passes over so many articles.
	Offset int
	// Facets are values to be counted over all articles found: see FacetNames.
	Facets []string
	// Limit is the most rows; 0 is all.
	Limit int
}

// Hit is an article that Search found.
type Hit struct {
	ID        string           `json:"id"`
	URL       extract.Optional `json:"url"`
	Title     extract.Optional `json:"title"`
	Published extract.Optional `json:"published"`
	Site      string           `json:"site"`
	Place     extract.Optional `json:"place"`
	Score     float64          `json:"score"`
	Snippet   string           `json:"snippet"`
	// Marks are the words found in the snippet, in code points.
	Marks []extract.Span `json:"marks"`
	// Paragraph of the body and code point of it where the snippet begins.
	Paragraph int `json:"paragraph"`
	Offset    int `json:"offset"`
	// Folded: some word of the query occurs only with other diacritics.
	Folded bool `json:"folded"`
	// Sources are the same article at other portals.
	Sources []ArticleRef `json:"sources,omitempty"`
	story   string
}

// Hits answers a Search.
type Hits struct {
	Total  int           `json:"total"` // articles that match, shown or not
	About  bool          `json:"about"` // Total and facets are estimates: phrases of frequent words were not checked everywhere
	Took   time.Duration `json:"took"`
	Hits   []Hit         `json:"hits"`
	Facets []Facet       `json:"facets,omitempty"` // in the order asked for
}

// Search finds articles, best first; those that match only without regard to
// diacritics come after all others. An empty query gives the newest articles.
// A query that cannot be read gives a *query.Error.
func (x *Index) Search(ctx context.Context, q string, f Filter) (Hits, error) {
	start := time.Now()
	if all := x.lengthsNow().Articles; f.Limit <= 0 || f.Limit > all {
		f.Limit = max(all, 1)
	}
	n, err := x.parse(ctx, q, f)
	if err != nil {
		return Hits{}, err
	}
	var h Hits
	if n == nil && strings.TrimSpace(q) != "" {
		return h, nil // only signs
	}
	s, done, err := x.newAsking()
	if err != nil {
		return h, fmt.Errorf("search: %w", err)
	}
	defer done()
	if s.check = checkedToCount; f.Bare {
		s.check, s.bare = checkedToRank, f.AllSources
	}
	if n == nil || f.ByDate {
		h, err = s.dated(ctx, n, f)
	} else {
		h, err = s.rankedHits(ctx, n, f)
	}
	h.About = s.sampled
	h.Took = time.Since(start)
	return h, err
}

// enough is the share of a question's weight that the best article must hold
// for words with other diacritics to come only after it.
const enough = 0.55

// newAsking makes what answers a query; the caller ends it.
func (x *Index) newAsking() (s *asking, done func() error, err error) {
	ix, err := x.words.index.Advanced()
	if err != nil {
		return nil, nil, err
	}
	reader, err := ix.Reader()
	if err != nil {
		return nil, nil, err
	}
	l := x.lengthsNow()
	s = &asking{x: x, number: x.recent.lists.next(), reader: reader, articles: float64(l.Articles), average: float64(l.Body) / max(1, float64(l.Articles)),
		seqs: map[uint32]*known{}}
	return s, reader.Close, nil
}

// rankedHits goes through the modes of the query until the limit is filled.
func (s *asking) rankedHits(ctx context.Context, n query.Node, f Filter) (h Hits, err error) {
	if s.articles == 0 {
		return h, nil
	}
	ms := modes(n)
	typed := s.builder(ms[0])
	s.keepAll = !s.bare || len(f.Facets) > 0
	var found []answer
	have := map[uint32]bool{}
	for i, m := range ms {
		s.look, s.fill = s.builder(m), i > 0
		more, total, err := s.answers(n, f, typed, have)
		if errors.Is(err, errNothing) {
			return h, nil
		}
		if err != nil {
			return h, fmt.Errorf("search: %w", err)
		}
		h.Total = max(h.Total, total) // of a later mode nearly all, if not sampled
		poor := len(found) == 0 || found[0].share < enough
		found = append(found, more...)
		if poor {
			sortAnswers(found)
		}
		if !f.AllSources {
			found = oncePerStory(found)
		}
		page := fewHits
		if s.bare {
			page = f.Offset + f.Limit
		}
		if len(found) >= page && found[0].share >= enough {
			break
		}
	}
	if !s.sampled && !s.bare {
		h.Total = s.all.count()
	}
	least := len(found)
	found = found[min(f.Offset, len(found)):]
	if h.Hits, err = s.x.showAll(ctx, found[:min(len(found), f.Limit)], f); err != nil {
		return h, err
	}
	counted := s.all
	if !f.AllSources {
		if counted, err = s.once(ctx, slices.Clone(s.all)); err != nil {
			return h, fmt.Errorf("search: %w", err)
		}
		if all := s.all.count(); s.sampled && all > 0 {
			h.Total = h.Total * counted.count() / all
		} else {
			h.Total -= all - counted.count()
		}
		h.Total = max(h.Total, least)
	}
	h.Facets, err = s.facets(ctx, counted, s.all, f.Facets)
	return h, err
}

// builder makes what looks up words in a mode.
func (s *asking) builder(m mode) *builder {
	return &builder{abbr: s.x.abbr, mode: m, sought: newSought(), unmarked: s.unmarked}
}

// omitted is the share of a syllable's spellings that must have no marks for a
// bare one to be taken as it stands.
const omitted = 0.15

// unmarked reports whether a syllable is looked for with any marks in spite of
// those beside it: one without marks that is hardly ever written so, and one
// that no article has as it stands.
func (s *asking) unmarked(t *token) bool {
	as, err := s.frequency(bodyField, term{key: t.key})
	if err != nil || as > 0 && t.marked() {
		return false
	}
	any, err := s.frequency(bodyField, term{key: t.folded, fold: true})
	return err == nil && as < omitted*any
}

// oncePerStory keeps the first answer of every story.
func oncePerStory(as []answer) []answer {
	told := map[string]bool{}
	return slices.DeleteFunc(as, func(a answer) bool {
		if a.story == "" {
			return false
		}
		again := told[a.story]
		told[a.story] = true
		return again
	})
}

// neededShare is the share of a question's weight that an article must hold.
const neededShare = 0.45

// needed gives each unit its points, and how many of them an article must have:
// all or most words of a few, of many enough to say the rarest of them or some.
func (s *asking) needed(us []unit) int {
	n, sum := len(us), 0.0
	for i := range us {
		us[i].points = 1
		sum += us[i].rarity
	}
	switch {
	case n <= 2, n <= fewWords && s.fill:
		return n
	case s.bare: // the best of all are ranked, and nobody asks how many have enough
		return 1
	case n <= fewWords:
		return n - 1
	}
	const all = 10000
	for i := range us {
		us[i].points = uint16(1 + all*us[i].rarity/sum)
	}
	return all * neededShare
}

// hasPhrases reports whether an article has the phrases of the query.
func (s *asking) hasPhrases(k *known) bool {
	for i := range s.phrases {
		if !slices.ContainsFunc(s.phrases[i].ways, k.holds) {
			return false
		}
	}
	return true
}

// scorer makes the second step's scorer: of the words as they were typed,
// whatever the mode.
func (s *asking) scorer(toks []token, typed *builder) (*scorer, error) {
	us, ts, pair := typed.units(toks)
	rarity := make([]float64, len(ts))
	for i, t := range ts {
		n, err := s.frequency(bodyField, t)
		if err != nil {
			return nil, err
		}
		if n == 0 && !t.fold { // not in this spelling
			if n, err = s.frequency(bodyField, term{key: fold(t.key), fold: true}); err != nil {
				return nil, err
			}
		}
		rarity[i] = s.rarity(n)
	}
	return newScorer(us, ts, pair, rarity, s.average), nil
}

// filter narrows a set by a Filter.
func (s *asking) filter(f Filter, within docset, bounded bool) (docset, bool, error) {
	narrow := func(set docset, err error) error {
		if bounded {
			set = set.and(within)
		}
		within, bounded = set, true
		return err
	}
	if f.Place != "" {
		if err := narrow(s.docs(placeField, placeOf(f.Place).full)); err != nil {
			return nil, false, err
		}
	}
	if f.Site != "" {
		if err := narrow(s.docs(siteField, s.x.siteNamed(f.Site))); err != nil {
			return nil, false, err
		}
	}
	if f.From != "" || f.To != "" {
		if err := narrow(s.between(f.From, f.To)); err != nil {
			return nil, false, err
		}
	}
	return within, bounded, nil
}

// between gives the articles published from one day to another, inclusive;
// "" is open.
func (s *asking) between(from, to string) (docset, error) {
	first, last := from, to
	if first == "" {
		first = "0000"
	}
	if last == "" {
		last = "9999-99-99"
	}
	dict, err := s.reader.FieldDictRange(dayField, []byte(first), []byte(last))
	if err != nil {
		return nil, err
	}
	defer dict.Close()
	var out docset
	for {
		e, err := dict.Next()
		if err != nil || e == nil {
			return out, err
		}
		set, err := s.docs(dayField, e.Term)
		if err != nil {
			return nil, err
		}
		out = out.or(set)
	}
}
