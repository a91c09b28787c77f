package index

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"slices"

	"github.com/blevesearch/bleve/v2/document"
	"golang.org/x/sync/errgroup"

	"khotin/crawler/archive"
	"khotin/extract"
	"khotin/extract/text"
)

// captureRow is a row of captures.
type captureRow struct {
	capture *archive.Capture // without its body
	kind    string
	article string
	err     string
}

// address is the address of the capture, "" where its article has the same.
func (c *captureRow) address(b *batch) string {
	if r := b.articles[c.article]; r != nil && string(r.article.URL) == c.capture.URL {
		return ""
	}
	return c.capture.URL
}

// articleRow is an article about to be written.
type articleRow struct {
	article    extract.Article   // as it is shown
	renderings []extract.Article // as they were captured, see shown
	site       string
	place      placeKey
	day        string
	rules      string  // that it was read with
	former     *former // what the index before had of it, where it comes from there
	kept       bool    // its document is in words.bleve as it would be written

	// What prepare makes of them.
	packed, packedBody []byte
	words              *document.Document
	lengths            lengths
	wordings           []wording // in the order of wordingsOf
	sequence           sequence
	paragraphs         []paragraph // of the body, once they are needed
}

// paragraph of a body and where it begins there, in code points.
type paragraph struct {
	text string
	at   int
}

// batch is what one transaction writes.
type batch struct {
	captures []captureRow
	came     int                    // articles that the captures hold
	lost     int                    // records between the captures that cannot be read
	lastErr  string                 // of the last of them, or of a capture
	articles map[string]*articleRow // by id
	order    []string               // ids in order of arrival
	gone     map[string]string      // items that a page no longer has → what it has
	page     []string               // articles of the capture at hand
	onPage   map[string][]string    // id of a page → its articles, in rows.db and of all captures of the batch
	stored   map[string]*stored     // by id: what rows.db has of the pages of the batch
	fresh    []wording              // that rows.db lacks
}

// span is rows of a table that lie side by side: how many, and the first.
type span struct{ n, at int64 }

// stored is what writing needs to know of an article in rows.db.
type stored struct {
	n                                     int64
	lengths                               lengths
	figures, officials, events, documents span
}

// write puts pages into the index and moves pos behind them.
func (x *Index) write(ctx context.Context, pos archive.Position, pages []page) error {
	// A batch is written whole or not at all, whoever interrupts.
	ctx = context.WithoutCancel(ctx)
	b := &batch{articles: map[string]*articleRow{}, gone: map[string]string{}, onPage: map[string][]string{}, stored: map[string]*stored{}}
	if err := x.readStored(ctx, b, pages); err != nil {
		return fmt.Errorf("read rows: %w", damage(err))
	}
	for i := range pages {
		p := &pages[i]
		b.came += len(p.articles)
		b.lost += len(p.lost)
		for _, said := range append(p.lost, p.row.err) {
			b.lastErr = cmp.Or(said, b.lastErr)
		}
		for _, a := range p.articles {
			id, err := x.merge(ctx, b, a)
			if err != nil {
				return err
			}
			b.page = append(b.page, id)
		}
		row := p.row
		if len(b.page) > 0 {
			row.article = b.page[0]
			if err := x.endPage(ctx, b, &p.articles[len(p.articles)-1]); err != nil {
				return err
			}
		}
		b.captures = append(b.captures, row)
		pos.Pass(row.capture)
	}
	return x.flush(ctx, b, pos)
}

// flush writes a batch. Its rows are written beside its words, but stay in their
// transaction until those are on the disk: what rows.db has, words.bleve has.
func (x *Index) flush(ctx context.Context, b *batch, pos archive.Position) error {
	fresh, err := x.prepare(ctx, b)
	if err != nil {
		return err
	}
	tx, err := x.rows.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("write rows: %w", damage(err))
	}
	written := false
	defer func() {
		if !written {
			tx.Rollback()
			x.stories = stories{} // which may know of rows that are not there now
		}
	}()
	var words errgroup.Group
	for k := range fresh.shares {
		words.Go(func() error { return x.flushShare(b, fresh, k) })
	}
	l, err := x.flushRows(ctx, tx, b, pos)
	if werr := words.Wait(); werr != nil {
		return fmt.Errorf("write words: %w", werr)
	}
	if err == nil {
		err = tx.Commit()
	}
	if err != nil {
		return fmt.Errorf("write rows: %w", damage(err))
	}
	written = true
	x.mu.Lock()
	x.lengths = l
	x.mu.Unlock()
	return nil
}

// readStored reads what rows.db has of the pages.
func (x *Index) readStored(ctx context.Context, b *batch, pages []page) error {
	var ids []string
	for i := range pages {
		if as := pages[i].articles; len(as) > 0 {
			ids = append(ids, pageOf(&as[len(as)-1]))
		}
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	if len(ids) == 0 || x.lengthsNow().Articles == 0 {
		return nil
	}
	// Behind "-" a page's items are numbered, and "." follows "-".
	rows, err := x.rows.QueryContext(ctx, `SELECT j.value, a.id, a.n, a.body_terms, a.title_terms,
			a.figures, a.figures_at, a.officials, a.officials_at, a.events, a.events_at, a.documents, a.documents_at
		FROM json_each(?) j CROSS JOIN articles a ON a.id >= j.value AND a.id < j.value || '.'`, textList(ids))
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		page, id, s := "", "", &stored{lengths: lengths{Articles: 1}}
		err := rows.Scan(&page, &id, &s.n, &s.lengths.Body, &s.lengths.Title, &s.figures.n, &s.figures.at,
			&s.officials.n, &s.officials.at, &s.events.n, &s.events.at, &s.documents.n, &s.documents.at)
		if err != nil {
			return err
		}
		b.stored[id] = s
		b.onPage[page] = append(b.onPage[page], id)
	}
	return rows.Err()
}

// put makes the row of an article of its renderings, in place of what the
// batch has of it.
func (x *Index) put(b *batch, renderings []extract.Article) {
	a := shown(renderings)
	if b.articles[a.ID] == nil {
		b.order = append(b.order, a.ID)
	}
	r := &articleRow{article: a, renderings: renderings, site: x.siteOf(&a), place: placeOf(string(a.Place)), day: dayOf(string(a.Published)), rules: x.rules}
	if before := b.articles[a.ID]; x.opt.begin != nil && before != nil && originOf(&before.article) == originOf(&a) {
		r.rules = before.rules // another rendering came, and changed nothing of what it was read with
	} else if x.opt.begin != nil {
		if f := x.opt.begin.former(&a); f != nil {
			r.rules = f.rules
			if len(renderings) == 1 { // several together tell what none of them does
				r.former = f
			}
		}
	}
	b.articles[a.ID] = r
	delete(b.gone, a.ID)
}

// prepare makes of an article what is written of it.
func (r *articleRow) prepare(cutter *tokenizer) error {
	a := &r.article
	var err error
	if r.packed, err = r.packedJSON(); err != nil {
		return err
	}
	r.packedBody, r.wordings = r.packedText(), wordingsOf(a)
	if r.kept {
		r.sequence, r.lengths = r.former.sequence, r.former.lengths
		return nil
	}
	r.sequence = newSequence(cutter.article(text.Normalize(string(a.Title)), text.Normalize(a.Body)))
	r.words = articleDocument(r, cutter)
	r.lengths = lengthsOf(r.words)
	return nil
}

// freshWords is what a batch brings into words.bleve beside its articles, and
// into how many shares all of it goes: bleve builds a segment from a batch on one
// processor, so each gets a share.
type freshWords struct {
	wordings []wording
	shares   int
}

// prepare makes of the articles of a batch what is written of them.
func (x *Index) prepare(ctx context.Context, b *batch) (freshWords, error) {
	for _, r := range b.articles {
		r.kept = x.wordsKept(r)
	}
	x.noteWritten(b)
	w := freshWords{shares: min(runtime.GOMAXPROCS(0), 1+len(b.order)/100)}
	for len(x.cutters) < w.shares {
		x.cutters = append(x.cutters, tokenizer{})
	}
	var g errgroup.Group
	for k := range w.shares {
		g.Go(func() error {
			for i := k; i < len(b.order); i += w.shares {
				if err := b.articles[b.order[i]].prepare(&x.cutters[k]); err != nil {
					return err
				}
			}
			return nil
		})
	}
	err := g.Wait()
	if err == nil {
		err = x.findFresh(ctx, b)
	}
	if err == nil {
		w.wordings, err = x.unknown(ctx, b.fresh)
	}
	return w, err
}

// flushShare writes the k-th of the shares of a batch's documents and of the
// fresh wordings.
func (x *Index) flushShare(b *batch, fresh freshWords, k int) error {
	wb := x.words.index.NewBatch()
	if k == 0 {
		for id := range b.gone {
			wb.Delete(articlePrefix + id)
		}
	}
	for i := k; i < len(b.order); i += fresh.shares {
		if r := b.articles[b.order[i]]; !r.kept {
			if err := wb.IndexAdvanced(r.words); err != nil {
				return err
			}
			r.words = nil // the batch has it
		}
	}
	for i := k; i < len(fresh.wordings); i += fresh.shares {
		if err := wb.IndexAdvanced(wordingDocument(fresh.wordings[i])); err != nil {
			return err
		}
	}
	if wb.Size() == 0 {
		return nil
	}
	return x.words.write(wb)
}

// findFresh finds the wordings of the batch that rows.db lacks, and so may
// words.bleve.
func (x *Index) findFresh(ctx context.Context, b *batch) error {
	var ids []int64
	for _, id := range b.order {
		for _, w := range b.articles[id].wordings {
			ids = append(ids, w.n)
		}
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	known, err := x.wordings(ctx, ids)
	if err != nil {
		return err
	}
	for _, id := range b.order {
		for _, w := range b.articles[id].wordings {
			if !known[w.n] {
				known[w.n] = true
				b.fresh = append(b.fresh, w)
			}
		}
	}
	return nil
}

// wordingsOf gives the wordings that the rows of an article name.
func wordingsOf(a *extract.Article) []wording {
	var ws []wording
	for i := range a.Figures {
		w := newWording(indicatorWording, a.Figures[i].Indicator)
		w.canonical = a.Figures[i].Canonical
		ws = append(ws, w)
	}
	for _, o := range a.Officials {
		ws = append(ws, newWording(nameWording, o.Name))
		for _, r := range o.Roles {
			ws = append(ws, newWording(officeWording, r))
		}
	}
	if a.Meeting != nil {
		ws = append(ws, newWording(meetingWording, meetingText(a.Meeting)))
	}
	return ws
}

// meetingText is what a meeting is found by.
func meetingText(m *extract.Meeting) string {
	return m.Kind + "; " + m.Name + "; " + string(m.Host) + "; " + string(m.Chair)
}
