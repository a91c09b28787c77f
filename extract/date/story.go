package date

import (
	"time"

	"khotin/extract/text"
)

// storyYear gives the year of a day or month without one in a story of the
// past: "Ngày 12/3/2009, ông nhập ngũ. Tháng 9, đơn vị vào Nam." It is that of
// the day or month told before it in the paragraph, at most two sentences
// earlier, where that lies years back, is no document's day, and comes first
// in the year. What may be news of the days before publication is none; 0.
func (r *resolver) storyYear(i int) int {
	e := &r.exprs[i]
	if r.ahead(e) || e.coming || e.anniversary || e.comparison || e.kind == kDay && e.weekday >= 0 || e.a.y != 0 || e.b.y != 0 || e.a.m == 0 || r.fresh(e) {
		return 0
	}
	for k := i - 1; k >= 0 && r.exprs[k].para == e.para; k-- {
		o, d := &r.exprs[k], &r.dates[k]
		if d.Comparison || d.Horizon || d.Term || d.Anniversary || o.issue || !r.ok[k] && o.kind == kMonth && o.a.y == 0 {
			continue // the last: a month of the story whose turn is yet to come
		}
		if !r.ok[k] || o.kind != kDay && o.kind != kMonth || e.sentence-o.sentence > 2 || d.Start.Year != d.End.Year || d.Start.Year > r.anchor.Year-2 {
			return 0
		}
		end := d.End
		if d.Grain == GrainMonth {
			end = d.Start
		}
		if at := (Day{d.Start.Year, time.Month(e.a.m), max(e.a.d, 1)}); at.Time().Before(end.Time()) || !(ymd{d.Start.Year, e.a.m, max(e.a.d, 1)}).valid() {
			return 0
		}
		return d.Start.Year
	}
	return 0
}

// ahead reports whether more than a "đến" before it, "Đến tháng 9, quân ta …",
// puts e in the future.
func (r *resolver) ahead(e *expr) bool {
	toks := r.doc.Paras[e.para].Tokens
	if !e.future || e.from == 0 || !toks[e.from-1].Is("đến") {
		return e.future
	}
	for i := e.to; i < len(toks) && i < e.to+12 && !toks[i].Is("."); i++ {
		if toks[i].Is("sẽ", "phải", "kiến", "đấu") {
			return true
		}
	}
	return e.horizon || e.plan
}

// fresh reports whether e can be the news itself: a day of the weeks before
// publication, or the month of it or the one before.
func (r *resolver) fresh(e *expr) bool {
	if r.anchor.IsZero() {
		return true
	}
	if e.kind == kMonth {
		back := (int(r.anchor.Month) - e.b.m + 12) % 12
		return back <= 1
	}
	for y := r.anchor.Year - 1; y <= r.anchor.Year; y++ {
		far := r.anchor.Time().Sub(Day{y, time.Month(e.b.m), e.b.d}.Time())
		if far > -3*24*time.Hour && far < 21*24*time.Hour {
			return true
		}
	}
	return false
}

// decreed reports whether the words before the day in [from, to) are those of
// a document, whose day it is: "Quyết định của UBND quận ngày 5/3/2019".
func (s *scan) decreed(from int) bool {
	for j := from - 1; j > 0 && j > from-9; j-- {
		switch t, b := s.tok(j), s.tok(j-1); {
		case t.Either(".", ";"):
			return false
		case t.Is("định") && b.Is("quyết", "nghị", "quy"), t.Is("quyết") && b.Is("nghị"), t.Is("thị") && b.Is("chỉ"), t.Is("văn") && b.Is("công"),
			t.Is("hoạch") && b.Is("kế"), t.Is("tư") && b.Is("thông"), t.Is("báo") && b.Is("thông"), t.Is("bản") && b.Either("văn", "biên"), t.Is("luận") && b.Is("kết"), t.Is("trình") && b.Is("tờ"):
			return true
		}
	}
	return false
}

// toldYear gives the year that the text speaks of last before i, for "cùng
// năm"; 0 where none is near.
func (r *resolver) toldYear(i int) int {
	for k := i - 1; k >= 0 && r.exprs[k].para >= r.exprs[i].para-2; k-- {
		if d := &r.dates[k]; r.ok[k] && !d.Comparison && !d.Horizon && !d.Term && !d.Anniversary && d.Start.Year == d.End.Year {
			return d.Start.Year
		}
	}
	return 0
}

// alone reports whether the text is nothing but the expression: no word tells
// of past or future then, and no weekday.
func (r *resolver) alone(e *expr) bool {
	p := &r.doc.Paras[e.para]
	if len(r.doc.Paras) > 1 || len(r.exprs) > 1 || e.from > 0 || e.weekday >= 0 || e.coming {
		return false
	}
	return e.to == len(p.Tokens) || e.to == len(p.Tokens)-1 && p.Tokens[e.to].Class == text.Punct
}
