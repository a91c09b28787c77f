package figure

import (
	"os"
	"strings"
	"testing"
)

// The word lists are sorted by code point and hold nothing twice.
func TestLists(t *testing.T) {
	for _, name := range []string{"units.txt", "counts.txt", "heads.txt", "actions.txt", "connectors.txt", "canonical.txt"} {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		last := ""
		for line := range strings.Lines(string(b)) {
			line, _, _ = strings.Cut(strings.TrimSpace(line), "\t")
			if line == "" || line[0] == '#' {
				continue
			}
			if line <= last {
				t.Errorf("%s: %q after %q", name, line, last)
			}
			last = line
		}
	}
}
