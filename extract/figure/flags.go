package figure

import (
	"math"
	"strings"
	"time"
)

// flag notes doubts about the figures found; it changes none of them. Each is
// noted only where two numbers of the text contradict each other:
//
//	plan-disagrees   two statements of one indicator imply plans that differ by more than 2 %
//	scale            such plans differ by a factor of about 1000
//	part-over-whole  a part is larger than its whole
//	month-over-ytd   a month is more than the run of months that it ends
func (w *walker) flag() {
	w.flagPlans()
	for i := range w.out {
		for j := max(0, i-near); j < min(i+near, len(w.out)); j++ {
			if i != j {
				compare(&w.out[i], &w.out[j])
			}
		}
	}
}

// near is how many rows apart two numbers may contradict each other.
const near = 16

// compare notes on f what contradicts g.
func compare(f, g *Figure) {
	if f.Measure != Level || g.Measure != Level || f.BaseUnit == "" || f.BaseUnit == "%" || f.BaseUnit != g.BaseUnit ||
		f.Upper != nil || g.Upper != nil || f.Status != g.Status || f.amount() <= g.amount()*1.0001 {
		return
	}
	if f.PartOf >= 0 && f.PartOf == g.Group && samePeriod(f, g) {
		f.note("part-over-whole")
	}
	if f.Period == nil || g.Period == nil || f.Place != g.Place || !strings.EqualFold(f.Indicator, g.Indicator) {
		return
	}
	a, b := f.Period, g.Period
	if b.Start.Month == time.January && b.Start.Year == a.Start.Year && a.Start.Month > time.January && a.End == b.End {
		f.note("month-over-ytd")
	}
}

// flagPlans compares the plans that a level and its share of a plan imply:
// 55.3 is 6.01 % and 641.769 is 69.79 % of the same plan.
func (w *walker) flagPlans() {
	type implied struct {
		row  int
		plan float64
	}
	seen := make(map[string]implied)
	level := -1
	for i := range w.out {
		f := &w.out[i]
		if level >= 0 && w.out[level].Group != f.Group {
			level = -1
		}
		if f.Measure == Level && f.Amount != "" && f.BaseUnit != "%" && f.Upper == nil && level < 0 {
			level = i
		}
		v := f.Value.Float()
		if f.Measure != Ratio || level < 0 || f.Upper != nil || v < 1 || !strings.Contains(f.Basis, " giao") && !strings.Contains(f.Basis, "phấn đấu") {
			continue
		}
		l := &w.out[level]
		if l.Period == nil || l.Qualifier != "" && l.Qualifier != "ước" {
			continue
		}
		key := strings.ToLower(l.Indicator + "|" + f.Basis + "|" + l.Place + "|" + l.BaseUnit)
		plan := l.amount() / v
		was, ok := seen[key]
		if !ok {
			seen[key] = implied{i, plan}
			continue
		}
		switch r := math.Max(plan, was.plan) / math.Min(plan, was.plan); {
		case r > 900 && r < 1100:
			f.note("scale")
		case r > 1.02:
			f.note("plan-disagrees")
			w.out[was.row].note("plan-disagrees")
		}
	}
}

func samePeriod(f, g *Figure) bool {
	if f.Period == nil || g.Period == nil {
		return f.Period == g.Period
	}
	return f.Period.Start == g.Period.Start && f.Period.End == g.Period.End
}

// amount gives the number in its base unit, for comparisons only.
func (f *Figure) amount() float64 {
	if f.full == 0 {
		f.full = f.Value.Shift(f.shift).Float()
	}
	return f.full
}

// note adds a flag once.
func (f *Figure) note(flag string) {
	for _, s := range f.Flags {
		if s == flag {
			return
		}
	}
	f.Flags = append(f.Flags, flag)
}
