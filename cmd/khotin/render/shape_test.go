package render

import (
	"strings"
	"testing"

	"khotin/extract"
)

// TestSetShapes sets headings, lists and tables as such, and keeps findings in
// their place behind the sign of an item.
func TestSetShapes(t *testing.T) {
	a := extract.Article{
		ID: "c7eac8403248", Title: "Phường Lãm Hà báo cáo quý II",
		Body: "Kết quả thu\n\nChỉ tiêu | Quý II\n\nPhí | 95\n\nHọp ngày 5/4/2022.\n\nRà soát.\n\nMột.\n\nHai.",
		Shapes: []extract.Shape{{Paragraph: 0, Kind: "heading", Level: 2}, {Paragraph: 1, Kind: "row", Table: 1}, {Paragraph: 2, Kind: "row", Table: 1},
			{Paragraph: 3, Kind: "item"}, {Paragraph: 4, Kind: "item"}, {Paragraph: 5, Kind: "item", Ordered: true}, {Paragraph: 6, Kind: "item", Ordered: true}},
		Dates: []extract.Date{{Text: "ngày 5/4/2022", Start: "2022-04-05", End: "2022-04-05", Grain: "day", Paragraph: 3, Span: extract.Span{4, 17}, Rule: "day"}},
	}
	p := Set(&a, Options{})
	want := `
Kết quả thu
-----------

Chỉ tiêu | Quý II
Phí | 95

- Họp [d1 ngày 5/4/2022].
- Rà soát.

1. Một.
2. Hai.
`
	if got := p.String(); !strings.Contains(got, want) {
		t.Errorf("got\n%s\nwant in it\n%s", got, want)
	}
	for _, line := range p.Lines {
		if !strings.HasPrefix(line.Text, "- Họp") {
			continue
		}
		if len(line.Runs) != 1 || string([]rune(line.Text)[line.Runs[0].From:line.Runs[0].To]) != "[d1 ngày 5/4/2022]" {
			t.Errorf("the finding stands at %v of %q", line.Runs, line.Text)
		}
	}
}
