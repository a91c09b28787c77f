package index

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/document"
	"golang.org/x/sync/errgroup"

	"khotin/crawler/archive"
	"khotin/crawler/site"
	"khotin/extract"
	"khotin/extract/text"
)

// captureRow is a row of captures.
type captureRow struct {
	capture *archive.Capture // without its body
	kind    string
	article string
	err     string
}

// articleRow is an article about to be written.
type articleRow struct {
	article    extract.Article   // as it is shown
	renderings []extract.Article // as they were captured, see shown
	site       string
	place      placeKey
	day        string
	packed     []byte
	lengths    lengths
	wordings   []wording // in the order of wordingsOf
	sequence   sequence
	paragraphs []paragraph // of the body, once they are needed
}

// paragraph of a body and where it begins there, in code points.
type paragraph struct {
	text string
	at   int
}

// batch is what one transaction writes.
type batch struct {
	captures []captureRow
	articles map[string]*articleRow // by id
	order    []string               // ids in order of arrival
	gone     map[string]string      // items that a page no longer has → what it has
	page     []string               // articles of the capture at hand
	onPage   map[string][]string    // id of a page → its articles, of all captures of the batch
	position archive.Position
}

func (b *batch) reset() {
	b.captures, b.order, b.page = b.captures[:0], b.order[:0], b.page[:0]
	b.articles, b.gone, b.onPage = map[string]*articleRow{}, map[string]string{}, map[string][]string{}
}

// flush writes the batch: words first, then rows and position at once.
func (x *Index) flush(ctx context.Context, b *batch) error {
	// A batch is written whole or not at all, whoever interrupts.
	ctx = context.WithoutCancel(ctx)
	if err := x.flushWords(b); err != nil {
		return err
	}
	tx, err := x.rows.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("write rows: %w", damage(err))
	}
	defer tx.Rollback()
	l := x.lengthsNow()
	w := &rowWriter{ctx: ctx, tx: tx, stmts: map[string]*sql.Stmt{}, stories: &x.stories, sites: x.opt.Sites}
	w.err = x.stories.read(ctx, tx)
	for id, instead := range b.gone {
		l = l.plus(w.remove(id, instead), 1)
	}
	for _, id := range b.order {
		l = l.plus(w.article(b.articles[id]), 1)
	}
	for _, c := range b.captures {
		w.exec(`INSERT OR REPLACE INTO captures VALUES (?, ?, ?, ?, ?, ?, ?)`, c.capture.File, c.capture.Offset,
			c.capture.URL, stamp(c.capture), c.kind, null(c.article), null(c.err))
	}
	if w.err == nil {
		w.err = errors.Join(setMeta(ctx, tx, positionKey, b.position), setMeta(ctx, tx, lengthsKey, l))
	}
	if w.err == nil {
		w.err = tx.Commit()
	}
	if w.err != nil {
		return fmt.Errorf("write rows: %w", damage(w.err))
	}
	x.mu.Lock()
	x.lengths = l
	x.mu.Unlock()
	return nil
}

func (x *Index) lengthsNow() lengths {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.lengths
}

// flushWords writes the documents of the batch and notes their lengths. bleve
// builds a segment from a batch on one processor, so each gets a share.
func (x *Index) flushWords(b *batch) error {
	if len(b.order)+len(b.gone) == 0 {
		return nil
	}
	shares := make([]*bleve.Batch, min(runtime.GOMAXPROCS(0), 1+len(b.order)/100))
	for i := range shares {
		shares[i] = x.words.index.NewBatch()
	}
	docs := make([]*document.Document, len(b.order))
	known, err := x.known(b)
	if err != nil {
		return err
	}
	for id := range b.gone {
		shares[0].Delete(articlePrefix + id)
	}
	for i, id := range b.order {
		wb := shares[i%len(shares)]
		r := b.articles[id]
		a := &r.article
		title, body := x.cutter.tokenize(text.Normalize(string(a.Title))), x.cutter.tokenize(text.Normalize(a.Body))
		r.sequence = newSequence(title, body)
		docs[i] = articleDocument(r, title, body)
		if err := wb.IndexAdvanced(docs[i]); err != nil {
			return fmt.Errorf("write words: %w", err)
		}
		for _, w := range r.wordings {
			if known[w.n] {
				continue
			}
			known[w.n] = true
			if err := wb.IndexAdvanced(wordingDocument(w)); err != nil {
				return fmt.Errorf("write words: %w", err)
			}
		}
	}
	var g errgroup.Group
	for _, wb := range shares {
		g.Go(func() error { return x.words.index.Batch(wb) })
	}
	if err := g.Wait(); err != nil {
		return fmt.Errorf("write words: %w", err)
	}
	for i, id := range b.order {
		b.articles[id].lengths = lengthsOf(docs[i])
	}
	return nil
}

// known gives the wordings of the batch that rows.db has, and so words.bleve,
// too.
func (x *Index) known(b *batch) (map[int64]bool, error) {
	var ids []int64
	for _, id := range b.order {
		for _, w := range b.articles[id].wordings {
			ids = append(ids, w.n)
		}
	}
	rows, err := x.rows.Query(`SELECT id FROM wordings WHERE id IN (SELECT value FROM json_each(?))`, list(ids))
	if err != nil {
		return nil, fmt.Errorf("read wordings: %w", damage(err))
	}
	have, err := column[int64](rows)
	if err != nil {
		return nil, fmt.Errorf("read wordings: %w", damage(err))
	}
	known := make(map[int64]bool, len(ids))
	for _, n := range have {
		known[n] = true
	}
	return known, nil
}

// wordingsOf gives the wordings that the rows of an article name.
func wordingsOf(a *extract.Article) []wording {
	var ws []wording
	for i := range a.Figures {
		w := newWording(indicatorWording, a.Figures[i].Indicator)
		w.canonical = a.Figures[i].Canonical
		ws = append(ws, w)
	}
	for _, o := range a.Officials {
		ws = append(ws, newWording(nameWording, o.Name))
		for _, r := range o.Roles {
			ws = append(ws, newWording(officeWording, r))
		}
	}
	if a.Meeting != nil {
		ws = append(ws, newWording(meetingWording, meetingText(a.Meeting)))
	}
	return ws
}

// meetingText is what a meeting is found by.
func meetingText(m *extract.Meeting) string {
	return m.Kind + "; " + m.Name + "; " + string(m.Host) + "; " + string(m.Chair)
}

// rowWriter writes the rows of articles in one transaction. After an error it
// does nothing.
type rowWriter struct {
	ctx   context.Context
	tx    *sql.Tx
	stmts map[string]*sql.Stmt
	// stories joins copies of one article.
	stories *stories
	sites   *site.Set
	err     error
}

func (w *rowWriter) exec(query string, args ...any) {
	if w.err != nil {
		return
	}
	st := w.stmts[query]
	if st == nil {
		if st, w.err = w.tx.PrepareContext(w.ctx, query); w.err != nil {
			return
		}
		w.stmts[query] = st // the transaction closes it
	}
	_, w.err = st.ExecContext(w.ctx, args...)
}

// was gives the lengths of an article that is about to go, and its cluster.
func (w *rowWriter) was(id string) (l lengths, cluster string) {
	if w.err != nil {
		return lengths{}, ""
	}
	l.Articles = 1
	err := w.tx.QueryRowContext(w.ctx, `SELECT body_terms, title_terms, coalesce(cluster, '') FROM articles WHERE id = ?`, id).
		Scan(&l.Body, &l.Title, &cluster)
	if errors.Is(err, sql.ErrNoRows) {
		return lengths{}, ""
	}
	w.err = err
	return l, cluster
}

func foldedSource(a *extract.Article) string { return text.Fold(text.Normalize(string(a.Source))) }

// clear takes away the rows that hang on an article.
func (w *rowWriter) clear(id string) {
	for _, table := range []string{"figures", "officials", "events", "meetings", "documents", "renderings"} {
		w.exec(`DELETE FROM `+table+` WHERE article = ?`, id)
	}
	w.exec(`DELETE FROM sequences WHERE n = (SELECT n FROM articles WHERE id = ?)`, id)
}

// article replaces everything that is kept of an article, and gives by how
// much the lengths of the index change.
func (w *rowWriter) article(r *articleRow) lengths {
	a := &r.article
	old, cluster := w.was(a.ID)
	change := r.lengths.plus(old, -1)
	w.clear(a.ID)
	w.exec(`INSERT OR REPLACE INTO articles VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, 0, ?, ?)`,
		a.ID, opt(a.URL), null(a.CanonicalURL), opt(a.Title), opt(a.Published), null(r.day), r.site, null(foldedSource(a)),
		opt(a.Place), r.place.full, r.place.bare, a.Captured, a.CaptureFile, a.CaptureOffset, extract.Version,
		len(a.Figures), r.lengths.Body, r.lengths.Title, fingerprintOf(a), a.Body, r.packed)
	w.exec(`INSERT INTO sequences VALUES (last_insert_rowid(), ?)`, []byte(r.sequence))
	w.writeRenderings(r)
	for _, wd := range r.wordings {
		w.exec(`INSERT OR IGNORE INTO wordings VALUES (?, ?, ?, ?)`, wd.n, string(wd.kind), wd.text, null(wd.canonical))
	}
	for i := range a.Figures {
		w.figure(r, i)
	}
	w.officials(r)
	if m := a.Meeting; m != nil {
		w.exec(`INSERT INTO meetings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, a.ID,
			newWording(meetingWording, meetingText(m)).n, m.Kind, m.Name, opt(m.Host), opt(m.Date), opt(m.Place),
			opt(m.Chair), w.json(append([]string{}, m.Attendees...)), r.place.full, r.place.bare)
	}
	w.documents(r)
	w.stories.changed(w, a.ID, cluster, fingerprintOf(a))
	return change
}

func (w *rowWriter) figure(r *articleRow, i int) {
	a, f := &r.article, &r.article.Figures[i]
	place := r.place
	if f.Place != "" {
		place = placeOf(string(f.Place))
	}
	wd := newWording(indicatorWording, f.Indicator)
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
	w.exec(`INSERT INTO figures VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`,
		a.ID, i, wd.n, wd.text, f.Indicator, null(f.Canonical), f.Measure, f.Value.String(), f.Unit, opt(f.Amount), opt(f.BaseUnit),
		opt(f.Qualifier), f.Status, null(period.Start), null(period.End), null(period.Text), opt(f.Basis),
		decimal(f.Of), decimal(f.Upper), opt(f.Place), place.full, place.bare, f.Group, partOf, flags,
		at, long, sentence, f.Text, f.Paragraph, f.Span[0], f.Span[1], f.Rule, null(r.day))
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
