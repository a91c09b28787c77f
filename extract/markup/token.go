package markup

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// token is a piece of a page: a tag, a text, a comment or the doctype.
type token struct {
	kind   html.TokenType
	tag    *tag
	attr   []html.Attribute // of a start tag; good until the next token
	closed bool             // a start tag ends in "/>"
	text   string           // of a text or comment
}

// next reads a token, as the tokenizer of the standard does (HTML Living
// Standard, 13.2.5). What stands in few pages it leaves to html.Parse: the tree
// is lost then. It gives false at the end of the page.
func (t *tree) next() bool {
	if t.at >= len(t.s) {
		return false
	}
	from := t.at
	for i := from; ; i++ {
		n := strings.IndexByte(t.s[i:], '<')
		if n < 0 {
			t.at = len(t.s)
			break
		}
		if i += n; i+1 < len(t.s) && beginsTag[t.s[i+1]] {
			t.at = i
			break
		}
	}
	if t.at > from {
		t.tok = token{kind: html.TextToken, text: unescaped(t.s[from:t.at])}
		return true
	}
	switch c := t.s[from+1]; c {
	case '!':
		t.declaration()
	case '?': // a comment that is none, as of XML
		n := strings.IndexByte(t.s[from:], '>')
		if n < 0 {
			return t.lose()
		}
		t.tok = token{kind: html.CommentToken, text: t.s[from+1 : from+n]}
		t.at = from + n + 1
	case '/':
		if from+2 >= len(t.s) || !isASCIILetter(t.s[from+2]) {
			return t.lose()
		}
		t.at = from + 2
		t.tok = token{kind: html.EndTagToken, tag: t.name()}
		t.space()
		if t.at >= len(t.s) || t.s[t.at] != '>' {
			return t.lose()
		}
		t.at++
	default:
		t.at = from + 1
		t.tok = token{kind: html.StartTagToken, tag: t.name()}
		t.attributes()
	}
	return !t.lost
}

// beginsTag marks what makes a tag or a comment of the "<" before it.
var beginsTag = func() (b [256]bool) {
	for c := range b {
		b[c] = isASCIILetter(byte(c)) || c == '/' || c == '!' || c == '?'
	}
	return b
}()

func isASCIILetter(c byte) bool { return c|' ' >= 'a' && c|' ' <= 'z' }

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// declaration reads "<!…", a comment or the doctype.
func (t *tree) declaration() {
	s := t.s[t.at:]
	rest, isComment := strings.CutPrefix(s, "<!--")
	n := strings.IndexByte(s, '>')
	switch {
	case isComment:
		n := strings.Index(rest, "-->")
		if n < 0 || rest[0] == '>' || strings.HasPrefix(rest, "->") || strings.Contains(rest[:n+2], "--!") {
			t.lose()
			return
		}
		t.tok = token{kind: html.CommentToken, text: rest[:n]}
		t.at += len(s) - len(rest) + n + len("-->")
	case n > 9 && strings.EqualFold(s[:9], "<!doctype"):
		t.tok = token{kind: html.DoctypeToken, text: s[:n+1]}
		t.at += n + 1
	default:
		t.lose()
	}
}

// isTagSpace marks the white space of tags.
var isTagSpace = [256]bool{' ': true, '\n': true, '\t': true, '\f': true, '\r': true}

func (t *tree) space() {
	for t.at < len(t.s) && isTagSpace[t.s[t.at]] {
		t.at++
	}
}

// endsWord marks the signs at which the name of a tag or an attribute ends.
var endsWord = [256]uint8{' ': 1, '\n': 1, '\t': 1, '\f': 1, '\r': 1, '/': 1, '>': 1, '=': 2}

// name reads the name of a tag.
func (t *tree) name() *tag {
	from := t.at
	for t.at < len(t.s) && endsWord[t.s[t.at]] != 1 {
		t.at++
	}
	name := lower(t.s[from:t.at])
	if top := t.top(); top != nil && top.tag.name == name {
		return top.tag
	}
	if k := tagNamed(name); k != nil {
		return k
	}
	k := &tag{name: name, atom: atom.Lookup([]byte(name))}
	if k.atom != 0 {
		k.name = k.atom.String()
	}
	return k
}

// lower is s with its ASCII letters in lower case.
func lower(s string) string {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= 'A' && c <= 'Z' {
			b := []byte(s)
			for ; i < len(b); i++ {
				if b[i] >= 'A' && b[i] <= 'Z' {
					b[i] += 'a' - 'A'
				}
			}
			return string(b)
		}
	}
	return s
}

// mostAttributes is the number of attributes up to which an element is read.
const mostAttributes = 64

// attributes reads what stands in a start tag behind its name. Of two
// attributes of one name the first counts.
func (t *tree) attributes() {
	t.attr = t.attr[:0]
	s := t.s
	last := -1 // end of the last value kept
	for t.space(); t.at < len(s) && s[t.at] != '>'; t.space() {
		from := t.at
		for t.at < len(s) && (endsWord[s[t.at]] == 0 || s[t.at] == '=' && t.at == from) {
			t.at++
		}
		key := s[from:t.at]
		value, end, ok := t.value()
		if !ok {
			t.lose()
			return
		}
		if key == "" {
			continue
		}
		if len(t.attr) == mostAttributes {
			t.lose()
			return
		}
		key = lower(key)
		if !slices.ContainsFunc(t.attr, func(a html.Attribute) bool { return a.Key == key }) {
			t.attr = append(t.attr, html.Attribute{Key: key, Val: value})
			last = end
		}
	}
	if t.at >= len(s) {
		t.lose()
		return
	}
	t.tok.attr = t.attr
	t.tok.closed = s[t.at-1] == '/' && last != t.at
	t.at++
}

// value reads the value of an attribute and gives where it ends.
func (t *tree) value() (value string, end int, ok bool) {
	s, end := t.s, t.at
	t.space()
	switch {
	case t.at >= len(s):
		return "", 0, false
	case s[t.at] == '/':
		t.at++
		return "", end, true
	case s[t.at] != '=':
		return "", end, true
	}
	t.at++
	t.space()
	if t.at >= len(s) {
		return "", 0, false
	}
	switch quote := s[t.at]; quote {
	case '>':
		return "", end, true
	case '"', '\'':
		n := strings.IndexByte(s[t.at+1:], quote)
		if n < 0 {
			return "", 0, false
		}
		value = s[t.at+1 : t.at+1+n]
		t.at += n + 2
		return unescapedValue(value), t.at - 1, true
	}
	from := t.at
	for t.at < len(s) && s[t.at] != '>' && !isTagSpace[s[t.at]] {
		t.at++
	}
	return unescapedValue(s[from:t.at]), t.at, true
}

// rawText reads the text of an element that holds no elements, and its end
// tag. A script that holds "<!--" and "<script" has rules of its own: lost.
func (t *tree) rawText(name string) string {
	from := t.at
	for i := from; ; {
		n := strings.Index(t.s[i:], "</")
		if n < 0 {
			break
		}
		i += n + 2
		end := i + len(name)
		if end >= len(t.s) || endsWord[t.s[end]] != 1 || !strings.EqualFold(t.s[i:end], name) {
			continue
		}
		text := t.s[from : i-2]
		if name == "script" && strings.Contains(text, "<!--") && strings.Contains(lower(text), "<script") {
			break
		}
		t.at = end
		if t.space(); t.at >= len(t.s) || t.s[t.at] != '>' {
			break
		}
		t.at++
		return text
	}
	t.lose()
	return ""
}

// unescaped gives a text with its character references as characters.
func unescaped(s string) string {
	if strings.IndexByte(s, '&') < 0 {
		return s
	}
	return html.UnescapeString(s)
}

// unescapedValue is unescaped for the value of an attribute. There a named
// reference without its semicolon counts only where neither a letter, a digit
// nor "=" follows, so that addresses stay as they are.
func unescapedValue(s string) string {
	i := strings.IndexByte(s, '&')
	if i < 0 {
		return s
	}
	var b strings.Builder
	for i >= 0 {
		b.WriteString(s[:i])
		s = s[i:]
		n := 1
		for n < len(s) && (isASCIILetter(s[n]) || isDigit(s[n]) || n == 1 && s[n] == '#') {
			n++
		}
		named := n < 2 || s[1] != '#'
		semicolon := n < len(s) && s[n] == ';'
		if semicolon {
			n++
		}
		ref := s[:n]
		s = s[n:]
		// A reference read as part of a text leaves of itself what is no name.
		read := unescaped(ref)
		last := read[len(read)-1]
		if !named || semicolon && (last != ';' || read == ";") || !semicolon && !isASCIILetter(last) && !isDigit(last) && !strings.HasPrefix(s, "=") {
			ref = read
		}
		b.WriteString(ref)
		i = strings.IndexByte(s, '&')
	}
	b.WriteString(s)
	return b.String()
}
