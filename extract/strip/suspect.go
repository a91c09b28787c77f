package strip

import (
	"strings"
	"time"
)

// Reasons why the time of publication may be false.
const (
	suspectWeekday = "weekday"       // the stamp names another day of the week
	suspectBulk    = "bulk import"   // the stamp of a day on which old articles came in bulk
	suspectSource  = "source line"   // the source printed it later, or long before
	suspectEvent   = "event date"    // the lead tells of a day after it, or of a morning long before
	suspectYears   = "years in text" // the text reports a period after it, or one long over
)

// bulkDay is the day on which the portal's old articles came in bulk: they
// carry its stamp.
var bulkDay = time.Date(2019, 1, 26, 0, 0, 0, 0, zone)

// longBefore is how much older than its stamp an event or a source may be.
const longBefore = 60 * 24 * time.Hour

// longAfter is up to how much later than its stamp the morning of a lead
// without a year is one of the same year.
const longAfter = 150 * 24 * time.Hour

// doubt says why the time of publication may be false, "" for no doubt. The
// time stays what the page says.
func (r *reader) doubt() string {
	p := &r.page
	day := time.Date(p.Published.Year(), p.Published.Month(), p.Published.Day(), 0, 0, 0, 0, zone)
	if r.sourceOn && p.From["published"] != "source-line" {
		source := r.sourceDay.at
		switch {
		case day.Equal(bulkDay) && source.Before(day):
			return suspectBulk
		case source.After(day.AddDate(0, 0, 1)), source.Before(day.Add(-longBefore)):
			return suspectSource
		}
	}
	for i, s := range p.Body {
		if i == 2 {
			break
		}
		if at, ok := toldDay(s, day); ok && !announces(s) && at.After(day.AddDate(0, 0, 1)) && at.Before(day.Add(longAfter)) {
			return suspectEvent
		}
		if at, told, ok := leadDay(s); ok {
			if at.After(day) && !announces(s) || told && at.Before(day.Add(-longBefore)) {
				return suspectEvent
			}
			break
		}
	}
	lead := p.Title
	if len(p.Body) > 0 {
		lead += "\n" + p.Body[0]
	}
	if year := reportedYear(lead); year != 0 && (year > day.Year() || year < day.Year()-1) {
		return suspectYears
	}
	return ""
}

// leadDay gives the full date that a lead opens with: "Sáng 12/4/2016, …". told
// reports a time of day before it, as only news of that day have.
func leadDay(s string) (at time.Time, told, ok bool) {
	if !opensWithDay(s) {
		return at, false, false
	}
	i := strings.IndexAny(s, "0123456789")
	c := scan{s: s[i:], st: stamp{weekday: -1}}
	if !c.step() || !c.date {
		return at, false, false
	}
	low := strings.ToLower(s[:i])
	for _, w := range []string{"sáng", "trưa", "chiều", "tối", "đêm"} {
		told = told || strings.Contains(low, w)
	}
	return time.Date(c.y, time.Month(c.m), c.d, 0, 0, 0, 0, zone), told, true
}

// toldDay gives the day of the year of day that a lead opens with and a time of
// day before it: "Sáng 18/10, …".
func toldDay(s string, day time.Time) (at time.Time, ok bool) {
	if !opensWithDay(s) {
		return at, false
	}
	i := strings.IndexAny(s, "0123456789")
	switch strings.ToLower(strings.TrimSuffix(strings.TrimSpace(s[:i]), " ngày")) {
	case "sáng", "trưa", "chiều", "tối", "đêm":
	default:
		return at, false
	}
	rest := s[i:]
	n := digits(rest)
	if n > 2 || n+1 >= len(rest) || strings.IndexByte("/-.", rest[n]) < 0 {
		return at, false
	}
	m := digits(rest[n+1:])
	end := rest[n+1+m:]
	if m == 0 || m > 2 || !strings.HasPrefix(end, ",") && !strings.HasPrefix(end, " ") || strings.HasPrefix(strings.TrimLeft(end, " "), "-") {
		return at, false
	}
	d, month := number(rest[:n]), number(rest[n+1:n+1+m])
	at = time.Date(day.Year(), time.Month(month), d, 0, 0, 0, 0, zone)
	return at, at.Day() == d && int(at.Month()) == month
}

// announces reports a lead that tells of what is to come.
func announces(s string) bool {
	low := strings.ToLower(s)
	for _, w := range []string{" sẽ ", "dự kiến", "kế hoạch", "chuẩn bị", "sắp ", "từ ngày"} {
		if strings.Contains(low, w) {
			return true
		}
	}
	return false
}

// reportedYear gives the year of the first "N tháng đầu năm YYYY" in s: a
// period that was over, or all but over, when it was reported. 0 where none is
// or where it is a plan's.
func reportedYear(s string) int {
	const mark = " tháng đầu năm "
	for i := strings.IndexByte(s, ' '); i >= 0; {
		rest, ok := s, i+1 < len(s) && s[i+1]|' ' == mark[1]
		if ok {
			rest, ok = cutFold(s[i:], mark)
		}
		if ok {
			if i == 0 || s[i-1] < '0' || s[i-1] > '9' || digits(rest) != 4 {
				return 0
			}
			if low := strings.ToLower(s); strings.Contains(low, "cùng kỳ") || strings.Contains(low, "kế hoạch") {
				return 0
			}
			return number(rest[:4])
		}
		next := strings.IndexByte(s[i+1:], ' ')
		if next < 0 {
			break
		}
		i += 1 + next
	}
	return 0
}
