package index

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"khotin/extract"
	"khotin/extract/text"
)

// showAll makes Hits of answers.
func (x *Index) showAll(ctx context.Context, as []answer, f Filter) (hits []Hit, err error) {
	if f.Bare {
		return bare(as), nil
	}
	var z tokenizer // one for all: they say the same words
	for _, a := range as {
		hit, err := x.show(ctx, a, &z)
		if errors.Is(err, ErrNotFound) {
			continue // written anew meanwhile
		}
		if err == nil && hit.story != "" && !f.AllSources {
			hit.Sources, err = x.sources(ctx, &hit)
		}
		if err != nil {
			return nil, err
		}
		hits = append(hits, hit)
	}
	return hits, nil
}

// bare makes Hits with neither title nor snippet.
func bare(as []answer) (hits []Hit) {
	for _, a := range as {
		hits = append(hits, Hit{ID: a.id, URL: a.url, Score: a.score, Marks: []extract.Span{}, Folded: a.fill})
	}
	return hits
}

// sources gives the other articles of a hit's story, oldest first.
func (x *Index) sources(ctx context.Context, h *Hit) (out []ArticleRef, err error) {
	rows, err := x.rows.QueryContext(ctx, `SELECT id, url, title, published, site FROM articles
		WHERE story = ? AND id <> ? ORDER BY published IS NULL, published, id`, h.story, h.ID)
	if err != nil {
		return nil, damage(err)
	}
	defer rows.Close()
	for rows.Next() {
		var r ArticleRef
		if err := rows.Scan(&r.Article, optional{&r.URL}, optional{&r.Title}, optional{&r.Published}, &r.Site); err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, damage(rows.Err())
}

// show makes a Hit of an answer.
func (x *Index) show(ctx context.Context, a answer, z *tokenizer) (Hit, error) {
	h, body, err := x.hit(ctx, a.id)
	if err != nil {
		return h, err
	}
	title := text.Normalize(string(h.Title))
	all := title + "\n" + text.Normalize(body)
	sn := newSnippet(all, z.tokenize(all), a.sought, len(title))
	h.Score, h.Snippet, h.Marks = a.score, sn.text, sn.marks
	h.Folded = a.fill || sn.folded
	if before := all[min(len(title)+1, sn.from):sn.from]; before != "" {
		h.Paragraph = strings.Count(before, "\n\n")
		h.Offset = utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:])
	}
	return h, nil
}

// hit reads what a Hit shows of an article, and its body.
func (x *Index) hit(ctx context.Context, id string) (h Hit, body string, err error) {
	h = Hit{ID: id, Marks: []extract.Span{}}
	err = x.rows.QueryRowContext(ctx, `SELECT url, title, published, site, place, coalesce(story, ''), unpacked(packed_body) FROM articles WHERE id = ?`, id).
		Scan(optional{&h.URL}, optional{&h.Title}, optional{&h.Published}, &h.Site, optional{&h.Place}, &h.story, &body)
	if errors.Is(err, sql.ErrNoRows) {
		return h, "", fmt.Errorf("%s: %w", id, ErrNotFound)
	}
	if err != nil {
		return h, "", fmt.Errorf("read article %s: %w", id, damage(err))
	}
	return h, body, nil
}

// newBuilder makes the builder of one search; the caller closes its reader.
func (x *Index) newBuilder(m mode, body field) (*builder, func() error, error) {
	ix, err := x.words.index.Advanced()
	if err != nil {
		return nil, nil, err
	}
	r, err := ix.Reader()
	if err != nil {
		return nil, nil, err
	}
	b := &builder{reader: r, abbr: x.abbr, mode: m, body: body, sought: newSought()}
	return b, r.Close, nil
}

// siteNamed gives the site that rows name, for a portal's name or a host.
func (x *Index) siteNamed(s string) string {
	if p := x.opt.Sites.For("http://" + s + "/"); p != nil {
		return p.Name
	}
	return strings.ToLower(s)
}

// column reads rows of one column and closes them.
func column[T any](rows *sql.Rows) ([]T, error) {
	defer rows.Close()
	var out []T
	for rows.Next() {
		var v T
		if err := rows.Scan(&v); err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, rows.Err()
}

// load reads an article by its whole id.
func (x *Index) load(ctx context.Context, id string) (a extract.Article, err error) {
	var packed []byte
	var c extract.Article // what columns have
	err = x.rows.QueryRowContext(ctx, `SELECT json, id, url, coalesce(canonical_url, ''), title, published, place, captured, capture_file, capture_offset, unpacked(packed_body)
		FROM articles WHERE id = ?`, id).Scan(&packed, &c.ID, optional{&c.URL}, &c.CanonicalURL, optional{&c.Title}, optional{&c.Published},
		optional{&c.Place}, &c.Captured, &c.CaptureFile, &c.CaptureOffset, &c.Body)
	if errors.Is(err, sql.ErrNoRows) {
		return a, fmt.Errorf("%s: %w", id, ErrNotFound)
	}
	if err != nil {
		return a, fmt.Errorf("read article %s: %w", id, damage(err))
	}
	b, err := unpack(packed)
	if err != nil {
		return a, fmt.Errorf("read article %s: %w", id, err)
	}
	if err := json.Unmarshal(b, &a); err != nil {
		return a, fmt.Errorf("read article %s: %w: %w", id, ErrDamaged, err)
	}
	a.ID, a.URL, a.CanonicalURL, a.Title, a.Published, a.Place = c.ID, c.URL, c.CanonicalURL, c.Title, c.Published, c.Place
	a.Captured, a.CaptureFile, a.CaptureOffset, a.Body = c.Captured, c.CaptureFile, c.CaptureOffset, c.Body
	if a.Figures, err = x.figuresIn(ctx, id); err != nil {
		return a, fmt.Errorf("read article %s: %w", id, err)
	}
	return a, nil
}

// figuresIn gives the figures of an article in their order.
func (x *Index) figuresIn(ctx context.Context, id string) ([]extract.Figure, error) {
	rows, err := x.rows.QueryContext(ctx, `SELECT `+figureColumns+` FROM figures f CROSS JOIN articles a ON a.id = f.article WHERE f.article = ? ORDER BY f.n`, id)
	if err != nil {
		return nil, damage(err)
	}
	defer rows.Close()
	out := []extract.Figure{}
	for rows.Next() {
		r, err := scanFigure(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, r.Figure)
	}
	return out, damage(rows.Err())
}

// ErrAmbiguous: several articles' ids begin as the one asked for.
var ErrAmbiguous = errors.New("several articles have an id that begins so")

// Article gives an article by its id or by a beginning of it that no other
// has. Errors wrap ErrNotFound or ErrAmbiguous.
func (x *Index) Article(ctx context.Context, id string) (extract.Article, error) {
	rows, err := x.rows.QueryContext(ctx, `SELECT id FROM articles WHERE id >= ? AND id < ? ORDER BY id LIMIT 2`, id, id+"\U0010FFFF")
	if err != nil {
		return extract.Article{}, fmt.Errorf("read article %s: %w", id, damage(err))
	}
	ids, err := column[string](rows)
	switch {
	case err != nil:
		return extract.Article{}, fmt.Errorf("read article %s: %w", id, damage(err))
	case len(ids) == 0 || id == "":
		return extract.Article{}, fmt.Errorf("%s: %w", id, ErrNotFound)
	case len(ids) > 1 && ids[0] != id:
		return extract.Article{}, fmt.Errorf("%s: %w: %s, %s", id, ErrAmbiguous, ids[0], ids[1])
	}
	return x.load(ctx, ids[0])
}
