package export

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"

	"khotin/extract/text"
	"khotin/index"
)

// sqliteTables writes tables into a SQLite database, with one more that is
// their dictionary.
type sqliteTables struct {
	db     *sql.DB
	tx     *sql.Tx
	insert *sql.Stmt
	t      *index.Table
	all    []*index.Table
	note   func(string)
}

var sqliteTypes = map[index.Type]string{
	index.Text: "TEXT", index.Integer: "INTEGER", index.Number: "NUMERIC", index.Day: "TEXT", index.Time: "TEXT", index.List: "TEXT",
}

// newSQLite makes a database of the empty file at path. A killed run leaves
// only a temporary name behind, so nothing needs a journal.
func newSQLite(path string, o Options) (tables, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	q := url.Values{"_pragma": {"journal_mode(OFF)", "synchronous(OFF)", "cache_size(-8000)"}}
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(abs), RawQuery: q.Encode()}
	db, err := sql.Open("sqlite", u.String())
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	tx, err := db.BeginTx(context.Background(), nil)
	if err != nil {
		db.Close()
		return nil, err
	}
	return &sqliteTables{db: db, tx: tx, note: o.Note}, nil
}

func (s *sqliteTables) table(t *index.Table) error {
	var columns, names []string
	for i := range t.Columns {
		columns = append(columns, fmt.Sprintf("%q %s", t.Columns[i].Name, sqliteTypes[t.Columns[i].Type]))
		names = append(names, "?")
	}
	var key []string
	for _, k := range t.Key {
		key = append(key, strconv.Quote(k))
	}
	_, err := s.tx.Exec(fmt.Sprintf("CREATE TABLE %q (\n  %s,\n  PRIMARY KEY (%s)\n)", t.Name, strings.Join(columns, ",\n  "), strings.Join(key, ", ")))
	if err != nil {
		return err
	}
	s.t, s.all = t, append(s.all, t)
	s.insert, err = s.tx.Prepare(fmt.Sprintf("INSERT INTO %q VALUES (%s)", t.Name, strings.Join(names, ", ")))
	return err
}

func (s *sqliteTables) row(values []any) error {
	bound := make([]any, len(values))
	for i, v := range values {
		bound[i] = v
		switch v := v.(type) {
		case text.Decimal:
			n, exact := number(v)
			if bound[i] = n; !exact && s.note != nil {
				s.note(fmt.Sprintf("%s %s: %s has more than 15 digits: rounded", s.t.Name, s.t.Columns[i].Name, v))
			}
		case []string:
			bound[i] = plain(v)
		}
	}
	_, err := s.insert.Exec(bound...)
	return err
}

func (s *sqliteTables) close() error {
	err := s.dictionary()
	if err == nil {
		err = s.tx.Commit()
	} else {
		s.tx.Rollback() // the file goes away
	}
	if cerr := s.db.Close(); err == nil {
		err = cerr
	}
	return err
}

func (s *sqliteTables) dictionary() error {
	if _, err := s.tx.Exec(`CREATE TABLE dictionary ("table" TEXT, "column" TEXT, type TEXT, unit TEXT, meaning TEXT, PRIMARY KEY ("table", "column"))`); err != nil {
		return err
	}
	for _, row := range dictionaryOf(s.all) {
		if _, err := s.tx.Exec(`INSERT INTO dictionary VALUES (?, ?, ?, nullif(?, ''), ?)`, row[0], row[1], row[2], row[3], row[4]); err != nil {
			return err
		}
	}
	return nil
}

// number gives d as an int64 where it is whole, else as a float64; exact
// reports whether 15 significant digits, all that a float64 is sure to keep,
// are enough for it.
func number(d text.Decimal) (n any, exact bool) {
	s := d.String()
	digits := strings.Trim(strings.ReplaceAll(strings.TrimPrefix(s, "-"), ".", ""), "0")
	exact = len(digits) <= 15
	if i, err := strconv.ParseInt(s, 10, 64); err == nil && exact && i > -math.MaxInt32*int64(1e6) && i < math.MaxInt32*int64(1e6) {
		return i, true
	}
	return d.Float(), exact
}
