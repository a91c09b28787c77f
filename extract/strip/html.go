package strip

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"khotin/extract/text"
)

// element is a block element of a page, with what lies below it.
type element struct {
	parent int
	boiler int  // innermost element of furniture around it, -1 for none
	root   bool // it opens furniture itself
	sure   bool // furniture by its element, whatever it holds
	prose  int  // bytes of prose below
	best   int  // the child with the most prose
	images int
}

// walker turns the tree of a page into blocks.
type walker struct {
	meta     *meta
	blocks   []block
	elements []element
	buf      []byte // text of the block under way
	odd      bool   // it may not be in normal form
	linked   int    // bytes of it that are links
	bold     int    // bytes of it that are bold
	gap      bool
	image    bool // a picture stood since the last block
	depth    int  // of links
	strong   int  // depth of bold elements
	tables   uint16
	skip     map[*html.Node]bool
	body     map[*html.Node]bool // elements that the profile names as the body
	inBody   int                 // element of the profile's body, -1 where none
	caption  map[*html.Node]bool
	times    []timeElement
	files    []int    // blocks with a link to a file, in order
	homes    []int    // blocks with a link to a front page, in order
	stamped  []uint16 // tables with a row that names a category and a time by the classes of its cells
}

// timeElement is a time element with a machine's time.
type timeElement struct {
	stamp
	node, block int  // the element and the block behind it
	published   bool // itemprop says so
}

// context is what the elements around a text say.
type context struct {
	at   int // innermost block element
	hint hint
	part uint16 // see block
}

// walk visits n and what is below it. The parser bounds the depth: it refuses
// what is nested deeper than 512 elements.
func (w *walker) walk(n *html.Node, c context) {
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		switch k.Type {
		case html.TextNode:
			w.text(k.Data)
		case html.ElementNode:
			w.element(k, c)
		}
	}
}

func (w *walker) element(n *html.Node, c context) {
	if w.skip[n] {
		return
	}
	switch n.DataAtom {
	case atom.Script:
		w.meta.element(n)
		return
	case atom.Style, atom.Noscript, atom.Template, atom.Svg, atom.Iframe, atom.Object, atom.Select, atom.Textarea, atom.Button, atom.Head, atom.Option, atom.Canvas, atom.Audio, atom.Video, atom.Map, atom.Math, atom.Form:
		if n.DataAtom != atom.Form {
			return
		}
	case atom.Meta, atom.Title:
		w.meta.element(n)
		return
	case atom.Br:
		if c.hint&hintHeading != 0 {
			w.text(" ") // a heading of several lines is one
			return
		}
		w.flush(c)
		return
	case atom.Img, atom.Picture:
		w.image = true
		if c.at >= 0 {
			w.elements[c.at].images++
		}
		return
	case atom.Input, atom.Link, atom.Source, atom.Wbr:
		return
	case atom.A:
		w.link(n, c)
		return
	case atom.B, atom.Strong:
		w.strong++
		w.inline(n, c)
		w.strong--
		return
	case atom.Tr:
		if w.row(n, c) {
			return
		}
	}
	if n.DataAtom == 0 && n.Data == "amp-img" {
		w.image = true
		if c.at >= 0 {
			w.elements[c.at].images++
		}
		return
	}
	if !isBlock(n) {
		w.inline(n, c)
		return
	}
	w.block(n, c)
}

// link visits a link. One that names its author by its class is a block of its
// own, and no link to something else.
func (w *walker) link(n *html.Node, c context) {
	if classHint(n)&hintAuthor != 0 {
		w.inline(n, c)
		return
	}
	switch address := attr(n, "href"); {
	case isFile(address):
		w.files = append(w.files, len(w.blocks))
	case isHome(address):
		w.homes = append(w.homes, len(w.blocks))
	}
	w.depth++
	w.walk(n, c)
	w.depth--
}

// isHome reports the address of the front page of a host.
func isHome(address string) bool {
	if _, host, ok := strings.Cut(address, "://"); ok {
		i := strings.IndexByte(host, '/')
		return i < 0 || i == len(host)-1
	}
	return address == "/"
}

// isFile reports the address of a paper to be loaded down and not of a page.
func isFile(address string) bool {
	if i := strings.IndexAny(address, "?#"); i >= 0 {
		address = address[:i]
	}
	i := strings.LastIndexByte(address, '.')
	if i < 0 || len(address)-i > len(".docx") {
		return false
	}
	switch strings.ToLower(address[i+1:]) {
	case "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "rar", "zip":
		return true
	}
	return false
}

// inline visits an inline element: its class can still name a caption, an
// author, a date.
func (w *walker) inline(n *html.Node, c context) {
	if hidden(n) || changed(n) || attr(n, "class") == "location-stamp" { // VnExpress: the place, glued to the lead
		return
	}
	h := classHint(n) &^ hintTitled
	if h&hintDate != 0 && n.DataAtom != atom.Time && attr(n, "itemprop") == "datePublished" {
		if st, ok := parseTime(attr(n, "content")); ok {
			w.times = append(w.times, timeElement{st, c.at, len(w.blocks), true})
		}
	}
	if h&hintDate != 0 && n.DataAtom != atom.Time {
		if s := onlyText(n); len(s) >= len("2006-01-02T15:04Z") && s[10] == 'T' { // a machine's time that a script was to write out
			if st, ok := parseTime(s); ok {
				w.times = append(w.times, timeElement{st, c.at, len(w.blocks), false})
			}
		}
	}
	if n.DataAtom == atom.Time {
		if st, ok := parseTime(attr(n, "datetime")); ok {
			w.times = append(w.times, timeElement{st, c.at, len(w.blocks), attr(n, "itemprop") == "datePublished"})
		}
		if standsAlone(n) {
			h |= hintDate
		} else {
			h = 0
		}
	}
	if h != 0 || w.caption[n] {
		if w.caption[n] {
			h |= hintCaption
		}
		w.flush(c)
		inner := c
		inner.hint |= h
		w.walk(n, inner)
		w.flush(inner)
		return
	}
	w.walk(n, c)
}

// standsAlone reports an inline element without text beside it.
func standsAlone(n *html.Node) bool {
	for _, side := range []*html.Node{n.PrevSibling, n.NextSibling} {
		if side != nil && side.Type == html.TextNode && hasLetter(side.Data) {
			return false
		}
	}
	return true
}

// block visits a block element.
func (w *walker) block(n *html.Node, c context) {
	if hidden(n) {
		return
	}
	w.flush(c)
	w.gap = true
	at := len(w.elements)
	e := element{parent: c.at, boiler: -1, best: -1}
	if c.at >= 0 {
		e.boiler = w.elements[c.at].boiler
	}
	root, sure := furniture(n)
	if root {
		e.root, e.sure, e.boiler = true, sure, at
	}
	w.elements = append(w.elements, e)
	if w.body[n] && w.inBody < 0 {
		w.inBody = at
	}
	inner := context{at: at, part: c.part, hint: c.hint&(hintCaption|hintLead|hintItem|hintAuthor|hintSource|hintDate) | classHint(n)}
	if w.caption[n] {
		inner.hint |= hintCaption
	}
	switch n.DataAtom {
	case atom.P:
		if c.hint&hintTitled != 0 && onlyChild(n) && leadBehind(n.Parent) && !w.headed() {
			inner.hint |= hintTitled // categories have such a class too
		}
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		inner.hint |= hintHeading
		inner.part = uint16(n.Data[1] - '0')
	case atom.Figcaption:
		inner.hint |= hintCaption
	case atom.Li, atom.Dd, atom.Dt:
		inner.hint |= hintItem
		inner.part = 0
		if n.Parent.DataAtom == atom.Ol {
			inner.part = partOrdered
		}
	case atom.Table:
		w.tables++
		inner.part = w.tables
		if w.texted() && picturesNamed(n) { // the first may hold the title, or all the text
			inner.hint |= hintCaption
		}
	}
	w.walk(n, inner)
	w.flush(inner)
	w.gap = true
	if n.DataAtom == atom.Figcaption {
		w.image = false // what follows is no caption of it, even where this is empty
	}
}

// flush ends the block under way.
func (w *walker) flush(c context) {
	if len(w.buf) == 0 {
		return
	}
	s := string(bytes.TrimSuffix(w.buf, []byte(" ")))
	if w.odd {
		s = strings.TrimSpace(squash(text.Normalize(s)))
	}
	if strings.HasSuffix(s, "<o:p></o:p>") { // of Word, written out
		s = strings.TrimSpace(strings.TrimSuffix(s, "<o:p></o:p>"))
	}
	linked, bold := w.linked, w.bold
	w.buf, w.linked, w.bold, w.odd = w.buf[:0], 0, 0, false
	if s == "" {
		return
	}
	h := c.hint
	if linked*2 > len(s) {
		h |= hintLink
	}
	if bold >= len(s) {
		h |= hintBold
	}
	if w.image {
		h |= hintAfterImage
		w.image = false
	}
	b := block{text: s, gap: w.gap, hint: h, part: c.part, node: c.at}
	w.gap = false
	w.blocks = append(w.blocks, b)
}

// isBlock reports elements that begin and end a line of text.
func isBlock(n *html.Node) bool {
	switch n.DataAtom {
	case atom.P, atom.Div, atom.Section, atom.Article, atom.Main, atom.Header, atom.Footer, atom.Nav, atom.Aside, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6,
		atom.Ul, atom.Ol, atom.Li, atom.Dl, atom.Dt, atom.Dd, atom.Table, atom.Tbody, atom.Thead, atom.Tfoot, atom.Tr, atom.Td, atom.Th, atom.Caption,
		atom.Figure, atom.Figcaption, atom.Blockquote, atom.Pre, atom.Address, atom.Hr, atom.Form, atom.Fieldset, atom.Center, atom.Body, atom.Html, atom.Details, atom.Summary, atom.Dialog:
		return true
	}
	return n.DataAtom == 0 && strings.Contains(n.Data, "-") // elements of AMP and the like
}
