package chart

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"khotin/cmd/khotin/render"
	"khotin/index"
)

// Of makes a chart of the series, at least one, that one can be drawn of: those
// in the unit of the longest, as many as can be told apart. A point of nine
// months says nothing beside one of a year: only points of the kind of period
// that has the most are drawn. Kind names it, Left counts the points of others.
func Of(lines []index.Series) Chart {
	ch := Chart{Unit: lines[0].Unit}
	ch.Kind = commonKind(lines, ch.Unit)
	cited := map[string]int{}
	var indicators, places []string
	for _, s := range lines {
		if s.Unit != ch.Unit || len(ch.Lines) == MostLines {
			continue
		}
		l := Line{}
		for _, p := range s.Points {
			if p.Kind != ch.Kind {
				ch.Left++
				continue
			}
			if cited[p.Article] == 0 {
				ch.Sources = append(ch.Sources, sourceLine(p.ArticleRef))
				cited[p.Article] = len(ch.Sources)
			}
			pt := Point{End: p.Period.End, Label: axisPeriod(&p), Value: p.Value.Float(), Source: cited[p.Article]}
			if p.Status != "actual" {
				pt.Mark = p.Status
			}
			l.Points = append(l.Points, pt)
		}
		if len(l.Points) == 0 {
			continue
		}
		ch.Lines = append(ch.Lines, l)
		indicators, places = append(indicators, s.Indicator), append(places, string(s.Place))
	}
	// What all lines share is the title, the rest their names.
	same := func(all []string) bool { return len(slices.Compact(slices.Clone(all))) == 1 }
	var title []string
	for i := range ch.Lines {
		var name []string
		if !same(indicators) {
			name = append(name, indicators[i])
		}
		if !same(places) {
			name = append(name, cmp.Or(places[i], "–"))
		}
		ch.Lines[i].Name = strings.Join(name, ", ")
	}
	if same(indicators) {
		title = append(title, indicators[0])
	}
	if same(places) && places[0] != "" {
		title = append(title, places[0])
	}
	ch.Title = strings.Join(title, ", ")
	return ch
}

// commonKind is the kind of period that most points of the unit have, among
// equals the longest, that is the year.
func commonKind(lines []index.Series, unit string) string {
	counts := map[string]int{}
	for _, s := range lines {
		for _, p := range s.Points {
			if s.Unit == unit {
				counts[p.Kind]++
			}
		}
	}
	best := index.KindYear
	for _, kind := range slices.Sorted(maps.Keys(counts)) {
		if counts[kind] > counts[best] {
			best = kind
		}
	}
	return best
}

// axisPeriod writes a period as short as an axis needs it, in Vietnamese:
// 2019, 9T/2019, Q3/2019, 9/2019.
func axisPeriod(p *index.Point) string {
	end, err := time.Parse(time.DateOnly, p.Period.End)
	if err != nil {
		return render.Period(&p.Period)
	}
	month, year := int(end.Month()), end.Year()
	switch {
	case p.Kind == index.KindYear:
		return strconv.Itoa(year)
	case p.Kind == index.KindQuarter:
		return fmt.Sprintf("Q%d/%d", month/3, year)
	case p.Kind == index.KindMonth:
		return fmt.Sprintf("%d/%d", month, year)
	case p.Kind == index.KindHalf && month == 6, strings.HasSuffix(p.Kind, " months"):
		return fmt.Sprintf("%dT/%d", month, year)
	case p.Kind == index.KindDay:
		return end.Format("2/1/2006")
	}
	return render.Period(&p.Period)
}

// sourceLine names an article in one line.
func sourceLine(r index.ArticleRef) string {
	parts := []string{r.Article}
	for _, s := range []string{render.Day(string(r.Published)), string(r.Title), r.Site} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return render.Printable(strings.Join(parts, ", "))
}
