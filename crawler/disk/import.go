package disk

import (
	"fmt"

	"khotin/crawler/archive"
)

// Key tells an imported page apart: its URL or, without one, its name, and the
// payload digest. A record of a foreign WARC file has its own name or none, not
// that of the file.
func Key(c *archive.Capture) string {
	id := c.URL
	if id == "" && c.Record != nil {
		id = c.Record.Name()
	} else if id == "" {
		id = c.Name
	}
	return id + " " + c.Digest
}

// Import stores a capture of Read in the archive, unless seen says that its
// Key is there already (seen may be nil). A page from a file becomes a
// resource record; a record of a foreign WARC file keeps its id, date, fields
// and block, and a metadata record beside it says where it came from.
//
// It gives the place of the page's record and whether it was stored. After
// that, c.File, c.Offset and c.Length say the same place. Syncing w, and
// remembering the key, is the caller's.
func Import(w *archive.Writer, c *archive.Capture, seen func(key string) bool) (archive.Place, bool, error) {
	if seen != nil && seen(Key(c)) {
		return archive.Place{}, false, nil
	}
	var group []*archive.Record
	if c.Record != nil {
		group = archive.Imported(c.Record, c.Name, w.Now())
	} else {
		r := archive.NewResource(c.URL, c.Name, c.Header.Get("Content-Type"), c.Time, c.Body)
		group = []*archive.Record{r}
	}
	places, err := w.Append(group...)
	if err != nil {
		return archive.Place{}, false, fmt.Errorf("import %s: %w", c.Name, err)
	}
	c.File, c.Offset, c.Length = places[0].File, places[0].Offset, places[0].Length
	return places[0], true, nil
}
