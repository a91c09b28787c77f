package index

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/gofrs/flock"

	"khotin/extract/text"
)

// Watch is a query that is asked again and again: only what is new since the
// last time is an answer. Watches lie beside the index, which may be made
// anew without them.
type Watch struct {
	Name  string `json:"name"`
	Table string `json:"table"` // articles or figures
	Query string `json:"query"`
	Place string `json:"place,omitempty"`
	Site  string `json:"site,omitempty"`
	Made  string `json:"made"` // RFC 3339
	// Seen are the keys of the rows that were answers before, sorted.
	Seen []string `json:"seen"`
	// Recent are the newest answers, newest last, for feeds.
	Recent []News `json:"recent"`
}

// News is a row that a watch found.
type News struct {
	Watch     string `json:"watch"`
	ID        string `json:"article"`
	Published string `json:"published"`
	Captured  string `json:"captured,omitempty"` // of an article
	Title     string `json:"title"`
	URL       string `json:"url"`
	Site      string `json:"site"`
	Place     string `json:"place"`
	// Of a figure.
	Indicator string `json:"indicator,omitempty"`
	Value     string `json:"value,omitempty"`
	Unit      string `json:"unit,omitempty"`
	Period    string `json:"period,omitempty"`
	Sentence  string `json:"sentence,omitempty"`
	Key       string `json:"key"` // what it is known by, also after a reindex
}

// recentNews is how many answers a watch remembers for feeds.
const recentNews = 100

// watchesDir is below the archive.
const watchesDir = "watches"

// ErrNoWatch: no watch has this name.
var ErrNoWatch = errors.New("no such watch")

// Watches are the watches of an archive, held against other processes until
// they are closed.
type Watches struct {
	dir  string
	lock *flock.Flock
}

// OpenWatches opens the watches of the archive in dir. An error wraps
// ErrLocked where another process holds them.
func OpenWatches(dir string) (*Watches, error) {
	w := &Watches{dir: filepath.Join(dir, watchesDir)}
	if err := os.MkdirAll(w.dir, 0o755); err != nil {
		return nil, err
	}
	w.lock = flock.New(filepath.Join(w.dir, "lock"))
	ok, err := w.lock.TryLock()
	if err == nil && !ok {
		err = fmt.Errorf("%s: %w by another process", w.dir, ErrLocked)
	}
	if err != nil {
		return nil, err
	}
	return w, nil
}

// Close lets go of the watches.
func (w *Watches) Close() error { return w.lock.Unlock() }

var watchName = regexp.MustCompile(`^[a-z0-9][a-z0-9-]*$`)

// WatchName makes the name of a watch of its query: lower case, without
// diacritics, blanks as hyphens.
func WatchName(query string) string {
	fold := strings.FieldsFunc(text.Fold(text.Normalize(query)), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	return strings.Join(fold, "-")
}

func (w *Watches) path(name string) string { return filepath.Join(w.dir, name+".json") }

// Names are the names of all watches, sorted.
func (w *Watches) Names() ([]string, error) {
	files, err := filepath.Glob(filepath.Join(w.dir, "*.json"))
	for i := range files {
		files[i] = strings.TrimSuffix(filepath.Base(files[i]), ".json")
	}
	return files, err
}

// Load reads a watch. An error wraps ErrNoWatch.
func (w *Watches) Load(name string) (Watch, error) {
	var out Watch
	b, err := os.ReadFile(w.path(name))
	if errors.Is(err, fs.ErrNotExist) || !watchName.MatchString(name) {
		return out, fmt.Errorf("%s: %w", name, ErrNoWatch)
	}
	if err == nil {
		err = json.Unmarshal(b, &out)
	}
	if err != nil {
		return out, fmt.Errorf("watch %s: %w", name, err)
	}
	return out, nil
}

// Remove forgets a watch. An error wraps ErrNoWatch.
func (w *Watches) Remove(name string) error {
	if _, err := w.Load(name); errors.Is(err, ErrNoWatch) {
		return err
	}
	return os.Remove(w.path(name))
}

// Prepare writes a watch beside the one that is kept and gives what puts it in
// its place, in one step: between showing what is new and that step nothing
// else needs to happen.
func (w *Watches) Prepare(v Watch) (commit func() error, err error) {
	if !watchName.MatchString(v.Name) {
		return nil, fmt.Errorf("%q is no name of a watch: letters a to z, digits and hyphens", v.Name)
	}
	slices.Sort(v.Seen)
	v.Seen = slices.Compact(v.Seen)
	v.Recent = v.Recent[max(0, len(v.Recent)-recentNews):]
	b, err := json.Marshal(&v)
	if err != nil {
		return nil, err
	}
	f, err := os.OpenFile(w.path(v.Name)+".new", os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o644)
	if err != nil {
		return nil, err
	}
	_, err = f.Write(append(b, '\n'))
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return nil, fmt.Errorf("watch %s: %w", v.Name, err)
	}
	return func() error { return os.Rename(f.Name(), w.path(v.Name)) }, nil
}

// News gives the rows that a watch has not seen, oldest publication first, and
// marks them in it as seen.
func (x *Index) News(ctx context.Context, v *Watch) ([]News, error) {
	t := TableNamed(v.Table)
	if t == nil || v.Table != "articles" && v.Table != "figures" {
		return nil, fmt.Errorf("watch %s: %q cannot be watched", v.Name, v.Table)
	}
	seen := make(map[string]bool, len(v.Seen))
	for _, k := range v.Seen {
		seen[k] = true
	}
	var out []News
	for row, err := range x.Stream(ctx, t, v.Query, Filter{Place: v.Place, Site: v.Site}) {
		if err != nil {
			return nil, err
		}
		n := newsOf(t, row)
		if seen[n.Key] {
			continue
		}
		seen[n.Key] = true
		n.Watch = v.Name
		out = append(out, n)
	}
	slices.SortStableFunc(out, func(a, b News) int { return strings.Compare(a.Published, b.Published) })
	for _, n := range out {
		v.Seen = append(v.Seen, n.Key)
	}
	v.Recent = append(v.Recent, out...)
	return out, nil
}

// newsOf makes News of a row. A figure is known by what it says, so that other
// rules that find more in its article do not make it new.
func newsOf(t *Table, row []any) News {
	get := func(name string) string {
		i := t.column(name)
		if i < 0 || row[i] == nil {
			return ""
		}
		return fmt.Sprint(row[i])
	}
	n := News{ID: get("article"), Published: get("published"), Title: get("title"), URL: get("url"), Site: get("site"), Place: get("place")}
	if t.Name == "articles" {
		n.ID, n.Captured = get("id"), get("captured")
		n.Key = n.ID
		return n
	}
	n.Indicator, n.Value, n.Unit, n.Sentence = get("indicator"), get("value"), get("unit"), get("sentence")
	if n.Period = get("period_start"); n.Period != get("period_end") {
		n.Period += ".." + get("period_end")
	}
	what := strings.Join([]string{n.ID, text.Fold(text.Normalize(n.Indicator)), get("measure"), n.Value, n.Unit, n.Period, get("basis")}, "\x00")
	sum := sha256.Sum256([]byte(what))
	n.Key = hex.EncodeToString(sum[:8])
	return n
}

// What says in a few words what is new.
func (n *News) What() string {
	if n.Indicator == "" {
		return n.Title
	}
	return strings.TrimSpace(n.Indicator + ": " + strings.Replace(n.Value, ".", ",", 1) + " " + n.Unit)
}
