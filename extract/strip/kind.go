package strip

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"khotin/extract/text"
)

// kind tells an article from lists and the rest, after the classifier ran, and
// says why a page is none.
func (r *reader) kind() (kind Kind, reason string) {
	prose, total, dayed, cut := 0, 0, 0, 0
	days := make(map[string]bool)
	var years []int // of the days that leads open with
	for _, p := range r.page.Body {
		total++
		if isCut := endsCut(p) && words(p) <= 24; len(p) >= 60 && endsSentence(p) && !isCut || words(p) >= 40 {
			prose++
		}
		if opensWithDay(p) {
			dayed++
			day := dayWord(p)
			days[day] = true
			if n := len(day); n > 4 && digits(day[n-4:]) == 4 {
				years = append(years, number(day[n-4:]))
			}
		}
		if endsCut(p) && words(p) <= 40 {
			cut++
		}
	}
	if kind, reason := r.service(prose); kind != Article {
		return kind, reason
	}
	switch {
	case r.topic():
		return List, "the news of one topic"
	case !r.isLive && r.stampedLeads():
		return List, "stamps with a lead each"
	case r.titledLeads():
		return List, "titles with a lead each"
	case r.moreLinks():
		return List, "leads that go on elsewhere"
	case r.strangers():
		return List, "titles and leads with nothing in common"
	case prose == 0 && (r.teasers >= 3 || cut >= 3 || r.countDays() >= 4):
		return List, "teasers and no text"
	case prose <= 2 && (isErrorTitle(r.page.Title) || isErrorTitle(r.meta.title) || len(r.blocks) > 0 && words(r.blocks[0].text) <= 6 && isErrorTitle(r.blocks[0].text) && r.page.Published.IsZero()):
		return Other, "an error page by its title"
	case total == 0:
		return Other, "no text"
	case r.imprint():
		return Other, "nothing but the imprint"
	case total == 1 && cut == 1 && !r.html: // in HTML the links tell lists
		return Other, "a lead cut off and no text"
	case prose == 0 && !r.shortArticle():
		return Other, "no paragraph of text"
	case total >= 5 && dayed*10 >= total*7 && len(days) >= 3 && !r.chronicle(years):
		return List, "the leads of several articles"
	case total >= 6 && cut*10 >= total*6, r.countDays() >= 5 && r.countDays()*2 >= total:
		return List, "more teasers than text"
	}
	return Article, ""
}

// chronicle reports the years of a chronicle: three and more, and over a decade
// and more in order, where the page has no time of its own.
func (r *reader) chronicle(years []int) bool {
	if len(years) == 0 {
		return false
	}
	years = slices.Clone(years)
	inOrder := slices.IsSorted(years) && years[len(years)-1]-years[0] >= 10
	slices.Sort(years)
	return len(slices.Compact(years)) >= 3 && (inOrder || !r.page.Published.IsZero())
}

// imprint reports a text that is the site's imprint: each paragraph says who
// runs it and where, but for a few words of menus.
func (r *reader) imprint() bool {
	said := 0
	for _, p := range r.page.Body {
		switch {
		case hasAnyPrefix(strings.TrimLeft(text.Key(head(p, 120)), "®©*• "), imprintPrefixes):
			said++
		case words(p) >= 7:
			return false
		}
	}
	return said > 0 && len(r.page.Body) <= 12
}

// shortArticle reports a short text that still is one: a stamp or a title and
// a sentence.
func (r *reader) shortArticle() bool {
	for _, p := range r.page.Body {
		if words(p) >= 8 && endsSentence(p) && !endsCut(p) && (r.page.Title != "" || len(r.stamps) > 0) {
			return true
		}
	}
	return false
}

// stampedLeads reports three and more times, each a line of its own with a
// title above and no more than a lead below, as the pages of topics have them.
// Days without a time count below a title, in HTML that of a teaser. Days each
// later than the one before, below a text that opens the page, are those of its
// parts.
func (r *reader) stampedLeads() bool {
	stamps, texts, last, first := 0, 0, -1, -1
	var day time.Time // the last without a time
	led, newer, older := false, false, false
	for i := range r.blocks {
		b := &r.blocks[i]
		if isText(b) {
			if texts++; texts > 1 {
				return false
			}
			continue
		}
		at := strings.TrimLeft(b.text, "(")
		if b.key == "" || !startsDigit(at) || len(at) > 40 || last == i-1 {
			continue
		}
		st, ok := scanStamp(at)
		if !ok || st.rest != "" {
			continue
		}
		if st.dayOnly {
			if i == 0 || !isTitle(&r.blocks[i-1]) || r.html && !r.teases(i-1, first) {
				continue
			}
			if first < 0 {
				first, led = i-1, texts > 0
			} else {
				newer, older = newer || st.at.After(day), older || !st.at.After(day)
			}
			day = st.at
		}
		stamps++
		texts, last = 0, i
	}
	return stamps >= 3 && !(led && newer && !older)
}

// teases reports the title of a teaser at block i of a page of HTML: a link, or
// set as a title below its picture, on a page that has no time of its own above
// the first of them.
func (r *reader) teases(i, first int) bool {
	b := &r.blocks[i]
	if !b.is(hintLink) && !(b.is(hintHeading|hintBold) && b.is(hintAfterImage)) || r.meta.article || !r.meta.published.at.IsZero() {
		return false
	}
	if first < 0 {
		first = i
	}
	for j := range r.stamps {
		if s := &r.stamps[j]; s.at < first && !s.clock {
			return false
		}
	}
	return true
}

// countDays counts the bare dates between the body's blocks, none in a live
// report.
func (r *reader) countDays() int {
	n := 0
	if r.isLive {
		return n
	}
	for i := r.start; i < r.end; i++ {
		if b := &r.blocks[i]; b.key != "" && startsDigit(b.text) && isDay(b) {
			n++
		}
	}
	return n
}

// dayWord gives the figures of the day that a lead opens with.
func dayWord(s string) string {
	i := strings.IndexAny(s, "0123456789")
	j := i
	for j < len(s) && strings.IndexByte("0123456789/-.", s[j]) >= 0 {
		j++
	}
	return strings.Trim(s[i:j], "/-.")
}

// isErrorTitle reports the titles of error pages.
func isErrorTitle(title string) bool {
	if title == "" || len(title) > 120 {
		return false
	}
	low := strings.ToLower(title)
	for _, w := range []string{"404", "403 forbidden", "500 internal", "502 bad", "503 service", "not found", "không tìm thấy trang", "không tìm thấy nội dung", "trang không tồn tại", "bài viết không tồn tại", "không tồn tại", "access denied", "error page", "lỗi trang", "forbidden", "server error", "runtime error", "internal server error", "bad gateway", "service unavailable", "attention required!", "just a moment..."} {
		if low == w || strings.HasPrefix(low, w) || strings.HasSuffix(low, w) {
			return true
		}
	}
	return false
}

// isFront reports the address of a site's first page.
func isFront(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Host != "" && (u.Path == "" || u.Path == "/") && u.RawQuery == ""
}

// topic reports the line that the pages of topics have below their title:
// "Cập nhật tin tức <title>".
func (r *reader) topic() bool {
	for i := 1; i < min(len(r.blocks), 6); i++ {
		for _, label := range []string{"cập nhật tin tức ", "cập nhập tin tức ", "tin tức về "} {
			if rest, ok := strings.CutPrefix(r.blocks[i].key, label); ok && rest == r.blocks[i-1].key {
				return true
			}
		}
	}
	return false
}
