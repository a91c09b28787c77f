package archive

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"
)

var day = time.Date(2024, 5, 17, 8, 30, 0, 123e6, time.UTC)

// newArchive gives a fresh archive, open for writing.
func newArchive(t *testing.T) *Archive {
	t.Helper()
	a, err := Create(filepath.Join(t.TempDir(), "kho"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	return a
}

func newWriter(t *testing.T, a *Archive, o WriterOptions) *Writer {
	t.Helper()
	if o.Site == "" {
		o.Site = "thu"
	}
	if o.Run == "" {
		o.Run = "20240517T083000Z"
	}
	w, err := a.NewWriter(o)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// page gives an exchange whose response is head and body.
func page(url, head, body string) *Exchange {
	head = "HTTP/1.1 " + head + "\r\n\r\n"
	return &Exchange{
		Method: "GET", URL: url, Time: day, IP: "192.0.2.7", TLS: "TLS 1.3", Total: 40 * time.Millisecond,
		Request:  []byte("GET / HTTP/1.1\r\nHost: vidu.vn\r\n\r\n"),
		Response: []byte(head + body), HeaderLen: len(head),
	}
}

func gzipped(s string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	io.WriteString(z, s)
	z.Close()
	return b.String()
}

// readAll gives all records of data and the errors between them.
func readAll(t *testing.T, r io.Reader) (records []*Record, faults []error) {
	t.Helper()
	d := NewReader(r, "tep.warc.gz", ReaderOptions{})
	for range 100000 {
		rec, err := d.Next()
		if err == io.EOF {
			return records, faults
		}
		if err != nil {
			faults = append(faults, err)
			var damage *DamageError
			if !errors.As(err, &damage) {
				return records, faults
			}
			continue
		}
		records = append(records, rec)
	}
	t.Fatal("reader does not end")
	return nil, nil
}

func captures(t *testing.T, a *Archive, pos Position) []*Capture {
	t.Helper()
	var out []*Capture
	for c, err := range a.CapturesAfter(context.Background(), pos) {
		if err != nil {
			t.Errorf("captures: %v", err)
			continue
		}
		out = append(out, c)
	}
	return out
}

func verified(t *testing.T, a *Archive) Report {
	t.Helper()
	rep, err := Verify(context.Background(), a)
	if err != nil {
		t.Fatal(err)
	}
	return rep
}

// plainRecord gives a WARC record by hand, Content-Length as it should be.
func plainRecord(version, kind, uri, contentType, block string) string {
	return fmt.Sprintf("WARC/%s\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2019-11-05T01:02:03Z\r\n"+
		"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-%012d>\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
		version, kind, uri, len(block), contentType, len(block), block)
}
