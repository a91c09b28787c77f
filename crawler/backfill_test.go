package crawler

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestSince: listings are followed back to a day, past the limit of pages, and
// not further; the latest news beside every list do not keep it going.
func TestSince(t *testing.T) {
	r := newRig(t, map[string]http.HandlerFunc{})
	day := time.Date(2024, 5, 20, 0, 0, 0, 0, time.UTC)
	const pages = 40 // five articles each, one a day
	row := func(n int) string {
		at := day.AddDate(0, 0, -n)
		r.portal.set(fmt.Sprintf("/bai/%d.html", n), article(n))
		return fmt.Sprintf(`<li><a href="/bai/%d.html"><img></a><h3><a href="/bai/%d.html">Tin</a></h3><span>%s</span></li>`, n, n, at.Format("02/01/2006"))
	}
	list := func(n int) string {
		var b strings.Builder
		b.WriteString("<html><body><p>Thứ Hai, 20/05/2024</p><ul>")
		for i := range 5 {
			b.WriteString(row(5*n + i))
		}
		b.WriteString("</ul><aside>")
		for i := range 6 {
			b.WriteString(row(i))
		}
		b.WriteString("</aside>")
		if n+1 < pages {
			fmt.Fprintf(&b, `<a href="/trang/%d">sau</a>`, n+1)
		}
		return b.String() + "</body></html>"
	}
	r.portal.set("/", page(list(0)))
	for n := 1; n < pages; n++ {
		r.portal.set("/trang/"+strconv.Itoa(n), page(list(n)))
	}
	r.options.MaxPages = 2
	r.crawl()
	if n := r.portal.times("/trang/3"); n != 0 {
		t.Error("the limit of pages was not kept")
	}
	lists := func() (n int) {
		for _, a := range r.portal.take() {
			if strings.Contains(a, "/trang/") {
				n++
			}
		}
		return n
	}
	lists()
	r.options.Since = day.AddDate(0, 0, -60) // on page 12
	report := r.crawl()
	if n := lists(); n != 13 && n != 12 || report.New < 45 || report.New > 55 || report.Failed > 0 {
		t.Errorf("%d lists, %+v", n, report.Counts)
	}
	r.options.Since = day.AddDate(0, 0, -100) // further back another time
	r.crawl()
	if n := lists(); n != 20 && n != 21 {
		t.Errorf("further back: %d lists", n)
	}
	r.options.Since = day.AddDate(-9, 0, 0)
	r.crawl()
	if n := lists(); n != pages-1 {
		t.Errorf("to the end: %d lists", n)
	}
	r.agree()
}

func TestDayIn(t *testing.T) {
	for text, want := range map[string]string{
		"Thứ Ba, 14/03/2023 10:05": "2023-03-14", "14-3-2023": "2023-03-14", "(1.2.2020)": "2020-02-01", "2019-07-29T17:37:00+07:00": "2019-07-29",
		"Nghị quyết 12/2023": "", "31/02/2023": "", "1234/03/2023": "", "14/03/20234": "", "QĐ 15/12/2023/QĐ": "",
	} {
		got := ""
		if day := dayIn(text); !day.IsZero() {
			got = day.Format(time.DateOnly)
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// TestWordPress reads posts through the REST interface: all of them from a day
// on, then only what changed.
func TestWordPress(t *testing.T) {
	r := newRig(t, map[string]http.HandlerFunc{"/": links()})
	r.profile.WordPress = []string{"http://xa.test/"}
	type post struct{ at, modified time.Time }
	begin := time.Now().UTC().Truncate(time.Second)
	var all []post
	for n := range 250 {
		at := begin.AddDate(0, 0, -n-1)
		all = append(all, post{at, at})
		r.portal.set(fmt.Sprintf("/bai/%d.html", n), article(n))
	}
	var asked []string
	h := r.portal.Config.Handler
	r.portal.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if req.URL.Path != "/wp-json/wp/v2/posts" {
			h.ServeHTTP(w, req)
			return
		}
		q := req.URL.Query()
		asked = append(asked, q.Get("after")+"|"+q.Get("modified_after")+"|"+q.Get("page"))
		after, _ := time.Parse("2006-01-02T15:04:05", q.Get("after"))
		changed, _ := time.Parse("2006-01-02T15:04:05", q.Get("modified_after"))
		var rows []string
		for n, p := range all {
			if p.at.After(after) && p.modified.After(changed) {
				rows = append(rows, fmt.Sprintf(`{"link":"http:\/\/xa.test\/bai\/%d.html","date_gmt":%q,"modified_gmt":%q}`,
					n, p.at.Format("2006-01-02T15:04:05"), p.modified.Format("2006-01-02T15:04:05")))
			}
		}
		number, _ := strconv.Atoi(q.Get("page"))
		from := min(max(number-1, 0)*100, len(rows))
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("X-WP-TotalPages", strconv.Itoa((len(rows)+99)/100))
		fmt.Fprint(w, "["+strings.Join(rows[from:min(from+100, len(rows))], ",")+"]")
	})
	r.options.Since = begin.AddDate(0, 0, -210)
	report := r.crawl()
	if report.New < 209 || report.New > 211 || report.Failed != 0 || len(asked) != 3 || !strings.HasSuffix(asked[2], "|3") {
		t.Fatalf("%+v, asked %q", report, asked)
	}
	// A day later one post is new, and an old one was edited.
	r.options.Since, asked = time.Time{}, nil
	now := begin.Add(30 * time.Hour)
	r.options.Now = func() time.Time { return now }
	r.options.Revisit = []time.Duration{}
	all[40].modified = begin.Add(20 * time.Hour)
	r.portal.set("/bai/40.html", article(4040))
	all = append(all, post{begin.Add(25 * time.Hour), begin.Add(25 * time.Hour)})
	r.portal.set("/bai/250.html", article(250))
	r.portal.take()
	report = r.crawl()
	if report.New != 1 || report.Changed != 1 || len(asked) != 1 || !strings.Contains(asked[0], begin.Add(-24*time.Hour).Format("|2006-01-02T00:00:00")) {
		t.Errorf("%+v, asked %q", report, asked)
	}
	equal(t, "the edited post", r.captures("/bai/40.html"), []string{"response 200", "response 200"})
}
