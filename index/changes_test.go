package index

import (
	"context"
	"errors"
	"iter"
	"slices"
	"testing"

	"khotin/crawler/archive"
	"khotin/crawler/site"
	"khotin/extract"
	"khotin/extract/text"
)

// TestRebuildTellsChanges: a new index says which articles it tells otherwise
// than the one before, and of which stage.
func TestRebuildTellsChanges(t *testing.T) {
	f := rereadable(t)
	x, dir := built(t, f)
	x.Close()
	figured, headed := "", ""
	o := f.options()
	o.Extract = func(ctx context.Context, captures iter.Seq2[*archive.Capture, error], s *site.Set) iter.Seq[extract.Result] {
		return func(yield func(extract.Result) bool) {
			for r := range f.extract(ctx, captures, s) {
				a := &r.Article
				switch {
				case a.ID == "twin" || a.ID == "old" || a.Page != "":
				case a.Kind == "article" && len(a.Figures) > 0 && (figured == "" || figured == a.ID):
					figured = a.ID
					a.Figures = slices.Clone(a.Figures)
					a.Figures[0].Value = text.Decimal{}
				case a.Kind == "article" && (headed == "" || headed == a.ID):
					headed = a.ID
					a.Title, a.Officials = a.Title+" (sửa)", nil
				}
				if a.ID == "old" {
					a.ID = "new"
				}
				if len(a.Figures) > 0 { // where a figure stands is no change of it
					a.Figures = slices.Clone(a.Figures)
					a.Figures[0].Span[0]++
					a.Figures[0].Rule = "another"
				}
				if !yield(r) {
					return
				}
			}
		}
	}
	changed := map[string][2]*extract.Article{}
	var order []string
	o.Changed = func(c Change) error {
		a := c.Is
		if a == nil {
			a = c.Was
		}
		order = append(order, a.ID)
		changed[a.ID] = [2]*extract.Article{c.Was, c.Is}
		return nil
	}
	p, err := Rebuild(t.Context(), dir, o, f, nil)
	if err != nil {
		t.Fatal(err)
	}
	if c := p.Changes; c == nil || c.New != 1 || c.Gone != 1 || c.Other != 2 || len(c.Stages) < 2 || c.Stages["figures"] != 1 || c.Stages["pages"] != 1 || c.Stages["dates"] != 0 {
		t.Fatalf("changes %+v, %v", p.Changes, p.Uncompared)
	}
	if len(changed) != 4 || !slices.IsSorted(order) {
		t.Errorf("told of %v", order)
	}
	if c := changed["new"]; c[0] != nil || c[1] == nil {
		t.Error("a new article is not told as one")
	}
	if c := changed["old"]; c[0] == nil || c[1] != nil {
		t.Error("a lost article is not told as one")
	}
	if c := changed[figured]; c[0] == nil || c[1] == nil || c[0].Figures[0].Value == c[1].Figures[0].Value || c[0].Body != c[1].Body {
		t.Errorf("%s: %v", figured, c)
	}
	if c := changed[headed]; c[0] == nil || c[1] == nil || c[0].Title == c[1].Title {
		t.Errorf("%s: %v", headed, c)
	}

	// The same once more is no change; where nobody can be told, the new index
	// takes its place all the same.
	broken := errors.New("nobody listens")
	p, err = Rebuild(t.Context(), dir, Options{Extract: o.Extract, Changed: func(Change) error { return broken }}, f, nil)
	if err != nil || p.Changes == nil || p.Changes.New+p.Changes.Gone+p.Changes.Other > 0 {
		t.Errorf("the same again: %+v, %v", p.Changes, err)
	}
	back := f.options()
	back.Changed = func(Change) error { return broken }
	if _, err = Rebuild(t.Context(), dir, back, f, nil); !errors.Is(err, broken) {
		t.Errorf("a listener's error is lost: %v", err)
	}
	y := open(t, dir, Options{ReadOnly: true})
	if a, err := y.Article(t.Context(), "old"); err != nil || a.ID != "old" {
		t.Errorf("the new index did not take its place: %v", err)
	}
}

// TestRebuildWithoutABefore: the first index of an archive has nothing to be
// compared with; one that cannot be read is told, and replaced.
func TestRebuildWithoutABefore(t *testing.T) {
	f := fixture(t)
	dir := t.TempDir()
	p, err := Rebuild(t.Context(), dir, f.options(), f, nil)
	if err != nil || p.Changes != nil || p.Uncompared != nil {
		t.Errorf("first: %+v, %v, %v", p.Changes, p.Uncompared, err)
	}
	x := open(t, dir, f.options())
	if _, err := x.rows.Exec(`UPDATE meta SET value = '1' WHERE key = 'format'`); err != nil {
		t.Fatal(err)
	}
	x.Close()
	p, err = Rebuild(t.Context(), dir, f.options(), f, nil)
	if err != nil || p.Changes != nil || !errors.Is(p.Uncompared, ErrDamaged) {
		t.Errorf("over one of another format: %+v, %v, %v", p.Changes, p.Uncompared, err)
	}
	open(t, dir, Options{ReadOnly: true})
}
