package crawler

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"

	"github.com/gocolly/colly/v2"
	"golang.org/x/net/html"
)

// mostAnchors bounds the links that are taken from one page.
const mostAnchors = 20_000

// resolvedSize bounds what an engine remembers of links it has resolved: most
// links of a page are the furniture of its site.
const resolvedSize = 20_000

// anchors is what the links of a page say: targets as they are written, the
// base they stand on ("" is the page itself), and whether they may be followed.
type anchors struct {
	targets  []string
	base     string
	nofollow bool
}

// readAnchors reads the links of an HTML page token by token, which costs a
// fraction of a tree.
func readAnchors(page []byte) anchors {
	var a anchors
	z := html.NewTokenizer(bytes.NewReader(page))
	for len(a.targets) < mostAnchors {
		switch z.Next() {
		case html.ErrorToken:
			return a
		case html.StartTagToken, html.SelfClosingTagToken:
		default:
			continue
		}
		name, more := z.TagName()
		switch string(name) {
		case "a", "area":
			a.add(attributes(z, more)["href"])
		case "link":
			if at := attributes(z, more); strings.EqualFold(strings.TrimSpace(at["rel"]), "next") {
				a.add(at["href"])
			}
		case "base":
			if href := attributes(z, more)["href"]; a.base == "" {
				a.base = href
			}
		case "meta":
			at := attributes(z, more)
			if strings.EqualFold(at["name"], "robots") && strings.Contains(strings.ToLower(at["content"]), "nofollow") {
				a.nofollow = true
			}
		}
	}
	return a
}

func (a *anchors) add(target string) {
	if target = strings.TrimSpace(target); target != "" && target[0] != '#' {
		a.targets = append(a.targets, target)
	}
}

// attributes gives those of the tag just read that links are made of.
func attributes(z *html.Tokenizer, more bool) map[string]string {
	var out map[string]string
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		switch name := string(key); name {
		case "href", "rel", "name", "content":
			if out == nil {
				out = make(map[string]string, 4)
			}
			if _, twice := out[name]; !twice {
				out[name] = string(value)
			}
		}
	}
	return out
}

// readLinks takes the links of a page that came.
func (e *engine) readLinks(resp *colly.Response) {
	kind := resp.Headers.Get("Content-Type")
	if kind == "" {
		kind = http.DetectContentType(resp.Body)
	}
	if !strings.Contains(strings.ToLower(kind), "html") {
		return
	}
	a := readAnchors(resp.Body)
	e.nofollow = a.nofollow
	on := resp.Request
	if a.base != "" {
		if base, err := url.Parse(on.AbsoluteURL(a.base)); err == nil && base.Host != "" {
			on = &colly.Request{URL: base}
		}
	}
	for _, target := range a.targets {
		if address := e.absolute(on, target); address != "" {
			e.links = append(e.links, address)
		}
	}
}

// absolute gives the address that a target stands for on a page, "" for none.
func (e *engine) absolute(on *colly.Request, target string) string {
	if target[0] != '/' { // its meaning hangs on the page
		return on.AbsoluteURL(target)
	}
	key := on.URL.Scheme + "://" + on.URL.Host + target
	address, known := e.resolved[key]
	if !known {
		address = on.AbsoluteURL(target)
		if e.resolved == nil || len(e.resolved) >= resolvedSize {
			e.resolved = make(map[string]string)
		}
		e.resolved[key] = address
	}
	return address
}
