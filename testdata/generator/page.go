package generator

import (
	"fmt"
	"strings"
	"time"

	"khotin/testdata/portal"
)

// Press prints the pages of generated articles, byte for byte what
// [portal.Article.HTML] gives. These articles differ in their words alone, so
// that each template runs once, and its outcome is a frame for all others. A
// press may be used by several goroutines.
type Press struct {
	frames map[string]frame // by template
}

// frame is a page with places left open: what fills the i-th stands between the
// i-th and the next piece of text.
type frame struct {
	text  []string
	fills []func(*portal.Article) string
}

// paragraphs is how many an article has.
const paragraphs = 8

// NewPress renders each template that articles are printed with.
func NewPress() (*Press, error) {
	p := &Press{frames: map[string]frame{}}
	for site, template := range templates {
		a := portal.Article{
			Name: "frame", Site: site, Template: template, Author: signature, AuthorLine: signature, Title: "TITLE-OF-FRAME",
			Published: time.Date(2001, 2, 3, 4, 5, 0, 0, portal.Zone), URL: "http://" + portal.Hosts[site] + "/PATH-OF-FRAME.html",
		}
		for i := range paragraphs {
			a.Blocks = append(a.Blocks, portal.Block{Kind: "text", Lines: []string{fmt.Sprintf("PARAGRAPH-%d-OF-FRAME", i)}})
		}
		page, err := a.HTML(template)
		if err != nil {
			return nil, err
		}
		p.frames[template] = frameOf(string(page), &a)
	}
	return p, nil
}

// frameOf parts the page of an article at everything that is the article's own.
func frameOf(page string, a *portal.Article) frame {
	fills := []func(*portal.Article) string{
		func(a *portal.Article) string { return escapes.Replace(a.Title) },
		func(a *portal.Article) string { return a.URL },
		func(a *portal.Article) string { return a.PrintStamp() },
		func(a *portal.Article) string { return a.Published.Format("02/01/2006 15:04") },
	}
	for i := range a.Blocks {
		fills = append(fills, func(a *portal.Article) string { return escapes.Replace(a.Blocks[i].Lines[0]) })
	}
	var f frame
	for {
		at, which := len(page), -1
		for i, fill := range fills { // a stamp holds the clock: the earlier and longer one goes first
			if k := strings.Index(page, fill(a)); k >= 0 && k < at {
				at, which = k, i
			}
		}
		f.text = append(f.text, page[:at])
		if which < 0 {
			return f
		}
		f.fills = append(f.fills, fills[which])
		page = page[at+len(fills[which](a)):]
	}
}

// escapes are those of html/template in text and in quoted attributes.
var escapes = strings.NewReplacer(`"`, "&#34;", "&", "&amp;", "'", "&#39;", "+", "&#43;", "<", "&lt;", ">", "&gt;")

// Append adds the page of a generated article to b.
func (p *Press) Append(b []byte, a *portal.Article) ([]byte, error) {
	f, ok := p.frames[a.Template]
	if !ok || len(a.Blocks) != paragraphs {
		return b, fmt.Errorf("generator: %s has %d paragraphs in template %q: no article of ours", a.Name, len(a.Blocks), a.Template)
	}
	for i, fill := range f.fills {
		b = append(append(b, f.text[i]...), fill(a)...)
	}
	return append(b, f.text[len(f.fills)]...), nil
}

// slug is what [portal.Slug] gives of a title. The letters of all titles are
// few, so that each is looked up once.
func (w *World) slug(title string) string {
	b := make([]byte, 0, len(title))
	for _, r := range title {
		letter, ok := w.slugs[r]
		switch {
		case !ok:
			return portal.Slug(title)
		case letter != 0:
			b = append(b, letter)
		case len(b) > 0 && b[len(b)-1] != '-':
			b = append(b, '-')
		}
	}
	return strings.Trim(string(b), "-")
}

// slugs gives for each letter of the Latin blocks its plain one, and 0 for what
// parts words.
func slugs() map[rune]byte {
	out := map[rune]byte{}
	for r := rune(' '); r <= 'ỹ'; r++ {
		if r >= 0x250 && r < 'Ạ' {
			continue // other scripts, and marks that combine
		}
		if s := portal.Slug(string(r)); len(s) == 1 {
			out[r] = s[0]
		} else if s == "" {
			out[r] = 0
		}
	}
	return out
}
