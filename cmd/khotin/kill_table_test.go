package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"text/tabwriter"
	"time"

	"khotin/crawler/archive"
	"khotin/index"
)

var kills = flag.Int("kills", 0, "TestKillTable: kill -9 so often, over 2,000 articles, and have npm warcio read the archive")

// casualty is what many kills left of one crawl.
type casualty struct {
	name                    string
	killed, full            int // runs killed, runs that met a full disk
	pages, once, more, lost int // addresses by how often they were captured
	again                   int // requests beyond the first for an address
	files, records, foreign int // WARC files, records by our count and by npm warcio's; -1: not asked
	faults                  int // of verify
	articles                int // in the index
}

// TestKillTable kills a crawl with SIGKILL at random moments, again and again,
// and lets it run to its end: every page is in the archive, none is captured
// twice but for those whose exchange a kill cut off, and files, catalogue and
// index agree. The second row does the same on a small file system that is
// full now and then; it is left out by name where none can be mounted. With
// -kills 50 it is the full suite, and prints a table.
func TestKillTable(t *testing.T) {
	if testing.Short() {
		t.Skip("kills are told by TestKillCrawl")
	}
	ran, why := apart(t)
	if ran {
		return
	}
	portal, n := bulk{articles: 200}, 10
	if *kills > 0 {
		portal.articles, n = 2000, *kills
	}
	npm, foreign := "", false
	if *kills > 0 {
		npm, foreign = npmFolder(t, "warcio")
	}
	var rows []casualty
	for _, full := range []bool{false, true} {
		name := map[bool]string{false: "killed", true: "killed, disk full in between"}[full]
		t.Run(name, func(t *testing.T) {
			if full && os.Getenv(apartVariable) == "" {
				t.Skipf("no small file system can be mounted: %s", why)
			}
			row := killCrawl(t, portal, n, full)
			if row.foreign = -1; foreign {
				row.foreign = warcio(t, npm, warcFiles(t, row.name)...)
				if row.foreign != row.records {
					t.Errorf("npm warcio sees %d records, verify %d", row.foreign, row.records)
				}
			}
			row.name = name
			rows = append(rows, row)
		})
	}
	var table strings.Builder
	w := tabwriter.NewWriter(&table, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "runs\tkills\tdisk full\tpages\tcaptured once\ttwice\tnever\tasked again\tfiles\trecords\tby warcio\tfaults\tindexed\t")
	for _, r := range rows {
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t\n", r.name, r.killed, r.full, r.pages, r.once, r.more, r.lost,
			r.again, r.files, r.records, r.foreign, r.faults, r.articles)
	}
	w.Flush()
	t.Log("\n" + table.String())
}

// asking counts the requests for each address of a portal.
type asking struct {
	http.Handler
	total atomic.Int64
	mu    sync.Mutex
	asked map[string]int
}

func (a *asking) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a.total.Add(1)
	a.mu.Lock()
	a.asked[r.URL.Path]++
	a.mu.Unlock()
	a.Handler.ServeHTTP(w, r)
}

// killCrawl kills a crawl n times and then lets it end. The name of what it
// gives is the archive's directory.
func killCrawl(t *testing.T, portal bulk, n int, full bool) casualty {
	t.Helper()
	p := &asking{Handler: slow(portal, 2*time.Millisecond), asked: map[string]int{}}
	address, stop, err := serve(p)
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	dir := bulkArchive(t, address)
	if full {
		smallDisk(t, dir, 160<<20)
	}
	khotin := program(t)
	crawl := []string{khotin, "-d", dir, "crawl", "--quiet", "--delay", "1ns", "--per-host", "4"}
	row := casualty{name: dir, pages: portal.pages()}
	for round := 0; row.killed < n && round < 4*n; round++ {
		room := ""
		if full && round%5 == 1 {
			room = fill(t, dir, rand.Int64N(200_000))
		}
		// Most kills come after some requests; every fourth at a time from the
		// start: while what the last one left is adopted, or while it indexes.
		until, deadline := p.total.Load()+1+rand.Int64N(int64(portal.pages()/n)), time.Now().Add(time.Minute)
		if round%4 == 3 {
			until, deadline = 1<<40, time.Now().Add(time.Duration(rand.IntN(400))*time.Millisecond)
		}
		killed, err := killWhen(crawl, func() bool { return p.total.Load() >= until || time.Now().After(deadline) })
		switch {
		case killed:
			row.killed++
		case err != nil && room != "":
			row.full++
		case err != nil:
			t.Fatalf("a crawl that was not killed: %v", err)
		}
		if room != "" {
			if err := os.Remove(room); err != nil {
				t.Fatal(err)
			}
		}
	}
	if row.killed < n/3 || full && row.full == 0 {
		t.Errorf("only %d crawls of %d were killed, %d met a full disk", row.killed, n, row.full)
	}
	must(t, khotin, crawl[1:]...)
	row.count(t, dir, p)
	return row
}

// killWhen runs a command and kills it when due says so. The error is that of a
// command that ended before.
func killWhen(args []string, due func() bool) (killed bool, err error) {
	var out bytes.Buffer
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		return false, err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for !due() {
		select {
		case err := <-ended:
			if err != nil {
				err = fmt.Errorf("%w: %s", err, out.String())
			}
			return false, err
		case <-time.After(200 * time.Microsecond):
		}
	}
	time.Sleep(time.Duration(rand.IntN(4000)) * time.Microsecond)
	cmd.Process.Kill()
	err = <-ended
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == -1 {
		return true, nil
	}
	return false, err
}

// count looks at what is left, and fails the test where something is wrong.
func (c *casualty) count(t *testing.T, dir string, p *asking) {
	t.Helper()
	captures := map[string]int{}
	for k := range catalogue(t, dir) {
		if k.Type == "response" && k.Status == http.StatusOK && k.Truncated == "" {
			captures[strings.TrimPrefix(k.URL, "http://xa.test")]++
		}
	}
	for target, asked := range p.asked {
		if target == "/robots.txt" {
			continue
		}
		if target != "/" && !strings.HasPrefix(target, "/trang/") { // lists are asked by each run
			c.again += asked - 1
		}
	}
	for target, n := range captures {
		if n > 1 && strings.HasPrefix(target, "/bai/") {
			c.more++
			t.Errorf("%s was captured %d times", target, n)
		}
	}
	c.once, c.lost = len(captures)-c.more, c.pages-len(captures)
	if c.lost > 0 {
		t.Errorf("%d pages were never captured", c.lost)
	}
	if most := (c.killed + c.full) * 4; c.again > most { // four exchanges may be under way at a kill
		t.Errorf("%d articles were asked for again after %d kills and %d full disks", c.again, c.killed, c.full)
	}
	a, err := archive.Open(dir, archive.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	report, err := archive.Verify(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	c.files, c.records = report.Files, report.Records
	status, stdout, talk := command("-d", dir, "verify")
	if c.faults = strings.Count(stdout, "\n"); status != statusAnswer || c.faults > 0 {
		t.Errorf("verify: exit status %d\n%s%s", status, stdout, talk)
	}
	if c.articles = indexed(t, dir); c.articles != c.pages-1-(c.pages-1)/(perList+1) {
		t.Errorf("%d articles are indexed", c.articles)
	}
}

// indexed gives the number of articles in the index.
func indexed(t *testing.T, dir string) int {
	t.Helper()
	ix, err := index.Open(dir, index.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	s, err := ix.Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return s.Articles
}

// fill takes all but spare bytes of the file system that dir is on. It gives
// the file that does.
func fill(t *testing.T, dir string, spare int64) (name string) {
	t.Helper()
	name = filepath.Join(dir, "ballast")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	block := make([]byte, 64<<10)
	var size int64
	for {
		n, err := f.Write(block)
		size += int64(n)
		if err != nil {
			break
		}
	}
	if err := f.Truncate(max(size-spare, 0)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return name
}
