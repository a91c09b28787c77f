package index

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"khotin/extract"
	"khotin/index/query"
)

// TestSearch reads testdata/search/*.txtar: one query a line, and for each the
// articles found, best first; "~" marks those found only with other diacritics.
func TestSearch(t *testing.T) {
	x, _ := built(t, fixture(t))
	paths, err := filepath.Glob("../testdata/search/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			ar, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if len(ar.Comment) == 0 || len(ar.Files) != 2 || ar.Files[0].Name != "query" || ar.Files[1].Name != "want" {
				t.Fatalf("%s: want a reason and the sections query and want", path)
			}
			var got strings.Builder
			for q := range strings.Lines(string(ar.Files[0].Data)) {
				h, err := x.Search(t.Context(), strings.TrimSpace(q), Filter{Limit: 6})
				if err != nil {
					t.Fatal(err)
				}
				fmt.Fprintf(&got, "%d:", h.Total)
				for _, hit := range h.Hits {
					mark := ""
					if hit.Folded {
						mark = "~"
					}
					fmt.Fprintf(&got, " %s%s", mark, hit.ID)
				}
				got.WriteByte('\n')
			}
			if got.String() == string(ar.Files[1].Data) {
				return
			}
			if os.Getenv("UPDATE") != "" {
				ar.Files[1].Data = []byte(got.String())
				if err := os.WriteFile(path, txtar.Format(ar), 0o666); err != nil {
					t.Fatal(err)
				}
				return
			}
			t.Errorf("%s:\n got:\n%s want:\n%s", path, got.String(), ar.Files[1].Data)
		})
	}
}

func TestSearchFilters(t *testing.T) {
	x, _ := built(t, fixture(t))
	for _, tc := range []struct {
		q    string
		f    Filter
		want string
	}{
		{`"thu ngân sách"`, Filter{Place: "le chan"}, "ngan-sach-le-chan-2022 ngan-sach-le-chan-2023"},
		{`"thu ngân sách"`, Filter{Place: "Quận Lê Chân", From: "2023-01-01"}, "ngan-sach-le-chan-2023"},
		{`"thu ngân sách"`, Filter{Place: "huyện Lê Chân"}, ""},
		{`"thu ngân sách"`, Filter{To: "2022-12-29"}, "ngan-sach-le-chan-2022"},
		{`"thu ngân sách"`, Filter{Site: "ngoquyen.haiphong.gov.vn"}, "ngan-sach-ngo-quyen"},
		{``, Filter{Place: "Lê Chân", Limit: 2}, "ngan-sach-le-chan-2023 thu-tuong"},
	} {
		h, err := x.Search(t.Context(), tc.q, tc.f)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, hit := range h.Hits {
			got = append(got, hit.ID)
		}
		if tc.q != "" {
			slices.Sort(got)
		}
		if s := strings.Join(got, " "); s != tc.want {
			t.Errorf("%s %+v: got %s, want %s", tc.q, tc.f, s, tc.want)
		}
	}
}

func TestSearchErrors(t *testing.T) {
	x, _ := built(t, fixture(t))
	_, err := x.Search(t.Context(), `"thu`, Filter{})
	var e *query.Error
	if !errors.As(err, &e) {
		t.Errorf("got %v, want a *query.Error", err)
	}
	for _, id := range []string{"", "nowhere"} {
		if _, err := x.Article(t.Context(), id); !errors.Is(err, ErrNotFound) {
			t.Errorf("article %q: %v", id, err)
		}
	}
	if _, err := x.Article(t.Context(), "ngan-sach-le"); !errors.Is(err, ErrAmbiguous) {
		t.Errorf("prefix of two: %v", err)
	}
	a, err := x.Article(t.Context(), "gpmb-c")
	if err != nil || a.ID != "gpmb-cau" {
		t.Errorf("prefix of one: %s, %v", a.ID, err)
	}
}

func TestSnippet(t *testing.T) {
	x, _ := built(t, fixture(t))
	h, err := x.Search(t.Context(), "vướng 14 hộ dân", Filter{})
	if err != nil || len(h.Hits) == 0 {
		t.Fatal(h, err)
	}
	hit := h.Hits[0]
	var words []string
	for _, m := range hit.Marks {
		words = append(words, string([]rune(hit.Snippet)[m[0]:m[1]]))
	}
	if got := strings.Join(words, " "); got != "vướng 14 hộ dân" {
		t.Errorf("marks %q in %q", got, hit.Snippet)
	}
}

// TestSnippetSideBySide: what a question without marks means stands side by side;
// what is only spelled alike is found in other places, and more of it.
func TestSnippetSideBySide(t *testing.T) {
	f := &fakeArchive{}
	away := strings.Repeat("Chiều nay trời mưa to. ", 12)
	f.addArticle(carried("a", "2023-05-03", "Bí thư phường tặng ngàn cuốn sách.\n\n"+away+"\n\nTổng thu ngân sách vượt kế hoạch.\n\n"+away+"\n\nThư viện có sách mới, ngăn kệ."), 0)
	x, _ := built(t, f)
	for _, q := range []string{"thu ngan sach", "thu ngân sách"} {
		h, err := x.Search(t.Context(), q, Filter{})
		if err != nil || len(h.Hits) != 1 || !strings.Contains(h.Hits[0].Snippet, "thu ngân sách") {
			t.Errorf("%q: %+v, %v", q, h.Hits, err)
		}
	}
}

// TestNoLimit: a limit of 0 is none, of ranked articles as of the newest.
func TestNoLimit(t *testing.T) {
	g := newGenerator(9)
	f := &fakeArchive{}
	for i := range 45 {
		f.addArticle(carried(fmt.Sprintf("a%d", i), "2023-05-03", g.words(60)+" quảng trường."), i)
	}
	x, _ := built(t, f)
	for _, q := range []string{"quảng trường", ""} {
		for limit, want := range map[int]int{0: 45, 30: 30, 60: 45} {
			h, err := x.Search(t.Context(), q, Filter{Limit: limit})
			if err != nil || len(h.Hits) != want {
				t.Errorf("%q, limit %d: %d hits, want %d (%v)", q, limit, len(h.Hits), want, err)
			}
		}
	}
}

// TestExclusions: what is left of a query is what holds its word and nothing
// of what is excluded, however much that is.
func TestExclusions(t *testing.T) {
	syllables := strings.Fields("cảng bến đường cầu sông chợ trường đất nhà tàu")
	r := rand.New(rand.NewPCG(3, 4))
	f := &fakeArchive{}
	var bodies []string
	for i := range 200 {
		var ws []string
		for range 12 {
			ws = append(ws, syllables[r.IntN(len(syllables))])
		}
		bodies = append(bodies, strings.Join(ws, " "))
		f.addArticle(extract.Article{ID: fmt.Sprintf("%03d", i), Body: bodies[i]}, i)
	}
	x, _ := built(t, f)
	for _, tc := range []struct {
		q, with string
		without []string
	}{
		{`cảng -"bến sông"`, "cảng", []string{"bến sông"}},
		{`cảng -"bến sông" -"sông cầu" -"đường nhà" -"cảng đất"`, "cảng", []string{"bến sông", "sông cầu", "đường nhà", "cảng đất"}},
		{`"cảng bến" -đất -"tàu tàu"`, "cảng bến", []string{"đất", "tàu tàu"}},
		{`cảng -(đất OR "nhà tàu") -cầu`, "cảng", []string{"đất", "nhà tàu", "cầu"}},
		{`cảng -đất -cầu -sông -chợ -nhà -bến -tàu -trường -đường -cảng`, "cảng", syllables},
	} {
		var want, got []string
		for i, b := range bodies {
			if strings.Contains(b, tc.with) && !slices.ContainsFunc(tc.without, func(s string) bool { return strings.Contains(b, s) }) {
				want = append(want, fmt.Sprintf("%03d", i))
			}
		}
		h, err := x.Search(t.Context(), tc.q, Filter{})
		if err != nil {
			t.Fatal(err)
		}
		for _, hit := range h.Hits {
			got = append(got, hit.ID)
		}
		slices.Sort(got)
		if !slices.Equal(got, want) || h.Total != len(want) {
			t.Errorf("%s: %d in all, %v, want %v", tc.q, h.Total, got, want)
		}
	}
}
