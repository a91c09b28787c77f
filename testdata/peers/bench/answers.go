package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"

	"khotin/testdata/generator"
)

// questionsPerKind questions of each of four kinds are put to an archive.
const questionsPerKind = 50

// answers puts questions with known answers to an archive and counts how many
// are answered exactly: all levels of an indicator at a place, its series, the
// offices of a person with the days on which they were seen, and the meetings
// of a place in a year.
func (b *bench) answers(dir string, n int) error {
	w, err := generator.New(b.seed)
	if err != nil {
		return err
	}
	truth, err := known(w, n)
	if err != nil {
		return err
	}
	b.title("answers, "+strconv.Itoa(n)+" articles", "asked", "exact", "first that is not")
	for _, kind := range []struct {
		name string
		ask  func(*facts, string, int) (got, want string, err error)
	}{{"figures", b.askFigures}, {"series", b.askSeries}, {"careers", b.askCareer}, {"meetings", b.askMeetings}} {
		exact, first := 0, ""
		for i := range questionsPerKind {
			got, want, err := kind.ask(truth, dir, i)
			if err != nil {
				return err
			}
			if got == want {
				exact++
			} else if first == "" {
				first = fmt.Sprintf("%.120q, want %.120q", got, want)
			}
		}
		b.row(kind.name, strconv.Itoa(questionsPerKind), strconv.Itoa(exact), first)
	}
	return nil
}

// facts is what all articles of an archive state together.
type facts struct {
	all      []generator.Facts // of articles to ask about
	levels   map[[2]string][]level
	careers  map[string][]career
	meetings map[[2]string][]string // of a place and a year: days and hosts
}

type level struct {
	Period, Value string
}

type career struct{ role, first, last string }

func known(w *generator.World, n int) (*facts, error) {
	k := &facts{levels: map[[2]string][]level{}, careers: map[string][]career{}, meetings: map[[2]string][]string{}}
	for i := range n {
		f, err := w.Facts(i)
		if err != nil {
			return nil, err
		}
		if len(k.all) < questionsPerKind && i%(n/questionsPerKind+1) == 0 {
			k.all = append(k.all, f)
		}
		place := f.Place.String()
		for _, row := range f.Figures {
			if row.Measure == "level" {
				key := [2]string{place, row.Indicator}
				k.levels[key] = append(k.levels[key], level{row.Start + ".." + row.End, strconv.FormatFloat(row.Value, 'f', -1, 64)})
			}
		}
		for _, h := range f.People {
			k.careers[h.Name] = seen(k.careers[h.Name], h.Role, f.Day)
		}
		key := [2]string{place, f.Day[:4]}
		k.meetings[key] = append(k.meetings[key], f.Day+" "+f.Host)
	}
	return k, nil
}

func seen(all []career, role, day string) []career {
	for i := range all {
		if all[i].role == role {
			all[i].first, all[i].last = min(all[i].first, day), max(all[i].last, day)
			return all
		}
	}
	return append(all, career{role, day, day})
}

// lines runs a query and decodes the lines of its answer.
func lines[T any](b *bench, dir string, args ...string) ([]T, error) {
	p, err := b.khotinRun(dir, append(args, "--json", "--limit", "100000")...)
	if err != nil {
		return nil, err
	}
	var out []T
	for d := json.NewDecoder(bytes.NewReader(p.out)); d.More(); {
		var v T
		if err := d.Decode(&v); err != nil {
			return nil, fmt.Errorf("%v: %w", args, err)
		}
		out = append(out, v)
	}
	return out, nil
}

// sorted joins what is asked for and what is known in one order each.
func sorted(got, want []string) (string, string, error) {
	slices.Sort(got)
	slices.Sort(want)
	return fmt.Sprint(got), fmt.Sprint(want), nil
}

type figureLine struct {
	Value  json.Number
	Period *struct{ Start, End string }
}

func (b *bench) askFigures(k *facts, dir string, i int) (string, string, error) {
	f := k.all[i%len(k.all)]
	place, indicator := f.Place.String(), f.Figures[3].Indicator
	rows, err := lines[figureLine](b, dir, "figures", `"`+indicator+`"`, "--place", place, "--measure", "level")
	if err != nil {
		return "", "", err
	}
	return sorted(levelWords(rows), knownWords(k.levels[[2]string{place, indicator}]))
}

func levelWords(rows []figureLine) (out []string) {
	for _, r := range rows {
		period := ""
		if r.Period != nil {
			period = r.Period.Start + ".." + r.Period.End
		}
		out = append(out, period+" "+r.Value.String())
	}
	return out
}

func knownWords(levels []level) (out []string) {
	for _, l := range levels {
		out = append(out, l.Period+" "+l.Value)
	}
	return out
}

// seriesLine is a series: points with what other articles say of their period.
type seriesLine struct {
	Measure string
	Points  []struct {
		figureLine
		Others []struct{ Value json.Number }
	}
}

func (b *bench) askSeries(k *facts, dir string, i int) (string, string, error) {
	f := k.all[i%len(k.all)]
	place, indicator := f.Place.String(), f.Figures[0].Indicator
	all, err := lines[seriesLine](b, dir, "figures", `"`+indicator+`"`, "--place", place, "--series")
	if err != nil {
		return "", "", err
	}
	var rows []figureLine
	for _, s := range all {
		if s.Measure != "level" {
			continue
		}
		for _, p := range s.Points {
			rows = append(rows, p.figureLine)
			for _, o := range p.Others {
				rows = append(rows, figureLine{o.Value, p.Period})
			}
		}
	}
	want := knownWords(k.levels[[2]string{place, indicator}])
	slices.Sort(want)
	return sorted(levelWords(rows), slices.Compact(want)) // articles that agree are one point
}

func (b *bench) askMeetings(k *facts, dir string, i int) (string, string, error) {
	f := k.all[i%len(k.all)]
	place, year := f.Place.String(), f.Day[:4]
	rows, err := lines[struct{ Date, Host string }](b, dir, "meetings", "--place", place, "--from", year+"-01-01", "--to", year+"-12-31")
	if err != nil {
		return "", "", err
	}
	var got []string
	for _, r := range rows {
		got = append(got, r.Date+" "+r.Host)
	}
	return sorted(got, slices.Clone(k.meetings[[2]string{place, year}]))
}

// day of a time or a day.
func day(s string) string {
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t.Format(time.DateOnly)
	}
	return s
}

type careerLine struct {
	Role      string `json:"role"`
	FirstSeen string `json:"first_seen"`
	LastSeen  string `json:"last_seen"`
}

func (b *bench) askCareer(k *facts, dir string, i int) (string, string, error) {
	f := k.all[i%len(k.all)]
	name := f.People[i%len(f.People)].Name
	rows, err := lines[careerLine](b, dir, "officials", name)
	if err != nil {
		return "", "", err
	}
	var got, want []string
	for _, r := range rows {
		got = append(got, r.Role+" "+day(r.FirstSeen)+" "+day(r.LastSeen))
	}
	for _, c := range k.careers[name] {
		want = append(want, c.role+" "+c.first+" "+c.last)
	}
	return sorted(got, want)
}
