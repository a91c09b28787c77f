package main

import (
	"encoding/csv"
	"fmt"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"

	"khotin/cmd/khotin/render"
)

// column shows one field of an answer.
type column[T any] struct {
	name   string
	cell   func(T) string
	right  bool   // numbers
	only   string // "table" or "csv" where the other does not show it
	width  int    // wrap a table cell at so many columns; 0 never
	beside bool   // belongs to the column before: a unit to its number
	below  bool   // on a line of its own below the row
	// styled cells may steer a terminal: they are printable, and coloured.
	styled bool
}

// emit writes answers to stdout in the format asked for. Nothing to write is
// errNothing.
func emit[T any](c *cli, columns []column[T], rows []T) error {
	if len(rows) == 0 {
		return errNothing
	}
	switch c.format {
	case "json":
		return emitJSON(c, rows)
	case "csv":
		return emitCSV(c, columns, rows)
	}
	emitTable(c, columns, rows)
	return nil
}

func emitJSON[T any](c *cli, rows []T) error {
	enc := jsonTo(c.Stdout)
	for _, r := range rows {
		if err := enc.Encode(r); err != nil {
			return err
		}
	}
	return nil
}

func emitCSV[T any](c *cli, columns []column[T], rows []T) error {
	w := csv.NewWriter(c.Stdout)
	line := make([]string, 0, len(columns))
	for _, col := range columns {
		if col.only != "table" {
			line = append(line, col.name)
		}
	}
	if err := w.Write(line); err != nil {
		return err
	}
	for _, r := range rows {
		line = line[:0]
		for _, col := range columns {
			if col.only != "table" {
				line = append(line, render.Printable(col.cell(r)))
			}
		}
		if err := w.Write(line); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

// fitted breaks a line of an answer where the terminal ends; elsewhere it stays.
func (c *cli) fitted(s string) string {
	width, _ := c.terminal()
	return hung("", s, width)
}

// leastHung is below what a text does not stand beside its head.
const leastHung = 24

// hung sets s behind head, in lines of at most width columns of which the second
// and further ones begin below the first; where too little would be left, below
// head. A width of 0 is any.
func hung(head, s string, width int) string {
	if width == 0 {
		return head + s
	}
	indent := text.StringWidth(head)
	if indent > 0 && width-indent < leastHung {
		indent = min(8, width/4)
		head = strings.TrimRight(head, " ") + "\n" + strings.Repeat(" ", indent)
	}
	return head + strings.Join(render.Wrap(s, max(width-indent, leastCard)), "\n"+strings.Repeat(" ", indent))
}

// plural writes a count with its noun.
func plural(n int, one, many string) string {
	if n == 1 {
		return fmt.Sprintf("%d %s", n, one)
	}
	return fmt.Sprintf("%d %s", n, many)
}
