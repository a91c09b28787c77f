package crawler

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"khotin/crawler/archive"
)

// clock is a clock on the wall that only sleeping moves.
type clock struct {
	now  time.Time
	stop func()
	end  time.Time
}

func (c *clock) sleep(ctx context.Context, d time.Duration) error {
	c.now = c.now.Add(d)
	if c.now.After(c.end) {
		c.stop()
	}
	return ctx.Err()
}

// timetable runs for a while and gives the rounds as "site@hours".
func timetable(t *testing.T, hours int, kept map[string]time.Time, change func(*Timetable, *clock)) []string {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	begin := time.Date(2024, 5, 2, 0, 0, 0, 0, time.UTC)
	c := &clock{now: begin, stop: cancel, end: begin.Add(time.Duration(hours) * time.Hour)}
	var rounds []string
	table := Timetable{Times: map[string]Times{"xa": Every(6 * time.Hour)}, Jitter: -1,
		Now: func() time.Time { return c.now }, Sleep: c.sleep,
		Planned: func(context.Context) (map[string]time.Time, error) { return kept, nil },
		Round: func(_ context.Context, sites []string) error {
			slices.Sort(sites)
			rounds = append(rounds, fmt.Sprintf("%s@%g", strings.Join(sites, "+"), c.now.Sub(begin).Hours()))
			c.now = c.now.Add(time.Hour) // it takes its time
			return nil
		}}
	if change != nil {
		change(&table, c)
	}
	if err := table.Run(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	return rounds
}

func TestTimetable(t *testing.T) {
	begin := time.Date(2024, 5, 2, 0, 0, 0, 0, time.UTC)
	equal(t, "every six hours", timetable(t, 20, map[string]time.Time{}, nil), []string{"xa@0", "xa@6", "xa@12", "xa@18"})
	equal(t, "planned by an earlier process", timetable(t, 10, map[string]time.Time{"xa": begin.Add(3 * time.Hour)}, nil), []string{"xa@3", "xa@9"})
	equal(t, "missed", timetable(t, 8, map[string]time.Time{"xa": begin.Add(-50 * time.Hour)}, nil), []string{"xa@0", "xa@6"})
	equal(t, "planned by a wrong clock", timetable(t, 5, map[string]time.Time{"xa": begin.Add(500 * time.Hour)}, nil), []string{"xa@0"})
	equal(t, "the machine slept", timetable(t, 40, map[string]time.Time{}, func(table *Timetable, c *clock) {
		slept := false
		table.Sleep = func(ctx context.Context, d time.Duration) error {
			if !slept && c.now.Sub(begin) > 2*time.Hour {
				slept, d = true, 26*time.Hour
			}
			return c.sleep(ctx, d)
		}
	})[:2], []string{"xa@0", "xa@28.008333333333333"})
	equal(t, "a round longer than the pause", timetable(t, 20, map[string]time.Time{}, func(table *Timetable, c *clock) {
		round := table.Round
		table.Round = func(ctx context.Context, sites []string) error {
			c.now = c.now.Add(7 * time.Hour)
			defer c.sleep(ctx, 0)
			return round(ctx, sites)
		}
	}), []string{"xa@7", "xa@15", "xa@23"})
	equal(t, "sites of their own", timetable(t, 7, map[string]time.Time{}, func(table *Timetable, _ *clock) {
		daily, err := ParseTimes("0 5 * * *")
		if err != nil {
			t.Fatal(err)
		}
		table.Times["quan"] = daily
	}), []string{"quan+xa@0", "quan@5", "xa@6"})
	equal(t, "locked, then not", timetable(t, 1, map[string]time.Time{}, func(table *Timetable, _ *clock) {
		round, n := table.Round, 0
		table.Round = func(ctx context.Context, sites []string) error {
			if n++; n < 3 {
				return fmt.Errorf("x: %w", archive.ErrLocked)
			}
			return round(ctx, sites)
		}
	}), []string{fmt.Sprintf("xa@%g", 2.0/60)})
	late := timetable(t, 30, map[string]time.Time{}, func(table *Timetable, _ *clock) { table.Jitter = 0 })
	if len(late) < 4 || slices.Contains(late, "xa@6") {
		t.Errorf("without jitter: %q", late)
	}
	failure := errors.New("disk full")
	if err := (Timetable{Times: map[string]Times{"xa": Every(time.Hour)},
		Round: func(context.Context, []string) error { return failure }}).Run(context.Background()); err != failure {
		t.Errorf("%v", err)
	}
}

func TestPlanIsKept(t *testing.T) {
	a, err := archive.Create(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	at := time.Date(2024, 5, 2, 8, 0, 0, 0, time.UTC)
	for range 2 {
		if err := Plan(context.Background(), a, map[string]time.Time{"xa": at}); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := Planned(context.Background(), a); err != nil || len(got) != 1 || !got["xa"].Equal(at) {
		t.Errorf("%v %v", got, err)
	}
}
