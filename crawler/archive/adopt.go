package archive

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Adoption is one file that a killed process left open.
type Adoption struct {
	File    string // final name; "" if it held no whole record
	Records int    // whole records kept
	Torn    int64  // bytes moved to a file that ends in .torn
}

// adopt finishes the files that a killed process left open: whole members
// stay, the torn tail moves beside, the file gets its index and final name.
func (a *Archive) adopt() ([]Adoption, error) {
	files, err := a.files()
	if err != nil {
		return nil, err
	}
	var out []Adoption
	for _, f := range files {
		if !f.open {
			continue
		}
		done, err := a.adoptFile(f.name)
		if err != nil {
			return out, fmt.Errorf("adopt %s: %w", f.name, err)
		}
		out = append(out, done)
	}
	return out, nil
}

func (a *Archive) adoptFile(name string) (Adoption, error) {
	full := a.Path(filepath.FromSlash(name))
	f, err := os.OpenFile(full+openSuffix, os.O_RDWR, 0)
	if err != nil {
		return Adoption{}, err
	}
	defer f.Close()
	done := Adoption{File: name}
	var index []cdxEntry
	var good int64
	for r := NewReader(f, name, ReaderOptions{}); ; {
		rec, err := r.Next()
		if err == io.EOF {
			break
		}
		var damage *DamageError
		if errors.As(err, &damage) {
			continue // in the middle it stays, for Verify to tell; a tail is cut below
		}
		if err != nil {
			return done, err
		}
		if rec.Solid {
			continue // none of ours: a broken end that looks like more
		}
		done.Records++
		good = rec.Offset + rec.Length
		if e, ok := indexEntry(rec); ok {
			index = append(index, e)
		}
	}
	if done.Torn, err = moveTail(f, full, good); err != nil {
		return done, err
	}
	if err := f.Sync(); err != nil {
		return done, err
	}
	if done.Records == 0 {
		done.File = ""
		return done, os.Remove(full + openSuffix)
	}
	if err := writeCDXJ(full, index); err != nil {
		return done, err
	}
	if err := os.Rename(full+openSuffix, full); err != nil {
		return done, err
	}
	return done, syncDir(filepath.Dir(full))
}

// moveTail moves what lies behind good into a .torn file beside and gives its
// length. The copy is durable before the original is cut.
func moveTail(f *os.File, full string, good int64) (int64, error) {
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil || size <= good {
		return 0, err
	}
	if _, err := f.Seek(good, io.SeekStart); err != nil {
		return 0, err
	}
	to := fmt.Sprintf("%s.%d.torn", full, good)
	t, err := os.Create(to)
	if err != nil {
		return 0, err
	}
	n, err := io.Copy(t, f)
	if err == nil {
		err = t.Sync()
	}
	if cerr := t.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = syncDir(filepath.Dir(full))
	}
	if err != nil {
		return 0, err
	}
	return n, f.Truncate(good)
}

// warcFile is one WARC file of the archive.
type warcFile struct {
	name string // slash-separated, relative, final
	open bool   // still with the .open suffix
}

// files lists the WARC files by run, serial and site.
func (a *Archive) files() ([]warcFile, error) {
	sites, err := os.ReadDir(a.Path("warc"))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	var out []warcFile
	for _, s := range sites {
		if !s.IsDir() {
			continue
		}
		entries, err := os.ReadDir(a.Path("warc", s.Name()))
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			name, open := strings.CutSuffix(e.Name(), openSuffix)
			if e.IsDir() || strings.HasPrefix(name, ".") || !(strings.HasSuffix(name, ".warc.gz") || strings.HasSuffix(name, ".warc")) {
				continue
			}
			out = append(out, warcFile{"warc/" + s.Name() + "/" + name, open})
		}
	}
	slices.SortFunc(out, func(x, y warcFile) int {
		_, xf, _ := strings.Cut(x.name[len("warc/"):], "/")
		_, yf, _ := strings.Cut(y.name[len("warc/"):], "/")
		if c := strings.Compare(xf, yf); c != 0 {
			return c
		}
		return strings.Compare(x.name, y.name)
	})
	return out, nil
}

// openFile opens a WARC file by its final name, whatever suffix it has now.
func (a *Archive) openFile(name string) (*os.File, error) {
	full := a.Path(filepath.FromSlash(name))
	f, err := os.Open(full)
	if errors.Is(err, os.ErrNotExist) {
		f, err = os.Open(full + openSuffix)
	}
	if errors.Is(err, os.ErrNotExist) {
		f, err = os.Open(full) // renamed in between
	}
	return f, err
}
