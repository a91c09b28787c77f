package official

import (
	"khotin/extract/date"
	"khotin/extract/text"
)

// Date gives the day of an event of body, or the month or year where the text
// gives no more ("2019-03", "2019"), and "" where it gives none: the day from
// which the office is held, else the first day of the sentence before the
// office, none of a document's, or the month or year with which the sentence
// opens or that follows the office, else the day that the lead names.
func (e *Event) Date(body *text.Doc, dates []date.Date) string {
	if e.Caption {
		return ""
	}
	p := &body.Paras[e.At.Para]
	var from, to int
	for _, s := range p.Sentences() {
		if s[0] <= e.At.From && e.At.From < s[1] {
			from, to = s[0], s[1]
		}
	}
	first, lead := "", ""
	for i := range dates {
		d := &dates[i]
		if d.Issue || d.Term || d.Horizon || d.Comparison || d.Anniversary || d.Fuzzy {
			continue
		}
		if d.At.Para == 0 && lead == "" && d.Grain == date.GrainDay {
			lead = d.Start.String()
		}
		if d.At.Para != e.At.Para || d.At.From < from || d.At.To > to {
			continue
		}
		if e.Act == Appointed && retired(p, d.At.From) {
			continue // "thay bà N nghỉ hưu từ 1/10"
		}
		if d.Grain == date.GrainDay && since(p, d.At.From) && (inForce(p, d.At.From) || !divided(p, e.At.To, d.At.From) && !divided(p, d.At.To, e.At.From)) {
			return d.Start.String()
		}
		opens := d.Frame || d.At.From <= from+2
		follows := d.At.From >= e.At.To && d.At.From <= e.At.To+3
		if first == "" && !divided(p, e.At.To, d.At.From) && (d.At.From < e.At.To && (d.Grain == date.GrainDay || opens) || follows) {
			first = atGrain(d)
		}
	}
	if first != "" {
		return first
	}
	return lead
}

// since reports whether the date at token i is the day from which something
// holds: "từ ngày", "kể từ", "có hiệu lực từ".
func since(p *text.Para, i int) bool {
	return p.Tokens[i].Either("từ", "kể") || i > 0 && p.Tokens[i-1].Is("từ") || i > 1 && p.Tokens[i-1].Is("ngày") && p.Tokens[i-2].Is("từ")
}

// inForce reports whether the date at token i is the day from which what the
// sentence tells is in force: "có hiệu lực từ ngày", "thời hạn 5 năm kể từ".
func inForce(p *text.Para, i int) bool {
	for j := i - 1; j >= 0 && j > i-8 && p.Tokens[j].Class != text.Punct; j-- {
		if p.Tokens[j].Either("lực", "hạn") {
			return true
		}
	}
	return false
}

// retired reports whether the date at token i is that of somebody's retirement.
func retired(p *text.Para, i int) bool {
	for j := i - 1; j >= 0 && j > i-6 && p.Tokens[j].Class != text.Punct; j-- {
		if p.Tokens[j].Is("hưu") {
			return true
		}
	}
	return false
}

// divided reports whether a semicolon stands in tokens [from, to): what is
// behind it is told of another.
func divided(p *text.Para, from, to int) bool {
	for i := from; i < to; i++ {
		if p.Tokens[i].Is(";") {
			return true
		}
	}
	return false
}

// atGrain writes a day, month or year; other periods give "".
func atGrain(d *date.Date) string {
	s := d.Start.String()
	switch d.Grain {
	case date.GrainDay:
		return s
	case date.GrainMonth:
		return s[:7]
	case date.GrainYear:
		return s[:4]
	}
	return ""
}
