package date

import (
	_ "embed"
	"time"

	"khotin/extract/text"
)

// dayMonthless reads the day of a month that the text leaves out, at "ngày",
// where a report opens with it: "Ngày 12, đoàn kiểm tra …", "(HPĐT) - Chiều ngày
// 12 tại …", "Tính đến ngày 5, …", and the days behind it in its paragraph that
// open theirs and go on in order: "Sang ngày 13, …". The first day is none, as
// programmes count from it.
func (s *scan) dayMonthless(i int) bool {
	d := s.number(i + 1)
	if s.para != 0 || d <= max(s.led, 1) || d > 31 || len(s.key(i+1)) > 2 || s.every(i) || s.tok(i-1).Class == text.Number {
		return false
	}
	from := s.extend(i + 1)
	next, after := s.tok(i+2), s.tok(i+3)
	comma := next.Key == "," && after.Class == text.Word && !after.Is("ngày", "tháng", "mùng", "mồng", "sáng", "chiều", "đêm", "tối", "hôm", "rạng")
	if !comma && !(dayPart(s.tok(from)) && next.Either("tại", "đã")) {
		return false
	}
	e := expr{kind: kMonthless, a: ymd{d: d}, weekday: -1, rule: "day-monthless"}
	if s.led == 0 {
		if len(s.out) > 0 || s.key(from-1) == ":" || !s.dateline(from) {
			return false
		}
	} else {
		opens := from
		if s.key(from-1) == "sang" {
			opens--
		}
		if s.tok(opens-1).Class != text.Punct || !s.ended(opens) || s.key(from) == "tính" {
			return false
		}
		e.listed = true
	}
	for _, r := range s.sentences {
		if r[0] <= from && from < r[1] {
			past, ok := s.reports(r)
			if !ok {
				s.led = 31 // nothing follows
				return false
			}
			e.recent = past
		}
	}
	s.led, e.weekday = d, s.cue(i+1).weekday
	s.emit(e, from, i+2)
	return true
}

// dateline reports whether nothing but where or by whom a report was filed
// stands before token i in its first sentence: "(HPĐT) -", "Lạng Sơn –".
func (s *scan) dateline(i int) bool {
	if i == 0 {
		return true
	}
	if i > 10 || len(s.sentences) == 0 || i >= s.sentences[0][1] || !isDash(s.tok(i-1)) && s.key(i-1) != ")" {
		return false
	}
	for k := range i {
		if t := s.tok(k); t.Class == text.Number || t.Class == text.Word && t.Case == text.Lower {
			return false
		}
	}
	return true
}

//go:embed unreported.txt
var unreportedList string

var unreported = text.NewLexicon(unreportedList, false)

// reports reports whether the sentence r tells news, and whether as what has
// been done: none of unreported stands in it but as part of another word, "học
// sinh", "du lịch", "thường trực".
func (s *scan) reports(r [2]int) (past, ok bool) {
	for k := r[0]; k < r[1]; k++ {
		t, left, right := s.tok(k), s.tok(k-1), s.tok(k+1)
		past = past || t.Either("đã", "vừa")
		if n, _ := unreported.Match(s.p, k); n > k {
			part := t.Key == "sinh" && (left.Is("học", "vệ", "phát", "thí", "tuyển") || right.Is("viên", "hoạt", "học", "thái")) ||
				t.Key == "lịch" && left.Key == "du" || t.Key == "thường" && (left.Either("bồi", "bất") || right.Either("trực", "vụ")) ||
				t.Key == "lương" && right.Key == "thực" || t.Key == "âm" && right.Either("nhạc", "thanh")
			if !part {
				return past, false
			}
		}
	}
	return past, true
}

// latest is how many days a day without a month may lie before the publication.
const latest = 10

// monthless gives days without a month the latest ones up to the publication,
// as news are of the days before it: the first, which opens the text, and those
// that follow it in its paragraph. Of the month before it only what has been done
// is told. Any other time in the paragraph that does not lie among those days
// may bear their month; they stay without.
func (r *resolver) monthless() {
	if r.now.IsZero() {
		return
	}
	first, last := r.now.Time().AddDate(0, 0, -latest), r.now.Time()
	var led Day
	for i := range r.exprs {
		e := &r.exprs[i]
		if e.para != 0 {
			return
		}
		if e.kind != kMonthless {
			continue
		}
		d := Day{r.now.Year, r.now.Month, e.a.d}
		switch {
		case e.listed:
			d.Year, d.Month = led.Year, led.Month
		case !r.onlyDays(first, last):
			return
		case d.Day > r.now.Day:
			before := time.Date(d.Year, d.Month-1, 1, 0, 0, 0, 0, time.UTC)
			if d.Year, d.Month = before.Year(), before.Month(); !e.recent {
				return
			}
		}
		at := ymd{d.Year, int(d.Month), d.Day}
		if e.future || !at.valid() || d.Time().Before(first) || d.Time().After(last) || e.weekday >= 0 && int(d.Time().Weekday()) != e.weekday {
			return
		}
		r.setDays(i, at, at)
		led = d
	}
}

// onlyDays reports whether every other time in the first paragraph is a day in
// [first, last].
func (r *resolver) onlyDays(first, last time.Time) bool {
	for k := range r.exprs {
		switch e := &r.exprs[k]; {
		case e.para != 0:
			return true
		case e.kind == kMonthless, e.kind == kAfter:
		case e.kind == kRelDay && e.n <= 0 && e.n >= -latest:
		case e.kind != kDay || !r.ok[k] || r.dates[k].Start.Time().Before(first) || r.dates[k].End.Time().After(last):
			return false
		}
	}
	return true
}
