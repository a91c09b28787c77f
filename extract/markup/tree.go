package markup

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
)

// tree builds the tree of a page from its tags. Where a page needs a repair that
// is not known here the tree is lost.
type tree struct {
	s    string // the page
	at   int    // next byte of it
	tok  token
	attr []html.Attribute

	doc, head, form *html.Node
	open            []opened // elements without their end so far
	paragraphs      int      // p elements among them
	format          []opened // formatting elements that go on; a zero one bounds a cell
	mode            mode
	quirks          bool // of an old doctype, or none
	lost            bool
	grown           *html.Node // a text that comes in pieces
	pieces          []byte     // of it
	mem             *Memory
}

// opened is an open element.
type opened struct {
	n   *html.Node
	tag *tag
}

// mode is where in a page the parser is: the insertion mode of the standard.
type mode uint8

const (
	modeStart mode = iota
	modeBeforeHTML
	modeBeforeHead
	modeHead
	modeAfterHead
	modeBody
	modeTable
	modeCaption
	modeColgroup
	modeSection
	modeRow
	modeCell
	modeAfterBody
	modeAfterHTML
)

// deepest is the number of open elements up to which html.Parse reads a page.
const deepest = 512

// parsePlain is Parse without html.Parse: it gives nil for a page that needs it.
func parsePlain(page []byte, mem *Memory) *html.Node {
	if bytes.IndexByte(page, 0) >= 0 {
		return nil
	}
	s := string(page)
	if strings.IndexByte(s, '\r') >= 0 {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	mem.Clear()
	t := tree{s: s, mem: mem, open: mem.open[:0], format: mem.format[:0], attr: mem.attr[:0]}
	t.doc = mem.node(html.DocumentNode, "")
	for t.next() {
		for !t.lost && !t.step() {
		}
	}
	t.grow(nil)
	mem.open, mem.format, mem.attr = t.open, t.format, t.attr
	if t.lost || t.mode < modeBody {
		return nil
	}
	return t.doc
}

// lose gives the page up; it gives false.
func (t *tree) lose() bool {
	t.lost = true
	return false
}

// step reads the token in the mode of the page. It gives false where the token
// changed the mode and is to be read again.
func (t *tree) step() bool {
	if top := t.top(); top != nil && top.n.Namespace != "" {
		return t.drawing()
	}
	switch t.mode {
	case modeBody:
		return t.body()
	case modeCell:
		return t.cell()
	case modeTable:
		return t.table()
	case modeSection:
		return t.section()
	case modeRow:
		return t.row()
	case modeCaption:
		return t.caption()
	case modeColgroup:
		return t.colgroup()
	case modeAfterBody, modeAfterHTML:
		return t.afterBody()
	}
	return t.beforeBody()
}

func (t *tree) top() *opened {
	if n := len(t.open); n > 0 {
		return &t.open[n-1]
	}
	return nil
}

// parent is the node to which the next one is added.
func (t *tree) parent() *html.Node {
	if top := t.top(); top != nil {
		return top.n
	}
	return t.doc
}

// appendTo adds a new node as the last child of parent.
func appendTo(parent, n *html.Node) {
	n.Parent = parent
	if last := parent.LastChild; last != nil {
		last.NextSibling, n.PrevSibling = n, last
	} else {
		parent.FirstChild = n
	}
	parent.LastChild = n
}

// add opens an element of the tag at hand.
func (t *tree) add() *html.Node { return t.push(t.tok.tag, t.mem.keep(t.tok.attr)) }

func (t *tree) push(k *tag, attr []html.Attribute) *html.Node {
	n := t.mem.node(html.ElementNode, k.name)
	n.DataAtom, n.Attr = k.atom, attr
	appendTo(t.parent(), n)
	t.open = append(t.open, opened{n, k})
	if k.kind == tagP {
		t.paragraphs++
	}
	if len(t.open) > deepest {
		t.lose()
	}
	return n
}

// imply opens an element that the page leaves out.
func (t *tree) imply(name string) *html.Node { return t.push(tags[name], nil) }

// void adds an element that holds nothing.
func (t *tree) void() bool {
	t.add()
	t.cut(len(t.open) - 1)
	return true
}

// raw adds an element with the text that it holds.
func (t *tree) raw() bool {
	k := t.tok.tag
	t.add()
	s := t.rawText(k.name)
	switch k.name {
	case "textarea":
		s = strings.TrimPrefix(strings.TrimPrefix(unescaped(s), "\r"), "\n")
	case "title":
		s = unescaped(s)
	}
	t.text(s)
	t.cut(len(t.open) - 1)
	return true
}

// text adds text to the node before where that is text, else as one.
func (t *tree) text(s string) {
	if s == "" {
		return
	}
	p := t.parent()
	n := p.LastChild
	switch {
	case n == nil || n.Type != html.TextNode:
		appendTo(p, t.mem.node(html.TextNode, s))
		return
	case n != t.grown:
		t.grow(n)
	}
	t.pieces = append(t.pieces, s...)
}

// grow begins a text that comes in pieces, or none, and ends the one before. A
// page of nothing but stray tags between letters takes no longer for it.
func (t *tree) grow(n *html.Node) {
	if t.grown != nil {
		t.grown.Data = string(t.pieces)
	}
	if t.grown, t.pieces = n, t.pieces[:0]; n != nil {
		t.pieces = append(t.pieces, n.Data...)
	}
}

func (t *tree) comment(parent *html.Node) bool {
	appendTo(parent, t.mem.node(html.CommentNode, unescaped(t.tok.text)))
	return true
}

// cut ends the open elements from i on.
func (t *tree) cut(i int) {
	for _, o := range t.open[i:] {
		if o.tag.kind == tagP {
			t.paragraphs--
		}
	}
	t.open = t.open[:i]
}

// find gives the innermost open element for which is, or -1 where none is in
// scope.
func (t *tree) find(s scope, is func(*tag) bool) int {
	for i := len(t.open) - 1; i >= 0; i-- {
		if k := t.open[i].tag; is(k) {
			return i
		} else if k.bounds&s != 0 {
			return -1
		}
	}
	return -1
}

func (t *tree) findTag(s scope, k *tag) int {
	return t.find(s, func(o *tag) bool { return o == k })
}

func (t *tree) findKind(s scope, kind tagKind) int {
	return t.find(s, func(o *tag) bool { return o.kind == kind })
}

// cutKind ends the innermost open element of a kind and what it holds.
func (t *tree) cutKind(s scope, kind tagKind) bool {
	i := t.findKind(s, kind)
	if i >= 0 {
		t.cut(i)
	}
	return i >= 0
}

// endP ends the paragraph under way.
func (t *tree) endP() {
	if t.paragraphs > 0 {
		t.cutKind(buttonScope, tagP)
	}
}

// endImplied ends elements whose end tags may be left out, but for one.
func (t *tree) endImplied(but tagKind) {
	for top := t.top(); top != nil && top.tag.implied && (but == tagOther || top.tag.kind != but); top = t.top() {
		t.cut(len(t.open) - 1)
	}
}
