package date

import (
	"math"
	"time"
)

// The lunar calendar of Vietnam, computed at UTC+7 after the procedure that Hồ
// Ngọc Đức published ("Computing the Vietnamese lunar calendar"), which takes
// the new moons and the longitude of the sun from Jean Meeus, Astronomical
// Algorithms: a month begins on the day of the new moon; month 11 holds the
// winter solstice; where thirteen new moons lie between two such months, the
// first month in which the sun enters no new twelfth of its path is a leap
// month. Before 1968 the official calendars of North and South differ from it
// in a few years.

const (
	unixJulian = 2440588 // Julian day number of 1 January 1970
	hanoi      = 7.0 / 24
)

func julian(d Day) int {
	return int(math.Floor(float64(d.Time().Unix())/86400)) + unixJulian
}

func fromJulian(n int) Day { return DayOf(time.Unix(int64(n-unixJulian)*86400, 0).UTC()) }

// newMoon gives the Julian day number, at UTC+7, of the k-th new moon since
// that of 1 January 1900.
func newMoon(k int) int {
	t := float64(k) / 1236.85
	t2, t3 := t*t, t*t*t
	const rad = math.Pi / 180
	mean := 2415020.75933 + 29.53058868*float64(k) + 0.0001178*t2 - 0.000000155*t3
	mean += 0.00033 * math.Sin((166.56+132.87*t-0.009173*t2)*rad)
	sun := (359.2242 + 29.10535608*float64(k) - 0.0000333*t2 - 0.00000347*t3) * rad
	moon := (306.0253 + 385.81691806*float64(k) + 0.0107306*t2 + 0.00001236*t3) * rad
	node := (21.2964 + 390.67050646*float64(k) - 0.0016528*t2 - 0.00000239*t3) * rad
	c := (0.1734-0.000393*t)*math.Sin(sun) + 0.0021*math.Sin(2*sun) - 0.4068*math.Sin(moon) + 0.0161*math.Sin(2*moon) -
		0.0004*math.Sin(3*moon) + 0.0104*math.Sin(2*node) - 0.0051*math.Sin(sun+moon) - 0.0074*math.Sin(sun-moon) +
		0.0004*math.Sin(2*node+sun) - 0.0004*math.Sin(2*node-sun) - 0.0006*math.Sin(2*node+moon) + 0.0010*math.Sin(2*node-moon) +
		0.0005*math.Sin(2*moon+sun)
	delta := -0.000278 + 0.000265*t + 0.000262*t2
	if t < -11 {
		delta = 0.001 + 0.000839*t + 0.0002261*t2 - 0.00000845*t3 - 0.000000081*t*t3
	}
	return int(math.Floor(mean + c - delta + 0.5 + hanoi))
}

// sunTwelfth gives the twelfth of its path, 0 to 11, in which the sun stands
// when the day with the Julian day number n begins at UTC+7.
func sunTwelfth(n int) int {
	t := (float64(n) - 0.5 - hanoi - 2451545.0) / 36525
	const rad = math.Pi / 180
	m := (357.52910 + 35999.05030*t - 0.0001559*t*t - 0.00000048*t*t*t) * rad
	l := 280.46645 + 36000.76983*t + 0.0003032*t*t
	l += (1.914600-0.004817*t-0.000014*t*t)*math.Sin(m) + (0.019993-0.000101*t)*math.Sin(2*m) + 0.000290*math.Sin(3*m)
	l = math.Mod(l, 360)
	if l < 0 {
		l += 360
	}
	return int(l / 30)
}

// moonOf11 gives the number of the new moon that begins month 11 of the lunar
// year which begins in the year y.
func moonOf11(y int) int {
	off := julian(Day{y, time.December, 31}) - 2415021
	k := int(math.Floor(float64(off) / 29.530588853))
	if sunTwelfth(newMoon(k)) >= 9 {
		k--
	}
	return k
}

// lunarMonth gives the first and the last day of month m of the lunar year y,
// of the leap month where leap is set. ok is false where the year has none.
func lunarMonth(y, m int, leap bool) (first, last Day, ok bool) {
	if m < 1 || m > 12 || y < 1000 || y > 2200 {
		return Day{}, Day{}, false
	}
	a := moonOf11(y - 1)
	off := m - 11
	if m >= 11 {
		a = moonOf11(y)
	} else {
		off += 12
	}
	next := moonOf11(y)
	if m >= 11 {
		next = moonOf11(y + 1)
	}
	// No rounding of solstices moves month 11 by more than a month: thirteen
	// new moons between two of them make a leap year.
	if next-a == 13 {
		at := leapOffset(a)
		switch {
		case leap && off != at-1:
			return Day{}, Day{}, false
		case leap, off >= at:
			off++
		}
	} else if leap {
		return Day{}, Day{}, false
	}
	k := a + off
	return fromJulian(newMoon(k)), fromJulian(newMoon(k+1) - 1), true
}

// leapOffset gives how many months after the month 11 that begins with new
// moon a the leap month comes.
func leapOffset(a int) int {
	last := sunTwelfth(newMoon(a + 1))
	for i := 2; i < 14; i++ {
		arc := sunTwelfth(newMoon(a + i))
		if arc == last {
			return i - 1
		}
		last = arc
	}
	return 13
}

// lunarDay gives the solar day of a lunar one. Day 30 of a month of 29 days is
// its last day where eve is set ("30 Tết"), else there is none.
func lunarDay(d ymd, leap, eve bool) (Day, bool) {
	first, last, ok := lunarMonth(d.y, d.m, leap)
	if !ok || d.d < 1 || d.d > 30 {
		return Day{}, false
	}
	day := DayOf(first.Time().AddDate(0, 0, d.d-1))
	if day.Time().After(last.Time()) {
		return last, eve
	}
	return day, true
}

// stems and branches name the years in a cycle of sixty; Giáp Tý is 1984.
var stems = []string{"giáp", "ất", "bính", "đinh", "mậu", "kỷ", "canh", "tân", "nhâm", "quý"}
var branches = []string{"tý", "sửu", "dần", "mão", "thìn", "tỵ", "ngọ", "mùi", "thân", "dậu", "tuất", "hợi"}

// cycleYear gives the place of a year in the cycle of sixty, 0 for Giáp Tý,
// or -1 where the two words name none.
func cycleYear(stem, branch string) int {
	a, b := -1, -1
	for i, s := range stems {
		if s == stem || s == "kỷ" && stem == "kỉ" {
			a = i
		}
	}
	if a < 0 {
		return -1
	}
	for i, s := range branches {
		if s == branch || s == "tỵ" && branch == "tị" || s == "tý" && branch == "tí" || s == "mão" && branch == "mẹo" {
			b = i
		}
	}
	if b < 0 || (a-b)%2 != 0 {
		return -1
	}
	for n := a; n < 60; n += 10 {
		if n%12 == b {
			return n
		}
	}
	return -1
}

// inCycle gives the year nearest to near that has place n in the cycle.
func inCycle(n, near int) int {
	y := 1984 + n
	for y-near > 30 {
		y -= 60
	}
	for near-y > 30 {
		y += 60
	}
	return y
}
