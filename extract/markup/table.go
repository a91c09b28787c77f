package markup

import (
	"strings"

	"golang.org/x/net/html"
)

// table reads a token in a table, outside its sections. What does not belong
// there html.Parse puts before the table.
func (t *tree) table() bool {
	k := t.tok.tag
	switch t.tok.kind {
	case html.TextToken:
		if _, rest := cutSpace(t.tok.text); rest == "" {
			t.text(t.tok.text)
			return true
		}
	case html.CommentToken:
		return t.comment(t.parent())
	case html.DoctypeToken:
		return true
	case html.StartTagToken:
		switch k.kind {
		case tagCaption:
			t.cutTo(tagTable)
			t.format = append(t.format, opened{})
			t.add()
			t.mode = modeCaption
			return true
		case tagColgroup, tagSection:
			t.cutTo(tagTable)
			t.add()
			t.mode = modeColgroup
			if k.kind == tagSection {
				t.mode = modeSection
			}
			return true
		case tagCol:
			t.cutTo(tagTable)
			t.imply("colgroup")
			t.mode = modeColgroup
			return false
		case tagCell, tagTr:
			t.cutTo(tagTable)
			t.imply("tbody")
			t.mode = modeSection
			return false
		case tagTable:
			if t.cutKind(tableScope, tagTable) {
				t.resetMode()
				return false
			}
			return true
		case tagRaw:
			if k.name == "style" || k.name == "script" {
				return t.raw()
			}
		case tagInput:
			for _, a := range t.tok.attr {
				if a.Key == "type" && strings.EqualFold(a.Val, "hidden") {
					return t.void()
				}
			}
		case tagForm:
			if t.form == nil {
				t.form = t.add()
				t.cut(len(t.open) - 1)
			}
			return true
		}
	case html.EndTagToken:
		switch k.kind {
		case tagTable:
			if t.cutKind(tableScope, tagTable) {
				t.resetMode()
			}
			return true
		case tagBody, tagCaption, tagCol, tagColgroup, tagHTML, tagSection, tagCell, tagTr:
			return true
		}
	}
	return t.lose()
}

// cutTo ends what is open in the innermost element of a kind, or in all.
func (t *tree) cutTo(kind tagKind) {
	for i := len(t.open) - 1; i >= 0; i-- {
		if k := t.open[i].tag.kind; k == kind || k == tagHTML {
			t.cut(i + 1)
			return
		}
	}
}

// resetMode gives the mode behind a table: that of what holds it.
func (t *tree) resetMode() {
	for i := len(t.open) - 1; i >= 0; i-- {
		switch t.open[i].tag.kind {
		case tagCell:
			t.mode = modeCell
		case tagTr:
			t.mode = modeRow
		case tagSection:
			t.mode = modeSection
		case tagCaption:
			t.mode = modeCaption
		case tagColgroup:
			t.mode = modeColgroup
		case tagTable:
			t.mode = modeTable
		case tagBody:
			t.mode = modeBody
		case tagHead, tagHTML:
			t.lose()
		default:
			continue
		}
		return
	}
}

// section reads a token in a tbody, thead or tfoot.
func (t *tree) section() bool {
	if t.tok.kind == html.CommentToken || t.tok.kind != html.StartTagToken && t.tok.kind != html.EndTagToken {
		return t.table()
	}
	k, start := t.tok.tag.kind, t.tok.kind == html.StartTagToken
	switch {
	case start && k == tagTr:
		t.cutTo(tagSection)
		t.add()
		t.mode = modeRow
		return true
	case start && k == tagCell:
		t.cutTo(tagSection)
		t.imply("tr")
		t.mode = modeRow
		return false
	case start && (k == tagCaption || k == tagCol || k == tagColgroup || k == tagSection), !start && k == tagTable:
		if t.cutKind(tableScope, tagSection) {
			t.mode = modeTable
			return false
		}
		return true
	case !start && k == tagSection:
		if t.findTag(tableScope, t.tok.tag) >= 0 {
			t.cutTo(tagSection)
			t.cut(len(t.open) - 1)
			t.mode = modeTable
		}
		return true
	case !start && (k == tagBody || k == tagCaption || k == tagCol || k == tagColgroup || k == tagHTML || k == tagCell || k == tagTr):
		return true
	}
	return t.table()
}

// row reads a token in a row.
func (t *tree) row() bool {
	if t.tok.kind != html.StartTagToken && t.tok.kind != html.EndTagToken {
		return t.table()
	}
	k, start := t.tok.tag.kind, t.tok.kind == html.StartTagToken
	switch {
	case start && k == tagCell:
		t.cutTo(tagTr)
		t.add()
		t.format = append(t.format, opened{})
		t.mode = modeCell
		return true
	case start && (k == tagCaption || k == tagCol || k == tagColgroup || k == tagSection || k == tagTr), !start && (k == tagTr || k == tagTable || k == tagSection):
		if t.findKind(tableScope, tagTr) < 0 || !start && k == tagSection && t.findTag(tableScope, t.tok.tag) < 0 {
			return true
		}
		t.cutTo(tagTr)
		t.cut(len(t.open) - 1)
		t.mode = modeSection
		return !start && k == tagTr
	case !start && (k == tagBody || k == tagCaption || k == tagCol || k == tagColgroup || k == tagHTML || k == tagCell):
		return true
	}
	return t.table()
}

// cell reads a token in a cell.
func (t *tree) cell() bool {
	if t.tok.kind != html.StartTagToken && t.tok.kind != html.EndTagToken {
		return t.body()
	}
	k, start := t.tok.tag.kind, t.tok.kind == html.StartTagToken
	switch {
	case start && (k == tagCaption || k == tagCol || k == tagColgroup || k == tagSection || k == tagCell || k == tagTr),
		!start && (k == tagTable || k == tagSection || k == tagTr):
		if !start && t.findTag(tableScope, t.tok.tag) < 0 {
			return true
		}
		if t.cutKind(tableScope, tagCell) {
			t.bound()
		} else if start {
			return true
		}
		t.mode = modeRow
		return false
	case !start && k == tagCell:
		if i := t.findTag(tableScope, t.tok.tag); i >= 0 {
			t.cut(i)
			t.bound()
			t.mode = modeRow
		}
		return true
	case !start && (k == tagBody || k == tagCaption || k == tagCol || k == tagColgroup || k == tagHTML):
		return true
	}
	return t.body()
}

// caption reads a token in the caption of a table.
func (t *tree) caption() bool {
	if t.tok.kind != html.StartTagToken && t.tok.kind != html.EndTagToken {
		return t.body()
	}
	name, k, start := t.tok.tag.name, t.tok.tag.kind, t.tok.kind == html.StartTagToken
	inTable := k == tagCol || k == tagColgroup || k == tagSection || k == tagTr || k == tagCell && (name == "td" || !start)
	switch {
	case start && (inTable || k == tagCaption), !start && (k == tagCaption || k == tagTable):
		if t.cutKind(tableScope, tagCaption) {
			t.bound()
			t.mode = modeTable
			return !start && k == tagCaption
		}
		return true
	case !start && (inTable || k == tagBody || k == tagHTML):
		return true
	}
	return t.body()
}

// colgroup reads a token in a group of columns.
func (t *tree) colgroup() bool {
	switch t.tok.kind {
	case html.TextToken:
		space, rest := cutSpace(t.tok.text)
		t.text(space)
		if t.tok.text = rest; rest == "" {
			return true
		}
	case html.CommentToken:
		return t.comment(t.parent())
	case html.DoctypeToken:
		return true
	case html.StartTagToken:
		switch t.tok.tag.kind {
		case tagCol:
			return t.void()
		case tagHTML, tagRare:
			return t.lose()
		}
	case html.EndTagToken:
		switch t.tok.tag.kind {
		case tagColgroup, tagCol:
			if top := t.top(); t.tok.tag.kind == tagColgroup && top.tag.kind == tagColgroup {
				t.cut(len(t.open) - 1)
				t.mode = modeTable
			}
			return true
		case tagRare:
			return t.lose()
		}
	}
	if t.top().tag.kind != tagColgroup {
		return true
	}
	t.cut(len(t.open) - 1)
	t.mode = modeTable
	return false
}
