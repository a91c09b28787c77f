package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"runtime"
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

// encoder writes articles in one format. Each goroutine has its own.
type encoder func(to *bytes.Buffer, n int, a *portal.Article) error

func (c *cli) generate(ctx context.Context, seed uint64, first, count int, file string) (err error) {
	w, err := generator.New(seed)
	if err != nil {
		return err
	}
	if first < 0 || first+count > w.Len() {
		return wrongUse("ask for fewer, or another --first", "the articles are numbered from 0 to %d", w.Len()-1)
	}
	var head bytes.Buffer
	newEncoder := func() (encoder, error) { return putLine, nil }
	switch {
	case strings.HasSuffix(file, ".warc.gz"):
		newEncoder, err = warcEncoders(seed, &head)
	case !strings.HasSuffix(file, ".jsonl"):
		err = wrongUse("name a file, as in: khotin generate 10000 -o ten-thousand.warc.gz", "%q ends neither in .warc.gz nor in .jsonl", file)
	}
	if err != nil {
		return err
	}
	bar := c.bar("generate", "articles")
	defer bar.done()
	return c.output(file, func(to io.Writer) error {
		if _, err := head.WriteTo(to); err != nil {
			return err
		}
		return inOrder(ctx, w, first, count, newEncoder, func(sheet []byte, done int) error {
			bar.set(done, count)
			_, err := to.Write(sheet)
			return err
		})
	})
}

// warcEncoders makes encoders of pages in a WARC file, whose first record goes
// to head.
func warcEncoders(seed uint64, head io.Writer) (func() (encoder, error), error) {
	press, err := generator.NewPress()
	if err != nil {
		return nil, err
	}
	x, err := newWARCEncoder(seed, press)
	if err != nil {
		return nil, err
	}
	return func() (encoder, error) {
		x, err := newWARCEncoder(seed, press)
		return x.article, err
	}, x.info(head)
}

// warcEncoder writes articles as a portal's answers in a WARC file (WARC 1.1), each
// record a gzip member of its own, the same bytes from the same articles. One
// goroutine at a time may use it.
type warcEncoder struct {
	seed   uint64
	press  *generator.Press
	packer *archive.Packer
	page   []byte // of the last article, its room used again
}

func newWARCEncoder(seed uint64, p *generator.Press) (*warcEncoder, error) {
	packer, err := archive.NewPacker(gzip.BestSpeed)
	return &warcEncoder{seed: seed, press: p, packer: packer}, err
}

// infoNumber stands in the place of an article's number.
const infoNumber = 1<<48 - 1

// info writes the record that a file begins with.
func (x *warcEncoder) info(to io.Writer) error {
	return x.packer.Pack(to, &archive.Record{
		Header: archive.Fields{
			{Name: "WARC-Type", Value: "warcinfo"},
			{Name: "WARC-Record-ID", Value: x.id(infoNumber)},
			{Name: "WARC-Date", Value: archive.Date(time.Date(2009, 1, 1, 0, 0, 0, 0, time.UTC))},
			{Name: "Content-Type", Value: "application/warc-fields"},
		},
		Block: []byte("software: khotin generate\r\nformat: WARC File Format 1.1\r\n"),
	})
}

// article writes the n-th article as the answer to a request an hour after its
// publication.
func (x *warcEncoder) article(to *bytes.Buffer, n int, a *portal.Article) error {
	var err error
	if x.page, err = x.press.Append(x.page[:0], a); err != nil {
		return err
	}
	head := fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\nDate: %s\r\n\r\n",
		len(x.page), a.Published.UTC().Format(http.TimeFormat))
	return x.packer.Pack(to, &archive.Record{
		Header: archive.Fields{
			{Name: "WARC-Type", Value: "response"},
			{Name: "WARC-Record-ID", Value: x.id(n)},
			{Name: "WARC-Date", Value: archive.Date(a.Published.Add(time.Hour))},
			{Name: "WARC-Target-URI", Value: a.URL},
			{Name: "Content-Type", Value: "application/http; msgtype=response"},
			{Name: "WARC-Payload-Digest", Value: archive.Digest(x.page)},
			{Name: "WARC-Warcinfo-ID", Value: x.id(infoNumber)},
		},
		Block: append([]byte(head), x.page...),
	})
}

// id names a record after the seed, whose bits 12 to 15 stand behind the variant,
// and its number, in the form of a UUID whose meaning is its maker's own (RFC
// 9562, version 8).
func (x *warcEncoder) id(n int) string {
	return fmt.Sprintf("<urn:uuid:%08x-%04x-8%03x-8%03x-%012x>", x.seed>>32, x.seed>>16&0xffff, x.seed&0xfff, x.seed>>12&0xf, n)
}

// putLine writes an article as a JSON line.
func putLine(to *bytes.Buffer, _ int, a *portal.Article) error {
	return json.NewEncoder(to).Encode(map[string]string{
		"url": a.URL, "title": a.Title, "published": a.Published.Format(time.RFC3339), "text": strings.Join(a.Body, "\n\n"),
	})
}

// sheetLength is how many articles one goroutine writes at a time.
const sheetLength = 64

// sheet is what became of some articles that follow one another.
type sheet struct {
	bytes []byte
	done  int // articles up to its end
	err   error
}

// inOrder has all processors write articles, and puts what they wrote in the
// articles' order.
func inOrder(ctx context.Context, w *generator.World, first, count int, newEncoder func() (encoder, error), put func(b []byte, done int) error) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	workers := runtime.GOMAXPROCS(0)
	waiting := make(chan chan sheet, 2*workers) // in order
	free := make(chan encoder, workers)
	for range workers {
		e, err := newEncoder()
		if err != nil {
			return err
		}
		free <- e
	}
	go func() {
		defer close(waiting)
		for from := 0; from < count; from += sheetLength {
			one, to := make(chan sheet, 1), min(from+sheetLength, count)
			select {
			case waiting <- one:
			case <-ctx.Done():
				return
			}
			e := <-free
			go func() {
				b, err := write(w, first+from, first+to, e)
				free <- e
				one <- sheet{b, to, err}
			}()
		}
	}()
	for one := range waiting {
		s := <-one
		if s.err == nil {
			s.err = put(s.bytes, s.done)
		}
		if s.err != nil {
			return s.err
		}
	}
	return ctx.Err()
}

// write gives the articles of some numbers as an encoder writes them.
func write(w *generator.World, from, to int, e encoder) ([]byte, error) {
	var b bytes.Buffer
	for n := from; n < to; n++ {
		a, _, err := w.Article(n)
		if err == nil {
			err = e(&b, n, &a)
		}
		if err != nil {
			return nil, err
		}
	}
	return b.Bytes(), nil
}
