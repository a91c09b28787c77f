package browse

import (
	"strings"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/lipgloss"

	"khotin/cmd/khotin/render"
)

// bind makes a key: its names, as the foot shows it, and what it does.
func bind(shown, does string, names ...string) key.Binding {
	return key.NewBinding(key.WithKeys(names...), key.WithHelp(shown, does))
}

var (
	keyLeave        = bind("ctrl-c", "quit", "ctrl+c")
	keySuspend      = bind("ctrl-z", "suspend", "ctrl+z")
	keyQuit         = bind("q", "quit", "q")
	keyHelp         = bind("?", "help", "?")
	keyHelpAnywhere = bind("F1", "help", "f1")
	keyAgain        = bind("ctrl-r", "ask again", "ctrl+r")
	keyBack         = bind("esc", "back", "esc", "left", "h", "backspace")
	keyAny          = bind("any key", "back")

	keyKind     = bind("tab", "other kind", "tab")
	keyKindBack = bind("shift-tab", "kind before", "shift+tab")
	keyDown     = bind("↓ enter", "to the answers", "down", "enter")
	keyClear    = bind("esc", "clear", "esc")

	keyMove  = bind("↑↓", "move", "up", "down", "k", "j")
	keyPage  = bind("pgup pgdn", "page", "pgup", "pgdown", "b", "f", " ")
	keyEnds  = bind("g G", "first, last", "g", "G", "home", "end")
	keyOpen  = bind("enter", "open", "enter", "right", "l")
	keyQuery = bind("/", "query", "/", "esc")

	keyNext   = bind("n", "next finding", "n", "tab")
	keyPrior  = bind("N", "finding before", "N", "p", "shift+tab")
	keyFollow = bind("enter", "series, career, document", "enter", "right", "l")
	keyWhy    = bind("w", "why", "w")
	keyChart  = bind("c", "chart on, off", "c")
)

// keyLines shows keys with what they do, in lines of at most w columns.
func (m *model) keyLines(keys []key.Binding, w int) []string {
	lines := []string{""}
	for _, k := range keys {
		s := k.Help().Key + " " + m.say(k.Help().Desc)
		last := &lines[len(lines)-1]
		switch {
		case *last == "":
			*last = s
		case lipgloss.Width(*last)+2+lipgloss.Width(s) <= w:
			*last += "  " + s
		default:
			lines = append(lines, s)
		}
	}
	for i := range lines {
		lines[i] = faint(cut(lines[i], w))
	}
	return lines
}

// helpLines is the page of help: the keys of every screen, and how to ask.
func (m *model) helpLines(w, h int) []string {
	var out []string
	for _, part := range []struct {
		title string
		keys  []key.Binding
	}{
		{"query", (&home{typing: true}).keys()},
		{"answers", (&home{}).keys()},
		{"article", (&page{}).keys()},
		{"series", (&series{}).keys()},
		{"everywhere", []key.Binding{keyHelpAnywhere, keyAgain, keySuspend, keyLeave}},
	} {
		out = append(out, strong(m.say(part.title)))
		for _, l := range m.keyLines(part.keys, w-2) {
			out = append(out, "  "+l)
		}
	}
	out = append(out, "")
	out = append(out, render.Wrap(m.say("ask as khotin search does: words with or without diacritics, \"a phrase\", -without, OR, place:\"Lê Chân\", date:2019..2021"), w)...)
	return out[:min(len(out), max(h, 0))]
}

// named joins what is not empty.
func named(parts ...string) string {
	var out []string
	for _, s := range parts {
		if s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, " · ")
}
