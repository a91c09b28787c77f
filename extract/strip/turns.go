package strip

import (
	"slices"
	"strings"
	"time"

	"khotin/extract/text"
)

// turns is how often a title, or a line that leads on, has to come back before
// a page is a list of them.
const turns = 4

// titledLeads reports titles and leads in turn, and little else, in a page
// without a stamp: each title has one paragraph below it, and most of those
// open with a day of their own. Parts of an article have headings too, but do
// not tell of a new day each.
func (r *reader) titledLeads() bool {
	if r.html || !r.page.Published.IsZero() || r.digest() {
		return false // in HTML the links tell lists
	}
	pairs, dayed, others := 0, 0, 0
	days := make(map[string]bool)
	title := r.titleAt >= 0
	for i := r.start; i < r.end; i++ {
		b := &r.blocks[i]
		if b.role != roleBody {
			continue
		}
		switch {
		case isText(b) && title:
			pairs++
			if opensWithDay(b.text) {
				dayed++
				days[dayWord(b.text)] = true
			}
			title = false
		case !isText(b) && b.key != "" && words(b.text) >= 5 && !endsSentence(b.text) && !strings.HasSuffix(b.text, ":") && !b.is(hintItem|hintRow):
			title = true
		default:
			others++
			title = false
		}
	}
	return pairs >= turns && others*4 <= pairs && dayed*3 >= pairs*2 && len(days) >= 3
}

// moreLines lead on from the lead of an article to its page.
var moreLines = map[string]bool{"xem thêm": true, "xem chi tiết": true, "chi tiết": true, "đọc tiếp": true, "xem tiếp": true, "đọc thêm": true, "read more": true}

// moreLinks reports a dump in which each title with its lead, from the first
// on, ends in a line that leads on, or has one that says how old it is.
func (r *reader) moreLinks() bool {
	if r.html || !r.page.Published.IsZero() {
		return false
	}
	n, blocks, texts := 0, 0, 0
	for i := range r.blocks {
		b := &r.blocks[i]
		key := strings.Trim(b.key, " .…>»[]()+-:")
		switch {
		case moreLines[key], strings.HasSuffix(key, " trước") && len(key) <= 60 && isAgo(strings.TrimLeft(key[strings.LastIndexAny(key, "|-•·")+1:], " ")):
			if blocks > 5 {
				return false
			}
			if blocks > 0 {
				n++
			}
			blocks, texts = 0, 0
			continue
		case isText(b):
			texts++
		}
		if blocks++; texts > 2 {
			break // an article has more text above such a line
		}
	}
	return n >= turns
}

// isAgo reports how old a list says that an article is: "3 giờ trước".
func isAgo(key string) bool {
	n := digits(key)
	if n == 0 || n > 2 || n == len(key) {
		return false
	}
	switch strings.TrimSpace(key[n:]) {
	case "giây trước", "phút trước", "giờ trước", "ngày trước", "tuần trước", "tháng trước":
		return true
	}
	return false
}

// aged reports a list by how old each of its articles is: lines of ages, a link
// to the article beside each, and no two texts between them. A live report says
// the age of its news too, but leads nowhere.
func (w *walker) aged() bool {
	n, texts, linked := 0, 0, false
	for i := range w.blocks {
		b := &w.blocks[i]
		switch {
		case b.is(hintLink):
			linked = linked || words(b.text) >= 4
		case len(b.text) <= 24 && startsDigit(b.text) && isAgo(text.Key(b.text)):
			if !linked {
				return false
			}
			n++
			texts, linked = 0, false
		case isText(b):
			if texts++; n == 0 || texts > 1 {
				return n >= turns
			}
		}
	}
	return n >= turns
}

// moreLinks reports a page in which links that lead on stand one below each of
// its texts, and a title above each, as lists have them whose titles are no
// links.
func (w *walker) moreLinks() bool {
	n, last := 0, -1
	for i := range w.blocks {
		b := &w.blocks[i]
		if !b.is(hintLink) || len(b.text) > 24 || len(b.text) < len("chi tiết") || !moreLines[strings.Trim(text.Key(b.text), " .…>»[]()+-:")] {
			continue
		}
		if _, file := slices.BinarySearch(w.files, i); file {
			continue // to a paper, as announcements have them
		}
		texts, titled := 0, false
		for j := max(last+1, i-5); j < i; j++ {
			if isText(&w.blocks[j]) {
				texts++
			} else if texts == 0 && words(w.blocks[j].text) >= 4 && !endsSentence(w.blocks[j].text) {
				titled = true
			}
		}
		if texts == 1 && titled && (last < 0 || i-last <= 6) {
			n++
		}
		last = i
	}
	return n >= turns
}

// moreLeads reports a page in which the leads below titles that are no links end
// in brackets that lead on, and that has no other text above the first and at most
// one below.
func (w *walker) moreLeads() bool {
	n, last, others := 0, -1, 0
	for i := range w.blocks {
		b := &w.blocks[i]
		switch {
		case w.isFurniture(b.node):
		case endsMore(b):
			if above := &w.blocks[max(0, i-1)]; !isText(above) && words(above.text) >= 4 && !endsSentence(above.text) && (last < 0 || i-last <= 6) {
				n++
			}
			last = i
		case isText(b):
			if others++; last < 0 || others > 1 {
				return false
			}
		}
	}
	return n >= turns
}

// endsMore reports a text that ends in brackets that lead on, "[Chi tiết]".
func endsMore(b *block) bool {
	if !strings.HasSuffix(b.text, "]") || b.is(hintLink) {
		return false
	}
	i := strings.LastIndexByte(b.text, '[')
	return i > 0 && len(b.text)-i <= 24 && words(b.text) >= 12 && moreLines[strings.Trim(text.Key(b.text[i:]), " .…>»[]")]
}

// strangers reports titles and leads in turn that have nothing in common, in a
// page without a stamp: no title shares two words in a row with the first but
// the names that all news of a city share. So do the parts of an article, so
// half of the leads have to open as news do, or to be cut off. Leads that are
// signed one by one, by four authors and more, may share words.
func (r *reader) strangers() bool {
	if !r.page.Published.IsZero() || r.digest() || r.meta.article || r.meta.headline != "" || r.isSigned() {
		return false
	}
	lines := 0 // that may be titles
	for i := r.start; i < r.end; i++ {
		if b := &r.blocks[i]; b.role != roleDrop && b.key != "" && len(b.text) >= 20 && !endsSentence(b.text) {
			lines++
		}
	}
	if lines < turns {
		return false
	}
	var told []string // title and lead of each pair
	others, signed, news := 0, 0, 0
	title := ""
	if r.titleAt >= 0 {
		title = r.page.Title
	}
	for i := r.start; i < r.end; i++ {
		b := &r.blocks[i]
		if b.role == roleDrop {
			continue
		}
		if by, ok := readByline(b.text); ok && by.author != "" && b.key != "" && words(b.text) <= 5 {
			signed++
			title = ""
			continue
		}
		switch {
		case isText(b) && title != "":
			told = append(told, text.Key(title+" | "+b.text))
			title = ""
			if opensAsNews(b.text) || endsCut(b.text) {
				news++
			}
		case !isText(b) && isTitle(b) && words(b.text) >= 6 && !endsSentence(b.text):
			if title != "" {
				others++
			}
			title = b.text
		default:
			others++
			title = ""
		}
	}
	if len(told) <= turns || others*8 > len(told) || news*2 < len(told) || signed < turns && r.page.Author != "" {
		return false
	}
	if signed >= turns {
		return true
	}
	head, _, _ := strings.Cut(told[0], " | ")
	first := pairsOf(head)
	for _, s := range told[1:] {
		for p := range pairsOf(s) {
			if first[p] {
				return false
			}
		}
	}
	return true
}

// isSigned reports a page that says whose the one text is that it has: its
// source, the title on its QR code, or other news below.
func (r *reader) isSigned() bool {
	if r.page.Source != "" || r.qr {
		return true
	}
	for i := r.end; i < len(r.blocks); i++ {
		if b := &r.blocks[i]; isTail(b) && strings.Contains(b.key, "khác") {
			return true
		}
	}
	return false
}

// opensAsNews reports a lead that opens with a day or the dateline of an agency.
func opensAsNews(s string) bool {
	if opensWithDay(s) {
		return true
	}
	_, _, ok := dateline(s)
	return ok
}

// pairsOf gives the pairs of words in a row of a text, but for those that are
// in all news of a city.
func pairsOf(key string) map[string]bool {
	out := make(map[string]bool)
	last := ""
	for w := range strings.FieldsSeq(key) {
		bare := strings.Trim(w, ".,:;!?()“”\"'")
		if last != "" {
			out[last+" "+bare] = true
		}
		if last = bare; bare != w || startsDigit(bare) {
			last = "" // no pair goes over a sign
		}
	}
	for _, common := range []string{"hải phòng", "thành phố", "trên địa", "địa bàn", "người dân", "năm nay", "trong đó"} {
		delete(out, common)
	}
	return out
}

// live reports the entries of a live report from block i on, where the page's
// title says that it is one: times of one day and the night behind it, forwards
// or backwards, each a line of its own above its text and below the end of the
// last. The times are dropped.
func (r *reader) live(i int) bool {
	said := saysLive(r.page.Title)
	for j := 0; j < i && !said; j++ {
		said = !isText(&r.blocks[j]) && saysLive(r.blocks[j].text) // where the title is not yet known
	}
	if !said {
		return false
	}
	var at []stampAt
	for j := i; j < r.end; j++ {
		b := &r.blocks[j]
		if b.key == "" || !startsDigit(b.text) || len(b.text) > 40 {
			continue
		}
		st, ok := scanStamp(b.text)
		if !ok || st.rest != "" || st.dayOnly {
			continue
		}
		above, below := r.before(j), r.next(j)
		if above < 0 || below < 0 || len(at) > 0 && !isText(&r.blocks[above]) && !endsSentence(r.blocks[above].text) {
			return false
		}
		at = append(at, stampAt{st, j})
	}
	if len(at) < 3 {
		return false
	}
	forwards := at[0].stamp.at.Before(at[1].stamp.at)
	for k := 1; k < len(at); k++ {
		if now, last := at[k].stamp.at, at[k-1].stamp.at; now.Equal(last) || last.Before(now) != forwards {
			return false
		}
	}
	if at[0].stamp.at.Sub(at[len(at)-1].stamp.at).Abs() > 36*time.Hour {
		return false
	}
	for _, st := range at {
		r.blocks[st.at].role = roleDrop
	}
	return true
}

// saysLive reports the title of a live report.
func saysLive(title string) bool {
	return hasAnyPrefix(strings.TrimLeft(text.Key(head(title, 60)), "[( "), []string{"trực tiếp", "tường thuật"})
}

// before gives the block before block i that is not dropped, or -1.
func (r *reader) before(i int) int {
	for i--; i >= 0; i-- {
		if r.blocks[i].role != roleDrop {
			return i
		}
	}
	return -1
}
