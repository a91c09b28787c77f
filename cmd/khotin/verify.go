package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"khotin/cmd/khotin/render"
	"khotin/crawler"
	"khotin/crawler/archive"
	"khotin/index"
)

func (c *cli) verifyCommand() *cobra.Command {
	repair := false
	cmd := &cobra.Command{
		Use:   "verify",
		Short: "Check archive and index against each other",
		Long: "Read every record of the archive and recompute its digests; compare the WARC files with the\n" +
			"catalogue of captures and with the index, in both directions. Each fault is one line on\n" +
			"stdout, and the exit status is then 3.\n\n" +
			"--repair first mends what can be mended without touching a WARC file: files that a killed process\n" +
			"left open, missing and wrong CDXJ files, captures that the catalogue lacks or has wrong, and an\n" +
			"index that is behind the archive or does not agree with it. What remains is told as before.",
		Example: "  khotin -d haiphong verify --repair",
		Args:    noArguments("verify"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if repair {
				if err := c.repair(cmd.Context()); err != nil {
					return err
				}
			}
			return c.verify(cmd.Context())
		},
	}
	cmd.Flags().BoolVar(&repair, "repair", false, "mend what can be mended, then check")
	return cmd
}

func (c *cli) verify(ctx context.Context) error {
	a, err := archive.Open(c.dir, archive.Options{})
	if err != nil {
		return err
	}
	defer a.Close()
	report, err := archive.Verify(ctx, a)
	if err != nil {
		return err
	}
	var faults []string
	for _, f := range report.Faults {
		faults = append(faults, f.String())
	}
	catalogue, err := crawler.Check(ctx, a)
	if err != nil {
		return err
	}
	for _, f := range catalogue {
		faults = append(faults, f.String())
	}
	if err := c.verifyIndex(ctx, a, &faults); err != nil {
		return err
	}
	for _, f := range faults {
		fmt.Fprintln(c.Stdout, render.Printable(f))
	}
	for _, note := range report.Notes {
		c.chat("%s", note)
	}
	c.chat("%s, %s, %s, %s", plural(report.Files, "WARC file", "WARC files"),
		plural(report.Records, "record", "records"), plural(report.Captures, "capture", "captures"),
		plural(len(faults), "fault", "faults"))
	if len(faults) > 0 {
		return errPartly
	}
	return nil
}

func (c *cli) verifyIndex(ctx context.Context, a *archive.Archive, faults *[]string) error {
	sites, err := c.sites()
	if err != nil {
		return err
	}
	ix, err := c.readIndex(ctx, sites)
	switch {
	case errors.Is(err, index.ErrNone), errors.Is(err, index.ErrDamaged):
		*faults = append(*faults, fmt.Sprintf("index: %v; khotin reindex builds it from the archive", err))
		return nil
	case err != nil:
		return err
	}
	defer ix.Close()
	found, err := ix.Verify(ctx, a.Captures(ctx))
	if err != nil {
		return err
	}
	for _, f := range found {
		*faults = append(*faults, f.String())
	}
	return nil
}
