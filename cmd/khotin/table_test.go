package main

import (
	"bytes"
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
	text, number, id := size{90, 8, 60}, size{12, 12, 0}, size{12, 12, 0}
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
