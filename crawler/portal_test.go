package crawler

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"khotin/crawler/archive"
	"khotin/crawler/frontier"
	"khotin/crawler/site"
)

func TestMain(m *testing.M) {
	if crawlAsChild() || crawlOnFullDisk() {
		return
	}
	goleak.VerifyTestMain(m)
}

// portal is a small web site on loopback that notes what it was asked.
type portal struct {
	*httptest.Server
	mu    sync.Mutex
	asked []string // path and query, with a star before a conditional request
	pages map[string]http.HandlerFunc
}

// newPortal serves pages by path and query; any other path is 404, robots.txt
// too unless it is given.
func newPortal(t testing.TB, pages map[string]http.HandlerFunc) *portal {
	p := &portal{pages: pages}
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		target := req.URL.RequestURI()
		p.mu.Lock()
		mark := ""
		if req.Header.Get("If-None-Match") != "" || req.Header.Get("If-Modified-Since") != "" {
			mark = "*"
		}
		p.asked = append(p.asked, mark+target)
		h := p.pages[target]
		p.mu.Unlock()
		if h == nil {
			http.NotFound(w, req)
			return
		}
		h(w, req)
	}))
	t.Cleanup(p.Close)
	return p
}

func (p *portal) set(target string, h http.HandlerFunc) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.pages[target] = h
}

// take gives what was asked since the last call, sorted.
func (p *portal) take() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	asked := p.asked
	p.asked = nil
	slices.Sort(asked)
	return asked
}

// times counts how often a target was asked.
func (p *portal) times(target string) (n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, a := range p.asked {
		if strings.TrimPrefix(a, "*") == target {
			n++
		}
	}
	return n
}

// text serves a body with an ETag, and answers 304 to it.
func text(contentType, body string) http.HandlerFunc {
	etag := fmt.Sprintf(`"%s"`, archive.Digest([]byte(body))[5:15])
	return func(w http.ResponseWriter, req *http.Request) {
		w.Header().Set("Content-Type", contentType)
		w.Header().Set("ETag", etag)
		if req.Header.Get("If-None-Match") == etag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(w, body)
	}
}

func page(body string) http.HandlerFunc { return text("text/html; charset=utf-8", body) }

// article is a page without links; links is one with them.
func article(n int) http.HandlerFunc {
	return page(fmt.Sprintf("<html><head><title>Tin số %d</title></head><body><p>Xã họp bàn việc số %d.</p></body></html>", n, n))
}

func links(targets ...string) http.HandlerFunc {
	var b strings.Builder
	b.WriteString("<html><body>")
	for _, t := range targets {
		fmt.Fprintf(&b, "<a href=%q>tin</a>\n", t)
	}
	b.WriteString("</body></html>")
	return page(b.String())
}

func status(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) }
}

// rig is an archive, a portal at http://xa.test and how to crawl it.
type rig struct {
	t       testing.TB
	dir     string
	portal  *portal
	profile site.Profile
	options Options
	sound   bool // agree has looked since the last crawl
}

func newRig(t testing.TB, pages map[string]http.HandlerFunc) *rig {
	p := newPortal(t, pages)
	return &rig{t: t, dir: t.TempDir(), portal: p,
		profile: site.Profile{
			Name: "xa", Hosts: []string{"xa.test"}, Seeds: []string{"http://xa.test/"},
			Articles: []string{`^/bai/[^?]+\.html$`}, Lists: []string{`^/$`, `^/trang/\d+$`, `^/lich\?`}, Skip: []string{`^/cam/`},
		},
		options: Options{Delay: -1, Backoff: time.Millisecond, Patience: 5 * time.Second, Timeout: 10 * time.Second,
			Config: site.Config{Resolve: map[string]string{"xa.test": p.Listener.Addr().String()}}},
	}
}

// crawl runs once and gives the report.
func (r *rig) crawl() Report {
	r.t.Helper()
	report, err := r.try(context.Background())
	if err != nil {
		r.t.Fatal(err)
	}
	return report
}

func (r *rig) try(ctx context.Context) (Report, error) {
	r.t.Helper()
	a, err := archive.Create(r.dir)
	if err != nil {
		r.t.Fatal(err)
	}
	defer a.Close()
	r.sound = false
	o := r.options
	o.Archive, o.Sites = a, &site.Set{}
	if err := o.Sites.Add(r.profile); err != nil {
		r.t.Fatal(err)
	}
	return Crawl(ctx, o)
}

// frontier opens what the crawl left; the caller closes it.
func (r *rig) frontier() *frontier.Frontier {
	r.t.Helper()
	f, err := frontier.Open(context.Background(), r.dir+"/"+frontier.File)
	if err != nil {
		r.t.Fatal(err)
	}
	return f
}

// look opens what the crawl left to look at it; the caller closes it.
func (r *rig) look() *frontier.Frontier {
	r.t.Helper()
	f, err := frontier.OpenReadOnly(context.Background(), r.dir+"/"+frontier.File)
	if err != nil {
		r.t.Fatal(err)
	}
	return f
}

// captures gives what the catalogue holds of a target, as "type status" with
// the reason for a cut, after checking the catalogue against the WARC files.
func (r *rig) captures(target string) []string {
	r.t.Helper()
	r.agree()
	f := r.look()
	defer f.Close()
	var out []string
	for k, err := range f.CapturesOf(context.Background(), "http://xa.test"+target) {
		if err != nil {
			r.t.Fatal(err)
		}
		out = append(out, strings.TrimSpace(fmt.Sprintf("%s %d %s", k.Type, k.Status, k.Truncated)))
	}
	return out
}

// state gives state and class of a target.
func (r *rig) state(target string) string {
	r.t.Helper()
	f := r.look()
	defer f.Close()
	_, state, ok, err := f.Item(context.Background(), "http://xa.test"+target)
	if err != nil {
		r.t.Fatal(err)
	}
	if !ok {
		return "unknown"
	}
	return state
}

// agree fails unless the WARC files are sound and hold exactly what the
// catalogue says.
func (r *rig) agree() {
	r.t.Helper()
	if r.sound {
		return
	}
	r.sound = true
	ctx := context.Background()
	a, err := archive.Open(r.dir, archive.Options{ReadOnly: true})
	if err != nil {
		r.t.Fatal(err)
	}
	report, err := archive.Verify(ctx, a)
	if err != nil || len(report.Faults) > 0 {
		r.t.Fatalf("verify: %v %+v", err, report.Faults)
	}
	faults, err := Check(ctx, a)
	if err != nil || len(faults) > 0 {
		r.t.Fatalf("check: %v %+v", err, faults)
	}
}

func equal(t testing.TB, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n got %q\nwant %q", what, got, want)
	}
}
