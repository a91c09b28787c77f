package index

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"

	"khotin/crawler/archive"
	"khotin/extract"
)

// Source gives the captures of an archive; *archive.Archive is one.
type Source interface {
	// CapturesAfter gives the captures behind pos in a fixed order, and errors
	// about records that cannot be read.
	CapturesAfter(ctx context.Context, pos archive.Position) iter.Seq2[*archive.Capture, error]
}

// Progress is what Update has dealt with so far.
type Progress struct {
	Captures    int
	Articles    int // new, or newer versions
	NotArticles int
	Failed      int   // captures that could not be read as pages
	Unreadable  int   // records that the archive could not give
	LastErr     error // of the last failed or unreadable one

	// Of Rebuild and Reread: in what the new index differs from the one before;
	// nil where there was none, or, for the reason of Uncompared, it could not
	// be read.
	Changes    *Changes
	Uncompared error
}

// maxBatchBytes bounds the text of a batch: captures of unusual size are
// written sooner.
const maxBatchBytes = 32 << 20

// Update indexes the captures that the index lacks. progress, which may be
// nil, is called from one goroutine after every capture. What a killed or
// cancelled run had written stays; the next one goes on from there. Cancelled,
// it ends when the batch at hand is written, and what else was read is left.
//
// While a batch is written, the next one is read: no more than two of them are
// in memory.
func (x *Index) Update(ctx context.Context, src Source, progress func(Progress)) (Progress, error) {
	var p Progress
	if x.opt.ReadOnly {
		return p, ErrReadOnly
	}
	pos := archive.Position{}
	if err := meta(ctx, x.rows, positionKey, &pos); err != nil {
		return p, err
	}
	reading, stop := context.WithCancel(ctx)
	defer stop()
	batches, written := make(chan []page), make(chan error, 1)
	go func() {
		err := x.writeAll(ctx, maps.Clone(pos), batches)
		stop() // after an error there is nothing more to read
		written <- err
	}()
	give := func(pages []page) {
		select {
		case batches <- pages:
		case <-reading.Done():
		}
	}
	var g gathering
	for r := range x.opt.Extract(reading, src.CapturesAfter(reading, pos), x.opt.Sites) {
		if r.Capture == nil {
			if r.Err != nil && reading.Err() == nil {
				p.Unreadable++
				p.LastErr = r.Err
				g.lost = append(g.lost, r.Err.Error())
			}
			continue
		}
		g.take(&r, &p)
		if progress != nil {
			progress(p)
		}
		if !r.More && (len(g.pages) >= x.opt.batchSize() || g.bytes > maxBatchBytes) {
			give(g.pages)
			g = gathering{lost: g.lost}
		}
	}
	if len(g.pages) > 0 {
		give(g.pages)
	}
	close(batches)
	err := <-written
	if err == nil {
		err = ctx.Err()
	}
	if err == nil && !x.opt.filling { // Rebuild does it later
		if err = x.endBulk(ctx); err == nil {
			err = x.settleColumns(ctx)
		}
	}
	if stopped := ctx.Err(); err != nil && stopped != nil && !errors.Is(err, stopped) { // SQLite has words of its own for it
		err = errors.Join(stopped, err)
	}
	return p, err
}

// writeAll writes batches behind the position pos until there are no more.
func (x *Index) writeAll(ctx context.Context, pos archive.Position, batches <-chan []page) error {
	in := 0
	for pages := range batches {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := x.write(ctx, pos, pages); err != nil {
			return err
		}
		if in += len(pages); len(pages) < x.opt.batchSize() || float64(in) < bulkShare*float64(x.lengthsNow().Articles) {
			continue
		}
		if err := x.beginBulk(ctx); err != nil {
			return fmt.Errorf("write rows: %w", err)
		}
	}
	return nil
}

// page is what became of a capture.
type page struct {
	row      captureRow
	articles []extract.Article // what it holds; none where it is no article
	lost     []string          // what is said of the records before it that cannot be read, which its position passes over
}

// gathering is a batch of pages in the making.
type gathering struct {
	pages []page
	open  []extract.Article // of the capture whose results are coming in
	bytes int               // of text
	lost  []string          // errors about records that no position has passed over
}

// take takes up a result. A capture is dealt with when the last of its results
// is: until then a stop must not pass over it.
func (g *gathering) take(r *extract.Result, p *Progress) {
	c := *r.Capture
	c.Body = nil
	row := captureRow{capture: &c, kind: r.Article.Kind}
	switch {
	case c.Type == "revisit":
		row.kind = "revisit" // the page is as it was
	case c.Status != 0 && c.Status != 200:
		// An error page may look like an article; it must not take its place.
		row.kind = "other"
		p.NotArticles++
	case r.Err != nil:
		row.kind, row.err = "failed", r.Err.Error()
		p.Failed++
		p.LastErr = r.Err
	case r.Article.Kind != "article":
		p.NotArticles++
	default:
		p.Articles++
		g.open = append(g.open, r.Article)
		g.bytes += len(r.Article.Body) + 200*len(r.Article.Figures)
	}
	if r.More {
		return
	}
	p.Captures++
	g.pages = append(g.pages, page{row, g.open, g.passed(c.File)})
	g.open = nil
}

// passed takes out the errors about records of a file, with whose name they
// begin. Those of other files come again where reading goes on.
func (g *gathering) passed(file string) (out []string) {
	g.lost = slices.DeleteFunc(g.lost, func(said string) bool {
		of := strings.HasPrefix(said, file+": ")
		if of {
			out = append(out, said)
		}
		return of
	})
	return out
}

// siteOf names the site of an article: the profile's name, else the host.
func (x *Index) siteOf(a *extract.Article) string {
	address := string(a.URL)
	if address == "" {
		return ""
	}
	if p := x.opt.Sites.For(address); p != nil {
		return p.Name
	}
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Hostname())
}

// dayOf gives the day of an article's published, "" for none.
func dayOf(published string) string {
	if len(published) < len(time.DateOnly) {
		return ""
	}
	if _, err := time.Parse(time.DateOnly, published[:len(time.DateOnly)]); err != nil {
		return ""
	}
	return published[:len(time.DateOnly)]
}

// stamp is the time of a capture as rows show it.
func stamp(c *archive.Capture) string {
	if c.Time.IsZero() {
		return ""
	}
	return c.Time.UTC().Format(time.RFC3339)
}
