package index

import (
	"fmt"
	"slices"
	"testing"

	"khotin/extract"
)

// listed builds an index of articles that hold "cảng" once or twice in every
// third, and opens it for reading.
func listed(t *testing.T) *Index {
	f := &fakeArchive{}
	for i := range 300 {
		body := "Quận ven sông."
		if i%3 == 0 {
			body += " Cảng." + []string{"", " Cảng mới."}[i%2]
		}
		f.addArticle(extract.Article{ID: fmt.Sprintf("%03d", i), Body: body}, i)
	}
	x, dir := built(t, f)
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	o := f.options()
	o.ReadOnly = true
	return open(t, dir, o)
}

// newQuery begins a query of x.
func newQuery(t *testing.T, x *Index) *asking {
	s, done, err := x.newAsking()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { done() })
	return s
}

// TestListOfSecondQuery: a term's list is made when a second query asks for it,
// and says what the postings say.
func TestListOfSecondQuery(t *testing.T) {
	x := listed(t)
	field := bodyField.of(false)
	s := newQuery(t, x)
	for range 2 {
		if l, err := s.list(field, "cảng"); l != nil || err != nil {
			t.Fatalf("the first query got %v, %v", l, err)
		}
	}
	s = newQuery(t, x)
	l, err := s.list(field, "cảng")
	if l == nil || err != nil {
		t.Fatalf("the second query got %v, %v", l, err)
	}
	var docs []uint32
	err = s.postings(field, "cảng", true, func(doc uint32, freq, norm float64) {
		i := len(docs)
		if docs = append(docs, doc); i < len(l.docs) && (float64(l.freqs[i]) != freq || l.words[i] != uint16(s.lengthOf(norm)) || !l.set.has(doc)) {
			t.Errorf("document %d: %d times in %d words, postings say %v in %v", doc, l.freqs[i], l.words[i], freq, s.lengthOf(norm))
		}
	})
	if err != nil || len(docs) != 100 || !slices.Equal(docs, l.docs) || l.set.count() != 100 {
		t.Fatalf("list of %d documents, postings of %d, %v", len(l.docs), len(docs), err)
	}
	if again, _ := newQuery(t, x).list(field, "cảng"); again != l {
		t.Error("the list is made anew for the third query")
	}
	if l, err := newQuery(t, x).list(field, "xyz"); l != nil || err != nil {
		t.Errorf("a term nobody asked for: %v, %v", l, err)
	}
}

// TestListsAreBounded: what is too much is forgotten, and made again.
func TestListsAreBounded(t *testing.T) {
	x := listed(t)
	field := bodyField.of(false)
	for range 2 {
		newQuery(t, x).list(field, "cảng")
	}
	ls := &x.recent.lists
	if len(ls.of) != 1 || ls.bytes == 0 {
		t.Fatalf("%d lists of %d bytes", len(ls.of), ls.bytes)
	}
	ls.bytes = mostListed + 1
	if l, err := newQuery(t, x).list(field, "quận"); l != nil || err != nil || len(ls.of) != 0 || ls.bytes != 0 {
		t.Errorf("%v, %v; %d lists of %d bytes are left", l, err, len(ls.of), ls.bytes)
	}
}

// TestHaving holds lists against postings, within a set and without one.
func TestHaving(t *testing.T) {
	x := listed(t)
	field := bodyField.of(false)
	var within docset
	for doc := uint32(1); doc < 350; doc += 4 {
		within.add(doc)
	}
	want, err := newQuery(t, x).docs(field, "cảng")
	if err != nil || want.count() != 100 {
		t.Fatalf("%d documents, %v", want.count(), err)
	}
	for i := range 3 { // by postings, then by list
		for _, w := range []docset{nil, within} {
			got, err := newQuery(t, x).having(field, "cảng", slices.Clone(w))
			if err != nil {
				t.Fatal(err)
			}
			expected := want.list()
			if w != nil {
				expected = slices.DeleteFunc(expected, func(doc uint32) bool { return !w.has(doc) })
			}
			if !slices.Equal(got.list(), expected) {
				t.Errorf("query %d within %d: %v, want %v", i, w.count(), got.list(), expected)
			}
			got.add(9000) // it is the caller's
		}
	}
	if all := newQuery(t, x); all.x.recent.lists.of[listKey{field, "cảng"}].set.has(9000) {
		t.Error("a caller changed what is remembered")
	}
}

func TestCounts(t *testing.T) {
	var ls lists
	k := listKey{"x", "cảng"}
	if n, ok := ls.count(k); ok {
		t.Errorf("%v articles before anybody counted", n)
	}
	ls.counted(k, 7)
	if n, ok := ls.count(k); !ok || n != 7 {
		t.Errorf("%v, %v, want 7", n, ok)
	}
	if a, b := ls.next(), ls.next(); a != 1 || b != 2 {
		t.Errorf("queries %d and %d, want 1 and 2", a, b)
	}
}
