package date

import "time"

// referring resolves what is measured from the period of the report or the
// day of publication.
func (r *resolver) referring(i int) {
	e := &r.exprs[i]
	switch e.kind {
	case kRelDay:
		if !r.ref.IsZero() {
			d := DayOf(r.ref.Time().AddDate(0, 0, e.n))
			r.set(i, d, d, GrainDay)
		}
	case kRelMonth:
		r.relativeMonth(i)
	case kRelQuarter:
		r.relativeQuarter(i)
	case kRelYear:
		if y := r.relativeYearBase(i); y != 0 {
			r.set(i, monthStart(y+e.n, 1), monthEnd(y+e.n, 12), GrainYear)
		}
	case kWhole:
		if y := r.year(i); y != 0 {
			r.set(i, monthStart(y, 1), monthEnd(y, 12), GrainYear)
		}
	case kSame:
		r.same(i)
	default:
		r.nearby(i)
	}
}

// before gives the last date before i in its paragraph, sentence by sentence,
// that fits; -1 for none.
func (r *resolver) before(i int, fits func(k int) bool) int {
	for k := i - 1; k >= 0 && r.exprs[k].para == r.exprs[i].para; k-- {
		if r.ok[k] && !(r.exprs[k].bare && !r.supported(k)) && fits(k) {
			return k
		}
	}
	return -1
}

// isPeriod reports whether date k is a month, quarter, run or year that is
// neither goal, term nor comparison.
func (r *resolver) isPeriod(k int) bool {
	d, e := &r.dates[k], &r.exprs[k]
	return e.kind <= kRelYear && e.kind != kDay && e.kind != kRelDay && !d.Comparison && !d.Horizon && !d.Term && d.Start.Year == d.End.Year
}

// year gives the year that is spoken of at i.
func (r *resolver) year(i int) int {
	if k := r.before(i, r.isPeriod); k >= 0 && (r.exprs[k].sentence == r.exprs[i].sentence || r.exprs[k].frame) {
		return r.dates[k].Start.Year
	}
	if r.report != nil {
		return r.report.Start.Year
	}
	return r.ref.Year
}

// relativeYearBase gives the year from which "năm trước", "năm nay" at i count:
// "năm trước" the year spoken of, the others the year of publication.
func (r *resolver) relativeYearBase(i int) int {
	e := &r.exprs[i]
	switch last := r.doc.Paras[e.para].Tokens[e.to-1]; last.Key {
	case "trước":
		return r.year(i)
	case "qua", "rồi": // told near its end, the year gone by is this one
		if r.ref.Month >= time.November {
			return r.ref.Year - e.n
		}
	}
	if !r.ref.IsZero() {
		return r.ref.Year
	}
	if r.report != nil {
		return r.report.Start.Year
	}
	return 0
}

func (r *resolver) relativeMonth(i int) {
	e := &r.exprs[i]
	y, m := r.ref.Year, int(r.ref.Month)
	if e.n != 0 && !e.coming {
		k := r.before(i, func(k int) bool { return r.dates[k].Grain == GrainMonth && !r.dates[k].Comparison })
		switch {
		case k >= 0:
			y, m = r.dates[k].Start.Year, int(r.dates[k].Start.Month)
		case r.report != nil && (r.report.Grain == GrainMonth || r.report.Grain == GrainYTD):
			y, m = r.report.End.Year, int(r.report.End.Month)
		}
	}
	if y == 0 {
		return
	}
	t := time.Date(y, time.Month(m+e.n), 1, 0, 0, 0, 0, time.UTC)
	if e.a.d > 0 {
		day := ymd{t.Year(), int(t.Month()), e.a.d}
		r.setDays(i, day, day)
		return
	}
	r.set(i, DayOf(t), monthEnd(t.Year(), int(t.Month())), GrainMonth)
}

func (r *resolver) relativeQuarter(i int) {
	e := &r.exprs[i]
	y, m := r.ref.Year, int(r.ref.Month)
	if e.n != 0 && !e.coming {
		k := r.before(i, func(k int) bool { return r.dates[k].Grain == GrainQuarter && !r.dates[k].Comparison })
		switch {
		case k >= 0:
			y, m = r.dates[k].Start.Year, int(r.dates[k].Start.Month)
		case r.report != nil && r.report.Grain == GrainQuarter:
			y, m = r.report.Start.Year, int(r.report.Start.Month)
		}
	}
	if y == 0 {
		return
	}
	first := (m-1)/3*3 + 1 + 3*e.n
	t := time.Date(y, time.Month(first), 1, 0, 0, 0, 0, time.UTC)
	r.set(i, DayOf(t), monthEnd(t.Year(), int(t.Month())+2), GrainQuarter)
}

// same resolves "cùng kỳ năm trước": the period that the sentence, the
// paragraph or the report is about, in the year before or the year named.
func (r *resolver) same(i int) {
	var base *Date
	first := -1 // of a list of months that the last one ends
	if k := r.before(i, r.isPeriod); k >= 0 {
		base = &r.dates[k]
		for first = k; r.exprs[first].listed && r.exprs[first].kind == kMonth && r.ok[first-1] && r.dates[first-1].End.Time().AddDate(0, 0, 1).Equal(r.dates[first].Start.Time()); {
			first--
		}
		if base.Grain == GrainYear && r.report != nil && r.report.Start.Year == base.Start.Year && r.exprs[k].sentence != r.exprs[i].sentence {
			base = r.report
		}
	} else if base = r.report; base == nil {
		return
	}
	shift := -1
	if y := r.exprs[i].a.y; y != 0 {
		shift = y - base.Start.Year
	}
	if shift >= 0 {
		return
	}
	start, end := base.Start, base.End
	if first >= 0 && base != r.report {
		start = r.dates[first].Start
	}
	start.Year += shift
	whole := end == monthEnd(end.Year, int(end.Month))
	end.Year += shift
	if last := monthEnd(end.Year, int(end.Month)); whole || end.Day > last.Day {
		end = last
	}
	r.set(i, start, end, base.Grain)
}
