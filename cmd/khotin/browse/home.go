package browse

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"

	"khotin/extract/text"
)

// kinds of answers that one query can have.
var kinds = []string{"articles", "figures", "officials", "meetings"}

// home is the query line with its answers.
type home struct {
	line   textinput.Model
	typing bool
	kind   int // of kinds
	rows   *rows
	typed  int    // counts changes of the query
	asked  string // the query whose answers are shown or awaited
	down   bool   // go to the answers as soon as they are there
}

func newHome(query string) *home {
	h := &home{line: textinput.New(), typing: true, rows: newRows(nil, true)}
	h.line.CharLimit = 1000
	h.line.SetValue(text.Normalize(query))
	h.line.Focus()
	h.asked = "\x00" // nothing yet
	return h
}

// due asks for the query's answers, unless it has changed since.
type due struct{ typed int }

// update implements screen.
func (h *home) update(m *model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case due:
		if msg.typed != h.typed || h.line.Value() == h.asked {
			return nil
		}
		return h.put(m)
	case tea.KeyMsg:
		switch {
		case key.Matches(msg, keyKind):
			return h.turn(m, 1)
		case key.Matches(msg, keyKindBack):
			return h.turn(m, len(kinds)-1)
		case h.typing:
			return h.write(m, msg)
		}
		return h.choose(m, msg)
	}
	return nil
}

// turn puts the query for another kind of answers.
func (h *home) turn(m *model, by int) tea.Cmd {
	h.kind = (h.kind + by) % len(kinds)
	return h.put(m)
}

// write edits the query. Input methods send characters whole, or correct what
// they have sent with backspaces, or send combining marks: the line is kept
// composed (NFC), so that one backspace takes one letter.
func (h *home) write(m *model, msg tea.KeyMsg) tea.Cmd {
	switch {
	case key.Matches(msg, keyDown):
		if h.line.Value() != h.asked {
			h.down = true
			return h.put(m)
		}
		h.toRows()
		return nil
	case key.Matches(msg, keyClear):
		h.line.SetValue("")
	default:
		h.line, _ = h.line.Update(msg)
	}
	if s := h.line.Value(); text.Normalize(s) != s {
		at := len([]rune(text.Normalize(string([]rune(s)[:h.line.Position()]))))
		h.line.SetValue(text.Normalize(s))
		h.line.SetCursor(at)
	}
	if h.line.Value() == h.asked {
		return nil
	}
	h.typed++
	n := h.typed
	return tea.Tick(m.debounce, func(time.Time) tea.Msg { return due{n} })
}

// choose moves through the answers.
func (h *home) choose(m *model, msg tea.KeyMsg) tea.Cmd {
	if key.Matches(msg, keyQuery) || h.rows.list.Index() == 0 && (msg.String() == "up" || msg.String() == "k") {
		h.typing, h.rows.focus = true, false
		return nil
	}
	return h.rows.update(m, msg)
}

func (h *home) toRows() {
	h.down = false
	if len(h.rows.list.Items()) > 0 {
		h.typing, h.rows.focus = false, true
	}
}

// put asks for the answers to the query.
func (h *home) put(m *model) tea.Cmd {
	h.typed++ // what is due is asked now
	h.asked = h.line.Value()
	q, kind := strings.TrimSpace(h.asked), kinds[h.kind]
	return m.ask(func(ctx context.Context) (func() tea.Cmd, error) {
		began := time.Now()
		build, total, err := m.answers(ctx, kind, q)
		took := time.Since(began)
		if err != nil {
			return nil, err
		}
		return func() tea.Cmd {
			all := build()
			h.rows = newRows(all, true)
			h.rows.focus = !h.typing
			switch {
			case total < 0:
				m.status = m.say("type words to look for")
			case total == 0:
				m.status = m.say("nothing found")
			default:
				m.status = m.say(fmt.Sprintf("%d "+counted[kind], total)) + ", " + took.Round(time.Millisecond).String()
			}
			if h.down || len(all) == 0 {
				h.typing = true
				h.rows.focus = false
			}
			if h.down {
				h.toRows()
			}
			return nil
		}, nil
	})
}

// tabs are the names of the kinds on the screen.
var tabs = map[string]string{"articles": "news", "figures": "figures", "officials": "officials", "meetings": "meetings"}

// counted are the nouns of the kinds of answers.
var counted = map[string]string{"articles": "articles", "figures": "series", "officials": "people", "meetings": "meetings"}

// lines implements screen.
func (h *home) lines(m *model, w, n int) []string {
	prompt := "> "
	if !h.typing {
		prompt = "  "
	}
	var names []string
	for i, k := range kinds {
		s := m.say(tabs[k])
		if i == h.kind {
			s = "[" + s + "]"
		}
		names = append(names, s)
	}
	tab := strings.Join(names, " ")
	if p := h.rows.place(); p != "" && !h.typing {
		tab += "  " + p
	}
	out := []string{typed(prompt, []rune(h.line.Value()), h.line.Position(), w, h.typing), tab}
	return append(out, h.rows.lines(m, w, n-len(out))...)
}

// keys implements screen.
func (h *home) keys() []key.Binding {
	if h.typing {
		return []key.Binding{keyDown, keyKind, keyClear, keyHelpAnywhere, keyLeave}
	}
	return []key.Binding{keyMove, keyPage, keyEnds, keyOpen, keyQuery, keyKind, keyHelp, keyQuit}
}
