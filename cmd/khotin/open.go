package main

import (
	"bytes"
	"io"
	"net/url"

	"github.com/cli/browser"
	"github.com/spf13/cobra"

	"khotin/extract"
	"khotin/index"
)

func (c *cli) openCommand() *cobra.Command {
	pager := false
	cmd := &cobra.Command{
		Use:     "open ID",
		Short:   "Open the page of an article in the browser",
		Long:    "Open the address of an article in the browser; with --pager, what the archive holds of it, here.",
		Example: "  khotin open 3f0c9a --pager",
		Args:    oneID("open"),
		RunE: func(cmd *cobra.Command, args []string) error {
			a, err := ask(cmd.Context(), c, func(ix *index.Index, _ index.Filter) (extract.Article, error) {
				return ix.Article(cmd.Context(), args[0])
			})
			if err != nil {
				return err
			}
			if pager {
				return c.render(&a, false, false)
			}
			return c.browse(&a)
		},
	}
	cmd.Flags().BoolVar(&pager, "pager", false, "show the archived text in the pager instead")
	return cmd
}

// browse opens the address of an article, if it is one of the web: an
// archived page may call itself anything.
func (c *cli) browse(a *extract.Article) error {
	u, err := url.Parse(string(a.URL))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return wrongUse("khotin open "+a.ID+" --pager shows the text", "%s has no address on the web", a.ID)
	}
	var said bytes.Buffer
	browser.Stdout, browser.Stderr = io.Discard, &said
	if err := browser.OpenURL(u.String()); err != nil {
		return wrongUse("khotin open "+a.ID+" --pager shows the text", "%s cannot be opened: %v %s", u, err, bytes.TrimSpace(said.Bytes()))
	}
	c.chat("%s opens in the browser", u)
	return nil
}
