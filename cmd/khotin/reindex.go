package main

import (
	"github.com/spf13/cobra"

	"khotin/crawler/archive"
	"khotin/index"
)

func (c *cli) reindexCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "reindex",
		Short: "Extract and index the whole archive again",
		Long: "Read every capture of the archive again and build a new index from it alone. The old index\n" +
			"answers until the new one is whole.",
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
			p, err := index.Rebuild(cmd.Context(), c.dir, index.Options{Sites: sites}, a, func(p index.Progress) { bar.set(p.Captures, 0) })
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
