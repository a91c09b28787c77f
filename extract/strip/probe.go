package strip

import (
	"fmt"

	"github.com/PuerkitoBio/goquery"

	"khotin/crawler/archive"
	"khotin/crawler/site"
	"khotin/extract/markup"
	"khotin/extract/text"
)

// Marker is what one selector of a profile finds in a page.
type Marker struct {
	Name     string // "title", "remove[1]"
	Selector string
	Invalid  bool   // no CSS selector
	Found    int    // elements
	Text     string // of the first element, as one line
	Reads    string // what the field becomes, "" where the text cannot be read as one
}

// Probe shows, marker by marker, what profile takes from the HTML page of a
// capture, and the page that comes of it. An error is about bytes that are no
// HTML page.
func Probe(c *archive.Capture, profile *site.Profile) ([]Marker, Page, error) {
	if len(c.Body) > maxPage {
		return nil, Page{}, fmt.Errorf("%s: %w", nameOf(c), ErrTooLarge)
	}
	kind, charset := mediaType(c)
	if kind != "text/html" || isBinary(c.Body) {
		return nil, Page{}, fmt.Errorf("%s: %w", nameOf(c), ErrNotHTML)
	}
	s := decode(c.Body, charset, true)
	doc, err := markup.Parse(s, new(markup.Memory))
	if err != nil {
		return nil, Page{}, fmt.Errorf("%s: %w", nameOf(c), err)
	}
	d := goquery.NewDocumentFromNode(doc)
	var out []Marker
	sel := &profile.Selectors
	for _, m := range []struct{ name, selector string }{
		{"title", sel.Title}, {"published", sel.Published}, {"author", sel.Author}, {"source", sel.Source}, {"body", sel.Body}, {"caption", sel.Caption},
	} {
		if m.selector != "" {
			out = append(out, probe(d, m.name, m.selector))
		}
	}
	for i, selector := range sel.Remove {
		out = append(out, probe(d, fmt.Sprintf("remove[%d]", i), selector))
	}
	return out, stripWith(s, c.URL, profile), nil
}

func probe(d *goquery.Document, name, selector string) Marker {
	found := d.Find(selector)
	m := Marker{Name: name, Selector: selector, Found: found.Length()}
	if m.Found == 0 {
		// An invalid selector finds nothing, and neither does its negation.
		m.Invalid = d.Find(":not("+selector+")").Length() == 0
		return m
	}
	m.Text = squash(text.Normalize(found.First().Text()))
	m.Reads = m.Text
	if name == "published" {
		m.Reads = ""
		if st, ok := parseTime(m.Text); ok {
			m.Reads = st.at.Format("2006-01-02T15:04:05-07:00")
			if st.dayOnly {
				m.Reads = st.at.Format("2006-01-02")
			}
		}
	}
	return m
}
