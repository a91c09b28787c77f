package index

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"khotin/extract"
)

// facetOf gives the values of a facet over the articles that a query finds.
func facetOf(t *testing.T, x *Index, q, facet string) string {
	t.Helper()
	h, err := x.Search(t.Context(), q, Filter{Limit: 1, Facets: []string{facet}})
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint(h.Facets)
}

// people is an archive of articles that each name somebody.
func people(n int) *fakeArchive {
	f := &fakeArchive{}
	for i := range n {
		f.addArticle(extract.Article{ID: fmt.Sprintf("%02d", i), Body: fmt.Sprintf("thu ngân sách tháng %d", i), Source: "Báo Vĩnh An",
			Officials: []extract.Official{{Name: fmt.Sprintf("Hứa Văn %c", 'A'+i%3)}}}, i)
	}
	return f
}

// TestColumnsAreOfRows: what a reader of the old index leaves after the exchange
// is not taken for the columns of the new one, which has the same segments and
// other rows.
func TestColumnsAreOfRows(t *testing.T) {
	f := people(7)
	x, dir := built(t, f)
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	reader := open(t, dir, Options{ReadOnly: true})
	old := facetOf(t, reader, "thu", "official")
	o := f.options()
	o.Again = func(a extract.Article, _ []string) (extract.Article, bool) { // each names another, and all the same three
		name := a.Officials[0].Name
		last := len(name) - 1
		a.Officials = []extract.Official{{Name: name[:last] + string('A'+(name[last]-'A'+1)%3)}}
		return a, true
	}
	if _, err := Reread(t.Context(), dir, o, f, []string{"officials"}, nil); err != nil {
		t.Fatal(err)
	}
	kept := filepath.Join(dir, dirName, columnsDir)
	files, err := os.ReadDir(kept)
	if err != nil || len(files) == 0 {
		t.Fatalf("%d columns are kept, %v", len(files), err)
	}
	for _, file := range files {
		if err := os.Remove(filepath.Join(kept, file.Name())); err != nil {
			t.Fatal(err)
		}
	}
	const want = "[{official [{Hứa Văn B 3} {Hứa Văn A 2} {Hứa Văn C 2}] 0}]"
	if got := facetOf(t, reader, "thu", "official"); got != old {
		t.Errorf("the reader of the old index counts %s, want %s", got, old)
	}
	if again, err := os.ReadDir(kept); err != nil || len(again) != len(files) || again[0].Name() != files[0].Name() {
		t.Fatalf("the reader of the old index has left %v, want %v, %v", again, files, err)
	}
	for range 2 {
		y := open(t, dir, Options{ReadOnly: true})
		if got := facetOf(t, y, "thu", "official"); got != want {
			t.Errorf("counted: %s, want %s", got, want)
		}
		if y.id == "" || y.id == reader.id {
			t.Errorf("the new index has id %q, the old one %q", y.id, reader.id)
		}
	}
}

// TestColumnsWithoutID: an index from before there were ids counts, keeps
// nothing while it is only read, and has an id when it has been written to.
func TestColumnsWithoutID(t *testing.T) {
	f := people(6)
	x, dir := built(t, f)
	if _, err := x.rows.Exec(`DELETE FROM meta WHERE key = ?`, idKey); err != nil {
		t.Fatal(err)
	}
	kept := filepath.Join(dir, dirName, columnsDir)
	if err := os.RemoveAll(kept); err != nil {
		t.Fatal(err)
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	const want = "[{official [{Hứa Văn A 2} {Hứa Văn B 2} {Hứa Văn C 2}] 0}]"
	y := open(t, dir, Options{ReadOnly: true})
	if got := facetOf(t, y, "thu", "official"); got != want {
		t.Errorf("counted: %s, want %s", got, want)
	}
	if files, _ := os.ReadDir(kept); len(files) > 0 {
		t.Errorf("%d columns are kept of an index without an id", len(files))
	}
	y.Close()
	x = open(t, dir, f.options())
	if _, err := x.Update(t.Context(), f, nil); err != nil {
		t.Fatal(err)
	}
	x.Close()
	allKept(t, dir)
}

// allKept fails unless the columns of all segments of the index are kept, and no
// others.
func allKept(t *testing.T, dir string) {
	t.Helper()
	x := open(t, dir, Options{ReadOnly: true})
	defer x.Close()
	segments, err := newQuery(t, x).segments()
	if err != nil || len(segments) == 0 {
		t.Fatalf("%d segments, %v", len(segments), err)
	}
	for _, g := range segments {
		f, c := x.keptColumns(&g)
		if c == nil {
			t.Errorf("no columns are kept of segment %s", g.name)
			continue
		}
		f.Close()
	}
	files, err := os.ReadDir(filepath.Join(x.dir, columnsDir))
	for _, f := range files {
		if !slices.ContainsFunc(segments, func(g segment) bool { return g.name == f.Name() }) {
			t.Errorf("%s is of no segment", f.Name())
		}
	}
	if err != nil {
		t.Error(err)
	}
}

// TestColumnsBehindTrim: an index that Reread made, and out of which it took
// articles, has the columns of the segments that are left.
func TestColumnsBehindTrim(t *testing.T) {
	f := people(40)
	dir := t.TempDir()
	o := f.options()
	o.BatchSize = 2
	x := open(t, dir, o)
	if _, err := x.Update(t.Context(), f, nil); err != nil {
		t.Fatal(err)
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	o.Again = func(a extract.Article, _ []string) (extract.Article, bool) { return a, true }
	less := *f
	less.captures = f.captures[:5] // an archive that has lost what came after
	if _, err := Reread(t.Context(), dir, o, &less, []string{"officials"}, nil); err != nil {
		t.Fatal(err)
	}
	allKept(t, dir)
	if got, want := facetOf(t, open(t, dir, Options{ReadOnly: true}), "thu", "official"), "[{official [{Hứa Văn A 2} {Hứa Văn B 2} {Hứa Văn C 1}] 0}]"; got != want {
		t.Errorf("counted: %s, want %s", got, want)
	}
}

// TestUpdateWithoutColumns: that columns cannot be made does not fail an Update
// whose articles are written.
func TestUpdateWithoutColumns(t *testing.T) {
	f := people(6)
	x, dir := built(t, f)
	if _, err := x.rows.Exec(`UPDATE articles SET json = x'00' WHERE id = '03'`); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(filepath.Join(dir, dirName, columnsDir)); err != nil {
		t.Fatal(err)
	}
	f.addArticle(extract.Article{ID: "99", Body: "thu ngân sách"}, 99)
	if p, err := x.Update(t.Context(), f, nil); err != nil || p.Articles != 1 {
		t.Errorf("%+v, %v", p, err)
	}
	if _, err := x.Search(t.Context(), "thu", Filter{Limit: 1, Facets: []string{"source"}}); err == nil {
		t.Error("the columns can be made: nothing was tried")
	}
}

// TestColumnsMode: columns may be read by whom the rows may, their directory is
// open to whom that of the index is.
func TestColumnsMode(t *testing.T) {
	x, dir := built(t, people(6))
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	at := filepath.Join(dir, dirName)
	mode := func(path string) os.FileMode {
		t.Helper()
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		return info.Mode()
	}
	same := func() {
		t.Helper()
		kept := filepath.Join(at, columnsDir)
		if got, want := mode(kept), mode(at); got != want {
			t.Errorf("the directory of columns has mode %v, the index %v", got, want)
		}
		files, err := os.ReadDir(kept)
		if err != nil || len(files) == 0 {
			t.Fatalf("%d columns are kept, %v", len(files), err)
		}
		for _, f := range files {
			if got, want := mode(filepath.Join(kept, f.Name())), mode(filepath.Join(at, rowsName)); got != want {
				t.Errorf("columns have mode %v, rows %v", got, want)
			}
		}
	}
	same()
	for _, m := range []struct{ dir, file os.FileMode }{{0o700, 0o600}, {0o775, 0o664}} {
		if err := os.RemoveAll(filepath.Join(at, columnsDir)); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(at, m.dir); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(filepath.Join(at, rowsName), m.file); err != nil {
			t.Fatal(err)
		}
		y := open(t, dir, Options{ReadOnly: true})
		facetOf(t, y, "thu", "official")
		y.Close()
		same()
	}
}
