package strip

import (
	"strings"

	"khotin/extract/text"
)

// digest reports a press digest: by its title, or by two and more item titles
// that name an outlet and its day.
func (r *reader) digest() bool {
	return namesDigest(text.Key(head(r.page.Title, 40))) || r.sourcedTitles() >= 2
}

// namesDigest reports the key of a title that a digest has.
func namesDigest(key string) bool {
	return hasAnyPrefix(key, []string{"điểm báo", "điểm tin", "tin vắn"})
}

// sourcedTitles counts the lines that are titles of items with their source.
func (r *reader) sourcedTitles() int {
	n := 0
	for i := r.start; i < r.end; i++ {
		if b := &r.blocks[i]; b.role == roleBody && b.key != "" && strings.HasSuffix(b.text, ")") {
			if _, _, ok := sourcedTitle(b.text); ok {
				n++
			}
		}
	}
	return n
}

// sourcedTitle splits the title of an item, "… (TTXVN/VietnamPlus.vn 22/9)",
// "… (Báo Giao thông, ngày 21/9)": an outlet and a day in brackets end it.
func sourcedTitle(s string) (title, source string, ok bool) {
	i := strings.LastIndex(s, " (")
	if i < 0 || !strings.HasSuffix(s, ")") || words(s[:i]) < 4 || endsSentence(s[:i]) {
		return "", "", false
	}
	inner := s[i+2 : len(s)-1]
	j := strings.LastIndexByte(inner, ' ')
	if j < 0 || !dayMonth(inner[j+1:]) {
		return "", "", false
	}
	source = strings.TrimRight(strings.TrimSuffix(inner[:j], " ngày"), " ,;")
	if source == "" || words(source) > 6 || !startsUpper(source) {
		return "", "", false
	}
	return s[:i], source, true
}

// dayMonth reports "22/9", "22-9", "22/9/2022".
func dayMonth(s string) bool {
	n := digits(s)
	if n < 1 || n > 2 || n+1 >= len(s) || s[n] != '/' && s[n] != '-' && s[n] != '.' {
		return false
	}
	rest := s[n+1:]
	m := digits(rest)
	if m < 1 || m > 2 || number(s[:n]) > 31 || number(rest[:m]) > 12 {
		return false
	}
	return m == len(rest) || digits(rest[m+1:]) == len(rest)-m-1
}

// isSection reports a heading of a digest in capitals: "TIN HẢI PHÒNG".
func isSection(b *block) bool { return b.key != "" && words(b.text) <= 12 && isCapital(b.text) }

// itemAt reports whether an item of a digest begins at block i. Where titles
// name their sources, only such lines begin items; else a line that reads as
// a title and stands before text, right below a section or too long for a
// heading amid an item.
func (r *reader) itemAt(i int, sourced bool) bool {
	b := &r.blocks[i]
	if b.key == "" || b.is(hintRow|hintItem) {
		return false
	}
	if sourced {
		_, _, ok := sourcedTitle(b.text)
		return ok
	}
	if !isTitle(b) || isSection(b) || words(b.text) < 5 {
		return false
	}
	j := r.nextBody(i)
	if j < 0 || !isText(&r.blocks[j]) {
		return false
	}
	below := false
	for k := i - 1; k >= r.start; k-- {
		if o := &r.blocks[k]; o.role == roleBody {
			below = isSection(o)
			break
		}
	}
	return below || words(b.text) >= 9 || b.is(hintHeading)
}

func (r *reader) nextBody(i int) int {
	for i++; i < r.end; i++ {
		if r.blocks[i].role == roleBody {
			return i
		}
	}
	return -1
}

// splitItems splits a digest into its items. It gives none where the page
// does not fall apart cleanly: less than two items, or text before the first.
func (r *reader) splitItems() []Page {
	if !r.digest() {
		return nil
	}
	sourced := r.sourcedTitles() >= 2
	var items []Page
	var bodies [][]*block
	before := 0
	for i := r.start; i < r.end; i++ {
		b := &r.blocks[i]
		switch {
		case b.role == roleCaption && len(items) > 0:
			p := &items[len(items)-1]
			p.Captions = append(p.Captions, b.text)
		case b.role != roleBody:
		case r.itemAt(i, sourced):
			items = append(items, r.item(b.text))
			bodies = append(bodies, nil)
		case isSection(b):
		case len(items) == 0:
			before++
		default:
			p := &items[len(items)-1]
			p.Body = append(p.Body, b.text)
			bodies[len(items)-1] = append(bodies[len(items)-1], b)
		}
	}
	if len(items) < 2 || before > 1 {
		return nil
	}
	for i := range items {
		if len(items[i].Body) == 0 {
			return nil
		}
		items[i].signed()
		items[i].Shapes = cutShapes(shapes(bodies[i], !r.html), len(items[i].Body))
	}
	return items
}

// item begins an item of the page: its time is the page's.
func (r *reader) item(title string) Page {
	p := Page{Kind: Article, Title: title, Published: r.page.Published, DayOnly: r.page.DayOnly, Suspect: r.page.Suspect, Hint: r.page.Hint,
		From: map[string]string{"title": "digest-item"}}
	if from := r.page.From["published"]; from != "" {
		p.From["published"] = from
	}
	if title, source, ok := sourcedTitle(title); ok {
		p.Title, p.Source = title, source
		p.From["source"] = "digest-item"
	}
	return p
}

// signed takes the by-line off the end of an item.
func (p *Page) signed() {
	for len(p.Body) > 1 {
		last := p.Body[len(p.Body)-1]
		by, ok := readByline(last)
		if !ok || by.author == "" && by.source == "" {
			return
		}
		if by.author != "" && p.Author == "" {
			p.Author, p.From["author"] = by.author, "by-line"
		}
		if by.source != "" && p.Source == "" {
			p.Source, p.From["source"] = by.source, "source-line"
		}
		p.Body = p.Body[:len(p.Body)-1]
	}
}
