package browse

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"

	"khotin/cmd/khotin/render"
	"khotin/extract"
	"khotin/extract/text"
	"khotin/index"
)

const evil = "\x1b]0;chiếm\x07\x1b[2J\u009b31m\u202e"

// archive answers with made-up rows, and notes what it is asked.
type archive struct {
	asked []string
	err   error
}

func (a *archive) questions() Questions {
	ref := index.ArticleRef{Article: "a1", Title: "Quận họp " + evil, Published: "2023-03-14"}
	person := func(role, from, to string) index.OfficialRow {
		return index.OfficialRow{Name: "Vũ Thắng", Role: extract.Optional(role), From: extract.Optional(from), To: extract.Optional(to), Person: 1, IDs: []string{"a1"}, Articles: 1, Evidence: index.Evidence{Article: "a1"}}
	}
	figure := func(year string, v int64) index.FigureRow {
		return index.FigureRow{ArticleRef: ref, Figure: extract.Figure{Indicator: "thu ngân sách " + evil, Measure: "level", Status: "actual",
			Value: text.NewDecimal(v, 0), Unit: "tỷ đồng", Place: "quận Lê Chân", Period: &extract.Period{Start: year + "-01-01", End: year + "-12-31"}}}
	}
	note := func(s string) { a.asked = append(a.asked, s) }
	return Questions{
		Search: func(_ context.Context, q string) (index.Hits, error) {
			note("search " + q)
			return index.Hits{Total: 2, Hits: []index.Hit{{ID: "a1", Title: "Quận họp " + evil, Snippet: evil}, {ID: "a2", Title: "Bài hai"}}}, a.err
		},
		Article: func(_ context.Context, id string) (extract.Article, error) {
			note("article " + id)
			zero := 0
			return extract.Article{ID: id, Title: "Quận họp " + evil, Body: "Sáng 14/3, Vũ Thắng: thu 48 tỷ đồng " + evil + ".",
				Dates:     []extract.Date{{Text: "Sáng 14/3", Start: "2023-03-14", End: "2023-03-14", Span: extract.Span{0, 9}}},
				Officials: []extract.Official{{Name: "Vũ Thắng", Roles: []string{"Bí thư"}, Mentions: []extract.Mention{{Paragraph: &zero, Span: extract.Span{11, 19}}}}},
				Figures: []extract.Figure{{Indicator: "thu ngân sách", Measure: "level", Status: "actual", Value: text.NewDecimal(48, 0), Unit: "tỷ đồng",
					Place: "quận Lê Chân", Span: extract.Span{25, 35}}},
			}, a.err
		},
		Figures: func(_ context.Context, q, place string) ([]index.FigureRow, error) {
			note("figures " + q + "|" + place)
			return []index.FigureRow{figure("2019", 40), figure("2020", 44), figure("2021", 48)}, a.err
		},
		People: func(_ context.Context, q index.People) ([]index.OfficialRow, error) {
			note("people " + q.Name + "|" + q.Office)
			return []index.OfficialRow{person("Phó Chủ tịch", "2019-09-10", "2020-01-01"), person("Bí thư", "2020-01-01", "2023-01-01")}, a.err
		},
		Meetings: func(_ context.Context, q string) ([]index.MeetingRow, error) {
			note("meetings " + q)
			return []index.MeetingRow{{ArticleRef: ref, Kind: "kỳ họp", Name: "Kỳ họp thứ 5"}}, a.err
		},
		Documents: func(_ context.Context, q string) ([]index.DocumentRow, error) {
			note("documents " + q)
			return nil, a.err
		},
	}
}

// start gives a browser of w columns and h lines that has answered its first
// question.
func start(t *testing.T, a *archive, w, h int) *model {
	t.Helper()
	m := newModel(t.Context(), Options{Questions: a.questions(), Archive: "haiphong"})
	m.debounce = time.Millisecond
	settle(m, m.Init())
	m.Update(tea.WindowSizeMsg{Width: w, Height: h})
	return m
}

// settle runs a command and what follows from it.
func settle(m *model, cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range msg {
			settle(m, c)
		}
	case tea.QuitMsg:
		m.status = "quit"
	default:
		_, next := m.Update(msg)
		settle(m, next)
	}
}

// named keys; other strings are runes that arrive at once.
var special = map[string]tea.KeyType{"enter": tea.KeyEnter, "esc": tea.KeyEsc, "tab": tea.KeyTab, "down": tea.KeyDown, "up": tea.KeyUp,
	"backspace": tea.KeyBackspace, "left": tea.KeyLeft, "ctrl-c": tea.KeyCtrlC, "ctrl-r": tea.KeyCtrlR, "F1": tea.KeyF1}

func press(m *model, keys ...string) {
	for _, k := range keys {
		msg := tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(k)}
		if typ, ok := special[k]; ok {
			msg = tea.KeyMsg{Type: typ}
		}
		_, cmd := m.Update(msg)
		settle(m, cmd)
	}
}

var sgr = regexp.MustCompile("\x1b\\[[0-9;]*m")

// see gives what is on the screen, after a look at its form: as many lines as
// the terminal has, none too wide, nothing that steers it but attributes.
func see(t *testing.T, m *model) string {
	t.Helper()
	view := sgr.ReplaceAllString(m.View(), "")
	if at := strings.IndexFunc(view, render.Steers); at >= 0 {
		t.Errorf("the screen is steered by %q", view[at:min(at+12, len(view))])
	}
	lines := strings.Split(view, "\n")
	if len(lines) != m.h {
		t.Errorf("%d lines on a terminal of %d:\n%s", len(lines), m.h, view)
	}
	for _, l := range lines {
		if lipgloss.Width(l) > m.w {
			t.Errorf("%d columns on a terminal of %d: %q", lipgloss.Width(l), m.w, l)
		}
	}
	return view
}

func shows(t *testing.T, m *model, wanted ...string) {
	t.Helper()
	view := see(t, m)
	for _, s := range wanted {
		if !strings.Contains(view, s) {
			t.Errorf("the screen lacks %q:\n%s", s, view)
		}
	}
}

// TestWay: from a query to an article, a finding, its series, and back.
func TestWay(t *testing.T) {
	a := &archive{}
	m := start(t, a, 80, 24)
	press(m, "thu ngân sách")
	shows(t, m, "> thu ngân sách", "[news]", "Quận họp", "2 articles", "F1 help", "ctrl-c quit")
	press(m, "enter")
	shows(t, m, "> Quận họp", "1/2", "? help", "q quit")
	press(m, "enter")
	shows(t, m, "[d1 Sáng 14/3]", "[o1 Vũ Thắng]", "n next finding")
	press(m, "n", "n")
	shows(t, m, "o1 Vũ Thắng: Bí thư")
	press(m, "enter")
	shows(t, m, "> Phó Chủ tịch", "2020-01-01..2023-01-01")
	press(m, "esc", "nnn", "enter") // runes that were read at once; round about
	if got := a.asked[len(a.asked)-1]; got != "people Vũ Thắng|" {
		t.Errorf("asked %q", got)
	}
	press(m, "esc", "n", "enter")
	shows(t, m, "2019", "40", "tỷ đồng", "┤", "c chart")
	press(m, "c")
	if strings.Contains(see(t, m), "┤") {
		t.Error("c leaves the chart")
	}
	press(m, "esc", "esc")
	shows(t, m, "  thu ngân sách", "1/2")
	press(m, "q")
	if m.status != "quit" {
		t.Error("q does not leave")
	}
	for _, want := range []string{"search thu ngân sách", "article a1", "people Vũ Thắng|", "figures thu ngân sách|quận Lê Chân"} {
		if !strings.Contains(strings.Join(a.asked, "\n"), want) {
			t.Errorf("nobody asked %q:\n%s", want, strings.Join(a.asked, "\n"))
		}
	}
}

// TestKinds: tab puts the same query for figures, officials and meetings.
func TestKinds(t *testing.T) {
	m := start(t, &archive{}, 80, 24)
	press(m, "tab")
	shows(t, m, "[figures]", "type words to look for")
	press(m, "thu")
	shows(t, m, "thu ngân sách", "3 periods", "1 series")
	press(m, "tab")
	shows(t, m, "[officials]", "Vũ Thắng – Phó Chủ tịch")
	press(m, "tab", "enter")
	shows(t, m, "[meetings]", "> Kỳ họp thứ 5")
	press(m, "up", "tab")
	shows(t, m, "[news]", "> thu")
}

// TestTelex: Vietnamese as input methods send it gives the same query: whole
// letters, letters corrected by backspaces, combining marks.
func TestTelex(t *testing.T) {
	for name, keys := range map[string][]string{
		"composed":   {"tiế", "ng ", "v", "i", "ệ", "t"},
		"backspaces": {"t", "i", "e", "backspace", "ê", "backspace", "ế", "n", "g", " ", "v", "i", "e", "backspace", "ê", "t", "backspace", "backspace", "ệ", "t"},
		"combining":  {"t", "i", "e", "\u0302", "\u0301", "n", "g", " ", "v", "i", "e\u0323\u0302", "t"},
		"corrected":  {"t", "i", "e\u0302\u0301", "n", "g", "x", "backspace", " ", "v", "i", "e\u0302\u0301", "backspace", "ệ", "t"},
	} {
		a := &archive{}
		m := start(t, a, 80, 24)
		press(m, keys...)
		shows(t, m, "> tiếng việt")
		if got := a.asked[len(a.asked)-1]; got != "search tiếng việt" {
			t.Errorf("%s: asked %q", name, got)
		}
	}
	m := start(t, &archive{}, 80, 24)
	press(m, "a", "b", "left", "e", "\u0302", "\u0301")
	if at := m.home.line.Position(); m.home.line.Value() != "aếb" || at != 2 {
		t.Errorf("%q, cursor at %d", m.home.line.Value(), at)
	}
}

// TestStale: answers to a question that is no longer the last are dropped, and
// a query that has changed since is not asked.
func TestStale(t *testing.T) {
	a := &archive{}
	m := start(t, a, 80, 24)
	late := m.openArticle("a1", nil)
	soon := m.openArticle("a2", nil)
	first, second := late(), soon()
	m.Update(second)
	m.Update(first)
	if len(m.stack) != 1 || !strings.HasPrefix(m.stack[0].title, "a2") {
		t.Errorf("%d screens are open", len(m.stack))
	}
	press(m, "esc")
	asked := len(a.asked)
	_, old := m.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("a")})
	press(m, "b")
	settle(m, old)
	if got := a.asked[asked:]; len(got) != 1 || got[0] != "search ab" {
		t.Errorf("asked %q", got)
	}
}

// TestFault: an error stands in the frame with its hint, and can be asked
// again.
func TestFault(t *testing.T) {
	a := &archive{err: errors.New("the index is in use")}
	m := start(t, a, 40, 12)
	m.o.Explain = func(err error) (string, string) { return err.Error() + evil, "wait until the other khotin ends" }
	shows(t, m, "the index is in use", "hint: wait until the other")
	a.err = nil
	press(m, "ctrl-r")
	shows(t, m, "Quận họp", "2 articles")
	a.err = context.Canceled
	press(m, "x")
	if strings.Contains(see(t, m), "canceled") {
		t.Error("a question that was given up is told as an error")
	}
}

// TestSizes: every screen keeps to terminals of any size, at once when that
// changes.
func TestSizes(t *testing.T) {
	for _, way := range [][]string{nil, {"F1"}, {"enter", "enter"}, {"enter", "enter", "n", "n", "n"}, {"x", "tab", "enter", "enter"}, {strings.Repeat("dài và ", 40)}} {
		m := start(t, &archive{}, 80, 24)
		press(m, way...)
		for _, size := range [][2]int{{80, 24}, {200, 60}, {40, 12}, {20, 8}, {8, 4}, {60, 5}, {80, 24}} {
			if _, cmd := m.Update(tea.WindowSizeMsg{Width: size[0], Height: size[1]}); cmd == nil || cmd() != tea.ClearScreen() {
				t.Error("a window of another size is not cleared")
			}
			see(t, m)
		}
	}
}

// TestNoColour: without colours there are only attributes: bold, faint,
// reverse.
func TestNoColour(t *testing.T) {
	m := start(t, &archive{}, 80, 24)
	press(m, "enter", "enter", "n")
	for _, s := range sgr.FindAllString(m.View(), -1) {
		if !strings.Contains("\x1b[0m \x1b[1m \x1b[2m \x1b[7m", s) {
			t.Errorf("%q", s)
		}
	}
	m.o.Colours = true
	if !strings.Contains(m.View(), "\x1b[35m[o1") {
		t.Error("findings are not coloured where colours are wanted")
	}
}

// TestTyped: the line that is typed shows its end, or what is around the
// cursor; a letter with its marks is one.
func TestTyped(t *testing.T) {
	for _, c := range []struct {
		value  string
		at, w  int
		expect string
	}{
		{"quận", 4, 20, "> quận[ ]"},
		{"quận", 0, 20, "> [q]uận"},
		{"quận Lê Chân", 12, 8, ">  Chân[ ]"},
		{"a\u0323b", 0, 8, "> [a\u0323]b"},
	} {
		got := typed("> ", []rune(c.value), c.at, c.w, true)
		got = strings.NewReplacer("\x1b[7m", "[", "\x1b[0m", "]").Replace(got)
		if got != c.expect {
			t.Errorf("%q at %d: %q, want %q", c.value, c.at, got, c.expect)
		}
	}
}

// TestRange: the list of series shows a range with both of its ends.
func TestRange(t *testing.T) {
	upper := text.NewDecimal(310000, 0)
	lines := index.Lines([]index.FigureRow{{Figure: extract.Figure{Indicator: "thu ngân sách", Measure: "level", Status: "target",
		Value: text.NewDecimal(300000, 0), Upper: &upper, Unit: "tỷ đồng", Period: &extract.Period{Start: "2030-01-01", End: "2030-12-31"}}}}, "")
	if len(lines) != 1 {
		t.Fatalf("%d series", len(lines))
	}
	if got, want := new(model).seriesRow(&lines[0]).below, "2030: 300.000–310.000 tỷ đồng"; !strings.Contains(got, want) {
		t.Errorf("%q, want %q in it", got, want)
	}
}
