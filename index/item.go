package index

import (
	"cmp"
	"context"
	"slices"

	"khotin/extract"
)

// A press digest falls into items, each an article whose id begins with that
// of the page. What a page holds is what its newest capture holds: items that
// it no longer has go, and those of an older capture that comes in later are
// not taken up.

// pageOf gives the id of the page that an article stands on.
func pageOf(a *extract.Article) string { return cmp.Or(a.Page, a.ID) }

// newerOnPage gives an article that a newer capture of a's page has, "" where a
// is of the newest.
func (x *Index) newerOnPage(ctx context.Context, b *batch, a *extract.Article) (string, error) {
	for _, id := range []string{pageOf(a), pageOf(a) + "-1"} {
		if id == a.ID {
			continue
		}
		known, err := x.renderings(ctx, b, id)
		if err != nil {
			return "", err
		}
		if i := slices.IndexFunc(known, func(k extract.Article) bool { return k.URL == a.URL }); i >= 0 && compareCaptures(&known[i], a) > 0 {
			return id, nil
		}
	}
	return "", nil
}

// endPage takes out of the index what an older capture of a page had and the
// one that ends with a has not.
func (x *Index) endPage(ctx context.Context, b *batch, a *extract.Article) error {
	have := b.page
	b.page = nil
	page := pageOf(a)
	for _, id := range b.onPage[page] {
		if slices.Contains(have, id) {
			continue
		}
		known, err := x.renderings(ctx, b, id)
		if err != nil {
			return err
		}
		rest := slices.DeleteFunc(slices.Clone(known), func(k extract.Article) bool {
			return k.URL == a.URL && compareCaptures(&k, a) < 0
		})
		switch {
		case len(rest) == len(known):
		case len(rest) > 0:
			x.put(b, rest)
		default:
			b.drop(id, have[0])
		}
	}
	b.onPage[page] = append(b.onPage[page], have...)
	return nil
}

// drop takes an article out of the batch and, when that is written, out of the
// index; its captures name another one of the page then.
func (b *batch) drop(id, instead string) {
	delete(b.articles, id)
	b.order = slices.DeleteFunc(b.order, func(o string) bool { return o == id })
	b.gone[id] = instead
	for i := range b.captures {
		if b.captures[i].article == id {
			b.captures[i].article = instead
		}
	}
}

// remove takes away everything that is kept of an article, and gives by how
// much the lengths of the index change.
func (w *rowWriter) remove(id, instead string) lengths {
	old, cluster := w.clear(id)
	w.exec(`UPDATE captures SET article = ? WHERE article = ?`, instead, id)
	w.stories.changed(w, id, cluster, nil, "")
	return lengths{}.plus(old, -1)
}
