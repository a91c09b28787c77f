package main

import (
	"context"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"khotin/crawler/archive"
	"khotin/crawler/disk"
)

const maxRedirects = 10

// pages gives the captures behind the arguments of extract: addresses are
// fetched once, the others are read from disk.
func (c *cli) pages(ctx context.Context, args []string) iter.Seq2[*archive.Capture, error] {
	return c.pagesBy(ctx, args, disk.Read)
}

// pagesBy is pages with a reader of its own for what is on disk.
func (c *cli) pagesBy(ctx context.Context, args []string, read func(context.Context, []string, io.Reader) iter.Seq2[*archive.Capture, error]) iter.Seq2[*archive.Capture, error] {
	return func(yield func(*archive.Capture, error) bool) {
		for _, arg := range args {
			if !strings.HasPrefix(arg, "http://") && !strings.HasPrefix(arg, "https://") {
				for capture, err := range read(ctx, []string{arg}, c.Stdin) {
					if !yield(capture, err) {
						return
					}
				}
				continue
			}
			if !yield(c.fetch(ctx, arg)) {
				return
			}
		}
	}
}

// fetch gets one page that the user named and keeps nothing. The dial guard
// holds for every hop; a portal's robots.txt speaks to crawlers, not to a
// person who asks for one page.
func (c *cli) fetch(ctx context.Context, address string) (*archive.Capture, error) {
	cfg, err := c.config()
	if err != nil {
		return nil, err
	}
	guard := &archive.Guard{Resolve: cfg.Resolve}
	if u, err := url.Parse(address); err == nil {
		if port, err := strconv.ParseUint(u.Port(), 10, 16); err == nil {
			guard.Ports = append(guard.Ports, uint16(port)) // the user names it
		}
	}
	recorder := &archive.Recorder{Guard: guard, Now: c.Now}
	var last *archive.Exchange
	recorder.OnExchange = func(_ *http.Request, x *archive.Exchange) { last = x }
	client := &http.Client{
		Transport: recorder,
		CheckRedirect: func(_ *http.Request, via []*http.Request) error {
			if len(via) >= maxRedirects {
				return fmt.Errorf("more than %d redirects", maxRedirects)
			}
			return nil
		},
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, wrongUse("", "%s is no address: %v", address, err)
	}
	req.Header.Set("User-Agent", "khotin/"+version)
	resp, err := client.Do(req)
	if err != nil {
		return nil, err
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s answers %s", address, resp.Status)
	}
	return last.Capture(0)
}
