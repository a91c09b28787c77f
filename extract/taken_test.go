package extract_test

import (
	"net/http"
	"testing"

	"khotin/crawler/archive"
	"khotin/extract"
)

// TestTaken reads days without a year against the month in which a dump was
// taken, where nothing better stands in it and the days agree with that month.
func TestTaken(t *testing.T) {
	rest := " quận Kiến An tổ chức hội nghị giao ban với các phường về công tác phòng, chống cháy nổ trên địa bàn."
	for dump, want := range map[string]string{
		" date 2023-07 Sáng 5/7," + rest:   "2023-07-05",
		" date 2023-07 Sáng 28/6," + rest:  "2023-06-28",
		" date 2023-01 Sáng 29/12," + rest: "2022-12-29",
		" date 2023-07 Sáng 5/2," + rest:   "", // months before the dump: any year
		" date 2023-07 Hôm qua," + rest:    "",
		" date 2023-07 Sáng 5/7," + rest + " Năm 2021, quận xử lý 12 vụ vi phạm.": "2021-07-05",
		" date 2023-07 \n\nThứ Hai, 5/7/2021 10:30\n\nSáng 5/7," + rest:           "2021-07-05",
		"Sáng 5/7," + rest: "",
	} {
		c := &archive.Capture{Header: http.Header{"Content-Type": {"text/plain"}}, Body: []byte(dump), Digest: "sha1:X"}
		a, err := extract.From(c, nil)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if len(a.Dates) > 0 {
			got = a.Dates[0].Start
		}
		if got != want {
			t.Errorf("%q: first date %q, want %q", dump, got, want)
		}
		if a.Published != "" && a.From["published"] != "head-stamp" {
			t.Errorf("%q: published %q", dump, a.Published)
		}
	}
}
