package archive

import (
	"bytes"
	"fmt"
	"io"

	"github.com/klauspost/compress/gzip"
)

// DamageError is a stretch of a WARC file that cannot be read.
type DamageError struct {
	File   string // as given to the reader
	Offset int64  // where the damage begins
	End    int64  // where reading goes on; the end of the file if nothing follows
	Torn   bool   // the damage reaches the end of the file
	Err    error
}

func (e *DamageError) Error() string {
	kind := "broken record"
	if e.Torn {
		kind = "torn tail"
	}
	return fmt.Sprintf("%s: %s at %d, %d bytes: %v", e.File, kind, e.Offset, e.End-e.Offset, e.Err)
}

func (e *DamageError) Unwrap() error { return e.Err }

// damage gives the error for what begins at at and sets the reader behind it.
func (d *Reader) damage(at int64, err error, plain bool) error {
	e := &DamageError{File: d.name, Offset: at, Err: err}
	end, found := d.resync(at+1, plain)
	if e.End = end; !found {
		e.Torn = true
		d.done = io.EOF
	}
	return e
}

// resync looks for the next record at or behind from and sets the reader to
// it. Without one it gives the end of the source.
func (d *Reader) resync(from int64, plain bool) (int64, bool) {
	if d.seek == nil {
		if !d.once {
			io.Copy(io.Discard, d.br)
		}
		return d.offset(), false
	}
	size, err := d.seek.Seek(0, io.SeekEnd)
	if err != nil {
		return from, false
	}
	size -= d.base
	const window = 64 << 10
	buf := make([]byte, window)
	for pos := from; pos < size; {
		n, err := d.readAt(buf, pos)
		if n == 0 || (err != nil && err != io.EOF && err != io.ErrUnexpectedEOF) {
			break
		}
		for i := 0; i < n; {
			k := nextMark(buf[i:n], plain)
			if k < 0 {
				break
			}
			if d.recordAt(pos + int64(i+k)) {
				d.restart(pos + int64(i+k))
				return pos + int64(i+k), true
			}
			i += k + 1
		}
		if n < len(buf) {
			break
		}
		pos += int64(n) - 16 // a mark may lie across the edge
	}
	return size, false
}

// nextMark finds where a record may begin: the gzip magic, or in a plain file
// a version line. -1 if nowhere.
func nextMark(b []byte, plain bool) int {
	k := bytes.Index(b, []byte{0x1f, 0x8b, 8})
	if !plain {
		return k
	}
	if v := bytes.Index(b, []byte("\nWARC/")); v >= 0 && (k < 0 || v+1 < k) {
		return v + 1
	}
	return k
}

// recordAt reports whether what lies at pos starts like a record.
func (d *Reader) recordAt(pos int64) bool {
	buf := make([]byte, 4<<10)
	n, _ := d.readAt(buf, pos)
	buf = buf[:n]
	if bytes.HasPrefix(buf, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(bytes.NewReader(buf))
		if err != nil {
			return false
		}
		text := make([]byte, len("WARC/"))
		io.ReadFull(z, text)
		return string(text) == "WARC/"
	}
	return bytes.HasPrefix(buf, []byte("WARC/"))
}

func (d *Reader) readAt(p []byte, pos int64) (int, error) {
	if _, err := d.seek.Seek(d.base+pos, io.SeekStart); err != nil {
		return 0, err
	}
	return io.ReadFull(d.seek, p)
}

// restart sets the reader to pos.
func (d *Reader) restart(pos int64) {
	if _, err := d.seek.Seek(d.base+pos, io.SeekStart); err != nil {
		d.done = err
		return
	}
	d.in.n = pos
	d.br.Reset(d.in)
}
