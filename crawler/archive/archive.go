package archive

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/gofrs/flock"
)

// Sentinels for callers that branch.
var (
	// ErrNotArchive: the directory is missing, or is no archive.
	ErrNotArchive = errors.New("not a khotin archive")
	// ErrLocked: another process writes to the archive.
	ErrLocked = errors.New("archive is being written")
	// ErrClosed: the archive or writer was closed.
	ErrClosed = errors.New("archive is closed")
)

const (
	markerName    = "khotin-archive.json"
	lockName      = "khotin.lock"
	formatVersion = 1
	openSuffix    = ".open"
)

// marker is what stands in khotin-archive.json.
type marker struct {
	Format  int       `json:"format"`
	Created time.Time `json:"created"`
}

// Options of Open. The zero value opens for writing.
type Options struct {
	ReadOnly bool             // take no lock, change nothing
	Now      func() time.Time // time.Now if nil
}

// Archive is an open archive directory. Its methods may be called from several
// goroutines.
type Archive struct {
	dir     string
	opt     Options
	lock    *flock.Flock // nil when read-only
	created time.Time
	adopted []Adoption

	mu   sync.Mutex
	live map[string]growth // final name of files being written here
	open map[*Writer]bool
}

// Create makes dir an archive and opens it for writing. A directory that is
// one already is opened. One that holds other things than configuration is
// refused with ErrNotArchive.
func Create(dir string) (*Archive, error) {
	if _, err := readMarker(dir); err == nil {
		return Open(dir, Options{})
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("create archive: %w", err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("create archive: %w", err)
	}
	for _, e := range entries {
		if !mayPrecede(e.Name()) {
			return nil, fmt.Errorf("create archive in %s: %w, and not empty", dir, ErrNotArchive)
		}
	}
	text, err := json.Marshal(marker{Format: formatVersion, Created: time.Now().UTC().Truncate(time.Second)})
	if err != nil {
		return nil, err
	}
	if err := writeFile(filepath.Join(dir, markerName), append(text, '\n')); err != nil {
		return nil, fmt.Errorf("create archive: %w", err)
	}
	return Open(dir, Options{})
}

// mayPrecede reports whether a file of that name may be in a directory that is
// about to become an archive: configuration written first, hidden files, and
// what a Create that was killed left.
func mayPrecede(name string) bool {
	switch filepath.Ext(name) {
	case ".yaml", ".yml":
		return true
	}
	return name == "sites" || name == lockName || strings.HasPrefix(name, ".") || strings.HasPrefix(name, markerName)
}

// Open opens the archive in dir. Errors wrap ErrNotArchive or, for writing,
// ErrLocked. Opening for writing adopts the files that a killed process left
// open; Adopted tells which.
func Open(dir string, o Options) (*Archive, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	m, err := readMarker(dir)
	if err != nil {
		return nil, err
	}
	a := &Archive{dir: dir, opt: o, created: m.Created, live: map[string]growth{}, open: map[*Writer]bool{}}
	if o.ReadOnly {
		return a, nil
	}
	if err := a.takeLock(); err != nil {
		return nil, err
	}
	if a.adopted, err = a.adopt(); err != nil {
		a.lock.Close()
		return nil, err
	}
	return a, nil
}

// readMarker reads the marker file of dir.
func readMarker(dir string) (marker, error) {
	var m marker
	text, err := os.ReadFile(filepath.Join(dir, markerName))
	if err != nil {
		if errors.Is(err, os.ErrNotExist) {
			return m, fmt.Errorf("%s: %w", dir, ErrNotArchive)
		}
		return m, fmt.Errorf("open archive: %w", err)
	}
	if err := json.Unmarshal(text, &m); err != nil || m.Format == 0 {
		return m, fmt.Errorf("%s: %w: %s cannot be read", dir, ErrNotArchive, markerName)
	}
	if m.Format > formatVersion {
		return m, fmt.Errorf("%s: archive format %d is newer than this program knows (%d)", dir, m.Format, formatVersion)
	}
	return m, nil
}

// takeLock takes the writer's lock and writes the pid into the lock file.
func (a *Archive) takeLock() error {
	path := filepath.Join(a.dir, lockName)
	lock := flock.New(path, flock.SetPermissions(0o644))
	got, err := lock.TryLock()
	if err != nil {
		return fmt.Errorf("lock archive: %w", err)
	}
	if !got {
		pid := "unknown"
		if text, err := os.ReadFile(path); err == nil && len(text) > 0 {
			pid = strings.TrimSpace(string(text))
		}
		return fmt.Errorf("%s: %w by process %s", a.dir, ErrLocked, pid)
	}
	if err := os.WriteFile(path, fmt.Appendf(nil, "%d\n", os.Getpid()), 0o644); err != nil {
		lock.Close()
		return fmt.Errorf("lock archive: %w", err)
	}
	a.lock = lock
	return nil
}

// Dir gives the directory of the archive.
func (a *Archive) Dir() string { return a.dir }

// Created gives the time the archive was made, UTC.
func (a *Archive) Created() time.Time { return a.created }

// ReadOnly reports whether the archive was opened for reading only.
func (a *Archive) ReadOnly() bool { return a.opt.ReadOnly }

// Adopted tells what Open found left over by a killed process.
func (a *Archive) Adopted() []Adoption { return a.adopted }

// Path gives the path of something in the archive: Path("frontier.db").
func (a *Archive) Path(elem ...string) string {
	return filepath.Join(append([]string{a.dir}, elem...)...)
}

// Close closes the writers still open and gives the lock back. Closing twice
// is fine.
func (a *Archive) Close() error {
	a.mu.Lock()
	var writers []*Writer
	for w := range a.open {
		writers = append(writers, w)
	}
	a.mu.Unlock()
	var errs []error
	for _, w := range writers {
		errs = append(errs, w.Close())
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.lock != nil {
		os.Truncate(a.lock.Path(), 0) // the pid holds no more; losing this is harmless
		errs = append(errs, a.lock.Close())
		a.lock = nil
	}
	return errors.Join(errs...)
}

// writeFile writes a small file so that it is there whole or not at all.
func writeFile(path string, text []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".tmp*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(text)
	if err == nil {
		err = f.Chmod(0o644)
	}
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}

// syncDir makes renames in dir durable.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}
