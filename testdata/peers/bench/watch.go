package main

import (
	"database/sql"
	"os"
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

// watch looks at a process, and gives each look to see, until the function that
// it gives is called.
func watch(pid int, start time.Time, done func() int, see func(sample)) func() {
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		tick := time.NewTicker(lookEvery)
		defer tick.Stop()
		counted, asked := 0, start
		for {
			if time.Since(asked) >= doneEvery {
				counted, asked = max(counted, done()), time.Now()
			}
			anonymous, resident := memoryOf(pid)
			see(sample{time.Since(start), cpuOf(pid), anonymous, resident, counted})
			select {
			case <-stop:
				return
			case <-tick.C:
			}
		}
	}()
	return func() { close(stop); <-stopped }
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

// tenths parts a run over n articles, look by look, and tells of each part when
// it is over. Time before the first article, when pages go into the archive, is
// in none of them.
type tenths struct {
	n    int
	tell func(tenth)

	from                *sample // where the part began
	anonymous, resident int64   // most since then
}

func (t *tenths) see(s sample) {
	if s.done == 0 {
		return
	}
	if t.from == nil {
		t.from = &s
		return
	}
	t.anonymous, t.resident = max(t.anonymous, s.anonymous), max(t.resident, s.resident)
	if s.done < t.from.done+t.n/10 && (s.done < t.n || t.from.done >= t.n) {
		return
	}
	t.tell(tenth{process{wall: s.at - t.from.at, cpu: s.cpu - t.from.cpu, anonymous: t.anonymous, resident: t.resident}, t.from.done, s.done})
	t.from, t.anonymous, t.resident = &s, 0, 0
}
