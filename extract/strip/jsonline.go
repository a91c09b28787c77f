package strip

import (
	"encoding/json"
	"fmt"
	"strings"

	"khotin/crawler/archive"
	"khotin/crawler/site"
	"khotin/extract/text"
)

// line is a JSON line of the contract.
type line struct {
	URL       string `json:"url"`
	Title     string `json:"title"`
	Published string `json:"published"`
	Author    string `json:"author"`
	Source    string `json:"source"`
	HTML      string `json:"html"`
	Text      string `json:"text"`
}

// stripJSON reads an article as it stands: it is one however short it is.
func stripJSON(c *archive.Capture, sites *site.Set) (Page, error) {
	var l line
	s := strings.TrimPrefix(strings.ToValidUTF8(string(c.Body), "\uFFFD"), "\ufeff")
	if err := json.Unmarshal([]byte(s), &l); err != nil {
		return Page{}, fmt.Errorf("%w: %v", ErrJSON, err)
	}
	if l.Text == "" && l.HTML == "" && l.Title == "" {
		return Page{}, fmt.Errorf("%w: neither title nor text nor html", ErrJSON)
	}
	address := l.URL
	if address == "" {
		address = c.URL
	}
	p := Page{From: make(map[string]string)}
	switch {
	case l.HTML != "":
		p = stripArticleHTML(l.HTML, address, sites)
		if len(p.Body) == 0 && len(p.Captions) == 0 {
			p.Body = paragraphs(text.Normalize(plainText(l.HTML)))
		}
	case l.Text != "":
		p.Body = paragraphs(text.Normalize(l.Text))
	}
	p.Kind = Article
	for name, v := range map[string]struct {
		field *string
		value string
	}{"title": {&p.Title, l.Title}, "author": {&p.Author, l.Author}, "source": {&p.Source, l.Source}} {
		if value := squash(text.Normalize(v.value)); value != "" {
			*v.field, p.From[name] = value, "json"
		}
	}
	if l.Published != "" {
		if st, ok := parseTime(l.Published); ok {
			p.Published, p.DayOnly, p.Suspect = st.at, st.dayOnly, ""
			p.From["published"] = "json"
		}
	}
	return p, nil
}

// paragraphs splits a text in normal form at its line breaks.
func paragraphs(s string) []string {
	var out []string
	for l := range strings.Lines(s) {
		if l = squash(l); l != "" {
			out = append(out, l)
		}
	}
	return out
}
