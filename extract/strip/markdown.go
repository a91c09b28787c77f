package strip

import (
	"strconv"
	"strings"

	"khotin/extract/text"
)

// front is what stands between the lines "---" above a Markdown text: fields of
// the article, each "name: value" or "name: "value"" on a line of its own.
type front struct {
	title, author, source, published string
	found                            bool
}

// markdown reports a dump that is Markdown: fields between two lines "---" and
// a heading behind them, as this program writes articles, or a heading with
// "#" before any text. It gives the fields and what stands below them.
func markdown(s string) (f front, body string, ok bool) {
	body = strings.TrimLeft(s, " \n")
	if !strings.HasPrefix(body, "---\n") && strings.IndexByte(body, '#') < 0 {
		return f, body, false
	}
	if head, rest, found := strings.Cut(strings.TrimPrefix(body, "---\n"), "\n---\n"); found && strings.HasPrefix(body, "---\n") && len(head) < 4096 {
		if f.found = f.read(head); f.found {
			body = rest
		}
	}
	n, headed := 0, false
	for line := range strings.Lines(body) {
		line = strings.TrimSpace(line)
		if headed && line == "" {
			return f, body, true // a heading stands alone: lines of comments do not
		}
		level, _ := cutHashes(line)
		headed = level > 0
		if line != "" {
			n++
		}
		if n > headLines || len(line) > longLine {
			break
		}
	}
	return f, body, f.found
}

// read reads the fields of head: false where a line is none.
func (f *front) read(head string) bool {
	for line := range strings.Lines(head) {
		name, value, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok || strings.ContainsAny(name, " .") {
			return false
		}
		value = strings.TrimSpace(value)
		if plain, err := strconv.Unquote(value); err == nil {
			value = plain
		}
		value = squash(text.Normalize(value))
		switch name {
		case "title":
			f.title = value
		case "author":
			f.author = value
		case "source":
			f.source = value
		case "published", "date":
			f.published = value
		}
	}
	return true
}

// cutHashes cuts the "#" of a Markdown heading off line: one to six, a space
// and a text of letters.
func cutHashes(line string) (level int, rest string) {
	for level < len(line) && line[level] == '#' {
		level++
	}
	if level == 0 || level > 6 || !strings.HasPrefix(line[level:], " ") || !hasLetter(line[level:]) {
		return 0, line
	}
	return level, strings.TrimSpace(strings.TrimRight(line[level:], "# "))
}

// markdownBlocks gives the blocks of a Markdown text in normal form, captions
// as quotations where it has fields, as this program writes them.
func markdownBlocks(s string, fielded bool) []block {
	var out []block
	gap := true
	for line := range strings.Lines(s) {
		line = strings.TrimSpace(line)
		if strings.Trim(line, "|-: ") == "" || strings.HasPrefix(line, "```") {
			gap = gap || strings.Trim(line, " ") == ""
			continue // between paragraphs, or between the head of a table and its rows
		}
		b := markdownLine(line, fielded)
		if b.text == "" {
			continue
		}
		b.gap = gap || b.hint != 0
		if isDebris(&b) {
			b.role = roleDrop
		}
		gap = b.is(hintHeading)
		out = append(out, b)
	}
	return joinLines(out)
}

// markdownLine gives the block of a line that says something.
func markdownLine(line string, fielded bool) block {
	if level, rest := cutHashes(line); level > 0 {
		b := newBlock(squash(unlink(rest)), true, hintHeading)
		b.part = uint16(level)
		return b
	}
	if strings.HasPrefix(line, "| ") && strings.HasSuffix(line, " |") && strings.Count(line, " | ") > 0 {
		return newBlock(squash(unlink(strings.Trim(line, "| "))), true, hintRow)
	}
	var h hint
	if rest, ok := strings.CutPrefix(line, "> "); ok {
		if line = rest; fielded {
			h = hintCaption
		}
	}
	if len(line) > 1 && line[0] == '\\' && strings.IndexByte("#>`~=*-", line[1]) >= 0 {
		line = line[1:]
	}
	shown := squash(unlink(line))
	if bold, ok := strings.CutPrefix(shown, "**"); ok && strings.HasSuffix(bold, "**") && !strings.Contains(bold[:len(bold)-2], "**") {
		return newBlock(strings.TrimSpace(bold[:len(bold)-2]), true, h|hintBold)
	}
	return newBlock(strings.ReplaceAll(shown, "**", ""), false, h)
}

// unlink gives a line of Markdown with the words of its links alone, pictures
// left out.
func unlink(s string) string {
	var b strings.Builder
	for {
		mid := strings.Index(s, "](")
		if mid < 0 {
			break
		}
		open, end := strings.LastIndexByte(s[:mid], '['), strings.IndexByte(s[mid:], ')')
		if open < 0 || end < 0 {
			b.WriteString(s[:mid+2])
			s = s[mid+2:]
			continue
		}
		before, shown := s[:open], s[open+1:mid]
		if strings.HasSuffix(before, "!") {
			before, shown = before[:open-1], ""
		}
		b.WriteString(before + shown)
		s = s[mid+end+1:]
	}
	if b.Len() == 0 {
		return s
	}
	return b.String() + s
}

// markdownReader gives the reader of a Markdown text: what its fields say is
// the machine's word, and its first heading of the first level the title.
func markdownReader(f front, s string) *reader {
	r := newReader(markdownBlocks(s, f.found))
	for i := range r.blocks {
		if b := &r.blocks[i]; b.is(hintHeading) && b.part == 1 {
			r.titleAt = i
			r.set(&r.page.Title, "title", b.text, "heading")
			break
		} else if isText(b) {
			break
		}
	}
	r.set(&r.page.Title, "title", f.title, "front-matter")
	r.set(&r.page.Author, "author", f.author, "front-matter")
	r.set(&r.page.Source, "source", f.source, "front-matter")
	if st, ok := parseTime(f.published); ok {
		r.meta.published, r.meta.publishedFrom = st, "front-matter"
	}
	return r
}
