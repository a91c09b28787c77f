// Package chart draws series over time: on a terminal with asciigraph, as SVG
// or PNG for a paper with gonum's plot. Every point cites where it comes from.
package chart

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/guptarohit/asciigraph"

	"khotin/cmd/khotin/render"
)

// Chart is what is drawn.
type Chart struct {
	Title   string
	Unit    string
	Lines   []Line
	Sources []string // what points cite, the first is number 1
	Kind    string   // of the periods, see index.KindOf
	Left    int      // points of other kinds, not drawn
}

// Line is one series.
type Line struct {
	Name   string
	Points []Point
}

// Point is a value of a period.
type Point struct {
	End    string // last day of the period, YYYY-MM-DD: orders the points
	Label  string // the period as it is written on the axis
	Value  float64
	Source int    // number of the source, from 1
	Mark   string // "" for what was; "estimate", "target"
}

// MostLines is how many series a chart can show and still be read.
const MostLines = 6

// periods gives the periods of all lines in their order, with an empty one for
// each that is missing between two, and the place of each.
func (c *Chart) periods() (labels []string, at map[string]int) {
	type period struct{ end, label string }
	var all []period
	for _, l := range c.Lines {
		for _, p := range l.Points {
			all = append(all, period{p.End, p.Label})
		}
	}
	slices.SortFunc(all, func(a, b period) int { return strings.Compare(a.end+a.label, b.end+b.label) })
	all = slices.Compact(all)
	ends := make([]string, len(all))
	for i, p := range all {
		ends[i] = p.end
	}
	at = map[string]int{}
	for i, place := range places(ends) {
		labels = append(labels, make([]string, place+1-len(labels))...)
		labels[place], at[all[i].label] = all[i].label, place
	}
	return labels, at
}

// mostPlaces is how many places an axis has where not each is of a period.
const mostPlaces = 120

// places puts periods, which end on these days in this order, as far from each
// other as they are in time; side by side where they do not end in months of
// their own, or would be lost among what is missing.
func places(ends []string) []int {
	months, side, step := make([]int, len(ends)), make([]int, len(ends)), 0
	for i := range side {
		side[i] = i
	}
	for i, end := range ends {
		t, err := time.Parse(time.DateOnly, end)
		if err != nil {
			return side
		}
		months[i] = t.Year()*12 + int(t.Month())
	}
	for i := range months {
		if i > 0 && months[i] == months[i-1] {
			return side
		}
		step = gcd(step, months[i]-months[0])
	}
	out := make([]int, len(ends))
	for i := range out {
		out[i] = (months[i] - months[0]) / max(step, 1)
	}
	if n := len(out); n > 0 && out[n-1] >= max(mostPlaces, n) {
		return side
	}
	return out
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// cell is the narrowest column of a period on a terminal: a year and a blank.
const cell = 5

// leastSource is below what a source is not wrapped, in columns.
const leastSource = 16

// Terminal draws on a terminal that is so many columns wide, and lists the
// points with their sources.
func (c *Chart) Terminal(w io.Writer, width int) error {
	_, at := c.periods()
	if len(at) == 0 {
		return nil
	}
	var b strings.Builder
	b.WriteString(c.Graph(width, 12))
	b.WriteString("\n\n")
	c.list(&b, at, width)
	_, err := io.WriteString(w, b.String())
	return err
}

// Graph draws the lines, the axis and the title alone: the axis of values takes
// so many lines. "" where there is nothing to draw.
func (c *Chart) Graph(width, height int) string {
	labels, at := c.periods()
	if len(labels) == 0 {
		return ""
	}
	least, greatest := math.Inf(1), math.Inf(-1)
	rows := make([][]float64, len(c.Lines))
	names := make([]string, len(c.Lines))
	for i, l := range c.Lines {
		names[i] = l.Name
		rows[i] = slices.Repeat([]float64{math.NaN()}, len(labels))
		for _, p := range l.Points {
			rows[i][at[p.Label]] = p.Value
			least, greatest = min(least, p.Value), max(greatest, p.Value)
		}
	}
	precision := decimals(least, greatest)
	longest := 0
	for _, v := range []float64{least, greatest} {
		longest = max(longest, utf8.RuneCountInString(number(v, precision)))
	}
	graph := max(min(width-longest-4, 10*len(labels)), cell*2)
	options := []asciigraph.Option{
		asciigraph.Height(height), asciigraph.Caption(c.Title + " (" + c.Unit + ")"),
		asciigraph.YAxisValueFormatter(func(v float64) string { return number(v, precision) }),
	}
	if last := len(labels) - 1; last > 0 {
		wide := 0
		for _, l := range labels {
			wide = max(wide, utf8.RuneCountInString(l))
		}
		options = append(options, asciigraph.Width(graph), asciigraph.XAxisRange(0, float64(last)),
			asciigraph.XAxisTickCount(max(2, min(len(labels), graph/(wide+3)))),
			asciigraph.XAxisValueFormatter(func(v float64) string { return labels[min(max(int(math.Round(v)), 0), last)] }))
	}
	if len(c.Lines) > 1 {
		options = append(options, asciigraph.SeriesLegends(names...))
	}
	sets := []string{"", "*", "o", "x", "+", "#"}
	if len(c.Lines) > 1 {
		chars := make([]asciigraph.CharSet, len(c.Lines))
		for i := range chars {
			chars[i] = asciigraph.DefaultCharSet
			if s := sets[i%len(sets)]; s != "" {
				chars[i] = asciigraph.CreateCharSet(s)
			}
		}
		options = append(options, asciigraph.SeriesChars(chars...))
	}
	return asciigraph.PlotMany(rows, options...)
}

// list writes every point with its source, in lines of at most width columns.
func (c *Chart) list(b *strings.Builder, at map[string]int, width int) {
	wide := 0
	for label := range at {
		wide = max(wide, utf8.RuneCountInString(label))
	}
	for _, l := range c.Lines {
		if len(c.Lines) > 1 {
			fmt.Fprintf(b, "%s\n", l.Name)
		}
		for _, p := range l.Points {
			fmt.Fprintf(b, "  %-*s  %s  %s[%d]\n", wide, p.Label, number(p.Value, -1), strings.TrimLeft(p.Mark+" ", " "), p.Source)
		}
	}
	b.WriteString("\n")
	for i, s := range c.Sources {
		head := fmt.Sprintf("[%d] ", i+1)
		lines := render.Wrap(s, max(width-len(head), leastSource))
		fmt.Fprintf(b, "%s%s\n", head, strings.Join(lines, "\n"+strings.Repeat(" ", len(head))))
	}
}

// decimals is how many decimals tell the values of an axis apart.
func decimals(least, greatest float64) int {
	switch d := greatest - least; {
	case d >= 50 || d == 0 && math.Abs(least) >= 50:
		return 0
	case d >= 5:
		return 1
	}
	return 2
}

// number writes a number as Vietnamese does: 1.223,77; a precision of -1 keeps
// all decimals.
func number(v float64, precision int) string {
	return render.Grouped(strconv.FormatFloat(v, 'f', precision, 64))
}
