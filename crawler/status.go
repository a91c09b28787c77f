package crawler

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"khotin/crawler/archive"
	"khotin/crawler/frontier"
)

const (
	arrivalBatch = time.Hour      // articles that came closer together came at once
	leastSilence = 48 * time.Hour // no source is called silent sooner
	silenceTimes = 3              // times the longest usual gap
	fewestGaps   = 4              // gaps needed to know what is usual
)

// Status is an archive's health.
type Status struct {
	Sources  []Source
	Captures int
	Files    int              // WARC files
	Queue    int              // addresses waiting
	Slowed   []frontier.Clock // hosts that are asked less often, for their answers ask for it
	Disk     map[string]int64 // bytes by part: "warc", "index", "frontier", "other"
}

// Source is one site's health.
type Source struct {
	frontier.SiteStats
	Visit    *frontier.Visit // the last one, or nil
	Planned  time.Time       // next scheduled run, or zero
	Arrived  time.Time       // when the last new article was captured, or zero
	Usual    time.Duration   // median time between arrivals; 0: not known yet
	Limit    time.Duration   // silence longer than this is an alarm; 0: not known yet
	Failures map[string]int  // addresses by class of error
	Alarm    string          // "" if all is well
}

// Health tells how an archive's sources do at now. expected names sites that
// ought to be there. The error wraps fs.ErrNotExist if
// the archive has no frontier; then the status tells of the disk alone.
func Health(ctx context.Context, a *archive.Archive, expected []string, now time.Time) (Status, error) {
	out := Status{Disk: map[string]int64{}}
	if err := usage(a, out.Disk); err != nil {
		return out, err
	}
	front, err := frontier.OpenReadOnly(ctx, a.Path(frontier.File))
	if err != nil {
		return out, err
	}
	defer front.Close()
	stats, err := front.Stats(ctx)
	if err != nil {
		return out, err
	}
	out.Captures, out.Files = stats.Captures, stats.Files
	out.Queue = stats.URLs[frontier.New] + stats.URLs[frontier.Claimed]
	failures, err := front.Failures(ctx)
	if err != nil {
		return out, err
	}
	planned, err := front.Planned(ctx)
	if err != nil {
		return out, err
	}
	if out.Slowed, err = front.Slowed(ctx); err != nil {
		return out, err
	}
	for _, name := range expected {
		if !slices.ContainsFunc(stats.Sites, func(s frontier.SiteStats) bool { return s.Site == name }) {
			stats.Sites = append(stats.Sites, frontier.SiteStats{Site: name})
		}
	}
	for _, s := range stats.Sites {
		one := Source{SiteStats: s, Planned: planned[s.Site], Failures: failures[s.Site]}
		visits, err := front.Visits(ctx, s.Site, 30)
		if err != nil {
			return out, err
		}
		arrivals, err := front.Arrivals(ctx, s.Site, 2000)
		if err != nil {
			return out, err
		}
		one.judge(visits, arrivals, now)
		out.Sources = append(out.Sources, one)
	}
	return out, nil
}

// judge compares a source with what is usual for it.
func (s *Source) judge(visits []frontier.Visit, arrivals []time.Time, now time.Time) {
	if len(visits) == 0 && len(arrivals) == 0 {
		s.Alarm = "was never crawled"
		return
	}
	if len(visits) > 0 {
		s.Visit = &visits[0]
	}
	batches := batchesOf(arrivals)
	if len(batches) > 0 {
		s.Arrived = arrivals[0]
		s.Usual, s.Limit = cadence(batches)
	}
	var runs []time.Time
	for _, v := range visits {
		runs = append(runs, v.Started)
	}
	_, late := cadence(runs)
	switch {
	case s.Visit != nil && late > 0 && now.Sub(s.Visit.Started) > late:
		s.Alarm = "was not crawled since " + s.Visit.Started.Format(time.RFC3339)
	case !s.Planned.IsZero() && now.Sub(s.Planned) > leastSilence:
		s.Alarm = "missed its schedule of " + s.Planned.Format(time.RFC3339)
	case s.Visit != nil && !s.Visit.Ended.IsZero() && s.Visit.Answered == 0 && s.Visit.Failed > 0:
		s.Alarm = "gave no answer in the last run"
	case s.Limit > 0 && now.Sub(s.Arrived) > s.Limit:
		s.Alarm = fmt.Sprintf("is silent: nothing new since %s, usually every %s", s.Arrived.Format(time.RFC3339), s.Usual.Round(time.Minute))
	}
}

// batchesOf gives the times, latest first, at which articles came; times
// closer than arrivalBatch to the one before count as one.
func batchesOf(arrivals []time.Time) []time.Time {
	var out []time.Time
	var last time.Time
	for _, at := range arrivals {
		if len(out) == 0 || last.Sub(at) > arrivalBatch {
			out = append(out, at)
		}
		last = at
	}
	return out
}

// cadence gives the median time between events, the latest first, and how long
// a silence is no more usual: some times the gap that nine of ten stay under.
// Both are 0 where there are too few to tell.
func cadence(times []time.Time) (usual, limit time.Duration) {
	var gaps []time.Duration
	for i := 1; i < len(times) && i <= 60; i++ {
		gaps = append(gaps, times[i-1].Sub(times[i]))
	}
	if len(gaps) < fewestGaps {
		return 0, 0
	}
	slices.Sort(gaps)
	return gaps[len(gaps)/2], max(silenceTimes*gaps[len(gaps)*9/10], leastSilence)
}

// usage sums up the bytes of the archive's files by part.
func usage(a *archive.Archive, parts map[string]int64) error {
	return filepath.WalkDir(a.Dir(), func(at string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return ignoreMissing(err)
		}
		info, err := d.Info()
		if err != nil {
			return ignoreMissing(err)
		}
		rel, err := filepath.Rel(a.Dir(), at)
		if err != nil {
			return err
		}
		part, _, below := strings.Cut(filepath.ToSlash(rel), "/")
		switch {
		case strings.HasPrefix(part, frontier.File):
			part = "frontier"
		case !below || part != "warc" && part != "index":
			part = "other"
		}
		parts[part] += info.Size()
		return nil
	})
}

// ignoreMissing takes a file that went while we looked for none.
func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
