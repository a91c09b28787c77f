package index

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"khotin/crawler/archive"
	"khotin/crawler/site"
	"khotin/extract"
)

// What are the parts of an index that Reread can make anew: kinds of facts;
// words, which reads none again; and whatever the rules have changed of.
var What = append(slices.Clone(extract.Facts), "words", "changed")

// Reread is Rebuild that takes articles as the old index has them, without
// taking their pages apart, and reads only the facts of the kinds what again,
// from their text. Captures that the old index lacks, and those of which it
// does not have all, are read as Rebuild reads them. "changed" stands for the
// stages whose rules are not those that an article was read with; where that is
// how pages are taken apart, its page is. Words that are as they were stay where
// they are, see keep.go, unless "words" is named.
func Reread(ctx context.Context, dir string, o Options, src Source, what []string, progress func(Progress)) (Progress, error) {
	for _, w := range what {
		if !slices.Contains(What, w) {
			return Progress{}, fmt.Errorf("reindex: no part %q: there are %s", w, strings.Join(What, ", "))
		}
	}
	reading := o
	reading.ReadOnly = true
	old, err := Open(dir, reading)
	if err != nil {
		return Progress{}, fmt.Errorf("reindex: %w", err)
	}
	defer old.Close()
	r := &rereading{old: old, what: what, again: o.Again, whole: old.opt.Extract, former: map[origin]*former{}}
	if r.again == nil {
		r.again = extract.Again
	}
	all, err := old.allRules(ctx)
	if err != nil {
		return Progress{}, fmt.Errorf("reindex: %w", err)
	}
	for _, rules := range all {
		r.apart = r.apart || slices.Contains(r.stages(rules), "pages")
		if !r.apart {
			o.kept = append(o.kept, r.rulesAfter(rules))
		}
	}
	o.Extract, o.part = r.stream, strings.Join(what, " ")
	o.begin = &beginning{from: old, former: r.formerOf, words: !slices.Contains(what, "words")}
	return Rebuild(ctx, dir, o, src, progress)
}

// rereading reads captures by what an index has of them.
type rereading struct {
	old   *Index
	what  []string
	apart bool // pages without an article are taken apart again
	again func(extract.Article, []string) (extract.Article, bool)
	whole func(context.Context, iter.Seq2[*archive.Capture, error], *site.Set) iter.Seq[extract.Result]

	mu     sync.Mutex
	former map[origin]*former // of articles on their way
}

// origin is an article with the capture that it was read from.
type origin struct {
	id string
	at place
}

func originOf(a *extract.Article) origin {
	return origin{a.ID, place{a.CaptureFile, a.CaptureOffset}}
}

// stages gives what is read again of something that was read with the rules.
func (r *rereading) stages(rules string) []string {
	if !slices.Contains(r.what, "changed") {
		return r.what
	}
	changed := stale(rules, r.old.rules)
	return slices.DeleteFunc(slices.Clone(extract.Stages), func(s string) bool {
		return !slices.Contains(changed, s) && !slices.Contains(r.what, s)
	})
}

// rulesAfter gives the rules of what was read with the rules before, when its
// stages are read again.
func (r *rereading) rulesAfter(before string) string {
	return rulesAfter(before, r.old.rules, r.stages(before))
}

// formerOf gives what the old index has of an article on its way; nil where its
// page was taken apart.
func (r *rereading) formerOf(a *extract.Article) *former {
	r.mu.Lock()
	defer r.mu.Unlock()
	o := originOf(a)
	f := r.former[o]
	delete(r.former, o)
	return f
}

// note notes what the old index has of an article that was taken from there, and
// of which some stages were read again.
func (r *rereading) note(a *extract.Article, s *storedArticle, stages []string) {
	f := s.former
	f.rules = r.rulesAfter(f.rules)
	if slices.ContainsFunc(stages, func(s string) bool { return s != "figures" }) {
		f.packed = nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.former[originOf(a)] = &f
}

// stream takes the place of extract.Stream.
func (r *rereading) stream(ctx context.Context, captures iter.Seq2[*archive.Capture, error], sites *site.Set) iter.Seq[extract.Result] {
	return func(yield func(extract.Result) bool) {
		var group []*archive.Capture
		flush := func() bool {
			results := make([][]extract.Result, len(group))
			known, err := r.known(ctx, group)
			if err != nil {
				return yield(extract.Result{Err: err})
			}
			var g errgroup.Group
			g.SetLimit(runtime.GOMAXPROCS(0))
			for i, c := range group {
				g.Go(func() error { results[i] = r.results(ctx, c, known[i], sites); return nil })
			}
			g.Wait() // none gives an error
			group = group[:0]
			for _, r := range slices.Concat(results...) {
				if !yield(r) {
					return false
				}
			}
			return true
		}
		for c, err := range captures {
			if ctx.Err() != nil {
				return
			}
			if err != nil {
				if !flush() || !yield(extract.Result{Err: err}) {
					return
				}
				continue
			}
			if group = append(group, c); len(group) == 16*runtime.GOMAXPROCS(0) && !flush() {
				return
			}
		}
		flush()
	}
}

// held is what an index has of a capture.
type held struct {
	kind     string          // "" where it lacks the capture, or not all that it holds is there
	articles []storedArticle // in their order on the page
}

// results gives what a capture holds: from the index, else from the page.
func (r *rereading) results(ctx context.Context, c *archive.Capture, h held, sites *site.Set) []extract.Result {
	if out, ok := r.read(c, h); ok {
		return out
	}
	var out []extract.Result
	one := func(yield func(*archive.Capture, error) bool) { yield(c, nil) }
	for res := range r.whole(ctx, one, sites) {
		out = append(out, res)
	}
	return out
}

// read reads what is to be read again of what the index has of a capture.
func (r *rereading) read(c *archive.Capture, h held) ([]extract.Result, bool) {
	switch h.kind {
	case "list", "other":
		if r.apart {
			return nil, false
		}
		fallthrough
	case "revisit":
		return []extract.Result{{Capture: c, Article: extract.Article{Kind: h.kind}}}, true
	}
	out := make([]extract.Result, len(h.articles))
	for i, stored := range h.articles {
		stages := r.stages(stored.former.rules)
		if slices.Contains(stages, "pages") {
			return nil, false
		}
		a, ok := r.again(stored.Article, stages)
		if !ok {
			return nil, false
		}
		out[i] = extract.Result{Capture: c, Article: a, More: i+1 < len(h.articles)}
	}
	for i := range h.articles {
		r.note(&out[i].Article, &h.articles[i], r.stages(h.articles[i].former.rules))
	}
	return out, len(out) > 0
}

// known gives what the old index has of captures, all of each or nothing.
func (r *rereading) known(ctx context.Context, captures []*archive.Capture) ([]held, error) {
	places := make([]any, len(captures))
	at := make(map[place]int, len(captures))
	for i, c := range captures {
		places[i], at[place{c.File, c.Offset}] = []any{c.File, c.Offset}, i
	}
	list, err := json.Marshal(places)
	if err != nil {
		return nil, err
	}
	rows, err := r.old.rows.QueryContext(ctx, `SELECT c.file, c.offset, c.kind, coalesce(c.article, '') FROM json_each(?) j
		CROSS JOIN captures c ON c.file = j.value ->> 0 AND c.offset = j.value ->> 1`, string(list))
	if err != nil {
		return nil, damage(err)
	}
	defer rows.Close()
	out, first := make([]held, len(captures)), make([]string, len(captures))
	for rows.Next() {
		var p place
		var h held
		var id string
		if err := rows.Scan(&p.file, &p.offset, &h.kind, &id); err != nil {
			return nil, err
		}
		out[at[p]], first[at[p]] = h, id
	}
	if err := rows.Err(); err != nil {
		return nil, damage(err)
	}
	pages, err := r.pages(ctx, first)
	if err != nil {
		return nil, err
	}
	for i, c := range captures {
		if out[i].kind == "article" {
			out[i].articles = onlyOf(c, pages[first[i]])
		}
	}
	return out, nil
}

// onlyOf gives the articles of a page in their order; none where some of them
// are not from the capture c alone.
func onlyOf(c *archive.Capture, page []storedArticle) (out []storedArticle) {
	for _, a := range page {
		if a.several || a.CaptureFile != c.File || a.CaptureOffset != c.Offset || a.Digest != "" && c.Digest != "" && a.Digest != c.Digest {
			return nil
		}
		out = append(out, a)
	}
	slices.SortFunc(out, func(a, b storedArticle) int { return a.Item - b.Item })
	return out
}

// storedArticle is an article of rows.db.
type storedArticle struct {
	extract.Article
	several bool // it has renderings
	former  former
}

// pages gives, by the id of an article, all articles of the page it stands on.
func (r *rereading) pages(ctx context.Context, ids []string) (map[string][]storedArticle, error) {
	all, err := r.stored(ctx, `a.id = j.value`, ids)
	if err != nil {
		return nil, err
	}
	byPage, pageOfID := map[string][]storedArticle{}, map[string]string{}
	var digests []string // pages of several articles
	for _, a := range all {
		page := pageOf(&a.Article)
		pageOfID[a.ID] = page
		if a.Page != "" {
			digests = append(digests, page)
			continue
		}
		byPage[page] = append(byPage[page], a)
	}
	if len(digests) > 0 {
		// Behind "-" the items are numbered, and "." follows "-".
		if all, err = r.stored(ctx, `a.id >= j.value AND a.id < j.value || '.'`, digests); err != nil {
			return nil, err
		}
		for _, page := range digests {
			byPage[page] = nil
		}
		for _, a := range all {
			byPage[pageOf(&a.Article)] = append(byPage[pageOf(&a.Article)], a)
		}
	}
	out := make(map[string][]storedArticle, len(ids))
	for id, page := range pageOfID {
		out[id] = byPage[page]
	}
	return out, nil
}

// stored reads the articles a that a condition takes, j.value being one of the
// ids; their figures only where those are not read again.
func (r *rereading) stored(ctx context.Context, condition string, ids []string) ([]storedArticle, error) {
	ids = slices.Compact(slices.Sorted(slices.Values(ids)))
	rows, err := r.old.rows.QueryContext(ctx, `SELECT a.json, a.id, a.url, coalesce(a.canonical_url, ''), a.title, a.published, a.place,
			a.captured, a.capture_file, a.capture_offset, a.packed_body, a.rules, EXISTS (SELECT 1 FROM renderings r WHERE r.article = a.id),
			a.site, coalesce(a.day, ''), coalesce(a.source, ''), a.place_key, a.place_bare, a.body_terms, a.title_terms, s.words
		FROM json_each(?) j CROSS JOIN articles a ON `+condition+` JOIN sequences s ON s.n = a.n`, textList(ids))
	if err != nil {
		return nil, damage(err)
	}
	defer rows.Close()
	var out []storedArticle
	var found []string
	at := map[string]int{}
	for rows.Next() {
		c := storedArticle{former: former{lengths: lengths{Articles: 1}}}
		f := &c.former
		err := rows.Scan(&f.packed, &c.ID, optional{&c.URL}, &c.CanonicalURL, optional{&c.Title}, optional{&c.Published}, optional{&c.Place},
			&c.Captured, &c.CaptureFile, &c.CaptureOffset, &f.packedBody, &f.rules, &c.several,
			&f.site, &f.day, &f.source, &f.place.full, &f.place.bare, &f.lengths.Body, &f.lengths.Title, (*[]byte)(&f.sequence))
		if err != nil {
			return nil, damage(err)
		}
		a := c
		body, err := unpack(f.packedBody)
		var j []byte
		if err == nil {
			j, err = unpack(f.packed)
		}
		if err == nil {
			err = json.Unmarshal(j, &a.Article)
		}
		if err != nil {
			return nil, fmt.Errorf("read article %s: %w: %w", c.ID, ErrDamaged, err)
		}
		a.ID, a.URL, a.CanonicalURL, a.Title, a.Published, a.Place = c.ID, c.URL, c.CanonicalURL, c.Title, c.Published, c.Place
		a.Captured, a.CaptureFile, a.CaptureOffset, a.Body, a.Figures = c.Captured, c.CaptureFile, c.CaptureOffset, string(body), []extract.Figure{}
		if m := a.Meeting; m != nil {
			a.former.kind = m.Kind
		}
		at[a.ID] = len(out)
		out, found = append(out, a), append(found, a.ID)
	}
	if err := rows.Err(); err != nil || slices.Contains(r.what, "figures") {
		return out, damage(err)
	}
	figures, err := r.old.rows.QueryContext(ctx, `SELECT `+figureColumns+` FROM json_each(?) j
		CROSS JOIN figures f ON f.article = j.value CROSS JOIN articles a ON a.id = f.article ORDER BY j.key, f.n`, textList(found))
	if err != nil {
		return nil, damage(err)
	}
	defer figures.Close()
	for figures.Next() {
		f, err := scanFigure(figures)
		if err != nil {
			return nil, damage(err)
		}
		a := &out[at[f.Article]]
		a.Figures = append(a.Figures, f.Figure)
	}
	return out, damage(figures.Err())
}
