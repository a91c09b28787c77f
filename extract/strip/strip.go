package strip

import (
	"errors"
	"fmt"
	"mime"
	"strings"

	"khotin/crawler/archive"
	"khotin/crawler/site"
	"khotin/extract/text"
)

// Errors of captures that hold no page.
var (
	ErrTooLarge = errors.New("page is larger than 20 MB")
	ErrBinary   = errors.New("no text: neither HTML nor a text dump nor JSON")
	ErrNotHTML  = errors.New("no HTML page")
	ErrJSON     = errors.New("no article in JSON")
)

// maxPage is the size in bytes up to which a page is read: no article is
// near it, and what is larger is a download under a page's name.
const maxPage = 20 << 20

// Strip reads the page of a capture. The media type of the capture chooses
// between HTML, text dump ("text/plain") and JSON line ("application/json",
// see the contract). sites may be nil. Errors are about bytes that are no
// page at all (not decodable, not JSON); a page that is no article, or larger
// than any, is no error but a Page of another Kind with its Reason.
func Strip(c *archive.Capture, sites *site.Set) (Page, error) {
	if len(c.Body) > maxPage {
		return Page{Kind: Other, Reason: ErrTooLarge.Error()}, nil
	}
	kind, charset := mediaType(c)
	if kind == "application/json" {
		p, err := stripJSON(c, sites)
		if err != nil {
			return Page{}, fmt.Errorf("%s: %w", nameOf(c), err)
		}
		return p, nil
	}
	if isBinary(c.Body) {
		return Page{}, fmt.Errorf("%s: %w", nameOf(c), ErrBinary)
	}
	s := decode(c.Body, charset, kind == "text/html")
	if c.Status >= 400 {
		return Page{Kind: Other, Reason: fmt.Sprintf("the server answered %d", c.Status)}, nil
	}
	if kind == "text/html" {
		return stripHTML(s, c.URL, sites), nil
	}
	return stripDump(string(s), c.URL), nil
}

// nameOf names a capture in an error.
func nameOf(c *archive.Capture) string {
	switch {
	case c.Name != "":
		return c.Name
	case c.URL != "":
		return c.URL
	}
	return "page"
}

// mediaType gives "text/html", "text/plain" or "application/json" and the
// charset of the header. Bytes of an unknown type are told by how they begin.
func mediaType(c *archive.Capture) (kind, charset string) {
	switch s := c.Header.Get("Content-Type"); s {
	case "text/html", "text/plain":
		return s, ""
	case "text/html; charset=utf-8", "text/html; charset=UTF-8", "text/html;charset=utf-8", "text/html;charset=UTF-8":
		return "text/html", "utf-8"
	}
	kind, params, err := mime.ParseMediaType(c.Header.Get("Content-Type"))
	if err != nil {
		kind, _, _ = strings.Cut(strings.ToLower(c.Header.Get("Content-Type")), ";")
	}
	charset = params["charset"]
	switch kind = strings.TrimSpace(kind); {
	case kind == "text/html", kind == "application/xhtml+xml":
		return "text/html", charset
	case kind == "application/json", kind == "application/jsonl", kind == "application/x-ndjson":
		return "application/json", charset
	case kind == "text/plain":
		return kind, charset
	}
	begin := strings.ToLower(strings.TrimLeft(string(c.Body[:min(len(c.Body), 1024)]), "\ufeff \t\r\n"))
	switch {
	case strings.HasPrefix(begin, "{"):
		return "application/json", charset
	case strings.HasPrefix(begin, "<"), strings.Contains(begin, "<html"), strings.Contains(begin, "<body"), strings.Contains(begin, "<head"):
		return "text/html", charset
	}
	return "text/plain", charset
}

// stripDump reads what remains of a page when its tags are gone.
func stripDump(s, address string) Page {
	s, taken := cutTaken(text.Normalize(oldBreaks(s)))
	var r *reader
	if f, marked, ok := markdown(s); ok {
		r = markdownReader(f, marked)
	} else {
		r = newReader(dumpBlocks(s))
	}
	r.meta.url = address
	p := r.read()
	p.Hint = taken
	kind, reason := r.kind()
	return finish(p, kind, reason)
}

// oldBreaks gives s with line feeds, where its lines end in what else ends
// lines: a carriage return alone, or Unicode's separators.
func oldBreaks(s string) string {
	if i := strings.IndexByte(s, '\n'); i >= 0 && i < len(s)-1 {
		return s
	}
	return strings.NewReplacer("\r", "\n", "\u2028", "\n", "\u2029", "\n\n", "\u0085", "\n").Replace(s)
}

// cutEmpty cuts brackets with nothing in them off the end of a title, where a
// system found no day to put there.
func cutEmpty(title string) string {
	for _, empty := range []string{" ()", " ( )", " []"} {
		if cut, ok := strings.CutSuffix(title, empty); ok && cut != "" {
			return strings.TrimSpace(cut)
		}
	}
	return title
}

// finish gives the page of its kind: one that is no article says only why.
func finish(p Page, kind Kind, reason string) Page {
	if kind != Article {
		return Page{Kind: kind, Reason: reason}
	}
	p.Kind = kind
	p.Title = cutEmpty(squash(p.Title))
	p.Garbled = garbled(append([]string{p.Title}, p.Body...))
	return p
}
