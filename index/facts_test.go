package index

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"khotin/extract"
	"khotin/extract/text"
)

func TestFigures(t *testing.T) {
	x, _ := built(t, fixture(t))
	const y22, y23, nq = "ngan-sach-le-chan-2022:640", "ngan-sach-le-chan-2023:512.4", "ngan-sach-ngo-quyen:700.5"
	for _, tc := range []struct {
		q    string
		f    Filter
		want string
	}{
		{"thu ngân sách", Filter{Place: "Lê Chân"}, y22 + " " + y23},
		{"thu ngan sach", Filter{Place: "le chan"}, y22 + " " + y23},
		{"thu ngân sách", Filter{}, y22 + " " + y23 + " " + nq},
		{"ngân sách", Filter{Place: "quận lê chân", From: "2023-06-01", To: "2023-06-30"}, "ngan-sach-le-chan-2023:301.25 " + y23},
		{"thu ngân sách ngô quyền", Filter{}, nq},
		{"thu ngân sách quận Lê Chân năm 2022", Filter{}, y22},
		{"chi ngân sách", Filter{Place: "Lê Chân"}, "ngan-sach-le-chan-2023:301.25"}, // place of the article
		{`"ngân sách trên địa bàn"`, Filter{Limit: 1}, y22},
		{"thu chi", Filter{}, ""},
		{"thu ngân sách", Filter{Site: "ngoquyen.haiphong.gov.vn"}, nq},
		{"thu hộ", Filter{}, ""},
	} {
		rows, err := x.Figures(t.Context(), tc.q, tc.f)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, r := range rows {
			got = append(got, r.Article+":"+r.Value.String())
		}
		if s := strings.Join(got, " "); s != tc.want {
			t.Errorf("%s %+v:\n got %s\nwant %s", tc.q, tc.f, s, tc.want)
		}
	}
}

func TestFigureJSON(t *testing.T) {
	x, _ := built(t, fixture(t))
	rows, err := x.Figures(t.Context(), "chi ngân sách", Filter{})
	if err != nil || len(rows) != 1 {
		t.Fatal(rows, err)
	}
	b, err := json.Marshal(rows[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"article":"ngan-sach-le-chan-2023"`, `"published":"2023-10-02T08:15:00+07:00"`,
		`"value":301.25`, `"period":{"start":"2023-01-01"`, `"place":null`} {
		if !strings.Contains(string(b), want) {
			t.Errorf("%s lacks %s", b, want)
		}
	}
}

func TestOfficials(t *testing.T) {
	x, _ := built(t, fixture(t))
	for _, tc := range []struct {
		name string
		f    Filter
		want string
	}{
		{"Nguyễn Văn Thụ", Filter{}, "Phó Chủ tịch UBND quận 2022-12-29 2022-12-29 1; Bí thư Quận ủy 2023-05-08 2023-05-08 1; Chủ tịch UBND quận 2023-10-02 2023-10-02 1"},
		{"van thu", Filter{From: "2023-06-01"}, "Chủ tịch UBND quận 2023-10-02 2023-10-02 1"},
		{"", Filter{Role: "chủ tịch ủy ban nhân dân"}, "Phó Chủ tịch UBND quận 2022-12-29 2022-12-29 1; Chủ tịch UBND quận 2023-10-02 2023-10-02 1"},
		{"", Filter{Role: "giám đốc", Place: "hải phòng"}, "Giám đốc Sở Du lịch 2021-01-05 2021-01-05 1"},
		{"Nguyễn Văn Thu", Filter{}, "Phó Chủ tịch UBND quận 2022-12-29 2022-12-29 1; Bí thư Quận ủy 2023-05-08 2023-05-08 1; Chủ tịch UBND quận 2023-10-02 2023-10-02 1"},
		{"Thụy", Filter{}, ""},
	} {
		rows, err := x.Officials(t.Context(), tc.name, tc.f)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, r := range rows {
			got = append(got, fmt.Sprintf("%s %s %s %d", r.Role, r.FirstSeen, r.LastSeen, len(r.IDs)))
		}
		if s := strings.Join(got, "; "); s != tc.want {
			t.Errorf("%s %+v:\n got %s\nwant %s", tc.name, tc.f, s, tc.want)
		}
	}
}

func TestMeetings(t *testing.T) {
	x, _ := built(t, fixture(t))
	for _, tc := range []struct {
		q    string
		f    Filter
		want string
	}{
		{"", Filter{}, "hdnd thu-tuong ubnd-moi uy-ban-cu"},
		{"ubnd huyện", Filter{}, "ubnd-moi uy-ban-cu"},
		{"ky hop hoi dong nhan dan", Filter{}, "hdnd"},
		{"", Filter{From: "2020-01-01", To: "2020-12-31"}, "ubnd-moi"},
		{"", Filter{Place: "Thủy Nguyên"}, "uy-ban-cu"},
		{"Nguyễn Văn Thụ", Filter{}, "thu-tuong"},
		{"đại hội", Filter{}, ""},
	} {
		rows, err := x.Meetings(t.Context(), tc.q, tc.f)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, r := range rows {
			got = append(got, r.Article)
		}
		if s := strings.Join(got, " "); s != tc.want {
			t.Errorf("%s %+v: got %s, want %s", tc.q, tc.f, s, tc.want)
		}
	}
}

// TestFiguresOfUnit: a unit asked for with its type is that one alone, a name
// that only looks like a type and a name is itself as well; a bare question
// tells no sentences.
func TestFiguresOfUnit(t *testing.T) {
	f := &fakeArchive{}
	value, err := text.ParseDecimal("5")
	if err != nil {
		t.Fatal(err)
	}
	for i, place := range []extract.Optional{"phường Quán Toan", "quận Toan", "quận Lê Chân", "phường Lê Chân"} {
		f.addArticle(extract.Article{ID: fmt.Sprint(i), Body: "Thu ngân sách đạt 5 tỷ đồng.", Place: place, Figures: []extract.Figure{{Text: "5 tỷ đồng",
			Indicator: "thu ngân sách", Measure: "level", Status: "actual", Unit: "tỷ đồng", Value: value, Rule: "r", Sentence: "Thu ngân sách đạt 5 tỷ đồng."}}}, i)
	}
	x, _ := built(t, f)
	for _, c := range []struct{ place, ids string }{
		{"quan toan", "[0 1]"}, {"Quán Toan", "[0]"}, {"phường Quán Toan", "[0]"},
		{"Lê Chân", "[3 2]"}, {"quận Lê Chân", "[2]"}, {"P. Lê Chân", "[3]"}, {"huyện Lê Chân", "[]"},
	} {
		for _, q := range []string{"thu ngân sách", ""} {
			for _, limit := range []int{0, 5} {
				rows, err := x.Figures(t.Context(), q, Filter{Place: c.place, Limit: limit, Bare: limit == 0})
				ids := []string{}
				for _, r := range rows {
					ids = append(ids, r.Article)
					if (r.Sentence == "") != (limit == 0) {
						t.Errorf("%q, limit %d: sentence %q", c.place, limit, r.Sentence)
					}
				}
				if err != nil || fmt.Sprint(ids) != c.ids {
					t.Errorf("%q in %s, limit %d: %v, %v, want %s", q, c.place, limit, ids, err, c.ids)
				}
			}
		}
	}
}
