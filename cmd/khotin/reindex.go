package main

import (
	"strings"

	"github.com/spf13/cobra"

	"khotin/crawler/archive"
	"khotin/index"
)

func (c *cli) reindexCommand() *cobra.Command {
	var what []string
	cmd := &cobra.Command{
		Use:   "reindex",
		Short: "Extract and index the whole archive again",
		Long: "Read every capture of the archive again and build a new index from it alone. The old index\n" +
			"answers until the new one is whole. Stopped, the same command goes on where it was.\n\n" +
			"With --what, pages are not taken apart again: texts and all other facts stay as the old index\n" +
			"has them. After a change of the rules for figures, --what figures is enough; --what words reads\n" +
			"no facts at all.",
		Example: "  khotin -d haiphong reindex",
		Args:    noArguments("reindex"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			a, err := archive.Open(c.dir, archive.Options{})
			if err != nil {
				return err
			}
			defer a.Close()
			sites, err := c.sites()
			if err != nil {
				return err
			}
			bar := c.bar("reindex", "pages")
			set := func(p index.Progress) { bar.set(p.Captures, 0) }
			var p index.Progress
			if len(what) > 0 {
				p, err = index.Reread(cmd.Context(), c.dir, index.Options{Sites: sites}, a, what, set)
			} else {
				p, err = index.Rebuild(cmd.Context(), c.dir, index.Options{Sites: sites}, a, set)
			}
			bar.done()
			if err != nil {
				return err
			}
			c.tellIndexed(p)
			if p.Failed+p.Unreadable > 0 {
				return errPartly
			}
			return nil
		},
	}
	cmd.Flags().StringSliceVar(&what, "what", nil, "only these `parts`, with commas: "+strings.Join(index.What, ", "))
	return cmd
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
