package render

import (
	"fmt"
	"strings"

	"khotin/extract"
	"khotin/extract/strip"
)

// Markdown writes an article with its provenance as YAML front matter, headings
// below its title, lists, rows of tables as tables, captions as quotations.
func Markdown(a *extract.Article) string {
	var b strings.Builder
	b.WriteString("---\n")
	fmt.Fprintf(&b, "id: %s\n", a.ID)
	for _, line := range provenance(a) {
		if line[0] != "id" {
			fmt.Fprintf(&b, "%s: %q\n", line[0], line[1])
		}
	}
	b.WriteString("---\n\n")
	if a.Title != "" {
		fmt.Fprintf(&b, "# %s\n\n", a.Title)
	}
	all := paragraphs(a.Body)
	shapes := shaped(a, len(all))
	for i := 0; i < len(all); {
		if i > 0 && !together(shapes, i) {
			b.WriteString("\n")
		}
		if n := tableAt(all[i:], shapes[i:]); n > 0 {
			writeTable(&b, all[i:i+n])
			i += n
			continue
		}
		fmt.Fprintf(&b, "%s%s\n", sign(shapes, i, all[i]), literal(all[i]))
		i++
	}
	for _, cap := range a.Captions {
		fmt.Fprintf(&b, "\n> %s\n", literal(cap))
	}
	return Printable(b.String())
}

// cellMark stands between the cells of a row in an article's body.
const cellMark = " | "

// tableAt counts the rows of the table that paragraphs begin with: two and
// more of one table, cells in each. 0 where they begin with none.
func tableAt(paragraphs []string, shapes []extract.Shape) int {
	n := 0
	for n < len(paragraphs) && strings.Contains(paragraphs[n], cellMark) && shapes[n].Table == shapes[0].Table {
		n++
	}
	if n < 2 {
		return 0
	}
	return n
}

// sign gives what Markdown puts before paragraph i. Below the title
// headings begin at the second level; one that is only bold is of the third.
func sign(shapes []extract.Shape, i int, para string) string {
	switch s := shapes[i]; {
	case s.Kind == strip.ShapeHeading && s.Level == 0:
		return "### "
	case s.Kind == strip.ShapeHeading:
		return strings.Repeat("#", max(s.Level, 2)) + " "
	}
	return bullet(shapes, i, para)
}

// writeTable writes rows as a table as wide as the widest; its first row is
// the head.
func writeTable(b *strings.Builder, rows []string) {
	width := 0
	for _, row := range rows {
		width = max(width, strings.Count(row, cellMark)+1)
	}
	for i, row := range rows {
		cells := strings.Split(row, cellMark)
		for len(cells) < width {
			cells = append(cells, "")
		}
		fmt.Fprintf(b, "| %s |\n", strings.Join(cells, cellMark))
		if i == 0 {
			fmt.Fprintf(b, "|%s\n", strings.Repeat(" --- |", width))
		}
	}
}

// literal keeps a paragraph that begins with a sign of Markdown's from being
// read as a heading, a quotation or code. Dashes and numbers stay: they are
// the lists that they look like.
func literal(s string) string {
	if s != "" && strings.IndexByte("#>`~=", s[0]) >= 0 {
		return `\` + s
	}
	return s
}
