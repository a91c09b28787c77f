package strip

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// furniture reports elements that open what is no article: sure by the
// element itself, else by a word of class or id that may also name a wrapper
// around the whole page.
func furniture(n *html.Node) (root, sure bool) {
	switch n.DataAtom {
	case atom.Nav, atom.Footer, atom.Dialog:
		return true, true
	case atom.Aside:
		return true, false
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
			if classWord(a.Val, boilerWords.has) {
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

// classWord reports whether one of the words of a class or id is in set.
// Words end at signs and where a capital follows a small letter.
func classWord(s string, set map[string]bool) bool {
	var buf [24]byte
	n := 0
	for i := 0; i <= len(s); i++ {
		var c byte
		if i < len(s) {
			c = s[i]
		}
		upper := c >= 'A' && c <= 'Z'
		letter := upper || c >= 'a' && c <= 'z'
		if !letter || upper && i > 0 && s[i-1] >= 'a' && s[i-1] <= 'z' {
			if n > 0 && n <= len(buf) && set[string(buf[:n])] {
				return true
			}
			n = 0
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
	return false
}

var (
	captionWords = map[string]bool{"caption": true, "imgcaption": true, "imagecaption": true, "photocaption": true, "pcaption": true, "chuthich": true, "imgdesc": true}
	leadWords    = map[string]bool{"sapo": true, "lead": true, "summary": true, "chapeau": true, "standfirst": true, "tomtat": true}
	authorWords  = map[string]bool{"author": true, "tacgia": true, "byline": true}
	sourceWords  = map[string]bool{"source": true, "nguontin": true, "nguon": true}
	dateWords    = map[string]bool{"date": true, "datetime": true, "time": true, "publishdate": true, "creatdate": true, "pubdate": true, "ngaydang": true, "published": true}
)

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
		switch {
		case classWord(a.Val, captionWords):
			h |= hintCaption
		case n.DataAtom == atom.Div && len(a.Val) > 60:
		case classWord(a.Val, leadWords):
			h |= hintLead
		case classWord(a.Val, authorWords):
			h |= hintAuthor
		case classWord(a.Val, sourceWords):
			h |= hintSource
		case classWord(a.Val, dateWords):
			h |= hintDate
		}
	}
	return h
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
