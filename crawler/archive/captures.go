package archive

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
)

// Position is how far captures were read: file (as in Capture.File) → offset
// behind the last record seen. Nil is the start. It is kept per file because
// several files grow at the same time.
type Position map[string]int64

// Pass notes that c has been dealt with.
func (p Position) Pass(c *Capture) { p[c.File] = max(p[c.File], c.Offset+c.Length) }

// ReadAt reads the record at offset in file, a path relative to the archive as
// in Capture.File and Place.File.
func (a *Archive) ReadAt(file string, offset int64) (*Record, error) {
	if !fs.ValidPath(file) {
		return nil, fmt.Errorf("read archive: %q is no path inside it", file)
	}
	f, err := a.openFile(file)
	if err != nil {
		return nil, fmt.Errorf("read archive: %w", err)
	}
	defer f.Close()
	return readAt(f, file, offset)
}

// Captures gives every capture of the archive: responses whatever their
// status (robots.txt, feeds and errors too), resources, conversions and
// revisits. Files come by run, serial and site, records by offset. An error
// (nil capture) is about one record or stretch of a file; the iteration goes
// on, unless ctx ends, which is the last error given. Capture.Record is nil.
//
// What this process appends while the iteration runs may or may not be given;
// half a group never is.
func (a *Archive) Captures(ctx context.Context) iter.Seq2[*Capture, error] {
	return a.CapturesAfter(ctx, nil)
}

// CapturesAfter gives the captures that lie behind pos, in the same order. pos
// is not changed; the caller keeps it with Position.Pass. Files that pos does
// not name are read from their start.
func (a *Archive) CapturesAfter(ctx context.Context, pos Position) iter.Seq2[*Capture, error] {
	return func(yield func(*Capture, error) bool) {
		files, err := a.files()
		if err != nil {
			yield(nil, fmt.Errorf("read archive: %w", err))
			return
		}
		for _, f := range files {
			for c, err := range played(a.records(ctx, f, pos[f.name], allWritten)) {
				if !yield(c, err) {
					return
				}
			}
			if ctx.Err() != nil {
				yield(nil, ctx.Err())
				return
			}
		}
	}
}

// played plays the records that are captures.
func played(records iter.Seq2[*Record, error]) iter.Seq2[*Capture, error] {
	return func(yield func(*Capture, error) bool) {
		for r, err := range records {
			var c *Capture
			if err == nil {
				c, err = Play(r, PlayOptions{})
			}
			if errors.Is(err, ErrNoCapture) {
				continue
			}
			if c != nil {
				c.Record = nil // not held twice; ReadAt gives it again
			}
			if !yield(c, err) {
				return
			}
		}
	}
}

// extent says how much is read of a file that is being written here.
type extent bool

const (
	allWritten extent = false // every whole group
	allSynced  extent = true  // those that are on the disk
)

// records gives the records of one file from offset from. The end of a file
// that is being written is no error.
func (a *Archive) records(ctx context.Context, w warcFile, from int64, e extent) iter.Seq2[*Record, error] {
	return func(yield func(*Record, error) bool) {
		f, end, err := a.section(w, e)
		if err != nil {
			yield(nil, fmt.Errorf("read archive: %w", err))
			return
		}
		defer f.Close()
		if end <= from {
			return
		}
		for r := NewReader(io.NewSectionReader(f, from, end-from), w.name, ReaderOptions{}); ctx.Err() == nil; {
			rec, err := r.Next()
			if err == io.EOF {
				return
			}
			var damage *DamageError
			if errors.As(err, &damage) {
				damage.Offset += from
				damage.End += from
				if w.open && damage.Torn {
					return
				}
			}
			if rec != nil {
				rec.Offset += from
			}
			if !yield(rec, err) || (err != nil && damage == nil) {
				return
			}
		}
	}
}

// section opens a file and tells how far it may be read.
func (a *Archive) section(w warcFile, e extent) (*os.File, int64, error) {
	f, err := a.openFile(w.name)
	if err != nil {
		return nil, 0, err
	}
	a.mu.Lock()
	g, live := a.live[w.name]
	a.mu.Unlock()
	switch {
	case live && e == allSynced:
		return f, g.synced, nil
	case live:
		return f, g.whole, nil
	}
	st, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, 0, err
	}
	return f, st.Size(), nil
}
