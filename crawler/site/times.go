package site

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Times says when something is due again: every so often, or by the clock. The
// zero value is never due.
type Times struct {
	every time.Duration
	cron  *cron
}

// leastEvery keeps a slip of the pen from asking a portal all the time.
const leastEvery = time.Minute

// Every gives times that are d apart, at least a minute.
func Every(d time.Duration) Times { return Times{every: max(d, leastEvery)} }

// ParseTimes reads "6h" or a cron expression of five fields, "30 5,17 * * 1-5":
// minute, hour, day of the month, month, day of the week (0 or 7 is Sunday), in
// local time, as crontab(5) has them but without names and @words.
func ParseTimes(text string) (Times, error) {
	if d, err := time.ParseDuration(strings.TrimSpace(text)); err == nil {
		if d < leastEvery {
			return Times{}, fmt.Errorf("want at least %s, have %q", leastEvery, text)
		}
		return Times{every: d}, nil
	}
	fields := strings.Fields(text)
	if len(fields) != 5 {
		return Times{}, fmt.Errorf("want a time such as 6h or five fields such as \"30 5,17 * * *\", have %q", text)
	}
	var c cron
	for i, f := range []struct {
		to       *uint64
		from, up int
	}{{&c.minute, 0, 59}, {&c.hour, 0, 23}, {&c.day, 1, 31}, {&c.month, 1, 12}, {&c.weekday, 0, 7}} {
		set, err := cronField(fields[i], f.from, f.up)
		if err != nil {
			return Times{}, fmt.Errorf("%q: %w", text, err)
		}
		*f.to = set
	}
	c.weekday |= c.weekday >> 7 & 1 // 7 is Sunday too
	c.anyDay, c.anyWeekday = strings.HasPrefix(fields[2], "*"), strings.HasPrefix(fields[4], "*")
	if (Times{cron: &c}).Next(time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)).IsZero() {
		return Times{}, fmt.Errorf("%q: there is no such day", text)
	}
	return Times{cron: &c}, nil
}

// Next gives the first time after t at which it is due; zero if never.
func (s Times) Next(t time.Time) time.Time {
	switch {
	case s.every > 0:
		return t.Add(s.every)
	case s.cron != nil:
		return s.cron.next(t)
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

// cron is a cron expression: a bit for each value of a field.
type cron struct {
	minute, hour, day, month, weekday uint64
	anyDay, anyWeekday                bool // the field begins with a star
}

func (c *cron) next(t time.Time) time.Time {
	t = t.Truncate(time.Minute).Add(time.Minute)
	for end := t.AddDate(5, 0, 0); t.Before(end); {
		switch {
		case c.month>>int(t.Month())&1 == 0:
			t = time.Date(t.Year(), t.Month()+1, 1, 0, 0, 0, 0, t.Location())
		case !c.onDay(t):
			t = time.Date(t.Year(), t.Month(), t.Day()+1, 0, 0, 0, 0, t.Location())
		case c.hour>>t.Hour()&1 == 0:
			t = t.Truncate(time.Hour).Add(time.Hour)
		case c.minute>>t.Minute()&1 == 0:
			t = t.Add(time.Minute)
		default:
			return t
		}
	}
	return time.Time{}
}

// onDay: where both fields of days are restricted, one of them is enough
// (crontab(5)).
func (c *cron) onDay(t time.Time) bool {
	day, weekday := c.day>>t.Day()&1 == 1, c.weekday>>int(t.Weekday())&1 == 1
	if c.anyDay || c.anyWeekday {
		return day && weekday
	}
	return day || weekday
}

// cronField reads "*", "5", "1-5", "*/10", "0-30/10" and lists of them.
func cronField(text string, from, up int) (set uint64, err error) {
	for part := range strings.SplitSeq(text, ",") {
		span, every, stepped := strings.Cut(part, "/")
		step := 1
		if stepped {
			if step, err = strconv.Atoi(every); err != nil || step < 1 {
				return 0, fmt.Errorf("%q is no step", every)
			}
		}
		first, last := from, up
		if span != "*" {
			low, high, ranged := strings.Cut(span, "-")
			if first, err = strconv.Atoi(low); err != nil {
				return 0, fmt.Errorf("%q is no number", low)
			}
			switch {
			case ranged:
				if last, err = strconv.Atoi(high); err != nil {
					return 0, fmt.Errorf("%q is no number", high)
				}
			case !stepped:
				last = first
			}
		}
		if first < from || last > up || first > last {
			return 0, fmt.Errorf("%q is not within %d-%d", part, from, up)
		}
		for n := first; n <= last; n += step {
			set |= 1 << n
		}
	}
	if set == 0 {
		return 0, errors.New("an empty field")
	}
	return set, nil
}
