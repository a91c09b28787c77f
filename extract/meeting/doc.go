// Package meeting finds the event that an article reports.
package meeting

import (
	"khotin/extract/date"
	"khotin/extract/official"
	"khotin/extract/text"
)

// Meeting is the event that an article reports: a meeting, a session, a
// reception, an inspection.
type Meeting struct {
	Kind      string   // hội nghị, kỳ họp, phiên họp, đại hội, hội thảo, lễ, buổi làm việc, kiểm tra
	Name      string   // the wording in full: "Hội nghị Ban Chấp hành Đảng bộ quận khóa XXIV lần thứ 4"
	Host      string   // who held it, as written with its unit: "Quận ủy Lê Chân"
	Date      date.Day // first day; zero where the text gives none
	Place     string   // where, as written; "" where the text does not say
	Chair     string   // name of who chaired; "" where the text does not say
	Attendees []string // names of officials who took part
	At        text.Range
	Rule      string
}

// Find gives the event that the article reports, or nil where it reports none
// or several, or where its lead is lost.
func Find(title *text.Para, body, captions *text.Doc, dates []date.Date, officials []official.Official) *Meeting {
	return nil
}
