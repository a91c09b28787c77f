package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// process is what a run of khotin cost.
type process struct {
	wall, cpu time.Duration
	// Most bytes of memory: anonymous, and all that is resident. Pages of mapped
	// files are in the second alone; the system takes them back when it needs to.
	anonymous, resident int64
	out                 []byte
	status              int
}

// khotinRun runs the binary on an archive. Status 1 (nothing found) and 3
// (partly done) are answers too.
func (b *bench) khotinRun(dir string, args ...string) (process, error) {
	return b.command(exec.Command(b.khotin, append([]string{"-d", dir, "--quiet"}, args...)...))
}

func (b *bench) command(cmd *exec.Cmd) (process, error) {
	return b.watched(cmd, func() int { return 0 }, func(sample) {})
}

// watched runs a command and looks at it while it runs; done tells how far it
// has come.
func (b *bench) watched(cmd *exec.Cmd, done func() int, see func(sample)) (process, error) {
	var out, complaint bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &complaint
	start := time.Now()
	if err := cmd.Start(); err != nil {
		return process{}, err
	}
	var p process
	stop := watch(cmd.Process.Pid, start, done, func(s sample) {
		p.anonymous, p.resident = max(p.anonymous, s.anonymous), max(p.resident, s.resident)
		see(s)
	})
	err := cmd.Wait()
	wall := time.Since(start)
	stop()
	p.wall, p.out, p.status = wall, out.Bytes(), cmd.ProcessState.ExitCode()
	p.cpu = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) && (p.status == 1 || p.status == 3) {
		err = nil
	}
	if err != nil {
		return p, fmt.Errorf("%s: %w: %s", strings.Join(cmd.Args, " "), err, complaint.String())
	}
	return p, nil
}

// archive makes an archive of n articles, unless it is there, and puts questions
// to it.
func (b *bench) archive(n int) error {
	dir := filepath.Join(b.work, strconv.Itoa(n))
	if b.filled {
		if had := articlesIn(filepath.Join(dir, "index", "rows.db")); had != n {
			return fmt.Errorf("%s holds %d articles, not %d: run without -filled", dir, had, n)
		}
	} else if err := b.fill(dir, n); err != nil {
		return err
	}
	if err := b.latencies(dir, n); err != nil {
		return err
	}
	return b.answers(dir, n)
}

// fill imports the articles at once and indexes the whole once more, and then
// the figures alone. The pages go once they are in the archive: at a million
// articles room on the disk is short.
func (b *bench) fill(dir string, n int) error {
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	pages := filepath.Join(b.work, "pages.warc.gz")
	made, err := b.khotinRun(dir, "generate", strconv.Itoa(n), "--seed", strconv.FormatUint(b.seed, 10), "-o", pages)
	if err != nil {
		return err
	}
	b.title("archive of "+strconv.Itoa(n), "articles/s", "CPU ms an article", "cores busy", "anonymous MB", "resident MB", "MB of words", "MB of rows")
	b.row("generate", rate(n, made.wall), perArticle(made, n), busy(made), mb(made.anonymous), mb(made.resident))
	err = b.load(dir, n, "index", []string{"import", pages})
	if gone := os.Remove(pages); err == nil {
		err = gone
	}
	if err == nil {
		err = b.load(dir, n, "index.new", []string{"reindex"})
	}
	if err == nil {
		err = b.load(dir, n, "index.new", []string{"reindex", "--what", "figures"})
	}
	return err
}

// load runs a command that fills the index in the directory made below dir, and
// tells what each tenth of the articles and what the whole cost.
func (b *bench) load(dir string, n int, made string, args []string) error {
	rows := filepath.Join(dir, made, "rows.db")
	cmd := exec.Command(b.khotin, append([]string{"-d", dir, "--quiet"}, args...)...)
	name := strings.Join(slices.DeleteFunc(slices.Clone(args), filepath.IsAbs), " ")
	parts := tenths{n: n, tell: func(t tenth) {
		b.row(fmt.Sprintf("%s, articles %d to %d", name, t.first+1, t.last), rate(t.last-t.first, t.wall), perArticle(t.process, t.last-t.first), busy(t.process), mb(t.anonymous), mb(t.resident))
	}}
	p, err := b.watched(cmd, func() int { return articlesIn(rows) }, parts.see)
	if err != nil {
		return err
	}
	words, err := sizeOf(filepath.Join(dir, "index", "words.bleve"))
	if err != nil {
		return err
	}
	info, err := os.Stat(filepath.Join(dir, "index", "rows.db"))
	if err != nil {
		return err
	}
	b.row(name, rate(n, p.wall), perArticle(p, n), busy(p), mb(p.anonymous), mb(p.resident), mb(words), mb(info.Size()))
	return nil
}

func perArticle(p process, n int) string {
	return fmt.Sprintf("%.2f", float64(p.cpu.Microseconds())/1000/float64(n))
}

// busy is how many processors a run kept busy on average.
func busy(p process) string { return fmt.Sprintf("%.2f", float64(p.cpu)/float64(p.wall)) }

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
