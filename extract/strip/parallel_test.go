package strip

import (
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"khotin/crawler/archive"
)

// TestParallel: pages taken apart side by side, in rooms that go from hand to
// hand, are as they are alone, and stay so.
func TestParallel(t *testing.T) {
	sites := builtIn(t)
	pages := []*archive.Capture{
		htmlCapture(strings.Repeat("<div>", 600)), htmlCapture("<b><p>một</b>hai"), htmlCapture(strings.Repeat("<p>Thu <a href=x>ngân sách</a>.", 20_000)),
	}
	for _, c := range readCases(t) {
		pages = append(pages, c.capture(t))
	}
	want := make([]Page, len(pages))
	for i, c := range pages {
		want[i], _ = Strip(c, sites)
	}
	got := make([][]Page, 4)
	var all sync.WaitGroup
	for g := range got {
		got[g] = make([]Page, len(pages))
		all.Go(func() {
			for i := range pages {
				i = (i + g*len(pages)/len(got)) % len(pages)
				got[g][i], _ = Strip(pages[i], sites)
			}
		})
	}
	all.Wait()
	for g := range got {
		for i := range pages {
			if !reflect.DeepEqual(got[g][i], want[i]) {
				t.Errorf("%s: %+v, alone %+v", nameOf(pages[i]), got[g][i], want[i])
			}
		}
	}
}

// TestRoomKeepsNothing: of a page nothing stays behind in its room.
func TestRoomKeepsNothing(t *testing.T) {
	for _, c := range readCases(t) {
		if c.file != "page.html" {
			continue
		}
		in := new(room)
		if _, _, err := readHTML(c.capture(t).Body, c.header["url"], nil, in); err != nil {
			t.Fatal(err)
		}
		in.clear()
		for _, b := range slices.Concat(in.blocks[:cap(in.blocks)], in.out[:cap(in.out)]) {
			if !reflect.ValueOf(b).IsZero() {
				t.Fatalf("%s: %+v is kept", c.name, b)
			}
		}
	}
}
