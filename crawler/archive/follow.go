package archive

import (
	"context"
	"fmt"
	"iter"
	"maps"
)

// Following is the captures of an archive that this process is writing: what
// is on the disk so far and, whenever Grown has been called, what has come to
// it, until Done. Grown and Done may be called from any goroutine.
type Following struct {
	a     *Archive
	grown chan struct{} // holds one while there may be more; closed by Done
}

// Follow begins a Following. It can be read once.
func (a *Archive) Follow() *Following {
	return &Following{a: a, grown: make(chan struct{}, 1)}
}

// Grown tells the reader that a writer has been synced. It never waits.
func (f *Following) Grown() {
	select {
	case f.grown <- struct{}{}:
	default: // it has been told, and has not looked yet
	}
}

// Done tells the reader that nothing more comes: every writer is closed. It is
// called once, after the last Grown.
func (f *Following) Done() { close(f.grown) }

// CapturesAfter gives captures as that of Archive does, of each file in order
// of offset, and waits for more until Done. Only what a Sync has made durable
// is given, so that nothing is built upon a capture that a crash takes away.
func (f *Following) CapturesAfter(ctx context.Context, pos Position) iter.Seq2[*Capture, error] {
	return func(yield func(*Capture, error) bool) {
		at := Position{}
		maps.Copy(at, pos)
		finished := map[string]bool{} // files that were read and cannot grow
		for more := true; ; {
			files, err := f.a.files()
			if err != nil {
				yield(nil, fmt.Errorf("read archive: %w", err))
				return
			}
			for _, w := range files {
				if finished[w.name] {
					continue
				}
				for c, err := range played(f.a.records(ctx, w, at[w.name], allSynced)) {
					if c != nil {
						at.Pass(c)
					}
					if !yield(c, err) {
						return
					}
				}
				if ctx.Err() != nil {
					yield(nil, ctx.Err())
					return
				}
				finished[w.name] = !w.open
			}
			if !more {
				return
			}
			select {
			case _, more = <-f.grown:
			case <-ctx.Done():
				yield(nil, ctx.Err())
				return
			}
		}
	}
}
