package index

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"khotin/extract/text"
)

// BenchmarkBesideFTS5 asks the same of khotin and of SQLite FTS5 over an exact
// and a folded column of the same articles, and gives the size of both. FTS5
// answers a long question with all words as alternatives, as khotin does.
func BenchmarkBesideFTS5(b *testing.B) {
	f := generated(benchArticles)
	x, _ := built(b, f)
	s, err := x.Stats(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	path := filepath.Join(b.TempDir(), "fts.db")
	db := fts5(b, path, f)
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	g := newGenerator(2)
	var questions, phrases []string
	for range 50 {
		questions, phrases = append(questions, g.words(7)), append(phrases, `"`+g.words(2)+`"`)
	}
	for name, queries := range map[string][]string{"question": questions, "phrase": phrases} {
		b.Run(name+"/khotin", func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				if _, err := x.Search(b.Context(), queries[i%len(queries)], Filter{Limit: 10, Bare: true}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(s.Bytes)/1e6, "MB")
		})
		b.Run(name+"/FTS5", func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				rows, err := db.Query(`SELECT id FROM a WHERE a MATCH ? ORDER BY rank LIMIT 10`, `exact : (`+ftsQuery(queries[i%len(queries)])+`)`)
				if err != nil {
					b.Fatal(err)
				}
				if _, err := column[string](rows); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(info.Size())/1e6, "MB")
		})
	}
}

// ftsQuery writes a query of khotin in FTS5's language.
func ftsQuery(q string) string {
	if strings.HasPrefix(q, `"`) {
		return q
	}
	return `"` + strings.Join(strings.Fields(q), `" OR "`) + `"`
}

// fts5 makes an FTS5 table of the articles of f.
func fts5(b *testing.B, path string, f *fakeArchive) *sql.DB {
	b.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	if _, err := db.Exec(`CREATE VIRTUAL TABLE a USING fts5(id UNINDEXED, exact, folded, tokenize = "unicode61 remove_diacritics 0")`); err != nil {
		b.Fatal(err)
	}
	tx, err := db.Begin()
	if err != nil {
		b.Fatal(err)
	}
	defer tx.Rollback()
	for _, c := range f.captures {
		a, err := f.results[at(c)]()
		if err != nil {
			b.Fatal(err)
		}
		body := text.Normalize(string(a.Title) + "\n" + a.Body)
		if _, err := tx.Exec(`INSERT INTO a VALUES (?, ?, ?)`, a.ID, body, text.Fold(body)); err != nil {
			b.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		b.Fatal(err)
	}
	return db
}
