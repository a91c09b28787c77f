package main

import (
	"os"
	"sync"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"
)

// bar shows progress on a terminal; elsewhere, and with --quiet, nothing.
type bar struct {
	progress *mpb.Progress
	bar      *mpb.Bar
}

// shows gives the terminal that progress is shown on, nil for none.
func (c *cli) shows() *os.File {
	f, ok := c.Stderr.(*os.File)
	if c.quiet || !ok || !term.IsTerminal(int(f.Fd())) {
		return nil
	}
	return f
}

// bar starts a progress bar named what that counts unit.
func (c *cli) bar(what, unit string) *bar {
	f := c.shows()
	if f == nil {
		return &bar{}
	}
	p := mpb.New(mpb.WithOutput(f), mpb.WithWidth(40))
	return &bar{progress: p, bar: p.AddBar(0,
		mpb.PrependDecorators(decor.Name("khotin: "+what+" ")),
		mpb.AppendDecorators(decor.CurrentNoUnit("%d "+unit), decor.Name("  "), decor.Elapsed(decor.ET_STYLE_GO)),
		mpb.BarRemoveOnComplete(),
	)}
}

// set shows n of total done; a total of 0 is not known yet.
func (b *bar) set(n, total int) {
	if b.bar == nil {
		return
	}
	b.bar.SetTotal(int64(max(n+1, total)), false)
	b.bar.SetCurrent(int64(n))
}

// done takes the bar away; further calls do nothing.
func (b *bar) done() {
	if b.bar == nil {
		return
	}
	b.bar.SetTotal(-1, true)
	b.progress.Wait()
	b.bar = nil
}

// patience is after how long a user is told that a question is still open.
const patience = time.Second

// wait tells a user who waits at a terminal for longer than patience that the
// answer is looked for, and since when. The function it gives, and answering, take
// that away; either may be called more than once.
func (c *cli) wait() (end func()) {
	f := c.shows()
	if f == nil {
		return func() {}
	}
	begun := time.Now()
	over, gone := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(gone)
		select {
		case <-over:
			return
		case <-time.After(patience):
		}
		p := mpb.New(mpb.WithOutput(f))
		b := bar{progress: p, bar: p.New(0, mpb.SpinnerStyle().PositionLeft(), mpb.BarRemoveOnComplete(), mpb.BarWidth(2),
			mpb.PrependDecorators(decor.Name("khotin: "+c.tongue("looking…")+" "), decor.NewElapsed(decor.ET_STYLE_GO, begun), decor.Name(" ")))}
		<-over
		b.done()
	}()
	end = sync.OnceFunc(func() {
		close(over)
		<-gone
	})
	c.waiting = end
	return end
}

// answering ends what wait shows, before something is written.
func (c *cli) answering() {
	if c.waiting != nil {
		c.waiting()
	}
}
