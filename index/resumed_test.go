package index

import (
	"context"
	"errors"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"khotin/crawler/archive"
	"khotin/extract"
)

// brokenArchive is a fakeArchive with its file in a directory, some of whose
// records cannot be read.
type brokenArchive struct {
	*fakeArchive
	dir    string
	broken map[int]bool // by number
}

// onDisk gives a brokenArchive of f.
func onDisk(t *testing.T, f *fakeArchive, broken ...int) *brokenArchive {
	t.Helper()
	a := &brokenArchive{f, t.TempDir(), map[int]bool{}}
	for _, n := range broken {
		a.broken[n] = true
	}
	if err := os.MkdirAll(filepath.Dir(a.file()), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(a.file(), make([]byte, len(f.captures)*recordLength), 0o644); err != nil {
		t.Fatal(err)
	}
	return a
}

func (a *brokenArchive) Path(elem ...string) string {
	return filepath.Join(append([]string{a.dir}, elem...)...)
}

func (a *brokenArchive) file() string { return a.Path("warc", "test", "a.warc.gz") }

// CapturesAfter implements Source.
func (a *brokenArchive) CapturesAfter(ctx context.Context, pos archive.Position) iter.Seq2[*archive.Capture, error] {
	return func(yield func(*archive.Capture, error) bool) {
		for c, err := range a.fakeArchive.CapturesAfter(ctx, pos) {
			if c != nil && a.broken[int(c.Offset/recordLength)] {
				c, err = nil, &archive.DamageError{File: c.File, Offset: c.Offset, End: c.Offset + c.Length, Err: errors.New("nonsense")}
			}
			if !yield(c, err) {
				return
			}
		}
	}
}

// halfRebuilt stops a Rebuild of a at a capture.
func halfRebuilt(t *testing.T, a *brokenArchive, o Options, at int) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	_, err := Rebuild(ctx, a.dir, o, a, func(p Progress) {
		if p.Captures == at {
			stop()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("stopped at %d: %v", at, err)
	}
}

// TestResumedRebuildTellsOfFaults: one that was stopped and gone on with tells
// of the records that could not be read in either part, each once.
func TestResumedRebuildTellsOfFaults(t *testing.T) {
	f := generated(60)
	f.results[at(f.captures[13])] = func() (extract.Article, error) { return extract.Article{}, errors.New("no page at all") }
	o := f.options()
	o.BatchSize = 10
	for _, tc := range []struct {
		broken []int
		failed int
		last   string // of all
	}{
		{[]int{5}, 1, "no page at all"},
		{[]int{10, 13, 31, 59}, 0, "broken record at 5900"},
	} {
		for _, stopAt := range []int{29, 45} {
			a := onDisk(t, f, tc.broken...)
			halfRebuilt(t, a, o, stopAt)
			p, err := Rebuild(t.Context(), a.dir, o, a, nil)
			if err != nil || p.Unreadable != len(tc.broken) || p.Failed != tc.failed || p.LastErr == nil || !strings.Contains(p.LastErr.Error(), tc.last) {
				t.Errorf("%v broken, stopped at %d: %+v, %v; want %d unreadable, %d failed, at last %s", tc.broken, stopAt, p, err, len(tc.broken), tc.failed, tc.last)
			}
		}
	}
}

// TestBegunWithNothing: one that was killed before it held anything is begun
// anew, with the words of the index before.
func TestBegunWithNothing(t *testing.T) {
	f := fixture(t)
	x, dir := built(t, f)
	o := f.options()
	o.begin = &beginning{from: x, words: true}
	for range 2 {
		y, p, err := begun(t.Context(), filepath.Join(dir, madeDir), o, f)
		if err != nil || p.Captures != 0 || y.written == nil {
			t.Fatalf("%+v, %v, words of the index before known: %v", p, err, err == nil && y.written != nil)
		}
		y.Close() // as a kill leaves it
	}
}

// TestResumedRebuildLooksAtFiles: what was read of files that are gone or have
// become shorter does not stay.
func TestResumedRebuildLooksAtFiles(t *testing.T) {
	f := generated(50)
	o := f.options()
	o.BatchSize = 10
	for name, tc := range map[string]struct {
		change func(path string) error
		resume bool
	}{
		"as it was": {func(string) error { return nil }, true},
		"shorter":   {func(path string) error { return os.Truncate(path, 5*recordLength) }, false},
		"gone":      {os.Remove, false},
	} {
		a := onDisk(t, f)
		halfRebuilt(t, a, o, 30)
		if err := tc.change(a.file()); err != nil {
			t.Fatal(err)
		}
		first := 0
		p, err := Rebuild(t.Context(), a.dir, o, a, func(p Progress) {
			if first == 0 {
				first = p.Captures
			}
		})
		if err != nil || p.Captures != 50 || (first > 1) != tc.resume {
			t.Errorf("%s: begun at %d, %+v, %v; gone on with should be %v", name, first, p, err, tc.resume)
		}
	}
}
