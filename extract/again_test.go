package extract_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"testing"

	"khotin/crawler/archive"
	"khotin/extract"
	"khotin/testdata/generator"
)

// TestAgain: facts read again from the text are those read from the page, and
// nothing else changes.
func TestAgain(t *testing.T) {
	w, err := generator.New(3)
	if err != nil {
		t.Fatal(err)
	}
	for n := range 20 {
		page, _, err := w.Article(n * 977)
		if err != nil {
			t.Fatal(err)
		}
		body, err := page.HTML(page.Template)
		if err != nil {
			t.Fatal(err)
		}
		a, err := extract.From(&archive.Capture{URL: page.URL, Type: "response", Status: http.StatusOK, Digest: archive.Digest(body), Body: body,
			Header: http.Header{"Content-Type": {"text/html; charset=utf-8"}}}, nil)
		if err != nil || len(a.Figures) == 0 {
			t.Fatalf("article %d: %d figures, %v", n, len(a.Figures), err)
		}
		want, _ := json.Marshal(a)
		lost := a
		lost.Figures, lost.Officials = nil, nil
		if some, _ := extract.Again(lost, []string{"figures"}); len(some.Figures) != len(a.Figures) || some.Officials != nil {
			t.Errorf("figures alone: %d of %d, officials %v", len(some.Figures), len(a.Figures), some.Officials)
		}
		lost.Meeting, lost.Documents, lost.Dates, lost.Place = nil, nil, nil, ""
		all, ok := extract.Again(lost, extract.Facts)
		if got, _ := json.Marshal(all); !ok || !bytes.Equal(got, want) {
			t.Errorf("article %d: got\n%s\nwant\n%s", n, got, want)
		}
		a.Published = ""
		if _, ok := extract.Again(a, []string{"figures"}); ok {
			t.Error("read again without a day of publication")
		}
	}
}
