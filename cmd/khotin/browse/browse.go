// Package browse is an interactive browser of an archive on the terminal: a
// query as it is typed, articles with their findings, series with a chart,
// careers, meetings. It asks questions and shows answers; how an index is
// opened, and in which language things are said, is the caller's.
package browse

import (
	"context"
	"errors"
	"io"

	tea "github.com/charmbracelet/bubbletea"

	"khotin/cmd/khotin/browse/quiet"
	"khotin/extract"
	"khotin/index"
)

// bubbletea has been initialised by now.
var _ = quiet.Restore()

// Questions are what can be asked. Each is called from a goroutine of its own
// and ends early when its context does.
type Questions struct {
	Search    func(ctx context.Context, query string) (index.Hits, error)
	Article   func(ctx context.Context, id string) (extract.Article, error)
	Figures   func(ctx context.Context, query, place string) ([]index.FigureRow, error)
	People    func(ctx context.Context, q index.People) ([]index.OfficialRow, error)
	Meetings  func(ctx context.Context, query string) ([]index.MeetingRow, error)
	Documents func(ctx context.Context, query string) ([]index.DocumentRow, error)
}

// Options of Run.
type Options struct {
	Questions
	Archive string // as the head names it
	Query   string // to begin with
	Colours bool
	// Explain tells an error, and what to do about it, "" for nothing. nil is
	// the error's own text.
	Explain func(error) (message, hint string)
	// Say gives a message in the user's language; nil leaves it in English.
	Say func(string) string
}

// Run shows the browser on out until the user leaves it or ctx ends, and
// leaves the terminal as it was.
func Run(ctx context.Context, in io.Reader, out io.Writer, o Options) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel() // questions that are still open
	p := tea.NewProgram(newModel(ctx, o), tea.WithContext(ctx), tea.WithInput(in), tea.WithOutput(out),
		tea.WithAltScreen(), tea.WithoutSignalHandler())
	_, err := p.Run()
	if errors.Is(err, tea.ErrProgramKilled) && ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}
