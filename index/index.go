package index

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"khotin/crawler/archive"
	"khotin/crawler/site"
	"khotin/extract"
)

// Sentinels for callers that branch.
var (
	// ErrNone: the archive has no index yet.
	ErrNone = errors.New("there is no index yet")
	// ErrLocked: another process holds the index.
	ErrLocked = errors.New("the index is in use")
	// ErrDamaged: the index cannot be read, or another version of khotin made
	// it; Rebuild helps.
	ErrDamaged = errors.New("the index cannot be read")
	// ErrNotFound: no article has this id.
	ErrNotFound = errors.New("no such article")
	// ErrReadOnly: the index was opened for reading.
	ErrReadOnly = errors.New("the index is open for reading only")
)

const (
	dirName    = "index" // below the archive
	wordsName  = "words.bleve"
	rowsName   = "rows.db"
	madeDir    = "index.new" // where an index is made before it takes its place
	oldDir     = "index.old" // the one before, for the moment of the exchange
	readyName  = "ready"     // in madeDir: it may take its place
	holderFile = "holder"    // who writes: process and since when
)

// format is the version of what lies in the two stores. How texts are cut into
// words is part of it: Reread takes words over.
const format = "10"

// Options of Open. The zero value opens for writing.
type Options struct {
	ReadOnly bool
	// Wait is how long to wait for another process that holds the index. The
	// least, and the default, is 200 ms: a reader that is just leaving.
	Wait time.Duration
	// Sites names the site of a row and the one address of an article; nil
	// knows no site.
	Sites *site.Set
	// Extract reads captures, in order; nil is extract.Stream.
	Extract func(context.Context, iter.Seq2[*archive.Capture, error], *site.Set) iter.Seq[extract.Result]
	// BatchSize is the captures written at once. 0 is 1,000: fewer make
	// segments that cost merging, more only memory.
	BatchSize int

	// Again reads facts of an article anew, for Reread; nil is extract.Again.
	Again func(extract.Article, []string) (extract.Article, bool)

	// Changed is called by Rebuild and Reread for every article that the new
	// index tells otherwise than the one before; nil does without.
	Changed func(Change) error

	filling bool       // by Rebuild
	part    string     // by Reread: what is read again
	begin   *beginning // by Reread: what is taken from the old index
	kept    []string   // by Reread: the rules that pages without an article may have been read with
}

func (o Options) access() access {
	switch {
	case o.ReadOnly:
		return reading
	case o.filling:
		return filling
	}
	return writing
}

func (o Options) batchSize() int {
	if o.BatchSize > 0 {
		return o.BatchSize
	}
	return 1000
}

// Index is an open index. Its methods may be called from several goroutines;
// Update, one at a time.
type Index struct {
	dir   string // <archive>/index
	opt   Options
	words *words
	rows  *sql.DB
	abbr  *abbreviations
	rules string // of today, see rules.go
	id    string // see idKey

	cutters []tokenizer // of Update, one a goroutine
	stories stories     // of Update
	// written names the documents that were written since words.bleve was that
	// of the old index; nil where it is not known to have been. Of Update.
	written map[string]bool
	bulk    atomic.Bool // see bulk.go
	recent  recent      // of Search
	copied  copied      // of Search

	closing sync.Once
	closed  error // of close

	mu      sync.RWMutex
	lengths lengths // of what is indexed now
}

// Open opens the index of the archive in dir; for writing it makes one that is
// not there. Errors wrap ErrNone, ErrLocked or ErrDamaged.
func Open(dir string, o Options) (*Index, error) {
	if err := settle(dir); err != nil {
		return nil, err
	}
	at := filepath.Join(dir, dirName)
	if _, err := os.Stat(at); errors.Is(err, fs.ErrNotExist) {
		if o.ReadOnly {
			return nil, fmt.Errorf("%s: %w", dir, ErrNone)
		}
		if err := makeEmpty(dir, o); err != nil {
			return nil, err
		}
	}
	if o.ReadOnly {
		if err := finished(context.Background(), at, o); err != nil {
			return nil, err
		}
	}
	return openAt(at, o)
}

// settle ends an exchange of indexes that was killed half way: the new one
// takes its place if it was ready, else the old one comes back.
func settle(dir string) error {
	at, made, old := filepath.Join(dir, dirName), filepath.Join(dir, madeDir), filepath.Join(dir, oldDir)
	if _, err := os.Stat(at); !errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if _, err := os.Stat(filepath.Join(made, readyName)); err == nil {
		return os.Rename(made, at)
	}
	if _, err := os.Stat(old); err == nil {
		return os.Rename(old, at)
	}
	return nil
}

// makeEmpty makes an index without articles: beside its place first, so that
// a half made one is never taken for one.
func makeEmpty(dir string, o Options) error {
	made := filepath.Join(dir, madeDir)
	x, err := create(made, o)
	if err != nil {
		return err
	}
	if err := x.Close(); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(made, readyName), nil, 0o644); err != nil {
		return fmt.Errorf("make index: %w", err)
	}
	return settle(dir)
}

// create makes both stores in the directory made, over what a killed attempt
// left there, and leaves them open, to be filled in bulk.
func create(made string, o Options) (*Index, error) {
	if err := free(filepath.Join(made, wordsName), o.Wait); err != nil {
		return nil, err
	}
	if err := os.RemoveAll(made); err != nil {
		return nil, fmt.Errorf("make index: %w", err)
	}
	if err := os.MkdirAll(made, 0o755); err != nil {
		return nil, fmt.Errorf("make index: %w", err)
	}
	at, linked := filepath.Join(made, wordsName), o.begin != nil && o.begin.words
	err := error(nil)
	if linked {
		err = linkWords(filepath.Join(o.begin.from.dir, wordsName), at)
	} else {
		err = createWords(at)
	}
	if err == nil {
		err = createRows(filepath.Join(made, rowsName))
	}
	if err != nil {
		return nil, fmt.Errorf("make index: %w", err)
	}
	o.ReadOnly = false
	x, err := openAt(made, o)
	if err == nil && linked {
		x.written = map[string]bool{}
	}
	return x, err
}

// openAt opens the stores in the directory at.
func openAt(at string, o Options) (*Index, error) {
	if o.Extract == nil {
		o.Extract = extract.Stream
	}
	abbr, err := newAbbreviations(abbreviationList)
	if err != nil {
		return nil, err
	}
	rules, err := rulesNow(o.Sites)
	if err != nil {
		return nil, err
	}
	w, err := openWords(filepath.Join(at, wordsName), o.ReadOnly, o.Wait)
	if err != nil {
		if errors.Is(err, ErrLocked) {
			err = fmt.Errorf("%w%s", err, holder(at))
		}
		return nil, fmt.Errorf("%s: %w", at, err)
	}
	x := &Index{dir: at, opt: o, words: w, abbr: abbr, rules: rules}
	if x.rows, err = openRows(filepath.Join(at, rowsName), o.access()); err == nil {
		x.lengths, err = readLengths(x.rows)
	}
	if err == nil {
		bulk := false
		err = meta(context.Background(), x.rows, bulkKey, &bulk)
		x.bulk.Store(bulk)
		if err == nil && !bulk && !o.ReadOnly { // what an older version did not make
			_, err = x.rows.Exec(indexes)
			err = damage(err)
		}
	}
	if err == nil {
		err = x.identify(context.Background())
	}
	if err == nil {
		err = x.complete()
	}
	if err != nil {
		x.Close()
		return nil, fmt.Errorf("%s: %w", at, err)
	}
	if !o.ReadOnly {
		note := fmt.Sprintf("process %d since %s", os.Getpid(), time.Now().Format("15:04:05"))
		os.WriteFile(filepath.Join(at, holderFile), []byte(note), 0o644) // only for messages
	}
	return x, nil
}

// complete fails where words.bleve holds less than rows.db: with a segment
// lost, bleve silently falls back to an older state.
func (x *Index) complete() error {
	have, err := x.words.index.DocCount()
	if err != nil {
		return fmt.Errorf("%w: %s: %w", ErrDamaged, wordsName, err)
	}
	if want := uint64(x.lengths.Articles + x.lengths.Wordings); have < want {
		return fmt.Errorf("%w: %s has lost %d of %d documents", ErrDamaged, wordsName, want-have, want)
	}
	return nil
}

// holder says who writes to the index at, as far as that is known.
func holder(at string) string {
	b, err := os.ReadFile(filepath.Join(at, holderFile))
	if err != nil || len(b) == 0 {
		return " by another process"
	}
	return " by " + strings.TrimSpace(string(b))
}

// Close closes both stores. Further calls do nothing.
func (x *Index) Close() error {
	x.closing.Do(func() { x.closed = x.close() })
	return x.closed
}

func (x *Index) close() error {
	var errs []error
	if x.rows != nil {
		errs = append(errs, x.rows.Close())
	}
	if !x.opt.ReadOnly {
		os.Remove(filepath.Join(x.dir, holderFile))
	}
	return errors.Join(append(errs, x.words.close())...)
}

// Stats tells what the index holds.
type Stats struct {
	Captures    int    `json:"captures"` // dealt with, articles or not
	Articles    int    `json:"articles"`
	NotArticles int    `json:"not_articles"` // lists and other pages
	Failed      int    `json:"failed"`       // captures that could not be read
	Figures     int    `json:"figures"`
	Officials   int    `json:"officials"` // people and their offices, once an article
	Meetings    int    `json:"meetings"`
	Documents   int    `json:"documents"`
	Wordings    int    `json:"wordings"` // distinct indicators, offices, names, meetings
	Rules       string `json:"rules"`    // of today, see extract.Versions
	Outdated    int    `json:"outdated"` // articles read with other rules than today's
	Bytes       int64  `json:"bytes"`    // on disk
}

// Stats counts what the index holds.
func (x *Index) Stats(ctx context.Context) (Stats, error) {
	s := Stats{Rules: x.rules}
	err := x.rows.QueryRowContext(ctx, `SELECT
		(SELECT count(*) FROM captures), (SELECT count(*) FROM articles),
		(SELECT count(*) FROM captures WHERE kind IN ('list', 'other')),
		(SELECT count(*) FROM captures WHERE kind = 'failed'),
		(SELECT count(*) FROM figures), (SELECT count(*) FROM officials),
		(SELECT count(*) FROM meetings), (SELECT count(*) FROM documents),
		(SELECT count(*) FROM wordings),
		(SELECT count(*) FROM articles WHERE rules <> ?)`, x.rules).
		Scan(&s.Captures, &s.Articles, &s.NotArticles, &s.Failed, &s.Figures, &s.Officials,
			&s.Meetings, &s.Documents, &s.Wordings, &s.Outdated)
	if err != nil {
		return s, fmt.Errorf("count rows: %w", damage(err))
	}
	err = filepath.WalkDir(x.dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil // a segment may go away under a merge
		}
		if info, err := d.Info(); err == nil {
			s.Bytes += info.Size()
		}
		return nil
	})
	return s, err
}
