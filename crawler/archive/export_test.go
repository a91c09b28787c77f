package archive

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
	"time"
)

// filled makes an archive with a crawled site of two captures and an import of
// two sites.
func filled(t *testing.T) *Archive {
	t.Helper()
	a, err := Create(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	at := time.Date(2024, 5, 2, 8, 0, 0, 0, time.UTC)
	for site, urls := range map[string][]string{
		"xa":     {"http://xa.test/1.html", "http://xa.test/2.html"},
		"import": {"http://xa.test/cu.html", "http://huyen.test/1.html"},
	} {
		w, err := a.NewWriter(WriterOptions{Site: site, Run: "20240502T080000Z"})
		if err != nil {
			t.Fatal(err)
		}
		for _, u := range urls {
			r := NewResource(u, "", "text/html", at, []byte("<p>"+u+"</p>"))
			if _, err := w.Append(r, NewMetadata(u, at, r.ID(), Fields{{"note", "x"}})); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return a
}

// addresses gives the targets of the resources of a WARC file.
func addresses(t *testing.T, warc io.Reader) (out []string) {
	t.Helper()
	for r := NewReader(warc, "out", ReaderOptions{}); ; {
		rec, err := r.Next()
		if err == io.EOF {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		if len(wrong(rec)) > 0 {
			t.Errorf("%s: %v", rec.TargetURI(), wrong(rec))
		}
		if rec.Type() == "resource" {
			out = append(out, strings.TrimPrefix(rec.TargetURI(), "http://"))
		}
	}
}

func siteOf(address string) string {
	if strings.HasPrefix(address, "http://xa.test/") {
		return "xa"
	}
	return "huyen"
}

func TestExportWARC(t *testing.T) {
	a := filled(t)
	for site, want := range map[string]string{
		"":      "xa.test/cu.html huyen.test/1.html xa.test/1.html xa.test/2.html",
		"xa":    "xa.test/cu.html xa.test/1.html xa.test/2.html",
		"huyen": "huyen.test/1.html",
	} {
		var b bytes.Buffer
		rep, err := a.ExportWARC(context.Background(), &b, ExportOptions{Site: site, Of: siteOf})
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(addresses(t, &b), " "); got != want || rep.Captures != len(strings.Fields(want)) {
			t.Errorf("site %q: %s, %+v", site, got, rep)
		}
	}
	if _, err := a.ExportWARC(context.Background(), io.Discard, ExportOptions{Site: "quan", Of: siteOf}); !errors.Is(err, ErrNothing) {
		t.Errorf("an unknown site: %v", err)
	}
}

func TestExportWACZ(t *testing.T) {
	a := filled(t)
	var b bytes.Buffer
	rep, err := a.ExportWACZ(context.Background(), &b, ExportOptions{Site: "xa", Of: siteOf, Software: "khotin/1",
		Page: func(c *Capture) (string, bool) { return "Tin " + c.URL, !strings.HasSuffix(c.URL, "/2.html") }})
	if err != nil || rep.Captures != 3 || rep.Pages != 2 {
		t.Fatalf("%v %+v", err, rep)
	}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	content := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil || f.Method != zip.Store {
			t.Fatalf("%s: %v, method %d", f.Name, err, f.Method)
		}
		if content[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	var description struct {
		WACZ      string     `json:"wacz_version"`
		Resources []resource `json:"resources"`
	}
	if err := json.Unmarshal(content["datapackage.json"], &description); err != nil || description.WACZ != "1.1.1" || len(description.Resources) != 4 {
		t.Fatalf("%v %s", err, content["datapackage.json"])
	}
	sum := func(name string) string {
		s := sha256.Sum256(content[name])
		return "sha256:" + hex.EncodeToString(s[:])
	}
	for _, r := range description.Resources {
		if r.Hash != sum(r.Path) || r.Bytes != int64(len(content[r.Path])) {
			t.Errorf("%+v", r)
		}
	}
	if !strings.Contains(string(content["datapackage-digest.json"]), sum("datapackage.json")) {
		t.Errorf("digest %s", content["datapackage-digest.json"])
	}
	// Each line of the index leads to its record.
	lines := strings.Split(strings.TrimSpace(string(content["indexes/index.cdx"])), "\n")
	if len(lines) != 3 {
		t.Fatalf("index %q", lines)
	}
	for _, line := range lines {
		var e struct{ URL, Filename, Offset, Length string }
		if err := json.Unmarshal([]byte(strings.SplitN(line, " ", 3)[2]), &e); err != nil {
			t.Fatal(err)
		}
		warc := content["archive/"+e.Filename]
		r, err := readAt(bytes.NewReader(warc), e.Filename, number(t, e.Offset))
		if err != nil || r.TargetURI() != e.URL || r.Length != number(t, e.Length) {
			t.Errorf("%s: %v %+v", line, err, r)
		}
	}
	pages := string(content["pages/pages.jsonl"])
	if strings.Count(pages, "\n") != 3 || !strings.Contains(pages, `"title":"Tin http://xa.test/cu.html"`) {
		t.Errorf("pages %s", pages)
	}
}

func number(t *testing.T, s string) (n int64) {
	t.Helper()
	if err := json.Unmarshal([]byte(s), &n); err != nil {
		t.Fatal(err)
	}
	return n
}
