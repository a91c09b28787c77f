package crawler

import (
	"fmt"
	"net/http"
	"net/url"
	"testing"
	"time"

	"khotin/crawler/archive"
	"khotin/crawler/site"
)

// TestQuietListsRest: a list that does not change is asked less and less, the
// front page always, and a change brings it back.
func TestQuietListsRest(t *testing.T) {
	r := newRig(t, map[string]http.HandlerFunc{"/": links("/muc", "/bai/1.html"), "/muc": links("/bai/1.html"), "/bai/1.html": article(1)})
	r.profile.Lists = append(r.profile.Lists, `^/muc$`)
	begin := time.Now()
	asked := func(from, to int) (n int) { // once a day
		r.portal.take()
		for day := from; day < to; day++ {
			r.options.Now = func() time.Time { return begin.Add(time.Duration(day) * 24 * time.Hour) }
			r.crawl()
			if r.portal.times("/") != 1 {
				t.Errorf("day %d: the front page was asked %d times", day, r.portal.times("/"))
			}
			n += r.portal.times("/muc")
			r.portal.take()
		}
		return n
	}
	if n := asked(0, 5); n != 5 {
		t.Errorf("at first %d of 5 times", n)
	}
	if n := asked(5, 40); n < 5 || n > 18 {
		t.Errorf("later %d of 35 times", n)
	}
	r.portal.set("/muc", links("/bai/1.html", "/bai/2.html"))
	r.portal.set("/bai/2.html", article(2))
	day := 40
	for ; day < 48 && r.state("/bai/2.html") != "done"; day++ { // it rests a week at most
		asked(day, day+1)
	}
	if r.state("/bai/2.html") != "done" {
		t.Error("the new article was not found")
	}
	if n := asked(day, day+3); n != 3 {
		t.Errorf("after the change %d of 3 times", n)
	}
}

// TestAgesCountFromPublication: an article that was out for three days when it
// was found is looked at again when it is seven days old; one that is older than
// all ages, or does not say, by the time it was found.
func TestAgesCountFromPublication(t *testing.T) {
	body := "một"
	r := newRig(t, map[string]http.HandlerFunc{"/": links("/bai/1.html", "/bai/2.html", "/bai/3.html", "/bai/4.html"),
		"/bai/1.html": article(1), "/bai/2.html": article(2), "/bai/3.html": article(3), "/bai/4.html": lying(&body)}) // 4 is never modified
	begin := time.Now()
	early := begin.Add(-3 * 24 * time.Hour)
	out := map[string]time.Time{"/bai/1.html": early, "/bai/2.html": begin.AddDate(-2, 0, 0), "/bai/4.html": early}
	r.options.Published = func(c *archive.Capture, _ *site.Set) time.Time {
		if c.Status != http.StatusOK || len(c.Body) == 0 {
			t.Errorf("asked about %s with status %d and %d bytes", c.URL, c.Status, len(c.Body))
		}
		u, err := url.Parse(c.URL)
		if err != nil {
			t.Fatal(err)
		}
		return out[u.Path]
	}
	for _, tc := range []struct {
		after time.Duration
		want  [4]int
	}{
		{0, [4]int{1, 1, 1, 1}},
		{2 * time.Hour, [4]int{0, 1, 1, 0}},
		{(3*24 + 23) * time.Hour, [4]int{0, 1, 1, 0}},
		{(4*24 + 1) * time.Hour, [4]int{1, 0, 0, 1}},
		{(5*24 + 1) * time.Hour, [4]int{0, 0, 0, 0}},
		{(26 * 24) * time.Hour, [4]int{0, 1, 1, 0}},
		{(27*24 + 1) * time.Hour, [4]int{1, 0, 0, 1}},
	} {
		r.portal.take()
		r.options.Now = func() time.Time { return begin.Add(tc.after) }
		r.crawl()
		var got [4]int
		for i := range got {
			got[i] = r.portal.times(fmt.Sprintf("/bai/%d.html", i+1))
		}
		if got != tc.want {
			t.Errorf("after %s: asked %v times, want %v", tc.after, got, tc.want)
		}
	}
}

// lying gives a page that is "not modified", whatever its body has become.
func lying(body *string) http.HandlerFunc {
	return func(w http.ResponseWriter, req *http.Request) {
		w.Header().Set("ETag", `"always"`)
		w.Header().Set("Content-Type", "text/html")
		if req.Header.Get("If-None-Match") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Write([]byte("<p>" + *body + "</p>"))
	}
}

// TestLyingETag: a server that says "not modified" to whatever is asked is
// found out.
func TestLyingETag(t *testing.T) {
	body := "một"
	r := newRig(t, map[string]http.HandlerFunc{"/": links("/bai/1.html"), "/bai/1.html": lying(&body)})
	begin := time.Now()
	r.options.Revisit = nil
	for n := range 14 {
		r.options.Revisit = append(r.options.Revisit, time.Duration(n+1)*time.Hour)
	}
	changed := 0
	for n := range 14 {
		r.options.Now = func() time.Time { return begin.Add(time.Duration(n)*time.Hour + time.Duration(n)*time.Minute) }
		changed += r.crawl().Changed
		body = "hai"
	}
	if changed != 1 {
		t.Errorf("the change was found %d times", changed)
	}
}

// TestLyingETagOfArticle: the same at the ages at which articles are asked again
// if nothing else is configured.
func TestLyingETagOfArticle(t *testing.T) {
	body := "một"
	r := newRig(t, map[string]http.HandlerFunc{"/": links("/bai/1.html"), "/bai/1.html": lying(&body)})
	begin, changed := time.Now(), 0
	for _, age := range []time.Duration{0, 2 * time.Hour, 25 * time.Hour, 8 * 24 * time.Hour} {
		r.options.Now = func() time.Time { return begin.Add(age) }
		changed += r.crawl().Changed
		body = "hai"
	}
	if changed != 1 {
		t.Errorf("the change was found %d times", changed)
	}
	equal(t, "kept", r.captures("/bai/1.html"), []string{"response 200", "revisit 304", "revisit 304", "response 200"})
}

// TestNotModifiedUnasked: a server that says "not modified" of what it never
// gave has given nothing.
func TestNotModifiedUnasked(t *testing.T) {
	r := newRig(t, map[string]http.HandlerFunc{"/": links("/bai/1.html"), "/bai/1.html": status(http.StatusNotModified)})
	r.options.Attempts = 2
	report := r.crawl()
	if len(report.Failures) != 1 || report.Failures[0].Class != "http 304" || report.Unchanged != 0 || r.state("/bai/1.html") != "failed" {
		t.Errorf("report %+v", report)
	}
	equal(t, "kept", r.captures("/bai/1.html"), []string{"response 304", "response 304"})
}

func TestGoneRests(t *testing.T) {
	now := time.Now()
	const day = 24 * time.Hour
	for ago, want := range map[time.Duration]time.Duration{0: 7 * day, day: 7 * day, 40 * day: 20 * day, 2000 * day: 180 * day} {
		if got := restGone(now.Add(-ago), now); got != want {
			t.Errorf("gone for %v rests %v, want %v", ago, got, want)
		}
	}
	if got := restGone(time.Time{}, now); got != 7*day {
		t.Errorf("never seen rests %v", got)
	}
}
