package main

import (
	"database/sql"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"
)

// sample is how a running process stands at a moment since its start.
type sample struct {
	at, cpu             time.Duration
	anonymous, resident int64 // bytes
	done                int
}

// between two looks at a process, and two at how far it has come.
const (
	lookEvery = 100 * time.Millisecond
	doneEvery = time.Second
)

// watch looks at a process until the function that it gives is called, which
// gives what was seen.
func watch(pid int, start time.Time, done func() int) func() []sample {
	stop, seen := make(chan struct{}), make(chan []sample)
	go func() {
		var all []sample
		tick := time.NewTicker(lookEvery)
		defer tick.Stop()
		counted, asked := 0, start
		for {
			if time.Since(asked) >= doneEvery {
				counted, asked = max(counted, done()), time.Now()
			}
			anonymous, resident := memoryOf(pid)
			all = append(all, sample{time.Since(start), cpuOf(pid), anonymous, resident, counted})
			select {
			case <-stop:
				seen <- all
				return
			case <-tick.C:
			}
		}
	}()
	return func() []sample { close(stop); return <-seen }
}

// memoryOf gives the anonymous and all resident bytes of a process, 0 where it
// is gone (proc(5), /proc/pid/status).
func memoryOf(pid int) (anonymous, resident int64) {
	data, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/status")
	if err != nil {
		return 0, 0
	}
	for line := range strings.Lines(string(data)) {
		f := strings.Fields(line)
		if len(f) < 2 {
			continue
		}
		kb, err := strconv.ParseInt(f[1], 10, 64)
		if err != nil {
			continue
		}
		switch f[0] {
		case "RssAnon:":
			anonymous = kb << 10
		case "VmRSS:":
			resident = kb << 10
		}
	}
	return anonymous, resident
}

// articlesIn gives how many articles the rows in a file are of, 0 where that
// cannot be read just now.
func articlesIn(file string) (n int) {
	if _, err := os.Stat(file); err != nil {
		return 0
	}
	db, err := sql.Open("sqlite", "file:"+file+"?mode=ro")
	if err != nil {
		return 0
	}
	defer db.Close()
	if err := db.QueryRow("SELECT coalesce(max(n), 0) FROM articles").Scan(&n); err != nil {
		return 0
	}
	return n
}

// tenth is what a tenth of the articles cost.
type tenth struct {
	process
	first, last int
}

// tenths parts what was seen of a run over n articles. Time before the first
// article, when pages go into the archive, is in none of them.
func tenths(all []sample, n int) (out []tenth) {
	i := slices.IndexFunc(all, func(s sample) bool { return s.done > 0 })
	if i < 0 {
		return nil
	}
	for from := all[i]; i < len(all); i++ {
		s := all[i]
		if s.done < from.done+n/10 && (s.done < n || from.done >= n) {
			continue
		}
		t := tenth{first: from.done, last: s.done}
		t.wall, t.cpu = s.at-from.at, s.cpu-from.cpu
		for _, o := range all {
			if o.at > from.at && o.at <= s.at {
				t.anonymous, t.resident = max(t.anonymous, o.anonymous), max(t.resident, o.resident)
			}
		}
		out, from = append(out, t), s
	}
	return out
}
