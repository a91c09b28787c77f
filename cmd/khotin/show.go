package main

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"khotin/cmd/khotin/render"
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
		Args:    oneID("show"),
		RunE: func(cmd *cobra.Command, args []string) error {
			a, err := ask(cmd.Context(), c, func(ix *index.Index, _ index.Filter) (extract.Article, error) {
				return ix.Article(cmd.Context(), args[0])
			})
			switch {
			case err != nil:
				return err
			case raw:
				return c.showRaw(cmd.Context(), &a)
			case c.format == "json":
				enc := jsonTo(c.Stdout)
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

// oneID is an error unless a command is given one id.
func oneID(command string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) != 1 {
			return wrongUse("khotin search shows the ids of articles", "%s needs one id, %d given", command, len(args))
		}
		return nil
	}
}

// render prints an article as text, on a terminal within its width and its
// findings coloured, or as Markdown; more is set where another one stands above it.
func (c *cli) render(a *extract.Article, more, why bool) error {
	s := ""
	width, _ := c.terminal()
	switch page := render.Set(a, render.Options{Width: width, Why: why}); {
	case c.format == "markdown":
		s = render.Markdown(a)
	case c.colours():
		s = page.Coloured()
	default:
		s = page.String()
	}
	if more {
		s = "\n" + s
	}
	_, err := io.WriteString(c.Stdout, s)
	return err
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
		return fmt.Errorf("%s: %w", render.CaptureOf(a), err)
	}
	_, err = c.Stdout.Write(capture.Body)
	return err
}
