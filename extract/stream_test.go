package extract

import (
	"strings"
	"testing"

	"khotin/crawler/archive"
	"khotin/crawler/site"
)

// TestPanicIsAnError: a fault in reading one page is that page's error.
func TestPanicIsAnError(t *testing.T) {
	c := &archive.Capture{URL: "https://example.vn/tin", File: "warc/a.warc.gz", Offset: 42}
	a, err := fromSafely(c, nil, func(*archive.Capture, *site.Set) (Article, error) {
		var none []int
		return Article{ID: "half read"}, errorAt(none, 3)
	})
	if err == nil || a.ID != "" {
		t.Fatalf("got %+v, %v", a, err)
	}
	for _, want := range []string{"https://example.vn/tin", "warc/a.warc.gz@42", "out of range", "errorAt"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("error does not name %q: %v", want, err)
		}
	}
	if _, err := fromSafely(c, nil, From); err != nil {
		t.Errorf("a page without a fault: %v", err)
	}
}

func errorAt(s []int, i int) error {
	_ = s[i]
	return nil
}
