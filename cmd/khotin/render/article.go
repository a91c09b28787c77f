package render

import (
	"fmt"
	"slices"
	"strings"

	"khotin/extract"
)

// Finding is one thing to bracket in the body and to list below it.
type Finding struct {
	Label string // d1, o2, f3, m, r1: the kind, and its place among the article's, from 1
	Line  string // what it says
	Rule  string
	para  int // -1 for a caption
	span  extract.Span
	again bool // listed before
}

func findings(a *extract.Article) []Finding {
	var out []Finding
	if m := a.Meeting; m != nil {
		out = append(out, Finding{Label: "m", Line: MeetingLine(m), Rule: m.Rule, para: m.Paragraph, span: m.Span})
	}
	for i, d := range a.Dates {
		out = append(out, Finding{Label: label("d", i), Line: d.Text + ": " + Interval(d.Start, d.End), Rule: d.Rule, para: d.Paragraph, span: d.Span})
	}
	for i, o := range a.Officials {
		roles := strings.Join(o.Roles, "; ")
		if roles == "" {
			roles = "no office named"
		}
		for j, m := range o.Mentions { // listed once, bracketed everywhere
			f := Finding{Label: label("o", i), Line: o.Name + ": " + roles, Rule: m.Rule, para: -1, span: m.Span, again: j > 0}
			if m.Paragraph != nil {
				f.para = *m.Paragraph
			}
			out = append(out, f)
		}
	}
	for i, r := range a.Documents {
		out = append(out, Finding{Label: label("r", i), Line: r.Text, Rule: r.Rule, para: r.Paragraph, span: r.Span})
	}
	for i, f := range a.Figures {
		out = append(out, Finding{Label: label("f", i), Line: FigureLine(&f), Rule: f.Rule, para: f.Paragraph, span: f.Span})
	}
	return slices.DeleteFunc(out, func(f Finding) bool { return f.again && f.para < 0 })
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

func whereOf(f *Finding) string {
	if f.para < 0 {
		return "in a caption"
	}
	return fmt.Sprintf("paragraph %d, characters %d to %d", f.para+1, f.span[0]+1, f.span[1])
}

// MeetingLine tells a meeting in one line.
func MeetingLine(m *extract.Meeting) string {
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

// FigureLine tells a figure in one line.
func FigureLine(f *extract.Figure) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s", f.Indicator, Amount(f))
	fmt.Fprintf(&b, " [%s, %s]", f.Measure, f.Status)
	if f.Basis != "" {
		fmt.Fprintf(&b, " of %s", f.Basis)
	}
	if f.Period != nil {
		fmt.Fprintf(&b, "; %s", Interval(f.Period.Start, f.Period.End))
	}
	if f.Place != "" {
		fmt.Fprintf(&b, "; %s", f.Place)
	}
	if len(f.Flags) > 0 {
		fmt.Fprintf(&b, "; doubt: %s", strings.Join(f.Flags, ", "))
	}
	return b.String()
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
		{"place", string(a.Place)}, {"url", string(a.URL)}, {"file", a.File}, {"captured", captured}, {"capture", CaptureOf(a)},
	} {
		if f[1] != "" {
			out = append(out, f)
		}
	}
	return out
}

// CaptureOf names the capture that an article was read from: file, offset and
// digest; "" for none.
func CaptureOf(a *extract.Article) string {
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
