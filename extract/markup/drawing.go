package markup

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// drawing reads a token inside an svg element, whose elements have a namespace
// of their own and no rules.
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
		name, ok := drawings[t.tok.tag.name]
		if !ok || top.tag.name == "title" || top.tag.name == "desc" {
			return t.lose()
		}
		n := t.push(&tag{name: name, atom: atom.Lookup([]byte(name))}, t.mem.keep(t.tok.attr))
		drawn(n)
		if t.tok.closed {
			t.cut(len(t.open) - 1)
		}
	default:
		return t.lose()
	}
	return true
}

// drawn gives a new element of a drawing its namespace and its attributes their
// names.
func drawn(n *html.Node) {
	n.Namespace = "svg"
	for i := range n.Attr {
		a := &n.Attr[i]
		if name, ok := drawingAttributes[a.Key]; ok {
			a.Key = name
		} else if space, name, ok := strings.Cut(a.Key, ":"); ok && foreign[a.Key] {
			a.Namespace, a.Key = space, name
		}
	}
}

// drawings maps the names of elements in drawings, small letters to their own.
var drawings = ownNames("animate animateTransform circle clipPath defs desc ellipse feBlend feColorMatrix feComposite feFlood feGaussianBlur feOffset filter g image line linearGradient marker mask path pattern polygon polyline radialGradient rect stop style svg symbol text title tspan use")

// drawingAttributes is drawings for attributes, those with capitals, as
// html.Parse knows them: the standard's, and "viewTarget" and the like of old.
var drawingAttributes = ownNames(`attributeName attributeType baseFrequency baseProfile calcMode clipPathUnits diffuseConstant edgeMode filterUnits
	glyphRef gradientTransform gradientUnits kernelMatrix kernelUnitLength keyPoints keySplines keyTimes lengthAdjust limitingConeAngle markerHeight
	markerUnits markerWidth maskContentUnits maskUnits numOctaves pathLength patternContentUnits patternTransform patternUnits pointsAtX pointsAtY
	pointsAtZ preserveAlpha preserveAspectRatio primitiveUnits refX refY repeatCount repeatDur requiredExtensions requiredFeatures specularConstant
	specularExponent spreadMethod startOffset stdDeviation stitchTiles surfaceScale systemLanguage tableValues targetX targetY textLength viewBox
	viewTarget xChannelSelector yChannelSelector zoomAndPan`)

// foreign are the attributes with a namespace.
var foreign = func() map[string]bool {
	m := make(map[string]bool)
	for name := range strings.FieldsSeq("xlink:actuate xlink:arcrole xlink:href xlink:role xlink:show xlink:title xlink:type xml:lang xml:space xmlns:xlink") {
		m[name] = true
	}
	return m
}()

// ownNames maps names in small letters to the names.
func ownNames(names string) map[string]string {
	m := make(map[string]string)
	for name := range strings.FieldsSeq(names) {
		m[strings.ToLower(name)] = name
	}
	return m
}
