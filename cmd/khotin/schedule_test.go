package main

import (
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"

	"khotin/crawler"
	"khotin/crawler/archive"
	"khotin/crawler/site"
)

// TestMetrics: what is served has the form that Prometheus reads.
func TestMetrics(t *testing.T) {
	dir := t.TempDir()
	var stderr strings.Builder
	w := world{Stdin: strings.NewReader(""), Stdout: io.Discard, Stderr: &stderr, Getenv: func(string) string { return "" }, Now: time.Now}
	if got := run(context.Background(), []string{"demo", "--keep", dir}, w); got != statusAnswer {
		t.Fatalf("status %d\n%s", got, stderr.String())
	}
	stderr.Reset()
	c := &cli{world: w, dir: dir}
	m := newMeters()
	m.saw(crawler.Progress{Site: "anhp", Kind: "page", State: "failed", Class: "http 500"})
	m.ended(errPartly)
	stop, err := c.serveMetrics("127.0.0.1:0", m)
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	address := regexp.MustCompile(`http://\S+`).FindString(stderr.String())
	resp, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Fatal(resp.Status)
	}
	parser := expfmt.NewTextParser(model.UTF8Validation)
	families, err := parser.TextToMetricFamilies(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]float64{} // name{label,…} → value
	for name, family := range families {
		for _, m := range family.GetMetric() {
			var labels []string
			for _, l := range m.GetLabel() {
				labels = append(labels, l.GetValue())
			}
			got[name+"{"+strings.Join(labels, ",")+"}"] = m.GetGauge().GetValue() + m.GetCounter().GetValue()
		}
	}
	for name, atLeast := range map[string]float64{"khotin_captures{}": 10, "khotin_warc_files{}": 3, "khotin_disk_bytes{warc}": 1000,
		"khotin_site_articles{haiphong}": 1, "khotin_site_last_run_new{anhp}": 1, "khotin_site_alarm{anhp}": 0, "khotin_site_last_new_seconds{anhp}": 1e9,
		"khotin_addresses_total{http 500,page,anhp,failed}": 1, "khotin_crawls_total{partly}": 1, "go_goroutines{}": 2} {
		if v, ok := got[name]; !ok || v < atLeast {
			t.Errorf("%s is %v (%v), want at least %v", name, v, ok, atLeast)
		}
	}
	if got["khotin_site_alarm{anhp}"] != 0 {
		t.Error("an alarm that status does not raise")
	}
}

// TestMetricsWithoutArchive: an archive that is not there yet is no failure, a
// broken configuration is.
func TestMetricsWithoutArchive(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "none")
	var stderr strings.Builder
	c := &cli{world: world{Stdin: strings.NewReader(""), Stdout: io.Discard, Stderr: &stderr, Getenv: func(string) string { return "" }, Now: time.Now}, dir: dir}
	stop, err := c.serveMetrics("127.0.0.1:0", newMeters())
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	address := regexp.MustCompile(`http://\S+`).FindString(stderr.String())
	for _, want := range []int{http.StatusOK, http.StatusInternalServerError} {
		resp, err := http.Get(address)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != want {
			t.Errorf("%s, want %d", resp.Status, want)
		}
		a, err := archive.Create(dir)
		if err != nil {
			t.Fatal(err)
		}
		a.Close()
		if err := os.WriteFile(filepath.Join(dir, site.ConfigFile), []byte("schedule: {anhp: soon}"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
