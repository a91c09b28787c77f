package extract_test

import (
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"

	"khotin/extract"
	"khotin/testdata/cases"
	"khotin/testdata/portal"
)

// longestCut is how many words of a sentence are cut at.
const longestCut = 40

// TestCutAnywhere: a text may begin and end at any word. Dumps and feeds cut
// texts wherever they like, and a rule that looks at the word after the last one
// must not take the page down.
func TestCutAnywhere(t *testing.T) {
	p, err := portal.Load()
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, a := range p.Articles() {
		all = append(all, a.Body...)
	}
	for _, kind := range []string{"date", "document", "figure", "meeting", "official", "place"} {
		all = append(all, cases.Texts(t, filepath.Join("..", "testdata", kind))...)
	}
	seen := map[string]bool{}
	for _, s := range all {
		for sentence := range strings.SplitSeq(s, ". ") {
			words := strings.Fields(sentence)
			words = words[:min(len(words), longestCut)]
			for i := range words {
				seen[strings.Join(words[:i+1], " ")] = true
				seen[strings.Join(words[i:], " ")] = true
			}
		}
	}
	if len(seen) < 10_000 {
		t.Fatalf("%d pieces of text", len(seen))
	}
	for body := range seen {
		readPiece(t, body)
	}
}

// readPiece reads an article of one line, and names the line that a rule fails on.
func readPiece(t *testing.T, body string) {
	defer func() {
		if p := recover(); p != nil {
			t.Errorf("%q: %v\n%s", body, p, debug.Stack())
		}
	}()
	if _, ok := extract.Again(extract.Article{Published: "2022-07-08", Body: body}, extract.Facts); !ok {
		t.Errorf("%q was not read", body)
	}
}
