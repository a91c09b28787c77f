package crawler

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/cenkalti/backoff/v5"

	"khotin/crawler/archive"
	"khotin/crawler/frontier"
	"khotin/crawler/site"
)

// How long an address rests that was given up: what may pass sooner, what the
// server means for longer.
const (
	restFailed  = 24 * time.Hour
	restRefused = 7 * 24 * time.Hour
	restQuiet   = 7 * 24 * time.Hour   // most for a listing that does not change
	restLongest = 180 * 24 * time.Hour // most for what is gone: nothing is dropped for good
)

// restGone gives how long an address rests that is gone: half of the time for
// which it has been.
func restGone(last, now time.Time) time.Duration {
	if last.IsZero() {
		return restRefused
	}
	return min(max(now.Sub(last)/2, restRefused), restLongest)
}

// judge decides what becomes of an item after a fetch. The failure is nil
// unless the item is given up; count, which may be nil, enters it into the
// report.
func (r *run) judge(ctx context.Context, it frontier.Item, s seen) (frontier.Outcome, *Failure, func(*Counts)) {
	o := frontier.Outcome{Item: it, State: frontier.Done}
	page := it.Kind == frontier.Page
	switch {
	case s.status == 0 || s.truncated != "" && s.truncated != "length":
		o.Class, o.Message = classify(s.err, s.truncated)
		if o.Class == "blocked" || o.Class == "address" {
			return refuse(o, r.now().Add(restRefused))
		}
		return r.retry(o, s)
	case s.status == http.StatusNotModified && it.Original == nil: // of what, then?
		o.Class, o.Message = statusClass(s.status), "the server says so of what it never gave"
		return r.retry(o, s)
	case s.status == http.StatusNotModified:
		o.At, o.NotModified = s.at, true
		o.Next = r.due(it, s.at)
		return o, nil, tally(page, func(c *Counts) { c.Unchanged++ })
	case s.status >= 200 && s.status < 300:
		return r.take(o, s)
	case s.status >= 300 && s.status < 400:
		return r.redirect(ctx, o, s)
	case s.status == http.StatusNotFound, s.status == http.StatusGone:
		o.State, o.Class = frontier.Gone, statusClass(s.status)
		o.Next = r.now().Add(restGone(it.Last, r.now()))
		if r.isSeed(it) { // the site is not what its profile says
			o.Message = "a seed of the site is not there"
			return o, &Failure{Site: it.Site, URL: it.URL, Class: o.Class, Message: o.Message}, nil
		}
		return o, nil, tally(page, func(c *Counts) { c.Gone++ })
	}
	o.Class, o.Message = statusClass(s.status), http.StatusText(s.status)
	switch s.status {
	case http.StatusRequestTimeout, http.StatusTooEarly, http.StatusTooManyRequests:
		return r.retry(o, s)
	}
	if s.status >= 500 {
		return r.retry(o, s)
	}
	return refuse(o, r.now().Add(restRefused))
}

// isSeed reports whether an item is one of its site's seeds.
func (r *run) isSeed(it frontier.Item) bool {
	p := r.sites[it.Site]
	return p != nil && slices.ContainsFunc(p.Seeds, func(seed string) bool { return site.Normal(seed) == it.URL })
}

func statusClass(status int) string { return "http " + strconv.Itoa(status) }

func tally(page bool, count func(*Counts)) func(*Counts) {
	if !page {
		return nil
	}
	return count
}

// take handles a page that came.
func (r *run) take(o frontier.Outcome, s seen) (frontier.Outcome, *Failure, func(*Counts)) {
	it := o.Item
	o.At, o.Digest, o.Changed = s.at, s.digest, s.digest != it.Digest
	o.ETag, o.Modified = s.header.Get("ETag"), s.header.Get("Last-Modified")
	if o.Changed {
		it.Changed = s.at
	}
	if at := r.published(it, s); !at.IsZero() {
		it.Published, o.Published = at, at
	}
	o.Next = r.due(it, s.at)
	var err error
	if o.Links, err = r.discover(it, s); err != nil {
		o.Class, o.Message = it.Kind, err.Error()
		r.log.Warn("cannot read "+it.Kind, "url", it.URL, "error", err)
	}
	return o, nil, tally(it.Kind == frontier.Page, func(c *Counts) {
		switch {
		case it.Digest == "":
			c.New++
		case o.Changed:
			c.Changed++
		default:
			c.Unchanged++
		}
	})
}

// due gives the time at which an article is to be fetched again: at the next
// of the ages of Options.Revisit. They count from the publication; where that is
// not known, or lies behind all ages, from the first capture. A listing that is
// no seed rests the longer, the longer it has not changed. Other kinds are
// fetched in each run.
func (r *run) due(it frontier.Item, at time.Time) time.Time {
	if it.Kind == frontier.List && !it.Changed.IsZero() && !r.isSeed(it) {
		if rest := min(at.Sub(it.Changed)/4, restQuiet); rest >= time.Hour {
			return at.Add(rest)
		}
	}
	if it.Kind != frontier.Page {
		return time.Time{}
	}
	first := it.First
	if first.IsZero() {
		first = at
	}
	if !it.Published.IsZero() && it.Published.Before(first) {
		if next := r.nextAge(it.Published, at); !next.IsZero() {
			return next
		}
	}
	return r.nextAge(first, at)
}

// nextAge gives the first time after at when what was born then has one of the
// ages of Options.Revisit; zero behind the last.
func (r *run) nextAge(born, at time.Time) time.Time {
	for _, age := range r.Revisit {
		if next := born.Add(age); next.After(at) {
			return next
		}
	}
	return time.Time{}
}

// published reads when the article of a response was published.
func (r *run) published(it frontier.Item, s seen) time.Time {
	if r.Published == nil || it.Kind != frontier.Page || len(s.body) == 0 {
		return time.Time{}
	}
	return r.Published(&archive.Capture{URL: it.URL, Type: "response", Time: s.at, Status: s.status, Header: s.header, Body: s.body}, r.Sites)
}

// refuse gives an item up for this run.
func refuse(o frontier.Outcome, next time.Time) (frontier.Outcome, *Failure, func(*Counts)) {
	o.State, o.Next = frontier.Failed, next
	return o, &Failure{Site: o.Item.Site, URL: o.Item.URL, Class: o.Class, Message: o.Message}, nil
}

// retry puts an item back into the queue with a growing pause, or gives it up.
// A host that is busy (429, 503) or names a time is left alone until then.
func (r *run) retry(o frontier.Outcome, s seen) (frontier.Outcome, *Failure, func(*Counts)) {
	o.Attempts = o.Item.Attempts + 1
	now := r.now()
	pause := r.backoff(o.Attempts)
	asked := retryAfter(s.header, now)
	o.Next = now.Add(max(pause, asked))
	if asked > 0 {
		o.HostNext = now.Add(asked)
	} else if s.status == http.StatusTooManyRequests || s.status == http.StatusServiceUnavailable {
		o.HostNext = o.Next
	}
	if o.Attempts >= r.Attempts {
		return refuse(o, now.Add(max(restFailed, asked)))
	}
	o.State = frontier.New
	return o, nil, nil
}

// backoff gives the pause after the n-th failed attempt, with jitter.
func (r *run) backoff(n int) time.Duration {
	b := backoff.NewExponentialBackOff()
	b.InitialInterval, b.Multiplier, b.MaxInterval = r.Backoff, 2, time.Hour
	var pause time.Duration
	for range n {
		pause = b.NextBackOff()
	}
	return pause
}

// retryAfter reads Retry-After, seconds or a date (RFC 9110, 10.2.3): the time
// to wait, 0 if nothing is asked, at most a day.
func retryAfter(h http.Header, now time.Time) time.Duration {
	text := strings.TrimSpace(h.Get("Retry-After"))
	if text == "" {
		return 0
	}
	var wait time.Duration
	if n, err := strconv.ParseInt(text, 10, 32); err == nil {
		wait = time.Duration(n) * time.Second
	} else if t, err := http.ParseTime(text); err == nil {
		wait = t.Sub(now)
	}
	return min(max(wait, 0), 24*time.Hour)
}

// redirect makes the target of a redirect an item of its own.
func (r *run) redirect(ctx context.Context, o frontier.Outcome, s seen) (frontier.Outcome, *Failure, func(*Counts)) {
	it := o.Item
	o.Class = "redirect"
	base, err := url.Parse(it.URL)
	if err != nil {
		o.Message = err.Error()
		return refuse(o, r.now().Add(restRefused))
	}
	to, err := base.Parse(s.header.Get("Location"))
	if err != nil || s.header.Get("Location") == "" {
		o.Message = fmt.Sprintf("no address to go to: %q", s.header.Get("Location"))
		return refuse(o, r.now().Add(restRefused))
	}
	target := r.Sites.CanonicalURL(to.String())
	if target == it.URL { // our one address is not the server's: take the server's
		target = site.Normal(to.String())
	}
	if o.Message = r.lead(ctx, it.URL, target); o.Message != "" {
		return refuse(o, r.now().Add(restRefused))
	}
	link, why := r.accept(target, it)
	if why == offRules { // no rule knows it: what led there does
		link.Kind, why = it.Kind, ""
	}
	if why != "" {
		o.Message = "leads to " + target + ": " + why
		return refuse(o, r.now().Add(restRefused))
	}
	link.Again = it.Kind != frontier.Page
	o.Links, o.Message = []frontier.Link{link}, target
	return o, nil, nil
}

// mostHops is how many redirects in a row are followed.
const mostHops = 10

// lead notes a redirect. It says why it must not be followed: it closes a
// circle of this run, or is one too many in a row, where those of earlier runs
// count.
func (r *run) lead(ctx context.Context, from, to string) (why string) {
	before, err := r.front.Hops(ctx, from, mostHops)
	if err != nil {
		r.log.Warn("earlier redirects cannot be counted", "url", from, "error", err)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	depth := max(r.arrived[from], before) + 1
	if depth > mostHops {
		return fmt.Sprintf("more than %d redirects in a row", mostHops)
	}
	r.hops[from] = to
	r.arrived[to] = max(r.arrived[to], depth)
	for at, n := to, 0; n <= mostHops; n++ {
		if at == from {
			return "goes round in a circle: " + to
		}
		next, ok := r.hops[at]
		if !ok {
			return ""
		}
		at = next
	}
	return "goes round in a circle: " + to
}

// classify names why an exchange failed, in a word and in a sentence.
func classify(err error, truncated string) (class, message string) {
	if err != nil {
		message = err.Error()
	}
	var dns *net.DNSError
	var timeout net.Error
	var unknown x509.UnknownAuthorityError
	var name x509.HostnameError
	var invalid x509.CertificateInvalidError
	var verify *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	switch {
	case truncated == "decode":
		return "coding", first(message, "the compressed body breaks off")
	case errors.Is(err, archive.ErrBlocked):
		return "blocked", message
	case errors.As(err, &dns):
		return "dns", message
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout(), truncated == "time":
		return "timeout", first(message, "the time for one exchange ran out")
	case errors.As(err, &unknown), errors.As(err, &name), errors.As(err, &invalid), errors.As(err, &verify), errors.As(err, &record):
		return "tls", message
	case errors.Is(err, syscall.ECONNREFUSED):
		return "refused", message
	case errors.As(err, new(*url.Error)) && strings.Contains(message, "parse"):
		return "address", message
	case err == nil && truncated == "":
		return "address", "no request could be made"
	}
	return "cut", first(message, "the connection broke off")
}
