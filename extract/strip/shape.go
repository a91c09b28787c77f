package strip

import "strings"

// Shape says what a paragraph of the body is where it is more than text.
type Shape struct {
	Paragraph int    `json:"paragraph"`
	Kind      string `json:"kind"`              // heading, item, row
	Level     int    `json:"level,omitempty"`   // of a heading: 1 to 6 as in HTML, 0 where it is only set in bold
	Ordered   bool   `json:"ordered,omitempty"` // of an item: its list is numbered
	Table     int    `json:"table,omitempty"`   // of a row: its table, from 1
}

// The kinds of shapes.
const (
	ShapeHeading = "heading"
	ShapeItem    = "item" // of a list
	ShapeRow     = "row"  // of a table: cells between " | "
)

// shapes gives the shapes of body blocks, in order, as paragraphs of one body.
// A text dump has kept the rows of tables only.
func shapes(body []*block, isDump bool) []Shape {
	var out []Shape
	table, last := 0, -1 // the table under way: its number, its mark in the page
	for i, b := range body {
		switch {
		case b.is(hintRow) || isDump && isRow(body, i):
			if table == 0 || last != int(b.part) || out[len(out)-1].Paragraph != i-1 || out[len(out)-1].Kind != ShapeRow {
				table++
			}
			last = int(b.part)
			out = append(out, Shape{Paragraph: i, Kind: ShapeRow, Table: table})
		case b.is(hintItem):
			out = append(out, Shape{Paragraph: i, Kind: ShapeItem, Ordered: b.part == partOrdered})
		case b.is(hintHeading|hintBold) && i+1 < len(body) && heads(b):
			s := Shape{Paragraph: i, Kind: ShapeHeading}
			if b.is(hintHeading) {
				s.Level = int(b.part)
			}
			out = append(out, s)
		}
	}
	return out
}

// partOrdered marks the items of a numbered list.
const partOrdered = 1 << 15

// heads reports a line that can head what follows: no sentence.
func heads(b *block) bool {
	return words(b.text) <= 30 && (!endsSentence(b.text) || strings.HasSuffix(b.text, "?") || strings.HasSuffix(b.text, ":"))
}

// isRow reports a line of a dump that is a row of a table: cells on it, and on
// a line beside it.
func isRow(body []*block, i int) bool {
	cells := func(i int) bool { return i >= 0 && i < len(body) && strings.Contains(body[i].text, " | ") }
	return cells(i) && (cells(i-1) || cells(i+1))
}

// cutShapes leaves out the shapes of paragraphs that the body no longer has.
func cutShapes(all []Shape, paragraphs int) []Shape {
	for len(all) > 0 && all[len(all)-1].Paragraph >= paragraphs {
		all = all[:len(all)-1]
	}
	return all
}
