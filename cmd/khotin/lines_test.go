package main

import (
	"bufio"
	"io"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestNextLine: a line that is too long is passed over, and the next is read.
func TestNextLine(t *testing.T) {
	long := strings.Repeat("cảng ", longestLine/4)
	for _, last := range []string{"cuối", "cuối\n", "cuối\r\n"} {
		r := bufio.NewReaderSize(strings.NewReader("một\r\n\n"+long+"\n"+strings.Repeat("b", longestLine-1)+"\n"+last), longestLine)
		for i, want := range []struct {
			line  string
			whole bool
		}{{"một", true}, {"", true}, {"cảng", false}, {strings.Repeat("b", longestLine-1), true}, {"cuối", true}} {
			line, whole, err := nextLine(r)
			if err != nil || whole != want.whole || whole && line != want.line || !strings.HasPrefix(line, want.line) || !utf8.ValidString(line) {
				t.Errorf("line %d: %.20q of %d bytes, %v, %v", i, line, len(line), whole, err)
			}
		}
		if line, _, err := nextLine(r); err != io.EOF || line != "" {
			t.Errorf("after %q: %q, %v", last, line, err)
		}
	}
	r := bufio.NewReaderSize(strings.NewReader(long), longestLine)
	if line, whole, err := nextLine(r); err != nil || whole || len(line) > 100 {
		t.Errorf("a long last line: %d bytes, %v, %v", len(line), whole, err)
	}
	if _, _, err := nextLine(r); err != io.EOF {
		t.Errorf("after it: %v, want the end", err)
	}
}
