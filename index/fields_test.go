package index

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"khotin/extract"
	"khotin/index/query"
)

// TestFields: fields narrow articles, figures, meetings and officials alike.
func TestFields(t *testing.T) {
	f := fixture(t)
	f.addArticle(extract.Article{ID: "nguon", Title: "Cảng Nam Đình Vũ đón tàu lớn", Source: "Báo Hải Phòng", Published: "2020-05-01",
		Documents: []extract.Document{{Text: "Nghị quyết số 45-NQ/TW", Type: "Nghị quyết", Number: "45-NQ/TW", Key: "Nghị quyết|45||trung ương", Sentence: "Cảng đón tàu theo Nghị quyết số 45-NQ/TW."},
			{Text: "Nghị định số 82/2018/NĐ-CP", Type: "Nghị định", Number: "82/2018/NĐ-CP", Key: "Nghị định|82|2018|chính phủ"}},
		Body: "Cảng đón tàu theo Nghị quyết số 45-NQ/TW."}, 100)
	x, _ := built(t, f)
	for _, tc := range []struct{ q, want string }{
		{`title:"cảng lạch huyện"`, "cang-lach-huyen"},
		{`title:"cang nam dinh vu"`, "nguon"},
		{`title:cảng tàu`, "nguon"},
		{`doc:45-NQ/TW`, "nguon"},
		{`doc:45-nq/tw cảng`, "nguon"},
		{`doc:"Nghị quyết số 45-NQ/TW"`, "nguon"},
		{`doc:"Nghị quyết 45"`, "nguon"},
		{`doc:"nq 45" cảng`, "nguon"},
		{`doc:"đón tàu"`, "nguon"}, // of the sentence that cites it
		{`doc:82/2018/ND-CP`, "nguon"},
		{`doc:82/2018/nđ-cp`, "nguon"},
		{`doc:82/2019/ND-CP`, ""},
		{`doc:45-NQ/TU`, ""},
		{`doc:"Nghị quyết 46"`, ""},
		{`cảng -doc:"nq 45"`, "cang-lach-huyen huyen-lach"},
		{`source:"bao hai phong"`, "nguon"},
		{`date:1/5/2020`, "nguon"},
		{`cảng date:2020-01..2020-06`, "nguon"},
		{`cảng date<2020-05-01 source:báo`, ""},
		{`value>600 tỷ "thu ngân sách"`, "ngan-sach-ngo-quyen ngan-sach-le-chan-2022"},
		{`value>500000 tỷ`, ""},
		{`"thu ngân sách" site:ngoquyen.haiphong.gov.vn`, "ngan-sach-ngo-quyen"},
		{`"thu ngân sách" -place:"lê chân"`, "ngan-sach-ngo-quyen"},
		{`(doc:45-NQ/TW OR title:"lạch huyện") cảng`, "cang-lach-huyen nguon"},
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

// TestPlaceMeant: a name that was a quận and is a phường now means the one that
// stood in the time asked for, in a query as in a filter.
func TestPlaceMeant(t *testing.T) {
	f := &fakeArchive{}
	for i, place := range []string{"quận Lê Chân", "quận Lê Chân", "phường Lê Chân"} {
		day := []string{"2023-05-01", "2024-05-01", "2025-09-01"}[i]
		a := carried(fmt.Sprint("a", i), day, "thu ngân sách tăng khá")
		a.Place = extract.Optional(place)
		a.Figures = []extract.Figure{{Indicator: "Thu ngân sách", Measure: "level", Status: "actual", Unit: "tỷ đồng",
			Period: &extract.Period{Start: day[:4] + "-01-01", End: day}, Place: a.Place}}
		f.addArticle(a, i)
	}
	x, _ := built(t, f)
	for q, want := range map[string]string{
		`thu ngân sách place:"Lê Chân"`:               "a0 a1",
		`(thu OR chi) place:"le chan"`:                "a0 a1",
		`thu ngân sách place:"phường Lê Chân"`:        "a2",
		`thu ngân sách place:"Lê Chân" date>=2025-08`: "a2",
		`thu ngân sách -place:"Lê Chân"`:              "a2",
	} {
		h, err := x.Search(t.Context(), q, Filter{})
		if err != nil {
			t.Fatalf("%s: %v", q, err)
		}
		var got []string
		for _, hit := range h.Hits {
			got = append(got, hit.ID)
		}
		if !sameWords(got, strings.Fields(want)) {
			t.Errorf("search %s: got %v, want %s", q, got, want)
		}
		if strings.Contains(q, "OR") {
			continue
		}
		rows, err := x.Figures(t.Context(), q, Filter{})
		if err != nil {
			t.Fatalf("%s: %v", q, err)
		}
		got = nil
		for _, r := range rows {
			got = append(got, r.Article)
		}
		if !sameWords(got, strings.Fields(want)) {
			t.Errorf("figures %s: got %v, want %s", q, got, want)
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
