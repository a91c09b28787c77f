package main

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"khotin/extract/text"
	"khotin/index"
)

// TestFacetsAreWhatRowsSay: the counts beside a search are those that SQL makes
// over the rows of the articles found.
func TestFacetsAreWhatRowsSay(t *testing.T) {
	if testing.Short() {
		t.Skip("a whole demonstration")
	}
	dir := filepath.Join(t.TempDir(), "archive")
	if status, _, talk := command("demo", "--quiet", "--keep", dir); status != statusAnswer {
		t.Fatalf("demo: %d %s", status, talk)
	}
	counts := map[string]string{
		"place": `select coalesce(place, '') as value, count(*) as n from articles where id in (%s) group by 1`,
		"year":  `select coalesce(substr(day, 1, 4), '') as value, count(*) as n from articles where id in (%s) group by 1`,
		// However a source is spelled, it is one: the table has it folded.
		"source": `select coalesce(source, '') as value, count(*) as n from main.articles where id in (%s) group by 1`,
		"kind":   `select kind as value, count(*) as n from meetings where article in (%s) group by 1`,
	}
	for _, question := range []string{"ngân sách", `"giải phóng mặt bằng"`, "kỳ họp OR hội nghị"} {
		_, stdout, talk := command("-d", dir, "search", question, "--limit", "0", "--facets", "place,year,source,kind", "--json")
		var ids []string
		var told struct {
			About  bool
			Total  int
			Facets []index.Facet
		}
		for line := range strings.Lines(stdout) {
			var hit struct{ ID string }
			if err := json.Unmarshal([]byte(line), &hit); err != nil {
				t.Fatalf("%v: %s%s", err, line, talk)
			}
			if hit.ID != "" {
				ids = append(ids, "'"+hit.ID+"'")
			} else if err := json.Unmarshal([]byte(line), &told); err != nil {
				t.Fatal(err)
			}
		}
		if told.About || told.Total != len(ids) || len(told.Facets) != len(counts) || len(ids) < 2 {
			t.Fatalf("%s: %d hits, %+v", question, len(ids), told)
		}
		for _, f := range told.Facets {
			want, all := map[string]int{}, 0
			_, stdout, _ := command("-d", dir, "sql", "--json", fmt.Sprintf(counts[f.Name], strings.Join(ids, ",")))
			for line := range strings.Lines(stdout) {
				var row struct {
					Value string
					N     int
				}
				if err := json.Unmarshal([]byte(line), &row); err != nil {
					t.Fatal(err)
				}
				if row.Value != "" {
					want[row.Value] = row.N
					all++
				}
			}
			if len(f.Values) == 0 || len(f.Values)+f.Other != all {
				t.Errorf("%s: %s has %d values and %d more, SQL %d", question, f.Name, len(f.Values), f.Other, all)
			}
			for _, v := range f.Values {
				key := v.Value
				if f.Name == "source" {
					key = text.Fold(text.Normalize(key))
				}
				if v.Articles != want[key] {
					t.Errorf("%s: %s %q %d, SQL says %d", question, f.Name, v.Value, v.Articles, want[key])
				}
			}
		}
	}
}
