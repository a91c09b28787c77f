package main

import (
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// marked is a paragraph that Markdown, which manual pages are made of, does not
// read as one.
var marked = regexp.MustCompile(`^([-+*] |#+ |>|\d+[.)] )`)

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
		for p := range strings.SplitSeq(cmd.Long, "\n\n") {
			if marked.MatchString(p) {
				t.Errorf("%s: manual pages take for a list or a heading: %q", cmd.CommandPath(), p)
			}
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
