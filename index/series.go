package index

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"khotin/extract"
	territory "khotin/extract/place"
	"khotin/extract/text"
)

// Series is one indicator of one place over its periods.
type Series struct {
	Indicator string           `json:"indicator"` // the name that joins its wordings, else as most often written
	Place     extract.Optional `json:"place"`
	Measure   string           `json:"measure"`
	Unit      string           `json:"unit"`   // of every value
	Points    []Point          `json:"points"` // by the end of their period
}

// Point is what is known of a period: the best version, what other articles
// say, and what stands beside it.
type Point struct {
	Period extract.Period `json:"period"`
	Kind   string         `json:"kind"` // see KindOf
	Version
	Plan   *Beside `json:"plan"`   // percent of a plan, also where it was exceeded
	Growth *Beside `json:"growth"` // percent against an earlier period, as the article says
	// OnYear is the percent of change against the period a year earlier,
	// reckoned from the two values; plans have none.
	OnYear *text.Decimal `json:"on_year"`
	// Break tells that the territory, or what the unit is, has changed since the
	// point before.
	Break  string    `json:"break,omitempty"`
	Others []Version `json:"others,omitempty"` // of other articles, where the number is another
	// Disputed: articles that say what was, not what is expected, disagree.
	Disputed bool `json:"disputed"`
}

// Version is what one article says.
type Version struct {
	Value  text.Decimal  `json:"value"`
	Upper  *text.Decimal `json:"upper"`
	Status string        `json:"status"`
	ArticleRef
	row *FigureRow
}

// Beside is a ratio or a growth told with a value.
type Beside struct {
	Value text.Decimal     `json:"value"`
	Basis extract.Optional `json:"basis"`
	// Change is how far a plan was exceeded, or missed where it is negative, in
	// percent, where the article says only that: Value is 100 and it.
	Change *text.Decimal `json:"change,omitempty"`
}

// Kinds of periods, see KindOf.
const (
	KindYear    = "year"
	KindHalf    = "half"
	KindQuarter = "quarter"
	KindMonth   = "month"
	KindDay     = "day"
	KindOther   = "other"
)

// KindOf gives the kind of a period: year, half, quarter, month or day;
// "9 months" and the like from January on; else other.
func KindOf(p extract.Period) string {
	from, err1 := time.Parse(time.DateOnly, p.Start)
	to, err2 := time.Parse(time.DateOnly, p.End)
	if err1 != nil || err2 != nil {
		return KindOther
	}
	if from.Equal(to) {
		return KindDay
	}
	next := to.AddDate(0, 0, 1)
	months := 12*(next.Year()-from.Year()) + int(next.Month()-from.Month())
	if from.Day() != 1 || next.Day() != 1 || months < 1 {
		return KindOther
	}
	first := int(from.Month()) - 1
	switch {
	case months == 1:
		return KindMonth
	case months == 3 && first%3 == 0:
		return KindQuarter
	case months == 6 && first%6 == 0:
		return KindHalf
	case months == 12 && first == 0:
		return KindYear
	case months < 12 && first == 0:
		return fmt.Sprintf("%d months", months)
	}
	return KindOther
}

// seriesKey is what rows of one series share.
type seriesKey struct{ indicator, place, measure, base string }

func keyOf(r *FigureRow) seriesKey {
	k := seriesKey{indicator: r.Canonical, place: placeOf(string(r.Place)).full, measure: r.Measure}
	if k.indicator == "" {
		k.indicator = text.Key(text.Normalize(r.Indicator))
	}
	unit := string(r.BaseUnit)
	if unit == "" || r.Measure != "level" {
		unit = r.Unit
	}
	_, rest := sizeOf(unit)
	k.base = baseOf(rest)
	return k
}

// Lines lines up figures as series, the longest first. A ratio or growth
// stands beside the level that its article tells with it, and makes a series
// of its own only where there is no such level. Where unit is not "", the
// series that can be given in it are, and no others.
func Lines(rows []FigureRow, unit string) []Series {
	levels := map[seriesKey][]*FigureRow{}
	var order []seriesKey
	var besides []*FigureRow
	take := func(r *FigureRow) {
		k := keyOf(r)
		if levels[k] == nil {
			order = append(order, k)
		}
		levels[k] = append(levels[k], r)
	}
	for i := range rows {
		r := &rows[i]
		switch {
		case r.Period == nil:
		case r.Measure == "level":
			take(r)
		default:
			besides = append(besides, r)
		}
	}
	statements := map[statement]*FigureRow{}
	for _, k := range order {
		for _, l := range levels[k] {
			if at := statementOf(l); statements[at] == nil {
				statements[at] = l
			}
		}
	}
	told := map[*FigureRow][]*FigureRow{}
	for _, b := range besides {
		if l := statements[statementOf(b)]; l != nil {
			told[l] = append(told[l], b)
		} else {
			take(b)
		}
	}
	var out []Series
	for _, k := range order {
		if s, ok := lineUp(levels[k], told, unit); ok {
			out = append(out, s)
		}
	}
	slices.SortStableFunc(out, func(a, b Series) int { return cmp.Compare(len(b.Points), len(a.Points)) })
	return out
}

// statement is what a level and the ratios and growths told with it share.
type statement struct {
	article, indicator string
	group              int
	period             extract.Period
}

func statementOf(r *FigureRow) statement {
	p := *r.Period
	p.Text = ""
	return statement{r.Article, keyOf(r).indicator, r.Group, p}
}

// lineUp makes a series of rows of one key; it reports false where the unit is
// not one of theirs.
func lineUp(rows []*FigureRow, told map[*FigureRow][]*FigureRow, unit string) (s Series, ok bool) {
	s = Series{Measure: rows[0].Measure, Place: rows[0].Place, Unit: unit, Indicator: rows[0].Canonical}
	if s.Indicator == "" {
		s.Indicator = most(rows, func(r *FigureRow) string { return r.Indicator })
	}
	if s.Unit == "" {
		s.Unit = most(rows, func(r *FigureRow) string { return r.Unit })
	}
	periods := map[[2]string][]Version{}
	for _, r := range rows {
		v := Version{Status: r.Status, ArticleRef: r.ArticleRef, row: r}
		if v.Value, ok = in(&r.Figure, r.Value, s.Unit); !ok {
			continue
		}
		if r.Upper != nil {
			if u, ok := in(&r.Figure, *r.Upper, s.Unit); ok {
				v.Upper = &u
			}
		}
		at := [2]string{r.Period.Start, r.Period.End}
		periods[at] = append(periods[at], v)
	}
	for _, versions := range periods {
		s.Points = append(s.Points, newPoint(versions, told))
	}
	slices.SortFunc(s.Points, func(a, b Point) int {
		return cmp.Or(cmp.Compare(a.Period.End, b.Period.End), cmp.Compare(b.Period.Start, a.Period.Start))
	})
	s.compare()
	s.breaks()
	return s, len(s.Points) > 0
}

// statuses in the order in which they are believed.
var statuses = map[string]int{"actual": 0, "estimate": 1, "target": 2}

// newPoint makes the point of a period: what was before what was expected,
// later articles before earlier ones.
func newPoint(versions []Version, told map[*FigureRow][]*FigureRow) Point {
	slices.SortStableFunc(versions, func(a, b Version) int {
		return cmp.Or(cmp.Compare(statuses[a.Status], statuses[b.Status]), cmp.Compare(b.Published, a.Published), cmp.Compare(a.Article, b.Article))
	})
	best := versions[0]
	p := Point{Version: best, Period: *best.row.Period, Kind: KindOf(*best.row.Period)}
	for _, v := range versions[1:] {
		if agrees(best.Value, v.Value) {
			continue
		}
		p.Others = append(p.Others, v)
		p.Disputed = p.Disputed || v.Status == best.Status && v.Article != best.Article
	}
	for _, v := range versions {
		var over *Beside
		for _, b := range told[v.row] {
			is := &Beside{Value: b.Value, Basis: b.Basis}
			basis := text.Fold(text.Key(string(b.Basis)))
			switch {
			case b.Unit != "%":
			case b.Measure == "ratio" && p.Plan == nil && planned(basis):
				p.Plan = is
			case b.Measure == "growth" && p.Growth == nil && !planned(basis):
				p.Growth = is
			case b.Measure == "growth" && over == nil && planned(basis) && !strings.Contains(basis, "cung ky"):
				over = is.ofWhole()
			}
		}
		if p.Plan == nil {
			p.Plan = over
		}
	}
	return p
}

// hundred is the whole in percent.
var hundred, _ = text.ParseDecimal("100")

// ofWhole makes a percentage of a basis of a change against it: "vượt 7,08% kế
// hoạch" is 107.08 percent of it. It gives nil where that has too many digits.
func (b *Beside) ofWhole() *Beside {
	whole, ok := hundred.Add(b.Value)
	if !ok {
		return nil
	}
	return &Beside{Value: whole, Basis: b.Basis, Change: &b.Value}
}

// planned tells a plan from an earlier period.
func planned(basis string) bool {
	for _, w := range []string{"ke hoach", "du toan", "chi tieu", "phap lenh", "nghi quyet", "muc tieu", "giao"} {
		if strings.Contains(basis, w) {
			return true
		}
	}
	return false
}

// agrees reports whether two numbers are one, as far as the less exact one
// says: 585,6 and 586.
func agrees(a, b text.Decimal) bool {
	x, y := a.Float(), b.Float()
	return a == b || math.Abs(x-y) <= 0.0005*math.Max(math.Abs(x), math.Abs(y))
}

// compare reckons what was or is expected against the same a year earlier, of
// numbers that can be divided. A plan is no change.
func (s *Series) compare() {
	if s.Measure != "level" || isShare(s.Unit) {
		return
	}
	at := map[[2]string]*Point{}
	for i := range s.Points {
		p := &s.Points[i]
		at[[2]string{p.Period.Start, p.Period.End}] = p
		before := at[[2]string{yearBefore(p.Period.Start), yearBefore(p.Period.End)}]
		if before == nil || before.Status == "target" || p.Status == "target" || before.Value.Sign() <= 0 || p.Upper != nil || before.Upper != nil {
			continue
		}
		change := 100 * (p.Value.Float()/before.Value.Float() - 1)
		if d, err := text.ParseDecimal(strconv.FormatFloat(change, 'f', 2, 64)); err == nil {
			p.OnYear = &d
		}
	}
}

// yearBefore gives the day a year earlier; the last of February stays it.
func yearBefore(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	if next := t.AddDate(0, 0, 1); next.Day() == 1 {
		return next.AddDate(-1, 0, -1).Format(time.DateOnly)
	}
	return t.AddDate(-1, 0, 0).Format(time.DateOnly)
}

// breaks marks the first point behind each change of the place's territory.
func (s *Series) breaks() {
	if s.Place == "" || len(s.Points) == 0 {
		return
	}
	first, last := s.Points[0].Period.Start, s.Points[len(s.Points)-1].Period.End
	for _, b := range territory.Breaks(string(s.Place), first, last) {
		i := slices.IndexFunc(s.Points, func(p Point) bool { return p.Period.End >= b.Day })
		if i >= 0 {
			s.Points[i].Break = fmt.Sprintf("%s: %s → %s", b.Day, unitNames(b.Before), unitNames(b.After))
		}
	}
}

func unitNames(us []territory.Unit) string {
	if len(us) == 0 {
		return "none"
	}
	names := make([]string, len(us))
	for i, u := range us {
		names[i] = u.Full()
	}
	return strings.Join(names, " + ")
}

// most gives the most frequent text of rows, of equal ones the first.
func most(rows []*FigureRow, of func(*FigureRow) string) string {
	count := map[string]int{}
	best := ""
	for _, r := range rows {
		s := of(r)
		if count[s]++; count[s] > count[best] {
			best = s
		}
	}
	return best
}
