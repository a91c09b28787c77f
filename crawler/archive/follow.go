package archive

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"sync"
)

// handedMost bounds the bodies that wait for the reader of a Following, in
// bytes: some thousand pages.
const handedMost = 32 << 20

// Following is the captures of an archive that this process is writing: what
// is on the disk so far and, whenever Grown or Hand has been called, what has
// come to it, until Done. Grown, Hand and Done may be called from any goroutine.
type Following struct {
	a     *Archive
	grown chan struct{} // holds one while there may be more; closed by Done

	mu     sync.Mutex
	room   sync.Cond // of mu: there may be room for more, or nobody reads
	handed []Stretch
	bytes  int  // of their bodies, and of those that the reader is at
	left   bool // nobody reads, now or later
}

// Stretch is what was appended to a file between two offsets: its captures, and
// records that are none. The first of a file begins at 0.
type Stretch struct {
	File     string
	From, To int64
	Captures []*Capture // as the archive gives them, see Written
}

// bytes of the bodies.
func (s *Stretch) bytes() (n int) {
	for _, c := range s.Captures {
		n += len(c.Body)
	}
	return n
}

// Follow begins a Following. It can be read once.
func (a *Archive) Follow() *Following {
	f := &Following{a: a, grown: make(chan struct{}, 1)}
	f.room.L = &f.mu
	return f
}

// Grown tells the reader that a writer has been synced. It never waits.
func (f *Following) Grown() {
	select {
	case f.grown <- struct{}{}:
	default: // it has been told, and has not looked yet
	}
}

// Hand gives the reader what a writer has appended and synced, so that it need
// not be read from the disk. It waits while there is much that the reader has
// not taken, unless the reader has left.
func (f *Following) Hand(s Stretch) {
	f.mu.Lock()
	for f.bytes > handedMost && !f.left {
		f.room.Wait()
	}
	if !f.left {
		f.handed = append(f.handed, s)
		f.bytes += s.bytes()
	}
	f.mu.Unlock()
	f.Grown()
}

// Leave says that nobody reads, or goes on to read: Hand waits no more.
func (f *Following) Leave() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.left, f.handed, f.bytes = true, nil, 0
	f.room.Broadcast()
}

// next takes the first stretch that was handed over.
func (f *Following) next() (Stretch, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.handed) == 0 {
		return Stretch{}, false
	}
	s := f.handed[0]
	f.handed[0] = Stretch{}
	f.handed = f.handed[1:]
	return s, true
}

// taken makes room for as much as a stretch takes.
func (f *Following) taken(s *Stretch) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.bytes -= s.bytes()
	f.room.Broadcast()
}

// Done tells the reader that nothing more comes: every writer is closed. It is
// called once, after the last Grown.
func (f *Following) Done() { close(f.grown) }

// CapturesAfter gives captures as that of Archive does, of each file in order
// of offset, and waits for more until Done. Only what a Sync has made durable
// is given, so that nothing is built upon a capture that a crash takes away.
func (f *Following) CapturesAfter(ctx context.Context, pos Position) iter.Seq2[*Capture, error] {
	return func(yield func(*Capture, error) bool) {
		defer f.Leave()
		r := reading{f: f, at: Position{}, finished: map[string]bool{}}
		maps.Copy(r.at, pos)
		for more, fromDisk := true, true; ; {
			if fromDisk && !r.disk(ctx, yield) || !more {
				return
			}
			select {
			case _, more = <-f.grown:
			case <-ctx.Done():
				yield(nil, ctx.Err())
				return
			}
			all, going := r.handed(ctx, yield)
			if !going {
				return
			}
			fromDisk = !all || !more
		}
	}
}

// reading is how far a Following has been read.
type reading struct {
	f        *Following
	at       Position        // behind what was given
	finished map[string]bool // files that were read and cannot grow
}

// disk gives what is on the disk behind at. It reports whether to go on.
func (r *reading) disk(ctx context.Context, yield func(*Capture, error) bool) bool {
	files, err := r.f.a.files()
	if err != nil {
		yield(nil, fmt.Errorf("read archive: %w", err))
		return false
	}
	for _, w := range files {
		if r.finished[w.name] {
			continue
		}
		end, whole := r.f.a.syncedOf(w.name), true
		for c, err := range played(r.f.a.records(ctx, w, r.at[w.name], allSynced)) {
			if c != nil {
				r.at.Pass(c)
			}
			whole = whole && err == nil
			if !yield(c, err) {
				return false
			}
		}
		if ctx.Err() != nil {
			yield(nil, ctx.Err())
			return false
		}
		if whole { // records that are no captures may stand before its end
			r.at[w.name] = max(r.at[w.name], end)
		}
		r.finished[w.name] = !w.open
	}
	return true
}

// handed gives what was handed over. all: there was something, and nothing has
// to be read from the disk before the next. going: the loop has not been left.
func (r *reading) handed(ctx context.Context, yield func(*Capture, error) bool) (all, going bool) {
	missed, some := false, false
	for {
		s, ok := r.f.next()
		if !ok {
			return some && !missed, true
		}
		some = true
		missed = missed || r.at[s.File] != s.From && r.at[s.File] < s.To // the disk has it, and what follows
		if !missed && r.at[s.File] < s.To {
			for _, c := range s.Captures {
				if ctx.Err() != nil {
					yield(nil, ctx.Err())
					return false, false
				}
				if !yield(c, nil) {
					return false, false
				}
			}
			r.at[s.File] = s.To
		}
		r.f.taken(&s)
	}
}
