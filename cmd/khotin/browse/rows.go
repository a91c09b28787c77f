package browse

import (
	"fmt"
	"io"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/list"
	tea "github.com/charmbracelet/bubbletea"

	"khotin/cmd/khotin/render"
)

// row is an answer that can be opened: one line of columns, or two lines.
type row struct {
	top, below string
	open       func() tea.Cmd
}

// FilterValue implements list.Item.
func (row) FilterValue() string { return "" }

// rows is a list of answers.
type rows struct {
	list  list.Model
	focus bool
	tall  bool // two lines each
}

func newRows(all []row, tall bool) *rows {
	items := make([]list.Item, len(all))
	for i, r := range all {
		items[i] = r
	}
	rs := &rows{tall: tall, focus: true}
	rs.list = list.New(items, rs, 80, 10)
	for _, off := range []func(bool){rs.list.SetShowTitle, rs.list.SetShowFilter, rs.list.SetShowStatusBar,
		rs.list.SetShowPagination, rs.list.SetShowHelp, rs.list.SetFilteringEnabled} {
		off(false)
	}
	rs.list.KeyMap = list.KeyMap{
		CursorUp: bind("", "", "up", "k"), CursorDown: bind("", "", "down", "j"),
		PrevPage: bind("", "", "pgup", "b"), NextPage: bind("", "", "pgdown", "f", " "),
		GoToStart: bind("", "", "home", "g"), GoToEnd: bind("", "", "end", "G"),
	}
	return rs
}

// Height implements list.ItemDelegate.
func (rs *rows) Height() int {
	if rs.tall {
		return 2
	}
	return 1
}

// Spacing implements list.ItemDelegate.
func (rs *rows) Spacing() int { return 0 }

// Update implements list.ItemDelegate.
func (rs *rows) Update(tea.Msg, *list.Model) tea.Cmd { return nil }

// Render implements list.ItemDelegate.
func (rs *rows) Render(w io.Writer, l list.Model, i int, item list.Item) {
	r := item.(row)
	mark, top := "  ", r.top
	if rs.tall {
		top = plain(top)
	}
	top = cut(render.Printable(top), l.Width()-2)
	if i == l.Index() && rs.focus {
		mark, top = "> ", strong(top)
	}
	fmt.Fprint(w, mark+top)
	if rs.tall {
		fmt.Fprint(w, "\n    "+faint(cut(plain(r.below), l.Width()-4)))
	}
}

// update implements screen.
func (rs *rows) update(_ *model, msg tea.Msg) tea.Cmd {
	k, ok := msg.(tea.KeyMsg)
	if !ok {
		return nil
	}
	if key.Matches(k, keyOpen) {
		if r, ok := rs.list.SelectedItem().(row); ok && r.open != nil {
			return r.open()
		}
		return nil
	}
	var cmd tea.Cmd
	rs.list, cmd = rs.list.Update(k)
	return cmd
}

// lines implements screen.
func (rs *rows) lines(_ *model, w, h int) []string {
	if len(rs.list.Items()) == 0 {
		return nil
	}
	rs.list.SetSize(w, max(h, rs.Height()))
	return split(rs.list.View())
}

// keys implements screen.
func (rs *rows) keys() []key.Binding {
	return []key.Binding{keyMove, keyPage, keyEnds, keyOpen, keyBack, keyHelp, keyQuit}
}

// place tells which row is chosen, and of how many.
func (rs *rows) place() string {
	if n := len(rs.list.Items()); n > 0 {
		return fmt.Sprintf("%d/%d", rs.list.Index()+1, n)
	}
	return ""
}
