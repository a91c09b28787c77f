package strip

import (
	"slices"
	"strings"

	"khotin/extract/text"
)

// said is a title that the head of a page or a profile states.
type said struct{ text, key string }

// titlesSaid gives the titles that f and m state, the most trusted first.
func titlesSaid(f fields, m *meta) []said {
	var out []said
	for _, t := range []string{f.title, m.ogTitle, m.headline, m.title} {
		if t == "" || len(out) > 0 && t == out[len(out)-1].text {
			continue
		}
		out = append(out, said{t, strings.Trim(text.Key(t), " .")})
	}
	return out
}

// isSaid reports a block that shows one of titles, whole or the
// beginning of it: the site's name stands behind.
func isSaid(b *block, titles []said) bool {
	for i := range titles {
		t := &titles[i]
		// Tones may stand in two places of a syllable: lengths differ by little.
		if d := len(b.text) - len(t.text); d <= 8 && d >= -8 {
			if *b = b.keyed(); strings.Trim(b.key, " .") == t.key {
				return true
			}
		}
		if len(b.text) >= 20 && (b.is(hintHeading) || !b.is(hintLink)) && !endsSentence(b.text) && strings.HasPrefix(t.text, b.text) {
			return true
		}
	}
	return false
}

// headsDay reports a day set as a heading at block i right above another
// heading, as Blogger sets it above each title.
func headsDay(blocks []block, i int) bool {
	if i+1 >= len(blocks) || blocks[i].part == 1 || !blocks[i+1].is(hintHeading) {
		return false
	}
	st, ok := readStamp(&blocks[i])
	return ok && st.rest == ""
}

// namesBlog reports a link to the front page at block i that the title of the
// page goes on behind with a colon: the name of the site, as Blogger writes it
// before each title.
func (w *walker) namesBlog(i int, titles []said) bool {
	_, home := slices.BinarySearch(w.homes, i)
	return home && w.blocks[i].is(hintLink) && slices.ContainsFunc(titles, func(t said) bool { return strings.HasPrefix(t.text, w.blocks[i].text+": ") })
}

// placeTitle settles what an HTML page's title is and where it stands, and
// what the profile's selectors found.
func (r *reader) placeTitle(f fields, titles []said) {
	r.set(&r.page.Title, "title", f.title, "profile")
	for i := range r.blocks {
		b := &r.blocks[i]
		if i > headLines || b.key == "" || words(b.text) < 3 {
			continue
		}
		if isSaid(b, titles) {
			r.titleAt = i
			break
		}
	}
	if r.titleAt < 0 {
		for i := range r.blocks {
			b := &r.blocks[i]
			if i > headLines || isText(b) && !b.is(hintHeading) {
				break
			}
			if b.is(hintHeading) && !b.is(hintLead) && !creditsPicture(b) && !headsDay(r.blocks, i) && words(b.text) >= 4 && (!isProse(b.text) || b.is(hintTitled) && words(b.text) <= 20 && sentences(b.text) == 1) && !isFurniture(b) && !namesSite(b.text) {
				r.titleAt = i
				break
			}
		}
	}
	if r.titleAt >= 0 && r.page.Title == "" {
		if shown := r.blocks[r.titleAt].text; !endsCut(shown) {
			if isProse(shown) {
				shown = strings.TrimSuffix(shown, ".")
			}
			r.set(&r.page.Title, "title", shown, "heading")
		}
	}
	if r.page.Title == "" {
		r.set(&r.page.Title, "title", r.cutSite(r.meta.ogTitle), "og:title")
	}
	r.set(&r.page.Title, "title", r.meta.headline, "json-ld")
	if f.published.at.IsZero() {
		f.published = stamp{}
	} else {
		r.meta.published, r.meta.publishedFrom = f.published, "profile"
	}
	r.set(&r.page.Author, "author", f.author, "profile")
	r.set(&r.page.Source, "source", f.source, "profile")
}

// lateTitle takes the title element where nothing better was found.
func (r *reader) lateTitle() {
	if r.page.Title == "" {
		if t := r.cutSite(r.meta.title); words(t) >= 3 && !namesSite(t) && !namesFront(t) {
			r.set(&r.page.Title, "title", t, "title")
		}
	}
	for i := 0; r.page.Title == "" && !r.html && i < len(r.blocks); i++ {
		if t := cutPicture(r.blocks[i].text); words(t) >= 6 && (startsUpper(t) || startsDigit(t)) {
			r.set(&r.page.Title, "title", t, "picture-name")
		}
	}
	if a := r.meta.author; a != "" && isName(a) && words(a) >= 2 && !strings.EqualFold(a, r.meta.siteName) {
		r.set(&r.page.Author, "author", a, "json-ld")
	}
}

// namesFront reports the title of a front page, "Trang chủ - Sở Nội vụ", which
// some systems give to every page. Behind a dash or a colon stands whose it is:
// an article may begin with these words.
func namesFront(title string) bool {
	rest, ok := cutFold(title, "trang chủ")
	if !ok {
		return false
	}
	rest = strings.TrimLeft(rest, " ")
	if rest == "" || rest[0] == '|' {
		return true
	}
	owner := strings.TrimLeft(rest, "-–: ")
	return owner != rest && words(owner) <= 14 && (namesSite(owner) || startsUpper(owner) && hasAnyPrefix(text.Key(owner), ownerOpeners))
}

// ownerOpeners are what the names of those open with whose front page it is.
var ownerOpeners = append([]string{"ban ", "bộ ", "công an ", "cục ", "hội đồng nhân dân", "huyện ", "phòng ", "phường ", "quận ", "sở ", "thanh tra ", "thành phố ", "tỉnh ", "trường ", "ubnd ", "ủy ban ", "xã "}, siteOpeners...)

// cutSite cuts the site's name off a title where nothing else can be meant:
// behind " | ", or behind a dash where it is the page's own name of the site
// or begins as names of portals and newspapers do.
func (r *reader) cutSite(t string) string {
	for _, sep := range []string{" | ", " - ", " – ", " — "} {
		i := strings.LastIndex(t, sep)
		if i < 0 {
			continue
		}
		rest := strings.TrimSpace(t[i+len(sep):])
		key := text.Key(rest)
		switch {
		case words(t[:i]) < 3:
			continue
		case sep == " | " && words(rest) <= 10,
			strings.EqualFold(rest, r.meta.siteName),
			siteNames.has[key], isOutlet(rest) && !strings.ContainsAny(rest, "0123456789") && words(rest) <= 6 && (strings.HasPrefix(key, "báo ") || strings.HasPrefix(key, "cổng ") || strings.HasSuffix(key, ".vn")),
			strings.HasPrefix(key, "cổng thông tin"), strings.HasPrefix(key, "trang thông tin"):
			return strings.TrimSpace(t[:i])
		}
	}
	return t
}
