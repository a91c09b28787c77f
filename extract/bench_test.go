package extract_test

import (
	"bytes"
	"runtime/debug"
	"testing"

	"golang.org/x/net/html"

	"khotin/crawler/archive"
	"khotin/extract"
	"khotin/extract/strip"
	"khotin/testdata/portal"
)

// corpus gives every rendering of every article as form, with its size in
// bytes.
func corpus(b *testing.B, form string) (captures []*archive.Capture, size int64) {
	b.Helper()
	p, err := portal.Load()
	if err != nil {
		b.Fatal(err)
	}
	for _, a := range p.Articles() {
		for _, rendering := range a.Renderings() {
			c := capture(b, a, rendering, form)
			captures = append(captures, c)
			size += int64(len(c.Body))
		}
	}
	return captures, size
}

// bench runs work over the corpus on one core and reports articles/s beside
// MB/s.
func bench(b *testing.B, form string, work func(*archive.Capture) error) {
	captures, size := corpus(b, form)
	defer debug.SetGCPercent(debug.SetGCPercent(400)) // as the command does
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		for _, c := range captures {
			if err := work(c); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(b.N)*float64(len(captures))/b.Elapsed().Seconds(), "articles/s")
}

// BenchmarkPages goes from the lower bound, parsing the HTML alone, to all
// facts, on the same pages.
func BenchmarkPages(b *testing.B) {
	b.Run("parse", func(b *testing.B) {
		bench(b, "page", func(c *archive.Capture) error {
			_, err := html.Parse(bytes.NewReader(c.Body))
			return err
		})
	})
	b.Run("strip", func(b *testing.B) { bench(b, "page", stripOnly) })
	b.Run("facts", func(b *testing.B) { bench(b, "page", facts) })
}

// BenchmarkDumps does the same for text dumps, which need no parser.
func BenchmarkDumps(b *testing.B) {
	b.Run("strip", func(b *testing.B) { bench(b, "dump", stripOnly) })
	b.Run("facts", func(b *testing.B) { bench(b, "dump", facts) })
}

// BenchmarkFinders reads all facts from text in memory: tokens, then every
// finder, no page and no stripping. Its bytes are those of the bodies.
func BenchmarkFinders(b *testing.B) {
	captures, _ := corpus(b, "dump")
	var articles []extract.Article
	size := int64(0)
	for _, c := range captures {
		a, err := extract.From(c, nil)
		if err != nil {
			b.Fatal(err)
		}
		if _, ok := extract.Again(a, extract.Facts); ok {
			articles = append(articles, a)
			size += int64(len(a.Body))
		}
	}
	if len(articles) < len(captures)/2 {
		b.Fatalf("%d of %d articles have a day to read them against", len(articles), len(captures))
	}
	defer debug.SetGCPercent(debug.SetGCPercent(400)) // as the command does
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		for i := range articles {
			extract.Again(articles[i], extract.Facts)
		}
	}
	b.ReportMetric(float64(b.N)*float64(len(articles))/b.Elapsed().Seconds(), "articles/s")
}

func stripOnly(c *archive.Capture) error {
	_, err := strip.Strip(c, nil)
	return err
}

func facts(c *archive.Capture) error {
	_, err := extract.From(c, nil)
	return err
}
