package peers

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"text/tabwriter"
	"time"

	readability "codeberg.org/readeck/go-readability/v2"
	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"khotin/crawler/archive"
	"khotin/crawler/site"
	"khotin/extract/strip"
	"khotin/extract/text"
	"khotin/testdata/portal"
	cases "khotin/testdata/strip"
)

// answer is what a tool says of a page.
type answer struct {
	article             bool
	body, title, author string
	published           time.Time
	dayOnly             bool
	source              string
}

// tool takes the article out of a page, given as bytes in UTF-8.
type tool struct {
	name string
	read func(page []byte, address string) (answer, error)
}

// page is a page of the portal with what stands in it.
type page struct {
	address  string
	html     []byte
	kind     string
	body     []string
	captions []string
	gold     portal.Gold
}

func pages(t testing.TB) []page {
	t.Helper()
	p, err := portal.Load()
	if err != nil {
		t.Fatal(err)
	}
	var out []page
	for _, a := range p.Articles() {
		if a.Charset != "" {
			continue // the tools decode on their own, or not at all
		}
		for _, rendering := range a.Renderings() {
			b, err := a.HTML(rendering)
			if err != nil {
				t.Fatal(err)
			}
			g := a.Gold(rendering)
			out = append(out, page{a.Address(rendering), b, g.Kind, a.Body, g.Captions, g})
		}
	}
	return out
}

func tools(t testing.TB) []tool {
	t.Helper()
	sites, err := site.Load("")
	if err != nil {
		t.Fatal(err)
	}
	return []tool{
		{"khotin", ours(sites)},
		{"khotin, no profiles", ours(nil)},
		{"go-readability v2.1.1", readReadability},
		{"go-trafilatura v1.12.2", readTrafilatura},
		{"every <p>", readParagraphs},
	}
}

func ours(sites *site.Set) func([]byte, string) (answer, error) {
	return func(b []byte, address string) (answer, error) {
		p, err := strip.Strip(&archive.Capture{URL: address, Status: 200, Header: http.Header{"Content-Type": {"text/html; charset=utf-8"}}, Body: b}, sites)
		return answer{p.Kind == strip.Article, strings.Join(p.Body, "\n"), p.Title, p.Author, p.Published, p.DayOnly, p.Source}, err
	}
}

func readReadability(b []byte, address string) (answer, error) {
	u, err := url.Parse(address)
	if err != nil {
		return answer{}, err
	}
	a, err := readability.FromReader(bytes.NewReader(b), u)
	if err != nil {
		return answer{}, err
	}
	var body strings.Builder
	if a.Node != nil {
		if err := a.RenderText(&body); err != nil {
			return answer{}, err
		}
	}
	published, _ := a.PublishedTime()
	return answer{a.Node != nil, body.String(), a.Title(), a.Byline(), published, false, ""}, nil
}

func readTrafilatura(b []byte, address string) (answer, error) {
	u, err := url.Parse(address)
	if err != nil {
		return answer{}, err
	}
	r, err := trafilatura.Extract(bytes.NewReader(b), trafilatura.Options{OriginalURL: u, EnableFallback: true, ExcludeComments: true})
	if err != nil {
		return answer{}, nil // it says that there is no article
	}
	return answer{true, r.ContentText, r.Metadata.Title, r.Metadata.Author, r.Metadata.Date, true, ""}, nil
}

func readParagraphs(b []byte, _ string) (answer, error) {
	doc, err := html.Parse(bytes.NewReader(b))
	if err != nil {
		return answer{}, err
	}
	a := answer{article: true}
	var body strings.Builder
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode || n.DataAtom != atom.P && n.DataAtom != atom.Title {
			continue
		}
		var s strings.Builder
		for d := range n.Descendants() {
			if d.Type == html.TextNode {
				s.WriteString(d.Data)
			}
		}
		if n.DataAtom == atom.Title {
			a.title = s.String()
			continue
		}
		body.WriteString(s.String() + "\n")
	}
	a.body = body.String()
	return a, nil
}

// plain is the form in which words are compared.
func plain(s string) string {
	return strings.Trim(strings.Join(strings.Fields(text.Key(text.Normalize(s))), " "), " .")
}

// tally is the score of one tool. Of each pair the second number is how many
// pages could be scored.
type tally struct {
	f1                  float64
	pages               int
	leadsLost, leads    int
	leaks, boxes        int
	captions, captioned int
	titles, titled      int
	published, stamped  int
	wrongTimes          int // given where the page shows another, or none
	authors, signed     int
	wrongAuthors        int
	lists, listed       int // pages that are no article and said to be none
	took                time.Duration
}

func (s *tally) add(p *page, a answer) {
	if p.kind != "article" {
		s.listed++
		if !a.article {
			s.lists++
		}
		return
	}
	got := cases.Shingles(a.body)
	both, want, have := cases.Common(cases.Shingles(strings.Join(p.body, "\n")), got)
	if want+have > 0 {
		s.f1 += 2 * float64(both) / float64(want+have)
	}
	s.pages++
	if both, n, _ := cases.Common(cases.Shingles(p.body[0]), got); n > 0 {
		s.leads++
		if both*2 < n {
			s.leadsLost++
		}
	}
	body := plain(a.body)
	s.boxes++
	for _, t := range portal.Teasers {
		if strings.Contains(body, plain(t.Title)) || strings.Contains(body, strings.TrimRight(plain(t.Text), " .…")) {
			s.leaks++
			break
		}
	}
	for _, c := range p.captions {
		s.captioned++
		if strings.Contains(body, plain(c)) {
			s.captions++
		}
	}
	s.fields(&p.gold, &a)
}

func (s *tally) fields(g *portal.Gold, a *answer) {
	if g.Title.Known && g.Title.Value != "" {
		s.titled++
		if plain(g.Title.Value) == plain(a.title) {
			s.titles++
		}
	}
	if g.Published.Known {
		got := ""
		if !a.published.IsZero() {
			got = a.published.In(time.FixedZone("+07", 7*3600)).Format(time.RFC3339)
			if a.dayOnly {
				got = a.published.Format(time.DateOnly)
			}
		}
		want := g.Published.Value
		if a.dayOnly && len(want) > len(time.DateOnly) {
			want = want[:len(time.DateOnly)]
		}
		if want != "" {
			s.stamped++
			if got == want {
				s.published++
			}
		}
		if got != "" && got != want {
			s.wrongTimes++
		}
	}
	if g.Author.Known {
		if g.Author.Value != "" {
			s.signed++
			if plain(g.Author.Value) == plain(a.author) {
				s.authors++
			}
		}
		if a.author != "" && plain(g.Author.Value) != plain(a.author) {
			s.wrongAuthors++
		}
	}
}

// TestPeers prints the table of README, section "Measure", and fails where a
// peer is better on bodies, leads or leaks.
func TestPeers(t *testing.T) {
	all := pages(t)
	var out strings.Builder
	w := tabwriter.NewWriter(&out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "tool\tbody F1\tleads lost\tleaks\tcaptions in body\ttitle\tpublished\twrong\tauthor\twrong\tlists told\tpages/s")
	var scores []tally
	for _, tool := range tools(t) {
		var s tally
		for i := range all {
			start := time.Now()
			a, err := tool.read(all[i].html, all[i].address)
			s.took += time.Since(start)
			if err != nil {
				t.Logf("%s: %s: %v", tool.name, all[i].address, err)
			}
			s.add(&all[i], a)
		}
		scores = append(scores, s)
		fmt.Fprintf(w, "%s\t%.3f\t%d/%d\t%d/%d\t%d/%d\t%d/%d\t%d/%d\t%d\t%d/%d\t%d\t%d/%d\t%.0f\n", tool.name, s.f1/float64(s.pages), s.leadsLost, s.leads, s.leaks, s.boxes,
			s.captions, s.captioned, s.titles, s.titled, s.published, s.stamped, s.wrongTimes, s.authors, s.signed, s.wrongAuthors, s.lists, s.listed, float64(len(all))/s.took.Seconds())
	}
	w.Flush()
	t.Logf("%d pages of the demonstration portal\n%s", len(all), out.String())
	for _, peer := range scores[2:] {
		if o := scores[0]; peer.f1 > o.f1 || peer.leadsLost < o.leadsLost || peer.leaks < o.leaks {
			t.Error("a peer is better")
		}
	}
}

// BenchmarkPeers gives the pages a second of each, and of parsing alone, on
// pages as large as real ones: 100 KB of menus stand before the article.
func BenchmarkPeers(b *testing.B) {
	all := pages(b)
	menu := []byte("<body><nav>" + strings.Repeat(`<ul class="menu"><li><a href="/tin-tuc/muc">Tin tức trong ngày</a></li></ul>`, 1200) + "</nav>")
	for i := range all {
		all[i].html = bytes.Replace(all[i].html, []byte("<body>"), menu, 1)
	}
	parse := tool{"x/net/html, parsing alone", func(page []byte, _ string) (answer, error) {
		_, err := html.Parse(bytes.NewReader(page))
		return answer{}, err
	}}
	for _, tool := range append([]tool{parse}, tools(b)...) {
		b.Run(tool.name, func(b *testing.B) {
			n := 0
			for b.Loop() {
				p := &all[n%len(all)]
				if _, err := tool.read(p.html, p.address); err != nil {
					b.Fatal(err)
				}
				n++
			}
			b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "pages/s")
		})
	}
}
