package index

import (
	"errors"
	"strings"
	"testing"

	"khotin/extract"
	"khotin/index/query"
)

// TestFields: fields narrow articles, figures, meetings and officials alike.
func TestFields(t *testing.T) {
	f := fixture(t)
	f.addArticle(extract.Article{ID: "nguon", Title: "Cảng Nam Đình Vũ đón tàu lớn", Source: "Báo Hải Phòng", Published: "2020-05-01",
		Documents: []extract.Document{{Text: "Nghị quyết số 45-NQ/TW", Type: "Nghị quyết", Number: "45-NQ/TW"}},
		Body:      "Cảng đón tàu theo Nghị quyết số 45-NQ/TW."}, 100)
	x, _ := built(t, f)
	for _, tc := range []struct{ q, want string }{
		{`title:"cảng lạch huyện"`, "cang-lach-huyen"},
		{`title:"cang nam dinh vu"`, "nguon"},
		{`title:cảng tàu`, "nguon"},
		{`doc:45-NQ/TW`, "nguon"},
		{`doc:45-nq/tw cảng`, "nguon"},
		{`source:"bao hai phong"`, "nguon"},
		{`date:1/5/2020`, "nguon"},
		{`cảng date:2020-01..2020-06`, "nguon"},
		{`cảng date<2020-05-01 source:báo`, ""},
		{`value>600 tỷ "thu ngân sách"`, "ngan-sach-ngo-quyen ngan-sach-le-chan-2022"},
		{`value>500000 tỷ`, ""},
		{`"thu ngân sách" site:ngoquyen.haiphong.gov.vn`, "ngan-sach-ngo-quyen"},
		{`"thu ngân sách" -place:"lê chân"`, "ngan-sach-ngo-quyen"},
		{`(doc:45-NQ/TW OR title:"lạch huyện") cảng`, "cang-lach-huyen nguon"},
		{`kind:"không có"`, ""},
	} {
		h, err := x.Search(t.Context(), tc.q, Filter{Limit: 5})
		if err != nil {
			t.Errorf("%s: %v", tc.q, err)
			continue
		}
		var got []string
		for _, hit := range h.Hits {
			got = append(got, hit.ID)
		}
		if !sameWords(got, strings.Fields(tc.want)) {
			t.Errorf("%s: got %v, want %s", tc.q, got, tc.want)
		}
	}
	all, err := x.Figures(t.Context(), "thu ngân sách", Filter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		q    string
		keep func(FigureRow) bool
	}{
		{`thu ngân sách place:"Lê Chân"`, func(r FigureRow) bool { return strings.Contains(string(r.Place), "Lê Chân") }},
		{`thu ngân sách value>=640 tỷ đồng`, func(r FigureRow) bool { return r.Unit == "tỷ đồng" && r.Value.Float() >= 640 }},
		{`thu ngân sách date:2022`, func(r FigureRow) bool { return strings.HasPrefix(r.Period.Start, "2022") }},
		{`thu ngân sách title:"lê chân"`, func(r FigureRow) bool { return strings.Contains(string(r.Title), "Lê Chân") }},
	} {
		want := 0
		for _, r := range all {
			if tc.keep(r) {
				want++
			}
		}
		got, err := x.Figures(t.Context(), tc.q, Filter{})
		if err != nil || len(got) != want {
			t.Errorf("%s: %d figures, want %d of %d: %v", tc.q, len(got), want, len(all), err)
		}
	}
	var wrong *query.Error
	if _, err := x.Figures(t.Context(), "(thu place:x OR chi)", Filter{}); !errors.As(err, &wrong) {
		t.Errorf("a field in a group of figures: %v", err)
	}
	for _, q := range []string{`title:cảng`, `date:2023`, `site:x`} {
		if _, err := x.Meetings(t.Context(), q, Filter{}); err != nil {
			t.Errorf("meetings %s: %v", q, err)
		}
		if _, err := x.Officials(t.Context(), q, Filter{}); err != nil {
			t.Errorf("officials %s: %v", q, err)
		}
	}
}

func sameWords(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for _, w := range a {
		if !strings.Contains(" "+strings.Join(b, " ")+" ", " "+w+" ") {
			return false
		}
	}
	return true
}
