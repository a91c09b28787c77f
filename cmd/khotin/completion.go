package main

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"khotin/index"
	"khotin/index/export"
)

// Completions must not keep a user waiting.
const (
	completionTime = 700 * time.Millisecond
	completionMost = 200
)

// fixedValues are what flags take, where that is always the same.
var fixedValues = map[string][]string{
	"status":  {"actual", "estimate", "target"},
	"measure": {"level", "ratio", "growth"},
	"period":  append(slices.Clone(periodKinds), "9 months"),
	"sort":    {"relevance", "date"},
	"facets":  index.FacetNames,
	"kind":    index.MeetingKinds,
}

// completed adds what the shell offers for flags and arguments to a command
// and those below it.
func (c *cli) completed(cmd *cobra.Command) {
	for flag, values := range fixedValues {
		if cmd.Flags().Lookup(flag) != nil {
			_ = cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
		}
	}
	for flag, kind := range map[string]string{"place": index.Places, "office": index.Offices, "site": index.Sites, "attendee": index.Names} {
		if cmd.Flags().Lookup(flag) != nil {
			// The flag exists and has none yet: the only errors there are.
			_ = cmd.RegisterFlagCompletionFunc(flag, c.offer(kind))
		}
	}
	if cmd.Flags().Lookup("format") != nil {
		_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(formatsOf(cmd), cobra.ShellCompDirectiveNoFileComp))
	}
	kind := map[string]string{"figures": index.Indicators, "officials": index.Names}[cmd.Name()]
	if kind != "" && cmd.ValidArgsFunction == nil {
		cmd.ValidArgsFunction = c.offer(kind)
	}
	if parent := cmd.Parent(); parent != nil && parent.Name() == "watch" && cmd.Name() != "list" {
		cmd.ValidArgsFunction = c.offerWatches
	}
	for _, sub := range cmd.Commands() {
		c.completed(sub)
	}
}

// offerWatches completes the names of saved queries.
func (c *cli) offerWatches(cmd *cobra.Command, given []string, _ string) (names []string, _ cobra.ShellCompDirective) {
	err := c.withWatches(cmd.Context(), func(ws *index.Watches) (err error) {
		names, err = ws.Names()
		return err
	})
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return slices.DeleteFunc(names, func(name string) bool { return slices.Contains(given, name) }), cobra.ShellCompDirectiveNoFileComp
}

// completionExamples show how each shell is told to complete.
var completionExamples = map[string]string{
	"bash": "  source <(khotin completion bash)\n" +
		"  khotin completion bash > ~/.local/share/bash-completion/completions/khotin",
	"fish":       "  khotin completion fish > ~/.config/fish/completions/khotin.fish",
	"powershell": "  khotin completion powershell | Out-String | Invoke-Expression",
	"zsh":        "  khotin completion zsh > \"${fpath[1]}/_khotin\"",
}

// needsPackage is what the script that cobra writes for bash calls for.
const needsPackage = "In bash it needs the package bash-completion, without which bash tells at every Tab that it\n" +
	"does not find the command _get_comp_words_by_ref."

// describeAdded says in khotin's own words what the commands do that cobra adds.
func describeAdded(root *cobra.Command) {
	for _, cmd := range root.Commands() {
		switch cmd.Name() {
		case "help":
			cmd.Long, cmd.Example = "Show the help of a command.", "  khotin help figures"
		case "completion":
			cmd.Short = "Completion of commands, flags and values in the shell"
			cmd.Long = "Write the script by which a shell completes commands, flags and their values, those of the\n" +
				"archive among them: places, indicators, names.\n\n" + needsPackage
			cmd.Example = completionExamples["bash"]
			for _, sub := range cmd.Commands() {
				sub.Short, sub.Example = "Completion in "+sub.Name(), completionExamples[sub.Name()]
				sub.Long = "Write the script for " + sub.Name() + "; it works in every shell that reads it from then on."
				if sub.Name() == "bash" {
					sub.Long += "\n\n" + needsPackage
				}
				if f := sub.Flags().Lookup("no-descriptions"); f != nil {
					f.Usage = "no descriptions beside the values"
				}
			}
		}
	}
}

// formatsOf reads the formats of a command from its help.
func formatsOf(cmd *cobra.Command) []string {
	if parent := cmd.Parent(); parent != nil && parent.Name() == "export" {
		return export.Formats
	}
	usage, _, _ := strings.Cut(cmd.Flags().Lookup("format").Usage, " (")
	return strings.FieldsFunc(strings.ReplaceAll(usage, " or ", ", "), func(r rune) bool { return r == ',' || r == ' ' })
}

// offer completes from the index; without an archive there is nothing to
// offer, and nothing to say.
func (c *cli) offer(kind string) cobra.CompletionFunc {
	return func(cmd *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
		ctx, cancel := context.WithTimeout(cmd.Context(), completionTime)
		defer cancel()
		ix, err := c.openIndex(ctx)
		if err != nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		defer ix.Close()
		values, err := ix.Complete(ctx, kind, typed, completionMost)
		if err != nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return values, cobra.ShellCompDirectiveNoFileComp
	}
}
