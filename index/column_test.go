package index

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
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
		whole := newColumns("x", docs, map[string][]given{"place": gs}, map[string][]facetValue{"place": values})
		c, err := openColumns(bytes.NewReader(whole), int64(len(whole)))
		if err != nil {
			t.Fatal(err)
		}
		f, err := c.column("place")
		if err != nil {
			t.Fatal(err)
		}
		counts, err := f.count(found, 1000)
		if err != nil {
			t.Fatal(err)
		}
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
		f, err = c.column("year")
		if err != nil {
			t.Fatal(err)
		}
		if counts, err := f.count(found, 0); err != nil || len(counts) != 0 {
			t.Errorf("a facet without values: %v, %v", counts, err)
		}
	}
}

// readColumns reads all that a file of columns holds: of each facet how many
// documents have each value, and the texts.
func readColumns(b []byte) (counts map[string][]uint32, texts map[string][]facetValue, err error) {
	c, err := openColumns(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, nil, err
	}
	counts, texts = map[string][]uint32{}, map[string][]facetValue{}
	for _, name := range FacetNames {
		f, err := c.column(name)
		if err != nil {
			return nil, nil, err
		}
		all := slices.Repeat(docset{math.MaxUint64}, f.docs/64+1)
		if counts[name], err = f.count(all, 0); err != nil {
			return nil, nil, err
		}
		values := make([]int, f.values)
		for v := range values {
			values[v] = v
		}
		if texts[name], err = f.read(values); err != nil {
			return nil, nil, err
		}
	}
	return counts, texts, nil
}

// smallColumns is a file of columns.
func smallColumns() []byte {
	gs := map[string][]given{"place": {{0, 0}, {1, 1}, {1, 0}}, "official": {{1, 0}}}
	return newColumns("x", 2, gs, map[string][]facetValue{"place": {{"quan a", "Quận A"}, {"quan b", "Quận B"}}, "official": {{"le anh c", "Lê Anh C"}}})
}

// TestDamagedColumns: a file of columns that is cut off is not read, wherever,
// and none in which any byte is another: the head, numbers, or texts.
func TestDamagedColumns(t *testing.T) {
	whole := smallColumns()
	counts, texts, err := readColumns(whole)
	if err != nil || !slices.Equal(counts["place"], []uint32{2, 1}) || texts["place"][0].spelling != "Quận A" {
		t.Fatalf("%v, %v, %v", counts, texts, err)
	}
	for n := range whole {
		if _, _, err := readColumns(whole[:n]); !errors.Is(err, errColumns) {
			t.Errorf("cut off behind %d of %d bytes it is read: %v", n, len(whole), err)
		}
		b := slices.Clone(whole)
		b[n] ^= 2
		if _, _, err := readColumns(b); !errors.Is(err, errColumns) {
			t.Errorf("with byte %d, %q, changed it is read: %v", n, whole[n], err)
		}
	}
	b := bytes.Replace(whole, []byte("\x00Lê Anh C"), []byte("\x00Lê Anh K"), 1)
	if _, texts, err := readColumns(b); !errors.Is(err, errColumns) {
		t.Errorf("another name is read: %v, %v", texts["official"], err)
	}
}

// TestColumnsFit: no head is believed lengths that its file does not have,
// though they be under its sum.
func TestColumnsFit(t *testing.T) {
	right := blockHead{At: 10, CountWidth: 1, ValueWidth: 2, Held: 4, Values: 2, Texts: 7}
	const docs, size = 3, 10 + 3 + 4*2 + 2*ofValue + 7
	if !right.fits(docs, size) || right.fits(docs, size-1) || right.fits(docs+1, size) || right.fits(-1, size) {
		t.Error("a block is not held against the length of its file")
	}
	for _, n := range []int{-1, 8, 50_099_999_999, math.MaxInt / 2, math.MaxInt, math.MinInt} {
		for name, change := range map[string]func(*blockHead){
			"held": func(h *blockHead) { h.Held = n }, "values": func(h *blockHead) { h.Values = n },
			"texts": func(h *blockHead) { h.Texts = n }, "width of counts": func(h *blockHead) { h.CountWidth = n }, "width of values": func(h *blockHead) { h.ValueWidth = n },
		} {
			h := right
			if change(&h); h.fits(docs, size) {
				t.Errorf("%s %d is believed", name, n)
			}
		}
	}
	for _, at := range []int64{-1, 11, math.MaxInt64, math.MinInt64} {
		h := right
		if h.At = at; h.fits(docs, size) {
			t.Errorf("a block at %d is believed", at)
		}
	}
	for _, w := range []int{0, 3} {
		h := right
		if h.CountWidth = w; h.fits(docs, size) {
			t.Errorf("numbers %d bytes wide are believed", w)
		}
	}
	j, behind := headOf(smallColumns())
	j = regexp.MustCompile(`"held":3`).ReplaceAll(j, []byte(`"held":50099999999`))
	if _, _, err := readColumns(append(beginColumns(j), behind...)); !errors.Is(err, errColumns) {
		t.Errorf("%v, want errColumns", err)
	}
}

// headOf takes a file of columns apart.
func headOf(b []byte) (head, behind []byte) {
	begin := len(beginColumns(nil))
	end := begin + int(binary.LittleEndian.Uint32(b[len(columnMagic):]))
	return b[begin:end], b[end:]
}

// FuzzColumns: whatever a head says and follows it, reading is no panic, counts
// no more than there are, and gives the texts that the hashes stand for. The sums
// are made right, for others are read no further.
func FuzzColumns(f *testing.F) {
	head, behind := headOf(smallColumns())
	f.Add(head, behind)
	f.Add([]byte(`{}`), behind)
	f.Add(bytes.ReplaceAll(head, []byte(`"values":2`), []byte(`"values":1`)), behind)
	f.Fuzz(func(t *testing.T, head, behind []byte) {
		var h columnHead
		if err := json.Unmarshal(head, &h); err == nil {
			for name, b := range h.Facets {
				if b.fits(h.Docs, int64(len(behind))) {
					b.Sum = crc32.ChecksumIEEE(behind[b.At:][:b.fixed(h.Docs)])
					h.Facets[name] = b
				}
			}
			if j, err := json.Marshal(&h); err == nil {
				head = j
			}
		}
		counts, texts, err := readColumns(append(beginColumns(head), behind...))
		if err != nil {
			if !errors.Is(err, errColumns) {
				t.Errorf("%v, want errColumns", err)
			}
			return
		}
		for name, cs := range counts {
			sum := 0
			for _, n := range cs {
				sum += int(n)
			}
			if sum > h.Facets[name].Held || len(texts[name]) != len(cs) {
				t.Errorf("%s: %d are counted of %d, %d texts of %d", name, sum, h.Facets[name].Held, len(texts[name]), len(cs))
			}
		}
	})
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
	hurt := func(at int) {
		t.Helper()
		bad := slices.Clone(b)
		bad[at] ^= 1
		if err := os.WriteFile(files[0], bad, 0o644); err != nil {
			t.Fatal(err)
		}
		count()
		if now, err := os.ReadFile(files[0]); err != nil || !bytes.Equal(now, b) {
			t.Errorf("damaged at %d, it is not made anew: %v", at, err)
		}
	}
	hurt(bytes.Index(b, []byte("}}}")) + 3)                    // the first number
	hurt(bytes.LastIndex(b, []byte("Hứa Văn")) + len("Hứa V")) // a spelling
	if err := os.RemoveAll(filepath.Dir(files[0])); err != nil {
		t.Fatal(err)
	}
	count()
	for _, name := range files {
		if _, err := os.Stat(name); err != nil {
			t.Errorf("not made anew: %v", err)
		}
	}
	if _, err := openColumns(bytes.NewReader([]byte("columns 12345678")), 16); !errors.Is(err, ErrDamaged) {
		t.Errorf("%v, want ErrDamaged", err)
	}
}
