package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// npmFolder copies a folder of testdata with a package.json and installs what
// that names. Not ok: npm is not here, or cannot reach its registry.
func npmFolder(t *testing.T, name string) (dir string, ok bool) {
	t.Helper()
	dir = t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(filepath.Join("..", "..", "testdata", name))); err != nil {
		t.Fatal(err)
	}
	install := exec.Command("npm", "install", "--silent", "--ignore-scripts", "--no-audit", "--no-fund")
	install.Dir = dir
	if out, err := install.CombinedOutput(); err != nil {
		t.Logf("npm cannot install what %s needs: %v %s", name, err, out)
		return "", false
	}
	return dir, true
}

// warcio reads WARC files with npm warcio, computing every digest anew. It
// gives the number of records; what is wrong fails the test.
func warcio(t *testing.T, npm string, files ...string) (records int) {
	t.Helper()
	out, err := exec.Command("node", append([]string{filepath.Join(npm, "check.mjs")}, files...)...).Output()
	if err != nil {
		t.Errorf("npm warcio: %v", err)
	}
	seen := 0
	for lines := bufio.NewScanner(bytes.NewReader(out)); lines.Scan(); {
		var found struct {
			File    string
			Records int
			Wrong   []string
		}
		if err := json.Unmarshal(lines.Bytes(), &found); err != nil {
			t.Fatalf("%v: %s", err, lines.Text())
		}
		for _, what := range found.Wrong {
			t.Errorf("npm warcio: %s: %s", found.File, what)
		}
		seen++
		records += found.Records
	}
	if seen != len(files) {
		t.Errorf("npm warcio read %d files of %d", seen, len(files))
	}
	return records
}

// warcFiles gives the WARC files of an archive.
func warcFiles(t *testing.T, dir string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "warc", "*", "*.warc.gz*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no WARC files in %s: %v", dir, err)
	}
	return files
}
