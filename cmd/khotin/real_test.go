package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"khotin/crawler/archive"
	"khotin/crawler/frontier"
	"khotin/testdata/portal"
)

// withReal asks for the tests with parts that nobody of this project made. Each
// needs programs of its own, and is skipped where they are not installed.
var withReal = flag.Bool("real", false, "TestReal…: with a real WordPress, files of wget, ReplayWeb.page in Chromium, tmux")

var posts = flag.Int("posts", 300, "TestRealWordPress: so many posts")

// needs skips a test unless it was asked for and the programs are there.
func needs(t *testing.T, programs ...string) {
	t.Helper()
	if !*withReal {
		t.Skip("only with -args -real")
	}
	for _, p := range programs {
		if _, err := exec.LookPath(p); err != nil {
			if _, err := os.Stat(p); err != nil {
				t.Skipf("%s is not installed", p)
			}
		}
	}
}

// freePort gives a port of loopback that nobody listens on.
func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, port, _ := net.SplitHostPort(l.Addr().String())
	return port
}

// siteArchive makes an archive with one profile, whose host leads to address.
func siteArchive(t *testing.T, host, address, profile string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "archive")
	a, err := archive.Create(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "sites"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"sites/xa.yaml": "name: xa\nhosts: [\"" + host + "\"]\n" + profile,
		"khotin.yaml":   "sites: [xa]\nmax_pages: 100\nper_host: 4\nresolve: {\"" + host + "\": \"" + address + "\"}\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestRealWordPress crawls a WordPress, of 300 posts unless -posts says so, by each of the ways that it
// offers, and sees an edit become a second version.
//
//	apt-get install --no-install-recommends wordpress wordpress-theme-twentytwentythree php-cli php-mysql php-xml mariadb-server
//	go test ./cmd/khotin -run RealWordPress -v -args -real
func TestRealWordPress(t *testing.T) {
	needs(t, "php", "mariadbd", "mariadb-install-db", "/usr/share/wordpress/wp-load.php")
	work, port := t.TempDir(), freePort(t)
	script := filepath.Join("..", "..", "testdata", "wordpress", "portal.sh")
	must(t, script, "start", work, port)
	t.Cleanup(func() { must(t, script, "stop", work) })
	php := func(args ...string) string {
		t.Helper()
		out, err := exec.Command("php", append([]string{filepath.Join(work, "posts.php")}, args...)...).CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		return strings.TrimSpace(string(out))
	}
	if out := php("make", fmt.Sprint(*posts)); !strings.HasSuffix(out, fmt.Sprint(*posts, " posts")) {
		t.Fatalf("WordPress has %s", out)
	}
	address := "127.0.0.1:" + port
	root := "http://" + address + "/"
	const rules = "articles: ['^/phien-hop-thu-\\d+-\\d+/$']\n"
	khotin := program(t)
	for _, way := range []struct {
		name, profile string
		from          []string // one of them led to some of the posts, whichever came first
	}{
		{"REST", rules + "wordpress: ['" + root + "']\n", []string{"/wp-json/"}},
		{"RSS, and the sitemap that robots.txt names", rules + "feeds: ['" + root + "feed/']\n", []string{"/feed/", "/wp-sitemap-posts-post-1.xml"}},
		{"pagination", rules + "lists: ['^/$', '^/page/\\d+/$']\nseeds: ['" + root + "']\n", []string{"/page/"}},
	} {
		if way.name == "pagination" { // nothing else is to lead to the posts
			if err := os.WriteFile(filepath.Join(work, "no-sitemap"), nil, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		dir := siteArchive(t, address, address, way.profile)
		must(t, khotin, "-d", dir, "crawl", "--quiet", "--delay", "1ns")
		must(t, khotin, "-d", dir, "verify", "--quiet")
		n := indexed(t, dir)
		if n != *posts {
			t.Errorf("by %s: %d posts of %d", way.name, n, *posts)
		}
		led := 0
		for _, part := range way.from {
			to := ledBy(t, dir, part)
			t.Logf("by %s: %d posts, %d found on %s", way.name, n, to, part)
			led += to
		}
		if led == 0 {
			t.Errorf("by %s: %v led to none", way.name, way.from)
		}
		if way.name != "REST" {
			continue
		}
		// WordPress tells of changes by the second.
		time.Sleep(1100 * time.Millisecond)
		edited := php("edit", "7")
		must(t, khotin, "-d", dir, "crawl", "--quiet", "--delay", "1ns")
		status, out, talk := command("-d", dir, "history", edited, "--diff")
		if status != statusAnswer || !strings.Contains(out, "1.259") || !strings.Contains(out, "9.753") {
			t.Errorf("history of %s: exit status %d\n%s%s", edited, status, out, talk)
		}
		t.Logf("an edit, as history --diff shows it:\n%s", out)
		must(t, khotin, "-d", dir, "verify", "--quiet")
	}
}

// ledBy counts the addresses of posts that were found on a page whose own
// address holds part.
func ledBy(t *testing.T, dir, part string) (n int) {
	t.Helper()
	f, err := frontier.OpenReadOnly(t.Context(), filepath.Join(dir, frontier.File))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	seen := map[string]bool{}
	for k := range catalogue(t, dir) {
		if seen[k.URL] || !strings.Contains(k.URL, "/phien-hop-thu-") {
			continue
		}
		seen[k.URL] = true
		it, _, _, err := f.Item(t.Context(), k.URL)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(it.FoundOn, part) {
			n++
		}
	}
	return n
}

// TestRealWget imports what wget --warc-file wrote and compares it with a crawl
// of our own of the same pages.
//
//	go test ./cmd/khotin -run RealWget -v -args -real
func TestRealWget(t *testing.T) {
	needs(t, "wget")
	portal := bulk{articles: 200}
	address, stop, err := serve(portal)
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	work := t.TempDir()
	wget := exec.Command("wget", "-nv", "-r", "-l", "inf", "--warc-file", "xa", "-P", "pages", "http://"+address+"/")
	wget.Dir = work
	var log bytes.Buffer
	wget.Stdout, wget.Stderr = &log, &log
	if err := wget.Run(); err != nil && wget.ProcessState.ExitCode() != 8 { // robots.txt was not there
		t.Fatalf("%v: %s", err, log.String())
	}
	khotin := program(t)
	const rules = "lists: ['^/$', '^/trang/\\d+$']\narticles: ['^/bai/\\d+\\.html$']\n"
	ours := siteArchive(t, address, address, rules+"seeds: ['http://"+address+"/']\n")
	must(t, khotin, "-d", ours, "crawl", "--quiet", "--delay", "1ns")
	theirs := filepath.Join(t.TempDir(), "imported")
	for range 2 { // twice imports once
		must(t, khotin, "-d", theirs, "import", filepath.Join(work, "xa.warc.gz"))
		must(t, khotin, "-d", theirs, "verify", "--quiet")
	}
	digests := func(dir string) map[string]string {
		out := map[string]string{}
		for k := range catalogue(t, dir) {
			if k.Type != "response" || k.Status != http.StatusOK {
				continue
			}
			if out[k.URL] != "" {
				t.Errorf("%s holds %s twice", dir, k.URL)
			}
			out[k.URL] = k.Digest
		}
		return out
	}
	a, b := digests(ours), digests(theirs)
	if len(a) != portal.pages() || len(b) != portal.pages() {
		t.Errorf("%d pages of our own, %d of wget, want %d", len(a), len(b), portal.pages())
	}
	for url, digest := range a {
		if b[url] != digest {
			t.Errorf("%s: payload %s of our own, %s of wget", url, digest, b[url])
		}
	}
	if x, y := facts(t, ours), facts(t, theirs); !slices.Equal(x, y) {
		t.Errorf("our own crawl gives %d articles, the import %d, or they differ", len(x), len(y))
	} else {
		t.Logf("%d pages with the same payloads, %d articles with the same facts", len(a), len(x))
	}
}

// facts gives address, title, time and place of every article that search finds, sorted.
func facts(t *testing.T, dir string) []string {
	t.Helper()
	_, out, _ := command("-d", dir, "search", "ngân sách", "--json", "--all-sources", "--limit", "100000")
	var all []string
	for line := range strings.Lines(out) {
		var a struct{ URL, Title, Published, Place string }
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		all = append(all, a.URL+" "+a.Title+" "+a.Published+" "+a.Place)
	}
	slices.Sort(all)
	return all
}

// TestRealReplay opens an exported package in ReplayWeb.page, in Chromium, and
// looks for the article's text in what that shows.
//
//	apt-get install --no-install-recommends chromium nodejs npm
//	go test ./cmd/khotin -run RealReplay -v -args -real
func TestRealReplay(t *testing.T) {
	needs(t, "node", "npm", "chromium")
	npm, ok := npmFolder(t, "replay")
	if !ok {
		t.Skip("ReplayWeb.page cannot be installed")
	}
	p, err := portal.Load()
	if err != nil {
		t.Fatal(err)
	}
	dir, wacz := portalArchive(t, p), filepath.Join(t.TempDir(), "kho.wacz")
	khotin := program(t)
	must(t, khotin, "-d", dir, "crawl", "--quiet", "--delay", "1ns")
	must(t, khotin, "-d", dir, "export", "--quiet", "-o", wacz)
	shown := 0
	for _, a := range p.Articles() {
		if shown == 2 || a.Want.Kind != "article" {
			continue
		}
		_, out, _ := command("-d", dir, "extract", "--json", a.URL)
		var page struct{ Body string }
		if err := json.Unmarshal([]byte(out), &page); err != nil || page.Body == "" {
			t.Fatalf("%s: %v", a.URL, err)
		}
		wanted, _, _ := strings.Cut(page.Body, "\n")
		show := exec.Command("node", filepath.Join(npm, "show.mjs"), wacz, a.URL, wanted)
		chromium, _ := exec.LookPath("chromium")
		show.Env = append(os.Environ(), "CHROMIUM="+chromium)
		if out, err := show.CombinedOutput(); err != nil {
			t.Errorf("ReplayWeb.page does not show %q of %s: %v\n%s", wanted, a.URL, err, out)
		}
		shown++
		t.Logf("ReplayWeb.page shows %s: %.80s…", a.URL, wanted)
	}
	if shown == 0 {
		t.Error("no article was looked at")
	}
}
