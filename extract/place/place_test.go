package place

import (
	"fmt"
	"strings"
	"testing"

	"khotin/extract/text"
	"khotin/testdata/cases"
)

const dir = "../../testdata/place"

// Headers: title; resolve, level words to resolve against the subject.
func TestFind(t *testing.T) {
	cases.Run(t, dir, []string{"title", "resolve"}, func(t *testing.T, c cases.Case) []string {
		body := text.NewDoc(c.Text)
		var title *text.Para
		if s := c.Header["title"]; s != "" {
			p := text.Parse(text.Normalize(s))
			title = &p
		}
		var lines []string
		for _, m := range Find(body) {
			lines = append(lines, fmt.Sprintf("%s (%s): %s", m.Name, m.Rule, body.Text(m.At)))
		}
		subject := Subject(title, body)
		lines = append(lines, "subject: "+subject)
		for _, level := range strings.Split(c.Header["resolve"], ", ") {
			if level != "" {
				lines = append(lines, level+" = "+Resolve(level, subject))
			}
		}
		for i := range lines {
			lines[i] = strings.TrimSpace(lines[i])
		}
		return lines
	})
}

func TestLexicons(t *testing.T) {
	cases.Lists(t, map[string]string{"units": unitList, "provinces": provinceList})
	for name, units := range gaz.units {
		for _, u := range units {
			level, parent := split(u.parent)
			if u.parent != "" && !gaz.has(parent, level) {
				t.Errorf("%s: held by unknown %q", name, u.parent)
			}
		}
	}
}

// Mentions are non-empty runs of tokens in order that do not overlap.
func FuzzFind(f *testing.F) {
	cases.Seed(f, dir)
	f.Fuzz(func(t *testing.T, s string) {
		doc := text.NewDoc(strings.Split(text.Normalize(s), "\n\n"))
		last := text.Range{}
		for _, m := range Find(doc) {
			if m.At.Empty() || m.At.To > len(doc.Paras[m.At.Para].Tokens) || m.Name == "" {
				t.Fatalf("bad mention %+v", m)
			}
			if m.At.Para < last.Para || m.At.Para == last.Para && m.At.From < last.To {
				t.Fatalf("%+v before %+v", m.At, last)
			}
			last = m.At
		}
		Subject(nil, doc)
	})
}

func BenchmarkFind(b *testing.B) {
	texts := cases.Texts(b, dir)
	doc := text.NewDoc(strings.Split(text.Normalize(strings.Join(texts, "\n\n")), "\n\n"))
	n := 0
	for i := range doc.Paras {
		n += len(doc.Paras[i].Text)
	}
	b.SetBytes(int64(n))
	for b.Loop() {
		Find(doc)
	}
}
