package strip

import (
	"strings"
	"time"

	"khotin/extract/text"
)

// cutMenu drops the menus that full text dumps have above an article: eight
// and more short lines before any text. The last line that reads as a title,
// and what stands between it and the text, stays.
func (r *reader) cutMenu() {
	if r.html {
		return
	}
	text, short := -1, 0
	for i := range r.blocks {
		b := &r.blocks[i]
		if isText(b) || b.key == "" {
			text = i
			break
		}
		if words(b.text) <= 8 && !endsSentence(b.text) {
			short++
		}
	}
	if text < 0 || short < 8 || short*10 < text*7 || strings.HasPrefix(r.blocks[0].key, "print ") {
		return
	}
	for i := text - 1; i >= max(0, text-8); i-- {
		if b := &r.blocks[i]; isTitle(b) && words(b.text) >= 5 {
			for j := 0; j < i; j++ {
				r.blocks[j].role = roleDrop
			}
			return
		}
	}
}

// cutTail cuts everything from the first line that ends articles, reading the
// title and the source from the block that follows on print pages. Such a
// line above any prose belongs to a menu and is dropped alone.
func (r *reader) cutTail() {
	prose := false
	lastText := -1
	for i := range r.blocks {
		if b := &r.blocks[i]; isText(b) && !endsCut(b.text) {
			lastText = i
		}
	}
	for i := range r.blocks {
		b := &r.blocks[i]
		if b.role == roleDrop {
			continue
		}
		if !isTail(b) {
			if j := r.related(i); j > 0 {
				if prose && lastText < j {
					r.endAt(i)
					return
				}
				for d := i; d < j && prose; d++ {
					r.blocks[d].role = roleDrop
				}
				continue
			}
			prose = prose || isText(b)
			continue
		}
		if !prose || r.goesOnBelow(i) || strings.HasPrefix(b.key, "© ") && r.textsBelow(i) >= 2 {
			b.role = roleDrop // amid the text "© Reuters" is a picture's
			r.readQR(b)
			continue
		}
		r.endAt(i)
		return
	}
}

// goesOnBelow reports a line at block i that ends articles elsewhere but here
// stands in a bar between sapo and text: one paragraph above it, three and more
// below. Headings of other articles end every article.
func (r *reader) goesOnBelow(i int) bool {
	key := r.blocks[i].key
	for _, w := range []string{"khác", "liên quan", "cùng", "hơn", "đã đưa", "đã đăng", "đọc nhiều", "xem nhiều", "mới nhất", "qr code", "tiện ích", "quyền"} {
		if strings.Contains(key, w) {
			return false
		}
	}
	above, below := 0, 0
	for j := range r.blocks {
		b := &r.blocks[j]
		if j == i || b.role == roleDrop || b.is(hintTeaser) || endsCut(b.text) || !isText(b) {
			continue
		}
		if j < i {
			above++
		} else {
			below++
		}
	}
	return above <= 1 && below >= 3
}

// textsBelow counts the paragraphs of text below block i, teasers left out.
func (r *reader) textsBelow(i int) int {
	n := 0
	for j := i + 1; j < len(r.blocks); j++ {
		if b := &r.blocks[j]; b.role != roleDrop && !b.is(hintTeaser) && !endsCut(b.text) && isText(b) {
			n++
		}
	}
	return n
}

// isText reports a block that only an article has before its tail.
func isText(b *block) bool {
	return !b.is(hintLink) && (endsSentence(b.text) && words(b.text) >= 10 || words(b.text) >= 30)
}

// endAt ends the article before block i and reads what its tail tells.
func (r *reader) endAt(i int) {
	r.end = min(r.end, i)
	for j := i; j < len(r.blocks) && j < i+12; j++ {
		b := &r.blocks[j]
		if tailLines.has[strings.TrimRight(b.key, " .:")] && strings.HasSuffix(strings.TrimRight(b.key, " .:"), "khác") {
			break
		}
		r.readQR(b)
		if by, ok := readSource(b.text); ok && b.key != "" && strings.HasPrefix(b.key, "nguồn") && by.source != "" {
			r.takeByline(by)
		}
	}
	for j := i; j < len(r.blocks); j++ {
		if b := &r.blocks[j]; endsCut(b.text) || isDay(b) {
			r.teasers++
		}
	}
}

// readQR reads the line "QR CODE: <title>" of print pages.
func (r *reader) readQR(b *block) {
	if !strings.HasPrefix(b.key, "qr code:") {
		return
	}
	_, title, _ := strings.Cut(b.text, ":")
	r.qr = true
	r.set(&r.page.Title, "title", strings.TrimSpace(title), "qr-line")
}

// related reads the heading of a box amid an article: it drops the heading
// and gives the index behind the links that follow it, 0 where block i is no
// such heading.
func (r *reader) related(i int) int {
	key := strings.TrimRight(r.blocks[i].key, " .:")
	if pollLines[key] {
		return r.poll(i)
	}
	if key == "" || !relatedLines.has[key] {
		return 0
	}
	r.blocks[i].role = roleDrop
	j := i + 1
	for ; j < len(r.blocks) && j <= i+8; j++ {
		b := &r.blocks[j]
		if b.is(hintLink) {
			continue
		}
		if r.html && !isDay(b) || isProse(b.text) || endsSentence(b.text) && !endsCut(b.text) {
			break
		}
		if by, ok := readByline(b.text); ok && by.author != "" {
			break
		}
	}
	return j
}

// isDay reports a line that is a bare date, as under a teaser.
func isDay(b *block) bool {
	if len(b.text) > 24 || b.key == "" {
		return false
	}
	st, ok := scanStamp(b.text)
	return ok && st.rest == ""
}

// hasText reports whether an article's text stands before block i.
func (r *reader) hasText(i int) bool {
	for j := r.start; j < i; j++ {
		if r.blocks[j].role == roleBody && isText(&r.blocks[j]) {
			return true
		}
	}
	return false
}

// cutStrangers ends the body before another article's stamp, as pages of some
// portals hold: "22:48 23/11/2024" alone, with the title above it, or glued to
// another lead.
func (r *reader) cutStrangers() {
	prose := false
	for i := r.start; i < r.end; i++ {
		b := &r.blocks[i]
		if !prose {
			prose = b.role == roleBody && isText(b)
			continue
		}
		if r.signedAbove(i) {
			r.end = i + 1
			return
		}
		if !startsDigit(b.text) {
			r.signedBelow(i)
			continue
		}
		st, ok := scanStamp(head(b.text, 80))
		if !ok || st.dayOnly || st.label != "" {
			continue
		}
		if st.rest == "" && r.live(i) {
			r.isLive = true
			return
		}
		if r.ownStamp(i, &st) {
			r.stamps = append(r.stamps, stampAt{st, i})
			b.role = roleDrop
			continue
		}
		if st.rest == "" && r.asked(i) {
			b.role = roleDrop
			continue
		}
		if i > r.start {
			p := &r.blocks[i-1]
			if by, isBy := readByline(p.text); isBy && by.author != "" && st.rest == "" && r.next(i) < 0 {
				r.stamps = append(r.stamps, stampAt{st, i}) // the article's own, below its author
				b.role = roleDrop
				return
			}
			if _, isBy := readByline(p.text); !endsSentence(p.text) && words(p.text) >= 5 && words(p.text) <= 35 && !isBy && st.rest == "" {
				i--
			}
		}
		r.end = i
		return
	}
}

// asked reports a time at block i above a reader's question, as interviews
// held online have them: a line that ends in "hỏi:" follows at once.
func (r *reader) asked(i int) bool {
	j := r.next(i)
	if j < 0 || words(r.blocks[j].text) > 20 {
		return false
	}
	return strings.HasSuffix(strings.TrimRight(r.blocks[j].key, " :"), "hỏi")
}

// signedBelow takes a stamp that is a line of its own below the sapo, behind a
// weekday or the author: "Thanh Bình - 19/06/2021 14:10".
func (r *reader) signedBelow(i int) {
	b := &r.blocks[i]
	if b.role != roleBody || b.key == "" || words(b.text) > 12 {
		return
	}
	st, ok := readStamp(b)
	if !ok || b.is(hintRow) && !r.headAuthor(st.before) || r.stampBeside(i, st.at) || st.rest != "" || st.dayOnly || st.clock || !r.ownStamp(i, &st) {
		return
	}
	r.stamps = append(r.stamps, stampAt{st, i})
	b.role = roleDrop
	if st.before != "" && r.headAuthor(st.before) {
		r.set(&r.page.Author, "author", st.before, "head-stamp")
	}
}

// stampBeside reports a line at block i with a stamp of another time right above
// or below it: rows of a table.
func (r *reader) stampBeside(i int, at time.Time) bool {
	if !strings.Contains(r.blocks[i].text, " | ") {
		return false
	}
	for _, j := range []int{i - 1, i + 1} {
		if j >= r.start && j < r.end && strings.Contains(r.blocks[j].text, " | ") {
			if st, ok := readStamp(&r.blocks[j]); ok && !st.at.Equal(at) {
				return true
			}
		}
	}
	return false
}

// ownStamp reports a stamp alone at block i that is the article's own although
// text stands above it: it says what the page's head says, or it is the first
// of the page, with no more than the sapo above and the text below.
func (r *reader) ownStamp(i int, st *stamp) bool {
	if words(st.rest) > 3 || st.rest != "" && !r.blocks[i].is(hintDate) {
		return false
	}
	if r.html && st.at.Equal(r.meta.published.at.Truncate(time.Minute)) {
		return true
	}
	for j := range r.stamps {
		if r.stamps[j].stamp.at.Equal(st.at) {
			return true // printed twice
		}
	}
	if len(r.stamps) > 0 {
		return false
	}
	above, below := 0, 0
	for j := r.start; j < r.end; j++ {
		b := &r.blocks[j]
		if b.role != roleBody || j == i || !isText(b) || b.is(hintCaption) {
			continue
		}
		if j < i {
			above++
		} else {
			below++
		}
	}
	return above == 1 && below >= 2
}

// signedAbove reports a by-line at block i with another article's title below
// it, printed twice as link and picture.
func (r *reader) signedAbove(i int) bool {
	if i+2 >= r.end || r.blocks[i].key == "" || words(r.blocks[i].text) > 8 {
		return false
	}
	a, b := &r.blocks[i+1], &r.blocks[i+2]
	if !same(a, b) || endsSentence(a.text) || endsSentence(b.text) || words(a.text) < 6 || views.prefix(a.key) != "" {
		return false
	}
	by, ok := readByline(r.blocks[i].text)
	return ok && !by.credit
}

// cutImprint cuts the site's imprint off the end: two and more lines of it, of
// which one says whose site it is. Addresses and telephones alone may be what
// an announcement ends with.
func (r *reader) cutImprint() {
	lines, owned, begin := 0, false, r.end
	for i := r.end - 1; i >= r.start; i-- {
		b := &r.blocks[i]
		if b.role == roleDrop {
			continue
		}
		key := strings.TrimLeft(text.Key(head(b.text, 160)), "®©*• ")
		if !hasAnyPrefix(key, imprintPrefixes) {
			break
		}
		lines++
		begin = i
		owned = owned || hasAnyPrefix(key, ownerPrefixes)
	}
	if lines >= 2 && owned {
		r.end = begin
	}
}

// ownerPrefixes are those of imprintPrefixes that no article's end has.
var ownerPrefixes = []string{
	"bản quyền", "chịu trách nhiệm nội dung", "cơ quan chủ quản", "ghi rõ nguồn", "giấy phép", "người chịu trách nhiệm nội dung", "trưởng ban biên tập",
	"tổng biên tập", "yêu cầu ghi rõ nguồn", "đơn vị chủ quản", "đề nghị ghi rõ nguồn",
}
