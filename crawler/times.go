package crawler

import (
	"fmt"
	"strings"
	"time"

	"github.com/robfig/cron/v3"

	"khotin/crawler/site"
)

// Times says when something is due again: every so often, or by the clock. The
// zero value is never due.
type Times struct {
	every time.Duration
	clock cron.Schedule
}

// leastEvery keeps a slip of the pen from asking a portal all the time.
const leastEvery = time.Minute

// Every gives times that are d apart, at least a minute.
func Every(d time.Duration) Times { return Times{every: max(d, leastEvery)} }

// ParseTimes reads "6h", or a cron expression as cron.ParseStandard has them:
// "30 5,17 * * 1-5" is minute, hour, day of the month, month, day of the week
// (0 is Sunday), in local time or, behind "CRON_TZ=Asia/Ho_Chi_Minh", in that
// zone; "@daily" and its kin stand for the usual ones. Where both days are
// restricted one of them is enough.
func ParseTimes(text string) (Times, error) {
	text = strings.TrimSpace(text)
	every, isEvery := strings.CutPrefix(text, "@every ")
	if d, err := time.ParseDuration(every); err == nil || isEvery {
		if err != nil || d < leastEvery {
			return Times{}, fmt.Errorf("want at least %s, have %q", leastEvery, text)
		}
		return Times{every: d}, nil
	}
	clock, err := cron.ParseStandard(text)
	if err != nil {
		return Times{}, fmt.Errorf("want a time such as 6h or five fields such as \"30 5,17 * * *\", have %q: %w", text, err)
	}
	if clock.Next(time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)).IsZero() {
		return Times{}, fmt.Errorf("%q: there is no such day", text)
	}
	return Times{clock: clock}, nil
}

// Next gives the first time after t at which it is due; zero if never.
func (s Times) Next(t time.Time) time.Time {
	switch {
	case s.every > 0:
		return t.Add(s.every)
	case s.clock != nil:
		return s.clock.Next(t)
	}
	return time.Time{}
}

// Gap gives the length of the pause after t, to measure jitter by.
func (s Times) Gap(t time.Time) time.Duration {
	if s.every > 0 {
		return s.every
	}
	next := s.Next(t)
	return s.Next(next).Sub(next)
}

// CheckConfig finds what site.ReadConfig cannot judge: times of a schedule that
// cannot be read. It is a site.Check.
func CheckConfig(c site.Config) (path string, err error) {
	for name, times := range c.Schedule {
		if _, err := ParseTimes(times); err != nil {
			return "$.schedule", fmt.Errorf("%s: %w", name, err)
		}
	}
	return "", nil
}
