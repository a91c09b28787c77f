package markup

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// body reads a token in the body.
func (t *tree) body() bool {
	switch t.tok.kind {
	case html.TextToken:
		s := t.tok.text
		if top := t.top(); top.tag.kind == tagPre && top.n.FirstChild == nil {
			s = strings.TrimPrefix(strings.TrimPrefix(s, "\r"), "\n")
		}
		if s != "" {
			t.goOn()
			t.text(s)
		}
	case html.CommentToken:
		return t.comment(t.parent())
	case html.StartTagToken:
		return t.bodyStart()
	case html.EndTagToken:
		return t.bodyEnd()
	}
	return true // a doctype says nothing here
}

// bodyStart reads a start tag in the body.
func (t *tree) bodyStart() bool {
	switch k := t.tok.tag; k.kind {
	case tagBlock, tagP, tagPre:
		t.endP()
		t.add()
	case tagHeading:
		t.endP()
		if t.top().tag.kind == tagHeading {
			t.cut(len(t.open) - 1)
		}
		t.add()
	case tagForm:
		if t.form == nil {
			t.endP()
			t.form = t.add()
		}
	case tagLi, tagDd:
		t.endItem(k.kind)
		t.endP()
		t.add()
	case tagTable:
		if !t.quirks {
			t.endP()
		}
		t.add()
		t.mode = modeTable
	case tagVoid:
		t.goOn()
		t.void()
	case tagSource, tagMeta:
		t.void()
	case tagInput:
		t.cutKind(anyScope, tagSelect)
		t.goOn()
		t.void()
	case tagHr:
		if t.findKind(buttonScope, tagP) >= 0 {
			t.endImplied(tagP)
			t.cutKind(anyScope, tagP)
		}
		if t.findKind(anyScope, tagSelect) >= 0 {
			t.endImplied(tagOther)
		}
		t.void()
	case tagRaw:
		t.raw()
	case tagHTML:
		t.addTo(t.open[0].n)
	case tagBody:
		if len(t.open) > 1 && t.open[1].tag == k {
			t.addTo(t.open[1].n)
		}
	case tagRare:
		return t.lose()
	case tagCaption, tagColgroup, tagCol, tagSection, tagTr, tagCell, tagFrame, tagHead: // outside a table: nothing
	default:
		t.inlineStart()
	}
	return true
}

// addTo gives an element the attributes of its second start tag.
func (t *tree) addTo(n *html.Node) {
	for _, a := range t.tok.attr {
		if !slices.ContainsFunc(n.Attr, func(b html.Attribute) bool { return a.Key == b.Key }) {
			n.Attr = append(n.Attr, a)
		}
	}
	if len(n.Attr) > mostAttributes {
		t.lose()
	}
}

// inlineStart reads the start tag of an element in which formatting goes on.
func (t *tree) inlineStart() {
	switch t.tok.tag.kind {
	case tagButton:
		if t.findKind(anyScope, tagButton) >= 0 {
			t.endImplied(tagOther)
			t.cutKind(anyScope, tagButton)
		}
	case tagA:
		for i := len(t.format) - 1; i >= 0 && t.format[i].n != nil; i-- {
			if o := t.format[i]; o.tag == t.tok.tag {
				t.endFormat(o.tag)
				if t.isOpen(o.n) >= 0 || t.goesOn(o) {
					t.lose()
				}
				break
			}
		}
	case tagSelect:
		if t.cutKind(anyScope, tagSelect) {
			return
		}
	case tagOption, tagOptgroup:
		if t.findKind(anyScope, tagSelect) >= 0 {
			but := tagOptgroup
			if t.tok.tag.kind == tagOptgroup {
				but = tagOther
			}
			t.endImplied(but)
		} else if t.top().tag.kind == tagOption {
			t.cut(len(t.open) - 1)
		}
	}
	t.goOn()
	n := t.add()
	switch t.tok.tag.kind {
	case tagA, tagFormat:
		t.formats(n)
	case tagObject:
		t.format = append(t.format, opened{})
	case tagSvg:
		drawn(n)
		if t.tok.closed {
			t.cut(len(t.open) - 1)
		}
	}
}

// endItem ends the item of the list under way.
func (t *tree) endItem(kind tagKind) {
	for i := len(t.open) - 1; i >= 0; i-- {
		switch k := t.open[i].tag; {
		case k.kind == kind:
			t.cut(i)
			return
		case k.special && k.kind != tagP && k.atom != atom.Address && k.atom != atom.Div:
			return
		}
	}
}

// formats keeps a formatting element, which goes on in the blocks behind.
func (t *tree) formats(n *html.Node) {
	slices.SortFunc(n.Attr, func(a, b html.Attribute) int { return cmp.Or(cmp.Compare(a.Key, b.Key), cmp.Compare(a.Val, b.Val)) })
	same := 0
	for i := len(t.format) - 1; i >= 0 && t.format[i].n != nil; i-- {
		if o := t.format[i]; o.tag == t.tok.tag && slices.Equal(o.n.Attr, n.Attr) {
			same++
		}
	}
	if same >= 3 {
		t.lose() // the first of them goes on no more
	}
	t.format = append(t.format, opened{n, t.tok.tag})
}

// isOpen gives where a node stands among the open elements, or -1.
func (t *tree) isOpen(n *html.Node) int {
	for i := len(t.open) - 1; i >= 0; i-- {
		if t.open[i].n == n {
			return i
		}
	}
	return -1
}

// goOn opens again the formatting elements that blocks have ended.
func (t *tree) goOn() {
	first := len(t.format)
	for first > 0 && t.format[first-1].n != nil && t.isOpen(t.format[first-1].n) < 0 {
		first--
	}
	for i := first; i < len(t.format); i++ {
		o := &t.format[i]
		o.n = t.push(o.tag, o.n.Attr)
	}
}

// goesOn reports a formatting element that goes on, of which the last is mostly
// asked for.
func (t *tree) goesOn(o opened) bool {
	for i := len(t.format) - 1; i >= 0; i-- {
		if t.format[i] == o {
			return true
		}
	}
	return false
}

// bound ends the formatting elements of a cell or an object.
func (t *tree) bound() {
	for len(t.format) > 0 {
		last := t.format[len(t.format)-1]
		t.format = t.format[:len(t.format)-1]
		if last.n == nil {
			return
		}
	}
}

// bodyEnd reads an end tag in the body.
func (t *tree) bodyEnd() bool {
	switch k := t.tok.tag; k.kind {
	case tagBody, tagHTML:
		if t.findKind(anyScope, tagBody) < 0 {
			return true
		}
		t.mode = modeAfterBody
		return k.kind == tagBody
	case tagBlock, tagButton, tagPre, tagSelect:
		if t.findTag(anyScope, k) < 0 {
			return true
		}
		t.endImplied(tagOther)
		t.cut(t.findTag(anyScope, k))
	case tagForm:
		form := t.form
		t.form = nil
		i := t.findTag(anyScope, k)
		if form == nil || i < 0 || t.open[i].n != form {
			return true
		}
		t.endImplied(tagOther)
		t.open = slices.Delete(t.open, i, i+1)
	case tagP:
		if t.findKind(buttonScope, tagP) < 0 {
			t.imply("p")
		}
		t.cutKind(buttonScope, tagP)
	case tagLi:
		t.cutKind(listScope, tagLi)
	case tagDd:
		if i := t.findTag(anyScope, k); i >= 0 {
			t.cut(i)
		}
	case tagHeading:
		t.cutKind(anyScope, tagHeading)
	case tagA, tagFormat:
		t.endFormat(k)
	case tagObject:
		if i := t.findTag(anyScope, k); i >= 0 {
			t.cut(i)
			t.bound()
		}
	case tagRare:
		return t.lose()
	case tagVoid:
		if k.atom == atom.Br { // as browsers do
			t.tok.kind = html.StartTagToken
			return false
		}
		t.endOther(k)
	default:
		t.endOther(k)
	}
	return true
}

// endFormat ends a formatting element. Where blocks stand in it that it does
// not hold whole, they are taken apart, by html.Parse.
func (t *tree) endFormat(k *tag) {
	if top := t.top(); top.tag == k && !t.goesOn(*top) {
		t.cut(len(t.open) - 1)
		return
	}
	i := len(t.format) - 1
	for i >= 0 && t.format[i].n != nil && t.format[i].tag != k {
		i--
	}
	if i < 0 || t.format[i].n == nil {
		t.endOther(k)
		return
	}
	at := t.isOpen(t.format[i].n)
	switch {
	case at < 0:
		t.format = slices.Delete(t.format, i, i+1)
		return
	case t.findTag(anyScope, k) < 0:
		return
	}
	for _, o := range t.open[at:] {
		if o.tag.special {
			t.lose()
			return
		}
	}
	t.cut(at)
	t.format = slices.Delete(t.format, i, i+1)
}

// endOther ends the innermost open element of a name, where no element with
// rules of its own stands between.
func (t *tree) endOther(k *tag) {
	for i := len(t.open) - 1; i >= 0; i-- {
		switch o := t.open[i].tag; {
		case o.name == k.name:
			t.cut(i)
			return
		case o.special:
			return
		}
	}
}
