package frontier

import (
	"context"
	"database/sql"
	"time"
)

// RobotsFile is what a host said to a request for its robots.txt.
type RobotsFile struct {
	Origin  string // scheme, host and port
	Status  int    // HTTP status
	Body    []byte
	Fetched time.Time
}

// Clock says when a host may be asked.
type Clock struct {
	Host string
	Next time.Time     // it must not be asked before; zero if it never was
	Pace time.Duration // the pause that its answers ask for, to the millisecond; 0: none of their own
}

// Clock gives a host's clock.
func (f *Frontier) Clock(ctx context.Context, host string) (Clock, error) {
	c := Clock{Host: host}
	var at sql.NullInt64
	var pace int64
	err := f.read.QueryRowContext(ctx, "SELECT next_at, pace FROM host WHERE host = ?", host).Scan(&at, &pace)
	if err == sql.ErrNoRows {
		return c, nil
	}
	c.Next, c.Pace = moment(at), time.Duration(pace)*time.Millisecond
	return c, err
}

// Slowed gives the clocks of the hosts whose answers ask for a pause of their
// own, the longest first.
func (f *Frontier) Slowed(ctx context.Context) ([]Clock, error) {
	if ok, err := f.hasColumn(ctx, "host", "pace"); err != nil || !ok {
		return nil, err
	}
	rows, err := f.read.QueryContext(ctx, "SELECT host, next_at, pace FROM host WHERE pace > 0 ORDER BY pace DESC, host")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []Clock
	for rows.Next() {
		var c Clock
		var at sql.NullInt64
		var pace int64
		if err := rows.Scan(&c.Host, &at, &pace); err != nil {
			return nil, err
		}
		c.Next, c.Pace = moment(at), time.Duration(pace)*time.Millisecond
		out = append(out, c)
	}
	return out, rows.Err()
}

// setClock notes a host's clock.
func setClock(ctx context.Context, tx *sql.Tx, host string, c Clock) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO host (host, next_at, pace) VALUES (?, ?, ?)
		ON CONFLICT (host) DO UPDATE SET next_at = excluded.next_at, pace = excluded.pace`, host, c.Next.UnixMilli(), c.Pace.Milliseconds())
	return err
}

// Robots gives the stored robots.txt of an origin, or nil.
func (f *Frontier) Robots(ctx context.Context, origin string) (*RobotsFile, error) {
	r := RobotsFile{Origin: origin}
	var at int64
	err := f.read.QueryRowContext(ctx, "SELECT status, body, fetched_at FROM robots WHERE origin = ?", origin).Scan(&r.Status, &r.Body, &at)
	if err == sql.ErrNoRows {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	r.Fetched = time.UnixMilli(at).UTC()
	return &r, nil
}
