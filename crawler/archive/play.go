package archive

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/textproto"
	"net/url"
	"strconv"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"
)

// ErrNoCapture: a record of that type holds no page.
var ErrNoCapture = errors.New("record holds no capture")

const (
	defaultMaxBody = 32 << 20
	zstdMemory     = 64 << 20 // of its decoder

	// nameField is our extension field: the file name of an imported page.
	nameField = "Khotin-Name"
)

// PlayOptions limit what Play takes into memory.
type PlayOptions struct {
	MaxBody int64 // decoded bytes; 32 MiB if 0
}

// Play gives the capture behind a response, resource, conversion or revisit
// record; for other types, and responses of other protocols than HTTP, the
// error wraps ErrNoCapture. Chunking and the content codings gzip, deflate, br
// and zstd are undone; a header that promises a coding which the body does not have is
// not believed (other archivers store decoded bodies so). The body is limited
// and Truncated says so. A coding we cannot undo is an error.
func Play(r *Record, o PlayOptions) (*Capture, error) { return play(r, o, "") }

// play is Play for a payload whose digest may be known.
func play(r *Record, o PlayOptions, digest string) (*Capture, error) {
	if o.MaxBody == 0 {
		o.MaxBody = defaultMaxBody
	}
	c := captureOf(r)
	if r.Size > int64(len(r.Block)) {
		c.Truncated = "length"
	}
	switch c.Type {
	case "response", "revisit":
		if err := playHTTP(c, r, o, digest); err != nil {
			return nil, fmt.Errorf("%s: record at %d: %w", r.File, r.Offset, err)
		}
	case "resource", "conversion":
		c.Header = http.Header{}
		if t := r.Header.Get("Content-Type"); t != "" {
			c.Header.Set("Content-Type", t)
		}
		c.Digest = payloadDigest(r)
		c.Body = r.Block
		if int64(len(c.Body)) > o.MaxBody {
			c.Body, c.Truncated = c.Body[:o.MaxBody], "length"
		}
	default:
		return nil, fmt.Errorf("%s: record at %d, type %q: %w", r.File, r.Offset, c.Type, ErrNoCapture)
	}
	return c, nil
}

// captureOf gives what the fields of a record say.
func captureOf(r *Record) *Capture {
	c := &Capture{
		URL: r.TargetURI(), Time: r.Date(), Type: r.Type(), Record: r,
		Truncated: r.Header.Get("WARC-Truncated"),
		File:      r.File, Offset: r.Offset, Length: r.Length,
		Digest: r.Header.Get("WARC-Payload-Digest"),
		Name:   r.Name(),
	}
	if c.Name != "" && strings.HasPrefix(c.URL, "file:") {
		c.URL = ""
	}
	return c
}

// Written gives the capture of a record that was appended as Archive.Captures
// would. c is what Play gave of a record with the same block, or nil.
func Written(r *Record, c *Capture) (*Capture, error) {
	asRead := *r
	asRead.Header = make(Fields, 0, len(r.Header))
	for _, f := range r.Header.filled() {
		if v := strings.TrimSpace(oneLine.Replace(f.Value)); v != "" {
			asRead.Header = append(asRead.Header, Field{f.Name, v})
		}
	}
	if c == nil || c.Type != "response" || asRead.Type() != "response" {
		out, err := Play(&asRead, PlayOptions{})
		if out != nil {
			out.Record = nil
		}
		return out, err
	}
	out := captureOf(&asRead)
	out.Status, out.Header, out.Body, out.Digest, out.Truncated, out.Record = c.Status, c.Header, c.Body, c.Digest, c.Truncated, nil
	return out, nil
}

// playHTTP fills in what an HTTP message in the block says.
func playHTTP(c *Capture, r *Record, o PlayOptions, digest string) error {
	m := readMessage(r.Block)
	if c.Type == "revisit" {
		c.Truncated = "" // says only that the block leaves the body out
		if len(r.Block) == 0 {
			c.Header = http.Header{}
			return nil
		}
	}
	if !m.ok {
		return fmt.Errorf("block is no HTTP message: %w", ErrNoCapture)
	}
	c.Status, c.Header = m.status, m.header
	if c.Type == "revisit" {
		return nil
	}
	if c.Digest = digest; digest == "" {
		c.Digest = Digest(m.payload)
		r.digest = c.Digest
	}
	body, cut, err := decode(m.payload, m.header.Values("Content-Encoding"), o.MaxBody)
	if err != nil {
		return err
	}
	if c.Body = body; cut != "" {
		c.Truncated = cut
	}
	return nil
}

// splitHead splits an HTTP message behind the empty line; no head if there is
// none. Bare line feeds are taken, as readers of HTTP do (RFC 9112, 2.2).
func splitHead(b []byte) (head, body []byte) {
	for i := 0; i < len(b); {
		k := bytes.IndexByte(b[i:], '\n')
		if k < 0 {
			return nil, b
		}
		i += k + 1
		if rest := b[i:]; bytes.HasPrefix(rest, []byte("\r\n")) {
			return b[:i+2], b[i+2:]
		} else if bytes.HasPrefix(rest, []byte("\n")) {
			return b[:i+1], b[i+1:]
		}
	}
	return nil, b
}

// parseHead reads the status line and the fields of a response.
func parseHead(head []byte) (status int, h http.Header, ok bool) {
	if !bytes.HasPrefix(head, []byte("HTTP/")) {
		return 0, nil, false
	}
	tp := textproto.NewReader(bufio.NewReaderSize(bytes.NewReader(head), min(len(head), 4<<10)))
	line, err := tp.ReadLine()
	if err != nil {
		return 0, nil, false
	}
	words := strings.Fields(line)
	if len(words) < 2 {
		return 0, nil, false
	}
	if status, err = strconv.Atoi(words[1]); err != nil {
		return 0, nil, false
	}
	h = http.Header{}
	for { // line by line: one bad field does not cost the others
		line, err := tp.ReadContinuedLine()
		if err != nil || line == "" {
			return status, h, true
		}
		if name, value, ok := strings.Cut(line, ":"); ok {
			h.Add(strings.TrimSpace(name), strings.TrimSpace(value))
		}
	}
}

// message is a response as it went over the wire, taken apart.
type message struct {
	status  int
	header  http.Header
	ok      bool   // there is a header
	head    []byte // up to its empty line, nil where there is none
	payload []byte // what WARC-Payload-Digest is about: chunking is undone
}

// readMessage takes a response apart. A body that says chunked and is not is
// taken as it is; one that breaks off gives what came.
func readMessage(block []byte) message {
	var m message
	m.head, m.payload = splitHead(block)
	m.status, m.header, m.ok = parseHead(m.head)
	if !m.ok || !strings.Contains(strings.ToLower(strings.Join(m.header.Values("Transfer-Encoding"), ",")), "chunked") {
		return m
	}
	if body, ok := dechunk(m.payload); ok {
		m.payload = body
	}
	return m
}

// dechunk undoes the chunked coding (RFC 9112, 7.1). Not ok: b does not begin
// with a chunk.
func dechunk(b []byte) ([]byte, bool) {
	var out []byte
	for first := true; ; first = false {
		line, rest, found := bytes.Cut(b, []byte("\n"))
		size, _, _ := bytes.Cut(line, []byte(";"))
		n, err := strconv.ParseUint(string(bytes.TrimSpace(size)), 16, 31)
		if err != nil || !found {
			return out, !first
		}
		if n == 0 {
			return out, true
		}
		if uint64(len(rest)) < n {
			return append(out, rest...), true
		}
		out = append(out, rest[:n]...)
		b = bytes.TrimPrefix(bytes.TrimPrefix(rest[n:], []byte("\r")), []byte("\n"))
	}
}

// payloadDigest gives the digest over the payload of a record, as far as it is
// in memory; "" for types without one, and for revisits, whose digest is about
// another record.
func payloadDigest(r *Record) string {
	if r.digest != "" {
		return r.digest
	}
	switch r.Type() {
	case "resource", "conversion":
		r.digest = Digest(r.Block)
	case "response":
		if m := readMessage(r.Block); m.head != nil {
			r.digest = Digest(m.payload)
		}
	}
	return r.digest
}

// decode undoes content codings, the last first, up to limit bytes a stage.
// cut is "length" where the limit was met, "decode" where the coding broke
// off after some bytes.
func decode(b []byte, codings []string, limit int64) (body []byte, cut string, err error) {
	list := strings.Split(strings.ToLower(strings.Join(codings, ",")), ",")
	for i := len(list) - 1; i >= 0 && len(b) > 0; i-- {
		var z io.Reader
		switch coding := strings.TrimSpace(list[i]); coding {
		case "", "identity", "none", "utf-8":
			continue
		case "gzip", "x-gzip":
			if !bytes.HasPrefix(b, []byte{0x1f, 0x8b}) {
				continue // stored decoded
			}
			z, err = gzip.NewReader(bytes.NewReader(b))
		case "deflate":
			if z, err = zlib.NewReader(bytes.NewReader(b)); err != nil {
				z, err = flate.NewReader(bytes.NewReader(b)), nil // servers send bare deflate too
			}
		case "br": // browsers ask for it, and crawlers that drive them keep it
			z = brotli.NewReader(bytes.NewReader(b))
		case "zstd":
			var d *zstd.Decoder
			if d, err = zstd.NewReader(bytes.NewReader(b), zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(zstdMemory)); err == nil {
				defer d.Close()
				z = d
			}
		default:
			if looksDecoded(b) {
				continue
			}
			return nil, "", fmt.Errorf("content coding %q cannot be undone", coding)
		}
		if err != nil {
			return nil, "decode", nil
		}
		var why string
		if b, why = inflate(z, b, limit); why != "" {
			cut = why
		}
	}
	if int64(len(b)) > limit {
		b, cut = b[:limit], "length"
	}
	return b, cut, nil
}

// inflate reads z, the decoder over coded, up to limit bytes. A stream that is
// no stream from its first byte gives coded itself back if that is text.
func inflate(z io.Reader, coded []byte, limit int64) ([]byte, string) {
	var out bytes.Buffer
	n, err := io.Copy(&out, io.LimitReader(z, limit+1))
	switch {
	case n > limit:
		return out.Bytes()[:limit], "length"
	case err != nil && n == 0 && looksDecoded(coded):
		return coded, ""
	case err != nil:
		return out.Bytes(), "decode"
	}
	return out.Bytes(), ""
}

// looksDecoded reports whether b begins like text: a mark-up or a brace, and
// no control bytes.
func looksDecoded(b []byte) bool {
	head := bytes.TrimLeft(bytes.TrimPrefix(b, []byte("\xef\xbb\xbf")), " \t\r\n")
	if len(head) == 0 || (head[0] != '<' && head[0] != '{' && head[0] != '[') {
		return false
	}
	for _, c := range head[:min(len(head), 512)] {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' {
			return false
		}
	}
	return true
}

// fileURI gives the stand-in address of a page that is only a file name.
func fileURI(name string) string {
	return (&url.URL{Scheme: "file", Path: "/" + strings.TrimPrefix(name, "/")}).String()
}

// escapeName makes a file name fit for one field line; unescapeName undoes it.
func escapeName(name string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", "\x00", "%00").Replace(name)
}

func unescapeName(s string) string {
	if name, err := url.PathUnescape(s); err == nil {
		return name
	}
	return s
}
