package portal

import (
	"fmt"
	"strings"
	"time"

	"golang.org/x/tools/txtar"
)

// Parse reads an article file. Its comment holds "# reason" lines and headers
// "name: value"; then follow the files title, body and want. Blocks of the
// body stand between blank lines; one that begins with "[caption]" is a
// picture, with "[table]" or "[list]" a table or list of one row a line. For
// want see Gold.
func Parse(name string, data []byte) (Article, error) {
	a := Article{Name: name}
	ar := txtar.Parse(data)
	for _, line := range strings.Split(string(ar.Comment), "\n") {
		if err := a.header(strings.TrimSpace(line)); err != nil {
			return a, fmt.Errorf("portal: %s: %w", name, err)
		}
	}
	for _, f := range ar.Files {
		text := strings.TrimSpace(string(f.Data))
		switch f.Name {
		case "title":
			a.Title = text
		case "body":
			a.Blocks = parseBlocks(text)
			a.Body = body(a.Blocks)
		case "want":
			g, err := ParseGold(text)
			if err != nil {
				return a, fmt.Errorf("portal: %s: %w", name, err)
			}
			a.Want = g
		default:
			return a, fmt.Errorf("portal: %s: unknown section %q", name, f.Name)
		}
	}
	if a.AuthorLine == "" {
		a.AuthorLine = a.Author
	}
	return a, nil
}

func (a *Article) header(line string) error {
	if line == "" {
		return nil
	}
	if reason, ok := strings.CutPrefix(line, "#"); ok {
		a.Reason = strings.TrimSpace(a.Reason + " " + strings.TrimSpace(reason))
		return nil
	}
	key, value, ok := strings.Cut(line, ":")
	if !ok {
		return fmt.Errorf("no header: %q", line)
	}
	value = strings.TrimSpace(value)
	if key == "published" {
		t, day, err := parseStamp(value)
		a.Published, a.DayOnly = t, day
		return err
	}
	fields := map[string]*string{
		"site": &a.Site, "template": &a.Template, "path": &a.Path,
		"author": &a.Author, "author-line": &a.AuthorLine,
		"source": &a.Source, "source-line": &a.SourceLine,
		"category": &a.Category, "charset": &a.Charset, "split": &a.Split,
		"kind": new(string), // told again in want
	}
	field, ok := fields[key]
	if !ok {
		return fmt.Errorf("unknown header %q", key)
	}
	*field = value
	return nil
}

// parseStamp reads RFC 3339 or a bare day.
func parseStamp(s string) (t time.Time, dayOnly bool, err error) {
	if t, err = time.ParseInLocation(time.DateOnly, s, Zone); err == nil {
		return t, true, nil
	}
	t, err = time.Parse(time.RFC3339, s)
	return t.In(Zone), false, err
}

func parseBlocks(text string) []Block {
	var out []Block
	for _, part := range strings.Split(text, "\n\n") {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		b := Block{Kind: "text"}
		for _, kind := range []string{"caption", "table", "list"} {
			if rest, ok := strings.CutPrefix(part, "["+kind+"]"); ok {
				b.Kind, part = kind, strings.TrimSpace(rest)
			}
		}
		b.Lines = strings.Split(part, "\n")
		if b.Kind == "text" || b.Kind == "caption" {
			b.Lines = []string{strings.Join(b.Lines, " ")}
		}
		out = append(out, b)
	}
	return out
}
