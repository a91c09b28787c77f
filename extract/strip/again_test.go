package strip

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"khotin/crawler/archive"
	"khotin/testdata/portal"
)

// TestAgain strips what was stripped: an article, printed in any of the forms
// in which articles are printed, gives itself.
func TestAgain(t *testing.T) {
	pages := againPages(t)
	for _, form := range []struct {
		name  string
		print func(*Page) string
		sign  string // that the form may put before an item
	}{
		{"title and body", dumpOf, ""},
		{"single lines", func(p *Page) string { return strings.Join(append([]string{p.Title}, p.Body...), "\n") }, ""},
		{"wrapped", wrappedOf, ""},
		{"Markdown", markdownOf, "- "},
	} {
		for name, p := range pages {
			dump := form.print(p)
			q, err := Strip(dumpCapture(dump), nil)
			if err != nil {
				t.Fatal(err)
			}
			for i := range q.Body {
				if i < len(p.Body) && q.Body[i] != p.Body[i] {
					q.Body[i] = strings.TrimPrefix(q.Body[i], form.sign)
				}
			}
			if form.name == "wrapped" && !isWrapped(p) {
				continue
			}
			if p.Title != q.Title || !reflect.DeepEqual(p.Body, q.Body) {
				t.Errorf("%s, %s: stripping again changes it:\n%q\n%q\n-> %s\n%q\n%q\ncaptions %q", name, form.name, p.Title, p.Body, q.Kind, q.Title, q.Body, q.Captions)
			}
		}
	}
}

// againPages gives the articles of all cases and of all renderings of the
// portals, by their names.
func againPages(t *testing.T) map[string]*Page {
	captures := make(map[string]*archive.Capture)
	for _, c := range readCases(t) {
		if c.file != "page.json" {
			captures[c.name] = c.capture(t)
		}
	}
	all, err := portal.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range all.Articles() {
		for _, rendering := range a.Renderings() {
			page, err := a.HTML(rendering)
			if err != nil {
				t.Fatal(err)
			}
			name := a.Name + " " + rendering
			captures[name] = &archive.Capture{URL: a.Address(rendering), Header: map[string][]string{"Content-Type": {"text/html"}}, Body: page}
			captures[name+" dump"] = dumpCapture(a.Dump(rendering))
		}
	}
	pages := make(map[string]*Page)
	for name, c := range captures {
		p, err := Strip(c, builtIn(t))
		if err != nil {
			t.Fatal(err)
		}
		if p.Kind == Article && len(p.Body) > 0 {
			pages[name] = &p
		}
	}
	if len(pages) < 300 {
		t.Errorf("only %d articles", len(pages))
	}
	return pages
}

// textWidth is the width of running text on a terminal.
const textWidth = 90

// wrappedOf gives title and body wrapped to textWidth.
func wrappedOf(p *Page) string {
	var b strings.Builder
	b.WriteString(p.Title + "\n\n")
	for _, s := range p.Body {
		for _, line := range wrapTo(s, textWidth) {
			b.WriteString(line + "\n")
		}
		b.WriteString("\n")
	}
	return b.String()
}

func wrapTo(s string, width int) (lines []string) {
	line := ""
	for w := range strings.FieldsSeq(s) {
		if line != "" && len([]rune(line))+1+len([]rune(w)) > width {
			lines, line = append(lines, line), ""
		}
		line = strings.TrimSpace(line + " " + w)
	}
	return append(lines, line)
}

// isWrapped reports a page in which enough lines are wrapped to prove that all
// are: three and more, most of them no sentence.
func isWrapped(p *Page) bool {
	breaks, ended := 0, 0
	for _, s := range p.Body {
		lines := wrapTo(s, textWidth)
		for _, line := range lines[:len(lines)-1] {
			breaks++
			if endsSentence(line) {
				ended++
			}
		}
	}
	return breaks >= 3 && ended*2 <= breaks
}

// markdownOf gives a page as Markdown, as the command prints articles.
func markdownOf(p *Page) string {
	var b strings.Builder
	fmt.Fprintf(&b, "---\nid: 0123456789ab\nauthor: %q\n---\n\n", p.Author)
	if p.Title != "" {
		fmt.Fprintf(&b, "# %s\n\n", p.Title)
	}
	shapes := make([]Shape, len(p.Body)+1)
	for _, s := range p.Shapes {
		shapes[s.Paragraph] = s
	}
	for i, s := range p.Body {
		if strings.IndexByte("#>`~=", s[0]) >= 0 {
			s = `\` + s
		}
		gap := "\n\n"
		switch at := shapes[i]; {
		case at.Kind == ShapeHeading && at.Level == 0:
			s = "### " + s
		case at.Kind == ShapeHeading:
			s = strings.Repeat("#", max(2, at.Level)) + " " + s
		case at.Kind == ShapeItem && !strings.HasPrefix(s, "-"):
			s = "- " + s
			if shapes[i+1].Kind == ShapeItem {
				gap = "\n"
			}
		case at.Kind == ShapeRow && shapes[i+1].Table == at.Table:
			s, gap = "| "+s+" |", "\n"
			if i == 0 || shapes[i-1].Table != at.Table {
				gap = "\n|" + strings.Repeat(" --- |", strings.Count(s, " | ")+1) + "\n"
			}
		case at.Kind == ShapeRow && i > 0 && shapes[i-1].Table == at.Table:
			s = "| " + s + " |"
		}
		b.WriteString(s + gap)
	}
	for _, s := range p.Captions {
		fmt.Fprintf(&b, "\n> %s\n", s)
	}
	return b.String()
}

// TestMarkdown reads Markdown of others, and text that is none.
func TestMarkdown(t *testing.T) {
	for name, c := range map[string]struct {
		dump  string
		title string
		body  []string
	}{
		"heading": {
			"# Quận Kiến An giao ban công tác tháng 3\n\n[Trang chủ](/) ![logo](/a.png)\n\nSáng 5/4, **UBND quận Kiến An** tổ chức [hội nghị giao ban](/giao-ban) công tác tháng 3.\n\n## Ngân sách đạt khá\n\nThu ngân sách ba tháng ước đạt 118,4 tỷ đồng, bằng 26% dự toán năm.\n",
			"Quận Kiến An giao ban công tác tháng 3",
			[]string{"Sáng 5/4, UBND quận Kiến An tổ chức hội nghị giao ban công tác tháng 3.", "Ngân sách đạt khá", "Thu ngân sách ba tháng ước đạt 118,4 tỷ đồng, bằng 26% dự toán năm."},
		},
		"fields of others": {
			"---\ntitle: Quận Kiến An giao ban công tác tháng 3\ndate: 2022-04-05\n---\n\nSáng 5/4, UBND quận Kiến An tổ chức hội nghị giao ban công tác tháng 3.\n",
			"Quận Kiến An giao ban công tác tháng 3",
			[]string{"Sáng 5/4, UBND quận Kiến An tổ chức hội nghị giao ban công tác tháng 3."},
		},
		"no Markdown": {
			"Quận Kiến An giao ban công tác tháng 3\n\nSáng 5/4, UBND quận Kiến An tổ chức hội nghị giao ban công tác tháng 3 (#giaoban).\n\nQuận sẽ **bàn giao** năm công trình trong quý II [1](2).\n",
			"Quận Kiến An giao ban công tác tháng 3",
			[]string{"Sáng 5/4, UBND quận Kiến An tổ chức hội nghị giao ban công tác tháng 3 (#giaoban).", "Quận sẽ **bàn giao** năm công trình trong quý II [1](2)."},
		},
	} {
		p, err := Strip(dumpCapture(c.dump), nil)
		if err != nil || p.Title != c.title || !reflect.DeepEqual(p.Body, c.body) {
			t.Errorf("%s: %v\n%s %q\n%q\nwant %q", name, err, p.Kind, p.Title, p.Body, c.body)
		}
	}
	p, _ := Strip(dumpCapture("---\ntitle: Quận Kiến An giao ban\npublished: \"2022-04-05T10:30:00+07:00\"\nauthor: Thu Hằng\n---\n\nSáng 5/4, UBND quận Kiến An tổ chức hội nghị giao ban công tác tháng 3.\n"), nil)
	if got := show(&p); got["published"] != "2022-04-05T10:30:00+07:00" || got["author"] != "Thu Hằng" || p.From["published"] != "front-matter" {
		t.Errorf("fields: %v, %v", got, p.From)
	}
}
