package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"khotin/crawler"
	"khotin/crawler/archive"
)

func (c *cli) statusCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "status",
		Short: "How the sources do: last run, news, failures, queue, disk",
		Long: "Show for each source when it was crawled last and what that brought, when the last new article\n" +
			"came and how often one usually comes, what failed by class of error, and what waits in the\n" +
			"queue; and which hosts are asked less often, for they answer slowly or fail. A source that is silent for much longer than is usual for it, that was not crawled as\n" +
			"often as before, or that gave no answer raises an alarm on stderr, and the exit status is 3.",
		Example: "  khotin -d haiphong status --quiet >/dev/null || mail -s \"khotin\" me@example.org",
		Args:    noArguments("status"),
		RunE:    func(cmd *cobra.Command, _ []string) error { return c.status(cmd.Context()) },
	}
	c.formats(cmd, "table", "json", "csv")
	return cmd
}

// sourceRow is one source as status prints it.
type sourceRow struct {
	Kind     string         `json:"kind"` // "source"
	Site     string         `json:"site"`
	LastRun  *time.Time     `json:"last_run"`
	Ended    *time.Time     `json:"last_run_ended"` // null: it lasts, or was killed
	Requests int            `json:"last_run_requests"`
	New      int            `json:"last_run_new"`
	Changed  int            `json:"last_run_changed"`
	NextRun  *time.Time     `json:"next_run"`
	Articles int            `json:"articles"`
	LastNew  *time.Time     `json:"last_new"`
	Usual    float64        `json:"usual_gap_seconds"`    // 0: not known yet
	Limit    float64        `json:"silent_after_seconds"` // 0: not known yet
	Queue    int            `json:"queue"`
	Gone     int            `json:"gone"`
	Failures map[string]int `json:"failures"`
	Alarm    string         `json:"alarm,omitempty"`
}

// hostRow is a host that is asked less often than the configuration allows, as
// status prints it in JSON.
type hostRow struct {
	Kind  string     `json:"kind"` // "host"
	Host  string     `json:"host"`
	Pause float64    `json:"pause_seconds"` // that its slow answers and failures ask for
	Next  *time.Time `json:"next_request"`  // no sooner
}

// archiveRow is the archive as a whole as status prints it in JSON.
type archiveRow struct {
	Kind     string           `json:"kind"` // "archive"
	Captures int              `json:"captures"`
	Files    int              `json:"warc_files"`
	Queue    int              `json:"queue"`
	Disk     map[string]int64 `json:"disk_bytes"`
}

var sourceColumns = []column[sourceRow]{
	{name: "site", cell: func(s sourceRow) string { return s.Site }},
	{name: "last_run", cell: func(s sourceRow) string {
		if s.LastRun != nil && s.Ended == nil {
			return minute(s.LastRun) + " (not ended)"
		}
		return minute(s.LastRun)
	}},
	{name: "new", right: true, cell: func(s sourceRow) string { return strconv.Itoa(s.New) }},
	{name: "changed", right: true, cell: func(s sourceRow) string { return strconv.Itoa(s.Changed) }},
	{name: "articles", right: true, cell: func(s sourceRow) string { return strconv.Itoa(s.Articles) }},
	{name: "last_new", cell: func(s sourceRow) string { return minute(s.LastNew) }},
	{name: "usual", right: true, cell: func(s sourceRow) string { return span(s.Usual) }},
	{name: "queue", right: true, cell: func(s sourceRow) string { return strconv.Itoa(s.Queue) }},
	{name: "failures", width: 30, cell: func(s sourceRow) string { return classes(s.Failures) }},
	{name: "alarm", width: 40, cell: func(s sourceRow) string { return s.Alarm }},
}

func (c *cli) status(ctx context.Context) error {
	a, err := archive.Open(c.dir, archive.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer a.Close()
	config, err := c.config()
	if err != nil {
		return err
	}
	health, err := crawler.Health(ctx, a, config.Sites, c.Now())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	var rows []sourceRow
	for _, s := range health.Sources {
		rows = append(rows, rowOf(s))
	}
	if err := c.printStatus(health, rows); err != nil {
		return err
	}
	alarms := 0
	for _, r := range rows {
		if r.Alarm != "" {
			c.say("%s %s", r.Site, r.Alarm)
			alarms++
		}
	}
	if alarms > 0 {
		return errPartly
	}
	return nil
}

func (c *cli) printStatus(health crawler.Status, rows []sourceRow) error {
	if c.format == "json" {
		whole := archiveRow{"archive", health.Captures, health.Files, health.Queue, health.Disk}
		if err := jsonTo(c.Stdout).Encode(whole); err != nil {
			return err
		}
		for _, clock := range health.Slowed {
			if err := jsonTo(c.Stdout).Encode(hostRow{"host", clock.Host, clock.Pace.Seconds(), known(clock.Next)}); err != nil {
				return err
			}
		}
	}
	if len(rows) > 0 {
		if err := emit(c, sourceColumns, rows); err != nil {
			return err
		}
	}
	if c.format != "table" {
		return nil
	}
	var disk []string
	for _, part := range slices.Sorted(maps.Keys(health.Disk)) {
		disk = append(disk, part+" "+bytesOf(health.Disk[part]))
	}
	if len(rows) == 0 {
		c.chat("no portal was crawled yet")
	} else {
		fmt.Fprintln(c.Stdout)
	}
	for _, clock := range health.Slowed {
		fmt.Fprintln(c.Stdout, c.fitted(fmt.Sprintf("%s: a request every %s, for it answers slowly or fails", clock.Host, clock.Pace.Round(time.Second/10))))
	}
	_, err := fmt.Fprintln(c.Stdout, c.fitted(fmt.Sprintf("%s in %s, %d in the queue; disk: %s", plural(health.Captures, "capture", "captures"),
		plural(health.Files, "WARC file", "WARC files"), health.Queue, strings.Join(disk, ", "))))
	return err
}

func rowOf(s crawler.Source) sourceRow {
	r := sourceRow{Kind: "source", Site: s.Site, NextRun: known(s.Planned), Articles: s.Pages, LastNew: known(s.Arrived),
		Usual: s.Usual.Seconds(), Limit: s.Limit.Seconds(), Queue: s.Waiting, Gone: s.Gone, Failures: s.Failures, Alarm: s.Alarm}
	if r.Failures == nil {
		r.Failures = map[string]int{}
	}
	if v := s.Visit; v != nil {
		r.LastRun, r.Ended, r.Requests, r.New, r.Changed = known(v.Started), known(v.Ended), v.Requests, v.New, v.Changed
	}
	return r
}

// known gives a time for JSON: null for the zero time.
func known(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC().Truncate(time.Second)
	return &t
}

// minute writes a time for a table, in local time.
func minute(t *time.Time) string {
	if t == nil {
		return ""
	}
	return t.Local().Format("2006-01-02 15:04")
}

// span writes seconds as people say them: 40m, 6h, 2d.
func span(seconds float64) string {
	d := time.Duration(seconds * float64(time.Second))
	switch {
	case d == 0:
		return ""
	case d < 2*time.Hour:
		return fmt.Sprintf("%.0fm", d.Minutes())
	case d < 48*time.Hour:
		return fmt.Sprintf("%.0fh", d.Hours())
	}
	return fmt.Sprintf("%.0fd", d.Hours()/24)
}

// bytesOf writes a size for people.
func bytesOf(n int64) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d B", n)
	case n < 1_000_000:
		return fmt.Sprintf("%.1f kB", float64(n)/1e3)
	case n < 1_000_000_000:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	}
	return fmt.Sprintf("%.1f GB", float64(n)/1e9)
}

// classes writes counts by class of error: "http 500 ×2, timeout".
func classes(counts map[string]int) string {
	var out []string
	for _, class := range slices.Sorted(maps.Keys(counts)) {
		if n := counts[class]; n > 1 {
			class += " ×" + strconv.Itoa(n)
		}
		out = append(out, class)
	}
	return strings.Join(out, ", ")
}
