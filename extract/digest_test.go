package extract_test

import (
	"strings"
	"testing"

	"khotin/extract"
	"khotin/testdata/portal"
)

// TestDigest splits the digest of the demonstration portal, as page and as
// dump: every item is an article with the title and source that the page
// gives it, points to its page, and together they hold what the page holds.
func TestDigest(t *testing.T) {
	p, err := portal.Load()
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, a := range p.Articles() {
		if a.Template != "digest" {
			continue
		}
		found = true
		for _, form := range []string{"page", "dump"} {
			c := capture(t, a, "digest", form)
			whole, err := extract.From(c, nil)
			if err != nil {
				t.Fatal(err)
			}
			items, err := extract.All(c, nil)
			if err != nil {
				t.Fatal(err)
			}
			digestItems(t, &whole, items)
		}
	}
	if !found {
		t.Fatal("the portal has no digest")
	}
}

func digestItems(t *testing.T, whole *extract.Article, items []extract.Article) {
	t.Helper()
	if len(items) < 2 {
		t.Fatalf("%d items", len(items))
	}
	ids, figures := map[string]bool{}, 0
	for i, it := range items {
		figures += len(it.Figures)
		if ids[it.ID] {
			t.Errorf("two items are called %s", it.ID)
		}
		ids[it.ID] = true
		if it.Kind != "article" || it.Page != whole.ID || it.PageTitle != string(whole.Title) || it.Item != i+1 || !strings.HasPrefix(it.ID, it.Page+"-") || it.Published != whole.Published {
			t.Errorf("item %d does not point to its page: %+v", i, it)
		}
		line := string(it.Title) + " (" + string(it.Source) + " "
		if it.Source == "" || !strings.Contains(whole.Body, line) {
			t.Errorf("item %d is called %q of %q", i, it.Title, it.Source)
		}
		for para := range strings.SplitSeq(it.Body, "\n\n") {
			if !strings.Contains(whole.Body, para) {
				t.Errorf("item %d has a paragraph of its own: %q", i, para)
			}
		}
	}
	if inTitles := 1; figures+inTitles < len(whole.Figures)-1 {
		t.Errorf("items hold %d figures, the page %d", figures, len(whole.Figures))
	}
}
