package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"khotin/crawler/archive"
	"khotin/crawler/site"
	"khotin/testdata/portal"
)

// command runs one command line in this process and gives its exit status and
// what it printed.
func command(args ...string) (status int, stdout, stderr string) {
	var out, errs bytes.Buffer
	status = run(context.Background(), args, world{
		Stdin: strings.NewReader(""), Stdout: &out, Stderr: &errs, Getenv: func(string) string { return "" }, Now: time.Now,
	})
	return status, out.String(), errs.String()
}

// portalArchive serves p and makes an archive whose configuration leads there.
func portalArchive(t *testing.T, p *portal.Portal) (dir string) {
	t.Helper()
	return archiveFor(t, p.Handler())
}

func archiveFor(t *testing.T, h http.Handler) (dir string) {
	t.Helper()
	address, stop, err := serve(h)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	dir = filepath.Join(t.TempDir(), "archive")
	c := &cli{world: world{Stdout: os.Stdout, Stderr: os.Stderr, Getenv: os.Getenv, Now: time.Now}, dir: dir, quiet: true}
	if _, err := c.settleDemo(address); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestCrawlAgain: a second crawl fetches what is new or changed and nothing
// else, and the index follows.
func TestCrawlAgain(t *testing.T) {
	p, err := portal.Load()
	if err != nil {
		t.Fatal(err)
	}
	dir := portalArchive(t, p)
	crawl := func() string {
		t.Helper()
		status, _, talk := command("-d", dir, "crawl", "--delay", "1ns")
		if status != statusAnswer {
			t.Fatalf("crawl: exit status %d\n%s", status, talk)
		}
		return talk
	}
	articles := 0
	for _, a := range p.Articles() {
		if a.Want.Kind == "article" {
			articles++
		}
	}
	if talk := crawl(); !strings.Contains(talk, " 0 changed, 0 unchanged") {
		t.Errorf("the first crawl says\n%s", talk)
	}
	if talk := crawl(); !strings.Contains(talk, " 0 new, 0 changed,") || !strings.Contains(talk, "0 articles indexed") {
		t.Errorf("a crawl with nothing new says\n%s", talk)
	}
	old := p.Articles()[0]
	time.Sleep(1100 * time.Millisecond) // sitemaps count in seconds
	err = p.Edit(old.Path, time.Now(), func(a *portal.Article) { a.Title += " (cập nhật số liệu mới nhất)" })
	if err != nil {
		t.Fatal(err)
	}
	fresh := old
	fresh.Name, fresh.Path, fresh.URL, fresh.Template = "99-bai-moi", "/bai-moi-ve-nuoc-sach-nong-thon.html", "", "print"
	fresh.Title, fresh.Modified = "Bài mới về nước sạch nông thôn", time.Time{}
	if err := p.Add(fresh); err != nil {
		t.Fatal(err)
	}
	talk := crawl()
	if !strings.Contains(talk, " 1 new, 1 changed,") {
		t.Errorf("a crawl after one article was edited and one added says\n%s", talk)
	}
	for _, q := range []string{"cập nhật số liệu mới nhất", "Bài mới về nước sạch nông thôn"} {
		if status, out, _ := command("-d", dir, "search", `"`+q+`"`, "--json"); status != statusAnswer || !strings.Contains(out, q) {
			t.Errorf("%q is not found after the crawl: status %d\n%s", q, status, out)
		}
	}
	if status, out, talk := command("-d", dir, "verify"); status != statusAnswer {
		t.Errorf("verify: exit status %d\n%s%s", status, out, talk)
	}
}

// TestSecondProcess: who comes second is told who holds the archive.
func TestSecondProcess(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "archive")
	a, err := archive.Create(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	for _, args := range [][]string{{"import", "-"}, {"reindex"}, {"verify"}, {"crawl"}} {
		status, _, talk := command(append([]string{"-d", dir}, args...)...)
		if status != statusError || !strings.Contains(talk, fmt.Sprint(os.Getpid())) || !strings.Contains(talk, "hint: ") {
			t.Errorf("%s beside another process: status %d\n%s", args[0], status, talk)
		}
	}
}

// TestCrawlWantsContact: public portals are not asked by nobody.
func TestCrawlWantsContact(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "archive")
	status, _, talk := command("-d", dir, "crawl", "anhp")
	if status != statusError || !strings.Contains(talk, "no contact") || !strings.Contains(talk, site.ConfigFile) {
		t.Errorf("status %d\n%s", status, talk)
	}
	status, _, talk = command("-d", dir, "crawl", "nowhere")
	if status != statusError || !strings.Contains(talk, "unknown site") || !strings.Contains(talk, "anhp") {
		t.Errorf("status %d\n%s", status, talk)
	}
}

// TestExtractAddress: one page that the user names is fetched and read, and
// nothing is kept; addresses inside stay closed.
func TestExtractAddress(t *testing.T) {
	p, err := portal.Load()
	if err != nil {
		t.Fatal(err)
	}
	dir := portalArchive(t, p)
	a := p.Articles()[0]
	status, out, talk := command("-d", dir, "extract", "--json", a.URL)
	if status != statusAnswer || !strings.Contains(out, `"title":"`+a.Title+`"`) || !strings.Contains(out, `"url":"`+a.URL+`"`) {
		t.Errorf("extract %s: status %d\n%s%s", a.URL, status, out, talk)
	}
	if status, _, talk := command("-d", dir, "extract", a.URL+"-there-is-none.html"); status != statusError || !strings.Contains(talk, "404") {
		t.Errorf("a page that is not there: status %d\n%s", status, talk)
	}
	if status, _, talk := command("-d", dir, "extract", "http://127.0.0.1:9/"); status != statusError || !strings.Contains(talk, "not public") {
		t.Errorf("an address inside: status %d\n%s", status, talk)
	}
	if entries, err := os.ReadDir(filepath.Join(dir, "warc")); err == nil && len(entries) > 0 {
		t.Error("extract kept something")
	}
}
