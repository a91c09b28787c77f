package index

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"khotin/extract"
)

// TestFacets holds the counts against counting by hand, over more articles
// than a page shows.
func TestFacets(t *testing.T) {
	f := &fakeArchive{}
	for i := range 60 {
		a := extract.Article{ID: fmt.Sprintf("%02d", i), Body: "thu ngân sách của quận", Place: extract.Optional([]string{"quận Lê Chân", "quận Ngô Quyền", "huyện An Lão"}[i%3]),
			Published: extract.Optional(fmt.Sprintf("%d-05-0%d", 2020+i%4, 1+i%9)), URL: extract.Optional(fmt.Sprintf("https://so%d.vn/%d", i%2, i))}
		if i%5 == 0 {
			a.Body = "chuyện khác hẳn"
		}
		if i%10 == 1 {
			a.Source = "Báo Hải Phòng"
			a.Officials = []extract.Official{{Name: "Hứa Văn Lâm", Roles: []string{"Bí thư", "Chủ tịch"}}}
			a.Meeting = &extract.Meeting{Kind: "hội nghị", Name: "hội nghị"}
		}
		f.addArticle(a, i)
	}
	x, _ := built(t, f)
	const want = "place huyện An Lão 16 quận Lê Chân 16 quận Ngô Quyền 16; year 2023 12 2022 12 2021 12 2020 12; " +
		"site so0.vn 24 so1.vn 24; source Báo Hải Phòng 6; official Hứa Văn Lâm 6; kind hội nghị 6"
	for _, byDate := range []bool{false, true} {
		h, err := x.Search(t.Context(), "thu ngân sách", Filter{Limit: 5, ByDate: byDate, Facets: []string{"place", "year", "site", "source", "official", "kind"}})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range h.Facets {
			s := f.Name
			for _, v := range f.Values {
				s += fmt.Sprintf(" %s %d", v.Value, v.Articles)
			}
			got = append(got, s)
		}
		if g := strings.Join(got, "; "); g != want {
			t.Errorf("by date %v:\n got %s\nwant %s", byDate, g, want)
		}
		if h.Total != 48 || len(h.Hits) != 5 {
			t.Errorf("by date %v: %d of %d", byDate, len(h.Hits), h.Total)
		}
	}
	if _, err := x.Search(t.Context(), "thu", Filter{Facets: []string{"colour"}}); err == nil {
		t.Error("an unknown facet is no error")
	}
}

func TestDateOrderAndPages(t *testing.T) {
	x, _ := built(t, fixture(t))
	var before []extract.Optional
	whole, err := x.Search(t.Context(), "quận", Filter{ByDate: true, Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range whole.Hits {
		before = append(before, h.Published)
	}
	if len(before) < 4 || !slices.IsSortedFunc(before, func(a, b extract.Optional) int { return -strings.Compare(string(a), string(b)) }) {
		t.Errorf("by date: %q", before)
	}
	for _, byDate := range []bool{true, false} {
		whole, err := x.Search(t.Context(), "quận", Filter{ByDate: byDate, Limit: 100})
		if err != nil {
			t.Fatal(err)
		}
		var paged []string
		for offset := 0; ; offset += 2 {
			h, err := x.Search(t.Context(), "quận", Filter{ByDate: byDate, Limit: 2, Offset: offset})
			if err != nil {
				t.Fatal(err)
			}
			if len(h.Hits) == 0 {
				break
			}
			for _, hit := range h.Hits {
				paged = append(paged, hit.ID)
			}
		}
		var all []string
		for _, hit := range whole.Hits {
			all = append(all, hit.ID)
		}
		if !slices.Equal(all, paged) {
			t.Errorf("by date %v: pages give %q, all at once %q", byDate, paged, all)
		}
	}
}

// TestOneEntryPerStory: copies are sources of one hit, and their figures count
// once.
func TestOneEntryPerStory(t *testing.T) {
	g := newGenerator(8)
	body := []string{"Thu ngân sách quận đạt kết quả. " + g.words(60) + ".", g.words(60) + "."}
	f := &fakeArchive{}
	for i, id := range []string{"b", "a", "c"} {
		a := carried(id, fmt.Sprintf("2023-05-0%d", 3+i), body...)
		a.Figures = []extract.Figure{{Indicator: "Thu ngân sách", Measure: "level", Status: "actual", Unit: "tỷ đồng", Rule: "test"}}
		a.Meeting = &extract.Meeting{Kind: "kỳ họp", Name: "kỳ họp thứ 3"}
		f.addArticle(a, i)
	}
	x, _ := built(t, f)
	for _, tc := range []struct {
		f    Filter
		want string
		rows int
	}{
		{Filter{}, "1 hits, 2 sources", 1},
		{Filter{ByDate: true}, "1 hits, 2 sources", 1},
		{Filter{AllSources: true}, "3 hits, 0 sources", 3},
		{Filter{AllSources: true, ByDate: true}, "3 hits, 0 sources", 3},
	} {
		h, err := x.Search(t.Context(), "thu ngân sách", tc.f)
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprintf("%d hits, %d sources", len(h.Hits), len(h.Hits[0].Sources)); got != tc.want {
			t.Errorf("%+v: %s, want %s", tc.f, got, tc.want)
		}
		if m, err := x.Meetings(t.Context(), "kỳ họp", tc.f); err != nil || len(m) != tc.rows {
			t.Errorf("%+v: %d meetings, %v, want %d", tc.f, len(m), err, tc.rows)
		}
		for _, q := range []string{"", "thu ngân sách", "thu ngan sach"} {
			rows, err := x.Figures(t.Context(), q, tc.f)
			if err != nil || len(rows) != tc.rows {
				t.Errorf("%+v: figures %q gives %d rows, %v, want %d", tc.f, q, len(rows), err, tc.rows)
			}
		}
	}
}

func TestSnippetOffset(t *testing.T) {
	x, _ := built(t, fixture(t))
	h, err := x.Search(t.Context(), "ngân sách", Filter{Limit: 50})
	if err != nil {
		t.Fatal(err)
	}
	for _, hit := range h.Hits {
		a, err := x.Article(t.Context(), hit.ID)
		if err != nil {
			t.Fatal(err)
		}
		p := []rune(strings.Split(a.Body, "\n\n")[hit.Paragraph])
		if got := string(p[hit.Offset:]); !strings.HasPrefix(got, hit.Snippet) {
			t.Errorf("%s: paragraph %d from %d is %q, want %q", hit.ID, hit.Paragraph, hit.Offset, got, hit.Snippet)
		}
	}
}

func TestSuggest(t *testing.T) {
	x, _ := built(t, fixture(t))
	for q, want := range map[string]string{
		"ngxan sach":            "ngan sach",
		"thu ngânn sách quận":   "thu ngân sách quận",
		`"ngxan sach" quậnn`:    `"ngxan sach" quận`,
		"thu ngân sách":         "",
		"thu ngân xyzzyqwertyu": "",
		"":                      "",
	} {
		got, changed, err := x.Suggest(t.Context(), q)
		if err != nil || changed != (want != "") || changed && got != want {
			t.Errorf("%q: %q, %v, %v, want %q", q, got, changed, err, want)
		}
	}
}

// TestPhrasesAreCounted: what is said to be found is what holds the phrase, not
// what holds its words; where that is not looked at everywhere, it is said.
func TestPhrasesAreCounted(t *testing.T) {
	f := &fakeArchive{}
	const few, many = 900, checkedToCount + 600
	for i := range many {
		a := extract.Article{ID: fmt.Sprintf("%05d", i), Body: "Cảng của biển và bờ."}
		if i%3 == 0 {
			a.Body = "Đường ra cảng biển."
		}
		if i < few {
			a.Body += " Kho của bãi."
			if i%5 == 0 {
				a.Body += " Thuê kho bãi."
			}
		}
		f.addArticle(a, i)
	}
	x, _ := built(t, f)
	defer x.Close()
	for _, tc := range []struct {
		query string
		want  int
		about bool
	}{
		{`"kho bãi"`, few / 5, false},
		{`"bãi kho"`, 0, false},
		{`kho -"kho bãi"`, few - few/5, false},
		{`"cảng biển"`, (many + 2) / 3, true},
	} {
		h, err := x.Search(t.Context(), tc.query, Filter{Limit: 3, AllSources: true})
		if err != nil {
			t.Fatal(err)
		}
		off := 0. // five standard deviations of a sample; which articles it takes hangs on how the index was merged
		if share := float64(tc.want) / many; tc.about {
			off = 5 * math.Sqrt(share*(1-share)/sampled) * many
		}
		if h.About != tc.about || math.Abs(float64(h.Total-tc.want)) > off {
			t.Errorf("%s: %d articles, about %v; want %d give or take %.0f, %v", tc.query, h.Total, h.About, tc.want, off, tc.about)
		}
		if h, err = x.Search(t.Context(), tc.query, Filter{Limit: 3, AllSources: true, ByDate: true}); err != nil || h.Total != tc.want || h.About {
			t.Errorf("%s by date: %d articles, about %v, %v; want %d", tc.query, h.Total, h.About, err, tc.want)
		}
	}
}

// TestPostingsIn holds leaping from document to document against reading all.
func TestPostingsIn(t *testing.T) {
	f := &fakeArchive{}
	for i := range 400 {
		body := "quận"
		if i%3 == 0 {
			body += " cảng cảng"
		}
		f.addArticle(extract.Article{ID: fmt.Sprintf("%03d", i), Body: body}, i)
	}
	o := f.options()
	o.BatchSize = 90 // several segments
	x := open(t, t.TempDir(), o)
	if _, err := x.Update(t.Context(), f, nil); err != nil {
		t.Fatal(err)
	}
	s, done, err := x.newAsking()
	if err != nil {
		t.Fatal(err)
	}
	defer done()
	for step := 1; step < 60; step++ {
		var within docset
		for doc := uint32(step % 7); doc < 420; doc += uint32(step) {
			within.add(doc)
		}
		var got, want []string
		if err := s.postingsIn("x", "cảng", true, within, func(doc uint32, freq, norm float64) {
			got = append(got, fmt.Sprint(doc, freq, norm))
		}); err != nil {
			t.Fatal(err)
		}
		if err := s.postings("x", "cảng", true, func(doc uint32, freq, norm float64) {
			if within.has(doc) {
				want = append(want, fmt.Sprint(doc, freq, norm))
			}
		}); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(got, want) {
			t.Fatalf("every %d: got %q, want %q", step, got, want)
		}
	}
}

// TestFacetSpelling: a value is spelt as most of the articles found write it,
// whatever the order in which they came in.
func TestFacetSpelling(t *testing.T) {
	for _, backwards := range []bool{false, true} {
		f := &fakeArchive{}
		for n := range 9 {
			i := n
			if backwards {
				i = 8 - n
			}
			a := extract.Article{ID: fmt.Sprint(i), Body: "thu ngân sách", URL: extract.Optional(fmt.Sprintf("https://so.vn/%d", i))}
			a.Source = extract.Optional([]string{"Báo Hải Phòng", "BÁO HẢI PHÒNG", "Báo Hải Phòng"}[i%3])
			a.Place = extract.Optional([]string{"Quận Lê Chân", "quận Lê Chân"}[i%2]) // five to four
			a.Officials = []extract.Official{{Name: []string{"Hứa văn Lâm", "Hứa Văn Lâm"}[i%2], Roles: []string{"Bí thư", "Chủ tịch"}}}
			if i == 8 { // a tie
				a.Officials, a.Body = nil, "chuyện khác"
			}
			f.addArticle(a, n)
		}
		o := f.options()
		o.BatchSize = 2 // several segments
		x := open(t, t.TempDir(), o)
		if _, err := x.Update(t.Context(), f, nil); err != nil {
			t.Fatal(err)
		}
		for q, want := range map[string]string{
			"ngân sách": "[{place [{Quận Lê Chân 8}] 0} {source [{Báo Hải Phòng 8}] 0} {official [{Hứa Văn Lâm 8}] 0}]",
			"":          "[{place [{Quận Lê Chân 9}] 0} {source [{Báo Hải Phòng 9}] 0} {official [{Hứa Văn Lâm 8}] 0}]",
		} {
			h, err := x.Search(t.Context(), q, Filter{Limit: 1, Facets: []string{"place", "source", "official"}})
			if err != nil || fmt.Sprint(h.Facets) != want {
				t.Errorf("%q, backwards %v: %v, %v; want %s", q, backwards, h.Facets, err, want)
			}
		}
	}
}
