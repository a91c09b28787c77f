package chart

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image"
	_ "image/png"
	"io"
	"slices"
	"strings"
	"testing"

	"khotin/extract"
	"khotin/extract/text"
	"khotin/index"
)

func sample() *Chart {
	return &Chart{
		Title: "Thu ngân sách trên địa bàn", Unit: "tỷ đồng",
		Lines: []Line{
			{Name: "quận Lê Chân", Points: []Point{
				{End: "2019-12-31", Label: "2019", Value: 812.4, Source: 1},
				{End: "2020-12-31", Label: "2020", Value: 850, Source: 1, Mark: "target"},
				{End: "2022-12-31", Label: "2022", Value: 1046.9, Source: 2},
			}},
			{Name: "huyện Thủy Nguyên", Points: []Point{{End: "2021-12-31", Label: "2021", Value: 1200, Source: 3}}},
		},
		Sources: []string{"0f0b5590, 2019-12-17, Kỳ họp thứ 10", "a32da139, 2022-12-21, Tổng kết", "77aa, Đại hội"},
	}
}

func TestTerminal(t *testing.T) {
	var b strings.Builder
	if err := sample().Terminal(&b, 80); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"1.200 ┤", "Thu ngân sách trên địa bàn (tỷ đồng)", "  2019  812,4  [1]\n", "  2020  850  target [1]\n",
		"huyện Thủy Nguyên\n  2021  1.200  [3]\n", "[3] 77aa, Đại hội\n",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in\n%s", want, b.String())
		}
	}
	for line := range strings.Lines(b.String()) {
		if n := len([]rune(strings.TrimRight(line, "\n"))); n > 80 {
			t.Errorf("%d columns: %s", n, line)
		}
	}
	one := &Chart{Unit: "ha", Lines: []Line{{Points: []Point{{End: "2020-12-31", Label: "2020", Value: 7, Source: 1}}}}, Sources: []string{"x"}}
	if err := one.Terminal(io.Discard, 40); err != nil {
		t.Error(err)
	}
}

func TestImage(t *testing.T) {
	var svg, png bytes.Buffer
	if err := sample().Image(&svg, "svg"); err != nil {
		t.Fatal(err)
	}
	// Every label is text of the file, not outlines, and whole.
	var texts []string
	for d := xml.NewDecoder(&svg); ; {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if s, ok := tok.(xml.CharData); ok {
			texts = append(texts, strings.TrimSpace(string(s)))
		}
	}
	all := strings.Join(texts, "\n")
	for _, want := range []string{"Thu ngân sách trên địa bàn", "tỷ đồng", "quận Lê Chân", "huyện Thủy Nguyên", "2019", "[3]", "[1] 0f0b5590, 2019-12-17, Kỳ họp thứ 10", "1.200"} {
		if !strings.Contains(all, want) {
			t.Errorf("no %q in the SVG:\n%s", want, all)
		}
	}
	if err := sample().Image(&png, "png"); err != nil {
		t.Fatal(err)
	}
	im, format, err := image.Decode(&png)
	if err != nil || format != "png" || im.Bounds().Dx() < 1000 {
		t.Errorf("%v, %s, %v", err, format, im.Bounds())
	}
	if err := sample().Image(io.Discard, "bmp"); err == nil {
		t.Error("bmp is no error")
	}
}

// TestOf: a chart holds periods of one kind, and says how many points it left.
func TestOf(t *testing.T) {
	point := func(kind, start, end string, v int64) index.Point {
		return index.Point{Period: extract.Period{Start: start, End: end}, Kind: kind, Version: index.Version{Value: text.NewDecimal(v, 0), Status: "actual"}}
	}
	nine := func(year string, v int64) index.Point { return point("9 months", year+"-01-01", year+"-09-30", v) }
	ch := Of([]index.Series{
		{Indicator: "thu ngân sách", Place: "quận Lê Chân", Unit: "tỷ đồng", Points: []index.Point{
			nine("2019", 500), point(index.KindYear, "2019-01-01", "2019-12-31", 800), nine("2020", 550), nine("2021", 600),
			point(index.KindMonth, "2021-10-01", "2021-10-31", 60),
		}},
		{Indicator: "thu ngân sách", Place: "huyện An Lão", Unit: "tỷ đồng", Points: []index.Point{point(index.KindYear, "2019-01-01", "2019-12-31", 80)}},
	})
	if len(ch.Lines) != 1 || len(ch.Lines[0].Points) != 3 || ch.Kind != "9 months" || ch.Left != 3 {
		t.Errorf("%d points of %q left, lines %+v", ch.Left, ch.Kind, ch.Lines)
	}
}

func TestNumber(t *testing.T) {
	for want, got := range map[string]string{"1.223,77": number(1223.771, 2), "-4,66": number(-4.66, -1), "1.234.567": number(1234567, 0), "999": number(999, 0)} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// TestPlaces: periods are as far from each other as in time.
func TestPlaces(t *testing.T) {
	for _, tc := range []struct {
		ends string
		want []int
	}{
		{"2019-09-30 2020-09-30 2021-09-30 2023-09-30 2024-09-30", []int{0, 1, 2, 4, 5}},
		{"2019-12-31 2021-12-31", []int{0, 1}},
		{"2023-03-31 2023-06-30 2023-12-31", []int{0, 1, 3}},
		{"2023-03-01 2023-03-05 2023-04-02", []int{0, 1, 2}},
		{"2003-01-31 2003-02-28 2023-01-31", []int{0, 1, 2}},
		{"2023-12-31", []int{0}},
		{"", nil},
	} {
		if got := places(strings.Fields(tc.ends)); !slices.Equal(got, tc.want) {
			t.Errorf("%s: %v, want %v", tc.ends, got, tc.want)
		}
	}
	labels, at := sample().periods()
	if want := []string{"2019", "2020", "2021", "2022"}; !slices.Equal(labels, want) || at["2022"] != 3 {
		t.Errorf("%q, %v", labels, at)
	}
	gap := &Chart{Unit: "ha", Lines: []Line{{Points: []Point{{End: "2020-12-31", Label: "2020", Value: 7, Source: 1}, {End: "2021-12-31", Label: "2021", Value: 8, Source: 1}, {End: "2024-12-31", Label: "2024", Value: 9, Source: 1}}}}, Sources: []string{"x"}}
	if labels, _ := gap.periods(); !slices.Equal(labels, []string{"2020", "2021", "", "", "2024"}) {
		t.Errorf("%q", labels)
	}
	if g := gap.Graph(80, 8); !strings.Contains(g, "2024") || !strings.Contains(g, "2020") {
		t.Errorf("the axis:\n%s", g)
	}
}

// TestCut: a source that is too long keeps its portal.
func TestCut(t *testing.T) {
	long := strings.Repeat("Thu ngân sách ", 20)
	for _, tc := range []struct{ source, begins, ends string }{
		{"[1] a1, " + long + ", thanhpho", "[1] a1, Thu", "…, thanhpho"},
		{"[1] " + long, "[1] Thu", "…"},
		{"[1] a1, ngắn, anhp", "[1] a1, ngắn", ", anhp"},
	} {
		if got := cut(tc.source); !strings.HasPrefix(got, tc.begins) || !strings.HasSuffix(got, tc.ends) || len([]rune(got)) > sourceRunes {
			t.Errorf("%q → %q", tc.source, got)
		}
	}
}
