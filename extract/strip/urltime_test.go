package strip

import (
	"testing"
	"time"
)

func TestURLTime(t *testing.T) {
	for address, want := range map[string]string{
		"https://a.test/2024/08/30/nuoc-sach.html":                   "2024-08-30",
		"https://a.test/2024/13/30/nuoc-sach.html":                   "",
		"https://a.test/nuoc-sach-20240912153012345.chn":             "2024-09-12",
		"https://a.test/nuoc-sach-2024091215301234.htm":              "2024-09-12",
		"https://a.test/nuoc-sach-102240912153012345.htm":            "2024-09-12",
		"https://a.test/nuoc-sach-188240230153012345.chn":            "", // 30 February
		"https://a.test/nuoc-sach-20240912153012.htm":                "", // months may begin at nought
		"https://a.test/nuoc-sach-20240912153012345.jpg":             "",
		"https://a.test/nuoc-sach-902240912153012345.htm":            "",
		"https://a.test/nuoc-sach-10224091215301234.htm":             "",
		"https://a.test/nuoc-sach-20240912256012345.htm":             "",
		"https://a.test/nuoc-sach-123456.htm":                        "",
		"https://a.test/nuoc-sach.htm":                               "",
		"https://baohaiphong.vn/vi/muc/nuoc-sach-20241130143800.htm": "2024-12-30",
		"https://baohaiphong.vn/vi//nuoc-sach-2025228124948.htm":     "2025-03-28",
		"https://baohaiphong.vn/vi/muc/nuoc-sach-2024111143800.htm":  "",
	} {
		st, ok := urlTime(address)
		got := ""
		if ok {
			got = st.at.Format(time.DateOnly)
		}
		if got != want {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
	}
}
