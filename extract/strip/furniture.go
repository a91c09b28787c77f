package strip

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// furniture reports elements that open what is no article: sure by the
// element itself, or an aside by its class too, else by a word of class or id
// that may also name a wrapper around the whole page.
func furniture(n *html.Node) (root, sure bool) {
	switch n.DataAtom {
	case atom.Nav, atom.Footer, atom.Dialog:
		return true, true
	case atom.Aside:
		return true, isWidget(n)
	case atom.Html, atom.Body, atom.Main, atom.Article, atom.P, atom.H1:
		return false, false
	}
	for i := range n.Attr {
		switch a := &n.Attr[i]; a.Key {
		case "role":
			if a.Val == "navigation" || a.Val == "banner" || a.Val == "contentinfo" || a.Val == "complementary" {
				return true, a.Val == "navigation"
			}
		case "class", "id":
			if classMarks(a.Val)&markBoiler != 0 {
				return true, false
			}
		case "type":
			if strings.HasPrefix(a.Val, "Related") { // boxes of the VCCorp family
				return true, true
			}
		}
	}
	return false, false
}

// isWidget reports an element that its class calls a widget, which holds no
// article's title.
func isWidget(n *html.Node) bool {
	named := false
	for word := range strings.FieldsSeq(attr(n, "class")) {
		named = named || word == "widget" || word == "widgets"
	}
	if named {
		for d := range n.Descendants() {
			if d.DataAtom == atom.H1 {
				return false
			}
		}
	}
	return named
}

// mark is what a word of a class or id says of its element.
type mark uint8

const (
	markBoiler mark = 1 << iota
	markCaption
	markLead
	markAuthor
	markSource
	markDate
	markTitle
)

// marks of the words; those of furniture stand in lexicon/boiler.txt.
var marks = func() map[string]mark {
	m := make(map[string]mark)
	for _, l := range []struct {
		mark  mark
		words string
	}{
		{markCaption, "caption imgcaption imagecaption photocaption pcaption chuthich imgdesc"},
		{markLead, "sapo lead summary chapeau standfirst tomtat"},
		{markAuthor, "author tacgia byline"},
		{markSource, "source nguontin nguon"},
		{markDate, "date datetime time publishdate creatdate pubdate ngaydang published"},
		{markTitle, "title headline tieude"},
	} {
		for w := range strings.FieldsSeq(l.words) {
			m[w] |= l.mark
		}
	}
	for w := range boilerWords.has {
		m[w] |= markBoiler
	}
	return m
}()

// markLengths gives for each first letter the lengths of the words of marks, as
// bits: most words of classes are told by it.
var markLengths = func() (t [26]uint32) {
	for w := range marks {
		t[w[0]-'a'] |= 1 << len(w)
	}
	return t
}()

// classMarks gives what the words of a class or id say. Words end at signs
// and where a capital follows a small letter; two that meet so, "TieuDe", are
// one as well, though they never name furniture: "chiTietTinMoi".
func classMarks(s string) mark {
	var buf [48]byte // the letters of a run, small
	var found mark
	n, word, last := 0, 0, -1 // its length, where the word under way and the one before begin
	for i := 0; i <= len(s); i++ {
		var c byte
		if i < len(s) {
			c = s[i]
		}
		upper := c >= 'A' && c <= 'Z'
		letter := upper || c >= 'a' && c <= 'z'
		if !letter || upper && i > 0 && s[i-1] >= 'a' && s[i-1] <= 'z' {
			if n <= len(buf) {
				found |= markOf(buf[word:n])
				if last >= 0 {
					found |= markOf(buf[last:n]) &^ markBoiler
				}
			}
			if word, last = n, word; !letter {
				n, word, last = 0, 0, -1
			}
		}
		if letter {
			if upper {
				c += 'a' - 'A'
			}
			if n < len(buf) {
				buf[n] = c
			}
			n++
		}
	}
	return found
}

// markOf gives what one word says, in small letters.
func markOf(word []byte) mark {
	if n := len(word); n < 2 || n > 31 || markLengths[word[0]-'a']>>n&1 == 0 {
		return 0
	}
	return marks[string(word)]
}

// classHint gives what class, id and the roles of known portal families say
// of an element.
func classHint(n *html.Node) hint {
	var h hint
	for i := range n.Attr {
		a := &n.Attr[i]
		switch a.Key {
		case "class", "id", "data-role", "itemprop":
		default:
			continue
		}
		if a.Val == "" || len(a.Val) > 300 {
			continue
		}
		switch m := classMarks(a.Val); {
		case m&^markBoiler == 0:
		case m&markCaption != 0:
			h |= hintCaption
		case n.DataAtom == atom.Div && len(a.Val) > 60:
		case m&markLead != 0:
			h |= hintLead
		case m&markAuthor != 0:
			h |= hintAuthor
		case m&markSource != 0:
			h |= hintSource
		case m&markDate != 0:
			h |= hintDate
		case m&markTitle != 0:
			h |= hintTitled
		}
	}
	return h
}

// changed reports the time at which an article was changed, beside the one at
// which it was published, as WordPress writes them.
func changed(n *html.Node) bool {
	if n.DataAtom != atom.Time || !strings.Contains(attr(n, "class"), "updated") || strings.Contains(attr(n, "class"), "published") {
		return false
	}
	for _, side := range []*html.Node{n.PrevSibling, n.NextSibling} {
		if side != nil && side.Type == html.TextNode {
			if side == n.PrevSibling {
				side = side.PrevSibling
			} else {
				side = side.NextSibling
			}
		}
		if side != nil && side.DataAtom == atom.Time && strings.Contains(attr(side, "class"), "published") {
			return true
		}
	}
	return false
}

// hidden reports elements that no reader sees.
func hidden(n *html.Node) bool {
	for i := range n.Attr {
		switch a := &n.Attr[i]; a.Key {
		case "hidden":
			return true
		case "style":
			if strings.Contains(a.Val, "display") && strings.Contains(strings.ReplaceAll(strings.ToLower(a.Val), " ", ""), "display:none") {
				return true
			}
		}
	}
	return false
}
