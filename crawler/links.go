package crawler

import (
	"bytes"
	"compress/gzip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"

	"khotin/crawler/frontier"
	"khotin/crawler/site"
)

const (
	maxAddress = 2000     // characters of an address; longer ones are traps
	maxRepeats = 3        // times that one path segment may stand in an address
	maxSitemap = 50 << 20 // bytes of a sitemap, uncompressed (sitemaps.org)
	maxEntries = 50_000   // entries of a sitemap (sitemaps.org)
)

// Why accept turns an address down.
const (
	offSites = "it lies outside the sites of this crawl"
	offRules = "no rule of the site knows it"
	offSkip  = "the site's rules leave it out"
	offTrap  = "it looks like a trap for crawlers"
)

// discover gives the links of what came, by its kind.
func (r *run) discover(it frontier.Item, s seen) ([]frontier.Link, error) {
	switch it.Kind {
	case frontier.Feed:
		return r.readFeed(it, s)
	case frontier.Sitemap:
		return r.readSitemap(it, s)
	case frontier.Posts:
		return r.readPosts(it, s)
	case frontier.Robots:
		return nil, nil
	}
	var links []frontier.Link
	known := map[string]bool{it.URL: true}
	for _, address := range s.links {
		link, why := r.verdict(address)
		if why != "" || known[link.URL] {
			continue
		}
		known[link.URL] = true
		link.FoundOn = it.URL
		links = append(links, link)
	}
	return r.follow(it, s, links), nil
}

// verdictsSize bounds the addresses whose verdict a run remembers.
const verdictsSize = 100_000

// verdict is what accept says of the canonical form of an absolute address;
// FoundOn is left open.
func (r *run) verdict(address string) (frontier.Link, string) {
	r.verdictsMu.Lock()
	v, known := r.verdicts[address]
	r.verdictsMu.Unlock()
	if known {
		return v.link, v.why
	}
	v.link, v.why = r.accept(r.Sites.CanonicalURL(address), frontier.Item{})
	r.verdictsMu.Lock()
	defer r.verdictsMu.Unlock()
	if r.verdicts == nil || len(r.verdicts) >= verdictsSize {
		r.verdicts = make(map[string]verdict)
	}
	r.verdicts[address] = v
	return v.link, v.why
}

// verdict is an accepted link, or why it was turned down.
type verdict struct {
	link frontier.Link
	why  string
}

// accept makes a link of a canonical address, or says why not. A link refused
// as offRules is complete but for its kind.
func (r *run) accept(address string, from frontier.Item) (link frontier.Link, why string) {
	p := r.Sites.For(address)
	if p == nil || r.sites[p.Name] == nil || !p.Has(address) {
		return link, offSites
	}
	if trap(address) {
		return link, offTrap
	}
	link = frontier.Link{URL: address, Host: hostOf(address), Site: p.Name, FoundOn: from.URL}
	switch p.Kind(address) {
	case site.KindArticle:
		link.Kind = frontier.Page
	case site.KindList:
		link.Kind = frontier.List
		if shape := digits.ReplaceAllString(address, "#"); shape != address {
			link.Listing, link.Numbered = shape, true
		}
	case site.KindSkip:
		return link, offSkip
	default:
		return link, offRules
	}
	return link, ""
}

// digits are what tells the pages of one listing apart.
var digits = regexp.MustCompile(`[0-9]+`)

// trap reports whether an address has the marks of an endless site.
func trap(address string) bool {
	if len(address) > maxAddress {
		return true
	}
	u, err := url.Parse(address)
	if err != nil {
		return true
	}
	times := map[string]int{}
	for segment := range strings.SplitSeq(u.Path, "/") {
		if segment == "" {
			continue
		}
		if times[segment]++; times[segment] > maxRepeats {
			return true
		}
	}
	return false
}

// readFeed gives the articles of an RSS or Atom feed.
func (r *run) readFeed(it frontier.Item, s seen) ([]frontier.Link, error) {
	feed, err := gofeed.NewParser().Parse(bytes.NewReader(s.body))
	if err != nil {
		return nil, fmt.Errorf("no RSS or Atom feed: %w", err)
	}
	var links []frontier.Link
	for _, entry := range feed.Items {
		link, why := r.accept(r.resolve(it.URL, entry.Link), it)
		if why != "" || link.Kind != frontier.Page {
			continue
		}
		if entry.UpdatedParsed != nil {
			link.Modified = r.past(*entry.UpdatedParsed)
		}
		links = append(links, link)
	}
	return links, nil
}

// resolve gives the canonical form of an address as it stands on base.
func (r *run) resolve(base, address string) string {
	b, err := url.Parse(base)
	if err != nil {
		return ""
	}
	u, err := b.Parse(strings.TrimSpace(address))
	if err != nil {
		return ""
	}
	return r.Sites.CanonicalURL(u.String())
}

// past gives t, or the zero time if it lies ahead: a page cannot have changed
// then.
func (r *run) past(t time.Time) time.Time {
	if t.After(r.now()) {
		return time.Time{}
	}
	return t
}

// sitemapFile is a sitemap or an index of sitemaps (sitemaps.org, 0.9).
type sitemapFile struct {
	XMLName  xml.Name
	URLs     []sitemapEntry `xml:"url"`
	Sitemaps []sitemapEntry `xml:"sitemap"`
}

type sitemapEntry struct {
	Loc     string `xml:"loc"`
	LastMod string `xml:"lastmod"`
}

// readSitemap gives the articles of a sitemap, or the sitemaps of an index;
// gzip is undone.
func (r *run) readSitemap(it frontier.Item, s seen) ([]frontier.Link, error) {
	var in io.Reader = bytes.NewReader(s.body)
	if bytes.HasPrefix(s.body, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(in)
		if err != nil {
			return nil, fmt.Errorf("no sitemap: %w", err)
		}
		in = z
	}
	decoder := xml.NewDecoder(io.LimitReader(in, maxSitemap))
	decoder.Strict = false
	decoder.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // addresses are ASCII
	var file sitemapFile
	if err := decoder.Decode(&file); err != nil {
		return nil, fmt.Errorf("no sitemap: %w", err)
	}
	if file.XMLName.Local != "urlset" && file.XMLName.Local != "sitemapindex" {
		return nil, errors.New("no sitemap: its root is " + file.XMLName.Local)
	}
	var links []frontier.Link
	for i, entry := range file.URLs {
		if i == maxEntries {
			break
		}
		link, why := r.accept(r.resolve(it.URL, entry.Loc), it)
		if why == "" && link.Kind == frontier.Page {
			if link.Modified = r.past(w3cTime(entry.LastMod)); r.before(link.Modified) {
				continue
			}
			links = append(links, link)
		}
	}
	for i, entry := range file.Sitemaps {
		if i == maxEntries {
			break
		}
		link, why := r.accept(r.resolve(it.URL, entry.Loc), it)
		if why != "" && why != offRules && why != offSkip {
			continue
		}
		// The index says when a member changed, or each run has to ask it.
		if link.Modified = r.past(w3cTime(entry.LastMod)); r.before(link.Modified) {
			continue
		}
		link.Kind, link.Listing, link.Numbered = frontier.Sitemap, "", !link.Modified.IsZero()
		links = append(links, link)
	}
	return links, nil
}

// before reports whether what was last modified at t is older than the run
// wants.
func (r *run) before(t time.Time) bool { return !t.IsZero() && t.Before(r.Since) }

// w3cTime reads a time of W3C's profile of ISO 8601; the zero time if it is
// none.
func w3cTime(text string) time.Time {
	text = strings.TrimSpace(text)
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", "2006-01-02"} {
		if t, err := time.Parse(layout, text); err == nil {
			return t
		}
	}
	return time.Time{}
}
