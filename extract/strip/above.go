package strip

import (
	"slices"
	"strings"

	"khotin/extract/text"
)

// titleBlock finds the block that shows the title: one that says what the
// page's head says, or the last h1 that stands above the text.
func (w *walker) titleBlock(titles []said, from, to int) (at int, said bool) {
	texts := 0
	at = -1
	for i := 0; i <= to && i <= from+headLines; i++ {
		b := &w.blocks[i]
		if i >= from && isText(b) {
			if texts++; texts > 1 {
				break // a title printed again below the text
			}
		}
		if len(b.text) > longLine || words(b.text) < 3 {
			continue
		}
		if i > from+8 && at >= 0 {
			break
		}
		if isSaid(b, titles) && !w.namesBlog(i, titles) {
			at = i
		}
	}
	if at >= 0 {
		if h := w.headedBelow(at, to); h >= 0 {
			return h, false
		}
		return at, true
	}
	for i := 0; i <= to && i <= from+4; i++ {
		b := &w.blocks[i]
		if i >= from && isText(b) {
			break
		}
		if *b = b.keyed(); b.is(hintHeading) && !b.is(hintLink|hintLead) && !creditsPicture(b) && !headsDay(w.blocks, i) && (!isProse(b.text) || at < 0 && i >= from && !states(titles) && w.stoppedHeading(i, to)) && words(b.text) >= 4 && !w.isFurniture(b.node) && !isFurniture(b) {
			if at >= 0 && i == at+1 && b.part > 1 && w.blocks[at].part == 1 && !namesSite(w.blocks[at].text) {
				continue // a line below the title
			}
			at = i
			if i >= from {
				break
			}
		}
	}
	if at < 0 {
		at = w.titled(from, to)
	}
	if at < 0 && !states(titles) {
		at = w.ledAbove(from)
	}
	return at, false
}

// stoppedHeading reports a heading at block i that a class calls a title and that
// ends in a full stop, one short sentence, right above stamp or text.
func (w *walker) stoppedHeading(i, to int) bool {
	b := &w.blocks[i]
	if !b.is(hintTitled) || words(b.text) > 20 || sentences(b.text) != 1 {
		return false
	}
	for i++; i <= to; i++ {
		next := w.blocks[i].keyed()
		if w.isFurniture(next.node) || isFurniture(&next) {
			continue
		}
		_, ok := readStamp(&next)
		return ok || isText(&next) && !next.is(hintHeading)
	}
	return false
}

// headingsOfText makes paragraphs of the h1 elements that a text is set in: two
// and more that are text, and the short ones beside them. The title is a heading
// right above them; the page has neither another text nor a stamp elsewhere.
func (w *walker) headingsOfText() {
	first, n := -1, 0
	for i := range w.blocks {
		if b := &w.blocks[i]; b.is(hintHeading) && b.part == 1 && isText(b) && !w.isFurniture(b.node) {
			if n++; first < 0 {
				first = i
			}
		}
	}
	if n < 2 || first < 1 || !w.blocks[first-1].is(hintHeading) || w.blocks[first-1].is(hintLink) || isText(&w.blocks[first-1]) || words(w.blocks[first-1].text) < 4 {
		return
	}
	for i := range w.blocks {
		b := &w.blocks[i]
		if _, ok := readStamp(b); ok || isText(b) && (!b.is(hintHeading) || b.part != 1) {
			return
		}
	}
	parent := w.elements[w.blocks[first].node].parent
	for i := first; i < len(w.blocks); i++ {
		b := &w.blocks[i]
		if b.is(hintHeading) && b.part == 1 && (isText(b) || w.elements[b.node].parent == parent) {
			b.hint &^= hintHeading
			b.part = 0
		}
	}
}

// headedBelow gives the h1 of the article that stands below block at, a link
// that says the name of the site as the title of the page does, or an h1 that
// does with the menu below it; else -1.
func (w *walker) headedBelow(at, to int) int {
	b := &w.blocks[at]
	if b.is(hintHeading) && b.part == 1 {
		return w.headedBelowMenu(at, to)
	}
	if !b.is(hintLink) || b.is(hintHeading) || !namesSite(b.text) && !namesOwner(b.text) {
		return -1
	}
	for i := at + 1; i <= to && !isText(&w.blocks[i]); i++ {
		if b := &w.blocks[i]; b.is(hintHeading) && b.part == 1 && !b.is(hintLink) && words(b.text) >= 4 && !w.isFurniture(b.node) {
			return i
		}
	}
	return -1
}

// headedBelowMenu gives the h1 that a class calls a title and a stamp follows,
// below block at and five and more links; else -1.
func (w *walker) headedBelowMenu(at, to int) int {
	links := 0
	for i := at + 1; i < to && !isText(&w.blocks[i]); i++ {
		b := &w.blocks[i]
		if b.is(hintLink) {
			links++
		}
		if links < 5 || !b.is(hintHeading) || b.part != 1 || !b.is(hintTitled) || b.is(hintLink) || words(b.text) < 4 || w.isFurniture(b.node) {
			continue
		}
		if st, ok := readStamp(&w.blocks[i+1]); ok && st.rest == "" {
			return i
		}
	}
	return -1
}

// titled finds the title where its class alone says so: one block of few words
// right above the text, the only one, or -1.
func (w *walker) titled(from, to int) int {
	at, seen := -1, 0
	for i := max(0, from-10); i <= to; i++ {
		b := &w.blocks[i]
		if i >= from && at < 0 {
			*b = b.keyed()
			if isText(b) && !b.is(hintTitled) {
				return -1
			}
			if st, ok := readStamp(b); !isNumber(b.text) && !isDebris(b) && (!ok || st.rest != "") {
				seen++
			}
		}
		if !b.is(hintTitled) || b.is(hintLink|hintLead|hintHeading) || isProse(b.text) && !w.stopped(i) || words(b.text) < 4 || w.isFurniture(b.node) {
			continue
		}
		if at >= 0 || seen > 5 {
			return -1
		}
		at = i
	}
	return at
}

// stampsAbove reports the stamp of the article in a table of its own right above
// the element that holds the title at block head and the text: the classes of
// its cells call one a time and one a title, that of the category. Clocks of
// sites say the day of the week, stand alone, or above their menus.
func (w *walker) stampsAbove(i, head, from int) bool {
	b := &w.blocks[i]
	if i != from-1 || head > from+1 || !b.is(hintDate) || !slices.Contains(w.stamped, b.part) || w.isFurniture(b.node) {
		return false
	}
	st, ok := readStamp(b)
	return ok && st.rest == ""
}

// stopped reports a title at block i that ends in a full stop: one short
// sentence between the stamp and the text.
func (w *walker) stopped(i int) bool {
	b := &w.blocks[i]
	if i < 1 || i+1 >= len(w.blocks) || words(b.text) > 20 || sentences(b.text) > 1 || !isText(&w.blocks[i+1]) {
		return false
	}
	st, ok := readStamp(&w.blocks[i-1])
	return ok && st.rest == ""
}

// above gives the first of the blocks right above the text that can be its
// head where no title is known: stamps, and one line that reads as a title.
func (w *walker) above(from int) int {
	title := false
	for i := from - 1; i >= 0 && i >= from-4; i-- {
		b := &w.blocks[i]
		if _, ok := readStamp(b); ok && !w.isFurniture(b.node) {
			from = i
			continue
		}
		if *b = b.keyed(); title || b.is(hintLink) || w.isFurniture(b.node) || !isTitle(b) {
			break
		}
		title, from = true, i
	}
	return from
}

// states reports a title of an article among titles, and not only those of the
// site and its front page.
func states(titles []said) bool {
	for i := range titles {
		if t := titles[i].text; words(t) >= 4 && !namesSite(t) && !namesFront(t) {
			return true
		}
	}
	return false
}

// ledAbove gives the block of the title where title and lead stand right above
// the element of the text, with at most a heading between, and with nothing
// before them in what holds all three; -1 where they do not.
func (w *walker) ledAbove(from int) int {
	lead := from - 1
	if lead > 1 && !isText(&w.blocks[lead]) && !w.blocks[lead].is(hintLink) && words(w.blocks[lead].text) <= 20 {
		lead--
	}
	if lead < 1 {
		return -1
	}
	b, t := &w.blocks[lead], &w.blocks[lead-1]
	if !isText(b) || b.is(hintTeaser|hintItem|hintRow|hintCaption) || t.is(hintLink) || w.isFurniture(b.node) || w.isFurniture(t.node) {
		return -1
	}
	if n := words(t.text); n < 5 || n > 40 || endsSentence(t.text) || t.is(hintItem|hintRow|hintCaption) {
		return -1
	}
	if first, _ := w.rangeOf(w.around(lead-1, from)); first != lead-1 {
		return -1
	}
	return lead - 1
}

// signs reports the author or the stamp of the article that stands between its
// title and its text, in a bar with buttons to share it; behind a long bar right
// above the text.
func (w *walker) signs(i, head, from int) bool {
	b := &w.blocks[i]
	if head < 0 || i <= head || i > head+8 && (i < from-2 || i >= from || !b.is(hintAuthor)) || i > from+4 {
		return false
	}
	if words(b.text) > 14 {
		return false
	}
	if b.is(hintAuthor) {
		if by, ok := readByline(b.text); ok && (by.author != "" || by.source != "") {
			return true
		}
	}
	_, ok := readStamp(b)
	return ok && !b.is(hintLink)
}

// signsBelow reports the full name of an author, in bold, right below the text
// that ends at block to, or below the source that stands there. Nothing but
// furniture follows: an office below makes it who signs a paper, a sentence who
// comments.
func (w *walker) signsBelow(i, to int) bool {
	b := &w.blocks[i]
	if !b.is(hintBold) || b.is(hintLink) || len(b.text) > 60 {
		return false
	}
	for j := to + 1; j < i; j++ {
		if !strings.HasPrefix(text.Key(head(w.blocks[j].text, 60)), "nguồn") {
			return false
		}
	}
	if i+1 < len(w.blocks) {
		if next := w.blocks[i+1].keyed(); !w.isFurniture(next.node) && !isFurniture(&next) && !hasAnyPrefix(next.key, imprintPrefixes) {
			return false
		}
	}
	first, _, ok := strings.Cut(b.text, " ")
	return ok && isName(b.text) && families.has[text.Key(first)]
}

// chooseTime takes the time element of the article where the page's head names
// no time: one that microdata calls the day of publication, or those between
// the title and the text, if they agree. Those of comments, lists and boxes lie
// in furniture or elsewhere.
func (w *walker) chooseTime(m *meta, head, from int) {
	if !m.published.at.IsZero() {
		return
	}
	first := from
	for first < len(w.blocks) && !isText(&w.blocks[first]) {
		first++
	}
	var best *timeElement
	for i := range w.times {
		t := &w.times[i]
		near := head >= 0 && t.block >= head-1 && t.block <= max(first, head+2)
		if w.isFurniture(t.node) || !near && !t.published {
			continue
		}
		switch {
		case best == nil, t.published && !best.published:
			best = t
		case t.published == best.published && !t.at.Equal(best.at):
			return
		}
	}
	if best != nil {
		m.published, m.publishedFrom = best.stamp, "time"
	}
}
