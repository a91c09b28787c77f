package cases

import (
	"strings"
	"testing"
)

// Lists checks word lists by name: one entry a line, up to a tab, with comments
// behind "#". Each must hold its entries sorted and none twice, so that a change
// shows what it adds.
func Lists(t *testing.T, lists map[string]string) {
	t.Helper()
	for name, list := range lists {
		var entries []string
		for line := range strings.Lines(list) {
			if entry, _, _ := strings.Cut(strings.TrimSpace(line), "\t"); entry != "" && entry[0] != '#' {
				entries = append(entries, entry)
			}
		}
		if len(entries) == 0 {
			t.Errorf("%s holds nothing", name)
		}
		for i := 1; i < len(entries); i++ {
			switch strings.Compare(entries[i-1], entries[i]) {
			case 0:
				t.Errorf("%s holds %q twice", name, entries[i])
			case 1:
				t.Errorf("%s is not sorted: %q before %q", name, entries[i-1], entries[i])
			}
		}
	}
}
