package main

import (
	"context"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"
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
	stop, err := c.serveMetrics("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	address := regexp.MustCompile(`http://\S+`).FindString(stderr.String())
	resp, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(resp.Body)
	resp.Body.Close()
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("%v, %s", err, resp.Status)
	}
	line := regexp.MustCompile(`^(# (HELP|TYPE) \w+ .+|\w+(\{\w+="[^"]*"(,\w+="[^"]*")*\})? -?[0-9.]+)$`)
	for l := range strings.Lines(string(text)) {
		if !line.MatchString(strings.TrimSuffix(l, "\n")) {
			t.Errorf("line %q", l)
		}
	}
	for _, want := range []string{`khotin_site_articles{site="haiphong"} `, "khotin_captures ", `khotin_disk_bytes{part="warc"} `,
		`khotin_site_last_run_new{site="anhp"} `, `khotin_site_alarm{site="anhp"} 0`} {
		if !strings.Contains(string(text), want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}
