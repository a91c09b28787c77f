package crawler

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"khotin/crawler/archive"
	"khotin/crawler/site"
)

// webArchive is a CDX server and its replay, as the Wayback Machine has them.
type webArchive struct {
	*portal
	rows  [][]string        // timestamp, original, mimetype, statuscode, digest
	pages map[string]string // "<time>id_/<address>" → body
	part  int               // rows of an answer
	trip  map[string]int    // how often a target still fails with 503
}

func newWebArchive(t *testing.T, articles int) *webArchive {
	w := &webArchive{portal: newPortal(t, nil), pages: map[string]string{}, part: 4, trip: map[string]int{}}
	for n := range articles {
		body := fmt.Sprintf("<html><head><title>Tin %d</title></head><body><p>Quận họp việc số %d.</p></body></html>", n, n)
		stamp := time.Date(2012, 3, 1+n, 8, 0, 0, 0, time.UTC).Format(stampForm)
		address := fmt.Sprintf("http://quan.test:80/tin/%d.html", n)
		w.rows = append(w.rows, []string{stamp, address, "text/html", "200", strings.TrimPrefix(archive.Digest([]byte(body)), "sha1:")})
		w.pages[stamp+"id_/"+address] = body
	}
	w.Config.Handler = http.HandlerFunc(w.serve)
	return w
}

func (w *webArchive) serve(out http.ResponseWriter, req *http.Request) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.asked = append(w.asked, req.URL.RequestURI())
	if req.URL.Path == "/cdx" {
		q := req.URL.Query()
		from, _ := strconv.Atoi(q.Get("resumeKey"))
		to := min(from+w.part, len(w.rows))
		rows := append([][]string{{"timestamp", "original", "mimetype", "statuscode", "digest"}}, w.rows[from:to]...)
		if to < len(w.rows) {
			rows = append(rows, []string{}, []string{strconv.Itoa(to)})
		}
		json.NewEncoder(out).Encode(rows)
		return
	}
	target := strings.TrimPrefix(req.URL.RequestURI(), "/web/")
	if w.trip[target] > 0 {
		w.trip[target]--
		out.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	body, ok := w.pages[target]
	if !ok {
		http.NotFound(out, req)
		return
	}
	if to, moved := strings.CutPrefix(body, "→"); moved {
		out.Header().Set("Location", to) // as it is: http.Redirect would clean it
		out.WriteHeader(http.StatusFound)
		return
	}
	out.Header().Set("X-Archive-Orig-Content-Type", "text/html; charset=utf-8")
	out.Header().Set("X-Archive-Orig-Last-Modified", "Thu, 01 Mar 2012 07:00:00 GMT")
	out.Header().Set("X-Archive-Orig-Set-Cookie", "a=b")
	out.Header().Set("Content-Type", "text/html")
	fmt.Fprint(out, body)
}

func (w *webArchive) backfill(t *testing.T, ctx context.Context, dir string, change func(*BackfillOptions)) (BackfillReport, error) {
	t.Helper()
	a, err := archive.Create(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	o := BackfillOptions{Archive: a, URL: "quan.test/*", Endpoint: "http://memento.test/cdx", Delay: -1, Backoff: time.Millisecond,
		Config: site.Config{Resolve: map[string]string{"memento.test": w.Listener.Addr().String()}}}
	if change != nil {
		change(&o)
	}
	return Backfill(ctx, o)
}

func TestBackfill(t *testing.T) {
	w := newWebArchive(t, 10)
	gone, moved, busy := w.rows[3], w.rows[5], w.rows[6]
	delete(w.pages, gone[0]+"id_/"+gone[1])
	w.pages["20111231000000id_/"+moved[1]] = w.pages[moved[0]+"id_/"+moved[1]]
	w.pages[moved[0]+"id_/"+moved[1]] = "→/web/20111231000000id_/" + moved[1]
	w.trip[busy[0]+"id_/"+busy[1]] = 2
	dir := t.TempDir()
	r := &rig{t: t, dir: dir}

	// Stopped in the middle, it goes on where it was.
	ctx, cancel := context.WithCancel(context.Background())
	report, err := w.backfill(t, ctx, dir, func(o *BackfillOptions) {
		o.Progress = func(p BackfillReport) {
			if p.Kept == 4 {
				cancel()
			}
		}
	})
	if !errors.Is(err, context.Canceled) || report.Kept != 4 || report.Listed != 10 || report.Waiting != 5 {
		t.Fatalf("%v %+v", err, report)
	}
	lists := 0
	for _, a := range w.take() {
		if strings.HasPrefix(a, "/cdx?") {
			lists++
			if !strings.Contains(a, "showResumeKey=true") || !strings.Contains(a, "filter=statuscode%3A200") {
				t.Errorf("asked %s", a)
			}
		}
	}
	if lists != 3 {
		t.Errorf("%d lists", lists)
	}
	report, err = w.backfill(t, context.Background(), dir, nil)
	if err != nil || report.Kept != 5 || report.Known != 0 || report.Waiting != 0 {
		t.Errorf("%v %+v", err, report)
	}
	if n := w.times("/web/" + busy[0] + "id_/" + busy[1]); n != 3 {
		t.Errorf("the busy page was asked %d times", n)
	}
	for _, a := range w.take() {
		if strings.HasPrefix(a, "/cdx?") {
			t.Errorf("listed again: %s", a)
		}
	}
	r.agree()

	// What is kept: the page as it was served, its time, and where it came from.
	a, err := archive.Open(dir, archive.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	captures := 0
	for c, err := range a.Captures(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		captures++
		if c.URL == "http://quan.test/tin/0.html" && (c.Status != 200 || c.Time.Format(stampForm) != w.rows[0][0] || c.Header.Get("Content-Type") != "text/html; charset=utf-8" ||
			c.Header.Get("Last-Modified") == "" || c.Header.Get("Set-Cookie") != "" || c.Digest != "sha1:"+w.rows[0][4] || !strings.Contains(string(c.Body), "việc số 0")) {
			t.Errorf("%+v", c)
		}
	}
	if captures != 9 {
		t.Errorf("%d captures", captures)
	}
	versions, err := History(context.Background(), a, nil, "http://quan.test/tin/0.html")
	if err != nil || len(versions) != 1 || versions[0].What != VersionNew {
		t.Errorf("%v %+v", err, versions)
	}

	// A third time it looks for more, and takes nothing twice.
	report, err = w.backfill(t, context.Background(), dir, nil)
	if err != nil || report.Kept != 0 || len(report.Failures) != 1 || report.Failures[0].Class != "http 404" {
		t.Errorf("%v %+v", err, report)
	}
	if n := w.times("/web/" + w.rows[0][0] + "id_/" + w.rows[0][1]); n != 0 {
		t.Errorf("asked again %d times", n)
	}
}

// TestBackfillOfAnEndlessList: a server that says that there is more, and lists
// nothing, is not asked for ever; one that its filter left little of is read.
func TestBackfillOfAnEndlessList(t *testing.T) {
	w := newWebArchive(t, 1)
	asked := 0
	more := func(filled int) {
		w.Config.Handler = http.HandlerFunc(func(out http.ResponseWriter, req *http.Request) {
			if req.URL.Path != "/cdx" {
				w.serve(out, req)
				return
			}
			asked++
			rows := [][]string{{"timestamp", "original", "mimetype", "statuscode", "digest"}}
			if asked == filled {
				rows = append(rows, w.rows...)
			} else {
				rows = append(rows, []string{}, []string{strconv.Itoa(1000 + asked)})
			}
			json.NewEncoder(out).Encode(rows)
		})
	}
	more(0)
	if _, err := w.backfill(t, t.Context(), t.TempDir(), nil); !errors.Is(err, errEndless) || asked != mostEmpty+1 {
		t.Errorf("endless: asked %d times, %v", asked, err)
	}
	asked = 0
	more(mostEmpty)
	if report, err := w.backfill(t, t.Context(), t.TempDir(), nil); err != nil || report.Kept != 1 {
		t.Errorf("filtered: %+v, %v", report, err)
	}
}

func TestBackfillRefuses(t *testing.T) {
	w := newWebArchive(t, 1)
	if _, err := w.backfill(t, context.Background(), t.TempDir(), func(o *BackfillOptions) { o.Config.Resolve = nil }); !errors.Is(err, ErrNoContact) {
		t.Errorf("no contact: %v", err)
	}
	if _, err := w.backfill(t, context.Background(), t.TempDir(), func(o *BackfillOptions) { o.Endpoint = "memento" }); err == nil {
		t.Error("an endpoint that is none")
	}
	w.Config.Handler = http.HandlerFunc(func(out http.ResponseWriter, _ *http.Request) {
		out.Header().Set("Retry-After", "3600")
		out.WriteHeader(http.StatusTooManyRequests)
	})
	if _, err := w.backfill(t, context.Background(), t.TempDir(), nil); !errors.Is(err, errBusy) {
		t.Errorf("busy: %v", err)
	}
	w.Config.Handler = http.HandlerFunc(func(out http.ResponseWriter, _ *http.Request) { fmt.Fprint(out, "<html>") })
	if _, err := w.backfill(t, context.Background(), t.TempDir(), nil); err == nil || !strings.Contains(err.Error(), "no list of captures") {
		t.Errorf("a page in place of a list: %v", err)
	}
}

// TestBackfillElsewhen: a server that gives another capture than the one asked
// for gives that one's time with it.
func TestBackfillElsewhen(t *testing.T) {
	w := newWebArchive(t, 1)
	row := w.rows[0]
	w.pages[row[0]+"id_/"+row[1]] = "→/web/20111231000000id_/" + row[1]
	w.pages["20111231000000id_/"+row[1]] = "<p>Quận họp việc khác.</p>"
	dir := t.TempDir()
	if report, err := w.backfill(t, context.Background(), dir, nil); err != nil || report.Kept != 1 {
		t.Fatalf("%v %+v", err, report)
	}
	a, err := archive.Open(dir, archive.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	versions, err := History(context.Background(), a, nil, "http://quan.test/tin/0.html")
	if err != nil || len(versions) != 1 || versions[0].Time.Format(stampForm) != "20111231000000" {
		t.Errorf("%v %+v", err, versions)
	}
}
