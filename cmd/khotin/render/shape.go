package render

import (
	"strings"

	"khotin/extract"
	"khotin/extract/strip"
)

// shaped gives the shape of each of n paragraphs, its zero value for text.
func shaped(a *extract.Article, n int) []extract.Shape {
	out := make([]extract.Shape, n)
	for _, s := range a.Shapes {
		if s.Paragraph >= 0 && s.Paragraph < n {
			out[s.Paragraph] = s
		}
	}
	return out
}

// together reports whether paragraph i goes on a list or a table: no blank line
// stands above it.
func together(shapes []extract.Shape, i int) bool {
	if i == 0 || i >= len(shapes) || shapes[i].Kind == "" {
		return false
	}
	a, b := shapes[i-1], shapes[i]
	return a.Kind == b.Kind && a.Kind != strip.ShapeHeading && a.Ordered == b.Ordered && a.Table == b.Table
}

// bullet gives what stands before an item of a list that has no sign of its own.
func bullet(s extract.Shape, para string) string {
	switch {
	case s.Kind != strip.ShapeItem, strings.HasPrefix(para, "-"), strings.HasPrefix(para, "+"), strings.HasPrefix(para, "*"), strings.HasPrefix(para, "•"):
		return ""
	case s.Ordered && (para == "" || para[0] < '0' || para[0] > '9'):
		return "1. " // Markdown counts on
	case s.Ordered:
		return ""
	}
	return "- "
}
