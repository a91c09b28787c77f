package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"khotin/crawler/archive"
	"khotin/index"
	"khotin/testdata/portal"
)

// program gives a path that runs khotin: the test binary under that name (see
// testscript.Main).
func program(t *testing.T) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(t.TempDir(), "khotin")
	if err := os.Symlink(self, link); err != nil {
		t.Fatal(err)
	}
	return link
}

// kill starts the program and ends it with SIGKILL after d, unless it ended by
// itself. It reports whether it was killed.
func kill(t *testing.T, d time.Duration, name string, args ...string) bool {
	t.Helper()
	var out bytes.Buffer
	cmd := exec.Command(name, args...)
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	timer := time.AfterFunc(d, func() { cmd.Process.Kill() })
	err := cmd.Wait()
	if !timer.Stop() && err != nil {
		return true
	}
	if err != nil {
		t.Fatalf("%v: %v\n%s", args, err, out.String())
	}
	return false
}

// must runs the program to its end, which has to be good.
func must(t *testing.T, name string, args ...string) {
	t.Helper()
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %v\n%s", args, err, out)
	}
}

func TestKillCrawl(t *testing.T) {
	p, err := portal.Load()
	if err != nil {
		t.Fatal(err)
	}
	dir := archiveFor(t, slow(p.Handler(), 4*time.Millisecond))
	khotin, killed := program(t), 0
	for i := range 8 {
		if kill(t, time.Duration(30+rand.IntN(60*(i+1)))*time.Millisecond, khotin, "-d", dir, "crawl", "--delay", "1ms") {
			killed++
		}
	}
	if killed == 0 {
		t.Error("no run was killed: the test shows nothing")
	}
	must(t, khotin, "-d", dir, "crawl", "--delay", "1ms")
	must(t, khotin, "-d", dir, "verify")
	captured := make(map[string]bool)
	a, err := archive.Open(dir, archive.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	for capture, err := range a.Captures(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		if capture.Status == http.StatusOK {
			captured[capture.URL] = true
		}
	}
	for _, article := range p.Articles() {
		if !captured[article.URL] {
			t.Errorf("%s is not in the archive after %d kills", article.URL, killed)
		}
	}
}

// slow delays every answer, so that a kill falls into the middle of a run.
func slow(h http.Handler, d time.Duration) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(d)
		h.ServeHTTP(w, r)
	})
}

func TestKillImportAndReindex(t *testing.T) {
	articles := 1500
	if testing.Short() {
		articles = 300
	}
	dir := filepath.Join(t.TempDir(), "archive")
	lines := filepath.Join(t.TempDir(), "lines.jsonl")
	if err := os.WriteFile(lines, jsonLines(t, articles), 0o644); err != nil {
		t.Fatal(err)
	}
	khotin := program(t)
	for _, args := range [][]string{{"-d", dir, "import", lines}, {"-d", dir, "reindex"}} {
		killed := 0
		for i := range 6 {
			if kill(t, time.Duration(20+rand.IntN(120*(i+1)))*time.Millisecond, khotin, args...) {
				killed++
			}
		}
		if killed == 0 {
			t.Errorf("no run of %v was killed: the test shows nothing", args[2:])
		}
		must(t, khotin, args...)
		must(t, khotin, "-d", dir, "verify")
		ix, err := index.Open(dir, index.Options{ReadOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		s, err := ix.Stats(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if s.Articles != articles {
			t.Errorf("%d articles after %d kills of %v, want %d", s.Articles, killed, args[2:], articles)
		}
		if err := ix.Close(); err != nil {
			t.Fatal(err)
		}
	}
	// Importing the same once more keeps nothing twice.
	must(t, khotin, "-d", dir, "import", lines)
	must(t, khotin, "-d", dir, "verify")
}

// jsonLines makes n small articles as JSON lines.
func jsonLines(t *testing.T, n int) []byte {
	t.Helper()
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	for i := range n {
		err := enc.Encode(map[string]string{
			"url":       fmt.Sprintf("https://lines.test/bai-viet-%d.html", i),
			"title":     fmt.Sprintf("Thu ngân sách phường số %d", i),
			"published": fmt.Sprintf("2024-%02d-%02d", i%12+1, i%28+1),
			"text":      fmt.Sprintf("Đến nay, thu ngân sách trên địa bàn phường ước đạt %d,5 tỷ đồng, bằng %d%% kế hoạch năm.", i+1, i%100+1),
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}
