package figure

import (
	"math"
	"strings"
	"time"

	"khotin/extract/text"
)

// flag notes doubts about the figures found; it changes none of them. Each is
// noted only where two numbers of the text contradict each other:
//
//	plan-disagrees   two statements of one indicator imply plans that differ by more than 2 %, or one implies another plan than the bracket behind it states
//	scale            such plans differ by a factor of about 1000, or a plan stated by 10, 100 or 1000
//	part-over-whole  a part is larger than its whole
//	month-over-ytd   a month is more than the run of months that it ends
//	title-disagrees  the title gives another number for the same thing
//	parts-over-whole the parts of one whole add up to more than it
func (w *walker) flag() {
	w.flagPlans()
	w.flagStated()
	w.flagSums()
	for i := range w.out {
		f := &w.out[i]
		if f.Measure != Level || f.BaseUnit == "" || f.BaseUnit == "%" || f.Upper != nil || f.PartOf < 0 && !afterJanuary(f) || strings.Contains(f.BaseUnit, "/") {
			continue // of which compare has nothing to tell
		}
		for j := max(0, i-near); j < min(i+near, len(w.out)); j++ {
			if i != j {
				compare(&w.out[i], &w.out[j])
			}
		}
	}
}

// flagSums adds up the parts of a whole: shares to more than 100 %, amounts to
// more than the whole.
func (w *walker) flagSums() {
	if !w.parted() {
		return
	}
	for i := range w.out {
		whole := &w.out[i]
		if whole.Measure != Level || whole.BaseUnit == "" || whole.Upper != nil || whole.BaseUnit == "%" {
			continue
		}
		sum, n := 0.0, 0
		for j := i + 1; j < min(i+near, len(w.out)); j++ {
			f := &w.out[j]
			if f.PartOf < 0 || f.PartOf != whole.Group || f.Measure != Level || f.BaseUnit != whole.BaseUnit || f.Status != whole.Status || !samePeriod(f, whole) {
				continue
			}
			sum += f.amount()
			n++
		}
		if n > 1 && sum > whole.amount()*1.005 && w.firstOf(whole.Group) == i {
			whole.note("parts-over-whole")
		}
	}
}

// parted reports whether some row is a part of another.
func (w *walker) parted() bool {
	for i := range w.out {
		if w.out[i].PartOf >= 0 {
			return true
		}
	}
	return false
}

// firstOf gives the index of the first row of a group.
func (w *walker) firstOf(group int) int {
	for i := range w.out {
		if w.out[i].Group == group {
			return i
		}
	}
	return -1
}

// Headline notes "title-disagrees" on a figure of the body that the title
// contradicts: the same indicator, measure, unit and period, and another
// number, where no figure of the body agrees with the title. figs are the
// figures of the body, head those of the title.
func Headline(figs, head []Figure) {
	for i := range head {
		h := &head[i]
		var against *Figure
		for j := range figs {
			f := &figs[j]
			if f.Measure != h.Measure || f.BaseUnit != h.BaseUnit || f.Unit != h.Unit {
				continue
			}
			if f.Value.String() == h.Value.String() {
				against = nil
				break
			}
			if against == nil && f.Upper == nil && h.Upper == nil && f.Status == h.Status && alike(f, h) && samePeriod(f, h) && f.Period != nil && !rounds(h, f) {
				against = f
			}
		}
		if against != nil {
			against.note("title-disagrees")
		}
	}
}

// Quotes reports whether a title may state a figure: it holds a number and a
// percent sign or a scale word.
func Quotes(title *text.Para) bool {
	p := &paragraph{}
	p.read(title)
	number, unit := false, false
	for i := range title.Tokens {
		t := &title.Tokens[i]
		number = number || t.Class == text.Number
		unit = unit || t.Key == "%" || scaleWord(p, i) != 0
	}
	return number && unit
}

// alike reports whether two rows measure the same: the same words, or the
// same canonical name, against the same basis.
func alike(f, g *Figure) bool {
	if !strings.EqualFold(f.Basis, g.Basis) {
		return false
	}
	return strings.EqualFold(f.Indicator, g.Indicator) || f.Canonical != "" && f.Canonical == g.Canonical
}

// rounds reports whether the title's number h only says f's more roughly:
// "hơn 640 tỷ" of 641,769, or within one percent.
func rounds(h, f *Figure) bool {
	a, b := h.amount(), f.amount()
	return h.Qualifier != "" && h.Qualifier != "ước" || math.Abs(a-b) <= 0.01*math.Abs(b)
}

// near is how many rows apart two numbers may contradict each other.
const near = 16

// afterJanuary reports whether the period of f begins later in its year.
func afterJanuary(f *Figure) bool { return f.Period != nil && f.Period.Start.Month > time.January }

// compare notes on f, an amount that is no range and no rate, what contradicts
// g.
func compare(f, g *Figure) {
	part := f.PartOf >= 0 && f.PartOf == g.Group
	if !part && (!afterJanuary(f) || g.Period == nil) || g.Measure != Level || g.Upper != nil ||
		f.BaseUnit != g.BaseUnit || (f.Status == Target) != (g.Status == Target) || f.amount() <= g.amount()*1.0001 {
		return
	}
	if part && samePeriod(f, g) {
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
	var seen map[string]implied
	level := -1
	for i := range w.out {
		f := &w.out[i]
		if level >= 0 && w.out[level].Group != f.Group {
			level = -1
		}
		if f.Measure == Level && f.Amount != "" && f.BaseUnit != "%" && f.Upper == nil && level < 0 {
			level = i
		}
		if f.Measure != Ratio || level < 0 || f.Upper != nil || !strings.Contains(f.Basis, " giao") && !strings.Contains(f.Basis, "phấn đấu") {
			continue
		}
		v := f.Value.Float()
		if v < 1 {
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
			if seen == nil {
				seen = make(map[string]implied)
			}
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
