package index

import (
	"database/sql"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/blevesearch/bleve/v2"

	"khotin/extract"
	"khotin/extract/text"
	"khotin/testdata/portal"
)

// judged is a query and the articles that answer it.
type judged struct {
	kind, query string
	answers     []string // numbers of articles, best first
}

const relevanceFile = "../testdata/query/relevance"

func judgements(t *testing.T) []judged {
	t.Helper()
	b, err := os.ReadFile(relevanceFile + ".tsv")
	if err != nil {
		t.Fatal(err)
	}
	var out []judged
	for line := range strings.Lines(string(b)) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 3 {
			t.Fatalf("%q: want kind, articles, query", line)
		}
		out = append(out, judged{f[0], f[2], strings.Fields(f[1])})
	}
	return out
}

// engine gives the articles that it finds for a query, best first.
type engine struct {
	name string
	find func(query string) []string
}

// TestRelevance scores the search beside bleve's standard analyzer and SQLite
// FTS5 without diacritics; UPDATE=1 rewrites testdata/query/relevance.score.
func TestRelevance(t *testing.T) {
	p, err := portal.Load()
	if err != nil {
		t.Fatal(err)
	}
	articles := p.Articles()
	var out strings.Builder
	fmt.Fprintf(&out, "%-22s %-13s %3s  %7s %7s %9s\n", "engine", "queries", "n", "nDCG@10", "MRR@10", "recall@10")
	js := judgements(t)
	if len(js) < 60 {
		t.Errorf("only %d queries", len(js))
	}
	for _, e := range []engine{khotinEngine(t, articles), bleveEngine(t, articles), sqliteEngine(t, articles)} {
		sums, counts := map[string][3]float64{}, map[string]int{}
		var kinds []string
		for _, j := range js {
			m := measures(e.find(j.query), j.answers)
			for _, k := range []string{j.kind, "all"} {
				if counts[k] == 0 && k != "all" {
					kinds = append(kinds, k)
				}
				s := sums[k]
				for i := range s {
					s[i] += m[i]
				}
				sums[k] = s
				counts[k]++
			}
		}
		for _, k := range append(kinds, "all") {
			n := float64(counts[k])
			fmt.Fprintf(&out, "%-22s %-13s %3d  %7.3f %7.3f %9.3f\n", e.name, k, counts[k], sums[k][0]/n, sums[k][1]/n, sums[k][2]/n)
		}
	}
	path := relevanceFile + ".score"
	want, _ := os.ReadFile(path)
	if out.String() == string(want) {
		return
	}
	if os.Getenv("UPDATE") == "" {
		t.Fatalf("the scores changed:\n got:\n%s want:\n%s", out.String(), want)
	}
	if err := os.WriteFile(path, []byte(out.String()), 0o666); err != nil {
		t.Fatal(err)
	}
}

// measures gives nDCG@10, MRR@10 and recall@10. The first of the answers is
// worth as many points as there are answers, the last one.
func measures(found, answers []string) [3]float64 {
	gain := map[string]float64{}
	ideal, dcg, rr, hits := 0.0, 0.0, 0.0, 0.0
	for i, a := range answers {
		gain[a] = float64(len(answers) - i)
		ideal += gain[a] / math.Log2(float64(i)+2)
	}
	for i, f := range found[:min(10, len(found))] {
		if g := gain[f[:2]]; g > 0 {
			dcg += g / math.Log2(float64(i)+2)
			hits++
			if rr == 0 {
				rr = 1 / float64(i+1)
			}
		}
	}
	return [3]float64{dcg / ideal, rr, hits / float64(len(answers))}
}

func khotinEngine(t *testing.T, articles []portal.Article) engine {
	f := &fakeArchive{}
	for i, a := range articles {
		f.addArticle(extract.Article{ID: a.Name, Title: extract.Optional(a.Title), Body: strings.Join(a.Body, "\n\n")}, i)
	}
	x, _ := built(t, f)
	return engine{"khotin", func(q string) []string {
		h, err := x.Search(t.Context(), q, Filter{Limit: 10, Bare: true})
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, hit := range h.Hits {
			ids = append(ids, hit.ID)
		}
		return ids
	}}
}

func bleveEngine(t *testing.T, articles []portal.Article) engine {
	ix, err := bleve.New(filepath.Join(t.TempDir(), "standard.bleve"), bleve.NewIndexMapping())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ix.Close() })
	b := ix.NewBatch()
	for _, a := range articles {
		if err := b.Index(a.Name, map[string]string{"text": a.Title + "\n" + strings.Join(a.Body, "\n\n")}); err != nil {
			t.Fatal(err)
		}
	}
	if err := ix.Batch(b); err != nil {
		t.Fatal(err)
	}
	return engine{"bleve, standard", func(q string) []string {
		res, err := ix.Search(bleve.NewSearchRequest(bleve.NewMatchQuery(q)))
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, h := range res.Hits {
			ids = append(ids, h.ID)
		}
		return ids
	}}
}

func sqliteEngine(t *testing.T, articles []portal.Article) engine {
	db, err := sql.Open("sqlite", filepath.Join(t.TempDir(), "fts.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	if _, err := db.Exec(`CREATE VIRTUAL TABLE a USING fts5(id UNINDEXED, text, tokenize = "unicode61 remove_diacritics 2")`); err != nil {
		t.Fatal(err)
	}
	for _, a := range articles {
		if _, err := db.Exec(`INSERT INTO a VALUES (?, ?)`, a.Name, text.Normalize(a.Title+"\n"+strings.Join(a.Body, "\n\n"))); err != nil {
			t.Fatal(err)
		}
	}
	return engine{"SQLite FTS5", func(q string) []string {
		var words []string
		for _, w := range strings.Fields(q) {
			words = append(words, `"`+strings.ReplaceAll(w, `"`, "")+`"`)
		}
		rows, err := db.Query(`SELECT id FROM a WHERE a MATCH ? ORDER BY rank LIMIT 10`, strings.Join(words, " OR "))
		if err != nil {
			t.Fatal(err)
		}
		ids, err := column[string](rows)
		if err != nil {
			t.Fatal(err)
		}
		return ids
	}}
}
