// Package frontier keeps what is to be fetched and what has been kept, in one
// SQLite file of the archive: a row for every address with its state and the
// time it is due, a row for every capture with its place in the WARC files, a
// row for every host with the time it may be asked again.
//
// An address goes new → claimed → done, failed or gone. Outcomes are committed
// after their records are safe on disk, in one transaction with the links they
// found and the length up to which each WARC file is known; so what a killed
// process leaves behind is either known here, or found beyond that length and
// adopted. Times are kept to the millisecond, in UTC.
package frontier

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"syscall"
	"time"

	"modernc.org/sqlite" // the driver "sqlite", too
	sqlite3 "modernc.org/sqlite/lib"

	"khotin/crawler/archive"
)

// File is the name of the frontier in the archive directory.
const File = "frontier.db"

// Kinds of addresses.
const (
	Page    = "page"
	List    = "list"
	Feed    = "feed"
	Sitemap = "sitemap"
	Posts   = "posts" // a page of WordPress's REST interface
	Robots  = "robots"
)

// States of addresses.
const (
	New     = "new"     // to be fetched at its time
	Claimed = "claimed" // being fetched
	Done    = "done"    // fetched; due again at its time, if it has one
	Failed  = "failed"  // given up for this run
	Gone    = "gone"    // answered 404 or 410
)

// schema is version 1. The column page counts the addresses of one listing in
// order of discovery; numbered marks listing pages with a number in their
// address, and sitemaps whose index says when they changed: both are not
// fetched anew on their own.
const schema = `
CREATE TABLE IF NOT EXISTS url (
	id INTEGER PRIMARY KEY,
	url TEXT NOT NULL UNIQUE,
	host TEXT NOT NULL,
	site TEXT NOT NULL,
	kind TEXT NOT NULL,
	rank INTEGER NOT NULL,
	listing TEXT NOT NULL DEFAULT '',
	page INTEGER NOT NULL DEFAULT 0,
	numbered INTEGER NOT NULL DEFAULT 0,
	state TEXT NOT NULL,
	next_at INTEGER,
	attempts INTEGER NOT NULL DEFAULT 0,
	class TEXT NOT NULL DEFAULT '',
	message TEXT NOT NULL DEFAULT '',
	etag TEXT NOT NULL DEFAULT '',
	modified TEXT NOT NULL DEFAULT '',
	digest TEXT NOT NULL DEFAULT '',
	capture INTEGER,
	first_at INTEGER,
	last_at INTEGER,
	published_at INTEGER,
	changed_at INTEGER,
	same INTEGER NOT NULL DEFAULT 0,
	found_on TEXT NOT NULL DEFAULT '',
	run TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX IF NOT EXISTS url_queue ON url(state, host, rank, id);
CREATE INDEX IF NOT EXISTS url_listing ON url(listing) WHERE listing <> '';
CREATE TABLE IF NOT EXISTS capture (
	id INTEGER PRIMARY KEY,
	url TEXT NOT NULL,
	time INTEGER NOT NULL,
	type TEXT NOT NULL,
	status INTEGER NOT NULL,
	digest TEXT NOT NULL,
	truncated TEXT NOT NULL DEFAULT '',
	record TEXT NOT NULL DEFAULT '',
	file TEXT NOT NULL,
	offset INTEGER NOT NULL,
	length INTEGER NOT NULL,
	name TEXT NOT NULL DEFAULT '',
	UNIQUE (file, offset)
) STRICT;
CREATE INDEX IF NOT EXISTS capture_url ON capture(url);
CREATE INDEX IF NOT EXISTS capture_name ON capture(name) WHERE name <> '';
CREATE TABLE IF NOT EXISTS file (
	file TEXT PRIMARY KEY,
	length INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS host (
	host TEXT PRIMARY KEY,
	next_at INTEGER NOT NULL,
	pace INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE IF NOT EXISTS robots (
	origin TEXT PRIMARY KEY,
	status INTEGER NOT NULL,
	body BLOB,
	fetched_at INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS run (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	started_at INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS url_first ON url(site, first_at) WHERE kind = 'page';
CREATE TABLE IF NOT EXISTS visit (
	run TEXT NOT NULL,
	site TEXT NOT NULL,
	started_at INTEGER NOT NULL,
	ended_at INTEGER,
	requests INTEGER NOT NULL DEFAULT 0,
	answered INTEGER NOT NULL DEFAULT 0,
	new INTEGER NOT NULL DEFAULT 0,
	changed INTEGER NOT NULL DEFAULT 0,
	unchanged INTEGER NOT NULL DEFAULT 0,
	gone INTEGER NOT NULL DEFAULT 0,
	failed INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (run, site)
) STRICT;
CREATE INDEX IF NOT EXISTS visit_site ON visit(site, started_at);
CREATE TABLE IF NOT EXISTS schedule (
	site TEXT PRIMARY KEY,
	next_at INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS inquiry (
	id INTEGER PRIMARY KEY,
	endpoint TEXT NOT NULL,
	query TEXT NOT NULL,
	resume TEXT NOT NULL DEFAULT '',
	listed INTEGER NOT NULL DEFAULT 0,
	UNIQUE (endpoint, query)
) STRICT;
CREATE TABLE IF NOT EXISTS holding (
	inquiry INTEGER NOT NULL,
	url TEXT NOT NULL,
	stamp TEXT NOT NULL,
	digest TEXT NOT NULL,
	mime TEXT NOT NULL,
	state TEXT NOT NULL DEFAULT 'new',
	attempts INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (inquiry, url, stamp)
) STRICT;
CREATE INDEX IF NOT EXISTS holding_queue ON holding(inquiry, state, attempts, stamp);
PRAGMA user_version = 1;
`

// Frontier is an open frontier. Its methods may be called from several
// goroutines; one process at a time writes.
type Frontier struct {
	write *sql.DB // one connection
	read  *sql.DB

	// dated: the table of addresses has a column for publications. One that an
	// earlier khotin made has none until it is opened for writing.
	dated bool

	// Statements of the commits, on the writing connection.
	insert, again, settled, kept, extended *sql.Stmt

	seen *sql.Stmt // of SeenKeys, on a reading connection; nil when open to look at only
}

// Open opens or makes the frontier in file, for the process that writes to the
// archive. What was claimed when the last process ended goes back to new.
func Open(ctx context.Context, file string) (*Frontier, error) {
	write, err := sql.Open("sqlite", source(file)+"&_txlock=immediate")
	if err != nil {
		return nil, fmt.Errorf("frontier %s: %w", file, err)
	}
	write.SetMaxOpenConns(1)
	f := &Frontier{write: write}
	if err := f.prepare(ctx); err != nil {
		write.Close()
		return nil, fmt.Errorf("frontier %s: %w", file, room(err))
	}
	if f.read, err = sql.Open("sqlite", source(file)+"&_pragma=query_only(1)"); err != nil {
		write.Close()
		return nil, fmt.Errorf("frontier %s: %w", file, err)
	}
	if f.seen, err = f.read.PrepareContext(ctx, seenKeys); err != nil {
		f.Close()
		return nil, fmt.Errorf("frontier %s: %w", file, err)
	}
	return f, nil
}

// OpenReadOnly opens a frontier to look at it, also while another process
// writes. Methods that would change it fail. The error wraps fs.ErrNotExist
// where there is none.
func OpenReadOnly(ctx context.Context, file string) (*Frontier, error) {
	if _, err := os.Stat(file); err != nil {
		return nil, fmt.Errorf("frontier: %w", err)
	}
	read, err := sql.Open("sqlite", source(file)+"&_pragma=query_only(1)")
	if err != nil {
		return nil, fmt.Errorf("frontier %s: %w", file, err)
	}
	f := &Frontier{write: read, read: read}
	err = f.check(ctx)
	if err == nil {
		f.dated, err = f.hasColumn(ctx, "url", "published_at")
	}
	if err != nil {
		read.Close()
		return nil, fmt.Errorf("frontier %s: %w", file, err)
	}
	return f, nil
}

// source gives the data source for a file. Its name goes into a URI, so ? and #
// in it have to be escaped.
func source(file string) string {
	return "file:" + (&url.URL{Path: file}).EscapedPath() + "?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)"
}

// check refuses tables of a later version.
func (f *Frontier) check(ctx context.Context) error {
	var version int
	if err := f.write.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	if version > 1 {
		return fmt.Errorf("made by a newer khotin (version %d of its tables)", version)
	}
	return nil
}

func (f *Frontier) prepare(ctx context.Context) error {
	if err := f.check(ctx); err != nil {
		return err
	}
	if _, err := f.write.ExecContext(ctx, schema); err != nil {
		return err
	}
	if err := f.addColumns(ctx); err != nil {
		return err
	}
	f.dated = true
	if _, err := f.write.ExecContext(ctx, "UPDATE url SET state = 'new' WHERE state = 'claimed'"); err != nil {
		return err
	}
	for _, s := range []struct {
		to    **sql.Stmt
		query string
	}{{&f.insert, insertURL}, {&f.again, queueAgain}, {&f.settled, settleURL}, {&f.kept, insertCapture}, {&f.extended, extendFile}} {
		var err error
		if *s.to, err = f.write.PrepareContext(ctx, s.query); err != nil {
			return err
		}
	}
	return nil
}

// later are the columns that an earlier khotin made its tables without.
var later = []struct{ table, name, definition string }{
	{"host", "pace", "INTEGER NOT NULL DEFAULT 0"},
	{"url", "published_at", "INTEGER"},
}

func (f *Frontier) addColumns(ctx context.Context) error {
	for _, c := range later {
		ok, err := f.hasColumn(ctx, c.table, c.name)
		if err == nil && !ok {
			_, err = f.write.ExecContext(ctx, "ALTER TABLE "+c.table+" ADD COLUMN "+c.name+" "+c.definition)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (f *Frontier) hasColumn(ctx context.Context, table, name string) (bool, error) {
	var n int
	err := f.write.QueryRowContext(ctx, "SELECT count(*) FROM pragma_table_info(?) WHERE name = ?", table, name).Scan(&n)
	return n > 0, err
}

// room makes an error that says of a disk that it is full wrap syscall.ENOSPC, as
// those of files do. nil stays nil.
func room(err error) error {
	var e *sqlite.Error
	if errors.As(err, &e) && e.Code()&0xff == sqlite3.SQLITE_FULL {
		return fmt.Errorf("frontier: %w: %w", syscall.ENOSPC, err)
	}
	return err
}

var errLookOnly = errors.New("frontier is open to look at only")

// change begins a transaction that writes.
func (f *Frontier) change(ctx context.Context) (*sql.Tx, error) {
	if f.insert == nil {
		return nil, errLookOnly
	}
	return f.write.BeginTx(ctx, nil)
}

// Close closes the frontier.
func (f *Frontier) Close() error {
	err := f.read.Close()
	if werr := f.write.Close(); err == nil {
		err = werr
	}
	return err
}

// Item is one address leased for fetching.
type Item struct {
	ID       int64
	URL      string
	Host     string // host and port as in the address
	Site     string // name of the site's profile
	Kind     string // Page, List, Feed, Sitemap, Robots
	Attempts int    // failed attempts since it last succeeded
	FoundOn  string // address of the page that linked here, or ""

	// What is known from earlier fetches; zero if there was none.
	ETag, Modified string    // validators of the last full response
	Digest         string    // payload digest of the last capture
	First, Last    time.Time // first and last capture
	Changed        time.Time // last capture that differed from the one before
	Published      time.Time // of an article, as its last capture said
	Same           int       // how often in a row the server said "not modified"

	// Original is the last full capture, or nil.
	Original *archive.Original
}

// Link is an address found on a page, in a feed or in a configuration.
type Link struct {
	URL, Host, Site, Kind string
	FoundOn               string
	Listing               string    // what pages of one listing have in common, or ""
	Numbered              bool      // not fetched anew in each run on its own: a numbered page of a listing, a dated sitemap
	Again                 bool      // fetch it in this run even if it was done in an earlier one
	IfNew                 bool      // like Again, but only if the links beside it brought a page that was unknown
	Modified              time.Time // when a sitemap says it changed; newer than the capture makes it due
}

// Outcome is what became of one item.
type Outcome struct {
	Item     Item
	State    string    // New (try again), Done, Failed or Gone
	Next     time.Time // when it is due again; zero is never
	Attempts int
	Class    string // kind of error: "timeout", "http 403", …; "" for none
	Message  string

	// Set where a capture was made.
	ETag, Modified, Digest string
	Changed                bool // the payload is another than before, or the first
	NotModified            bool // the server said 304
	At                     time.Time
	Published              time.Time // of an article; zero where nothing says

	Captures []Kept
	End      archive.Place // last record of the group, metadata included; zero if none
	Links    []Link

	HostNext time.Time     // when the host may be asked again; zero leaves it and the pace
	HostPace time.Duration // the pause that the host's answers ask for; 0: none of their own
	Robots   *RobotsFile
}

// Kept is a capture as the catalogue holds it.
type Kept struct {
	ID        int64
	URL       string // "" for an imported page that names none
	Time      time.Time
	Type      string // WARC-Type
	Status    int
	Digest    string
	Truncated string
	Record    string // WARC-Record-ID
	File      string
	Offset    int64
	Length    int64
	Name      string // file name of an imported page, or ""
}

// Keep gives the catalogue's entry for a capture.
func Keep(c *archive.Capture) Kept {
	k := Kept{URL: c.URL, Time: c.Time, Type: c.Type, Status: c.Status, Digest: c.Digest, Truncated: c.Truncated,
		File: c.File, Offset: c.Offset, Length: c.Length, Name: c.Name}
	if c.Record != nil {
		k.Record = c.Record.ID()
	}
	return k
}

// millis gives t for the database; the zero time is NULL.
func millis(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UnixMilli()
}

// moment undoes millis.
func moment(ms sql.NullInt64) time.Time {
	if !ms.Valid {
		return time.Time{}
	}
	return time.UnixMilli(ms.Int64).UTC()
}
