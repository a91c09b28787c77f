package crawler

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"khotin/crawler/archive"
	"khotin/crawler/disk"
	"khotin/crawler/frontier"
)

const (
	importGroup = 500      // imported pages that share one fsync and one transaction
	groupBytes  = 16 << 20 // of pages after which a group ends sooner
	askedBytes  = 8 << 20  // of pages that the catalogue is asked for at once
	earlyMost   = 20_000   // revisits that wait in memory for their payload
)

// ImportOptions say what Import takes. Archive and Pages are needed.
type ImportOptions struct {
	Archive  *archive.Archive // open for writing
	Pages    iter.Seq2[*archive.Capture, error]
	Version  string                // of khotin, for warcinfo; "dev" if ""
	Progress func(ImportReport)    // called after each page, from one goroutine; may be nil
	Problem  func(error)           // called for each page that cannot be read; may be nil
	Synced   func(archive.Stretch) // called with what has come to the disk; may be nil
}

// ImportReport counts what Import did.
type ImportReport struct {
	Kept   int // pages put into the archive
	Known  int // pages that were there already, byte for byte
	Failed int // pages that could not be read; each was told to Problem
}

// Import puts pages that are already on disk into the archive. A page is known
// by its address, or its file name, and its payload digest: what is there
// already stays once. Captures are durable and catalogued in groups; what a
// killed import had written is adopted by the next run. The error is about the
// archive, or that of ctx; the report is valid beside it.
func Import(ctx context.Context, o ImportOptions) (ImportReport, error) {
	front, err := frontier.Open(ctx, o.Archive.Path(frontier.File))
	if err != nil {
		return ImportReport{}, err
	}
	defer front.Close()
	if _, err := adopt(ctx, o.Archive, front); err != nil {
		return ImportReport{}, fmt.Errorf("adopt what an earlier import left: %w", err)
	}
	w, err := o.Archive.NewWriter(archive.WriterOptions{
		Site: "import", Info: archive.Fields{{Name: "software", Value: "khotin/" + first(o.Version, "dev")}},
	})
	if err != nil {
		return ImportReport{}, err
	}
	im := importer{ctx: ctx, o: o, front: front, w: w}
	err = im.run()
	if cerr := im.commit(); err == nil {
		err = cerr
	}
	if cerr := w.Close(); err == nil {
		err = cerr
	}
	return im.report, err
}

type importer struct {
	ctx    context.Context
	o      ImportOptions
	front  *frontier.Frontier
	w      *archive.Writer
	group  []frontier.Kept
	fresh  map[string]bool // keys of the group, not in the catalogue yet
	known  map[string]bool // keys of the pages at hand: in the archive, or not
	report ImportReport
	lookup error // of the frontier

	stretches []archive.Stretch // of the group, one a file
	ends      map[string]int64  // behind the last group, by file
	bytes     int               // of the pages of the group

	ahead  []ahead            // pages at hand
	early  []*archive.Capture // revisits that came before their payload
	stored recently
}

// ahead is a page that was read, or why it cannot be.
type ahead struct {
	page *archive.Capture
	err  error
}

func (im *importer) run() error {
	bytes := 0
	for c, err := range im.o.Pages {
		if cerr := im.ctx.Err(); cerr != nil {
			return cerr
		}
		im.ahead = append(im.ahead, ahead{c, err})
		if c != nil {
			bytes += len(c.Body)
		}
		if len(im.ahead) == frontier.KeysAtOnce || bytes > askedBytes {
			if err := im.takeAhead(); err != nil {
				return err
			}
			bytes = 0
		}
	}
	if err := im.takeAhead(); err != nil {
		return err
	}
	// What revisits refer to may lie behind them: by now all of it is here, and
	// in the catalogue, which finds it by address and time.
	if err := im.commit(); err != nil {
		return err
	}
	for _, c := range im.early {
		if err := im.ctx.Err(); err != nil {
			return err
		}
		if err := im.take(c, false); err != nil {
			return err
		}
	}
	return im.ctx.Err()
}

// takeAhead imports the pages at hand: the catalogue is asked for all of them at
// once.
func (im *importer) takeAhead() error {
	var keys []string
	for _, a := range im.ahead {
		if a.page != nil && a.page.Type != "revisit" {
			keys = append(keys, disk.Key(a.page))
		}
	}
	var err error
	if im.known, err = im.front.SeenKeys(im.ctx, keys); err != nil {
		return err
	}
	for _, a := range im.ahead {
		if err := im.ctx.Err(); err != nil {
			return err
		}
		if a.err != nil {
			im.problem(a.err)
		} else if err := im.take(a.page, len(im.early) < earlyMost); err != nil {
			return err
		}
	}
	clear(im.ahead) // what they hold is let go
	im.ahead = im.ahead[:0]
	return nil
}

// take imports one page. A revisit whose payload is not here may wait for it,
// among the early ones; else it is a problem. An error is about the archive.
func (im *importer) take(c *archive.Capture, mayWait bool) error {
	revisit, err := c, error(nil)
	if c.Type == "revisit" {
		if c, err = im.resolve(c); err == nil && c == nil {
			im.report.Known++
			return nil
		}
	}
	stored, is := disk.Stored{}, false
	if err == nil {
		stored, is, err = disk.Import(im.w, c, im.seen)
	}
	switch {
	case errors.Is(err, ErrUnresolved) && mayWait:
		im.early = append(im.early, revisit)
		return nil
	case errors.Is(err, ErrUnresolved):
		im.problem(err)
		return nil
	case im.lookup != nil:
		return im.lookup
	case err != nil:
		return err
	case !is:
		im.report.Known++
	default:
		im.keep(c, stored)
	}
	if len(im.group) >= importGroup || im.bytes > groupBytes {
		if err := im.commit(); err != nil {
			return err
		}
	}
	if im.o.Progress != nil {
		im.o.Progress(im.report)
	}
	return nil
}

// problem counts a page that cannot be taken, and tells why.
func (im *importer) problem(err error) {
	im.report.Failed++
	if im.o.Problem != nil {
		im.o.Problem(err)
	}
}

// keep enters a stored page into the group.
func (im *importer) keep(c *archive.Capture, stored disk.Stored) {
	im.report.Kept++
	if im.fresh == nil {
		im.fresh = make(map[string]bool)
	}
	key := disk.Key(c)
	im.fresh[key], im.known[key] = true, true
	k := frontier.Keep(c)
	if c.Record != nil {
		k.Name = c.Record.Name() // c's may be that of the file it came in
	}
	im.group = append(im.group, k)
	im.remember(c, k)
	if im.o.Synced != nil {
		im.stretch(c, stored)
	}
}

// stretch adds a stored page to what is handed on when it is on the disk.
func (im *importer) stretch(c *archive.Capture, stored disk.Stored) {
	n := len(im.stretches) - 1
	if n < 0 || im.stretches[n].File != stored.File {
		im.stretches = append(im.stretches, archive.Stretch{File: stored.File, From: im.ends[stored.File]})
		n++
	}
	played := c
	if c.Record == nil {
		played = nil
	}
	s := &im.stretches[n]
	s.To = stored.End
	if written, err := archive.Written(stored.Record, played); err == nil {
		s.Captures = append(s.Captures, written)
	} else {
		s.From = -1 // the archive tells what is wrong
	}
	if im.ends == nil {
		im.ends = make(map[string]int64)
	}
	im.ends[stored.File] = stored.End
	im.bytes += len(c.Body)
}

// seen reports whether a page with that key of package disk is here already; a
// look-up that fails is noted.
func (im *importer) seen(key string) bool {
	if known, asked := im.known[key]; im.fresh[key] || asked {
		return known || im.fresh[key]
	}
	known, err := im.front.SeenKey(im.ctx, key)
	if err != nil {
		im.lookup = err
	}
	return known || err != nil
}

// commit makes the group durable, then known.
func (im *importer) commit() error {
	if len(im.group) == 0 {
		return nil
	}
	if err := im.w.Sync(); err != nil {
		return err
	}
	// The records are on disk: they are catalogued even if ctx has ended.
	if err := im.front.Record(context.WithoutCancel(im.ctx), im.group...); err != nil {
		return err
	}
	im.group = im.group[:0]
	clear(im.fresh)
	for _, s := range im.stretches {
		im.o.Synced(s)
	}
	im.stretches, im.bytes = nil, 0
	return nil
}
