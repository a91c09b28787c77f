package main

import (
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"khotin/extract"
	"khotin/extract/text"
	"khotin/index"
)

func (c *cli) figuresCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "figures [QUERY]",
		Short: "Find figures",
		Long: "Find the figures whose indicator holds the words of QUERY, ordered as series: indicator,\n" +
			"place, period, publication. --from and --to bound the period that a figure is about, or the\n" +
			"day of publication where it has none. csv and json hold every field, with the sentence and\n" +
			"the article that prove it.",
		Example: "  khotin figures \"thu ngân sách\" --place \"Lê Chân\"",
		RunE: func(cmd *cobra.Command, args []string) error {
			rows, err := ask(c, func(ix *index.Index, f index.Filter) ([]index.FigureRow, error) {
				return ix.Figures(cmd.Context(), strings.Join(args, " "), f)
			})
			if err != nil {
				return err
			}
			return emit(c, figureColumns, rows)
		},
	}
	c.filters(cmd, 0)
	c.formats(cmd, "table", "json", "csv")
	return cmd
}

var figureColumns = []column[index.FigureRow]{
	{name: "indicator", cell: func(r index.FigureRow) string { return r.Indicator }, width: 44},
	{name: "place", cell: func(r index.FigureRow) string { return string(r.Place) }},
	{name: "period", cell: func(r index.FigureRow) string { return shortPeriod(r.Period) }, only: "table"},
	{name: "period_start", cell: func(r index.FigureRow) string { return periodField(r.Period, 0) }, only: "csv"},
	{name: "period_end", cell: func(r index.FigureRow) string { return periodField(r.Period, 1) }, only: "csv"},
	{name: "value", cell: func(r index.FigureRow) string { return vietnameseValue(&r.Figure) }, right: true, only: "table"},
	{name: "value", cell: func(r index.FigureRow) string { return r.Value.String() }, only: "csv"},
	{name: "upper", cell: func(r index.FigureRow) string { return decimal(r.Upper) }, only: "csv"},
	{name: "of", cell: func(r index.FigureRow) string { return decimal(r.Of) }, only: "csv"},
	{name: "unit", cell: func(r index.FigureRow) string { return r.Unit }},
	{name: "amount", cell: func(r index.FigureRow) string { return string(r.Amount) }, only: "csv"},
	{name: "base_unit", cell: func(r index.FigureRow) string { return string(r.BaseUnit) }, only: "csv"},
	{name: "measure", cell: func(r index.FigureRow) string { return r.Measure }},
	{name: "basis", cell: func(r index.FigureRow) string { return string(r.Basis) }, width: 28},
	{name: "qualifier", cell: func(r index.FigureRow) string { return string(r.Qualifier) }, only: "csv"},
	{name: "status", cell: func(r index.FigureRow) string { return r.Status }},
	{name: "flags", cell: func(r index.FigureRow) string { return strings.Join(r.Flags, " ") }, only: "csv"},
	{name: "published", cell: func(r index.FigureRow) string { return shortDay(string(r.Published)) }},
	{name: "article", cell: func(r index.FigureRow) string { return r.Article }},
	{name: "group", cell: func(r index.FigureRow) string { return strconv.Itoa(r.Group) }, only: "csv"},
	{name: "sentence", cell: func(r index.FigureRow) string { return r.Sentence }, only: "csv"},
	{name: "text", cell: func(r index.FigureRow) string { return r.Text }, only: "csv"},
	{name: "title", cell: func(r index.FigureRow) string { return string(r.Title) }, only: "csv"},
	{name: "url", cell: func(r index.FigureRow) string { return string(r.URL) }, only: "csv"},
	{name: "site", cell: func(r index.FigureRow) string { return r.Site }, only: "csv"},
	{name: "rule", cell: func(r index.FigureRow) string { return r.Rule }, only: "csv"},
}

// vietnameseValue writes value, range and whole as articles do.
func vietnameseValue(f *extract.Figure) string {
	s := vietnamese(f.Value)
	if f.Upper != nil {
		s += "–" + vietnamese(*f.Upper)
	}
	if f.Of != nil {
		s += "/" + vietnamese(*f.Of)
	}
	return s
}

func decimal(d *text.Decimal) string {
	if d == nil {
		return ""
	}
	return d.String()
}

func periodField(p *extract.Period, end int) string {
	switch {
	case p == nil:
		return ""
	case end == 1:
		return p.End
	}
	return p.Start
}

// shortPeriod writes a period as short as it can be read: 2023, 2023-09,
// 2023-01..2023-09, 2023-09-22.
func shortPeriod(p *extract.Period) string {
	if p == nil || len(p.Start) != 10 || len(p.End) != 10 {
		return ""
	}
	from, to := p.Start, p.End
	switch {
	case from == to:
		return from
	case from[5:] == "01-01" && to[5:] == "12-31":
		from, to = from[:4], to[:4]
	case from[8:] == "01" && to == monthEnd(to):
		from, to = from[:7], to[:7]
	}
	return interval(from, to)
}
