package main

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"khotin/crawler/archive"
	"khotin/testdata/generator"
)

// TestRecordIDs: other seeds and other numbers give other names, each a UUID of
// version 8.
func TestRecordIDs(t *testing.T) {
	form := regexp.MustCompile(`^<urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}>$`)
	seen := map[string]bool{}
	for bit := range 64 {
		for _, n := range []int{0, 1, infoNumber} {
			id := (&warcEncoder{seed: 1 << bit}).id(n)
			if seen[id] || !form.MatchString(id) {
				t.Errorf("seed %#x, number %d: %s, given before: %v", uint64(1)<<bit, n, id, seen[id])
			}
			seen[id] = true
		}
	}
}

// TestOutput: a file is there whole or not at all, a link goes on leading to it,
// and the umask says who may read it.
func TestOutput(t *testing.T) {
	dir := t.TempDir()
	c := &cli{}
	file, link := filepath.Join(dir, "a.wacz"), filepath.Join(dir, "b.wacz")
	put := func(name, s string, fails error) error {
		return c.output(name, func(w io.Writer) error {
			_, err := io.WriteString(w, s)
			return errors.Join(err, fails)
		})
	}
	plain := filepath.Join(dir, "plain")
	if f, err := os.Create(plain); err != nil || f.Close() != nil {
		t.Fatal(err)
	}
	if err := errors.Join(put(file, "one", nil), os.Symlink("a.wacz", link), put(link, "two", nil)); err != nil {
		t.Fatal(err)
	}
	if err := put(link, "half", io.ErrUnexpectedEOF); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("a failed write gives %v", err)
	}
	if b, err := os.ReadFile(file); err != nil || string(b) != "two" {
		t.Errorf("the file behind the link holds %q, %v", b, err)
	}
	if to, err := os.Readlink(link); err != nil || to != "a.wacz" {
		t.Errorf("the link leads to %q, %v", to, err)
	}
	want, err := os.Stat(plain)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := os.Stat(file); err != nil || got.Mode() != want.Mode() {
		t.Errorf("%v, %v; another file has %v", got.Mode(), err, want.Mode())
	}
	if all, err := os.ReadDir(dir); err != nil || len(all) != 3 {
		t.Errorf("%d files stay, %v", len(all), err)
	}
}

// TestGenerate: pages stand in a WARC file in the articles' order, the archive's
// reader finds each again, and the same seed gives the same bytes.
func TestGenerate(t *testing.T) {
	const first, count, seed = 1000, 3*sheetLength + 1, 0x123456789abcdef0
	c := &cli{world: world{Stdout: io.Discard, Stderr: io.Discard}, quiet: true}
	write := func(name string) []byte {
		file := filepath.Join(t.TempDir(), name)
		if err := c.generate(t.Context(), seed, first, count, file); err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	file := write("a.warc.gz")
	if !bytes.Equal(file, write("b.warc.gz")) || !bytes.Equal(write("a.jsonl"), write("b.jsonl")) {
		t.Error("the same articles give other bytes")
	}
	w, err := generator.New(seed)
	if err != nil {
		t.Fatal(err)
	}
	r := archive.NewReader(bytes.NewReader(file), "a.warc.gz", archive.ReaderOptions{})
	info, err := r.Next()
	if err != nil || info.Type() != "warcinfo" {
		t.Fatalf("the first record is %+v, %v", info, err)
	}
	ids := map[string]bool{info.ID(): true}
	for n := first; n < first+count; n++ {
		a, _, err := w.Article(n)
		if err != nil {
			t.Fatal(err)
		}
		page, err := a.HTML(a.Template)
		if err != nil {
			t.Fatal(err)
		}
		record, err := r.Next()
		if err != nil {
			t.Fatal(err)
		}
		c, err := archive.Play(record, archive.PlayOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if c.URL != a.URL || c.Status != http.StatusOK || !bytes.Equal(c.Body, page) || c.Digest != archive.Digest(page) || ids[record.ID()] {
			t.Fatalf("record %s is %s, status %d, digest %s: not the page of %s", record.ID(), c.URL, c.Status, c.Digest, a.URL)
		}
		ids[record.ID()] = true
	}
	if record, err := r.Next(); err != io.EOF {
		t.Errorf("after the last record: %v, %v", record, err)
	}
}
