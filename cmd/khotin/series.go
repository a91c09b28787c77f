package main

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"khotin/cmd/khotin/chart"
	"khotin/cmd/khotin/render"
	"khotin/index"
	"khotin/index/export"
)

// lined reports whether the flags ask for series.
func (own *figureFlags) lined() bool {
	return own.series || own.onYear || own.chart != "" || own.reckons()
}

func (own *figureFlags) reckons() bool { return own.reckoning() != "" }

// reckoning names the first of index.Reckonings that is asked for, "" for none.
func (own *figureFlags) reckoning() string {
	for _, what := range index.Reckonings {
		if *own.reckon[what] {
			return what
		}
	}
	return ""
}

// apart gives an error where the flags ask for answers that are not given
// together.
func (own *figureFlags) apart() error {
	what := own.reckoning()
	switch {
	case what != "" && own.chart != "":
		return wrongUse("ask for one after the other", "--%s is one number, --chart draws the points", what)
	case what != "" && own.onYear:
		return wrongUse("ask for one after the other", "--%s is one number, --yoy stands beside each point", what)
	case own.chart != "" && own.onYear:
		return wrongUse("leave --yoy out; --yoy alone gives the changes as a table", "--chart draws the values, not their change on the year")
	}
	return nil
}

// series answers with figures lined up over their periods.
func (c *cli) series(rows []index.FigureRow, own figureFlags) error {
	lines := index.Lines(rows, own.unit)
	if own.period != "" {
		kept := lines[:0]
		for _, s := range lines {
			if s, ok := s.OfKind(own.period); ok {
				kept = append(kept, s)
			}
		}
		lines = kept
	}
	if c.limit > 0 {
		lines = lines[:min(c.limit, len(lines))]
	}
	if len(lines) == 0 && own.unit != "" && len(rows) > 0 && len(index.Lines(rows, own.unit)) == 0 {
		return noneIn(own.unit, rows)
	}
	if len(lines) == 0 {
		return errNothing
	}
	switch {
	case own.chart != "":
		return c.draw(lines, own.chart)
	case own.reckons():
		return c.reckon(lines, own)
	case c.format == "json":
		return emitJSON(c, lines)
	}
	var points []seriesRow
	for i := range lines {
		for k := range lines[i].Points {
			points = append(points, seriesRow{&lines[i], &lines[i].Points[k]})
		}
	}
	columns := seriesColumns
	if !own.onYear && c.format == "table" {
		columns = slices.DeleteFunc(slices.Clone(columns), func(col column[seriesRow]) bool { return col.name == "yoy" })
	}
	return emit(c, columns, points)
}

// seriesRow is a point and its series.
type seriesRow struct {
	*index.Series
	p *index.Point
}

var seriesColumns = []column[seriesRow]{
	{name: "indicator", cell: func(r seriesRow) string { return r.Indicator }, width: 36},
	{name: "place", cell: func(r seriesRow) string { return string(r.Place) }},
	{name: "measure", cell: func(r seriesRow) string { return r.Measure }, only: "csv"},
	{name: "period", cell: func(r seriesRow) string { return render.Period(&r.p.Period) }, only: "table"},
	{name: "period_start", cell: func(r seriesRow) string { return r.p.Period.Start }, only: "csv"},
	{name: "period_end", cell: func(r seriesRow) string { return r.p.Period.End }, only: "csv"},
	{name: "kind", cell: func(r seriesRow) string { return r.p.Kind }, only: "csv"},
	{name: "value", cell: func(r seriesRow) string { return valueAs(r.p.Version, render.Number) }, right: true, only: "table"},
	{name: "value", cell: func(r seriesRow) string { return r.p.Value.String() }, only: "csv"},
	{name: "upper", cell: func(r seriesRow) string { return decimal(r.p.Upper) }, only: "csv"},
	{name: "unit", cell: func(r seriesRow) string { return r.Unit }, beside: true},
	{name: "status", cell: func(r seriesRow) string { return r.p.Status }},
	{name: "of_plan", cell: func(r seriesRow) string { return percent(r.p.Plan) }, right: true, only: "table"},
	{name: "growth", cell: func(r seriesRow) string { return percent(r.p.Growth) }, right: true, only: "table"},
	{name: "yoy", cell: func(r seriesRow) string {
		if r.p.OnYear == nil {
			return ""
		}
		return render.Number(*r.p.OnYear) + "%"
	}, right: true, only: "table"},
	{name: "note", cell: func(r seriesRow) string { return note(r, render.Number) }, width: 40, only: "table"},
	// The same with plain numbers.
	{name: "of_plan_percent", cell: func(r seriesRow) string { return besideDecimal(r.p.Plan) }, only: "csv"},
	{name: "growth_percent", cell: func(r seriesRow) string { return besideDecimal(r.p.Growth) }, only: "csv"},
	{name: "yoy_percent", cell: func(r seriesRow) string { return decimal(r.p.OnYear) }, only: "csv"},
	{name: "note", cell: func(r seriesRow) string { return note(r, number.String) }, only: "csv"},
	{name: "published", cell: func(r seriesRow) string { return render.Day(string(r.p.Published)) }},
	{name: "article", cell: func(r seriesRow) string { return r.p.Article }},
	{name: "url", cell: func(r seriesRow) string { return string(r.p.URL) }, only: "csv"},
}

func percent(b *index.Beside) string {
	if b == nil {
		return ""
	}
	return render.Number(b.Value) + "%"
}

func besideDecimal(b *index.Beside) string {
	if b == nil {
		return ""
	}
	return b.Value.String()
}

// note tells what a point's number alone does not: a new territory, what other
// articles say, their numbers as write writes them.
func note(r seriesRow, write func(number) string) string {
	var parts []string
	if r.p.Break != "" {
		parts = append(parts, "territory "+r.p.Break)
	}
	for _, v := range r.p.Others {
		sign := "" // an earlier estimate, a plan
		if v.Status == r.p.Status {
			sign = "≠ "
		}
		parts = append(parts, fmt.Sprintf("%s%s %s (%s)", sign, v.Status, valueAs(v, write), v.Article))
	}
	return strings.Join(parts, "; ")
}

// reckoned is a number reckoned over a series.
type reckoned struct {
	Indicator string `json:"indicator"`
	Place     string `json:"place"`
	What      string `json:"what"`
	Value     number `json:"value"`
	Unit      string `json:"unit"`
	Points    int    `json:"points"`
	From      string `json:"from"`
	To        string `json:"to"`
	// Status is that of the points, or several where they differ.
	Status string `json:"status"`
	// Periods are the times that the points cover: from From to To where
	// nothing is missing between.
	Periods []string `json:"periods"`
}

// reckon answers with sums and the like. Where none of the series has one the
// first reason is the error; else those without one are told.
func (c *cli) reckon(lines []index.Series, own figureFlags) error {
	var out []reckoned
	var refused []error
	for i := range lines {
		s := &lines[i]
		for _, what := range index.Reckonings {
			if !*own.reckon[what] {
				continue
			}
			v, err := s.Reckon(what)
			if err != nil {
				refused = append(refused, refusal(s, what, err))
				continue
			}
			last := s.Points[len(s.Points)-1]
			r := reckoned{s.Indicator, string(s.Place), what, v, s.Unit, len(s.Points), s.Points[0].Period.Start, last.Period.End, strings.Join(s.Statuses(), ", "), nil}
			for _, p := range s.Runs() {
				r.Periods = append(r.Periods, render.Period(&p))
			}
			out = append(out, r)
		}
	}
	if len(out) == 0 {
		return refused[0]
	}
	for _, err := range refused {
		c.chat("%v", err)
	}
	return emit(c, reckonedColumns, out)
}

func refusal(s *index.Series, what string, err error) error {
	hint := ""
	var senseless *index.Senseless
	if errors.As(err, &senseless) {
		hint = senseless.Hint
	}
	return wrongUse(hint, "no %s of %s, %s: %w", what, s.Indicator, orWord(string(s.Place), "no place"), err)
}

func orWord(s, word string) string {
	if s == "" {
		return word
	}
	return s
}

var reckonedColumns = []column[reckoned]{
	{name: "indicator", cell: func(r reckoned) string { return r.Indicator }, width: 44},
	{name: "place", cell: func(r reckoned) string { return r.Place }},
	{name: "what", cell: func(r reckoned) string { return r.What }},
	{name: "value", cell: func(r reckoned) string { return render.Number(r.Value) }, right: true, only: "table"},
	{name: "value", cell: func(r reckoned) string { return r.Value.String() }, only: "csv"},
	{name: "unit", cell: func(r reckoned) string { return r.Unit }, beside: true},
	{name: "points", cell: func(r reckoned) string { return fmt.Sprint(r.Points) }, right: true},
	{name: "from", cell: func(r reckoned) string { return r.From }, only: "csv"},
	{name: "to", cell: func(r reckoned) string { return r.To }, only: "csv"},
	{name: "status", cell: func(r reckoned) string { return r.Status }},
	{name: "periods", cell: func(r reckoned) string { return strings.Join(r.Periods, "; ") }, width: 32},
}

// draw draws the longest series on the terminal, where file is "-", or into a
// file that is whole or not there.
func (c *cli) draw(lines []index.Series, file string) error {
	ch := chart.Of(lines)
	if left := len(lines) - len(ch.Lines); left > 0 {
		c.chat("%s not drawn; choose with --place, --unit, --period and words", plural(left, "series is", "series are"))
	}
	if ch.Left > 0 {
		c.chat("%s not drawn, of periods other than %q; choose with --period", plural(ch.Left, "point is", "points are"), ch.Kind)
	}
	if file == "-" {
		return ch.Terminal(c.Stdout, c.width())
	}
	var b bytes.Buffer
	if err := ch.Image(&b, chartFormat(file)); err != nil {
		return err
	}
	if err := export.WriteFile(file, b.Bytes()); err != nil {
		return err
	}
	c.chat("%s written", file)
	return nil
}

// chartFormat gives the format that a file's name stands for, "" for none.
func chartFormat(file string) string {
	if format := strings.ToLower(strings.TrimPrefix(filepath.Ext(file), ".")); format == "svg" || format == "png" {
		return format
	}
	return ""
}

// width is how many columns the terminal has, 80 where stdout is none.
func (c *cli) width() int {
	if columns, is := c.terminal(); is {
		return columns
	}
	return 80
}
