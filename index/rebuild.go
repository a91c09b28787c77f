package index

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
)

// Rebuild makes a new index of the whole archive in dir beside the old one,
// which goes on answering, and then puts it in the old one's place. A killed
// or failed Rebuild leaves the old one as it was.
func Rebuild(ctx context.Context, dir string, o Options, src Source, progress func(Progress)) (Progress, error) {
	if err := settle(dir); err != nil {
		return Progress{}, err
	}
	made := filepath.Join(dir, madeDir)
	x, err := create(made, o)
	if err != nil {
		return Progress{}, fmt.Errorf("reindex: %w", err)
	}
	p, err := x.Update(ctx, src, progress)
	if err != nil {
		x.Close()
		os.RemoveAll(made) // what stays behind is cleared by the next one
		return p, fmt.Errorf("reindex: %w", err)
	}
	if err := x.Close(); err != nil {
		return p, fmt.Errorf("reindex: %w", err)
	}
	return p, exchange(dir)
}

// exchange puts the ready index in the place of the old one. Killed between
// any two steps it is finished, or undone, by settle.
func exchange(dir string) error {
	at, made, old := filepath.Join(dir, dirName), filepath.Join(dir, madeDir), filepath.Join(dir, oldDir)
	steps := []func() error{
		func() error { return os.RemoveAll(old) },
		func() error { return os.WriteFile(filepath.Join(made, readyName), nil, 0o644) },
		func() error {
			if err := os.Rename(at, old); err != nil && !os.IsNotExist(err) {
				return err
			}
			return nil
		},
		func() error { return os.Rename(made, at) },
		func() error { return os.RemoveAll(old) },
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return fmt.Errorf("put the new index in its place: %w", err)
		}
	}
	return nil
}
