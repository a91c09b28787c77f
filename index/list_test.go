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
	return read(t, f)
}

// read builds an index of f and opens it for reading.
func read(t *testing.T, f *fakeArchive) *Index {
	t.Helper()
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
		if docs = append(docs, doc); i < len(l.freqs) && (float64(l.freqs[i]) != freq || l.words[doc] != uint16(s.lengthOf(norm))) {
			t.Errorf("document %d: %d times in %d words, postings say %v in %v", doc, l.freqs[i], l.words[doc], freq, s.lengthOf(norm))
		}
	})
	if err != nil || len(docs) != 100 || !slices.Equal(docs, l.docs.list()) || len(l.freqs) != 100 {
		t.Fatalf("list of %d documents, postings of %d, %v", len(l.freqs), len(docs), err)
	}
	if again, _ := newQuery(t, x).list(field, "cảng"); &again.freqs[0] != &l.freqs[0] {
		t.Error("the list is made anew for the third query")
	}
	if l, err := newQuery(t, x).list(field, "xyz"); l != nil || err != nil {
		t.Errorf("a term nobody asked for: %v, %v", l, err)
	}
}

// TestListsAreBounded: of too much, what was not used for longest is forgotten,
// and made again.
func TestListsAreBounded(t *testing.T) {
	x := listed(t)
	field := bodyField.of(false)
	for _, term := range []string{"cảng", "quận", "sông"} {
		for range 2 {
			newQuery(t, x).list(field, term)
		}
	}
	newQuery(t, x).list(field, "cảng")
	ls := &x.recent.lists
	held := func() (n int) {
		for _, l := range ls.of {
			n += l.bytes()
		}
		return n
	}
	if ls.shrink(); len(ls.of) != 3 || ls.bytes != held() || ls.bytes == 0 {
		t.Fatalf("%d lists of %d bytes, counted as %d", len(ls.of), held(), ls.bytes)
	}
	quan := ls.of[listKey{field, "quận"}]
	quan.freqs = slices.Grow(quan.freqs, mostListed)
	ls.bytes = held()
	if ls.shrink(); len(ls.of) != 2 || ls.of[listKey{field, "quận"}] != nil || ls.bytes != held() {
		t.Errorf("%d lists of %d bytes are left, counted as %d", len(ls.of), held(), ls.bytes)
	}
	newQuery(t, x).list(field, "quận")
	if l, err := newQuery(t, x).list(field, "quận"); err != nil || l == nil || l.docs.count() != 300 {
		t.Errorf("made again: %v, %v", l, err)
	}
}

// TestRareTermsHaveNoList: their postings are read as they stand.
func TestRareTermsHaveNoList(t *testing.T) {
	f := &fakeArchive{}
	for i := range 2 * int(1/listedShare) {
		body := "Quận"
		if i == 0 {
			body += " đảo"
		}
		f.addArticle(extract.Article{ID: fmt.Sprintf("%04d", i), Body: body}, i)
	}
	x := read(t, f)
	for word, listed := range map[string]bool{"quận": true, "đảo": false} {
		for range 3 {
			s := newQuery(t, x)
			if _, err := s.frequency(bodyField, term{key: word}); err != nil {
				t.Fatal(err)
			}
			s.list(bodyField.of(false), word)
		}
		if l := x.recent.lists.of[listKey{bodyField.of(false), word}]; (l != nil) != listed {
			t.Errorf("%s: %v", word, l)
		}
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
	if all := newQuery(t, x); all.x.recent.lists.of[listKey{field, "cảng"}].docs.has(9000) {
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
