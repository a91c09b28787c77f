package main

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"khotin/crawler/archive"
	"khotin/crawler/site"
	"khotin/extract"
)

func (c *cli) extractCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "extract PATH… | URL | -",
		Short: "Read pages and print what they say; keep nothing",
		Long: "Read .html and .txt pages, .jsonl lines, .warc.gz, .wet.gz and .wacz files, directories of\n" +
			"them, or standard input (-), or one address, and print each article with its facts.",
		Example: "  khotin extract --json testdata/strip/print.txt\n  curl -s https://…/bai-viet.html | khotin extract -",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return wrongUse("name pages, a directory, or - for standard input", "extract needs something to read")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return c.extract(cmd, args) },
	}
	c.formats(cmd, "text", "markdown", "json")
	return cmd
}

func (c *cli) extract(cmd *cobra.Command, paths []string) error {
	sites, err := c.sites()
	if err != nil {
		return err
	}
	enc := jsonTo(c.Stdout)
	answered, troubles := 0, 0
	for r := range extract.Stream(cmd.Context(), c.pages(cmd.Context(), paths), sites) {
		switch {
		case r.Err != nil:
			troubles++
			c.trouble(r.Err)
			continue
		case !extract.IsPage(r.Capture):
			continue
		case r.Article.Kind != "article":
			troubles++
			err = c.noArticle(enc, &r)
		case c.format == "json":
			err = encodeResult(enc, &r, sites)
		default:
			err = c.render(&r.Article, answered > 0, false)
		}
		if err != nil {
			return err
		}
		answered++
	}
	if err := cmd.Context().Err(); err != nil {
		return err
	}
	switch {
	case answered == 0 && troubles == 0:
		return errNothing
	case answered == 0:
		return errAllFailed
	case troubles > 0:
		return errPartly
	}
	return nil
}

// noArticle says what a page is that is no article, and why; as JSON it is
// one object like any other, with the reason.
func (c *cli) noArticle(enc *json.Encoder, r *extract.Result) error {
	c.say("%s: no article but %s: %s", extract.Label(r.Capture), kindName(r.Article.Kind), r.Article.Reason)
	c.say("hint: front pages, lists and empty pages are kept in the archive, but hold no facts")
	if c.format != "json" {
		return nil
	}
	return enc.Encode(r.Article)
}

// encodeResult writes one article as JSON; behind the last item of a digest
// also the page as a whole, so that a reader of one line a file has all of it.
func encodeResult(enc *json.Encoder, r *extract.Result, sites *site.Set) error {
	if err := enc.Encode(r.Article); err != nil || r.Article.Item == 0 || r.More {
		return err
	}
	whole, err := extract.From(r.Capture, sites)
	if err != nil {
		return err
	}
	whole.Items = r.Article.Item
	return enc.Encode(whole)
}

// hintForPage gives the way out of a page's trouble.
func hintForPage(err error) string {
	var damage *archive.DamageError
	if errors.As(err, &damage) {
		return "the records before and behind the damage were read"
	}
	return hintFor(err)
}

func kindName(kind string) string {
	if kind == "list" {
		return "a list of articles"
	}
	return fmt.Sprintf("a page of another kind (%s)", kind)
}
