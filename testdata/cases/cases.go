// Package cases reads the finders' test cases: one txtar file a case.
//
//	# why this case exists
//	published: 2023-09-22
//	-- text --
//	paragraphs, separated by a blank line
//	-- want --
//	one finding a line, in the finder's own notation
//
// A case file has a reason, only headers that the test allows, and the two
// sections. UPDATE=1 in the environment rewrites the want sections.
package cases

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// Case is one test case.
type Case struct {
	Name   string            // file name without its ending
	Header map[string]string // "published" → "2023-09-22"
	Text   []string          // paragraphs
	Want   []string          // lines
}

// Run reads every case of dir, which is named as seen from the package under
// test, and compares got's lines with those wanted. allowed names the headers
// that a case may have. A folder without cases, or with any other file, fails.
func Run(t *testing.T, dir string, allowed []string, got func(t *testing.T, c Case) []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) == 0 {
		t.Fatalf("%s holds no case", dir)
	}
	for _, e := range entries {
		name, ok := strings.CutSuffix(e.Name(), ".txtar")
		if !ok || e.IsDir() {
			t.Errorf("%s: stray file %s", dir, e.Name())
			continue
		}
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(dir, e.Name())
			ar, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			c, err := parse(name, ar, allowed)
			if err != nil {
				t.Fatalf("%s: %v", path, err)
			}
			lines := got(t, c)
			if slices.Equal(lines, c.Want) {
				return
			}
			if os.Getenv("UPDATE") != "" {
				ar.Files[1].Data = []byte(strings.Join(append(lines, ""), "\n"))
				if err := os.WriteFile(path, txtar.Format(ar), 0o666); err != nil {
					t.Fatal(err)
				}
				return
			}
			t.Errorf("%s:\n%s", path, Diff(c.Want, lines))
		})
	}
}

// Seed adds the text of every case in dir, its paragraphs joined by blank lines,
// to the seeds of a fuzz test.
func Seed(f *testing.F, dir string) {
	f.Helper()
	for _, s := range Texts(f, dir) {
		f.Add(s)
	}
}

// Texts gives the text of every case in dir, its paragraphs joined by blank lines.
func Texts(tb testing.TB, dir string) []string {
	tb.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, "*.txtar"))
	if err != nil {
		tb.Fatal(err)
	}
	var out []string
	for _, path := range paths {
		ar, err := txtar.ParseFile(path)
		if err != nil {
			tb.Fatal(err)
		}
		for _, f := range ar.Files {
			if f.Name == "text" {
				out = append(out, strings.TrimSpace(string(f.Data)))
			}
		}
	}
	return out
}

func parse(name string, ar *txtar.Archive, allowed []string) (Case, error) {
	c := Case{Name: name, Header: make(map[string]string)}
	reason := false
	for line := range strings.Lines(string(ar.Comment)) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if strings.HasPrefix(line, "#") {
			reason = true
			continue
		}
		k, v, ok := strings.Cut(line, ":")
		if !ok || !slices.Contains(allowed, k) {
			return c, fmt.Errorf("unknown header %q", line)
		}
		c.Header[k] = strings.TrimSpace(v)
	}
	if !reason {
		return c, fmt.Errorf("a case begins with a # reason")
	}
	if len(ar.Files) != 2 || ar.Files[0].Name != "text" || ar.Files[1].Name != "want" {
		return c, fmt.Errorf("a case has the sections text and want")
	}
	for para := range strings.SplitSeq(strings.TrimSpace(string(ar.Files[0].Data)), "\n\n") {
		c.Text = append(c.Text, strings.TrimSpace(para))
	}
	if want := strings.TrimRight(string(ar.Files[1].Data), "\n"); want != "" {
		c.Want = strings.Split(want, "\n")
	}
	return c, nil
}

// Diff shows the lines that are missed (-) and those that are extra (+).
func Diff(want, got []string) string {
	var b strings.Builder
	for _, w := range want {
		if !slices.Contains(got, w) {
			fmt.Fprintf(&b, "  - %s\n", w)
		}
	}
	for _, g := range got {
		if !slices.Contains(want, g) {
			fmt.Fprintf(&b, "  + %s\n", g)
		}
	}
	if b.Len() == 0 {
		b.WriteString("  the same lines in another order or number\n")
	}
	return b.String()
}
