package index

import (
	"fmt"
	"strings"
	"testing"

	"khotin/extract"
)

// career makes an archive of articles about quận Lê Chân that name people: day,
// name, offices and, after "!", what the article says of offices won and lost.
func career(t *testing.T, lines ...string) *Index {
	t.Helper()
	archive := &fakeArchive{}
	for i, line := range lines {
		f := strings.Split(line, " | ")
		a := extract.Article{
			ID: fmt.Sprintf("a%d", i), Kind: "article", Title: extract.Optional(fmt.Sprint("Tin ", i)), Published: extract.Optional(f[0]),
			Place: "quận Lê Chân", Body: "Tin của quận.",
		}
		o := extract.Official{Name: f[1]}
		for _, part := range f[2:] {
			act, office, event := strings.Cut(part, "!")
			if !event {
				o.Roles = append(o.Roles, part)
				continue
			}
			office, day, _ := strings.Cut(office, "@")
			place := extract.Optional("")
			if p := officesOf(&extract.Official{Roles: []string{office}}, "quận Lê Chân"); len(p) > 0 {
				place = p[0].Place
			}
			o.Events = append(o.Events, extract.Event{Act: act, Office: office, Place: place, Date: extract.Optional(day), Text: "lời văn"})
		}
		a.Officials = []extract.Official{o}
		archive.addArticle(a, i)
	}
	x, _ := built(t, archive)
	return x
}

func steps(rows []OfficialRow) string {
	var out []string
	for _, r := range rows {
		s := fmt.Sprintf("%d %s, %s %s..%s", r.Person, r.Name, r.Role, r.From, r.To)
		if r.FromEvent != nil {
			s += " won"
		}
		if r.ToEvent != nil {
			s += " left"
		}
		if r.Past {
			s += " past"
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func TestCareers(t *testing.T) {
	for _, tc := range []struct {
		name  string
		lines []string
		want  string
	}{
		{"wordings of one office are one step", []string{
			"2019-03-01 | Tăng Bá Lộc | Bí thư Quận ủy",
			"2020-03-01 | TĂNG BÁ LỘC | BT Quận ủy Lê Chân",
		}, "1 Tăng Bá Lộc, BT Quận ủy Lê Chân 2019-03-01..2020-03-01"},
		{"what follows in one city is one career", []string{
			"2019-03-01 | Tăng Bá Lộc | Bí thư Quận ủy",
			"2020-11-01 | Tăng Bá Lộc | Giám đốc Sở Du lịch",
			"2025-03-01 | Tăng Bá Lộc | Phó Chủ tịch UBND thành phố",
		}, "1 Tăng Bá Lộc, Bí thư Quận ủy 2019-03-01..2019-03-01; 1 Tăng Bá Lộc, Giám đốc Sở Du lịch 2020-11-01..2020-11-01; 1 Tăng Bá Lộc, Phó Chủ tịch UBND thành phố 2025-03-01..2025-03-01"},
		{"namesakes in two units at once stay apart", []string{
			"2019-03-01 | Tăng Bá Lộc | Bí thư Quận ủy",
			"2020-03-01 | Tăng Bá Lộc | Chủ tịch UBND huyện Cát Hải",
			"2021-03-01 | Tăng Bá Lộc | Bí thư Quận ủy",
			"2022-03-01 | Tăng Bá Lộc | Chủ tịch UBND huyện Cát Hải",
		}, "1 Tăng Bá Lộc, Bí thư Quận ủy 2019-03-01..2021-03-01; 2 Tăng Bá Lộc, Chủ tịch UBND huyện Cát Hải 2020-03-01..2022-03-01"},
		{"an article that names both joins them", []string{
			"2019-03-01 | Tăng Bá Lộc | Bí thư Quận ủy",
			"2020-03-01 | Tăng Bá Lộc | Chủ tịch UBND huyện Cát Hải",
			"2021-03-01 | Tăng Bá Lộc | Bí thư Quận ủy | nguyên Chủ tịch UBND huyện Cát Hải",
			"2022-03-01 | Tăng Bá Lộc | Chủ tịch UBND huyện Cát Hải",
		}, "1 Tăng Bá Lộc, Bí thư Quận ủy 2019-03-01..2021-03-01; 1 Tăng Bá Lộc, Chủ tịch UBND huyện Cát Hải 2020-03-01..2022-03-01"},
		{"communes are too many to join by name and time", []string{
			"2019-03-01 | Tăng Bá Lộc | Chủ tịch UBND phường An Biên",
			"2021-03-01 | Tăng Bá Lộc | Bí thư Quận ủy",
		}, "1 Tăng Bá Lộc, Chủ tịch UBND phường An Biên 2019-03-01..2019-03-01; 2 Tăng Bá Lộc, Bí thư Quận ủy 2021-03-01..2021-03-01"},
		{"another city is another person", []string{
			"2019-03-01 | Tăng Bá Lộc | Bí thư Quận ủy",
			"2021-03-01 | Tăng Bá Lộc | Giám đốc Sở Y tế tỉnh Quảng Ninh",
		}, "1 Tăng Bá Lộc, Bí thư Quận ủy 2019-03-01..2019-03-01; 2 Tăng Bá Lộc, Giám đốc Sở Y tế tỉnh Quảng Ninh 2021-03-01..2021-03-01"},
		{"long after is another person", []string{
			"2010-03-01 | Tăng Bá Lộc | Bí thư Quận ủy",
			"2021-03-01 | Tăng Bá Lộc | Giám đốc Sở Y tế",
		}, "1 Tăng Bá Lộc, Bí thư Quận ủy 2010-03-01..2010-03-01; 2 Tăng Bá Lộc, Giám đốc Sở Y tế 2021-03-01..2021-03-01"},
		{"dated events bound a step, a past office ends before", []string{
			"2020-07-03 | Tăng Bá Lộc | Bí thư Quận ủy | appointed!Bí thư Quận ủy@2020-07-01",
			"2021-07-03 | Tăng Bá Lộc | Bí thư Quận ủy | left!Bí thư Quận ủy@2021-07-02",
			"2022-07-03 | Tăng Bá Lộc | nguyên Bí thư Quận ủy",
		}, "1 Tăng Bá Lộc, Bí thư Quận ủy 2020-07-01..2021-07-02 won left"},
		{"only ever past", []string{
			"2022-07-03 | Tăng Bá Lộc | nguyên Bí thư Quận ủy",
		}, "1 Tăng Bá Lộc, nguyên Bí thư Quận ủy ..2022-07-03 past"},
	} {
		rows, err := career(t, tc.lines...).Officials(t.Context(), "Tăng Bá Lộc", Filter{})
		if err != nil {
			t.Fatal(err)
		}
		if got := steps(rows); got != tc.want {
			t.Errorf("%s:\n got %s\nwant %s", tc.name, got, tc.want)
		}
	}
}

func TestHolders(t *testing.T) {
	x := career(t,
		"2019-03-01 | Tăng Bá Lộc | Bí thư Quận ủy",
		"2020-03-01 | Tăng Bá Lộc | Bí thư Quận ủy",
		"2020-09-01 | Lục Văn Ninh | Bí thư Quận ủy | appointed!Bí thư Quận ủy@2020-08-15",
		"2021-09-01 | Lục Văn Ninh | Bí thư Quận ủy Lê Chân",
		"2022-09-01 | Mạc Đình Khôi | Bí thư Quận ủy",
		"2020-05-01 | Giang Văn Phúc | Bí thư Quận ủy Kiến An",
		"2018-03-01 | Bạch Thị Hoa | Chủ tịch UBND quận | Phó Bí thư Quận ủy",
		"2018-09-01 | Bạch Thị Hoa | Chủ tịch UBND quận Lê Chân | Phó Bí thư Quận ủy",
		"2018-03-01 | Khúc Văn Lợi | Phó Chủ tịch UBND quận",
		"2018-09-01 | Khúc Văn Lợi | Phó Chủ tịch UBND quận",
		"2018-03-01 | Doãn Văn Thịnh | Chủ tịch HĐND quận",
		"2018-09-01 | Doãn Văn Thịnh | Chủ tịch HĐND quận",
		"2018-05-01 | Thạch Văn Hòa | Giám đốc Sở Văn hóa",
	)
	for _, tc := range []struct{ office, day, place, want string }{
		{"Bí thư Quận ủy Lê Chân", "2019-06-01", "", "held Tăng Bá Lộc"},
		{"bí thư quận uỷ", "2019-06-01", "quận Lê Chân", "held Tăng Bá Lộc"},
		{"Bí thư Quận ủy Lê Chân", "2020-08-01", "", "held Tăng Bá Lộc"}, // to the successor's appointment
		{"Bí thư Quận ủy Lê Chân", "2020-08-20", "", "held Lục Văn Ninh"},
		{"Bí thư Quận ủy Lê Chân", "2022-01-01", "", "before Lục Văn Ninh, after Mạc Đình Khôi"}, // no appointment is told
		{"Bí thư Quận ủy Lê Chân", "2018-01-01", "", "after Tăng Bá Lộc"},
		{"Bí thư Quận ủy", "2020-05-01", "", "held Tăng Bá Lộc Giang Văn Phúc"},
		{"Bí thư Quận ủy Đồ Sơn", "2020-05-01", "", ""},
		{"Chủ tịch UBND quận Lê Chân", "2020-05-01", "", "before Bạch Thị Hoa"},
		// By words of the office; who is asked for is not the deputy.
		{"Chủ tịch UBND", "2018-05-01", "quận Lê Chân", "held Bạch Thị Hoa"},
		{"Chủ tịch UBND", "2018-05-01", "", "held Bạch Thị Hoa"},
		{"Chủ tịch UBND", "2018-05-01", "quận Kiến An", ""},
		{"Chủ tịch", "2018-05-01", "quận Lê Chân", "held Bạch Thị Hoa Doãn Văn Thịnh"},
		{"Chủ tịch quận Lê Chân", "2018-05-01", "", "held Bạch Thị Hoa Doãn Văn Thịnh"},
		{"Phó Chủ tịch", "2018-05-01", "quận Lê Chân", "held Khúc Văn Lợi"},
		{"UBND quận Lê Chân", "2018-05-01", "", "held Bạch Thị Hoa Khúc Văn Lợi"},
		{"Bí thư", "2020-05-01", "", "held Tăng Bá Lộc Giang Văn Phúc"},
		{"Bí thư", "2018-05-01", "", "after Tăng Bá Lộc"},
		// Without marks, in small letters, without the unit's type.
		{"bi thu quan uy le chan", "2019-06-01", "", "held Tăng Bá Lộc"},
		{"bí thư quận ủy lê chân", "2019-06-01", "", "held Tăng Bá Lộc"},
		{"bi thu quan uy kien an", "2020-05-01", "", "held Giang Văn Phúc"},
		{"chu tich ubnd le chan", "2018-05-01", "", "held Bạch Thị Hoa"},
		{"chu tich hdnd quan le chan", "2018-05-01", "", "held Doãn Văn Thịnh"},
		{"bi thu quan uy do son", "2019-06-01", "", ""},
		{"giam doc so van hoa", "2018-05-01", "", "held Thạch Văn Hòa"}, // no office of xã Văn Hóa
		{"chu tich ubnd van hoa", "2018-05-01", "", ""},
	} {
		h, err := x.Holders(t.Context(), tc.office, tc.day, Filter{Place: tc.place})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, part := range []struct {
			what string
			rows []OfficialRow
		}{{"held", h.Held}, {"before", h.Before}, {"after", h.After}} {
			if len(part.rows) == 0 {
				continue
			}
			s := part.what
			for _, r := range part.rows {
				s += " " + r.Name
			}
			got = append(got, s)
		}
		if s := strings.Join(got, ", "); s != tc.want {
			t.Errorf("%s on %s: got %q, want %q", tc.office, tc.day, s, tc.want)
		}
	}
}
