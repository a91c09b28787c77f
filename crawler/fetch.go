package crawler

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
	"time"

	"github.com/gocolly/colly/v2"

	"khotin/crawler/archive"
	"khotin/crawler/frontier"
)

// engine fetches one address at a time: a colly collector over the recording
// transport. Each worker has its own.
type engine struct {
	run *run
	c   *colly.Collector

	// The fetch under way.
	ctx      context.Context
	item     frontier.Item
	play     *archive.Capture // played back in place of a fetch, or nil
	exchange *archive.Exchange
	links    []string
	dated    []dated
	nofollow bool

	resolved map[string]string // targets of links → absolute addresses
}

// seen is what a fetch, or a capture played back, has shown.
type seen struct {
	exchange  *archive.Exchange // nil for a capture played back, or if no request was made
	at        time.Time
	status    int // 0: no response
	header    http.Header
	body      []byte
	digest    string
	truncated string
	err       error
	links     []string // absolute
	dated     []dated  // of a listing, with Options.Since
}

func newEngine(r *run) *engine {
	e := &engine{run: r, c: colly.NewCollector()}
	c := e.c
	c.UserAgent = r.agent
	c.IgnoreRobotsTxt = true // we obey it ourselves, see robots.go
	c.AllowURLRevisit = true // the frontier knows what was visited
	c.ParseHTTPErrorResponse = true
	c.MaxBodySize = 0 // the transport limits, and says so
	c.DisableCookies()
	c.SetRequestTimeout(0) // the transport's
	c.WithTransport(e)
	c.SetRedirectHandler(func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse })
	c.OnResponse(e.readLinks)
	if !r.Since.IsZero() { // only days beside links need the tree of the page
		c.OnHTML("a[href], area[href]", func(h *colly.HTMLElement) {
			if address := h.Request.AbsoluteURL(h.Attr("href")); address != "" && e.item.Kind == frontier.List {
				e.dated = append(e.dated, dated{address, dayBeside(h)})
			}
		})
	}
	return e
}

// RoundTrip implements http.RoundTripper. The address goes out as the frontier
// has it: colly's own normal form would be another address to the archive.
func (e *engine) RoundTrip(req *http.Request) (*http.Response, error) {
	if e.play != nil {
		return played(req, e.play), nil
	}
	u, err := url.Parse(e.item.URL)
	if err != nil {
		return nil, err
	}
	out := req.Clone(archive.WithExchange(e.ctx, func(_ *http.Request, x *archive.Exchange) { e.exchange = x }))
	out.URL, out.Host = u, u.Host
	resp, err := e.run.wire.RoundTrip(out)
	if err != nil {
		return nil, err
	}
	resp.Uncompressed = true // or colly gunzips by the look of the address
	return resp, nil
}

// fetch asks for an item, conditionally where that can be.
func (e *engine) fetch(ctx context.Context, it frontier.Item) seen {
	e.begin(ctx, it, nil)
	header := http.Header{
		"User-Agent":      {e.run.agent},
		"Accept":          {"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"},
		"Accept-Language": {"vi,en;q=0.5"},
	}
	// Lists that are followed to their end are needed whole.
	if it.Original != nil && believed(it) && (e.run.Since.IsZero() || it.Kind != frontier.List) {
		if it.ETag != "" {
			header.Set("If-None-Match", it.ETag)
		}
		if it.Modified != "" {
			header.Set("If-Modified-Since", it.Modified)
		}
	}
	err := e.c.Request(http.MethodGet, it.URL, nil, nil, header)
	x := e.exchange
	if x == nil {
		return seen{at: e.run.now(), err: err}
	}
	s := seen{exchange: x, at: x.Time, status: x.Status(), err: x.Err, truncated: x.Truncated}
	if x.HeaderLen == 0 {
		return s
	}
	c, err := x.Capture(e.run.maxBody)
	if err != nil { // a coding that we cannot undo
		s.digest, s.truncated, s.err = x.PayloadDigest(), "decode", err
		s.header = http.Header{}
		return s
	}
	s.header, s.body, s.digest, s.truncated, s.links = c.Header, c.Body, c.Digest, c.Truncated, e.found()
	s.dated = e.dated
	return s
}

// How often in a row a server is believed that says "not modified". Articles
// are asked so seldom that one time in ten would never come.
const (
	believeMost    = 9
	believeArticle = 2
)

// believed reports whether an item may be asked for with its validators. They
// lie now and then, so now and then the whole is fetched and compared.
func believed(it frontier.Item) bool {
	most := believeMost
	if it.Kind == frontier.Page {
		most = believeArticle
	}
	return it.Same%(most+1) != most
}

// replay shows a capture of the archive as if it had just been fetched.
func (e *engine) replay(ctx context.Context, it frontier.Item, c *archive.Capture) seen {
	e.begin(ctx, it, c)
	defer func() { e.play = nil }()
	if c.Type == "response" && c.Status == http.StatusOK {
		// An error leaves us without links, as it would have left the fetch.
		_ = e.c.Request(http.MethodGet, it.URL, nil, nil, http.Header{})
	}
	return seen{at: c.Time, status: c.Status, header: c.Header, body: c.Body, digest: c.Digest, truncated: c.Truncated, links: e.found()}
}

func (e *engine) begin(ctx context.Context, it frontier.Item, play *archive.Capture) {
	e.ctx, e.item, e.play = ctx, it, play
	e.exchange, e.links, e.dated, e.nofollow = nil, nil, nil, false
}

// dayBeside gives the day that stands with a link: in the nearest element around
// it that has one, but in none that holds other articles' links as well.
func dayBeside(h *colly.HTMLElement) time.Time {
	for around, up := h.DOM, 0; up < 5 && around.Length() > 0; around, up = around.Parent(), up+1 {
		targets := map[string]bool{}
		links := around.Find("a[href]")
		for i := range links.Length() {
			targets[links.Eq(i).AttrOr("href", "")] = true
		}
		if len(targets) > 3 { // the article, its section, its author
			break
		}
		if day := dayIn(around.Find("time[datetime]").AttrOr("datetime", "")); !day.IsZero() {
			return day
		}
		if day := dayIn(around.Text()); !day.IsZero() {
			return day
		}
	}
	return time.Time{}
}

// found gives the links of the page just parsed.
func (e *engine) found() []string {
	if e.nofollow {
		return nil
	}
	return e.links
}

// played gives a capture as a response to req.
func played(req *http.Request, c *archive.Capture) *http.Response {
	header := c.Header.Clone()
	for _, name := range []string{"Content-Encoding", "Content-Length", "Transfer-Encoding"} {
		header.Del(name)
	}
	return &http.Response{
		StatusCode: c.Status, Status: http.StatusText(c.Status), Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: header, Body: io.NopCloser(bytes.NewReader(c.Body)), ContentLength: int64(len(c.Body)),
		Uncompressed: true, Request: req,
	}
}
