package strip

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"khotin/extract/text"
)

// row takes a row of a data table as one text block, "a | b | c". A row with
// one filled cell, or with cells that hold blocks, is layout and is not.
func (w *walker) row(n *html.Node, c context) bool {
	if hasCell(n, hintDate) && (namesCategory(n) || namesFolder(n)) {
		w.stamped = append(w.stamped, c.part)
	}
	var cells []string
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		if k.Type != html.ElementNode || k.DataAtom != atom.Td && k.DataAtom != atom.Th {
			continue
		}
		var b strings.Builder
		if !cellText(k, &b, new(int)) {
			return false
		}
		if s := squash(text.Normalize(b.String())); s != "" {
			cells = append(cells, s)
		}
	}
	if len(cells) < 2 {
		return false
	}
	w.flush(c)
	if w.stampedRow(n, cells) {
		for _, cell := range cells {
			b := newBlock(cell, true, 0)
			if st, ok := scanStamp(cell); ok && st.rest == "" {
				b.hint |= hintDate
			}
			b.node, b.part = c.at, c.part
			w.blocks = append(w.blocks, b)
		}
		return true
	}
	b := newBlock(strings.Join(cells, " | "), true, hintRow)
	b.node, b.part = c.at, c.part
	w.blocks = append(w.blocks, b)
	w.gap = true
	return true
}

// stampedRow reports the only row of a table that says where an article stands
// and when it was published, "Kinh tế | (26.07.2019 14:14)", where the class of
// the cell calls it a time: the other names a category, or brackets hold the time.
// Its cells are lines. Below a title or a text such a row says when something
// takes place.
func (w *walker) stampedRow(n *html.Node, cells []string) bool {
	if len(cells) != 2 || words(cells[0]) > 8 || words(cells[1]) > 8 || !hasCell(n, hintDate) || !onlyRow(n) {
		return false
	}
	folder := namesFolder(n)
	for i := range w.blocks {
		if b := &w.blocks[i]; !b.is(hintLink) && (isText(b) && !folder || b.is(hintHeading) && b.part == 1) {
			return false
		}
	}
	if folder {
		st, ok := scanStamp(cells[1])
		return ok && st.rest == ""
	}
	for i, cell := range cells {
		if st, ok := scanStamp(cell); ok && st.rest == "" {
			return isCategory(cells[1-i]) || strings.HasPrefix(cell, "(") && strings.HasSuffix(cell, ")")
		}
	}
	return false
}

// isCategory reports the name of a category of news.
func isCategory(s string) bool {
	return categories.has[text.Key(s)]
}

// namesCategory reports a row with a cell that its class calls a title and that
// names a category or is a link, and with no day of the week.
func namesCategory(n *html.Node) bool {
	named := false
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		if k.Type != html.ElementNode {
			continue
		}
		var b strings.Builder
		plain := cellText(k, &b, new(int))
		s := squash(text.Normalize(b.String()))
		if st, ok := scanStamp(s); ok && st.weekday >= 0 {
			return false
		}
		if classHint(k)&hintTitled != 0 {
			named = plain && isCategory(s) || k.FirstChild != nil && k.FirstChild == k.LastChild && k.FirstChild.DataAtom == atom.A
		}
	}
	return named
}

// namesFolder reports the head of an article as systems on SharePoint name it: a
// row of two cells of which a class calls one the folder, also where it is empty.
func namesFolder(n *html.Node) bool {
	if attr(n, "class") != "ms-news-header" {
		return false
	}
	cells, folder := 0, false
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		if k.Type != html.ElementNode {
			continue
		}
		cells++
		folder = folder || k.DataAtom == atom.Td && strings.EqualFold(attr(k, "class"), "foldertitle")
	}
	return folder && cells == 2
}

// hasCell reports a row with a cell of which its class says h.
func hasCell(n *html.Node, h hint) bool {
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		if k.Type == html.ElementNode && classHint(k)&h != 0 {
			return true
		}
	}
	return false
}

// onlyRow reports a row without another in its table, the head included.
func onlyRow(n *html.Node) bool {
	table := n.Parent
	if table.DataAtom != atom.Table && table.Parent != nil {
		table = table.Parent
	}
	return rows(table) == 1
}

// rows counts the rows of a table, not those of tables in its cells.
func rows(table *html.Node) int {
	n := 0
	eachRow(table, func(*html.Node) { n++ })
	return n
}

// cellText gathers the text of a cell; false where it holds more than a data
// cell does: a table, a list, a picture, several paragraphs, long text.
func cellText(n *html.Node, b *strings.Builder, blocks *int) bool {
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		switch k.Type {
		case html.TextNode:
			b.WriteString(k.Data)
			if b.Len() > 600 {
				return false
			}
		case html.ElementNode:
			switch k.DataAtom {
			case atom.Table, atom.Ul, atom.Ol, atom.Img, atom.H1, atom.H2, atom.Form, atom.Article, atom.Iframe, atom.Script, atom.Section, atom.A:
				return false
			case atom.P, atom.Div:
				if *blocks++; *blocks > 4 {
					return false
				}
			}
			b.WriteByte(' ')
			if !cellText(k, b, blocks) {
				return false
			}
		}
	}
	return true
}

// picturesNamed reports a table of one column that editors set pictures in with
// their captions: rows with nothing but pictures, each row of text right below
// one, short, without links and no prose. Lists of articles link what stands
// there.
func picturesNamed(table *html.Node) bool {
	n, above, ok := 0, false, true
	eachRow(table, func(row *html.Node) {
		var cell *html.Node
		for k := row.FirstChild; k != nil; k = k.NextSibling {
			if k.DataAtom == atom.Td || k.DataAtom == atom.Th {
				ok = ok && cell == nil
				cell = k
			}
		}
		if !ok || cell == nil {
			return
		}
		var b strings.Builder
		pictures := 0
		if ok = captionCell(cell, &b, &pictures); !ok {
			return
		}
		s := squash(text.Normalize(b.String()))
		switch {
		case s != "":
			n++
			ok = above && pictures == 0 && words(s) <= 45 && sentences(s) <= 2 && !(words(s) >= 15 && endsSentence(s))
			above = false
		case pictures > 0:
			above = true
		}
	})
	return ok && n > 0
}

// eachRow calls f with each row of a table, not those of tables in its cells.
func eachRow(table *html.Node, f func(row *html.Node)) {
	for k := table.FirstChild; k != nil; k = k.NextSibling {
		switch k.DataAtom {
		case atom.Tr:
			f(k)
		case atom.Tbody, atom.Thead, atom.Tfoot:
			eachRow(k, f)
		}
	}
}

// captionCell gathers the text of a cell and counts its pictures; false where it
// holds more than a picture or a caption.
func captionCell(n *html.Node, b *strings.Builder, pictures *int) bool {
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		if k.Type == html.TextNode {
			b.WriteString(k.Data)
		}
		if k.Type != html.ElementNode {
			continue
		}
		switch k.DataAtom {
		case atom.Img:
			*pictures++
		case atom.A:
			var linked strings.Builder
			if !captionCell(k, &linked, pictures) || strings.TrimSpace(linked.String()) != "" {
				return false // a picture may be a link
			}
			continue
		case atom.Table, atom.Ul, atom.Ol, atom.Form, atom.Iframe, atom.Script, atom.Input, atom.Video, atom.H1, atom.H2, atom.H3:
			return false
		}
		b.WriteByte(' ')
		if b.Len() > 1000 || !captionCell(k, b, pictures) {
			return false
		}
	}
	return true
}

// onlyChild reports an element with nothing beside it in its parent.
func onlyChild(n *html.Node) bool {
	for k := n.Parent.FirstChild; k != nil; k = k.NextSibling {
		if k != n && (k.Type == html.ElementNode || k.Type == html.TextNode && strings.TrimSpace(k.Data) != "") {
			return false
		}
	}
	return true
}

// headed reports a heading or a bold line as the last block so far.
func (w *walker) headed() bool {
	n := len(w.blocks)
	return n > 0 && w.blocks[n-1].is(hintHeading|hintBold) && !w.blocks[n-1].is(hintLink)
}

// texted reports text above.
func (w *walker) texted() bool {
	for i := range w.blocks {
		if b := &w.blocks[i]; !b.is(hintLink|hintHeading) && isText(b) {
			return true
		}
	}
	return false
}

// leadBehind reports an element whose class calls it a lead right behind n.
func leadBehind(n *html.Node) bool {
	for k := n.NextSibling; k != nil; k = k.NextSibling {
		if k.Type == html.ElementNode && k.DataAtom != atom.Style && k.DataAtom != atom.Br {
			return classHint(k)&hintLead != 0
		}
	}
	return false
}

// onlyText gives the text of an element that holds no other element, or "".
func onlyText(n *html.Node) string {
	if k := n.FirstChild; k != nil && k.NextSibling == nil && k.Type == html.TextNode {
		return strings.TrimSpace(k.Data)
	}
	return ""
}
