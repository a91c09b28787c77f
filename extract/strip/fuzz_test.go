package strip

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"khotin/extract/text"
)

// FuzzStrip: text is clean and of a size that the page can have.
func FuzzStrip(f *testing.F) {
	for _, c := range readCases(f) {
		f.Add(c.file == "page.html", c.capture(f).Body)
	}
	f.Fuzz(func(t *testing.T, isHTML bool, body []byte) {
		c := dumpCapture(string(body))
		if isHTML {
			c = htmlCapture(string(body))
		}
		p, err := Strip(c, nil)
		if err != nil {
			return
		}
		size := 0
		for _, s := range append(append([]string{p.Title, p.Author, p.Source}, p.Body...), p.Captions...) {
			if !utf8.ValidString(s) || strings.ContainsAny(s, "\n\r\u00a0") || s != strings.TrimSpace(s) || strings.Contains(s, "  ") {
				t.Errorf("not one clean line: %q", s)
			}
			if n := text.Normalize(s); n != s {
				t.Errorf("not in normal form: %q, want %q", s, n)
			}
			size += len(s)
		}
		if size > 6*len(body)+64 { // a letter of an old code page is three bytes at most, with its mark
			t.Errorf("%d bytes of text out of a page of %d", size, len(body))
		}
		for _, s := range append(p.Body, p.Captions...) {
			if s == "" {
				t.Error("empty paragraph")
			}
		}
	})
}

// dumpOf gives the title and body of a page as a text dump.
func dumpOf(p *Page) string {
	return strings.Join(append([]string{p.Title}, p.Body...), "\n\n")
}

// FuzzAgain strips what was stripped, title and body as a text dump. Of any
// page: what comes out stood there in one piece and in that order, and another
// time gives an article again where there are three and more paragraphs of
// prose. Each of those stays, but for a by-line behind its last full stop and a
// stamp in front.
func FuzzAgain(f *testing.F) {
	for _, c := range readCases(f) {
		if c.file != "page.json" {
			f.Add(c.file == "page.html", c.capture(f).Body)
		}
	}
	f.Fuzz(func(t *testing.T, isHTML bool, body []byte) {
		c := dumpCapture(string(body))
		if isHTML {
			c = htmlCapture(string(body))
		}
		p, err := Strip(c, nil)
		if err != nil || p.Kind != Article || p.Garbled != "" {
			return
		}
		dump := dumpOf(&p)
		if fontText([]byte(dump)) != nil {
			return // an article for an old font in a page of Unicode: alone it is told as one
		}
		q, err := Strip(dumpCapture(dump), nil)
		if err != nil {
			t.Fatal(err)
		}
		stoodThere(t, dump, &q)
		proseStays(t, &p, &q)
	})
}

// stoodThere checks that each paragraph of p is a piece of dump, in its order.
func stoodThere(t *testing.T, dump string, p *Page) {
	t.Helper()
	line := strings.Join(strings.Fields(dump), " ")
	rest := line
	for _, s := range p.Body {
		_, after, ok := strings.Cut(rest, s)
		if !ok {
			t.Errorf("not in the page, or not in this order: %q", s)
		}
		rest = after
	}
	for _, s := range append([]string{p.Title}, p.Captions...) {
		if !strings.Contains(line, s) {
			t.Errorf("not in the page: %q", s)
		}
	}
}

// proseStays checks that q, which is p read again, has the prose of p.
func proseStays(t *testing.T, p, q *Page) {
	t.Helper()
	var prose []string
	for _, s := range p.Body {
		b := newBlock(s, true, 0)
		if _, ok := readStamp(&b); !ok && isText(&b) && isPlain(s) && !isFurniture(&b) {
			prose = append(prose, s)
		}
	}
	if len(prose) < 3 {
		return
	}
	if q.Kind != Article {
		t.Errorf("an article of %d paragraphs of prose becomes %s: %s", len(prose), q.Kind, q.Reason)
		return
	}
	all := strings.Join(append([]string{q.Title}, append(q.Body, q.Captions...)...), "\n")
	for _, s := range prose {
		if cut := lastStop(s); cut > 0 {
			s = s[:cut]
		}
		if !strings.Contains(all, s) {
			t.Errorf("lost: %q\nof %q\nleft %q", s, p.Body, q.Body)
		}
	}
}

// isPlain reports a sentence as articles have them: a capital, Vietnamese words
// in small letters, a full stop.
func isPlain(s string) bool {
	return startsUpper(s) && strings.HasSuffix(s, ".") && !endsCut(s) && !strings.ContainsAny(s, "0123456789()|:…")
}

// FuzzDump: the reader of dumps gives each line once and in order, whatever it
// joins, and changes nothing but the white space between them.
func FuzzDump(f *testing.F) {
	for _, c := range readCases(f) {
		if c.file == "page.txt" && c.header["charset"] == "" {
			f.Add(string(c.page))
		}
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = text.Normalize(s)
		rest := s
		for _, b := range dumpBlocks(s) {
			if b.text == "" || b.text != squash(b.text) || utf8.ValidString(s) != utf8.ValidString(b.text) {
				t.Fatalf("no clean line: %q", b.text)
			}
			if want := b.key; b.keyed().key != want {
				t.Errorf("%q keeps the key %q", b.text, want)
			}
			for w := range strings.FieldsSeq(b.text) {
				_, after, ok := strings.Cut(rest, w)
				if !ok {
					t.Fatalf("%q of %q is not in the dump at its place", w, b.text)
				}
				rest = after
			}
		}
	})
}

// FuzzCharset: whatever the bytes and the header say, the text is UTF-8, no
// longer than its letters allow, the same when read again; and a text that is
// written for an old font and told as one comes back letter by letter.
func FuzzCharset(f *testing.F) {
	for _, c := range readCases(f) {
		f.Add(c.capture(f).Body, "", c.file == "page.html")
		if c.header["charset"] != "" {
			f.Add(c.page, "windows-1258", c.file == "page.html")
		}
	}
	for _, label := range []string{"tcvn3", "utf-16", "iso-8859-1", "gb18030", "x-user-defined"} {
		f.Add([]byte("H\xb6i Ph\xdfng t\xe6 ch\xf8c h\xe9i ngh\xde"), label, false)
	}
	f.Fuzz(func(t *testing.T, body []byte, header string, isHTML bool) {
		got := decode(slices.Clone(body), header, isHTML)
		if !utf8.Valid(got) {
			t.Fatalf("not UTF-8: %q", got)
		}
		if len(got) > 6*len(body)+16 {
			t.Errorf("%d bytes out of %d", len(got), len(body))
		}
		if again := decode(slices.Clone(got), "utf-8", isHTML); !bytes.Equal(again, valid(got)) && !bytes.HasPrefix(got, []byte("\xef\xbb\xbf")) && fontText(got) == nil {
			t.Errorf("read again it is another text:\n%q\n%q", got, again)
		}
	})
}

// FuzzFont: a Vietnamese text written for a font comes back, but for capitals
// with marks, which the fonts of TCVN3 show as small ones.
func FuzzFont(f *testing.F) {
	for _, c := range readCases(f) {
		if c.header["charset"] == "" && c.file == "page.txt" {
			f.Add(string(c.page))
		}
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToLower(text.Normalize(s))
		for _, r := range s {
			if r >= 0x80 && !strings.ContainsRune(vietnamese, r) {
				return // no letter of the fonts
			}
		}
		if got := fromTCVN3(toFont(s, tcvn3)); got != s {
			t.Errorf("TCVN3: %q comes back as %q", s, got)
		}
		if got := text.Normalize(fromVNI(toVNI(s))); got != s {
			t.Errorf("VNI: %q comes back as %q", s, got)
		}
	})
}

// vietnamese are the small letters that ASCII lacks.
const vietnamese = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"

// FuzzJSONLD: a script of JSON-LD, however broken, gives clean fields and a
// time of the years that portals have; what is JSON as it stands gives the same
// with line breaks in its strings.
func FuzzJSONLD(f *testing.F) {
	for _, s := range []string{
		`{"@type":"NewsArticle","headline":"Quận giao ban tháng 3","datePublished":"2022-04-05T10:00:00+07:00","author":{"@type":"Person","name":"Theo Trần Hà"}}`,
		`[{"@type":"Organization"},{"@type":["BlogPosting"],"datePublished":"2022-04-05 10:00","author":[{"name":"Lê An"}]}]`,
		`{"@graph":[{"@type":"WebPage","datePublished":"2022-04-05"},{"@type":"CollectionPage"}],"mainEntity":{"@type":"Article","author":"PV",}}`,
		"//<![CDATA[\n{\"@type\":\"Article\",\"headline\":\"một\nhai\",}\n//]]>", `[[[[[[[[[{"@type":"Article"}]]]]]]]]]`, `]{`, `}{`, `{"@type":{}}`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var m meta
		m.jsonLD(s)
		m.settle()
		for _, v := range []string{m.headline, m.author} {
			if !utf8.ValidString(v) || strings.Contains(v, "\n") {
				t.Errorf("not one clean line: %q", v)
			}
		}
		if at := m.published.at; !at.IsZero() && (at.Year() < 1989 || at.Year() > 2101) {
			t.Errorf("published %v", at)
		}
		if !json.Valid([]byte(s)) || strings.Contains(s, `\`) {
			return
		}
		var spaced meta
		spaced.jsonLD("\n" + s + "\n;")
		if spaced.headline != m.headline || spaced.author != m.author || !spaced.published.at.Equal(m.published.at) {
			t.Errorf("a line break and a semicolon around it change it: %+v, %+v", m, spaced)
		}
	})
}

// FuzzStamp: a stamp is a day that exists, in the years that portals have; its
// rest ends the line; and the time as a machine writes it reads as the same.
func FuzzStamp(f *testing.F) {
	for _, c := range readCases(f) {
		if c.file != "page.txt" || c.header["charset"] != "" {
			continue
		}
		for _, b := range dumpBlocks(text.Normalize(string(c.page))) {
			if _, ok := readStamp(&b); ok && len(b.text) < 120 {
				f.Add(b.text)
			}
		}
	}
	f.Fuzz(func(t *testing.T, s string) {
		b := newBlock(squash(strings.TrimSpace(text.Normalize(s))), true, 0)
		if b.text == "" {
			return
		}
		st, ok := readStamp(&b)
		if !ok {
			return
		}
		if y := st.at.Year(); y < 1990 || y > 2100 || st.at.Location() != zone {
			t.Errorf("%q is %v", b.text, st.at)
		}
		if !strings.HasSuffix(b.text, st.rest) || st.rest != "" && len(st.rest) >= len(b.text) {
			t.Errorf("%q leaves %q", b.text, st.rest)
		}
		if st.before != "" && !strings.HasPrefix(b.text, st.before) {
			t.Errorf("%q has %q before it", b.text, st.before)
		}
		if st.dayOnly && (st.at.Hour() != 0 || st.at.Minute() != 0) {
			t.Errorf("%q is a day with a time: %v", b.text, st.at)
		}
		if back, ok := parseTime(st.at.Format(time.RFC3339)); !ok || !back.at.Equal(st.at) {
			t.Errorf("%q: %v reads as %v", b.text, st.at, back.at)
		}
	})
}
