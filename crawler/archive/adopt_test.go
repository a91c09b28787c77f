package archive

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// killed gives an archive whose writer ended without closing, with tail behind
// the last record, and a position inside it.
func killed(t *testing.T, tail string) (dir string, pos Position, size int64) {
	t.Helper()
	a := newArchive(t)
	w := newWriter(t, a, WriterOptions{})
	for _, u := range []string{"https://vidu.vn/1", "https://vidu.vn/2"} {
		if _, err := w.Append(page(u, "200 OK", u).Records(nil, nil)...); err != nil {
			t.Fatal(err)
		}
	}
	pos = Position{}
	pos.Pass(captures(t, a, nil)[0])
	f, err := os.OpenFile(a.Path(filepath.FromSlash(w.name)+openSuffix), os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		t.Fatal(err)
	}
	f.WriteString(tail)
	f.Close()
	w.closed = true // as dead
	a.lock.Close()
	a.lock = nil
	return a.Dir(), pos, w.size
}

func TestAdopt(t *testing.T) {
	member := gzipped(plainRecord("1.1", "resource", "https://vidu.vn/3", "text/plain", "ba"))
	for name, tail := range map[string]string{"clean": "", "half a member": member[:len(member)/2], "zeros": strings.Repeat("\x00", 4096)} {
		t.Run(name, func(t *testing.T) {
			dir, pos, size := killed(t, tail)
			ro, err := Open(dir, Options{ReadOnly: true})
			if err != nil {
				t.Fatal(err)
			}
			if got := captures(t, ro, nil); len(got) != 2 {
				t.Errorf("before: %d captures", len(got))
			}
			if rep := verified(t, ro); len(rep.Faults) > 0 || len(rep.Notes) != 1 {
				t.Errorf("before: %+v", rep)
			}
			a, err := Open(dir, Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer a.Close()
			if got := a.Adopted(); len(got) != 1 || got[0].Torn != int64(len(tail)) || got[0].Records != 7 || got[0].File == "" {
				t.Errorf("adopted %+v", got)
			}
			rest := captures(t, a, pos)
			if len(rest) != 1 || rest[0].URL != "https://vidu.vn/2" {
				t.Errorf("after the position: %d captures", len(rest))
			}
			full := a.Path(filepath.FromSlash(rest[0].File))
			if st, err := os.Stat(full); err != nil || st.Size() != size {
				t.Errorf("file: %v %v", st, err)
			}
			torn, _ := filepath.Glob(full + ".*.torn")
			var kept []byte
			if len(torn) == 1 {
				kept, _ = os.ReadFile(torn[0])
			}
			if !bytes.Equal(kept, []byte(tail)) {
				t.Errorf("%d torn files, %d bytes", len(torn), len(kept))
			}
			if rep := verified(t, a); len(rep.Faults) > 0 || rep.Captures != 2 {
				t.Errorf("verify: %+v", rep)
			}
			w := newWriter(t, a, WriterOptions{})
			if p, err := w.Append(page("https://vidu.vn/4", "200 OK", "").Records(nil, nil)...); err != nil || p[0].File == rest[0].File {
				t.Errorf("next writer of the same run: %v %v", p, err)
			}
		})
	}
}

func TestAdoptNothingWhole(t *testing.T) {
	a := newArchive(t)
	a.Close()
	os.MkdirAll(a.Path("warc", "thu"), 0o755)
	os.WriteFile(a.Path("warc", "thu", "20240101T000000Z-00001.warc.gz.open"), []byte("\x1f\x8b\x08"), 0o644)
	again, err := Open(a.Dir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if got := again.Adopted(); len(got) != 1 || got[0].File != "" || got[0].Torn != 3 {
		t.Errorf("adopted %+v", got)
	}
	if files, _ := again.files(); len(files) != 0 {
		t.Errorf("files %v", files)
	}
}

func TestOrder(t *testing.T) {
	a := newArchive(t)
	for _, o := range []WriterOptions{{Site: "z", Run: "20240102T000000Z"}, {Site: "a", Run: "20240103T000000Z"}, {Site: "m", Run: "20240101T000000Z"}} {
		w := newWriter(t, a, o)
		if _, err := w.Append(NewResource("https://vidu.vn/"+o.Site, "", "text/html", day, nil)); err != nil {
			t.Fatal(err)
		}
		w.Close()
	}
	var order string
	for _, c := range captures(t, a, nil) {
		order += c.URL[len(c.URL)-1:]
	}
	if order != "mza" {
		t.Errorf("order %s", order)
	}
}
