package main

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"

	"khotin/crawler/archive"
	"khotin/extract"
	"khotin/index"
)

func (c *cli) showCommand() *cobra.Command {
	why, raw := false, false
	cmd := &cobra.Command{
		Use:     "show ID",
		Short:   "One article with its findings marked",
		Long:    "Print an article with its findings in brackets, and list them below it.",
		Example: "  khotin show 3f0c9a --why",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return wrongUse("khotin search shows the ids of articles", "show needs one id, %d given", len(args))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			a, err := ask(c, func(ix *index.Index, _ index.Filter) (extract.Article, error) {
				return ix.Article(cmd.Context(), args[0])
			})
			switch {
			case err != nil:
				return err
			case raw:
				return c.showRaw(cmd.Context(), &a)
			case c.format == "json":
				enc := json.NewEncoder(c.Stdout)
				enc.SetEscapeHTML(false)
				return enc.Encode(a)
			}
			return c.render(&a, false, why)
		},
	}
	cmd.Flags().BoolVar(&why, "why", false, "name the rule and the place behind each finding")
	cmd.Flags().BoolVar(&raw, "raw", false, "the archived page itself, byte for byte")
	c.formats(cmd, "text", "markdown", "json")
	return cmd
}

// showRaw writes the payload of the capture that the article was read from.
func (c *cli) showRaw(_ context.Context, a *extract.Article) error {
	ar, err := archive.Open(c.dir, archive.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer ar.Close()
	r, err := ar.ReadAt(a.CaptureFile, a.CaptureOffset)
	if err != nil {
		return err
	}
	capture, err := archive.Play(r, archive.PlayOptions{})
	if err != nil {
		return fmt.Errorf("%s: %w", captureOf(a), err)
	}
	_, err = c.Stdout.Write(capture.Body)
	return err
}
