// Package place knows the administrative units that portal news speaks of,
// and which of them a document is about.
package place

import "khotin/extract/text"

// Mention is a unit named in a text: "quận Lê Chân", "TP Hải Phòng".
type Mention struct {
	At   text.Range
	Name string // type and name, spelled out, type in lower case: "quận Lê Chân", "thành phố Hải Phòng"
	Rule string
}

// Find gives every unit that body names with its type or that the type of the
// neighbouring word settles ("Quận ủy Lê Chân" names quận Lê Chân), in order.
func Find(body *text.Doc) []Mention { return nil }

// Subject is the unit that the document is about, "quận Lê Chân", or "" where
// title and body do not settle it. Where a text says only "quận" or "thành
// phố" it means this unit, or, for a higher level, the one that holds it.
func Subject(title *text.Para, body *text.Doc) string { return "" }

// Resolve gives the unit that a bare level word ("quận", "thành phố",
// "phường") means in a document about subject, or "".
func Resolve(level, subject string) string { return "" }
