package index

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"khotin/crawler/archive"
	"khotin/crawler/site"
	"khotin/extract"
)

// Child processes are this test binary, told by the environment what to do.
const (
	childTask = "INDEX_TEST_TASK"
	childDir  = "INDEX_TEST_DIR"
)

const childArticles = 300

func TestMain(m *testing.M) {
	if task := os.Getenv(childTask); task != "" {
		if err := child(task, os.Getenv(childDir)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// child says a line on stdout for every capture dealt with.
func child(task, dir string) error {
	f := generated(childArticles)
	o := f.options()
	o.BatchSize = 20
	say := func(p Progress) { fmt.Println(p.Captures) }
	switch task {
	case "update":
		x, err := Open(dir, o)
		if err != nil {
			return err
		}
		if _, err := x.Update(context.Background(), f, say); err != nil {
			return err
		}
		return x.Close()
	case "rebuild":
		_, err := Rebuild(context.Background(), dir, o, f, say)
		return err
	case "hold":
		x, err := Open(dir, o)
		if err != nil {
			return err
		}
		fmt.Println("open")
		io.Copy(io.Discard, os.Stdin) // until the parent lets go
		return x.Close()
	}
	return fmt.Errorf("no task %q", task)
}

// start starts a child; its stdin is closed by stop.
func start(t *testing.T, task, dir string) (*exec.Cmd, *bufio.Scanner, io.Closer) {
	t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), childTask+"="+task, childDir+"="+dir)
	c.Stderr = os.Stderr
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	in, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Process.Kill() })
	return c, bufio.NewScanner(out), in
}

// killAfter kills a child that has said n lines and worked a little longer.
func killAfter(t *testing.T, task, dir string, n int, more time.Duration) {
	t.Helper()
	c, out, _ := start(t, task, dir)
	for range n {
		if !out.Scan() {
			break
		}
	}
	time.Sleep(more)
	c.Process.Kill()
	c.Wait()
}

// sound fails unless the index holds all of f and nothing else.
func sound(t *testing.T, dir string, f *fakeArchive, articles int) {
	t.Helper()
	x := open(t, dir, Options{ReadOnly: true})
	defer x.Close()
	faults, err := x.Verify(t.Context(), f.CapturesAfter(t.Context(), nil))
	if err != nil {
		t.Fatal(err)
	}
	for i, fault := range faults {
		if i == 5 {
			t.Errorf("and %d more", len(faults)-5)
			break
		}
		t.Error(fault)
	}
	s, err := x.Stats(t.Context())
	if err != nil || s.Articles != articles || s.Captures != len(f.captures) {
		t.Errorf("stats %+v, %v; want %d articles", s, err, articles)
	}
}

// TestKilledUpdate kills the writer at many points. What is left must open,
// answer, and be completed by the next run.
func TestKilledUpdate(t *testing.T) {
	if testing.Short() {
		t.Skip("kills processes")
	}
	dir := t.TempDir()
	f := generated(childArticles)
	for i, n := range []int{0, 19, 21, 40, 60, 60, 90} {
		killAfter(t, "update", dir, n, time.Duration(i)*7*time.Millisecond)
		x, err := Open(dir, Options{ReadOnly: true, Wait: time.Second})
		if errors.Is(err, ErrNone) {
			continue // killed before there was one
		}
		if err != nil {
			t.Fatalf("after kill %d: %v", i, err)
		}
		if _, err := x.Search(t.Context(), "ngân sách", Filter{}); err != nil {
			t.Errorf("after kill %d: %v", i, err)
		}
		x.Close()
	}
	x := open(t, dir, f.options())
	p, err := x.Update(t.Context(), f, nil)
	if err != nil {
		t.Fatal(err)
	}
	if p.Captures == childArticles {
		t.Log("no killed run had written anything")
	}
	x.Close()
	sound(t, dir, f, childArticles)
}

// TestLostRows is a kill between the two stores: words are there, rows are
// not.
func TestLostRows(t *testing.T) {
	f := fixture(t)
	dir := t.TempDir()
	x := open(t, dir, f.options())
	rows, err := os.ReadFile(filepath.Join(dir, dirName, rowsName))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := x.Update(t.Context(), f, nil); err != nil {
		t.Fatal(err)
	}
	x.Close()
	if err := os.WriteFile(filepath.Join(dir, dirName, rowsName), rows, 0o644); err != nil {
		t.Fatal(err)
	}
	x = open(t, dir, f.options())
	h, err := x.Search(t.Context(), "ngân sách", Filter{})
	if err != nil || len(h.Hits) != 0 {
		t.Errorf("shows articles without rows: %+v, %v", h, err)
	}
	if _, err := x.Update(t.Context(), f, nil); err != nil {
		t.Fatal(err)
	}
	x.Close()
	sound(t, dir, f, len(f.captures)-3)
}

func TestLocked(t *testing.T) {
	dir := t.TempDir()
	f := fixture(t)
	x := open(t, dir, f.options())
	x.Close()
	c, out, in := start(t, "hold", dir)
	if !out.Scan() {
		t.Fatal("child does not open the index")
	}
	for _, o := range []Options{{}, {ReadOnly: true}} {
		_, err := Open(dir, o)
		if !errors.Is(err, ErrLocked) || !strings.Contains(err.Error(), fmt.Sprintf("process %d", c.Process.Pid)) {
			t.Errorf("%+v: %v", o, err)
		}
	}
	time.AfterFunc(300*time.Millisecond, func() { in.Close() })
	y, err := Open(dir, Options{Wait: 20 * time.Second})
	if err != nil {
		t.Fatalf("waiting: %v", err)
	}
	y.Close()
	c.Wait()
}

// TestReaders: several may read at once, and none may write then.
func TestReaders(t *testing.T) {
	x, dir := built(t, fixture(t))
	x.Close()
	a := open(t, dir, Options{ReadOnly: true})
	b := open(t, dir, Options{ReadOnly: true})
	for _, x := range []*Index{a, b} {
		h, err := x.Search(t.Context(), "cầu Rào", Filter{})
		if err != nil || len(h.Hits) == 0 {
			t.Errorf("%+v, %v", h, err)
		}
	}
	if _, err := Open(dir, Options{}); !errors.Is(err, ErrLocked) {
		t.Errorf("a writer beside readers: %v", err)
	}
	if _, err := a.Update(t.Context(), &fakeArchive{}, nil); !errors.Is(err, ErrReadOnly) {
		t.Errorf("a reader writes: %v", err)
	}
}

func TestNoneAndDamaged(t *testing.T) {
	if _, err := Open(t.TempDir(), Options{ReadOnly: true}); !errors.Is(err, ErrNone) {
		t.Errorf("no index: %v", err)
	}
	for name, harm := range map[string]func(at string) error{
		"rows overwritten": func(at string) error {
			return os.WriteFile(filepath.Join(at, rowsName), []byte(strings.Repeat("no database ", 1000)), 0o644)
		},
		"rows gone":  func(at string) error { return os.Remove(filepath.Join(at, rowsName)) },
		"words gone": func(at string) error { return os.RemoveAll(filepath.Join(at, wordsName)) },
		"segments gone": func(at string) error {
			return filepath.Walk(at, func(p string, _ os.FileInfo, err error) error {
				if strings.HasSuffix(p, ".zap") {
					return os.Remove(p)
				}
				return err
			})
		},
	} {
		x, dir := built(t, fixture(t))
		x.Close()
		if err := harm(filepath.Join(dir, dirName)); err != nil {
			t.Fatal(err)
		}
		if x, err := Open(dir, Options{ReadOnly: true}); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v", name, err)
			if err == nil {
				x.Close()
			}
			continue
		}
		f := fixture(t)
		if _, err := Rebuild(t.Context(), dir, f.options(), f, nil); err != nil {
			t.Errorf("%s: reindex: %v", name, err)
		}
		sound(t, dir, f, len(f.captures)-3)
	}
}

// TestKilledRebuild: the old index answers as before, and the next rebuild
// does its work.
func TestKilledRebuild(t *testing.T) {
	if testing.Short() {
		t.Skip("kills processes")
	}
	x, dir := built(t, fixture(t))
	x.Close()
	for i, n := range []int{1, 45, 130} {
		killAfter(t, "rebuild", dir, n, time.Duration(i)*5*time.Millisecond)
		sound(t, dir, fixture(t), len(fixture(t).captures)-3)
	}
	f := generated(childArticles)
	if _, err := Rebuild(t.Context(), dir, f.options(), f, nil); err != nil {
		t.Fatal(err)
	}
	sound(t, dir, f, childArticles)
}

// TestKilledExchange stops the exchange of indexes after each step.
func TestKilledExchange(t *testing.T) {
	for name, leave := range map[string]func(dir string) error{
		"old one moved away, new one ready": func(dir string) error {
			made := filepath.Join(dir, madeDir)
			return errors.Join(os.Rename(filepath.Join(dir, dirName), made), os.WriteFile(filepath.Join(made, readyName), nil, 0o644))
		},
		"old one moved away, new one not ready": func(dir string) error {
			return errors.Join(os.Rename(filepath.Join(dir, dirName), filepath.Join(dir, oldDir)), os.Mkdir(filepath.Join(dir, madeDir), 0o755))
		},
	} {
		f := fixture(t)
		x, dir := built(t, f)
		x.Close()
		if err := leave(dir); err != nil {
			t.Fatal(err)
		}
		t.Log(name)
		sound(t, dir, f, len(f.captures)-3)
	}
}

func TestUpdateVersions(t *testing.T) {
	f := &fakeArchive{}
	old := extract.Article{ID: "a", URL: "https://x.vn/a", Title: "Cũ", Body: "Bản tin đầu tiên."}
	late := extract.Article{ID: "a", URL: "https://x.vn/a", Title: "Mới", Body: "Bản tin sửa chữa.",
		Officials: []extract.Official{{Name: "Trần Bá Lộc", Roles: []string{"Chủ tịch"}}}}
	f.addArticle(late, 50)
	dir := t.TempDir()
	x := open(t, dir, f.options())
	update := func() Progress {
		p, err := x.Update(t.Context(), f, nil)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	update()
	f.addArticle(old, 10) // imported later, but captured before
	f.add(archive.Capture{URL: "https://x.vn/a", Type: "response", Status: 404, Time: time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)},
		func() (extract.Article, error) {
			return extract.Article{ID: "a", Kind: "article", Title: "Không tìm thấy"}, nil
		})
	f.add(archive.Capture{URL: "https://x.vn/a", Type: "revisit", Status: 200}, func() (extract.Article, error) {
		return extract.Article{}, errors.New("no body")
	})
	if p := update(); p.Captures != 3 || p.Failed != 0 || p.NotArticles != 1 {
		t.Errorf("%+v", p)
	}
	if p := update(); p.Captures != 0 {
		t.Errorf("again: %+v", p)
	}
	a, err := x.Article(t.Context(), "a")
	if err != nil || a.Title != "Mới" || a.Body != "Bản tin sửa chữa." {
		t.Errorf("%+v, %v", a, err)
	}
	h, err := x.Search(t.Context(), `"đầu tiên"`, Filter{})
	if err != nil || h.Total != 0 {
		t.Errorf("the old version is found: %+v, %v", h, err)
	}
	x.Close()
	sound(t, dir, f, 1)
}

func TestVerifyFinds(t *testing.T) {
	f := fixture(t)
	x, _ := built(t, f)
	x.words.index.Delete(articlePrefix + "covid")
	if _, err := x.rows.Exec(`DELETE FROM figures WHERE article = 'ngan-sach-ngo-quyen'`); err != nil {
		t.Fatal(err)
	}
	if _, err := x.rows.Exec(`DELETE FROM articles WHERE id = 'hdnd'`); err != nil {
		t.Fatal(err)
	}
	f.captures = f.captures[1:]
	f.addArticle(extract.Article{ID: "new"}, 99)
	f.captures[len(f.captures)-1].Offset = 1 << 20
	faults, err := x.Verify(t.Context(), f.CapturesAfter(t.Context(), nil))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, f := range faults {
		fmt.Fprintln(&all, f)
	}
	for _, want := range []string{
		"article covid: has a row, but is not in words.bleve",
		"article hdnd: is in words.bleve, but has no row",
		"its article hdnd is not indexed",
		"article hdnd: has meetings, but is not indexed",
		"article ngan-sach-ngo-quyen: has other rows",
		"a.warc.gz@0: capture is indexed, but not in the archive",
		"a.warc.gz@1048576: capture of",
		"rows.db: lengths are",
	} {
		if !strings.Contains(all.String(), want) {
			t.Errorf("no fault %q in\n%s", want, &all)
		}
	}
}

// TestSearchWhileWriting: the process that writes may search.
func TestSearchWhileWriting(t *testing.T) {
	f := generated(120)
	o := f.options()
	o.BatchSize = 10
	x := open(t, t.TempDir(), o)
	done := make(chan error)
	go func() {
		_, err := x.Update(t.Context(), f, nil)
		done <- err
	}()
	for {
		select {
		case err := <-done:
			if err != nil {
				t.Fatal(err)
			}
			return
		default:
		}
		if _, err := x.Search(t.Context(), "thu ngân sách", Filter{}); err != nil {
			t.Fatal(err)
		}
		if _, err := x.Figures(t.Context(), "thu ngân sách", Filter{}); err != nil {
			t.Fatal(err)
		}
	}
}

// TestCancelledUpdate: what was written is kept; no batch is begun any more, and
// what else was read is left to the next Update.
func TestCancelledUpdate(t *testing.T) {
	f := generated(100)
	dir := t.TempDir()
	o := f.options()
	o.BatchSize = 20
	x := open(t, dir, o)
	ctx, cancel := context.WithCancel(t.Context())
	_, err := x.Update(ctx, f, func(p Progress) {
		if p.Captures == 55 { // the second batch is being written, or about to be
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	p, err := x.Update(t.Context(), f, nil)
	if err != nil || p.Captures != 80 && p.Captures != 60 {
		t.Errorf("%+v, %v; want 80 or 60 captures that were left", p, err)
	}
	x.Close()
	sound(t, dir, f, 100)
}

// TestCancelledFinish: making an index whole, too, ends when it is to, and is
// done the next time.
func TestCancelledFinish(t *testing.T) {
	f := generated(50)
	dir := t.TempDir()
	o := f.options()
	o.BatchSize = 10
	x := open(t, dir, o)
	ctx, cancel := context.WithCancel(t.Context())
	if _, err := x.Update(ctx, f, func(p Progress) {
		if p.Captures == 45 {
			cancel()
		}
	}); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	x.Close()
	unfinished := func() (is bool) {
		t.Helper()
		db, err := openRows(filepath.Join(dir, dirName, rowsName), reading)
		if err == nil {
			err = errors.Join(meta(t.Context(), db, bulkKey, &is), db.Close())
		}
		if err != nil {
			t.Fatal(err)
		}
		return is
	}
	if err := Finish(ctx, dir, o); !errors.Is(err, context.Canceled) || !unfinished() {
		t.Errorf("stopped: %v, left %v", err, unfinished())
	}
	if err := Finish(t.Context(), dir, o); err != nil || unfinished() {
		t.Errorf("%v, unfinished %v", err, unfinished())
	}
	if err := Finish(t.Context(), t.TempDir(), o); err != nil {
		t.Errorf("without an index: %v", err)
	}
}

var _ Source = (*archive.Archive)(nil)

// TestResumedRebuild: a killed or cancelled rebuild is gone on with, by the
// same program with the same portals; others begin anew.
func TestResumedRebuild(t *testing.T) {
	if testing.Short() {
		t.Skip("kills processes")
	}
	f := generated(childArticles)
	read := 0
	counting := f.options()
	counting.Extract = func(ctx context.Context, captures iter.Seq2[*archive.Capture, error], s *site.Set) iter.Seq[extract.Result] {
		return f.extract(ctx, func(yield func(*archive.Capture, error) bool) {
			for c, err := range captures {
				if read++; !yield(c, err) {
					return
				}
			}
		}, s)
	}
	foreign := &site.Set{}
	if err := foreign.Add(site.Profile{Name: "x", Title: "X", Hosts: []string{"x.vn"}, Seeds: []string{"https://x.vn/"}, Articles: []string{`\.html$`}}); err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		name   string
		sites  *site.Set
		resume bool
	}{{"the same", nil, true}, {"other portals", foreign, false}} {
		x, dir := built(t, fixture(t))
		x.Close()
		killAfter(t, "rebuild", dir, 130, 0)
		sound(t, dir, fixture(t), len(fixture(t).captures)-3)
		read = 0
		o := counting
		o.Sites = tc.sites
		last := Progress{}
		p, err := Rebuild(t.Context(), dir, o, f, func(p Progress) { last = p })
		if err != nil {
			t.Fatal(err)
		}
		if most := childArticles - 100; (read <= most) != tc.resume {
			t.Errorf("%s: %d of %d captures were read, resumed should be %v", tc.name, read, childArticles, tc.resume)
		}
		if p.Changes == nil || p.Changes.New != childArticles { // the index before is of another archive
			t.Errorf("%s: differs from the index before in %+v", tc.name, p.Changes)
		}
		if p.Changes = nil; p.Captures != childArticles || p.Articles != childArticles || last != p {
			t.Errorf("%s: progress %+v, last told %+v, want all %d", tc.name, p, last, childArticles)
		}
		sound(t, dir, f, childArticles)
		ordinary(t, dir)
	}
}

// TestCancelledRebuild: the same of one that the user stops, at the end, too.
func TestCancelledRebuild(t *testing.T) {
	f := generated(childArticles)
	dir := t.TempDir()
	o := f.options()
	o.BatchSize = 20
	ctx, stop := context.WithCancel(t.Context())
	_, err := Rebuild(ctx, dir, o, f, func(p Progress) {
		if p.Captures == 150 {
			stop()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("cancelled: %v", err)
	}
	if _, err := Open(dir, Options{ReadOnly: true}); !errors.Is(err, ErrNone) {
		t.Errorf("half an index is open: %v", err)
	}
	first := 0
	p, err := Rebuild(t.Context(), dir, o, f, func(p Progress) {
		if first == 0 {
			first = p.Captures
		}
	})
	if err != nil || first < 120 || p.Captures != childArticles { // a batch may not have been begun
		t.Errorf("gone on at %d, to %d, want from 120 on, to %d: %v", first, p.Captures, childArticles, err)
	}
	sound(t, dir, f, childArticles)
	ordinary(t, dir)
}

// ordinary fails where an index that was rebuilt is laid out in another way
// than one that grew.
func ordinary(t *testing.T, dir string) {
	t.Helper()
	layout := func(dir string) []string {
		x := open(t, dir, Options{ReadOnly: true})
		defer x.Close()
		rows, err := x.rows.Query(`SELECT type || ' ' || name FROM sqlite_schema UNION ALL SELECT 'journal ' || journal_mode FROM pragma_journal_mode
			UNION ALL SELECT 'page ' || page_size FROM pragma_page_size ORDER BY 1`)
		if err != nil {
			t.Fatal(err)
		}
		all, err := column[string](rows)
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	grown := t.TempDir()
	open(t, grown, Options{}).Close()
	if got, want := layout(dir), layout(grown); !slices.Equal(got, want) {
		t.Errorf("rebuilt index has %v, want %v", got, want)
	}
	for _, more := range []string{"-wal", "-shm"} {
		if _, err := os.Stat(filepath.Join(dir, dirName, rowsName+more)); err == nil {
			t.Errorf("%s%s stays behind", rowsName, more)
		}
	}
}
