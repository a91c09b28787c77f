package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"khotin/cmd/khotin/render"
	"khotin/crawler/archive"
	"khotin/index"
	"khotin/index/export"
	"khotin/index/query"
)

// goesOn is what an interrupted command says that takes up its work again.
const goesOn = "interrupted; what was done is kept, the same command goes on from there"

// The exit statuses of the contract.
const (
	statusAnswer      = 0   // answer given
	statusNothing     = 1   // nothing found
	statusError       = 2   // wrong use or error
	statusPartly      = 3   // some pages failed; which ones stands on stderr
	statusInterrupted = 130 // by the user
)

// failure is an error with the exit status it stands for and what the user
// can do about it.
type failure struct {
	status int
	err    error
	hint   string // "" where there is nothing to add
}

func (f *failure) Error() string { return f.err.Error() }
func (f *failure) Unwrap() error { return f.err }

var (
	// errNothing: the question was understood and has no answer.
	errNothing = &failure{status: statusNothing, err: errors.New("nothing found")}
	// errPartly: the troubles were told one by one as they came.
	errPartly = &failure{status: statusPartly}
	// errAllFailed: likewise, and nothing was done at all.
	errAllFailed = &failure{status: statusError}
)

// wrongUse is an error of the user's command line.
func wrongUse(hint, format string, args ...any) error {
	return &failure{status: statusError, err: fmt.Errorf(format, args...), hint: hint}
}

// report tells an error to the user and gives the exit status. It is the one
// place where errors become exit statuses.
func (c *cli) report(ctx context.Context, err error) int {
	if err == nil {
		return statusAnswer
	}
	if ctx.Err() != nil && errors.Is(err, context.Canceled) {
		if c.interrupted == "" {
			c.interrupted = "interrupted"
		}
		c.say("%s", c.interrupted)
		return statusInterrupted
	}
	var f *failure
	if !errors.As(err, &f) {
		f = &failure{status: statusError, err: err, hint: hintFor(err)}
	}
	if f.err != nil {
		c.say("%v", err)
	}
	if f.hint != "" {
		c.say("hint: %s", f.hint)
	}
	return f.status
}

// hintFor gives the way out of the errors that users meet.
func hintFor(err error) string {
	var unreadable *query.Error
	var unknown *index.KindError
	switch {
	case errors.As(err, &unreadable):
		return unreadable.Hint
	case errors.As(err, &unknown):
		return unknown.Hint()
	case errors.Is(err, archive.ErrNotArchive):
		return "name the archive with -d DIR or KHOTIN_DIR; khotin crawl and khotin import make a new one in an empty directory"
	case errors.Is(err, archive.ErrLocked), errors.Is(err, index.ErrLocked):
		return "wait until the other khotin ends, or stop it; it loses nothing"
	case errors.Is(err, index.ErrNone):
		return "build the index from the archive with khotin reindex"
	case errors.Is(err, index.ErrDamaged):
		return "the archive itself is not touched; build the index again with khotin reindex"
	case errors.Is(err, index.ErrNotFound):
		return "khotin search and khotin search --json show the ids of articles"
	case errors.Is(err, index.ErrAmbiguous):
		return "give more digits of the id"
	case errors.Is(err, syscall.ENOSPC):
		return "the disk is full: make room, or write to another one; nothing was left half written"
	case errors.Is(err, fs.ErrPermission):
		return "you may not read or write there: choose another place, or ask its owner"
	case errors.Is(err, fs.ErrNotExist):
		return "look how the name is written; what leads to it is not made"
	case errors.Is(err, export.ErrExists):
		return "give it another name with -o, or write over it with --force"
	case errors.Is(err, export.ErrForeign):
		return "export into another directory; this one is described by somebody else"
	case errors.Is(err, index.ErrNoWatch):
		return "khotin watch list shows the names"
	case errors.Is(err, index.ErrStatement):
		return "khotin sql --schema shows the tables and columns; only one SELECT is answered"
	}
	return ""
}

// say writes one message to stderr.
func (c *cli) say(format string, args ...any) {
	c.answering()
	fmt.Fprintf(c.Stderr, "khotin: %s\n", render.Printable(c.tongue(fmt.Sprintf(format, args...))))
}

// chat writes a message that --quiet silences.
func (c *cli) chat(format string, args ...any) {
	if !c.quiet {
		c.say(format, args...)
	}
}
