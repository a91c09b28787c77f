package main

import (
	"bytes"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	readability "codeberg.org/readeck/go-readability/v2"
	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"

	"khotin/crawler/archive"
	"khotin/extract"
	"khotin/extract/strip"
	"khotin/testdata/generator"
)

// stages measures each stage alone on the same pages, on one core and on all,
// beside the parser that each page has to go through at least once and beside
// other extractors.
func (b *bench) stages(n int) error {
	captures, size, err := b.captures(n)
	if err != nil {
		return err
	}
	stages := []struct {
		name string
		do   func(*archive.Capture) error
	}{
		{"x/net/html parse", func(c *archive.Capture) error { _, err := html.Parse(bytes.NewReader(c.Body)); return err }},
		{"khotin strip", func(c *archive.Capture) error { _, err := strip.Strip(c, nil); return err }},
		{"khotin strip + facts", func(c *archive.Capture) error { _, err := extract.From(c, nil); return err }},
		{"go-readability v2.1.1", readabilityOf},
		{"go-trafilatura v1.12.2, fallback", trafilaturaOf},
	}
	b.title("stage", "cores", "articles/s", "MB/s", "times parse")
	for cores := 1; cores <= runtime.NumCPU(); cores *= 2 {
		var parse time.Duration
		for _, s := range stages {
			took, err := b.median(func() (time.Duration, error) { return each(captures, cores, s.do) })
			if err != nil {
				return err
			}
			if parse == 0 {
				parse = took
			}
			b.row(s.name, strconv.Itoa(cores), rate(n, took), strconv.FormatFloat(float64(size)/1e6/took.Seconds(), 'f', 1, 64),
				strconv.FormatFloat(float64(took)/float64(parse), 'f', 2, 64))
		}
		took, err := b.pipeline(n, cores)
		if err != nil {
			return err
		}
		b.row("khotin import", strconv.Itoa(cores), rate(n, took), strconv.FormatFloat(float64(size)/1e6/took.Seconds(), 'f', 1, 64),
			strconv.FormatFloat(float64(took)/float64(parse), 'f', 2, 64))
	}
	return nil
}

// pipeline measures the whole way of n pages from a WARC file into an index, in
// a process of its own.
func (b *bench) pipeline(n, cores int) (time.Duration, error) {
	pages, dir := filepath.Join(b.work, "pipeline.warc.gz"), filepath.Join(b.work, "pipeline")
	defer os.Remove(pages)
	defer os.RemoveAll(dir)
	if _, err := b.khotinRun(dir, "generate", strconv.Itoa(n), "--seed", strconv.FormatUint(b.seed, 10), "-o", pages); err != nil {
		return 0, err
	}
	return b.median(func() (time.Duration, error) {
		if err := os.RemoveAll(dir); err != nil {
			return 0, err
		}
		cmd := exec.Command(b.khotin, "-d", dir, "--quiet", "import", pages)
		cmd.Env = append(os.Environ(), "GOMAXPROCS="+strconv.Itoa(cores))
		p, err := b.command(cmd)
		return p.wall, err
	})
}

// captures gives n generated pages and their bytes together.
func (b *bench) captures(n int) (out []*archive.Capture, size int, err error) {
	w, err := generator.New(b.seed)
	if err != nil {
		return nil, 0, err
	}
	for i := range n {
		a, _, err := w.Article(i * 1009 % w.Len())
		if err != nil {
			return nil, 0, err
		}
		page, err := a.HTML(a.Template)
		if err != nil {
			return nil, 0, err
		}
		size += len(page)
		out = append(out, &archive.Capture{URL: a.URL, Type: "response", Status: http.StatusOK, Digest: archive.Digest(page), Body: page,
			Header: http.Header{"Content-Type": {"text/html; charset=utf-8"}}})
	}
	return out, size, nil
}

// each does something with every capture on some cores.
func each(captures []*archive.Capture, cores int, do func(*archive.Capture) error) (time.Duration, error) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
	var next atomic.Int64
	var wg sync.WaitGroup
	errs := make([]error, cores)
	start := time.Now()
	for k := range cores {
		wg.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(captures)) && errs[k] == nil; i = next.Add(1) - 1 {
				errs[k] = do(captures[i])
			}
		})
	}
	wg.Wait()
	took := time.Since(start)
	for _, err := range errs {
		if err != nil {
			return 0, err
		}
	}
	return took, nil
}

func readabilityOf(c *archive.Capture) error {
	u, err := url.Parse(c.URL)
	if err != nil {
		return err
	}
	_, err = readability.FromReader(bytes.NewReader(c.Body), u)
	return err
}

func trafilaturaOf(c *archive.Capture) error {
	u, err := url.Parse(c.URL)
	if err != nil {
		return err
	}
	_, err = trafilatura.Extract(bytes.NewReader(c.Body), trafilatura.Options{OriginalURL: u, EnableFallback: true, ExcludeComments: true})
	return err
}
