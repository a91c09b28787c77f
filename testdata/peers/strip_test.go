package peers

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	cases "khotin/testdata/strip"
)

const (
	casesDir  = "../strip"
	scoreFile = "score"
)

// TestStrip scores each tool on the pages of testdata/strip that are HTML, and
// compares the table with the golden file; UPDATE=1 writes it anew. It fails
// where a peer is better on bodies, leads, leaks or captions.
func TestStrip(t *testing.T) {
	names, err := filepath.Glob(filepath.Join(casesDir, "*.txtar"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no cases in %s: %v", casesDir, err)
	}
	all := tools(t)
	rows := make([]cases.Row, len(all))
	for i := range all {
		rows[i].Name = all[i].name
	}
	for _, name := range names {
		ar, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if ar.Files[0].Name != "page.html" || header(ar, "charset") != "" || header(ar, "media") != "" || header(ar, "status") != "" {
			continue // the tools decode on their own, or not at all
		}
		of := cases.Case{Name: filepath.Base(name), Want: wants(ar.Files[1].Data)}
		address := header(ar, "url")
		if address == "" {
			address = "http://tin.test/bai-viet.html"
		}
		for i, tool := range all {
			a, err := tool.read(ar.Files[0].Data, address)
			if err != nil {
				t.Logf("%s: %s: %v", tool.name, of.Name, err)
			}
			rows[i].Add(&of, answered(&a))
		}
	}
	for i := range rows[2:] {
		peer := &rows[2+i]
		if what := rows[0].Worse(&peer.Tally); what != "" {
			t.Errorf("%s is better: %s", peer.Name, what)
		}
	}
	got := cases.Table(rows)
	t.Logf("\n%s", got)
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(scoreFile, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if want, err := os.ReadFile(scoreFile); err != nil || got != string(want) {
		t.Errorf("the scores are no longer those of testdata/peers/%s; UPDATE=1 writes it anew: %v", scoreFile, err)
	}
}

// header gives a header of a case, "" where it has none.
func header(ar *txtar.Archive, name string) string {
	for line := range strings.Lines(string(ar.Comment)) {
		if value, ok := strings.CutPrefix(strings.TrimSpace(line), name+": "); ok {
			return value
		}
	}
	return ""
}

func wants(section []byte) (out [][2]string) {
	for line := range strings.Lines(string(section)) {
		if key, value, ok := strings.Cut(strings.TrimSpace(line), ": "); ok {
			out = append(out, [2]string{key, value})
		}
	}
	return out
}

// answered gives an answer in the form of the cases.
func answered(a *answer) *cases.Answer {
	out := &cases.Answer{Article: a.article, Body: []string{a.body}, Title: a.title, Author: a.author, Source: a.source, DayOnly: a.dayOnly}
	if !a.published.IsZero() {
		out.Published = a.published.In(time.FixedZone("+07", 7*60*60)).Format(time.RFC3339)
		if a.dayOnly {
			out.Published = out.Published[:len(time.DateOnly)]
		}
	}
	return out
}
