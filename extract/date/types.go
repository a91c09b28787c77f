package date

import (
	"fmt"
	"time"

	"khotin/extract/text"
)

// Zone is the time of every portal: Indochina Time, UTC+7 without daylight saving.
var Zone = time.FixedZone("+07", 7*60*60)

// Day is a day of the (proleptic) Gregorian calendar. The zero Day is no day.
type Day struct {
	Year  int
	Month time.Month
	Day   int
}

// String gives the day as YYYY-MM-DD (ISO 8601), and "" for the zero Day.
func (d Day) String() string {
	if d.IsZero() {
		return ""
	}
	if d.Year < 0 || d.Year > 9999 {
		return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
	}
	b := [10]byte{4: '-', 7: '-'}
	put := func(from, n, value int) {
		for i := from + n - 1; i >= from; i-- {
			b[i] = byte('0' + value%10)
			value /= 10
		}
	}
	put(0, 4, d.Year)
	put(5, 2, int(d.Month))
	put(8, 2, d.Day)
	return string(b[:])
}

// MarshalText implements encoding.TextMarshaler with String.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// IsZero reports whether d is no day.
func (d Day) IsZero() bool { return d == Day{} }

// Time is midnight UTC of the day, for arithmetic. It is what time.Date gives,
// and for a month of the calendar reckoned without its looks at clock and zone:
// years are counted from March, so that a leap day ends its year (Howard
// Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil).
func (d Day) Time() time.Time {
	if d.Month < time.January || d.Month > time.December || d.Year < 1 {
		return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
	}
	const toEpoch = 719469 // days from the day before 1 March of year 0 to 1 January 1970
	year, month := d.Year, int(d.Month)-3
	if month < 0 {
		year, month = year-1, month+12
	}
	days := 365*year + year/4 - year/100 + year/400 + (153*month+2)/5 + d.Day
	return time.Unix(int64(days-toEpoch)*24*60*60, 0).UTC()
}

// DayOf is the day t shows on its own clock.
func DayOf(t time.Time) Day {
	y, m, day := t.Date()
	return Day{y, m, day}
}

// Grain is the size of what the words name.
type Grain string

// The grains of the contract.
const (
	GrainDay     Grain = "day"
	GrainMonth   Grain = "month"
	GrainQuarter Grain = "quarter"
	GrainYTD     Grain = "ytd"  // "9 tháng đầu năm", "6 tháng cuối năm": a run of months of one year
	GrainYear    Grain = "year" // also a horizon, "đến năm 2025"
	GrainSpan    Grain = "span" // from one day, month or year to another: "giai đoạn 2021-2025", "nhiệm kỳ", "từ ngày 3 đến 5/7"
)

// Date is a date or period found in a text. Start and End are inclusive.
type Date struct {
	At         text.Range
	Start, End Day
	Grain      Grain
	Horizon    bool // "đến năm 2025", "tầm nhìn đến năm 2030": a goal's end
	Comparison bool // "cùng kỳ năm trước", "so với năm 2018": what a figure is measured against
	Term       bool // nhiệm kỳ, khóa: a term of office
	Recurring  bool // "ngày 20/11 hằng năm": Start and End are the occurrence nearest to the publication; an Anniversary too
	Fuzzy      bool // "đầu tháng 9", "cuối năm 2023": Start and End are the whole month or year
	// WrongWeekday: the weekday written beside the day is another one.
	WrongWeekday bool
	Rule         string // name of the rule that fired

	Months      int  // 9 of "9 tháng đầu năm"; 0 but for GrainYTD
	Late        bool // "6 tháng cuối năm", "nửa cuối năm": the end of the year
	Whole       bool // "cả năm"
	Plan        bool // a period of tasks ahead: "triển khai nhiệm vụ quý II", "phương hướng năm 2021"
	Issue       bool // the day of issue of a cited document
	Anniversary bool // "kỷ niệm 94 năm Ngày … 3/2/1930"
	Frame       bool // opens its sentence or clause and governs it: "9 tháng đầu năm, quận có …"
	Yearless    bool // the words name no year
}

// Period reports whether d can be the time that a figure is about: a month, a
// quarter, a run of months, a year or a term, neither a day, an issue date, an
// anniversary nor what a figure is compared with.
func (d *Date) Period() bool {
	return d.Grain != GrainDay && !d.Comparison && !d.Issue && !d.Anniversary
}

// Reference is what a document is read against.
type Reference struct {
	// Published is the page's own publication day, zero where it shows none.
	// It is never the day of the crawl.
	Published Day
}
