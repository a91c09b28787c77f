package crawler

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"khotin/crawler/archive"
	"khotin/crawler/frontier"
)

// TestSlowLoris: a server that sends its header byte by byte costs one timeout
// an attempt.
func TestSlowLoris(t *testing.T) {
	r, report := faulty(t, func(w http.ResponseWriter, req *http.Request) {
		conn, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			panic(err)
		}
		defer conn.Close()
		for _, c := range []byte("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-Long: " + strings.Repeat("a", 500)) {
			if _, err := conn.Write([]byte{c}); err != nil {
				return
			}
			time.Sleep(10 * time.Millisecond)
		}
	}, func(r *rig) { r.options.Timeout, r.options.Attempts = time.Second, 2 })
	failed(t, report, "timeout")
	asks(t, r, 2)
	equal(t, "kept", r.captures("/bai/xau.html"), nil)
}

// TestBombs: what unpacks to far more than it weighs is cut, and marked so.
func TestBombs(t *testing.T) {
	var bomb bytes.Buffer
	z := gzip.NewWriter(&bomb)
	much := bytes.Repeat([]byte("a"), 1<<20)
	for range 8 { // 8 MiB in 8 kB
		z.Write(much)
	}
	z.Close()
	small := func(r *rig) { r.options.maxBody = 1 << 20 } // the archive's own limit is tested there
	t.Run("gzip", func(t *testing.T) {
		r, report := faulty(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			w.Header().Set("Content-Encoding", "gzip")
			w.Write(bomb.Bytes())
		}, small)
		if report.Failed != 0 {
			t.Errorf("report %+v", report)
		}
		equal(t, "kept", r.captures("/bai/xau.html"), []string{"response 200 length"})
	})
	t.Run("XML entities", func(t *testing.T) {
		var b strings.Builder
		b.WriteString(`<?xml version="1.0"?><!DOCTYPE urlset [<!ENTITY a "http://xa.test/bai/1.html">`)
		for c := 'b'; c < 'p'; c++ {
			fmt.Fprintf(&b, "<!ENTITY %c %q>", c, strings.Repeat(fmt.Sprintf("&%c;", c-1), 10))
		}
		b.WriteString("]><urlset><url><loc>&o;</loc></url></urlset>")
		r, _ := faulty(t, nil, func(r *rig) {
			r.portal.set("/bai/xau.html", article(2))
			r.portal.set("/so-do.xml", text("application/xml", b.String()))
			r.portal.set("/rss", text("application/xml", strings.ReplaceAll(b.String(), "urlset", "rss")))
			r.profile.Sitemaps, r.profile.Feeds = []string{"http://xa.test/so-do.xml"}, []string{"http://xa.test/rss"}
		})
		equal(t, "kept", r.captures("/so-do.xml"), []string{"response 200"})
	})
	t.Run("a sitemap that unpacks without end", func(t *testing.T) {
		faulty(t, nil, func(r *rig) {
			r.portal.set("/bai/xau.html", article(2))
			r.portal.set("/so-do.xml.gz", func(w http.ResponseWriter, _ *http.Request) { w.Write(bomb.Bytes()) })
			r.profile.Sitemaps = []string{"http://xa.test/so-do.xml.gz"}
		})
	})
	t.Run("deep nesting", func(t *testing.T) {
		r, report := faulty(t, page("<html><body>"+strings.Repeat("<div>", 200_000)+`<a href="/bai/sau.html">tin</a>`), nil)
		if len(report.Failures) > 1 {
			t.Errorf("report %+v", report)
		}
		equal(t, "kept", r.captures("/bai/xau.html"), []string{"response 200"})
	})
	t.Run("robots.txt beyond 500 KiB", func(t *testing.T) {
		r := newRig(t, map[string]http.HandlerFunc{"/": links("/bai/1.html", "/bai/kin.html"), "/bai/1.html": article(1), "/bai/kin.html": article(2),
			"/robots.txt": text("text/plain", "User-agent: *\nDisallow: /bai/kin.html\n# "+strings.Repeat("đệm ", 100_000)+"\nDisallow: /bai/1.html\n")})
		report := r.crawl()
		if report.Excluded != 1 || report.New != 1 {
			t.Errorf("report %+v", report)
		}
	})
}

// TestNameChanges: a name that leads to another, forbidden address later on is
// found out at the connection, whatever it led to before.
func TestNameChanges(t *testing.T) {
	inside := newPortal(t, map[string]http.HandlerFunc{"/bai/1.html": article(1)})
	for _, host := range []string{"localhost", "127.0.0.1", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "localhost."} {
		_, port, _ := strings.Cut(inside.Listener.Addr().String(), ":")
		g := &archive.Recorder{Timeout: 2 * time.Second}
		req, err := http.NewRequest(http.MethodGet, "http://"+host+":"+port+"/bai/1.html", nil)
		if err != nil {
			continue // no address at all
		}
		if resp, err := g.RoundTrip(req); err == nil {
			resp.Body.Close()
			t.Errorf("%s was reached", host)
		}
		g.CloseIdleConnections()
	}
	if asked := inside.take(); len(asked) != 0 {
		t.Errorf("asked %q", asked)
	}
	// A site whose name leads inside: the address is checked after the look-up.
	r := newRig(t, nil)
	r.options.Config.Contact = "toa-soan@xa.test"
	r.options.Config.Resolve = nil
	r.profile.Hosts, r.profile.Seeds = []string{"localhost"}, []string{"http://localhost:1/"}
	r.options.Attempts = 1
	if report := r.crawl(); len(report.Failures) != 1 || !strings.Contains(report.Failures[0].Message, "not public") {
		t.Errorf("report %+v", report)
	}
}

// TestClockJumps: pauses that a wrong clock wrote do not hold a later run up,
// and a clock that goes back loses nothing.
func TestClockJumps(t *testing.T) {
	r := newRig(t, map[string]http.HandlerFunc{"/": links("/bai/1.html"), "/bai/1.html": article(1)})
	begin := time.Now()
	r.options.Delay = 50 * time.Millisecond
	for i, jump := range []time.Duration{0, 20 * 365 * 24 * time.Hour, -48 * time.Hour, 0} {
		r.options.Now = func() time.Time { return begin.Add(jump) }
		target := "/bai/" + itoa(i+2) + ".html"
		r.portal.set(target, article(i+2))
		r.portal.set("/", links(target))
		report := r.crawl()
		if r.state(target) != "done" || report.Failed > 0 {
			t.Errorf("clock %v off: %s, %+v", jump, r.state(target), report)
		}
	}
	r.agree()
}

// diskVariable makes the test binary crawl under a limit of the size of its
// files, which stands for a full disk: "dir|ip:port|bytes".
const diskVariable = "KHOTIN_TEST_DISK"

// crawlOnFullDisk crawls if this process was started for that.
func crawlOnFullDisk() bool {
	parts := strings.Split(os.Getenv(diskVariable), "|")
	if len(parts) != 3 {
		return false
	}
	signal.Ignore(syscall.SIGXFSZ) // writes fail with EFBIG in place of it
	var limit uint64
	fmt.Sscan(parts[2], &limit)
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: limit, Max: limit}); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(3)
	}
	if err := crawlOnce(parts[0], parts[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	return true
}

// TestFullDisk: where nothing more can be written, the run stops with an error,
// what was kept is whole, and the next run, with room, completes it.
func TestFullDisk(t *testing.T) {
	pages := map[string]http.HandlerFunc{}
	var want []string
	for i := range 60 {
		target := "/bai/" + itoa(i) + ".html"
		want = append(want, target)
		noise := make([]byte, 0, 8000)
		for n := range 1000 { // does not compress
			noise = fmt.Appendf(noise, "%x ", archive.Digest(fmt.Appendf(nil, "%d %d", i, n))[5:9])
		}
		pages[target] = page("<p>" + string(noise) + "</p>")
	}
	pages["/"] = links(want...)
	r := newRig(t, pages)
	stopped := 0
	for _, limit := range []string{"30000", "120000", "180000"} {
		child := exec.Command(os.Args[0])
		child.Env = append(os.Environ(), diskVariable+"="+r.dir+"|"+r.portal.Listener.Addr().String()+"|"+limit)
		text, err := child.CombinedOutput()
		var exit *exec.ExitError
		if errors.As(err, &exit) && exit.ExitCode() == 1 {
			stopped++
			t.Logf("limit %s: %s", limit, strings.TrimSpace(string(text)))
		} else if err != nil {
			t.Fatalf("limit %s: %v\n%s", limit, err, text)
		}
	}
	if stopped == 0 {
		t.Error("no run met the limit")
	}
	if err := crawlOnce(r.dir, r.portal.Listener.Addr().String()); err != nil {
		t.Fatal(err)
	}
	r.agree()
	kept, twice := r.keptArticles()
	slices.Sort(want)
	equal(t, "articles kept", kept, want)
	if len(twice) > 0 {
		t.Errorf("kept more than once: %q", twice)
	}
	if torn, _ := filepath.Glob(r.dir + "/warc/xa/*.open"); len(torn) > 0 {
		t.Errorf("left open: %q", torn)
	}
	f, err := frontier.OpenReadOnly(context.Background(), filepath.Join(r.dir, frontier.File))
	if err != nil {
		t.Fatal(err)
	}
	f.Close()
}
