// Package official finds the people whom a text names with an office.
//
// A sentence is cut into names, offices and what stands between them (split);
// the grammar of lists then attaches offices to names (attach); and the
// mentions of one name are merged (Find).
package official

import "khotin/extract/text"

// Official is one person of a document with the roles of all mentions merged.
type Official struct {
	Name     string    // as written, honorifics and ranks left out
	Roles    []string  // offices as written, in order of appearance, without honorific, rank or term
	Mentions []Mention // in order of the text, captions last; never empty
	Past     []bool    // of each of Roles: whether it is only told as held before, "nguyên", "từng giữ chức"
	Events   []Event   // offices that the text says the person won or lost, in order
}

// Mention is one place where the person is named.
type Mention struct {
	At      text.Range // the name, and the roles written with it
	NameAt  text.Range // the name alone
	Caption bool       // At.Para counts captions, not paragraphs of the body
	Rule    string
}
