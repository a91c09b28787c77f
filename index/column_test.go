package index

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"khotin/extract"
)

// TestColumns holds what a column counts against what its documents were given,
// with values and counts of every width.
func TestColumns(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, distinct := range []int{1, 255, 256, 70000} {
		const docs = 70100
		values := make([]facetValue, distinct)
		for v := range values {
			values[v] = facetValue{fmt.Sprintf("k%d", v/2), fmt.Sprintf("S%d", v)}
		}
		var gs []given
		for doc := range uint32(docs) {
			for range r.IntN(3) {
				gs = append(gs, given{doc, uint32(r.IntN(distinct))})
			}
		}
		for range 300 { // one of many
			gs = append(gs, given{7, uint32(r.IntN(distinct))})
		}
		var found docset
		want := map[facetValue]uint32{}
		for doc := uint32(0); doc < docs; doc += 3 {
			found.add(doc + 1000)
		}
		for _, g := range gs {
			if found.has(g.doc + 1000) {
				want[values[g.value]]++
			}
		}
		r.Shuffle(len(gs), func(i, j int) { gs[i], gs[j] = gs[j], gs[i] })
		c, err := openColumns(bytes.NewReader(newColumns(docs, map[string][]given{"place": gs}, map[string][]facetValue{"place": values})))
		if err != nil {
			t.Fatal(err)
		}
		f, err := c.column("place")
		if err != nil {
			t.Fatal(err)
		}
		counts := f.count(found, 1000)
		var all []int
		for v := range counts {
			all = append(all, v)
		}
		texts, err := f.read(all)
		if err != nil {
			t.Fatal(err)
		}
		got := map[facetValue]uint32{}
		for v, n := range counts {
			if n > 0 {
				got[texts[v]] = n
			}
		}
		if len(got) != len(want) {
			t.Errorf("%d distinct values: %d are counted, want %d", distinct, len(got), len(want))
		}
		for v, n := range want {
			if got[v] != n {
				t.Errorf("%d distinct values: %v %d times, want %d", distinct, v, got[v], n)
			}
		}
		if f, err := c.column("year"); err != nil || len(f.count(found, 0)) != 0 {
			t.Errorf("a facet without values: %v", err)
		}
	}
}

// TestDamagedColumns: a file of columns that is cut off is not read, wherever,
// and numbers in it do not change unseen.
func TestDamagedColumns(t *testing.T) {
	gs := map[string][]given{"place": {{0, 0}, {1, 1}, {1, 0}}}
	whole := newColumns(2, gs, map[string][]facetValue{"place": {{"quan a", "Quận A"}, {"quan b", "Quận B"}}})
	read := func(b []byte) ([]uint32, []facetValue, error) {
		c, err := openColumns(bytes.NewReader(b))
		if err != nil {
			return nil, nil, err
		}
		f, err := c.column("place")
		if err != nil {
			return nil, nil, err
		}
		texts, err := f.read([]int{0, 1})
		return f.count(docset{3}, 0), texts, err
	}
	counts, texts, err := read(whole)
	if err != nil || !slices.Equal(counts, []uint32{2, 1}) || texts[0].spelling != "Quận A" {
		t.Fatalf("%v, %v, %v", counts, texts, err)
	}
	for n := range bytes.Index(whole, []byte("Quận B")) + len("Quận B") {
		if _, _, err := read(whole[:n]); err == nil {
			t.Errorf("cut off behind %d of %d bytes it is read", n, len(whole))
		}
	}
	at := bytes.LastIndex(whole, []byte("quan a\x00")) - 2*(8+4) - 3
	for n := range 3 + 2*(8+4) {
		b := slices.Clone(whole)
		b[at+n] ^= 2
		if _, _, err := read(b); !errors.Is(err, errColumns) {
			t.Errorf("with byte %d changed it is read: %v", at+n, err)
		}
	}
}

// TestColumnsAreKept: a writer leaves the columns of all segments, and a reader
// makes those that are missing or damaged, and counts the same.
func TestColumnsAreKept(t *testing.T) {
	f := &fakeArchive{}
	for i := range 40 {
		a := extract.Article{ID: fmt.Sprintf("%02d", i), Body: "thu ngân sách", Place: extract.Optional(fmt.Sprintf("quận %c", 'A'+i%3)),
			Officials: []extract.Official{{Name: fmt.Sprintf("Hứa Văn %c", 'A'+i%7)}}}
		f.addArticle(a, i)
	}
	dir := t.TempDir()
	o := f.options()
	o.BatchSize = 10
	x := open(t, dir, o)
	if _, err := x.Update(t.Context(), f, nil); err != nil {
		t.Fatal(err)
	}
	a := extract.Article{ID: "00", Body: "thu ngân sách", Place: "huyện D"} // another version of the first
	f.addArticle(a, 41)
	if _, err := x.Update(t.Context(), f, nil); err != nil {
		t.Fatal(err)
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	const want = "[{place [{quận A 13} {quận B 13} {quận C 13} {huyện D 1}] 0} {official [{Hứa Văn B 6} {Hứa Văn C 6} {Hứa Văn D 6} {Hứa Văn E 6} {Hứa Văn A 5} {Hứa Văn F 5} {Hứa Văn G 5}] 0}]"
	o.ReadOnly = true
	count := func() {
		t.Helper()
		x := open(t, dir, o)
		defer x.Close()
		h, err := x.Search(t.Context(), "thu", Filter{Limit: 1, Facets: []string{"place", "official"}})
		if err != nil || fmt.Sprint(h.Facets) != want {
			t.Errorf("%v, %v; want %s", h.Facets, err, want)
		}
	}
	count()
	var files []string // of the segments that are left
	segments, err := newQuery(t, open(t, dir, o)).segments()
	if err != nil || len(segments) == 0 {
		t.Fatalf("%d segments, %v", len(segments), err)
	}
	for _, g := range segments {
		files = append(files, filepath.Join(dir, dirName, columnsDir, g.name))
	}
	for _, name := range files {
		if err := os.WriteFile(name, []byte("columns"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	count()
	if b, err := os.ReadFile(files[0]); err != nil || len(b) < 10 {
		t.Errorf("%s is not made anew: %v", files[0], err)
	}
	b, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	b[bytes.Index(b, []byte("}}}"))+3] ^= 1 // the first number
	if err := os.WriteFile(files[0], b, 0o644); err != nil {
		t.Fatal(err)
	}
	count()
	if err := os.RemoveAll(filepath.Dir(files[0])); err != nil {
		t.Fatal(err)
	}
	count()
	for _, name := range files {
		if _, err := os.Stat(name); err != nil {
			t.Errorf("not made anew: %v", err)
		}
	}
	if _, err := openColumns(bytes.NewReader([]byte("columns 123456"))); !errors.Is(err, ErrDamaged) {
		t.Errorf("%v, want ErrDamaged", err)
	}
}
