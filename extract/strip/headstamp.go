package strip

import (
	"slices"
	"strings"

	"khotin/extract/text"
)

// stampInTitle cuts a stamp in brackets off the title that stands at block i.
func (r *reader) stampInTitle(i int) {
	title, st, ok := cutStamp(r.blocks[i].text)
	if !ok {
		return
	}
	r.stamps = append(r.stamps, stampAt{st, i})
	if cut, _, ok := cutStamp(r.page.Title); ok {
		r.page.Title = cut
	}
	r.blocks[i].setText(title)
}

// headStampLine reads a stamp at block i. A whole line is dropped; a stamp
// glued to the lead is cut off it.
func (r *reader) headStampLine(i int) bool {
	b := &r.blocks[i]
	if r.titleAt >= 0 && i > r.titleAt && i <= r.titleAt+3 && r.headBar(i) {
		return true
	}
	st, ok := readStamp(b)
	if ok && st.dayOnly && st.rest == "" {
		if joined, found := r.joinTime(i); found {
			st = joined
		}
	}
	if !ok && r.titleAt >= 0 && i == r.titleAt+1 && len(r.stamps) == 0 {
		if st, ok = signedStamp(b.text, b.is(hintAuthor)); !ok {
			st, ok = spacedDay(b.text)
		}
	}
	if !ok {
		if b.key != "" && r.titleAt < 0 && !isProse(b.text) {
			if title, st, ok := cutStamp(b.text); ok {
				r.stamps = append(r.stamps, stampAt{st, i})
				b.setText(title)
				r.takeTitle(i)
				return b.role == roleDrop
			}
		}
		return false
	}
	if st.label == "print" {
		r.print = true
	}
	if r.titleAt >= 0 && i > r.titleAt && (!st.dayOnly || startsFold(b.text, "ngày ")) {
		st.clock = false // clocks stand above titles, or name their place
	}
	if st.label == "" && st.dayOnly && !st.clock && st.rest == "" && !r.html && r.titleAt < 0 && st.weekday < 0 && i > 2 {
		return false
	}
	r.stamps = append(r.stamps, stampAt{st, i})
	if by, ok := readSource(st.before); ok && by.author == "" {
		r.takeByline(by)
	} else if st.before != "" && (r.headAuthor(st.before) || r.titleAt >= 0 && i > r.titleAt && isPenName(st.before)) {
		r.set(&r.page.Author, "author", strings.TrimPrefix(strings.TrimPrefix(st.before, "Bởi "), "By "), "head-stamp")
	}
	if st.rest != "" {
		b.setText(st.rest)
		return true
	}
	b.role = roleDrop
	return true
}

// headBar takes the line of labelled fields at block i, below the title, that
// says when the article was put up. Below a stamp such a line may be that of a
// book or a song.
func (r *reader) headBar(i int) bool {
	b := &r.blocks[i]
	fields, ok := readBar(b.text)
	if !ok || !fields.dated || slices.ContainsFunc(r.stamps, func(s stampAt) bool { return !s.clock }) {
		return false
	}
	r.stamps = append(r.stamps, stampAt{fields.at, i})
	r.set(&r.page.Author, "author", fields.author, "head-stamp")
	b.role = roleDrop
	return true
}

// joinTime joins the day at block i with the time of day that stands in an
// element of its own before it in the same line, "10:06 | 12/10/2022". A second
// time or day, or words behind them, make it a line of something else; a time
// behind the day, or in the small hours, can be the length of a sound.
func (r *reader) joinTime(i int) (stamp, bool) {
	node, at := r.blocks[i].node, -1
	for j := max(0, i-3); j < min(len(r.blocks), i+4); j++ {
		b := &r.blocks[j]
		if j == i || b.node != node {
			continue
		}
		switch {
		case !startsDigit(b.text) && b.is(hintAuthor), !hasLetter(b.text) && !startsDigit(b.text):
		case j < i && at < 0 && b.is(hintDate) && len(b.text) <= 8 && strings.Contains(b.text, ":"):
			at = j
		default:
			return stamp{}, false
		}
	}
	if at < 0 {
		return stamp{}, false
	}
	st, ok := scanStamp(r.blocks[at].text + " " + r.blocks[i].text)
	if !ok || st.dayOnly || st.rest != "" || st.at.Hour() < 5 {
		return stamp{}, false
	}
	r.blocks[at].role = roleDrop
	return st, true
}

// headAuthor reports whether a name above the text can be its author: agency
// initials and names of categories stand there too.
func (r *reader) headAuthor(name string) bool {
	first, _, ok := strings.Cut(name, " ")
	if !ok && isName(name) && strings.Contains(strings.TrimRight(name, "."), ".") {
		return true // "Tr.Đức"
	}
	if n := strings.Count(name, " - ") + strings.Count(name, " – "); n > 0 && allPens(name) {
		return true // of several one need not have a family name
	}
	return ok && families.has[strings.ToLower(first)] && !isCapital(name)
}

// isPenName reports two or three words, as authors sign below a title without
// their family name, "Thanh Sơn", that no category begins with.
func isPenName(s string) bool {
	n := words(s)
	key := text.Key(s)
	return n >= 2 && n <= 3 && isName(s) && !isCapital(s) && categories.prefix(key) == "" && siteNames.prefix(key) == "" && services.prefix(key) == ""
}
