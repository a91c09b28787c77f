package main

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/message/catalog"
)

// vietnameseList holds every message in English and, indented on the line
// below it, in Vietnamese. English is written as the program's format; its
// verbs are %[1]s, %[2]s and so on in Vietnamese. "#" comments.
//
//go:embed vietnamese.txt
var vietnameseList string

// translation says messages in Vietnamese. It starts from the finished English
// message, so that what deeper packages say in their errors is translated as
// well, and nothing but this file knows of languages.
type translation struct {
	printer *message.Printer
	forms   []form // those with more words first
	heads   []form // those of headed
}

// form is an English message, as what finds it and its parts.
type form struct {
	key   string
	find  *regexp.Regexp
	words int // letters outside of verbs
}

// headed are messages that end with another one, which is read before others
// that might take both for one.
var headed = []string{"hint: %s", "query, position %d: %s"}

var verb = regexp.MustCompile(`%[-+#0]*[0-9.]*[a-z]`)

// messages reads a list of messages: English to Vietnamese.
func messages(list string) map[string]string {
	out := map[string]string{}
	english := ""
	for line := range strings.Lines(list) {
		line = strings.TrimRight(line, "\n")
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '\t':
			out[english] = line[1:]
		default:
			english = line
		}
	}
	return out
}

func newTranslation() (*translation, error) {
	b := catalog.NewBuilder(catalog.Fallback(language.English))
	v := &translation{}
	for english, said := range messages(vietnameseList) {
		if err := b.SetString(language.Vietnamese, english, said); err != nil {
			return nil, err
		}
		f, err := newForm(english)
		if err != nil {
			return nil, err
		}
		v.forms = append(v.forms, f)
		if slices.Contains(headed, english) {
			v.heads = append(v.heads, f)
		}
	}
	slices.SortFunc(v.forms, func(a, b form) int {
		if a.words != b.words {
			return b.words - a.words
		}
		return strings.Compare(a.key, b.key)
	})
	v.printer = message.NewPrinter(language.Vietnamese, message.Catalog(b))
	return v, nil
}

// newForm makes a form of a format: %d takes a number, %q a quoted text,
// everything else any text.
func newForm(english string) (form, error) {
	var b strings.Builder
	b.WriteString(`^(?s:`)
	at, words := 0, 0
	literal := func(s string) {
		b.WriteString(regexp.QuoteMeta(s))
		words += len(s)
	}
	for _, m := range verb.FindAllStringIndex(english, -1) {
		literal(english[at:m[0]])
		switch english[m[1]-1] {
		case 'd':
			b.WriteString(`(-?\d+)`)
		case 'q':
			b.WriteString(`("(?:[^"\\]|\\.)*")`)
		default:
			b.WriteString(`(.+?)`)
		}
		at = m[1]
	}
	literal(english[at:])
	b.WriteString(`)$`)
	find, err := regexp.Compile(b.String())
	return form{english, find, words}, err
}

// say gives a message in Vietnamese; what no form fits stays as it is.
func (v *translation) say(s string) string {
	if said, ok := v.whole(s); ok {
		return said
	}
	return v.parts(s)
}

// parts translates what is put together of messages. Single words are none:
// they may be names of formats, flags or files.
func (v *translation) parts(s string) string {
	if !strings.ContainsAny(s, " %") {
		return s
	}
	if said, ok := v.whole(s); ok {
		return said
	}
	// An error in its context: "rows.db: the index cannot be read".
	for i := strings.Index(s, ": "); i >= 0; {
		if tail := s[i+2:]; strings.Contains(tail, " ") {
			if said, ok := v.whole(tail); ok {
				return v.parts(s[:i]) + ": " + said
			}
		}
		next := strings.Index(s[i+2:], ": ")
		if next < 0 {
			break
		}
		i += 2 + next
	}
	// Counts side by side: "3 articles, 12ms".
	listed := strings.Split(s, ", ")
	for i, part := range listed {
		if said, ok := v.whole(part); ok && strings.Contains(part, " ") {
			listed[i] = said
		}
	}
	return strings.Join(listed, ", ")
}

// whole translates what is one message, and the parts in it.
func (v *translation) whole(s string) (string, bool) {
	for i := range v.heads {
		m := v.heads[i].find.FindStringSubmatch(s)
		if m == nil {
			continue
		}
		if said, ok := v.whole(m[len(m)-1]); ok {
			args := []any{said}
			if len(m) > 2 {
				args = []any{m[1], said}
			}
			return v.printer.Sprintf(v.heads[i].key, args...), true
		}
	}
	for i := range v.forms {
		f := &v.forms[i]
		m := f.find.FindStringSubmatch(s)
		if m == nil {
			continue
		}
		args := make([]any, len(m)-1)
		for k := range args {
			args[k] = v.parts(m[k+1])
		}
		return v.printer.Sprintf(f.key, args...), true
	}
	return "", false
}

// tongue gives the message s in the user's language: Vietnamese where the
// locale says so, else the English that it is.
func (c *cli) tongue(s string) string {
	if !c.speaksVietnamese() {
		return s
	}
	if c.translation == nil {
		v, err := newTranslation()
		if err != nil {
			return s // a test reads the list
		}
		c.translation = v
	}
	return c.translation.say(s)
}

// translated puts what each command does in one line into the user's language.
func (c *cli) translated(cmd *cobra.Command) {
	if !c.speaksVietnamese() {
		return
	}
	cmd.Short = c.tongue(cmd.Short)
	for _, sub := range cmd.Commands() {
		c.translated(sub)
	}
}

// speaksVietnamese reports whether the locale of messages is Vietnamese
// (POSIX: LC_ALL before LC_MESSAGES before LANG).
func (c *cli) speaksVietnamese() bool {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if s := c.Getenv(name); s != "" {
			tag, _, _ := strings.Cut(s, ".")
			tag, _, _ = strings.Cut(tag, "_")
			return strings.EqualFold(tag, "vi")
		}
	}
	return false
}
