package crawler

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"time"

	"khotin/crawler/archive"
	"khotin/crawler/frontier"
)

const (
	glance     = 30 * time.Second // the clock is looked at again: it may have been set, or the machine slept
	lockedWait = time.Minute      // another process writes to the archive
	asleepWait = 15 * time.Minute // outside the configured hours
)

// Timetable runs crawls at their times. Its runs never overlap. What was missed
// while the machine slept or the process was away is made up for by one run.
type Timetable struct {
	Times  map[string]Times // when each site is due
	Jitter float64          // most part of a pause added to it by chance; 0: a tenth; negative: none

	// Round crawls the sites that are due. An error ends the timetable, unless
	// it wraps archive.ErrLocked or ErrAsleep.
	Round func(ctx context.Context, sites []string) error
	// Planned gives the times that an earlier process left, and Plan keeps
	// those of this one. Both may be nil. An error of Plan is only logged: the
	// process itself still knows.
	Planned func(context.Context) (map[string]time.Time, error)
	Plan    func(context.Context, map[string]time.Time) error

	Now   func() time.Time                           // time.Now if nil
	Sleep func(context.Context, time.Duration) error // waits; gives the error of an ended context
	Log   *slog.Logger                               // nothing is logged if nil
}

// Run runs until ctx ends, whose error it gives, or until a round fails.
func (t Timetable) Run(ctx context.Context) error {
	if t.Now == nil {
		t.Now = time.Now
	}
	if t.Sleep == nil {
		t.Sleep = sleep
	}
	if t.Log == nil {
		t.Log = slog.New(slog.DiscardHandler)
	}
	next := map[string]time.Time{}
	if t.Planned != nil {
		var err error
		if next, err = t.Planned(ctx); err != nil {
			return err
		}
	}
	for ctx.Err() == nil {
		now := t.Now().Round(0) // the clock on the wall, which goes on while the machine sleeps
		due, wait := t.due(next, now)
		if len(due) == 0 {
			if err := t.Sleep(ctx, min(max(wait, time.Second), glance)); err != nil {
				return err
			}
			continue
		}
		err := t.Round(ctx, due)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.Is(err, archive.ErrLocked):
			t.Log.Info("another process writes to the archive", "wait", lockedWait)
			err = t.Sleep(ctx, lockedWait)
		case errors.Is(err, ErrAsleep):
			t.Log.Info("outside the configured hours", "wait", asleepWait)
			err = t.Sleep(ctx, asleepWait)
		case err == nil:
			t.plan(ctx, next, due, now)
		}
		if err != nil {
			return err
		}
	}
	return ctx.Err()
}

// due gives the sites whose time has come, and how long the others have to
// wait. A time further off than a whole pause comes from a clock that was
// wrong.
func (t Timetable) due(next map[string]time.Time, now time.Time) (due []string, wait time.Duration) {
	wait = glance
	for name, times := range t.Times {
		at, known := next[name]
		latest := times.Next(now).Add(time.Duration(t.jitter() * float64(times.Gap(now))))
		if !known || !at.After(now) || at.After(latest) {
			due = append(due, name)
			continue
		}
		wait = min(wait, at.Sub(now))
	}
	return due, wait
}

func (t Timetable) jitter() float64 {
	if t.Jitter == 0 {
		return 0.1
	}
	return max(t.Jitter, 0)
}

// plan sets the next times of sites whose round began at start. What came due
// again while it lasted is done at once, and once.
func (t Timetable) plan(ctx context.Context, next map[string]time.Time, sites []string, start time.Time) {
	planned := map[string]time.Time{}
	for _, name := range sites {
		times := t.Times[name]
		pause := time.Duration(t.jitter() * rand.Float64() * float64(times.Gap(start)))
		next[name] = times.Next(start).Add(pause)
		planned[name] = next[name]
		t.Log.Info("next crawl", "site", name, "at", next[name].Format(time.RFC3339))
	}
	if t.Plan == nil {
		return
	}
	if err := t.Plan(ctx, planned); err != nil {
		t.Log.Warn("the time of the next crawl cannot be kept", "error", err)
	}
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Plan keeps the times of the next runs in an archive that is open for
// writing.
func Plan(ctx context.Context, a *archive.Archive, next map[string]time.Time) error {
	front, err := frontier.Open(ctx, a.Path(frontier.File))
	if err != nil {
		return err
	}
	err = front.Plan(ctx, next)
	if cerr := front.Close(); err == nil {
		err = cerr
	}
	return err
}

// Planned gives the times that Plan kept. The error wraps fs.ErrNotExist if the
// archive has no frontier.
func Planned(ctx context.Context, a *archive.Archive) (map[string]time.Time, error) {
	front, err := frontier.OpenReadOnly(ctx, a.Path(frontier.File))
	if err != nil {
		return nil, err
	}
	defer front.Close()
	return front.Planned(ctx)
}
