package crawler

import (
	"errors"
	"fmt"

	"khotin/crawler/archive"
	"khotin/crawler/frontier"
)

// ErrUnresolved: an imported revisit refers to a payload that is neither in the
// archive nor in what was imported before it.
var ErrUnresolved = errors.New("revisit of a payload that is not here")

// remember notes where a record went that later revisits may refer to: under
// its id, and under the digest that its archiver gave the payload.
func (im *importer) remember(c *archive.Capture, k frontier.Kept) {
	if c.Record == nil || c.Type != "response" {
		return
	}
	for _, key := range []string{c.Record.ID(), c.Record.Header.Get("WARC-Payload-Digest"), c.Digest} {
		if _, known := im.stored.get(key); key != "" && !known {
			im.stored.put(key, k)
		}
	}
}

// recentMost bounds what an import remembers, some 30 MB. Revisits of older
// records are found by the address and time that they refer to.
const recentMost = 50_000

// recently is what an import kept last, by record id and by the digests of its
// payload: between recentMost keys and twice as many. The zero value is empty.
type recently struct{ young, old map[string]frontier.Kept }

func (r *recently) get(key string) (frontier.Kept, bool) {
	k, ok := r.young[key]
	if !ok {
		k, ok = r.old[key]
	}
	return k, ok
}

func (r *recently) put(key string, k frontier.Kept) {
	if r.young == nil || len(r.young) >= recentMost {
		r.young, r.old = make(map[string]frontier.Kept), r.young
	}
	r.young[key] = k
}

// resolve gives an imported revisit its payload (WARC 1.1, 6.7): what comes of
// it is a response of its own, at the time of the revisit, which names the
// record that the payload was taken from. It is nil where the payload is known
// under the same address already. The error wraps ErrUnresolved, or is about
// the archive.
func (im *importer) resolve(c *archive.Capture) (*archive.Capture, error) {
	if known, err := im.had(c); known || err != nil {
		return nil, err
	}
	header := c.Record.Header
	from, ok := im.stored.get(header.Get("WARC-Refers-To"))
	if !ok {
		from, ok = im.stored.get(header.Get("WARC-Payload-Digest"))
	}
	if !ok {
		var err error
		if from, ok, err = im.referred(c); err != nil {
			return nil, err
		}
	}
	switch {
	case !ok:
		return nil, fmt.Errorf("%s: record at %d, %s: %w", c.Name, c.Record.Offset, c.URL, ErrUnresolved)
	case from.URL == c.URL:
		return nil, nil
	}
	if err := im.commit(); err != nil { // it may be one of the group
		return nil, err
	}
	original, err := im.o.Archive.ReadAt(from.File, from.Offset)
	if err != nil {
		return nil, err
	}
	record := archive.Resolved(c.Record, original)
	out, err := archive.Play(record, archive.PlayOptions{})
	if err != nil {
		return nil, fmt.Errorf("%s: record at %d, %s: %w: %w", c.Name, c.Record.Offset, c.URL, ErrUnresolved, err)
	}
	out.Name, out.File, out.Offset, out.Length = c.Name, "", 0, 0
	return out, nil
}

// had reports whether a capture of that address and time is in the archive.
func (im *importer) had(c *archive.Capture) (bool, error) {
	for k, err := range im.front.CapturesOf(im.ctx, c.URL) {
		if err != nil {
			return false, err
		}
		if k.Time.Equal(c.Time) && k.Type == "response" {
			return true, nil
		}
	}
	return false, nil
}

// referred finds the original of a revisit in the catalogue: by the address and
// time that it refers to, or as the last full capture of its own address.
func (im *importer) referred(c *archive.Capture) (from frontier.Kept, ok bool, err error) {
	header := c.Record.Header
	address, date := header.Get("WARC-Refers-To-Target-URI"), header.Get("WARC-Refers-To-Date")
	if address == "" {
		address = c.URL
	}
	for k, err := range im.front.CapturesOf(im.ctx, address) {
		if err != nil {
			return from, false, err
		}
		if k.Type != "response" || k.Truncated != "" {
			continue
		}
		at := archive.Date(k.Time)
		same := k.Digest == header.Get("WARC-Payload-Digest") || date != "" && (date == at || date == at[:len("2006-01-02T15:04:05")]+"Z")
		if same || address == c.URL && date == "" {
			from, ok = k, true
		}
	}
	return from, ok, nil
}
