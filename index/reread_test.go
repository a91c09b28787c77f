package index

import (
	"context"
	"iter"
	"slices"
	"strings"
	"sync"
	"testing"

	"khotin/crawler/archive"
	"khotin/crawler/site"
	"khotin/extract"
	"khotin/extract/text"
)

// everything gives all rows of an index but its meta, as text.
func everything(t *testing.T, x *Index) string {
	t.Helper()
	var b strings.Builder
	for _, table := range []string{"captures", "articles", "renderings", "wordings", "figures", "officials", "events", "meetings", "documents"} {
		var columns []string
		rows, err := x.rows.Query(`SELECT name FROM pragma_table_info(?)`, table)
		if err == nil {
			columns, err = column[string](rows)
		}
		if err != nil {
			t.Fatal(err)
		}
		columns = slices.DeleteFunc(columns, func(c string) bool { return table == "articles" && c == "n" }) // where it came in
		for i := range columns {
			columns[i] = "quote(" + columns[i] + ")"
		}
		rows, err = x.rows.Query(`SELECT ` + strings.Join(columns, " || ' ' || ") + ` AS r FROM ` + table + ` ORDER BY r`)
		if err != nil {
			t.Fatal(err)
		}
		all, err := column[string](rows)
		if err != nil {
			t.Fatal(err)
		}
		b.WriteString(table + "\n" + strings.Join(all, "\n") + "\n")
	}
	return b.String()
}

// rereadable is an archive of all shapes: a digest, twins of one article, an
// older capture, a list, copies.
func rereadable(t *testing.T) *fakeArchive {
	f := fixture(t)
	g := newGenerator(4)
	item := func(n int) extract.Article {
		a := carried("trang-"+string(rune('0'+n)), "2023-05-03", g.words(50))
		a.ID, a.URL, a.Page, a.Item = "trang"+"-"+string(rune('0'+n)), "https://example.vn/diem-bao", "trang", n
		return a
	}
	f.addPage([]extract.Article{item(1), item(2), item(3)}, 200)
	twin := carried("twin", "2023-05-04", g.words(60))
	f.addArticle(twin, 201)
	twin.URL = "https://twin.example.vn/in"
	f.addArticle(twin, 202)
	old := carried("old", "2023-05-05", g.words(60))
	f.addArticle(old, 203)
	old.Body = g.words(60)
	f.addArticle(old, 204)
	return f
}

// TestReread: parts read again give what a whole rebuild gives, pages are
// taken apart only where the old index does not have all of them.
func TestReread(t *testing.T) {
	newer := func(a *extract.Article) {
		if len(a.Figures) > 0 {
			a.Figures = slices.Clone(a.Figures)
			a.Figures[0].Value, a.Figures[0].Rule = text.Decimal{}, "newer rule"
		}
	}
	f := rereadable(t)
	figures := map[string][]extract.Figure{} // by the id of their article
	for r := range f.extract(t.Context(), f.CapturesAfter(t.Context(), nil), nil) {
		figures[r.Article.ID] = r.Article.Figures
	}
	for _, what := range [][]string{{"words"}, {"figures"}} {
		x, dir := built(t, f)
		before := everything(t, x)
		articles := x.lengthsNow().Articles
		x.Close()
		pages := map[string]int{}
		var mu sync.Mutex
		o := f.options()
		o.Extract = func(ctx context.Context, captures iter.Seq2[*archive.Capture, error], s *site.Set) iter.Seq[extract.Result] {
			return func(yield func(extract.Result) bool) {
				for r := range f.extract(ctx, captures, s) {
					mu.Lock()
					pages[r.Article.ID]++
					mu.Unlock()
					newer(&r.Article)
					if !yield(r) {
						return
					}
				}
			}
		}
		o.Again = func(a extract.Article, w []string) (extract.Article, bool) {
			if !slices.Equal(w, what) {
				t.Errorf("asked to read %v again, want %v", w, what)
			}
			if what[0] == "figures" {
				if len(a.Figures) > 0 {
					t.Errorf("%s comes with figures that are to be read again", a.ID)
				}
				a.Figures = figures[a.ID]
				newer(&a)
			}
			return a, true
		}
		if _, err := Reread(t.Context(), dir, o, f, what, nil); err != nil {
			t.Fatal(err)
		}
		whole := f.options()
		if what[0] == "figures" {
			whole.Extract = o.Extract
		}
		counted := len(pages)
		for id := range pages {
			if id != "twin" && id != "old" && !strings.HasPrefix(id, "x") && id != "" {
				t.Errorf("%v: page %s was taken apart", what, id)
			}
		}
		if counted < 2 {
			t.Errorf("%v: pages taken apart: %v, want those of which the old index has not all", what, pages)
		}
		wholeDir := t.TempDir()
		if _, err := Rebuild(t.Context(), wholeDir, whole, f, nil); err != nil {
			t.Fatal(err)
		}
		y, z := open(t, dir, Options{ReadOnly: true}), open(t, wholeDir, Options{ReadOnly: true})
		got, want := everything(t, y), everything(t, z)
		if got != want {
			t.Errorf("%v: rows differ from those of a whole rebuild", what)
		}
		if (got == before) != (what[0] == "words") {
			t.Errorf("%v: rows are as before: %v", what, got == before)
		}
		y.Close()
		z.Close()
		sound(t, dir, f, articles)
	}
	if _, err := Reread(t.Context(), t.TempDir(), f.options(), f, []string{"figures"}, nil); err == nil {
		t.Error("no old index, and no error")
	}
	if _, err := Reread(t.Context(), t.TempDir(), f.options(), f, []string{"titles"}, nil); err == nil || !strings.Contains(err.Error(), "titles") {
		t.Errorf("an unknown part: %v", err)
	}
}

// TestRulesAfter: rows tell with which rules each stage was read.
func TestRulesAfter(t *testing.T) {
	const now = "p1.d1.f1.o1.m1.c1"
	for _, tc := range []struct {
		before string
		what   []string
		want   string
		stale  []string
	}{
		{now, []string{"figures"}, now, nil},
		{"p0.d1.f1.o1.m1.c1", []string{"words"}, "p0.d1.f1.o1.m1.c1", []string{"pages"}},
		{"p1.d1.f0.o1.m0.c1", []string{"figures"}, "p1.d1.f1.o1.m0.c1", []string{"figures", "meetings"}},
		{"p0.d0.f0.o0.m0.c0", []string{"dates", "documents", "words"}, "p0.d1.f0.o0.m0.c1", extract.Stages},
		{"1", []string{"figures"}, "1", extract.Stages}, // of an older form: nothing is known
		{"", []string{"figures"}, "", extract.Stages},
	} {
		if got := rulesAfter(tc.before, now, tc.what); got != tc.want {
			t.Errorf("%q, %v again: got %q, want %q", tc.before, tc.what, got, tc.want)
		}
		if got := stale(tc.before, now); !slices.Equal(got, tc.stale) {
			t.Errorf("%q: stale %v, want %v", tc.before, got, tc.stale)
		}
	}
}

// aged makes everything in an index look as if other rules had read the stages.
func aged(t *testing.T, x *Index, stages ...string) string {
	t.Helper()
	rules := strings.Split(x.rules, ".")
	for i, stage := range extract.Stages {
		if slices.Contains(stages, stage) {
			rules[i] = "000000"
		}
	}
	old := strings.Join(rules, ".")
	if _, err := x.rows.Exec(`UPDATE articles SET rules = ?1; UPDATE meta SET value = json_array(?1) WHERE key = 'rules'`, old); err != nil {
		t.Fatal(err)
	}
	return old
}

// staleIn gives the stages of which anything in an index was read with other
// rules than those of today.
func staleIn(t *testing.T, x *Index) []string {
	t.Helper()
	all, err := x.allRules(t.Context())
	if err != nil || len(all) == 0 {
		t.Fatalf("rules %v, %v", all, err)
	}
	return slices.DeleteFunc(slices.Clone(extract.Stages), func(s string) bool {
		return !slices.ContainsFunc(all, func(rules string) bool { return slices.Contains(stale(rules, x.rules), s) })
	})
}

// TestRereadRules: what was not read again keeps the rules that it was read
// with.
func TestRereadRules(t *testing.T) {
	f := rereadable(t)
	x, dir := built(t, f)
	aged(t, x, "figures", "meetings")
	x.Close()
	o := f.options()
	o.Again = func(a extract.Article, _ []string) (extract.Article, bool) { return a, true }
	if _, err := Reread(t.Context(), dir, o, f, []string{"figures"}, nil); err != nil {
		t.Fatal(err)
	}
	y := open(t, dir, Options{ReadOnly: true})
	s, err := y.Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	// The twins have renderings, which are read from their pages; "old" was
	// captured twice, and only the newer capture counts.
	if s.Outdated != s.Articles-1 || s.Rules != y.rules {
		t.Errorf("%d of %d articles outdated by the rules %q; want all but the twins, whose pages were taken apart", s.Outdated, s.Articles, s.Rules)
	}
	if got := staleIn(t, y); !slices.Equal(got, []string{"meetings"}) {
		t.Errorf("stale: %v", got)
	}
}

// TestRereadChangedAndMore: what is named beside "changed" is read again, too,
// and what is not stays as it is.
func TestRereadChangedAndMore(t *testing.T) {
	f := rereadable(t)
	x, dir := built(t, f)
	aged(t, x, "officials")
	x.Close()
	before := 0
	o := f.options()
	figures := map[string][]extract.Figure{}
	for r := range f.extract(t.Context(), f.CapturesAfter(t.Context(), nil), nil) {
		figures[r.Article.ID] = r.Article.Figures
	}
	again := func(want ...string) func(extract.Article, []string) (extract.Article, bool) {
		return func(a extract.Article, w []string) (extract.Article, bool) {
			if !slices.Equal(w, want) {
				t.Errorf("asked to read %v again, want %v", w, want)
			}
			a.Figures = figures[a.ID]
			return a, true
		}
	}
	o.Again = again("figures", "officials")
	y := open(t, dir, Options{ReadOnly: true})
	if err := y.rows.QueryRow(`SELECT count(*) FROM figures`).Scan(&before); err != nil || before == 0 {
		t.Fatalf("%d figures, %v", before, err)
	}
	y.Close()
	if p, err := Reread(t.Context(), dir, o, f, []string{"changed", "figures"}, nil); err != nil || p.Changes == nil || p.Changes.Other > 0 {
		t.Errorf("%+v, %v", p.Changes, err)
	}
	// With nothing changed, figures alone are read again, and none is lost.
	o.Again = again("figures")
	if _, err := Reread(t.Context(), dir, o, f, []string{"changed", "figures"}, nil); err != nil {
		t.Fatal(err)
	}
	y = open(t, dir, Options{ReadOnly: true})
	after := 0
	if err := y.rows.QueryRow(`SELECT count(*) FROM figures`).Scan(&after); err != nil || after != before {
		t.Errorf("%d figures, %d before, %v", after, before, err)
	}
}

// TestRereadChanged: stages whose rules changed are read again, and no others.
func TestRereadChanged(t *testing.T) {
	f := rereadable(t)
	for _, tc := range []struct {
		aged  []string
		apart bool // every page is taken apart again, also those without an article
	}{
		{[]string{"figures", "documents"}, false},
		{[]string{"officials"}, false},
		{[]string{"pages"}, true},
		{nil, false},
	} {
		x, dir := built(t, f)
		aged(t, x, tc.aged...)
		x.Close()
		var mu sync.Mutex
		apart := map[string]int{} // kind → captures
		total := map[string]int{}
		o := f.options()
		o.Extract = func(ctx context.Context, captures iter.Seq2[*archive.Capture, error], s *site.Set) iter.Seq[extract.Result] {
			return func(yield func(extract.Result) bool) {
				for r := range f.extract(ctx, captures, s) {
					mu.Lock()
					apart[r.Article.Kind]++
					mu.Unlock()
					if !yield(r) {
						return
					}
				}
			}
		}
		o.Again = func(a extract.Article, w []string) (extract.Article, bool) {
			mu.Lock()
			defer mu.Unlock()
			if !slices.Equal(w, tc.aged) {
				t.Errorf("%v changed: asked to read %v again", tc.aged, w)
			}
			return a, true
		}
		for r := range f.extract(t.Context(), f.CapturesAfter(t.Context(), nil), nil) {
			total[r.Article.Kind]++
		}
		p, err := Reread(t.Context(), dir, o, f, []string{"changed"}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if all := apart["article"] == total["article"] && apart["list"] == total["list"]; all != tc.apart || total["list"] == 0 {
			t.Errorf("%v changed: taken apart %v of %v", tc.aged, apart, total)
		}
		if p.Changes == nil || p.Changes.Other+p.Changes.New+p.Changes.Gone > 0 {
			t.Errorf("%v changed: differs in %+v, %v", tc.aged, p.Changes, p.Uncompared)
		}
		y := open(t, dir, Options{ReadOnly: true})
		if got := staleIn(t, y); len(got) > 0 {
			t.Errorf("%v changed: stale afterwards: %v", tc.aged, got)
		}
		y.Close()
	}
}
