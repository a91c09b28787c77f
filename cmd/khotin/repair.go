package main

import (
	"context"
	"errors"

	"khotin/crawler"
	"khotin/crawler/archive"
	"khotin/index"
)

// repair mends what can be mended without touching a WARC file, and tells it.
func (c *cli) repair(ctx context.Context) error {
	c.interrupted = goesOn
	a, err := archive.Open(c.dir, archive.Options{})
	if err != nil {
		return err
	}
	defer a.Close()
	for _, left := range a.Adopted() {
		c.chat("repaired: %s was left open: %s kept", left.File, plural(left.Records, "record", "records"))
	}
	sites, err := c.sites()
	if err != nil {
		return err
	}
	done, err := crawler.Repair(ctx, a, sites)
	for _, what := range done {
		c.chat("repaired: %s", what)
	}
	if err != nil {
		return err
	}
	torn, err := a.Torn()
	if err != nil {
		return err
	}
	for _, file := range torn {
		c.chat("%s holds the torn end of a record; it is kept", file)
	}
	return c.repairIndex(ctx, a, index.Options{Sites: sites})
}

// repairIndex brings the index up to the archive, and makes it anew where that
// does not help.
func (c *cli) repairIndex(ctx context.Context, a *archive.Archive, o index.Options) error {
	ix, err := index.Open(c.dir, index.Options{Sites: o.Sites})
	if errors.Is(err, index.ErrDamaged) {
		return c.rebuild(ctx, a, o)
	}
	if err != nil {
		return err
	}
	p, err := ix.Update(ctx, a, nil)
	var faults []index.Fault
	if err == nil {
		faults, err = ix.Verify(ctx, a.Captures(ctx))
	}
	if cerr := ix.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return err
	}
	if len(faults) > 0 {
		return c.rebuild(ctx, a, o)
	}
	if p.Captures > 0 {
		c.chat("repaired: index: %s caught up", plural(p.Captures, "capture", "captures"))
	}
	return nil
}

func (c *cli) rebuild(ctx context.Context, a *archive.Archive, o index.Options) error {
	p, err := index.Rebuild(ctx, c.dir, o, a, nil)
	if err != nil {
		return err
	}
	c.chat("repaired: index: made anew from the archive, %s", plural(p.Articles, "article", "articles"))
	return nil
}
