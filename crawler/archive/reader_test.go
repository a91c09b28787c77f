package archive

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sample gives the bytes of a WARC file of ours with n groups.
func sample(t *testing.T, n int) []byte {
	t.Helper()
	a := newArchive(t)
	w := newWriter(t, a, WriterOptions{})
	for i := range n {
		x := page(fmt.Sprintf("https://vidu.vn/%d", i), "200 OK\r\nContent-Type: text/html", fmt.Sprintf("<p>tin số %d</p>", i))
		if _, err := w.Append(x.Records(nil, nil)...); err != nil {
			t.Fatal(err)
		}
	}
	name := w.name
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(a.Path(filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestTornTail(t *testing.T) {
	data := sample(t, 2)
	all, faults := readAll(t, bytes.NewReader(data))
	if len(all) != 7 || len(faults) > 0 {
		t.Fatalf("%d records, %v", len(all), faults)
	}
	last := all[6].Offset
	for cut := last; cut < int64(len(data)); cut++ {
		for _, seekable := range []bool{true, false} {
			var got []*Record
			var faults []error
			if seekable {
				got, faults = readAll(t, bytes.NewReader(data[:cut]))
			} else {
				got, faults = readAll(t, bytes.NewBuffer(bytes.Clone(data[:cut])))
			}
			if len(got) != 6 {
				t.Fatalf("cut at %d: %d records", cut, len(got))
			}
			if cut == last {
				if len(faults) > 0 {
					t.Errorf("cut between records: %v", faults)
				}
				continue
			}
			var d *DamageError
			if len(faults) != 1 || !errors.As(faults[0], &d) || d.Offset != last || d.End != cut || !d.Torn || d.File != "tep.warc.gz" {
				t.Fatalf("cut at %d, seekable %v: %v", cut, seekable, faults)
			}
		}
	}
}

// TestTornBlock: a file cut off within a block is told as torn, and not as one
// whose records are cut into members; one so cut is told as that.
func TestTornBlock(t *testing.T) {
	for _, size := range []int{100 << 10, 3 << 20} {
		noise := make([]byte, size) // as little compressed as a picture
		rand.NewChaCha8([32]byte{}).Read(noise)
		record := plainRecord("1.0", "resource", "https://vidu.vn/anh.jpg", "image/jpeg", string(noise))
		for _, tc := range []struct {
			name, data string
			members    bool
		}{
			{"gzip", gzipped(record), false},
			{"plain", record, false},
			{"a record in two members", gzipped(record[:len(record)-9000]) + gzipped(record[len(record)-9000:]), true},
		} {
			cut := 5000
			if tc.members {
				cut = 0
			}
			_, faults := readAll(t, strings.NewReader(tc.data[:len(tc.data)-cut]))
			var d *DamageError
			if len(faults) == 0 || !errors.As(faults[0], &d) || d.Offset != 0 || !errors.Is(d, io.ErrUnexpectedEOF) {
				t.Errorf("%s, %d bytes: %v", tc.name, size, faults)
				continue
			}
			if tc.members != strings.Contains(d.Error(), "gzip member ends within its record") {
				t.Errorf("%s, %d bytes: %v", tc.name, size, d)
			}
			if want := fmt.Sprintf("torn tail at 0, %d bytes: unexpected EOF", len(tc.data)-cut); !tc.members && !strings.HasSuffix(d.Error(), want) {
				t.Errorf("%s, %d bytes: %v, want %s", tc.name, size, d, want)
			}
		}
	}
}

func TestBrokenMember(t *testing.T) {
	data := sample(t, 3)
	all, _ := readAll(t, bytes.NewReader(data))
	hurt := all[4]
	for at := hurt.Offset; at < hurt.Offset+hurt.Length; at++ {
		bad := bytes.Clone(data)
		bad[at] ^= 0x41
		got, faults := readAll(t, bytes.NewReader(bad))
		for _, err := range faults {
			var d *DamageError
			if !errors.As(err, &d) || d.Offset < hurt.Offset || d.End > hurt.Offset+hurt.Length || d.Torn {
				t.Fatalf("byte %d: %v", at-hurt.Offset, err)
			}
		}
		// A few bytes of a gzip header (time, system) mean nothing.
		if len(got)+min(len(faults), 1) != len(all) {
			t.Fatalf("byte %d: %d records, %v", at-hurt.Offset, len(got), faults)
		}
	}
}

func TestForeign(t *testing.T) {
	response := plainRecord("1.0", "response", "<http://vidu.vn/cu>", "application/http;msgtype=response",
		"HTTP/1.0 200 OK\nContent-Type: text/html\n\n<h1>Họp báo</h1>")
	folded := strings.Replace(response, "WARC-Date:", "X-Note: one\r\n  two\r\nWARC-Date:", 1)
	wet := plainRecord("1.0", "conversion", "http://vidu.vn/wet", "text/plain", "Thành phố họp phiên thường kỳ")
	info := plainRecord("0.18", "warcinfo", "", "application/warc-fields", "software: xưa\r\n")
	three := info + folded + wet
	for _, tc := range []struct {
		name, data string
		solid      bool
	}{
		{"plain", three, false},
		{"plain with blank lines between", info + "\r\n\r\n" + folded + "\n\n" + wet, false},
		{"one member a record", gzipped(info) + gzipped(folded) + gzipped(wet), false},
		{"one member for the whole file", gzipped(three), true},
		{"empty members between", gzipped("") + gzipped(info) + gzipped("") + gzipped(folded) + gzipped(wet) + gzipped(""), false},
		{"no line ends at the end", strings.TrimRight(three, "\r\n"), false},
		{"plain behind gzip", gzipped(info) + folded + wet, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, faults := readAll(t, strings.NewReader(tc.data))
			if len(got) != 3 || len(faults) > 0 {
				t.Fatalf("%d records, %v", len(got), faults)
			}
			if got[1].Header.Get("X-Note") != "one two" {
				t.Errorf("folded field: %q", got[1].Header.Get("X-Note"))
			}
			if got[0].Solid != tc.solid {
				t.Errorf("solid %v", got[0].Solid)
			}
			c, err := Play(got[1], PlayOptions{})
			if err != nil || c.URL != "http://vidu.vn/cu" || c.Status != 200 || string(c.Body) != "<h1>Họp báo</h1>" || c.Header.Get("Content-Type") != "text/html" {
				t.Errorf("response: %+v %v", c, err)
			}
			c, err = Play(got[2], PlayOptions{})
			if err != nil || c.Type != "conversion" || string(c.Body) != "Thành phố họp phiên thường kỳ" || c.Digest != Digest(c.Body) {
				t.Errorf("conversion: %+v %v", c, err)
			}
			if _, err := Play(got[0], PlayOptions{}); !errors.Is(err, ErrNoCapture) {
				t.Errorf("warcinfo played: %v", err)
			}
			if !tc.solid && got[2].Length > 0 {
				r, err := readAt(strings.NewReader(tc.data), "tep", got[2].Offset)
				if err != nil || r.Type() != "conversion" || r.Offset != got[2].Offset || r.Length != got[2].Length {
					t.Errorf("read at %d: %+v %v", got[2].Offset, r, err)
				}
			}
		})
	}
}

func TestWrongLength(t *testing.T) {
	one := plainRecord("1.0", "resource", "http://vidu.vn/1", "text/plain", "một")
	two := plainRecord("1.0", "resource", "http://vidu.vn/2", "text/plain", "hai")
	three := plainRecord("1.0", "resource", "http://vidu.vn/3", "text/plain", "ba")
	long := strings.Replace(one, "Content-Length: 5", "Content-Length: 90", 1)
	for _, bad := range []string{long, strings.Replace(one, "Content-Length: 5", "Content-Length: -1", 1), "rác\r\n\r\n"} {
		got, faults := readAll(t, strings.NewReader(bad+two+three))
		if len(got) != 2 || len(faults) != 1 || got[0].TargetURI() != "http://vidu.vn/2" {
			t.Errorf("%d records, %v", len(got), faults)
		}
	}
	for _, junk := range []string{"<html>không phải WARC</html>", "\x1f\x8b", strings.Repeat("\x00", 100), "WARC/1.0\r\n" + strings.Repeat("A: b\r\n", 400000)} {
		got, faults := readAll(t, strings.NewReader(junk))
		if len(got) != 0 || len(faults) != 1 {
			t.Errorf("junk: %d records, %v", len(got), faults)
		}
	}
}

func TestLimitedBlock(t *testing.T) {
	body := strings.Repeat("x", 1000)
	d := NewReader(strings.NewReader(plainRecord("1.0", "resource", "http://a/", "text/plain", body)+
		plainRecord("1.0", "resource", "http://b/", "text/plain", "b")), "t", ReaderOptions{MaxBlock: 10})
	r, err := d.Next()
	if err != nil || len(r.Block) != 10 || r.Size != 1000 {
		t.Fatalf("%+v %v", r, err)
	}
	if c, _ := Play(r, PlayOptions{}); c.Truncated != "length" {
		t.Errorf("truncated %q", c.Truncated)
	}
	if r, err := d.Next(); err != nil || r.TargetURI() != "http://b/" {
		t.Errorf("next: %+v %v", r, err)
	}
}

func FuzzReader(f *testing.F) {
	two := plainRecord("1.0", "response", "http://vidu.vn/", "application/http", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n") +
		plainRecord("1.1", "resource", "http://vidu.vn/2", "text/plain", "hai")
	f.Add([]byte(two))
	f.Add([]byte(gzipped(two)))
	f.Add([]byte(gzipped(two[:40]) + gzipped(two)))
	f.Add([]byte("\x1f\x8b\x08\x00WARC/1.0\r\n"))
	// Records lie in order within the file, damage moves on, blocks keep their
	// limits, and what is read whole is read again at its offset.
	f.Fuzz(func(t *testing.T, data []byte) {
		d := NewReader(bytes.NewReader(data), "f", ReaderOptions{MaxBlock: 1 << 16})
		var at int64
		for n := 0; ; n++ {
			if n > len(data)+1 && n > 5000 {
				t.Skip("many records in a small member")
			}
			r, err := d.Next()
			var damage *DamageError
			if errors.As(err, &damage) {
				if damage.Offset < at || damage.End < damage.Offset || damage.End > int64(len(data)) {
					t.Fatalf("damage %d–%d of %d, was at %d", damage.Offset, damage.End, len(data), at)
				}
				at = damage.End
				continue
			}
			if err != nil {
				return
			}
			if r.Offset < at || r.Offset+r.Length > int64(len(data)) || len(r.Block) > 1<<16 {
				t.Fatalf("record %d+%d of %d, was at %d", r.Offset, r.Length, len(data), at)
			}
			at = r.Offset + r.Length
			Play(r, PlayOptions{MaxBody: 1 << 16})
			if again, err := readAt(bytes.NewReader(data), "f", r.Offset); !r.Solid && (err != nil || again.Length != r.Length) {
				t.Fatalf("read again at %d: %v", r.Offset, err)
			}
		}
	})
}
