package crawler

import (
	"context"
	"fmt"

	"khotin/crawler/archive"
	"khotin/crawler/frontier"
	"khotin/crawler/site"
)

// Repair mends what can be mended of an archive that is open for writing,
// without taking a byte from the WARC files: missing and wrong CDXJ files are
// written anew, captures that the catalogue lacks are entered, with their links
// into the queue where a crawl was killed, and entries that say something else
// than the files are set right. A catalogue that is gone is made anew. It tells
// what it did, a line each. Entries whose file is missing stay: the file may
// come back.
func Repair(ctx context.Context, a *archive.Archive, sites *site.Set) ([]string, error) {
	done, err := archive.RepairIndexes(ctx, a)
	if err != nil {
		return done, err
	}
	front, err := frontier.Open(ctx, a.Path(frontier.File))
	if err != nil {
		return done, err
	}
	more, err := repairCatalogue(ctx, a, sites, front)
	if cerr := front.Close(); err == nil {
		err = cerr
	}
	return append(done, more...), err
}

func repairCatalogue(ctx context.Context, a *archive.Archive, sites *site.Set, front *frontier.Frontier) (done []string, err error) {
	var profiles []*site.Profile
	for _, name := range sites.Names() {
		profiles = append(profiles, sites.Get(name))
	}
	r := newRun(defaults(Options{Archive: a, Sites: sites}), front, profiles)
	if err := r.adopt(ctx); err != nil {
		return nil, err
	}
	if n := r.report.Adopted; n > 0 {
		done = append(done, fmt.Sprintf("catalogue: %d captures that no run had committed were entered", n))
	}
	entered, corrected := 0, 0
	file := ""
	var known map[int64]frontier.Kept
	for c, err := range a.Captures(ctx) {
		if ctx.Err() != nil {
			return done, ctx.Err()
		}
		if err != nil {
			continue // archive.Verify tells of it
		}
		if c.File != file {
			file = c.File
			if known, err = catalogueOf(ctx, front, file); err != nil {
				return done, err
			}
		}
		k, ok := known[c.Offset]
		switch want := frontier.Keep(c); {
		case !ok:
			err = front.Record(ctx, want)
			entered++
		case describe(k) != describe(want):
			err = front.Correct(ctx, want)
			corrected++
		}
		if err != nil {
			return done, err
		}
	}
	if entered > 0 {
		done = append(done, fmt.Sprintf("catalogue: %d captures that were missing were entered", entered))
	}
	if corrected > 0 {
		done = append(done, fmt.Sprintf("catalogue: %d entries were set right", corrected))
	}
	return done, nil
}
