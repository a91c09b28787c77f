package index

import (
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"khotin/crawler/archive"
	"khotin/crawler/site"
)

// Rebuild makes a new index of the whole archive in dir beside the old one,
// which goes on answering, and then puts it in the old one's place. A killed
// or failed Rebuild leaves the old one as it was; what a killed or cancelled
// one had made, the next goes on with, if it is the same program with the same
// profiles of portals. Progress counts what was dealt with before, too.
func Rebuild(ctx context.Context, dir string, o Options, src Source, progress func(Progress)) (Progress, error) {
	if err := settle(dir); err != nil {
		return Progress{}, err
	}
	made := filepath.Join(dir, madeDir)
	p, err := fillNew(ctx, made, o, src, progress)
	if err == nil {
		err = finishMade(ctx, filepath.Join(made, rowsName))
	}
	if err == nil {
		err = settleMade(ctx, made, o)
	}
	if err != nil {
		if ctx.Err() == nil && !errors.Is(err, ErrLocked) {
			os.RemoveAll(made) // what stays behind is cleared by the next one
		}
		return p, fmt.Errorf("reindex: %w", err)
	}
	told := compare(ctx, dir, made, o, &p)
	return p, errors.Join(exchange(dir), told)
}

// compare tells in p in what the index made differs from that of dir. An error
// is that of Changed; an old index that cannot be read is one reason to make a
// new one, and no error.
func compare(ctx context.Context, dir, made string, o Options, p *Progress) error {
	o.ReadOnly = true
	before, err := openAt(filepath.Join(dir, dirName), o)
	if err != nil {
		if _, none := os.Stat(filepath.Join(dir, dirName)); none == nil {
			p.Uncompared = err
		}
		return nil
	}
	defer before.Close()
	now, err := openAt(made, o)
	if err != nil {
		p.Uncompared = err
		return nil
	}
	defer now.Close()
	var told error
	each := o.Changed
	if each != nil {
		each = func(c Change) error { told = o.Changed(c); return told }
	}
	p.Changes, err = now.Changes(ctx, before, each)
	if told == nil {
		p.Uncompared = err
	}
	return told
}

// finishMade makes of the rows.db at path, which was filled, one for questions.
// Without the log that filling keeps, what is sorted is written once.
func finishMade(ctx context.Context, path string) error {
	db, err := openRows(path, writing)
	if err != nil {
		return err
	}
	err = finishRows(ctx, db)
	return errors.Join(damage(err), db.Close())
}

// fillNew brings the index in the directory made up to the archive.
func fillNew(ctx context.Context, made string, o Options, src Source, progress func(Progress)) (Progress, error) {
	x, before, err := begun(ctx, made, o, src)
	if err != nil {
		return Progress{}, err
	}
	defer x.Close()
	sum := func(p Progress) Progress {
		p.Captures, p.Articles, p.NotArticles = p.Captures+before.Captures, p.Articles+before.Articles, p.NotArticles+before.NotArticles
		p.Failed, p.Unreadable = p.Failed+before.Failed, p.Unreadable+before.Unreadable
		if p.LastErr == nil {
			p.LastErr = before.LastErr
		}
		return p
	}
	p, err := x.Update(ctx, src, func(p Progress) {
		if progress != nil {
			progress(sum(p))
		}
	})
	if err == nil && o.begin != nil && o.begin.words {
		if err = x.trim(ctx); err != nil {
			err = fmt.Errorf("take out words: %w", err)
		}
	}
	return sum(p), errors.Join(err, x.Close())
}

// makerKey of meta: see maker.
const makerKey = "maker"

// begun opens the index that a killed Rebuild left in the directory made, and
// tells what it holds; a new one where there is none that can be gone on with.
func begun(ctx context.Context, made string, o Options, src Source) (*Index, Progress, error) {
	by, err := maker(o.Sites, o.part)
	if err != nil {
		return nil, Progress{}, err
	}
	o.ReadOnly, o.filling = false, true
	if _, err := os.Stat(made); err == nil {
		x, err := openAt(made, o)
		if errors.Is(err, ErrLocked) {
			return nil, Progress{}, fmt.Errorf("%w: another process is making one in %s", err, made)
		}
		if err == nil {
			p, err := x.madeBy(ctx, by, src)
			if err == nil && p != nil {
				return x, *p, nil
			}
			x.Close()
		}
	}
	x, err := create(made, o)
	if err != nil {
		return nil, Progress{}, err
	}
	tx, err := x.rows.BeginTx(ctx, nil)
	if err == nil {
		err = setMeta(ctx, tx, makerKey, by)
	}
	if err == nil {
		err = tx.Commit()
	}
	if err != nil {
		x.Close()
		return nil, Progress{}, fmt.Errorf("make index: %w", err)
	}
	return x, Progress{}, nil
}

// madeBy tells what an index begun by Rebuild holds; nil where another program
// or other profiles made it, of files that the archive no longer has, or where
// it holds nothing: one begun anew knows what it has of the index before.
func (x *Index) madeBy(ctx context.Context, by string, src Source) (*Progress, error) {
	was := ""
	if err := meta(ctx, x.rows, makerKey, &was); err != nil || was != by {
		return nil, err
	}
	pos := archive.Position{}
	if err := meta(ctx, x.rows, positionKey, &pos); err != nil || !inFiles(src, pos) {
		return nil, err
	}
	var m made
	if err := meta(ctx, x.rows, madeKey, &m); err != nil || m.Captures == 0 {
		return nil, err
	}
	p := &Progress{Captures: m.Captures, Articles: m.Articles, NotArticles: m.NotArticles, Failed: m.Failed, Unreadable: m.Unreadable}
	if m.LastErr != "" {
		p.LastErr = errors.New(m.LastErr)
	}
	return p, nil
}

// inFiles reports whether the files of an archive on disk are still there, up
// to a position.
func inFiles(src Source, pos archive.Position) bool {
	a, ok := src.(interface{ Path(elem ...string) string })
	if !ok {
		return true
	}
	for file, end := range pos {
		if info, err := os.Stat(a.Path(filepath.FromSlash(file))); err != nil || info.Size() < end {
			return false
		}
	}
	return true
}

// madeKey of meta: made, of an index that Rebuild fills.
const madeKey = "made"

// made is what a Rebuild has written. Of one that is gone on with, rows could
// not tell it: a capture may hold several articles, and an article may have come
// several times.
type made struct {
	Captures, Articles, NotArticles, Failed, Unreadable int
	LastErr                                             string // what was said of the last failed or unreadable one
}

// noteMade adds the captures of a batch.
func noteMade(ctx context.Context, tx *sql.Tx, b *batch) error {
	var m made
	if err := meta(ctx, tx, madeKey, &m); err != nil {
		return err
	}
	m.Articles += b.came
	m.Unreadable += b.lost
	m.LastErr = cmp.Or(b.lastErr, m.LastErr)
	for _, c := range b.captures {
		m.Captures++
		switch c.kind {
		case "list", "other":
			m.NotArticles++
		case "failed":
			m.Failed++
		}
	}
	return setMeta(ctx, tx, madeKey, m)
}

// maker names what decides the content of an index of one archive: the program,
// by a digest of its file, the profiles of portals, and what is read again. Half
// an index is only gone on with where they are the same.
func maker(sites *site.Set, part string) (string, error) {
	name, err := os.Executable()
	if err != nil {
		return "", err
	}
	f, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	io.WriteString(h, part+"\x00")
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	for _, name := range sites.Names() {
		if err := json.NewEncoder(h).Encode(sites.Get(name)); err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// exchange puts the ready index in the place of the old one. Killed between
// any two steps it is finished, or undone, by settle.
func exchange(dir string) error {
	at, made, old := filepath.Join(dir, dirName), filepath.Join(dir, madeDir), filepath.Join(dir, oldDir)
	steps := []func() error{
		func() error { return os.RemoveAll(old) },
		func() error { return os.WriteFile(filepath.Join(made, readyName), nil, 0o644) },
		func() error {
			if err := os.Rename(at, old); err != nil && !os.IsNotExist(err) {
				return err
			}
			return nil
		},
		func() error { return os.Rename(made, at) },
		func() error { return os.RemoveAll(old) },
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return fmt.Errorf("put the new index in its place: %w", err)
		}
	}
	return nil
}
