package date

import (
	"time"

	"khotin/extract/text"
)

// dayMonthless reads the day of a month that the text leaves out, at "ngày":
// "Ngày 12, đoàn kiểm tra …", "Chiều ngày 12 tại …", "Tính đến ngày 5, …". It opens
// its sentence or bears a part of the day or "tính đến", and no other number of a
// list follows, as in "Ngày 1, 2 và 3".
func (s *scan) dayMonthless(i int) bool {
	d := s.number(i + 1)
	if d < 1 || d > 31 || len(s.key(i+1)) > 2 || s.every(i) || s.tok(i-1).Class == text.Number {
		return false
	}
	next, after := s.tok(i+2), s.tok(i+3)
	comma := next.Key == "," && after.Class == text.Word && !after.Is("ngày", "tháng", "mùng", "mồng", "sáng", "chiều", "đêm", "tối", "hôm", "rạng")
	from := s.extend(i + 1)
	told := dayPart(s.tok(from)) && s.tok(from).Class == text.Word && (comma || i+2 >= len(s.p.Tokens) || next.Is(".", ")", "tại", "đã"))
	if !told && !(comma && (s.begins(from) || s.begins(from-1) && s.key(from-1) == "sang" || s.key(from) == "tính")) {
		return false
	}
	for k := i + 2; k < len(s.p.Tokens) && !s.ended(k); k++ { // of the lunar calendar, or of every month
		if s.tok(k).Is("âm", "giêng", "chạp", "tết", "rằm", "mùng", "mồng") || s.tok(k).Is("hằng", "hàng", "mỗi") && s.tok(k+1).Is("tháng", "năm", "tuần") {
			return false
		}
	}
	s.emit(expr{kind: kMonthless, a: ymd{d: d}, weekday: -1, rule: "day-monthless"}, from, i+2)
	return true
}

// latest is how many days a day without a month may lie before the publication.
const latest = 10

// dayMonthless gives a day without its month the latest one up to the publication
// where that is close, as news are of the days before it; a programme counts
// its days ("Ngày 1, tham quan …"), which seldom are.
func (r *resolver) dayMonthless(i int) {
	e := &r.exprs[i]
	if r.now.IsZero() || e.future {
		return
	}
	d := ymd{r.now.Year, int(r.now.Month), e.a.d}
	if d.d > r.now.Day {
		before := time.Date(d.y, time.Month(d.m-1), 1, 0, 0, 0, 0, time.UTC)
		d.y, d.m = before.Year(), int(before.Month())
	}
	if !d.valid() || r.now.Time().Sub(Day{d.y, time.Month(d.m), d.d}.Time()) > latest*24*time.Hour {
		return
	}
	r.setDays(i, d, d)
}
