package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"khotin/crawler/archive"
	"khotin/testdata/generator"
	"khotin/testdata/portal"
)

// generateCommand is for measuring only and stands in no list of commands.
func (c *cli) generateCommand() *cobra.Command {
	seed, first, file := uint64(1), 0, ""
	cmd := &cobra.Command{
		Use:    "generate COUNT",
		Hidden: true,
		Short:  "Write made-up articles whose facts are known",
		Long: "Write made-up articles, the same from the same seed, as pages in a WARC file (.warc.gz)\n" +
			"or as JSON lines (.jsonl), for measuring how khotin does with many.",
		Example: "  khotin generate 10000 -o ten-thousand.warc.gz",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			count, err := strconv.Atoi(args[0])
			if err != nil || count < 1 {
				return wrongUse("give the number of articles, as in: khotin generate 10000 -o ten-thousand.warc.gz", "%q is no count of articles", args[0])
			}
			return c.generate(cmd.Context(), seed, first, count, file)
		},
	}
	cmd.Flags().Uint64Var(&seed, "seed", seed, "the `number` that decides everything in the articles")
	cmd.Flags().IntVar(&first, "first", first, "begin with the article of this `number`")
	cmd.Flags().StringVarP(&file, "output", "o", "", "`file` to write, .warc.gz or .jsonl")
	return cmd
}

// pageSink takes the pages of generated articles, one after another.
type pageSink interface {
	put(a portal.Article) error
	close() error
}

func (c *cli) generate(ctx context.Context, seed uint64, first, count int, file string) error {
	w, err := generator.New(seed)
	if err != nil {
		return err
	}
	if first < 0 || first+count > w.Len() {
		return wrongUse("ask for fewer, or another --first", "the articles are numbered from 0 to %d", w.Len()-1)
	}
	var sink pageSink
	switch {
	case strings.HasSuffix(file, ".warc.gz"):
		sink, err = newWARCSink(file)
	case strings.HasSuffix(file, ".jsonl"):
		sink, err = newLineSink(file)
	default:
		return wrongUse("name a file, as in: khotin generate 10000 -o ten-thousand.warc.gz", "%q ends neither in .warc.gz nor in .jsonl", file)
	}
	if err != nil {
		return err
	}
	bar := c.bar("generate", "articles")
	for n := first; n < first+count && err == nil; n++ {
		if err = ctx.Err(); err != nil {
			break
		}
		var a portal.Article
		if a, _, err = w.Article(n); err == nil {
			err = sink.put(a)
		}
		bar.set(n-first+1, count)
	}
	bar.done()
	if cerr := sink.close(); err == nil {
		err = cerr
	}
	return err
}

// warcSink collects pages in an archive beside the file, whose only WARC file
// becomes the file in the end.
type warcSink struct {
	target, dir string
	archive     *archive.Archive
	writer      *archive.Writer
}

func newWARCSink(target string) (*warcSink, error) {
	dir, err := os.MkdirTemp(filepath.Dir(target), ".generate-")
	if err != nil {
		return nil, err
	}
	s := &warcSink{target: target, dir: dir}
	if s.archive, err = archive.Create(dir); err == nil {
		s.writer, err = s.archive.NewWriter(archive.WriterOptions{Site: "generated", MaxSize: 1 << 50})
	}
	if err != nil {
		os.RemoveAll(dir)
		return nil, err
	}
	return s, nil
}

func (s *warcSink) put(a portal.Article) error {
	page, err := a.HTML(a.Template)
	if err != nil {
		return err
	}
	head := fmt.Appendf(nil, "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\nDate: %s\r\n\r\n",
		len(page), a.Published.UTC().Format(http.TimeFormat))
	x := archive.Exchange{
		Method: http.MethodGet, URL: a.URL, Time: a.Published.Add(time.Hour),
		Response: bytes.Join([][]byte{head, page}, nil), HeaderLen: len(head),
	}
	_, err = s.writer.Append(x.Records(nil, nil)[0])
	return err
}

func (s *warcSink) close() error {
	defer os.RemoveAll(s.dir)
	if err := s.writer.Close(); err != nil {
		return err
	}
	if err := s.archive.Close(); err != nil {
		return err
	}
	files, err := filepath.Glob(filepath.Join(s.dir, "warc", "generated", "*.warc.gz"))
	if err != nil {
		return err
	}
	if len(files) != 1 {
		return fmt.Errorf("%s: pages were written to %d files, not one", s.target, len(files))
	}
	return os.Rename(files[0], s.target)
}

// lineSink writes each page as a JSON line.
type lineSink struct {
	file *os.File
	buf  *bufio.Writer
}

func newLineSink(target string) (*lineSink, error) {
	f, err := os.Create(target)
	if err != nil {
		return nil, err
	}
	return &lineSink{f, bufio.NewWriter(f)}, nil
}

func (s *lineSink) put(a portal.Article) error {
	line, err := json.Marshal(map[string]string{
		"url": a.URL, "title": a.Title, "published": a.Published.Format(time.RFC3339), "text": strings.Join(a.Body, "\n\n"),
	})
	if err != nil {
		return err
	}
	_, err = s.buf.Write(append(line, '\n'))
	return err
}

func (s *lineSink) close() error {
	if err := s.buf.Flush(); err != nil {
		return err
	}
	return s.file.Close()
}
