package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"khotin/cmd/khotin/browse"
	"khotin/extract"
	"khotin/index"
)

func (c *cli) browseCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "browse [QUERY]",
		Short: "Ask and read on the whole terminal",
		Long: "Answer a query as it is typed: articles, series of figures, officials, meetings (tab).\n" +
			"An article shows its findings; n goes from one to the next, enter opens the series, the\n" +
			"career or the document behind it. The keys stand at the foot, ? explains them, q and\n" +
			"ctrl-c leave. The index is only read, and held only while a question is answered, so\n" +
			"that a crawl can go on meanwhile.",
		Example: "  khotin browse \"giải phóng mặt bằng\" --place \"Ngô Quyền\" --from 2023",
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.roam(cmd.Context(), strings.Join(args, " "))
		},
	}
	c.filters(cmd, 200)
	return cmd
}

// roam runs the browser on the terminal.
func (c *cli) roam(ctx context.Context, question string) error {
	in, isFile := c.Stdin.(*os.File)
	if _, is := c.terminal(); !is || !isFile || !term.IsTerminal(int(in.Fd())) {
		return wrongUse("khotin search prints its answers", "browse needs a terminal")
	}
	if _, err := c.filter(); err != nil {
		return err
	}
	dir, err := filepath.Abs(c.dir)
	if err != nil {
		return err
	}
	return browse.Run(ctx, in, c.Stdout, browse.Options{
		Questions: c.questions(),
		Archive:   filepath.Base(dir), Query: question, Colours: c.colours(),
		Explain: c.explain, Say: c.tongue,
	})
}

// questions are what the browser asks: each opens the index, with the filters
// of the command line, and closes it.
func (c *cli) questions() browse.Questions {
	quiet := *c
	quiet.quiet = true // the screen is the browser's
	c = &quiet
	return browse.Questions{
		Search: func(ctx context.Context, q string) (index.Hits, error) {
			return ask(ctx, c, func(ix *index.Index, f index.Filter) (index.Hits, error) { return ix.Search(ctx, q, f) })
		},
		Article: func(ctx context.Context, id string) (extract.Article, error) {
			return ask(ctx, c, func(ix *index.Index, _ index.Filter) (extract.Article, error) { return ix.Article(ctx, id) })
		},
		Figures: func(ctx context.Context, q, place string) ([]index.FigureRow, error) {
			return ask(ctx, c, func(ix *index.Index, f index.Filter) ([]index.FigureRow, error) {
				f.Limit = 0 // of series
				if place != "" {
					f.Place = place
				}
				return ix.Figures(ctx, q, f)
			})
		},
		People: func(ctx context.Context, q index.People) ([]index.OfficialRow, error) {
			return ask(ctx, c, func(ix *index.Index, f index.Filter) ([]index.OfficialRow, error) {
				f.Limit = 0 // of steps
				return ix.People(ctx, q, f)
			})
		},
		Meetings: func(ctx context.Context, q string) ([]index.MeetingRow, error) {
			return ask(ctx, c, func(ix *index.Index, f index.Filter) ([]index.MeetingRow, error) { return ix.Meetings(ctx, q, f) })
		},
		Documents: func(ctx context.Context, q string) ([]index.DocumentRow, error) {
			return ask(ctx, c, func(ix *index.Index, f index.Filter) ([]index.DocumentRow, error) { return ix.Documents(ctx, q, f) })
		},
	}
}

// explain tells an error as report does, for a place of its own.
func (c *cli) explain(err error) (message, hint string) {
	var f *failure
	if errors.As(err, &f) {
		hint = f.hint
	} else {
		hint = hintFor(err)
	}
	return c.tongue(err.Error()), hint
}
