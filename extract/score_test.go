package extract_test

import (
	"flag"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"khotin/crawler/archive"
	"khotin/crawler/site"
	"khotin/extract"
	"khotin/extract/text"
	"khotin/testdata/cases"
	"khotin/testdata/portal"
)

var showErrors = flag.Bool("errors", false, "list what the score counts as wrong in the articles of the dev split")

// measures in the order in which the score shows them.
var measures = []string{"kind", "body", "title", "published", "author", "source", "captions", "documents", "dates",
	"officials", "roles", "values", "figures", "meeting"}

// tally counts hits (tp), inventions (fp) and misses (fn) of one measure.
type tally struct {
	tp, fp, fn int
	errors     []string
}

func (t *tally) f1() (p, r, f float64) {
	ratio := func(a, b int) float64 {
		if a+b == 0 {
			return 1
		}
		return float64(a) / float64(a+b)
	}
	p, r = ratio(t.tp, t.fp), ratio(t.tp, t.fn)
	if p+r > 0 {
		f = 2 * p * r / (p + r)
	}
	return p, r, f
}

// set compares two sets of keys.
func (t *tally) set(name string, want, got []string) {
	want, got = unique(want), unique(got)
	for _, w := range want {
		if slices.Contains(got, w) {
			t.tp++
			continue
		}
		t.fn++
		t.errors = append(t.errors, name+": missed "+w)
	}
	for _, g := range got {
		if !slices.Contains(want, g) {
			t.fp++
			t.errors = append(t.errors, name+": extra "+g)
		}
	}
}

// one compares a field that is there once or not at all.
func (t *tally) one(name, want, got string) {
	if want == "" && got == "" {
		return
	}
	if plain(want) == plain(got) {
		t.tp++
		return
	}
	if got != "" {
		t.fp++
	}
	if want != "" {
		t.fn++
	}
	t.errors = append(t.errors, fmt.Sprintf("%s: want %q got %q", name, want, got))
}

func unique(keys []string) []string {
	out := slices.Clone(keys)
	slices.Sort(out)
	return slices.Compact(out)
}

// plain is the form in which words are compared: case, tone place, dashes,
// quotes and white space do not count.
func plain(s string) string {
	s = strings.NewReplacer("–", "-", "—", "-", "“", `"`, "”", `"`, "’", "'").Replace(text.Key(text.Normalize(s)))
	return strings.Trim(strings.Join(strings.Fields(s), " "), " .,;:")
}

// overlap is the F1 of the words of a and b.
func overlap(a, b string) float64 {
	count := map[string]int{}
	words := func(s string) []string {
		p := text.Parse(plain(s))
		var out []string
		for _, t := range p.Tokens {
			if t.Class != text.Punct {
				out = append(out, t.Key)
			}
		}
		return out
	}
	wa, wb := words(a), words(b)
	for _, w := range wa {
		count[w]++
	}
	common := 0
	for _, w := range wb {
		if count[w] > 0 {
			count[w]--
			common++
		}
	}
	if len(wa)+len(wb) == 0 {
		return 0
	}
	return 2 * float64(common) / float64(len(wa)+len(wb))
}

// score is one tally a measure.
type score map[string]*tally

func newScore() score {
	s := score{}
	for _, m := range measures {
		s[m] = &tally{}
	}
	return s
}

func (s score) add(name string, want portal.Gold, body []string, got *extract.Article) {
	s["kind"].one(name, want.Kind, got.Kind)
	if want.Kind != "article" {
		return
	}
	s.page(name, want, body, got)
	var dates, wantDates, names, wantNames, roles, wantRoles, docs, wantDocs []string
	for _, d := range want.Dates {
		wantDates = append(wantDates, d.Start+".."+d.End)
	}
	for _, d := range got.Dates {
		dates = append(dates, d.Start+".."+d.End)
	}
	s["dates"].set(name, wantDates, dates)
	for _, o := range want.Officials {
		wantNames = append(wantNames, plain(o.Name))
		for _, r := range o.Roles {
			wantRoles = append(wantRoles, plain(o.Name)+": "+plain(r))
		}
	}
	for _, o := range got.Officials {
		names = append(names, plain(o.Name))
		for _, r := range o.Roles {
			roles = append(roles, plain(o.Name)+": "+plain(r))
		}
	}
	s["officials"].set(name, wantNames, names)
	s["roles"].set(name, wantRoles, roles)
	for _, d := range want.Documents {
		wantDocs = append(wantDocs, plain(d))
	}
	for _, d := range got.Documents {
		docs = append(docs, plain(d.Text))
	}
	s["documents"].set(name, wantDocs, docs)
	s.figures(name, want.Figures, got.Figures)
	s.meeting(name, want.Meeting, got.Meeting)
}

func (s score) page(name string, want portal.Gold, body []string, got *extract.Article) {
	for _, f := range []struct {
		measure string
		want    portal.Field
		got     extract.Optional
	}{{"title", want.Title, got.Title}, {"published", want.Published, got.Published}, {"author", want.Author, got.Author}, {"source", want.Source, got.Source}} {
		if f.want.Known {
			s[f.measure].one(name, f.want.Value, string(f.got))
		}
	}
	s["body"].one(name, strings.Join(body, " "), got.Body)
	var wantCaptions, captions []string
	for _, c := range want.Captions {
		wantCaptions = append(wantCaptions, plain(c))
	}
	for _, c := range got.Captions {
		captions = append(captions, plain(c))
	}
	s["captions"].set(name, wantCaptions, captions)
}

// figures pairs rows greedily: "values" by value and unit, "figures" also by
// measure, period and an indicator whose words overlap by half.
func (s score) figures(name string, want []portal.Figure, got []extract.Figure) {
	value := func(w portal.Figure, g extract.Figure) bool {
		return w.Value == g.Value.String() && sameUnit(w.Unit, g.Unit)
	}
	whole := func(w portal.Figure, g extract.Figure) bool {
		start, end := "", ""
		if g.Period != nil {
			start, end = g.Period.Start, g.Period.End
		}
		return value(w, g) && w.Fits(g.Measure, start, end) && overlap(w.Indicator, g.Indicator) >= 0.5
	}
	for measure, fits := range map[string]func(portal.Figure, extract.Figure) bool{"values": value, "figures": whole} {
		t := s[measure]
		left := slices.Clone(got)
		for _, w := range want {
			i := slices.IndexFunc(left, func(g extract.Figure) bool { return fits(w, g) })
			if i < 0 {
				t.fn++
				t.errors = append(t.errors, fmt.Sprintf("%s: missed %s %s [%s] %q %s..%s (%s)", name, w.Value, w.Unit, w.Measure, w.Indicator, w.Start, w.End, w.Text))
				continue
			}
			t.tp++
			left = slices.Delete(left, i, i+1)
		}
		for _, g := range left {
			t.fp++
			period := ""
			if g.Period != nil {
				period = g.Period.Start + ".." + g.Period.End
			}
			t.errors = append(t.errors, fmt.Sprintf("%s: extra %s %s [%s] %q %s (%s)", name, g.Value, g.Unit, g.Measure, g.Indicator, period, g.Text))
		}
	}
}

// sameUnit forgives what a reader would: a longer noun behind a count, the
// "/năm" of a rate, a misprint that only lacks marks. Money must be the same.
func sameUnit(a, b string) bool {
	a = strings.ReplaceAll(text.Fold(text.Normalize(a)), " ", "")
	b = strings.ReplaceAll(text.Fold(text.Normalize(b)), " ", "")
	if a == b {
		return true
	}
	if strings.Contains(a, "%") || strings.Contains(b, "%") {
		return strings.Split(a, "/")[0] == strings.Split(b, "/")[0]
	}
	for _, money := range []string{"dong", "vnd", "usd", "euro"} {
		if strings.Contains(a, money) || strings.Contains(b, money) {
			return false
		}
	}
	return b != "" && (strings.HasPrefix(a, b) || strings.HasPrefix(b, a))
}

func (s score) meeting(name string, want *portal.Meeting, got *extract.Meeting) {
	t := s["meeting"]
	switch {
	case want == nil && got == nil:
	case want != nil && got != nil && plain(want.Kind) == plain(got.Kind) && want.Date == string(got.Date) &&
		(want.Host == "" || want.Host == "-" || overlap(want.Host, string(got.Host)) >= 0.5):
		t.tp++
	default:
		if want != nil {
			t.fn++
		}
		if got != nil {
			t.fp++
		}
		t.errors = append(t.errors, fmt.Sprintf("%s: want %+v got %+v", name, want, got))
	}
}

func (s score) table(b *strings.Builder, title string) {
	fmt.Fprintf(b, "%s\n", title)
	for _, m := range measures {
		p, r, f := s[m].f1()
		fmt.Fprintf(b, "  %-10s P %.3f  R %.3f  F1 %.3f  %d/%d/%d\n", m, p, r, f, s[m].tp, s[m].fp, s[m].fn)
	}
}

// TestScore holds the rules to the annotated articles of the demonstration
// portal, as pages and as the text dumps that remain of pages, and keeps the
// result in testdata/score, so that a rule that helps one measure and hurts
// another shows in one diff. Nobody writes rules on the articles of the test
// split, nor sees what is wrong there: go test ./extract -run Score -v -args
// -errors lists the errors of the dev split alone.
func TestScore(t *testing.T) {
	p, err := portal.Load()
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	out.WriteString("# tp/fp/fn over the annotated articles; UPDATE=1 go test ./extract rewrites this file\n")
	for _, split := range []string{"dev", "test"} {
		for _, form := range []string{"page", "dump"} {
			s, plainly, n := newScore(), newScore(), 0
			for _, a := range p.Articles() {
				if a.Split != split {
					continue
				}
				n++
				for _, rendering := range a.Renderings() {
					got := readArticle(t, a, rendering, form)
					name := a.Name + "/" + rendering + "/" + form
					s.add(name, a.Gold(rendering), a.Body, &got)
					baseline(plainly, name, a.Gold(rendering), &got)
				}
			}
			if n == 0 {
				t.Fatalf("no article of the %s split", split)
			}
			s.table(&out, fmt.Sprintf("\n%s split, %s of %d articles", split, form, n))
			plainly.baselineTable(&out)
			if *showErrors && split == "dev" {
				for _, m := range measures {
					for _, e := range s[m].errors {
						t.Logf("%s %s", m, e)
					}
				}
			}
		}
	}
	golden(t, filepath.Join("..", "testdata", "score"), out.String())
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != got {
		t.Errorf("%s:\n%s", file, cases.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")))
	}
}

// readArticle extracts one rendering of an article, as HTML or as a dump.
func readArticle(t testing.TB, a portal.Article, rendering, form string) extract.Article {
	t.Helper()
	sites, err := site.Load("")
	if err != nil {
		t.Fatal(err)
	}
	got, err := extract.From(capture(t, a, rendering, form), sites)
	if err != nil {
		t.Errorf("%s %s %s: %v", a.Name, rendering, form, err)
	}
	return got
}

func capture(t testing.TB, a portal.Article, rendering, form string) *archive.Capture {
	t.Helper()
	c := &archive.Capture{Type: "resource", Header: http.Header{}, Digest: "sha1:TEST", Name: a.Name + ".txt", Body: []byte(a.Dump(rendering))}
	c.Header.Set("Content-Type", "text/plain; charset=utf-8")
	if form == "page" {
		html, err := a.HTML(rendering)
		if err != nil {
			t.Fatal(err)
		}
		c.URL, c.Name, c.Body = a.Address(rendering), "", html
		c.Header.Set("Content-Type", "text/html")
	}
	return c
}
