package main

import (
	"cmp"
	"context"
	"errors"
	"time"

	"github.com/spf13/cobra"

	"khotin/crawler"
	"khotin/crawler/archive"
	"khotin/crawler/site"
	"khotin/extract/strip"
	"khotin/index"
)

func (c *cli) crawlCommand() *cobra.Command {
	p := plan{}
	cmd := &cobra.Command{
		Use:   "crawl [SITE…]",
		Short: "Fetch what is new from the portals, archive it, extract, index",
		Long: "Fetch what is new or changed from the portals that are named, or from all that the archive's\n" +
			"khotin.yaml lists, keep every exchange as WARC, and index the articles. robots.txt is obeyed;\n" +
			"a host is asked one page at a time, and less often while it answers slowly or fails. Ctrl-C ends\n" +
			"cleanly, the same command goes on.\n\n" +
			"With --every it goes on until it is stopped: a crawl begins when its time has come, a little later\n" +
			"by chance, never beside another; what was missed while the machine slept is made up for once.\n" +
			"schedule: in khotin.yaml gives a site times of its own, 2h or \"30 5,17 * * *\".",
		Example: "  khotin -d haiphong crawl thanhphohaiphong --max-pages 5\n" +
			"  khotin -d haiphong crawl --every 6h --metrics 127.0.0.1:9321 --log json",
		RunE: func(cmd *cobra.Command, args []string) error { return c.crawlPlanned(cmd.Context(), args, &p) },
	}
	f := cmd.Flags()
	f.DurationVar(&p.delay, "delay", 0, "between two requests to a host (default 5s, or delay of khotin.yaml)")
	f.IntVar(&p.maxPages, "max-pages", 0, "numbered pages followed in one list (default 20)")
	f.IntVar(&p.perHost, "per-host", 0, "requests to one host at the same time (default 1, or per_host of khotin.yaml)")
	f.BoolVar(&p.noIndex, "no-index", false, "archive only; the next command that writes indexes what came")
	f.BoolVarP(&p.verbose, "verbose", "v", false, "log each request to stderr")
	f.DurationVar(&p.every, "every", 0, "go on, a crawl every so `often`")
	f.StringVar(&p.since, "since", "", "follow lists back to this `day`, beyond --max-pages")
	f.StringVar(&p.metrics, "metrics", "", "serve measurements for Prometheus at this `address`, /metrics")
	f.StringVar(&p.log, "log", "", "log to stderr as text or json")
	return cmd
}

// crawl crawls once and indexes what came.
func (c *cli) crawl(ctx context.Context, o crawler.Options) error {
	o.Published = publishedIn
	return c.crawlThen(ctx, o, c.update)
}

// indexer brings an index up to its archive.
type indexer func(context.Context, *archive.Archive) (index.Progress, error)

// noIndex leaves that to the next command.
func noIndex(context.Context, *archive.Archive) (index.Progress, error) { return index.Progress{}, nil }

// crawlThen crawls once and hands the archive to then.
func (c *cli) crawlThen(ctx context.Context, o crawler.Options, then indexer) error {
	c.interrupted = cmp.Or(c.interrupted, goesOn)
	a, err := c.openOrCreate()
	if err != nil {
		return err
	}
	defer a.Close()
	if o.Sites, err = c.sites(); err != nil {
		return err
	}
	if o.Config, err = c.config(); err != nil {
		return err
	}
	o.Archive, o.Version, o.Now = a, version, c.Now
	bar := c.bar("crawl", "requests")
	count := o.Progress
	o.Progress = func(p crawler.Progress) {
		bar.set(p.Report.Requests, 0)
		if count != nil {
			count(p)
		}
	}
	report, err := crawler.Crawl(ctx, o)
	bar.done()
	if err != nil && !errors.Is(err, context.Canceled) {
		return advised(err)
	}
	c.tellCrawled(report)
	// What was fetched before an interruption is indexed by the next command.
	if err != nil {
		return err
	}
	indexed, err := then(ctx, a)
	if err != nil {
		return err
	}
	if report.Failed+indexed.Failed+indexed.Unreadable > 0 {
		return errPartly
	}
	return nil
}

func (c *cli) tellCrawled(r crawler.Report) {
	for _, f := range r.Failures {
		c.say("%s: %s: %s", f.URL, f.Class, f.Message)
	}
	c.chat("%s, %d new, %d changed, %d unchanged, %d gone, %d failed",
		plural(r.Requests, "request", "requests"), r.New, r.Changed, r.Unchanged, r.Gone, r.Failed)
	if r.Postponed > 0 {
		c.chat("%s left for the next crawl", plural(r.Postponed, "address", "addresses"))
	}
}

// advised turns an error that knows a hint into a failure that shows it.
func advised(err error) error {
	var h interface{ Hint() string }
	if errors.As(err, &h) {
		return &failure{status: statusError, err: err, hint: h.Hint()}
	}
	return err
}

// publishedIn reads when the article of a page was published; the zero time for
// other pages and where the stamp is in doubt.
func publishedIn(page *archive.Capture, sites *site.Set) time.Time {
	p, err := strip.Strip(page, sites)
	if err != nil || p.Kind != strip.Article || p.Suspect != "" {
		return time.Time{}
	}
	return p.Published
}
