// Package document finds the numbered resolutions, decisions, plans and
// congress resolutions that a text cites.
package document

import "khotin/extract/text"

// Document is one mention of a cited document.
type Document struct {
	At     text.Range // the mention as written, type and number: "Nghị quyết số 28-NQ/TU"
	Type   string     // type spelled out: "Nghị quyết", also where the text writes "NQ"
	Number string     // number as written: "28-NQ/TU", "45", "76"; "" for a congress resolution
	Issuer string     // who issued it, as written: "Thành ủy"; "" where the text does not say
	Key    string     // the same for all mentions of one document in this text
	Rule   string
}

// Find gives every mention in order of the text; several may share a Key. A
// plan named only by its subject is none. Other finders take the ranges of
// all mentions as a mask: no number or date is read inside one.
func Find(doc *text.Doc) []Document { return nil }
