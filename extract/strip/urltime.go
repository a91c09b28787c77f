package strip

import (
	"net/url"
	"strings"
	"time"
)

// urlTime reads the day or time that an address tells. Three forms are known:
// the folders /2024/08/30/; baohaiphong.vn up to 2025, whose addresses end in
// year, zero-based month, day and six figures of time: …-20241130143800.htm is
// 30 December 2024, 14:38; and the sites of VCCorp, see numberedDay.
func urlTime(address string) (stamp, bool) {
	if address == "" {
		return stamp{}, false
	}
	u, err := url.Parse(address)
	if err != nil {
		return stamp{}, false
	}
	host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	if host == "baohaiphong.vn" {
		return baohaiphongTime(u.Path)
	}
	if st, ok := numberedDay(u.Path); ok {
		return st, true
	}
	parts := strings.Split(u.Path, "/")
	for i := 0; i+2 < len(parts); i++ {
		y, m, d := parts[i], parts[i+1], parts[i+2]
		if len(y) != 4 || len(m) != 2 || len(d) != 2 || digits(y) != 4 || digits(m) != 2 || digits(d) != 2 {
			continue
		}
		c := scan{}
		if c.setDate(number(y), number(m), number(d)) {
			return stamp{at: time.Date(c.y, time.Month(c.m), c.d, 0, 0, 0, 0, zone), dayOnly: true, weekday: -1}, true
		}
	}
	return stamp{}, false
}

// baohaiphongTime reads the last figures of a path. Month and day stand
// without leading zeros: where three figures can be read in two ways, none is.
func baohaiphongTime(path string) (stamp, bool) {
	path, _, ok := cutLast(path, ".htm")
	if !ok {
		return stamp{}, false
	}
	_, figures, ok := cutLast(path, "-")
	if !ok || digits(figures) != len(figures) || len(figures) < 12 || len(figures) > 14 {
		return stamp{}, false
	}
	year, days, clock := number(figures[:4]), figures[4:len(figures)-6], figures[len(figures)-6:]
	var found []stamp
	for cut := 1; cut <= 2 && cut < len(days); cut++ {
		m, d := number(days[:cut]), number(days[cut:])
		if len(days)-cut > 2 || m > 11 || days[0] == '0' && cut == 2 || year < 2000 || year > 2100 {
			continue
		}
		h, mi, s := number(clock[:2]), number(clock[2:4]), number(clock[4:])
		at := time.Date(year, time.Month(m+1), d, h, mi, s, 0, zone)
		if d > 0 && at.Day() == d && h < 24 && mi < 60 && s < 60 {
			found = append(found, stamp{at: at, weekday: -1})
		}
	}
	if len(found) != 1 {
		return stamp{}, false
	}
	return found[0], true
}

// numberedDay reads the day of the number that the sites of VCCorp end their
// addresses with: the time at which the page was made, to the thousandth of a
// second or less, since 2022 with two figures for the year and three for the
// site before them: …-20240912153012345.chn, …-102240912153012345.htm. It gives
// the day only, since the page is published later than it is made. Fourteen
// figures are too few: another system writes its months from nought.
func numberedDay(path string) (stamp, bool) {
	i := strings.LastIndexAny(path, "-/")
	figures, ending, ok := strings.Cut(path[i+1:], ".")
	if !ok || ending != "htm" && ending != "html" && ending != "chn" || digits(figures) != len(figures) {
		return stamp{}, false
	}
	switch len(figures) {
	case 16, 17:
	case 18:
		if figures[0] != '1' && figures[0] != '2' {
			return stamp{}, false
		}
		figures = "20" + figures[3:]
	default:
		return stamp{}, false
	}
	at, err := time.ParseInLocation("20060102150405", figures[:14], zone)
	if err != nil || at.Year() < 2000 || at.Year() > 2049 {
		return stamp{}, false
	}
	return stamp{at: time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, zone), dayOnly: true, weekday: -1}, true
}

func cutLast(s, sep string) (before, after string, ok bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}
