package frontier

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"
)

// Record enters captures into the catalogue, outside of a crawl: pages that
// were imported. Their records must be safe on disk by now. A capture that is
// entered already is left as it is.
func (f *Frontier) Record(ctx context.Context, captures ...Kept) error {
	tx, err := f.change(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	ends := map[string]int64{}
	for _, k := range captures {
		if _, err := f.keep(ctx, tx, k); err != nil {
			return fmt.Errorf("catalogue %s: %w", k.File, room(err))
		}
		ends[k.File] = max(ends[k.File], k.Offset+k.Length)
	}
	for file, end := range ends {
		if err := f.extend(ctx, tx, file, end); err != nil {
			return fmt.Errorf("catalogue %s: %w", file, room(err))
		}
	}
	return room(tx.Commit())
}

// Correct sets the entry at a capture's place to what the file says.
func (f *Frontier) Correct(ctx context.Context, k Kept) error {
	tx, err := f.change(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, `UPDATE capture SET url = ?, time = ?, type = ?, status = ?, digest = ?, truncated = ?, length = ?, name = ?
		WHERE file = ? AND offset = ?`, k.URL, k.Time.UnixMilli(), k.Type, k.Status, k.Digest, k.Truncated, k.Length, k.Name, k.File, k.Offset); err != nil {
		return room(err)
	}
	return room(tx.Commit())
}

// keep enters one capture and gives its row.
func (f *Frontier) keep(ctx context.Context, tx *sql.Tx, k Kept) (int64, error) {
	if k.File == "" || k.Length <= 0 {
		return 0, errors.New("a capture without a place in the archive")
	}
	done, err := tx.StmtContext(ctx, f.kept).ExecContext(ctx,
		k.URL, k.Time.UnixMilli(), k.Type, k.Status, k.Digest, k.Truncated, k.Record, k.File, k.Offset, k.Length, k.Name)
	if err != nil {
		return 0, err
	}
	if n, err := done.RowsAffected(); err != nil || n == 1 {
		if err != nil {
			return 0, err
		}
		return done.LastInsertId()
	}
	var id int64
	err = tx.QueryRowContext(ctx, "SELECT id FROM capture WHERE file = ? AND offset = ?", k.File, k.Offset).Scan(&id)
	return id, err
}

// extend sets the length up to which a WARC file is known.
func (f *Frontier) extend(ctx context.Context, tx *sql.Tx, file string, length int64) error {
	_, err := tx.StmtContext(ctx, f.extended).ExecContext(ctx, file, length)
	return err
}

// Files gives the WARC files known here and the length in bytes up to which
// each is. What lies beyond was written by a process that ended before it
// could commit.
func (f *Frontier) Files(ctx context.Context) (map[string]int64, error) {
	rows, err := f.read.QueryContext(ctx, "SELECT file, length FROM file")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	files := map[string]int64{}
	for rows.Next() {
		var file string
		var length int64
		if err := rows.Scan(&file, &length); err != nil {
			return nil, err
		}
		files[file] = length
	}
	return files, rows.Err()
}

// Seen reports whether a page of that address or file name, with that payload
// digest, is in the catalogue.
func (f *Frontier) Seen(ctx context.Context, addressOrName, digest string) (bool, error) {
	var n int
	err := f.read.QueryRowContext(ctx, `SELECT
		EXISTS (SELECT 1 FROM capture WHERE url = ?1 AND digest = ?2)
		OR ?1 <> '' AND EXISTS (SELECT 1 FROM capture WHERE name = ?1 AND name <> '' AND digest = ?2)`,
		addressOrName, digest).Scan(&n)
	return n != 0, err
}

// SeenKey is Seen for a key of package disk: address or name, a blank, and the
// digest.
func (f *Frontier) SeenKey(ctx context.Context, key string) (bool, error) {
	i := strings.LastIndexByte(key, ' ')
	if i < 0 {
		return false, nil
	}
	return f.Seen(ctx, key[:i], key[i+1:])
}

// KeysAtOnce is the most keys that one statement of SeenKeys asks for.
const KeysAtOnce = 64

// seenKeys gives the captures of some addresses (or names) that have one of some
// digests.
var seenKeys = func() string {
	var ids, digests []string
	for i := range KeysAtOnce {
		ids, digests = append(ids, fmt.Sprintf("?%d", 1+i)), append(digests, fmt.Sprintf("?%d", 1+KeysAtOnce+i))
	}
	of := " IN (" + strings.Join(ids, ", ") + ") AND digest IN (" + strings.Join(digests, ", ") + ")"
	return "SELECT url, digest FROM capture WHERE url" + of + " UNION ALL SELECT name, digest FROM capture WHERE name <> '' AND name" + of
}()

// SeenKeys is SeenKey for many keys at once, of a frontier open for writing: every
// key is in what it gives, true where its page is in the catalogue.
func (f *Frontier) SeenKeys(ctx context.Context, keys []string) (map[string]bool, error) {
	if f.seen == nil {
		return nil, errLookOnly
	}
	seen := make(map[string]bool, len(keys))
	for _, key := range keys {
		seen[key] = false
	}
	for some := range slices.Chunk(keys, KeysAtOnce) {
		args := make([]any, 2*KeysAtOnce) // NULL is nobody's address
		for i, key := range some {
			if at := strings.LastIndexByte(key, ' '); at >= 0 {
				args[i], args[KeysAtOnce+i] = key[:at], key[at+1:]
			}
		}
		if err := f.markSeen(ctx, seen, args); err != nil {
			return nil, err
		}
	}
	return seen, nil
}

// markSeen sets those of the keys true that seenKeys gives.
func (f *Frontier) markSeen(ctx context.Context, seen map[string]bool, args []any) error {
	rows, err := f.seen.QueryContext(ctx, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id, digest string
		if err := rows.Scan(&id, &digest); err != nil {
			return err
		}
		if _, asked := seen[id+" "+digest]; asked { // and not the address of one page with the digest of another
			seen[id+" "+digest] = true
		}
	}
	return rows.Err()
}

// Captures walks the catalogue, from the oldest entry on, after the entry with
// id after (0: all of it). An error ends the walk.
func (f *Frontier) Captures(ctx context.Context, after int64) iter.Seq2[Kept, error] {
	return f.captures(ctx, "WHERE id > ? ORDER BY id", after)
}

// CapturesIn walks the entries of one WARC file in order of their offsets.
func (f *Frontier) CapturesIn(ctx context.Context, file string) iter.Seq2[Kept, error] {
	return f.captures(ctx, "WHERE file = ? ORDER BY offset", file)
}

// CapturesOf walks the entries of one address, oldest first.
func (f *Frontier) CapturesOf(ctx context.Context, address string) iter.Seq2[Kept, error] {
	return f.captures(ctx, "WHERE url = ? ORDER BY time, id", address)
}

// CapturesNamed walks the entries of the imported page of that file name that
// names no address, oldest first.
func (f *Frontier) CapturesNamed(ctx context.Context, name string) iter.Seq2[Kept, error] {
	return f.captures(ctx, "WHERE name = ? AND name <> '' AND url = '' ORDER BY time, id", name)
}

func (f *Frontier) captures(ctx context.Context, where string, args ...any) iter.Seq2[Kept, error] {
	return func(yield func(Kept, error) bool) {
		rows, err := f.read.QueryContext(ctx, `SELECT id, url, time, type, status, digest, truncated, record, file, offset, length, name
			FROM capture `+where, args...)
		if err != nil {
			yield(Kept{}, err)
			return
		}
		defer rows.Close()
		for rows.Next() {
			var k Kept
			var at int64
			if err := rows.Scan(&k.ID, &k.URL, &at, &k.Type, &k.Status, &k.Digest, &k.Truncated, &k.Record,
				&k.File, &k.Offset, &k.Length, &k.Name); err != nil {
				yield(Kept{}, err)
				return
			}
			k.Time = time.UnixMilli(at).UTC()
			if !yield(k, nil) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(Kept{}, err)
		}
	}
}

// Latest gives the time of the last capture of a site's addresses of one kind;
// zero if there is none.
func (f *Frontier) Latest(ctx context.Context, site, kind string) (time.Time, error) {
	var at sql.NullInt64
	err := f.read.QueryRowContext(ctx, "SELECT max(last_at) FROM url WHERE site = ? AND kind = ?", site, kind).Scan(&at)
	return moment(at), err
}

// Stats is the frontier in numbers.
type Stats struct {
	URLs     map[string]int // addresses by state
	Captures int            // entries of the catalogue
	Files    int            // WARC files
	Sites    []SiteStats
}

// SiteStats is one site in numbers.
type SiteStats struct {
	Site    string
	Pages   int       // articles captured
	Waiting int       // addresses in the queue
	Failed  int       // addresses given up
	Gone    int       // addresses that answered 404 or 410
	Latest  time.Time // when an article was last found new or changed; zero if never
}

// Stats counts.
func (f *Frontier) Stats(ctx context.Context) (Stats, error) {
	s := Stats{URLs: map[string]int{}}
	rows, err := f.read.QueryContext(ctx, "SELECT state, count(*) FROM url GROUP BY state")
	if err != nil {
		return s, err
	}
	defer rows.Close()
	for rows.Next() {
		var state string
		var n int
		if err := rows.Scan(&state, &n); err != nil {
			return s, err
		}
		s.URLs[state] = n
	}
	if err := rows.Err(); err != nil {
		return s, err
	}
	err = f.read.QueryRowContext(ctx, "SELECT (SELECT count(*) FROM capture), (SELECT count(*) FROM file)").Scan(&s.Captures, &s.Files)
	if err != nil {
		return s, err
	}
	sites, err := f.read.QueryContext(ctx, `SELECT site, sum(kind = 'page' AND capture IS NOT NULL),
		sum(state IN ('new', 'claimed')), sum(state = 'failed'), sum(state = 'gone'),
		max(CASE WHEN kind = 'page' THEN changed_at END) FROM url GROUP BY site ORDER BY site`)
	if err != nil {
		return s, err
	}
	defer sites.Close()
	for sites.Next() {
		var one SiteStats
		var latest sql.NullInt64
		if err := sites.Scan(&one.Site, &one.Pages, &one.Waiting, &one.Failed, &one.Gone, &latest); err != nil {
			return s, err
		}
		one.Latest = moment(latest)
		s.Sites = append(s.Sites, one)
	}
	return s, sites.Err()
}
