package portal_test

import (
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"

	"khotin/testdata/portal"
)

func load(t *testing.T) *portal.Portal {
	t.Helper()
	p, err := portal.Load()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestWantStandsInText checks that every annotation quotes its article.
func TestWantStandsInText(t *testing.T) {
	for _, a := range load(t).Articles() {
		t.Run(a.Name, func(t *testing.T) {
			if a.Reason == "" || a.Title == "" || len(a.Body) == 0 {
				t.Error("reason, title or body is missing")
			}
			if want := map[bool]string{true: "test", false: "dev"}[heldBack(a.Name)]; a.Split != want {
				t.Errorf("split is %q, want %q", a.Split, want)
			}
			g, body := a.Want, strings.Join(a.Body, "\n")
			captions := strings.Join(g.Captions, "\n")
			all := body + "\n" + captions
			checkFields(t, a)
			for _, d := range g.Dates {
				quoted(t, body, d.Text)
				inOrder(t, d.Start, d.End)
			}
			for _, o := range g.Officials {
				quoted(t, all, o.Name)
				for _, r := range o.Roles {
					quoted(t, all, r)
				}
			}
			for _, d := range g.Documents {
				quoted(t, body, d)
			}
			for _, f := range g.Figures {
				quoted(t, body, f.Text)
				if !f.Fits(f.Measure, f.Start, f.End) || f.Fits("", "", "") != (f.OpenMeasure && (f.OpenPeriod || f.Start == "")) {
					t.Errorf("%q: Fits is wrong", f.Text)
				}
				if !holds(f.Text, f.Value) {
					t.Errorf("%q does not hold %s", f.Text, f.Value)
				}
				if f.Start != "" {
					inOrder(t, f.Start, f.End)
				}
			}
			if m := g.Meeting; m != nil {
				for _, n := range append([]string{m.Chair}, m.Attendees...) {
					quoted(t, all, n)
				}
				if m.Date != "" {
					inOrder(t, m.Date, m.Date)
				}
			}
		})
	}
}

// heldBack tells the articles of the test split: every fourth of the first 44,
// two of every five of those that a second hand wrote.
func heldBack(name string) bool {
	n, _ := strconv.Atoi(name[:2])
	if n <= 44 {
		return n%4 == 0
	}
	return n%5 == 1 || n%5 == 3
}

func checkFields(t *testing.T, a portal.Article) {
	t.Helper()
	g := a.Want
	if g.Kind != "article" && g.Kind != "list" {
		t.Errorf("kind is %q", g.Kind)
	}
	if g.Kind == "article" && g.Title.Value != "" && g.Title.Value != strings.Join(strings.Fields(a.Title), " ") {
		t.Errorf("title is %q, want has %q", a.Title, g.Title.Value)
	}
	stamp := ""
	if a.DayOnly {
		stamp = a.Published.Format(time.DateOnly)
	} else if !a.Published.IsZero() {
		stamp = a.Published.Format(time.RFC3339)
	}
	if g.Published.Known && g.Published.Value != stamp {
		t.Errorf("published is %q, want has %q", stamp, g.Published.Value)
	}
	var captions []string
	for _, b := range a.Blocks {
		if b.Kind == "caption" {
			captions = append(captions, b.Lines[0])
		}
	}
	for _, c := range g.Captions {
		quoted(t, strings.Join(captions, "\n"), c)
	}
	if len(captions) > 0 && len(g.Captions) == 0 {
		t.Error("captions without annotation")
	}
	for _, s := range a.Renderings() {
		dump := a.Dump(s)
		quoted(t, dump, a.Author)
		quoted(t, dump, a.Source)
	}
}

func quoted(t *testing.T, text, part string) {
	t.Helper()
	if !strings.Contains(text, part) {
		t.Errorf("%q does not stand in the text", part)
	}
}

func inOrder(t *testing.T, start, end string) {
	t.Helper()
	s, err := time.Parse(time.DateOnly, start)
	if err != nil {
		t.Error(err)
	}
	e, err := time.Parse(time.DateOnly, end)
	if err != nil || e.Before(s) {
		t.Errorf("%s..%s is no period", start, end)
	}
}

// holds reports whether one of text's numbers is value, its sign aside. The
// compound "318 tỷ 426 triệu" is 318.426, "gấp đôi" is 2.
func holds(text, value string) bool {
	text = strings.ReplaceAll(text, "gấp đôi", "gấp 2")
	want, _ := strconv.ParseFloat(strings.TrimPrefix(value, "-"), 64)
	var numbers []float64
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return r != '.' && r != ',' && (r < '0' || r > '9') }) {
		w = strings.Trim(w, ".,")
		if i := strings.LastIndex(w, "."); i < 0 || len(w)-i == 4 || strings.Contains(w, ",") {
			w = strings.ReplaceAll(strings.ReplaceAll(w, ".", ""), ",", ".")
		}
		if n, err := strconv.ParseFloat(w, 64); err == nil {
			numbers = append(numbers, n)
		}
	}
	for i, n := range numbers {
		if n == want || i > 0 && strings.Contains(text, " tỷ ") && numbers[i-1]+n/1000 == want {
			return true
		}
	}
	return false
}

// TestPages renders every article and reads it back.
func TestPages(t *testing.T) {
	for _, a := range load(t).Articles() {
		for _, rendering := range a.Renderings() {
			b, err := a.HTML(rendering)
			if err != nil {
				t.Fatal(err)
			}
			page := string(b)
			if a.Charset == "windows-1258" {
				if !strings.Contains(page, "charset=windows-1258") {
					t.Errorf("%s: the page does not tell its charset", a.Name)
				}
				if b, err = charmap.Windows1258.NewDecoder().Bytes(b); err != nil {
					t.Fatal(err)
				}
				page = norm.NFC.String(string(b))
			}
			page = strings.NewReplacer("&#34;", `"`, "&#43;", "+", "&#39;", "'", "&amp;", "&").Replace(page)
			dump := a.Dump(rendering)
			for _, line := range a.Body {
				cells := strings.Split(line, " | ")
				for _, cell := range cells {
					quoted(t, page, cell)
				}
				quoted(t, dump, line)
			}
			for _, f := range a.Want.Figures {
				if s := f.Measure + " | " + f.Status; strings.Contains(page+dump, s) {
					t.Errorf("%s: the page holds its annotation", a.Name)
				}
			}
		}
	}
}

// TestStamp checks the weekday against days known from a calendar.
func TestStamp(t *testing.T) {
	for stamp, want := range map[string]string{
		"2019-09-10T17:50:00+07:00": "Thứ Ba, 10/09/2019 17:50",
		"2019-12-20T07:15:00+07:00": "Thứ Sáu, 20/12/2019 07:15 Gốc",
		"2021-09-24T16:20:00+07:00": "Thứ Sáu, 24/09/2021 16:20 Gốc",
		"2023-10-01T08:00:00+07:00": "Chủ Nhật, 01/10/2023 08:00 Gốc",
	} {
		at, err := time.Parse(time.RFC3339, stamp)
		if err != nil {
			t.Fatal(err)
		}
		if got := (portal.Article{Published: at.In(portal.Zone)}).PrintStamp(); got != want {
			t.Errorf("stamp of %s is %q, want %q", stamp, got, want)
		}
	}
}

// get asks p for an absolute address without a network.
func get(p *portal.Portal, address string, header ...string) *http.Response {
	r := httptest.NewRequest(http.MethodGet, address, nil)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	p.Handler().ServeHTTP(w, r)
	return w.Result()
}

func TestServe(t *testing.T) {
	p := load(t)
	for _, a := range p.Articles() {
		for _, rendering := range a.Renderings() {
			address := a.Address(rendering)
			res := get(p, address)
			if res.StatusCode != http.StatusOK || res.Header.Get("ETag") == "" || res.Header.Get("Last-Modified") == "" {
				t.Errorf("%s: %s %v", address, res.Status, res.Header)
			}
			if res := get(p, address, "If-None-Match", res.Header.Get("ETag")); res.StatusCode != http.StatusNotModified {
				t.Errorf("%s: %s with its ETag", address, res.Status)
			}
			if res := get(p, address, "If-Modified-Since", res.Header.Get("Last-Modified")); res.StatusCode != http.StatusNotModified {
				t.Errorf("%s: %s with its Last-Modified", address, res.Status)
			}
		}
	}
	for address, want := range map[string]int{
		"http://thanhpho.test/":                                  200,
		"http://thanhpho.test/chuyen-muc/tin-tuc/page/2/":        200,
		"http://thanhpho.test/chuyen-muc/chinh-tri/":             200,
		"http://thanhpho.test/chuyen-muc/tin-tuc/page/99/":       404,
		"http://thanhpho.test/robots.txt":                        200,
		"http://anhp.test/feed/":                                 200,
		"http://haiphong.test/sitemap.xml":                       200,
		"http://baohp.test/anh/x.jpg":                            200,
		"http://thanhpho.test/canh-bao-mua-dong.html":            404,
		"http://nowhere.test/":                                   421,
		"http://thanhpho.test:8080/":                             200,
		"http://haiphong.test/Portal/PrintItem.aspx?ContentID=1": 404,
	} {
		if res := get(p, address); res.StatusCode != want {
			t.Errorf("%s: %s, want %d", address, res.Status, want)
		}
	}
}

// TestListsReachEverything follows the lists of each portal from page to page.
func TestListsReachEverything(t *testing.T) {
	p := load(t)
	for site, host := range portal.Hosts {
		var lists strings.Builder
		for n := 1; ; n++ {
			address := "http://" + host + "/chuyen-muc/tin-tuc/"
			if n > 1 {
				address += "page/" + strconv.Itoa(n) + "/"
			}
			res := get(p, address)
			if res.StatusCode == http.StatusNotFound {
				break
			}
			io.Copy(&lists, res.Body)
		}
		for _, a := range p.Articles() {
			if a.Site == site {
				quoted(t, lists.String(), `href="`+a.Path+`"`)
			}
		}
	}
}

func TestEditAndAdd(t *testing.T) {
	p := load(t)
	a := p.Articles()[0]
	old := get(p, a.URL).Header.Get("ETag")
	at := time.Date(2021, 9, 25, 8, 0, 0, 0, portal.Zone)
	if err := p.Edit(a.Path, at, func(a *portal.Article) { a.Blocks[0].Lines = []string{"Câu mở đầu đã sửa."} }); err != nil {
		t.Fatal(err)
	}
	res := get(p, a.URL, "If-None-Match", old)
	b, _ := io.ReadAll(res.Body)
	quoted(t, string(b), "Câu mở đầu đã sửa.")
	if got := res.Header.Get("Last-Modified"); got != "Sat, 25 Sep 2021 01:00:00 GMT" {
		t.Errorf("Last-Modified is %s", got)
	}
	if a.Blocks[0].Lines[0] == "Câu mở đầu đã sửa." {
		t.Error("Edit changed a copy given out before")
	}
	if err := p.Edit("/khong-co.html", at, func(*portal.Article) {}); err == nil {
		t.Error("Edit of an unknown path succeeds")
	}
	a.Name, a.Path, a.URL = "99-them", "/bai-them.html", ""
	if err := p.Add(a); err != nil {
		t.Fatal(err)
	}
	if err := p.Add(a); err == nil {
		t.Error("the same path was added twice")
	}
	if res := get(p, "http://thanhpho.test/bai-them.html"); res.StatusCode != http.StatusOK {
		t.Errorf("added article: %s", res.Status)
	}
}

func TestProfiles(t *testing.T) {
	for site := range portal.Hosts {
		b, err := fs.ReadFile(portal.Profiles(), site+".yaml")
		if err != nil {
			t.Fatal(err)
		}
		quoted(t, string(b), "hosts: ["+portal.Hosts[site]+"]")
	}
}

// TestParseRefuses lists article files that are wrong.
func TestParseRefuses(t *testing.T) {
	for name, file := range map[string]string{
		"unknown header":  "colour: red\n-- title --\nx\n",
		"no header":       "red\n-- title --\nx\n",
		"unknown section": "-- colour --\nx\n",
		"bad stamp":       "published: yesterday\n",
		"unknown fact":    "-- want --\ncolour: red\n",
		"short figure":    "-- want --\nfigure: 1 | % | level\n",
		"bad measure":     "-- want --\nfigure: 1 | % | share | actual | - | x | - | 1%\n",
		"bad number":      "-- want --\nfigure: 1,5 | % | level | actual | - | x | - | 1,5%\n",
		"bad extra":       "-- want --\nfigure: 1 | % | level | actual | - | x | - | about=2 | 1%\n",
		"short meeting":   "-- want --\nmeeting: hội nghị | x\n",
		"short date":      "-- want --\ndate: 2020-01-01 x\n",
	} {
		if _, err := portal.Parse("x", []byte(file)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
