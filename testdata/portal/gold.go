package portal

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// Gold is what stands in an article, one line a fact:
//
//	title|published|author|source: value or null
//	kind: article|list
//	caption: text
//	date: START END text
//	official: name | role | …
//	meeting: kind | host | date | chair | attendee; … (- for unknown), or null
//	document: text as written
//	figure: value | unit | measure | status | START..END or - | indicator | basis or - | [of=N upper=N qualifier=word |] text
//
// A field without a line is not known and not to be scored. A measure or period
// with a question mark ("ratio?", "-?") is the likelier of two readings that
// the contract leaves open; see Figure.Fits.
type Gold struct {
	Title, Published, Author, Source Field
	Kind                             string
	Captions                         []string
	Dates                            []Interval
	Officials                        []Official
	Meeting                          *Meeting // nil: the article reports none
	Documents                        []string
	Figures                          []Figure
}

// Field is a field of the page: unknown, null (Value is empty) or a value.
type Field struct {
	Known bool
	Value string
}

// Interval is a date or period: inclusive days, YYYY-MM-DD.
type Interval struct {
	Start string `json:"start"`
	End   string `json:"end"`
	Text  string `json:"text"`
}

// Official is a person with the roles that the article gives.
type Official struct {
	Name  string   `json:"name"`
	Roles []string `json:"roles"`
}

// Meeting is the event that the article reports; "" for what is not said.
type Meeting struct {
	Kind, Host, Date, Chair string
	Attendees               []string
}

// Figure is one number; Value, Of and Upper are decimal strings, Start and End
// are empty where the number has no period.
type Figure struct {
	Value, Unit, Measure, Status string
	Start, End                   string
	Indicator, Basis             string
	Of, Upper, Qualifier         string
	Text                         string
	OpenMeasure, OpenPeriod      bool // another reading is as good
}

// Fits reports whether measure and period (start and end, "" for none) are
// right for f, or one of the good readings.
func (f Figure) Fits(measure, start, end string) bool {
	return (f.OpenMeasure || measure == f.Measure) && (f.OpenPeriod || start == f.Start && end == f.End)
}

// ParseGold reads the lines described at Gold.
func ParseGold(text string) (Gold, error) {
	var g Gold
	for _, line := range strings.Split(text, "\n") {
		if strings.TrimSpace(line) == "" {
			continue
		}
		key, value, ok := strings.Cut(line, ":")
		if !ok {
			return g, fmt.Errorf("want: no fact: %q", line)
		}
		if err := g.add(key, strings.TrimSpace(value)); err != nil {
			return g, fmt.Errorf("want: %q: %w", line, err)
		}
	}
	return g, nil
}

func (g *Gold) add(key, value string) error {
	field := func(f *Field) error {
		*f = Field{Known: true, Value: value}
		if value == "null" {
			f.Value = ""
		}
		return nil
	}
	switch key {
	case "title":
		return field(&g.Title)
	case "published":
		return field(&g.Published)
	case "author":
		return field(&g.Author)
	case "source":
		return field(&g.Source)
	case "kind":
		g.Kind = value
	case "caption":
		g.Captions = append(g.Captions, value)
	case "document":
		g.Documents = append(g.Documents, value)
	case "date":
		parts := strings.SplitN(value, " ", 3)
		if len(parts) != 3 {
			return fmt.Errorf("START END text wanted")
		}
		g.Dates = append(g.Dates, Interval{parts[0], parts[1], parts[2]})
	case "official":
		parts := split(value, "|")
		g.Officials = append(g.Officials, Official{parts[0], parts[1:]})
	case "meeting":
		return g.meeting(value)
	case "figure":
		return g.figure(value)
	default:
		return fmt.Errorf("unknown fact %q", key)
	}
	return nil
}

func (g *Gold) meeting(value string) error {
	if value == "null" {
		return nil
	}
	p := split(value, "|")
	if len(p) != 5 {
		return fmt.Errorf("5 fields wanted, got %d", len(p))
	}
	g.Meeting = &Meeting{Kind: p[0], Host: dash(p[1]), Date: dash(p[2]), Chair: dash(p[3])}
	if dash(p[4]) != "" {
		g.Meeting.Attendees = split(p[4], ";")
	}
	return nil
}

func (g *Gold) figure(value string) error {
	p := split(value, "|")
	if len(p) != 8 && len(p) != 9 {
		return fmt.Errorf("8 or 9 fields wanted, got %d", len(p))
	}
	f := Figure{Value: p[0], Unit: p[1], Status: p[3], Indicator: p[5], Basis: dash(p[6]), Text: p[len(p)-1]}
	f.Measure, f.OpenMeasure = strings.CutSuffix(p[2], "?")
	if p[4], f.OpenPeriod = strings.CutSuffix(p[4], "?"); dash(p[4]) != "" {
		var ok bool
		if f.Start, f.End, ok = strings.Cut(p[4], ".."); !ok {
			return fmt.Errorf("no period: %q", p[4])
		}
	}
	if len(p) == 9 {
		if err := f.extras(p[7]); err != nil {
			return err
		}
	}
	if !oneOf(f.Measure, "level", "ratio", "growth") || !oneOf(f.Status, "actual", "estimate", "target") {
		return fmt.Errorf("unknown measure or status")
	}
	for _, n := range []string{f.Value, f.Of, f.Upper} {
		if _, err := strconv.ParseFloat(n, 64); err != nil && n != "" {
			return err
		}
	}
	g.Figures = append(g.Figures, f)
	return nil
}

// extras reads "of=21 upper=74 qualifier=trở lên"; the qualifier is last.
func (f *Figure) extras(s string) error {
	if before, word, ok := strings.Cut(s, "qualifier="); ok {
		f.Qualifier, s = word, before
	}
	for _, part := range strings.Fields(s) {
		key, value, _ := strings.Cut(part, "=")
		switch key {
		case "of":
			f.Of = value
		case "upper":
			f.Upper = value
		default:
			return fmt.Errorf("unknown extra %q", part)
		}
	}
	return nil
}

func oneOf(s string, all ...string) bool {
	for _, a := range all {
		if s == a {
			return true
		}
	}
	return false
}

func split(s, sep string) []string {
	parts := strings.Split(s, sep)
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}

func dash(s string) string {
	if s == "-" {
		return ""
	}
	return s
}

// MarshalJSON gives the facts with the names and shapes that "khotin extract
// --format json" uses; unknown fields and open readings are left out.
func (g Gold) MarshalJSON() ([]byte, error) {
	out := map[string]any{"kind": g.Kind, "captions": list(g.Captions), "dates": list(g.Dates),
		"officials": list(g.Officials), "documents": list(g.Documents), "meeting": nil}
	for name, f := range map[string]Field{"title": g.Title, "published": g.Published, "author": g.Author, "source": g.Source} {
		if f.Known {
			out[name] = null(f.Value)
		}
	}
	if m := g.Meeting; m != nil {
		meeting := map[string]any{"kind": m.Kind, "date": null(m.Date), "chair": null(m.Chair), "attendees": list(m.Attendees)}
		if m.Host != "" {
			meeting["host"] = m.Host
		}
		out["meeting"] = meeting
	}
	figures := []map[string]any{}
	for _, f := range g.Figures {
		row := map[string]any{"text": f.Text, "indicator": f.Indicator, "value": json.Number(f.Value),
			"unit": f.Unit, "status": f.Status, "basis": null(f.Basis), "qualifier": null(f.Qualifier)}
		if !f.OpenMeasure {
			row["measure"] = f.Measure
		}
		if !f.OpenPeriod && f.Start != "" {
			row["period"] = map[string]string{"start": f.Start, "end": f.End}
		} else if !f.OpenPeriod {
			row["period"] = nil
		}
		if f.Of != "" {
			row["of"] = json.Number(f.Of)
		}
		if f.Upper != "" {
			row["upper"] = json.Number(f.Upper)
		}
		figures = append(figures, row)
	}
	out["figures"] = figures
	return json.Marshal(out)
}

func list[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

func null(s string) any {
	if s == "" {
		return nil
	}
	return s
}
