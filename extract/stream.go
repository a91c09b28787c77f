package extract

import (
	"context"
	"fmt"
	"iter"
	"runtime"
	"runtime/debug"

	"khotin/crawler/archive"
	"khotin/crawler/site"
)

// Result is an article of a capture, or what became of it else. Exactly one of
// Article.Kind and Err is set; Capture is nil where the capture itself could
// not be read.
type Result struct {
	Capture *archive.Capture
	Article Article
	More    bool // the next result is of the same capture: another item of a digest
	Err     error
}

// Stream reads captures with as many goroutines as there are processors and
// gives their results in the order of the captures, the items of a digest in
// their order on the page. At most a few captures per processor are in memory
// at a time. Leaving the loop, or the end of ctx, ends
// the work.
func Stream(ctx context.Context, captures iter.Seq2[*archive.Capture, error], sites *site.Set) iter.Seq[Result] {
	return func(yield func(Result) bool) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		workers := runtime.GOMAXPROCS(0)
		window := make(chan chan []Result, 4*workers)
		slots := make(chan struct{}, workers)
		go feed(ctx, captures, sites, window, slots)
		for pending := range window {
			for _, r := range <-pending {
				if yield(r) {
					continue
				}
				cancel()
				for range window { // let the feeder see the end
				}
				return
			}
		}
	}
}

// feed starts one goroutine a capture, at most cap(slots) at a time, and puts
// the place of its result into window in order.
func feed(ctx context.Context, captures iter.Seq2[*archive.Capture, error], sites *site.Set, window chan<- chan []Result, slots chan struct{}) {
	defer close(window)
	for c, err := range captures {
		pending := make(chan []Result, 1)
		select {
		case <-ctx.Done():
			return
		case window <- pending:
		}
		if err != nil {
			pending <- []Result{{Err: err}}
			continue
		}
		slots <- struct{}{}
		go func() {
			defer func() { <-slots }()
			pending <- results(c, sites)
		}()
	}
}

// results reads one capture.
func results(c *archive.Capture, sites *site.Set) []Result {
	articles, err := fromSafely(c, sites, All)
	if err != nil {
		return []Result{{Capture: c, Err: err}}
	}
	out := make([]Result, len(articles))
	for i, a := range articles {
		out[i] = Result{Capture: c, Article: a, More: i+1 < len(articles)}
	}
	return out
}

// fromSafely reads a capture with from and turns a panic into an error, so that
// one page that no rule foresaw does not end the reading of all others. The
// error names the capture and where the panic arose.
func fromSafely[T any](c *archive.Capture, sites *site.Set, from func(*archive.Capture, *site.Set) (T, error)) (a T, err error) {
	defer func() {
		if p := recover(); p != nil {
			a = *new(T)
			err = fmt.Errorf("%s (%s@%d): a fault of khotin: %v\n%s", Label(c), c.File, c.Offset, p, debug.Stack())
		}
	}()
	return from(c, sites)
}
