package main

import (
	"os"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

func (c *cli) manCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "man DIR",
		Short:   "Write the manual pages",
		Long:    "Write a manual page for every command into DIR, such as ~/.local/share/man/man1.",
		Example: "  khotin man ~/.local/share/man/man1",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return wrongUse("khotin man ~/.local/share/man/man1", "man needs one directory, %d given", len(args))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := os.MkdirAll(args[0], 0o755); err != nil {
				return err
			}
			now := c.Now()
			root := cmd.Root()
			root.DisableAutoGenTag = true
			c.inTongue(root)
			return doc.GenManTree(root, &doc.GenManHeader{
				Title: "KHOTIN", Section: "1", Date: &now, Source: "khotin " + version, Manual: "khotin",
			}, args[0])
		},
	}
}
