package strip

import "strings"

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
		case moreLines[key], isAgo(key):
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
