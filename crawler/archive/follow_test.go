package archive

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"testing/synctest"
)

// following reads a Following in the background; next gives one capture's
// address, an error, or "end".
func following(ctx context.Context, f *Following, pos Position) (next func() string) {
	given := make(chan string)
	go func() {
		defer close(given)
		for c, err := range f.CapturesAfter(ctx, pos) {
			if err != nil {
				given <- "error"
				continue
			}
			given <- c.URL
		}
	}()
	return func() string {
		if s, ok := <-given; ok {
			return s
		}
		return "end"
	}
}

// TestFollowGivesWhatIsSynced: no capture before it is on the disk, each once,
// over the change of files and behind what was there before.
func TestFollowGivesWhatIsSynced(t *testing.T) {
	a := newArchive(t)
	add := func(w *Writer, from, to int) {
		t.Helper()
		for n := from; n <= to; n++ {
			if _, err := w.Append(page(fmt.Sprintf("https://vidu.vn/%d", n), "200 OK", "trang").Records(nil, nil)...); err != nil {
				t.Fatal(err)
			}
		}
	}
	sync := func(w *Writer) {
		t.Helper()
		if err := w.Sync(); err != nil {
			t.Fatal(err)
		}
	}
	before := newWriter(t, a, WriterOptions{Run: "20240101T000000Z"})
	add(before, 1, 2)
	if err := before.Close(); err != nil {
		t.Fatal(err)
	}
	broken := a.Path("warc", "thu", "20240102T000000Z-00001.warc.gz")
	if err := os.WriteFile(broken, []byte("không phải gzip"), 0o644); err != nil {
		t.Fatal(err)
	}

	f := a.Follow()
	w := newWriter(t, a, WriterOptions{MaxSize: 3000}) // a new file after every few groups
	add(w, 3, 3)
	sync(w)
	add(w, 4, 4) // not synced
	next := following(t.Context(), f, nil)
	want := []string{"https://vidu.vn/1", "https://vidu.vn/2", "error", "https://vidu.vn/3"}
	var got []string
	for range want {
		got = append(got, next())
	}
	add(w, 5, 19)
	sync(w)
	f.Grown()
	f.Grown()
	for n := 4; n <= 19; n++ {
		want = append(want, fmt.Sprintf("https://vidu.vn/%d", n))
		got = append(got, next())
	}
	add(w, 20, 21)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	f.Done()
	want = append(want, "https://vidu.vn/20", "https://vidu.vn/21", "end")
	got = append(got, next(), next(), next())
	if !slices.Equal(got, want) {
		t.Errorf("given:\n%q, want:\n%q", got, want)
	}
	if files, _ := filepath.Glob(a.Path("warc", "thu", "20240517*.warc.gz")); len(files) < 3 {
		t.Errorf("%d files: their change was not tried", len(files))
	}
}

// TestFollowStops: with nothing left to read, too, the end of a context is the
// end, and is told.
func TestFollowStops(t *testing.T) {
	a := newArchive(t)
	w := newWriter(t, a, WriterOptions{})
	if _, err := w.Append(NewResource("https://vidu.vn/1", "trang.html", "text/html", day, []byte("trang"))); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	next := following(ctx, a.Follow(), nil)
	got := []string{next()}
	stop()
	got = append(got, next(), next())
	if want := []string{"https://vidu.vn/1", "error", "end"}; !slices.Equal(got, want) {
		t.Errorf("given %q, want %q", got, want)
	}
}

// TestFollowIsGoneOnWith: the position of a reader that was stopped is where
// the next one begins; a context that ends is the last error.
func TestFollowIsGoneOnWith(t *testing.T) {
	a := newArchive(t)
	w := newWriter(t, a, WriterOptions{})
	var places []Place
	for n := range 4 {
		p, err := w.Append(NewResource(fmt.Sprintf("https://vidu.vn/%d", n), "trang.html", "text/html", day, []byte("trang")))
		if err != nil {
			t.Fatal(err)
		}
		places = append(places, p...)
	}
	if err := w.Sync(); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	pos := Position{places[1].File: places[1].Offset + places[1].Length}
	next := following(ctx, a.Follow(), pos)
	got := []string{next(), next()}
	stop()
	got = append(got, next(), next())
	if want := []string{"https://vidu.vn/2", "https://vidu.vn/3", "error", "end"}; !slices.Equal(got, want) {
		t.Errorf("given %q, want %q", got, want)
	}
	if len(pos) != 1 || pos[places[1].File] != places[2].Offset {
		t.Errorf("the reader moved the caller's position to %v", pos)
	}
}

// TestFollowTakesWhatIsHanded: what is handed over is given without a look at
// the disk where it goes on from what was given, and is read from there where it
// does not; nothing comes twice.
func TestFollowTakesWhatIsHanded(t *testing.T) {
	a := newArchive(t)
	w := newWriter(t, a, WriterOptions{})
	var end int64
	add := func(n int) Stretch {
		t.Helper()
		p, err := w.Append(page(fmt.Sprintf("https://vidu.vn/%d", n), "200 OK", "trang").Records(nil, nil)...)
		if err == nil {
			err = w.Sync()
		}
		if err != nil {
			t.Fatal(err)
		}
		last := p[len(p)-1]
		s := Stretch{File: last.File, From: end, To: last.Offset + last.Length}
		end = s.To
		s.Captures = []*Capture{{URL: fmt.Sprintf("handed %d", n), File: p[0].File, Offset: p[0].Offset, Length: p[0].Length}}
		return s
	}
	f := a.Follow()
	f.Hand(add(1)) // before anybody reads: the disk has it
	next := following(t.Context(), f, nil)
	got := []string{next()}
	f.Hand(add(2))
	got = append(got, next())
	add(3) // not handed over
	f.Hand(add(4))
	got = append(got, next(), next())
	five := add(5)
	five.From = -1
	f.Hand(five)
	got = append(got, next())
	f.Hand(add(6))
	got = append(got, next())
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	f.Done()
	got = append(got, next())
	want := []string{"https://vidu.vn/1", "handed 2", "https://vidu.vn/3", "https://vidu.vn/4", "https://vidu.vn/5", "handed 6", "end"}
	if !slices.Equal(got, want) {
		t.Errorf("given %q, want %q", got, want)
	}
}

// TestHandWaits: no more than so much waits for the reader until it has taken
// some, and nothing does for one that has left.
func TestHandWaits(t *testing.T) {
	a := newArchive(t)
	big := Stretch{File: "warc/thu/a.warc.gz", To: 1, Captures: []*Capture{{Body: make([]byte, handedMost+1)}}}
	for name, room := range map[string]func(*Following, *Stretch){
		"taken": (*Following).taken,
		"left":  func(f *Following, _ *Stretch) { f.Leave() },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				f := a.Follow()
				f.Hand(big)
				handed := make(chan struct{})
				go func() {
					f.Hand(big)
					close(handed)
				}()
				waits := func() bool {
					synctest.Wait()
					select {
					case <-handed:
						return false
					default:
						return true
					}
				}
				if !waits() || len(f.handed) != 1 {
					t.Errorf("%d stretches wait", len(f.handed))
				}
				s, _ := f.next() // and reads it still
				if !waits() {
					t.Error("it waits no more, and nothing has been read")
				}
				room(f, &s)
				if waits() {
					t.Error("it still waits")
					f.Leave()
				}
			})
		})
	}
	f := a.Follow()
	f.Leave()
	f.Hand(big)
	f.Hand(big)
	if len(f.handed) != 0 || f.bytes != 0 {
		t.Errorf("%d stretches wait for nobody, %d bytes", len(f.handed), f.bytes)
	}
}
