package index

import (
	_ "embed"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"khotin/extract"
	"khotin/extract/text"
)

// stockList holds words of indicators that count what there is at a time, not
// what comes in over a period: one a line, "#" comments.
//
//go:embed stocks.txt
var stockList string

var stocks = func() (out []string) {
	for line := range strings.Lines(stockList) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			out = append(out, text.Key(line))
		}
	}
	return out
}()

// isShare tells units of shares and multiples from those of amounts.
func isShare(unit string) bool {
	u := text.Fold(text.Key(unit))
	return strings.Contains(u, "%") || strings.HasPrefix(u, "phan tram") || strings.HasPrefix(u, "diem") || strings.HasPrefix(u, "lan")
}

// isStock reports whether a series counts what there is at a time.
func (s *Series) isStock() bool {
	name := " " + text.Key(text.Normalize(s.Indicator)) + " "
	for _, w := range stocks {
		if strings.HasPrefix(name, " "+w+" ") {
			return true
		}
	}
	return false
}

// Senseless is why a reckoning over a series has no meaning, and what to do.
type Senseless struct{ Why, Hint string }

// Error implements error.
func (e *Senseless) Error() string { return e.Why }

// Reckonings are what Reckon knows.
var Reckonings = []string{"sum", "mean", "min", "max"}

// Reckon gives the sum, mean, least or greatest of the values of a series.
// Errors are of type *Senseless where it would mean nothing: values over
// periods of different length, a sum of what there is at a time, of shares, of
// what is dated by a day, of periods that share months or are counted from
// January on.
func (s *Series) Reckon(what string) (text.Decimal, error) {
	var kinds []string
	for _, p := range s.Points {
		if !slices.Contains(kinds, p.Kind) {
			kinds = append(kinds, p.Kind)
		}
		if p.Upper != nil {
			return text.Decimal{}, &Senseless{"a range has no " + what, "leave ranges out with --to or --from"}
		}
	}
	if len(kinds) > 1 {
		slices.Sort(kinds)
		return text.Decimal{}, &Senseless{"periods of different length: " + strings.Join(kinds, ", "), fmt.Sprintf("take one kind, as with --period %q", s.usual())}
	}
	if err := s.mixed(what); err != nil {
		return text.Decimal{}, err
	}
	best := s.Points[0].Value
	sum := text.Decimal{}
	for _, p := range s.Points {
		if d := p.Value.Float() - best.Float(); what == "min" && d < 0 || what == "max" && d > 0 {
			best = p.Value
		}
		var ok bool
		if sum, ok = sum.Add(p.Value); !ok {
			return text.Decimal{}, errors.New("the sum has more than 18 digits")
		}
	}
	switch what {
	case "min", "max":
		return best, nil
	case "sum":
		return sum, nil
	}
	return text.ParseDecimal(fmt.Sprintf("%.3f", sum.Float()/float64(len(s.Points))))
}

// mixed tells what must not be put together.
func (s *Series) mixed(what string) error {
	if what == "min" || what == "max" {
		return nil
	}
	targets := 0
	for i, p := range s.Points {
		if p.Status == "target" {
			targets++
		}
		if p.Break != "" && i > 0 {
			return &Senseless{"the territory changes: " + p.Break, "take one side of it with --from or --to"}
		}
	}
	if targets > 0 && targets < len(s.Points) {
		return &Senseless{"goals among what was reached", "take one with --status actual,estimate or --status target"}
	}
	if what != "sum" {
		return nil
	}
	kind := s.Points[0].Kind
	switch {
	case s.Measure != "level" || isShare(s.Unit):
		return &Senseless{"percents do not add up", "--mean gives their average"}
	case s.isStock():
		return &Senseless{"\"" + s.Indicator + "\" is what there is at a time; adding it up counts the same things again", "--mean, --min and --max have a meaning"}
	case kind == KindDay:
		return &Senseless{"figures dated by a day do not add up: nothing tells from which day on each of them counts", "--min and --max have a meaning"}
	case strings.HasSuffix(kind, " months"):
		return &Senseless{"figures from January on do not add up: they leave out the rest of the year", "take years, quarters or months with --period year"}
	case kind == KindOther:
		return &Senseless{"periods that may overlap", "take years, quarters or months with --period"}
	}
	return nil
}

// Statuses gives the statuses of the points, the surest first.
func (s *Series) Statuses() []string {
	var out []string
	for _, p := range s.Points {
		if !slices.Contains(out, p.Status) {
			out = append(out, p.Status)
		}
	}
	slices.SortFunc(out, func(a, b string) int { return statuses[a] - statuses[b] })
	return out
}

// Runs gives the times that the points cover without a gap: two Septembers of
// different years are two runs, four quarters of a year are one.
func (s *Series) Runs() []extract.Period {
	var out []extract.Period
	for _, p := range s.Points {
		if n := len(out); n > 0 && dayAfter(out[n-1].End) == p.Period.Start {
			out[n-1].End = p.Period.End
			continue
		}
		out = append(out, extract.Period{Start: p.Period.Start, End: p.Period.End})
	}
	return out
}

func dayAfter(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	return t.AddDate(0, 0, 1).Format(time.DateOnly)
}

// usual gives the kind of period that most points have.
func (s *Series) usual() string {
	count := map[string]int{}
	best := ""
	for _, p := range s.Points {
		if count[p.Kind]++; count[p.Kind] > count[best] {
			best = p.Kind
		}
	}
	return best
}

// OfKind leaves the points of one kind of period; it reports false where there
// are none.
func (s Series) OfKind(kind string) (Series, bool) {
	s.Points = slices.DeleteFunc(slices.Clone(s.Points), func(p Point) bool { return p.Kind != kind })
	return s, len(s.Points) > 0
}
