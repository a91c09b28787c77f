package date

import (
	"time"

	"khotin/extract/text"
)

// Reporting gives the main period that the document reports on, the "9 tháng
// đầu năm 2023" of its lead, or nil: a run of months, quarter, year or month
// of the first paragraphs, rather one of which the text says that its results
// are told (tổng kết, sơ kết, kết quả) or that opens its sentence, never one
// of tasks ahead, a goal, a term, or one that begins after the publication.
// dates are those that Find gave for doc. A figure whose own sentence and
// paragraph name no period is about this one.
func Reporting(dates []Date, doc *text.Doc, ref Reference) *Date {
	ok := make([]bool, len(dates))
	for i := range ok {
		ok[i] = true
	}
	return reporting(dates, ok, doc, ref.Published)
}

func reporting(dates []Date, ok []bool, doc *text.Doc, ref Day) *Date {
	var best *Date
	top := 0
	for i := range dates {
		if n := reportScore(&dates[i], doc, ref); ok[i] && n > top {
			best, top = &dates[i], n
		}
	}
	if best == nil {
		return nil
	}
	for i := range dates { // the same period in its fullest words
		d := &dates[i]
		if ok[i] && d.Start == best.Start && d.End == best.End && d.At.Para <= 4 && !d.Comparison && !d.Horizon && !d.Fuzzy &&
			len(doc.Text(d.At)) > len(doc.Text(best.At)) {
			best = d
		}
	}
	return best
}

// reportScore weighs a date as the period of the report; 0 is none.
func reportScore(d *Date, doc *text.Doc, ref Day) int {
	if d.Start.IsZero() || d.At.Para > 3 || !d.Period() || d.Horizon || d.Term || d.Plan || d.Fuzzy || d.Start.Year != d.End.Year {
		return 0
	}
	n := 0
	switch d.Grain {
	case GrainYTD, GrainQuarter:
		n = 40
	case GrainYear:
		n = 25
	case GrainMonth:
		n = 20
	default:
		return 0
	}
	if !ref.IsZero() && (d.Start.Time().After(ref.Time()) || ref.Time().Sub(d.End.Time()) > 200*24*time.Hour) {
		return 0
	}
	if d.Grain == GrainYear && d.At.Para < 2 && !d.Comparison && ref.Month < time.March && ref.Year == d.Start.Year+1 {
		return 60 - 4*d.At.Para // told at the turn of the year, with its last quarter beside it
	}
	told := told(&doc.Paras[d.At.Para], d.At.From)
	switch {
	case told:
	case d.Late, d.Grain == GrainMonth && !d.Frame:
		return 0
	case d.Grain == GrainYear && !(d.Frame && d.At.Para < 3 && (ref.Year == 0 || ref.Year == d.Start.Year || ref.Month < time.March)):
		return 0
	}
	if told {
		n += 20
	}
	if d.Frame {
		n += 10
	}
	if d.Late {
		n -= 25
	}
	return n - 4*d.At.Para
}

// told reports whether the words before token i speak of results.
func told(p *text.Para, i int) bool {
	for j := i - 1; j > 0 && j > i-14; j-- {
		t, b := &p.Tokens[j], &p.Tokens[j-1]
		switch t.Key {
		case ";", ".":
			return false
		case "kết":
			if b.Either("tổng", "sơ") {
				return true
			}
		case "quả":
			if b.Key == "kết" {
				return true
			}
		case "giá":
			if b.Key == "đánh" {
				return true
			}
		case "hình", "cáo":
			if b.Either("tình", "báo") {
				return true
			}
		}
	}
	return false
}

// ownAnchor gives the day against which a page without a day of publication
// is read: an anniversary with which it is at hand, its own first full date,
// else what its reporting year suggests. Zero where the text names no year of
// its own.
func (r *resolver) ownAnchor() Day {
	if d := r.anniversaryAtHand(); !d.IsZero() {
		return d
	}
	for i := range r.exprs {
		d := &r.dates[i]
		if r.ok[i] && r.exprs[i].kind == kDay && !d.Anniversary && !d.Comparison && d.At.Para < 3 && !r.born(i) {
			return d.End
		}
	}
	if rep := reporting(r.dates, r.ok, r.doc, Day{}); rep != nil {
		if rep.Grain == GrainYear && !told(&r.doc.Paras[rep.At.Para], rep.At.From) {
			return Day{rep.Start.Year, time.July, 1}
		}
		return DayOf(rep.End.Time().AddDate(0, 0, 10))
	}
	count := make(map[int]int)
	best := 0
	for i := range r.exprs {
		d := &r.dates[i]
		if !r.ok[i] || d.Horizon || d.Term || d.Comparison || d.Anniversary || d.Start.Year != d.End.Year || r.born(i) {
			continue
		}
		y := d.Start.Year
		if count[y]++; count[y] > count[best] || count[y] == count[best] && y > best {
			best = y
		}
	}
	if best == 0 {
		return Day{}
	}
	return Day{best, time.July, 1}
}

// anniversaryAtHand gives the later day of an anniversary in brackets beside
// which the first paragraphs name a day without a year, no two months from it:
// "kỷ niệm 78 năm … (19/8/1945 - 19/8/2023), chiều 16/8, …".
func (r *resolver) anniversaryAtHand() Day {
	for i := range r.exprs[:max(len(r.exprs)-1, 0)] {
		first, a := &r.exprs[i], &r.exprs[i+1]
		if a.kind != kDay || !a.anniversary || a.para > 1 || a.para != first.para || first.to+1 != a.from ||
			first.kind != kDay || first.a.d != a.a.d || first.a.m != a.a.m || first.a.y == 0 || a.a.y <= first.a.y {
			continue
		}
		at := Day{a.a.y, time.Month(a.a.m), a.a.d}
		for k := range r.exprs {
			e := &r.exprs[k]
			if e.kind != kDay || e.para != a.para || e.sentence != a.sentence || e.a.y != 0 || e.b.y != 0 || e.anniversary || e.shifted || e.told {
				continue
			}
			if (Day{a.a.y, time.Month(e.a.m), e.a.d}).Time().Sub(at.Time()).Abs() <= 60*24*time.Hour {
				return at
			}
		}
	}
	return Day{}
}

// born reports whether expression i is when somebody was born: "sinh năm 1979",
// "sinh ngày 5/3/1971".
func (r *resolver) born(i int) bool {
	e := &r.exprs[i]
	toks := r.doc.Paras[e.para].Tokens
	for j := e.from - 1; j >= 0 && j >= e.from-3; j-- {
		if toks[j].Is("sinh") {
			return j+1 >= len(toks) || !toks[j+1].Is("hoạt", "viên", "học")
		}
	}
	return false
}

// contradicted gives a better anchor where the text reports on a run of months
// or a quarter, named with its year, that ended long before the day of
// publication or long after it: pages moved in bulk carry the day they were
// moved. Zero where they agree, or where the text names a day near it.
func (r *resolver) contradicted() Day {
	const long = 80 * 24 * time.Hour
	var out Day
	for i := range r.exprs {
		d := &r.dates[i]
		if !r.ok[i] {
			continue
		}
		far := r.ref.Time().Sub(d.End.Time()).Abs()
		if r.exprs[i].kind == kDay && far < long {
			return Day{}
		}
		if !out.IsZero() || d.At.Para > 1 || d.Grain != GrainYTD && d.Grain != GrainQuarter || d.Plan || d.Comparison || d.Late ||
			!d.Frame && !told(&r.doc.Paras[d.At.Para], d.At.From) {
			continue
		}
		if far <= long {
			return Day{}
		}
		out = DayOf(d.End.Time().AddDate(0, 0, 10))
	}
	return out
}
