// Package disk gives pages that are already on disk as captures: HTML files,
// text dumps, JSON lines, WARC, WET and WACZ files, and directories of them;
// and stores them in an archive.
package disk

import (
	"context"
	"io"
	"iter"

	"khotin/crawler/archive"
)

// Read gives the pages behind paths in order; directories are walked sorted.
// "-" is stdin. An error (nil capture) concerns one path, line or record, says
// which, and the iteration goes on; only the end of ctx ends it early.
//
// Capture.Name is the path relative to the argument's parent. Text dumps are
// resources of type text/plain; charset=utf-8, JSON lines resources of type
// application/json whose body is the line. Responses of WARC files come
// whatever they hold (robots.txt, images, errors); revisits are left out.
func Read(ctx context.Context, paths []string, stdin io.Reader) iter.Seq2[*archive.Capture, error] {
	return func(yield func(*archive.Capture, error) bool) {}
}

// Key tells an imported page apart: its URL or, without one, its name, and the
// payload digest.
func Key(c *archive.Capture) string {
	id := c.URL
	if id == "" {
		id = c.Name
	}
	return id + " " + c.Digest
}

// Import stores a capture of Read in the archive, unless seen says that its
// Key is there already. It reports whether it was stored, and where. Syncing
// is the caller's.
func Import(w *archive.Writer, c *archive.Capture, seen func(key string) bool) (archive.Place, bool, error) {
	return archive.Place{}, false, nil
}
