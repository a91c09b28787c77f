package crawler

import (
	"compress/gzip"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"khotin/crawler/archive"
	"khotin/crawler/frontier"
	"khotin/crawler/site"
)

// records gives all WARC files of an archive as text.
func records(t *testing.T, dir string) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "warc", "*", "*.warc.gz"))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		z, err := gzip.NewReader(f)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&all, z); err != nil {
			t.Fatal(err)
		}
	}
	return all.String()
}

func TestRobots(t *testing.T) {
	pages := func(robots http.HandlerFunc) map[string]http.HandlerFunc {
		return map[string]http.HandlerFunc{"/": links("/bai/1.html", "/bai/kin/2.html"), "/bai/1.html": article(1),
			"/bai/kin/2.html": article(2), "/robots.txt": robots}
	}
	all := []string{"/", "/bai/1.html", "/bai/kin/2.html", "/robots.txt"}
	for _, c := range []struct {
		name     string
		robots   http.HandlerFunc
		asked    []string
		failures int
		excluded int
	}{
		{"404", status(404), all, 0, 0},
		{"403", status(403), all, 0, 0},
		{"500", status(500), []string{"/robots.txt"}, 1, 0},
		{"429", status(429), []string{"/robots.txt"}, 1, 0},
		{"no answer", raw(""), []string{"/robots.txt"}, 1, 0},
		{"a page in its place", links("/"), all, 0, 0},
		{"for all", text("text/plain", "User-agent: *\nDisallow: /bai/kin/\n"), []string{"/", "/bai/1.html", "/robots.txt"}, 0, 1},
		{"for us", text("text/plain", "\uFEFFUser-agent: *\nAllow: /\n\nUser-agent: Khotin\nCrawl-delay: soon\nDisallow: /bai/ # all\nAllow: /bai/1.html$\n"),
			[]string{"/", "/bai/1.html", "/robots.txt"}, 0, 1},
		{"for a name that ours begins with", text("text/plain", "User-agent: kho\nDisallow: /\n\nUser-agent: khotin-two\nDisallow: /\n"), all, 0, 0},
		{"for us with a version", text("text/plain", "User-agent: kho\nUser-agent: khotin/1.0\nDisallow: /bai/kin\n\nUser-agent: *\nDisallow: /\n"),
			[]string{"/", "/bai/1.html", "/robots.txt"}, 0, 1},
		{"for another", text("text/plain", "User-agent: khoai\nDisallow: /\n"), all, 0, 0},
		{"all of it", text("text/plain", "User-agent: *\nDisallow: /\n"), []string{"/robots.txt"}, 0, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := newRig(t, pages(c.robots))
			report := r.crawl()
			equal(t, "asked", r.portal.take(), c.asked)
			if len(report.Failures) != c.failures || report.Excluded != c.excluded {
				t.Errorf("report %+v", report)
			}
			r.agree()
		})
	}
	t.Run("redirect", func(t *testing.T) {
		r := newRig(t, pages(to("/that.txt")))
		r.portal.set("/that.txt", text("text/plain", "User-agent: *\nDisallow: /bai/kin/\nSitemap: /so-do.xml\n"))
		r.crawl()
		equal(t, "asked", r.portal.take(), []string{"/", "/bai/1.html", "/robots.txt", "/so-do.xml", "/that.txt"})
		r.agree()
	})
	t.Run("crawl delay", func(t *testing.T) {
		r := newRig(t, pages(text("text/plain", "User-agent: *\nCrawl-delay: 0.3\n")))
		begin := time.Now()
		r.crawl()
		if took := time.Since(begin); took < 900*time.Millisecond {
			t.Errorf("4 requests took %v", took)
		}
	})
	t.Run("timeout", func(t *testing.T) {
		r := newRig(t, pages(func(_ http.ResponseWriter, req *http.Request) { <-req.Context().Done() }))
		r.options.Timeout = time.Second
		report := r.crawl()
		equal(t, "asked", r.portal.take(), []string{"/robots.txt"})
		if len(report.Failures) != 1 || report.Failures[0].Class != "robots" || !strings.Contains(report.Failures[0].Message, "robots.txt cannot be had") {
			t.Errorf("report %+v", report)
		}
	})
	t.Run("crawl delay to two minutes", func(t *testing.T) {
		for _, c := range []struct {
			line string
			want time.Duration
		}{{"Crawl-delay: 90", 90 * time.Second}, {"Crawl-delay: 120", 2 * time.Minute}, {"Crawl-delay: 86400", 2 * time.Minute}, {"Crawl-delay: -5", 0}, {"", 0}} {
			r := newRig(t, nil)
			f := r.frontier()
			now := time.Now()
			it := frontier.Item{URL: "http://xa.test/robots.txt", Host: "xa.test", Site: "xa", Kind: frontier.Robots}
			file := frontier.RobotsFile{Origin: "http://xa.test", Status: 200, Body: []byte("User-agent: *\n" + c.line + "\n"), Fetched: now}
			if err := f.Commit(t.Context(), "r", now, []frontier.Outcome{{Item: it, State: frontier.Done, Robots: &file}}); err != nil {
				t.Fatal(err)
			}
			run, l := newRun(defaults(r.options), f, nil), &lane{host: "xa.test"}
			if allowed, asked, err := run.consult(t.Context(), nil, l, frontier.Item{URL: "http://xa.test/"}); !allowed || asked || err != nil {
				t.Errorf("%q: %v %v %v", c.line, allowed, asked, err)
			}
			if got := run.spare(l); got != c.want {
				t.Errorf("%q makes a pause of %v, want %v", c.line, got, c.want)
			}
			f.Close()
		}
	})
	t.Run("asked again by a run of days", func(t *testing.T) {
		r := newRig(t, pages(text("text/plain", "User-agent: *\nDisallow: /bai/kin/\n")))
		a, err := archive.Create(r.dir)
		if err != nil {
			t.Fatal(err)
		}
		defer a.Close()
		f := r.frontier()
		defer f.Close()
		r.options.Archive = a
		run, l := newRun(defaults(r.options), f, []*site.Profile{&r.profile}), &lane{host: "xa.test"}
		run.name = "r"
		it := frontier.Item{URL: "http://xa.test/bai/kin/2.html", Host: "xa.test", Site: "xa"}
		for _, c := range []struct {
			age            time.Duration
			allowed, asked bool
		}{{23 * time.Hour, true, false}, {25 * time.Hour, false, true}, {0, false, false}} {
			if c.age > 0 {
				run.robots["http://xa.test"] = parseRobots(&frontier.RobotsFile{Origin: "http://xa.test", Status: 404, Fetched: run.now().Add(-c.age)}, "khotin")
			}
			allowed, asked, err := run.consult(t.Context(), newEngine(run), l, it)
			if allowed != c.allowed || asked != c.asked || err != nil {
				t.Errorf("%v old: %v %v %v", c.age, allowed, asked, err)
			}
		}
		run.wire.CloseIdleConnections()
		if err := run.closeWriters(); err != nil {
			t.Fatal(err)
		}
	})
	t.Run("in the archive", func(t *testing.T) { // why a page was allowed
		r := newRig(t, pages(status(404)))
		r.crawl()
		want := "robots: allowed by http://xa.test/robots.txt (status 404) of 20"
		if n := strings.Count(records(t, r.dir), want); n != 3 {
			t.Errorf("%d times %q", n, want)
		}
	})
	t.Run("kept for a day", func(t *testing.T) {
		r := newRig(t, pages(text("text/plain", "User-agent: *\nDisallow: /bai/kin/\n")))
		r.crawl()
		r.crawl()
		if n := r.portal.times("/robots.txt"); n != 1 {
			t.Errorf("asked %d times", n)
		}
	})
}
