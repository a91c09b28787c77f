package browse

import (
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"

	"khotin/cmd/khotin/chart"
	"khotin/cmd/khotin/render"
	"khotin/extract"
	"khotin/index"
)

// series is one indicator over its periods: a chart, and the points with the
// articles that they come from.
type series struct {
	*rows
	of      *index.Series
	noChart bool
}

func newSeries(m *model, s *index.Series) *series {
	cells := make([][]string, len(s.Points))
	var wide [5]int
	for i := range s.Points {
		p := &s.Points[i]
		cells[i] = []string{render.Period(&p.Period), span(p), p.Status, beside(m, "of plan", p.Plan), beside(m, "growth", p.Growth)}
		for k, c := range cells[i] {
			wide[k] = max(wide[k], lipgloss.Width(c))
		}
	}
	all := make([]row, len(cells))
	for i, line := range cells {
		p := &s.Points[i]
		var b strings.Builder
		for k, c := range line {
			switch {
			case wide[k] == 0:
			case k == 1:
				b.WriteString(pad("", wide[k]-lipgloss.Width(c)) + c + "  ")
			default:
				b.WriteString(pad(c, wide[k]) + "  ")
			}
		}
		all[i] = row{
			top: b.String() + plain(named(broken(p), p.Article, string(p.Title))),
			open: func() tea.Cmd {
				return m.openArticle(p.Article, func(f *extract.Figure) bool {
					return f.Period != nil && f.Period.End == p.Period.End && f.Value.String() == p.Value.String()
				})
			},
		}
	}
	return &series{rows: newRows(all, false), of: s}
}

// span writes the value of a point, from its lower to its upper end where it is a
// range.
func span(p *index.Point) string {
	value := render.Number(p.Value)
	if p.Upper != nil {
		value += "–" + render.Number(*p.Upper)
	}
	return value
}

// beside writes a ratio or growth that is told with a value.
func beside(m *model, what string, b *index.Beside) string {
	if b == nil {
		return ""
	}
	return m.say(what) + " " + render.Number(b.Value) + "%"
}

// broken tells of a territory that has changed, and of articles that disagree.
func broken(p *index.Point) string {
	s := p.Break
	if p.Disputed {
		s = strings.TrimSpace("≠ " + s)
	}
	return s
}

// Heights of a chart, in lines.
const leastChart, mostChart = 5, 12

// update implements screen.
func (s *series) update(m *model, msg tea.Msg) tea.Cmd {
	if k, ok := msg.(tea.KeyMsg); ok && key.Matches(k, keyChart) {
		s.noChart = !s.noChart
		return nil
	}
	return s.rows.update(m, msg)
}

// lines implements screen: the chart takes at most half of the height, and
// gives way where there is little.
func (s *series) lines(m *model, w, h int) []string {
	var out []string
	if height := min(h/2-4, mostChart); !s.noChart && height >= leastChart {
		ch := chart.Of([]index.Series{*s.of})
		for _, l := range split(ch.Graph(w, height)) {
			out = append(out, render.Printable(l))
		}
		out = append(out, "")
	}
	return append(out, s.rows.lines(m, w, h-len(out))...)
}

// keys implements screen.
func (s *series) keys() []key.Binding {
	return []key.Binding{keyMove, keyPage, keyEnds, keyOpen, keyChart, keyBack, keyHelp, keyQuit}
}

func split(s string) []string { return strings.Split(s, "\n") }
