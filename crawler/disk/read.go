package disk

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"khotin/crawler/archive"
)

// Errors that a caller may branch on; each comes wrapped with its path.
var (
	ErrEmpty   = errors.New("file is empty")
	ErrUnknown = errors.New("not a kind of file that khotin reads (.html .htm .txt .jsonl .ndjson .warc .wet .wacz, also .gz)")
	ErrTooBig  = fmt.Errorf("longer than %d MiB", maxPage>>20)

	ErrARC = errors.New("an ARC file, the format before WARC, which khotin does not read: turn it into WARC first (warcio recompress)")
	ErrWAT = errors.New("a WAT file holds what was read out of pages, not the pages: import the WARC or WET files beside it")

	ErrNoAnswer = errors.New("the response is no HTTP message")
)

// maxPage bounds one page, dump or JSON line in memory, bytes.
const maxPage = 32 << 20

// Content types of what is no WARC record.
const (
	typeHTML = "text/html"
	typeText = "text/plain; charset=utf-8"
	typeJSON = "application/json"
)

// Read gives the pages behind paths in order; directories are walked sorted.
// "-" is stdin, told by its first bytes. An error (nil capture) concerns one
// path, line or record, says which, and the iteration goes on; only the end of
// ctx ends it early, as its last error.
//
// Capture.Name is the path relative to the argument's parent. HTML files are
// resources of type text/html, text dumps of type text/plain; charset=utf-8,
// JSON lines of type application/json with the line as body and its "url" as
// URL. The time is the file's. Responses of WARC files come whatever they hold
// (robots.txt, images, errors); revisits, which hold no page, and an archiver's
// notes to itself are left out.
func Read(ctx context.Context, paths []string, stdin io.Reader) iter.Seq2[*archive.Capture, error] {
	return readPaths(ctx, paths, stdin, false)
}

// ReadAll is Read with the revisits of WARC files: captures of type "revisit",
// whose payload lies in another record, and whose Digest is that payload's.
func ReadAll(ctx context.Context, paths []string, stdin io.Reader) iter.Seq2[*archive.Capture, error] {
	return readPaths(ctx, paths, stdin, true)
}

func readPaths(ctx context.Context, paths []string, stdin io.Reader, revisits bool) iter.Seq2[*archive.Capture, error] {
	return func(yield func(*archive.Capture, error) bool) {
		w := &walk{ctx: ctx, yield: yield, revisits: revisits}
		for _, p := range paths {
			if !w.going() {
				break
			}
			if p == "-" {
				w.stream("-", stdin, time.Now())
			} else {
				w.argument(p)
			}
		}
		if err := ctx.Err(); err != nil && !w.stopped {
			yield(nil, err)
		}
	}
}

// walk is one iteration of Read.
type walk struct {
	ctx     context.Context
	yield   func(*archive.Capture, error) bool
	stopped bool

	revisits bool // they are wanted too
}

func (w *walk) going() bool { return !w.stopped && w.ctx.Err() == nil }

func (w *walk) give(c *archive.Capture) {
	if w.going() && !w.yield(c, nil) {
		w.stopped = true
	}
}

func (w *walk) fail(name string, err error) {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = pe.Err // the name says the path already
	}
	if w.going() && !w.yield(nil, fmt.Errorf("%s: %w", name, err)) {
		w.stopped = true
	}
}

// argument reads one path as the user gave it.
func (w *walk) argument(p string) {
	st, err := os.Stat(p)
	if err != nil {
		w.fail(p, err)
		return
	}
	if !st.IsDir() {
		w.file(p, filepath.Base(p), true)
		return
	}
	base := filepath.Base(p)
	if abs, err := filepath.Abs(p); err == nil {
		base = filepath.Base(abs) // "." has a name only so
	}
	filepath.WalkDir(p, func(at string, d fs.DirEntry, err error) error {
		switch {
		case !w.going():
			return filepath.SkipAll
		case err != nil:
			w.fail(at, err)
		case at != p && strings.HasPrefix(d.Name(), "."):
			if d.IsDir() {
				return filepath.SkipDir
			}
		case d.IsDir():
		default:
			rel, err := filepath.Rel(p, at)
			if err != nil {
				rel = d.Name()
			}
			w.file(at, path.Join(base, filepath.ToSlash(rel)), false)
		}
		return nil
	})
}

// kind gives the kind of file that a name's ending tells, without ".gz", and
// whether there was one; "" for an unknown ending.
func kind(name string) (ext string, zipped bool) {
	name = strings.ToLower(name)
	name, zipped = strings.CutSuffix(name, ".gz")
	switch ext = filepath.Ext(name); ext {
	case ".html", ".htm", ".txt", ".jsonl", ".ndjson", ".warc", ".wet", ".wacz", ".arc", ".wat":
		return ext, zipped
	}
	return "", zipped
}

// file reads one file. Unknown endings are an error only where the user named
// the file.
func (w *walk) file(p, name string, named bool) {
	ext, zipped := kind(name)
	if ext == "" {
		if named {
			w.fail(p, ErrUnknown)
		}
		return
	}
	switch ext {
	case ".arc":
		w.fail(p, ErrARC)
		return
	case ".wat":
		w.fail(p, ErrWAT)
		return
	}
	f, err := os.Open(p)
	if err != nil {
		w.fail(p, err)
		return
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		w.fail(p, err)
		return
	}
	if !st.Mode().IsRegular() && !named {
		return // a pipe or device inside a directory would never end
	}
	if st.Mode().IsRegular() && st.Size() == 0 {
		w.fail(p, ErrEmpty)
		return
	}
	src := source{path: p, name: name, time: st.ModTime()}
	switch ext {
	case ".warc", ".wet":
		w.warc(src, f)
		return
	case ".wacz":
		w.wacz(src, f, st.Size())
		return
	}
	var in io.Reader = f
	if zipped {
		if in, err = gunzip(f); err != nil {
			w.fail(p, err)
			return
		}
	}
	switch ext {
	case ".html", ".htm":
		w.page(src, in, typeHTML)
	case ".txt":
		w.page(src, in, typeText)
	default:
		w.lines(src, in)
	}
}

// source is where pages come from.
type source struct {
	path string // for messages
	name string // Capture.Name
	time time.Time
}

// capture gives a resource of the source.
func (s source) capture(contentType string, body []byte) *archive.Capture {
	return &archive.Capture{
		Type: "resource", Time: s.time.UTC(), Name: s.name, Body: body,
		Header: http.Header{"Content-Type": {contentType}}, Digest: archive.Digest(body),
	}
}

// page reads a file that is one page.
func (w *walk) page(s source, in io.Reader, contentType string) {
	body, err := io.ReadAll(io.LimitReader(in, maxPage+1))
	switch {
	case err != nil:
		w.fail(s.path, err)
	case len(body) == 0:
		w.fail(s.path, ErrEmpty)
	case len(body) > maxPage:
		w.fail(s.path, ErrTooBig)
	default:
		w.give(s.capture(contentType, body))
	}
}
