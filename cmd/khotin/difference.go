package main

import (
	"fmt"
	"slices"
	"strings"

	"khotin/cmd/khotin/render"
	"khotin/extract"
)

// difference is what two readings of one page do not agree about.
type difference struct {
	Head  []headChange `json:"head"` // kind, title, published, author, source, place
	Text  []textChange `json:"text"`
	Facts []factChange `json:"facts"`
}

// headChange is a field of the page's head that changed.
type headChange struct {
	Field string           `json:"field"`
	Old   extract.Optional `json:"old"`
	New   extract.Optional `json:"new"`
}

func differenceOf(old, now *extract.Article) difference {
	d := difference{Head: []headChange{}, Text: []textChange{}, Facts: []factChange{}}
	d.Text = append(d.Text, textChanges(old.Body, now.Body)...)
	d.Facts = append(d.Facts, factChanges(factsOf(old), factsOf(now))...)
	for _, h := range []headChange{
		{"kind", extract.Optional(old.Kind), extract.Optional(now.Kind)},
		{"title", old.Title, now.Title}, {"published", old.Published, now.Published},
		{"author", old.Author, now.Author}, {"source", old.Source, now.Source}, {"place", old.Place, now.Place},
	} {
		if h.Old != h.New {
			d.Head = append(d.Head, h)
		}
	}
	return d
}

func (d *difference) none() bool { return len(d.Head)+len(d.Text)+len(d.Facts) == 0 }

// write tells the difference in lines: - what went, + what came, ~ what changed.
func (d *difference) write(b *strings.Builder) {
	for _, h := range d.Head {
		fmt.Fprintf(b, "~ %s: %s → %s\n", h.Field, orNone(string(h.Old)), orNone(string(h.New)))
	}
	for _, t := range d.Text {
		fmt.Fprintf(b, "@@ paragraph %d\n", t.Paragraph+1)
		switch {
		case t.New == "":
			fmt.Fprintf(b, "- %s\n", t.Old)
		case t.Old == "":
			fmt.Fprintf(b, "+ %s\n", t.New)
		default:
			fmt.Fprintf(b, "~ %s\n", wordChanges(string(t.Old), string(t.New)))
		}
	}
	for _, kind := range []string{"figure", "official", "date", "document", "meeting"} {
		if slices.ContainsFunc(d.Facts, func(f factChange) bool { return f.Kind == kind }) {
			fmt.Fprintf(b, "%ss\n", kind)
		}
		for _, f := range d.Facts {
			switch {
			case f.Kind != kind:
			case f.New == nil:
				fmt.Fprintf(b, "- %s\n", f.was)
			case f.Old == nil:
				fmt.Fprintf(b, "+ %s\n", f.is)
			default:
				fmt.Fprintf(b, "~ %s → %s\n", f.was, f.is)
			}
		}
	}
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}

// edit is one element of two sequences laid beside each other: in both (' '),
// only in the old one ('-') or only in the new one ('+').
type edit[T any] struct {
	op   byte
	item T
	at   int // index in the old sequence, or in the new one for '+'
}

// maxCells bounds the table of a comparison; beyond it everything between the
// common beginning and end counts as replaced.
const maxCells = 16 << 20

// edits lays two sequences beside each other along a longest common
// subsequence; what goes comes before what takes its place.
func edits[T comparable](old, now []T) []edit[T] {
	head := 0
	for head < len(old) && head < len(now) && old[head] == now[head] {
		head++
	}
	tail := 0
	for tail < len(old)-head && tail < len(now)-head && old[len(old)-1-tail] == now[len(now)-1-tail] {
		tail++
	}
	var out []edit[T]
	for i := range head {
		out = append(out, edit[T]{' ', old[i], i})
	}
	a, b := old[head:len(old)-tail], now[head:len(now)-tail]
	for _, e := range within(a, b) {
		e.at += head
		out = append(out, e)
	}
	for i := len(old) - tail; i < len(old); i++ {
		out = append(out, edit[T]{' ', old[i], i})
	}
	return out
}

// within is edits for sequences without a common beginning or end.
func within[T comparable](a, b []T) []edit[T] {
	width := len(b) + 1
	var long []int32 // long[i*width+j]: length of the longest common subsequence of a[i:] and b[j:]
	if len(a)*len(b) <= maxCells {
		long = make([]int32, (len(a)+1)*width)
		for i := len(a) - 1; i >= 0; i-- {
			for j := len(b) - 1; j >= 0; j-- {
				if a[i] == b[j] {
					long[i*width+j] = long[(i+1)*width+j+1] + 1
				} else {
					long[i*width+j] = max(long[(i+1)*width+j], long[i*width+j+1])
				}
			}
		}
	}
	var out []edit[T]
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case long != nil && a[i] == b[j]:
			out = append(out, edit[T]{' ', a[i], i})
			i, j = i+1, j+1
		case long == nil || long[(i+1)*width+j] >= long[i*width+j+1]:
			out = append(out, edit[T]{'-', a[i], i})
			i++
		default:
			out = append(out, edit[T]{'+', b[j], j})
			j++
		}
	}
	for ; i < len(a); i++ {
		out = append(out, edit[T]{'-', a[i], i})
	}
	for ; j < len(b); j++ {
		out = append(out, edit[T]{'+', b[j], j})
	}
	return out
}

// textChange is a paragraph that came, went or was rewritten. Paragraphs count
// from 0, in the old version's body, or in the new one's where Old is null.
type textChange struct {
	Paragraph int              `json:"paragraph"`
	Old       extract.Optional `json:"old"`
	New       extract.Optional `json:"new"`
}

// textChanges compares two bodies by paragraphs. A paragraph that went and one
// that came in its place with half of its words are one that was rewritten.
func textChanges(old, now string) []textChange {
	var out []textChange
	var gone []edit[string] // of the stretch under way, not yet paired
	flush := func() {
		for _, e := range gone {
			out = append(out, textChange{Paragraph: e.at, Old: extract.Optional(e.item)})
		}
		gone = nil
	}
	for _, e := range edits(bodyOf(old), bodyOf(now)) {
		switch e.op {
		case ' ':
			flush()
		case '-':
			gone = append(gone, e)
		case '+':
			k := 0
			for k < len(gone) && !alike(gone[k].item, e.item) {
				k++
			}
			if k == len(gone) {
				out = append(out, textChange{Paragraph: e.at, New: extract.Optional(e.item)})
				continue
			}
			for _, g := range gone[:k] {
				out = append(out, textChange{Paragraph: g.at, Old: extract.Optional(g.item)})
			}
			out = append(out, textChange{Paragraph: gone[k].at, Old: extract.Optional(gone[k].item), New: extract.Optional(e.item)})
			gone = gone[k+1:]
		}
	}
	flush()
	return out
}

func bodyOf(body string) []string {
	if body == "" {
		return nil
	}
	return strings.Split(body, "\n\n")
}

// alike reports whether two paragraphs share half of their words, in order.
func alike(a, b string) bool {
	x, y := strings.Fields(a), strings.Fields(b)
	same := 0
	for _, e := range edits(x, y) {
		if e.op == ' ' {
			same++
		}
	}
	return 2*same >= max(len(x), len(y))
}

// wordChanges writes a rewritten paragraph with what went as [-…-] and what
// came as {+…+}.
func wordChanges(old, now string) string {
	var b strings.Builder
	op := byte(' ')
	end := map[byte]string{' ': "", '-': "-]", '+': "+}"}
	begin := map[byte]string{' ': "", '-': "[-", '+': "{+"}
	for i, e := range edits(strings.Fields(old), strings.Fields(now)) {
		if e.op != op {
			b.WriteString(end[op])
		}
		if i > 0 && !(op == '-' && e.op == '+') {
			b.WriteByte(' ')
		}
		if e.op != op {
			b.WriteString(begin[e.op])
			op = e.op
		}
		b.WriteString(e.item)
	}
	b.WriteString(end[op])
	return b.String()
}

// fact is one finding in two forms: the key that a changed one keeps, and the
// line that tells all of it.
type fact struct {
	kind, key, line string
	value           any
}

// factChange is a finding that came, went or changed.
type factChange struct {
	Kind string `json:"kind"` // "figure", "official", "date", "document" or "meeting"
	Old  any    `json:"old"`  // as in khotin show --json, null where it is new
	New  any    `json:"new"`

	was, is string // as lines
}

// factsOf gives the findings of an article that a comparison looks at.
func factsOf(a *extract.Article) []fact {
	var out []fact
	if m := a.Meeting; m != nil {
		out = append(out, fact{"meeting", "", render.MeetingLine(m), m})
	}
	for _, f := range a.Figures {
		line := render.FigureLine(&f)
		key := strings.Replace(line, render.Amount(&f), "", 1)
		out = append(out, fact{"figure", key, line, f})
	}
	for _, o := range a.Officials {
		out = append(out, fact{"official", o.Name, strings.TrimSuffix(o.Name+": "+strings.Join(o.Roles, "; "), ": "), o})
	}
	for _, d := range a.Dates {
		out = append(out, fact{"date", d.Text, d.Text + ": " + render.Interval(d.Start, d.End), d})
	}
	for _, d := range a.Documents {
		out = append(out, fact{"document", d.Text, d.Text, d})
	}
	return out
}

// factChanges compares the findings of two versions: equal lines are no change;
// of the others, those of one kind and key are one finding that changed.
func factChanges(old, now []fact) []factChange {
	equal := map[string]int{}
	for _, f := range old {
		equal[f.kind+"\x00"+f.line]++
	}
	var came []fact
	for _, f := range now {
		if equal[f.kind+"\x00"+f.line]--; equal[f.kind+"\x00"+f.line] < 0 {
			came = append(came, f)
		}
	}
	both := map[string]int{}
	for _, f := range now {
		both[f.kind+"\x00"+f.line]++
	}
	var out []factChange
	used := make([]bool, len(came))
	for _, f := range old {
		if both[f.kind+"\x00"+f.line]--; both[f.kind+"\x00"+f.line] >= 0 {
			continue
		}
		c := factChange{Kind: f.kind, Old: f.value, was: f.line}
		for i, g := range came {
			if !used[i] && g.kind == f.kind && g.key == f.key {
				used[i], c.New, c.is = true, g.value, g.line
				break
			}
		}
		out = append(out, c)
	}
	for i, g := range came {
		if !used[i] {
			out = append(out, factChange{Kind: g.kind, New: g.value, is: g.line})
		}
	}
	return out
}
