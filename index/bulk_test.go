package index

import (
	"encoding/json"
	"slices"
	"testing"
)

// indexesOf gives the names of the indexes that indexes.sql makes and rows.db
// has.
func indexesOf(t *testing.T, x *Index) (out []string) {
	t.Helper()
	rows, err := x.rows.Query(`SELECT name FROM sqlite_schema WHERE type = 'index'`)
	if err != nil {
		t.Fatal(err)
	}
	have, err := column[string](rows)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range indexName.FindAllStringSubmatch(indexes, -1) {
		if slices.Contains(have, m[1]) {
			out = append(out, m[1])
		}
	}
	return out
}

// TestBulk: an index that is filled in bulk answers meanwhile, and has all its
// indexes in the end, also where its writer was stopped.
func TestBulk(t *testing.T) {
	answers := func(x *Index) string {
		figures, err := x.Figures(t.Context(), "thu ngân sách", Filter{})
		if err != nil {
			t.Fatal(err)
		}
		all, err := x.Figures(t.Context(), "", Filter{})
		if err != nil {
			t.Fatal(err)
		}
		at, err := x.Figures(t.Context(), "", Filter{Place: "Lê Chân"})
		if err != nil {
			t.Fatal(err)
		}
		var rows [][]any
		for i := range Tables {
			for row, err := range x.Stream(t.Context(), &Tables[i], "", Filter{}) {
				if err != nil {
					t.Fatal(err)
				}
				rows = append(rows, row)
			}
		}
		if len(figures) == 0 || len(all) == 0 || len(at) == 0 || len(rows) == 0 {
			t.Fatalf("nothing to compare: %d, %d and %d figures, %d rows", len(figures), len(all), len(at), len(rows))
		}
		j, err := json.Marshal([]any{figures, all, at, rows})
		if err != nil {
			t.Fatal(err)
		}
		return string(j)
	}
	x, dir := built(t, fixture(t))
	whole := indexesOf(t, x)
	if n := len(indexName.FindAllString(indexes, -1)); len(whole) != n || x.bulk.Load() {
		t.Fatalf("%d of %d indexes after the first update, in bulk %v", len(whole), n, x.bulk.Load())
	}
	want := answers(x)
	if err := x.beginBulk(t.Context()); err != nil {
		t.Fatal(err)
	}
	if left := indexesOf(t, x); len(left) > 0 {
		t.Errorf("in bulk there are %v", left)
	}
	if got := answers(x); got != want {
		t.Errorf("in bulk: got %s, want %s", got, want)
	}
	x.Close() // as a killed writer leaves it
	y := open(t, dir, Options{ReadOnly: true})
	if got := indexesOf(t, y); !slices.Equal(got, whole) || y.bulk.Load() {
		t.Errorf("opened for reading: indexes %v, in bulk %v", got, y.bulk.Load())
	}
	if got := answers(y); got != want {
		t.Errorf("opened for reading: got %s, want %s", got, want)
	}
	y.Close()

	f := generated(childArticles)
	o := f.options()
	o.BatchSize = 20
	began := false
	z := open(t, dir, o)
	if _, err := z.Update(t.Context(), f, func(p Progress) { began = began || z.bulk.Load() }); err != nil {
		t.Fatal(err)
	}
	if got := indexesOf(t, z); !began || !slices.Equal(got, whole) || z.bulk.Load() {
		t.Errorf("after much came in: in bulk meanwhile %v, afterwards %v, indexes %v", began, z.bulk.Load(), got)
	}
	var have bool
	if err := meta(t.Context(), z.rows, bulkKey, &have); err != nil || have {
		t.Errorf("rows.db says that it is in bulk: %v, %v", have, err)
	}
}
