package crawler

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"khotin/crawler/archive"
	"khotin/crawler/frontier"
	"khotin/crawler/site"
)

// run is one Crawl.
type run struct {
	Options
	front *frontier.Frontier
	sites map[string]*site.Profile // by name
	names []string
	agent string // User-Agent
	wire  *archive.Recorder
	log   *slog.Logger
	start time.Time // as Options.Now gave it
	began time.Time // the same moment on the monotonic clock
	name  string

	inbox chan kept // to the committer

	mu      sync.Mutex
	turn    *sync.Cond // a lane's state changed
	lanes   map[string]*lane
	failure error // why the run has to stop
	writers map[string]*archive.Writer
	robots  map[string]*rules // by origin
	hops    map[string]string // redirects of this run
	arrived map[string]int    // targets of redirects → how many in a row led there
	listed  map[string]string // article → listing that had it first; only with Since
	report  Report

	verdictsMu sync.Mutex
	verdicts   map[string]verdict // by absolute address

	reached  map[string]*reach   // by WARC file: the committer's own
	linked   map[string]struct{} // addresses that were handed to the frontier: the committer's own
	answered map[string]int      // addresses had, by site
}

func newRun(o Options, front *frontier.Frontier, sites []*site.Profile) *run {
	r := &run{
		Options: o, front: front, log: o.Log, start: o.Now(), began: time.Now(),
		sites: map[string]*site.Profile{}, lanes: map[string]*lane{},
		writers: map[string]*archive.Writer{}, robots: map[string]*rules{}, hops: map[string]string{}, arrived: map[string]int{},
		answered: map[string]int{}, listed: map[string]string{},
		inbox: make(chan kept, groupSize),
		agent: o.Config.Agent + "/" + o.Version,
	}
	if o.Config.Contact != "" {
		r.agent += " (+" + o.Config.Contact + ")"
	}
	r.turn = sync.NewCond(&r.mu)
	for _, p := range sites {
		r.sites[p.Name] = p
		r.names = append(r.names, p.Name)
	}
	r.wire = &archive.Recorder{
		Guard:   &archive.Guard{Resolve: lowerKeys(o.Config.Resolve), Ports: sitePorts(sites)},
		Timeout: o.Timeout, Now: r.now, MaxBody: o.maxBody,
	}
	if o.guard != nil {
		o.guard(r.wire.Guard)
	}
	return r
}

func lowerKeys(m map[string]string) map[string]string {
	out := make(map[string]string, len(m))
	for k, v := range m {
		out[strings.ToLower(k)] = v
	}
	return out
}

// sitePorts gives the ports that profiles name.
func sitePorts(sites []*site.Profile) (ports []uint16) {
	for _, p := range sites {
		for _, address := range slices.Concat(p.Seeds, p.Feeds, p.Sitemaps, p.WordPress) {
			ports = append(ports, portsOf(address)...)
		}
	}
	return ports
}

// portsOf gives the port that an address names, if it does.
func portsOf(address string) []uint16 {
	u, err := url.Parse(address)
	if err != nil {
		return nil
	}
	port, err := strconv.ParseUint(u.Port(), 10, 16)
	if err != nil {
		return nil
	}
	return []uint16{uint16(port)}
}

// now is the time of the run: it begins at what Options.Now gave and passes
// like the real one.
func (r *run) now() time.Time { return r.start.Add(time.Since(r.began)) }

// awake reports whether the configured hours allow to crawl at t.
func (r *run) awake(t time.Time) bool {
	from, to, err := site.NightWindow(r.Config.Night)
	if err != nil || from == to {
		return true
	}
	t = t.Local()
	clock := time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute
	if from < to {
		return from <= clock && clock < to
	}
	return clock >= from || clock < to
}

// crawl does the run.
func (r *run) crawl(ctx context.Context) (err error) {
	defer r.wire.CloseIdleConnections()
	if err := r.adopt(ctx); err != nil {
		return fmt.Errorf("adopt what an earlier run left: %w", err)
	}
	if r.name, err = r.front.Begin(ctx, r.names, r.start); err != nil {
		return err
	}
	r.report.Run = r.name
	seeds, err := r.seeds(ctx)
	if err != nil {
		return err
	}
	if err := r.front.Add(ctx, r.name, r.start, seeds); err != nil {
		return err
	}
	hosts, err := r.front.Hosts(ctx, r.names, r.MaxPages)
	if err != nil {
		return err
	}
	for host := range hosts {
		if err := r.open(ctx, host); err != nil {
			return err
		}
	}
	err = r.fetchAll(ctx)
	last := context.WithoutCancel(ctx)
	return errors.Join(err, r.release(last), r.closeWriters(), r.count(last), r.leave(last), ctx.Err())
}

// leave notes how the visit to each site ended.
func (r *run) leave(ctx context.Context) error {
	var visits []frontier.Visit
	for _, name := range r.names {
		c := r.countsOf(name)
		visits = append(visits, frontier.Visit{Run: r.name, Site: name, Ended: r.now(), Requests: c.Requests, Answered: r.answered[name],
			New: c.New, Changed: c.Changed, Unchanged: c.Unchanged, Gone: c.Gone, Failed: c.Failed})
	}
	return r.front.End(ctx, visits)
}

// fetchAll runs the workers and the committer until nothing is left to do.
func (r *run) fetchAll(ctx context.Context) error {
	stop := context.AfterFunc(ctx, r.turn.Broadcast)
	defer stop()
	var committer sync.WaitGroup
	committer.Go(func() { r.commitAll(context.WithoutCancel(ctx)) })
	var workers errgroup.Group
	for range r.Workers {
		workers.Go(func() error { return r.work(ctx) })
	}
	err := workers.Wait()
	close(r.inbox)
	committer.Wait()
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.failure != nil {
		return r.failure
	}
	return err
}

// fail stops the run: nothing can be kept any more.
func (r *run) fail(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.failure == nil {
		r.failure = err
	}
	r.turn.Broadcast()
}

// writer gives the writer of a site's WARC files.
func (r *run) writer(name string) (*archive.Writer, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if w := r.writers[name]; w != nil {
		return w, nil
	}
	w, err := r.Archive.NewWriter(archive.WriterOptions{Site: name, Run: r.name, Info: archive.Fields{
		{Name: "software", Value: "khotin/" + r.Version},
		{Name: "http-header-user-agent", Value: r.agent},
		{Name: "robots", Value: "obeyed (RFC 9309)"},
		{Name: "operator", Value: r.Config.Contact},
	}})
	if err != nil {
		return nil, err
	}
	r.writers[name] = w
	return w, nil
}

func (r *run) closeWriters() error {
	var errs []error
	for _, w := range r.writers {
		errs = append(errs, w.Close())
	}
	return errors.Join(errs...)
}

// release gives back what was leased and not fetched.
func (r *run) release(ctx context.Context) error {
	var left []frontier.Item
	for _, l := range r.lanes {
		left = append(left, l.queue...)
	}
	return r.front.Release(ctx, left)
}

// count completes the report.
func (r *run) count(ctx context.Context) (err error) {
	r.report.Failed = len(r.report.Failures)
	r.report.Postponed, err = r.front.Waiting(ctx, r.names, r.MaxPages)
	return err
}

// seeds gives the addresses that every run begins with.
func (r *run) seeds(ctx context.Context) ([]frontier.Link, error) {
	var links []frontier.Link
	for _, name := range r.names {
		p := r.sites[name]
		for _, root := range p.WordPress {
			last, err := r.front.Latest(ctx, name, frontier.Posts)
			if err != nil {
				return nil, err
			}
			address := posts(root, r.Since, last)
			links = append(links, frontier.Link{URL: address, Host: hostOf(address), Site: name, Kind: frontier.Posts, Numbered: true, Again: true})
		}
		for _, part := range []struct {
			kind      string
			addresses []string
		}{{frontier.Sitemap, p.Sitemaps}, {frontier.Feed, p.Feeds}, {frontier.List, p.Seeds}} {
			for _, address := range part.addresses {
				// As written, but for its form: a seed may need the very host it names.
				address = site.Normal(address)
				links = append(links, frontier.Link{URL: address, Host: hostOf(address), Site: name, Kind: part.kind, Again: true})
			}
		}
	}
	return links, nil
}
