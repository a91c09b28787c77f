package archive

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// brokenSuffix marks an index that agreed with its WARC file no more; it is
// kept beside the new one.
const brokenSuffix = ".broken"

// RepairIndexes writes the CDXJ file anew beside each finished WARC file where
// it is missing or says something else than the records. The WARC files are
// not touched. It tells what it did, one line a file.
func RepairIndexes(ctx context.Context, a *Archive) ([]string, error) {
	if a.ReadOnly() {
		return nil, errors.New("repair: the archive is open for reading only")
	}
	files, err := a.files()
	if err != nil {
		return nil, fmt.Errorf("repair: %w", err)
	}
	var done []string
	for _, f := range files {
		if f.open {
			continue
		}
		var index []cdxEntry
		for r, err := range a.records(ctx, f, 0, allWritten) {
			if err != nil {
				continue // Verify tells of it
			}
			if e, ok := indexEntry(r); ok {
				index = append(index, e)
			}
		}
		if ctx.Err() != nil {
			return done, ctx.Err()
		}
		if len(a.verifyCDXJ(f.name, index)) == 0 {
			continue
		}
		full := a.Path(filepath.FromSlash(f.name))
		what := "written anew"
		aside := unused(cdxjName(full) + brokenSuffix)
		if err := os.Rename(cdxjName(full), aside); err == nil {
			what += ", the old one is kept as " + filepath.Base(aside)
		} else if !errors.Is(err, fs.ErrNotExist) {
			return done, fmt.Errorf("repair: %w", err)
		}
		if err := writeCDXJ(full, index); err != nil {
			return done, fmt.Errorf("repair: %w", err)
		}
		done = append(done, cdxjName(f.name)+": "+what)
	}
	return done, nil
}

// unused gives name, or name with the first number behind it that no file has.
func unused(name string) string {
	out := name
	for n := 2; ; n++ {
		if _, err := os.Lstat(out); err != nil {
			return out
		}
		out = fmt.Sprintf("%s.%d", name, n)
	}
}

// Torn gives the files, relative to the archive, that hold what a killed
// process left behind the last whole record.
func (a *Archive) Torn() ([]string, error) {
	found, err := filepath.Glob(a.Path("warc", "*", "*.torn"))
	if err != nil {
		return nil, err
	}
	for i, f := range found {
		if found[i], err = filepath.Rel(a.dir, f); err != nil {
			return nil, err
		}
		found[i] = filepath.ToSlash(found[i])
	}
	return found, nil
}
