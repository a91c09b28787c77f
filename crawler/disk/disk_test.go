package disk

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"khotin/crawler/archive"
)

var day = time.Date(2023, 3, 30, 1, 2, 3, 0, time.UTC)

// tree writes files below a fresh directory and gives it.
func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "kho")
	for name, text := range files {
		p := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(p, day, day); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// read gives what Read yields, a line a capture or error, dir left out.
func read(t *testing.T, dir string, stdin io.Reader, paths ...string) (lines []string) {
	t.Helper()
	for c, err := range Read(context.Background(), paths, stdin) {
		if err != nil {
			lines = append(lines, "error: "+strings.ReplaceAll(err.Error(), dir+"/", ""))
			continue
		}
		if c.Digest == "" || c.Time.IsZero() {
			t.Errorf("%s: digest %q, time %v", c.Name, c.Digest, c.Time)
		}
		lines = append(lines, strings.TrimSpace(fmt.Sprintf("%s %d %s [%s] %s %.40s", c.Type, c.Status, c.Name, c.Header.Get("Content-Type"), c.URL, c.Body)))
	}
	return lines
}

func same(t *testing.T, what string, got, want []string) {
	t.Helper()
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("%s:\n%s\nwant\n%s", what, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func gz(parts ...string) string {
	var b bytes.Buffer
	for _, p := range parts {
		z := gzip.NewWriter(&b)
		io.WriteString(z, p)
		z.Close()
	}
	return b.String()
}

// record gives a WARC record as an archiver of 2019 wrote it.
func record(kind, uri, contentType, block string) string {
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: <%s>\r\nWARC-Date: 2019-11-05T01:02:03Z\r\nWARC-Warcinfo-ID: <urn:uuid:a>\r\n"+
		"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-%012d>\r\nWARC-Payload-Digest: sha1:SAI\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
		kind, uri, len(block), contentType, len(block), block)
}

var (
	info = record("warcinfo", "", "application/warc-fields", "software: cũ\r\n")
	resp = record("response", "http://vidu.vn/a", "application/http", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\na\r\n<p>xã</p>\r\n0\r\n\r\n")
	asks = record("request", "http://vidu.vn/a", "application/http", "GET /a HTTP/1.1\r\n\r\n")
	gone = record("response", "http://vidu.vn/b", "application/http", "HTTP/1.1 404 Not Found\r\n\r\n")
	once = record("revisit", "http://vidu.vn/a", "application/http", "HTTP/1.1 304 Not Modified\r\n\r\n")
	lost = strings.Replace(record("response", "", "application/http", "HTTP/1.1 200 OK\r\n\r\nkhông địa chỉ"), "WARC-Target-URI: <>\r\n", "", 1)
	note = record("resource", "metadata://gnu.org/software/wget/warc/MANIFEST.txt", "text/plain", "1\n")
	bare = record("response", "http://vidu.vn/e", "application/http", "")
	name = record("response", "dns:vidu.vn", "text/dns", "20191105010203\nvidu.vn. 60 IN A 192.0.2.1\n")
	arc  = "filedesc://a.arc 0.0.0.0 20080101000000 text/plain 76\n1 0 InternetArchive\n"
	text = record("conversion", "http://vidu.vn/c", "text/plain", "Quận họp")
)

func wacz(t *testing.T, method uint16, warc string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, data := range map[string]string{"archive/data.warc.gz": warc, "pages/pages.jsonl": `{"format":"json-pages-1.0"}`, "datapackage.json": "{}"} {
		f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: method})
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(f, data)
	}
	z.Close()
	return b.String()
}

// collection gives a package of packages, as a service gives several crawls at
// once.
func collection(t *testing.T, method uint16, parts map[string]string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: method})
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(f, parts[name])
	}
	z.Close()
	return b.String()
}

func TestReadCollection(t *testing.T) {
	parts := map[string]string{"mot.wacz": wacz(t, zip.Store, gz(info, resp)), "hai.wacz": wacz(t, zip.Deflate, gz(text)),
		"hong.wacz": "PK", "datapackage.json": `{"profile":"multi-wacz-package"}`}
	dir := tree(t, map[string]string{
		"bo.wacz":   collection(t, zip.Store, parts),
		"nen.wacz":  collection(t, zip.Deflate, map[string]string{"mot.wacz": parts["mot.wacz"]}),
		"rong.wacz": collection(t, zip.Store, map[string]string{"datapackage.json": "{}"}),
	})
	same(t, "collection", read(t, dir, nil, dir), []string{
		"conversion 0 kho/bo.wacz [text/plain] http://vidu.vn/c Quận họp",
		"error: bo.wacz:hong.wacz: zip: not a valid zip file",
		"response 200 kho/bo.wacz [text/html] http://vidu.vn/a <p>xã</p>",
		"error: nen.wacz:mot.wacz: a package compressed inside a package: unpack it first",
		"error: rong.wacz: no WARC file in the package",
	})
}

// TestReadNoAnswer: a response to an http address that holds none is told, that
// of another protocol is no page.
func TestReadNoAnswer(t *testing.T) {
	dir := tree(t, map[string]string{"a.warc": info + bare + name + resp})
	same(t, "no answer", read(t, dir, nil, dir), []string{
		fmt.Sprintf("error: a.warc: record at %d, http://vidu.vn/e: the response is no HTTP message", len(info)),
		"response 200 kho/a.warc [text/html] http://vidu.vn/a <p>xã</p>",
	})
}

func TestReadTree(t *testing.T) {
	dir := tree(t, map[string]string{
		"b/trang.HTML":    "<p>trang</p>",
		"b/cu.htm":        "<p>cũ</p>",
		"b/nen.html.gz":   gz("<p>nén</p>"),
		"a.txt":           "Tin quận\nHọp báo",
		"anh.jpg":         "\xff\xd8",
		".an/x.html":      "<p>ẩn</p>",
		".an.html":        "<p>ẩn</p>",
		"rong.html":       "",
		"dong.jsonl":      "\ufeff{\"url\": \"http://vidu.vn/1\", \"text\": \"một\"}\r\n\r\n{hỏng\n[1]\n{\"url\":null}\n{\"url\": 7}\n{\"url\":\"http://vidu.vn/2\"}",
		"luu.warc.gz":     gz(info, resp, asks, gone, once, note),
		"luu2.warc":       info + resp,
		"van.wet.gz":      gz(info, text),
		"lien.warc.gz":    gz(info + resp + text),
		"rach.warc.gz":    gz(info, resp) + gz(text)[:60],
		"goi.wacz":        wacz(t, zip.Store, gz(info, resp)),
		"goi2.wacz":       wacz(t, zip.Deflate, gz(info, text)),
		"hong.wacz":       "PK không phải",
		"khongwarc.warc":  "<html>",
		"goi.arc.gz":      gz(arc),
		"gioi.warc.gz":    gz(arc), // under a wrong name
		"goi.warc.wat.gz": gz(info),
		"hai.warc.gz":     gz(resp[:200], resp[200:], text), // a record in two members
		"rong.jsonl":      "\n\n",
		"hong.html.gz":    "không nén",
	})
	const page = "[text/html] http://vidu.vn/a <p>xã</p>"
	same(t, "tree", read(t, dir, nil, dir), []string{
		"resource 0 kho/a.txt [text/plain; charset=utf-8]  Tin quận\nHọp báo",
		"resource 0 kho/b/cu.htm [text/html]  <p>cũ</p>",
		"resource 0 kho/b/nen.html.gz [text/html]  <p>nén</p>",
		"resource 0 kho/b/trang.HTML [text/html]  <p>trang</p>",
		`resource 0 kho/dong.jsonl [application/json] http://vidu.vn/1 {"url": "http://vidu.vn/1", "text": "một`,
		"error: dong.jsonl: line 3: invalid character 'h' looking for beginning of object key string",
		"error: dong.jsonl: line 4: not a JSON object",
		`resource 0 kho/dong.jsonl [application/json]  {"url":null}`,
		"error: dong.jsonl: line 6: \"url\" is a number, not a string",
		`resource 0 kho/dong.jsonl [application/json] http://vidu.vn/2 {"url":"http://vidu.vn/2"}`,
		"error: gioi.warc.gz: " + ErrARC.Error(),
		"error: goi.arc.gz: " + ErrARC.Error(),
		"response 200 kho/goi.wacz " + page,
		"error: goi.warc.wat.gz: " + ErrWAT.Error(),
		"conversion 0 kho/goi2.wacz [text/plain] http://vidu.vn/c Quận họp",
		fmt.Sprintf("error: hai.warc.gz: broken record at 0, %d bytes: the gzip member ends within its record, which may go on in the next: a record has to be one member: unexpected EOF", len(gz(resp[:200], resp[200:]))),
		"conversion 0 kho/hai.warc.gz [text/plain] http://vidu.vn/c Quận họp",
		"error: hong.html.gz: gzip: invalid header",
		"error: hong.wacz: zip: not a valid zip file",
		`error: khongwarc.warc: torn tail at 0, 6 bytes: not a WARC record: it begins with "<html>"`,
		"response 200 kho/lien.warc.gz " + page,
		"conversion 0 kho/lien.warc.gz [text/plain] http://vidu.vn/c Quận họp",
		"response 200 kho/luu.warc.gz " + page,
		"response 404 kho/luu.warc.gz [] http://vidu.vn/b",
		"response 200 kho/luu2.warc " + page,
		"response 200 kho/rach.warc.gz " + page,
		fmt.Sprintf("error: rach.warc.gz: torn tail at %d, 60 bytes: unexpected EOF", len(gz(info, resp))),
		"error: rong.html: file is empty",
		"error: rong.jsonl: file is empty",
		"conversion 0 kho/van.wet.gz [text/plain] http://vidu.vn/c Quận họp",
	})
}

func TestReadNamed(t *testing.T) {
	dir := tree(t, map[string]string{"a.txt": "một", "b.jpg": "x", "c/d.html": "<p>"})
	in := func(names ...string) (out []string) {
		for _, n := range names {
			out = append(out, filepath.Join(dir, n))
		}
		return out
	}
	same(t, "named", read(t, dir, nil, in("b.jpg", "mat.html", "a.txt", "c")...), []string{
		"error: b.jpg: " + ErrUnknown.Error(),
		"error: mat.html: no such file or directory",
		"resource 0 a.txt [text/plain; charset=utf-8]  một",
		"resource 0 c/d.html [text/html]  <p>",
	})
	for _, err := range Read(context.Background(), in("b.jpg"), nil) {
		if !errors.Is(err, ErrUnknown) {
			t.Error(err)
		}
	}
	t.Chdir(filepath.Join(dir, "c"))
	same(t, "dot", read(t, dir, nil, "."), []string{"resource 0 c/d.html [text/html]  <p>"})
	for c := range Read(context.Background(), in("a.txt"), nil) {
		if !c.Time.Equal(day) || c.Record != nil || c.Digest != archive.Digest([]byte("một")) {
			t.Errorf("%+v", c)
		}
	}
}

func TestReadStops(t *testing.T) {
	dir := tree(t, map[string]string{"a.txt": "một", "b.txt": "hai", "c.txt": "ba"})
	n := 0
	for range Read(context.Background(), []string{dir, dir}, nil) {
		if n++; n == 2 {
			break
		}
	}
	if n != 2 {
		t.Errorf("%d", n)
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var last error
	n = 0
	for _, err := range Read(ctx, []string{dir}, nil) {
		n++
		cancel()
		last = err
	}
	if n != 2 || !errors.Is(last, context.Canceled) {
		t.Errorf("%d, %v", n, last)
	}
}

func TestStandardInput(t *testing.T) {
	for _, tc := range []struct{ name, in, want string }{
		{"html", " \n<!DOCTYPE html><p>x</p>", "resource 0 - [text/html]   \n<!DOCTYPE html><p>x</p>"},
		{"html with a mark", "\ufeff<p>x", "resource 0 - [text/html]  \ufeff<p>x"},
		{"text", "Tin: Quận <b>", "resource 0 - [text/plain; charset=utf-8]  Tin: Quận <b>"},
		{"text that begins with a sign", "< 5 tỷ", "resource 0 - [text/plain; charset=utf-8]  < 5 tỷ"},
		{"text that begins with a brace", "{ghi chú}", "resource 0 - [text/plain; charset=utf-8]  {ghi chú}"},
		{"lines", "{\"url\":\"http://vidu.vn/1\"}\n{}\n", "resource 0 - [application/json] http://vidu.vn/1 {\"url\":\"http://vidu.vn/1\"}\nresource 0 - [application/json]  {}"},
		{"arc", arc, "error: standard input: " + ErrARC.Error()},
		{"arc.gz", gz(arc), "error: standard input: " + ErrARC.Error()},
		{"warc", info + resp, "response 200 - [text/html] http://vidu.vn/a <p>xã</p>"},
		{"warc.gz", gz(info, resp), "response 200 - [text/html] http://vidu.vn/a <p>xã</p>"},
		{"html.gz", gz("<p>x"), "resource 0 - [text/html]  <p>x"},
		{"wacz", wacz(t, zip.Deflate, gz(resp)), "response 200 - [text/html] http://vidu.vn/a <p>xã</p>"},
		{"nothing", "", "error: standard input: file is empty"},
	} {
		got := strings.Join(read(t, "", bytes.NewBufferString(tc.in), "-"), "\n")
		if got != strings.TrimSpace(tc.want) {
			t.Errorf("%s: %q, want %q", tc.name, got, tc.want)
		}
	}
}

func TestTooBig(t *testing.T) {
	long := strings.Repeat("x", maxPage+1)
	dir := tree(t, map[string]string{"a.html": long, "b.jsonl": "{\"text\": \"" + long + "\"}\n{}\n"})
	same(t, "too big", read(t, dir, nil, dir), []string{
		"error: a.html: " + ErrTooBig.Error(),
		"error: b.jsonl: line 1: " + ErrTooBig.Error(),
		"resource 0 kho/b.jsonl [application/json]  {}",
	})
}

func TestImport(t *testing.T) {
	dir := tree(t, map[string]string{
		"a.html":      "<p>trang</p>",
		"b.jsonl":     "{\"url\":\"http://vidu.vn/1\"}\n{\"text\":\"không địa chỉ\"}\n",
		"c.warc.gz":   gz(info, resp, text, lost),
		"d.warc.gz":   gz(resp), // the same page again
		"e%20 á.html": "<p>tên lạ</p>",
	})
	a, err := archive.Create(filepath.Join(t.TempDir(), "kho"))
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	w, err := a.NewWriter(archive.WriterOptions{Site: "import"})
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	var before, written []*archive.Capture
	for round := range 2 {
		stored := 0
		for c, err := range Read(context.Background(), []string{dir}, nil) {
			if err != nil {
				t.Fatal(err)
			}
			place, ok, err := Import(w, c, func(key string) bool { return seen[key] })
			if err != nil {
				t.Fatal(err)
			}
			if seen[Key(c)] = true; !ok {
				continue
			}
			stored++
			if c.File != place.File || c.Offset != place.Offset || c.Length == 0 {
				t.Errorf("%s: place %+v", c.Name, place)
			}
			before = append(before, c)
			played := c
			if c.Record == nil {
				played = nil
			}
			as, err := archive.Written(place.Record, played)
			if err != nil {
				t.Fatal(err)
			}
			written = append(written, as)
		}
		if want := []int{7, 0}[round]; stored != want {
			t.Errorf("round %d stored %d", round, stored)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	i := 0
	for c, err := range a.Captures(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		b := before[i]
		if !reflect.DeepEqual(c, written[i]) {
			t.Errorf("played back %+v\nsaid to be written %+v", c, written[i])
		}
		i++
		if b.Record != nil {
			b.Name = "" // a record with an address needs no name
		}
		if c.URL != b.URL || c.Name != b.Name || c.Type != b.Type || !bytes.Equal(c.Body, b.Body) || c.Digest != b.Digest ||
			!c.Time.Equal(b.Time) || c.Header.Get("Content-Type") != b.Header.Get("Content-Type") || c.Offset != b.Offset {
			t.Errorf("played back %+v\nimported %+v", c, b)
		}
	}
	if i != len(before) {
		t.Errorf("%d of %d captures", i, len(before))
	}
	rep, err := archive.Verify(context.Background(), a)
	if err != nil || len(rep.Faults) > 0 || rep.Captures != len(before) { // the conversion too
		t.Errorf("verify: %v %v, %d captures of %d", rep.Faults, err, rep.Captures, len(before))
	}
	c := before[3]
	r, err := a.ReadAt(c.File, c.Offset)
	if err != nil || r.Header.Get("WARC-Date") != "2019-11-05T01:02:03Z" || r.TargetURI() != "http://vidu.vn/a" || !bytes.Contains(r.Block, []byte("a\r\n<p>xã</p>\r\n0")) {
		t.Errorf("record %+v %v", r, err)
	}
	m, err := a.ReadAt(c.File, c.Offset+c.Length)
	if err != nil || m.Type() != "metadata" || m.Header.Get("WARC-Concurrent-To") != r.ID() {
		t.Fatalf("metadata %+v %v", m, err)
	}
	for _, want := range []string{"importedFrom: kho/c.warc.gz", "originalPayloadDigest: sha1:SAI", "originalWarcinfo: <urn:uuid:a>", "originalVersion: 1.0"} {
		if !strings.Contains(string(m.Block), want) {
			t.Errorf("metadata says %q, not %q", m.Block, want)
		}
	}
}
