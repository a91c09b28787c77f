package index

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"khotin/extract"
)

// An article may stand at several addresses that are one canonical address:
// its page, the same for print, its AMP twin. Each of these renderings is kept
// in its newest capture, and together they are one article. Which captures
// came first makes no difference.

// withRendering puts a among the renderings of its article, in place of an
// older capture of the same address. It reports false where the capture known
// is the newer one.
func withRendering(known []extract.Article, a extract.Article) ([]extract.Article, bool) {
	for i := range known {
		if known[i].URL != a.URL {
			continue
		}
		if compareCaptures(&a, &known[i]) < 0 {
			return known, false
		}
		out := slices.Clone(known)
		out[i] = a
		return out, true
	}
	return append(slices.Clone(known), a), true
}

// compareCaptures orders by time of capture, then by place in the archive.
func compareCaptures(a, b *extract.Article) int {
	return cmp.Or(cmp.Compare(a.Captured, b.Captured), cmp.Compare(a.CaptureFile, b.CaptureFile),
		cmp.Compare(a.CaptureOffset, b.CaptureOffset))
}

// shown makes one article of its renderings: the newest that has a date of
// publication, else the newest. Title, author, source and publication that it
// lacks come from the next best; facts and paragraphs are its own.
func shown(renderings []extract.Article) extract.Article {
	best := slices.Clone(renderings)
	slices.SortFunc(best, func(a, b extract.Article) int {
		if (a.Published == "") != (b.Published == "") {
			if a.Published == "" {
				return 1
			}
			return -1
		}
		return cmp.Or(compareCaptures(&b, &a), cmp.Compare(a.URL, b.URL))
	})
	a := best[0]
	a.From = maps.Clone(a.From)
	for i := range best[1:] {
		other := &best[1+i]
		fill(&a, other, "title", &a.Title, other.Title)
		fill(&a, other, "author", &a.Author, other.Author)
		fill(&a, other, "source", &a.Source, other.Source)
		if fill(&a, other, "published", &a.Published, other.Published) {
			a.Suspect = other.Suspect
		}
	}
	return a
}

// fill sets a field that is empty, and notes where it was read.
func fill(a, other *extract.Article, name string, field *extract.Optional, value extract.Optional) bool {
	if *field != "" || value == "" {
		return false
	}
	*field = value
	if a.From == nil {
		a.From = extract.FieldRules{}
	}
	a.From[name] = fmt.Sprintf("%s of %s", cmp.Or(other.From[name], "page"), other.URL)
	return true
}

// renderings gives what the batch or the index knows of an article.
func (x *Index) renderings(ctx context.Context, b *batch, id string) ([]extract.Article, error) {
	if r := b.articles[id]; r != nil {
		return r.renderings, nil
	}
	if _, gone := b.gone[id]; gone {
		return nil, nil
	}
	if b.stored[id] == nil {
		return nil, nil
	}
	rows, err := x.rows.QueryContext(ctx, `SELECT json FROM renderings WHERE article = ? ORDER BY url`, id)
	if err != nil {
		return nil, damage(err)
	}
	packed, err := column[[]byte](rows)
	if err != nil {
		return nil, damage(err)
	}
	if len(packed) == 0 {
		a, err := x.load(ctx, id)
		return []extract.Article{a}, err
	}
	known := make([]extract.Article, len(packed))
	for i, p := range packed {
		j, err := unpack(p)
		if err == nil {
			err = json.Unmarshal(j, &known[i])
		}
		if err != nil {
			return nil, fmt.Errorf("renderings of %s: %w: %w", id, ErrDamaged, err)
		}
	}
	return known, nil
}

// merge puts a capture of an article into the batch, with what is known of it,
// and gives the id of the article that the capture is of: another one where
// the page has no such article any more.
func (x *Index) merge(ctx context.Context, b *batch, a extract.Article) (string, error) {
	known, err := x.renderings(ctx, b, a.ID)
	if err != nil {
		return "", fmt.Errorf("read renderings: %w", err)
	}
	if len(known) == 0 {
		if newer, err := x.newerOnPage(ctx, b, &a); err != nil || newer != "" {
			return newer, err
		}
	}
	all, changed := withRendering(known, a)
	if !changed {
		return a.ID, nil
	}
	x.put(b, all)
	return a.ID, nil
}

// writeRenderings keeps the renderings of an article, where it has several.
func (w *rowWriter) writeRenderings(r *articleRow) {
	if len(r.renderings) < 2 {
		return
	}
	for i := range r.renderings {
		w.exec(`INSERT INTO renderings VALUES (?, ?, ?)`, r.article.ID, string(r.renderings[i].URL), pack([]byte(w.json(&r.renderings[i]))))
	}
}
