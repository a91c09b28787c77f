package main

import (
	"strings"
	"testing"

	"khotin/extract"
)

func TestMarkdown(t *testing.T) {
	a := extract.Article{
		ID: "c7eac8403248", Title: "An Lão: Thu ngân sách 9 tháng", Author: "An Nhiên", Captions: []string{"Quang cảnh hội nghị."},
		Body: "Kết quả như sau:\n\nChỉ tiêu | 9 tháng | So kế hoạch\n\nThu ngân sách | 356,8 tỷ đồng\n\n# Số liệu ước tính.\n\nLãnh đạo huyện | Ảnh: CTV",
	}
	var b strings.Builder
	writeMarkdown(&b, &a)
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
	if got := b.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
