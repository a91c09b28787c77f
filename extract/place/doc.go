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
