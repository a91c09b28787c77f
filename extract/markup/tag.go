package markup

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// tag is what the parser knows of a name of elements.
type tag struct {
	name    string
	atom    atom.Atom
	kind    tagKind
	bounds  scope // scopes that end at it
	special bool  // as the standard calls elements with rules of their own
	implied bool  // its end tag may be left out
}

// tagKind says how a tag in the body is read (HTML Living Standard, 13.2.6.4.7).
type tagKind uint8

const (
	tagOther tagKind = iota
	tagBlock         // ends a paragraph
	tagHeading
	tagP
	tagPre
	tagForm
	tagLi
	tagDd
	tagButton
	tagA
	tagFormat // b, i, font: goes on in the next block where it was not ended
	tagObject
	tagTable
	tagVoid   // br, img: holds nothing
	tagSource // the same, and no formatting goes on in it
	tagInput
	tagHr
	tagMeta // void, of the head
	tagRaw  // holds text alone
	tagSelect
	tagOption
	tagOptgroup
	tagSvg
	tagCaption
	tagColgroup
	tagCol
	tagSection // tbody, thead, tfoot
	tagTr
	tagCell
	tagFrame
	tagHead
	tagBody
	tagHTML
	tagRare // what is left to html.Parse
)

// scope is a set of the standard's scopes, in which an element is looked for.
type scope uint8

const (
	anyScope scope = 1 << iota
	listScope
	buttonScope
	tableScope
)

// tags maps the names with rules of their own.
var tags = func() map[string]*tag {
	m := make(map[string]*tag)
	for _, l := range []struct {
		kind  tagKind
		names string
	}{
		{tagOther, "cite del ins label span sub sup time"},
		{tagBlock, "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer header hgroup main menu nav ol search section summary ul"},
		{tagHeading, "h1 h2 h3 h4 h5 h6"}, {tagP, "p"}, {tagPre, "pre listing"}, {tagForm, "form"}, {tagLi, "li"}, {tagDd, "dd dt"},
		{tagButton, "button"}, {tagA, "a"}, {tagFormat, "b big code em font i s small strike strong tt u"}, {tagObject, "applet marquee object"},
		{tagTable, "table"}, {tagVoid, "area br embed img keygen wbr"}, {tagSource, "param source track"}, {tagInput, "input"}, {tagHr, "hr"},
		{tagMeta, "base basefont bgsound link meta"}, {tagRaw, "iframe noembed noframes noscript script style textarea title"},
		{tagSelect, "select"}, {tagOption, "option"}, {tagOptgroup, "optgroup"}, {tagSvg, "svg"}, {tagCaption, "caption"},
		{tagColgroup, "colgroup"}, {tagCol, "col"}, {tagSection, "tbody tfoot thead"}, {tagTr, "tr"}, {tagCell, "td th"}, {tagFrame, "frame"},
		{tagHead, "head"}, {tagBody, "body"}, {tagHTML, "html"},
		{tagRare, "frameset image math nobr plaintext rb rp rt rtc ruby template xmp"},
	} {
		for name := range strings.FieldsSeq(l.names) {
			m[name] = &tag{name: name, atom: atom.Lookup([]byte(name)), kind: l.kind}
			switch l.kind {
			case tagOther, tagA, tagFormat, tagOption, tagOptgroup, tagSvg, tagRare:
			default:
				m[name].special = name != "dialog" && name != "search"
			}
		}
	}
	bound := func(s scope, names string) {
		for name := range strings.FieldsSeq(names) {
			m[name].bounds |= s
		}
	}
	bound(anyScope|listScope|buttonScope, "applet caption html table td th marquee object template select")
	bound(listScope, "ol ul")
	bound(buttonScope, "button")
	bound(tableScope, "html table template")
	for name := range strings.FieldsSeq("dd dt li optgroup option p") {
		m[name].implied = true
	}
	return m
}()

// tagsAt holds the tags by first letter and length.
var tagsAt = func() (at [512][]*tag) {
	for name, k := range tags {
		i := tagPlace(name)
		at[i] = append(at[i], k)
	}
	return at
}()

func tagPlace(name string) int { return int(name[0]&31)<<4 | len(name)&15 }

// tagNamed gives the tag of a name in small letters, nil for one without rules.
func tagNamed(name string) *tag {
	for _, k := range tagsAt[tagPlace(name)] {
		if k.name == name {
			return k
		}
	}
	return nil
}
