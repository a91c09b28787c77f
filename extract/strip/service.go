package strip

import (
	"strings"

	"khotin/extract/text"
)

// A page that serves the site says little, and shows no time of publication.
const (
	servicePlain = 5   // paragraphs
	serviceWords = 110 // words of all of them
)

// service tells pages that serve the site from articles, and says what they
// are: what a system answers instead of a page, forms, results of searches,
// lists of addresses and sources.
func (r *reader) service(prose int) (kind Kind, reason string) {
	if r.searched() {
		return List, "results of a search"
	}
	if r.page.Published.IsZero() && r.listsQuestions() {
		return List, "questions of readers"
	}
	if !r.page.Published.IsZero() || prose > 3 {
		return Article, ""
	}
	n, told, fields := 0, false, 0
	for _, p := range r.page.Body {
		n += words(p)
		key := text.Key(head(p, longLine))
		i, _ := notices.find(key)
		told = told || i >= 0
		if formFields.has[strings.Trim(key, " .:*()")] {
			fields++
		}
	}
	if i, _ := notices.find(text.Key(r.page.Title)); i >= 0 {
		told = true
	}
	few := len(r.page.Body) <= servicePlain && n <= serviceWords
	switch {
	case few && told:
		return Other, "a message of the system"
	case fields >= 3 && fields*3 >= len(r.page.Body):
		return Other, "a form to fill in"
	case few && prose <= 2 && r.serves():
		return Other, "a page that serves the site, by its title"
	}
	return Article, ""
}

// listsQuestions reports the page that lists what readers asked and answers none
// of it: its title says so and no more, and it says of three and more who they are.
func (r *reader) listsQuestions() bool {
	rest, ok := strings.CutPrefix(text.Key(r.page.Title), "hỏi đáp")
	if rest = strings.TrimLeft(rest, " -|"); !ok || rest != "" && !hasAnyPrefix(rest, siteOpeners) || r.meta.article {
		return false
	}
	n := 0
	for _, p := range r.page.Body {
		switch key := text.Key(head(p, longLine)); {
		case hasAnyPrefix(key, []string{"trả lời", "đáp:"}):
			return false
		case strings.HasPrefix(key, "người hỏi:"):
			n++
		}
	}
	return n >= 3
}

// serves reports the title of a page that serves the site, on its own or with
// a name behind a dash.
func (r *reader) serves() bool {
	for _, title := range []string{r.page.Title, r.meta.title} {
		key := strings.Trim(text.Key(title), " .:")
		if p := services.prefix(key); p != "" && (p == key || strings.HasPrefix(key[len(p):], " - ") || strings.HasPrefix(key[len(p):], " | ")) {
			return true
		}
	}
	return false
}

// resultsFor begin the line above the results of a search.
var resultsFor = []string{"kết quả tìm kiếm cho:", "kết quả tìm kiếm cho từ khóa", "kết quả tìm kiếm với từ khóa"}

// searched reports the line that stands above the results of a search: how
// many there are, or for which word.
func (r *reader) searched() bool {
	for i := range min(len(r.blocks), headLines) {
		key := r.blocks[i].key
		if key == "" || words(key) > 20 {
			continue
		}
		if key == "kết quả tìm kiếm" || hasAnyPrefix(key, resultsFor) ||
			strings.Contains(key, "kết quả") && strings.Contains(key, "từ khóa") && strings.ContainsAny(key, "0123456789") {
			return len(r.page.Body) >= 4
		}
	}
	return false
}
