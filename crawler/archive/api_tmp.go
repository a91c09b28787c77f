package archive

import (
	"context"
	"errors"
	"io"
	"iter"
	"net/http"
	"time"
)

var errNotYet = errors.New("under construction")

type wireConn struct{}

// RoundTrip implements http.RoundTripper.
func (t *Recorder) RoundTrip(req *http.Request) (*http.Response, error) { return nil, errNotYet }

// CloseIdleConnections closes the connections that wait for reuse.
func (t *Recorder) CloseIdleConnections() {}

// WriterOptions say what is written where.
type WriterOptions struct {
	Site    string // directory below warc/: the site's short name, or "import"
	Run     string // sorts by time; the creation time as 20060102T150405Z if ""
	Info    Fields // fields of the warcinfo record: software, http-header-user-agent, robots, operator, …
	MaxSize int64  // bytes after which the next file is begun; 1 GB if 0
}

// Writer appends records to the WARC files of one site and run. Methods may be
// called from several goroutines.
type Writer struct{}

// NewWriter gives a writer. No file is made before the first Append.
func (a *Archive) NewWriter(o WriterOptions) (*Writer, error) { return nil, errNotYet }

// Append writes the records one after another with nothing between them, and
// gives their places in the same order. Either all are written or none: after
// a failed write the file is cut back to the last whole group.
func (w *Writer) Append(records ...*Record) ([]Place, error) { return nil, errNotYet }

// Sync makes everything appended so far durable.
func (w *Writer) Sync() error { return errNotYet }

// Close syncs, writes the CDXJ index and gives the file its final name.
func (w *Writer) Close() error { return errNotYet }

// Adoption is one file that a killed process left open.
type Adoption struct {
	File    string // final name; "" if it held no whole record
	Records int    // whole records kept
	Torn    int64  // bytes moved to the .torn file
}

func (a *Archive) adopt() ([]Adoption, error) { return nil, nil }

// PlayOptions limit what Play takes into memory.
type PlayOptions struct {
	MaxBody int64 // decoded bytes; 32 MiB if 0
}

// Play gives the capture behind a response, resource, conversion or revisit
// record; other types are ErrNoCapture.
func Play(r *Record, o PlayOptions) (*Capture, error) { return nil, errNotYet }

// ErrNoCapture: a record of that type holds no page.
var ErrNoCapture = errors.New("record holds no capture")

const nameField = "Khotin-Name"

func fileURI(name string) string                  { return "file:///" + name }
func payloadDigest(r *Record) string              { return "" }
func httpPayload(b []byte) (head, payload []byte) { return nil, nil }

// DamageError is a stretch of a WARC file that cannot be read.
type DamageError struct {
	File   string // as given to the reader
	Offset int64  // where the damage begins
	End    int64  // where reading goes on; the size of the file if nothing follows
	Torn   bool   // the damage reaches the end of the file
	Err    error
}

func (e *DamageError) Error() string { return e.File }
func (e *DamageError) Unwrap() error { return e.Err }

// ReaderOptions limit what a Reader takes into memory.
type ReaderOptions struct {
	MaxBlock int64 // bytes of a block kept, the rest is skipped; 64 MiB if 0
}

// Reader gives the records of one WARC file, plain or gzip, ours or foreign.
type Reader struct{}

// NewReader reads records from r. name stands in records and errors. If r is
// an io.ReadSeeker, reading goes on behind damage.
func NewReader(r io.Reader, name string, o ReaderOptions) *Reader { return nil }

// Next gives the next record; io.EOF at the end. After a *DamageError, Next
// may be called again: it goes on behind the damage.
func (r *Reader) Next() (*Record, error) { return nil, errNotYet }

// ReadAt reads the record at offset in file, a path relative to the archive as
// in Capture.File.
func (a *Archive) ReadAt(file string, offset int64) (*Record, error) { return nil, errNotYet }

// Position is how far captures were read: file (as in Capture.File) → offset
// behind the last record seen. Nil is the start. It is kept per file because
// several files grow at the same time.
type Position map[string]int64

// Pass notes that c has been dealt with.
func (p Position) Pass(c *Capture) { p[c.File] = max(p[c.File], c.Offset+c.Length) }

// Captures gives every capture of the archive: responses whatever their
// status (robots.txt, feeds and errors too), resources, conversions and
// revisits. Files come by run, serial and site, records by offset. An error
// (nil capture) is about one record or stretch of a file; the iteration goes
// on, unless ctx ends, which is the last error given.
func (a *Archive) Captures(ctx context.Context) iter.Seq2[*Capture, error] { return nil }

// CapturesAfter gives the captures that lie behind pos, in the same order. pos
// is not changed.
func (a *Archive) CapturesAfter(ctx context.Context, pos Position) iter.Seq2[*Capture, error] {
	return nil
}

// Fault is one thing that Verify found wrong.
type Fault struct {
	File   string
	Offset int64 // -1 where it concerns the whole file
	What   string
}

// Report is what Verify found.
type Report struct {
	Files, Records, Captures int
	Bytes                    int64
	Faults                   []Fault
	Notes                    []string // not wrong, but worth knowing
}

// Verify reads every record, recomputes block and payload digests, and
// compares the CDXJ files.
func Verify(ctx context.Context, a *Archive) (Report, error) { return Report{}, errNotYet }

var _ = time.Now
