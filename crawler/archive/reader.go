package archive

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/klauspost/compress/gzip"
)

const (
	defaultMaxBlock = 64 << 20
	maxHeaderBytes  = 1 << 20 // of one record's named fields
	maxLineBytes    = 256 << 10
)

// ReaderOptions limit what a Reader takes into memory.
type ReaderOptions struct {
	MaxBlock int64 // bytes of a block kept, the rest is skipped; 64 MiB if 0
}

// Reader gives the records of one WARC file, plain or gzip, ours or foreign:
// WARC 0.17 to 1.1, one member a record or the whole file in one.
type Reader struct {
	name string
	opt  ReaderOptions
	seek io.ReadSeeker // nil if the source cannot seek
	base int64         // of seek, where the reader began
	in   *counter
	br   *bufio.Reader

	gz     *gzip.Reader
	inside *bufio.Reader // of gz, for one member after the other
	member *bufio.Reader // inside, in a gzip member with more records; nil between members
	start  int64         // offset of that member
	done   error         // sticky end
	once   bool          // only one record is wanted: look no further
}

// counter counts the bytes read from the source.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// NewReader reads records from r, from where it stands. name stands in records
// and errors; offsets count from where r stands. If r is an io.ReadSeeker,
// reading goes on behind damage; else damage is the end.
func NewReader(r io.Reader, name string, o ReaderOptions) *Reader {
	if o.MaxBlock == 0 {
		o.MaxBlock = defaultMaxBlock
	}
	in := &counter{r: r}
	d := &Reader{name: name, opt: o, in: in, br: bufio.NewReaderSize(in, 64<<10)}
	if s, ok := r.(io.ReadSeeker); ok {
		if at, err := s.Seek(0, io.SeekCurrent); err == nil {
			d.seek, d.base = s, at
		}
	}
	return d
}

// offset gives the bytes consumed so far.
func (d *Reader) offset() int64 { return d.in.n - int64(d.br.Buffered()) }

// Next gives the next record; io.EOF at the end. After a *DamageError, Next
// may be called again: it goes on behind the damage. Any other error is one of
// the source and is final.
func (d *Reader) Next() (*Record, error) {
	for {
		if r, err := d.next(); r != nil || err != nil {
			return r, err
		}
	}
}

// next is Next, but gives neither record nor error for an empty gzip member.
func (d *Reader) next() (*Record, error) {
	if d.done != nil {
		return nil, d.done
	}
	if d.member != nil {
		return d.solid()
	}
	at := d.offset()
	magic, err := d.br.Peek(2)
	if err != nil && err != io.EOF {
		return nil, d.stop(fmt.Errorf("%s: %w", d.name, err))
	}
	if len(magic) == 0 {
		return nil, d.stop(io.EOF)
	}
	if bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		return d.compressed(at)
	}
	r, err := d.plain()
	if err == io.EOF {
		return nil, d.stop(err)
	}
	if err != nil {
		return nil, d.damage(at, err, true)
	}
	return r, nil
}

func (d *Reader) stop(err error) error {
	d.done = err
	return err
}

// plain reads an uncompressed record, line ends before it skipped. io.EOF: only
// line ends were left.
func (d *Reader) plain() (*Record, error) {
	if err := skipLineEnds(d.br); err != nil {
		return nil, err
	}
	at := d.offset()
	r, err := parseRecord(d.br, d.opt.MaxBlock)
	if err != nil {
		return nil, whole(err)
	}
	if err := endRecord(d.br); err != nil && err != io.EOF {
		return nil, err
	}
	r.File, r.Offset, r.Length = d.name, at, d.offset()-at
	return r, nil
}

// compressed reads the gzip member that begins at at.
func (d *Reader) compressed(at int64) (*Record, error) {
	var err error
	if d.gz == nil {
		d.gz, err = gzip.NewReader(d.br)
	} else {
		err = d.gz.Reset(d.br)
	}
	if err != nil {
		return nil, d.damage(at, whole(err), false)
	}
	d.gz.Multistream(false)
	if d.inside == nil {
		d.inside = bufio.NewReaderSize(d.gz, 16<<10)
	}
	m := d.inside
	m.Reset(d.gz)
	if err := skipLineEnds(m); err != nil {
		if err == io.EOF { // an empty member: nothing is lost
			return nil, nil
		}
		return nil, d.damage(at, err, false)
	}
	r, err := parseRecord(m, d.opt.MaxBlock)
	if err == io.EOF { // the member is whole, its record is not
		err = fmt.Errorf("the gzip member ends within its record, which may go on in the next: a record has to be one member: %w", io.ErrUnexpectedEOF)
	}
	if err != nil {
		return nil, d.damage(at, whole(err), false)
	}
	r.File, r.Offset = d.name, at
	switch err := endRecord(m); err {
	case io.EOF:
		r.Length = d.offset() - at
	case nil: // more follows: a file compressed as a whole, or a broken end
		if next, _ := m.Peek(5); string(next) != "WARC/" {
			return nil, d.damage(at, errors.New("no record behind the first of the member"), false)
		}
		d.member, d.start, r.Solid = m, at, true
	default:
		return nil, d.damage(at, err, false)
	}
	return r, nil
}

// solid reads the next record of a member that holds several.
func (d *Reader) solid() (*Record, error) {
	r, err := parseRecord(d.member, d.opt.MaxBlock)
	if err == nil {
		err = endRecord(d.member)
		if err == io.EOF {
			d.member, err = nil, nil
		}
	}
	if err != nil {
		d.member = nil
		return nil, d.damage(d.start, whole(err), false)
	}
	r.File, r.Offset, r.Solid = d.name, d.start, true
	return r, nil
}

// whole turns the end of input inside a record into io.ErrUnexpectedEOF.
func whole(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// skipLineEnds skips the line ends between records. io.EOF: nothing else is
// left.
func skipLineEnds(br *bufio.Reader) error {
	for {
		c, err := br.ReadByte()
		if err != nil {
			return err
		}
		if c != '\r' && c != '\n' {
			return br.UnreadByte()
		}
	}
}

// endRecord reads the line ends behind a block. io.EOF: nothing else is left.
func endRecord(br *bufio.Reader) error {
	if c, err := br.Peek(1); err == nil && c[0] != '\r' && c[0] != '\n' {
		return errors.New("block is not as long as Content-Length says")
	}
	return skipLineEnds(br)
}

// ErrARC: an ARC file, whose first record is called filedesc.
// https://archive.org/web/researcher/ArcFileFormat.php
var ErrARC = errors.New("an ARC file")

// parseRecord reads one record up to the end of its block.
func parseRecord(br *bufio.Reader, maxBlock int64) (*Record, error) {
	const mark = "WARC/"
	head, err := br.Peek(20)
	if bytes.HasPrefix(head, []byte("filedesc:")) {
		return nil, ErrARC
	}
	if !bytes.HasPrefix(head, []byte(mark)[:min(len(head), len(mark))]) {
		return nil, fmt.Errorf("not a WARC record: it begins with %q", head)
	}
	if len(head) < len(mark) {
		return nil, err
	}
	line, err := readLine(br)
	if err != nil {
		return nil, err
	}
	r := &Record{Version: strings.TrimPrefix(line, mark)}
	if r.Header, err = readFields(br); err != nil {
		return nil, err
	}
	size, err := strconv.ParseInt(r.Header.Get("Content-Length"), 10, 64)
	if err != nil || size < 0 {
		return nil, fmt.Errorf("record with Content-Length %.40q", r.Header.Get("Content-Length"))
	}
	r.Size = size
	if r.Block, err = readBlock(br, min(size, maxBlock)); err != nil {
		return nil, err
	}
	if rest := size - int64(len(r.Block)); rest > 0 {
		if _, err := io.CopyN(io.Discard, br, rest); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// readBlock reads n bytes. io.EOF: there are less; other errors are those of the
// source, io.ErrUnexpectedEOF of a gzip member that is cut off.
func readBlock(br *bufio.Reader, n int64) ([]byte, error) {
	if n > 1<<20 { // so much is believed only when it comes
		var block bytes.Buffer
		_, err := io.CopyN(&block, br, n)
		return block.Bytes(), err
	}
	block := make([]byte, n)
	for rest := block; len(rest) > 0; { // io.ReadFull tells a member that is cut off as it tells one that ends
		k, err := br.Read(rest)
		if err != nil {
			return nil, err
		}
		rest = rest[k:]
	}
	return block, nil
}

var errHeaderTooLong = errors.New("record header too long")

// readFields reads named fields up to the empty line. Continuation lines (WARC
// 1.0) are joined by a space; lines without a colon are left out.
func readFields(br *bufio.Reader) (Fields, error) {
	f := make(Fields, 0, 16)
	total := 0
	for {
		line, err := readLine(br)
		if err != nil {
			return nil, err
		}
		if line == "" {
			return f, nil
		}
		if total += len(line); total > maxHeaderBytes {
			return nil, errHeaderTooLong
		}
		if (line[0] == ' ' || line[0] == '\t') && len(f) > 0 {
			f[len(f)-1].Value += " " + strings.TrimSpace(line)
			continue
		}
		if name, value, ok := strings.Cut(line, ":"); ok {
			f = append(f, Field{strings.TrimSpace(name), strings.TrimSpace(value)})
		}
	}
}

// readLine reads a line without its end.
func readLine(br *bufio.Reader) (string, error) {
	var line []byte
	for {
		part, err := br.ReadSlice('\n')
		if err == nil && line == nil { // as nearly always
			return string(bytes.TrimRight(part, "\r\n")), nil
		}
		line = append(line, part...)
		if err == bufio.ErrBufferFull {
			if len(line) > maxLineBytes {
				return "", errHeaderTooLong
			}
			continue
		}
		if err != nil {
			return "", err
		}
		return string(bytes.TrimRight(line, "\r\n")), nil
	}
}

// readAt reads the one record that begins at offset of f. The record's File is
// name.
func readAt(f io.ReaderAt, name string, offset int64) (*Record, error) {
	const noEnd = 1<<63 - 1
	src := io.NewSectionReader(f, offset, noEnd-offset)
	d := NewReader(struct{ io.Reader }{src}, name, ReaderOptions{})
	d.once = true
	r, err := d.Next()
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	var damage *DamageError
	if errors.As(err, &damage) {
		err = damage.Err
	}
	if err != nil {
		return nil, fmt.Errorf("%s: no record at %d: %w", name, offset, err)
	}
	r.Offset += offset
	return r, nil
}
