package render

import (
	"strings"
	"testing"

	"khotin/extract"
)

func TestSnippet(t *testing.T) {
	s := "Quận\nThu ngân\x1b[2J sách"
	marks := []extract.Span{{0, 4}, {9, 13}}
	if got, want := Snippet(s, marks, false), "… Quận Thu ngân[2J sách …"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	got, want := Snippet(s, marks, true), "… \x1b[1;33mQuận\x1b[0m Thu \x1b[1;33mngân\x1b[0m[2J sách …"
	if got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if strings.Count(got, "\x1b") != 2*len(marks) {
		t.Error("the text itself steers the terminal")
	}
	if got := Snippet("", nil, true); got != "" {
		t.Errorf("%q of nothing", got)
	}
}
