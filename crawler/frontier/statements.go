package frontier

// Statements of the commits, prepared once.
const (
	insertURL = `INSERT INTO url
		(url, host, site, kind, rank, listing, page, numbered, state, next_at, found_on)
		SELECT ?1, ?2, ?3, ?4, ?5, ?6,
			CASE WHEN ?6 = '' THEN 0 ELSE 1 + (SELECT count(*) FROM url WHERE listing = ?6) END,
			?7, 'new', ?8, ?9
		WHERE NOT EXISTS (SELECT 1 FROM url WHERE url = ?1)`

	queueAgain = `UPDATE url SET state = 'new', attempts = 0, next_at = ?1
		WHERE url = ?2 AND state IN ('done', 'failed', 'gone') AND run <> ?3
		AND (?4 OR ?5 > last_at)`

	settleURL = `UPDATE url SET state = ?1, next_at = ?2, attempts = ?3, class = ?4, message = ?5,
		etag = CASE WHEN ?6 THEN ?7 ELSE etag END,
		modified = CASE WHEN ?6 THEN ?8 ELSE modified END,
		digest = CASE WHEN ?9 <> '' THEN ?9 ELSE digest END,
		capture = coalesce(?10, capture),
		first_at = coalesce(first_at, ?11),
		last_at = coalesce(?11, last_at),
		changed_at = coalesce(?12, changed_at),
		same = CASE WHEN ?13 THEN same + 1 WHEN ?6 THEN 0 ELSE same END,
		published_at = coalesce(?16, published_at),
		run = ?14 WHERE id = ?15`

	insertCapture = `INSERT OR IGNORE INTO capture
		(url, time, type, status, digest, truncated, record, file, offset, length, name)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

	extendFile = `INSERT INTO file (file, length) VALUES (?, ?)
		ON CONFLICT (file) DO UPDATE SET length = max(length, excluded.length)`
)
