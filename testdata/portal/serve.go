package portal

import (
	"bytes"
	"crypto/sha256"
	"encoding/xml"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// perPage is how many articles a list shows.
const perPage = 6

// robots is the same for every portal. What it forbids answers 200, so that a
// test can see whether a crawler keeps to it.
const robots = "User-agent: *\nDisallow: /tim-kiem\nDisallow: /quan-tri/\n\nSitemap: http://%s/sitemap.xml\n"

// pixel is a transparent GIF of one pixel, served for every picture.
const pixel = "GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"

// Handler serves the portals by the Host header: a front page, lists in pages
// of six (/chuyen-muc/<name>/page/2/; "tin-tuc" holds all), /feed/ (RSS),
// /sitemap.xml with lastmod, /robots.txt, pictures under /anh/, and every
// article in its renderings; what is to be had as AMP only redirects there. Pages carry ETag and Last-Modified and answer
// 304. An unknown host answers 421, an unknown address a page with status 404.
func (p *Portal) Handler() http.Handler { return http.HandlerFunc(p.serve) }

func (p *Portal) serve(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
		return
	}
	host := r.Host
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	site := ""
	for name, h := range Hosts {
		if h == strings.ToLower(host) {
			site = name
		}
	}
	if site == "" {
		http.Error(w, "no such portal", http.StatusMisdirectedRequest)
		return
	}
	if err := p.page(w, r, site); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}

func (p *Portal) page(w http.ResponseWriter, r *http.Request, site string) error {
	all := p.newest(site)
	if done, err := serveArticle(w, r, all); done || err != nil {
		return err
	}
	path := r.URL.Path
	switch {
	case path == "/robots.txt":
		return send(w, r, "text/plain; charset=utf-8", latest(all), fmt.Appendf(nil, robots, Hosts[site]))
	case path == "/sitemap.xml":
		b, err := sitemap(all)
		if err != nil {
			return err
		}
		return send(w, r, "application/xml; charset=utf-8", latest(all), b)
	case path == "/feed/" || path == "/feed":
		b, err := feed(site, all)
		if err != nil {
			return err
		}
		return send(w, r, "application/rss+xml; charset=utf-8", latest(all), b)
	case strings.HasPrefix(path, "/anh/"):
		return send(w, r, "image/gif", latest(all), []byte(pixel))
	case path == "/" || path == "/tim-kiem" || strings.HasPrefix(path, "/quan-tri/"):
		return sendList(w, r, all, listing{Title: Hosts[site], Categories: categories(all), base: "/chuyen-muc/tin-tuc/", number: 1})
	}
	if l, items, ok := category(path, all); ok {
		return sendList(w, r, items, l)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(http.StatusNotFound)
	_, err := io.WriteString(w, `<!DOCTYPE html><html lang="vi"><head><title>Không tìm thấy trang</title></head><body><h1>404</h1><p>Trang bạn tìm không tồn tại.</p><a href="/">Trang chủ</a></body></html>`)
	return err
}

// newest gives the articles of a site, newest first, undated ones last.
func (p *Portal) newest(site string) []Article {
	var out []Article
	for _, a := range p.Articles() {
		if a.Site == site {
			out = append(out, a)
		}
	}
	slices.SortStableFunc(out, func(x, y Article) int { return y.Published.Compare(x.Published) })
	return out
}

// latest is when any of the articles changed last.
func latest(all []Article) time.Time {
	var t time.Time
	for _, a := range all {
		if a.Modified.After(t) {
			t = a.Modified
		}
	}
	return t
}

func serveArticle(w http.ResponseWriter, r *http.Request, all []Article) (bool, error) {
	want := r.URL.RequestURI()
	for _, a := range all {
		if a.Template == "amp" && a.Path == want+"/amp" {
			http.Redirect(w, r, a.Path, http.StatusFound)
			return true, nil
		}
		for _, rendering := range a.Renderings() {
			if want != strings.TrimPrefix(a.Address(rendering), "http://"+Hosts[a.Site]) {
				continue
			}
			b, err := a.HTML(rendering)
			if err != nil {
				return false, err
			}
			mediaType := "text/html; charset=utf-8"
			if a.Charset != "" {
				mediaType = "text/html" // only the page itself tells its charset
			}
			return true, send(w, r, mediaType, a.Modified, b)
		}
	}
	return false, nil
}

// send answers with b, or 304 where the client has it.
func send(w http.ResponseWriter, r *http.Request, mediaType string, modified time.Time, b []byte) error {
	w.Header().Set("Content-Type", mediaType)
	w.Header().Set("ETag", fmt.Sprintf(`"%x"`, sha256.Sum256(b))[:18]+`"`)
	http.ServeContent(w, r, "", modified.UTC().Truncate(time.Second), bytes.NewReader(b))
	return nil
}

// listing is a page of links.
type listing struct {
	Title          string
	Categories     []string
	Items          []item
	Previous, Next string
	base           string // address of the first page
	number         int    // of this page, from 1
}

type item struct{ Link, Title, Lead, Day string }

func sendList(w http.ResponseWriter, r *http.Request, all []Article, l listing) error {
	address := func(n int) string {
		if n == 1 {
			return l.base
		}
		return l.base + "page/" + strconv.Itoa(n) + "/"
	}
	from, to := (l.number-1)*perPage, min(l.number*perPage, len(all))
	for _, a := range all[from:to] {
		it := item{Link: a.Path, Title: a.Title, Lead: lead(a)}
		if !a.Published.IsZero() {
			it.Day = a.Published.Format("02/01/2006")
		}
		l.Items = append(l.Items, it)
	}
	if l.number > 1 {
		l.Previous = address(l.number - 1)
	}
	if to < len(all) {
		l.Next = address(l.number + 1)
	}
	var buf bytes.Buffer
	if err := pages.ExecuteTemplate(&buf, "front.html", l); err != nil {
		return err
	}
	return send(w, r, "text/html; charset=utf-8", latest(all), buf.Bytes())
}

// lead is the first fifteen words of an article, cut as teasers are.
func lead(a Article) string {
	if len(a.Body) == 0 {
		return ""
	}
	words := strings.Fields(a.Body[0])
	return strings.Join(words[:min(15, len(words))], " ") + "…"
}

func categories(all []Article) []string {
	out := []string{"Tin tức"}
	for _, a := range all {
		if a.Category != "" && !slices.Contains(out, a.Category) {
			out = append(out, a.Category)
		}
	}
	return out
}

// category finds the list behind an address /chuyen-muc/<name>/[page/<n>/].
func category(path string, all []Article) (listing, []Article, bool) {
	parts := strings.Split(strings.Trim(path, "/"), "/")
	if len(parts) != 2 && (len(parts) != 4 || parts[2] != "page") || parts[0] != "chuyen-muc" {
		return listing{}, nil, false
	}
	number := 1
	if len(parts) == 4 {
		number, _ = strconv.Atoi(parts[3])
	}
	for _, name := range categories(all) {
		if Slug(name) != parts[1] {
			continue
		}
		var items []Article
		for _, a := range all {
			if name == "Tin tức" || a.Category == name {
				items = append(items, a)
			}
		}
		if number < 1 || (number-1)*perPage >= len(items) {
			return listing{}, nil, false
		}
		return listing{Title: name, Categories: categories(all), base: "/chuyen-muc/" + parts[1] + "/", number: number}, items, true
	}
	return listing{}, nil, false
}

func sitemap(all []Article) ([]byte, error) {
	type entry struct {
		Loc     string `xml:"loc"`
		LastMod string `xml:"lastmod"`
	}
	set := struct {
		XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
		URL     []entry  `xml:"url"`
	}{}
	for _, a := range all {
		set.URL = append(set.URL, entry{a.URL, a.Modified.In(Zone).Format(time.RFC3339)})
	}
	b, err := xml.MarshalIndent(set, "", " ")
	return append([]byte(xml.Header), b...), err
}

// feed is RSS 2.0 of the newest articles.
func feed(site string, all []Article) ([]byte, error) {
	type entry struct {
		Title       string `xml:"title"`
		Link        string `xml:"link"`
		GUID        string `xml:"guid"`
		PubDate     string `xml:"pubDate,omitempty"`
		Description string `xml:"description"`
	}
	rss := struct {
		XMLName xml.Name `xml:"rss"`
		Version string   `xml:"version,attr"`
		Title   string   `xml:"channel>title"`
		Link    string   `xml:"channel>link"`
		Item    []entry  `xml:"channel>item"`
	}{Version: "2.0", Title: Hosts[site], Link: "http://" + Hosts[site] + "/"}
	for _, a := range all[:min(perPage, len(all))] {
		e := entry{Title: a.Title, Link: a.URL, GUID: a.URL, Description: lead(a)}
		if !a.Published.IsZero() {
			e.PubDate = a.Published.Format(time.RFC1123Z)
		}
		rss.Item = append(rss.Item, e)
	}
	b, err := xml.MarshalIndent(rss, "", " ")
	return append([]byte(xml.Header), b...), err
}
