package strip

import (
	"strings"
	"unicode/utf8"

	"khotin/extract/text"
)

// headLines bounds how far down the page a head reaches.
const headLines = 16

// readHead walks down from the top to the lead: stamps, names of the site and
// of categories, the title, the author where it stands above the text.
func (r *reader) readHead() {
	first := 0
	limit := min(r.end, headLines)
	if r.titleAt >= 0 {
		first = max(0, r.titleAt-6)
		limit = min(r.end, r.titleAt+headLines)
		for i := 0; i < first; i++ {
			r.blocks[i].role = roleDrop
		}
	}
	for first < r.end && r.blocks[first].role == roleDrop {
		first++
		limit = min(r.end, limit+1)
	}
	i := first
	for ; i < limit; i++ {
		b := &r.blocks[i]
		if b.role == roleDrop {
			continue
		}
		if i == r.titleAt {
			r.stampInTitle(i)
			b.role = roleDrop
			continue
		}
		if r.headStampLine(i) {
			if b.role == roleDrop {
				continue
			}
			break // the stamp was glued to the lead
		}
		if i < r.titleAt {
			b.role = roleDrop
			continue
		}
		if isDebris(b) || r.html && r.titleAt >= 0 && !b.is(hintHeading) && isAgo(b.key) || r.html && isNumber(b.text) || r.isPlate(i) || b.is(hintDate) && words(b.text) <= 6 && !endsSentence(b.text) {
			b.role = roleDrop
			continue
		}
		if b.is(hintLead) || isProse(b.text) && !r.asks(i) || b.key == "" {
			break
		}
		if r.titleAt < 0 && r.takeTitle(i) {
			continue
		}
		if by, ok := readByline(b.text); ok && r.titleAt >= 0 && (r.signsHead(i, &by) || hasAnyPrefix(b.key, writtenBy)) {
			r.takeByline(by)
			b.role = roleDrop
		}
		if b.is(hintAuthor) && words(b.text) <= 8 && !endsSentence(b.text) {
			b.role = roleDrop // "và 1 tác giả khác"
		}
	}
	r.start = 0
	r.belowLead(i)
}

// asks reports a question at block i that can be the title of a dump: one
// sentence above the text, nothing before it.
func (r *reader) asks(i int) bool {
	b := &r.blocks[i]
	if r.html || r.titleAt >= 0 || !strings.HasSuffix(b.text, "?") || words(b.text) > 25 || sentences(b.text) > 1 || !isTitle(b) {
		return false
	}
	for j := range i {
		if r.blocks[j].role == roleBody {
			return false
		}
	}
	n := r.next(i)
	return n >= 0 && isText(&r.blocks[n]) && !strings.HasSuffix(r.blocks[n].text, "?")
}

// signsHead reports a by-line at block i, below the title, that names who wrote:
// a person, also in capitals right above the text (of two words it may be a place), or a source with its label.
func (r *reader) signsHead(i int, by *byline) bool {
	b := &r.blocks[i]
	if by.author == "" {
		return by.source != "" && hasAnyPrefix(b.key, []string{"theo ", "nguồn"})
	}
	if r.page.Author != "" {
		return false
	}
	if isInitials(by.author) && strings.Contains(strings.TrimRight(by.author, "."), ".") {
		n := r.next(i)
		return n >= 0 && isText(&r.blocks[n]) // "V.H.N" right above the text
	}
	if b.is(hintAuthor) && isName(by.author) || r.headAuthor(by.author) || hasAnyPrefix(b.key, foreignBy) {
		return true
	}
	n := r.next(i)
	first, _, _ := strings.Cut(by.author, " ")
	return n >= 0 && isText(&r.blocks[n]) && isName(by.author) && words(by.author) >= 3 && words(by.author) <= 4 && families.has[text.Key(first)] && !r.digest()
}

// belowLead takes the author that stands between the sapo at block i and the
// text: the markup calls it that, or a label does.
func (r *reader) belowLead(i int) {
	if i >= r.end || r.titleAt < 0 || i <= r.titleAt {
		return
	}
	for j := i + 1; j < min(r.end, i+4); j++ {
		b := &r.blocks[j]
		if isText(b) {
			if j == i+1 && b.is(hintLead) && r.blocks[i].is(hintLead) {
				continue // the sapo goes on
			}
			return
		}
		_, labelled := cutLabel(b.text, b.key, creditLabels)
		if b.role == roleDrop || !b.is(hintAuthor) && !labelled {
			continue
		}
		if by, ok := readByline(b.text); ok && by.author != "" && isName(by.author) {
			r.takeByline(by)
			b.role = roleDrop
		} else if st, ok := signedStamp(b.text, true); ok && b.is(hintAuthor) {
			if by, isSource := readSource(st.before); isSource {
				r.takeByline(by)
			} else {
				r.set(&r.page.Author, "author", st.before, "head-stamp")
			}
			r.stamps = append(r.stamps, stampAt{st, j})
			b.role = roleDrop
		}
	}
}

// isNumber reports a counter above the text: "214", "1.128".
func isNumber(s string) bool { return strings.Trim(s, "0123456789.,") == "" }

// startsFold is strings.HasPrefix without case; prefix is in lower case.
func startsFold(s, prefix string) bool {
	_, ok := cutFold(s, prefix)
	return ok
}

// isPlate reports a line that names the site or the category above a title.
func (r *reader) isPlate(i int) bool {
	b := &r.blocks[i]
	if b.key == "" {
		return false
	}
	if r.titleAt < 0 && namesUnits(b.text) {
		return true
	}
	if words(b.text) > 8 {
		return false
	}
	key := strings.TrimRight(b.key, " .:|»>")
	if siteNames.has[key] {
		return true
	}
	if isCapital(b.text) && (r.print || r.titleAt >= 0 && i > r.titleAt) {
		return false // a section of a digest
	}
	if !categories.has[key] {
		return strings.Contains(b.text, " » ") || strings.Contains(b.text, " > ") || strings.Contains(b.text, " / ") && words(b.text) <= 8
	}
	return r.titleAt < 0 || i < r.titleAt || i == r.titleAt+1
}

// takeTitle takes block i as the title where it reads as one: a line without
// a full stop above the text, that is no lead and no caption. On print pages
// the title stands in the QR line only. A title broken in two is joined.
func (r *reader) takeTitle(i int) bool {
	b := &r.blocks[i]
	if r.qr && r.page.Title != "" {
		if sameLine(b.text, r.page.Title) {
			b.role, r.titleAt = roleDrop, i
			return true
		}
		return false
	}
	if r.page.Title != "" && r.html {
		return false
	}
	if !isTitle(b) || r.next(i) < 0 {
		return false
	}
	j := r.next(i)
	n := &r.blocks[j]
	if same(b, n) {
		if words(b.text) <= 8 && (views.prefix(b.key) != "" || r.print) || strings.HasSuffix(n.text, ".") {
			return false // alt text and caption
		}
	} else if views.prefix(b.key) != "" && words(b.text) <= 8 || captionLike(b) {
		return false
	}
	if r.siteName(i) || r.ownerAbove(i, j) {
		b.role = roleDrop
		return true
	}
	if r.page.Title == "" && words(b.text) <= 4 && !namesDigest(b.key) && words(n.text) >= 6 && isTitle(n) && !breaks(b.text, n.text) && !same(b, n) {
		b.role = roleDrop // a category that no list knows
		return true
	}
	title := b.text
	b.role, r.titleAt = roleDrop, i
	for k := 0; k < i; k++ {
		if o := &r.blocks[k]; o.role == roleBody && words(o.text) <= 4 && !endsSentence(o.text) {
			o.role = roleDrop // what no list knows above a title
		}
	}
	if j == i+1 && !isProse(n.text) && isTitle(n) && !n.is(hintLead) && (!n.gap || startsLower(n.text)) {
		if _, isStamp := readStamp(n); !isStamp && words(title)+words(n.text) <= 40 && !same(b, n) && !isCapital(n.text) && r.next(j) >= 0 && (r.printClock() || breaks(title, n.text)) {
			title += " " + n.text
			n.role = roleDrop
		}
	}
	r.set(&r.page.Title, "title", title, "first-line")
	return true
}

// ownerAbove reports the name of a site or an office at block i, or a slogan,
// where the title stands below it, at block j or behind a stamp.
func (r *reader) ownerAbove(i, j int) bool {
	office := namesOffice(r.blocks[i].text)
	if !office && !namesSite(r.blocks[i].text) {
		return false
	}
	for n := 0; j >= 0 && n < 3; n, j = n+1, r.next(j) {
		b := &r.blocks[j]
		if _, ok := readStamp(b); ok && words(b.text) <= 12 || namesSite(b.text) {
			continue
		}
		return isTitle(b) && words(b.text) >= 5 && !isProse(b.text) && r.next(j) >= 0 && !(office && isCapital(b.text)) // a heading of what the office does
	}
	return false
}

// siteName reports a short line above stamps that stand above the title: the
// site's own name.
func (r *reader) siteName(i int) bool {
	b := &r.blocks[i]
	if r.html || words(b.text) > 5 {
		return false
	}
	j, stamps := r.next(i), 0
	for ; j >= 0 && j <= i+4; j = r.next(j) {
		n := &r.blocks[j]
		if same(b, n) {
			continue
		}
		if _, ok := readStamp(n); !ok {
			break
		}
		stamps++
	}
	return stamps > 0 && j >= 0 && j <= i+4 && isTitle(&r.blocks[j]) && words(r.blocks[j].text) >= 5 && !endsSentence(r.blocks[j].text)
}

// printClock reports the head of a page for printing, "Hải Phòng, ngày …",
// where long titles break at any word.
func (r *reader) printClock() bool {
	return len(r.stamps) > 0 && r.stamps[0].clock && r.stamps[0].weekday < 0
}

// breaks reports whether a title can go on from a in b: b opens in lower case
// or a figure, or a ends without closing a phrase.
func breaks(a, b string) bool {
	if startsLower(b) || startsDigit(b) || strings.HasSuffix(a, ",") {
		return true
	}
	last := strings.ToLower(a[strings.LastIndexByte(a, ' ')+1:])
	return joiners.has[last] || strings.Count(a, "“") > strings.Count(a, "”")
}

// next gives the next block that is not dropped, or -1 at the end.
func (r *reader) next(i int) int {
	for i++; i < r.end; i++ {
		if r.blocks[i].role != roleDrop && !isDebris(&r.blocks[i]) {
			return i
		}
	}
	return -1
}

// isTitle reports a line that reads as a title.
func isTitle(b *block) bool {
	n := words(b.text)
	if n < 3 || n > 40 || b.key == "" || opensWithDay(b.text) || b.is(hintItem|hintRow|hintCaption) {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(b.text)
	switch last {
	case '.', ':', ';', ',':
		return strings.HasSuffix(b.text, "...") && n <= 25
	}
	if d := digits(b.text); d > 0 && d < len(b.text) && (b.text[d] == '.' || b.text[d] == ')') && strings.HasPrefix(b.text[d+1:], " ") {
		return false // a numbered heading
	}
	if startsLower(b.text) || strings.HasPrefix(b.text, "-") || strings.HasPrefix(b.text, "®") || strings.HasPrefix(b.text, "©") || strings.HasPrefix(b.text, "(") && !strings.HasSuffix(b.text, ")") {
		return false
	}
	if _, rest, ok := strings.Cut(b.text, ": "); ok && n <= 4 && digits(b.text[strings.IndexByte(b.text, ' ')+1:]) > 0 && words(rest) <= 2 {
		return false // "Top 1: Quảng Ninh" heads a part
	}
	by, ok := readByline(b.text)
	return !ok || by.author == "" && !by.credit || n > 5
}

// captionLike reports a first line that is a caption and no title: one that
// credits its picture.
func captionLike(b *block) bool {
	return strings.Contains(b.key, "(ảnh") || strings.Contains(b.key, "ảnh: ")
}

// creditsPicture reports a heading that a system sets the caption of a picture
// in, nothing behind the words but where it is from: "Ảnh minh họa. Nguồn:
// Internet".
func creditsPicture(b *block) bool {
	if !b.is(hintHeading) || b.part == 1 || words(b.text) > 12 {
		return false
	}
	for _, shown := range []string{"ảnh minh họa", "ảnh minh hoạ", "hình minh họa", "hình minh hoạ"} {
		if rest, ok := strings.CutPrefix(b.key, shown); ok {
			rest = strings.Trim(rest, " .,:;-–()[]")
			return rest == "" || hasAnyPrefix(rest, []string{"nguồn", "internet", "ảnh:"})
		}
	}
	return false
}

// sameLine compares two lines without case, spaces and marks at the ends.
func sameLine(a, b string) bool {
	// Tones may stand in two places of a syllable: lengths differ by little, first letters never.
	if x, y := len(a), len(b); x > y+8 || y > x+8 {
		return false
	}
	return strings.TrimRight(text.Key(strings.Trim(a, " .")), " .") == strings.TrimRight(text.Key(strings.Trim(b, " .")), " .")
}
