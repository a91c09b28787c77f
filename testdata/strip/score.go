// Package strip scores what a tool takes out of the pages of this folder, one
// txtar file a page; the tests of khotin/extract/strip say how they are written.
package strip

import (
	"fmt"
	"strings"
	"text/tabwriter"
	"unicode"
)

// Case is what is wanted of a page: pairs of a key and a value.
type Case struct {
	Name string
	Want [][2]string
}

// Answer is what a tool says of a page. A tool that cannot tell a field leaves
// it empty; Published is as in the cases, or a day alone where DayOnly is set.
type Answer struct {
	Article                          bool
	Body                             []string
	Title, Author, Source, Published string
	DayOnly                          bool // the tool gives no times of day
}

// part counts how many of how many, and how often something was given where
// nothing or another thing stands.
type part struct{ right, all, wrong int }

func (p part) String() string {
	s := fmt.Sprintf("%d/%d", p.right, p.all)
	if p.wrong > 0 {
		s += fmt.Sprintf(" (%d wrong)", p.wrong)
	}
	return s
}

// Tally is the score of one tool over many pages.
type Tally struct {
	f1     float64
	bodies int
	counts map[string]part
	Faults []string // case and what is wrong in it
}

// columns of the table, in order. Of the first four less is better.
var columns = []string{"leads lost", "leaks", "captions in body", "articles missed", "lists taken", "title", "published", "author", "source"}

func (t *Tally) count(column string, hit, wrong bool) {
	if t.counts == nil {
		t.counts = make(map[string]part)
	}
	p := t.counts[column]
	p.all++
	if hit {
		p.right++
	}
	if wrong {
		p.wrong++
	}
	t.counts[column] = p
}

func (t *Tally) fault(c *Case, format string, args ...any) {
	t.Faults = append(t.Faults, c.Name+": "+fmt.Sprintf(format, args...))
}

// Add scores the answer to a page.
func (t *Tally) Add(c *Case, a *Answer) {
	want := make(map[string][]string)
	for _, w := range c.Want {
		want[w[0]] = append(want[w[0]], w[1])
	}
	kind := want["kind"]
	if len(kind) > 0 && kind[0] != "article" {
		t.count("lists taken", a.Article, false)
		if a.Article {
			t.fault(c, "a %s is taken for an article", kind[0])
		}
		return
	}
	t.count("articles missed", !a.Article, false)
	if !a.Article {
		t.fault(c, "the article is missed")
	}
	t.body(c, want, a)
	for _, f := range []struct{ name, got string }{{"title", a.Title}, {"published", a.Published}, {"author", a.Author}, {"source", a.Source}} {
		if len(want[f.name]) > 0 {
			t.field(c, f.name, want[f.name][0], f.got, a.DayOnly)
		}
	}
}

// body scores the paragraphs: all of them where the case names all, else the
// first; what is not to be there; and captions.
func (t *Tally) body(c *Case, want map[string][]string, a *Answer) {
	all := Shingles(strings.Join(a.Body, "\n"))
	text := " " + strings.Join(wordsOf(strings.Join(a.Body, "\n")), " ") + " "
	if gold := want["body"]; len(gold) > 0 {
		both, n, m := Common(Shingles(strings.Join(gold, "\n")), all)
		if n > 0 {
			f1 := 2 * float64(both) / float64(n+m)
			t.f1 += f1
			t.bodies++
			if f1 < 0.98 {
				t.fault(c, "body F1 %.3f", f1)
			}
		}
	}
	if lead := append(want["body-first"], want["body"]...); len(lead) > 0 {
		both, n, _ := Common(Shingles(lead[0]), all)
		lost := both*2 < n || n == 0 && !strings.Contains(text, " "+strings.Join(wordsOf(lead[0]), " "))
		t.count("leads lost", lost, false)
		if lost {
			t.fault(c, "the lead is lost")
		}
	}
	if not := want["not"]; len(not) > 0 {
		leak := false
		for _, s := range not {
			if w := wordsOf(s); len(w) > 0 && strings.Contains(text, " "+strings.Join(w, " ")+" ") {
				leak = true
				t.fault(c, "%q is in the body", s)
			}
		}
		t.count("leaks", leak, false)
	}
	told := " " + strings.Join(wordsOf(strings.Join(want["body"], "\n")), " ") + " "
	for _, s := range want["caption"] {
		words := " " + strings.Join(wordsOf(s), " ") + " "
		in := strings.Contains(text, words) && !strings.Contains(told, words)
		t.count("captions in body", in, false)
		if in {
			t.fault(c, "caption %q is in the body", s)
		}
	}
}

// field scores a field; "null" is none.
func (t *Tally) field(c *Case, name, want, got string, dayOnly bool) {
	if want == "null" {
		if got != "" {
			t.countWrong(name)
			t.fault(c, "%s %q, want none", name, got)
		}
		return
	}
	if name == "published" { // a day tells less than a time
		n := min(len(want), len(got))
		if dayOnly {
			want = want[:n]
		}
		got = got[:n]
	}
	right := strings.Join(wordsOf(want), " ") == strings.Join(wordsOf(got), " ")
	t.count(name, right, got != "" && !right)
	if !right {
		t.fault(c, "%s %q, want %q", name, got, want)
	}
}

func (t *Tally) countWrong(column string) {
	if t.counts == nil {
		t.counts = make(map[string]part)
	}
	p := t.counts[column]
	p.wrong++
	t.counts[column] = p
}

// Worse says where o is worse than peer in what bodies hold, "" for nowhere.
func (t *Tally) Worse(peer *Tally) string {
	if t.F1() < peer.F1() {
		return "body F1"
	}
	for _, c := range columns[:3] {
		if t.counts[c].right > peer.counts[c].right {
			return c
		}
	}
	return ""
}

// F1 is the mean F1 of the bodies, over runs of four words.
func (t *Tally) F1() float64 { return t.f1 / float64(max(t.bodies, 1)) }

// Row names a tally in a table.
type Row struct {
	Name string
	Tally
}

// Table gives the scores of tools as text, a line a tool.
func Table(rows []Row) string {
	var out strings.Builder
	w := tabwriter.NewWriter(&out, 0, 4, 2, ' ', 0)
	fmt.Fprintf(w, "tool\tpages\tbody F1\t%s\n", strings.Join(columns, "\t"))
	for i := range rows {
		r := &rows[i]
		fmt.Fprintf(w, "%s\t%d\t%.3f of %d", r.Name, r.counts["articles missed"].all+r.counts["lists taken"].all, r.F1(), r.bodies)
		for _, c := range columns {
			fmt.Fprintf(w, "\t%v", r.counts[c])
		}
		fmt.Fprintln(w)
	}
	w.Flush()
	lines := strings.Split(out.String(), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

// wordsOf gives the words of a text, runs of letters and figures, in lower case.
func wordsOf(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
}

// Shingles counts the runs of four words of a text.
func Shingles(s string) map[string]int {
	words := wordsOf(s)
	out := make(map[string]int)
	for i := 0; i+4 <= len(words); i++ {
		out[strings.Join(words[i:i+4], " ")]++
	}
	return out
}

// Common counts what two texts have in common, and the runs of each.
func Common(a, b map[string]int) (both, left, right int) {
	for k, n := range a {
		both += min(n, b[k])
		left += n
	}
	for _, n := range b {
		right += n
	}
	return both, left, right
}
