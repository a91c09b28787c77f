package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"khotin/crawler"
	"khotin/crawler/archive"
	"khotin/crawler/disk"
	"khotin/index"
)

func (c *cli) importCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "import PATH…",
		Short: "Keep pages that are already on disk, and index them",
		Long: "Put .html and .txt pages, .jsonl lines, .warc.gz, .wet.gz and .wacz files, directories of them,\n" +
			"or standard input (-) into the archive, and index them. What is there already stays once.",
		Example: "  khotin -d haiphong import old-dumps/ pages.jsonl",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return wrongUse("name pages or a directory of them", "import needs something to read")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return c.importPages(cmd.Context(), args) },
	}
}

func (c *cli) importPages(ctx context.Context, paths []string) error {
	c.interrupted = goesOn
	a, err := c.openOrCreate()
	if err != nil {
		return err
	}
	defer a.Close()
	report, indexed, err := c.keepAndIndex(ctx, a, paths)
	if err != nil {
		return err
	}
	switch {
	case report.Kept+report.Known == 0 && report.Failed == 0:
		return errNothing
	case report.Kept+report.Known == 0:
		return errAllFailed
	case report.Failed+indexed.Failed+indexed.Unreadable > 0:
		return errPartly
	}
	return nil
}

// keepAndIndex puts pages into the archive and indexes them meanwhile: keeping
// them leaves one processor idle. A failing index stops no page from being kept.
func (c *cli) keepAndIndex(ctx context.Context, a *archive.Archive, paths []string) (crawler.ImportReport, index.Progress, error) {
	reading, stop := context.WithCancel(ctx)
	defer stop()
	following := a.Follow()
	keeping, indexing := c.bar("import", "pages"), &bar{}
	kept := make(chan struct{})
	var (
		indexed index.Progress
		failed  error
		ended   = make(chan struct{})
	)
	go func() {
		defer close(ended)
		defer following.Leave() // it may fail before it reads
		indexed, failed = c.indexFrom(reading, following, func(p index.Progress) {
			select {
			case <-kept: // one bar at a time
				indexing.set(p.Captures, 0)
			default:
			}
		})
	}()
	report, err := crawler.Import(ctx, crawler.ImportOptions{
		Archive: a, Pages: c.pagesBy(ctx, paths, disk.ReadAll), Version: version,
		Progress: func(r crawler.ImportReport) { keeping.set(r.Kept+r.Known+r.Failed, 0) },
		Problem:  func(err error) { c.trouble(err) },
		Synced:   following.Hand,
	})
	keeping.done()
	if err != nil {
		stop()
	} else {
		c.chat("%s kept, %d known already", plural(report.Kept, "page", "pages"), report.Known)
		indexing = c.bar("index", "pages")
	}
	close(kept)
	following.Done()
	<-ended
	indexing.done()
	if err != nil {
		return report, indexed, err
	}
	if failed != nil {
		return report, indexed, failed
	}
	c.tellIndexed(indexed)
	return report, indexed, nil
}

// trouble tells what became of one page, and the way out.
func (c *cli) trouble(err error) {
	c.say("%v", err)
	if hint := hintForPage(err); hint != "" {
		c.say("hint: %s", hint)
	}
}

// openOrCreate opens the archive for writing and makes it where there is none.
func (c *cli) openOrCreate() (*archive.Archive, error) {
	a, err := archive.Create(c.dir)
	if err != nil {
		return nil, err
	}
	for _, left := range a.Adopted() {
		c.chat("%s was left open by a run that was killed: %s kept", left.File, plural(left.Records, "record", "records"))
	}
	return a, nil
}

// update brings the index up to the archive.
func (c *cli) update(ctx context.Context, a *archive.Archive) (index.Progress, error) {
	bar := c.bar("index", "pages")
	p, err := c.indexFrom(ctx, a, func(p index.Progress) { bar.set(p.Captures, 0) })
	bar.done()
	if err != nil {
		return p, err
	}
	c.tellIndexed(p)
	return p, nil
}

// indexFrom indexes what a source gives and the index lacks.
func (c *cli) indexFrom(ctx context.Context, src index.Source, progress func(index.Progress)) (index.Progress, error) {
	sites, err := c.sites()
	if err != nil {
		return index.Progress{}, err
	}
	ix, err := index.Open(c.dir, index.Options{Sites: sites})
	if err != nil {
		return index.Progress{}, err
	}
	p, err := ix.Update(ctx, src, progress)
	if cerr := ix.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return p, fmt.Errorf("index: %w", err)
	}
	return p, nil
}

// tellIndexed sums up what came into the index.
func (c *cli) tellIndexed(p index.Progress) {
	c.chat("%s indexed, %s without an article", plural(p.Articles, "article", "articles"), plural(p.NotArticles, "page", "pages"))
	if p.LastErr != nil {
		c.say("%s could not be read, the last: %v", plural(p.Failed+p.Unreadable, "capture", "captures"), p.LastErr)
	}
}
