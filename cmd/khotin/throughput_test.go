package main

import (
	"bytes"
	"flag"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"text/tabwriter"
	"time"

	"khotin/crawler/archive"
	"khotin/crawler/frontier"
)

var throughput = flag.Bool("throughput", false, "TestThroughput: crawl the whole portal, beside wget and Scrapy")

// bulk is a portal of front page, lists of 100 articles and articles of 9.6 kB,
// all different, as news portals have them: half of each is the same furniture.
type bulk struct{ articles int }

const perList = 100

func (b bulk) pages() int { return 1 + b.articles/perList + b.articles }

// ServeHTTP implements http.Handler.
func (b bulk) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var n int
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	switch {
	case r.URL.Path == "/":
		var list strings.Builder
		for i := range b.articles / perList {
			fmt.Fprintf(&list, "<li><a href=\"/trang/%d\">Trang %d</a>\n", i, i)
		}
		fmt.Fprint(w, "<html><body><ul>", list.String(), "</ul></body></html>")
	case scan(r.URL.Path, "/trang/%d", &n) && n < b.articles/perList:
		var list strings.Builder
		for i := range perList {
			fmt.Fprintf(&list, "<li><a href=\"/bai/%d.html\">Tin số %d</a>\n", n*perList+i, n*perList+i)
		}
		fmt.Fprint(w, "<html><body><ul>", list.String(), "</ul></body></html>")
	case scan(r.URL.Path, "/bai/%d.html", &n) && n < b.articles:
		w.Write(bulkArticle(n))
	default:
		http.NotFound(w, r)
	}
}

func scan(path, format string, n *int) bool {
	_, err := fmt.Sscanf(path, format, n)
	return err == nil && fmt.Sprintf(format, *n) == path
}

// bulkArticle gives article n.
func bulkArticle(n int) []byte {
	var b bytes.Buffer
	day := time.Date(2019, 1, 1, 8, 0, 0, 0, time.UTC).Add(time.Duration(n) * 13 * time.Hour)
	fmt.Fprintf(&b, `<html><head><meta charset="utf-8"><title>Xã số %d đánh giá kết quả thu ngân sách</title>
<meta property="article:published_time" content="%s"></head><body><header><nav>`, n, day.Format(time.RFC3339))
	for i := range 40 {
		fmt.Fprintf(&b, "<a class=\"menu-item\" href=\"/trang/%d\">Chuyên mục %d</a>\n", i%20, i)
	}
	fmt.Fprintf(&b, "</nav></header><article><h1>Xã số %d đánh giá kết quả thu ngân sách</h1><time>%s</time>\n", n, day.Format("02/01/2006 15:04"))
	for i := range 12 {
		fmt.Fprintf(&b, `<p>Ngày %s, UBND xã số %d tổ chức hội nghị lần thứ %d đánh giá kết quả thực hiện nhiệm vụ phát triển kinh tế, xã hội.
Thu ngân sách trên địa bàn xã ước đạt %d,%d tỷ đồng, bằng %d%% kế hoạch năm, tăng %d%% so với cùng kỳ năm trước.</p>
`, day.Format("2/1"), n, i+1, 10+(n*7+i)%90, i%10, 40+(n+i)%60, (n*3+i)%20)
	}
	b.WriteString("</article><footer>")
	for b.Len() < 9560 {
		b.WriteString("<span>Cổng thông tin điện tử xã</span>\n")
	}
	b.WriteString("</footer></body></html>")
	return b.Bytes()
}

// bulkArchive makes an archive whose configuration leads to a portal.
func bulkArchive(t testing.TB, address string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "archive")
	a, err := archive.Create(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"sites/xa.yaml": "name: xa\nhosts: [xa.test]\nseeds: [http://xa.test/]\nlists: ['^/$', '^/trang/\\d+$']\narticles: ['^/bai/\\d+\\.html$']\n",
		"khotin.yaml":   "sites: [xa]\nmax_pages: 100\nresolve: {xa.test: " + address + "}\n",
	} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// pace is what one crawler needed for the portal.
type pace struct {
	name      string
	pages     int
	cpu, wall time.Duration
	peak      int64 // kB in memory
}

// measure runs a command to its end.
func measure(t *testing.T, name, dir string, pages int, args ...string) pace {
	t.Helper()
	cmd := exec.Command(args[0], args[1:]...)
	var out bytes.Buffer
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &out, &out
	began := time.Now()
	err := cmd.Run()
	p := pace{name: name, pages: pages, wall: time.Since(began)}
	if err != nil && cmd.ProcessState.ExitCode() != 8 { // wget: robots.txt was not there
		t.Fatalf("%s: %v\n%s", name, err, out.String())
	}
	p.cpu, p.peak = cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime(), peakMemory(cmd.ProcessState)
	return p
}

// TestThroughput crawls a portal on loopback without a pause, with sixteen
// connections, and checks that every page was kept. With -throughput it does so
// with 2,021 pages, beside wget and Scrapy where they are installed, and prints
// a table.
func TestThroughput(t *testing.T) {
	if testing.Short() {
		t.Skip("speed")
	}
	portal := bulk{articles: 200}
	if *throughput {
		portal.articles = 2000
	}
	address, stop, err := serve(portal)
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	khotin := program(t)
	var paces []pace
	for _, mode := range [][]string{{"khotin, archive only", "--no-index"}, {"khotin, extracting and indexing"}} {
		dir := bulkArchive(t, address)
		args := append([]string{khotin, "-d", dir, "crawl", "--quiet", "--delay", "1ns", "--per-host", "16"}, mode[1:]...)
		paces = append(paces, measure(t, mode[0], ".", portal.pages(), args...))
		must(t, khotin, "-d", dir, "verify", "--repair", "--quiet")
		if n := keptPages(t, dir); n != portal.pages() {
			t.Errorf("%s kept %d pages of %d", mode[0], n, portal.pages())
		}
	}
	if !*throughput {
		return
	}
	if wget, err := exec.LookPath("wget"); err == nil {
		paces = append(paces, measure(t, "wget -r --warc-file", t.TempDir(), portal.pages(),
			wget, "-nv", "-r", "-l", "inf", "--warc-file", "xa", "--warc-cdx", "-P", "pages", "http://"+address+"/"))
	}
	if scrapy, err := exec.LookPath("scrapy"); err == nil {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "xa.py"), fmt.Appendf(nil, scrapySpider, address), 0o644); err != nil {
			t.Fatal(err)
		}
		paces = append(paces, measure(t, "Scrapy, pages into files", dir, portal.pages(), scrapy, "runspider", "--nolog", "xa.py"))
		files, err := os.ReadDir(filepath.Join(dir, "pages"))
		if err != nil || len(files) != portal.pages() {
			t.Errorf("Scrapy kept %d pages of %d: %v", len(files), portal.pages(), err)
		}
	}
	var table strings.Builder
	w := tabwriter.NewWriter(&table, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "crawler\tpages\tCPU s\tpages/s\tpeak MB\t")
	for _, p := range paces {
		fmt.Fprintf(w, "%s\t%d\t%.2f\t%.0f\t%d\t\n", p.name, p.pages, p.cpu.Seconds(), float64(p.pages)/p.wall.Seconds(), p.peak/1000)
	}
	w.Flush()
	t.Logf("%d pages on loopback, 16 connections, no delay\n%s", portal.pages(), table.String())
}

// scrapySpider keeps every page of the portal as a file.
const scrapySpider = `
import hashlib, os, scrapy
os.makedirs("pages", exist_ok=True)
class Xa(scrapy.Spider):
    name = "xa"
    start_urls = ["http://%s/"]
    custom_settings = {"CONCURRENT_REQUESTS": 16, "CONCURRENT_REQUESTS_PER_DOMAIN": 16, "DOWNLOAD_DELAY": 0, "ROBOTSTXT_OBEY": True}
    def parse(self, response):
        with open("pages/" + hashlib.sha1(response.url.encode()).hexdigest(), "wb") as f:
            f.write(response.body)
        for a in response.css("a[href]"):
            yield response.follow(a)
`

// keptPages counts the addresses with a full capture of status 200.
func keptPages(t *testing.T, dir string) int {
	t.Helper()
	pages := map[string]bool{}
	for k := range catalogue(t, dir) {
		if k.Type == "response" && k.Status == http.StatusOK && k.Truncated == "" {
			pages[k.URL] = true
		}
	}
	return len(pages)
}

// catalogue gives the captures that the frontier knows.
func catalogue(t *testing.T, dir string) func(yield func(frontier.Kept) bool) {
	t.Helper()
	return func(yield func(frontier.Kept) bool) {
		f, err := frontier.OpenReadOnly(t.Context(), filepath.Join(dir, frontier.File))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		for k, err := range f.Captures(t.Context(), 0) {
			if err != nil {
				t.Fatal(err)
			}
			if !yield(k) {
				return
			}
		}
	}
}
