package main

import (
	"os"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"
)

// bar shows progress on a terminal; elsewhere, and with --quiet, nothing.
type bar struct {
	progress *mpb.Progress
	bar      *mpb.Bar
}

// bar starts a progress bar named what that counts unit.
func (c *cli) bar(what, unit string) *bar {
	f, ok := c.Stderr.(*os.File)
	if c.quiet || !ok || !term.IsTerminal(int(f.Fd())) {
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
