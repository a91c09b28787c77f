package index

import (
	"context"
	"crypto/sha256"
	"database/sql"
	_ "embed"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"khotin/extract/text"
)

var (
	//go:embed schema.sql
	schema string
	//go:embed indexes.sql
	indexes string
)

// createRows makes an empty rows.db, to be filled in bulk.
func createRows(path string) error {
	db, err := openSQLite(path, writing)
	if err != nil {
		return err
	}
	defer db.Close()
	if _, err := db.Exec(schema); err != nil {
		return err
	}
	if _, err := db.Exec(`INSERT INTO meta VALUES ('format', ?), (?, 'true')`, format, bulkKey); err != nil {
		return err
	}
	return db.Close()
}

// access is how rows.db is opened.
type access int

const (
	writing access = iota
	reading
	// filling is for an index that nobody asks yet: a write-ahead log takes
	// every page once, where a rollback journal would take it twice.
	filling
)

// pageSize of a new database: most bodies, and several sequences, fit a page,
// where pages of 4,096 bytes leave a fifth of them empty.
const pageSize = "page_size(16384)"

// cacheSize, in KiB, holds the indexes that rows come into in no order, by id and
// by fingerprint, of two million articles. Where they do not fit, each row reads
// and writes a page of its own.
const cacheSize = "cache_size(-192000)"

// openSQLite opens the database at path. The rollback journal keeps it one
// file; readers may have to roll back what a killed writer left, so they open
// it for writing, too, and only refuse to write. Transactions take the write
// lock at their start, so that none fails half way.
func openSQLite(path string, as access) (*sql.DB, error) {
	if err := functions(); err != nil {
		return nil, err
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	q := url.Values{"_txlock": {"immediate"}, "_pragma": {
		pageSize, "busy_timeout(10000)", "journal_mode(DELETE)", "synchronous(FULL)", cacheSize, "temp_store(MEMORY)",
	}}
	switch as {
	case filling:
		q = url.Values{"_txlock": {"immediate"}, "_pragma": {
			pageSize, "busy_timeout(10000)", "journal_mode(WAL)", "synchronous(NORMAL)", "wal_autocheckpoint(8000)", cacheSize,
		}}
	case reading:
		q = url.Values{"_pragma": {"busy_timeout(10000)", "query_only(1)", "cache_size(-16000)", "temp_store(MEMORY)"}}
	}
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(abs), RawQuery: q.Encode()}
	db, err := sql.Open("sqlite", u.String())
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(4)
	return db, nil
}

// openRows opens rows.db. Errors wrap ErrDamaged.
func openRows(path string, as access) (*sql.DB, error) {
	if _, err := os.Stat(path); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	db, err := openSQLite(path, as)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", rowsName, err)
	}
	var v string
	err = db.QueryRow(`SELECT value FROM meta WHERE key = 'format'`).Scan(&v)
	if err == nil && v != format {
		err = fmt.Errorf("%w: it has format %s, this version of khotin reads %s", ErrDamaged, v, format)
	}
	if err != nil {
		db.Close()
		if errors.Is(err, sql.ErrNoRows) || strings.Contains(err.Error(), "no such table") {
			err = fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		return nil, fmt.Errorf("open %s: %w", rowsName, damage(err))
	}
	return db, nil
}

// damage marks SQLite's errors about a broken file with ErrDamaged, and those
// about one that another process is reading or writing with ErrLocked.
func damage(err error) error {
	var e *sqlite.Error
	if errors.As(err, &e) {
		switch e.Code() & 0xff {
		case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
			return fmt.Errorf("%w: %w", ErrDamaged, err)
		case sqlite3.SQLITE_BUSY:
			return fmt.Errorf("%w: %w", ErrLocked, err)
		}
	}
	return err
}

// querier is what reads rows: a database or a transaction.
type querier interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// meta reads the JSON value under key into v, which stays as it is where there
// is none.
func meta(ctx context.Context, q querier, key string, v any) error {
	var s string
	err := q.QueryRowContext(ctx, `SELECT value FROM meta WHERE key = ?`, key).Scan(&s)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read %s of the index: %w", key, damage(err))
	}
	return json.Unmarshal([]byte(s), v)
}

func setMeta(ctx context.Context, tx *sql.Tx, key string, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT OR REPLACE INTO meta VALUES (?, ?)`, key, string(b))
	return err
}

// Keys of meta besides format.
const (
	positionKey = "position" // archive.Position: what has been dealt with
	lengthsKey  = "lengths"
)

func readLengths(db *sql.DB) (lengths, error) {
	var l lengths
	err := meta(context.Background(), db, lengthsKey, &l)
	return l, err
}

type wordingKind string

const (
	indicatorWording wordingKind = "indicator"
	officeWording    wordingKind = "office"
	nameWording      wordingKind = "name"
	meetingWording   wordingKind = "meeting"
)

// wording is a distinct text that rows share.
type wording struct {
	kind wordingKind
	text string // text.Key, in normal form
	n    int64  // row id, follows from kind and text
	id   string // n in 16 hex digits, as in words.bleve
	// canonical is the name that joins wordings of an indicator, "" for none.
	canonical string
}

// newWording makes the wording of s as written.
func newWording(kind wordingKind, s string) wording {
	s = strings.Join(strings.Fields(text.Key(text.Normalize(s))), " ")
	sum := sha256.Sum256([]byte(string(kind) + "\x00" + s))
	n := int64(binary.BigEndian.Uint64(sum[:8]) >> 1)
	return wording{kind: kind, text: s, n: n, id: fmt.Sprintf("%016x", n)}
}
