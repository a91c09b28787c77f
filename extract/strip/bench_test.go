package strip

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"khotin/crawler/archive"
	"khotin/testdata/generator"
	"khotin/testdata/portal"
)

// BenchmarkHTML compares stripping with parsing alone, on the same pages: the
// cases with a menu as real pages have it, the pages of the portals, small, and
// generated ones, smaller.
func BenchmarkHTML(b *testing.B) {
	sites := builtIn(b)
	for _, of := range []struct {
		name  string
		pages []*archive.Capture
	}{{"cases", casePages(b)}, {"portal", portalPages(b)}, {"generated", generatedPages(b)}} {
		size := 0
		for _, c := range of.pages {
			size += len(c.Body)
		}
		b.Run(of.name+"/parse", func(b *testing.B) {
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				for _, c := range of.pages {
					html.Parse(bytes.NewReader(c.Body))
				}
			}
		})
		b.Run(of.name+"/strip", func(b *testing.B) {
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				for _, c := range of.pages {
					Strip(c, sites)
				}
			}
		})
	}
}

func casePages(b *testing.B) (pages []*archive.Capture) {
	menu := "<body><nav>" + strings.Repeat(`<ul class="menu"><li><a href="/tin-tuc/muc">Tin tức trong ngày</a></li></ul>`, 300) + "</nav>"
	for _, c := range readCases(b) {
		if c.file == "page.html" && c.header["charset"] == "" {
			pages = append(pages, htmlCapture(strings.Replace(string(c.page), "<body>", menu, 1)))
		}
	}
	return pages
}

func portalPages(b *testing.B) []*archive.Capture {
	p, err := portal.Load()
	if err != nil {
		b.Fatal(err)
	}
	return renderings(b, p.Articles())
}

func generatedPages(b *testing.B) []*archive.Capture {
	g, err := generator.New(7)
	if err != nil {
		b.Fatal(err)
	}
	var all []portal.Article
	for i := range 60 {
		a, _, err := g.Article(i * 2477)
		if err != nil {
			b.Fatal(err)
		}
		all = append(all, a)
	}
	return renderings(b, all)
}

// renderings gives each article as each page that shows it, in UTF-8.
func renderings(b *testing.B, all []portal.Article) (pages []*archive.Capture) {
	for _, a := range all {
		if a.Charset != "" {
			continue
		}
		for _, r := range a.Renderings() {
			page, err := a.HTML(r)
			if err != nil {
				b.Fatal(err)
			}
			pages = append(pages, &archive.Capture{URL: a.Address(r), Header: http.Header{"Content-Type": {"text/html; charset=utf-8"}}, Body: page})
		}
	}
	return pages
}

// BenchmarkDump strips the cases that are text dumps.
func BenchmarkDump(b *testing.B) {
	var pages []*archive.Capture
	size := 0
	for _, c := range readCases(b) {
		if c.file == "page.txt" && c.header["charset"] == "" {
			pages = append(pages, c.capture(b))
			size += len(c.page)
		}
	}
	b.SetBytes(int64(size))
	b.ReportMetric(float64(len(pages)), "pages/op")
	b.ReportAllocs()
	for b.Loop() {
		for _, c := range pages {
			Strip(c, nil)
		}
	}
}
