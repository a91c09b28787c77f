package render

import (
	"regexp"
	"strings"
	"testing"

	"khotin/extract"
)

// article has findings in each other, over the end of a line, and one person
// twice.
func article() *extract.Article {
	zero := 0
	body := "Sáng 14/3, hội nghị do đồng chí Lê A chủ trì họp. Lê A kết luận.\n\nThu \x1b[2Jđạt 48 tỷ đồng."
	at := func(para, s string, nth int) extract.Span {
		i := strings.Index(para, s)
		if nth > 0 {
			i += len(s) + strings.Index(para[i+len(s):], s)
		}
		from := len([]rune(para[:i]))
		return extract.Span{from, from + len([]rune(s))}
	}
	first, second, _ := strings.Cut(body, "\n\n")
	return &extract.Article{
		ID: "c7eac8403248", Title: "Họp giao ban", Body: body,
		Dates:   []extract.Date{{Text: "Sáng 14/3", Start: "2023-03-14", End: "2023-03-14", Span: at(first, "Sáng 14/3", 0), Rule: "day"}},
		Meeting: &extract.Meeting{Kind: "hội nghị", Span: at(first, "hội nghị do đồng chí Lê A chủ trì họp", 0)},
		Officials: []extract.Official{{Name: "Lê A", Roles: []string{"Bí thư"}, Mentions: []extract.Mention{
			{Text: "Lê A", Paragraph: &zero, Span: at(first, "Lê A", 0)}, {Text: "Lê A", Paragraph: &zero, Span: at(first, "Lê A", 1)},
		}}},
		Figures: []extract.Figure{{Indicator: "Thu", Unit: "tỷ đồng", Measure: "level", Status: "actual", Paragraph: 1, Span: at(second, "đạt 48 tỷ đồng", 0)}},
	}
}

var sgr = regexp.MustCompile("\x1b\\[[0-9;]*m")

// TestSet: brackets, lists and colours; each line ends without colour, and
// colours are all that is added.
func TestSet(t *testing.T) {
	p := Set(article(), Options{Width: 24})
	want := `Họp giao ban
id:        c7eac8403248

[d1 Sáng 14/3], [m hội
nghị do đồng chí [o1 Lê
A] chủ trì họp]. [o1 Lê
A] kết luận.

Thu [2J[f1 đạt 48 tỷ
đồng].

meeting
  m    hội nghị

dates
  d1   Sáng 14/3:
       2023-03-14

officials
  o1   Lê A: Bí thư

figures
  f1   Thu: 0 tỷ đồng
       [level, actual]
`
	if got := p.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := sgr.ReplaceAllString(p.Coloured(), ""); got != want {
		t.Errorf("colours change the text to\n%s", got)
	}
	if got, want := p.Line(4, -1, true), "\x1b[32mnghị do đồng chí \x1b[0m\x1b[35m[o1 Lê\x1b[0m"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := p.Line(5, 2, false), "\x1b[7mA]\x1b[0m chủ trì họp]. [o1 Lê"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := Set(article(), Options{}).String(); !strings.Contains(got, "[m hội nghị do đồng chí [o1 Lê A] chủ trì họp]. [o1 Lê A] kết luận.") {
		t.Errorf("at reading width:\n%s", got)
	}
	if got := Set(article(), Options{Why: true}).String(); !strings.Contains(got, "rule day, paragraph 1, characters 1 to 9") {
		t.Errorf("why:\n%s", got)
	}
}

// TestStops: findings come in the order of reading, each mention for itself.
func TestStops(t *testing.T) {
	a := article()
	a.Figures = append(a.Figures, extract.Figure{Indicator: "Chi", Paragraph: 1, Span: extract.Span{900, 905}}) // bracketed nowhere
	p := Set(a, Options{Width: 24})
	var got []string
	for _, s := range p.Stops() {
		got = append(got, p.Findings[s.Finding].Label)
		if line := p.Lines[s.Line].Text; !strings.Contains(line, p.Findings[s.Finding].Label) {
			t.Errorf("%s is not seen in %q", p.Findings[s.Finding].Label, line)
		}
	}
	if want := "d1 m o1 o1 f1 f2"; strings.Join(got, " ") != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestPrintable: what steers a terminal is taken out, the rest stays.
func TestPrintable(t *testing.T) {
	if got, want := Printable("a\x1b]0;x\x07\u009b31m\u202eế\u0302\n\x7f"), "a]0;x31mế\u0302\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
