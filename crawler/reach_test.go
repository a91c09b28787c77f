package crawler

import (
	"testing"
	"time"

	"khotin/crawler/archive"
	"khotin/crawler/frontier"
)

// TestReach: records that were appended in one order and handed over in another
// are known only up to the first that is not committed.
func TestReach(t *testing.T) {
	a, err := archive.Create(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	w, err := a.NewWriter(archive.WriterOptions{Site: "xa", Run: "1"})
	if err != nil {
		t.Fatal(err)
	}
	var items []kept
	for range 5 {
		places, err := w.Append(archive.NewResource("http://xa.test/", "", "text/plain", time.Now(), []byte("Tin")))
		if err != nil {
			t.Fatal(err)
		}
		items = append(items, kept{writer: w, begin: places[0].Offset, Outcome: frontier.Outcome{End: places[0]}})
	}
	whole := items[4].End.Offset + items[4].End.Length
	r := &run{}
	for _, step := range []struct {
		group []int
		end   int64
	}{{[]int{1}, items[0].begin}, {[]int{3, 2}, items[0].begin}, {[]int{0}, items[4].begin}, {[]int{4}, whole}} {
		var group []kept
		for _, i := range step.group {
			group = append(group, items[i])
		}
		r.reachTo(group)
		for _, k := range group {
			if got := k.End.Offset + k.End.Length; got != step.end {
				t.Errorf("after %v known to %d, want %d", step.group, got, step.end)
			}
		}
	}
}
