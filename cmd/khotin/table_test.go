package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"
)

// columnsOf counts the columns that a terminal gives to a text.
func columnsOf(s string) (n int) {
	for _, r := range s {
		switch {
		case unicode.In(r, unicode.Mn, unicode.Me):
		case width.LookupRune(r).Kind() == width.EastAsianWide, width.LookupRune(r).Kind() == width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}

// TestTableColumns: columns stand below each other, whatever the text is made
// of: combining marks, dashes, wide signs.
func TestTableColumns(t *testing.T) {
	var b bytes.Buffer
	c := &cli{world: world{Stdout: &b, Getenv: func(string) string { return "" }}}
	rows := []string{"quận Lê Chân", norm.NFD.String("quận Lê Chân"), "2016–2021 — a", "Ｂình－wide", "x"}
	emitTable(c, []column[string]{
		{name: "place", cell: func(s string) string { return s }},
		{name: "n", cell: func(s string) string { return "|1.234,5" }, right: true},
	}, rows)
	at := -1
	for line := range strings.Lines(b.String()) {
		before, _, ok := strings.Cut(line, "|")
		if !ok {
			continue
		}
		if n := columnsOf(before); at < 0 {
			at = n
		} else if n != at {
			t.Errorf("column %d, want %d: %q", n, at, line)
		}
	}
	if at < 0 {
		t.Fatal("no rows")
	}
}

func TestFit(t *testing.T) {
	text, number, id := size{natural: 90, least: 8, wish: 60}, size{natural: 12, least: 12, number: true}, size{natural: 12, least: 12}
	for _, c := range []struct {
		width int
		want  []int
	}{
		{0, []int{60, 0, 0}},   // no terminal
		{200, []int{60, 0, 0}}, // room enough
		{80, []int{52, 0, 0}},
		{30, []int{16, 0, 0}}, // never narrower, and numbers stay whole
	} {
		if got := fit([]size{text, number, id}, c.width); !slices.Equal(got, c.want) {
			t.Errorf("%d columns: %v, want %v", c.width, got, c.want)
		}
	}
	if s := sizeOf("value", [][]string{{"1.223.771 tỷ"}}, 0, 0, true); s.least != 12 {
		t.Errorf("a number may be cut to %d", s.least)
	}
	if s := sizeOf("x", [][]string{{"a very-long-single-word b"}}, 0, 0, false); s.least != 21 {
		t.Errorf("a word may be cut to %d", s.least)
	}
}

// TestTableFits: on terminals of every width a table stays within it and every
// number is whole, beside its unit; every word stands there once, in order.
func TestTableFits(t *testing.T) {
	type row struct{ indicator, place, value, unit, basis, article string }
	rows := []row{
		{"Thu ngân sách nhà nước trên địa bàn", "quận Lê Chân", "1.223.771,25", "tỷ đồng", "kế hoạch thành phố giao", "0f0b55900000"},
		{norm.NFD.String("Số hộ nghèo và hộ cận nghèo được hỗ trợ"), "huyện Vĩnh Bảo", "48–52", "hộ", "", "1dd380c72320"},
		{"Giá trị sản xuất", "thành phố Hải Phòng", "-12,5", "%", "cùng kỳ năm 2019 — đã điều chỉnh", "6d515b9c19e8"},
	}
	columns := []column[row]{
		{name: "indicator", cell: func(r row) string { return r.indicator }, width: 30},
		{name: "place", cell: func(r row) string { return r.place }},
		{name: "value", cell: func(r row) string { return r.value }, right: true},
		{name: "unit", cell: func(r row) string { return r.unit }, beside: true},
		{name: "basis", cell: func(r row) string { return r.basis }, width: 28},
		{name: "article", cell: func(r row) string { return r.article }},
	}
	shapes := map[string]int{}
	for width := 32; width <= 140; width++ {
		var b bytes.Buffer
		tableWithin(&cli{world: world{Stdout: &b, Getenv: func(string) string { return "" }}}, columns, rows, width)
		out := b.String()
		lines := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
		for _, l := range lines {
			if n := columnsOf(l); n > width {
				t.Errorf("%d columns: a line of %d: %q", width, n, l)
			}
		}
		shape := "bands"
		switch {
		case len(strings.Fields(lines[0])) == len(columns):
			shape = "table"
		case strings.Contains(lines[0], "Thu"):
			shape = "cards"
		}
		shapes[shape]++
		plain := strings.Join(strings.Fields(out), " ")
		for _, r := range rows {
			if !strings.Contains(plain, r.value+" "+r.unit) {
				t.Errorf("%d columns: %s %s is not whole:\n%s", width, r.value, r.unit, out)
			}
		}
		for _, word := range []string{"ngân", "nghèo", "Hải", "0f0b55900000", "điều", "—"} {
			if n, want := strings.Count(norm.NFC.String(out), word), strings.Count(norm.NFC.String(fmt.Sprint(rows)), word); n != want {
				t.Errorf("%d columns: %q stands there %d times, not %d:\n%s", width, word, n, want, out)
			}
		}
	}
	if shapes["table"] == 0 || shapes["bands"] == 0 || shapes["cards"] == 0 {
		t.Errorf("not every shape: %v", shapes)
	}
}
