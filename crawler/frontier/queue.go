package frontier

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	"khotin/crawler/archive"
)

// rank orders what is due on a host: what finds new addresses goes first.
func rank(kind string) int {
	switch kind {
	case Robots:
		return 0
	case Feed, Sitemap, Posts:
		return 1
	case List:
		return 2
	}
	return 3
}

// Begin starts a run over the named sites and gives its name, which sorts by
// time: what is due by now, every feed, sitemap, and listing without a time of
// its own, but no numbered pages, goes back into the queue.
func (f *Frontier) Begin(ctx context.Context, sites []string, now time.Time) (run string, err error) {
	done, err := f.write.ExecContext(ctx, "INSERT INTO run (started_at) VALUES (?)", now.UnixMilli())
	if err != nil {
		return "", room(err)
	}
	id, err := done.LastInsertId()
	if err != nil {
		return "", err
	}
	in, args := list(sites)
	_, err = f.write.ExecContext(ctx, `UPDATE url SET state = 'new', attempts = 0, next_at = ?
		WHERE state IN ('done', 'failed', 'gone') AND site IN (`+in+`) AND kind <> 'robots'
		AND (next_at <= ? OR kind IN ('list', 'feed', 'sitemap') AND numbered = 0 AND state <> 'gone'
			AND (kind <> 'list' OR state = 'failed' OR next_at IS NULL))`,
		append(append([]any{now.UnixMilli()}, args...), now.UnixMilli())...)
	if err != nil {
		return "", room(err)
	}
	run = fmt.Sprintf("%s-%04d", now.UTC().Format("20060102T150405Z"), id)
	return run, f.beginVisits(ctx, run, sites, now)
}

// Waiting counts what is in the queue for these sites, due or not; pages of a
// listing beyond maxPages are left out.
func (f *Frontier) Waiting(ctx context.Context, sites []string, maxPages int) (n int, err error) {
	in, args := list(sites)
	err = f.read.QueryRowContext(ctx, `SELECT count(*) FROM url
		WHERE state IN ('new', 'claimed') AND site IN (`+in+`) AND page <= ?`, append(args, maxPages)...).Scan(&n)
	return n, err
}

// Add puts links into the queue of the run. A link that is known already is
// left alone, unless it is wanted Again (or IfNew) or was Modified after its
// last capture.
func (f *Frontier) Add(ctx context.Context, run string, now time.Time, links []Link) error {
	tx, err := f.change(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := f.add(ctx, tx, run, now, links); err != nil {
		return err
	}
	return room(tx.Commit())
}

func (f *Frontier) add(ctx context.Context, tx *sql.Tx, run string, now time.Time, links []Link) error {
	if len(links) == 0 {
		return nil
	}
	insert, again := tx.StmtContext(ctx, f.insert), tx.StmtContext(ctx, f.again)
	fresh := false
	put := func(l Link) error {
		done, err := insert.ExecContext(ctx, l.URL, l.Host, l.Site, l.Kind, rank(l.Kind), l.Listing, l.Numbered, now.UnixMilli(), l.FoundOn)
		if err != nil {
			return fmt.Errorf("add %s: %w", l.URL, room(err))
		}
		n, err := done.RowsAffected()
		fresh = fresh || n > 0 && l.Kind == Page
		wanted := l.Again || l.IfNew && fresh
		if err != nil || n > 0 || !wanted && l.Modified.IsZero() {
			return err
		}
		// The run stands in the row once it was fetched: once a run is enough.
		if _, err = again.ExecContext(ctx, now.UnixMilli(), l.URL, run, wanted, unixOrZero(l.Modified)); err != nil {
			return fmt.Errorf("add %s: %w", l.URL, room(err))
		}
		return nil
	}
	for _, later := range []bool{false, true} { // first what shows whether there is news
		for _, l := range links {
			if l.IfNew != later {
				continue
			}
			if err := put(l); err != nil {
				return err
			}
		}
	}
	return nil
}

func unixOrZero(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// Hosts gives the hosts that have something in the queue for these sites, and
// the time at which the first of it is due. Pages of a listing beyond maxPages
// do not count.
func (f *Frontier) Hosts(ctx context.Context, sites []string, maxPages int) (map[string]time.Time, error) {
	in, args := list(sites)
	rows, err := f.read.QueryContext(ctx, `SELECT host, min(next_at) FROM url
		WHERE state = 'new' AND site IN (`+in+`) AND page <= ? GROUP BY host`, append(args, maxPages)...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	hosts := map[string]time.Time{}
	for rows.Next() {
		var host string
		var next sql.NullInt64
		if err := rows.Scan(&host, &next); err != nil {
			return nil, err
		}
		hosts[host] = moment(next)
	}
	return hosts, rows.Err()
}

// Lease claims up to n items of the host that are due by now, what finds new
// addresses first. Where nothing is due, next is the time at which the first
// will be; zero if nothing waits.
func (f *Frontier) Lease(ctx context.Context, host string, sites []string, maxPages, n int, now time.Time) (items []Item, next time.Time, err error) {
	in, args := list(sites)
	args = append([]any{host}, args...)
	rows, err := f.write.QueryContext(ctx, `UPDATE url SET state = 'claimed' WHERE id IN (
			SELECT id FROM url WHERE state = 'new' AND host = ? AND site IN (`+in+`) AND page <= ? AND next_at <= ?
			ORDER BY rank, id LIMIT ?)
		RETURNING id`, append(args, maxPages, now.UnixMilli(), n)...)
	if err != nil {
		return nil, next, err
	}
	var ids []int64
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			rows.Close()
			return nil, next, err
		}
		ids = append(ids, id)
	}
	if err := rows.Close(); err != nil {
		return nil, next, err
	}
	if len(ids) == 0 {
		var at sql.NullInt64
		err := f.write.QueryRowContext(ctx, `SELECT min(next_at) FROM url
			WHERE state = 'new' AND host = ? AND site IN (`+in+`) AND page <= ?`, append(args, maxPages)...).Scan(&at)
		return nil, moment(at), err
	}
	items, err = f.items(ctx, ids)
	return items, next, err
}

func (f *Frontier) items(ctx context.Context, ids []int64) ([]Item, error) {
	marks := strings.TrimSuffix(strings.Repeat("?,", len(ids)), ",")
	args := make([]any, len(ids))
	for i, id := range ids {
		args[i] = id
	}
	published := "NULL"
	if f.dated {
		published = "u.published_at"
	}
	rows, err := f.write.QueryContext(ctx, `SELECT u.id, u.url, u.host, u.site, u.kind, u.attempts, u.found_on,
		u.etag, u.modified, u.digest, u.first_at, u.last_at, u.changed_at, `+published+`, u.same,
		c.url, c.time, c.digest, c.record
		FROM url u LEFT JOIN capture c ON c.id = u.capture WHERE u.id IN (`+marks+`) ORDER BY u.rank, u.id`, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var items []Item
	for rows.Next() {
		var it Item
		var first, last, changed, out, at sql.NullInt64
		var address, digest, record sql.NullString
		if err := rows.Scan(&it.ID, &it.URL, &it.Host, &it.Site, &it.Kind, &it.Attempts, &it.FoundOn,
			&it.ETag, &it.Modified, &it.Digest, &first, &last, &changed, &out, &it.Same,
			&address, &at, &digest, &record); err != nil {
			return nil, err
		}
		it.First, it.Last, it.Changed, it.Published = moment(first), moment(last), moment(changed), moment(out)
		if address.Valid {
			it.Original = &archive.Original{URL: address.String, Time: moment(at), Digest: digest.String, ID: record.String}
		}
		items = append(items, it)
	}
	return items, rows.Err()
}

// Item gives what is known of an address, leased or not; ok is false if it is
// unknown.
func (f *Frontier) Item(ctx context.Context, address string) (it Item, state string, ok bool, err error) {
	var id int64
	err = f.write.QueryRowContext(ctx, "SELECT id, state FROM url WHERE url = ?", address).Scan(&id, &state)
	if err == sql.ErrNoRows {
		return it, "", false, nil
	}
	if err != nil {
		return it, "", false, err
	}
	items, err := f.items(ctx, []int64{id})
	if err != nil || len(items) == 0 {
		return it, "", false, err
	}
	return items[0], state, true, nil
}

// Hops counts the redirects in a row that led to an address, as far as most:
// each one's target was found by following the one before.
func (f *Frontier) Hops(ctx context.Context, address string, most int) (n int, err error) {
	err = f.read.QueryRowContext(ctx, `WITH RECURSIVE chain(url, n) AS (VALUES (?1, 0)
			UNION ALL SELECT p.url, chain.n + 1 FROM chain JOIN url u ON u.url = chain.url JOIN url p ON p.url = u.found_on
			WHERE chain.n < ?2 AND p.class = 'redirect' AND p.state = 'done' AND p.message = u.url)
		SELECT max(n) FROM chain`, address, most).Scan(&n)
	return n, err
}

// Release gives leased items back to the queue, untouched.
func (f *Frontier) Release(ctx context.Context, items []Item) error {
	for _, it := range items {
		if _, err := f.write.ExecContext(ctx, "UPDATE url SET state = 'new' WHERE id = ? AND state = 'claimed'", it.ID); err != nil {
			return room(err)
		}
	}
	return nil
}

// Commit writes outcomes, in one transaction. Their records must be safe on
// disk by now.
func (f *Frontier) Commit(ctx context.Context, run string, now time.Time, outcomes []Outcome) error {
	tx, err := f.change(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for i := range outcomes {
		if err := f.commit(ctx, tx, run, now, &outcomes[i]); err != nil {
			return fmt.Errorf("commit %s: %w", outcomes[i].Item.URL, room(err))
		}
	}
	return room(tx.Commit())
}

func (f *Frontier) commit(ctx context.Context, tx *sql.Tx, run string, now time.Time, o *Outcome) error {
	var full sql.NullInt64 // the last capture that holds a payload in full
	for _, k := range o.Captures {
		id, err := f.keep(ctx, tx, k)
		if err != nil {
			return err
		}
		if k.Type == "response" && k.Status == 200 && k.Truncated == "" {
			full = sql.NullInt64{Int64: id, Valid: true}
		}
	}
	if o.End.File != "" {
		if err := f.extend(ctx, tx, o.End.File, o.End.Offset+o.End.Length); err != nil {
			return err
		}
	}
	if o.Item.URL != "" {
		if err := ensure(ctx, tx, &o.Item); err != nil {
			return err
		}
		if err := f.settle(ctx, tx, run, o, full); err != nil {
			return err
		}
	}
	if o.Robots != nil {
		r := o.Robots
		if _, err := tx.ExecContext(ctx, `INSERT INTO robots (origin, status, body, fetched_at) VALUES (?, ?, ?, ?)
			ON CONFLICT (origin) DO UPDATE SET status = excluded.status, body = excluded.body, fetched_at = excluded.fetched_at`,
			r.Origin, r.Status, r.Body, r.Fetched.UnixMilli()); err != nil {
			return err
		}
	}
	if !o.HostNext.IsZero() {
		if err := setClock(ctx, tx, o.Item.Host, Clock{Next: o.HostNext, Pace: o.HostPace}); err != nil {
			return err
		}
	}
	return f.add(ctx, tx, run, now, o.Links)
}

// ensure gives an item that never was in the queue its row: a robots.txt, or a
// capture found in the archive.
func ensure(ctx context.Context, tx *sql.Tx, it *Item) error {
	if it.ID != 0 {
		return nil
	}
	if _, err := tx.ExecContext(ctx, `INSERT OR IGNORE INTO url (url, host, site, kind, rank, state) VALUES (?, ?, ?, ?, ?, 'claimed')`,
		it.URL, it.Host, it.Site, it.Kind, rank(it.Kind)); err != nil {
		return err
	}
	return tx.QueryRowContext(ctx, "SELECT id FROM url WHERE url = ?", it.URL).Scan(&it.ID)
}

// settle writes the new state of the outcome's address. What an earlier
// capture said stays where this one says nothing.
func (f *Frontier) settle(ctx context.Context, tx *sql.Tx, run string, o *Outcome, full sql.NullInt64) error {
	var changed any
	if o.Changed {
		changed = millis(o.At)
	}
	_, err := tx.StmtContext(ctx, f.settled).ExecContext(ctx,
		o.State, millis(o.Next), o.Attempts, o.Class, o.Message,
		o.Digest != "" && !o.NotModified, o.ETag, o.Modified, o.Digest,
		full, millis(o.At), changed, o.NotModified, run, o.Item.ID, millis(o.Published))
	return err
}

// list gives the marks and arguments of an SQL list of texts.
func list(texts []string) (marks string, args []any) {
	for _, s := range texts {
		args = append(args, s)
	}
	return strings.TrimSuffix(strings.Repeat("?,", len(texts)), ","), args
}
