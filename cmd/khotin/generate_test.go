package main

import (
	"bytes"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"khotin/crawler/archive"
	"khotin/testdata/generator"
)

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
