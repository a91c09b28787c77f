package main

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"khotin/crawler"
	"khotin/crawler/archive"
)

// scrapePatience is how long one scrape may look at the archive.
const scrapePatience = 30 * time.Second

// meters counts what this process does, for Prometheus.
type meters struct {
	fetched *prometheus.CounterVec // addresses dealt with
	rounds  *prometheus.CounterVec // crawls that ended
}

func newMeters() *meters {
	return &meters{
		fetched: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "khotin_addresses_total",
			Help: "Addresses that this process dealt with, by site, kind, state after it and class of error."}, []string{"site", "kind", "state", "class"}),
		rounds: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "khotin_crawls_total",
			Help: "Crawls of this process that ended, by outcome: good, partly, failed."}, []string{"outcome"}),
	}
}

// saw counts one address.
func (m *meters) saw(p crawler.Progress) {
	if m != nil {
		m.fetched.WithLabelValues(p.Site, p.Kind, p.State, p.Class).Inc()
	}
}

// ended counts one crawl by its error.
func (m *meters) ended(err error) {
	switch {
	case m == nil:
	case err == nil:
		m.rounds.WithLabelValues("good").Inc()
	case errors.Is(err, errPartly):
		m.rounds.WithLabelValues("partly").Inc()
	default:
		m.rounds.WithLabelValues("failed").Inc()
	}
}

// serveMetrics serves what status shows, and what this process counts, at
// address for Prometheus. stop ends it.
func (c *cli) serveMetrics(address string, m *meters) (stop func(), err error) {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, wrongUse("name an address of this machine, such as 127.0.0.1:9321", "--metrics: %v", err)
	}
	registry := prometheus.NewRegistry()
	registry.MustRegister(health{c}, m.fetched, m.rounds, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(registry, promhttp.HandlerOpts{
		ErrorLog: slog.NewLogLogger(slog.NewTextHandler(c.Stderr, nil), slog.LevelWarn), MaxRequestsInFlight: 4,
	}))
	s := &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second, WriteTimeout: time.Minute}
	go s.Serve(l)
	c.chat("measurements at http://%s/metrics", l.Addr())
	return func() { s.Close() }, nil
}

// health collects what crawler.Health knows of the archive, anew at each scrape.
type health struct{ *cli }

// gauge describes a gauge of the archive or, with labels, of a part of it.
func gauge(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc("khotin_"+name, help, labels, nil)
}

var (
	capturesGauge = gauge("captures", "Captures in the archive.")
	filesGauge    = gauge("warc_files", "WARC files in the archive.")
	diskGauge     = gauge("disk_bytes", "Bytes on disk by part of the archive.", "part")
	pauseGauge    = gauge("host_pause_seconds", "Pause between requests that a host's slow answers and failures ask for; absent where they ask for none.", "host")
	failureGauge  = gauge("site_failures", "Addresses that failed, by class of error.", "site", "class")
)

// siteGauge is a number that every source has.
type siteGauge struct {
	desc *prometheus.Desc
	of   func(crawler.Source) float64
}

var sourceGauges = []siteGauge{
	{gauge("site_articles", "Articles captured.", "site"), func(s crawler.Source) float64 { return float64(s.Pages) }},
	{gauge("site_queue", "Addresses waiting to be fetched.", "site"), func(s crawler.Source) float64 { return float64(s.Waiting) }},
	{gauge("site_gone", "Addresses that vanished.", "site"), func(s crawler.Source) float64 { return float64(s.Gone) }},
	{gauge("site_last_new_seconds", "Unix time of the last new article.", "site"), func(s crawler.Source) float64 { return unix(s.Arrived) }},
	{gauge("site_next_run_seconds", "Unix time of the next scheduled crawl.", "site"), func(s crawler.Source) float64 { return unix(s.Planned) }},
	{gauge("site_silent_after_seconds", "Silence that raises an alarm, 0 while unknown.", "site"), func(s crawler.Source) float64 { return s.Limit.Seconds() }},
	{gauge("site_alarm", "1 while khotin status raises an alarm.", "site"), func(s crawler.Source) float64 {
		if s.Alarm != "" {
			return 1
		}
		return 0
	}},
}

// visitGauges are about the last crawl of a source; there may be none.
var visitGauges = []siteGauge{
	{gauge("site_last_run_seconds", "Unix time at which the last crawl began.", "site"), func(s crawler.Source) float64 { return unix(s.Visit.Started) }},
	{gauge("site_last_run_requests", "Requests of the last crawl.", "site"), func(s crawler.Source) float64 { return float64(s.Visit.Requests) }},
	{gauge("site_last_run_new", "New articles of the last crawl.", "site"), func(s crawler.Source) float64 { return float64(s.Visit.New) }},
	{gauge("site_last_run_changed", "Changed articles of the last crawl.", "site"), func(s crawler.Source) float64 { return float64(s.Visit.Changed) }},
	{gauge("site_last_run_failed", "Failures of the last crawl.", "site"), func(s crawler.Source) float64 { return float64(s.Visit.Failed) }},
}

// Describe implements prometheus.Collector.
func (h health) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{capturesGauge, filesGauge, diskGauge, pauseGauge, failureGauge} {
		to <- d
	}
	for _, g := range append(sourceGauges[:len(sourceGauges):len(sourceGauges)], visitGauges...) {
		to <- g.desc
	}
}

// Collect implements prometheus.Collector. An archive that is not there yet has
// no numbers; one that cannot be read fails the scrape.
func (h health) Collect(to chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), scrapePatience)
	defer cancel()
	s, err := h.look(ctx)
	if errors.Is(err, archive.ErrNotArchive) {
		return
	}
	if err != nil {
		to <- prometheus.NewInvalidMetric(capturesGauge, err)
		return
	}
	set := func(d *prometheus.Desc, v float64, labels ...string) {
		to <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	set(capturesGauge, float64(s.Captures))
	set(filesGauge, float64(s.Files))
	for part, n := range s.Disk {
		set(diskGauge, float64(n), part)
	}
	for _, clock := range s.Slowed {
		set(pauseGauge, clock.Pace.Seconds(), clock.Host)
	}
	for _, source := range s.Sources {
		for _, g := range sourceGauges {
			set(g.desc, g.of(source), source.Site)
		}
		for class, n := range source.Failures {
			set(failureGauge, float64(n), source.Site, class)
		}
		if source.Visit == nil {
			continue
		}
		for _, g := range visitGauges {
			set(g.desc, g.of(source), source.Site)
		}
	}
}

// look asks the archive how it does.
func (h health) look(ctx context.Context) (crawler.Status, error) {
	a, err := archive.Open(h.dir, archive.Options{ReadOnly: true})
	if err != nil {
		return crawler.Status{}, err
	}
	defer a.Close()
	config, err := h.config()
	if err != nil {
		return crawler.Status{}, err
	}
	s, err := crawler.Health(ctx, a, config.Sites, h.Now())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return crawler.Status{}, err
	}
	return s, nil
}

// unix gives a time in seconds; 0 for the zero time.
func unix(t time.Time) float64 {
	if t.IsZero() {
		return 0
	}
	return float64(t.UnixMilli()) / 1000
}
