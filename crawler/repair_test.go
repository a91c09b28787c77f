package crawler

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"khotin/crawler/archive"
	"khotin/crawler/frontier"
	"khotin/crawler/site"
)

// repair repairs a rig's archive and gives what it did.
func (r *rig) repair() []string {
	r.t.Helper()
	a, err := archive.Open(r.dir, archive.Options{})
	if err != nil {
		r.t.Fatal(err)
	}
	defer a.Close()
	sites := &site.Set{}
	if err := sites.Add(r.profile); err != nil {
		r.t.Fatal(err)
	}
	done, err := Repair(context.Background(), a, sites)
	if err != nil {
		r.t.Fatal(err)
	}
	return done
}

func TestRepair(t *testing.T) {
	r := newRig(t, map[string]http.HandlerFunc{"/": links("/bai/1.html", "/bai/2.html"), "/bai/1.html": article(1), "/bai/2.html": article(2)})
	r.crawl()
	if done := r.repair(); len(done) != 0 {
		t.Errorf("a sound archive: %q", done)
	}
	// An index is gone, another is wrong, an entry is missing and one is wrong.
	r.portal.set("/", links("/bai/3.html"))
	r.portal.set("/bai/3.html", article(3))
	r.crawl()
	indexes, err := filepath.Glob(filepath.Join(r.dir, "warc", "xa", "*.cdxj"))
	if err != nil || len(indexes) != 2 {
		t.Fatalf("%v %q", err, indexes)
	}
	if err := os.Remove(indexes[0]); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(indexes[1], []byte("xa)/ 2024 {}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	f := r.frontier()
	ctx := context.Background()
	for k, err := range f.CapturesOf(ctx, "http://xa.test/bai/1.html") {
		if err != nil {
			t.Fatal(err)
		}
		k.Digest = "sha1:X"
		if err := f.Correct(ctx, k); err != nil {
			t.Fatal(err)
		}
	}
	f.Close()
	if done := r.repair(); len(done) != 3 {
		t.Errorf("%q", done)
	}
	r.agree()
	if old, err := os.ReadFile(indexes[1] + ".broken"); err != nil || string(old) != "xa)/ 2024 {}\n" {
		t.Errorf("the wrong index was not kept: %v %q", err, old)
	}
	// A second time the first is left as it is.
	if err := os.WriteFile(indexes[1], []byte("xa)/ 2025 {}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if done := r.repair(); len(done) != 1 {
		t.Errorf("%q", done)
	}
	for name, want := range map[string]string{".broken": "xa)/ 2024 {}\n", ".broken.2": "xa)/ 2025 {}\n"} {
		if old, err := os.ReadFile(indexes[1] + name); err != nil || string(old) != want {
			t.Errorf("%s: %v %q", name, err, old)
		}
	}
	// The catalogue is gone as a whole: it comes back with what was queued.
	for _, suffix := range []string{"", "-wal", "-shm"} {
		os.Remove(filepath.Join(r.dir, frontier.File+suffix))
	}
	if done := r.repair(); len(done) != 1 {
		t.Errorf("%q", done)
	}
	r.agree()
	r.portal.take()
	if report := r.crawl(); report.New != 0 || report.Adopted != 0 {
		t.Errorf("%+v", report)
	}
}
