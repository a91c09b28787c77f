package main

import (
	"bytes"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// stages in the order in which data flows; a package imports only its own
// stage and those before it.
var stages = []string{"crawler", "extract", "index", "cmd"}

// homes names, for each foreign module, the packages that may import it.
var homes = map[string][]string{
	"github.com/PuerkitoBio/goquery":         {"extract/strip"},
	"github.com/andybalholm/brotli":          {"crawler/archive"},
	"github.com/blevesearch/bleve/v2":        {"index"},
	"github.com/blevesearch/bleve_index_api": {"index"},
	"github.com/cenkalti/backoff/v5":         {"crawler"},
	"github.com/charmbracelet/bubbles":       {"cmd/khotin/browse"},
	"github.com/charmbracelet/bubbletea":     {"cmd/khotin/browse"},
	"github.com/charmbracelet/lipgloss":      {"cmd/khotin/browse"},
	"github.com/cli/browser":                 {"cmd/khotin"},
	"github.com/goccy/go-yaml":               {"crawler/site"},
	"github.com/gocolly/colly/v2":            {"crawler"},
	"github.com/gofrs/flock":                 {"crawler/archive", "index"},
	"github.com/gorilla/feeds":               {"cmd/khotin"},
	"github.com/guptarohit/asciigraph":       {"cmd/khotin/chart"},
	"github.com/jedib0t/go-pretty/v6":        {"cmd/khotin", "cmd/khotin/render"},
	"github.com/klauspost/compress":          {"crawler/archive", "index"},
	"github.com/mmcdole/gofeed":              {"crawler"},
	"github.com/parquet-go/parquet-go":       {"index/export"},
	"github.com/prometheus/client_golang":    {"cmd/khotin"},
	"github.com/robfig/cron/v3":              {"crawler"},
	"github.com/spf13/cobra":                 {"cmd/khotin"},
	"github.com/temoto/robotstxt":            {"crawler"},
	"github.com/vbauerster/mpb/v8":           {"cmd/khotin"},
	"github.com/xuri/excelize/v2":            {"index/export"},
	"golang.org/x/net":                       {"crawler", "extract/markup", "extract/strip"},
	"golang.org/x/sync":                      {"crawler", "index"},
	"golang.org/x/sys":                       {"crawler/archive"},
	"golang.org/x/term":                      {"cmd/khotin"},
	"golang.org/x/text":                      {"extract/text", "extract/strip", "testdata/portal", "cmd/khotin"},
	"golang.org/x/tools":                     {"testdata/cases", "testdata/portal"},
	"gonum.org/v1/plot":                      {"cmd/khotin/chart"},
	"modernc.org/sqlite":                     {"crawler/frontier", "index", "index/export"},
}

// packages maps each package folder of the module to its Go files, tests left
// out unless tests is true, modules of their own always.
func packages(t *testing.T, tests bool) map[string][]string {
	t.Helper()
	out := make(map[string][]string)
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && strings.HasPrefix(d.Name(), ".") && d.Name() != ".." {
			return fs.SkipDir
		}
		if _, err := os.Stat(filepath.Join(p, "go.mod")); d.IsDir() && p != root && err == nil {
			return fs.SkipDir // a module of its own
		}
		if !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go") && !tests {
			return nil
		}
		rel, err := filepath.Rel(root, p)
		if err != nil {
			return err
		}
		dir := path.Dir(filepath.ToSlash(rel))
		out[dir] = append(out[dir], p)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) < 10 {
		t.Fatalf("only %d packages found under %s", len(out), root)
	}
	return out
}

func parse(t *testing.T, file string) *ast.File {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestImportsPointUp(t *testing.T) {
	for dir, files := range packages(t, false) {
		mine := slices.Index(stages, strings.Split(dir, "/")[0])
		for _, file := range files {
			for _, spec := range parse(t, file).Imports {
				imported, err := strconv.Unquote(spec.Path.Value)
				if err != nil {
					t.Fatal(err)
				}
				inside, ok := strings.CutPrefix(imported, "khotin/")
				if !ok {
					continue
				}
				theirs := slices.Index(stages, strings.Split(inside, "/")[0])
				switch {
				case mine < 0 && theirs >= 0:
					t.Errorf("%s imports %s: test data knows nothing of the program", file, imported)
				case mine >= 0 && theirs > mine:
					t.Errorf("%s imports %s: data flows %s", file, imported, strings.Join(stages, " → "))
				case mine >= 0 && theirs < 0 && dir != "cmd/khotin":
					t.Errorf("%s imports %s: only the command serves the demonstration portal", file, imported)
				}
			}
		}
	}
}

func TestForeignLibrariesHaveOneHome(t *testing.T) {
	for dir, files := range packages(t, false) {
		for _, file := range files {
			for _, spec := range parse(t, file).Imports {
				imported, err := strconv.Unquote(spec.Path.Value)
				if err != nil {
					t.Fatal(err)
				}
				if first, _, _ := strings.Cut(imported, "/"); !strings.Contains(first, ".") {
					continue
				}
				if !atHome(dir, imported) {
					t.Errorf("%s imports %s, which has no home in %s", file, imported, dir)
				}
			}
		}
	}
}

func atHome(dir, imported string) bool {
	for module, dirs := range homes {
		if imported == module || strings.HasPrefix(imported, module+"/") {
			return slices.Contains(dirs, dir)
		}
	}
	return false
}

func TestOnePackageComment(t *testing.T) {
	for dir, files := range packages(t, false) {
		n := 0
		for _, file := range files {
			if parse(t, file).Doc != nil {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%s has %d package comments, want 1", dir, n)
		}
	}
}

func TestGofmt(t *testing.T) {
	for _, files := range packages(t, true) {
		for _, file := range files {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			want, err := format.Source(src)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(src, want) {
				t.Errorf("%s is not in the form of gofmt", file)
			}
		}
	}
}

// TestTopLevel: the folders at the top are settled.
func TestTopLevel(t *testing.T) {
	entries, err := os.ReadDir(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	allowed := strings.Fields("cmd crawler extract index testdata go.mod go.sum README.md")
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") && !slices.Contains(allowed, e.Name()) {
			t.Errorf("%s does not belong at the top level", e.Name())
		}
	}
}
