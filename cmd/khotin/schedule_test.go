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
	"khotin/crawler/frontier"
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
	slowDown(t, dir, "cham.test", 40*time.Second)
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
		"khotin_addresses_total{http 500,page,anhp,failed}": 1, "khotin_crawls_total{partly}": 1, "khotin_host_pause_seconds{cham.test}": 40, "go_goroutines{}": 2} {
		if v, ok := got[name]; !ok || v < atLeast {
			t.Errorf("%s is %v (%v), want at least %v", name, v, ok, atLeast)
		}
	}
	if got["khotin_site_alarm{anhp}"] != 0 {
		t.Error("an alarm that status does not raise")
	}
	if status, out, talk := command("-d", dir, "status"); status != statusAnswer || !strings.Contains(out, "\ncham.test: a request every 40s, for it answers slowly or fails\n") {
		t.Errorf("status: %d\n%s%s", status, out, talk)
	}
	want := `{"kind":"host","host":"cham.test","pause_seconds":40,"next_request":"2024-05-02T08:00:00Z"}`
	if status, out, talk := command("-d", dir, "status", "--json"); status != statusAnswer || !strings.Contains(out, want) {
		t.Errorf("status: %d\n%s%s", status, out, talk)
	}
}

// slowDown notes in an archive that a host's answers ask for a pause.
func slowDown(t *testing.T, dir, host string, pause time.Duration) {
	t.Helper()
	front, err := frontier.Open(t.Context(), filepath.Join(dir, frontier.File))
	if err != nil {
		t.Fatal(err)
	}
	defer front.Close()
	now := time.Date(2024, 5, 2, 8, 0, 0, 0, time.UTC)
	one := frontier.Outcome{Item: frontier.Item{URL: "http://" + host + "/robots.txt", Host: host, Site: "anhp", Kind: frontier.Robots},
		State: frontier.Failed, HostNext: now, HostPace: pause}
	if err := front.Commit(t.Context(), "r", now, []frontier.Outcome{one}); err != nil {
		t.Fatal(err)
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
