// Package meeting finds the event that an article reports.
//
// The event stands in the lead: a sentence in which a host holds it ("Quận ủy
// Lê Chân tổ chức hội nghị …"), in which it takes place ("Kỳ họp thứ 22 HĐND
// quận … diễn ra …"), or in which somebody does what is an event by itself
// (works with, receives, inspects). Date, place and host are read around it,
// chair and attendees from the officials that the article names.
package meeting

import (
	"khotin/extract/date"
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
	Chairs    []string // Chair and those who chaired with it
	Attendees []string // names of officials who took part
	Ordinal   int      // 22 of "kỳ họp thứ 22", 4 of "lần thứ tư"; 0 where the name has none
	Term      string   // "khóa XX", else "nhiệm kỳ 2021-2026", as written; "" where the name has none
	Points    []string // "điểm cầu …": places joined by video, as written
	Delegates int      // "với sự tham dự của 268 đại biểu"; 0 where the text does not say
	At        text.Range
	Rule      string
}
