package index

import (
	"cmp"
	"context"
	"encoding/binary"
	"maps"
	"slices"
	"sync"

	bleveindex "github.com/blevesearch/bleve_index_api"
)

// termList is where a term of a text field occurs, decoded.
type termList struct {
	docs  docset
	freqs []uint8  // of each in its order, 255 for more
	words []uint16 // by document, in all, 65535 for more; 0 where no list of the field has it
	used  int      // the last query that asked for it
}

func (l *termList) bytes() int { return cap(l.freqs) + 8*cap(l.docs) }

// lists remembers the lists of terms that several queries of one open index
// ask for: the syllables of names and of questions are the same few thousand,
// and decoding the postings of a frequent one takes longer than all that a
// query does with them. One query alone reads postings as they stand and
// leaves nothing here.
type lists struct {
	mu    sync.Mutex
	of    map[listKey]*termList // without words, which all of a field share
	words map[string][]uint16   // of fields, never changed, only replaced
	asked map[listKey]int       // the query that asked for a term that has no list yet
	bytes int
	query int // the last one's number

	counts map[listKey]float64 // in how many articles terms are
}

type listKey struct{ field, term string }

// mostListed bounds the bytes of the lists that an open index remembers.
const mostListed = 64 << 20

// listedShare is the share of the articles that a term must be in to have a
// list: the postings of a rarer one are read in no time, and its set is mostly
// empty.
const listedShare = 1. / 256

// count gives in how many articles a term is, where that is known.
func (ls *lists) count(k listKey) (float64, bool) {
	ls.mu.Lock()
	defer ls.mu.Unlock()
	n, ok := ls.counts[k]
	return n, ok
}

// counted remembers in how many articles a term is.
func (ls *lists) counted(k listKey, n float64) {
	ls.mu.Lock()
	defer ls.mu.Unlock()
	if ls.counts == nil || len(ls.counts) > mostKnown {
		ls.counts = map[listKey]float64{}
	}
	ls.counts[k] = n
}

// next numbers a query.
func (ls *lists) next() int {
	ls.mu.Lock()
	defer ls.mu.Unlock()
	ls.query++
	return ls.query
}

// list gives the list of a term, nil of a rare one and where no other query has
// asked for the term before. Queries that are only ranked come by the hundred
// and get it at once.
func (s *asking) list(field, term string) (*termList, error) {
	if !s.x.opt.ReadOnly { // somebody writes, and numbers change
		return nil, nil
	}
	ls, k := &s.x.recent.lists, listKey{field, term}
	ls.mu.Lock()
	defer ls.mu.Unlock()
	l := ls.of[k]
	if l == nil {
		n, known := ls.counts[k]
		if known && n < listedShare*s.articles || !s.bare && ls.first(k, s.number) {
			return nil, nil
		}
		ls.shrink()
		var err error
		if l, err = s.decode(field, term, int(n)); err != nil {
			return nil, err
		}
		ls.of[k] = l
		ls.bytes += l.bytes()
		delete(ls.asked, k)
	}
	l.used = s.number
	return &termList{docs: l.docs, freqs: l.freqs, words: ls.words[field]}, nil
}

// first reports whether no other query than number has asked for a term.
func (ls *lists) first(k listKey, number int) bool {
	by := ls.asked[k]
	if by != 0 && by != number {
		return false
	}
	if ls.asked == nil || len(ls.asked) > mostKnown {
		ls.asked = map[listKey]int{}
	}
	ls.asked[k] = number
	return true
}

// shrink makes room for a list: where there are too many, those that were not
// used for longest go.
func (ls *lists) shrink() {
	if ls.of == nil {
		ls.of, ls.words = map[listKey]*termList{}, map[string][]uint16{}
	}
	if ls.bytes <= mostListed {
		return
	}
	for _, k := range slices.SortedFunc(maps.Keys(ls.of), func(a, b listKey) int { return cmp.Compare(ls.of[a].used, ls.of[b].used) }) {
		if ls.bytes <= mostListed*3/4 {
			return
		}
		ls.bytes -= ls.of[k].bytes()
		delete(ls.of, k)
	}
}

// decode makes the list of a term in about n documents, and learns how long
// these are; the lists are locked.
func (s *asking) decode(field, term string, n int) (*termList, error) {
	l := &termList{freqs: make([]uint8, 0, n)}
	known, mine := s.x.recent.lists.words[field], false
	err := s.postings(field, term, true, func(doc uint32, freq, norm float64) {
		l.docs.add(doc)
		l.freqs = append(l.freqs, uint8(min(freq, 255)))
		if int(doc) < len(known) && known[doc] != 0 {
			return
		}
		if !mine { // others read the old ones
			known, mine = slices.Clone(known), true
		}
		if int(doc) >= len(known) {
			known = append(known, make([]uint16, 1+int(doc)-len(known))...)
		}
		known[doc] = uint16(min(s.lengthOf(norm), 1<<16-1))
	})
	s.x.recent.lists.words[field] = known
	return l, err
}

// lengthOf gives the words of an article from bleve's norm, which is one over
// the root of them.
func (s *asking) lengthOf(norm float64) float64 {
	if norm > 0 {
		return 1 / (norm * norm)
	}
	return s.average
}

// postings calls f with the documents that have the term in a field.
func (s *asking) postings(name, key string, freqs bool, f func(doc uint32, freq, norm float64)) error {
	r, err := s.reader.TermFieldReader(context.Background(), []byte(key), name, freqs, freqs, false)
	if err != nil {
		return err
	}
	defer r.Close()
	var d bleveindex.TermFieldDoc
	for {
		p, err := r.Next(&d)
		if err != nil || p == nil {
			return err
		}
		f(uint32(binary.BigEndian.Uint64(p.ID)), float64(p.Freq), p.Norm)
	}
}

// postingsIn is postings of the documents of a set alone. In a small set it
// goes from one document to the next and leaves out what lies between.
func (s *asking) postingsIn(name, key string, freqs bool, within docset, f func(doc uint32, freq, norm float64)) error {
	r, err := s.reader.TermFieldReader(context.Background(), []byte(key), name, freqs, freqs, false)
	if err != nil {
		return err
	}
	defer r.Close()
	var d bleveindex.TermFieldDoc
	if uint64(within.count())*leapCost >= r.Count() {
		for {
			p, err := r.Next(&d)
			if err != nil || p == nil {
				return err
			}
			if doc := uint32(binary.BigEndian.Uint64(p.ID)); within.has(doc) {
				f(doc, float64(p.Freq), p.Norm)
			}
		}
	}
	id := make([]byte, 8)
	at := int64(-1) // the document that the reader stands at
	for _, doc := range within.list() {
		if at < int64(doc) {
			binary.BigEndian.PutUint64(id, uint64(doc))
			p, err := r.Advance(id, &d)
			if err != nil || p == nil {
				return err
			}
			at = int64(binary.BigEndian.Uint64(p.ID))
		}
		if at == int64(doc) {
			f(doc, float64(d.Freq), d.Norm)
		}
	}
	return nil
}

// leapCost is how many postings are read in the time of one leap.
const leapCost = 4

// docs gives the documents that have the term in a field.
func (s *asking) docs(name, key string) (docset, error) {
	var out docset
	err := s.postings(name, key, false, func(doc uint32, _, _ float64) { out.add(doc) })
	return out, err
}

// having gives the documents of a set, nil for all, that have the term in a
// text field; it may be changed.
func (s *asking) having(name, key string, within docset) (docset, error) {
	l, err := s.list(name, key)
	if err != nil {
		return nil, err
	}
	switch {
	case l != nil && within == nil:
		return append(docset{}, l.docs...), nil
	case l != nil:
		return within.and(l.docs), nil
	case within == nil:
		return s.docs(name, key)
	}
	var out docset
	err = s.postingsIn(name, key, false, within, func(doc uint32, _, _ float64) { out.add(doc) })
	return out, err
}

// inAll gives the documents that have all terms, by bleve's bitmaps, which are
// joined as they stand; it reports false where bleve has no way to do so.
func (s *asking) inAll(f field, ts []term) (out docset, ok bool, err error) {
	if len(ts) < 2 {
		return nil, false, nil
	}
	var joined bleveindex.OptimizableContext
	for _, t := range ts {
		r, err := s.reader.TermFieldReader(context.Background(), []byte(t.key), f.of(t.fold), false, false, false)
		if err != nil {
			return nil, false, err
		}
		defer r.Close()
		o, can := r.(bleveindex.Optimizable)
		if !can {
			return nil, false, nil
		}
		if joined, err = o.Optimize("conjunction:unadorned", joined); err != nil || joined == nil {
			return nil, false, err
		}
	}
	done, err := joined.Finish()
	if err != nil {
		return nil, false, err
	}
	r, can := done.(bleveindex.TermFieldReader)
	if !can {
		return nil, false, nil
	}
	defer r.Close()
	var d bleveindex.TermFieldDoc
	for {
		p, err := r.Next(&d)
		if err != nil || p == nil {
			return out, true, err
		}
		out.add(uint32(binary.BigEndian.Uint64(p.ID)))
	}
}
