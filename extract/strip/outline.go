package strip

import (
	"slices"
	"strings"

	"khotin/crawler/site"
	"khotin/extract/text"
)

// outline is what the whole page looks like, for the choice of its kind.
// Bytes are those of blocks outside furniture.
type outline struct {
	linked int    // bytes of links
	prose  int    // bytes of prose
	pairs  int    // linked titles with a teaser behind
	heads  int    // linked titles
	headed int    // their bytes
	dated  int    // pairs with a stamp between title and teaser
	paired string // linked title of the last pair
	named  int    // pairs with a heading for a title that leads to no paper

	files int // links to papers

	more        bool // a link leads on below each text
	aged        bool // lines say how old each linked article is
	titled      bool // a block says what the page's head says the title is
	own, teased int  // bytes of text in the chosen part: the article's own, teasers of others
}

// isHeadline reports a linked title, as lists of articles have them.
func isHeadline(b *block) bool {
	if !b.is(hintLink) {
		return false
	}
	n := words(b.text)
	return n <= 40 && (n >= 6 || n >= 4 && b.is(hintHeading))
}

// findTeasers marks the teasers of other articles: one paragraph behind a
// linked title, with no more than categories and stamps between them, and no
// paragraph behind it.
func (w *walker) findTeasers(o *outline) {
	for i := range w.blocks {
		b := &w.blocks[i]
		if !isHeadline(b) || w.isFurniture(b.node) {
			continue
		}
		o.heads++
		o.headed += len(b.text)
		j := i + 1
		dated := false
		for ; j < len(w.blocks) && j <= i+4; j++ {
			b := &w.blocks[j]
			stamped := false
			if n := words(b.text); n <= 14 && strings.ContainsAny(b.text, "/-.:") {
				st, ok := readStamp(b)
				stamped = ok && st.rest == ""
			}
			if dated = dated || stamped; !stamped && words(b.text) > 6 {
				break
			}
		}
		if j >= len(w.blocks) || !w.teases(j) {
			continue
		}
		o.pairs++
		o.paired = b.text
		if b.is(hintHeading) && !slices.Contains(w.files, i) {
			o.named++
		}
		if dated {
			o.dated++
		}
		w.blocks[j].hint |= hintTeaser
	}
}

// teases reports a paragraph at block i that can be a teaser: short, and no
// other paragraph goes on behind it.
func (w *walker) teases(i int) bool {
	b := &w.blocks[i]
	if n := words(b.text); n < 8 || n > 70 || b.is(hintHeading|hintRow|hintCaption) || isHeadline(b) && !endsSentence(b.text) {
		return false
	}
	if i+1 == len(w.blocks) {
		return true
	}
	next := &w.blocks[i+1]
	return next.is(hintLink) || !isText(next)
}

// dropBoxes drops the boxes of other articles amid the text of one: an element
// in the article's that holds a linked title and its teaser, and no more. Where
// there are more of them than text they are what the page is made of.
func (w *walker) dropBoxes(box, from, to int) {
	var found []int
	texts := 0
	for j := from; j <= to; j++ {
		b := &w.blocks[j]
		if n := words(b.text); n < 8 || n > 70 || b.is(hintLink|hintHeading|hintRow|hintCaption) {
			continue
		}
		i := j - 1
		for i > from && i > j-3 && !isHeadline(&w.blocks[i]) {
			i--
		}
		at := -1
		if i >= from && isHeadline(&w.blocks[i]) {
			at = w.around(i, j)
		}
		if f, t := w.rangeOf(at); at > box && t-f <= 6 && w.texts(f, t) == 1 {
			found = append(found, j)
		} else {
			texts++
		}
	}
	if len(found)*2 > texts {
		return
	}
	for _, j := range found {
		w.blocks[j].role = roleDrop
	}
}

// around gives the innermost element that holds the blocks i and j.
func (w *walker) around(i, j int) int {
	a, b := w.blocks[i].node, w.blocks[j].node
	for a != b && a >= 0 && b >= 0 {
		if a > b { // elements are numbered in their order: the later lies no higher
			a = w.elements[a].parent
		} else {
			b = w.elements[b].parent
		}
	}
	return min(a, b)
}

// texts counts the paragraphs among the blocks from f to t.
func (w *walker) texts(f, t int) int {
	n := 0
	for i := f; i <= t; i++ {
		if words(w.blocks[i].text) >= 8 && !w.blocks[i].is(hintLink) {
			n++
		}
	}
	return n
}

// ends reports that no text stands behind block i up to block to.
func (w *walker) ends(i, to int) bool {
	for j := i + 1; j <= to; j++ {
		if b := &w.blocks[j]; isText(b) && !b.is(hintLink) {
			return false
		}
	}
	return true
}

// isList tells lists from articles by what an article page never has more of:
// titles with teasers than text.
func (o *outline) isList(p *site.Profile, address string, r *reader) bool {
	body := 0
	for _, s := range r.page.Body {
		body += len(s)
	}
	if p != nil {
		switch p.Kind(address) {
		case site.KindArticle:
			return o.pairs >= 6 && body < 400
		case site.KindList:
			return o.pairs >= 3 || o.linked > body
		}
	}
	shown := r.titleAt >= 0 && !r.page.Published.IsZero() // title and time stand where an article has them
	switch {
	case o.more && !r.meta.article && r.page.Published.IsZero():
		return true
	case o.aged && (!o.titled || words(r.page.Title) <= 5) && !r.meta.article && (r.page.Published.IsZero() || o.own < 400):
		return true
	case r.meta.archive && !r.meta.article && !(shown && r.headedText() && len(r.page.Body) >= 3):
		return true
	case o.dated >= 2 && o.teased > o.own:
		return true
	case o.own == 0 && o.pairs >= 1 && o.named == o.pairs && words(r.page.Title) <= 5 && !r.meta.article && r.page.Published.IsZero() && len(r.stamps) == 0 && !strings.EqualFold(o.paired, r.page.Title):
		return true
	case o.heads >= 6 && o.headed > 3*body && r.page.Published.IsZero() && !r.meta.article && namesHouse(r.page.Title) && !r.headedText():
		return true
	case (r.titleAt < 0 && o.heads >= 8 || o.heads >= 12 && !slices.ContainsFunc(r.page.Shapes, func(s Shape) bool { return s.Kind == ShapeRow })) && !o.titled && r.page.Published.IsZero() && len(r.stamps) == 0 && !r.meta.article && tellsNothing(r.page.Body):
		return true
	case o.files >= 10 && o.files*3 >= len(r.page.Body) && r.page.Published.IsZero() && !r.meta.article && hardlyTells(r.page.Body):
		return true
	case o.pairs >= 1 && !strings.EqualFold(o.paired, r.page.Title) && allCut(r.page.Body):
		return true
	case o.pairs >= 3 && o.teased > o.own && !(shown && o.own > 0):
		return true
	case o.pairs >= 4 && o.pairs*2 >= len(r.page.Body) && o.own < 800 && !r.meta.article && !shown:
		return true
	case r.titleAt < 0 && body < 800 && o.heads >= 8 && o.headed > 3*body:
		return true
	case !o.titled && r.page.Published.IsZero() && !r.meta.article && o.heads >= 12 && o.headed > body && (body < 2500 || r.titleAt < 0):
		return true
	case r.titleAt < 0 && namesFront(r.meta.title) && r.page.Published.IsZero() && body < 800 && (o.headed > 2*body || o.own == 0):
		return true
	case r.page.Title == "" && r.page.Published.IsZero() && body < 400 && o.linked > body || isFront(address) && o.linked > body:
		return true
	}
	return r.meta.list && o.pairs >= 2 || body < 300 && o.linked > 5*body && !r.meta.article && r.titleAt < 0
}

// headedText reports an h1 with text below it that is no link, with no more than
// a few short lines between them.
func (r *reader) headedText() bool {
	for i := range r.blocks {
		if b := &r.blocks[i]; !b.is(hintHeading) || b.part != 1 {
			continue
		}
		for j := i + 1; j < len(r.blocks) && j <= i+6; j++ {
			b := &r.blocks[j]
			if b.key == "" {
				continue
			}
			if b.is(hintLink | hintHeading) {
				break
			}
			if words(b.text) >= 8 {
				return true
			}
		}
	}
	return false
}

// namesHouse reports a title that is the name of an office or a school and no
// more: that of its front page.
func namesHouse(title string) bool {
	return namesSite(title) || namesOffice(title) || namesOwner(title) ||
		words(title) <= 10 && strings.HasPrefix(text.Key(title), "trường ") && (isCapital(title) || onlyNames(title))
}

// hardlyTells reports the names of papers: at most one line in twenty ends as a
// sentence does.
func hardlyTells(body []string) bool {
	n := 0
	for _, p := range body {
		if endsSentence(p) && words(p) >= 8 {
			n++
		}
	}
	return n*20 <= len(body)
}

// tellsNothing reports a body of the imprint and lines of few words.
func tellsNothing(body []string) bool {
	for _, p := range body {
		if words(p) > 4 && !namesSite(p) && !hasAnyPrefix(strings.TrimLeft(text.Key(head(p, 120)), "®©*• "), imprintPrefixes) {
			return false
		}
	}
	return true
}

// allCut reports a body whose only paragraphs are teasers cut off.
func allCut(body []string) bool {
	cut := 0
	for _, p := range body {
		switch {
		case endsCut(p):
			cut++
		case words(p) >= 8:
			return false
		}
	}
	return cut > 0
}
