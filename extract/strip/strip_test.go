package strip

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"khotin/crawler/archive"
	"khotin/extract/text"
)

func htmlCapture(s string) *archive.Capture {
	return &archive.Capture{Header: http.Header{"Content-Type": {"text/html; charset=utf-8"}}, Body: []byte(s)}
}

func dumpCapture(s string) *archive.Capture {
	return &archive.Capture{Header: http.Header{"Content-Type": {"text/plain"}}, Body: []byte(s)}
}

// encodeAs gives UTF-8 bytes in another encoding. Windows-1258 writes some
// tones behind their vowels, so those letters are taken apart first.
func encodeAs(t testing.TB, name string, body []byte) []byte {
	t.Helper()
	var out []byte
	var err error
	switch name {
	case "windows-1258":
		out, err = charmap.Windows1258.NewEncoder().Bytes([]byte(apart.Replace(string(body))))
	case "tcvn3":
		out, err = charmap.ISO8859_1.NewEncoder().Bytes([]byte(toFont(string(body), tcvn3)))
	case "vni":
		out, err = charmap.ISO8859_1.NewEncoder().Bytes([]byte(toVNI(string(body))))
	case "vni-utf-8":
		out = []byte(toVNI(string(body)))
	case "utf-16":
		out, err = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes(body)
	case "utf-16be":
		out, err = unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().Bytes(body)
	case "macintosh": // the ends of its lines
		out = []byte(strings.ReplaceAll(string(body), "\n", "\r"))
	case "separators":
		out = []byte(strings.ReplaceAll(string(body), "\n", "\u2028"))
	default:
		t.Fatalf("unknown charset %q", name)
	}
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// apart takes letters that windows-1258 lacks apart.
var apart = func() *strings.Replacer {
	tones := []string{"\u0300", "\u0309", "\u0303", "\u0301", "\u0323"}
	var pairs []string
	for _, base := range []string{"a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y", "A", "Ă", "Â", "E", "Ê", "I", "O", "Ô", "Ơ", "U", "Ư", "Y"} {
		for _, tone := range tones {
			pairs = append(pairs, text.Normalize(base+tone), base+tone)
		}
	}
	return strings.NewReplacer(pairs...)
}()

func TestErrors(t *testing.T) {
	for name, c := range map[string]struct {
		media string
		body  string
		want  error
	}{
		"no JSON":    {"application/json", "<html>", ErrJSON},
		"empty JSON": {"application/json", `{"url":"http://x/"}`, ErrJSON},
		"PDF":        {"text/html", "%PDF-1.7 …", ErrBinary},
		"NULs":       {"text/plain", "a\x00b", ErrBinary},
	} {
		_, err := Strip(&archive.Capture{Header: http.Header{"Content-Type": {c.media}}, Body: []byte(c.body)}, nil)
		if !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
	}
}

func TestOther(t *testing.T) {
	for name, c := range map[string]*archive.Capture{
		"nothing":    {},
		"empty HTML": htmlCapture(""),
		"empty dump": dumpCapture(" \n\n"),
		"404":        {Status: 404, Header: http.Header{"Content-Type": {"text/html"}}, Body: []byte("<h1>Không tìm thấy trang</h1>")},
		"nested":     htmlCapture(strings.Repeat("<div>", 100_000) + "x"),
		"inline":     htmlCapture(strings.Repeat("<b><i>", 100_000) + "x"),
	} {
		p, err := Strip(c, nil)
		if err != nil || p.Kind != Other || len(p.Body) > 0 {
			t.Errorf("%s: got %+v, %v; want a page of kind other", name, p, err)
		}
	}
}

// TestLarge reads pages near the limit: time grows with their size only.
func TestLarge(t *testing.T) {
	if testing.Short() {
		t.Skip()
	}
	p := "Sáng 5/4, UBND quận tổ chức hội nghị giao ban công tác tháng 3 tại trụ sở."
	for name, c := range map[string]*archive.Capture{
		"paragraphs": htmlCapture("<h1>Quận giao ban công tác tháng 3</h1>" + strings.Repeat("<p>"+p+"</p>", 50_000)),
		"lines":      dumpCapture(strings.Repeat(p+"\n", 100_000)),
		"wrapped":    dumpCapture(strings.Repeat("Quận tổ chức hội nghị giao ban công tác tháng 3 với các phường\n", 100_000)),
		"one line":   dumpCapture(strings.Repeat(p+" ", 100_000)),
		"ellipses":   dumpCapture(strings.Repeat("Sáng 5/4, UBND quận tổ chức…\n", 100_000)),
		"links":      htmlCapture(strings.Repeat("<a href=x>Tin liên quan</a><br>", 50_000)),
		"related":    dumpCapture(p + p + "\n" + strings.Repeat("Tin liên quan\n", 100_000)),
	} {
		start := time.Now()
		if _, err := Strip(c, nil); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		t.Logf("%s: %d KB in %v", name, len(c.Body)/1000, time.Since(start))
	}
}

// TestLexicons holds the word lists in order: sorted, each entry once.
func TestLexicons(t *testing.T) {
	for name, list := range map[string]string{
		"tail": tailList, "tailprefix": tailPrefixList, "related": relatedList, "debris": debrisList, "debrisprefix": debrisPrefixList, "imprintprefix": imprintPrefixList,
		"category": categoryList, "sitename": siteNameList, "boiler": boilerList, "view": viewList, "viewplace": viewPlaceList,
		"viewgroup": viewGroupList, "person": personList, "captionverb": captionVerbList, "attend": attendList, "told": toldList,
		"agency": agencyList, "outlet": outletList, "office": officeList, "place": placeList, "family": familyList, "joiner": joinerList,
		"joinernumber": joinerNumberList, "scenestop": sceneStopList, "groupverb": groupVerbList,
	} {
		var entries []string
		for l := range strings.Lines(list) {
			if l = strings.TrimSuffix(l, "\n"); !strings.HasPrefix(l, "#") {
				entries = append(entries, l)
			}
		}
		if len(entries) == 0 || !slices.IsSorted(entries) || len(slices.Compact(slices.Clone(entries))) != len(entries) {
			t.Errorf("%s.txt is empty, not sorted or names an entry twice", name)
		}
	}
}

// toFont is fromTCVN3 the other way round.
func toFont(s string, table map[rune]rune) string {
	back := make(map[rune]rune)
	for code, letter := range table {
		back[letter] = code
		if upper := []rune(strings.ToUpper(string(letter)))[0]; table[code] != upper && back[upper] == 0 {
			back[upper] = code
		}
	}
	return strings.Map(func(r rune) rune {
		if code, ok := back[r]; ok {
			return code
		}
		return r
	}, s)
}

// toVNI is fromVNI the other way round.
func toVNI(s string) string {
	var pairs []string
	for _, upper := range []bool{false, true} {
		letter := func(s string) string {
			if upper {
				return strings.ToUpper(s)
			}
			return s
		}
		for code, l := range vniLetters {
			pairs = append(pairs, letter(string(l)), letter(string(code)))
		}
		for _, base := range []struct{ letter, code string }{{"a", "a"}, {"e", "e"}, {"o", "o"}, {"u", "u"}, {"y", "y"}, {"ơ", "ô"}, {"ư", "ö"}} {
			for mark, marks := range vniMarks {
				whole := text.Normalize(base.letter + marks)
				if utf8.RuneCountInString(whole) == 1 {
					pairs = append(pairs, letter(whole), letter(base.code)+letter(string(mark)))
				}
			}
		}
	}
	return strings.NewReplacer(pairs...).Replace(s)
}

func TestGarbled(t *testing.T) {
	for s, want := range map[string]string{
		"Thu ngân sách tăng, m??c tăng cao nh??t trong năm, ??óng góp lớn.": garbledLost,
		"Háº£i PhÃ²ng tá»\u2022 chá»©c há»\u2122i nghá»\u2039 sÆ¡ káº¿t":    garbledTwice,
		"Vì sao?? Ai chịu trách nhiệm?? Bao giờ xong??":                     "",
		"Hội nghị diễn ra bình thường.":                                     "",
	} {
		if got := garbled([]string{s}); got != want {
			t.Errorf("%s: %q, want %q", s, got, want)
		}
	}
}

// TestReasons asks why a page is no article.
func TestReasons(t *testing.T) {
	text := "<h1>Kiến An giao ban công tác tháng 3</h1><p>Sáng 5/4/2022, UBND quận Kiến An tổ chức hội nghị giao ban.</p>"
	for name, c := range map[string]struct {
		capture *archive.Capture
		kind    Kind
		reason  string
	}{
		"article": {htmlCapture(text), Article, ""},
		"large":   {htmlCapture(text + strings.Repeat(" ", maxPage)), Other, "page is larger than 20 MB"},
		"nested":  {htmlCapture(text + strings.Repeat("<div>", 100_000)), Other, "elements nested deeper than 512"},
		"empty":   {htmlCapture("<html><body><img src=a.jpg></body></html>"), Other, "no text"},
		"error":   {htmlCapture("<title>404 Not Found</title><h1>404 Not Found</h1>"), Other, "an error page by its title"},
		"status":  {&archive.Capture{Status: 503, Body: []byte(text)}, Other, "the server answered 503"},
	} {
		p, err := Strip(c.capture, nil)
		if err != nil || p.Kind != c.kind || p.Reason != c.reason {
			t.Errorf("%s: %v %s, reason %q; want %s, %q", name, err, p.Kind, p.Reason, c.kind, c.reason)
		}
	}
}
