package archive

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"syscall"
	"testing"
)

func TestRoundTripThroughFile(t *testing.T) {
	a := newArchive(t)
	w := newWriter(t, a, WriterOptions{Info: Fields{{"http-header-user-agent", "khotin/0 (+https://vidu.vn)"}}})
	html := "<p>Sở Tài chính báo cáo thu ngân sách</p>"
	x := page("https://vidu.vn/tin/1.html", "200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip", gzipped(html))
	places, err := w.Append(x.Records(nil, Fields{{"via", "https://vidu.vn/"}, {"empty", ""}})...)
	if err != nil {
		t.Fatal(err)
	}
	if len(places) != 3 || places[1].Offset != places[0].Offset+places[0].Length || places[2].Offset != places[1].Offset+places[1].Length {
		t.Fatalf("group is not contiguous: %+v", places)
	}
	old := Original{URL: x.URL, Time: x.Time, Digest: x.PayloadDigest()}
	same, err := w.Append(x.Records(&old, nil)...)
	if err != nil {
		t.Fatal(err)
	}
	not := page(x.URL, "304 Not Modified\r\nETag: \"a\"", "")
	if _, err := w.Append(not.Records(&old, nil)...); err != nil {
		t.Fatal(err)
	}
	failed := &Exchange{Method: "GET", URL: "https://vidu.vn/mat", Time: day, Err: errors.New("connection refused")}
	if _, err := w.Append(failed.Records(nil, nil)...); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Append(NewResource("", "thư mục/bản tin 100%.html", "text/html", day, []byte(html))); err != nil {
		t.Fatal(err)
	}
	if err := w.Sync(); err != nil {
		t.Fatal(err)
	}
	check := func(when string) {
		t.Helper()
		got := captures(t, a, nil)
		var s []string
		for _, c := range got {
			s = append(s, fmt.Sprintf("%s %d %s %s %q %s", c.Type, c.Status, c.URL, c.Name, c.Body, c.Truncated))
		}
		want := []string{
			fmt.Sprintf("response 200 https://vidu.vn/tin/1.html  %q ", html),
			`revisit 200 https://vidu.vn/tin/1.html  "" `,
			`revisit 304 https://vidu.vn/tin/1.html  "" `,
			fmt.Sprintf("resource 0  thư mục/bản tin 100%%.html %q ", html),
		}
		if strings.Join(s, "\n") != strings.Join(want, "\n") {
			t.Errorf("%s:\n%s\nwant\n%s", when, strings.Join(s, "\n"), strings.Join(want, "\n"))
		}
		for _, c := range got[:3] {
			if c.Digest != old.Digest || !c.Time.Equal(day) || c.File != places[0].File {
				t.Errorf("%s: %+v", when, c)
			}
		}
		r, err := a.ReadAt(places[1].File, places[1].Offset)
		if err != nil || r.Type() != "request" || !bytes.Equal(r.Block, x.Request) || r.Length != places[1].Length || r.Offset != places[1].Offset {
			t.Errorf("%s: ReadAt: %+v %v", when, r, err)
		}
	}
	check("still open")
	pos := Position{}
	for _, c := range captures(t, a, nil)[:2] {
		pos.Pass(c)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	check("closed")
	if rest := captures(t, a, pos); len(rest) != 2 || rest[0].Status != 304 {
		t.Errorf("after the position: %d captures", len(rest))
	}
	r, _ := a.ReadAt(same[0].File, same[0].Offset)
	for name, want := range map[string]string{
		"WARC-Profile":              profileIdentical,
		"WARC-Refers-To-Target-URI": x.URL,
		"WARC-Refers-To-Date":       "2024-05-17T08:30:00.123Z",
		"WARC-Truncated":            "length",
		"WARC-IP-Address":           "192.0.2.7",
	} {
		if got := r.Header.Get(name); got != want {
			t.Errorf("revisit %s: %q", name, got)
		}
	}
	if rep := verified(t, a); len(rep.Faults) != 0 || rep.Records != 12 || rep.Captures != 4 {
		t.Errorf("verify: %+v", rep)
	}
}

func TestConcurrentAppend(t *testing.T) {
	a := newArchive(t)
	w := newWriter(t, a, WriterOptions{MaxSize: 40 << 10})
	const workers, each = 8, 40
	var wg sync.WaitGroup
	for i := range workers {
		wg.Go(func() {
			for k := range each {
				x := page(fmt.Sprintf("https://vidu.vn/%d/%d", i, k), "200 OK\r\nContent-Type: text/plain", strings.Repeat(fmt.Sprint(i, " ", k, "\n"), 50+k))
				p, err := w.Append(x.Records(nil, nil)...)
				if err != nil || p[0].File != p[2].File || p[2].Offset != p[1].Offset+p[1].Length {
					t.Errorf("append: %v %v", p, err)
					return
				}
				if k%10 == 0 {
					w.Sync()
					for range a.Captures(context.Background()) {
					}
				}
			}
		})
	}
	wg.Wait()
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	files := map[string]bool{}
	for _, c := range captures(t, a, nil) {
		seen[c.URL]++
		files[c.File] = true
		var i, k int
		fmt.Sscanf(c.URL, "https://vidu.vn/%d/%d", &i, &k)
		if want := strings.Repeat(fmt.Sprint(i, " ", k, "\n"), 50+k); string(c.Body) != want {
			t.Errorf("%s holds another body", c.URL)
		}
	}
	if len(seen) != workers*each || len(files) < 2 {
		t.Errorf("%d addresses in %d files", len(seen), len(files))
	}
	rep := verified(t, a)
	if len(rep.Faults) > 0 || rep.Records != workers*each*3+len(files) {
		t.Errorf("verify: %d records, %v", rep.Records, rep.Faults)
	}
}

func TestFullDisk(t *testing.T) {
	a := newArchive(t)
	w := newWriter(t, a, WriterOptions{})
	first := page("https://vidu.vn/1", "200 OK", "một")
	if _, err := w.Append(first.Records(nil, nil)...); err != nil {
		t.Fatal(err)
	}
	whole := w.size
	good := w.writeAt
	for _, tc := range []struct {
		name   string
		writes int // whole writes before the failing one
		err    error
	}{{"short at once", 0, nil}, {"full in the middle of a group", 1, syscall.ENOSPC}, {"full at the last record", 2, syscall.ENOSPC}} {
		n := 0
		w.writeAt = func(f *os.File, p []byte, off int64) (int, error) {
			if n++; n > tc.writes {
				k, _ := f.WriteAt(p[:len(p)/2], off)
				return k, tc.err
			}
			return good(f, p, off)
		}
		_, err := w.Append(page("https://vidu.vn/2", "200 OK", "hai").Records(nil, nil)...)
		if err == nil || (tc.err != nil && !errors.Is(err, tc.err)) {
			t.Errorf("%s: error %v", tc.name, err)
		}
		if st, _ := w.file.Stat(); st.Size() != whole {
			t.Errorf("%s: file has %d bytes, want %d", tc.name, st.Size(), whole)
		}
	}
	w.writeAt = good
	if _, err := w.Append(page("https://vidu.vn/3", "200 OK", "ba").Records(nil, nil)...); err != nil {
		t.Fatalf("after the disk has room: %v", err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if got := captures(t, a, nil); len(got) != 2 || got[1].URL != "https://vidu.vn/3" {
		t.Errorf("captures: %d", len(got))
	}
	if rep := verified(t, a); len(rep.Faults) > 0 {
		t.Errorf("verify: %v", rep.Faults)
	}
}

func TestFullDiskAtFirstRecord(t *testing.T) {
	a := newArchive(t)
	w := newWriter(t, a, WriterOptions{})
	good := w.writeAt
	w.writeAt = func(*os.File, []byte, int64) (int, error) { return 0, syscall.ENOSPC }
	if _, err := w.Append(NewResource("https://vidu.vn/", "", "text/html", day, nil)); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("error %v", err)
	}
	if files, _ := a.files(); len(files) != 0 {
		t.Errorf("left behind: %v", files)
	}
	w.writeAt = good
	if _, err := w.Append(NewResource("https://vidu.vn/", "", "text/html", day, nil)); err != nil {
		t.Error(err)
	}
	if err := a.Close(); err != nil { // closes the writer too
		t.Error(err)
	}
	if files, _ := a.files(); len(files) != 1 || files[0].open {
		t.Errorf("files: %v", files)
	}
}

func TestSURT(t *testing.T) {
	for in, want := range map[string]string{
		"https://www.haiphong.gov.vn/Tin-Tuc?b=2&a=1": "vn,gov,haiphong)/tin-tuc?a=1&b=2",
		"http://vidu.vn":            "vn,vidu)/",
		"http://vidu.vn:8080/a%20b": "vn,vidu:8080)/a%20b",
		"http://192.0.2.7/x":        "192.0.2.7)/x",
		"file:///bản tin.html":      "file:///bản%20tin.html",
	} {
		if got := surt(in); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}
