package markup

import (
	"bytes"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/tools/txtar"

	"khotin/testdata/generator"
	"khotin/testdata/portal"
)

// differ says where two trees differ, "" where they do not.
func differ(a, b *html.Node) string {
	if a.Type != b.Type || a.Data != b.Data || a.DataAtom != b.DataAtom || a.Namespace != b.Namespace || len(a.Attr) != len(b.Attr) {
		return fmt.Sprintf("%v %q %q %q, want %v %q %q %q", a.Type, a.Namespace, a.Data, a.Attr, b.Type, b.Namespace, b.Data, b.Attr)
	}
	for i := range a.Attr {
		if a.Attr[i] != b.Attr[i] {
			return fmt.Sprintf("<%s %q>, want %q", a.Data, a.Attr[i], b.Attr[i])
		}
	}
	c, d := a.FirstChild, b.FirstChild
	for ; c != nil && d != nil; c, d = c.NextSibling, d.NextSibling {
		if c.Parent != a || c.NextSibling == nil && a.LastChild != c || c.NextSibling != nil && c.NextSibling.PrevSibling != c {
			return fmt.Sprintf("<%s> is not linked to what holds it", c.Data)
		}
		if s := differ(c, d); s != "" {
			return "<" + a.Data + "> " + s
		}
	}
	switch {
	case c != nil:
		return fmt.Sprintf("<%s> holds %q, want no more", a.Data, c.Data)
	case d != nil:
		return fmt.Sprintf("<%s> holds no more, want %q", a.Data, d.Data)
	}
	return ""
}

// sameTree fails where parsePlain reads a page and html.Parse reads another. It
// reports whether parsePlain read it.
func sameTree(t *testing.T, page []byte) bool {
	t.Helper()
	got := parsePlain(page, new(Memory))
	if got == nil {
		return false
	}
	want, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatalf("read, though html.Parse says: %v", err)
	}
	if s := differ(got, want); s != "" {
		t.Errorf("%s\nof\n%.2000s", s, page)
	}
	return true
}

// filed gives the pages that lie in testdata: files of HTML, templates among
// them, alone and in cases and sessions.
func filed(t testing.TB) (pages [][]byte) {
	t.Helper()
	root := filepath.Join("..", "..", "testdata")
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		switch filepath.Ext(name) {
		case ".html":
			page, err := os.ReadFile(name)
			pages = append(pages, page)
			return err
		case ".txtar":
			ar, err := txtar.ParseFile(name)
			if err != nil {
				return err
			}
			for _, f := range ar.Files {
				if filepath.Ext(f.Name) == ".html" {
					pages = append(pages, f.Data)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(pages) < 50 {
		t.Fatalf("%d pages in %s", len(pages), root)
	}
	return pages
}

// rendered gives articles of the portal and made-up ones, as each page that
// shows them.
func rendered(t testing.TB, made int) (pages [][]byte) {
	t.Helper()
	p, err := portal.Load()
	if err != nil {
		t.Fatal(err)
	}
	all := slices.Clone(p.Articles())
	g, err := generator.New(3)
	if err != nil {
		t.Fatal(err)
	}
	for i := range made {
		a, _, err := g.Article(i * 2477)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, a)
	}
	for _, a := range all {
		for _, r := range a.Renderings() {
			page, err := a.HTML(r)
			if err != nil {
				t.Fatal(err)
			}
			pages = append(pages, page)
		}
	}
	return pages
}

// TestParsePlain compares the trees of all pages at hand, and those of odd
// ones. Most of them are read without html.Parse, or nothing would be compared.
func TestParsePlain(t *testing.T) {
	for _, of := range []struct {
		name  string
		pages [][]byte
		most  int // hundredths of the pages
	}{{"odd", bytesOf(oddPages), 50}, {"filed", filed(t), 90}, {"rendered", rendered(t, 60), 95}} {
		read := 0
		for _, page := range of.pages {
			if sameTree(t, page) {
				read++
			}
		}
		if read*100 < of.most*len(of.pages) {
			t.Errorf("%s: %d of %d pages read without html.Parse, want %d in 100", of.name, read, len(of.pages), of.most)
		}
	}
}

func bytesOf(all []string) (out [][]byte) {
	for _, s := range all {
		out = append(out, []byte(s))
	}
	return out
}

// TestDiffer tells trees apart that differ in one thing.
func TestDiffer(t *testing.T) {
	a, err := html.Parse(strings.NewReader("<p id=a>một<b>hai</b><!--ba--><svg><g></g></svg>"))
	if err != nil {
		t.Fatal(err)
	}
	for _, other := range []string{
		"<p id=b>một<b>hai</b><!--ba--><svg><g></g></svg>", "<p>một<b>hai</b><!--ba--><svg><g></g></svg>", "<p id=a>một <b>hai</b><!--ba--><svg><g></g></svg>", "<p id=a>một<i>hai</i><!--ba--><svg><g></g></svg>",
		"<p id=a>một<b>hai</b>ba<svg><g></g></svg>", "<p id=a>một<b>hai</b><!--ba--><svg><g></g></svg> ", "<p id=a>một<b>hai</b><!--ba--><svg></svg>", "<p id=a>một<b>hai</b><!--ba--><g></g>",
	} {
		b, err := html.Parse(strings.NewReader(other))
		if err != nil {
			t.Fatal(err)
		}
		if differ(a, b) == "" {
			t.Errorf("%s: no difference seen", other)
		}
	}
	if s := differ(a, a); s != "" {
		t.Error(s)
	}
}

// TestMutations compares the trees of pages that somebody spoilt.
func TestMutations(t *testing.T) {
	pages := slices.Concat(bytesOf(oddPages), filed(t), rendered(t, 0))
	read := 0
	for seed := range uint64(1500) {
		if sameTree(t, mutated(pages[seed%uint64(len(pages))], seed)) {
			read++
		}
	}
	if read < 300 {
		t.Errorf("%d of 1500 read without html.Parse", read)
	}
}

// TestSoup compares the trees of pages that are tags at random.
func TestSoup(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 6))
	read := 0
	for range 5000 {
		if sameTree(t, soup(rng)) {
			read++
		}
	}
	if read < 1000 {
		t.Errorf("%d of 5000 read without html.Parse", read)
	}
}

// FuzzParse: the trees of parsePlain are those of html.Parse, of pages as they
// are and of spoilt ones.
func FuzzParse(f *testing.F) {
	for i, page := range slices.Concat(bytesOf(oddPages), filed(f), rendered(f, 4)) {
		f.Add(page, uint64(i))
	}
	f.Fuzz(func(t *testing.T, page []byte, seed uint64) {
		sameTree(t, page)
		sameTree(t, mutated(page, seed))
	})
}
