package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// slices of an archive that are imported one after another, so that the rate
// of the first can stand beside the rate of the last.
const slicesOf = 10

// process is what a run of khotin cost.
type process struct {
	wall, cpu time.Duration
	peak      int64 // bytes of resident memory
	out       []byte
	status    int
}

// khotinRun runs the binary on an archive. Status 1 (nothing found) and 3
// (partly done) are answers too.
func (b *bench) khotinRun(dir string, args ...string) (process, error) {
	return b.command(exec.Command(b.khotin, append([]string{"-d", dir, "--quiet"}, args...)...))
}

func (b *bench) command(cmd *exec.Cmd) (process, error) {
	var out, complaint bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &complaint
	start := time.Now()
	if err := cmd.Start(); err != nil {
		return process{}, err
	}
	peak := watchMemory(cmd.Process.Pid)
	err := cmd.Wait()
	p := process{wall: time.Since(start), peak: peak(), out: out.Bytes(), status: cmd.ProcessState.ExitCode()}
	p.cpu = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) && (p.status == 1 || p.status == 3) {
		err = nil
	}
	if err != nil {
		return p, fmt.Errorf("%s: %w: %s", strings.Join(cmd.Args, " "), err, complaint.String())
	}
	return p, nil
}

// watchMemory looks at the anonymous memory of a process until it ends and
// gives the most it saw: memory-mapped files belong to the page cache and are
// given back when others need them.
func watchMemory(pid int) (peak func() int64) {
	ctx, stop := context.WithCancel(context.Background())
	done, most := make(chan struct{}), int64(0)
	go func() {
		defer close(done)
		tick := time.NewTicker(100 * time.Millisecond)
		defer tick.Stop()
		for {
			most = max(most, anonymous(pid))
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
		}
	}()
	return func() int64 { stop(); <-done; return most }
}

// anonymous gives the anonymous resident bytes of a process, 0 where it is
// gone.
func anonymous(pid int) int64 {
	data, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(data)) {
		if f := strings.Fields(line); len(f) > 1 && f[0] == "RssAnon:" {
			kb, err := strconv.ParseInt(f[1], 10, 64)
			if err != nil {
				return 0
			}
			return kb << 10
		}
	}
	return 0
}

// archive makes an archive of n articles and puts questions to it.
func (b *bench) archive(n int) error {
	dir := filepath.Join(b.work, strconv.Itoa(n))
	if err := b.fill(dir, n); err != nil {
		return err
	}
	if err := b.latencies(dir, n); err != nil {
		return err
	}
	return b.answers(dir, n)
}

// fill imports the articles in equal slices and indexes the whole once more.
func (b *bench) fill(dir string, n int) error {
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	b.title("archive of "+strconv.Itoa(n), "articles/s", "CPU ms an article", "peak MB", "MB on disk")
	var all process
	each := max(n/slicesOf, 1)
	for first := 0; first < n; first += each {
		count := min(each, n-first)
		pages := filepath.Join(b.work, "pages.warc.gz")
		if _, err := b.khotinRun(dir, "generate", strconv.Itoa(count), "--first", strconv.Itoa(first), "--seed", strconv.FormatUint(b.seed, 10), "-o", pages); err != nil {
			return err
		}
		p, err := b.khotinRun(dir, "import", pages)
		if err != nil {
			return err
		}
		if first == 0 || first+count == n {
			b.row(fmt.Sprintf("import of %d to %d", first, first+count-1), rate(count, p.wall), perArticle(p, count), mb(p.peak), "")
		}
		all.wall, all.cpu, all.peak = all.wall+p.wall, all.cpu+p.cpu, max(all.peak, p.peak)
		if err := os.Remove(pages); err != nil {
			return err
		}
	}
	size, err := sizeOf(filepath.Join(dir, "index"))
	if err != nil {
		return err
	}
	b.row("import", rate(n, all.wall), perArticle(all, n), mb(all.peak), mb(size))
	p, err := b.khotinRun(dir, "reindex")
	if err != nil {
		return err
	}
	if size, err = sizeOf(filepath.Join(dir, "index")); err != nil {
		return err
	}
	b.row("reindex", rate(n, p.wall), perArticle(p, n), mb(p.peak), mb(size))
	return b.out.Flush()
}

func perArticle(p process, n int) string {
	return fmt.Sprintf("%.2f", float64(p.cpu.Microseconds())/1000/float64(n))
}

// sizeOf gives the bytes of the files under a directory.
func sizeOf(dir string) (int64, error) {
	var sum int64
	err := filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		sum += info.Size()
		return nil
	})
	return sum, err
}
