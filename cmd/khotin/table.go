package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"khotin/cmd/khotin/render"
)

// gap is the columns between two cells.
const gap = 2

// emitTable writes answers as a table. On a terminal it fits the width: texts
// are wrapped between words; where that is not enough each row takes several
// lines, and where it would take many it becomes a card. Numbers are whole in
// all of them.
func emitTable[T any](c *cli, columns []column[T], rows []T) {
	width, _ := c.terminal()
	tableWithin(c, columns, rows, width)
}

// tableWithin writes a table that fits width; 0 is any.
func tableWithin[T any](c *cli, columns []column[T], rows []T, width int) {
	columns = slices.DeleteFunc(slices.Clone(columns), func(col column[T]) bool { return col.only == "csv" })
	head := make([]string, len(columns))
	cells := make([][]string, len(rows))
	for i, col := range columns {
		head[i] = c.tongue(col.name)
	}
	for r := range rows {
		for _, col := range columns {
			cell := col.cell(rows[r])
			if !col.styled {
				cell = render.Printable(cell)
			}
			cells[r] = append(cells[r], cell)
		}
	}
	sizes := make([]size, len(columns))
	for i, col := range columns {
		sizes[i] = sizeOf(head[i], cells, i, col.width, col.right)
		sizes[i].beside, sizes[i].below = col.beside, col.below
	}
	switch bands := stack(sizes, width); {
	case bands == nil:
		c.cards(head, sizes, cells, width)
	case len(bands) == 1:
		t := newLines(sizes, fit(sizes, width))
		t.AppendHeader(lineOf(head))
		for _, line := range cells {
			t.AppendRow(lineOf(line))
		}
		fmt.Fprintln(c.Stdout, t.Render())
	default:
		c.banded(bands, head, sizes, cells, width)
	}
}

// newLines begins a table of columns that are wrapped at widths, 0 for none.
func newLines(sizes []size, widths []int) table.Writer {
	t := table.NewWriter()
	style := table.StyleDefault
	style.Options = table.OptionsNoBordersAndSeparators
	style.Format.Header = text.FormatDefault
	style.Box.PaddingLeft, style.Box.PaddingRight = "", strings.Repeat(" ", gap)
	t.SetStyle(style)
	var configs []table.ColumnConfig
	for i, s := range sizes {
		cfg := table.ColumnConfig{Number: i + 1, WidthMax: widths[i], WidthMaxEnforcer: text.WrapSoft}
		if s.number {
			cfg.Align, cfg.AlignHeader = text.AlignRight, text.AlignRight
		}
		configs = append(configs, cfg)
	}
	t.SetColumnConfigs(configs)
	t.SuppressTrailingSpaces()
	return t
}

func lineOf(cells []string) table.Row {
	out := make(table.Row, len(cells))
	for i, s := range cells {
		out[i] = s
	}
	return out
}

// size is how wide a column is: as it stands, at least, and at most by its
// own wish, 0 for no limit.
type size struct {
	natural, least, wish  int
	number, beside, below bool
}

// sizeOf measures column i. Where its text may be wrapped, the least is its
// longest word; numbers are not wrapped.
func sizeOf(head string, cells [][]string, i, wish int, number bool) size {
	s := size{natural: text.StringWidth(head), least: text.StringWidth(head), wish: wish, number: number}
	for _, line := range cells {
		s.natural = max(s.natural, text.LongestLineLen(line[i]))
		for _, word := range strings.Fields(line[i]) {
			s.least = max(s.least, text.StringWidth(word))
		}
	}
	if number {
		s.least = s.natural
	}
	return s
}

// leastText is below what a column of text is not made narrower to fit.
const leastText = 16

// wished is how wide a column is where there is room.
func (s size) wished() int {
	if s.wish > 0 {
		return min(s.natural, s.wish)
	}
	return s.natural
}

// narrowest is how far a column gives way.
func (s size) narrowest() int { return min(s.wished(), max(s.least, leastText)) }

// fit gives how wide each column may be, 0 for as it stands, so that a table
// fits width, where columns can be wrapped that far; 0 is any width. The
// widest gives way first.
func fit(sizes []size, width int) []int {
	out := make([]int, len(sizes))
	now := make([]int, len(sizes))
	total := gap * (len(sizes) - 1)
	for i, s := range sizes {
		out[i], now[i] = s.wish, s.wished()
		total += now[i]
	}
	for width > 0 && total > width {
		widest := -1
		for i, s := range sizes {
			if now[i] > s.narrowest() && (widest < 0 || now[i] > now[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			break
		}
		now[widest]--
		out[widest] = now[widest]
		total--
	}
	return out
}
