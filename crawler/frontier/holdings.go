package frontier

import (
	"context"
	"database/sql"
)

// Holding is a capture that a web archive has.
type Holding struct {
	URL    string
	Stamp  string // 14 digits, UTC
	Digest string // as the archive names it: base32 of the payload's SHA-1
	Mime   string
}

// Inquiry is what was asked of a web archive, and how far its answer was read.
type Inquiry struct {
	ID     int64
	Resume string // where the list goes on
	Listed bool   // the list was read to its end
}

// Inquire gives the inquiry of that endpoint and query. One whose list was read
// and whose holdings were all dealt with begins again: there may be more now.
func (f *Frontier) Inquire(ctx context.Context, endpoint, query string) (Inquiry, error) {
	var q Inquiry
	tx, err := f.change(ctx)
	if err != nil {
		return q, err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "INSERT OR IGNORE INTO inquiry (endpoint, query) VALUES (?, ?)", endpoint, query); err != nil {
		return q, room(err)
	}
	if err := tx.QueryRowContext(ctx, "SELECT id, resume, listed FROM inquiry WHERE endpoint = ? AND query = ?", endpoint, query).
		Scan(&q.ID, &q.Resume, &q.Listed); err != nil {
		return q, err
	}
	var left int
	if err := tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM holding WHERE inquiry = ? AND state = 'new')", q.ID).Scan(&left); err != nil {
		return q, err
	}
	if q.Listed && left == 0 {
		q.Listed, q.Resume = false, ""
		if _, err := tx.ExecContext(ctx, "UPDATE inquiry SET listed = 0, resume = '' WHERE id = ?", q.ID); err != nil {
			return q, room(err)
		}
		if _, err := tx.ExecContext(ctx, "UPDATE holding SET state = 'new', attempts = 0 WHERE inquiry = ? AND state = 'failed'", q.ID); err != nil {
			return q, room(err)
		}
	}
	return q, room(tx.Commit())
}

// List enters a part of a list, and where it goes on.
func (f *Frontier) List(ctx context.Context, q Inquiry, part []Holding) error {
	tx, err := f.change(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, h := range part {
		if _, err := tx.ExecContext(ctx, "INSERT OR IGNORE INTO holding (inquiry, url, stamp, digest, mime) VALUES (?, ?, ?, ?, ?)",
			q.ID, h.URL, h.Stamp, h.Digest, h.Mime); err != nil {
			return room(err)
		}
	}
	if _, err := tx.ExecContext(ctx, "UPDATE inquiry SET resume = ?, listed = ? WHERE id = ?", q.Resume, q.Listed, q.ID); err != nil {
		return room(err)
	}
	return room(tx.Commit())
}

// NextHolding gives the first holding that was not dealt with, in order of
// time; ok is false if there is none. Those that failed come last.
func (f *Frontier) NextHolding(ctx context.Context, q Inquiry) (h Holding, attempts int, ok bool, err error) {
	err = f.write.QueryRowContext(ctx, `SELECT url, stamp, digest, mime, attempts FROM holding WHERE inquiry = ? AND state = 'new'
		ORDER BY attempts, stamp, url LIMIT 1`, q.ID).Scan(&h.URL, &h.Stamp, &h.Digest, &h.Mime, &attempts)
	if err == sql.ErrNoRows {
		return h, 0, false, nil
	}
	return h, attempts, err == nil, err
}

// Settle notes what became of a holding: state is New, Done or Failed.
func (f *Frontier) Settle(ctx context.Context, q Inquiry, h Holding, state string, attempts int) error {
	_, err := f.write.ExecContext(ctx, "UPDATE holding SET state = ?, attempts = ? WHERE inquiry = ? AND url = ? AND stamp = ?",
		state, attempts, q.ID, h.URL, h.Stamp)
	return room(err)
}

// Holdings counts an inquiry's holdings by state.
func (f *Frontier) Holdings(ctx context.Context, q Inquiry) (map[string]int, error) {
	rows, err := f.write.QueryContext(ctx, "SELECT state, count(*) FROM holding WHERE inquiry = ? GROUP BY state", q.ID)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[string]int{}
	for rows.Next() {
		var state string
		var n int
		if err := rows.Scan(&state, &n); err != nil {
			return nil, err
		}
		out[state] = n
	}
	return out, rows.Err()
}
