package crawler

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"

	"khotin/crawler/archive"
)

// TestPacer walks through answers of one host and compares the pause that each
// leaves.
func TestPacer(t *testing.T) {
	type answer struct {
		mood    mood
		latency time.Duration
		want    time.Duration
	}
	const s = time.Second
	usual := pacer{floor: 5 * s, step: s, slots: 1}
	for _, c := range []struct {
		name    string
		pacer   pacer
		answers []answer
	}{
		{"slower than the pause, then as before", usual, []answer{
			{easy, s, 0}, {easy, 5 * s, 0}, {easy, 21 * s, 21 * s}, {easy, s, 13 * s}, {easy, s, 9 * s}, {easy, s, 7 * s}, {easy, s, 6 * s},
			{easy, s, 5500 * time.Millisecond}, {easy, s, 0}, {easy, s, 0}}},
		{"a request each", pacer{floor: 5 * s, step: s, slots: 4}, []answer{{easy, 16 * s, 0}, {easy, 40 * s, 10 * s}}},
		{"trouble doubles, to a limit", usual, []answer{
			{troubled, 0, 10 * s}, {troubled, s, 20 * s}, {troubled, 0, 40 * s}, {troubled, 0, time.Minute}, {troubled, 0, time.Minute},
			{easy, s, 32500 * time.Millisecond}}},
		{"what tells nothing brings nothing down", usual, []answer{{troubled, 0, 10 * s}, {neutral, s, 10 * s}, {neutral, 12 * s, 12 * s}, {neutral, 0, 12 * s}}},
		{"without a pause", pacer{step: s, slots: 16}, []answer{
			{easy, 200 * time.Millisecond, 0}, {easy, 1600 * time.Millisecond, 100 * time.Millisecond}, {easy, 50 * time.Millisecond, 0},
			{troubled, 0, s}, {troubled, 0, 2 * s}, {easy, 0, s}, {easy, 0, s / 2}, {easy, 0, s / 4}, {easy, 0, s / 8}, {easy, 0, 0}}},
		{"a Crawl-delay beyond the limit", pacer{floor: 2 * time.Minute, step: s, slots: 1}, []answer{{troubled, 0, 0}, {easy, 300 * s, 0}}},
	} {
		var pause time.Duration
		for i, a := range c.answers {
			if pause = c.pacer.after(pause, a.mood, a.latency); pause != a.want {
				t.Errorf("%s: %v after answer %d, want %v", c.name, pause, i, a.want)
			}
		}
	}
}

func TestMood(t *testing.T) {
	for _, c := range []struct {
		status int
		class  string
		want   mood
	}{
		{200, "", easy}, {206, "", easy}, {304, "", easy}, {301, "", neutral}, {404, "", neutral}, {403, "", neutral}, {410, "", neutral},
		{429, "", troubled}, {408, "", troubled}, {500, "", troubled}, {503, "", troubled}, {504, "", troubled},
		{0, "timeout", troubled}, {200, "timeout", troubled}, {0, "cut", troubled}, {0, "refused", troubled},
		{0, "dns", neutral}, {0, "tls", neutral}, {0, "blocked", neutral}, {200, "coding", easy},
	} {
		if got := moodOf(c.status, c.class); got != c.want {
			t.Errorf("%d %q is %v, want %v", c.status, c.class, got, c.want)
		}
	}
}

// clocks gives the hosts that are slowed, as Health tells, and the lane that
// another run would open for the portal's host.
func (r *rig) clocks() (slowed []string, l *lane, next *run) {
	r.t.Helper()
	ctx := context.Background()
	a, err := archive.Open(r.dir, archive.Options{ReadOnly: true})
	if err != nil {
		r.t.Fatal(err)
	}
	s, err := Health(ctx, a, nil, time.Now())
	if err != nil {
		r.t.Fatal(err)
	}
	for _, c := range s.Slowed {
		slowed = append(slowed, c.Host)
	}
	f := r.frontier()
	r.t.Cleanup(func() { f.Close() })
	next = newRun(defaults(r.options), f, nil)
	if err := next.open(ctx, "xa.test"); err != nil {
		r.t.Fatal(err)
	}
	return slowed, next.lanes["xa.test"], next
}

// TestPaceOutlivesTheRun: what failures make of the pause is kept with the
// host's clock, begins the next run, and comes down there.
func TestPaceOutlivesTheRun(t *testing.T) {
	r, report := faulty(t, status(http.StatusInternalServerError), nil)
	failed(t, report, "http 500")
	slowed, l, next := r.clocks()
	equal(t, "slowed", slowed, []string{"xa.test"})
	if least := 4 * r.options.Backoff; l.pace < least { // two attempts at least came behind the last good answer
		t.Fatalf("the next run begins with %v, want %v or more", l.pace, least)
	}
	good := seen{status: 200, exchange: &archive.Exchange{HeaderLen: 1, First: time.Millisecond}}
	was := l.pace
	next.judgeHost(&kept{lane: l}, good)
	if l.pace >= was {
		t.Errorf("a good answer leaves %v of %v", l.pace, was)
	}
	for range 20 {
		next.judgeHost(&kept{lane: l}, good)
	}
	if l.pace != 0 || next.spare(l) != 0 {
		t.Errorf("good answers leave %v", l.pace)
	}
	next.judgeHost(&kept{lane: l}, seen{err: errors.New("gone"), truncated: "disconnect"})
	if l.pace == 0 || next.spare(l) != l.pace {
		t.Errorf("a connection that breaks off leaves %v", l.pace)
	}
	next.judgeHost(&kept{lane: l}, seen{status: 200, exchange: &archive.Exchange{HeaderLen: 1, First: 40 * time.Second}})
	if l.pace != 40*time.Second {
		t.Errorf("an answer after 40 s leaves %v", l.pace)
	}
}
