package crawler

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/temoto/robotstxt"

	"khotin/crawler/archive"
	"khotin/crawler/frontier"
)

const (
	robotsAge  = 24 * time.Hour  // RFC 9309, 2.4
	robotsSize = 500 << 10       // bytes read of it (RFC 9309, 2.5)
	robotsHops = 5               // redirects followed (RFC 9309, 2.3.1.2)
	maxDelay   = 2 * time.Minute // most that a Crawl-delay is obeyed
)

// rules is what an origin's robots.txt says to us.
type rules struct {
	group    *robotstxt.Group // nil: everything is allowed
	sitemaps []string
	from     *frontier.RobotsFile
}

// old reports whether the file has to be asked for anew at now: a run may last
// for days.
func (ru *rules) old(now time.Time) bool {
	age := now.Sub(ru.from.Fetched)
	return age > robotsAge || age < -robotsAge
}

// decision says for the archive why an address was allowed.
func (ru *rules) decision() string {
	return fmt.Sprintf("allowed by %s/robots.txt (status %d) of %s", ru.from.Origin, ru.from.Status, archive.Date(ru.from.Fetched))
}

// allows reports whether an address may be fetched.
func (ru *rules) allows(address string) bool {
	if ru.group == nil {
		return true
	}
	u, err := url.Parse(address)
	return err == nil && ru.group.Test(u.RequestURI())
}

// consult asks robots.txt about an item, fetching it where what we have is too
// old; asked tells that it did. Where the server does not give it for reasons
// of its own (5xx, no answer) the lane is stopped: nobody knows what it says
// (RFC 9309, 2.3.1.4).
func (r *run) consult(ctx context.Context, e *engine, l *lane, it frontier.Item) (allowed, asked bool, err error) {
	origin := originOf(it.URL)
	r.mu.Lock()
	ru := r.robots[origin]
	l.settled = l.settled || ru != nil
	r.mu.Unlock()
	if ru != nil && !ru.old(r.now()) {
		return ru.allows(it.URL), false, nil
	}
	file, err := r.front.Robots(ctx, origin)
	if err != nil {
		return false, false, err
	}
	if asked = file == nil || (&rules{from: file}).old(r.now()); asked {
		if file, err = r.askRobots(ctx, e, l, it, origin); err != nil || file == nil {
			return false, true, err
		}
	}
	ru = parseRobots(file, r.Config.Agent)
	if ru.group != nil {
		r.mu.Lock()
		l.delay = max(l.delay, min(ru.group.CrawlDelay, maxDelay))
		r.mu.Unlock()
	}
	r.mu.Lock()
	r.robots[origin] = ru
	r.mu.Unlock()
	return ru.allows(it.URL), asked, nil
}

// decision says for the archive why an item may be fetched; "" for a robots.txt.
func (r *run) decision(it frontier.Item) string {
	if it.Kind == frontier.Robots {
		return ""
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if ru := r.robots[originOf(it.URL)]; ru != nil {
		return ru.decision()
	}
	return ""
}

// askRobots fetches an origin's robots.txt. A nil file without an error means
// that the lane was stopped, or the run was.
func (r *run) askRobots(ctx context.Context, e *engine, l *lane, it frontier.Item, origin string) (*frontier.RobotsFile, error) {
	address := origin + "/robots.txt"
	for range robotsHops + 1 {
		item, _, known, err := r.front.Item(ctx, address)
		if err != nil {
			return nil, err
		}
		if !known {
			item = frontier.Item{URL: address, Host: hostOf(address), Site: it.Site, Kind: frontier.Robots}
		}
		item.ETag, item.Modified = "", "" // the body is needed
		s := e.fetch(ctx, item)
		if ctx.Err() != nil {
			return nil, nil
		}
		k := kept{lane: l, count: func(c *Counts) { c.Requests++ }}
		r.mu.Lock()
		pace, pause := r.adjust(l, s)
		r.mu.Unlock()
		k.Outcome = frontier.Outcome{Item: item, State: frontier.Done, HostNext: r.now().Add(pause), HostPace: pace}
		file, next := r.judgeRobots(&k, l, s, origin)
		if err := r.record(&k, s); err != nil {
			return nil, err
		}
		r.submit(k)
		if next == "" {
			return file, nil
		}
		if address = next; sleep(ctx, pause) != nil {
			return nil, nil
		}
	}
	return &frontier.RobotsFile{Origin: origin, Status: http.StatusLoopDetected, Fetched: r.now()}, nil
}

// judgeRobots decides what an answer to a request for robots.txt means: a
// file, a further address, or a stopped lane.
func (r *run) judgeRobots(k *kept, l *lane, s seen, origin string) (file *frontier.RobotsFile, next string) {
	file = &frontier.RobotsFile{Origin: origin, Status: s.status, Fetched: s.at}
	switch {
	case s.status >= 200 && s.status < 300 && (s.truncated == "" || s.truncated == "length"):
		file.Body = s.body[:min(len(s.body), robotsSize)]
		k.At, k.Digest, k.Changed = s.at, s.digest, s.digest != k.Item.Digest
		k.Links = r.robotsSitemaps(k.Item, file)
	case s.status >= 300 && s.status < 400:
		base, err := url.Parse(k.Item.URL)
		if err == nil {
			if to, err := base.Parse(s.header.Get("Location")); err == nil && s.header.Get("Location") != "" {
				return nil, to.String()
			}
		}
	case s.status >= 400 && s.status < 500 && s.status != http.StatusTooManyRequests:
		k.State, k.Class = frontier.Gone, statusClass(s.status)
	default:
		k.State, k.Class = frontier.Failed, statusClass(s.status)
		if s.status == 0 || s.truncated != "" {
			k.Class, k.Message = classify(s.err, s.truncated)
		}
		if wait := retryAfter(s.header, r.now()); wait > 0 {
			k.HostNext = r.now().Add(wait)
		}
		k.failure = &Failure{Site: k.Item.Site, URL: k.Item.URL, Class: "robots",
			Message: fmt.Sprintf("robots.txt cannot be had (%s), so the host is left for the next run", first(k.Message, k.Class))}
		r.mu.Lock()
		l.stopped = true
		r.mu.Unlock()
		return nil, ""
	}
	k.Robots = file
	return file, ""
}

// robotsSitemaps gives the sitemaps that a robots.txt names.
func (r *run) robotsSitemaps(it frontier.Item, file *frontier.RobotsFile) []frontier.Link {
	var links []frontier.Link
	for _, address := range parseRobots(file, r.Config.Agent).sitemaps {
		link, why := r.accept(r.resolve(it.URL, address), it)
		if why == "" || why == offRules || why == offSkip {
			link.Kind, link.Listing, link.Numbered = frontier.Sitemap, "", false
			links = append(links, link)
		}
	}
	return links
}

// robotsLine is a line that robots.txt may hold; others are left out, for the
// parser gives up at what it does not know.
var robotsLine = regexp.MustCompile(`(?i)^[\s\x{FEFF}]*(user-agent|allow|disallow|sitemap|crawl-delay)\s*:\s*([^#\r\n]*)`)

// parseRobots reads a robots.txt for the product token agent.
func parseRobots(file *frontier.RobotsFile, agent string) *rules {
	if file.Status < 200 || file.Status >= 300 {
		return &rules{from: file}
	}
	var clean bytes.Buffer
	for line := range bytes.Lines(bytes.ReplaceAll(file.Body, []byte("\r"), []byte("\n"))) {
		m := robotsLine.FindSubmatch(line)
		if m == nil {
			continue
		}
		value := bytes.TrimSpace(m[2])
		if bytes.EqualFold(m[1], []byte("crawl-delay")) {
			if n, err := strconv.ParseFloat(string(value), 64); err != nil || n < 0 || n > 1e6 {
				continue
			}
		}
		if bytes.EqualFold(m[1], []byte("user-agent")) {
			value = agentToken(value, agent)
		}
		fmt.Fprintf(&clean, "%s: %s\n", m[1], value)
	}
	data, err := robotstxt.FromBytes(clean.Bytes())
	if err != nil {
		return &rules{from: file}
	}
	return &rules{from: file, group: data.FindGroup(agent), sitemaps: data.Sitemaps}
}

// agentToken gives what a User-agent line is to the parser, which matches by
// prefix where RFC 9309, 2.2.1 wants the whole product token: our own token, a
// star, or a name that nobody has.
func agentToken(value []byte, agent string) []byte {
	token := value
	if i := bytes.IndexAny(token, " \t/"); i >= 0 {
		token = token[:i]
	}
	switch {
	case string(token) == "*":
		return token
	case strings.EqualFold(string(token), agent):
		return []byte(agent)
	}
	return []byte("-")
}
