package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"

	"khotin/extract"
)

// readingWidth is how many columns running text takes.
const readingWidth = 88

// finding is one thing to bracket in the body and to list below it.
type finding struct {
	label string // d1, o2, f3, m, r1
	para  int    // -1 for a caption
	span  extract.Span
	line  string // what the list says
	rule  string
}

// render writes one article as text or Markdown. why adds the rules.
func (c *cli) render(a *extract.Article, more, why bool) error {
	var b strings.Builder
	if more {
		b.WriteString("\n")
	}
	if c.format == "markdown" {
		writeMarkdown(&b, a)
	} else {
		writeText(&b, a, why)
	}
	_, err := io.WriteString(c.Stdout, printable(b.String()))
	return err
}

func writeText(b *strings.Builder, a *extract.Article, why bool) {
	title := string(a.Title)
	if title == "" {
		title = "(no title)"
	}
	fmt.Fprintf(b, "%s\n", wrap(title))
	for _, line := range provenance(a) {
		fmt.Fprintf(b, "%-10s %s\n", line[0]+":", line[1])
	}
	found := findings(a)
	for i, p := range paragraphs(a.Body) {
		fmt.Fprintf(b, "\n%s\n", wrap(bracket(p, i, found)))
	}
	for i, cap := range a.Captions {
		if i == 0 {
			b.WriteString("\ncaptions\n")
		}
		fmt.Fprintf(b, "  %s\n", cap)
	}
	section := ""
	for _, f := range found {
		if f.line == "" {
			continue
		}
		if name := sectionOf(f.label); name != section {
			section = name
			fmt.Fprintf(b, "\n%s\n", section)
		}
		fmt.Fprintf(b, "  %-4s %s\n", f.label, f.line)
		if why {
			fmt.Fprintf(b, "       rule %s, %s\n", f.rule, whereOf(f))
		}
	}
}

// wrap breaks running text at blanks.
func wrap(s string) string {
	lines := strings.Split(text.WrapSoft(s, readingWidth), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
	}
	return strings.Join(lines, "\n")
}

// provenance gives what is known of an article beside its text, in the order
// in which it is shown.
func provenance(a *extract.Article) [][2]string {
	published := string(a.Published)
	if a.Suspect != "" {
		published += " (suspect: " + a.Suspect + ")"
	}
	captured := a.Captured
	if a.CaptureFile == "" { // a file's own time says nothing of a capture
		captured = ""
	}
	var out [][2]string
	for _, f := range [][2]string{
		{"id", a.ID}, {"published", published}, {"author", string(a.Author)}, {"source", string(a.Source)},
		{"place", string(a.Place)}, {"url", string(a.URL)}, {"file", a.File}, {"captured", captured}, {"capture", captureOf(a)},
	} {
		if f[1] != "" {
			out = append(out, f)
		}
	}
	return out
}

func captureOf(a *extract.Article) string {
	if a.CaptureFile == "" {
		return ""
	}
	return fmt.Sprintf("%s@%d %s", a.CaptureFile, a.CaptureOffset, a.Digest)
}

func paragraphs(body string) []string {
	if body == "" {
		return nil
	}
	return strings.Split(body, "\n\n")
}

func findings(a *extract.Article) []finding {
	var out []finding
	if m := a.Meeting; m != nil {
		out = append(out, finding{"m", m.Paragraph, m.Span, meetingLine(m), m.Rule})
	}
	for i, d := range a.Dates {
		out = append(out, finding{label("d", i), d.Paragraph, d.Span, fmt.Sprintf("%s: %s", d.Text, interval(d.Start, d.End)), d.Rule})
	}
	for i, o := range a.Officials {
		roles := strings.Join(o.Roles, "; ")
		if roles == "" {
			roles = "no office named"
		}
		for j, m := range o.Mentions {
			f := finding{label("o", i), -1, m.Span, o.Name + ": " + roles, m.Rule}
			if j > 0 {
				f.line = "" // listed once, bracketed everywhere
			}
			if m.Paragraph != nil {
				f.para = *m.Paragraph
			}
			out = append(out, f)
		}
	}
	for i, r := range a.Documents {
		out = append(out, finding{label("r", i), r.Paragraph, r.Span, r.Text, r.Rule})
	}
	for i, f := range a.Figures {
		out = append(out, finding{label("f", i), f.Paragraph, f.Span, figureLine(&f), f.Rule})
	}
	return slices.DeleteFunc(out, func(f finding) bool { return f.line == "" && f.para < 0 })
}

func label(kind string, i int) string { return fmt.Sprintf("%s%d", kind, i+1) }

func sectionOf(label string) string {
	switch label[0] {
	case 'm':
		return "meeting"
	case 'd':
		return "dates"
	case 'o':
		return "officials"
	case 'r':
		return "documents"
	}
	return "figures"
}

func whereOf(f finding) string {
	if f.para < 0 {
		return "in a caption"
	}
	return fmt.Sprintf("paragraph %d, characters %d to %d", f.para+1, f.span[0]+1, f.span[1])
}

func interval(start, end string) string {
	if start == end {
		return start
	}
	return start + ".." + end
}

func meetingLine(m *extract.Meeting) string {
	parts := []string{m.Kind}
	for _, p := range []struct{ name, value string }{
		{"", m.Name}, {"host ", string(m.Host)}, {"on ", string(m.Date)}, {"at ", string(m.Place)}, {"chair ", string(m.Chair)},
		{"with ", strings.Join(m.Attendees, ", ")},
	} {
		if p.value != "" {
			parts = append(parts, p.name+p.value)
		}
	}
	return strings.Join(parts, "; ")
}

func figureLine(f *extract.Figure) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s", f.Indicator, amount(f))
	fmt.Fprintf(&b, " [%s, %s]", f.Measure, f.Status)
	if f.Basis != "" {
		fmt.Fprintf(&b, " of %s", f.Basis)
	}
	if f.Period != nil {
		fmt.Fprintf(&b, "; %s", interval(f.Period.Start, f.Period.End))
	}
	if f.Place != "" {
		fmt.Fprintf(&b, "; %s", f.Place)
	}
	if len(f.Flags) > 0 {
		fmt.Fprintf(&b, "; doubt: %s", strings.Join(f.Flags, ", "))
	}
	return b.String()
}

// amount writes value, range and unit of a figure.
func amount(f *extract.Figure) string {
	s := vietnamese(f.Value)
	if f.Upper != nil {
		s += "–" + vietnamese(*f.Upper)
	}
	if f.Of != nil {
		s += "/" + vietnamese(*f.Of)
	}
	if strings.HasPrefix(f.Unit, "%") {
		return s + f.Unit
	}
	return strings.TrimSpace(s + " " + f.Unit)
}

// bracket marks the findings of one paragraph: "[d1 Chiều 22/9]". Findings may
// lie in each other; of two that cross, the later one is only listed.
func bracket(p string, para int, found []finding) string {
	var here []finding
	for _, f := range found {
		if f.para == para && f.span[0] < f.span[1] {
			here = append(here, f)
		}
	}
	slices.SortStableFunc(here, func(a, b finding) int {
		if a.span[0] != b.span[0] {
			return a.span[0] - b.span[0]
		}
		return b.span[1] - a.span[1]
	})
	runes := []rune(p)
	var b strings.Builder
	var open []int // ends of the brackets that are open
	at := 0
	upTo := func(n int) {
		for len(open) > 0 && open[len(open)-1] <= n {
			end := open[len(open)-1]
			b.WriteString(string(runes[at:end]))
			b.WriteByte(']')
			at, open = end, open[:len(open)-1]
		}
		b.WriteString(string(runes[at:n]))
		at = n
	}
	for _, f := range here {
		if f.span[1] > len(runes) {
			continue
		}
		upTo(f.span[0])
		if len(open) > 0 && open[len(open)-1] < f.span[1] {
			continue
		}
		b.WriteString("[" + f.label + " ")
		open = append(open, f.span[1])
	}
	upTo(len(runes))
	return b.String()
}
