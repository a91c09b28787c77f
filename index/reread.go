package index

import (
	"context"
	"fmt"
	"iter"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"khotin/crawler/archive"
	"khotin/crawler/site"
	"khotin/extract"
)

// What are the parts of an index that Reread can make anew: kinds of facts, and
// words, which reads none again.
var What = append(slices.Clone(extract.Facts), "words")

// Reread is Rebuild that takes articles as the old index has them, without
// taking their pages apart, and reads only the facts of the kinds what again,
// from their text. Captures that the old index lacks, and those of which it
// does not have all, are read as Rebuild reads them.
func Reread(ctx context.Context, dir string, o Options, src Source, what []string, progress func(Progress)) (Progress, error) {
	for _, w := range what {
		if !slices.Contains(What, w) {
			return Progress{}, fmt.Errorf("reindex: no part %q: there are %s", w, strings.Join(What, ", "))
		}
	}
	reading := o
	reading.ReadOnly = true
	old, err := Open(dir, reading)
	if err != nil {
		return Progress{}, fmt.Errorf("reindex: %w", err)
	}
	defer old.Close()
	r := &rereading{old: old, what: what, again: o.Again, whole: old.opt.Extract}
	if r.again == nil {
		r.again = extract.Again
	}
	o.Extract, o.part = r.stream, strings.Join(what, " ")
	return Rebuild(ctx, dir, o, src, progress)
}

// rereading reads captures by what an index has of them.
type rereading struct {
	old   *Index
	what  []string
	again func(extract.Article, []string) (extract.Article, bool)
	whole func(context.Context, iter.Seq2[*archive.Capture, error], *site.Set) iter.Seq[extract.Result]
}

// stream takes the place of extract.Stream.
func (r *rereading) stream(ctx context.Context, captures iter.Seq2[*archive.Capture, error], sites *site.Set) iter.Seq[extract.Result] {
	return func(yield func(extract.Result) bool) {
		var group []*archive.Capture
		flush := func() bool {
			results := make([][]extract.Result, len(group))
			var g errgroup.Group
			g.SetLimit(runtime.GOMAXPROCS(0))
			for i, c := range group {
				g.Go(func() error { results[i] = r.results(ctx, c, sites); return nil })
			}
			g.Wait() // none gives an error
			group = group[:0]
			for _, r := range slices.Concat(results...) {
				if !yield(r) {
					return false
				}
			}
			return true
		}
		for c, err := range captures {
			if ctx.Err() != nil {
				return
			}
			if err != nil {
				if !flush() || !yield(extract.Result{Err: err}) {
					return
				}
				continue
			}
			if group = append(group, c); len(group) == 16*runtime.GOMAXPROCS(0) && !flush() {
				return
			}
		}
		flush()
	}
}

// results gives what a capture holds: from the index, else from the page.
func (r *rereading) results(ctx context.Context, c *archive.Capture, sites *site.Set) []extract.Result {
	if out, ok := r.known(ctx, c); ok {
		return out
	}
	var out []extract.Result
	one := func(yield func(*archive.Capture, error) bool) { yield(c, nil) }
	for res := range r.whole(ctx, one, sites) {
		out = append(out, res)
	}
	return out
}

// known gives what a capture holds if the index has all of it.
func (r *rereading) known(ctx context.Context, c *archive.Capture) ([]extract.Result, bool) {
	var kind, id string
	err := r.old.rows.QueryRowContext(ctx, `SELECT kind, coalesce(article, '') FROM captures WHERE file = ? AND offset = ?`, c.File, c.Offset).Scan(&kind, &id)
	if err != nil {
		return nil, false
	}
	switch kind {
	case "list", "other", "revisit":
		return []extract.Result{{Capture: c, Article: extract.Article{Kind: kind}}}, true
	case "failed":
		return nil, false
	}
	as, err := r.stored(ctx, c, id)
	if err != nil || len(as) == 0 {
		return nil, false
	}
	out := make([]extract.Result, len(as))
	for i, a := range as {
		a, ok := r.again(a, r.what)
		if !ok {
			return nil, false
		}
		out[i] = extract.Result{Capture: c, Article: a, More: i+1 < len(as)}
	}
	return out, true
}

// stored gives the articles of the page that the article id is of, in their
// order; none where some of them are not from capture c alone.
func (r *rereading) stored(ctx context.Context, c *archive.Capture, id string) ([]extract.Article, error) {
	one, err := r.old.load(ctx, id)
	if err != nil {
		return nil, err
	}
	page := pageOf(&one)
	rows, err := r.old.rows.QueryContext(ctx, `SELECT id FROM articles WHERE id = ?1 OR id > ?1 || '-' AND id < ?1 || '.'`, page)
	if err != nil {
		return nil, err
	}
	ids, err := column[string](rows)
	if err != nil {
		return nil, err
	}
	var out []extract.Article
	for _, id := range ids {
		a, err := r.old.load(ctx, id)
		if err != nil {
			return nil, err
		}
		if a.CaptureFile != c.File || a.CaptureOffset != c.Offset {
			return nil, nil
		}
		out = append(out, a)
	}
	var several int
	err = r.old.rows.QueryRowContext(ctx, `SELECT count(*) FROM renderings WHERE article = ?1 OR article > ?1 || '-' AND article < ?1 || '.'`, page).Scan(&several)
	if err != nil || several > 0 {
		return nil, err
	}
	slices.SortFunc(out, func(a, b extract.Article) int { return a.Item - b.Item })
	return out, nil
}
