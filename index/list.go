package index

import (
	"context"
	"encoding/binary"
	"sync"

	bleveindex "github.com/blevesearch/bleve_index_api"
)

// termList is where a term of a text field occurs, decoded.
type termList struct {
	docs  []uint32 // ascending
	freqs []uint8  // of each, 255 for more
	words []uint16 // of each in all, 65535 for more
	set   docset
}

// lists remembers the lists of terms that several queries of one open index
// ask for: the syllables of names and of questions are the same few thousand,
// and decoding the postings of a frequent one takes longer than all that a
// query does with them. One query alone reads postings as they stand and
// leaves nothing here.
type lists struct {
	mu    sync.Mutex
	of    map[listKey]*termList
	asked map[listKey]int // the query that asked for a term that has no list yet
	bytes int
	query int // the last one's number

	counts map[listKey]float64 // in how many articles terms are
}

type listKey struct{ field, term string }

// mostListed bounds the bytes of the lists that an open index remembers.
const mostListed = 64 << 20

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

// list gives the list of a term, nil where no other query has asked for the term
// before. Queries that are only ranked come by the hundred and get it at once.
func (s *asking) list(field, term string) (*termList, error) {
	if !s.x.opt.ReadOnly { // somebody writes, and numbers change
		return nil, nil
	}
	ls, k := &s.x.recent.lists, listKey{field, term}
	ls.mu.Lock()
	defer ls.mu.Unlock()
	if l := ls.of[k]; l != nil {
		return l, nil
	}
	if ls.of == nil || ls.bytes > mostListed {
		ls.of, ls.asked, ls.bytes = map[listKey]*termList{}, map[listKey]int{}, 0
	}
	if by := ls.asked[k]; !s.bare && (by == 0 || by == s.number) {
		ls.asked[k] = s.number
		return nil, nil
	}
	n := int(ls.counts[k])
	l := &termList{docs: make([]uint32, 0, n), freqs: make([]uint8, 0, n), words: make([]uint16, 0, n)}
	err := s.postings(field, term, true, func(doc uint32, freq, norm float64) {
		l.docs = append(l.docs, doc)
		l.freqs = append(l.freqs, uint8(min(freq, 255)))
		l.words = append(l.words, uint16(min(s.lengthOf(norm), 1<<16-1)))
		l.set.add(doc)
	})
	if err != nil {
		return nil, err
	}
	ls.of[k] = l
	ls.bytes += 7*cap(l.docs) + 8*len(l.set)
	delete(ls.asked, k)
	return l, nil
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
		return append(docset{}, l.set...), nil
	case l != nil:
		return within.and(l.set), nil
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
