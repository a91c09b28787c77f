package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"khotin/crawler"
	"khotin/crawler/archive"
	"khotin/index"
)

// repairing gives verify the flag --repair.
func (c *cli) repairing(cmd *cobra.Command) *cobra.Command {
	cmd.Long += "\n\n--repair first mends what can be mended without touching a WARC file: files that a killed process\n" +
		"left open, missing and wrong CDXJ files, captures that the catalogue lacks or has wrong, and an\n" +
		"index that is behind the archive or does not agree with it. What remains is told as before."
	cmd.Example += "\n  khotin -d haiphong verify --repair"
	repair := cmd.Flags().Bool("repair", false, "mend what can be mended, then check")
	prior := cmd.RunE
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if *repair {
			if err := c.repair(cmd.Context()); err != nil {
				return err
			}
		}
		return prior(cmd, args)
	}
	return cmd
}

func (c *cli) repair(ctx context.Context) error {
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
