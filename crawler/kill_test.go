package crawler

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"khotin/crawler/archive"
	"khotin/crawler/site"
)

// childVariable names the archive and the portal that the test binary is to
// crawl in place of running tests: "dir|ip:port".
const childVariable = "KHOTIN_TEST_CRAWL"

// crawlAsChild crawls if this process was started for that.
func crawlAsChild() bool {
	dir, address, ok := strings.Cut(os.Getenv(childVariable), "|")
	if !ok {
		return false
	}
	if err := crawlOnce(dir, address); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	return true
}

// crawlOnce crawls the site of the kill test.
func crawlOnce(dir, address string) error {
	a, err := archive.Create(dir)
	if err != nil {
		return err
	}
	defer a.Close()
	o := Options{Archive: a, Sites: &site.Set{}, Delay: -1, MaxPages: 50,
		Config: site.Config{Resolve: map[string]string{"xa.test": address}}}
	if err := o.Sites.Add(killProfile()); err != nil {
		return err
	}
	report, err := Crawl(context.Background(), o)
	if err == nil && report.Failed > 0 {
		return fmt.Errorf("failures: %+v", report.Failures)
	}
	return err
}

func killProfile() site.Profile {
	return site.Profile{Name: "xa", Hosts: []string{"xa.test"}, Seeds: []string{"http://xa.test/"},
		Articles: []string{`^/bai/\d+\.html$`}, Lists: []string{`^/$`, `^/trang/\d+$`}}
}

// TestKilled kills a crawl again and again, and checks that nothing is lost
// and no article is kept twice.
func TestKilled(t *testing.T) {
	const articles, perList, kills = 150, 10, 12
	pages := map[string]http.HandlerFunc{}
	var want []string
	for i := range articles {
		target := "/bai/" + strconv.Itoa(i) + ".html"
		want = append(want, target)
		// Each article leads to the next list too: its links must survive.
		pages[target] = links("/trang/"+strconv.Itoa(i/perList+1), "/")
	}
	for n := range articles / perList {
		list := append([]string(nil), want[n*perList:(n+1)*perList]...)
		target := "/trang/" + strconv.Itoa(n)
		if n == 0 {
			target = "/"
		}
		pages[target] = links(list...)
	}
	pages["/trang/15"] = links("/")
	r := newRig(t, pages)
	address := r.portal.Listener.Addr().String()

	killed := 0
	for round := 0; killed < kills && round < 60; round++ {
		child := exec.Command(os.Args[0])
		child.Env = append(os.Environ(), childVariable+"="+r.dir+"|"+address)
		var stderr strings.Builder
		child.Stderr = &stderr
		before := r.portal.total()
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- child.Wait() }()
		// Two times after a random number of requests, then at a random time
		// from the start on: while the last run's leavings are adopted.
		until := before + 1 + rand.IntN(14)
		deadline := time.Now().Add(time.Minute)
		if round%3 == 2 {
			deadline = time.Now().Add(time.Duration(rand.IntN(60)) * time.Millisecond)
		}
		var err error
		over := false
		for !over && r.portal.total() < until && time.Now().Before(deadline) {
			select {
			case err = <-ended:
				over = true
			case <-time.After(200 * time.Microsecond):
			}
		}
		if over {
			if err != nil {
				t.Fatalf("the child failed: %v\n%s", err, stderr.String())
			}
			break // all was done
		}
		time.Sleep(time.Duration(rand.IntN(4000)) * time.Microsecond)
		child.Process.Kill()
		err = <-ended
		var exit *exec.ExitError
		if errors.As(err, &exit) && exit.ExitCode() == -1 {
			killed++
		}
	}
	if killed < 8 {
		t.Errorf("only %d crawls were killed", killed)
	}
	if err := crawlOnce(r.dir, address); err != nil {
		t.Fatal(err)
	}
	r.agree()
	kept, twice := r.keptArticles()
	slices.Sort(want)
	equal(t, "articles kept", kept, want)
	if len(twice) > 0 {
		t.Errorf("kept more than once: %q", twice)
	}
	asked := map[string]int{}
	for _, target := range r.portal.take() {
		asked[target]++
	}
	again := 0
	for _, target := range want {
		again += asked[target] - 1
	}
	if again > killed { // one exchange was under way at each kill
		t.Errorf("%d articles were asked for again after %d kills", again, killed)
	}
	t.Logf("%d kills, %d of %d articles kept, %d asked for again", killed, len(kept), articles, again)
}

// total counts the requests so far.
func (p *portal) total() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.asked)
}

// keptArticles gives the targets of the articles with a full capture in the
// archive, sorted, and those with more than one.
func (r *rig) keptArticles() (kept, twice []string) {
	r.t.Helper()
	a, err := archive.Open(r.dir, archive.Options{ReadOnly: true})
	if err != nil {
		r.t.Fatal(err)
	}
	for c, err := range a.Captures(context.Background()) {
		if err != nil {
			r.t.Fatal(err)
		}
		target, ok := strings.CutPrefix(c.URL, "http://xa.test")
		if !ok || !strings.HasPrefix(target, "/bai/") || c.Type != "response" || c.Truncated != "" {
			continue
		}
		if slices.Contains(kept, target) {
			twice = append(twice, target)
			continue
		}
		kept = append(kept, target)
	}
	slices.Sort(kept)
	return kept, twice
}

// TestFrontierLost crawls on with a frontier that was deleted: the archive
// tells what was fetched.
func TestFrontierLost(t *testing.T) {
	r := newRig(t, map[string]http.HandlerFunc{"/": links("/bai/1.html", "/bai/2.html"), "/bai/1.html": article(1), "/bai/2.html": links("/bai/3.html"), "/bai/3.html": article(3)})
	r.crawl()
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(r.dir + "/frontier.db" + suffix); err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
	}
	r.portal.take()
	report := r.crawl()
	equal(t, "asked", r.portal.take(), []string{"*/", "/robots.txt"})
	if report.Adopted != 5 || report.New != 0 {
		t.Errorf("report %+v", report)
	}
	r.agree()
}
