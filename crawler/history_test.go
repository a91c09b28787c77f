package crawler

import (
	"context"
	"net/http"
	"testing"
	"time"

	"khotin/crawler/archive"
	"khotin/crawler/site"
)

// TestHistory follows one article through everything that can happen to it.
func TestHistory(t *testing.T) {
	const target = "/bai/1.html"
	r := newRig(t, map[string]http.HandlerFunc{"/": links(target), target: article(1)})
	begin := time.Now()
	const day = 24 * time.Hour
	for _, step := range []struct {
		after time.Duration
		serve http.HandlerFunc
	}{
		{0, article(1)}, {2 * time.Hour, article(1)}, {25 * time.Hour, article(2)},
		{8 * day, status(404)}, // it vanishes
		{9 * day, article(2)},  // comes back as it was, but rests for a week
		{16 * day, article(2)},
	} {
		r.portal.set(target, step.serve)
		r.options.Now = func() time.Time { return begin.Add(step.after) }
		r.crawl()
	}
	a, err := archive.Open(r.dir, archive.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	sites := &site.Set{}
	if err := sites.Add(r.profile); err != nil {
		t.Fatal(err)
	}
	versions, err := History(context.Background(), a, sites, "http://xa.test:80"+target+"?utm_source=x#a")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, v := range versions {
		got = append(got, v.What)
		if v.FoundOn != "http://xa.test/" {
			t.Errorf("%s was found on %q", v.URL, v.FoundOn)
		}
	}
	equal(t, "history", got, []string{VersionNew, VersionSame, VersionChanged, VersionGone, VersionBack})
	if state := r.state(target); state != "done" {
		t.Errorf("state %s", state)
	}
	if none, err := History(context.Background(), a, nil, "http://xa.test/bai/khac.html"); err != nil || len(none) != 0 {
		t.Errorf("an unknown address: %v %v", none, err)
	}
}
