package place

import (
	"slices"
	"strings"
	"testing"
)

func show(us []Unit) string {
	var out []string
	for _, u := range us {
		s := u.Full()
		if u.Parent != "" && u.Parent != city {
			s += "@" + u.Parent
		}
		out = append(out, s+" "+u.From+".."+u.To)
	}
	return strings.Join(out, "; ")
}

func TestUnits(t *testing.T) {
	for name, want := range map[string]string{
		"Lê Chân":               "quận Lê Chân ..2025-06-30; phường Lê Chân 2025-07-01..",
		"le chan":               "quận Lê Chân ..2025-06-30; phường Lê Chân 2025-07-01..",
		"phường Lê Chân":        "phường Lê Chân 2025-07-01..",
		"QUẬN LÊ CHÂN":          "quận Lê Chân ..2025-06-30",
		"quan le chan":          "quận Lê Chân ..2025-06-30",
		"quan toan":             "phường Quán Toan@quận Hồng Bàng ..2025-06-30",
		"An Dương":              "huyện An Dương ..2024-12-31; quận An Dương 2025-01-01..2025-06-30; phường An Dương@quận Lê Chân ..2025-06-30; thị trấn An Dương@huyện An Dương ..2024-12-31; phường An Dương 2025-07-01..",
		"Thủy Nguyên":           "huyện Thủy Nguyên ..2024-12-31; thành phố Thủy Nguyên 2025-01-01..2025-06-30; phường Thủy Nguyên 2025-07-01..",
		"TP. Hải Phòng":         "thành phố Hải Phòng ..2025-06-30; thành phố Hải Phòng 2025-07-01..",
		"tỉnh Hải Dương":        "tỉnh Hải Dương ..2025-06-30",
		"Chí Linh":              "thị xã Chí Linh@tỉnh Hải Dương ..2019-02-28; thành phố Chí Linh@tỉnh Hải Dương 2019-03-01..2025-06-30; phường Chí Linh 2025-07-01..",
		"đặc khu Bạch Long Vĩ":  "đặc khu Bạch Long Vĩ 2025-07-01..",
		"Quảng Ninh":            "tỉnh Quảng Ninh ..",
		"Nơi Không Có":          "",
		"":                      "",
		"thành phố Hồ Chí Minh": "thành phố Hồ Chí Minh ..2025-06-30; thành phố Hồ Chí Minh 2025-07-01..",
	} {
		if got := show(Units(name)); got != want {
			t.Errorf("Units(%q)\n got %s\nwant %s", name, got, want)
		}
	}
}

// The communes of the city number what Resolution 1669/NQ-UBTVQH15 counts.
func TestCommunesOf2025(t *testing.T) {
	n := map[string]int{}
	for name, us := range gaz.units {
		for _, u := range us {
			for _, s := range spansOf(name, u) {
				if s.On("2025-07-01") && s.Parent == city {
					n[s.Level]++
				}
			}
		}
	}
	if n["phường"] != 45 || n["xã"] != 67 || n["đặc khu"] != 2 || len(n) != 3 {
		t.Errorf("units on 2025-07-01: %v", n)
	}
}

func TestBreaks(t *testing.T) {
	for _, c := range []struct{ full, from, to, want string }{
		{"quận Lê Chân", "2019-01-01", "2025-12-31", "2025-07-01: quận Lê Chân ..2025-06-30 > phường Lê Chân 2025-07-01.."},
		{"quận Lê Chân", "2019-01-01", "2025-06-30", ""},
		{"phường Lê Chân", "2019-01-01", "2025-12-31", "2025-07-01: quận Lê Chân ..2025-06-30 > phường Lê Chân 2025-07-01.."},
		{"thành phố Hải Phòng", "2024-01-01", "2026-12-31", "2025-07-01: thành phố Hải Phòng ..2025-06-30; tỉnh Hải Dương ..2025-06-30 > thành phố Hải Phòng 2025-07-01.."},
		{"huyện An Dương", "2020-01-01", "2026-12-31", "2025-01-01: huyện An Dương ..2024-12-31 > quận An Dương 2025-01-01..2025-06-30"},
		{"quận An Dương", "2020-01-01", "2026-12-31", "2025-01-01: huyện An Dương ..2024-12-31 > quận An Dương 2025-01-01..2025-06-30 | 2025-07-01: quận An Dương 2025-01-01..2025-06-30 > phường An Dương 2025-07-01.."},
		{"tỉnh Hải Dương", "2020-01-01", "2026-12-31", "2025-07-01: tỉnh Hải Dương ..2025-06-30 > thành phố Hải Phòng 2025-07-01.."},
		{"thành phố Hà Nội", "2020-01-01", "2026-12-31", ""},
	} {
		var got []string
		for _, b := range Breaks(c.full, c.from, c.to) {
			got = append(got, b.Day+": "+show(b.Before)+" > "+show(b.After))
		}
		if s := strings.Join(got, " | "); s != c.want {
			t.Errorf("Breaks(%q, %s, %s)\n got %s\nwant %s", c.full, c.from, c.to, s, c.want)
		}
	}
}

// Every unit of the list of mergers is one of the lexicon, and the list is
// sorted. 63 provinces and cities became 34.
func TestMerged(t *testing.T) {
	var heirs []string
	gone := 0
	for line := range strings.Lines(mergedList) {
		heir, parts, ok := strings.Cut(strings.TrimRight(line, "\n"), "\t")
		if !ok {
			continue
		}
		heirs = append(heirs, heir)
		for _, full := range append(strings.Split(parts, ", "), heir) {
			if level, name := split(full); !gaz.has(name, level) {
				t.Errorf("unknown %q", full)
			}
			gone++
		}
		gone--
	}
	if !slices.IsSorted(heirs) || len(heirs) != 23 || gone != 63-34 {
		t.Errorf("%d heirs of %d, sorted %v", len(heirs), gone, slices.IsSorted(heirs))
	}
}
