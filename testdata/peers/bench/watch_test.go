package main

import (
	"testing"
	"time"
)

// TestTenths: time before the first article counts for none, each tenth for
// itself.
func TestTenths(t *testing.T) {
	var all []sample
	for i := range 100 { // ten ticks without articles, then ten a tick, from the fiftieth on five
		done := 0
		switch {
		case i >= 50:
			done = 400 + 5*(i-50)
		case i >= 10:
			done = 10 * (i - 10)
		}
		all = append(all, sample{at: time.Duration(i) * time.Second, done: min(done, 600), resident: int64(i)})
	}
	var got []tenth
	parts := tenths{n: 600, tell: func(t tenth) { got = append(got, t) }}
	for _, s := range all {
		parts.see(s)
	}
	if len(got) != 10 || got[0].first != 10 || got[len(got)-1].last != 600 {
		t.Fatalf("got %+v", got)
	}
	for i, g := range got {
		want := 6 * time.Second
		if g.first >= 400 {
			want = 12 * time.Second
		}
		if g.last <= 400 && g.wall != want || g.first >= 400 && g.last < 600 && g.wall != want {
			t.Errorf("tenth %d, %d to %d: %v, want %v", i, g.first, g.last, g.wall, want)
		}
		if i > 0 && (g.first != got[i-1].last || g.resident <= got[i-1].resident) {
			t.Errorf("tenth %d does not follow the one before", i)
		}
	}
}
