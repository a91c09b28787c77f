package render

import (
	"fmt"
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

// bullet gives what stands before paragraph i where it is an item of a list and
// has no sign of its own.
func bullet(shapes []extract.Shape, i int, para string) string {
	s := shapes[i]
	switch {
	case s.Kind != strip.ShapeItem, strings.HasPrefix(para, "-"), strings.HasPrefix(para, "+"), strings.HasPrefix(para, "*"), strings.HasPrefix(para, "•"):
		return ""
	case s.Ordered && (para == "" || para[0] < '0' || para[0] > '9'):
		n := 1
		for ; together(shapes, i); i-- {
			n++
		}
		return fmt.Sprintf("%d. ", n)
	case s.Ordered:
		return ""
	}
	return "- "
}

// behind gives m with a sign before it that belongs to no finding.
func (m marked) behind(sign string) marked {
	if sign == "" {
		return m
	}
	before := []rune(sign)
	if m.of != nil {
		of := make([]int, len(before), len(before)+len(m.of))
		for i := range of {
			of[i] = -1
		}
		m.of = append(of, m.of...)
	}
	m.runes = append(before, m.runes...)
	return m
}

// underline marks the last line as the end of a heading.
func (p *Page) underline() {
	last := p.Lines[len(p.Lines)-1].Text
	p.Lines = append(p.Lines, Line{Text: strings.Repeat("-", len([]rune(last)))})
}
