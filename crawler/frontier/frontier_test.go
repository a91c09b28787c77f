package frontier

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"khotin/crawler/archive"
)

var (
	ctx   = context.Background()
	sites = []string{"xa"}
	noon  = time.Date(2024, 5, 6, 12, 0, 0, 0, time.UTC)
)

func open(t *testing.T, file string) *Frontier {
	t.Helper()
	f, err := Open(ctx, file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func link(target, kind string) Link {
	return Link{URL: "http://xa.test" + target, Host: "xa.test", Site: "xa", Kind: kind}
}

func begin(t *testing.T, f *Frontier, now time.Time) string {
	t.Helper()
	run, err := f.Begin(ctx, sites, now)
	if err != nil {
		t.Fatal(err)
	}
	return run
}

func put(t *testing.T, f *Frontier, run string, now time.Time, links ...Link) {
	t.Helper()
	if err := f.Add(ctx, run, now, links); err != nil {
		t.Fatal(err)
	}
}

// lease gives what is due, as targets in order.
func lease(t *testing.T, f *Frontier, now time.Time, maxPages int) (targets []string, items []Item) {
	t.Helper()
	items, _, err := f.Lease(ctx, "xa.test", sites, maxPages, 100, now)
	if err != nil {
		t.Fatal(err)
	}
	for _, it := range items {
		targets = append(targets, strings.TrimPrefix(it.URL, "http://xa.test"))
	}
	return targets, items
}

// done commits items as fetched.
func done(t *testing.T, f *Frontier, run string, now time.Time, items ...Item) {
	t.Helper()
	var out []Outcome
	for _, it := range items {
		out = append(out, Outcome{Item: it, State: Done, At: now, Digest: "sha1:A", Changed: true})
	}
	if err := f.Commit(ctx, run, now, out); err != nil {
		t.Fatal(err)
	}
}

func equal(t *testing.T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: got %q, want %q", what, got, want)
	}
}

func TestQueue(t *testing.T) {
	file := filepath.Join(t.TempDir(), "kho 100% ?#.db") // a name that a URI could mistake
	f := open(t, file)
	run := begin(t, f, noon)
	put(t, f, run, noon, link("/a", Page), link("/b", Page), link("/", List), link("/rss", Feed), link("/a", Page))
	got, items := lease(t, f, noon, 5)
	equal(t, "order", got, []string{"/rss", "/", "/a", "/b"})
	if again, _ := lease(t, f, noon, 5); len(again) != 0 {
		t.Errorf("leased twice: %q", again)
	}
	done(t, f, run, noon, items[0], items[1], items[2])
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}

	f = open(t, file) // what was claimed is new again
	got, items = lease(t, f, noon, 5)
	equal(t, "after a crash", got, []string{"/b"})
	if err := f.Release(ctx, items); err != nil {
		t.Fatal(err)
	}
	later := noon.Add(time.Hour)
	run2 := begin(t, f, later)
	if run2 <= run {
		t.Errorf("run %q does not sort after %q", run2, run)
	}
	got, items = lease(t, f, later, 5)
	equal(t, "next run", got, []string{"/rss", "/", "/b"})
	if items[0].Last != noon || items[0].Digest != "sha1:A" || items[0].First != noon {
		t.Errorf("item %+v", items[0])
	}
	stats, err := f.Stats(ctx)
	if err != nil || stats.URLs[Claimed] != 3 || stats.URLs[Done] != 1 {
		t.Errorf("stats %+v %v", stats, err)
	}
}

func TestReadOnly(t *testing.T) {
	file := filepath.Join(t.TempDir(), File)
	if _, err := OpenReadOnly(ctx, file); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no frontier: %v", err)
	}
	f := open(t, file)
	run := begin(t, f, noon)
	put(t, f, run, noon, link("/a", Page))
	lease(t, f, noon, 5)
	r, err := OpenReadOnly(ctx, file)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if s, err := r.Stats(ctx); err != nil || s.URLs[Claimed] != 1 {
		t.Errorf("%+v %v", s, err)
	}
	if err := r.Add(ctx, run, noon, []Link{link("/b", Page)}); err == nil {
		t.Error("a link could be added")
	}
}

func TestRetryAndRest(t *testing.T) {
	f := open(t, filepath.Join(t.TempDir(), File))
	run := begin(t, f, noon)
	put(t, f, run, noon, link("/a", Page), link("/b", Page))
	_, items := lease(t, f, noon, 5)
	err := f.Commit(ctx, run, noon, []Outcome{
		{Item: items[0], State: New, Next: noon.Add(time.Minute), Attempts: 1, Class: "timeout"},
		{Item: items[1], State: Failed, Next: noon.Add(time.Hour), Attempts: 4, Class: "http 500", HostNext: noon.Add(time.Second)},
	})
	if err != nil {
		t.Fatal(err)
	}
	none, next, err := f.Lease(ctx, "xa.test", sites, 5, 100, noon)
	if err != nil || len(none) != 0 || !next.Equal(noon.Add(time.Minute)) {
		t.Errorf("leased %v, next %v, %v", none, next, err)
	}
	if at, err := f.Clock(ctx, "xa.test"); err != nil || !at.Next.Equal(noon.Add(time.Second)) {
		t.Errorf("host may be asked at %v, %v", at, err)
	}
	got, again := lease(t, f, noon.Add(2*time.Minute), 5)
	equal(t, "a retry", got, []string{"/a"})
	if again[0].Attempts != 1 {
		t.Errorf("attempts %d", again[0].Attempts)
	}
	done(t, f, run, noon, again[0])
	begin(t, f, noon.Add(30*time.Minute))
	if got, _ := lease(t, f, noon.Add(30*time.Minute), 5); len(got) != 0 {
		t.Errorf("half an hour on: %q", got)
	}
	begin(t, f, noon.Add(2*time.Hour))
	got, _ = lease(t, f, noon.Add(2*time.Hour), 5)
	equal(t, "a failure after its rest", got, []string{"/b"})
}

func TestAgain(t *testing.T) {
	f := open(t, filepath.Join(t.TempDir(), File))
	run := begin(t, f, noon)
	second := link("/trang/2", List)
	second.Listing, second.Numbered, second.IfNew = "/trang/#", true, true
	put(t, f, run, noon, link("/", List), link("/a", Page), second)
	_, items := lease(t, f, noon, 5)
	done(t, f, run, noon, items...)

	later := noon.Add(time.Hour)
	run = begin(t, f, later)
	got, items := lease(t, f, later, 5)
	equal(t, "lists but numbered pages", got, []string{"/"})
	done(t, f, run, later, items...)
	put(t, f, run, later, second, link("/a", Page))
	if got, _ := lease(t, f, later, 5); len(got) != 0 {
		t.Errorf("without news: %q", got)
	}
	put(t, f, run, later, second, link("/b", Page))
	got, items = lease(t, f, later, 5)
	equal(t, "with news", got, []string{"/trang/2", "/b"})
	done(t, f, run, later, items...)
	put(t, f, run, later, second, link("/c", Page))
	got, _ = lease(t, f, later, 5)
	equal(t, "once a run", got, []string{"/c"})

	old, fresh, again := link("/a", Page), link("/b", Page), link("/a", Page)
	old.Modified, fresh.Modified, again.Again = noon.Add(-time.Hour), later.Add(time.Minute), true
	run = begin(t, f, later.Add(time.Hour))
	lease(t, f, later.Add(time.Hour), 5) // the list
	put(t, f, run, later.Add(time.Hour), old, fresh)
	got, _ = lease(t, f, later.Add(time.Hour), 5)
	equal(t, "modified", got, []string{"/b"})
	put(t, f, run, later.Add(time.Hour), again)
	got, _ = lease(t, f, later.Add(time.Hour), 5)
	equal(t, "again", got, []string{"/a"})
}

func TestListingLimit(t *testing.T) {
	f := open(t, filepath.Join(t.TempDir(), File))
	run := begin(t, f, noon)
	for _, n := range []string{"1", "2", "3", "4"} {
		l := link("/lich/"+n, List)
		l.Listing, l.Numbered = "/lich/#", true
		put(t, f, run, noon, l)
	}
	if n, err := f.Waiting(ctx, sites, 3); err != nil || n != 3 {
		t.Errorf("waiting %d, %v", n, err)
	}
	got, _ := lease(t, f, noon, 3)
	equal(t, "within the limit", got, []string{"/lich/1", "/lich/2", "/lich/3"})
	got, _ = lease(t, f, noon, 4)
	equal(t, "a raised limit", got, []string{"/lich/4"})
}

func TestCatalogue(t *testing.T) {
	f := open(t, filepath.Join(t.TempDir(), File))
	one := Kept{URL: "http://xa.test/a", Time: noon, Type: "response", Status: 200, Digest: "sha1:A", File: "warc/xa/1.warc.gz", Offset: 10, Length: 5, Record: "<urn:uuid:1>"}
	two := Kept{Time: noon, Type: "resource", Digest: "sha1:B", File: "warc/import/1.warc.gz", Offset: 0, Length: 7, Name: "thư mục/bài.html"}
	for range 2 { // the second time changes nothing
		if err := f.Record(ctx, one, two); err != nil {
			t.Fatal(err)
		}
	}
	want := map[string]bool{
		"http://xa.test/a sha1:A": true, "http://xa.test/a sha1:B": false, "thư mục/bài.html sha1:B": true,
		"bài.html sha1:B": false, " sha1:B": true, " sha1:A": false, "sha1:A": false,
	}
	for i := range KeysAtOnce { // more than are asked for at once
		want[fmt.Sprintf("http://xa.test/%d sha1:A", i)] = false
	}
	for key, want := range want {
		if got, err := f.SeenKey(ctx, key); err != nil || got != want {
			t.Errorf("seen %q: %v, %v", key, got, err)
		}
	}
	if got, err := f.SeenKeys(ctx, slices.Sorted(maps.Keys(want))); err != nil || !maps.Equal(got, want) {
		t.Errorf("seen at once: %v, %v", got, err)
	}
	var all []Kept
	for k, err := range f.Captures(ctx, 0) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, k)
	}
	one.ID, two.ID = 1, 2
	if !slices.Equal(all, []Kept{one, two}) {
		t.Errorf("captures %+v", all)
	}
	for k, err := range f.CapturesIn(ctx, two.File) {
		if err != nil || k.Name != two.Name {
			t.Errorf("%+v %v", k, err)
		}
	}
	files, err := f.Files(ctx)
	if err != nil || files[one.File] != 15 || files[two.File] != 7 {
		t.Errorf("files %v %v", files, err)
	}
	if err := f.Record(ctx, Kept{URL: "http://xa.test/b"}); err == nil {
		t.Error("a capture without a place was taken")
	}
}

func TestOriginal(t *testing.T) {
	f := open(t, filepath.Join(t.TempDir(), File))
	run := begin(t, f, noon)
	put(t, f, run, noon, link("/a", Page))
	_, items := lease(t, f, noon, 5)
	kept := Kept{URL: items[0].URL, Time: noon, Type: "response", Status: 200, Digest: "sha1:A", Record: "<urn:uuid:1>", File: "w", Offset: 1, Length: 2}
	first := Outcome{Item: items[0], State: Done, Next: noon.Add(time.Hour), At: noon, Digest: "sha1:A", ETag: `"x"`, Changed: true,
		Captures: []Kept{kept}, End: archive.Place{File: "w", Offset: 3, Length: 9}}
	if err := f.Commit(ctx, run, noon, []Outcome{first}); err != nil {
		t.Fatal(err)
	}
	cut := kept
	cut.Offset, cut.Truncated = 20, "disconnect"
	later := noon.Add(2 * time.Hour)
	run = begin(t, f, later)
	_, items = lease(t, f, later, 5)
	want := archive.Original{URL: kept.URL, Time: noon, Digest: "sha1:A", ID: "<urn:uuid:1>"}
	if it := items[0]; it.Original == nil || *it.Original != want || it.ETag != `"x"` {
		t.Fatalf("item %+v", it)
	}
	// Neither a cut body nor a 304 takes the place of the original.
	err := f.Commit(ctx, run, later, []Outcome{{Item: items[0], State: Done, At: later, NotModified: true, Captures: []Kept{cut}}})
	if err != nil {
		t.Fatal(err)
	}
	it, state, ok, err := f.Item(ctx, kept.URL)
	if err != nil || !ok || state != Done || *it.Original != want || it.Same != 1 || it.ETag != `"x"` || it.Last != later || it.Changed != noon {
		t.Errorf("%+v %s %v", it, state, err)
	}
	if files, _ := f.Files(ctx); files["w"] != 12 {
		t.Errorf("files %v", files)
	}
}

func TestRobotsAndVersion(t *testing.T) {
	file := filepath.Join(t.TempDir(), File)
	f := open(t, file)
	if r, err := f.Robots(ctx, "http://xa.test"); r != nil || err != nil {
		t.Errorf("%v %v", r, err)
	}
	robots := RobotsFile{Origin: "http://xa.test", Status: 200, Body: []byte("User-agent: *\n"), Fetched: noon}
	it := Item{URL: "http://xa.test/robots.txt", Host: "xa.test", Site: "xa", Kind: Robots}
	for range 2 {
		if err := f.Commit(ctx, "r", noon, []Outcome{{Item: it, State: Done, Robots: &robots}}); err != nil {
			t.Fatal(err)
		}
	}
	if r, err := f.Robots(ctx, robots.Origin); err != nil || r.Status != 200 || string(r.Body) != "User-agent: *\n" || !r.Fetched.Equal(noon) {
		t.Errorf("%+v %v", r, err)
	}
	if _, err := f.write.Exec("PRAGMA user_version = 9"); err != nil {
		t.Fatal(err)
	}
	f.Close()
	if _, err := Open(ctx, file); err == nil || !strings.Contains(err.Error(), "newer") {
		t.Errorf("a newer frontier: %v", err)
	}
}

// TestPace: the pause that a host asks for is kept with its clock, also in a
// frontier whose table of hosts an earlier khotin made.
func TestPace(t *testing.T) {
	file := filepath.Join(t.TempDir(), File)
	f := open(t, file)
	for _, c := range later {
		if _, err := f.write.Exec("ALTER TABLE " + c.table + " DROP COLUMN " + c.name); err != nil {
			t.Fatal(err)
		}
	}
	earlier, err := OpenReadOnly(ctx, file)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := earlier.items(ctx, []int64{1}); err != nil {
		t.Errorf("an earlier frontier, only looked at: %v", err)
	}
	earlier.Close()
	if slowed, err := f.Slowed(ctx); err != nil || len(slowed) > 0 {
		t.Errorf("an earlier frontier: %v %v", slowed, err)
	}
	f.Close()
	f = open(t, file)
	for i, pace := range []time.Duration{20 * time.Second, 0, 1500 * time.Millisecond} {
		host := string(rune('a'+i)) + ".test"
		it := Item{URL: "http://" + host + "/", Host: host, Site: "xa", Kind: Page}
		if err := f.Commit(ctx, "r", noon, []Outcome{{Item: it, State: Done, HostNext: noon, HostPace: pace}}); err != nil {
			t.Fatal(err)
		}
	}
	f.Close()
	f = open(t, file)
	want := []Clock{{Host: "a.test", Next: noon, Pace: 20 * time.Second}, {Host: "c.test", Next: noon, Pace: 1500 * time.Millisecond}}
	if slowed, err := f.Slowed(ctx); err != nil || !slices.Equal(slowed, want) {
		t.Errorf("slowed %v, %v", slowed, err)
	}
	if c, err := f.Clock(ctx, "c.test"); err != nil || c != want[1] {
		t.Errorf("clock %v, %v", c, err)
	}
}

// TestFull: a disk without room for the catalogue is told as files tell it.
func TestFull(t *testing.T) {
	f := open(t, filepath.Join(t.TempDir(), File))
	if _, err := f.write.Exec("PRAGMA max_page_count = 1"); err != nil { // no more than it has
		t.Fatal(err)
	}
	var many []Kept
	for n := range 2000 {
		many = append(many, Kept{URL: "http://xa.test/" + strings.Repeat("a", n), Time: noon, Type: "response", File: "warc/xa/a.warc.gz", Offset: int64(n), Length: 1})
	}
	if err := f.Record(ctx, many...); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("got %v", err)
	}
	if stats, err := f.Stats(ctx); err != nil || stats.Captures != 0 {
		t.Errorf("%+v %v", stats, err)
	}
}
