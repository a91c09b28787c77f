package extract

import (
	"net/http"
	"testing"
	"time"

	"khotin/crawler/archive"
)

// TestIsPage: a line of JSON is an article where we imported it as one, and
// nothing where another archiver, or a portal, gave it.
func TestIsPage(t *testing.T) {
	own := archive.NewResource("http://vi-du.test/1", "kho/tin.jsonl", "application/json", time.Unix(0, 0), []byte(`{"text":"Quận họp."}`))
	foreign := archive.NewResource("http://vi-du.test/api", "", "application/json", time.Unix(0, 0), []byte(`{"text":"Quận họp."}`))
	foreign.Header.Set("Khotin-Name", "")
	for _, c := range []struct {
		name   string
		record *archive.Record
		status int
		media  string
		want   bool
	}{
		{"line", own, 0, "", true},
		{"resource of another archiver", foreign, 0, "", false},
		{"answer of a portal", own, 200, "", false},
		{"page", foreign, 200, "text/html; charset=utf-8", true},
		{"page that is not there", foreign, 404, "text/html", false},
		{"picture", foreign, 200, "image/png", false},
	} {
		for _, here := range []bool{false, true} { // played back from our archive, or from a file
			p, err := archive.Play(c.record, archive.PlayOptions{})
			if err != nil {
				t.Fatal(err)
			}
			p.Status = c.status
			if c.media != "" {
				p.Header = http.Header{"Content-Type": {c.media}}
			}
			if here {
				p.Record = nil
			} else if p.Name == "" {
				p.Name = "kho/goi.warc"
			}
			if IsPage(p) != c.want {
				t.Errorf("%s, from our archive %v: %v", c.name, here, !c.want)
			}
		}
	}
}
