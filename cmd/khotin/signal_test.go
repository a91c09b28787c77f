package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"khotin/crawler"
	"khotin/crawler/archive"
	"khotin/crawler/disk"
	"khotin/testdata/portal"
)

// TestTerminated: SIGTERM ends a crawl cleanly though the portal does not
// answer: what was fetched is kept and in order, and the next crawl goes on.
func TestTerminated(t *testing.T) {
	p, err := portal.Load()
	if err != nil {
		t.Fatal(err)
	}
	stuck, let := make(chan struct{}, 1), make(chan struct{})
	asked := 0
	var mu sync.Mutex
	dir := archiveFor(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		asked++
		n := asked
		mu.Unlock()
		if n > 40 {
			select {
			case stuck <- struct{}{}:
			default:
			}
			select {
			case <-let:
			case <-r.Context().Done():
				return
			}
		}
		p.Handler().ServeHTTP(w, r)
	}))
	khotin := program(t)
	for _, args := range [][]string{{"crawl", "--delay", "1ns", "--every", "1h"}, {"crawl", "--delay", "1ns"}} {
		cmd := exec.Command(khotin, append([]string{"-d", dir}, args...)...)
		var out bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &out
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		<-stuck
		time.Sleep(50 * time.Millisecond) // let it get into the next request
		if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
		// What systemd would do after the time that a service is promised.
		kill := time.AfterFunc(10*time.Second, func() { cmd.Process.Kill() })
		err := cmd.Wait()
		kill.Stop()
		select { // a request of this run says nothing of the next
		case <-stuck:
		default:
		}
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.ExitCode() != statusInterrupted || !strings.Contains(out.String(), "what was done is kept") {
			t.Errorf("%v ends with %v\n%s", args, err, out.String())
		}
		// The archive is in order; only the index is behind it, until the next command.
		_, stdout, _ := command("-d", dir, "verify")
		for line := range strings.Lines(stdout) {
			if !strings.HasPrefix(line, "index: ") && !strings.HasSuffix(line, " is not indexed\n") {
				t.Errorf("verify after SIGTERM: %s", line)
			}
		}
	}
	close(let)
	if status, _, talk := command("-d", dir, "crawl", "--delay", "1ns"); status != statusAnswer {
		t.Errorf("the crawl after it: exit status %d\n%s", status, talk)
	}
	if status, stdout, talk := command("-d", dir, "verify"); status != statusAnswer {
		t.Errorf("verify: exit status %d\n%s%s", status, stdout, talk)
	}
	for _, a := range p.Articles() {
		if status, _, talk := command("-d", dir, "history", a.URL); status != statusAnswer {
			t.Errorf("%s was not captured: %s", a.URL, talk)
		}
	}
}

// TestTerminatedWhileIndexing: SIGTERM ends a command that indexes what is in
// the archive already; it finishes the batch at hand, and the next command goes
// on from there.
func TestTerminatedWhileIndexing(t *testing.T) {
	if testing.Short() {
		t.Skip("indexes some thousand pages")
	}
	khotin, dir := program(t), t.TempDir()
	pages, one := filepath.Join(dir, "pages.warc.gz"), filepath.Join(dir, "one.jsonl")
	const many = 4500
	if out, err := exec.Command(khotin, "generate", strconv.Itoa(many), "--seed", "1", "-o", pages).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if err := os.WriteFile(one, []byte(`{"url": "https://x.test/1", "title": "Một bài", "text": "Quận họp."}`), 0o644); err != nil {
		t.Fatal(err)
	}
	at := filepath.Join(dir, "archive")
	a, err := archive.Create(at)
	if err != nil {
		t.Fatal(err)
	}
	c := &cli{world: world{Stdout: io.Discard, Stderr: io.Discard}, dir: at, quiet: true}
	if _, err := crawler.Import(t.Context(), crawler.ImportOptions{Archive: a, Pages: c.pagesBy(t.Context(), []string{pages}, disk.ReadAll), Version: version}); err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(khotin, "-d", at, "import", one)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for { // until a first batch is written
		if written, _ := filepath.Glob(filepath.Join(at, "index", "words.bleve", "store", "*.zap")); len(written) > 0 {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	var exit *exec.ExitError
	if err := cmd.Wait(); !errors.As(err, &exit) || exit.ExitCode() != statusInterrupted || !strings.Contains(out.String(), "what was done is kept") {
		t.Errorf("import ends with %v\n%s", err, out.String())
	}
	indexed := func() (n int) {
		t.Helper()
		status, stdout, talk := command("-d", at, "sql", "--json", "select count(*) as n from articles")
		var row struct{ N int }
		if err := json.Unmarshal([]byte(stdout), &row); status != statusAnswer || err != nil {
			t.Fatalf("sql: %d, %v\n%s%s", status, err, stdout, talk)
		}
		return row.N
	}
	if n := indexed(); n > 2000 { // a second batch may have been begun, no other
		t.Errorf("%d articles are indexed", n)
	}
	if status, _, talk := command("-d", at, "--quiet", "import", one); status != statusAnswer {
		t.Errorf("the next command: exit status %d\n%s", status, talk)
	}
	if n := indexed(); n != many+1 {
		t.Errorf("%d articles are indexed in the end, want %d", n, many+1)
	}
}
