package extract

import (
	"go/parser"
	"go/token"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestPackagesOfStages: a stage names every package below extract that its own
// packages import, or a change there would go unseen.
func TestPackagesOfStages(t *testing.T) {
	imports := map[string][]string{}
	for dir := range sourceDirs() {
		if dir == "." {
			continue
		}
		entries, err := sources.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
				continue
			}
			src, err := sources.ReadFile(path.Join(dir, e.Name()))
			if err != nil {
				t.Fatal(err)
			}
			f, err := parser.ParseFile(token.NewFileSet(), e.Name(), src, parser.ImportsOnly)
			if err != nil {
				t.Fatal(err)
			}
			for _, i := range f.Imports {
				if p, ok := strings.CutPrefix(strings.Trim(i.Path.Value, `"`), "khotin/extract/"); ok {
					imports[dir] = append(imports[dir], p)
				}
			}
		}
	}
	if !slices.Contains(imports["figure"], "date") {
		t.Fatalf("imports were not read: %v", imports)
	}
	for _, stage := range Stages {
		if len(packages[stage]) == 0 {
			t.Errorf("%s: no packages", stage)
		}
		for _, p := range packages[stage] {
			for _, i := range imports[p] {
				if !slices.Contains(packages[stage], i) {
					t.Errorf("%s: %s imports %s, which is not named", stage, p, i)
				}
			}
		}
	}
}

func TestVersions(t *testing.T) {
	vs := Versions()
	if len(vs) != len(Stages) {
		t.Fatalf("%d versions of %d stages", len(vs), len(Stages))
	}
	form := regexp.MustCompile(`^[0-9a-f]{6}$`)
	for i, v := range vs {
		if !form.MatchString(v) {
			t.Errorf("%s: %q", Stages[i], v)
		}
	}
	if string(digestOf("strip")) == string(digestOf("text")) || string(digestOf(".")) == string(digestOf("strip")) {
		t.Error("packages are not told apart")
	}
	if strings.Contains(vs[0], vs[1]) {
		t.Error("pages and dates have one version")
	}
}
