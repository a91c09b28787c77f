package index

import (
	"strings"
	"testing"
)

// TestRowsArePlain: rows.db needs nothing of khotin's to be opened and read:
// no function of the schema is khotin's own.
func TestRowsArePlain(t *testing.T) {
	x, _ := built(t, fixture(t))
	rows, err := x.rows.Query(`SELECT coalesce(sql, '') FROM sqlite_master`)
	if err != nil {
		t.Fatal(err)
	}
	all, err := column[string](rows)
	if err != nil || len(all) < 10 {
		t.Fatalf("%d tables and indexes: %v", len(all), err)
	}
	for _, statement := range all {
		if strings.Contains(statement, "unpacked") {
			t.Errorf("only khotin can read %s", statement)
		}
	}
}
