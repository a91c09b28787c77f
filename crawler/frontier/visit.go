package frontier

import (
	"context"
	"database/sql"
	"time"
)

// Visit is one run's dealings with one site.
type Visit struct {
	Run, Site      string
	Started, Ended time.Time // Ended is zero while the run lasts, or if it was killed
	Requests       int       // exchanges, also those that failed
	Answered       int       // addresses that were had, robots.txt left out
	New, Changed   int       // articles
	Unchanged      int
	Gone, Failed   int
}

// beginVisits notes that a run over sites began.
func (f *Frontier) beginVisits(ctx context.Context, run string, sites []string, now time.Time) error {
	for _, site := range sites {
		if _, err := f.write.ExecContext(ctx, "INSERT OR IGNORE INTO visit (run, site, started_at) VALUES (?, ?, ?)",
			run, site, now.UnixMilli()); err != nil {
			return room(err)
		}
	}
	return nil
}

// End notes how a run's visits ended.
func (f *Frontier) End(ctx context.Context, visits []Visit) error {
	tx, err := f.change(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, v := range visits {
		if _, err := tx.ExecContext(ctx, `UPDATE visit SET ended_at = ?, requests = ?, answered = ?, new = ?, changed = ?,
			unchanged = ?, gone = ?, failed = ? WHERE run = ? AND site = ?`, millis(v.Ended), v.Requests, v.Answered, v.New,
			v.Changed, v.Unchanged, v.Gone, v.Failed, v.Run, v.Site); err != nil {
			return room(err)
		}
	}
	return room(tx.Commit())
}

// Visits gives the last n visits of a site, the latest first.
func (f *Frontier) Visits(ctx context.Context, site string, n int) ([]Visit, error) {
	if !f.has(ctx, "visit") {
		return nil, nil
	}
	rows, err := f.read.QueryContext(ctx, `SELECT run, site, started_at, ended_at, requests, answered, new, changed, unchanged, gone, failed
		FROM visit WHERE site = ? ORDER BY started_at DESC, run DESC LIMIT ?`, site, n)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []Visit
	for rows.Next() {
		var v Visit
		var started, ended sql.NullInt64
		if err := rows.Scan(&v.Run, &v.Site, &started, &ended, &v.Requests, &v.Answered, &v.New, &v.Changed, &v.Unchanged, &v.Gone, &v.Failed); err != nil {
			return nil, err
		}
		v.Started, v.Ended = moment(started), moment(ended)
		out = append(out, v)
	}
	return out, rows.Err()
}

// has reports whether the file has a table: one that an earlier khotin made,
// open to look at, lacks the later ones.
func (f *Frontier) has(ctx context.Context, table string) bool {
	var n int
	err := f.read.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?", table).Scan(&n)
	return err == nil && n > 0
}

// Arrivals gives the times at which the last n articles of a site were first
// captured, the latest first.
func (f *Frontier) Arrivals(ctx context.Context, site string, n int) ([]time.Time, error) {
	rows, err := f.read.QueryContext(ctx, `SELECT first_at FROM url WHERE site = ? AND kind = 'page' AND capture IS NOT NULL
		AND first_at IS NOT NULL ORDER BY first_at DESC LIMIT ?`, site, n)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []time.Time
	for rows.Next() {
		var at sql.NullInt64
		if err := rows.Scan(&at); err != nil {
			return nil, err
		}
		out = append(out, moment(at))
	}
	return out, rows.Err()
}

// Failures counts the addresses that failed, or wait for another attempt, by
// site and class of error.
func (f *Frontier) Failures(ctx context.Context) (map[string]map[string]int, error) {
	rows, err := f.read.QueryContext(ctx, `SELECT site, class, count(*) FROM url
		WHERE class <> '' AND (state = 'failed' OR state IN ('new', 'claimed') AND attempts > 0) GROUP BY site, class`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[string]map[string]int{}
	for rows.Next() {
		var site, class string
		var n int
		if err := rows.Scan(&site, &class, &n); err != nil {
			return nil, err
		}
		if out[site] == nil {
			out[site] = map[string]int{}
		}
		out[site][class] = n
	}
	return out, rows.Err()
}

// Plan sets the time of each site's next scheduled run.
func (f *Frontier) Plan(ctx context.Context, next map[string]time.Time) error {
	tx, err := f.change(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for site, at := range next {
		if _, err := tx.ExecContext(ctx, `INSERT INTO schedule (site, next_at) VALUES (?, ?)
			ON CONFLICT (site) DO UPDATE SET next_at = excluded.next_at`, site, at.UnixMilli()); err != nil {
			return room(err)
		}
	}
	return room(tx.Commit())
}

// Planned gives the time of each site's next scheduled run, for those that
// have one.
func (f *Frontier) Planned(ctx context.Context) (map[string]time.Time, error) {
	out := map[string]time.Time{}
	if !f.has(ctx, "schedule") {
		return out, nil
	}
	rows, err := f.read.QueryContext(ctx, "SELECT site, next_at FROM schedule")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var site string
		var at sql.NullInt64
		if err := rows.Scan(&site, &at); err != nil {
			return nil, err
		}
		out[site] = moment(at)
	}
	return out, rows.Err()
}
