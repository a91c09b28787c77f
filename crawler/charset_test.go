package crawler

import (
	"context"
	"net/http"
	"testing"

	"khotin/crawler/archive"
)

// TestCharsets: whatever a page says of its characters, its bytes are kept as
// they came and its links are followed.
func TestCharsets(t *testing.T) {
	const link = `<a href="/bai/sau.html">tin</a>`
	for _, c := range []struct{ name, contentType, body string }{
		{"windows-1258 in the page", "text/html", "<html><head><meta charset=\"windows-1258\"></head><body>X\xe3 h\xf2op " + link},
		{"windows-1258 in the header", "text/html; charset=windows-1258", "<html><body>\xd0\xea\xec ngh\xee " + link},
		{"another in the page than in the header", "text/html; charset=utf-8", "<meta charset=iso-8859-1><p>Hội nghị</p>" + link},
		{"bytes that are no UTF-8", "text/html; charset=utf-8", "<p>H\xe1\xbb ngh\xff\xfe \xc3</p>" + link + "\x00\xf0\x9f"},
		{"one that nobody knows", "text/html; charset=x-khong-co", "<p>Hội nghị</p>" + link},
		{"a broken field", "text/html; charset=\"", "\xef\xbb\xbf<p>Hội nghị</p>" + link},
		{"no field", "", "<!DOCTYPE html><p>Hội nghị</p>" + link},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, report := faulty(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header()["Content-Type"] = nil
				if c.contentType != "" {
					w.Header().Set("Content-Type", c.contentType)
				}
				w.Write([]byte(c.body))
			}, func(r *rig) { r.portal.set("/bai/sau.html", article(3)) })
			if report.Failed != 0 || report.New != 3 {
				t.Errorf("report %+v", report)
			}
			a, err := archive.Open(r.dir, archive.Options{ReadOnly: true})
			if err != nil {
				t.Fatal(err)
			}
			kept := false
			for page, err := range a.Captures(context.Background()) {
				if err != nil {
					t.Fatal(err)
				}
				if page.URL == "http://xa.test/bai/xau.html" {
					kept = string(page.Body) == c.body
				}
			}
			if !kept {
				t.Error("the page is not kept as it came")
			}
		})
	}
}
