package extract_test

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"khotin/crawler/archive"
	"khotin/extract"
	"khotin/testdata/generator"
	"khotin/testdata/portal"
)

// TestGeneratedArticles holds the finders to articles whose facts are known
// because they were there before the words.
func TestGeneratedArticles(t *testing.T) {
	w, err := generator.New(11)
	if err != nil {
		t.Fatal(err)
	}
	const articles = 400
	for i := range articles {
		n := i * 2477 // shares no factor with the communes, months and topics
		a, want, err := w.Article(n)
		if err != nil {
			t.Fatal(err)
		}
		page, err := a.HTML(a.Template)
		if err != nil {
			t.Fatal(err)
		}
		got, err := extract.From(&archive.Capture{
			URL: a.URL, Type: "response", Status: http.StatusOK, Digest: "sha1:" + strconv.Itoa(n), Body: page,
			Header: http.Header{"Content-Type": {"text/html; charset=utf-8"}},
		}, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, difference := range differences(got, a, want) {
			t.Errorf("article %d: %s", n, difference)
		}
	}
}

// differences tells where what was read is not what is stated.
func differences(got extract.Article, a portal.Article, want generator.Facts) (out []string) {
	note := func(what string, got, want any) {
		if g, w := fmt.Sprint(got), fmt.Sprint(want); g != w {
			out = append(out, fmt.Sprintf("%s is %s, want %s", what, g, w))
		}
	}
	note("title", got.Title, a.Title)
	note("published", got.Published, a.Published.Format(time.RFC3339))
	note("body", got.Body, strings.Join(a.Body, "\n\n"))
	note("rows", rows(got.Figures), stated(want))
	var people []generator.Holding
	for _, o := range got.Officials {
		people = append(people, generator.Holding{Name: o.Name, Role: strings.Join(o.Roles, "; ")})
	}
	note("officials", people, want.People)
	var cited []string
	for _, d := range got.Documents {
		cited = append(cited, string(d.Number))
	}
	note("documents", cited, []string{want.Document})
	if m := got.Meeting; m == nil {
		out = append(out, "no meeting")
	} else {
		note("meeting", []string{m.Kind, string(m.Host), string(m.Date), string(m.Chair)},
			[]string{want.Event, want.Host, want.Day, want.People[0].Name})
	}
	return out
}

// rows gives the figures as read, an indicator without the commune that stands
// behind it, and stated those of the facts, in the same words.
func rows(figures []extract.Figure) []string {
	var out []string
	for _, f := range figures {
		name, _, _ := strings.Cut(f.Indicator, " của ")
		period := "-"
		if f.Period != nil {
			period = f.Period.Start + ".." + f.Period.End
		}
		out = append(out, strings.ToLower(name)+" "+f.Value.String()+" "+f.Unit+" "+f.Measure+" "+period+" "+string(f.Place))
	}
	return slices.Clip(out)
}

func stated(facts generator.Facts) []string {
	var out []string
	for _, f := range facts.Figures {
		out = append(out, strings.ToLower(f.Indicator)+" "+strconv.FormatFloat(f.Value, 'f', -1, 64)+" "+f.Unit+" "+f.Measure+
			" "+f.Start+".."+f.End+" "+facts.Place.String())
	}
	return out
}
