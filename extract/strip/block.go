package strip

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"khotin/extract/text"
)

// hint is what the markup says of a block; a text dump gives none but right.
type hint uint16

const (
	hintHeading    hint = 1 << iota // h1 … h6
	hintCaption                     // figcaption, a caption class, a cell under a picture
	hintLead                        // sapo, lead, summary
	hintItem                        // list item
	hintRow                         // row of a table
	hintLink                        // mostly linked text
	hintAfterImage                  // the block before holds a picture and no text
	hintRight                       // pushed to the right side
	hintAuthor                      // author class
	hintSource                      // source class
	hintDate                        // date class or time element
	hintDateline                    // opens with the dateline of an agency
	hintTeaser                      // the teaser of another article, below its linked title
	hintBold                        // all of it in bold
	hintPictured                    // a dump says that a picture stood right above
	hintTitled                      // title class, on an element that is no heading
)

// block is a paragraph, line or row of a page, in order, before it is known
// what it is.
type block struct {
	text string
	key  string // text.Key of a text of at most longLine bytes, else ""
	gap  bool   // set apart from the block before by a blank line or an element
	hint hint
	role role
	part uint16 // level of a heading, table of a row, partOrdered of an item
	node int    // index of the innermost block element, HTML only
	says says   // what is known of the line itself
}

// says remembers what a line turned out to be, since it is asked often.
type says uint8

const (
	saidDebris says = 1 << iota // isDebris was asked
	saysDebris
	saidTail // isTail was asked
	saysTail
)

// longLine is the length in bytes from which a block is prose whatever it
// says: no stamp, caption, by-line or furniture is that long.
const longLine = 360

// role is what a block turned out to be.
type role uint8

const (
	roleBody role = iota
	roleDrop
	roleCaption
)

func newBlock(s string, gap bool, h hint) block {
	return block{text: s, gap: gap, hint: h}.keyed()
}

func (b *block) is(h hint) bool { return b.hint&h != 0 }

// setText replaces the text of a block.
func (b *block) setText(s string) {
	*b = block{text: s, gap: b.gap, hint: b.hint &^ hintBold, role: b.role, part: b.part, node: b.node}.keyed()
}

// keyed gives b with its key.
func (b block) keyed() block {
	if b.key == "" && len(b.text) <= longLine {
		b.key = text.Key(b.text)
	}
	return b
}

// squash gives s with every run of white space as one space, none at the ends.
func squash(s string) string {
	clean := true
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '\n' || c == '\t' || c == ' ' && (i == 0 || i == len(s)-1 || s[i-1] == ' ') {
			clean = false
			break
		}
	}
	if clean {
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}

// endsSentence reports whether s ends as a sentence, list or quotation does.
func endsSentence(s string) bool {
	r, n := utf8.DecodeLastRuneInString(s)
	switch r {
	case '.', '!', '?', '…', ':', ';':
		return true
	case '”', '"', '“', ')', '\'', '’', '»':
		r, _ = utf8.DecodeLastRuneInString(s[:len(s)-n])
		return r == '.' || r == '!' || r == '?' || r == '…'
	}
	return false
}

// endsCut reports whether s ends in an ellipsis.
func endsCut(s string) bool { return strings.HasSuffix(s, "…") || strings.HasSuffix(s, "...") }

// words counts the words of a squashed text.
func words(s string) int {
	if s == "" {
		return 0
	}
	return strings.Count(s, " ") + 1
}

// isProse reports whether a text is long enough, and ends as, a paragraph.
func isProse(s string) bool {
	n := words(s)
	return n >= 45 || n >= 12 && endsSentence(s)
}

func startsLower(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r)
}

func startsUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

func startsDigit(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

// hasLetter reports whether s holds a letter or a digit.
func hasLetter(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return true
		}
	}
	return false
}

// same compares two lines as a reader would: without case, white space and
// the full stop at the end.
func same(a, b *block) bool {
	if a.key == "" || b.key == "" {
		return a.text == b.text
	}
	return strings.TrimRight(a.key, " .") == strings.TrimRight(b.key, " .")
}
