package render

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/jedib0t/go-pretty/v6/text"

	"khotin/extract"
	"khotin/extract/strip"
)

// readingWidth is how many columns running text takes.
const readingWidth = 88

// Options of Set.
type Options struct {
	// Width is the most columns of a line. 0 sets running text at reading width
	// and lets the lists be as long as they are.
	Width int
	// Why adds the rule and the place behind each finding.
	Why bool
}

// Page is an article set in lines, its findings in brackets and listed below.
type Page struct {
	Lines    []Line
	Findings []Finding
}

// Line is one line, and which parts of it belong to findings.
type Line struct {
	Text string
	Runs []Run // in order, disjoint
}

// Run is a part of a line, in code points, that belongs to a finding of the
// page: of several in each other the innermost.
type Run struct{ From, To, Finding int }

// Set sets an article.
func Set(a *extract.Article, o Options) *Page {
	p := &Page{Findings: findings(a)}
	width := readingWidth
	if o.Width > 0 {
		width = min(width, o.Width)
	}
	title := string(a.Title)
	if title == "" {
		title = "(no title)"
	}
	p.text(title, width)
	for _, line := range provenance(a) {
		p.entry(fmt.Sprintf("%-10s ", line[0]+":"), line[1], o.Width, -1)
	}
	all := paragraphs(a.Body)
	shapes := shaped(a, len(all))
	for i, para := range all {
		if !together(shapes, i) {
			p.blank()
		}
		p.Lines = append(p.Lines, wrap(p.bracket(para, i).behind(bullet(shapes, i, para)), width)...)
		if shapes[i].Kind == strip.ShapeHeading {
			p.underline()
		}
	}
	for i, caption := range a.Captions {
		if i == 0 {
			p.blank()
			p.text("captions", width)
		}
		p.entry("  ", caption, o.Width, -1)
	}
	section := ""
	for i := range p.Findings {
		f := &p.Findings[i]
		if f.again {
			continue
		}
		if name := sectionOf(f.Label); name != section {
			section = name
			p.blank()
			p.text(section, width)
		}
		p.entry(fmt.Sprintf("  %-4s ", f.Label), f.Line, o.Width, i)
		if o.Why {
			p.entry("       ", "rule "+f.Rule+", "+whereOf(f), o.Width, -1)
		}
	}
	return p
}

func (p *Page) blank() { p.Lines = append(p.Lines, Line{}) }

func (p *Page) text(s string, width int) {
	p.Lines = append(p.Lines, wrap(marked{runes: []rune(Printable(s))}, width)...)
}

// entry adds what follows head, further lines of it indented; head belongs to
// a finding unless that is -1.
func (p *Page) entry(head, s string, width, finding int) {
	lines := []Line{{Text: Printable(s)}}
	if indent := len(head); width > 0 {
		lines = wrap(marked{runes: []rune(Printable(s))}, max(width-indent, 8))
	}
	for i := range lines {
		if i == 0 {
			lines[i].Text = head + lines[i].Text
			if finding >= 0 {
				lines[i].Runs = []Run{{0, len(strings.TrimRight(head, " ")) + 1, finding}}
			}
			continue
		}
		lines[i].Text = strings.Repeat(" ", len(head)) + lines[i].Text
	}
	p.Lines = append(p.Lines, lines...)
}

// Stop is where a finding is first seen.
type Stop struct{ Line, Finding int }

// Stops are the findings in the order of reading, each mention of a person for
// itself. What is bracketed nowhere is stopped at in the list.
func (p *Page) Stops() []Stop {
	var out []Stop
	seen := make([]bool, len(p.Findings))
	for i, line := range p.Lines {
		for _, r := range line.Runs {
			if !seen[r.Finding] {
				seen[r.Finding] = true
				out = append(out, Stop{i, r.Finding})
			}
		}
	}
	return out
}

// String gives the page without colour.
func (p *Page) String() string { return p.join(func(i int) string { return p.Lines[i].Text }) }

// Coloured gives the page with its findings coloured; each line ends without
// colour.
func (p *Page) Coloured() string { return p.join(func(i int) string { return p.Line(i, -1, true) }) }

func (p *Page) join(line func(int) string) string {
	var b strings.Builder
	for i := range p.Lines {
		b.WriteString(line(i))
		b.WriteByte('\n')
	}
	return b.String()
}

// findingColours are the colours (ISO 6429, SGR) of findings by the first
// letter of their label.
var findingColours = map[byte]string{'d': "36", 'o': "35", 'f': "33", 'm': "32", 'r': "34"}

// Line gives one line for a terminal: findings coloured, if colours are wanted,
// and the one that is current, -1 for none, in reverse.
func (p *Page) Line(i, current int, colours bool) string {
	line := p.Lines[i]
	runes := []rune(line.Text)
	var b strings.Builder
	at := 0
	for _, r := range line.Runs {
		var codes []string
		if colours {
			codes = append(codes, findingColours[p.Findings[r.Finding].Label[0]])
		}
		if r.Finding == current {
			codes = append(codes, "7")
		}
		if len(codes) == 0 {
			continue
		}
		b.WriteString(string(runes[at:r.From]) + "\x1b[" + strings.Join(codes, ";") + "m" + string(runes[r.From:r.To]) + "\x1b[0m")
		at = r.To
	}
	b.WriteString(string(runes[at:]))
	return b.String()
}

// marked is a text with its brackets, and for each code point the finding that
// it belongs to, -1 for none; nil where there is none at all.
type marked struct {
	runes []rune
	of    []int
}

// bracket marks the findings of one paragraph: "[d1 Chiều 22/9]". Findings may
// lie in each other; of two that cross, the later one is only listed.
func (p *Page) bracket(para string, n int) marked {
	var here []int
	for i, f := range p.Findings {
		if f.para == n && f.span[0] < f.span[1] {
			here = append(here, i)
		}
	}
	slices.SortStableFunc(here, func(i, j int) int {
		a, b := p.Findings[i].span, p.Findings[j].span
		if a[0] != b[0] {
			return a[0] - b[0]
		}
		return b[1] - a[1]
	})
	runes := []rune(para)
	var m marked
	open, at := []int{-1}, 0 // findings whose brackets are open, under them none
	inner := func() int { return open[len(open)-1] }
	add := func(s []rune) {
		for _, r := range s {
			if !Steers(r) {
				m.runes, m.of = append(m.runes, r), append(m.of, inner())
			}
		}
	}
	upTo := func(n int) {
		for inner() >= 0 && p.Findings[inner()].span[1] <= n {
			end := p.Findings[inner()].span[1]
			add(runes[at:end])
			add([]rune{']'})
			at, open = end, open[:len(open)-1]
		}
		add(runes[at:n])
		at = n
	}
	for _, i := range here {
		f := &p.Findings[i]
		if f.span[1] > len(runes) {
			continue
		}
		upTo(f.span[0])
		if inner() >= 0 && p.Findings[inner()].span[1] < f.span[1] {
			continue
		}
		open = append(open, i)
		add([]rune("[" + f.Label + " "))
	}
	upTo(len(runes))
	return m
}

// Wrap breaks text at blanks into lines of at most width columns, longer words
// where they must be.
func Wrap(s string, width int) []string {
	var out []string
	for _, line := range wrap(marked{runes: []rune(Printable(s))}, width) {
		out = append(out, line.Text)
	}
	return out
}

// wrap breaks text at blanks; blanks at the end of a line are dropped.
func wrap(m marked, width int) []Line {
	var out []Line
	at := 0 // in m
	for s := range strings.SplitSeq(text.WrapSoft(string(m.runes), width), "\n") {
		line := Line{Text: strings.TrimRight(s, " ")}
		for i, r := range []rune(line.Text) {
			// Only blanks are dropped or made into others.
			for at < len(m.of) && m.runes[at] != r && unicode.IsSpace(m.runes[at]) {
				at++
			}
			if at >= len(m.of) {
				break
			}
			if of := m.of[at]; of >= 0 {
				line.Runs = lengthen(line.Runs, i, of)
			}
			at++
		}
		out = append(out, line)
	}
	return out
}

// lengthen adds code point i of a line to the runs before it.
func lengthen(runs []Run, i, finding int) []Run {
	if last := len(runs) - 1; last >= 0 && runs[last].To == i && runs[last].Finding == finding {
		runs[last].To++
		return runs
	}
	return append(runs, Run{i, i + 1, finding})
}
