package main

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"khotin/cmd/khotin/render"
	"khotin/extract"
	"khotin/extract/text"
	"khotin/index"
)

// figureFlags are the flags of figures alone.
type figureFlags struct {
	measures, statuses []string
	published          string
	unit, period       string
	series, onYear     bool
	reckon             map[string]*bool // of index.Reckonings
	chart              string           // "-" on the terminal, else a file
}

func (c *cli) figuresCommand() *cobra.Command {
	own := figureFlags{reckon: map[string]*bool{}}
	cmd := &cobra.Command{
		Use:   "figures [QUERY]",
		Short: "Find figures",
		Long: "Find the figures whose indicator holds the words of QUERY, or is joined by that name,\n" +
			"ordered as series: indicator, place, period, publication. --from and --to bound the period\n" +
			"that a figure is about, or the day of publication where it has none. csv and json hold every\n" +
			"field, with the sentence and the article that prove it.\n\n" +
			"--series lines up each indicator over its periods: the best version of every number (what\n" +
			"was before what is expected before what is planned, later articles before earlier), percent\n" +
			"of plan and growth beside it, what other articles say, and where the territory changes.\n" +
			"--sum and --mean refuse what has no meaning, and tell of which periods they are and whether\n" +
			"of goals. --chart draws the series on the terminal,\n" +
			"--chart FILE.svg or FILE.png for a paper, each point with the article it comes from.",
		Example: "  khotin figures \"thu ngân sách\" --place \"Lê Chân\" --series --period year",
		RunE: func(cmd *cobra.Command, args []string) error {
			if n := len(args) - 1; own.chart == "-" && n >= 0 && fileName.MatchString(args[n]) {
				own.chart, args = args[n], args[:n] // "--chart FILE"
			}
			if own.chart != "" && own.chart != "-" && chartFormat(own.chart) == "" {
				return wrongUse("write FILE.svg or FILE.png", "--chart %s: charts are svg or png", own.chart)
			}
			if err := own.apart(); err != nil {
				return err
			}
			return c.figures(cmd.Context(), strings.Join(args, " "), own)
		},
	}
	c.filters(cmd, 0)
	own.narrowing(cmd)
	f := cmd.Flags()
	f.BoolVar(&own.series, "series", false, "line up each indicator over its periods")
	f.BoolVar(&own.onYear, "yoy", false, "change against the period a year earlier, reckoned from the values")
	for _, what := range index.Reckonings {
		own.reckon[what] = f.Bool(what, false, reckoningUses[what])
	}
	f.StringVar(&own.chart, "chart", "", "draw the series on the terminal, or into `FILE`.svg or .png")
	f.Lookup("chart").NoOptDefVal = "-"
	c.formats(cmd, "table", "json", "csv")
	return cmd
}

// fileName is an argument that is sooner the name of a file than words.
var fileName = regexp.MustCompile(`^\S+\.[A-Za-z]{2,5}$`)

// reckoningUses tell what the flags named after index.Reckonings do.
var reckoningUses = map[string]string{"sum": "the sum of every series", "mean": "the mean of every series",
	"min": "the least value of every series", "max": "the greatest value of every series"}

// narrowing adds the flags that narrow figures beside the common filters.
func (own *figureFlags) narrowing(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringSliceVar(&own.measures, "measure", nil, "of this `measure`: level, ratio or growth")
	f.StringSliceVar(&own.statuses, "status", nil, "of this `status`: actual, estimate or target")
	f.StringVar(&own.published, "published", "", "`days` of publication: 2023, 2019..2021, ..2020-06")
	f.StringVar(&own.unit, "unit", "", "give values in this `unit`, and only those that can be: \"nghìn tỷ đồng\"")
	f.StringVar(&own.period, "period", "", "only periods of this `kind`: year, half, quarter, month, day, \"9 months\"")
}

// figures answers one question about figures.
func (c *cli) figures(ctx context.Context, question string, own figureFlags) error {
	f, err := own.filter()
	if err != nil {
		return err
	}
	rows, err := ask(ctx, c, func(ix *index.Index, common index.Filter) ([]index.FigureRow, error) {
		common.Measures, common.Statuses, common.PublishedFrom, common.PublishedTo = f.Measures, f.Statuses, f.PublishedFrom, f.PublishedTo
		common.Bare = own.lined()
		if own.lined() || own.period != "" || own.unit != "" {
			common.Limit = 0 // of series, or of what is left
		}
		return ix.Figures(ctx, question, common)
	}, question)
	if err != nil {
		return err
	}
	if own.lined() {
		return c.series(rows, own)
	}
	if own.period != "" {
		rows = slices.DeleteFunc(rows, func(r index.FigureRow) bool { return r.Period == nil || index.KindOf(*r.Period) != own.period })
	}
	if own.unit != "" {
		all := rows
		if rows = inUnit(rows, own.unit); len(rows) == 0 && len(all) > 0 {
			return noneIn(own.unit, all)
		}
	}
	if c.limit > 0 {
		rows = rows[:min(c.limit, len(rows))]
	}
	return emit(c, figureColumns, rows)
}

// periodKinds are the kinds of periods that have a name; "9 months" and the
// like are others.
var periodKinds = []string{index.KindYear, index.KindHalf, index.KindQuarter, index.KindMonth, index.KindDay}

var someMonths = regexp.MustCompile(`^([2-9]|1[01]) months$`)

// filter reads the flags that narrow.
func (own *figureFlags) filter() (f index.Filter, err error) {
	for _, flag := range []struct {
		name         string
		values, from []string
	}{{"measure", own.measures, []string{"level", "ratio", "growth"}}, {"status", own.statuses, []string{"actual", "estimate", "target"}}} {
		for _, v := range flag.values {
			if !slices.Contains(flag.from, v) {
				return f, wrongUse("there are "+strings.Join(flag.from, ", "), "unknown %s %q", flag.name, v)
			}
		}
	}
	if own.period != "" && !slices.Contains(periodKinds, own.period) && !someMonths.MatchString(own.period) {
		return f, wrongUse("there are "+strings.Join(periodKinds, ", ")+" and \"9 months\"", "unknown period %q", own.period)
	}
	f.Measures, f.Statuses = own.measures, own.statuses
	from, to, isRange := strings.Cut(own.published, "..")
	if !isRange {
		to = from
	}
	if f.PublishedFrom, err = day("--published", from, false); err != nil {
		return f, err
	}
	if f.PublishedTo, err = day("--published", to, true); err != nil {
		return f, err
	}
	if own.published != "" && f.PublishedFrom == "" && f.PublishedTo == "" || f.PublishedTo != "" && f.PublishedFrom > f.PublishedTo {
		return f, wrongUse("write 2023, 2019..2021, 2019.. or ..2020-06", "--published %q holds no day", own.published)
	}
	return f, nil
}

// mostUnits is how many units a hint names.
const mostUnits = 5

// noneIn says that none of the figures can be given in a unit, and names those
// in which most are.
func noneIn(unit string, rows []index.FigureRow) error {
	count := map[string]int{}
	for i := range rows {
		count[rows[i].Unit]++
	}
	units := slices.SortedFunc(maps.Keys(count), func(a, b string) int {
		return cmp.Or(count[b]-count[a], strings.Compare(a, b))
	})
	return &failure{status: statusNothing, err: fmt.Errorf("%d figures found, none of which can be given in %q", len(rows), unit),
		hint: "they are in " + strings.Join(units[:min(mostUnits, len(units))], ", ")}
}

// inUnit gives the rows whose value can be given in a unit, in it.
func inUnit(rows []index.FigureRow, unit string) (out []index.FigureRow) {
	for _, r := range rows {
		if r.Convert(unit) {
			out = append(out, r)
		}
	}
	return out
}

var figureColumns = []column[index.FigureRow]{
	{name: "indicator", cell: func(r index.FigureRow) string { return r.Indicator }, width: 44},
	{name: "place", cell: func(r index.FigureRow) string { return string(r.Place) }},
	{name: "period", cell: func(r index.FigureRow) string { return render.Period(r.Period) }, only: "table"},
	{name: "period_start", cell: func(r index.FigureRow) string { return periodField(r.Period, 0) }, only: "csv"},
	{name: "period_end", cell: func(r index.FigureRow) string { return periodField(r.Period, 1) }, only: "csv"},
	{name: "value", cell: func(r index.FigureRow) string { return render.Value(&r.Figure) }, right: true, only: "table"},
	{name: "value", cell: func(r index.FigureRow) string { return r.Value.String() }, only: "csv"},
	{name: "upper", cell: func(r index.FigureRow) string { return decimal(r.Upper) }, only: "csv"},
	{name: "of", cell: func(r index.FigureRow) string { return decimal(r.Of) }, only: "csv"},
	{name: "unit", cell: func(r index.FigureRow) string { return r.Unit }, beside: true},
	{name: "amount", cell: func(r index.FigureRow) string { return string(r.Amount) }, only: "csv"},
	{name: "base_unit", cell: func(r index.FigureRow) string { return string(r.BaseUnit) }, only: "csv"},
	{name: "measure", cell: func(r index.FigureRow) string { return r.Measure }},
	{name: "basis", cell: func(r index.FigureRow) string { return string(r.Basis) }, width: 28},
	{name: "qualifier", cell: func(r index.FigureRow) string { return string(r.Qualifier) }, only: "csv"},
	{name: "status", cell: func(r index.FigureRow) string { return r.Status }},
	{name: "flags", cell: func(r index.FigureRow) string { return strings.Join(r.Flags, " ") }, only: "csv"},
	{name: "published", cell: func(r index.FigureRow) string { return render.Day(string(r.Published)) }},
	{name: "article", cell: func(r index.FigureRow) string { return r.Article }},
	{name: "group", cell: func(r index.FigureRow) string { return strconv.Itoa(r.Group) }, only: "csv"},
	{name: "sentence", cell: func(r index.FigureRow) string { return r.Sentence }, only: "csv"},
	{name: "text", cell: func(r index.FigureRow) string { return r.Text }, only: "csv"},
	{name: "title", cell: func(r index.FigureRow) string { return string(r.Title) }, only: "csv"},
	{name: "url", cell: func(r index.FigureRow) string { return string(r.URL) }, only: "csv"},
	{name: "site", cell: func(r index.FigureRow) string { return r.Site }, only: "csv"},
	{name: "rule", cell: func(r index.FigureRow) string { return r.Rule }, only: "csv"},
	{name: "canonical", cell: func(r index.FigureRow) string { return r.Canonical }, only: "csv"},
}

// number is an exact decimal number.
type number = text.Decimal

// valueAs writes the value of a version, or its range.
func valueAs(v index.Version, write func(number) string) string {
	s := write(v.Value)
	if v.Upper != nil {
		s += "–" + write(*v.Upper)
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
