package index

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"khotin/extract"
)

// segments gives the open segments of words.bleve, so that no other file can
// take their place on the disk.
func segments(t *testing.T, dir string) (out []os.FileInfo) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, dirName, wordsName, "store", "*.zap"))
	if err != nil || len(names) == 0 {
		t.Fatalf("segments %v, %v", names, err)
	}
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { f.Close() })
		info, err := f.Stat()
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, info)
	}
	return out
}

// changeable is rereadable with a page whose second article goes and comes
// again.
func changeable(t *testing.T) *fakeArchive {
	f := rereadable(t)
	g := newGenerator(5)
	item := func(n int) extract.Article {
		a := carried("ban-"+string(rune('0'+n)), "2023-05-03", g.words(50))
		a.ID, a.URL, a.Page, a.Item = "ban-"+string(rune('0'+n)), "https://example.vn/ban-tin", "ban", n
		return a
	}
	one, two := item(1), item(2)
	f.addPage([]extract.Article{one, two}, 300)
	f.addPage([]extract.Article{one}, 301)
	f.addPage([]extract.Article{one, two}, 302)
	return f
}

// TestRereadKeepsWords: where facts alone are read again and all stay the same,
// so do the files of words.
func TestRereadKeepsWords(t *testing.T) {
	for _, what := range []string{"dates", "words"} {
		f := fixture(t)
		x, dir := built(t, f)
		articles := x.lengthsNow().Articles
		x.Close()
		before := segments(t, dir)
		o := f.options()
		o.Again = func(a extract.Article, _ []string) (extract.Article, bool) { return a, true }
		if _, err := Reread(t.Context(), dir, o, f, []string{what}, nil); err != nil {
			t.Fatal(err)
		}
		same := slices.EqualFunc(before, segments(t, dir), os.SameFile)
		if same != (what == "dates") {
			t.Errorf("%s: files of words are those of the old index: %v", what, same)
		}
		sound(t, dir, f, articles)
	}
}

// TestRereadChangesWords: the words of new wordings and of another place come in,
// and what no row names goes.
func TestRereadChangesWords(t *testing.T) {
	f := changeable(t)
	again := func(a extract.Article, _ []string) (extract.Article, bool) {
		for r := range f.extract(t.Context(), f.CapturesAfter(t.Context(), nil), nil) {
			if r.Article.ID == a.ID && r.Article.CaptureOffset == a.CaptureOffset {
				a.Figures = slices.Clone(r.Article.Figures)
			}
		}
		switch a.ID {
		case "ngan-sach-le-chan-2023":
			a.Figures[1].Indicator = "Chi thường xuyên của quận"
		case "ngan-sach-ngo-quyen":
			a.Place = "quận Hải An"
		}
		return a, true
	}
	for _, what := range []string{"figures", "words"} {
		x, dir := built(t, f)
		articles := x.lengthsNow().Articles
		x.Close()
		o := f.options()
		o.Again, o.BatchSize = again, 1
		if _, err := Reread(t.Context(), dir, o, f, []string{what}, nil); err != nil {
			t.Fatal(err)
		}
		sound(t, dir, f, articles)
		y := open(t, dir, Options{ReadOnly: true})
		for _, q := range []struct {
			words, place string
			want         int
		}{{"chi thường xuyên", "", 1}, {"chi ngân sách quận", "", 0}} {
			rows, err := y.Figures(t.Context(), q.words, Filter{})
			if err != nil || len(rows) != q.want {
				t.Errorf("%s: figures %q: %d rows, %v; want %d", what, q.words, len(rows), err, q.want)
			}
		}
		for place, want := range map[string]int{"quận Hải An": 1, "quận Ngô Quyền": 0} {
			hits, err := y.Search(t.Context(), "thu ngân sách", Filter{Place: place})
			if err != nil || len(hits.Hits) != want {
				t.Errorf("%s: %d articles of %s, %v; want %d", what, len(hits.Hits), place, err, want)
			}
		}
		y.Close()
	}
}

// TestResumedReread: one that was stopped half way gives what another gives,
// and counts all articles, also those of captures that hold several.
func TestResumedReread(t *testing.T) {
	f := changeable(t)
	o := f.options()
	o.Again = func(a extract.Article, _ []string) (extract.Article, bool) {
		for r := range f.extract(t.Context(), f.CapturesAfter(t.Context(), nil), nil) {
			if r.Article.ID == a.ID && r.Article.CaptureOffset == a.CaptureOffset {
				a.Figures = r.Article.Figures
			}
		}
		return a, true
	}
	o.BatchSize = 3
	whole, wholeDir := built(t, f)
	whole.Close()
	want, err := Reread(t.Context(), wholeDir, o, f, []string{"figures"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if want.Articles <= want.Captures-want.NotArticles-want.Failed {
		t.Fatalf("no capture holds several articles: %+v", want)
	}
	for at := 4; at < len(f.captures); at += 7 {
		x, dir := built(t, f)
		articles := x.lengthsNow().Articles
		x.Close()
		ctx, stop := context.WithCancel(t.Context())
		_, err := Reread(ctx, dir, o, f, []string{"figures"}, func(p Progress) {
			if p.Captures == at {
				stop()
			}
		})
		stop()
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("stopped at %d: %v", at, err)
		}
		got, err := Reread(t.Context(), dir, o, f, []string{"figures"}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got.Captures != want.Captures || got.Articles != want.Articles || got.NotArticles != want.NotArticles || got.Failed != want.Failed {
			t.Errorf("stopped at %d: counts %+v, want %+v", at, got, want)
		}
		sound(t, dir, f, articles)
		if c := got.Changes; c == nil || c.New+c.Gone+c.Other > 0 {
			t.Errorf("stopped at %d: differs from the index before in %+v", at, c)
		}
	}
}

// TestRebuildBesideReader: somebody who looks into the new rows.db when it is to
// be finished stops that, and nothing is lost: the next one only finishes it.
func TestRebuildBesideReader(t *testing.T) {
	f := fixture(t)
	dir := t.TempDir()
	path := filepath.Join(dir, madeDir, rowsName)
	if _, err := fillNew(t.Context(), filepath.Join(dir, madeDir), f.options(), f, nil); err != nil {
		t.Fatal(err)
	}
	db, err := openSQLite(path, reading)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query(`SELECT id FROM articles`)
	if err != nil || !rows.Next() {
		t.Fatal(err)
	}
	o := f.options()
	if _, err := Rebuild(t.Context(), dir, o, f, nil); !errors.Is(err, ErrLocked) {
		t.Errorf("beside a reader: %v, want %v", err, ErrLocked)
	}
	rows.Close()
	db.Close()
	read := 0
	p, err := Rebuild(t.Context(), dir, o, f, func(Progress) { read++ })
	if err != nil || read > 0 || p.Captures != len(f.captures) {
		t.Errorf("after it: %d captures read, %+v, %v", read, p, err)
	}
	ordinary(t, dir)
}
