// Package date finds the dates and periods that a text names and resolves
// them to intervals of days.
package date

import "khotin/extract/text"

// Find gives every date and period of doc in order of the text. Dates without
// a year are read against ref and the years that the text itself names; what
// cannot be resolved is left out. Bare durations ("5 năm"), a bare "cùng kỳ"
// and "kế hoạch năm" are no dates.
func Find(doc *text.Doc, ref Reference) []Date { return nil }
