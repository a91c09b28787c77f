// Package crawler fetches what is new from the portals and keeps it: it decides
// what to ask for and when, asks politely, and hands every exchange to the
// archive.
//
// One address of a host is fetched at a time, from a durable frontier. A
// worker leases an address, fetches it through the recording transport and
// appends the exchange to the WARC files; a single committer makes a group of
// them durable and then, in one transaction, known to the frontier. A process
// that is killed at any moment loses nothing that was on disk: the next run
// adopts it.
package crawler

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"

	"khotin/crawler/archive"
	"khotin/crawler/frontier"
	"khotin/crawler/site"
)

// Sentinels for callers that branch. Errors that wrap them may have a method
// Hint() string that says what to do.
var (
	// ErrNoContact: public hosts are to be crawled and the configuration
	// names nobody whom their keepers could write to.
	ErrNoContact = errors.New("no contact in the configuration")
	// ErrNoSite: a site is named that no profile knows, or there is none.
	ErrNoSite = errors.New("unknown site")
	// ErrAsleep: it is outside the configured hours.
	ErrAsleep = errors.New("outside the hours of the configuration")
)

// Options of Crawl. Archive and Sites are needed, the zero value of the others
// is good.
type Options struct {
	Archive *archive.Archive // open for writing
	Sites   *site.Set
	Config  site.Config
	Only    []string // names of sites; none: those of Config, else all

	// Since follows numbered pages of listings beyond MaxPages, back to a page
	// whose articles are older, and asks WordPress for all posts from then on.
	// The zero time goes no further than MaxPages.
	Since time.Time

	Delay    time.Duration   // between requests to a host; 0: Config's, else 5 s; negative: none
	MaxPages int             // numbered pages followed in one listing; 0: Config's, else 20
	Revisit  []time.Duration // ages at which an article is fetched again, see due; nil: Config's, else 1 h, 1, 7, 30, 180 days
	Workers  int             // hosts asked at the same time; 0: Config's, else 8
	PerHost  int             // requests to one host at the same time; 0: Config's, else 1
	Attempts int             // failed attempts after which an address is given up for this run; 0: 4
	Backoff  time.Duration   // first pause before a retry, doubled each time; 0: 10 s
	Patience time.Duration   // how long the run waits for a retry or a host; 0: 2 min
	Timeout  time.Duration   // for one exchange; 0: 60 s

	// Published reads from the response of an article when it was published; the
	// zero time where it does not say. Nil: nobody can tell.
	Published func(page *archive.Capture, sites *site.Set) time.Time

	Version  string           // of khotin, for User-Agent; "dev" if ""
	Progress func(Progress)   // called after each commit, from one goroutine
	Now      func() time.Time // read once, at the start; time.Now if nil
	Log      *slog.Logger     // nothing is logged if nil

	// Tests change the guard here, and the decoded bytes of a body that are
	// taken: 0 is the archive's limit.
	guard   func(*archive.Guard)
	maxBody int64
}

// Progress is one address that was dealt with.
type Progress struct {
	Site, URL, Kind string // kind as in package frontier
	State           string // as in package frontier
	Class           string // of the error, or ""
	Report          Counts // so far
}

// Counts is a run in numbers. New, Changed, Unchanged and Gone are about
// articles, the others about every kind of address.
type Counts struct {
	Requests  int // exchanges with portals, also those that failed
	New       int // articles captured for the first time
	Changed   int // articles whose new capture differs from the last
	Unchanged int // articles asked for again that are as they were
	Gone      int // articles that answer 404 or 410
	Excluded  int // addresses that robots.txt forbids
	Adopted   int // captures taken over from a process that was killed
	Failed    int // addresses given up for this run: see Failures
	Postponed int // addresses left in the queue for the next run
}

// Report says what a run did.
type Report struct {
	Counts
	Run      string // its name, as in the names of the WARC files; "" if it never began
	Failures []Failure
	Sites    map[string]*Counts // the same by site; Adopted and Postponed are not told apart
}

// Failure is an address that was given up, or a host.
type Failure struct {
	Site, URL string
	Class     string // "timeout", "dns", "tls", "refused", "cut", "blocked", "redirect", "robots", "http 500", …
	Message   string
}

// Crawl fetches what is new. A cancelled ctx ends it cleanly: what was fetched
// is committed, and the error is that of ctx. Failures of single pages are no
// error; they stand in the report, which is valid beside an error too.
func Crawl(ctx context.Context, o Options) (Report, error) {
	sites, err := choose(o)
	if err != nil {
		return Report{}, err
	}
	for _, name := range os.Environ() { // they would override the collector's settings
		if name, _, _ := strings.Cut(name, "="); strings.HasPrefix(name, "COLLY_") {
			os.Unsetenv(name)
		}
	}
	o = defaults(o)
	front, err := frontier.Open(ctx, o.Archive.Path(frontier.File))
	if err != nil {
		return Report{}, err
	}
	r := newRun(o, front, sites)
	if !r.awake(r.now()) {
		front.Close()
		return Report{}, hint(fmt.Errorf("%w (%s)", ErrAsleep, o.Config.Night), "wait, or change night in "+site.ConfigFile)
	}
	err = r.crawl(ctx)
	if cerr := front.Close(); err == nil {
		err = cerr
	}
	return r.report, err
}

func defaults(o Options) Options {
	o.Delay = max(first(o.Delay, o.Config.Delay, 5*time.Second), 0)
	o.MaxPages = first(o.MaxPages, o.Config.MaxPages, 20)
	if !o.Since.IsZero() {
		o.MaxPages = sincePages
	}
	o.Workers = first(o.Workers, o.Config.Workers, 8)
	o.PerHost = first(o.PerHost, o.Config.PerHost, 1)
	o.Workers = max(o.Workers, o.PerHost)
	o.Attempts = first(o.Attempts, 4)
	o.Backoff = first(o.Backoff, 10*time.Second)
	o.Patience = first(o.Patience, 2*time.Minute)
	o.Timeout = first(o.Timeout, time.Minute)
	o.Version = first(o.Version, "dev")
	o.Config.Agent = first(o.Config.Agent, "khotin")
	if o.Revisit == nil {
		o.Revisit = o.Config.Revisit
	}
	if o.Revisit == nil {
		const day = 24 * time.Hour
		o.Revisit = []time.Duration{time.Hour, day, 7 * day, 30 * day, 180 * day}
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.NewTextHandler(io.Discard, nil))
	}
	return o
}

// first gives the first value that is not zero.
func first[T comparable](values ...T) T {
	var zero T
	for _, v := range values {
		if v != zero {
			return v
		}
	}
	return zero
}

// choose gives the profiles to crawl, and refuses those that are owed a
// contact.
func choose(o Options) ([]*site.Profile, error) {
	names := o.Only
	if len(names) == 0 {
		names = o.Config.Sites
	}
	if len(names) == 0 {
		names = o.Sites.Names()
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("%w: there is no profile", ErrNoSite)
	}
	var sites []*site.Profile
	for _, name := range names {
		p := o.Sites.Get(name)
		if p == nil {
			return nil, hint(fmt.Errorf("%w %q", ErrNoSite, name), "the sites are "+strings.Join(o.Sites.Names(), ", "))
		}
		if slices.Contains(sites, p) {
			continue
		}
		sites = append(sites, p)
		if o.Config.Contact != "" {
			continue
		}
		for _, address := range slices.Concat(p.Seeds, p.Feeds, p.Sitemaps, p.WordPress) {
			if !local(address, o.Config.Resolve) {
				return nil, hint(fmt.Errorf("%w, and %s is a public portal", ErrNoContact, name),
					"write contact: and a mail or web address into "+o.Archive.Path(site.ConfigFile))
			}
		}
	}
	return sites, nil
}

// local reports whether an address leads to this machine by configuration.
func local(address string, resolve map[string]string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	name := strings.ToLower(u.Hostname())
	for _, key := range []string{net.JoinHostPort(name, port), name} {
		if to, ok := resolve[key]; ok {
			where, err := netip.ParseAddrPort(to)
			return err == nil && where.Addr().Unmap().IsLoopback()
		}
	}
	return false
}

// hinted is an error with advice.
type hinted struct {
	error
	advice string
}

func hint(err error, advice string) error { return &hinted{err, advice} }

// Hint says what the user can do about the error.
func (h *hinted) Hint() string  { return h.advice }
func (h *hinted) Unwrap() error { return h.error }
