package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net"
	"net/http"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"khotin/crawler"
	"khotin/crawler/archive"
	"khotin/crawler/site"
)

// serveMetrics serves what status shows at address, for Prometheus. stop ends
// it.
func (c *cli) serveMetrics(address string) (stop func(), err error) {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, wrongUse("name an address of this machine, such as 127.0.0.1:9321", "--metrics: %v", err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /metrics", func(w http.ResponseWriter, req *http.Request) {
		text, err := c.metrics(req.Context())
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		w.Write(text)
	})
	s := &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second, WriteTimeout: time.Minute}
	go s.Serve(l)
	c.chat("measurements at http://%s/metrics", l.Addr())
	return func() { s.Close() }, nil
}

// metrics gives the archive's health in the text format of Prometheus.
// https://prometheus.io/docs/instrumenting/exposition_formats/
func (c *cli) metrics(ctx context.Context) ([]byte, error) {
	a, err := archive.Open(c.dir, archive.Options{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	defer a.Close()
	config, err := site.ReadConfig(filepath.Join(c.dir, site.ConfigFile))
	if err != nil {
		return nil, err
	}
	h, err := crawler.Health(ctx, a, config.Sites, c.Now())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	m := &exposition{}
	m.family("khotin_captures", "Captures in the archive.")
	m.value(float64(h.Captures))
	m.family("khotin_warc_files", "WARC files in the archive.")
	m.value(float64(h.Files))
	m.family("khotin_disk_bytes", "Bytes on disk by part of the archive.")
	for _, part := range slices.Sorted(maps.Keys(h.Disk)) {
		m.value(float64(h.Disk[part]), "part", part)
	}
	for _, f := range []struct {
		name, help string
		of         func(crawler.Source) float64
	}{
		{"khotin_site_articles", "Articles captured.", func(s crawler.Source) float64 { return float64(s.Pages) }},
		{"khotin_site_queue", "Addresses waiting to be fetched.", func(s crawler.Source) float64 { return float64(s.Waiting) }},
		{"khotin_site_gone", "Addresses that vanished.", func(s crawler.Source) float64 { return float64(s.Gone) }},
		{"khotin_site_last_new_seconds", "Unix time of the last new article.", func(s crawler.Source) float64 { return unix(s.Arrived) }},
		{"khotin_site_next_run_seconds", "Unix time of the next scheduled crawl.", func(s crawler.Source) float64 { return unix(s.Planned) }},
		{"khotin_site_silent_after_seconds", "Silence that raises an alarm, 0 while unknown.", func(s crawler.Source) float64 { return s.Limit.Seconds() }},
		{"khotin_site_alarm", "1 while khotin status raises an alarm.", func(s crawler.Source) float64 {
			if s.Alarm != "" {
				return 1
			}
			return 0
		}},
	} {
		m.family(f.name, f.help)
		for _, s := range h.Sources {
			m.value(f.of(s), "site", s.Site)
		}
	}
	m.visits(h.Sources)
	m.family("khotin_site_failures", "Addresses that failed, by class of error.")
	for _, s := range h.Sources {
		for _, class := range slices.Sorted(maps.Keys(s.Failures)) {
			m.value(float64(s.Failures[class]), "site", s.Site, "class", class)
		}
	}
	return m.Bytes(), nil
}

// visits writes what the last run brought.
func (m *exposition) visits(sources []crawler.Source) {
	for _, f := range []struct {
		name, help string
		of         func(crawler.Source) float64
	}{
		{"khotin_site_last_run_seconds", "Unix time at which the last crawl began.", func(s crawler.Source) float64 { return unix(s.Visit.Started) }},
		{"khotin_site_last_run_requests", "Requests of the last crawl.", func(s crawler.Source) float64 { return float64(s.Visit.Requests) }},
		{"khotin_site_last_run_new", "New articles of the last crawl.", func(s crawler.Source) float64 { return float64(s.Visit.New) }},
		{"khotin_site_last_run_changed", "Changed articles of the last crawl.", func(s crawler.Source) float64 { return float64(s.Visit.Changed) }},
		{"khotin_site_last_run_failed", "Failures of the last crawl.", func(s crawler.Source) float64 { return float64(s.Visit.Failed) }},
	} {
		m.family(f.name, f.help)
		for _, s := range sources {
			if s.Visit != nil {
				m.value(f.of(s), "site", s.Site)
			}
		}
	}
}

// unix gives a time in seconds; 0 for the zero time.
func unix(t time.Time) float64 {
	if t.IsZero() {
		return 0
	}
	return float64(t.UnixMilli()) / 1000
}

// exposition is metrics being written; all are gauges.
type exposition struct {
	bytes.Buffer
	name string
}

func (m *exposition) family(name, help string) {
	m.name = name
	fmt.Fprintf(m, "# HELP %s %s\n# TYPE %s gauge\n", name, help, name)
}

// value writes one sample; labels are names and values in turn.
func (m *exposition) value(v float64, labels ...string) {
	var b strings.Builder
	for i := 0; i+1 < len(labels); i += 2 {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, "%s=\"%s\"", labels[i], strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(labels[i+1]))
	}
	m.WriteString(m.name)
	if b.Len() > 0 {
		m.WriteString("{" + b.String() + "}")
	}
	m.WriteString(" " + strconv.FormatFloat(v, 'f', -1, 64) + "\n")
}
