// Package portal is a small press of our own: four made-up portals whose pages
// have the shapes of the real ones, and for each article the facts that a
// careful reader finds in it. It knows nothing of the packages it is used to
// test. No page that it serves holds an annotation.
package portal

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"time"
)

//go:embed articles/*.txtar
var articleFiles embed.FS

//go:embed sites/*.yaml
var siteFiles embed.FS

// Zone is the time of every stamp, UTC+7.
var Zone = time.FixedZone("+07", 7*60*60)

// Hosts maps the short name of each portal to its host name.
var Hosts = map[string]string{
	"thanhpho": "thanhpho.test",
	"haiphong": "haiphong.test",
	"anhp":     "anhp.test",
	"baohp":    "baohp.test",
}

// Article is one article as its portal prints it, and what stands in it.
type Article struct {
	Name       string    // file name without ending: "01-le-chan-9-thang-2021"
	Reason     string    // what the article exercises
	Site       string    // key of Hosts
	Template   string    // as in the file; see Renderings
	Path       string    // path and query of the first rendering
	URL        string    // absolute address of the first rendering
	Published  time.Time // what the page's stamp shows; zero where it shows none
	DayOnly    bool      // the stamp is a day without a time
	Author     string
	AuthorLine string // the line as printed
	Source     string
	SourceLine string // the line as printed
	Category   string
	Charset    string // "" for UTF-8, or "windows-1258"
	Split      string // "dev" or "test"; nobody writes rules on the latter
	Title      string
	Blocks     []Block   // the body and its pictures, in order
	Body       []string  // paragraphs, list items and table rows ("a | b"), captions left out
	Modified   time.Time // what Last-Modified says
	Want       Gold
}

// Block is a part of an article's content.
type Block struct {
	Kind  string   // "text", "caption", "table" or "list"
	Lines []string // one for text and caption, else rows or items
}

// Portal is the four portals and their articles. Its methods are safe for use
// by several goroutines.
type Portal struct {
	mu       sync.RWMutex
	articles []Article
}

// Load reads the articles that come with the package.
func Load() (*Portal, error) {
	names, err := fs.Glob(articleFiles, "articles/*.txtar")
	if err != nil {
		return nil, err
	}
	p := &Portal{}
	for _, name := range names {
		data, err := articleFiles.ReadFile(name)
		if err != nil {
			return nil, err
		}
		a, err := Parse(strings.TrimSuffix(path.Base(name), ".txtar"), data)
		if err != nil {
			return nil, err
		}
		if err := p.Add(a); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// Articles gives a copy of all articles in order of their names.
func (p *Portal) Articles() []Article {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return slices.Clone(p.articles)
}

// Add publishes one more article. Its Site, Template and Path must be set; URL
// and Modified are filled in where they are empty.
func (p *Portal) Add(a Article) error {
	host, ok := Hosts[a.Site]
	if !ok {
		return fmt.Errorf("portal: %s: unknown site %q", a.Name, a.Site)
	}
	if len(a.Renderings()) == 0 {
		return fmt.Errorf("portal: %s: unknown template %q", a.Name, a.Template)
	}
	if a.URL == "" {
		a.URL = "http://" + host + a.Path
	}
	if a.Modified.IsZero() {
		a.Modified = a.Published
	}
	if a.Modified.IsZero() {
		a.Modified = time.Date(2020, 1, 1, 0, 0, 0, 0, Zone)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, b := range p.articles {
		if b.Site == a.Site && b.Path == a.Path {
			return fmt.Errorf("portal: %s: %s stands in %s already", a.Name, a.Path, b.Name)
		}
	}
	p.articles = append(p.articles, a)
	slices.SortStableFunc(p.articles, func(x, y Article) int { return strings.Compare(x.Name, y.Name) })
	return nil
}

// Edit changes the article at path (path and query, as in Article.Path) and
// marks it as modified at the given time. Its address must stay the same.
// After a change of Blocks or Title the Body follows; Want is the caller's.
func (p *Portal) Edit(path string, at time.Time, change func(*Article)) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	for i := range p.articles {
		a := &p.articles[i]
		if a.Path != path {
			continue
		}
		a.Blocks = slices.Clone(a.Blocks)
		change(a)
		a.Body = body(a.Blocks)
		a.Path, a.Modified = path, at
		return nil
	}
	return fmt.Errorf("portal: no article at %s", path)
}

// Profiles holds what a crawler must know of these portals, one YAML file a
// portal.
func Profiles() fs.FS {
	sub, err := fs.Sub(siteFiles, "sites")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return sub
}

// Renderings gives the templates in which the article is to be had: one, or
// two for "print+amp". It is nil for an unknown template.
func (a Article) Renderings() []string {
	switch a.Template {
	case "print+amp":
		return []string{"print", "amp"}
	case "print", "amp", "thoigian", "printitem", "anhp", "anhp-inline", "hpdt", "list", "digest", "generic":
		return []string{a.Template}
	}
	return nil
}

// Address is the absolute address of one rendering.
func (a Article) Address(rendering string) string {
	if rendering == "amp" && !strings.HasSuffix(a.URL, "/amp") {
		return a.URL + "/amp"
	}
	return a.URL
}

// Gold is what a reader of one rendering can know: the AMP twin of an article
// shows no stamp.
func (a Article) Gold(rendering string) Gold {
	g := a.Want
	if rendering == "amp" && a.Template == "print+amp" {
		g.Published = Field{Known: true}
	}
	return g
}

// body gives the paragraphs, rows and items of blocks, without captions.
func body(blocks []Block) []string {
	var out []string
	for _, b := range blocks {
		if b.Kind != "caption" {
			out = append(out, b.Lines...)
		}
	}
	return out
}
