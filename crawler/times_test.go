package crawler

import (
	"testing"
	"time"
)

func TestTimes(t *testing.T) {
	const layout = "2006-01-02 15:04"
	zone := time.FixedZone("+07", 7*3600)
	for _, c := range []struct{ text, after, want string }{
		{"6h", "2024-05-02 08:10", "2024-05-02 14:10"},
		{"* * * * *", "2024-05-02 08:10", "2024-05-02 08:11"},
		{"30 5,17 * * *", "2024-05-02 08:10", "2024-05-02 17:30"},
		{"30 5,17 * * *", "2024-05-02 17:30", "2024-05-03 05:30"},
		{"*/20 8-10 * * 1-5", "2024-05-03 10:40", "2024-05-06 08:00"}, // over a weekend
		{"0 0 29 2 *", "2024-03-01 00:00", "2028-02-29 00:00"},
		{"0 6 1 * 0", "2024-05-02 00:00", "2024-05-05 06:00"}, // the 1st or a Sunday
		{"0 6 */2 * 1", "2024-05-02 00:00", "2024-05-03 06:00"},
		{"0 6 * * sat", "2024-05-02 00:00", "2024-05-04 06:00"},
		{"@daily", "2024-05-02 08:10", "2024-05-03 00:00"},
		{"@every 90m", "2024-05-02 08:10", "2024-05-02 09:40"},
		{"CRON_TZ=UTC 0 5 * * *", "2024-05-02 08:10", "2024-05-02 12:00"}, // 05:00 UTC
		{"5/20 0 * * *", "2024-05-02 00:06", "2024-05-02 00:25"},
	} {
		times, err := ParseTimes(c.text)
		if err != nil {
			t.Errorf("%s: %v", c.text, err)
			continue
		}
		after, _ := time.ParseInLocation(layout, c.after, zone)
		if got := times.Next(after).In(zone).Format(layout); got != c.want {
			t.Errorf("%s after %s: %s, want %s", c.text, c.after, got, c.want)
		}
	}
	for _, text := range []string{"", "soon", "10s", "-6h", "60 * * * *", "* * * *", "* 5-3 * * *", "*/0 * * * *", "0 0 31 2 *", "* * 0 * *", "* * * * 8", "@every 5s", "@every soon", "@sometimes"} {
		if _, err := ParseTimes(text); err == nil {
			t.Errorf("%q was taken", text)
		}
	}
	if !(Times{}).Next(time.Now()).IsZero() {
		t.Error("the zero value is due")
	}
}
