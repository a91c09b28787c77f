package date

import (
	"time"

	"khotin/extract/text"
)

// resolver turns expressions into dates. It works in three passes, so that
// what the text says in full settles what it says in short: dates with a year
// and days; months, quarters and runs of months without a year; what refers to
// the period of the report.
type resolver struct {
	doc    *text.Doc
	exprs  []expr
	ref    Day // day of publication, zero where unknown
	now    Day // ref, zero where the text contradicts it
	anchor Day // ref, or the day that the text's own years suggest
	dates  []Date
	ok     []bool
	report *Date
}

func (r *resolver) resolve() []Date {
	r.dates = make([]Date, len(r.exprs))
	r.ok = make([]bool, len(r.exprs))
	for i := range r.exprs {
		r.frame(i)
		r.explicit(i)
	}
	r.anchor, r.now = r.ref, r.ref
	if r.ref.IsZero() {
		r.anchor = r.ownAnchor()
	} else if d := r.contradicted(); !d.IsZero() {
		r.anchor, r.now = d, Day{}
	}
	for i := range r.exprs {
		if !r.ok[i] && r.exprs[i].kind == kDay {
			r.day(i)
		}
	}
	for i := range r.exprs {
		if !r.ok[i] {
			r.yearless(i)
		}
	}
	r.report = reporting(r.dates, r.ok, r.doc, r.anchor)
	r.monthless()
	for i := range r.exprs {
		if !r.ok[i] {
			r.referring(i)
		}
	}
	out := make([]Date, 0, len(r.dates))
	for i, d := range r.dates {
		if e := &r.exprs[i]; e.kind == kDay && e.weekday >= 0 && d.Grain == GrainDay {
			d.WrongWeekday = int(d.Start.Time().Weekday()) != e.weekday
		}
		if r.ok[i] && !(r.exprs[i].bare && !r.supported(i)) {
			out = append(out, d)
		}
	}
	return out
}

// frame fills what does not hang on the interval.
func (r *resolver) frame(i int) {
	e := &r.exprs[i]
	r.dates[i] = Date{
		At: text.Range{Para: e.para, From: e.from, To: e.to}, Rule: e.rule,
		Comparison: e.comparison, Term: e.term, Fuzzy: e.fuzzy, Late: e.late && e.kind <= kRelYear, Whole: e.kind == kWhole,
		Plan: e.plan, Anniversary: e.anniversary && (e.kind == kDay || e.recurring), Frame: e.frame, Horizon: e.horizon, Recurring: e.recurring,
		Yearless: e.a.y == 0 && e.b.y == 0,
	}
	if e.kind == kRun {
		r.dates[i].Months = e.n
	}
}

// supported reports whether a bare "9 tháng" has its run, or the month that
// ends it, elsewhere in the text, or leads its clause within a few months of its
// end.
func (r *resolver) supported(i int) bool {
	e := &r.exprs[i]
	led := func(o *expr) bool {
		past := int(r.anchor.Month) - o.n
		return o.leading && !r.anchor.IsZero() && past >= 0 && past <= 3
	}
	if led(e) {
		return true
	}
	for k := range r.exprs {
		o := &r.exprs[k]
		if e.grows && r.ok[k] && !o.bare && o.kind == kRun && !o.late && o.n >= e.n && o.n <= e.n+2 && r.dates[k].Start.Year == r.dates[i].Start.Year {
			return true // the report is on a month or two more
		}
		if k != i && r.ok[k] && (!o.bare || led(o)) && o.kind == kRun && o.n == e.n && o.late == e.late {
			return true
		}
	}
	return false
}

// explicit resolves what names its year.
func (r *resolver) explicit(i int) {
	e := &r.exprs[i]
	switch e.kind {
	case kYear:
		g := GrainYear
		start, end := monthStart(e.a.y, 1), monthEnd(e.b.y, 12)
		if e.a.y != e.b.y {
			g = GrainSpan
		}
		r.set(i, start, end, g)
	case kDay:
		if e.a.y != 0 && e.b.y != 0 {
			r.setDays(i, e.a, e.b)
		}
	default:
		if e.a.y != 0 {
			r.setPeriod(i, e.a.y)
		}
	}
}

// day resolves a day or range of days without a year.
func (r *resolver) day(i int) {
	e := &r.exprs[i]
	if r.anchor.IsZero() {
		return
	}
	var y int
	switch {
	case e.told:
		if y = r.toldYear(i); y == 0 {
			return
		}
	case e.shifted:
		y = r.anchor.Year + e.shift
	case e.recent && e.b.y == 0 && !r.ref.IsZero():
		y = r.nearest(e)
	case e.a.y != 0:
		y = e.a.y
	case e.b.y != 0:
		y = e.b.y
		if e.a.m > e.b.m {
			y--
		}
	case e.listed && r.ok[i-1] && r.exprs[i-1].a.y == 0 && r.exprs[i-1].a.m <= e.a.m:
		y = r.listedYear(i)
	default:
		if y = r.storyYear(i); y == 0 {
			y = r.nearest(e)
		}
	}
	a, b := e.a, e.b
	a.y = y
	if b.y == 0 {
		b.y = y
		if b.m < a.m {
			b.y++
		}
	}
	r.setDays(i, a, b)
}

// listedYear gives the year of the day at i that stands in a list behind another
// one: that one's, unless the day would then lie ahead of what is told as past
// or follows a past day, or its own nearest year lies ahead as the words say.
func (r *resolver) listedYear(i int) int {
	e, before := &r.exprs[i], &r.dates[i-1]
	y, own := before.End.Year, r.nearest(e)
	ahead := func(year int) bool {
		return r.anchor.Time().Before(Day{year, time.Month(e.a.m), e.a.d}.Time())
	}
	switch {
	case e.future || e.coming:
		if ahead(own) {
			return own
		}
	case ahead(y) && (e.past || !r.anchor.Time().Before(before.End.Time())):
		return own
	}
	return y
}

// nearest gives the year in which the day is nearest to the anchor. Reports
// speak of the past: a day ahead counts three times as far, or a third as far
// where the words speak of the future. With a weekday written beside it, a
// year that agrees wins.
func (r *resolver) nearest(e *expr) int {
	if r.alone(e) && (ymd{r.anchor.Year, e.a.m, e.a.d}).valid() {
		return r.anchor.Year
	}
	best, bestAt := 0, 0.0
	for y := r.anchor.Year - 1; y <= r.anchor.Year+1; y++ {
		d := ymd{y, e.a.m, e.a.d}
		if !d.valid() {
			continue
		}
		far := r.distance(Day{y, time.Month(d.m), d.d}, e, r.anchor)
		if best == 0 || far < bestAt {
			best, bestAt = y, far
		}
	}
	return best
}

// distance weighs how far day d lies from the anchor for expression e.
func (r *resolver) distance(d Day, e *expr, anchor Day) float64 {
	t := d.Time()
	far := t.Sub(anchor.Time()).Hours() / 24
	switch {
	case far < 0 && e.coming:
		far = 400 - far
	case far < 0:
		far = -far
	case far <= 1:
	case !e.past && (r.ref.IsZero() && !e.future || e.anniversary || e.onward):
	case e.future, e.coming:
		far /= 3
	case e.past:
		far *= 9
	default:
		far *= 3
	}
	if e.weekday >= 0 && int(t.Weekday()) != e.weekday {
		far += 400
	}
	return far
}

// yearless resolves months, quarters and runs of months without a year.
func (r *resolver) yearless(i int) {
	e := &r.exprs[i]
	switch e.kind {
	case kMonth, kQuarter, kRun, kHalf, kSince:
	default:
		return
	}
	if r.anchor.IsZero() {
		return
	}
	y := r.anchor.Year
	switch {
	case e.told:
		if y = r.toldYear(i); y == 0 {
			return
		}
	case e.shifted:
		y += e.shift
	case (e.recent || e.coming) && !r.ref.IsZero():
		if e.coming && r.long(i) {
			return
		}
		y = r.adjust(e)
	default:
		if told := r.sentenceYear(i); told != 0 {
			y = told
		} else if e.kind != kMonth {
			y = r.adjust(e)
		} else if y = r.storyYear(i); y == 0 {
			y = r.adjust(e)
		}
	}
	r.setPeriod(i, y)
}

// adjust gives the year of a period without one: that of the anchor, but the
// year before for late months named early in a year, and the year after for
// plans of early months named late in it.
func (r *resolver) adjust(e *expr) int {
	first, last := 1, 12
	switch e.kind {
	case kMonth, kHalf:
		first, last = e.a.m, e.b.m
	case kQuarter:
		first, last = e.a.m*3-2, e.b.m*3
	case kSince:
		last = max(e.b.m, 1)
	case kRun:
		if last = e.n; e.late {
			first, last = 13-e.n, 12
		}
	}
	now := int(r.anchor.Month)
	y := r.anchor.Year
	ahead := e.future || e.plan
	switch {
	case e.coming && last < now:
		return y + 1
	case e.coming:
		return y
	case e.recent && !r.ref.IsZero():
		if first > now {
			return y - 1
		}
		return y
	case !ahead && !e.past && len(r.exprs) == 1: // nothing tells of a report on the past
	case !ahead && now <= 2 && last >= now+4:
		return y - 1
	case !ahead && first >= now+7:
		return y - 1
	case ahead && now >= 11 && last <= 6 && first <= 4:
		return y + 1
	}
	return y
}

// sentenceYear gives the year that the sentence of expression i names for it:
// the nearest before it, else the nearest after it, within a year of the
// anchor. Goals, terms and comparisons do not count. It gives 0 for none.
func (r *resolver) sentenceYear(i int) int {
	e := &r.exprs[i]
	fits := func(k int) int {
		o := &r.exprs[k]
		if o.kind == kRelYear && o.n == 0 && o.para == e.para && o.sentence == e.sentence && !r.ref.IsZero() {
			return r.ref.Year // "năm nay"
		}
		if !r.ok[k] || o.para != e.para || o.sentence != e.sentence || o.comparison || o.horizon || o.term || r.dates[k].Start.Year != r.dates[k].End.Year {
			return 0
		}
		if o.kind == kDay || o.kind == kSame || o.kind == kLunar || o.a.y == 0 {
			return 0
		}
		if y := r.dates[k].Start.Year; y >= r.anchor.Year-1 && y <= r.anchor.Year+1 {
			return y
		}
		return 0
	}
	for k := i - 1; k >= 0 && r.exprs[k].para == e.para; k-- {
		if y := fits(k); y != 0 {
			return r.carry(k, i, y)
		}
	}
	for k := i + 1; k < len(r.exprs) && r.exprs[k].para == e.para; k++ {
		if y := fits(k); y != 0 && r.exprs[k].kind != kYear {
			return y
		}
	}
	return 0
}

// long reports whether a year before that of the publication opens the sentence
// of expression i, from which then "tháng 3 tới" is counted.
func (r *resolver) long(i int) bool {
	e := &r.exprs[i]
	for k := i - 1; k >= 0 && r.exprs[k].para == e.para && r.exprs[k].sentence == e.sentence; k-- {
		o := &r.exprs[k]
		if start := r.doc.Paras[o.para].Sentences()[o.sentence][0]; r.ok[k] && !o.comparison && o.from <= start+2 && r.dates[k].End.Year < r.ref.Year {
			return true
		}
	}
	return false
}

// carry: a year carries over to what follows, except past a change from what
// was done to what is planned.
func (r *resolver) carry(k, i, y int) int {
	if !r.exprs[k].plan && r.exprs[i].plan && r.exprs[k].kind == kYear {
		return 0
	}
	return y
}
