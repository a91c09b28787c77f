package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"khotin/cmd/khotin/render"
	"khotin/crawler"
	"khotin/crawler/archive"
	"khotin/crawler/site"
	"khotin/extract"
)

func (c *cli) historyCommand() *cobra.Command {
	diff := false
	cmd := &cobra.Command{
		Use:   "history URL | ID",
		Short: "The captures of one address, and what changed between them",
		Long: "List every capture of an address, or of the article with that id, oldest first: what it says\n" +
			"beside the one before (new, changed, same, back, gone, moved, cut, error), its status, its type,\n" +
			"its payload digest and its place in the WARC files; and the page that led to the address.\n\n" +
			"--diff reads each version and shows which paragraphs changed, and which figures, officials,\n" +
			"dates, documents and meetings changed with them.",
		Example: "  khotin -d haiphong history https://thanhphohaiphong.gov.vn/bai-viet.html --diff",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return wrongUse("khotin search shows the ids of articles", "history needs one address or id, %d given", len(args))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return c.history(cmd.Context(), args[0], diff) },
	}
	cmd.Flags().BoolVar(&diff, "diff", false, "show what changed in text and findings from version to version")
	c.formats(cmd, "table", "json", "csv")
	return cmd
}

// versionRow is a capture as history prints it.
type versionRow struct {
	Time   time.Time        `json:"time"`
	What   string           `json:"what"`
	Status int              `json:"status"`
	Type   string           `json:"type"`
	Digest extract.Optional `json:"digest"`
	URL    extract.Optional `json:"url"`
	Name   string           `json:"name,omitempty"`
	File   string           `json:"file"`
	Offset int64            `json:"offset"`
	Length int64            `json:"length"`
	ID     extract.Optional `json:"record"`
	Cut    string           `json:"truncated,omitempty"`
	Found  extract.Optional `json:"found_on"` // the page that led to the address
}

var versionColumns = []column[versionRow]{
	{name: "time", cell: func(v versionRow) string { return v.Time.Format(time.RFC3339) }},
	{name: "what", cell: func(v versionRow) string { return v.What }},
	{name: "status", right: true, cell: func(v versionRow) string {
		if v.Status == 0 {
			return ""
		}
		return strconv.Itoa(v.Status)
	}},
	{name: "type", cell: func(v versionRow) string { return v.Type }},
	{name: "digest", cell: func(v versionRow) string { return string(v.Digest) }},
	{name: "place", only: "table", cell: func(v versionRow) string { return fmt.Sprintf("%s@%d", v.File, v.Offset) }},
	{name: "file", only: "csv", cell: func(v versionRow) string { return v.File }},
	{name: "offset", only: "csv", cell: func(v versionRow) string { return strconv.FormatInt(v.Offset, 10) }},
	{name: "length", only: "csv", cell: func(v versionRow) string { return strconv.FormatInt(v.Length, 10) }},
	{name: "found_on", only: "csv", cell: func(v versionRow) string { return string(v.Found) }},
}

func (c *cli) history(ctx context.Context, what string, diff bool) error {
	if diff && c.format == "csv" {
		return wrongUse("formats of --diff are table and json", "differences have no form in csv")
	}
	a, err := archive.Open(c.dir, archive.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer a.Close()
	sites, err := c.sites()
	if err != nil {
		return err
	}
	versions, err := c.versionsOf(ctx, a, sites, what)
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(versions) == 0 {
		return errNothing
	}
	if err != nil {
		return err
	}
	if diff {
		return c.showChanges(a, sites, versions)
	}
	rows := make([]versionRow, len(versions))
	for i, v := range versions {
		rows[i] = versionRow{Time: v.Time, What: v.What, Status: v.Status, Type: v.Type, Digest: extract.Optional(v.Digest),
			URL: extract.Optional(v.URL), Name: v.Name, File: v.File, Offset: v.Offset, Length: v.Length,
			ID: extract.Optional(v.Record), Cut: v.Truncated, Found: extract.Optional(v.FoundOn)}
	}
	if err := emit(c, versionColumns, rows); err != nil || c.format != "table" || versions[0].FoundOn == "" {
		return err
	}
	_, err = fmt.Fprintf(c.Stdout, "\nfound on %s\n", render.Printable(versions[0].FoundOn))
	return err
}

// versionsOf gives the captures of an address, or of an article by its id.
func (c *cli) versionsOf(ctx context.Context, a *archive.Archive, sites *site.Set, what string) ([]crawler.Version, error) {
	if strings.Contains(what, "://") {
		return crawler.History(ctx, a, sites, what)
	}
	ix, err := c.readIndex(ctx, sites)
	if err != nil {
		return nil, err
	}
	defer ix.Close()
	article, err := ix.Article(ctx, what)
	if err != nil {
		return nil, err
	}
	if article.URL != "" {
		return crawler.History(ctx, a, sites, string(article.URL))
	}
	r, err := a.ReadAt(article.CaptureFile, article.CaptureOffset)
	if err != nil {
		return nil, err
	}
	capture, err := archive.Play(r, archive.PlayOptions{})
	if err != nil {
		return nil, err
	}
	return crawler.HistoryOfName(ctx, a, capture.Name)
}

// versionChange is what changed from one version to the next.
type versionChange struct {
	URL  extract.Optional `json:"url"`
	From time.Time        `json:"from"`
	To   time.Time        `json:"to"`
	difference
}

// showChanges compares each full version with the one before it.
func (c *cli) showChanges(a *archive.Archive, sites *site.Set, versions []crawler.Version) error {
	var last *extract.Article
	var at time.Time
	shown, failed := 0, 0
	for _, v := range versions {
		if !v.Full() {
			continue
		}
		now, err := readVersion(a, sites, v)
		if err != nil {
			c.say("version of %s: %v", v.Time.Format(time.RFC3339), err)
			failed++
			continue
		}
		if last != nil {
			shown++
			if err := c.showChange(versionChange{extract.Optional(v.URL), at, v.Time, differenceOf(last, now)}); err != nil {
				return err
			}
		}
		last, at = now, v.Time
	}
	switch {
	case failed > 0:
		return errPartly
	case shown == 0:
		c.chat("there is only one version")
		return errNothing
	}
	return nil
}

// readVersion extracts the article of one version.
func readVersion(a *archive.Archive, sites *site.Set, v crawler.Version) (*extract.Article, error) {
	r, err := a.ReadAt(v.File, v.Offset)
	if err != nil {
		return nil, err
	}
	capture, err := archive.Play(r, archive.PlayOptions{})
	if err != nil {
		return nil, err
	}
	article, err := extract.From(capture, sites)
	return &article, err
}

func (c *cli) showChange(v versionChange) error {
	if c.format == "json" {
		enc := jsonTo(c.Stdout)
		return enc.Encode(v)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s → %s\n", v.From.Format(time.RFC3339), v.To.Format(time.RFC3339))
	if v.none() {
		b.WriteString("  the page changed, its text did not\n")
	}
	v.write(&b)
	_, err := fmt.Fprintln(c.Stdout, render.Printable(b.String()))
	return err
}
