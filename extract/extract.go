package extract

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"strings"
	"time"

	"khotin/crawler/archive"
	"khotin/crawler/site"
	"khotin/extract/date"
	"khotin/extract/strip"
)

// From reads the article of a capture: strips the page and reads its facts. A
// page that is no article comes back with its kind ("list", "other") and
// nothing else. sites may be nil. An error means that the bytes are no page
// at all.
func From(c *archive.Capture, sites *site.Set) (Article, error) {
	page, err := pageOf(c, sites)
	if err != nil {
		return Article{}, err
	}
	return articleOf(c, sites, &page), nil
}

// All is From for pages that hold several articles: a press digest gives its
// items, each an article that names the page it stands on. All else gives one.
func All(c *archive.Capture, sites *site.Set) ([]Article, error) {
	page, err := pageOf(c, sites)
	if err != nil {
		return nil, err
	}
	if len(page.Items) == 0 {
		return []Article{articleOf(c, sites, &page)}, nil
	}
	items := make([]Article, len(page.Items))
	for i := range page.Items {
		a := articleOf(c, sites, &page.Items[i])
		a.Page, a.PageTitle, a.Item = a.ID, page.Title, i+1
		a.ID = fmt.Sprintf("%s-%d", a.Page, a.Item)
		items[i] = a
	}
	return items, nil
}

func pageOf(c *archive.Capture, sites *site.Set) (strip.Page, error) {
	if !IsPage(c) {
		return strip.Page{Kind: strip.Other}, nil
	}
	page, err := strip.Strip(c, sites)
	if err != nil {
		return strip.Page{}, fmt.Errorf("%s: %w", Label(c), err)
	}
	return page, nil
}

// articleOf makes the article of a page and reads its facts.
func articleOf(c *archive.Capture, sites *site.Set, page *strip.Page) Article {
	canonical := sites.CanonicalURL(c.URL)
	a := Article{
		ID:            id(c, canonical),
		Kind:          string(page.Kind),
		Reason:        page.Reason,
		File:          path.Base(c.Name),
		URL:           Optional(c.URL),
		CanonicalURL:  canonical,
		Captured:      stamp(c.Time),
		CaptureFile:   c.File,
		CaptureOffset: c.Offset,
		Digest:        c.Digest,
		Captions:      []string{},
		Dates:         []Date{},
		Officials:     []Official{},
		Figures:       []Figure{},
		Documents:     []Document{},
	}
	if c.Name == "" {
		a.File = ""
	}
	if a.CanonicalURL == c.URL {
		a.CanonicalURL = ""
	}
	if page.Kind != strip.Article {
		return a
	}
	a.Title, a.Author, a.Source = Optional(page.Title), Optional(page.Author), Optional(page.Source)
	a.Published = Optional(published(page))
	a.Suspect, a.Garbled, a.From = page.Suspect, page.Garbled, page.From
	a.Body = strings.Join(page.Body, "\n\n")
	a.Shapes = page.Shapes
	a.Captions = append(a.Captions, page.Captions...)
	a.read(page)
	return a
}

// IsPage tells pages from what else an archive holds: robots.txt, feeds,
// images, redirects, errors, revisits. What is none has nothing to extract.
func IsPage(c *archive.Capture) bool {
	if c.Body == nil || c.Status != 0 && c.Status/100 != 2 {
		return false
	}
	media, _, _ := strings.Cut(c.Header.Get("Content-Type"), ";")
	switch strings.ToLower(strings.TrimSpace(media)) {
	case "", "text/html", "application/xhtml+xml":
		return true
	case "text/plain":
		return !strings.HasSuffix(c.URL, "/robots.txt")
	case "application/json": // a line of an imported .jsonl, never what a portal served or another archiver noted
		return c.Status == 0 && c.Name != "" && (c.Record == nil || c.Record.Name() != "")
	}
	return false
}

// ID names an article: twelve hex digits of the SHA-256 of its canonical
// address, or of its payload digest where it has no address. All captures of
// one address are versions of one article.
func ID(c *archive.Capture, sites *site.Set) string {
	if c.URL == "" {
		return id(c, "")
	}
	return id(c, sites.CanonicalURL(c.URL))
}

// id is ID of a capture whose canonical address is known.
func id(c *archive.Capture, canonical string) string {
	key := c.Digest
	if c.URL != "" {
		key = canonical
	}
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:6])
}

// Label names a capture in messages.
func Label(c *archive.Capture) string {
	switch {
	case c.Name != "":
		return c.Name
	case c.URL != "":
		return c.URL
	}
	return fmt.Sprintf("%s@%d", c.File, c.Offset)
}

// published gives the page's stamp as the contract shows it: RFC 3339 with
// +07:00, a bare date, or "".
func published(p *strip.Page) string {
	switch {
	case p.Published.IsZero():
		return ""
	case p.DayOnly:
		return p.Published.Format(time.DateOnly)
	}
	return p.Published.In(date.Zone).Format(time.RFC3339)
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
