package crawler

import (
	"net/http"
	"slices"
	"sync"
	"testing"
	"time"
)

// TestPerHost: several requests to one host at the same time where the
// configuration says so, no more, robots.txt once and alone; with a pause
// between their beginnings.
func TestPerHost(t *testing.T) {
	const articles = 20
	for _, delay := range []time.Duration{-1, 30 * time.Millisecond} {
		var mu sync.Mutex
		under, most, atRobots := 0, 0, 0
		var begun []time.Time
		slow := func(h http.HandlerFunc) http.HandlerFunc {
			return func(w http.ResponseWriter, req *http.Request) {
				mu.Lock()
				under++
				most = max(most, under)
				if req.URL.Path == "/robots.txt" {
					atRobots = under
				}
				begun = append(begun, time.Now())
				mu.Unlock()
				time.Sleep(100 * time.Millisecond)
				h(w, req)
				mu.Lock()
				under--
				mu.Unlock()
			}
		}
		pages := map[string]http.HandlerFunc{"/robots.txt": slow(text("text/plain", "User-agent: *\nDisallow: /kin/\n"))}
		var targets []string
		for i := range articles {
			target := "/bai/" + itoa(i) + ".html"
			targets = append(targets, target)
			pages[target] = slow(article(i))
		}
		pages["/"] = links(targets...)
		r := newRig(t, pages)
		r.options.PerHost, r.options.Delay = 4, delay
		report := r.crawl()
		if report.New != articles || report.Failed > 0 || report.Requests != articles+2 {
			t.Errorf("report %+v", report)
		}
		if most < 2 || most > 4 || atRobots != 1 {
			t.Errorf("delay %v: at most %d requests at a time, %d while robots.txt was asked", delay, most, atRobots)
		}
		slices.SortFunc(begun, time.Time.Compare)
		if took := begun[len(begun)-1].Sub(begun[0]); delay > 0 && took < time.Duration(articles-1)*delay*9/10 {
			t.Errorf("%d requests began within %v in spite of a pause of %v", len(begun), took, delay)
		}
		r.agree()
	}
}
