package main

import (
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// TestHelp: every command says what it ends with, and shows one real example.
func TestHelp(t *testing.T) {
	c := &cli{world: world{Getenv: func(string) string { return "" }}}
	n := 0
	var walk func(*cobra.Command)
	walk = func(cmd *cobra.Command) {
		for _, sub := range cmd.Commands() {
			walk(sub)
		}
		if strings.Count(cmd.Long, "EXIT STATUS") != 1 {
			t.Errorf("%s: its help has EXIT STATUS %d times", cmd.CommandPath(), strings.Count(cmd.Long, "EXIT STATUS"))
		}
		if strings.HasPrefix(cmd.CommandPath(), "khotin completion") {
			return // cobra's own, with examples in the text
		}
		n++
		if !strings.Contains(cmd.Example, "khotin ") {
			t.Errorf("%s: its help has no example", cmd.CommandPath())
		}
	}
	walk(c.root())
	if n < 20 {
		t.Errorf("only %d commands", n)
	}
}

// TestColoured: brackets and labels of findings are coloured, lines end
// without colour, and nothing but colour is added.
func TestColoured(t *testing.T) {
	plain := "[d1 Sáng\n14/3], [m hội nghị [o1 Lê A] họp] [của bài].\n\ndates\n  d1   Sáng 14/3: 2023-03-14\n"
	got := coloured(plain)
	const off = "\x1b[0m"
	want := "\x1b[0;36m[d1 Sáng" + off + "\n\x1b[0;36m14/3]" + off + ", \x1b[0;32m[m hội nghị \x1b[0;35m[o1 Lê A]\x1b[0;32m họp]" + off +
		" [của bài]" + off + ".\n\ndates\n\x1b[0;36m  d1 " + off + "  Sáng 14/3: 2023-03-14\n"
	if got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}
