package index

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"iter"
	"strings"

	bleveindex "github.com/blevesearch/bleve_index_api"

	"khotin/crawler/archive"
	"khotin/extract"
)

// Fault is one thing that does not fit together.
type Fault struct {
	Subject string `json:"subject"` // an article, a capture, a store
	What    string `json:"what"`
}

// String gives the fault as one line.
func (f Fault) String() string { return f.Subject + ": " + f.What }

// verifier collects faults.
type verifier struct {
	x      *Index
	ctx    context.Context
	faults []Fault
}

func (v *verifier) fault(subject, format string, args ...any) {
	v.faults = append(v.faults, Fault{subject, fmt.Sprintf(format, args...)})
}

type place struct {
	file   string
	offset int64
}

// Verify checks the index against all captures of the archive, in both
// directions, and its two stores against each other. Errors are about reading;
// what does not fit is in the faults.
func (x *Index) Verify(ctx context.Context, captures iter.Seq2[*archive.Capture, error]) ([]Fault, error) {
	v := &verifier{x: x, ctx: ctx}
	for _, check := range []func() error{
		func() error { return v.captures(captures) },
		v.articles,
		v.rows,
		v.words,
	} {
		if err := check(); err != nil {
			return v.faults, fmt.Errorf("verify index: %w", damage(err))
		}
	}
	return v.faults, nil
}

// captures: every capture was dealt with, every one dealt with is there.
func (v *verifier) captures(captures iter.Seq2[*archive.Capture, error]) error {
	known := map[place]bool{} // and whether it was seen
	rows, err := v.x.rows.QueryContext(v.ctx, `SELECT file, offset FROM captures`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var p place
		if err := rows.Scan(&p.file, &p.offset); err != nil {
			return err
		}
		known[p] = false
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for c, err := range captures {
		if c == nil {
			if v.ctx.Err() != nil {
				return v.ctx.Err()
			}
			v.fault("archive", "%v", err)
			continue
		}
		p := place{c.File, c.Offset}
		if _, ok := known[p]; !ok {
			v.fault(p.String(), "capture of %s is not indexed", extract.Label(c))
			continue
		}
		known[p] = true
	}
	for p, seen := range known {
		if !seen {
			v.fault(p.String(), "capture is indexed, but not in the archive")
		}
	}
	return v.each(`SELECT c.file || '@' || c.offset, c.article FROM captures c
		LEFT JOIN articles a ON a.id = c.article WHERE c.kind = 'article' AND a.id IS NULL`,
		func(subject, id string) { v.fault(subject, "its article %s is not indexed", id) })
}

func (p place) String() string { return fmt.Sprintf("%s@%d", p.file, p.offset) }

// each calls f with every row of two columns.
func (v *verifier) each(query string, f func(a, b string)) error {
	rows, err := v.x.rows.QueryContext(v.ctx, query)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var a, b sql.NullString
		if err := rows.Scan(&a, &b); err != nil {
			return err
		}
		f(a.String, b.String)
	}
	return rows.Err()
}

// articles: each can be read, comes from a capture dealt with, and has all its
// rows.
func (v *verifier) articles() error {
	rows, err := v.x.rows.QueryContext(v.ctx, `SELECT a.id, a.json, a.figures, c.file IS NOT NULL,
		(SELECT count(*) FROM figures f WHERE f.article = a.id),
		(SELECT count(*) FROM officials o WHERE o.article = a.id),
		(SELECT count(*) FROM meetings m WHERE m.article = a.id),
		(SELECT count(*) FROM documents d WHERE d.article = a.id)
		FROM articles a LEFT JOIN captures c ON c.file = a.capture_file AND c.offset = a.capture_offset`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id string
		var packed []byte
		var from bool
		var figures int
		var have rowCounts
		if err := rows.Scan(&id, &packed, &figures, &from, &have.figures, &have.officials, &have.meetings, &have.documents); err != nil {
			return err
		}
		if !from {
			v.fault("article "+id, "the capture that it names is not indexed")
		}
		var a extract.Article
		b, err := unpack(packed)
		if err == nil {
			err = json.Unmarshal(b, &a)
		}
		if err != nil {
			v.fault("article "+id, "cannot be read: %v", err)
			continue
		}
		if want := countRows(&a, figures); have != want {
			v.fault("article "+id, "has other rows (figures, officials, meetings, documents) than it should: %v, not %v", have, want)
		}
	}
	return rows.Err()
}

type rowCounts struct{ figures, officials, meetings, documents int }

// countRows gives the rows that an article of so many figures should have.
func countRows(a *extract.Article, figures int) rowCounts {
	n := rowCounts{figures: figures, documents: len(a.Documents)}
	for _, o := range a.Officials {
		n.officials += max(1, len(o.Roles))
	}
	if a.Meeting != nil {
		n.meetings = 1
	}
	return n
}

// rows: the database is whole, no row is without its article, and the sums
// are right.
func (v *verifier) rows() error {
	err := v.each(`SELECT 'rows.db', integrity_check FROM pragma_integrity_check`, func(subject, what string) {
		if what != "ok" {
			v.fault(subject, "%s", what)
		}
	})
	if err != nil {
		return err
	}
	for _, table := range []string{"figures", "officials", "events", "meetings", "documents", "renderings"} {
		err := v.each(`SELECT DISTINCT t.article, '' FROM `+table+` t LEFT JOIN articles a ON a.id = t.article WHERE a.id IS NULL`,
			func(id, _ string) { v.fault("article "+id, "has %s, but is not indexed", table) })
		if err != nil {
			return err
		}
	}
	var sum lengths
	err = v.x.rows.QueryRowContext(v.ctx, `SELECT count(*), coalesce(sum(body_terms), 0), coalesce(sum(title_terms), 0),
		(SELECT count(*) FROM wordings) FROM articles`).Scan(&sum.Articles, &sum.Body, &sum.Title, &sum.Wordings)
	if err != nil {
		return err
	}
	stored, err := readLengths(v.x.rows)
	if err == nil && stored != sum {
		v.fault(rowsName, "lengths are %+v, but the articles add up to %+v", stored, sum)
	}
	return err
}

// words: both stores hold the same articles and wordings.
func (v *verifier) words() error {
	want := map[string]bool{} // document → seen in words.bleve
	add := func(id, _ string) { want[id] = false }
	if err := v.each(`SELECT '`+articlePrefix+`' || id, '' FROM articles`, add); err != nil {
		return err
	}
	if err := v.each(`SELECT '`+wordingPrefix+`' || printf('%016x', id), '' FROM wordings`, add); err != nil {
		return err
	}
	ix, err := v.x.words.index.Advanced()
	if err != nil {
		return err
	}
	r, err := ix.Reader()
	if err != nil {
		return err
	}
	defer r.Close()
	err = eachDocument(r, func(id string) {
		if _, ok := want[id]; !ok {
			v.fault(name(id), "is in %s, but has no row", wordsName)
			return
		}
		want[id] = true
	})
	for id, seen := range want {
		if err == nil && !seen {
			v.fault(name(id), "has a row, but is not in %s", wordsName)
		}
	}
	return err
}

// name names a document for people.
func name(id string) string {
	if s, ok := strings.CutPrefix(id, articlePrefix); ok {
		return "article " + s
	}
	return "wording " + strings.TrimPrefix(id, wordingPrefix)
}

// eachDocument calls f with the id of every document.
func eachDocument(r bleveindex.IndexReader, f func(id string)) error {
	ids, err := r.DocIDReaderAll()
	if err != nil {
		return err
	}
	defer ids.Close()
	for {
		internal, err := ids.Next()
		if err != nil || internal == nil {
			return err
		}
		id, err := r.ExternalID(internal)
		if err != nil {
			return err
		}
		f(id)
	}
}
