package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"khotin/cmd/khotin/render"
	"khotin/crawler/archive"
	"khotin/extract"
	"khotin/index"
)

func (c *cli) reindexCommand() *cobra.Command {
	var what []string
	var list bool
	cmd := &cobra.Command{
		Use:   "reindex",
		Short: "Extract and index the whole archive again",
		Long: "Read every capture of the archive again and build a new index from it alone. The old index\n" +
			"answers until the new one is whole. Stopped, the same command goes on where it was. At the end\n" +
			"stands in how many articles the new index differs from the old one, and --changes lists which\n" +
			"fields and facts those are.\n\n" +
			"With --what, pages are not taken apart again: texts and all other facts stay as the old index\n" +
			"has them. After a change of the rules for figures, --what figures is enough; --what words reads\n" +
			"no facts at all; --what changed reads what other rules than those of this khotin had read.",
		Example: "  khotin -d haiphong reindex\n  khotin -d haiphong reindex --what changed --changes",
		Args:    noArguments("reindex"),
		RunE:    func(cmd *cobra.Command, _ []string) error { return c.reindex(cmd.Context(), what, list) },
	}
	cmd.Flags().StringSliceVar(&what, "what", nil, "only these `parts`, with commas: "+strings.Join(index.What, ", "))
	cmd.Flags().BoolVar(&list, "changes", false, "list what the new index tells otherwise than the old one")
	c.formats(cmd, "table", "json")
	return cmd
}

func (c *cli) reindex(ctx context.Context, what []string, list bool) error {
	for _, part := range what {
		if !slices.Contains(index.What, part) {
			return wrongUse("write --what figures, or leave --what out to read everything", "no part %q: there are %s", part, strings.Join(index.What, ", "))
		}
	}
	c.interrupted = goesOn
	a, err := archive.Open(c.dir, archive.Options{})
	if err != nil {
		return err
	}
	defer a.Close()
	sites, err := c.sites()
	if err != nil {
		return err
	}
	o := index.Options{Sites: sites}
	bar := c.bar("reindex", "pages")
	if list {
		o.Changed = func(ch index.Change) error {
			bar.done() // what is listed would run into it
			return c.listChange(ch)
		}
	}
	set := func(p index.Progress) { bar.set(p.Captures, 0) }
	var p index.Progress
	if len(what) > 0 {
		p, err = index.Reread(ctx, c.dir, o, a, what, set)
	} else {
		p, err = index.Rebuild(ctx, c.dir, o, a, set)
	}
	bar.done()
	if err != nil {
		return err
	}
	c.tellIndexed(p)
	c.tellChanges(p)
	if p.Failed+p.Unreadable > 0 {
		return errPartly
	}
	return nil
}

// tellChanges sums up in what a new index differs from the one before.
func (c *cli) tellChanges(p index.Progress) {
	switch d := p.Changes; {
	case p.Uncompared != nil:
		c.chat("not compared with the index before: %v", p.Uncompared)
	case d == nil: // there was none
	case d.New+d.Gone+d.Other == 0:
		c.chat("the index before tells the same")
	default:
		c.chat("against the index before: %d new, %d gone, %d differ", d.New, d.Gone, d.Other)
		for _, stage := range extract.Stages {
			if n := d.Stages[stage]; n > 0 {
				c.chat("%s: %s", stage, plural(n, "article", "articles"))
			}
		}
	}
}

// articleChange is an article that the new index tells otherwise.
type articleChange struct {
	ID   string           `json:"id"`
	URL  extract.Optional `json:"url"`
	What string           `json:"what"` // new, gone, changed
	difference
}

func (c *cli) listChange(ch index.Change) error {
	is, was, what := ch.Is, ch.Was, "changed"
	switch {
	case was == nil:
		was, what = &extract.Article{}, "new"
	case is == nil:
		is, what = &extract.Article{}, "gone"
	}
	one := is
	if what == "gone" {
		one = was
	}
	v := articleChange{one.ID, one.URL, what, differenceOf(was, is)}
	if c.format == "json" {
		return jsonTo(c.Stdout).Encode(v)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s  %s  %s\n", v.ID, what, orNone(string(one.Title)))
	switch {
	case what != "changed":
	case v.none():
		b.WriteString("  in captions, flags or names of series alone\n")
	default:
		v.write(&b)
	}
	_, err := fmt.Fprintln(c.Stdout, render.Printable(b.String()))
	return err
}

// noArguments refuses arguments.
func noArguments(name string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) > 0 {
			return wrongUse("khotin "+name+" --help shows its use", "%s takes no arguments, %q given", name, args[0])
		}
		return nil
	}
}
