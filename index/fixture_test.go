package index

import (
	"context"
	"fmt"
	"iter"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"khotin/crawler/archive"
	"khotin/crawler/site"
	"khotin/extract"
	"khotin/extract/text"
)

// fakeArchive is captures with the articles that will be read in them.
type fakeArchive struct {
	captures []*archive.Capture
	results  map[string]func() (extract.Article, error) // by "file@offset"
	items    map[string][]extract.Article               // likewise: what the capture holds before
}

const recordLength = 100 // bytes of every fake record

func (f *fakeArchive) add(c archive.Capture, a func() (extract.Article, error)) {
	if f.results == nil {
		f.results = map[string]func() (extract.Article, error){}
	}
	if c.File == "" {
		c.File = "warc/test/a.warc.gz"
	}
	c.Offset = int64(len(f.captures)) * recordLength
	c.Length = recordLength
	f.captures = append(f.captures, &c)
	f.results[at(&c)] = a
}

func at(c *archive.Capture) string { return fmt.Sprintf("%s@%d", c.File, c.Offset) }

// CapturesAfter implements Source.
func (f *fakeArchive) CapturesAfter(ctx context.Context, pos archive.Position) iter.Seq2[*archive.Capture, error] {
	return func(yield func(*archive.Capture, error) bool) {
		for _, c := range f.captures {
			if ctx.Err() != nil {
				yield(nil, ctx.Err())
				return
			}
			if c.Offset >= pos[c.File] && !yield(c, nil) {
				return
			}
		}
	}
}

// extract takes the place of extract.Stream.
func (f *fakeArchive) extract(_ context.Context, captures iter.Seq2[*archive.Capture, error], _ *site.Set) iter.Seq[extract.Result] {
	return func(yield func(extract.Result) bool) {
		for c, err := range captures {
			r := extract.Result{Capture: c, Err: err}
			if c != nil {
				for _, a := range f.items[at(c)] {
					a.Captured, a.CaptureFile, a.CaptureOffset = stamp(c), c.File, c.Offset
					if !yield(extract.Result{Capture: c, Article: a, More: true}) {
						return
					}
				}
				r.Article, r.Err = f.results[at(c)]()
				r.Article.Captured = stamp(c)
				r.Article.CaptureFile, r.Article.CaptureOffset = c.File, c.Offset
			}
			if !yield(r) {
				return
			}
		}
	}
}

func (f *fakeArchive) options() Options { return Options{Extract: f.extract} }

// addArticle adds a capture, made n seconds after the first, that holds a.
func (f *fakeArchive) addArticle(a extract.Article, n int) {
	a.Kind = "article"
	when := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(n) * time.Second)
	f.add(archive.Capture{URL: string(a.URL), Time: when, Type: "response", Status: 200},
		func() (extract.Article, error) { return a, nil })
}

// addPage adds a capture, made n seconds after the first, of a page that holds
// several articles.
func (f *fakeArchive) addPage(items []extract.Article, n int) {
	last := len(items) - 1
	f.addArticle(items[last], n)
	if f.items == nil {
		f.items = map[string][]extract.Article{}
	}
	for _, a := range items[:last] {
		a.Kind = "article"
		at := at(f.captures[len(f.captures)-1])
		f.items[at] = append(f.items[at], a)
	}
}

// addOther adds a capture that holds no article.
func (f *fakeArchive) addOther(kind string) {
	f.add(archive.Capture{URL: "https://example.vn/" + kind, Type: "response", Status: 200},
		func() (extract.Article, error) { return extract.Article{ID: "x" + kind, Kind: kind}, nil })
}

// fixture reads testdata/index/articles.txtar.
func fixture(t testing.TB) *fakeArchive {
	t.Helper()
	ar, err := txtar.ParseFile("../testdata/index/articles.txtar")
	if err != nil {
		t.Fatal(err)
	}
	f := &fakeArchive{}
	for i, file := range ar.Files {
		head, body, ok := strings.Cut(string(file.Data), "\n\n")
		if !ok {
			t.Fatalf("%s: no body", file.Name)
		}
		a := extract.Article{ID: file.Name, Body: strings.TrimSpace(body)}
		for line := range strings.Lines(head) {
			k, v, _ := strings.Cut(strings.TrimSpace(line), ": ")
			setHeader(t, &a, k, v)
		}
		f.addArticle(a, i)
	}
	f.addOther("list")
	f.addOther("other")
	f.add(archive.Capture{URL: "https://example.vn/bad", Status: 200}, func() (extract.Article, error) {
		return extract.Article{}, fmt.Errorf("no page at all")
	})
	return f
}

func setHeader(t testing.TB, a *extract.Article, k, v string) {
	t.Helper()
	parts := strings.Split(v, "|")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	switch k {
	case "title":
		a.Title = extract.Optional(v)
	case "published":
		a.Published = extract.Optional(v)
	case "url":
		a.URL = extract.Optional(v)
	case "place":
		a.Place = extract.Optional(v)
	case "figure":
		value, err := text.ParseDecimal(parts[1])
		if err != nil {
			t.Fatal(err)
		}
		start, end, _ := strings.Cut(parts[5], "..")
		var amount, base extract.Optional
		if parts[2] == "tỷ đồng" {
			amount, base = extract.Optional(value.Shift(9).String()), "VND"
		}
		a.Figures = append(a.Figures, extract.Figure{Indicator: parts[0], Value: value, Unit: parts[2], Amount: amount, BaseUnit: base, Measure: parts[3],
			Status: parts[4], Period: &extract.Period{Start: start, End: end, Text: parts[5]}, Place: extract.Optional(parts[6])})
	case "official":
		a.Officials = append(a.Officials, extract.Official{Name: parts[0], Roles: strings.Split(parts[1], "; ")})
	case "meeting":
		a.Meeting = &extract.Meeting{Kind: parts[0], Name: parts[1], Host: extract.Optional(parts[2]),
			Date: extract.Optional(parts[3]), Chair: extract.Optional(parts[4])}
	default:
		t.Fatalf("unknown header %q", k)
	}
}

// open opens an index and closes it with the test.
func open(t testing.TB, dir string, o Options) *Index {
	t.Helper()
	x, err := Open(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	return x
}

// built gives an index of f on disk: in memory bleve scores otherwise.
func built(t testing.TB, f *fakeArchive) (*Index, string) {
	t.Helper()
	dir := t.TempDir()
	x := open(t, dir, f.options())
	if _, err := x.Update(t.Context(), f, nil); err != nil {
		t.Fatal(err)
	}
	return x, dir
}
