package disk

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"khotin/crawler/archive"
)

// lines reads JSON lines: one capture a line, a bad line is an error.
func (w *walk) lines(s source, in io.Reader) {
	br := bufio.NewReaderSize(in, 64<<10)
	given := false
	for n := 1; w.going(); n++ {
		line, err := readLine(br)
		if err != nil && err != io.EOF {
			w.fail(fmt.Sprintf("%s: line %d", s.path, n), err)
			if !errors.Is(err, ErrTooBig) {
				return
			}
			continue
		}
		if n == 1 {
			line = bytes.TrimPrefix(line, []byte("\xef\xbb\xbf"))
		}
		if line = bytes.TrimSpace(line); len(line) > 0 {
			given = true
			w.jsonLine(s, n, line)
		}
		if err == io.EOF {
			break
		}
	}
	if !given && w.going() {
		w.fail(s.path, ErrEmpty)
	}
}

// jsonLine gives the capture of line n.
func (w *walk) jsonLine(s source, n int, line []byte) {
	var page struct {
		URL *string `json:"url"`
	}
	err := json.Unmarshal(line, &page)
	var mismatch *json.UnmarshalTypeError
	switch {
	case line[0] != '{':
		err = errors.New("not a JSON object")
	case errors.As(err, &mismatch):
		err = fmt.Errorf("%q is a %s, not a string", mismatch.Field, mismatch.Value)
	}
	if err != nil {
		w.fail(fmt.Sprintf("%s: line %d", s.path, n), err)
		return
	}
	c := s.capture(typeJSON, line)
	if page.URL != nil {
		c.URL = strings.TrimSpace(*page.URL)
	}
	w.give(c)
}

// readLine reads a line of its own memory, at most maxPage bytes; a longer one
// is skipped and ErrTooBig. io.EOF comes beside the last line.
func readLine(br *bufio.Reader) ([]byte, error) {
	var line []byte
	long := false
	for {
		part, err := br.ReadSlice('\n')
		if !long {
			line = append(line, part...)
		}
		if len(line) > maxPage {
			line, long = nil, true
		}
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case long && err == nil:
			return nil, ErrTooBig
		}
		return line, err
	}
}

// warc reads a WARC or WET file, compressed or not. in may be an io.ReadSeeker;
// then reading goes on behind damage.
func (w *walk) warc(s source, in io.Reader) {
	r := archive.NewReader(in, s.path, archive.ReaderOptions{})
	for w.going() {
		rec, err := r.Next()
		if err == io.EOF {
			return
		}
		var damage *archive.DamageError
		if errors.Is(err, archive.ErrARC) {
			w.fail(s.path, ErrARC)
			return
		}
		if errors.As(err, &damage) {
			if w.going() && !w.yield(nil, err) { // names the file itself
				w.stopped = true
			}
			continue
		}
		if err != nil {
			w.fail(s.path, err)
			return
		}
		if rec.Type() == "revisit" && !w.revisits || ownNote(rec) {
			continue
		}
		c, err := archive.Play(rec, archive.PlayOptions{})
		switch {
		case errors.Is(err, archive.ErrNoCapture):
			if rec.Type() == "response" && strings.HasPrefix(strings.ToLower(rec.TargetURI()), "http") {
				w.fail(fmt.Sprintf("%s: record at %d, %s", s.path, rec.Offset, rec.TargetURI()), ErrNoAnswer)
			}
		case err != nil:
			if w.going() && !w.yield(nil, err) {
				w.stopped = true
			}
		default:
			if c.Name == "" {
				c.Name = s.name
			}
			c.File, c.Offset, c.Length = "", 0, 0 // no place in an archive of ours
			w.give(c)
		}
	}
}

// ownNote reports whether a resource is an archiver's note to itself, such as
// wget's "metadata://gnu.org/software/wget/warc/MANIFEST.txt" or the
// "urn:pageinfo:…" of browser crawlers.
func ownNote(r *archive.Record) bool {
	u := strings.ToLower(r.TargetURI())
	return r.Type() == "resource" && (strings.HasPrefix(u, "metadata:") || strings.HasPrefix(u, "urn:"))
}

// wacz reads the WARC files of a WACZ package: archive/*.warc[.gz] in a zip.
// https://specs.webrecorder.net/wacz/1.1.1/
// A collection downloaded as one file (profile "multi-wacz-package") holds
// further packages at its top, stored as they are.
func (w *walk) wacz(s source, in io.ReaderAt, size int64) {
	z, err := zip.NewReader(in, size)
	if err != nil {
		w.fail(s.path, err)
		return
	}
	var files []*zip.File
	for _, f := range z.File {
		ext, _ := kind(f.Name)
		if path.Dir(f.Name) == "archive" && ext == ".warc" || path.Dir(f.Name) == "." && ext == ".wacz" {
			files = append(files, f)
		}
	}
	slices.SortFunc(files, func(x, y *zip.File) int { return strings.Compare(x.Name, y.Name) })
	if len(files) == 0 {
		w.fail(s.path, errors.New("no WARC file in the package"))
	}
	for _, f := range files {
		inner := s
		inner.path += ":" + f.Name
		if path.Dir(f.Name) == "." {
			w.waczInside(inner, f, in)
		} else {
			w.waczFile(inner, f, in)
		}
	}
}

// waczInside reads a package inside a package. One that is compressed would have
// to be unpacked first, and no program writes that.
func (w *walk) waczInside(s source, f *zip.File, in io.ReaderAt) {
	at, err := f.DataOffset()
	switch {
	case err != nil:
		w.fail(s.path, err)
	case f.Method != zip.Store:
		w.fail(s.path, errors.New("a package compressed inside a package: unpack it first"))
	default:
		w.wacz(s, io.NewSectionReader(in, at, int64(f.CompressedSize64)), int64(f.CompressedSize64))
	}
}

// waczFile reads one WARC of a package; a stored one can be read past damage.
func (w *walk) waczFile(s source, f *zip.File, in io.ReaderAt) {
	if f.Method == zip.Store {
		if at, err := f.DataOffset(); err == nil {
			w.warc(s, io.NewSectionReader(in, at, int64(f.CompressedSize64)))
			return
		}
	}
	r, err := f.Open()
	if err != nil {
		w.fail(s.path, err)
		return
	}
	defer r.Close()
	w.warc(s, r)
}

var (
	startsJSON = regexp.MustCompile(`^\s*\{\s*["}]`)
	startsHTML = regexp.MustCompile(`^\s*<[A-Za-z!?]`)
)

// stream reads standard input, whatever it is.
func (w *walk) stream(name string, in io.Reader, now time.Time) {
	s := source{path: "standard input", name: name, time: now}
	if in == nil {
		w.fail(s.path, ErrEmpty)
		return
	}
	br := bufio.NewReaderSize(in, 64<<10)
	head, err := br.Peek(512)
	if len(head) == 0 {
		if err == nil || err == io.EOF {
			err = ErrEmpty
		}
		w.fail(s.path, err)
		return
	}
	if bytes.HasPrefix(head, []byte{0x1f, 0x8b}) {
		inner, err := peekGzip(br)
		if err != nil {
			w.fail(s.path, err)
			return
		}
		if strings.HasPrefix(inner, "WARC/") {
			w.warc(s, br)
			return
		}
		z, err := gunzip(br)
		if err != nil {
			w.fail(s.path, err)
			return
		}
		br = bufio.NewReaderSize(z, 64<<10)
		head, _ = br.Peek(512)
	}
	head = bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))
	switch {
	case bytes.HasPrefix(head, []byte("WARC/")):
		w.warc(s, br)
	case bytes.HasPrefix(head, []byte("filedesc:")):
		w.fail(s.path, ErrARC)
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		w.packed(s, br)
	case startsJSON.Match(head):
		w.lines(s, br)
	case startsHTML.Match(head):
		w.page(s, br, typeHTML)
	default:
		w.page(s, br, typeText)
	}
}

// packed reads a WACZ from a stream; zip needs it whole in memory, so it is
// bounded.
func (w *walk) packed(s source, in io.Reader) {
	const limit = 256 << 20
	all, err := io.ReadAll(io.LimitReader(in, limit+1))
	switch {
	case err != nil:
		w.fail(s.path, err)
	case len(all) > limit:
		w.fail(s.path, fmt.Errorf("package longer than %d MiB: give it as a file", limit>>20))
	default:
		w.wacz(s, bytes.NewReader(all), int64(len(all)))
	}
}
