package strip

import (
	"encoding/json"
	"regexp"
	"strings"
	"time"

	"golang.org/x/net/html"

	"khotin/extract/text"
)

// meta is what a page says outside its visible text.
type meta struct {
	url           string
	title         string // the title element
	ogTitle       string
	headline      string // JSON-LD
	siteName      string
	author        string // JSON-LD, a person
	article       bool   // og:type or JSON-LD says that it is an article
	list          bool   // JSON-LD says that it is a collection
	archive       bool   // the class of the body says that it lists articles
	published     stamp
	publishedFrom string
	metaTime      stamp // article:published_time, under JSON-LD
}

// element reads a title, meta or JSON-LD element.
func (m *meta) element(n *html.Node) {
	switch n.Data {
	case "title":
		if m.title == "" && n.FirstChild != nil && n.Namespace == "" {
			m.title = strings.Clone(squash(text.Normalize(n.FirstChild.Data)))
		}
	case "meta":
		m.metaElement(n)
	case "script":
		if t := strings.ToLower(attr(n, "type")); strings.HasPrefix(t, "application/ld+json") && n.FirstChild != nil {
			m.jsonLD(n.FirstChild.Data)
		}
	}
}

func (m *meta) metaElement(n *html.Node) {
	name := strings.ToLower(attr(n, "property"))
	if name == "" {
		name = strings.ToLower(attr(n, "name"))
	}
	if name == "" {
		name = strings.ToLower(attr(n, "itemprop"))
	}
	switch name {
	case "og:title":
		m.ogTitle = strings.Clone(squash(text.Normalize(attr(n, "content"))))
	case "og:site_name":
		m.siteName = squash(text.Normalize(attr(n, "content")))
	case "og:type":
		m.article = m.article || strings.EqualFold(attr(n, "content"), "article")
	case "article:published_time", "pubdate", "datepublished", "dc.date.issued", "article:published", "publish-date":
		if st, ok := parseTime(attr(n, "content")); ok && m.metaTime.at.IsZero() {
			m.metaTime = st
		}
	}
}

// settle ranks the two machine-readable times.
func (m *meta) settle() {
	if m.published.at.IsZero() && !m.metaTime.at.IsZero() {
		m.published, m.publishedFrom = m.metaTime, "article:published_time"
	}
}

// jsonLD reads a JSON-LD script: an object, an array or an @graph, with raw
// line breaks inside its strings as portals write them.
func (m *meta) jsonLD(s string) {
	if len(s) > 1<<20 {
		return
	}
	var v any
	if json.Unmarshal([]byte(s), &v) != nil {
		s = jsonPart(s)
		clean := strings.Map(func(r rune) rune {
			if r < ' ' {
				return ' '
			}
			return r
		}, s)
		if json.Unmarshal([]byte(trailingComma.ReplaceAllString(clean, "$1")), &v) != nil {
			return
		}
	}
	m.jsonNode(v, 0)
}

// trailingComma is a comma before the end of an object or array.
var trailingComma = regexp.MustCompile(`,\s*([}\]])`)

// jsonPart cuts what stands around an object or array: comments, CDATA, a
// semicolon.
func jsonPart(s string) string {
	start, end := strings.IndexAny(s, "{"), strings.LastIndexByte(s, '}')
	if i := strings.IndexByte(s, '['); i >= 0 && i < start && !strings.HasPrefix(s[i:], "[CDATA[") {
		start, end = i, strings.LastIndexByte(s, ']')
	}
	if start < 0 || end < start {
		return ""
	}
	return s[start : end+1]
}

func (m *meta) jsonNode(v any, depth int) {
	if depth > 8 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			m.jsonNode(e, depth+1)
		}
	case map[string]any:
		m.jsonObject(v)
		if g, ok := v["@graph"]; ok {
			m.jsonNode(g, depth+1)
		}
		if g, ok := v["mainEntity"]; ok {
			m.jsonNode(g, depth+1)
		}
	}
}

func (m *meta) jsonObject(o map[string]any) {
	kind := jsonString(o["@type"])
	switch {
	case strings.HasSuffix(kind, "Article"), strings.HasSuffix(kind, "BlogPosting"), kind == "ReportageNewsArticle":
		m.article = true
	case kind == "CollectionPage", kind == "SearchResultsPage":
		m.list = true
		return
	case kind == "WebPage":
		// WordPress states the article's day here when no article node stands.
	default:
		return
	}
	if st, ok := parseTime(jsonString(o["datePublished"])); ok && (m.published.at.IsZero() || kind != "WebPage") {
		m.published, m.publishedFrom = st, "json-ld"
	}
	if kind == "WebPage" {
		return
	}
	if h := squash(text.Normalize(jsonString(o["headline"]))); h != "" && m.headline == "" {
		m.headline = html.UnescapeString(h)
	}
	if m.author == "" {
		m.author = jsonAuthor(o["author"])
	}
}

// jsonAuthor gives the name of an author that is a person.
func jsonAuthor(v any) string {
	switch v := v.(type) {
	case []any:
		if len(v) > 0 {
			return jsonAuthor(v[0])
		}
	case map[string]any:
		if t := jsonString(v["@type"]); t != "" && t != "Person" {
			return ""
		}
		return penName(jsonString(v["name"]))
	case string:
		return penName(v)
	}
	return ""
}

// penName cleans the name of an author: "Theo Hồ Hương" is Hồ Hương.
func penName(s string) string {
	return strings.TrimPrefix(squash(text.Normalize(s)), "Theo ")
}

// jsonString gives a string, or the first string of an array.
func jsonString(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case []any:
		for _, e := range v {
			if s, ok := e.(string); ok {
				return s
			}
		}
	}
	return ""
}

var timeLayouts = []struct {
	layout  string
	dayOnly bool
}{
	{time.RFC3339Nano, false}, {"2006-01-02T15:04:05-0700", false}, {"2006-01-02T15:04Z07:00", false},
	{"2006-01-02T15:04:05.999999999", false}, {"2006-01-02T15:04", false},
	{"2006-01-02 15:04:05Z07:00", false}, {"2006-01-02 15:04:05", false}, {"2006-01-02 15:04", false}, {time.DateOnly, true},
	{time.RFC1123Z, false}, {time.RFC1123, false},
}

// parseTime reads a machine's time. One without a zone is the portal's; one
// with another zone is given in the portal's.
func parseTime(s string) (stamp, bool) {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > 60 {
		return stamp{}, false
	}
	for _, l := range timeLayouts {
		at, err := time.ParseInLocation(l.layout, s, zone)
		if err == nil && at.Year() >= 1990 && at.Year() <= 2100 {
			return stamp{at: at.In(zone), dayOnly: l.dayOnly, weekday: -1}, true
		}
	}
	b := newBlock(squash(text.Normalize(s)), false, 0)
	if st, ok := readStamp(&b); ok && st.rest == "" && !st.clock {
		st.label = ""
		return st, true
	}
	return stamp{}, false
}

// singlePrefixes open the classes of pages that hold one article.
var singlePrefixes = []string{"single", "postid-", "post-template", "page-template"}

// namesArchive reports the class that WordPress gives the body of pages that
// list articles: of a category, a day, an author, results of a search.
func namesArchive(class string) bool {
	found := false
	for w := range strings.FieldsSeq(class) {
		found = found || w == "archive" || w == "search-results"
		if w == "page" || hasAnyPrefix(w, singlePrefixes) {
			return false
		}
	}
	return found
}

func attr(n *html.Node, key string) string {
	for i := range n.Attr {
		if n.Attr[i].Key == key && n.Attr[i].Namespace == "" {
			return n.Attr[i].Val
		}
	}
	return ""
}
