package date

import "time"

// set gives expression i its interval.
func (r *resolver) set(i int, start, end Day, g Grain) {
	if end.Time().Before(start.Time()) {
		return
	}
	r.dates[i].Start, r.dates[i].End, r.dates[i].Grain, r.ok[i] = start, end, g, true
}

func monthStart(y, m int) Day { return Day{y, time.Month(m), 1} }

func monthEnd(y, m int) Day {
	return DayOf(time.Date(y, time.Month(m)+1, 0, 0, 0, 0, 0, time.UTC))
}

func (r *resolver) setDays(i int, a, b ymd) {
	if !a.valid() || !b.valid() {
		return
	}
	g := GrainDay
	if a != b {
		g = GrainSpan
	}
	r.set(i, Day{a.y, time.Month(a.m), a.d}, Day{b.y, time.Month(b.m), b.d}, g)
}

// setPeriod resolves a month, quarter, run or half in the year y.
func (r *resolver) setPeriod(i, y int) {
	e := &r.exprs[i]
	switch e.kind {
	case kMonth:
		if e.unit != 0 {
			r.within(i, y)
			return
		}
		y2 := y
		if e.b.y != 0 {
			y2 = e.b.y
		} else if e.b.m < e.a.m {
			y2++
		}
		g := GrainMonth
		if e.a.m != e.b.m || y != y2 {
			g = GrainSpan
		}
		r.set(i, monthStart(y, e.a.m), monthEnd(y2, e.b.m), g)
	case kQuarter:
		g := GrainQuarter
		if e.a.m != e.b.m {
			g = GrainSpan
		}
		y2 := y
		if e.b.y != 0 {
			y2 = e.b.y
		}
		r.set(i, monthStart(y, e.a.m*3-2), monthEnd(y2, e.b.m*3), g)
	case kRun:
		if e.late {
			r.set(i, monthStart(y, 13-e.n), monthEnd(y, 12), GrainYTD)
		} else {
			r.set(i, monthStart(y, 1), monthEnd(y, e.n), GrainYTD)
		}
	case kHalf:
		if last := monthEnd(y, e.a.m); e.rule == tenDays {
			if e.n < 2 {
				last.Day = 10*e.n + 10
			}
			r.set(i, Day{y, last.Month, 10*e.n + 1}, last, GrainSpan)
		} else if e.n2 > 0 {
			if e.late {
				r.set(i, Day{y, last.Month, last.Day - e.n2 + 1}, last, GrainSpan)
			} else {
				r.set(i, monthStart(y, e.a.m), Day{y, last.Month, e.n2}, GrainSpan)
			}
		} else if e.late {
			r.set(i, Day{y, time.Month(e.a.m), 16}, monthEnd(y, e.a.m), GrainSpan)
		} else {
			r.set(i, monthStart(y, e.a.m), Day{y, time.Month(e.a.m), 15}, GrainSpan)
		}
	case kSince:
		r.setSince(i, y)
	}
}

func (r *resolver) setSince(i, y int) {
	e := &r.exprs[i]
	end := r.ref
	switch {
	case e.b.d != 0 && e.b.valid():
		end = Day{y, time.Month(e.b.m), e.b.d}
	case e.b.m != 0:
		end = monthEnd(y, e.b.m)
	case end.Year != y && !(e.rule == sinceYear && end.Year > y):
		return
	}
	r.set(i, monthStart(y, 1), end, GrainSpan)
}
