package date

import (
	"testing"
	"time"
)

// The first days of the lunar year in Vietnam. 1968 (the North), 1985 and 2007
// fall a day or a month before the Chinese ones; 2030 does too.
func TestNewYear(t *testing.T) {
	for _, want := range []string{
		"1968-01-29", "1969-02-16", "1975-02-11", "1976-01-31", "1984-02-02", "1985-01-21", "1986-02-09", "1990-01-27", "1995-01-31", "1996-02-19",
		"1997-02-07", "1998-01-28", "1999-02-16", "2000-02-05", "2001-01-24", "2002-02-12", "2003-02-01", "2004-01-22", "2005-02-09",
		"2006-01-29", "2007-02-17", "2008-02-07", "2009-01-26", "2010-02-14", "2011-02-03", "2012-01-23", "2013-02-10", "2014-01-31",
		"2015-02-19", "2016-02-08", "2017-01-28", "2018-02-16", "2019-02-05", "2020-01-25", "2021-02-12", "2022-02-01", "2023-01-22",
		"2024-02-10", "2025-01-29", "2026-02-17", "2027-02-06", "2028-01-26", "2029-02-13", "2030-02-02",
	} {
		at, err := time.Parse(time.DateOnly, want)
		if err != nil {
			t.Fatal(err)
		}
		got, ok := lunarDay(ymd{at.Year(), 1, 1}, false, false)
		if !ok || got != DayOf(at) {
			t.Errorf("new year of %d is %v, want %s", at.Year(), got, want)
		}
	}
}

func TestLunarDay(t *testing.T) {
	for _, c := range []struct {
		day  ymd
		leap bool
		want string
	}{
		{ymd{2025, 3, 10}, false, "2025-04-07"},
		{ymd{2024, 3, 10}, false, "2024-04-18"},
		{ymd{2023, 3, 10}, false, "2023-04-29"},
		{ymd{2019, 3, 10}, false, "2019-04-14"},
		{ymd{2025, 8, 15}, false, "2025-10-06"},
		{ymd{2024, 8, 15}, false, "2024-09-17"},
		{ymd{2020, 8, 15}, false, "2020-10-01"},
		{ymd{2024, 12, 23}, false, "2025-01-22"},
		{ymd{2023, 2, 1}, true, "2023-03-22"}, // leap second month
		{ymd{2020, 4, 1}, true, "2020-05-23"},
		{ymd{2025, 6, 1}, true, "2025-07-25"},
		{ymd{2033, 11, 1}, true, "2033-12-22"},
		{ymd{2025, 7, 15}, false, "2025-09-06"},
	} {
		got, ok := lunarDay(c.day, c.leap, false)
		if !ok || got.String() != c.want {
			t.Errorf("lunar %v (leap %v) is %v, want %s", c.day, c.leap, got, c.want)
		}
	}
	if d, ok := lunarDay(ymd{2024, 12, 30}, false, false); ok {
		t.Errorf("the twelfth month of 2024 has 29 days, got %v", d)
	}
	if d, ok := lunarDay(ymd{2024, 12, 30}, false, true); !ok || d.String() != "2025-01-28" {
		t.Errorf("the eve of 2025 is %v", d)
	}
	if _, _, ok := lunarMonth(2024, 2, true); ok {
		t.Error("2024 has no leap month")
	}
}

func TestCycleYear(t *testing.T) {
	for _, c := range []struct {
		stem, branch string
		near, want   int
	}{{"ất", "tỵ", 2024, 2025}, {"mậu", "thân", 1975, 1968}, {"giáp", "tý", 1990, 1984}, {"quý", "mão", 2023, 2023}, {"canh", "tý", 2020, 2020}, {"kỷ", "hợi", 2018, 2019}} {
		n := cycleYear(c.stem, c.branch)
		if got := inCycle(n, c.near); n < 0 || got != c.want {
			t.Errorf("%s %s near %d is %d, want %d", c.stem, c.branch, c.near, got, c.want)
		}
	}
	if n := cycleYear("giáp", "sửu"); n != -1 {
		t.Errorf("giáp sửu is %d: no such year", n)
	}
}
