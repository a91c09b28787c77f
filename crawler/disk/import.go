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
// It gives what was stored and whether it was. After that, c.File, c.Offset and
// c.Length say the place of the page's record. Syncing w, and remembering the
// key, is the caller's.
func Import(w *archive.Writer, c *archive.Capture, seen func(key string) bool) (Stored, bool, error) {
	if seen != nil && seen(Key(c)) {
		return Stored{}, false, nil
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
		return Stored{}, false, fmt.Errorf("import %s: %w", c.Name, err)
	}
	last := places[len(places)-1]
	c.File, c.Offset, c.Length = places[0].File, places[0].Offset, places[0].Length
	return Stored{places[0], group[0], last.Offset + last.Length}, true, nil
}

// Stored is a page that Import has put into the archive.
type Stored struct {
	archive.Place
	Record *archive.Record // of the page
	End    int64           // behind the last record of its group
}
