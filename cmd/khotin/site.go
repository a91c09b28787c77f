package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"khotin/crawler/archive"
	"khotin/crawler/site"
	"khotin/extract"
	"khotin/extract/strip"
)

// marker is one line of the answer: what a part of a profile, or the page that
// comes of it, gives.
type marker struct {
	Marker string  `json:"marker"`
	Rule   string  `json:"rule,omitempty"`  // selector, pattern, or where a field was read
	Found  *int    `json:"found,omitempty"` // elements
	Takes  *string `json:"takes"`           // null: nothing
}

func (c *cli) siteCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "site",
		Short: "Profiles of portals: site check shows what one takes from a page",
		Long: "A profile is one YAML file in the archive's folder \"" + site.SitesDir + "\": hosts, where to start, which\n" +
			"addresses are articles, and the parts of a page.",
		Example: "  khotin site check my-portal.yaml saved-article.html",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return wrongUse("khotin site --help lists them", "site has no command %q", args[0])
			}
			return cmd.Help()
		},
	}
	cmd.AddCommand(c.siteCheckCommand())
	return cmd
}

func (c *cli) siteCheckCommand() *cobra.Command {
	var address string
	cmd := &cobra.Command{
		Use:   "check FILE.yaml URL | FILE.html",
		Short: "Show, marker by marker, what a profile takes from a page",
		Long: "Read a profile and one page, fetched or saved, and show what each part of the profile finds,\n" +
			"then the article that comes of it. Nothing is kept. A selector that finds nothing or is no\n" +
			"selector ends in exit status 3.",
		Example: "  khotin site check my-portal.yaml saved-article.html --url https://portal.example/bai-1.html",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 2 {
				return wrongUse("khotin site check FILE.yaml URL | FILE.html", "site check needs a profile and a page, %d given", len(args))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.siteCheck(cmd.Context(), args[0], args[1], address)
		},
	}
	cmd.Flags().StringVar(&address, "url", "", "the `address` at which a saved page stood")
	c.formats(cmd, "table", "json", "csv")
	return cmd
}

func (c *cli) siteCheck(ctx context.Context, file, page, address string) error {
	profile, set, err := site.ReadProfile(file)
	if err != nil {
		return err
	}
	capture, err := c.onePage(ctx, page)
	if err != nil {
		return err
	}
	if address != "" {
		capture.URL = address
	}
	found, p, err := strip.Probe(capture, profile)
	if err != nil {
		return err
	}
	rows := addressMarkers(profile, set, capture.URL)
	missing := false
	for _, m := range found {
		if m.Reads == "" {
			missing = true
			c.say("%s: selector %q takes nothing from this page", m.Name, m.Selector)
		}
		rows = append(rows, selectorMarker(m))
	}
	if err := emit(c, markerColumns, append(rows, pageMarkers(&p)...)); err != nil {
		return err
	}
	if missing {
		return errPartly
	}
	return nil
}

// onePage gives the page that an argument names.
func (c *cli) onePage(ctx context.Context, arg string) (*archive.Capture, error) {
	for capture, err := range c.pages(ctx, []string{arg}) {
		if err != nil {
			return nil, err
		}
		if extract.IsPage(capture) {
			return capture, nil
		}
	}
	return nil, wrongUse("name a saved page or its address", "%s is no page", arg)
}

var markerColumns = []column[marker]{
	{name: "marker", cell: func(m marker) string { return m.Marker }},
	{name: "rule", cell: func(m marker) string { return m.Rule }, width: 40},
	{name: "found", right: true, cell: func(m marker) string {
		if m.Found == nil {
			return ""
		}
		return strconv.Itoa(*m.Found)
	}},
	{name: "takes", width: 60, cell: func(m marker) string {
		if m.Takes == nil {
			return "-"
		}
		return *m.Takes
	}},
}

// takes gives s cut to what a line can show, nil for "".
func takes(s string) *string {
	const most = 160
	if s == "" {
		return nil
	}
	if r := []rune(s); len(r) > most {
		s = strings.TrimSpace(string(r[:most])) + "…"
	}
	return &s
}

// addressMarkers shows what the profile's patterns say of an address.
func addressMarkers(p *site.Profile, set *site.Set, address string) []marker {
	rows := []marker{{Marker: "profile", Takes: takes(p.Name)}}
	if address == "" {
		return rows
	}
	host := "no host of the profile"
	if p.Has(address) {
		host = "yes"
		if other := set.For(address); other != p {
			host = "yes, but profile " + other.Name + " names it more closely"
		}
	}
	return append(rows,
		marker{Marker: "hosts", Takes: takes(host)},
		marker{Marker: "address", Rule: p.Rule(address), Takes: takes(p.Kind(address))},
		marker{Marker: "canonical", Takes: takes(set.CanonicalURL(address))})
}

func selectorMarker(m strip.Marker) marker {
	row := marker{Marker: m.Name, Rule: m.Selector, Found: &m.Found, Takes: takes(m.Reads)}
	switch {
	case m.Invalid:
		row.Rule += " (no CSS selector)"
	case m.Found > 0 && m.Reads == "":
		row.Rule += fmt.Sprintf(" (%q is no time)", m.Text)
	}
	return row
}

// pageMarkers shows the page that comes of all markers and rules together.
func pageMarkers(p *strip.Page) []marker {
	published := ""
	if !p.Published.IsZero() {
		published = p.Published.Format("2006-01-02T15:04:05-07:00")
		if p.DayOnly {
			published = p.Published.Format("2006-01-02")
		}
	}
	first, last := "", ""
	if len(p.Body) > 0 {
		first, last = p.Body[0], p.Body[len(p.Body)-1]
	}
	body, captions := len(p.Body), len(p.Captions)
	return []marker{
		{Marker: "= kind", Rule: p.Reason, Takes: takes(string(p.Kind))},
		{Marker: "= title", Rule: p.From["title"], Takes: takes(p.Title)},
		{Marker: "= published", Rule: p.From["published"], Takes: takes(published)},
		{Marker: "= author", Rule: p.From["author"], Takes: takes(p.Author)},
		{Marker: "= source", Rule: p.From["source"], Takes: takes(p.Source)},
		{Marker: "= body, first", Found: &body, Takes: takes(first)},
		{Marker: "= body, last", Found: &body, Takes: takes(last)},
		{Marker: "= captions", Found: &captions, Takes: takes(strings.Join(p.Captions, " / "))},
	}
}
