package markup

import "bytes"

// html.Parse copies a text for every piece that is added to it, and asks all
// attributes of html and body at every further start tag of theirs. mostCopied
// is how many bytes it may copy so, some seconds; mostRepeated how many of such
// tags there may be.
const (
	mostCopied   = 4 << 30
	mostRepeated = 1000
)

// emptyStarts are the start tags that may leave no node between two texts.
var emptyStarts = map[string]bool{
	"html": true, "head": true, "body": true, "frame": true, "frameset": true, "caption": true, "col": true, "colgroup": true, "tbody": true,
	"tfoot": true, "thead": true, "tr": true, "td": true, "th": true, "form": true, "input": true, "script": true, "style": true, "template": true,
}

// tangled reports a page of which html.Parse would not come to an end in good
// time. It takes texts for pieces of one where no tag between them makes a node
// for sure. Texts in a table, outside its cells, come together before it.
func tangled(page []byte) bool {
	run, before, copied, repeated := 0, 0, 0, 0
	tables := 0
	frames := bytes.Contains(page, []byte("frameset"))
	structure := false // the last tag was of a table, and no cell
	for len(page) > 0 {
		n := bytes.IndexByte(page, '<')
		if n < 0 {
			n = len(page)
		}
		if n > 0 {
			run += n
			copied += run
			if structure && len(bytes.TrimSpace(page[:n])) > 0 {
				before += n
				copied += before
			}
		}
		if page = page[min(n+1, len(page)):]; len(page) == 0 {
			break
		}
		if !beginsTag[page[0]] {
			continue
		}
		end := page[0] == '/'
		if end {
			page = page[1:]
		}
		n = 0
		for n < len(page) && n < 16 && endsWord[page[n]] == 0 {
			n++
		}
		name := lower(string(page[:n]))
		switch {
		case name == "table" && !end:
			tables++
		case name == "table":
			tables--
		case !end && (name == "html" || name == "body"):
			repeated++
		}
		structure = tables > 0 && (name == "table" && !end || emptyStarts[name] && (end || name != "td" && name != "th" && name != "caption"))
		if !end && !frames && n > 0 && isASCIILetter(name[0]) && (!emptyStarts[name] || tables > 0 && (name == "td" || name == "th")) {
			run = 0
		}
		if n = bytes.IndexByte(page, '>'); n < 0 {
			break
		}
		page = page[n+1:]
		if copied > mostCopied || repeated > mostRepeated {
			return true
		}
	}
	return false
}
