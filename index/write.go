package index

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"strings"
	"unicode/utf8"

	"khotin/crawler/archive"
	"khotin/crawler/site"
	"khotin/extract"
	"khotin/extract/text"
)

// flushRows writes the rows of a batch and the position behind it, and gives the
// lengths that the index has with them.
func (x *Index) flushRows(ctx context.Context, tx *sql.Tx, b *batch, pos archive.Position) (lengths, error) {
	l := x.lengthsNow()
	w := &rowWriter{ctx: ctx, tx: tx, stmts: map[string]*sql.Stmt{}, stored: b.stored, stories: &x.stories, sites: x.opt.Sites}
	w.err = errors.Join(w.begin(), x.stories.read(ctx, tx))
	for id, instead := range b.gone {
		l = l.plus(w.remove(id, instead), 1)
	}
	for _, wd := range b.fresh {
		w.exec(`INSERT OR IGNORE INTO wordings VALUES (?, ?, ?, ?)`, wd.n, string(wd.kind), wd.text, null(wd.canonical))
	}
	l.Wordings += len(b.fresh)
	for _, id := range b.order {
		l = l.plus(w.article(b.articles[id]), 1)
	}
	for _, c := range b.captures {
		w.exec(`INSERT OR REPLACE INTO captures VALUES (?, ?, ?, ?, ?, ?, ?)`, c.capture.File, c.capture.Offset,
			null(c.address(b)), stamp(c.capture), c.kind, null(c.article), null(c.err))
	}
	if w.err == nil {
		w.err = errors.Join(setMeta(ctx, tx, positionKey, pos), setMeta(ctx, tx, lengthsKey, l), x.noteRules(ctx, tx, b))
	}
	if w.err == nil && x.opt.filling {
		w.err = noteMade(ctx, tx, b)
	}
	return l, w.err
}

func (x *Index) lengthsNow() lengths {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.lengths
}

// rowWriter writes the rows of articles in one transaction. After an error it
// does nothing.
type rowWriter struct {
	ctx   context.Context
	tx    *sql.Tx
	stmts map[string]*sql.Stmt
	// stored is what there was before the transaction.
	stored map[string]*stored
	// The next row of each table.
	articles, figures, officialRows, events, documentRows int64
	// stories joins copies of one article.
	stories *stories
	sites   *site.Set
	err     error
}

func (w *rowWriter) exec(query string, args ...any) {
	if st := w.statement(query); w.err == nil {
		_, w.err = st.ExecContext(w.ctx, args...)
	}
}

// query gives rows, nil after an error.
func (w *rowWriter) query(query string, args ...any) (rows *sql.Rows) {
	if st := w.statement(query); w.err == nil {
		rows, w.err = st.QueryContext(w.ctx, args...)
	}
	return rows
}

// statement prepares a statement once in the transaction, which closes it.
func (w *rowWriter) statement(query string) *sql.Stmt {
	st := w.stmts[query]
	if st == nil && w.err == nil {
		if st, w.err = w.tx.PrepareContext(w.ctx, query); w.err == nil {
			w.stmts[query] = st
		}
	}
	return st
}

// begin finds out where the tables end.
func (w *rowWriter) begin() error {
	return w.tx.QueryRowContext(w.ctx, `SELECT (SELECT coalesce(max(n), 0) FROM articles) + 1, (SELECT coalesce(max(at), 0) FROM figures) + 1,
		(SELECT coalesce(max(at), 0) FROM officials) + 1, (SELECT coalesce(max(at), 0) FROM events) + 1, (SELECT coalesce(max(at), 0) FROM documents) + 1`).
		Scan(&w.articles, &w.figures, &w.officialRows, &w.events, &w.documentRows)
}

func foldedSource(a *extract.Article) string { return text.Fold(text.Normalize(string(a.Source))) }

// clear takes away an article and the rows that hang on it, and gives its
// lengths and its cluster, nothing where there was none.
func (w *rowWriter) clear(id string) (was lengths, cluster string) {
	s := w.stored[id]
	if s == nil || w.err != nil {
		return lengths{}, ""
	}
	// Articles of the batch written before may have moved it to another cluster.
	w.err = w.tx.QueryRowContext(w.ctx, `SELECT coalesce(cluster, '') FROM articles WHERE n = ?`, s.n).Scan(&cluster)
	for _, t := range []struct {
		table string
		rows  span
	}{{"figures", s.figures}, {"officials", s.officials}, {"events", s.events}, {"documents", s.documents}, {"meetings", span{1, s.n}}} {
		if t.rows.n > 0 {
			w.exec(`DELETE FROM `+t.table+` WHERE at BETWEEN ? AND ?`, t.rows.at, t.rows.at+t.rows.n-1)
		}
	}
	w.exec(`DELETE FROM renderings WHERE article = ?`, id)
	w.exec(`DELETE FROM sequences WHERE n = ?`, s.n)
	w.exec(`DELETE FROM articles WHERE n = ?`, s.n)
	return s.lengths, cluster
}

// article replaces everything that is kept of an article, and gives by how
// much the lengths of the index change.
func (w *rowWriter) article(r *articleRow) lengths {
	a := &r.article
	old, cluster := w.clear(a.ID)
	n, figures, officials, events, documents := w.articles, w.figures, w.officialRows, w.events, w.documentRows
	w.articles++
	for i := range a.Figures {
		w.figure(r, i)
	}
	w.officials(r)
	if m := a.Meeting; m != nil {
		w.exec(`INSERT INTO meetings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, n, a.ID,
			r.wordings[len(r.wordings)-1].n, m.Kind, m.Name, opt(m.Host), opt(m.Date), opt(m.Place),
			opt(m.Chair), w.json(append([]string{}, m.Attendees...)), r.place.full, r.place.bare)
	}
	w.documents(r)
	w.exec(`INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, 0, ?, ?)`,
		n, a.ID, opt(a.URL), null(a.CanonicalURL), opt(a.Title), opt(a.Published), null(r.day), r.site, null(foldedSource(a)),
		opt(a.Place), r.place.full, r.place.bare, a.Captured, a.CaptureFile, a.CaptureOffset, r.rules, digestsOf(a),
		w.figures-figures, figures, w.officialRows-officials, officials, w.events-events, events, w.documentRows-documents, documents,
		r.lengths.Body, r.lengths.Title, fingerprintOf(a), r.packedBody, r.packed)
	w.exec(`INSERT INTO sequences VALUES (?, ?)`, n, []byte(r.sequence))
	w.writeRenderings(r)
	w.stories.changed(w, a.ID, cluster, fingerprintOf(a), r.day)
	return r.lengths.plus(old, -1)
}

func (w *rowWriter) figure(r *articleRow, i int) {
	a, f := &r.article, &r.article.Figures[i]
	place := r.place
	if f.Place != "" {
		place = placeOf(string(f.Place))
	}
	var period extract.Period
	if f.Period != nil {
		period = *f.Period
	}
	var flags, partOf any
	if len(f.Flags) > 0 {
		flags = w.json(f.Flags)
	}
	if f.PartOf != nil {
		partOf = *f.PartOf
	}
	at, long, sentence := within(r, f)
	w.exec(`INSERT INTO figures VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`,
		w.figures, a.ID, i, r.wordings[i].n, f.Indicator, f.Measure, f.Value.String(), f.Unit, opt(f.Amount), opt(f.BaseUnit),
		opt(f.Qualifier), f.Status, null(period.Start), null(period.End), null(period.Text), opt(f.Basis),
		decimal(f.Of), decimal(f.Upper), opt(f.Place), place.full, place.bare, f.Group, partOf, flags,
		at, long, sentence, f.Text, f.Paragraph, f.Span[0], f.Span[1], f.Rule, null(r.day))
	w.figures++
}

// within gives the place of a figure's sentence in the body, in code points;
// where the body does not have it, the sentence itself.
func within(r *articleRow, f *extract.Figure) (at, long, sentence any) {
	if r.paragraphs == nil {
		n := 0
		for p := range strings.SplitSeq(r.article.Body, "\n\n") {
			r.paragraphs = append(r.paragraphs, paragraph{p, n})
			n += utf8.RuneCountInString(p) + len("\n\n")
		}
	}
	if f.Paragraph < 0 || f.Paragraph >= len(r.paragraphs) || f.Sentence == "" {
		return nil, nil, null(f.Sentence)
	}
	p := &r.paragraphs[f.Paragraph]
	i := strings.Index(p.text, f.Sentence)
	if i < 0 {
		return nil, nil, f.Sentence
	}
	return p.at + utf8.RuneCountInString(p.text[:i]), utf8.RuneCountInString(f.Sentence), nil
}

func (w *rowWriter) json(v any) string {
	b, err := json.Marshal(v)
	if err != nil && w.err == nil {
		w.err = err
	}
	return string(b)
}

// null gives NULL for "".
func null(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func opt(o extract.Optional) any { return null(string(o)) }

func decimal(d *text.Decimal) any {
	if d == nil {
		return nil
	}
	return d.String()
}
