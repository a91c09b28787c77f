// Package strip takes the article out of a portal page, from HTML or from the
// text dump that remains of one, and leaves everything else behind.
package strip

import "time"

// Kind says what a page is.
type Kind string

// The kinds of the contract.
const (
	Article Kind = "article"
	List    Kind = "list"  // front pages, categories, search results
	Other   Kind = "other" // galleries, error pages, empty pages
)

// Page is what a portal page says, and nothing else. All text is NFC, without
// no-break spaces, zero-width characters or line breaks inside a paragraph.
type Page struct {
	Kind      Kind
	Reason    string // why the page is no article, "" for an article
	Title     string
	Published time.Time // zero where the page shows none; see DayOnly
	DayOnly   bool      // Published is a day without a time
	Suspect   string    // why Published may be false, "" for no doubt
	Garbled   string    // why the text is not what was written, "" for no doubt
	Hint      time.Time // first day of the month in which a dump says that it was taken; no publication
	Author    string
	Source    string
	Body      []string          // paragraphs in order, captions left out
	Shapes    []Shape           // of the paragraphs that are more than text, in order
	Captions  []string          // in order, each once
	Items     []Page            // the items of a press digest, two and more; what they hold stands in Body and Captions too
	From      map[string]string // field name → where it was read: "title": "qr-line", "published": "head-stamp"
}
