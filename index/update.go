package index

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"net/url"
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
}

// maxBatchBytes bounds the text of a batch: captures of unusual size are
// written sooner.
const maxBatchBytes = 32 << 20

// Update indexes the captures that the index lacks. progress, which may be
// nil, is called from one goroutine after every capture. What a killed or
// cancelled run had written stays; the next one goes on from there.
func (x *Index) Update(ctx context.Context, src Source, progress func(Progress)) (Progress, error) {
	var p Progress
	if x.opt.ReadOnly {
		return p, ErrReadOnly
	}
	pos := archive.Position{}
	if err := meta(ctx, x.rows, positionKey, &pos); err != nil {
		return p, err
	}
	b := &batch{position: maps.Clone(pos)}
	b.reset()
	bytes := 0
	for r := range x.opt.Extract(ctx, src.CapturesAfter(ctx, pos), x.opt.Sites) {
		if r.Capture == nil {
			if r.Err != nil && ctx.Err() == nil {
				p.Unreadable++
				p.LastErr = r.Err
			}
			continue
		}
		if err := x.take(ctx, b, &r, &p); err != nil {
			return p, err
		}
		bytes += len(r.Article.Body) + 200*len(r.Article.Figures)
		if progress != nil {
			progress(p)
		}
		if !r.More && (len(b.captures) >= x.opt.batchSize() || bytes > maxBatchBytes) {
			if err := x.flush(ctx, b); err != nil {
				return p, err
			}
			b.reset()
			bytes = 0
		}
	}
	if len(b.captures) > 0 {
		if err := x.flush(ctx, b); err != nil {
			return p, err
		}
	}
	return p, ctx.Err()
}

// take puts a result into the batch. A capture is dealt with when the last of
// its results is: until then a stop must not pass over it.
func (x *Index) take(ctx context.Context, b *batch, r *extract.Result, p *Progress) error {
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
		id, err := x.merge(ctx, b, r.Article)
		if err != nil {
			return err
		}
		b.page = append(b.page, id)
	}
	if len(b.page) > 0 {
		row.article = b.page[0]
	}
	if r.More {
		return nil
	}
	if err := x.endPage(ctx, b, &r.Article); err != nil {
		return err
	}
	p.Captures++
	b.captures = append(b.captures, row)
	b.position.Pass(&c)
	return nil
}

// put makes the row of an article of its renderings, in place of what the
// batch has of it.
func (x *Index) put(b *batch, renderings []extract.Article) error {
	a := shown(renderings)
	rest := a
	rest.Body, rest.Figures = "", nil // a column and rows of their own
	j, err := json.Marshal(&rest)
	if err != nil {
		return fmt.Errorf("article %s: %w", a.ID, err)
	}
	r := &articleRow{article: a, renderings: renderings, site: x.siteOf(&a), place: placeOf(string(a.Place)),
		day: dayOf(string(a.Published)), packed: pack(j), wordings: wordingsOf(&a)}
	if b.articles[a.ID] == nil {
		b.order = append(b.order, a.ID)
	}
	b.articles[a.ID] = r
	delete(b.gone, a.ID)
	return nil
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
