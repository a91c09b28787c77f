package main

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"

	"khotin/crawler"
	"khotin/crawler/archive"
	"khotin/crawler/disk"
)

var foreignDir = flag.String("foreign", "", "TestRealForeign: a directory of WARC, WET and WACZ files that other programs wrote")

// foreignFile is what became of one file of another program.
type foreignFile struct {
	name                string
	kept, known, failed int
	pages               int    // by npm warcio; -1: not asked, or damaged to it
	damage              bool   // to us
	why                 string // the first of the failures
}

// TestRealForeign imports each file of a directory into an archive of its own,
// and again: everything in it is kept, known by then, or told; the second time
// keeps nothing; the archive is sound; and npm warcio counts as many pages. It
// prints a table. The test data of webrecorder/warcio, warcio.js, pywb,
// py-wacz, browsertrix and replayweb.page, of iipc/jwarc, commoncrawl's
// ia-web-commons and whirlwind-python, archivesunleashed/aut hold such files.
//
//	go test ./cmd/khotin -run RealForeign -v -args -foreign DIR
func TestRealForeign(t *testing.T) {
	if *foreignDir == "" {
		t.Skip("only with -args -foreign DIR")
	}
	var names []string
	err := filepath.WalkDir(*foreignDir, func(at string, d fs.DirEntry, err error) error {
		ext := filepath.Ext(strings.TrimSuffix(strings.ToLower(at), ".gz"))
		if err == nil && !d.IsDir() && (ext == ".warc" || ext == ".wet" || ext == ".wacz") {
			names = append(names, at)
		}
		return err
	})
	if err != nil || len(names) == 0 {
		t.Fatalf("no files in %s: %v", *foreignDir, err)
	}
	npm, counting := npmFolder(t, "warcio")
	var table strings.Builder
	w := tabwriter.NewWriter(&table, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "file\tpages by warcio\tkept\tknown\tfailed\tfirst failure")
	var sum foreignFile
	for _, name := range names {
		f := importForeign(t, name)
		if f.pages = -1; counting {
			f.pages = foreignPages(t, npm, name)
		}
		if n := f.kept + f.known + f.failed; f.pages >= 0 && !f.damage && n != f.pages {
			t.Errorf("%s: %d kept, %d known and %d failed, npm warcio counts %d pages", name, f.kept, f.known, f.failed, f.pages)
		}
		rel, _ := filepath.Rel(*foreignDir, name)
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t%.100s\n", rel, f.pages, f.kept, f.known, f.failed, f.why)
		sum.kept, sum.known, sum.failed, sum.pages = sum.kept+f.kept, sum.known+f.known, sum.failed+f.failed, sum.pages+max(f.pages, 0)
	}
	fmt.Fprintf(w, "%d files\t%d\t%d\t%d\t%d\t\n", len(names), sum.pages, sum.kept, sum.known, sum.failed)
	w.Flush()
	t.Log("\n" + table.String())
}

// importForeign imports a file twice, and checks what is in the archive then.
func importForeign(t *testing.T, name string) foreignFile {
	t.Helper()
	a, err := archive.Create(filepath.Join(t.TempDir(), "archive"))
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	f := foreignFile{name: name}
	var reports []crawler.ImportReport
	for range 2 {
		report, err := crawler.Import(t.Context(), crawler.ImportOptions{Archive: a, Pages: disk.ReadAll(t.Context(), []string{name}, nil),
			Problem: func(err error) {
				f.damage = f.damage || errors.As(err, new(*archive.DamageError))
				if f.why == "" {
					f.why = strings.TrimPrefix(strings.TrimPrefix(err.Error(), name), ": ")
				}
			}})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		reports = append(reports, report)
	}
	f.kept, f.known, f.failed = reports[0].Kept, reports[0].Known, reports[0].Failed
	if again := reports[1]; again.Kept != 0 || again.Known != f.kept+f.known || again.Failed != f.failed {
		t.Errorf("%s: imported twice: %+v, then %+v", name, reports[0], again)
	}
	if report, err := archive.Verify(t.Context(), a); err != nil || len(report.Faults) > 0 {
		t.Errorf("%s: verify: %v %+v", name, err, report.Faults)
	}
	if faults, err := crawler.Check(t.Context(), a); err != nil || len(faults) > 0 {
		t.Errorf("%s: check: %v %+v", name, err, faults)
	}
	return f
}

// foreignPages gives the number of pages in a file as npm warcio counts them,
// -1 if the file is damaged to it.
func foreignPages(t *testing.T, npm, name string) (pages int) {
	t.Helper()
	files := []string{name}
	if strings.HasSuffix(strings.ToLower(name), ".wacz") {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if files = unpackWACZ(t, data); len(files) == 0 {
			return -1
		}
	}
	out, err := exec.Command("node", append([]string{filepath.Join(npm, "pages.mjs")}, files...)...).Output()
	if err != nil {
		t.Fatalf("npm warcio: %v", err)
	}
	for lines := bufio.NewScanner(bytes.NewReader(out)); lines.Scan(); {
		var found struct {
			Pages  int
			Damage string
		}
		if err := json.Unmarshal(lines.Bytes(), &found); err != nil {
			t.Fatalf("%v: %s", err, lines.Text())
		}
		if found.Damage != "" {
			t.Logf("npm warcio: %s: %s", name, found.Damage)
			return -1
		}
		pages += found.Pages
	}
	return pages
}

// unpackWACZ writes the WARC files of a package, and of packages inside it, and
// gives their names; none if it is none.
func unpackWACZ(t *testing.T, data []byte) (files []string) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil
	}
	dir := t.TempDir()
	for i, f := range z.File {
		inner, warc := strings.HasSuffix(f.Name, ".wacz"), path.Dir(f.Name) == "archive"
		if !inner && !warc {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		part, err := io.ReadAll(r)
		r.Close()
		if err != nil {
			t.Fatal(err)
		}
		if inner {
			files = append(files, unpackWACZ(t, part)...)
			continue
		}
		to := filepath.Join(dir, fmt.Sprintf("%d-%s", i, path.Base(f.Name)))
		if err := os.WriteFile(to, part, 0o644); err != nil {
			t.Fatal(err)
		}
		files = append(files, to)
	}
	return slices.Clip(files)
}
