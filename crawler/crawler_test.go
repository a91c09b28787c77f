package crawler

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"khotin/crawler/archive"
	"khotin/crawler/frontier"
	"khotin/crawler/site"
)

func TestCrawlFindsAndKeeps(t *testing.T) {
	r := newRig(t, map[string]http.HandlerFunc{
		"/":                links("/bai/1.html", "/bai/2.html/amp", "/bai/2.html?utm_source=x#a", "/trang/2", "/cam/3.html", "http://other.test/bai/9.html", "mailto:a@xa.test"),
		"/trang/2":         links("/bai/3.html", "/gioi-thieu"),
		"/rss":             text("application/rss+xml", `<?xml version="1.0"?><rss version="2.0"><channel><title>x</title><item><link>http://xa.test/bai/4.html</link></item></channel></rss>`),
		"/sitemap.xml":     text("application/xml", `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>http://xa.test/sitemap-1.xml</loc></sitemap></sitemapindex>`),
		"/sitemap-1.xml":   text("application/xml", `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>http://xa.test/bai/5.html</loc></url><url><loc>http://xa.test/gioi-thieu</loc></url></urlset>`),
		"/bai/1.html":      article(1),
		"/bai/2.html":      article(2),
		"/bai/3.html":      links("/bai/6.html"),
		"/bai/4.html":      article(4),
		"/bai/5.html":      article(5),
		"/bai/6.html":      article(6),
		"/gioi-thieu":      article(7),
		"/cam/3.html":      article(8),
		"/robots.txt":      text("text/plain", "User-agent: *\nDisallow: /bai/x\nnonsense\n"),
		"/bai/unused.html": article(9),
	})
	r.profile.Feeds = []string{"http://xa.test/rss"}
	r.profile.Sitemaps = []string{"http://xa.test/sitemap.xml"}
	report := r.crawl()
	equal(t, "asked", r.portal.take(), []string{"/", "/bai/1.html", "/bai/2.html", "/bai/3.html", "/bai/4.html", "/bai/5.html",
		"/bai/6.html", "/robots.txt", "/rss", "/sitemap-1.xml", "/sitemap.xml", "/trang/2"})
	if report.New != 6 || report.Failed != 0 || report.Requests != 12 || report.Postponed != 0 {
		t.Errorf("report %+v", report)
	}
	for _, target := range []string{"/", "/robots.txt", "/rss", "/sitemap.xml", "/bai/6.html"} {
		equal(t, target, r.captures(target), []string{"response 200"})
	}

	// The second crawl asks the lists again and finds one new article.
	r.portal.set("/", links("/bai/7.html", "/bai/1.html"))
	r.portal.set("/bai/7.html", article(7))
	r.portal.set("/sitemap-1.xml", text("application/xml", `<urlset><url><loc>http://xa.test/bai/5.html</loc><lastmod>`+
		time.Now().UTC().Format(time.RFC3339Nano)+`</lastmod></url></urlset>`))
	r.portal.set("/bai/5.html", article(55))
	report = r.crawl()
	equal(t, "asked again", r.portal.take(), []string{"*/", "*/bai/5.html", "*/rss", "*/sitemap-1.xml", "*/sitemap.xml", "/bai/7.html"})
	if report.New != 1 || report.Changed != 1 || report.Failed != 0 {
		t.Errorf("second report %+v", report)
	}
	equal(t, "the list", r.captures("/"), []string{"response 200", "response 200"})
	equal(t, "the feed", r.captures("/rss"), []string{"response 200", "revisit 304"})
	equal(t, "the changed article", r.captures("/bai/5.html"), []string{"response 200", "response 200"})
}

func TestCrawlRevisitsByAge(t *testing.T) {
	r := newRig(t, map[string]http.HandlerFunc{
		"/": links("/bai/1.html", "/bai/2.html"), "/bai/1.html": article(1),
		"/bai/2.html": func(w http.ResponseWriter, _ *http.Request) { // no validators
			w.Header().Set("Content-Type", "text/html")
			w.Write([]byte("<p>Không đổi</p>"))
		},
	})
	begin := time.Now()
	r.options.Now = func() time.Time { return begin }
	r.crawl()
	r.options.Now = func() time.Time { return begin.Add(30 * time.Minute) }
	r.portal.take()
	r.crawl()
	equal(t, "after half an hour", r.portal.take(), []string{"*/"})
	r.options.Now = func() time.Time { return begin.Add(2 * time.Hour) }
	report := r.crawl()
	equal(t, "after two hours", r.portal.take(), []string{"*/", "*/bai/1.html", "/bai/2.html"})
	if report.Unchanged != 2 || report.New != 0 {
		t.Errorf("report %+v", report)
	}
	equal(t, "not modified", r.captures("/bai/1.html"), []string{"response 200", "revisit 304"})
	equal(t, "identical", r.captures("/bai/2.html"), []string{"response 200", "revisit 200"})

	r.portal.set("/bai/1.html", status(http.StatusGone))
	r.options.Now = func() time.Time { return begin.Add(26 * time.Hour) }
	report = r.crawl()
	if report.Gone != 1 || report.Failed != 0 {
		t.Errorf("report %+v", report)
	}
	if got := r.state("/bai/1.html"); got != "gone" {
		t.Errorf("state %s", got)
	}
	equal(t, "gone", r.captures("/bai/1.html"), []string{"response 200", "revisit 304", "response 410"})
	equal(t, "robots after a day", r.captures("/robots.txt"), []string{"response 404", "response 404"})
}

func TestCrawlListingsEnd(t *testing.T) {
	pages := map[string]http.HandlerFunc{"/": links("/bai/1.html", "/lich?thang=1", "/bai/a/a/a/a/a.html", "/bai/"+strings.Repeat("dai-", 600)+".html"), "/bai/1.html": article(1)}
	r := newRig(t, pages)
	h := r.portal.Config.Handler
	r.portal.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if req.URL.Path == "/lich" { // every month links the next three
			month := 0
			for _, c := range req.URL.Query().Get("thang") {
				month = month*10 + int(c-'0')
			}
			var to []string
			for i := 1; i <= 3; i++ {
				to = append(to, "/lich?thang="+itoa(month+i))
			}
			r.portal.set(req.URL.RequestURI(), links(to...))
		}
		h.ServeHTTP(w, req)
	})
	r.options.MaxPages = 7
	report := r.crawl()
	asked := r.portal.take()
	months := 0
	for _, a := range asked {
		if strings.HasPrefix(a, "/lich") {
			months++
		}
	}
	if months != 7 || len(asked) != 10 || report.New != 1 {
		t.Errorf("%d months, asked %q", months, asked)
	}
	r.crawl()
	equal(t, "second crawl", r.portal.take(), []string{"*/"})
	r.options.MaxPages = 9
	r.crawl()
	if asked := r.portal.take(); len(asked) != 3 {
		t.Errorf("a raised limit asks %q", asked)
	}
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}

func TestCrawlCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	var to []string
	pages := map[string]http.HandlerFunc{}
	for i := range 40 {
		target := "/bai/" + itoa(i) + ".html"
		to = append(to, target)
		pages[target] = article(i)
	}
	pages["/"] = links(to...)
	r := newRig(t, pages)
	done := 0
	r.options.Progress = func(Progress) {
		if done++; done == 10 {
			cancel()
		}
	}
	report, err := r.try(ctx)
	if !errors.Is(err, context.Canceled) || report.New < 5 || report.Postponed == 0 {
		t.Fatalf("%v, report %+v", err, report)
	}
	r.agree()
	r.options.Progress = nil
	rest := r.crawl()
	if report.New+rest.New != 40 || rest.Adopted != 0 {
		t.Errorf("%d, then %+v", report.New, rest)
	}
	for _, target := range to {
		equal(t, target, r.captures(target), []string{"response 200"})
	}
}

func TestCrawlRefuses(t *testing.T) {
	r := newRig(t, nil)
	r.options.Config.Resolve = nil
	_, err := r.try(context.Background())
	var h interface{ Hint() string }
	if !errors.Is(err, ErrNoContact) || !errors.As(err, &h) || !strings.Contains(h.Hint(), site.ConfigFile) {
		t.Errorf("no contact: %v", err)
	}
	r = newRig(t, nil)
	r.options.Only = []string{"huyen"}
	if _, err := r.try(context.Background()); !errors.Is(err, ErrNoSite) {
		t.Errorf("unknown site: %v", err)
	}
	r = newRig(t, nil)
	from := time.Now().Add(2 * time.Hour)
	r.options.Config.Night = from.Format("15:04") + "-" + from.Add(time.Hour).Format("15:04")
	if _, err := r.try(context.Background()); !errors.Is(err, ErrAsleep) {
		t.Errorf("by day: %v", err)
	}
	if asked := r.portal.take(); len(asked) != 0 {
		t.Errorf("asked %q", asked)
	}
}

func TestCrawlHeaders(t *testing.T) {
	t.Setenv("COLLY_USER_AGENT", "someone else")
	var got http.Header
	r := newRig(t, map[string]http.HandlerFunc{"/": func(w http.ResponseWriter, req *http.Request) {
		got = req.Header.Clone()
		http.SetCookie(w, &http.Cookie{Name: "a", Value: "b"})
	}})
	r.options.Config.Contact = "toa-soan@xa.test"
	r.options.Version = "1.2"
	r.crawl()
	r.crawl()
	if ua := got.Get("User-Agent"); ua != "khotin/1.2 (+toa-soan@xa.test)" {
		t.Errorf("User-Agent %q", ua)
	}
	if got.Get("Cookie") != "" {
		t.Errorf("a cookie was sent: %q", got.Get("Cookie"))
	}
	if _, ok := os.LookupEnv("COLLY_USER_AGENT"); ok {
		t.Error("COLLY_USER_AGENT is still set")
	}
}

func TestCrawlAsksOneAtATime(t *testing.T) {
	r := newRig(t, map[string]http.HandlerFunc{"/": links("/bai/1.html", "/bai/2.html", "/bai/3.html"),
		"/bai/1.html": article(1), "/bai/2.html": article(2), "/bai/3.html": article(3)})
	var at []time.Time
	h := r.portal.Config.Handler
	r.portal.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		at = append(at, time.Now())
		h.ServeHTTP(w, req)
	})
	r.options.Delay = 150 * time.Millisecond
	r.crawl()
	r.crawl() // the pause holds between two runs too
	if len(at) != 6 {
		t.Fatalf("%d requests", len(at))
	}
	for i := 1; i < len(at); i++ {
		if gap := at[i].Sub(at[i-1]); gap < 150*time.Millisecond {
			t.Errorf("request %d came %v after the one before", i, gap)
		}
	}
}

func TestCrawlSeveralHosts(t *testing.T) {
	const hosts, articles = 6, 25
	var mu sync.Mutex
	busy := map[string]int{} // requests under way, by host
	most, together := 0, 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		mu.Lock()
		busy[req.Host]++
		most = max(most, busy[req.Host])
		sum := 0
		for _, n := range busy {
			sum += n
		}
		together = max(together, sum)
		mu.Unlock()
		time.Sleep(time.Millisecond)
		switch {
		case req.URL.Path == "/" && req.Host == "x0.test": // links all the others
			var to []string
			for h := range hosts {
				to = append(to, "http://x"+itoa(h)+".test/trang/1")
			}
			links(to...)(w, req)
		case strings.HasPrefix(req.URL.Path, "/trang/"):
			var to []string
			for i := range articles {
				to = append(to, "/bai/"+itoa(i)+".html")
			}
			links(to...)(w, req)
		case strings.HasPrefix(req.URL.Path, "/bai/"):
			page("<p>"+req.Host+req.URL.Path+strings.Repeat(" dài", 2000)+"</p>")(w, req)
		default:
			http.NotFound(w, req)
		}
		mu.Lock()
		busy[req.Host]--
		mu.Unlock()
	}))
	defer server.Close()
	r := newRig(t, nil)
	r.profile.Hosts, r.profile.Seeds = []string{"*.test"}, []string{"http://x0.test/"}
	for h := range hosts {
		r.options.Config.Resolve["x"+itoa(h)+".test"] = server.Listener.Addr().String()
	}
	r.options.Workers = 4
	report := r.crawl()
	if report.New != hosts*articles || report.Failed != 0 {
		t.Errorf("report %+v", report)
	}
	if most != 1 || together < 2 || together > 4 {
		t.Errorf("at most %d requests at a time to one host, %d to all", most, together)
	}
	r.agree()
	// No page took the bytes of another.
	a, err := archive.Open(r.dir, archive.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	for c, err := range a.Captures(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(c.URL, "/bai/") && !strings.HasPrefix(string(c.Body), "<p>"+strings.TrimPrefix(c.URL, "http://")+" ") {
			t.Errorf("%s holds %.60q", c.URL, c.Body)
		}
	}
}

func TestDiscover(t *testing.T) {
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	z.Write([]byte(`<?xml version="1.0" encoding="utf-8"?><urlset><url><loc>
		http://xa.test/bai/zip.html </loc><lastmod>2024-05-06</lastmod></url></urlset>`))
	z.Close()
	r := newRig(t, map[string]http.HandlerFunc{
		"/": page(`<html><head><base href="http://xa.test/bai/"><link rel="next" href="/trang/2"></head>
			<body><a href="goc.html">a</a><map><area href="/bai/anh.html"></map><a href="javascript:void(0)">x</a><a name="y">y</a></body></html>`),
		"/trang/2":        page(`<html><head><meta name="Robots" content="noindex, NoFollow"></head><body><a href="/bai/kin.html">a</a></body></html>`),
		"/so-do.xml.gz":   func(w http.ResponseWriter, _ *http.Request) { w.Write(zipped.Bytes()) },
		"/atom":           text("application/atom+xml", `<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="/bai/atom.html"/><updated>2024-05-06T07:08:09Z</updated></entry></feed>`),
		"/hong":           text("text/html", "<html><body><p>Trang này không phải nguồn tin.</p></body></html>"),
		"/bai/goc.html":   article(1),
		"/bai/anh.html":   article(2),
		"/bai/zip.html":   article(3),
		"/bai/atom.html":  article(4),
		"/bai/kin.html":   article(5),
		"/bai/trong.html": article(6),
	})
	r.profile.Sitemaps = []string{"http://xa.test/so-do.xml.gz", "http://xa.test/hong"}
	r.profile.Feeds = []string{"http://xa.test/atom", "http://xa.test/hong"}
	report := r.crawl()
	equal(t, "asked", r.portal.take(), []string{"/", "/atom", "/bai/anh.html", "/bai/atom.html", "/bai/goc.html", "/bai/zip.html",
		"/hong", "/robots.txt", "/so-do.xml.gz", "/trang/2"})
	if report.New != 4 || report.Failed != 0 {
		t.Errorf("report %+v", report)
	}
	r.agree()
}

func TestCrawlSeedGone(t *testing.T) {
	r := newRig(t, map[string]http.HandlerFunc{})
	report := r.crawl()
	if len(report.Failures) != 1 || report.Failures[0].Class != "http 404" {
		t.Errorf("report %+v", report)
	}
	r.portal.set("/", links("/bai/1.html"))
	r.portal.set("/bai/1.html", article(1))
	if report = r.crawl(); report.New != 1 || report.Failed != 0 {
		t.Errorf("back again: %+v", report)
	}
}

func TestCheckFindsDifferences(t *testing.T) {
	r := newRig(t, map[string]http.HandlerFunc{"/": links("/bai/1.html"), "/bai/1.html": article(1)})
	r.crawl()
	a, err := archive.Open(r.dir, archive.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	w, err := a.NewWriter(archive.WriterOptions{Site: "xa", Run: "9"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Append(archive.NewResource("http://xa.test/la", "", "text/html", time.Now(), []byte("lạ"))); err != nil {
		t.Fatal(err)
	}
	f := r.frontier()
	defer f.Close()
	if err := f.Record(context.Background(), frontier.Kept{URL: "http://xa.test/ma", Type: "response", File: "warc/xa/0.warc.gz", Length: 9}); err != nil {
		t.Fatal(err)
	}
	faults, err := Check(context.Background(), a)
	if err != nil || len(faults) != 2 || !strings.Contains(faults[0].What, "not in the catalogue: http://xa.test/la") || faults[1].File != "warc/xa/0.warc.gz" {
		t.Errorf("%v %+v", err, faults)
	}
}
