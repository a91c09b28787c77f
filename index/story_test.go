package index

import (
	"fmt"
	"math/bits"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"khotin/extract"
	"khotin/extract/fingerprint"
	"khotin/extract/text"
)

// carried gives an article of a portal with the fingerprint of its body.
func carried(id, day string, body ...string) extract.Article {
	return extract.Article{ID: id, URL: extract.Optional("https://" + id + ".example.vn/tin"), Published: extract.Optional(day),
		Title: extract.Optional("Tin " + id), Body: strings.Join(body, "\n\n"), Fingerprint: fingerprint.Of(text.NewDoc(body)).String()}
}

// storiesOf gives each story as its members, the one that stands for it first.
func storiesOf(t *testing.T, x *Index) string {
	t.Helper()
	rows, err := x.rows.Query(`SELECT group_concat(id, ' ' ORDER BY copy, id) || ':' || sum(copy) FROM articles WHERE story IS NOT NULL GROUP BY story ORDER BY story`)
	if err != nil {
		t.Fatal(err)
	}
	all, err := column[string](rows)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(all, ", ")
}

func TestStories(t *testing.T) {
	g := newGenerator(5)
	text, other := []string{g.words(60) + ".", g.words(50) + ".", g.words(55) + "."}, []string{g.words(70) + ".", g.words(60) + "."}
	copied := []extract.Article{
		carried("b", "2023-05-03", text...),
		carried("c", "2023-05-04", text[0], text[1], text[2]+" (Nguồn: cổng thông tin)"),
		carried("a", "2023-05-20", text...),
		carried("d", "2023-05-03", other...),
		carried("e", "2024-05-03", text...), // a year later: printed again on purpose
	}
	const want = "b a c:2"
	r := rand.New(rand.NewPCG(1, 2))
	for range 5 {
		r.Shuffle(len(copied), func(i, j int) { copied[i], copied[j] = copied[j], copied[i] })
		f := &fakeArchive{}
		for i, a := range copied {
			f.addArticle(a, i)
		}
		x, _ := built(t, f)
		if got := storiesOf(t, x); got != want {
			t.Errorf("stories are %q, want %q", got, want)
		}
		// In steps, an index says the same.
		steps := &fakeArchive{results: f.results}
		y := open(t, t.TempDir(), f.options())
		for i := range f.captures {
			steps.captures = f.captures[:i+1]
			if _, err := y.Update(t.Context(), steps, nil); err != nil {
				t.Fatal(err)
			}
		}
		if got := storiesOf(t, y); got != want {
			t.Errorf("one by one: stories are %q, want %q", got, want)
		}
	}
}

func TestStoryChanges(t *testing.T) {
	g := newGenerator(6)
	text, other := []string{g.words(60) + ".", g.words(50) + "."}, []string{g.words(70) + "."}
	f := &fakeArchive{}
	f.addArticle(carried("a", "2023-05-03", text...), 0)
	f.addArticle(carried("b", "2023-05-04", text...), 1)
	f.addArticle(carried("c", "2023-05-05", text...), 2)
	x, _ := built(t, f)
	for i, step := range []struct {
		a    extract.Article
		want string
	}{
		{carried("a", "2023-05-03", other...), "b c:1"},  // it was another text after all
		{carried("a", "2023-05-06", text...), "b a c:2"}, // and is this one again, later
		{carried("b", "2023-05-07", other...), "c a:1"},
		{carried("c", "2023-05-07", other...), "b c:1"},
	} {
		f.addArticle(step.a, 3+i)
		if _, err := x.Update(t.Context(), f, nil); err != nil {
			t.Fatal(err)
		}
		if got := storiesOf(t, x); got != step.want {
			t.Errorf("step %d: stories are %q, want %q", i, got, step.want)
		}
	}
	clean(t, x, f)
}

// TestNoStory: reports of one kind, and what one portal publishes, are no
// copies, however alike they are.
func TestNoStory(t *testing.T) {
	if testing.Short() {
		t.Skip("one index after the other")
	}
	g := newGenerator(7)
	head, tail := g.words(60)+".", g.words(70)+"."
	report := func(id, host, day string, body ...string) extract.Article {
		a := carried(id, day, body...)
		a.URL = extract.Optional("https://" + host + "/tin/" + id)
		return a
	}
	weekly := func(n int) []string {
		return []string{head, fmt.Sprintf("Thu ngân sách tuần thứ %d đạt %d tỷ đồng.", n, 40+3*n), tail}
	}
	for _, tc := range []struct {
		name, want string
		articles   []extract.Article
	}{
		{"one portal", "", []extract.Article{report("a", "quan.example.vn", "2023-05-03", head, tail), report("b", "quan.example.vn", "2023-05-04", head, tail),
			report("c", "www.quan.example.vn", "2023-05-05", head, tail)}},
		{"one portal by file, without addresses", "", []extract.Article{
			{ID: "a", Body: head + "\n\n" + tail, Fingerprint: carried("a", "", head, tail).Fingerprint},
			{ID: "b", Body: head + "\n\n" + tail, Fingerprint: carried("b", "", head, tail).Fingerprint}}},
		{"other figures", "", []extract.Article{report("a", "x.example.vn", "2023-05-03", weekly(1)...), report("b", "y.example.vn", "2023-05-04", weekly(2)...)}},
		{"the same figures", "a b:1", []extract.Article{report("a", "x.example.vn", "2023-05-03", weekly(1)...), report("b", "y.example.vn", "2023-05-04", weekly(1)...)}},
		{"a paragraph cut", "a b:1", []extract.Article{report("a", "x.example.vn", "2023-05-03", weekly(1)...), report("b", "y.example.vn", "2023-05-04", head, tail)}},
		{"another portal between two of one", "a b:1", []extract.Article{report("a", "x.example.vn", "2023-05-03", head, tail),
			report("b", "y.example.vn", "2023-05-04", head, tail), report("c", "x.example.vn", "2023-05-05", head, tail)}},
		{"pairs of two portals", "a b:1, c d:1", []extract.Article{report("a", "x.example.vn", "2023-05-03", head, tail), report("b", "y.example.vn", "2023-05-04", head, tail),
			report("c", "x.example.vn", "2023-05-05", head, tail), report("d", "y.example.vn", "2023-05-06", head, tail)}},
	} {
		r := rand.New(rand.NewPCG(1, 2))
		for range 4 {
			r.Shuffle(len(tc.articles), func(i, j int) { tc.articles[i], tc.articles[j] = tc.articles[j], tc.articles[i] })
			f := &fakeArchive{}
			for i, a := range tc.articles {
				f.addArticle(a, i)
			}
			x, _ := built(t, f)
			if got := storiesOf(t, x); got != tc.want {
				t.Errorf("%s: stories are %q, want %q", tc.name, got, tc.want)
			}
		}
	}
}

// TestCountedOnce: facets, totals and careers count a story once.
func TestCountedOnce(t *testing.T) {
	g := newGenerator(8)
	body, other := []string{g.words(60) + " quảng trường.", g.words(50) + "."}, []string{g.words(70) + " quảng trường."}
	f := &fakeArchive{}
	for i, a := range []extract.Article{carried("a", "2023-05-03", body...), carried("b", "2023-05-04", body...), carried("c", "2023-06-03", other...)} {
		a.Place = "quận Lê Chân"
		a.Officials = []extract.Official{{Name: "Đỗ Minh Khuê", Roles: []string{"Chủ tịch UBND quận"}}}
		f.addArticle(a, i)
	}
	x, _ := built(t, f)
	for _, all := range []bool{false, true} {
		want := 2
		if all {
			want = 3
		}
		for _, q := range []string{"quảng trường", ""} {
			h, err := x.Search(t.Context(), q, Filter{AllSources: all, Facets: []string{"place", "year", "official"}})
			if err != nil {
				t.Fatal(err)
			}
			if h.Total != want || len(h.Hits) != want {
				t.Errorf("%q, all sources %v: total %d, %d hits, want %d", q, all, h.Total, len(h.Hits), want)
			}
			for _, facet := range h.Facets {
				if n := facet.Values[0].Articles; n != want {
					t.Errorf("%q, all sources %v: %d articles of %s %s, want %d", q, all, n, facet.Name, facet.Values[0].Value, want)
				}
			}
		}
	}
	rows, err := x.Officials(t.Context(), "Đỗ Minh Khuê", Filter{})
	if err != nil || len(rows) != 1 {
		t.Fatalf("officials: %v, %v", rows, err)
	}
	if got := strings.Join(rows[0].IDs, " "); rows[0].Articles != 2 || got != "a c" {
		t.Errorf("career: %d articles, %s, want 2, a c", rows[0].Articles, got)
	}
}

// TestNearFingerprints holds the look-up against comparing all.
func TestNearFingerprints(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	var s stories
	type seen struct {
		f   uint64
		day string
	}
	var all []seen
	for range 3000 {
		f := r.Uint64()
		for range r.IntN(3) {
			day := ""
			if r.IntN(10) > 0 {
				day = time.Date(2023, 1, 1+r.IntN(120), 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
			}
			all = append(all, seen{f, day})
			s.add(f, day)
			for range r.IntN(20) {
				f ^= 1 << r.IntN(64)
			}
		}
	}
	found, apart := 0, 0
	for i := 0; i < len(all); i += 3 {
		got := s.near(all[i].f, all[i].day)
		if !slices.IsSorted(got) || len(slices.Compact(slices.Clone(got))) != len(got) {
			t.Fatalf("near %v: %x is not sorted, or has one twice", all[i], got)
		}
		for _, g := range all {
			if bits.OnesCount64(all[i].f^g.f) > fingerprint.Near {
				continue
			}
			if farApart(all[i].day, g.day) {
				apart++
			} else if found++; !slices.Contains(got, g.f) {
				t.Fatalf("near %v: got %x, want %v, too", all[i], got, g)
			}
		}
		for _, g := range got {
			if bits.OnesCount64(all[i].f^g) > fingerprint.Near {
				t.Fatalf("near %v: got %x", all[i], g)
			}
		}
	}
	if found < 1100 || apart < 50 {
		t.Errorf("only %d near ones, %d too far apart in time: the case proves little", found, apart)
	}
}

// TestVanishedItems: what a digest page no longer holds leaves the index, in
// whatever order its captures come in.
func TestVanishedItems(t *testing.T) {
	item := func(n int, captured string) extract.Article {
		a := carried(fmt.Sprintf("page-%d", n), "2023-05-03", fmt.Sprintf("mục thứ %d của trang điểm báo", n))
		a.URL, a.Page, a.Item = "https://example.vn/diem-bao", "page", n
		return a
	}
	whole := carried("page", "2023-05-03", "nay là một bài")
	whole.URL = "https://example.vn/diem-bao"
	old := []extract.Article{item(1, ""), item(2, ""), item(3, "")}
	for _, tc := range []struct {
		name   string
		newer  []extract.Article
		want   string
		backTo bool // the older capture comes in last
	}{
		{"fewer", old[:2], "page-1 page-2", false},
		{"fewer", old[:2], "page-1 page-2", true},
		{"one article", []extract.Article{whole}, "page", false},
		{"one article", []extract.Article{whole}, "page", true},
	} {
		f := &fakeArchive{}
		pages := [][]extract.Article{old, tc.newer}
		times := []int{1, 2}
		if tc.backTo {
			slices.Reverse(pages)
			slices.Reverse(times)
		}
		for _, inOne := range []bool{true, false} {
			f = &fakeArchive{}
			x := open(t, t.TempDir(), f.options())
			for i, p := range pages {
				f.addPage(p, times[i])
				if inOne && i == 0 {
					continue
				}
				if _, err := x.Update(t.Context(), f, nil); err != nil {
					t.Fatal(err)
				}
			}
			rows, err := x.rows.Query(`SELECT id FROM articles ORDER BY id`)
			if err != nil {
				t.Fatal(err)
			}
			ids, err := column[string](rows)
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(ids, " "); got != tc.want {
				t.Errorf("%s, older one last %v, in one batch %v: got %s, want %s", tc.name, tc.backTo, inOne, got, tc.want)
			}
			clean(t, x, f)
		}
	}
}

// clean fails where Verify finds a fault.
func clean(t *testing.T, x *Index, f *fakeArchive) {
	t.Helper()
	faults, err := x.Verify(t.Context(), f.CapturesAfter(t.Context(), nil))
	if err != nil || len(faults) > 0 {
		t.Errorf("verify: %v, %v", faults, err)
	}
}

func BenchmarkNearFingerprints(b *testing.B) {
	r := rand.New(rand.NewPCG(3, 4))
	day := func() string { return time.Date(2010, 1, r.IntN(15*365), 0, 0, 0, 0, time.UTC).Format(time.DateOnly) }
	var s stories
	for range 1_000_000 {
		s.add(r.Uint64(), day())
	}
	for b.Loop() {
		s.near(r.Uint64(), day())
	}
}
