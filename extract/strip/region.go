package strip

import (
	"slices"
	"strings"
	"sync"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"khotin/crawler/site"
	"khotin/extract/markup"
	"khotin/extract/text"
)

// stripHTML reads an HTML page.
func stripHTML(page []byte, address string, sites *site.Set) Page {
	return stripWith(page, address, sites.For(address))
}

// room is the memory in which a page is read, for one page after another.
type room struct {
	elements    []element
	blocks, out []block
	buf         []byte
	tree        markup.Memory
}

var rooms = sync.Pool{New: func() any { return new(room) }}

// mostKept is the number of blocks up to which the room of a page is kept.
const mostKept = 1 << 12

// free keeps the room for the next page.
func (o *room) free() {
	if cap(o.blocks) <= mostKept && cap(o.out) <= mostKept && cap(o.elements) <= 4*mostKept && cap(o.buf) <= 1<<16 {
		o.clear()
		rooms.Put(o)
	}
}

// clear forgets the page, but for bytes of its last block. What was read of it
// holds strings only, no blocks.
func (o *room) clear() {
	clear(o.blocks[:cap(o.blocks)])
	clear(o.out[:cap(o.out)])
	o.tree.Clear()
}

// stripWith reads an HTML page of the portal of a profile, which may be nil.
func stripWith(page []byte, address string, profile *site.Profile) Page {
	in := rooms.Get().(*room)
	defer in.free()
	r, seen, err := readHTML(page, address, profile, in)
	if err != nil {
		return Page{Kind: Other, Reason: err.Error()}
	}
	p := r.read()
	kind, reason := r.kind()
	if kind == Article && seen.isList(profile, address, r) {
		kind, reason = List, "more linked titles than text"
	}
	if kind == Other && seen.more && !r.meta.article && r.page.Published.IsZero() && !isErrorTitle(r.meta.title) {
		kind, reason = List, "leads that go on elsewhere"
	}
	if kind == Other && seen.linked > 150 && seen.linked > seen.prose && !isErrorTitle(r.meta.title) && !isErrorTitle(r.page.Title) {
		kind, reason = List, "linked titles and no text"
	}
	return finish(p, kind, reason)
}

// stripArticleHTML reads HTML that is known to be an article.
func stripArticleHTML(s, address string, sites *site.Set) Page {
	r, _, err := readHTML([]byte(s), address, sites.For(address), new(room))
	if err != nil {
		return Page{From: make(map[string]string)}
	}
	return finish(r.read(), Article, "")
}

// plainText gives the text of HTML without any choice.
func plainText(s string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(s))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			b.Write(z.Text())
		default:
			b.WriteByte('\n')
		}
	}
}

// readHTML parses a page and prepares the reader of its article, whose blocks
// lie in in. Errors are markup.Parse's.
func readHTML(page []byte, address string, profile *site.Profile, in *room) (*reader, outline, error) {
	doc, err := markup.Parse(page, &in.tree)
	if err != nil {
		return nil, outline{}, err
	}
	m := meta{url: address}
	w := walker{
		meta: &m, inBody: -1, gap: true, buf: slices.Grow(in.buf[:0], 2048),
		blocks: slices.Grow(in.blocks[:0], 16+len(page)/400), elements: slices.Grow(in.elements[:0], 16+len(page)/160),
	}
	var picked fields
	if profile != nil {
		picked = w.profile(doc, profile)
	}
	readHeadElement(doc, &m)
	w.walk(doc, context{at: -1})
	w.flush(context{at: -1})
	m.settle()
	titles := titlesSaid(picked, &m)
	blocks, o := w.article(in.out[:0], &m, titles)
	in.elements, in.blocks, in.out, in.buf = w.elements, w.blocks, blocks, w.buf
	r := newReader(joinLines(blocks))
	r.html, r.meta = true, m
	r.start = 0
	r.placeTitle(picked, titles)
	return r, o, nil
}

// readHeadElement reads title, meta and scripts of the head, which the walk
// over visible text leaves out.
func readHeadElement(doc *html.Node, m *meta) {
	for n := doc.FirstChild; n != nil; n = n.NextSibling {
		for h := n.FirstChild; h != nil; h = h.NextSibling {
			if h.Data == "body" {
				m.archive = namesArchive(attr(h, "class"))
			}
			if h.Data != "head" {
				continue
			}
			for e := h.FirstChild; e != nil; e = e.NextSibling {
				if e.Type == html.ElementNode {
					m.element(e)
				}
			}
		}
	}
}

// fields is what a profile's selectors found.
type fields struct {
	title, author, source string
	published             stamp
}

// profile applies the selectors of a portal.
func (w *walker) profile(doc *html.Node, p *site.Profile) fields {
	d := goquery.NewDocumentFromNode(doc)
	sel := p.Selectors
	first := func(q string) string {
		if q == "" {
			return ""
		}
		return squash(text.Normalize(d.Find(q).First().Text()))
	}
	f := fields{title: first(sel.Title), author: first(sel.Author), source: first(sel.Source)}
	if at := first(sel.Published); at != "" {
		if st, ok := parseTime(at); ok {
			f.published = st
		}
	}
	mark := func(q string) map[*html.Node]bool {
		if q == "" {
			return nil
		}
		m := make(map[*html.Node]bool)
		for _, n := range d.Find(q).Nodes {
			m[n] = true
		}
		return m
	}
	w.skip = mark(strings.Join(sel.Remove, ", "))
	w.body = mark(sel.Body)
	w.caption = mark(sel.Caption)
	return f
}

// article chooses the blocks of the article: the smallest element that holds
// most of the page's prose, what stands between the title and it, and the
// by-lines behind it. It appends them to out.
func (w *walker) article(out []block, m *meta, titles []said) ([]block, outline) {
	w.settleFurniture()
	w.headingsOfText()
	o := w.weigh()
	o.files = len(w.files)
	box := w.box()
	from, to := w.rangeOf(box)
	if from < 0 {
		return nil, o
	}
	head, titled := w.titleBlock(titles, from, to)
	o.titled = titled
	above := from
	if head < 0 {
		above = w.above(from)
	}
	w.chooseTime(m, head, from)
	w.dropBoxes(box, from, to)
	for i := range w.blocks[:min(len(w.blocks), to+9)] {
		b := w.blocks[i]
		if head >= 0 && i >= head-4 || i >= above {
			b = b.keyed()
		}
		switch {
		case w.isFurniture(b.node) && i != head && !w.signs(i, head, from), b.role == roleDrop:
			continue
		case i < from:
			// Stamps can stand above a title, sapo and stamps below it.
			if head < 0 && i >= above {
				break
			}
			if head < 0 || i < head-4 || head >= from && !w.stampsAbove(i, head, from) || b.is(hintLink) && i != head && !w.signs(i, head, from) {
				continue
			}
			if _, ok := readStamp(&b); i < head && !ok {
				continue
			}
		case i > to:
			if !b.is(hintAuthor|hintSource) && !strings.HasPrefix(b.key, "nguồn") && !strings.HasPrefix(b.key, "tác giả") && !(strings.HasPrefix(b.key, "theo ") && (words(b.text) <= 10 || words(b.text) <= 16 && !endsSentence(b.text) && endsCapital(b.text))) && !strings.HasPrefix(b.key, "qr code:") && !w.signsBelow(i, to) {
				continue
			}
		case b.is(hintLink) && i != head && !endsSentence(b.text) && !b.is(hintAuthor|hintSource) && len(b.text) > 3 && !(w.linksSource(i) && w.ends(i, to)):
			if isTail(&b) || relatedLines.has[strings.TrimRight(b.key, " .:")] {
				break
			}
			continue
		}
		if i == head {
			b.hint |= hintHeading
		} else if b = b.keyed(); creditsPicture(&b) {
			b.hint = b.hint&^hintHeading | hintCaption
		}
		if b.is(hintTeaser) || b.is(hintLink) && i != head {
			o.teased += len(b.text)
		} else if isText(&b) {
			o.own += len(b.text)
		}
		out = append(out, b.keyed())
	}
	return out, o
}

// settleFurniture decides which elements named like furniture are: not those
// around most of the page's text. It sets boiler to the outermost one.
func (w *walker) settleFurniture() {
	under := make([]int, len(w.elements))
	total := 0
	for i := range w.blocks {
		if b := &w.blocks[i]; !b.is(hintLink) && isText(b) {
			total += len(b.text)
			if b.node >= 0 {
				under[b.node] += len(b.text)
			}
		}
	}
	for i := len(w.elements) - 1; i > 0; i-- {
		if p := w.elements[i].parent; p >= 0 {
			under[p] += under[i]
		}
	}
	for i := range w.elements {
		e := &w.elements[i]
		e.boiler = -1
		if e.parent >= 0 {
			e.boiler = w.elements[e.parent].boiler
		}
		if e.boiler < 0 && e.root && (e.sure || under[i]*2 <= total || total == 0) {
			e.boiler = i
		}
	}
}

func (w *walker) isFurniture(node int) bool { return node >= 0 && w.elements[node].boiler >= 0 }

// weigh counts the prose below each element and looks at the page as a whole.
// A teaser, short text behind a linked title or cut off, weighs little.
func (w *walker) weigh() outline {
	var o outline
	w.findTeasers(&o)
	o.more = w.moreLinks() || w.moreLeads()
	o.aged = w.aged()
	for i := range w.blocks {
		b := &w.blocks[i]
		if b.node < 0 || w.isFurniture(b.node) {
			continue
		}
		if b.is(hintLink) {
			o.linked += len(b.text)
			continue
		}
		if words(b.text) < 8 || b.is(hintHeading|hintRow) {
			continue
		}
		if *b = b.keyed(); isTail(b) {
			continue
		}
		weight := len(b.text)
		if b.is(hintTeaser) {
			weight /= 8
		} else if isTeaser(b) {
			weight /= 4
		}
		o.prose += weight
		w.elements[b.node].prose += weight
	}
	for i := len(w.elements) - 1; i >= 0; i-- {
		e := &w.elements[i]
		if e.parent < 0 {
			continue
		}
		p := &w.elements[e.parent]
		p.prose += e.prose
		if p.best < 0 || e.prose >= w.elements[p.best].prose {
			p.best = i
		}
	}
	return o
}

// box gives the element that holds the article: the profile's body, or the
// smallest with most of the prose of what holds it.
func (w *walker) box() int {
	if w.inBody >= 0 && w.elements[w.inBody].prose > 0 {
		return w.inBody
	}
	at := -1
	for i := range w.elements {
		if w.elements[i].parent < 0 && (at < 0 || w.elements[i].prose > w.elements[at].prose) {
			at = i
		}
	}
	for at >= 0 {
		best := w.elements[at].best
		if best < 0 || w.elements[best].prose*10 < w.elements[at].prose*6 || w.elements[best].prose == 0 || w.single(best) {
			return at
		}
		at = best
	}
	return at
}

// single reports an element that holds one block: an article of one paragraph
// lies in its parent.
func (w *walker) single(at int) bool { return w.elements[at].best < 0 && w.count(at) <= 1 }

// count counts the blocks directly in an element.
func (w *walker) count(at int) int {
	n := 0
	for i := range w.blocks {
		if w.blocks[i].node == at {
			n++
		}
	}
	return n
}

// rangeOf gives the first and last block below an element, or -1.
func (w *walker) rangeOf(box int) (from, to int) {
	from, to = -1, -1
	if box < 0 {
		return
	}
	last := box // elements below box are numbered box … last
	for i := box + 1; i < len(w.elements) && w.elements[i].parent >= box; i++ {
		last = i
	}
	for i := range w.blocks {
		if n := w.blocks[i].node; n >= box && n <= last {
			if from < 0 {
				from = i
			}
			to = i
		}
	}
	return from, to
}
