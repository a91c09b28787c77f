package index

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"khotin/crawler/archive"
	"khotin/extract"
)

// rendering is a capture of an article at an address, as many seconds after
// the first capture as at says.
func rendering(url string, at int, a extract.Article) extract.Article {
	a.ID, a.Kind, a.URL = "tin", "article", extract.Optional(url)
	a.Captured = time.Date(2024, 1, 1, 0, 0, at, 0, time.UTC).Format(time.RFC3339)
	return a
}

var renderings = []extract.Article{
	rendering("https://example.vn/tin", 0, extract.Article{Title: "Khánh thành cầu", Published: "2024-01-01", Author: "Thu Hà", Body: "Bản đầu."}),
	rendering("https://example.vn/tin", 5, extract.Article{Title: "Khánh thành cầu Rào", Published: "2024-01-01", Body: "Bản đã sửa."}),
	rendering("https://example.vn/tin/amp", 7, extract.Article{Title: "Khánh thành cầu", Source: "ANHP", Body: "Bản cho điện thoại."}),
	rendering("https://example.vn/tin/amp", 3, extract.Article{Title: "Khánh thành", Published: "2023-12-31", Body: "Bản cho điện thoại cũ."}),
	rendering("https://example.vn/tin?print=1", 9, extract.Article{Author: "Hà Thu", Body: "Bản để in."}),
	rendering("https://example.vn/tin?print=1", 9, extract.Article{Author: "Thu Hà", Body: "Bản để in."}),
}

// TestRenderings: whatever the order of the captures and the size of batches,
// one article comes out; the newest page with a date is shown, completed.
func TestRenderings(t *testing.T) {
	if testing.Short() {
		t.Skip("one index after the other")
	}
	r := rand.New(rand.NewPCG(1, 2))
	for round := range 30 {
		f := &fakeArchive{}
		for _, i := range r.Perm(len(renderings)) {
			a := renderings[i]
			when, _ := time.Parse(time.RFC3339, a.Captured)
			// The place in the archive settles what came within one second.
			f.add(archive.Capture{File: "warc/" + string(rune('a'+i)) + ".warc.gz", URL: string(a.URL), Time: when, Type: "response", Status: 200},
				func() (extract.Article, error) { return a, nil })
		}
		o := f.options()
		o.BatchSize = 1 + round%4
		x := open(t, t.TempDir(), o)
		if _, err := x.Update(t.Context(), f, nil); err != nil {
			t.Fatal(err)
		}
		a, err := x.Article(t.Context(), "tin")
		if err != nil {
			t.Fatal(err)
		}
		got := []string{string(a.URL), string(a.Title), string(a.Published), string(a.Author), string(a.Source), a.Body}
		want := []string{"https://example.vn/tin", "Khánh thành cầu Rào", "2024-01-01", "Thu Hà", "ANHP", "Bản đã sửa."}
		if !slices.Equal(got, want) {
			t.Fatalf("round %d: got %q, want %q", round, got, want)
		}
		if h, err := x.Search(t.Context(), "khánh thành", Filter{}); err != nil || h.Total != 1 {
			t.Fatalf("search: %v, %v", h, err)
		}
		if faults, err := x.Verify(t.Context(), f.CapturesAfter(t.Context(), nil)); err != nil || len(faults) > 0 {
			t.Fatalf("verify: %v, %v", faults, err)
		}
		if err := x.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestShown: what is shown does not depend on the order of renderings, and
// changes none of them.
func TestShown(t *testing.T) {
	all := []extract.Article{renderings[1], renderings[2], renderings[5]}
	before, _ := json.Marshal(all)
	want, _ := json.Marshal(shown(all))
	r := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		mixed := slices.Clone(all)
		r.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
		if got, _ := json.Marshal(shown(mixed)); string(got) != string(want) {
			t.Fatalf("got %s, want %s", got, want)
		}
	}
	if after, _ := json.Marshal(all); string(after) != string(before) {
		t.Errorf("renderings changed: %s", after)
	}
	// Without any date the newest is shown.
	undated := []extract.Article{renderings[2], renderings[5]}
	if a := shown(undated); a.URL != renderings[5].URL || a.Title != renderings[2].Title || a.Author != "Thu Hà" {
		t.Errorf("undated: %+v", a)
	}
}
