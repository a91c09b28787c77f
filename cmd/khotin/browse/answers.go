package browse

import (
	"context"
	"fmt"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"khotin/cmd/khotin/render"
	"khotin/extract"
	"khotin/index"
)

// answers asks one kind of question, on a goroutine of its own; build makes
// rows of what was found. total is -1 where there is nothing to ask for.
func (m *model) answers(ctx context.Context, kind, q string) (build func() []row, total int, err error) {
	none := func() []row { return nil }
	switch kind {
	case "figures":
		if q == "" {
			return none, -1, nil
		}
		found, err := m.o.Figures(ctx, q, "")
		lines := index.Lines(found, "")
		return func() (all []row) {
			for i := range lines {
				all = append(all, m.seriesRow(&lines[i]))
			}
			return all
		}, len(lines), err
	case "officials":
		if q == "" {
			return none, -1, nil
		}
		found, err := m.o.People(ctx, index.People{Name: q})
		if err == nil && len(found) == 0 {
			found, err = m.o.People(ctx, index.People{Office: q})
		}
		people := slices.CompactFunc(found, func(a, b index.OfficialRow) bool { return a.Person == b.Person })
		return func() (all []row) {
			for _, r := range people {
				all = append(all, m.personRow(r))
			}
			return all
		}, len(people), err
	case "meetings":
		found, err := m.o.Meetings(ctx, q)
		return func() []row { return m.meetingRows(found) }, len(found), err
	}
	hits, err := m.o.Search(ctx, q)
	return func() (all []row) {
		for _, h := range hits.Hits {
			all = append(all, row{
				top:   string(h.Title),
				below: named(render.Day(string(h.Published)), string(h.Place), h.Site, h.Snippet),
				open:  func() tea.Cmd { return m.openArticle(h.ID, nil) },
			})
		}
		return all
	}, hits.Total, err
}

func (m *model) seriesRow(s *index.Series) row {
	last := s.Points[len(s.Points)-1]
	value := strings.TrimSpace(span(&last) + " " + s.Unit)
	return row{
		top:   s.Indicator,
		below: named(string(s.Place), render.Period(&last.Period)+": "+value, m.say(fmt.Sprintf("%d periods", len(s.Points)))),
		open:  func() tea.Cmd { return m.push(named(s.Indicator, string(s.Place), s.Unit), newSeries(m, s)) },
	}
}

func (m *model) personRow(r index.OfficialRow) row {
	return row{
		top:   r.Name + " – " + string(r.Role),
		below: named(string(r.Place), render.Interval(string(r.From), string(r.To)), m.say(fmt.Sprintf("%d articles", r.Articles))),
		open:  func() tea.Cmd { return m.openCareer(r.Name, r.Evidence.Article) },
	}
}

func (m *model) meetingRows(found []index.MeetingRow) []row {
	var all []row
	for _, r := range found {
		all = append(all, row{
			top:   r.Name,
			below: named(string(r.Date), r.Kind, string(r.Host), string(r.Chair)),
			open:  func() tea.Cmd { return m.openArticle(r.Article, nil) },
		})
	}
	return all
}

// openArticle shows an article; at, which may be nil, chooses the figure to
// begin at.
func (m *model) openArticle(id string, at func(*extract.Figure) bool) tea.Cmd {
	return m.ask(func(ctx context.Context) (func() tea.Cmd, error) {
		a, err := m.o.Article(ctx, id)
		if err != nil {
			return nil, err
		}
		return func() tea.Cmd { return m.push(named(a.ID, string(a.Title)), newPage(&a, at)) }, nil
	})
}

// openCareer shows the career of the person of a name whom an article names.
func (m *model) openCareer(name, article string) tea.Cmd {
	return m.ask(func(ctx context.Context) (func() tea.Cmd, error) {
		found, err := m.o.People(ctx, index.People{Name: name})
		if err != nil {
			return nil, err
		}
		var all []row
		for _, r := range personOf(found, article) {
			all = append(all, row{
				top:   string(r.Role),
				below: named(string(r.Place), render.Interval(string(r.From), string(r.To)), r.Evidence.Text),
				open:  func() tea.Cmd { return m.openArticle(r.Evidence.Article, nil) },
			})
		}
		return m.pushRows(name, all), nil
	})
}

// personOf leaves the steps of the person whom an article names; where it names
// none, all.
func personOf(found []index.OfficialRow, article string) []index.OfficialRow {
	i := slices.IndexFunc(found, func(r index.OfficialRow) bool { return slices.Contains(r.IDs, article) })
	if i < 0 {
		return found
	}
	person := found[i].Person
	return slices.DeleteFunc(slices.Clone(found), func(r index.OfficialRow) bool { return r.Person != person })
}

// openSeries shows the series that a figure of an article belongs to.
func (m *model) openSeries(f *extract.Figure, article string) tea.Cmd {
	return m.ask(func(ctx context.Context) (func() tea.Cmd, error) {
		words := f.Canonical
		if words == "" {
			words = f.Indicator
		}
		found, err := m.o.Figures(ctx, words, string(f.Place))
		if err != nil {
			return nil, err
		}
		lines := index.Lines(found, "")
		if len(lines) == 0 {
			return m.pushRows(words, nil), nil
		}
		s := &lines[0]
		for i := range lines {
			if slices.ContainsFunc(lines[i].Points, func(p index.Point) bool { return p.Article == article && p.Value.String() == f.Value.String() }) {
				s = &lines[i]
				break
			}
		}
		return func() tea.Cmd { return m.seriesRow(s).open() }, nil
	})
}

// openDocument shows the articles that cite a document.
func (m *model) openDocument(words string) tea.Cmd {
	return m.ask(func(ctx context.Context) (func() tea.Cmd, error) {
		found, err := m.o.Documents(ctx, words)
		if err != nil {
			return nil, err
		}
		var all []row
		for _, r := range found {
			all = append(all, row{
				top:   named(render.Day(string(r.Published)), string(r.Title)),
				below: r.Sentence,
				open:  func() tea.Cmd { return m.openArticle(r.Article, nil) },
			})
		}
		return m.pushRows(words, all), nil
	})
}

// openMeetings shows the meetings of a body.
func (m *model) openMeetings(body string) tea.Cmd {
	return m.ask(func(ctx context.Context) (func() tea.Cmd, error) {
		found, err := m.o.Meetings(ctx, body)
		if err != nil {
			return nil, err
		}
		return m.pushRows(body, m.meetingRows(found)), nil
	})
}

// pushRows shows a list; of nothing only that nothing was found.
func (m *model) pushRows(title string, all []row) func() tea.Cmd {
	return func() tea.Cmd {
		if len(all) == 0 {
			m.status = m.say("nothing found")
			return nil
		}
		return m.push(title, newRows(all, true))
	}
}
