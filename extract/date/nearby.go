package date

import "time"

// nearby resolves what is counted from the day of publication or from what was
// spoken of last.
func (r *resolver) nearby(i int) {
	e := &r.exprs[i]
	switch e.kind {
	case kFixed:
		r.set(i, e.first, e.final, GrainSpan)
	case kRelWeek:
		r.week(i)
	case kWeekday:
		r.weekday(i)
	case kWindow:
		r.window(i)
	case kLasting:
		if !r.now.IsZero() {
			start := DayOf(r.shifted(r.now, e.unit, -e.n).Time().AddDate(0, 0, 1))
			if e.n == 0 {
				start, _, _ = whole(r.now, e.unit)
			}
			r.set(i, start, r.now, GrainSpan)
		}
	case kAgo:
		r.ago(i)
	case kAfter:
		if d := r.spoken(i); !d.IsZero() {
			d = DayOf(d.Time().AddDate(0, 0, e.n))
			r.set(i, d, d, GrainDay)
		}
	case kFromNow:
		r.fromNow(i)
	case kSeason:
		r.season(i)
	case kLunar:
		r.lunar(i)
	}
}

// shifted gives d moved by n units; a month later than 31 January is the last
// day of February.
func (r *resolver) shifted(d Day, u length, n int) Day {
	switch u {
	case lenWeek:
		n *= 7
	case lenMonth, lenQuarter, lenYear:
		switch u {
		case lenQuarter:
			n *= 3
		case lenYear:
			n *= 12
		}
		first := time.Date(d.Year, d.Month+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
		last := monthEnd(first.Year(), int(first.Month()))
		return Day{last.Year, last.Month, min(d.Day, last.Day)}
	}
	return DayOf(d.Time().AddDate(0, 0, n))
}

// whole gives the unit in which d lies: its day, its week from Monday, month,
// quarter or year.
func whole(d Day, u length) (start, end Day, g Grain) {
	m := int(d.Month)
	switch u {
	case lenWeek:
		t := d.Time().AddDate(0, 0, -(int(d.Time().Weekday())+6)%7)
		return DayOf(t), DayOf(t.AddDate(0, 0, 6)), GrainSpan
	case lenMonth:
		return monthStart(d.Year, m), monthEnd(d.Year, m), GrainMonth
	case lenQuarter:
		m = (m-1)/3*3 + 1
		return monthStart(d.Year, m), monthEnd(d.Year, m+2), GrainQuarter
	case lenYear:
		return monthStart(d.Year, 1), monthEnd(d.Year, 12), GrainYear
	}
	return d, d, GrainDay
}

// week resolves "tuần này", "thứ Hai tuần sau", "cuối tuần qua".
func (r *resolver) week(i int) {
	e := &r.exprs[i]
	if r.now.IsZero() {
		return
	}
	start, end, _ := whole(r.shifted(r.now, lenWeek, e.n), lenWeek)
	at := func(w int) Day { return DayOf(start.Time().AddDate(0, 0, (w+6)%7)) }
	switch {
	case e.weekday >= 0 && e.n2 > 0:
		r.set(i, at(e.weekday), at(e.n2%7), GrainSpan)
	case e.weekday >= 0:
		r.set(i, at(e.weekday), at(e.weekday), GrainDay)
	case e.late:
		r.set(i, at(6), end, GrainSpan)
	default:
		r.set(i, start, end, GrainSpan)
	}
}

// weekday resolves a weekday without a date: the next one or the last one,
// today only for "thứ Bảy này" and where neither is said.
func (r *resolver) weekday(i int) {
	e := &r.exprs[i]
	if r.now.IsZero() {
		return
	}
	ahead := (e.weekday - int(r.now.Time().Weekday()) + 7) % 7
	switch {
	case e.n < 0, e.n == 0 && e.past:
		if ahead -= 7; ahead == -7 && e.n == 0 {
			ahead = 0
		}
	case ahead == 0 && e.n2 == 0:
		ahead = 7
	}
	d := DayOf(r.now.Time().AddDate(0, 0, ahead))
	r.set(i, d, d, GrainDay)
}

// window resolves "3 ngày qua", "2 năm tới": whole days, weeks, months or
// years, the current one left out.
func (r *resolver) window(i int) {
	e := &r.exprs[i]
	if r.now.IsZero() {
		return
	}
	from, to := -e.n, -1
	if e.late {
		from, to = 1, e.n
	}
	if e.unit == lenMonth && !e.late && e.n > 1 && e.n == int(r.now.Month) && r.now.Day >= 25 {
		from, to = from+1, 0 // "6 tháng qua" told at the end of June
	}
	start, _, g := whole(r.shifted(r.now, e.unit, from), e.unit)
	_, end, _ := whole(r.shifted(r.now, e.unit, to), e.unit)
	if e.n > 1 {
		g = GrainSpan
	}
	r.set(i, start, end, g)
}

// ago resolves "3 ngày trước", "hai năm nữa", and "ba ngày sau", "5 năm trước
// đó" from the day or year spoken of last.
func (r *resolver) ago(i int) {
	e := &r.exprs[i]
	base := r.now
	if e.coming {
		told := r.spoken(i)
		if e.unit == lenYear {
			told = r.spokenYear(i)
		}
		if !told.IsZero() {
			base = told
		} else if e.n < 0 || r.doc.Paras[e.para].Tokens[e.to-1].Key == "đó" {
			return
		}
	}
	if base.IsZero() {
		return
	}
	d := r.shifted(base, e.unit, e.n)
	if e.unit == lenWeek && e.coming {
		r.set(i, d, d, GrainDay)
		return
	}
	start, end, g := whole(d, e.unit)
	r.set(i, start, end, g)
}

// spoken gives the day that the text speaks of last before i.
func (r *resolver) spoken(i int) Day {
	for k := i - 1; k >= 0; k-- {
		d := &r.dates[k]
		if o := &r.exprs[k]; o.onward && r.exprs[i].kind == kAfter && r.exprs[i].n == 0 && o.from > r.doc.Paras[o.para].Sentences()[o.sentence][0]+2 {
			continue // "cùng ngày" is the day of what was told, not one from which something holds
		}
		if r.ok[k] && d.Grain == GrainDay && !d.Anniversary && !r.exprs[k].issue && !d.Comparison && d.At.Para >= r.exprs[i].para-3 {
			return d.End
		}
	}
	return Day{}
}

// spokenYear gives a day of the year that the paragraph speaks of last before
// i; zero for none.
func (r *resolver) spokenYear(i int) Day {
	for k := i - 1; k >= 0 && r.exprs[k].para == r.exprs[i].para; k-- {
		d := &r.dates[k]
		if r.ok[k] && (d.Grain == GrainYear || d.Grain == GrainMonth || d.Grain == GrainDay) && !d.Horizon && !d.Comparison {
			return d.End
		}
	}
	return Day{}
}

func (r *resolver) fromNow(i int) {
	e := &r.exprs[i]
	if r.now.IsZero() {
		return
	}
	y := r.now.Year + e.shift
	if e.b.y != 0 {
		y = e.b.y
	}
	end := monthEnd(y, 12)
	switch {
	case e.unit == lenMonth:
		end = monthEnd(y, int(r.now.Month))
	case e.b.d != 0:
		if end = (Day{y, time.Month(e.b.m), e.b.d}); e.b.y == 0 && end.Time().Before(r.now.Time()) {
			end.Year++
		}
	case e.b.m != 0:
		if end = monthEnd(y, e.b.m); e.b.y == 0 && end.Time().Before(r.now.Time()) {
			end = monthEnd(y+1, e.b.m)
		}
	}
	r.set(i, r.now, end, GrainSpan)
}

// season resolves a season of a year named, told by the cycle, or near the
// reference.
func (r *resolver) season(i int) {
	e := &r.exprs[i]
	y := e.a.y
	switch {
	case y != 0:
	case e.cycle > 0:
		near := r.anchor.Year
		if near == 0 {
			return
		}
		y = inCycle(e.cycle-1, near)
	case r.now.IsZero():
		return
	case e.shifted:
		y = r.now.Year + e.shift
	default:
		y = r.now.Year
		if _, last := seasonDays(e.n, y-1); !last.Time().Before(r.now.Time()) {
			y-- // the winter that is not over
		}
		first, _ := seasonDays(e.n, y)
		switch {
		case e.n2 < 0 && r.now.Time().Sub(first.Time()) < 60*24*time.Hour: // "vừa qua" near its end is this one
			y--
		case e.n2 == 2 && !first.Time().After(r.now.Time()):
			y++
		}
	}
	first, last := seasonDays(e.n, y)
	r.set(i, first, last, GrainSpan)
}

// lunar resolves a day, a range of days or a month of the lunar calendar. One
// without a year is that which lies nearest to the day beside it, or to the
// anchor.
func (r *resolver) lunar(i int) {
	e := &r.exprs[i]
	switch {
	case e.a.y != 0:
		r.setLunar(i, e.a.y)
		return
	case r.anchor.IsZero():
		return
	case e.cycle > 0:
		r.setLunar(i, inCycle(e.cycle-1, r.anchor.Year))
		return
	case e.shifted:
		r.setLunar(i, r.anchor.Year+e.shift)
		return
	}
	anchor := r.anchor
	beside := r.doc.Paras[e.para].Tokens
	for k := i - 1; k >= 0 && r.exprs[k].para == e.para && e.from-r.exprs[k].to < 4; k-- {
		if r.ok[k] && r.dates[k].Grain == GrainDay && e.from > 0 && (beside[e.from-1].Is("tức", "là", "(") || e.from > 1 && beside[e.from-2].Either("tức", "nhằm")) {
			anchor = r.dates[k].Start
		}
	}
	best, bestAt := 0, 0.0
	for y := anchor.Year - 2; y <= anchor.Year+1; y++ {
		d, ok := lunarDay(ymd{y, e.a.m, max(e.a.d, 1)}, e.leap, e.eve)
		if !ok {
			continue
		}
		if far := r.distance(d, e, anchor); best == 0 || far < bestAt {
			best, bestAt = y, far
		}
	}
	if best != 0 {
		r.setLunar(i, best)
	}
}

func (r *resolver) setLunar(i, y int) {
	e := &r.exprs[i]
	if e.a.d == 0 {
		if first, last, ok := lunarMonth(y, e.a.m, e.leap); ok {
			r.set(i, first, last, GrainSpan)
		}
		return
	}
	a, ok := lunarDay(ymd{y, e.a.m, e.a.d}, e.leap, e.eve)
	if !ok {
		return
	}
	b, ok := lunarDay(ymd{y, e.b.m, e.b.d}, e.leap, e.eve)
	switch {
	case !ok, b == a:
		r.set(i, a, a, GrainDay)
	default:
		r.set(i, a, b, GrainSpan)
	}
}
