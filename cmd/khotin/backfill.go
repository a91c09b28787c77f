package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"khotin/crawler"
)

func (c *cli) backfillCommand() *cobra.Command {
	o := crawler.BackfillOptions{}
	from, to := "", ""
	cmd := &cobra.Command{
		Use:   "backfill URL --cdx ENDPOINT",
		Short: "Take what a web archive holds of a portal that is gone",
		Long: "Ask a CDX server, such as that of the Wayback Machine, which captures it has of an address, a\n" +
			"path (host/path*) or a host (*.host), and take the pages in HTML into the archive, one at a\n" +
			"time: as imported captures, dated as they were made, with a record that says where they came\n" +
			"from. What is there already stays once. Ctrl-C ends cleanly, the same command goes on.",
		Example: "  khotin -d haiphong backfill 'haiphong.gov.vn/Portal/*' --cdx https://web.archive.org/cdx/search/cdx --to 2015",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return wrongUse("khotin backfill --help", "backfill needs one address, %d given", len(args))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			if o.Endpoint == "" {
				return wrongUse("the Wayback Machine's is https://web.archive.org/cdx/search/cdx", "--cdx names no server")
			}
			if o.From, err = day("--from", from, false); err != nil {
				return err
			}
			if o.To, err = day("--to", to, true); err != nil {
				return err
			}
			o.URL = args[0]
			return c.backfill(cmd.Context(), o)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.Endpoint, "cdx", "", "`address` of the CDX server")
	f.StringVar(&o.Replay, "replay", "", "what stands before TIMEid_/URL (default /web/ on the same server)")
	f.StringVar(&from, "from", "", "first `day` of capture")
	f.StringVar(&to, "to", "", "last `day` of capture")
	f.DurationVar(&o.Delay, "delay", 0, "between two requests (default 5s, or delay of khotin.yaml)")
	return cmd
}

func (c *cli) backfill(ctx context.Context, o crawler.BackfillOptions) error {
	c.interrupted = goesOn
	a, err := c.openOrCreate()
	if err != nil {
		return err
	}
	defer a.Close()
	if o.Config, err = c.config(); err != nil {
		return err
	}
	o.Archive, o.Version, o.Now = a, version, c.Now
	o.From, o.To = strings.ReplaceAll(o.From, "-", ""), strings.ReplaceAll(o.To, "-", "")
	bar := c.bar("backfill", "captures")
	o.Progress = func(r crawler.BackfillReport) { bar.set(r.Kept+r.Known+len(r.Failures), r.Listed) }
	report, err := crawler.Backfill(ctx, o)
	bar.done()
	for _, f := range report.Failures {
		c.say("%s: %s: %s", f.URL, f.Class, f.Message)
	}
	if report.Listed > 0 {
		c.chat("%s listed, %d kept, %d known already, %d failed, %d left", plural(report.Listed, "capture", "captures"),
			report.Kept, report.Known, report.Failed, report.Waiting)
	}
	if err != nil {
		return advised(err)
	}
	if report.Listed == 0 {
		return errNothing
	}
	indexed, err := c.update(ctx, a)
	if err != nil {
		return err
	}
	if report.Failed+report.Waiting+indexed.Failed+indexed.Unreadable > 0 {
		return errPartly
	}
	return nil
}
