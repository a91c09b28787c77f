package index

import (
	"context"
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// columnsDir holds the columns of segments, below the index.
const columnsDir = "facets"

// idKey of meta: which rows these are, as random letters. An index that takes
// the place of another has an id of its own, though it may have the same
// segments: columns are of a segment and of rows. One that was made before there
// were ids gets its own when it is opened for writing; until then its columns
// are not kept.
const idKey = "id"

// identify reads the id of the index, and gives one to an index that has none.
func (x *Index) identify(ctx context.Context) error {
	if err := meta(ctx, x.rows, idKey, &x.id); err != nil || x.id != "" || x.opt.ReadOnly {
		return err
	}
	tx, err := x.rows.BeginTx(ctx, nil)
	if err != nil {
		return damage(err)
	}
	defer tx.Rollback()
	id := rand.Text()
	err = setMeta(ctx, tx, idKey, id)
	if err == nil {
		err = tx.Commit()
	}
	if err == nil {
		x.id = id
	}
	return damage(err)
}

// keptColumns opens the columns that were kept of a segment; nil where there are
// none that can be read, or they are of other rows. The caller closes the file.
func (x *Index) keptColumns(g *segment) (*os.File, *columns) {
	if g.name == "" {
		return nil, nil
	}
	f, err := os.Open(filepath.Join(x.dir, columnsDir, g.name))
	if err != nil {
		return nil, nil
	}
	if info, err := f.Stat(); err == nil {
		c, err := openColumns(f, info.Size())
		if err == nil && c.head.Index == x.id && c.head.Docs == g.docs {
			return f, c
		}
	}
	f.Close()
	return nil, nil
}

// keepColumns keeps a file of columns for the next time. An archive that may
// only be read, or a full disk, goes without.
func (x *Index) keepColumns(name string, b []byte) {
	dir, err := x.makeColumnsDir()
	if err != nil {
		return
	}
	like, err := os.Stat(filepath.Join(x.dir, rowsName))
	if err != nil {
		return
	}
	f, err := os.CreateTemp(dir, ".part-*")
	if err != nil {
		return
	}
	_, err = f.Write(b)
	if err = errors.Join(err, f.Chmod(like.Mode().Perm()), f.Close()); err == nil {
		err = os.Rename(f.Name(), filepath.Join(dir, name))
	}
	if err != nil {
		os.Remove(f.Name())
	}
}

// makeColumnsDir makes the directory of columns, open to whom that of the index
// is, where it is not there.
func (x *Index) makeColumnsDir() (string, error) {
	dir := filepath.Join(x.dir, columnsDir)
	err := os.Mkdir(dir, 0o755)
	if errors.Is(err, fs.ErrExist) {
		return dir, nil
	}
	like, lerr := os.Stat(x.dir)
	if err = errors.Join(err, lerr); err == nil {
		err = os.Chmod(dir, like.Mode())
	}
	return dir, err
}

// settleColumns makes the columns that are missing when a writer ends, and
// takes away those of segments that are no more. They can be made at any time of
// what the index has otherwise, so the error is that of ctx alone.
func (x *Index) settleColumns(ctx context.Context) error {
	s, end, err := x.newAsking()
	if err != nil {
		return ctx.Err()
	}
	defer end()
	_, done, err := s.columns(ctx, true, false)
	if err != nil {
		return ctx.Err()
	}
	done()
	segments, err := s.segments()
	if err != nil {
		return ctx.Err()
	}
	files, _ := os.ReadDir(filepath.Join(x.dir, columnsDir)) // none, if it is not there
	for _, f := range files {
		if !slices.ContainsFunc(segments, func(g segment) bool { return g.name == f.Name() }) {
			os.Remove(filepath.Join(x.dir, columnsDir, f.Name()))
		}
	}
	return ctx.Err()
}

// settleMade does so for the index in the directory made. It is opened for
// reading, which merges nothing: what a writer made, the merges behind it would
// leave without columns.
func settleMade(ctx context.Context, made string, o Options) error {
	o.ReadOnly = true
	x, err := openAt(made, o)
	if err != nil {
		return ctx.Err()
	}
	defer x.Close()
	return x.settleColumns(ctx)
}
