package query

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/tools/txtar"
)

// TestParse reads testdata/query/*.txtar: a "query" section with one query a
// line, and a "want" section with the tree or the error of each.
func TestParse(t *testing.T) {
	paths, err := filepath.Glob("../../testdata/query/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			ar, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if len(ar.Files) != 2 || ar.Files[0].Name != "query" || ar.Files[1].Name != "want" {
				t.Fatalf("%s: want the sections query and want", path)
			}
			var got strings.Builder
			for q := range strings.Lines(string(ar.Files[0].Data)) {
				fmt.Fprintln(&got, show(strings.TrimSuffix(q, "\n")))
			}
			if got.String() == string(ar.Files[1].Data) {
				return
			}
			if os.Getenv("UPDATE") != "" {
				ar.Files[1].Data = []byte(got.String())
				if err := os.WriteFile(path, txtar.Format(ar), 0o666); err != nil {
					t.Fatal(err)
				}
				return
			}
			t.Errorf("%s:\n got:\n%s want:\n%s", path, got.String(), ar.Files[1].Data)
		})
	}
}

func show(q string) string {
	n, err := Parse(q)
	var e *Error
	switch {
	case errors.As(err, &e):
		return fmt.Sprintf("%v | %s", e, e.Hint)
	case n == nil:
		return "nothing"
	}
	return n.String()
}

func TestPositionsAreCodePoints(t *testing.T) {
	n, err := Parse(`ủy ban "nhân dân"`)
	if err != nil {
		t.Fatal(err)
	}
	and := n.(And)
	if w := and[1].(Word); w.Pos != 3 {
		t.Errorf("ban at %d, want 3", w.Pos)
	}
	if p := and[2].(Phrase); p.Pos != 7 {
		t.Errorf("phrase at %d, want 7", p.Pos)
	}
}

// FuzzParse: no query breaks the parser, every error lies in the query, and
// what a tree writes parses to the same tree.
func FuzzParse(f *testing.F) {
	paths, _ := filepath.Glob("../../testdata/query/*.txtar")
	for _, path := range paths {
		ar, err := txtar.ParseFile(path)
		if err != nil {
			f.Fatal(err)
		}
		for q := range strings.Lines(string(ar.Files[0].Data)) {
			f.Add(q)
		}
	}
	f.Fuzz(func(t *testing.T, q string) {
		n, err := Parse(q)
		var e *Error
		if errors.As(err, &e) {
			if e.Pos < 0 || e.Pos > utf8.RuneCountInString(q) {
				t.Fatalf("%q: error at %d", q, e.Pos)
			}
			return
		}
		if n == nil {
			return
		}
		again, err := Parse(n.String())
		if err != nil || again == nil || again.String() != n.String() {
			t.Fatalf("%q: %s became %v, %v", q, n, again, err)
		}
	})
}

// TestMostWords: a query may be long, and one that is too long says where.
func TestMostWords(t *testing.T) {
	long := strings.Repeat("hội-nghị, ", mostWords/2) // two words each, 10 code points
	for _, q := range []string{long, `"` + long + `"`, strings.Repeat("ý ", mostWords), strings.Repeat("y\u0301 ", mostWords), strings.Repeat("- ", 9*mostWords)} {
		if head, pos := Head(q); head != q || pos != -1 {
			t.Errorf("%.20s…: cut at %d", q, pos)
		}
		if _, err := Parse(q); err != nil {
			t.Errorf("%.20s…: %v", q, err)
		}
	}
	for _, tc := range []struct {
		q   string
		pos int
	}{{long + "nữa", 5 * mostWords}, {`"` + long + `nữa"`, 1 + 5*mostWords}, {strings.Repeat("(a OR b) ", mostWords), 9 * (mostWords / 3)}} {
		_, err := Parse(tc.q)
		var e *Error
		if !errors.As(err, &e) || e.Pos < tc.pos || e.Pos > tc.pos+8 || e.Hint == "" {
			t.Errorf("%.20s…: %v, want an error near %d", tc.q, err, tc.pos)
		}
		if head, pos := Head(tc.q); utf8.RuneCountInString(head) != pos || !strings.HasPrefix(tc.q, head) {
			t.Errorf("%.20s…: %d code points are left of one cut at %d", tc.q, utf8.RuneCountInString(head), pos)
		} else if _, pos := Head(head); pos != -1 {
			t.Errorf("%.20s…: what is left is cut again", tc.q)
		}
	}
}
