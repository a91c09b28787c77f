// Package date finds the dates and periods that a text names and resolves
// them to intervals of days.
package date

import (
	"sync"

	"khotin/extract/document"
	"khotin/extract/text"
)

// Find gives every date and period of doc in order of the text. Dates without
// a year are read against ref and the years that the text itself names; what
// cannot be resolved is left out. Bare durations ("5 năm"), a bare "cùng kỳ"
// and "kế hoạch năm" are no dates. The numbers of cited documents are not
// read, their days of issue are.
func Find(doc *text.Doc, ref Reference) []Date { return Among(doc, document.Find(doc), ref) }

// Among is Find where the documents that doc cites are known already.
func Among(doc *text.Doc, docs []document.Document, ref Reference) []Date {
	s := freed.Get().(*scan)
	defer s.release()
	for i := range doc.Paras {
		s.p, s.para, s.masked, s.i, s.done = &doc.Paras[i], i, maskOf(doc, docs, i), 0, 0
		s.sentences = s.p.Sentences()
		s.single = len(doc.Paras) == 1 && len(s.sentences) == 1
		s.read()
	}
	all := s.out
	for i := range all {
		e := &all[i]
		for k := range docs {
			if at := (text.Range{Para: e.para, From: e.from, To: e.to}); e.kind == kDay && docs[k].Mask.Contains(at) {
				e.issue = true
			}
		}
	}
	r := resolver{doc: doc, exprs: all, ref: ref.Published}
	dates := r.resolve()
	if len(all) == 0 && len(doc.Paras) == 1 && !ref.Published.IsZero() {
		if at, ok := clockOf(&doc.Paras[0]); ok {
			dates = append(dates, Date{At: at, Start: ref.Published, End: ref.Published, Grain: GrainDay, Rule: "clock-relative", Yearless: true})
		}
	}
	for i := range dates {
		for _, d := range docs {
			if d.Mask.Contains(dates[i].At) && dates[i].Grain == GrainDay {
				dates[i].Issue = true
			}
		}
	}
	return dates
}

// freed holds scans whose memory the next may use.
var freed = sync.Pool{New: func() any { return new(scan) }}

// mostKept is the number of expressions up to which the memory of a scan is
// kept: few articles have more.
const mostKept = 1 << 9

// release gives the memory of s to the next scan.
func (s *scan) release() {
	if cap(s.out) <= mostKept {
		*s = scan{out: s.out[:0], items: s.items[:0], spare: s.spare[:0]}
		freed.Put(s)
	}
}

// maskOf tells for each token of a paragraph whether it is part of a
// document's number; it gives nil where the paragraph cites none.
func maskOf(doc *text.Doc, docs []document.Document, para int) []bool {
	var m []bool
	for _, d := range docs {
		if d.Num.Para != para || d.Num.Empty() {
			continue
		}
		if m == nil {
			m = make([]bool, len(doc.Paras[para].Tokens))
		}
		for i := d.Num.From; i < d.Num.To; i++ {
			m[i] = true
		}
	}
	return m
}
