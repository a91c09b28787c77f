package figure

import (
	"khotin/extract/date"
	"khotin/extract/text"
)

// chapter is what a numbered heading says of the paragraphs under it: "2. Nhiệm
// vụ năm 2020".
type chapter struct {
	period *date.Date
	goals  bool
	items  bool // a paragraph under it began with a list sign
}

// longestHeading is the most tokens of a heading.
const longestHeading = 18

// openChapter notes a heading, and closes the chapter where running text goes
// on after its items. It reports whether the paragraph is a heading.
func (w *walker) openChapter() bool {
	toks := w.p.Tokens
	n := len(toks)
	if n == 0 {
		return false
	}
	sign := toks[0].Is("-", "–", "+", "*", "•")
	if sign {
		w.chapter.items = true
	}
	if !w.isHeading() {
		if !sign && w.chapter.items && n > 40 {
			w.chapter = chapter{}
		}
		return false
	}
	var c chapter
	for i := range toks {
		if d := w.governing(i); d != nil && !isDay(d) {
			c.period = d
		}
		if w.p.is(i, planning) && i+1 < n && toks[i+1].Is("vụ", "hướng", "tiêu", "pháp") {
			c.goals = true
		}
		if toks[i].Is("kết", "thực", "đánh") {
			c.goals = false
			break
		}
	}
	switch {
	case c.period != nil || c.goals:
		w.chapter = c
	case toks[0].Class != text.Number || w.chapter.items:
		w.chapter = chapter{}
	}
	return true
}

// isHeading reports whether the paragraph is a short line without figures that
// begins with a number and does not end a sentence: "II. Nhiệm vụ năm 2020".
func (w *walker) isHeading() bool {
	toks := w.p.Tokens
	n := len(toks)
	if n < 3 || n > longestHeading || len(w.qs) > 0 || toks[n-1].Is(".", ";", ",") {
		return false
	}
	return (toks[0].Class == text.Number || toks[0].Class == text.Code || toks[0].Case == text.Upper && len(toks[0].Key) < 4) && toks[1].Is(".", ")", "-", "/", "–")
}
