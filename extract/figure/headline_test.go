package figure_test

import (
	"slices"
	"testing"

	"khotin/extract/figure"
)

func TestHeadline(t *testing.T) {
	body := []string{"Chiều 22/9, Quận ủy Lê Chân họp.", "Thu ngân sách 9 tháng đầu năm ước đạt 512,4 tỷ đồng, bằng 71,2% kế hoạch thành phố giao."}
	for _, c := range []struct {
		title string
		want  bool
	}{
		{"Quận Lê Chân: Thu ngân sách 9 tháng đầu năm ước đạt 521,4 tỷ đồng", true},
		{"Quận Lê Chân: Thu ngân sách 9 tháng đầu năm ước đạt 512,4 tỷ đồng", false},
		{"Quận Lê Chân: Thu ngân sách 9 tháng đầu năm ước đạt 512 tỷ đồng", false},     // rounded
		{"Quận Lê Chân: Thu ngân sách 9 tháng đầu năm ước đạt hơn 500 tỷ đồng", false}, // said roughly
		{"Quận Lê Chân: Chi ngân sách 9 tháng đầu năm ước đạt 521,4 tỷ đồng", false},   // another thing
		{"Quận Lê Chân: Thu ngân sách tháng 9 ước đạt 62,1 tỷ đồng", false},            // another time
	} {
		_, figs := read(body, "2023-09-22", "quận Lê Chân")
		_, head := read([]string{c.title}, "2023-09-22", "quận Lê Chân")
		figure.Headline(figs, head)
		if got := slices.Contains(figs[0].Flags, "title-disagrees"); got != c.want {
			t.Errorf("%q: flagged %v, want %v (%v)", c.title, got, c.want, head)
		}
	}
}
