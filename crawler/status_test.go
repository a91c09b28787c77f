package crawler

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"khotin/crawler/archive"
)

// health gives the one source of a rig at a time.
func (r *rig) health(now time.Time) Source {
	r.t.Helper()
	a, err := archive.Open(r.dir, archive.Options{ReadOnly: true})
	if err != nil {
		r.t.Fatal(err)
	}
	s, err := Health(context.Background(), a, []string{"xa"}, now)
	if err != nil || len(s.Sources) != 1 {
		r.t.Fatalf("%v %+v", err, s)
	}
	if s.Disk["warc"] == 0 || s.Disk["frontier"] == 0 {
		r.t.Errorf("disk %v", s.Disk)
	}
	return s.Sources[0]
}

func TestHealth(t *testing.T) {
	r := newRig(t, map[string]http.HandlerFunc{"/": links()})
	begin := time.Now().Add(-100 * 24 * time.Hour)
	var now time.Time
	var to []string
	day := func(n int, more bool) {
		now = begin.Add(time.Duration(n) * 24 * time.Hour)
		r.options.Now = func() time.Time { return now }
		if more {
			target := "/bai/" + itoa(n) + ".html"
			to = append(to, target)
			r.portal.set(target, article(n))
			r.portal.set("/", links(to...))
		}
		r.crawl()
	}
	for n := range 9 {
		day(n, n != 3)
	}
	s := r.health(now)
	if s.Alarm != "" || s.Visit == nil || s.Visit.New != 1 || s.Visit.Ended.IsZero() || s.Visit.Answered < 2 || s.Pages != 8 {
		t.Errorf("%+v %+v", s, s.Visit)
	}
	if s.Usual < 23*time.Hour || s.Usual > 25*time.Hour || s.Limit < 70*time.Hour {
		t.Errorf("usual %v, limit %v", s.Usual, s.Limit)
	}
	// Nobody crawls: that is not the source's silence.
	if s := r.health(now.Add(5 * 24 * time.Hour)); !strings.HasPrefix(s.Alarm, "was not crawled since") {
		t.Errorf("%+v", s)
	}
	// It is crawled and brings nothing.
	for n := 9; n < 12; n++ {
		day(n, false)
	}
	if s := r.health(now); s.Alarm != "" {
		t.Errorf("too early: %+v", s)
	}
	for n := 12; n < 16; n++ {
		day(n, false)
	}
	if s := r.health(now); !strings.HasPrefix(s.Alarm, "is silent: nothing new since") {
		t.Errorf("%+v", s)
	}
	// It speaks again, then fails.
	day(16, true)
	if s := r.health(now); s.Alarm != "" {
		t.Errorf("%+v", s)
	}
	r.portal.set("/", status(http.StatusForbidden))
	r.options.Revisit = []time.Duration{}
	for n := 200; n < 202; n++ {
		day(n, false)
	}
	s = r.health(now)
	if s.Alarm != "gave no answer in the last run" || s.Failures["http 403"] != 1 {
		t.Errorf("%+v", s)
	}
}
