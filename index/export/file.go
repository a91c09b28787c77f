package export

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"khotin/index"
)

// Formats are the names of the formats, which are also the endings of files.
var Formats = []string{"csv", "jsonl", "parquet", "sqlite", "xlsx"}

// FormatOf gives the format that the ending of a file's name stands for, ""
// for none.
func FormatOf(name string) string {
	ending := strings.ToLower(strings.TrimPrefix(filepath.Ext(name), "."))
	switch ending {
	case "db", "sqlite3":
		return "sqlite"
	case "ndjson":
		return "jsonl"
	}
	if slices.Contains(Formats, ending) {
		return ending
	}
	return ""
}

// TakesMany reports whether a file of the format holds several tables.
func TakesMany(format string) bool { return format == "sqlite" || format == "xlsx" }

// Streams reports whether the format can be written to a pipe.
func Streams(format string) bool { return format != "sqlite" && format != "xlsx" }

// Rows are the rows of a table, their values in the order of its columns and
// of its columns' types.
type Rows struct {
	Table *index.Table
	Rows  iter.Seq2[[]any, error]
}

// Options of a file. The zero value writes without remarks.
type Options struct {
	// BOM puts a byte order mark before CSV, by which Excel knows UTF-8.
	BOM bool
	// Force writes over a file that exists.
	Force bool
	// Progress, where not nil, is told of every row: how many there are so far.
	Progress func(rows int)
	// Note, where not nil, is told of every value that the format cannot hold
	// as it is, and what was done about it.
	Note func(string)
	// Title and Created stand in the data package.
	Title   string
	Created time.Time
}

// ErrExists: there is a file already.
var ErrExists = errors.New("there is a file of that name already")

// tables writes tables one after the other.
type tables interface {
	// table begins a table.
	table(*index.Table) error
	// row writes one row of it.
	row([]any) error
	// close ends the file.
	close() error
}

// To writes one table to w, in a format that Streams. It gives the number of
// rows written.
func To(w io.Writer, format string, o Options, rows Rows) (int, error) {
	if !Streams(format) {
		return 0, fmt.Errorf("%s cannot be written to a pipe", format)
	}
	t, err := open(w, "", format, o)
	if err != nil {
		return 0, err
	}
	n := 0
	err = write(t, rows, o, &n)
	return n, errors.Join(err, t.close())
}

// open begins a file of a format: on w, or, of SQLite, at path.
func open(w io.Writer, path, format string, o Options) (tables, error) {
	switch format {
	case "csv":
		return newCSV(w, o)
	case "jsonl":
		return newJSONL(w), nil
	case "parquet":
		return newParquet(w, o), nil
	case "sqlite":
		return newSQLite(path, o)
	case "xlsx":
		return newXLSX(w, filepath.Dir(path), o)
	}
	return nil, fmt.Errorf("unknown format %q", format)
}

func write(t tables, rows Rows, o Options, n *int) error {
	if err := t.table(rows.Table); err != nil {
		return err
	}
	for row, err := range rows.Rows {
		if err != nil {
			return err
		}
		if err := t.row(row); err != nil {
			return err
		}
		if *n++; o.Progress != nil {
			o.Progress(*n)
		}
	}
	return nil
}

// File writes tables to the file name; of a format that does not TakesMany,
// one. It gives what was written, a Resource a table. A file that exists is an
// error that wraps ErrExists, unless o.Force.
func File(ctx context.Context, name, format string, o Options, all ...Rows) ([]Resource, error) {
	return Files(ctx, []string{name}, format, o, [][]Rows{all})
}

// Files is File for several files, each with its tables. None takes its name
// before all are whole, so that an error or an interruption leaves the files
// that they are to replace.
func Files(ctx context.Context, names []string, format string, o Options, tables [][]Rows) (_ []Resource, err error) {
	var whole []draft
	defer func() {
		for _, d := range whole {
			os.Remove(d.path) // unless it has its name
		}
	}()
	for i, name := range names {
		d, err := newDraft(ctx, name, format, o, tables[i])
		if err != nil {
			return nil, err
		}
		whole = append(whole, d)
	}
	var out []Resource
	for i, d := range whole {
		if err := place(d.path, names[i], o.Force); err != nil {
			for _, r := range out {
				if !o.Force { // it took nobody's place
					os.Remove(r.Path)
				}
			}
			return nil, err
		}
		out = append(out, d.tables...)
	}
	return out, nil
}

// draft is a file that is whole and has not its name yet.
type draft struct {
	path   string // beside where it will be
	tables []Resource
}

// newDraft writes what is to be the file name.
func newDraft(ctx context.Context, name, format string, o Options, all []Rows) (d draft, err error) {
	if _, err := os.Lstat(name); err == nil && !o.Force {
		return d, fmt.Errorf("%s: %w", name, ErrExists)
	}
	f, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".part-*")
	if err != nil {
		return d, err
	}
	defer func() {
		f.Close()
		if err != nil {
			os.Remove(f.Name())
			d, err = draft{}, full(name, err)
		}
	}()
	t, err := open(f, f.Name(), format, o)
	if err != nil {
		return d, err
	}
	d.path = f.Name()
	total := 0
	for _, rows := range all {
		before := total
		if err = write(t, rows, o, &total); err != nil {
			break
		}
		d.tables = append(d.tables, Resource{Table: rows.Table, Path: name, Format: format, Rows: total - before})
	}
	err = errors.Join(err, t.close())
	if err == nil {
		err = ctx.Err()
	}
	if err == nil {
		err = errors.Join(f.Chmod(0o644), f.Sync())
	}
	for i := range d.tables {
		if err == nil {
			err = d.tables[i].measure(d.path)
		}
	}
	return d, err
}

// place gives a file that is whole its name; it takes no other's place unless
// force.
func place(from, name string, force bool) error {
	if force {
		return os.Rename(from, name)
	}
	err := os.Link(from, name) // fails where somebody else was quicker
	switch {
	case err == nil:
		return nil // the temporary name goes away
	case errors.Is(err, fs.ErrExist):
		return fmt.Errorf("%s: %w", name, ErrExists)
	}
	return os.Rename(from, name) // a file system without links
}

// full marks SQLite's error about a full disk, and names the file.
func full(name string, err error) error {
	var e *sqlite.Error
	if errors.As(err, &e) && e.Code()&0xff == sqlite3.SQLITE_FULL {
		err = fmt.Errorf("%w: %w", syscall.ENOSPC, err)
	}
	return fmt.Errorf("write %s: %w", name, err)
}
