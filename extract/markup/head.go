package markup

import (
	"strings"

	"golang.org/x/net/html"
)

// cutSpace cuts the white space that s begins with off it.
func cutSpace(s string) (space, rest string) {
	rest = strings.TrimLeft(s, " \t\n\f\r")
	return s[:len(s)-len(rest)], rest
}

// beforeBody reads a token above the body: doctype, html, head.
func (t *tree) beforeBody() bool {
	k := t.tok.tag
	switch t.tok.kind {
	case html.TextToken:
		space, rest := cutSpace(t.tok.text)
		if t.mode >= modeHead {
			t.text(space)
		}
		if t.tok.text = rest; rest == "" {
			return true
		}
	case html.CommentToken:
		return t.comment(t.parent())
	case html.DoctypeToken:
		if t.mode != modeStart {
			return t.lose()
		}
		return t.doctype()
	case html.EndTagToken:
		switch {
		case t.mode < modeHead || k.kind == tagBody || k.kind == tagHTML || k.kind == tagRare || k.name == "br":
			return t.lose()
		case t.mode == modeHead && k.kind == tagHead:
			t.cut(len(t.open) - 1)
			t.mode = modeAfterHead
		}
		return true // it ends nothing
	case html.StartTagToken:
		switch {
		case k.kind == tagRare:
			return t.lose()
		case k.kind == tagHTML && t.mode > modeBeforeHTML:
			t.addTo(t.open[0].n)
			return true
		case k.kind == tagHead && t.mode > modeBeforeHead:
			return true
		case t.mode == modeHead && k.kind == tagMeta:
			return t.void()
		case t.mode == modeHead && k.kind == tagRaw && ofHead(k):
			return t.raw()
		case t.mode == modeAfterHead && (k.kind == tagMeta || k.kind == tagRaw && ofHead(k) && k.name != "noscript"):
			return t.lateHead()
		}
	}
	return t.leave()
}

// ofHead reports raw elements that may stand in the head.
func ofHead(k *tag) bool { return k.name != "iframe" && k.name != "noembed" && k.name != "textarea" }

// leave ends the mode of a page above its body before a token that does not
// belong there. It gives true where the token opened the next mode itself.
func (t *tree) leave() bool {
	start := t.tok.kind == html.StartTagToken
	switch t.mode {
	case modeStart:
		t.quirks = true
		t.mode = modeBeforeHTML
	case modeBeforeHTML:
		t.mode = modeBeforeHead
		if start && t.tok.tag.kind == tagHTML {
			t.add()
			return true
		}
		t.imply("html")
	case modeBeforeHead:
		t.mode = modeHead
		if start && t.tok.tag.kind == tagHead {
			t.head = t.add()
			return true
		}
		t.head = t.imply("head")
	case modeHead:
		t.mode = modeAfterHead
		t.cut(len(t.open) - 1)
	case modeAfterHead:
		t.mode = modeBody
		if start && t.tok.tag.kind == tagBody {
			t.add()
			return true
		}
		t.imply("body")
	}
	return false
}

// lateHead adds an element behind the head to it.
func (t *tree) lateHead() bool {
	t.open = append(t.open, opened{t.head, tags["head"]})
	if t.tok.tag.kind == tagMeta {
		t.void()
	} else {
		t.raw()
	}
	t.cut(len(t.open) - 1)
	return true
}

// doctype adds the doctype. Any but "html" alone html.Parse reads, and tells
// whether it is an old one: a table ends no paragraph then.
func (t *tree) doctype() bool {
	t.mode = modeBeforeHTML
	if _, name := cutSpace(t.tok.text[len("<!doctype"):]); name == "html>" {
		appendTo(t.doc, t.mem.node(html.DoctypeNode, "html"))
		return true
	}
	doc, err := html.Parse(strings.NewReader(t.tok.text + "<p><table>"))
	if err != nil {
		return t.lose()
	}
	n := doc.FirstChild
	doc.RemoveChild(n)
	appendTo(t.doc, n)
	p := doc.LastChild.LastChild.FirstChild
	t.quirks = p.FirstChild != nil
	return true
}

// afterBody reads a token behind the body's end tag.
func (t *tree) afterBody() bool {
	switch t.tok.kind {
	case html.TextToken:
		if _, rest := cutSpace(t.tok.text); rest == "" {
			return t.body()
		}
	case html.CommentToken:
		if t.mode == modeAfterHTML {
			return t.comment(t.doc)
		}
		return t.comment(t.open[0].n)
	case html.EndTagToken:
		if t.tok.tag.kind == tagHTML && t.mode == modeAfterBody {
			t.mode = modeAfterHTML
			return true
		}
	case html.StartTagToken:
		if t.tok.tag.kind == tagHTML {
			return t.body()
		}
	case html.DoctypeToken:
		return t.mode == modeAfterHTML || t.lose()
	}
	t.mode = modeBody
	return false
}
