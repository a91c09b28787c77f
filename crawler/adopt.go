package crawler

import (
	"context"
	"slices"
	"strings"

	"khotin/crawler/archive"
	"khotin/crawler/frontier"
	"khotin/crawler/site"
)

// adoptedRun stands in the frontier in place of the name of a run.
const adoptedRun = "adopted"

// adopt takes over what lies in the WARC files beyond what the frontier knows:
// a process was killed between writing and committing, or the frontier is new.
// Captures are played back, so that their links are not lost.
func (r *run) adopt(ctx context.Context) error {
	files, err := r.front.Files(ctx)
	if err != nil {
		return err
	}
	e := newEngine(r)
	var group []frontier.Outcome
	flush := func() error {
		if len(group) == 0 {
			return nil
		}
		err := r.front.Commit(ctx, adoptedRun, r.start, group)
		r.report.Adopted += len(group)
		group = group[:0]
		return err
	}
	for c, err := range r.Archive.CapturesAfter(ctx, archive.Position(files)) {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil { // khotin verify tells of it too
			r.log.Warn("a record of the archive cannot be read", "error", err)
			continue
		}
		// One at a time where a later capture of the same address builds on
		// an earlier one.
		if slices.ContainsFunc(group, func(o frontier.Outcome) bool { return o.Item.URL == c.URL }) || len(group) == groupSize {
			if err := flush(); err != nil {
				return err
			}
		}
		o, err := r.adoptOne(ctx, e, c)
		if err != nil {
			return err
		}
		group = append(group, o)
	}
	return flush()
}

// importDir is where imported pages lie in the archive.
const importDir = "warc/import/"

// adopt enters imported pages into the catalogue that lie in the WARC files
// beyond what the frontier knows, and gives their number. Captures of a crawl
// are left for the next crawl, which follows their links too.
func adopt(ctx context.Context, a *archive.Archive, front *frontier.Frontier) (int, error) {
	files, err := front.Files(ctx)
	if err != nil {
		return 0, err
	}
	var found []frontier.Kept
	for c, err := range a.CapturesAfter(ctx, archive.Position(files)) {
		if ctx.Err() != nil {
			return 0, ctx.Err()
		}
		if err == nil && strings.HasPrefix(c.File, importDir) {
			found = append(found, frontier.Keep(c))
		}
	}
	return len(found), front.Record(ctx, found...)
}

// adoptOne gives the outcome that a capture had, or would have had.
func (r *run) adoptOne(ctx context.Context, e *engine, c *archive.Capture) (frontier.Outcome, error) {
	o := frontier.Outcome{}
	it, ok, err := r.itemOf(ctx, c)
	if err != nil {
		return o, err
	}
	if ok {
		s := e.replay(ctx, it, c)
		if it.Kind == frontier.Robots {
			o = frontier.Outcome{Item: it, State: frontier.Done, At: s.at, Digest: s.digest}
		} else {
			o, _, _ = r.judge(ctx, it, s)
		}
		if c.Type == "revisit" {
			o.NotModified, o.At, o.Digest, o.Changed = true, c.Time, "", false
			o.State, o.Class, o.Message, o.Links = frontier.Done, "", "", nil
			o.Attempts, o.Next = 0, r.due(it, c.Time)
		}
	}
	o.Captures = []frontier.Kept{frontier.Keep(c)}
	o.End = archive.Place{File: c.File, Offset: c.Offset, Length: c.Length}
	return o, nil
}

// itemOf gives the item that a capture belongs to; not ok for one that was
// imported, or of a site that is not crawled now.
func (r *run) itemOf(ctx context.Context, c *archive.Capture) (frontier.Item, bool, error) {
	if c.Type != "response" && c.Type != "revisit" || strings.HasPrefix(c.File, importDir) {
		return frontier.Item{}, false, nil
	}
	it, _, known, err := r.front.Item(ctx, c.URL)
	if err != nil || known {
		return it, known, err
	}
	p := r.Sites.For(c.URL)
	if p == nil || r.sites[p.Name] == nil {
		return it, false, nil
	}
	it = frontier.Item{URL: c.URL, Host: hostOf(c.URL), Site: p.Name}
	switch kind := p.Kind(c.URL); {
	case c.URL == originOf(c.URL)+"/robots.txt":
		it.Kind = frontier.Robots
	case slices.Contains(p.Feeds, c.URL):
		it.Kind = frontier.Feed
	case slices.Contains(p.Sitemaps, c.URL):
		it.Kind = frontier.Sitemap
	case kind == site.KindArticle:
		it.Kind = frontier.Page
	case kind == site.KindList:
		it.Kind = frontier.List
	default:
		return it, false, nil
	}
	return it, true, nil
}
