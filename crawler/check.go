package crawler

import (
	"context"
	"fmt"
	"time"

	"khotin/crawler/archive"
	"khotin/crawler/frontier"
)

// Check compares the catalogue of the frontier with the WARC files, in both
// directions: every capture of the files is in the catalogue as it is, and the
// catalogue names nothing else. The records themselves are archive.Verify's
// affair. Nothing is changed; what a killed process left is a fault until the
// next crawl or import adopts it. The error is about the archive as a whole,
// and wraps fs.ErrNotExist if there is no frontier.
func Check(ctx context.Context, a *archive.Archive) ([]archive.Fault, error) {
	front, err := frontier.OpenReadOnly(ctx, a.Path(frontier.File))
	if err != nil {
		return nil, err
	}
	defer front.Close()
	var faults []archive.Fault
	var file string
	var known map[int64]frontier.Kept // what the catalogue has of file, by offset
	missing := func() {
		for offset := range known {
			faults = append(faults, archive.Fault{File: file, Offset: offset, What: "in the catalogue, but no capture lies here"})
		}
	}
	unread, err := front.Files(ctx)
	if err != nil {
		return nil, err
	}
	for c, err := range a.Captures(ctx) {
		if ctx.Err() != nil {
			return faults, ctx.Err()
		}
		if err != nil {
			continue // archive.Verify tells of it
		}
		if c.File != file {
			missing()
			file = c.File
			delete(unread, file)
			if known, err = catalogueOf(ctx, front, file); err != nil {
				return faults, err
			}
		}
		switch k, ok := known[c.Offset]; {
		case !ok:
			faults = append(faults, archive.Fault{File: file, Offset: c.Offset, What: "not in the catalogue: " + c.URL + c.Name})
		case describe(k) != describe(frontier.Keep(c)):
			faults = append(faults, archive.Fault{File: file, Offset: c.Offset,
				What: fmt.Sprintf("the catalogue has %s, the file %s", describe(k), describe(frontier.Keep(c)))})
		}
		delete(known, c.Offset)
	}
	missing()
	for file = range unread { // without a capture, or not there
		if known, err = catalogueOf(ctx, front, file); err != nil {
			return faults, err
		}
		missing()
	}
	return faults, nil
}

// catalogueOf gives the catalogue's entries of one file, by offset.
func catalogueOf(ctx context.Context, front *frontier.Frontier, file string) (map[int64]frontier.Kept, error) {
	known := map[int64]frontier.Kept{}
	for k, err := range front.CapturesIn(ctx, file) {
		if err != nil {
			return nil, err
		}
		known[k.Offset] = k
	}
	return known, nil
}

// describe gives what catalogue and file must agree on.
func describe(k frontier.Kept) string {
	return fmt.Sprintf("%s %s%s %d %s (%d bytes, %s)", k.Type, k.URL, k.Name, k.Status, k.Digest, k.Length, k.Time.Format(time.RFC3339))
}
