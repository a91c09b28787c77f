package markup

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// drawing reads a token inside an svg element, whose elements have a namespace
// of their own and no rules. Names are as html.Parse writes them, those of
// attributes as the page does.
func (t *tree) drawing() bool {
	top := t.top()
	switch t.tok.kind {
	case html.TextToken:
		t.text(t.tok.text)
	case html.CommentToken:
		t.comment(top.n)
	case html.EndTagToken:
		if !strings.EqualFold(top.tag.name, t.tok.tag.name) {
			return t.lose()
		}
		t.cut(len(t.open) - 1)
	case html.StartTagToken:
		name, ok := drawn[t.tok.tag.name]
		if !ok || top.tag.name == "title" || top.tag.name == "desc" {
			return t.lose()
		}
		n := t.push(&tag{name: name, atom: atom.Lookup([]byte(name))}, t.mem.keep(t.tok.attr))
		n.Namespace = "svg"
		if t.tok.closed {
			t.cut(len(t.open) - 1)
		}
	default:
		return t.lose()
	}
	return true
}

// drawn maps the names of elements in drawings, small letters to their own.
var drawn = func() map[string]string {
	m := make(map[string]string)
	for name := range strings.FieldsSeq("animate animateTransform circle clipPath defs desc ellipse feBlend feColorMatrix feComposite feFlood feGaussianBlur feOffset filter g image line linearGradient marker mask path pattern polygon polyline radialGradient rect stop style svg symbol text title tspan use") {
		m[strings.ToLower(name)] = name
	}
	return m
}()
