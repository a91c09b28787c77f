// Command khotin keeps what Vietnamese city portals publish and turns it into
// facts that can be searched, counted and cited.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"
)

// version is what warcinfo records and --version show.
const version = "0.1.0"

// memoryLimit is when Go's part of the memory, in bytes, is to be kept low: a
// million articles are to be indexed in less than 2 GiB, together with what
// SQLite holds and the pages of mapped files.
const memoryLimit = 768 << 20

func main() {
	// Extraction makes much short-lived memory and keeps little: collecting
	// less often costs some tens of MB and saves about a tenth of its time.
	debug.SetGCPercent(400)
	// Of a large archive it would cost more; from here on it is collected often.
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryLimit)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	status := run(ctx, os.Args[1:], world{
		Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Getenv: os.Getenv, Now: time.Now,
	})
	stop()
	os.Exit(status)
}

// world is what a command needs from outside the program.
type world struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Getenv         func(string) string
	Now            func() time.Time
}

// run executes one command line and gives the exit status.
func run(ctx context.Context, args []string, w world) int {
	c := &cli{world: w, screen: w.Stdout}
	root := c.root()
	root.SetArgs(args)
	root.SetIn(w.Stdin)
	root.SetOut(w.Stdout)
	root.SetErr(w.Stderr)
	err := root.ExecuteContext(ctx)
	if perr := c.profiles.end(); err == nil {
		err = perr
	}
	return c.report(ctx, err)
}
