package main

import (
	"context"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"khotin/crawler/archive"
	"khotin/extract"
	"khotin/index"
)

func (c *cli) showCommand() *cobra.Command {
	why, raw := false, false
	cmd := &cobra.Command{
		Use:     "show ID",
		Short:   "One article with its findings marked",
		Long:    "Print an article with its findings in brackets, and list them below it.",
		Example: "  khotin show 3f0c9a --why",
		Args:    oneID("show"),
		RunE: func(cmd *cobra.Command, args []string) error {
			a, err := ask(c, func(ix *index.Index, _ index.Filter) (extract.Article, error) {
				return ix.Article(cmd.Context(), args[0])
			})
			switch {
			case err != nil:
				return err
			case raw:
				return c.showRaw(cmd.Context(), &a)
			case c.format == "json":
				enc := jsonTo(c.Stdout)
				return enc.Encode(a)
			}
			return c.showText(&a, why)
		},
	}
	cmd.Flags().BoolVar(&why, "why", false, "name the rule and the place behind each finding")
	cmd.Flags().BoolVar(&raw, "raw", false, "the archived page itself, byte for byte")
	c.formats(cmd, "text", "markdown", "json")
	return cmd
}

// oneID is an error unless a command is given one id.
func oneID(command string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) != 1 {
			return wrongUse("khotin search shows the ids of articles", "%s needs one id, %d given", command, len(args))
		}
		return nil
	}
}

// showText prints an article with its findings, coloured on a terminal.
func (c *cli) showText(a *extract.Article, why bool) error {
	if !c.colours() {
		return c.render(a, false, why)
	}
	var b strings.Builder
	plain := *c
	plain.Stdout = &b
	if err := plain.render(a, false, why); err != nil {
		return err
	}
	_, err := io.WriteString(c.Stdout, coloured(b.String()))
	return err
}

// findingColours are the colours of findings by the letter of their label.
var findingColours = map[byte]string{'d': "36", 'o': "35", 'f': "33", 'm': "32", 'r': "34"}

// bracketOrLabel is what begins or ends a marked finding, or its entry in the
// list below.
var bracketOrLabel = regexp.MustCompile(`\[(?:([dofmr]\d*) )?|\]|\n|(?m:^  ([dofmr]\d*) )`)

// coloured colours the findings of a rendered article: what is in brackets,
// and the labels of the list. Each line ends without colour.
func coloured(s string) string {
	var open []string // colours of the brackets that are open, "" for the text's own
	colour := func() string {
		for i := len(open) - 1; i >= 0; i-- {
			if open[i] != "" {
				return "\x1b[0;" + open[i] + "m"
			}
		}
		return "\x1b[0m"
	}
	var b strings.Builder
	at := 0
	for _, m := range bracketOrLabel.FindAllStringSubmatchIndex(s, -1) {
		b.WriteString(s[at:m[0]])
		found := s[m[0]:m[1]]
		at = m[1]
		switch {
		case found == "\n":
			if len(open) > 0 {
				b.WriteString("\x1b[0m")
			}
			b.WriteString(found)
			if len(open) > 0 {
				b.WriteString(colour())
			}
			if strings.HasPrefix(s[at:], "\n") { // no bracket goes on over a paragraph
				open = nil
			}
		case found == "]":
			b.WriteString(found)
			if len(open) > 0 {
				if open = open[:len(open)-1]; strings.Contains(b.String(), "\x1b") {
					b.WriteString(colour())
				}
			}
		case m[4] >= 0: // of the list
			b.WriteString("\x1b[0;" + findingColours[s[m[4]]] + "m" + found + "\x1b[0m")
		default:
			c := ""
			if m[2] >= 0 {
				c = findingColours[s[m[2]]]
			}
			if open = append(open, c); c != "" {
				b.WriteString(colour())
			}
			b.WriteString(found)
		}
	}
	b.WriteString(s[at:])
	return b.String()
}

// showRaw writes the payload of the capture that the article was read from.
func (c *cli) showRaw(_ context.Context, a *extract.Article) error {
	ar, err := archive.Open(c.dir, archive.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer ar.Close()
	r, err := ar.ReadAt(a.CaptureFile, a.CaptureOffset)
	if err != nil {
		return err
	}
	capture, err := archive.Play(r, archive.PlayOptions{})
	if err != nil {
		return fmt.Errorf("%s: %w", captureOf(a), err)
	}
	_, err = c.Stdout.Write(capture.Body)
	return err
}
