package browse

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"khotin/cmd/khotin/render"
)

// screen is what fills the frame between head and foot.
type screen interface {
	// update deals with a key or what it has asked for itself.
	update(m *model, msg tea.Msg) tea.Cmd
	// lines gives at most h lines of at most w columns.
	lines(m *model, w, h int) []string
	keys() []key.Binding
}

// shown is a screen with what the head says of it.
type shown struct {
	title string
	screen
}

// model is the browser: the query line with its answers, and the screens that
// were opened from there, the last on top.
type model struct {
	o        Options
	ctx      context.Context
	w, h     int
	home     *home
	stack    []shown
	help     bool
	question int                // the number of the last question; answers to others are dropped
	stop     context.CancelFunc // of the last question
	asking   bool
	again    func() tea.Cmd // puts the last question again
	status   string
	fault    error
	debounce time.Duration // how long a query must stand before it is asked
}

func newModel(ctx context.Context, o Options) *model {
	m := &model{o: o, ctx: ctx, stop: func() {}, debounce: 150 * time.Millisecond}
	m.home = newHome(o.Query)
	return m
}

// Init implements tea.Model.
func (m *model) Init() tea.Cmd { return m.home.put(m) }

// answer is the answer to a question: what shows it, or an error.
type answer struct {
	question int
	show     func() tea.Cmd
	err      error
}

// ask puts a question, off the goroutine that draws. A question that is still
// open is given up.
func (m *model) ask(question func(context.Context) (show func() tea.Cmd, err error)) tea.Cmd {
	m.stop()
	m.question++
	n := m.question
	ctx, stop := context.WithCancel(m.ctx)
	m.stop, m.asking, m.fault, m.status = stop, true, nil, ""
	m.again = func() tea.Cmd { return m.ask(question) }
	return func() tea.Msg {
		defer stop()
		show, err := question(ctx)
		return answer{n, show, err}
	}
}

// giveUp drops the question that is open.
func (m *model) giveUp() {
	m.stop()
	m.question++
	m.asking = false
}

// Update implements tea.Model.
func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.w, m.h = msg.Width, msg.Height
		return m, tea.ClearScreen // what a terminal leaves of the old size is nobody's
	case answer:
		if msg.question != m.question {
			return m, nil
		}
		m.asking = false
		if m.fault = msg.err; msg.err != nil {
			if errors.Is(msg.err, context.Canceled) {
				m.fault = nil
			}
			return m, nil
		}
		return m, msg.show()
	case tea.KeyMsg:
		return m, m.keys(msg)
	}
	return m, m.top().update(m, msg)
}

// keys deals with what was read from the terminal at once: a text for the query
// line, else keys that were pressed one after the other.
func (m *model) keys(msg tea.KeyMsg) tea.Cmd {
	if msg.Type != tea.KeyRunes || len(msg.Runes) < 2 || m.typing() {
		return m.press(msg)
	}
	if msg.Paste {
		return nil // a text is no keys
	}
	var cmds []tea.Cmd
	for _, r := range msg.Runes {
		cmds = append(cmds, m.press(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}, Alt: msg.Alt}))
	}
	return tea.Batch(cmds...)
}

// typing reports whether keys are letters of the query.
func (m *model) typing() bool { return len(m.stack) == 0 && m.home.typing && !m.help }

// press deals with the keys that mean the same everywhere, and leaves the
// others to the screen on top.
func (m *model) press(msg tea.KeyMsg) tea.Cmd {
	typing := m.typing()
	switch {
	case key.Matches(msg, keyLeave):
		return tea.Quit
	case key.Matches(msg, keySuspend):
		return tea.Suspend
	case m.help:
		m.help = false
		return nil
	case key.Matches(msg, keyHelpAnywhere), key.Matches(msg, keyHelp) && (!typing || m.home.line.Value() == ""):
		m.help = true
		return nil
	case key.Matches(msg, keyAgain) && m.again != nil:
		return m.again()
	case !typing && key.Matches(msg, keyQuit):
		return tea.Quit
	case len(m.stack) > 0 && key.Matches(msg, keyBack):
		m.giveUp()
		m.fault, m.status = nil, ""
		m.stack = m.stack[:len(m.stack)-1]
		return nil
	}
	return m.top().update(m, msg)
}

func (m *model) top() screen {
	if n := len(m.stack); n > 0 {
		return m.stack[n-1]
	}
	return m.home
}

// push shows a screen on top of the others.
func (m *model) push(title string, s screen) tea.Cmd {
	m.stack, m.status = append(m.stack, shown{title, s}), ""
	return nil
}

// say gives a message in the user's language.
func (m *model) say(s string) string {
	if m.o.Say == nil {
		return s
	}
	return m.o.Say(s)
}

// View implements tea.Model: head, screen, what there is to say, keys.
func (m *model) View() string {
	if m.w == 0 {
		return "" // the terminal has not told its size yet
	}
	w, h := max(m.w, 8), max(m.h, 4)
	foot := m.foot(w, h)
	head := []string{m.head(w)}
	body := []string{}
	if room := h - len(head) - len(foot); m.help {
		body = m.helpLines(w, room)
	} else if room > 0 {
		body = m.top().lines(m, w, room)
	}
	return frame(head, body, foot, w, h)
}

func (m *model) head(w int) string {
	s := "khotin " + m.o.Archive
	if n := len(m.stack); n > 0 {
		s = m.stack[n-1].title
	}
	return strong(cut(plain(s), w))
}

// foot gives what there is to say, and the keys. It leaves the screen half of
// the height.
func (m *model) foot(w, h int) []string {
	var out []string
	switch {
	case m.fault != nil:
		message, hint := m.fault.Error(), ""
		if m.o.Explain != nil {
			message, hint = m.o.Explain(m.fault)
		}
		out = append(out, render.Wrap(plain(message), w)...)
		if hint != "" {
			out = append(out, render.Wrap(plain(m.say("hint: "+hint)), w)...)
		}
	case m.asking:
		out = append(out, cut(m.say("looking…"), w))
	case m.status != "":
		out = append(out, cut(plain(m.status), w))
	}
	keys := m.top().keys()
	if m.help {
		keys = []key.Binding{keyAny}
	}
	out = append(out, m.keyLines(keys, w)...)
	if most := max(h/2, 1); len(out) > most {
		out = out[:most]
	}
	return out
}

// frame puts head, body and foot into exactly h lines.
func frame(head, body, foot []string, w, h int) string {
	room := max(h-len(head)-len(foot), 0)
	body = body[:min(len(body), room)]
	lines := slices.Concat(head, body, make([]string, room-len(body)), foot)
	return joined(lines[:min(len(lines), h)], w)
}
