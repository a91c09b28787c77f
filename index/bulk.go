package index

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
)

// Where much comes in at once, what only questions need (indexes.sql) is taken
// away and made anew at the end: keeping a dozen indexes of millions of rows in
// order costs more than the rows. A new index begins so. Meta says when an index
// is so, and whoever opens it next makes it whole where its writer was stopped.

// bulkKey of meta: "true" while rows.db may lack what indexes.sql makes.
const bulkKey = "bulk"

// bulkShare: an Update that brings in more than this part of what is there goes
// on in bulk. Making the indexes costs about as much as keeping them in order
// for so many articles.
const bulkShare = 1.0 / 16

var indexName = regexp.MustCompile(`INDEX IF NOT EXISTS (\w+)`)

// beginBulk takes away what only questions need.
func (x *Index) beginBulk(ctx context.Context) error {
	if x.bulk.Load() {
		return nil
	}
	tx, err := x.rows.BeginTx(ctx, nil)
	if err != nil {
		return damage(err)
	}
	done := false
	x.bulk.Store(true)
	defer func() { x.bulk.Store(done) }()
	defer tx.Rollback()
	for _, m := range indexName.FindAllStringSubmatch(indexes, -1) {
		if _, err := tx.ExecContext(ctx, `DROP INDEX IF EXISTS `+m[1]); err != nil {
			return damage(err)
		}
	}
	err = setMeta(ctx, tx, bulkKey, true)
	if err == nil {
		err = tx.Commit()
	}
	done = err == nil
	return damage(err)
}

// endBulk makes what only questions need. Stopped at any point it can be called
// again.
func (x *Index) endBulk(ctx context.Context) error {
	if !x.bulk.Load() {
		return nil
	}
	if err := finishRows(ctx, x.rows); err != nil {
		return fmt.Errorf("finish rows: %w", damage(err))
	}
	x.bulk.Store(false)
	return nil
}

func finishRows(ctx context.Context, db *sql.DB) error {
	c, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	// Sorting millions of rows takes more than memory should give, and the second
	// processor has nothing else to do.
	if _, err := c.ExecContext(ctx, `PRAGMA temp_store = FILE; PRAGMA threads = 2`); err != nil {
		return err
	}
	defer c.ExecContext(context.WithoutCancel(ctx), `PRAGMA temp_store = MEMORY; PRAGMA threads = 0`)
	if _, err := c.ExecContext(ctx, indexes); err != nil {
		return err
	}
	_, err = c.ExecContext(ctx, `DELETE FROM meta WHERE key = ?`, bulkKey)
	return err
}

// indexedBy makes a query use an index, where it is there.
func (x *Index) indexedBy(name string) string {
	if x.bulk.Load() {
		return ""
	}
	return " INDEXED BY " + name
}

// Finish makes the index of the archive in dir whole where its writer was
// stopped before it was. Open for reading does so, too, and cannot be stopped.
func Finish(ctx context.Context, dir string, o Options) error {
	if err := settle(dir); err != nil {
		return err
	}
	at := filepath.Join(dir, dirName)
	if _, err := os.Stat(at); err != nil {
		return nil // Open says so
	}
	return finished(ctx, at, o)
}

// finished opens the index at for writing, which makes it whole, where a writer
// was stopped before it was.
func finished(ctx context.Context, at string, o Options) error {
	db, err := openRows(filepath.Join(at, rowsName), reading)
	if err != nil {
		return err
	}
	bulk := false
	err = meta(ctx, db, bulkKey, &bulk)
	if cerr := db.Close(); err == nil {
		err = cerr
	}
	if err != nil || !bulk {
		return err
	}
	o.ReadOnly = false
	x, err := openAt(at, o)
	if err != nil {
		return err
	}
	err = x.endBulk(ctx)
	if cerr := x.Close(); err == nil {
		err = cerr
	}
	return err
}
