package index

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/blevesearch/bleve/v2"
	bleveindex "github.com/blevesearch/bleve_index_api"

	"khotin/extract"
)

// A change of the rules for facts leaves the words of articles as they are, and
// those take most of the time. So Reread begins with the words.bleve of the old
// index, whose segments never change and have two names for a while, and writes
// the documents alone that differ. What the new rows do not have goes at the
// end.

// former is what an index had of an article that Reread takes from there.
type former struct {
	rules              string // that it is read with, now
	site, day, source  string
	place              placeKey
	kind               string // of its meeting
	lengths            lengths
	sequence           sequence
	packed, packedBody []byte // as in its row; packed is nil where a fact in it is read again
}

// wordsKept reports whether the document of an article is in words.bleve as it
// would be written now.
func (x *Index) wordsKept(r *articleRow) bool {
	f := r.former
	if f == nil || x.written == nil || x.written[articlePrefix+r.article.ID] {
		return false
	}
	kind := ""
	if m := r.article.Meeting; m != nil {
		kind = m.Kind
	}
	return f.site == r.site && f.day == r.day && f.place == r.place && f.kind == kind && f.source == foldedSource(&r.article)
}

// noteWritten notes what a batch is about to write of a words.bleve that was
// the old index's: of that, wordsKept knows nothing more.
func (x *Index) noteWritten(b *batch) {
	if x.written == nil {
		return
	}
	for id := range b.gone {
		x.written[articlePrefix+id] = true
	}
	for id, r := range b.articles {
		if !r.kept {
			x.written[articlePrefix+id] = true
		}
	}
}

// unknown gives the wordings that words.bleve may lack.
func (x *Index) unknown(ctx context.Context, fresh []wording) ([]wording, error) {
	if x.written == nil || len(fresh) == 0 {
		return fresh, nil
	}
	ids := make([]int64, len(fresh))
	for i := range fresh {
		ids[i] = fresh[i].n
	}
	have, err := x.opt.begin.from.wordings(ctx, ids)
	if err != nil {
		return nil, err
	}
	var out []wording
	for _, w := range fresh {
		if !have[w.n] {
			out = append(out, w)
		}
	}
	return out, nil
}

// wordings gives those of the ids that are of wordings in rows.db.
func (x *Index) wordings(ctx context.Context, ids []int64) (map[int64]bool, error) {
	rows, err := x.rows.QueryContext(ctx, `SELECT id FROM wordings WHERE id IN (SELECT value FROM json_each(?))`, list(ids))
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

// linkWords makes a words.bleve at to of that at from, which nobody writes to.
// Segments get a second name, or are copied where the file system knows none;
// what bleve writes to is copied.
func linkWords(from, to string) error {
	return filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		part, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		target := filepath.Join(to, part)
		switch {
		case d.IsDir():
			return os.MkdirAll(target, 0o700)
		case filepath.Ext(path) == ".zap" && os.Link(path, target) == nil:
			return nil
		}
		return copyFile(path, target)
	})
}

func copyFile(from, to string) error {
	r, err := os.Open(from)
	if err != nil {
		return err
	}
	defer r.Close()
	w, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(w, r)
	return errors.Join(err, w.Close())
}

// trimmed is how many documents trim looks up at a time.
const trimmed = 1000

// trim takes out of words.bleve what has no row.
func (x *Index) trim(ctx context.Context) error {
	have, err := x.words.index.DocCount()
	if err != nil {
		return err
	}
	if l := x.lengthsNow(); have == uint64(l.Articles+l.Wordings) { // never less, see complete
		return nil
	}
	ix, err := x.words.index.Advanced()
	if err != nil {
		return err
	}
	r, err := ix.Reader()
	if err != nil {
		return err
	}
	defer r.Close()
	wb := x.words.index.NewBatch()
	if err := x.withoutRow(ctx, r, wb); err != nil {
		return err
	}
	return x.words.write(wb)
}

// withoutRow has a batch delete the documents that have no row.
func (x *Index) withoutRow(ctx context.Context, r bleveindex.IndexReader, wb *bleve.Batch) error {
	var ids []string
	var failed error
	look := func() {
		with, err := x.withRow(ctx, ids)
		failed = cmp.Or(failed, err)
		for _, id := range ids {
			if err == nil && !with[id] {
				wb.Delete(id)
			}
		}
		ids = ids[:0]
	}
	err := eachDocument(r, func(id string) {
		if ids = append(ids, id); len(ids) == trimmed {
			look()
		}
	})
	look()
	return errors.Join(err, failed)
}

// withRow gives those documents that have a row.
func (x *Index) withRow(ctx context.Context, ids []string) (map[string]bool, error) {
	var articles []string
	words := map[int64]string{}
	for _, id := range ids {
		if a, ok := strings.CutPrefix(id, articlePrefix); ok {
			articles = append(articles, a)
		} else if n, err := strconv.ParseInt(strings.TrimPrefix(id, wordingPrefix), 16, 64); err == nil {
			words[n] = id
		}
	}
	rows, err := x.rows.QueryContext(ctx, `SELECT id FROM articles WHERE id IN (SELECT value FROM json_each(?))`, textList(articles))
	if err != nil {
		return nil, damage(err)
	}
	have, err := column[string](rows)
	if err != nil {
		return nil, damage(err)
	}
	out := make(map[string]bool, len(ids))
	for _, id := range have {
		out[articlePrefix+id] = true
	}
	known, err := x.wordings(ctx, slices.Collect(maps.Keys(words)))
	for n := range known {
		out[words[n]] = true
	}
	return out, err
}

// packedJSON packs what there is of an article beside its columns and figures.
func (r *articleRow) packedJSON() ([]byte, error) {
	if r.former != nil && r.former.packed != nil {
		return r.former.packed, nil
	}
	rest := r.article
	rest.Body, rest.Figures = "", nil // a column and rows of their own
	rest.ID, rest.URL, rest.CanonicalURL, rest.Title, rest.Published, rest.Place = "", "", "", "", "", ""
	rest.Captured, rest.CaptureFile, rest.CaptureOffset = "", "", 0 // columns all, see load
	j, err := json.Marshal(&rest)
	if err != nil {
		return nil, fmt.Errorf("article %s: %w", r.article.ID, err)
	}
	return pack(j), nil
}

// packedText packs the body of an article.
func (r *articleRow) packedText() []byte {
	if r.former != nil {
		return r.former.packedBody
	}
	return pack([]byte(r.article.Body))
}

// beginning is the old index that a new one begins with.
type beginning struct {
	from *Index
	// former gives what it had of an article on its way; nil where its page was
	// taken apart.
	former func(*extract.Article) *former
	words  bool // words.bleve, too, is taken from it
}
