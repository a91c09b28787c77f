package strip

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"khotin/crawler/archive"
	"khotin/crawler/site"
)

const casesDir = "../../testdata/strip"

// pageCase is one txtar file: headers that say how the page came, the page,
// and what is wanted of it.
//
//	# why
//	url: …        address of the page
//	media: …      Content-Type; text/html or text/plain by the page's ending
//	charset: …    encoding of the page's bytes: windows-1258, tcvn3, vni, vni-utf-8, utf-16, utf-16be; macintosh and separators: UTF-8 whose lines end in a carriage return or U+2028
//	-- page.html -- or -- page.txt -- or -- page.json --
//	-- want --
//	kind, title, published, suspect, author, source: one line each, where "null" means none
//	caption: …    every caption, in order
//	body: …       every paragraph, in order; or
//	body-first: … words that the first paragraph begins with
//	body-last: …  words that the last paragraph ends with
//	not: …        words that are nowhere in the page
//	from: field rule
//	shape: paragraph kind, of every shape, in order: "2 heading 2", "3 item", "4 item ordered", "5 row 1"
//	item: title | source | paragraphs, of every item of a digest, in order
type pageCase struct {
	name   string
	header map[string]string
	file   string
	page   []byte
	want   [][2]string
}

func readCases(t testing.TB) []pageCase {
	t.Helper()
	entries, err := os.ReadDir(casesDir)
	if err != nil {
		t.Fatal(err)
	}
	var out []pageCase
	for _, e := range entries {
		if e.Name() == "score" || e.Name() == "score.go" {
			continue
		}
		if e.IsDir() || filepath.Ext(e.Name()) != ".txtar" {
			t.Errorf("stray file %s", e.Name())
			continue
		}
		ar, err := txtar.ParseFile(filepath.Join(casesDir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		c, err := readCase(e.Name(), ar)
		if err != nil {
			t.Errorf("%s: %v", e.Name(), err)
			continue
		}
		out = append(out, c)
	}
	if len(out) == 0 {
		t.Fatal("no cases")
	}
	return out
}

func readCase(name string, ar *txtar.Archive) (pageCase, error) {
	c := pageCase{name: strings.TrimSuffix(name, ".txtar"), header: make(map[string]string)}
	reason := false
	for line := range strings.Lines(string(ar.Comment)) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if strings.HasPrefix(line, "#") {
			reason = true
			continue
		}
		key, value, ok := strings.Cut(line, ": ")
		if !ok || key != "url" && key != "media" && key != "charset" && key != "status" {
			return c, fmt.Errorf("unknown header %q", line)
		}
		c.header[key] = value
	}
	if !reason {
		return c, fmt.Errorf("no reason")
	}
	if len(ar.Files) != 2 || ar.Files[1].Name != "want" || !strings.HasPrefix(ar.Files[0].Name, "page.") {
		return c, fmt.Errorf("want the sections page.html, page.txt or page.json, and want")
	}
	c.file, c.page = ar.Files[0].Name, ar.Files[0].Data
	for line := range strings.Lines(string(ar.Files[1].Data)) {
		key, value, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok || !wantKeys[key] {
			return c, fmt.Errorf("unknown want %q", line)
		}
		c.want = append(c.want, [2]string{key, value})
	}
	return c, nil
}

var wantKeys = map[string]bool{"kind": true, "title": true, "published": true, "suspect": true, "author": true, "source": true, "caption": true, "body": true, "body-first": true, "body-last": true, "not": true, "from": true, "shape": true, "item": true}

// capture gives the case's page as it came.
func (c *pageCase) capture(t testing.TB) *archive.Capture {
	media := c.header["media"]
	if media == "" {
		media = map[string]string{"page.html": "text/html", "page.txt": "text/plain", "page.json": "application/json"}[c.file]
	}
	body := c.page
	if name := c.header["charset"]; name != "" {
		body = encodeAs(t, name, body)
	}
	status := 200
	fmt.Sscan(c.header["status"], &status)
	return &archive.Capture{URL: c.header["url"], Name: c.name, Status: status, Header: http.Header{"Content-Type": {media}}, Body: body}
}

func builtIn(t testing.TB) *site.Set {
	t.Helper()
	s, err := site.Load("")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func show(p *Page) map[string]string {
	orNull := func(s string) string {
		if s == "" {
			return "null"
		}
		return s
	}
	published := "null"
	if !p.Published.IsZero() {
		published = p.Published.Format(time.RFC3339)
		if p.DayOnly {
			published = p.Published.Format(time.DateOnly)
		}
	}
	return map[string]string{"kind": string(p.Kind), "title": orNull(p.Title), "published": published, "suspect": orNull(p.Suspect), "author": orNull(p.Author), "source": orNull(p.Source)}
}

func TestCases(t *testing.T) {
	sites := builtIn(t)
	for _, c := range readCases(t) {
		t.Run(c.name, func(t *testing.T) {
			p, err := Strip(c.capture(t), sites)
			if err != nil {
				t.Fatal(err)
			}
			c.compare(t, &p)
		})
	}
}

func (c *pageCase) compare(t *testing.T, p *Page) {
	got := show(p)
	var captions, body, items, formed []string
	for _, w := range c.want {
		key, value := w[0], w[1]
		switch key {
		case "caption":
			captions = append(captions, value)
		case "body":
			body = append(body, value)
		case "shape":
			formed = append(formed, value)
		case "item":
			items = append(items, value)
		case "body-first":
			if len(p.Body) == 0 || !strings.HasPrefix(p.Body[0], value) {
				t.Errorf("body begins with %q, want %q", p.Body[:min(1, len(p.Body))], value)
			}
		case "body-last":
			if len(p.Body) == 0 || !strings.HasSuffix(p.Body[len(p.Body)-1], value) {
				t.Errorf("body ends with %q, want %q", p.Body[max(0, len(p.Body)-1):], value)
			}
		case "not":
			if all := strings.Join(append(append([]string{p.Title, p.Author, p.Source}, p.Body...), p.Captions...), "\n"); strings.Contains(all, value) {
				t.Errorf("%q is in the page:\n%s", value, all)
			}
		case "from":
			field, rule, _ := strings.Cut(value, " ")
			if p.From[field] != rule {
				t.Errorf("%s is from %q, want %q", field, p.From[field], rule)
			}
		default:
			if got[key] != value {
				t.Errorf("%s: got %s, want %s", key, got[key], value)
			}
		}
	}
	if !reflect.DeepEqual(captions, p.Captions) {
		t.Errorf("captions:\n got %q\nwant %q", p.Captions, captions)
	}
	if body != nil && !reflect.DeepEqual(body, p.Body) {
		t.Errorf("body:\n got %q\nwant %q", p.Body, body)
	}
	if shown := showShapes(p.Shapes); formed != nil && !reflect.DeepEqual(formed, shown) {
		t.Errorf("shapes:\n got %q\nwant %q", shown, formed)
	}
	var split []string
	for i := range p.Items {
		it := &p.Items[i]
		split = append(split, fmt.Sprintf("%s | %s | %d", it.Title, show(it)["source"], len(it.Body)))
	}
	if !reflect.DeepEqual(items, split) {
		t.Errorf("items:\n got %q\nwant %q", split, items)
	}
	if p.Kind != Article && (p.Title != "" || len(p.Body) > 0 || len(p.Captions) > 0 || !p.Published.IsZero()) {
		t.Errorf("a %s page has fields: %+v", p.Kind, p)
	}
}

func showShapes(all []Shape) (out []string) {
	for _, s := range all {
		line := fmt.Sprintf("%d %s", s.Paragraph, s.Kind)
		switch {
		case s.Ordered:
			line += " ordered"
		case s.Level+s.Table > 0:
			line += fmt.Sprintf(" %d", s.Level+s.Table)
		}
		out = append(out, line)
	}
	return out
}
