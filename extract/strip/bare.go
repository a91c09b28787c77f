package strip

import (
	"strings"

	"khotin/extract/text"
)

// headings is how many lines of a dump have to read as headings before those
// that name a view may be headings, too.
const headings = 3

// keepHeadings gives back, in a dump with headings, the lines without a full
// stop that were taken for captions since they name who does what where: so do
// headings. They are all given back where such lines and paragraphs take strict
// turns and few of them are anything else, since pictures do not stand between
// all paragraphs; else those that the paragraph below takes up. Lines that say
// that they are of a picture stay captions.
func (r *reader) keepHeadings(body []int) {
	bare := false
	for _, i := range body {
		bare = bare || r.blocks[i].role == roleCaption && !endsSentence(r.blocks[i].text)
	}
	if r.html || !bare {
		return
	}
	plain, texts := 0, 0
	var taken []int // indices in body of captions that may be headings
	strict := true
	for n, i := range body {
		b := &r.blocks[i]
		switch {
		case b.role == roleDrop:
		case isText(b):
			texts++
			strict = strict && (n == 0 || plain+len(taken) == 0 || !isText(&r.blocks[body[n-1]]))
		case b.key == "" || n+1 >= len(body) || !isText(&r.blocks[body[n+1]]) || !isTitle(b) || words(b.text) > 20 || endsSentence(b.text):
			strict = false
		case b.role == roleBody:
			plain++
		case r.mayHead(b) && !(n > 0 && same(b, &r.blocks[body[n-1]])):
			taken = append(taken, n)
		default:
			strict = false
		}
	}
	strict = strict && plain+len(taken) >= headings && len(taken) > plain
	if !strict && plain < headings {
		return
	}
	for _, n := range taken {
		b := &r.blocks[body[n]]
		if strict || viewPlaces.prefix(b.key) == "" && recurs(b.key, r.keyOf(body[n+1])) {
			b.role = roleBody
		}
	}
}

// mayHead reports a caption that nothing says to be of a picture.
func (r *reader) mayHead(b *block) bool {
	return !b.is(hintCaption|hintAfterImage|hintPictured) && views.prefix(b.key) == "" && !strings.Contains(b.key, "ảnh") && !strings.Contains(b.key, " nhìn từ ") && !placesPeople(b.key) &&
		(viewGroups.prefix(b.key) != "" || viewPlaces.prefix(b.key) != "" || persons.prefix(b.key) == "")
}

// recurs reports two and more words of a line that come again in the text below.
func recurs(key, below string) bool {
	below = " " + strings.NewReplacer(",", " ", ".", " ", ":", " ", ";", " ").Replace(below) + " "
	n := 0
	for w := range strings.FieldsSeq(key) {
		if strings.Contains(below, " "+strings.Trim(w, ".,:;")+" ") {
			n++
		}
	}
	return n >= 2
}

// retells reports a line of a dump at block i, without a full stop between two
// paragraphs, that says again what the paragraph above tells and nothing of the
// one below: a heading announces what follows.
func (r *reader) retells(above, i, below int) bool {
	b := &r.blocks[i]
	if r.html || b.key == "" || endsSentence(b.text) {
		return false
	}
	if n := words(b.text); n < 6 || n > 25 || !strings.Contains(r.blocks[above].text, middle(b.text)) || !isText(&r.blocks[above]) || !isText(&r.blocks[below]) || !isTitle(b) {
		return false
	}
	all, before := shared(b.key, r.keyOf(above))
	if all < 5 || before*10 < all*7 {
		return false
	}
	_, after := shared(b.key, r.keyOf(below))
	return after*10 <= all*3
}

// middle gives two words from the middle of a line, where case is that of any
// text.
func middle(s string) string {
	at := len(s)/2 + strings.IndexByte(s[len(s)/2:], ' ') + 1
	first := strings.IndexByte(s[at:], ' ')
	if first < 0 {
		return s[at:]
	}
	if second := strings.IndexByte(s[at+first+1:], ' '); second >= 0 {
		return s[at : at+first+1+second]
	}
	return s[at:]
}

// shared counts the pairs of words in a row of key, and those that are in text.
func shared(key, text string) (all, in int) {
	for at := 0; ; {
		mid := strings.IndexByte(key[at:], ' ')
		if mid < 0 {
			return all, in
		}
		pair := strings.TrimRight(key[at:], " .,")
		if end := strings.IndexByte(key[at+mid+1:], ' '); end >= 0 {
			pair = key[at : at+mid+1+end]
		}
		if all++; strings.Contains(text, pair) {
			in++
		}
		at += mid + 1
	}
}

// keyOf gives the key of block i, also of one that is too long to keep it.
func (r *reader) keyOf(i int) string {
	if b := &r.blocks[i]; b.key != "" {
		return b.key
	}
	return text.Key(head(r.blocks[i].text, 4*longLine))
}
