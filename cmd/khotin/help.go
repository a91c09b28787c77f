package main

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/spf13/cobra"

	"khotin/cmd/khotin/render"
)

// helpHeadings are what cobra's template of a help text says itself.
var helpHeadings = []string{"Usage:", "Aliases:", "Examples:", "Available Commands:", "Global Flags:", "Flags:", "Additional help topics:",
	`Use "{{.CommandPath}} [command] --help" for more information about a command.`}

var (
	// flagLine is a flag in a help text: its name, what it takes, its use.
	flagLine = regexp.MustCompile(`^( +(?:-\w, )?--[\w-]+)(?: ([^\s\[]+))?(\S*) {2,}(\S.*)$`)
	flagName = regexp.MustCompile(`(?m)^ +(?:-\w, )?--([\w-]+)`)
	// flagDefault ends the use of a flag.
	flagDefault = regexp.MustCompile(`^(.*) \(default (.*)\)$`)
	// commandLine is a command and what it does.
	commandLine = regexp.MustCompile(`^( +[\w-]+ +)(\S.*)$`)
	// statusLine is an exit status and what it stands for.
	statusLine = regexp.MustCompile(`^( +\d+ +)(\S.*)$`)
)

// helpWidth is how wide paragraphs of a help text are, in columns.
const helpWidth = 96

// helped puts the help of root and of every command below it into the user's
// language, and on a terminal within its width, when it is asked for.
func (c *cli) helped(root *cobra.Command) {
	width, is := c.terminal()
	if !c.speaksVietnamese() && !is {
		return
	}
	template := root.UsageTemplate()
	for _, h := range helpHeadings {
		template = strings.ReplaceAll(template, h, c.tongue(h))
	}
	root.SetUsageTemplate(template)
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) {
		fmt.Fprintf(cmd.OutOrStdout(), "%s\n\n%s", c.longHelp(cmd.Long, width), c.usageHelp(cmd.UsageString(), width))
	})
}

// longHelp translates what a command does, paragraph by paragraph, and the
// exit statuses, line by line, for a terminal of so many columns, 0 for none.
func (c *cli) longHelp(long string, width int) string {
	var out []string
	for p := range strings.SplitSeq(long, "\n\n") {
		p = strings.Trim(p, "\n")
		lines := strings.Split(p, "\n")
		if lines[0] != "EXIT STATUS" {
			whole := strings.Join(lines, " ")
			if said := c.tongue(whole); said != whole || width > 0 {
				p = strings.Join(render.Wrap(said, min(helpWidth, cmp.Or(width, helpWidth))), "\n")
			}
			out = append(out, p)
			continue
		}
		for i, line := range lines {
			if m := statusLine.FindStringSubmatch(line); m != nil {
				lines[i] = hung(m[1], c.tongue(m[2]), width)
				continue
			}
			lines[i] = c.tongue(line)
		}
		out = append(out, strings.Join(lines, "\n"))
	}
	return strings.Join(out, "\n\n")
}

// trimmed takes away the spaces that end lines.
func trimmed(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

// inTongue puts what manual pages say of a command and those below it into the
// user's language.
func (c *cli) inTongue(cmd *cobra.Command) {
	if !c.speaksVietnamese() {
		return
	}
	cmd.Long = c.longHelp(cmd.Long, 0)
	cmd.InitDefaultHelpFlag()
	for _, m := range flagName.FindAllStringSubmatch(cmd.LocalFlags().FlagUsages(), -1) {
		if f := cmd.Flag(m[1]); f != nil {
			f.Usage = c.flagUse(strings.ReplaceAll(f.Usage, "`", ""))
		}
	}
	for _, sub := range cmd.Commands() {
		c.inTongue(sub)
	}
}

// usageHelp translates the flags and sets them in two columns anew, for a
// terminal of so many columns, 0 for none. Examples stay lines of their own.
func (c *cli) usageHelp(usage string, screen int) string {
	lines := strings.Split(strings.TrimRight(usage, "\n"), "\n")
	names, uses, width := make([]string, len(lines)), make([]string, len(lines)), 0
	for i, line := range lines {
		m := flagLine.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		names[i] = m[1]
		if m[2] != "" {
			names[i] += " " + c.tongue(m[2])
		}
		names[i] += m[3]
		uses[i] = c.flagUse(m[4])
		width = max(width, text.StringWidth(names[i]))
	}
	heading := ""
	for i, line := range lines {
		if strings.HasSuffix(line, ":") && line[0] != ' ' {
			heading = line
		}
		m := commandLine.FindStringSubmatch(line)
		switch {
		case names[i] != "":
			lines[i] = hung(text.Pad(names[i], width, ' ')+"   ", uses[i], screen)
		case m != nil && heading == c.tongue("Available Commands:"):
			lines[i] = hung(m[1], m[2], screen)
		case line != "" && line[0] != ' ':
			lines[i] = hung("", line, screen)
		}
	}
	return strings.NewReplacer("[flags]", c.tongue("[flags]"), "[command]", c.tongue("[command]")).Replace(strings.Join(lines, "\n")) + "\n"
}

// flagUse translates what a flag is for.
func (c *cli) flagUse(use string) string {
	if said := c.tongue(use); said != use {
		return said
	}
	if m := flagDefault.FindStringSubmatch(use); m != nil {
		return c.tongue(m[1]) + " (" + c.tongue("default") + " " + m[2] + ")"
	}
	return use
}
