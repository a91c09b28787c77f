package archive

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/klauspost/compress/gzip"
)

const defaultMaxSize = 1_000_000_000

// WriterOptions say what is written where.
type WriterOptions struct {
	Site    string // directory below warc/: the site's short name, or "import"
	Run     string // sorts by time; the creation time as 20060102T150405Z if ""
	Info    Fields // fields of the warcinfo record: software, http-header-user-agent, robots, operator, …
	MaxSize int64  // bytes after which the next file is begun; 1 GB if 0
}

// Writer appends records to the WARC files of one site and run. Methods may be
// called from several goroutines; compression runs outside any lock.
type Writer struct {
	a   *Archive
	opt WriterOptions

	mu     sync.Mutex
	file   *os.File // nil between files
	name   string   // final name of file, relative to the archive
	info   string   // record id of its warcinfo
	size   int64    // bytes of whole groups in file
	index  []cdxEntry
	heads  map[string]int64 // bytes of each file's warcinfo, by name
	serial int
	broken error // a failed cut: nothing more can be written
	closed bool

	// writeAt stands between the writer and the file; tests make it fail.
	writeAt func(f *os.File, p []byte, off int64) (int, error)
}

// plainName is what site and run names are made of.
var plainName = regexp.MustCompile(`^[\pL\pN][\pL\pN._-]*$`)

// NewWriter gives a writer. No file is made before the first Append.
func (a *Archive) NewWriter(o WriterOptions) (*Writer, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.lock == nil {
		return nil, fmt.Errorf("write to archive: %w or read-only", ErrClosed)
	}
	if o.Run == "" {
		o.Run = a.opt.Now().UTC().Format("20060102T150405Z")
	}
	if !plainName.MatchString(o.Site) || !plainName.MatchString(o.Run) {
		return nil, fmt.Errorf("write to archive: site %q or run %q is no plain name", o.Site, o.Run)
	}
	if o.MaxSize == 0 {
		o.MaxSize = defaultMaxSize
	}
	w := &Writer{a: a, opt: o, writeAt: func(f *os.File, p []byte, off int64) (int, error) { return f.WriteAt(p, off) }}
	a.open[w] = true
	return w, nil
}

// Append writes the records one after another with nothing between them, and
// gives their places in the same order (also in File, Offset and Length of the
// records). Either all are written or none: after a failed write the file is
// cut back to the last whole group, and the next Append may succeed.
func (w *Writer) Append(records ...*Record) ([]Place, error) {
	for {
		info, err := w.ready()
		if err != nil {
			return nil, err
		}
		members := make([]*bytes.Buffer, len(records))
		for i, r := range records {
			r.Header.Set("WARC-Warcinfo-ID", info)
			members[i] = member(r)
		}
		places, again, err := w.writeBehind(info, records, members)
		for _, m := range members {
			spent(m)
		}
		if !again {
			return places, err
		}
	}
}

// ready makes sure that there is a file with room and gives the id of its
// warcinfo record.
func (w *Writer) ready() (info string, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	err = w.begin()
	return w.info, err
}

// writeBehind writes members that name the warcinfo record info. again: the next
// file was begun meanwhile, and nothing was written.
func (w *Writer) writeBehind(info string, records []*Record, members []*bytes.Buffer) (places []Place, again bool, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := w.begin(); err != nil {
		return nil, false, err
	}
	if info != w.info {
		return nil, true, nil
	}
	places, err = w.write(records, members)
	return places, false, err
}

// member gives a record as one gzip member, for spent to take back.
func member(r *Record) *bytes.Buffer {
	b := members.Get().(*bytes.Buffer)
	z := zippers.Get().(*gzip.Writer)
	defer zippers.Put(z)
	z.Reset(b)
	writeRecord(z, r) // into memory: cannot fail
	z.Close()
	return b
}

// spent takes back the memory of a member that was written.
func spent(b *bytes.Buffer) {
	if b.Cap() <= 1<<20 {
		b.Reset()
		members.Put(b)
	}
}

// zippers keeps compressors, which are large, for reuse, and members what they
// write to.
var (
	zippers = sync.Pool{New: func() any { return gzip.NewWriter(nil) }}
	members = sync.Pool{New: func() any { return new(bytes.Buffer) }}
)

// writeRecord writes a record uncompressed, Content-Length as the block is.
func writeRecord(z interface{ Write([]byte) (int, error) }, r *Record) {
	version := r.Version
	if version == "" {
		version = "1.1"
	}
	h := append(make(Fields, 0, len(r.Header)+1), r.Header...)
	h.Set("Content-Length", "")
	h = append(h, Field{"Content-Length", strconv.Itoa(len(r.Block))})
	z.Write([]byte("WARC/" + version + "\r\n"))
	z.Write(h.filled().bytes())
	z.Write([]byte("\r\n"))
	z.Write(r.Block)
	z.Write([]byte("\r\n\r\n"))
}

// write puts members behind the last group, one write each.
func (w *Writer) write(records []*Record, members []*bytes.Buffer) ([]Place, error) {
	at := w.size
	places := make([]Place, len(members))
	for i, m := range members {
		n, err := w.writeAt(w.file, m.Bytes(), at)
		if err == nil && n < m.Len() {
			err = fmt.Errorf("short write: %d of %d bytes", n, m.Len())
		}
		if err != nil {
			return nil, w.cutBack(err)
		}
		places[i] = Place{File: w.name, Offset: at, Length: int64(m.Len())}
		at += int64(m.Len())
	}
	for i, r := range records {
		r.File, r.Offset, r.Length, r.Size = places[i].File, places[i].Offset, places[i].Length, int64(len(r.Block))
		if e, ok := indexEntry(r); ok {
			w.index = append(w.index, e)
		}
	}
	w.size = at
	w.a.grown(w.name, at)
	return places, nil
}

// cutBack takes what a failed write left off the file.
func (w *Writer) cutBack(err error) error {
	err = fmt.Errorf("write %s: %w", w.name, err)
	if cut := w.file.Truncate(w.size); cut != nil {
		w.broken = errors.Join(err, fmt.Errorf("cut back: %w", cut))
		return w.broken
	}
	return err
}

// begin makes sure that there is a file with room.
func (w *Writer) begin() error {
	switch {
	case w.closed:
		return fmt.Errorf("write to archive: %w", ErrClosed)
	case w.broken != nil:
		return w.broken
	case w.file != nil && w.size < w.opt.MaxSize:
		return nil
	case w.file != nil:
		if err := w.finish(); err != nil {
			return err
		}
	}
	return w.create()
}

// create makes the next file and writes its warcinfo.
func (w *Writer) create() error {
	dir := w.a.Path("warc", w.opt.Site)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("write to archive: %w", err)
	}
	for {
		w.serial++
		w.name = path.Join("warc", w.opt.Site, fmt.Sprintf("%s-%05d.warc.gz", w.opt.Run, w.serial))
		if _, err := os.Lstat(w.a.Path(filepath.FromSlash(w.name))); err == nil {
			continue // an earlier writer of the same run
		}
		f, err := os.OpenFile(w.a.Path(filepath.FromSlash(w.name)+openSuffix), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o644)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return fmt.Errorf("write to archive: %w", err)
		}
		w.file, w.size, w.index = f, 0, nil
		break
	}
	fields := append(Fields{{"software", "khotin"}, {"format", "WARC File Format 1.1"},
		{"conformsTo", "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"},
		{"isPartOf", w.opt.Run}}, nil...)
	for _, f := range w.opt.Info {
		fields.Set(f.Name, f.Value)
	}
	info := newRecord("warcinfo", w.a.opt.Now(), "application/warc-fields", fields.bytes())
	info.Header.Set("WARC-Filename", path.Base(w.name))
	head := member(info)
	defer spent(head)
	if _, err := w.write([]*Record{info}, []*bytes.Buffer{head}); err != nil {
		name := w.file.Name()
		w.file.Close()
		w.file = nil
		os.Remove(name)
		w.a.gone(w.name)
		return err
	}
	w.info = info.ID()
	if w.heads == nil {
		w.heads = map[string]int64{}
	}
	w.heads[w.name] = w.size
	for _, d := range []string{dir, w.a.Path("warc"), w.a.dir} { // any may be new
		if err := syncDir(d); err != nil {
			return fmt.Errorf("write to archive: %w", err)
		}
	}
	return nil
}

// Head gives the length of the warcinfo record that a file of this writer begins
// with: the offset of its first group.
func (w *Writer) Head(file string) int64 {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.heads[file]
}

// Sync makes everything appended so far durable.
func (w *Writer) Sync() error {
	w.mu.Lock()
	f, name, size := w.file, w.name, w.size
	w.mu.Unlock()
	if f == nil {
		return nil // a finished file was synced
	}
	if err := f.Sync(); err != nil && !errors.Is(err, os.ErrClosed) {
		return fmt.Errorf("sync %s: %w", name, err)
	}
	w.a.synced(name, size)
	return nil
}

// Close syncs, writes the CDXJ index and gives the file its final name.
// Closing twice is fine.
func (w *Writer) Close() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
		return nil
	}
	w.closed = true
	w.a.mu.Lock()
	delete(w.a.open, w)
	w.a.mu.Unlock()
	if w.file == nil {
		return nil
	}
	return w.finish()
}

// finish ends the current file.
func (w *Writer) finish() error {
	f, full := w.file, w.a.Path(filepath.FromSlash(w.name))
	w.file = nil
	err := f.Sync()
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = writeCDXJ(full, w.index)
	}
	if err == nil {
		err = os.Rename(full+openSuffix, full)
	}
	if err == nil {
		err = syncDir(filepath.Dir(full))
	}
	if err != nil {
		return fmt.Errorf("finish %s: %w", w.name, err)
	}
	w.a.gone(w.name)
	return nil
}

// Now gives the time by the clock of the archive's options.
func (w *Writer) Now() time.Time { return w.a.opt.Now() }

// growth is how many bytes of whole groups a file has, and how many of them are
// on the disk.
type growth struct{ whole, synced int64 }

// grown, synced and gone keep the growth of files being written here.
func (a *Archive) grown(name string, size int64) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.live[name] = growth{whole: size, synced: a.live[name].synced}
}

func (a *Archive) synced(name string, size int64) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if g, ok := a.live[name]; ok { // else it was finished meanwhile
		a.live[name] = growth{g.whole, max(g.synced, size)}
	}
}

// syncedOf gives how many bytes of a file that is being written here are on the
// disk; 0 for others.
func (a *Archive) syncedOf(name string) int64 {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.live[name].synced
}

func (a *Archive) gone(name string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.live, name)
}

// cdxjName gives the name of the index beside a WARC file.
func cdxjName(warc string) string {
	return strings.TrimSuffix(strings.TrimSuffix(warc, ".gz"), ".warc") + ".cdxj"
}
