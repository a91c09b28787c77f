package site

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func builtInSet(t *testing.T) *Set {
	t.Helper()
	set, err := Load("")
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func TestLoadBuiltIn(t *testing.T) {
	want := []string{"anhp", "baohaiphong", "haiphong", "thanhphohaiphong"}
	if got := builtInSet(t).Names(); !slices.Equal(got, want) {
		t.Errorf("names %v, want %v", got, want)
	}
}

func TestForAndKind(t *testing.T) {
	set := builtInSet(t)
	for _, c := range []struct{ address, site, kind string }{
		{"https://thanhphohaiphong.gov.vn/quan-le-chan-thu-ngan-sach.html", "thanhphohaiphong", "article"},
		{"https://thanhphohaiphong.gov.vn/quan-le-chan-thu-ngan-sach.html/amp", "thanhphohaiphong", "article"},
		{"https://thanhphohaiphong.gov.vn/", "thanhphohaiphong", "list"},
		{"https://thanhphohaiphong.gov.vn", "thanhphohaiphong", "list"},
		{"https://thanhphohaiphong.gov.vn/page/3", "thanhphohaiphong", "list"},
		{"https://thanhphohaiphong.gov.vn/category/kinh-te/page/2/", "thanhphohaiphong", "list"},
		{"https://thanhphohaiphong.gov.vn/wp-content/uploads/2020/a.html", "thanhphohaiphong", "skip"},
		{"https://thanhphohaiphong.gov.vn/?s=cang", "thanhphohaiphong", "skip"},
		{"https://thanhphohaiphong.gov.vn/gioi-thieu", "thanhphohaiphong", ""},
		{"http://www.haiphong.gov.vn/Portal/PrintItem.aspx?ContentID=153758", "haiphong", "article"},
		{"https://haiphong.gov.vn/tin-tuc-su-kien/Hop-Ban-chi-dao-49175.html", "haiphong", "article"},
		{"https://hangkenh.lechan.haiphong.gov.vn/tiep-can-thong-tin/hop-to-dan-pho-665305", "haiphong", "article"},
		{"https://vinhbao.haiphong.dcs.vn/tin-tuc/hoi-nghi-747728", "haiphong", "article"},
		{"https://haiphong.gov.vn/tin-tuc-su-kien", "haiphong", "list"},
		{"https://haiphong.gov.vn/upload/a-12345.html", "haiphong", "skip"},
		{"https://beta.anhp.vn/tin-moi-d36993.html", "anhp", "article"},
		{"https://anhp.vn/thoi-su", "anhp", "list"},
		{"https://anhp.vn/tin-moi-36993.html", "anhp", ""},
		{"https://baohaiphong.vn/vi//tin-moi-2025228124948.htm", "baohaiphong", "article"},
		{"https://baohaiphong.vn/vi/kinh-te/tin-moi-20241130143800.htm", "baohaiphong", "article"},
		{"https://baohaiphong.vn/tin-moi-541045.html", "baohaiphong", "article"},
		{"https://baohaiphong.vn/podcast/diem-tin", "baohaiphong", "skip"},
		{"https://thanhphohaiphong.gov.vn.example.com/a.html", "", ""},
		{"https://nothaiphong.gov.vn/tin-tuc/a-12345", "", ""},
	} {
		p := set.For(c.address)
		name, kind := "", ""
		if p != nil {
			name, kind = p.Name, p.Kind(c.address)
		}
		if name != c.site || kind != c.kind {
			t.Errorf("%s: site %q kind %q, want %q %q", c.address, name, kind, c.site, c.kind)
		}
	}
}

func TestCanonicalURL(t *testing.T) {
	set := builtInSet(t)
	for _, c := range []struct{ in, want string }{
		{"http://www.thanhphohaiphong.gov.vn/tin.html/amp#top", "https://thanhphohaiphong.gov.vn/tin.html"},
		{"https://thanhphohaiphong.gov.vn/tin.html/amp/?fbclid=x&utm_source=zalo", "https://thanhphohaiphong.gov.vn/tin.html"},
		{"https://thanhphohaiphong.gov.vn/khai-ma%cc%a3c-le.html", "https://thanhphohaiphong.gov.vn/khai-ma%CC%A3c-le.html"},
		{"https://thanhphohaiphong.gov.vn/41-000m²-dat.html", "https://thanhphohaiphong.gov.vn/41-000m%C2%B2-dat.html"},
		{"https://beta.anhp.vn/tin-moi-d36993.html", "https://anhp.vn/tin-moi-d36993.html"},
		{"http://media.anhp.vn/tin-moi-d36993.html?print=1", "https://anhp.vn/tin-moi-d36993.html"},
		{"https://media.anhp.vn/files/2023/anh.jpg", "https://media.anhp.vn/files/2023/anh.jpg"},
		{"http://haiphong.gov.vn/Portal/PrintItem.aspx?lang=vi&ContentID=12&x=1", "https://haiphong.gov.vn/Portal/PrintItem.aspx?ContentID=12"},
		{"https://baohaiphong.vn/vi//tin-2025228124948.htm", "https://baohaiphong.vn/vi//tin-2025228124948.htm"},
		{"HTTP://Example.COM:80/a/./b/../c?b=2&utm_medium=m&a=%7e#x", "http://example.com/a/c?b=2&a=~"},
		{"https://example.com", "https://example.com/"},
		{"https://example.com/amp", "https://example.com/amp"},
		{"https://example.com/bai/amp/", "https://example.com/bai/"},
		{"https://example.com/100%-dung?q=a b", "https://example.com/100%-dung?q=a b"},
		{"https://example.com/a%2fb?x=%zz", "https://example.com/a%2Fb?x=%25zz"},
		{"mailto:a@example.com", "mailto:a@example.com"},
		{"", ""},
	} {
		got := set.CanonicalURL(c.in)
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.in, got, c.want)
		}
		if again := set.CanonicalURL(got); again != got {
			t.Errorf("%s: not stable: %s, then %s", c.in, got, again)
		}
	}
	var none *Set
	if got := none.CanonicalURL("http://example.com/a#b"); got != "http://example.com/a" {
		t.Errorf("nil set: %s", got)
	}
}

func TestNormal(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"HTTP://Xa.Test:80/a/../bài.html/amp?print=1&utm_source=x#y", "http://xa.test/b%C3%A0i.html/amp?print=1&utm_source=x"},
		{"https://xa.test?a=%7e&&b", "https://xa.test/?a=~&&b"},
		{"javascript:void(0)", "javascript:void(0)"},
	} {
		if got := Normal(c.in); got != c.want || Normal(got) != got {
			t.Errorf("%s: %s, want %s", c.in, got, c.want)
		}
	}
}

func write(t *testing.T, dir, name, text string) string {
	t.Helper()
	file := filepath.Join(dir, name)
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestLoadOverlay(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "anhp.yaml", "name: anhp\nseeds: [https://anhp.vn/moi]\n")
	write(t, dir, "xa.yaml", "name: xa\ntitle: Xã\nhosts: [xa.test]\nseeds: [http://xa.test/]\narticles: ['^/bai/']\n")
	set, err := Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	anhp := set.Get("anhp")
	if !slices.Equal(anhp.Seeds, []string{"https://anhp.vn/moi"}) || anhp.Title != "An ninh Hải Phòng" {
		t.Errorf("overlay: %+v", anhp)
	}
	if p := set.For("http://xa.test/bai/1"); p == nil || p.Kind("http://xa.test/bai/1") != "article" {
		t.Errorf("own site not found: %v", p)
	}
	if got := builtInSet(t).Get("anhp").Seeds[0]; got != "https://anhp.vn/" {
		t.Errorf("the overlay reached into the built-in profile: %s", got)
	}
}

func TestLoadErrors(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"unknown key", "name: xa\nhosts: [xa.test]\ncolour: red\n", "a.yaml:3: "},
		{"bad pattern", "name: xa\nhosts: [xa.test]\narticles:\n  - '^/ok'\n  - '(('\n", "a.yaml:5: articles[1]: "},
		{"foreign seed", "name: xa\nhosts: [xa.test]\nseeds:\n  - http://other.test/\n", "a.yaml:4: seeds[0]: "},
		{"bad rewrite", "name: xa\nhosts: [xa.test]\ncanonical:\n  - from: '['\n    to: x\n", "a.yaml:4: canonical[0].from: "},
		{"no name", "hosts: [xa.test]\n", "a.yaml: name: "},
		{"no host", "name: xa\n", "a.yaml: hosts: "},
		{"doubled key", "name: xa\nname: xb\nhosts: [xa.test]\n", "a.yaml:2: "},
		{"broken", "name: [xa\n", "a.yaml:"},
	} {
		dir := t.TempDir()
		write(t, dir, "a.yaml", c.text)
		_, err := Load(dir)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q in it", c.name, err, c.want)
		}
	}
}

func TestReadConfig(t *testing.T) {
	dir := t.TempDir()
	file := write(t, dir, ConfigFile, `contact: toa-soan@example.vn
delay: 2s
sites: [anhp]
resolve:
  xa.test: 127.0.0.1:8080
night: 22:00-05:30
revisit: [1h, 24h]
`)
	c, err := ReadConfig(file)
	if err != nil {
		t.Fatal(err)
	}
	if c.Delay != 2*time.Second || c.Resolve["xa.test"] != "127.0.0.1:8080" || len(c.Revisit) != 2 {
		t.Errorf("%+v", c)
	}
	if c, err := ReadConfig(filepath.Join(dir, "none.yaml")); err != nil || c.Contact != "" {
		t.Errorf("missing file: %+v %v", c, err)
	}
	for _, bad := range []struct{ text, want string }{
		{"contact: a\ndelai: 2s\n", ":2: "},
		{"contact: a\nnight: late\n", ":2: night: "},
		{"contact: a\ndelay: -1s\n", ":2: delay: "},
		{"resolve:\n  xa.test: here\n", ":2: resolve: "},
	} {
		file := write(t, dir, "bad.yaml", bad.text)
		if _, err := ReadConfig(file); err == nil || !strings.Contains(err.Error(), bad.want) {
			t.Errorf("%q: error %v, want %q in it", bad.text, err, bad.want)
		}
	}
	_, err = ReadConfig(file, func(c Config) (string, error) { return "$.night", errors.New("too short for " + c.Contact) })
	if err == nil || !strings.HasSuffix(err.Error(), ":6: night: too short for toa-soan@example.vn") {
		t.Errorf("a check: %v", err)
	}
}
