package browse

import (
	"strconv"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/viewport"
	tea "github.com/charmbracelet/bubbletea"

	"khotin/cmd/khotin/render"
	"khotin/extract"
)

// page is an article at reading width, its findings marked; one is current.
type page struct {
	article *extract.Article
	why     bool
	view    viewport.Model
	set     *render.Page
	stops   []render.Stop
	current int // of stops, -1 for none
	width   int // it is set for
}

func newPage(a *extract.Article, at func(*extract.Figure) bool) *page {
	p := &page{article: a, current: -1, view: viewport.New(80, 10)}
	p.view.KeyMap = viewport.KeyMap{
		Up: bind("", "", "up", "k"), Down: bind("", "", "down", "j"),
		PageUp: bind("", "", "pgup", "b"), PageDown: bind("", "", "pgdown", "f", " "),
	}
	p.fit(80)
	if at == nil {
		return p
	}
	for i, s := range p.stops {
		if f := p.figure(p.set.Findings[s.Finding].Label); f != nil && at(f) {
			p.current = i
			break
		}
	}
	return p
}

// fit sets the article in a width; the stops keep their order.
func (p *page) fit(w int) {
	if p.width == w {
		return
	}
	p.width = w
	p.set = render.Set(p.article, render.Options{Width: w, Why: p.why})
	p.stops = p.set.Stops()
}

// number gives the place of a finding among those of its kind, and its kind.
func number(label string) (kind byte, i int) {
	i, _ = strconv.Atoi(label[1:]) // a meeting has none
	return label[0], i - 1
}

func (p *page) figure(label string) *extract.Figure {
	if kind, i := number(label); kind == 'f' {
		return &p.article.Figures[i]
	}
	return nil
}

// update implements screen.
func (p *page) update(m *model, msg tea.Msg) tea.Cmd {
	k, ok := msg.(tea.KeyMsg)
	if !ok {
		return nil
	}
	switch {
	case key.Matches(k, keyNext):
		p.jump(1)
	case key.Matches(k, keyPrior):
		p.jump(-1)
	case key.Matches(k, keyFollow):
		return p.follow(m)
	case key.Matches(k, keyWhy):
		p.why, p.width = !p.why, 0
	case k.String() == "g" || k.String() == "home":
		p.view.GotoTop()
	case k.String() == "G" || k.String() == "end":
		p.view.GotoBottom()
	default:
		p.view, _ = p.view.Update(k)
	}
	return nil
}

// jump makes the next or the prior finding the current one, round about.
func (p *page) jump(by int) {
	n := len(p.stops)
	switch {
	case n == 0:
		return
	case p.current < 0 && by < 0:
		p.current = n - 1
	default:
		p.current = (p.current + by + n) % n
	}
	p.show()
}

// show scrolls until the current finding is seen.
func (p *page) show() {
	line := p.stops[p.current].Line
	if line < p.view.YOffset || line >= p.view.YOffset+p.view.Height {
		p.view.SetYOffset(max(line-p.view.Height/3, 0))
	}
}

// follow opens what stands behind the current finding.
func (p *page) follow(m *model) tea.Cmd {
	if p.current < 0 {
		m.status = m.say("choose a finding with n")
		return nil
	}
	a := p.article
	switch kind, i := number(p.finding().Label); kind {
	case 'f':
		return m.openSeries(&a.Figures[i], a.ID)
	case 'o':
		return m.openCareer(a.Officials[i].Name, a.ID)
	case 'r':
		words := string(a.Documents[i].Number)
		if words == "" {
			words = a.Documents[i].Text
		}
		return m.openDocument(words)
	case 'm':
		if a.Meeting.Host != "" {
			return m.openMeetings(string(a.Meeting.Host))
		}
	}
	m.status = m.say("nothing stands behind this finding")
	return nil
}

func (p *page) finding() *render.Finding { return &p.set.Findings[p.stops[p.current].Finding] }

// lines implements screen: the article, under it the current finding.
func (p *page) lines(m *model, w, h int) []string {
	before := p.width
	p.fit(w)
	var foot []string
	if p.current >= 0 {
		f := p.finding()
		foot = append(foot, strings.Repeat("─", w))
		foot = append(foot, render.Wrap(plain(f.Label+" "+f.Line), w)...)
		foot = foot[:min(len(foot), max(h/3, 2))]
	}
	p.view.Width, p.view.Height = w, max(h-len(foot), 1)
	current := -1
	if p.current >= 0 {
		current = p.stops[p.current].Finding
	}
	all := make([]string, len(p.set.Lines))
	for i := range all {
		all[i] = p.set.Line(i, current, m.o.Colours)
	}
	p.view.SetContent(strings.Join(all, "\n"))
	if p.current >= 0 && (before != w || p.stops[p.current].Line == p.view.YOffset+p.view.Height) {
		p.show()
	}
	return append(split(p.view.View()), foot...)
}

// keys implements screen.
func (p *page) keys() []key.Binding {
	return []key.Binding{keyNext, keyPrior, keyFollow, keyMove, keyPage, keyEnds, keyWhy, keyBack, keyHelp, keyQuit}
}
