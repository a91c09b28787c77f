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

// HostNext gives the time before which the host must not be asked; zero if it
// was never asked.
func (f *Frontier) HostNext(ctx context.Context, host string) (time.Time, error) {
	var at sql.NullInt64
	err := f.read.QueryRowContext(ctx, "SELECT next_at FROM host WHERE host = ?", host).Scan(&at)
	if err == sql.ErrNoRows {
		return time.Time{}, nil
	}
	return moment(at), err
}

// setHost notes the time before which the host must not be asked.
func setHost(ctx context.Context, tx *sql.Tx, host string, next time.Time) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO host (host, next_at) VALUES (?, ?)
		ON CONFLICT (host) DO UPDATE SET next_at = excluded.next_at`, host, next.UnixMilli())
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
