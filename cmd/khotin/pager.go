package main

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"
)

// errPagerLeft: the reader has seen enough.
var errPagerLeft = errors.New("the pager was left")

// paging are the commands whose answers go through the pager.
var paging = []string{"search", "figures", "officials", "meetings", "documents", "show", "sql", "open", "history"}

// terminal reports whether stdout is a terminal, and its columns.
func (c *cli) terminal() (columns int, is bool) {
	f, ok := c.screen.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return 0, false
	}
	columns, _, err := term.GetSize(int(f.Fd()))
	if err != nil || columns <= 0 {
		columns = 80
	}
	return columns, true
}

// colours reports whether answers are coloured: on a terminal that can, unless
// NO_COLOR forbids it (https://no-color.org).
func (c *cli) colours() bool {
	_, is := c.terminal()
	return is && c.Getenv("NO_COLOR") == "" && c.Getenv("TERM") != "dumb"
}

// paged sends what the commands of paging answer through the pager.
func (c *cli) paged(cmd *cobra.Command) {
	prior := cmd.RunE
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if _, is := c.terminal(); !is || len(args) == 1 && args[0] == "-" {
			return prior(cmd, args)
		}
		p := &pager{c: c, out: c.Stdout}
		c.Stdout = p
		err := prior(cmd, args)
		c.Stdout = p.out
		p.leave()
		if errors.Is(err, errPagerLeft) {
			return nil
		}
		return err
	}
}

// pager is a writer that starts the pager when there is something to show.
type pager struct {
	c       *cli
	out     io.Writer // the terminal
	process *exec.Cmd
	in      io.WriteCloser
	plain   bool // no pager: straight to the terminal
}

// Write implements io.Writer.
func (p *pager) Write(b []byte) (int, error) {
	if p.process == nil && !p.plain {
		p.start()
	}
	if p.plain {
		return p.out.Write(b)
	}
	if _, err := p.in.Write(b); err != nil {
		return 0, errPagerLeft
	}
	return len(b), nil
}

// start starts $PAGER, else less; without either, and with cat or an empty
// PAGER, there is none. less is told to end by itself after one screen (F), to
// show colours (R) and to leave what it showed (X), unless LESS says otherwise.
func (p *pager) start() {
	words := strings.Fields(p.c.Getenv("PAGER"))
	if len(words) == 0 && !p.c.emptyPager() {
		words = []string{"less"}
	}
	p.plain = true
	if len(words) == 0 || words[0] == "cat" {
		return
	}
	cmd := exec.Command(words[0], words[1:]...)
	cmd.Stdout, cmd.Stderr = p.out, p.c.Stderr
	cmd.Env = os.Environ()
	if p.c.Getenv("LESS") == "" {
		cmd.Env = append(cmd.Env, "LESS=FRX")
	}
	in, err := cmd.StdinPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		if p.c.Getenv("PAGER") != "" {
			p.c.chat("no pager: %v", err)
		}
		return
	}
	p.process, p.in, p.plain = cmd, in, false
}

// leave waits until the reader has left the pager.
func (p *pager) leave() {
	if p.process == nil {
		return
	}
	p.in.Close()
	p.process.Wait() // how a pager ends says nothing
}

// emptyPager reports whether PAGER is set to nothing, which means none.
func (c *cli) emptyPager() bool {
	_, set := os.LookupEnv("PAGER")
	return set && c.Getenv("PAGER") == ""
}
