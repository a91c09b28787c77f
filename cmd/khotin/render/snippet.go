package render

import (
	"strings"
	"unicode"

	"khotin/extract"
)

// Snippet sets a part of an article on one line, with the marked words, in code
// points of s, bold and yellow where colours are wanted.
func Snippet(s string, marks []extract.Span, colours bool) string {
	var b strings.Builder
	if s == "" {
		return ""
	}
	b.WriteString("… ")
	next := 0
	for i, r := range []rune(s) {
		if colours && next < len(marks) && i == marks[next][0] {
			b.WriteString("\x1b[1;33m")
		}
		switch {
		case unicode.IsSpace(r):
			b.WriteByte(' ')
		case !Steers(r):
			b.WriteRune(r)
		}
		if next < len(marks) && i+1 == marks[next][1] {
			if next++; colours {
				b.WriteString("\x1b[0m")
			}
		}
	}
	b.WriteString(" …")
	return b.String()
}
