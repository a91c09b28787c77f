package render

import (
	"testing"

	"khotin/extract"
)

func TestMarkdown(t *testing.T) {
	a := extract.Article{
		ID: "c7eac8403248", Title: "An Lão: Thu ngân sách 9 tháng", Author: "An Nhiên", Captions: []string{"Quang cảnh hội nghị."},
		Body: "Kết quả như sau:\n\nChỉ tiêu | 9 tháng | So kế hoạch\n\nThu ngân sách | 356,8 tỷ đồng\n\n# Số liệu ước tính.\n\nLãnh đạo huyện | Ảnh: CTV",
	}
	want := `---
id: c7eac8403248
author: "An Nhiên"
---

# An Lão: Thu ngân sách 9 tháng

Kết quả như sau:

| Chỉ tiêu | 9 tháng | So kế hoạch |
| --- | --- | --- |
| Thu ngân sách | 356,8 tỷ đồng |  |

\# Số liệu ước tính.

Lãnh đạo huyện | Ảnh: CTV

> Quang cảnh hội nghị.
`
	if got := Markdown(&a); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestMarkdownShapes(t *testing.T) {
	a := extract.Article{
		ID: "c7eac8403248", Title: "Phường Lãm Hà báo cáo quý II",
		Body: "Kết quả thu\n\nThu đạt khá.\n\nChỉ tiêu | Quý II\n\nPhí | 95 triệu đồng\n\nTổ | Số hộ\n\nTổ 1 | 142\n\nNhiệm vụ\n\nRà soát hộ kinh doanh;\n\n- Giữ trật tự đô thị.\n\nLập danh sách.\n\nPhân công cán bộ.",
		Shapes: []extract.Shape{
			{Paragraph: 0, Kind: "heading", Level: 1}, {Paragraph: 2, Kind: "row", Table: 1}, {Paragraph: 3, Kind: "row", Table: 1},
			{Paragraph: 4, Kind: "row", Table: 2}, {Paragraph: 5, Kind: "row", Table: 2}, {Paragraph: 6, Kind: "heading"},
			{Paragraph: 7, Kind: "item"}, {Paragraph: 8, Kind: "item"}, {Paragraph: 9, Kind: "item", Ordered: true}, {Paragraph: 10, Kind: "item", Ordered: true},
		},
	}
	want := `---
id: c7eac8403248
---

# Phường Lãm Hà báo cáo quý II

## Kết quả thu

Thu đạt khá.

| Chỉ tiêu | Quý II |
| --- | --- |
| Phí | 95 triệu đồng |

| Tổ | Số hộ |
| --- | --- |
| Tổ 1 | 142 |

### Nhiệm vụ

- Rà soát hộ kinh doanh;
- Giữ trật tự đô thị.

1. Lập danh sách.
2. Phân công cán bộ.
`
	if got := Markdown(&a); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
