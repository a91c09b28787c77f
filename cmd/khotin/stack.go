package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"
)

const (
	// mostBands is how many lines a row of a table may take before it is easier
	// read as a card.
	mostBands = 3
	// bandIndent sets the lines of a row but the first apart from the next row.
	bandIndent = 2
	// leastCard is below what a text on a card is not wrapped.
	leastCard = 8
)

// stack gives the columns of each line of a row, so that the lines fit width:
// one line where the table fits, nil where more than mostBands would be needed.
// Of several ways it takes the one in which texts give way the least. Columns
// that stand below the others have the last line.
func stack(sizes []size, width int) [][]int {
	var all, below []int
	for i, s := range sizes {
		if s.below {
			below = append(below, i)
		} else {
			all = append(all, i)
		}
	}
	bands := [][]int{all}
	if width > 0 && room(sizes, all, width, size.narrowest) < 0 {
		bands = split(sizes, all, width)
	}
	if bands != nil && below != nil {
		bands = append(bands, below)
	}
	return bands
}

// split is stack for columns that do not fit one line.
func split(sizes []size, all []int, width int) (bands [][]int) {
	least := -1
	var try func(from int, before [][]int)
	try = func(from int, before [][]int) {
		indent := min(len(before), 1) * bandIndent
		for to := len(all); to > from; to-- {
			if to < len(all) && sizes[all[to]].beside || room(sizes, all[from:to], width-indent, size.narrowest) < 0 {
				continue
			}
			now := append(slices.Clone(before), all[from:to])
			switch {
			case to < len(all) && len(now) < mostBands:
				try(to, now)
			case to == len(all):
				if n := squeeze(sizes, now, width); bands == nil || len(now) < len(bands) || len(now) == len(bands) && n < least {
					bands, least = now, n
				}
			}
		}
	}
	try(0, nil)
	return bands
}

// room is what a line of columns leaves of width, below 0 what it lacks.
func room(sizes []size, columns []int, width int, of func(size) int) int {
	for _, i := range columns {
		width -= of(sizes[i])
	}
	return width - gap*(len(columns)-1)
}

// squeeze is how many columns of text give way.
func squeeze(sizes []size, bands [][]int, width int) (n int) {
	for k, band := range bands {
		n += max(0, -room(sizes, band, width-min(k, 1)*bandIndent, size.wished))
	}
	return n
}

// banded writes rows of several lines each, the head likewise.
func (c *cli) banded(bands [][]int, head []string, sizes []size, cells [][]string, width int) {
	widths := make([][]int, len(bands))
	for k, band := range bands {
		widths[k] = fit(chosen(sizes, band), width-min(k, 1)*bandIndent)
	}
	for _, line := range slices.Concat([][]string{head}, cells) {
		for k, band := range bands {
			t := newLines(chosen(sizes, band), widths[k])
			// As wide in every row: the columns of a line stand below each other.
			rule := make([]string, len(band))
			for i, s := range chosen(sizes, band) {
				w := s.wished()
				if widths[k][i] > 0 {
					w = min(w, widths[k][i])
				}
				rule[i] = strings.Repeat("-", w)
			}
			t.AppendRow(lineOf(rule))
			t.AppendRow(lineOf(chosen(line, band)))
			_, shown, _ := strings.Cut(t.Render(), "\n")
			if strings.TrimSpace(shown) == "" {
				continue // nothing is known of these
			}
			fmt.Fprintln(c.Stdout, indented(shown, min(k, 1)*bandIndent))
		}
	}
}

func chosen[T any](all []T, which []int) []T {
	out := make([]T, len(which))
	for i, k := range which {
		out[i] = all[k]
	}
	return out
}

func indented(s string, by int) string {
	margin := strings.Repeat(" ", by)
	return margin + strings.ReplaceAll(s, "\n", "\n"+margin)
}

// cards writes a row as lines of a name and a value each, leaving out what is
// empty. A number is whole, with its unit, even where the terminal is narrower.
func (c *cli) cards(head []string, sizes []size, cells [][]string, width int) {
	label := 0
	for _, h := range head {
		label = max(label, text.StringWidth(h))
	}
	for r, line := range cells {
		if r > 0 {
			fmt.Fprintln(c.Stdout)
		}
		for i, value := range line {
			if value == "" || sizes[i].beside {
				continue
			}
			if i+1 < len(line) && sizes[i+1].beside {
				value += " " + line[i+1]
			} else if !sizes[i].number {
				value = trimmed(text.WrapSoft(value, max(width-label-gap, leastCard)))
			}
			for k, part := range strings.Split(value, "\n") {
				name := head[i]
				if k > 0 {
					name = ""
				}
				fmt.Fprintln(c.Stdout, text.Pad(name, label+gap, ' ')+part)
			}
		}
	}
}
