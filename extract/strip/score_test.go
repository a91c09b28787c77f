package strip

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	pages "khotin/testdata/strip"
)

const scoreFile = casesDir + "/score"

// TestScore compares the scores of the cases with the golden file; UPDATE=1
// writes it anew. Beside ours stand the plainest readers: every <p> of a page,
// every line of a dump.
func TestScore(t *testing.T) {
	sites := builtIn(t)
	rows := []pages.Row{{Name: "HTML"}, {Name: "HTML, no profiles"}, {Name: "HTML, every <p>"}, {Name: "dumps"}, {Name: "dumps, every line"}}
	for _, c := range readCases(t) {
		of := pages.Case{Name: c.name, Want: c.want}
		p, err := Strip(c.capture(t), sites)
		if err != nil {
			t.Fatal(err)
		}
		switch c.file {
		case "page.html":
			rows[0].Add(&of, answer(&p))
			plain, err := Strip(c.capture(t), nil)
			if err != nil {
				t.Fatal(err)
			}
			rows[1].Add(&of, answer(&plain))
			rows[2].Add(&of, everyP(t, c.page))
		case "page.txt":
			rows[3].Add(&of, answer(&p))
			rows[4].Add(&of, everyLine(c.page))
		}
	}
	for _, r := range []int{0, 3} {
		for _, fault := range rows[r].Faults {
			t.Errorf("%s: %s", rows[r].Name, fault)
		}
		for _, peer := range rows[r+1:] {
			if strings.HasPrefix(peer.Name, rows[r].Name) {
				if what := rows[r].Worse(&peer.Tally); what != "" {
					t.Errorf("%s is better than %s: %s", peer.Name, rows[r].Name, what)
				}
			}
		}
	}
	got := pages.Table(rows)
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(scoreFile, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(scoreFile)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the scores are no longer those of %s; UPDATE=1 writes it anew:\n%s\nwant\n%s", scoreFile, got, want)
	}
}

func answer(p *Page) *pages.Answer {
	a := &pages.Answer{Article: p.Kind == Article, Body: p.Body, Title: p.Title, Author: p.Author, Source: p.Source}
	if shown := show(p)["published"]; shown != "null" {
		a.Published = shown
	}
	return a
}

// everyP reads a page as the plainest tool does.
func everyP(t *testing.T, page []byte) *pages.Answer {
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	a := &pages.Answer{Article: true}
	for n := range doc.Descendants() {
		switch n.DataAtom {
		case atom.P:
			var s strings.Builder
			for d := range n.Descendants() {
				if d.Type == html.TextNode {
					s.WriteString(d.Data)
				}
			}
			a.Body = append(a.Body, s.String())
		case atom.Title:
			if n.FirstChild != nil && a.Title == "" {
				a.Title = n.FirstChild.Data
			}
		}
	}
	return a
}

// everyLine takes the first line of a dump as its title and the rest as body.
func everyLine(page []byte) *pages.Answer {
	a := &pages.Answer{Article: true}
	for line := range strings.Lines(string(page)) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if a.Title == "" {
			a.Title = line
			continue
		}
		a.Body = append(a.Body, line)
	}
	return a
}
