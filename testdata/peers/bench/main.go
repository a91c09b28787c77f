// Bench measures khotin at growing sizes, on made-up articles whose facts are
// known, beside an HTML parser, other extractors and SQLite's full-text search,
// and prints one table for each part:
//
//	go -C testdata/peers run ./bench -articles 10000,100000
//
// A time of a stage or a question is the median of -runs runs; an archive is
// imported and built again once. It needs no network and leaves nothing behind
// but what -work keeps.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

type bench struct {
	khotin string // the binary
	work   string
	runs   int
	seed   uint64
	// fullText is the largest archive beside which SQLite's full-text search is
	// asked.
	fullText int
	filled   bool // the archives are there, from an earlier run
	out      io.Writer
	widths   []int // of the columns of the table that is being printed
}

func main() {
	sizes := flag.String("articles", "10000", "sizes of the archives, with commas")
	pages := flag.Int("pages", 1000, "pages for the speed of single stages; 0 leaves that part out")
	runs := flag.Int("runs", 5, "runs of which the median is told")
	work := flag.String("work", "", "directory to work in and to keep; a temporary one if empty")
	seed := flag.Uint64("seed", 1, "seed of the articles")
	fullText := flag.Int("fts", 1_000_000, "articles of the largest archive beside which SQLite's full-text search is asked")
	filled := flag.Bool("filled", false, "only put questions to the archives that an earlier run with the same -work and -seed filled")
	flag.Parse()
	if err := run(*sizes, *pages, *work, &bench{runs: *runs, seed: *seed, fullText: *fullText, filled: *filled}); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(sizes string, pages int, work string, b *bench) error {
	if work == "" {
		dir, err := os.MkdirTemp("", "khotin-bench-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		work = dir
	}
	work, err := filepath.Abs(work)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(work, 0o755); err != nil {
		return err
	}
	b.khotin, b.work, b.out = filepath.Join(work, "khotin"), work, os.Stdout
	build := exec.Command("go", "build", "-o", b.khotin, "./cmd/khotin")
	build.Dir = filepath.Join("..", "..") // a module of its own, as users build it
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		return fmt.Errorf("build khotin: %w", err)
	}
	fmt.Println(machine())
	if pages > 0 {
		if err := b.stages(pages); err != nil {
			return err
		}
	}
	for _, s := range strings.Split(sizes, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(s))
		if err != nil || n < 1 {
			return fmt.Errorf("%q is no number of articles", s)
		}
		if err := b.archive(n); err != nil {
			return err
		}
	}
	return nil
}

// machine describes where this runs.
func machine() string {
	model, memory := "unknown processor", ""
	if data, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		for line := range strings.Lines(string(data)) {
			if name, ok := strings.CutPrefix(line, "model name"); ok {
				model = strings.Trim(name, " \t:\n")
				break
			}
		}
	}
	if data, err := os.ReadFile("/proc/meminfo"); err == nil {
		if f := strings.Fields(string(data)); len(f) > 1 {
			if kb, err := strconv.Atoi(f[1]); err == nil {
				memory = fmt.Sprintf(", %.0f GiB", float64(kb)/(1<<20))
			}
		}
	}
	return fmt.Sprintf("%s, %d cores%s, %s, %s", model, runtime.NumCPU(), memory, runtime.Version(), runtime.GOOS)
}

// nameWidth is how wide the first column of a table is.
const nameWidth = 48

// title begins a table with its heads, which decide how wide its columns are:
// each row is printed as soon as it is measured, hours before the last may be.
func (b *bench) title(heads ...string) {
	b.widths = []int{nameWidth}
	for _, h := range heads[1:] {
		b.widths = append(b.widths, max(utf8.RuneCountInString(h), 6))
	}
	fmt.Fprintln(b.out)
	b.row(heads...)
}

// row prints a row of the table whose title came last.
func (b *bench) row(cells ...string) {
	var line strings.Builder
	for i, cell := range cells {
		fmt.Fprintf(&line, "%-*s  ", b.widths[i], cell)
	}
	fmt.Fprintln(b.out, strings.TrimRight(line.String(), " "))
}

// median runs f b.runs times and gives the median of what it measures.
func (b *bench) median(f func() (time.Duration, error)) (time.Duration, error) {
	var all []time.Duration
	for range b.runs {
		d, err := f()
		if err != nil {
			return 0, err
		}
		all = append(all, d)
	}
	slices.Sort(all)
	return all[len(all)/2], nil
}

// percentile gives the p-th hundredth of sorted durations.
func percentile(all []time.Duration, p int) time.Duration { return all[(len(all)-1)*p/100] }

func ms(d time.Duration) string { return fmt.Sprintf("%.1f", float64(d.Microseconds())/1000) }

func rate(n int, d time.Duration) string { return fmt.Sprintf("%.0f", float64(n)/d.Seconds()) }

func mb(bytes int64) string { return fmt.Sprintf("%.1f", float64(bytes)/1e6) }
