package strip

import (
	"strings"

	"khotin/crawler/site"
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
	case o.dated >= 2 && o.teased > o.own:
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
	case r.page.Title == "" && r.page.Published.IsZero() && body < 400 && o.linked > body || isFront(address) && o.linked > body:
		return true
	}
	return r.meta.list && o.pairs >= 2 || body < 300 && o.linked > 5*body && !r.meta.article && r.titleAt < 0
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
