package index

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"khotin/extract"
	"khotin/extract/official"
)

// A name's mentions are joined to people by what they have in common. Offices
// are one step where office and unit agree. Steps are one person's where
//
//	one article gives the name both: an appointment from one to the other, too
//	both follow each other in one province or city, at district level or above,
//	nothing of the name being held elsewhere at the same time
//
// Everything else stays apart: the same name in two units at once is two
// people's unless an article says otherwise.
const (
	joinArticle = "one article names both offices"
	joinTime    = "same name in offices of one city that follow each other; nothing speaks against it"
)

// maxGap is the longest time between two offices of one person that no article
// joins, in years: a term and a little.
const maxGap = 6

// sighting is a row of officials.
type sighting struct {
	nameKey, name   string
	role            string
	officeKey       string
	org             string
	past            bool
	place, placeKey string
	day, article    string
	story           string // its article's, else the article
	text            string
	matched         bool
}

// step is a person's office in one unit, made of its sightings.
type step struct {
	seen   []sighting // oldest first
	events []change   // oldest first
	group  int        // of steps that are one person's
	joins  []Join
}

// change is a row of events.
type change struct {
	act, officeKey, placeKey string
	day                      string // of the event, else of publication
	article, text            string
}

// careers gives the steps that hold a row that the conditions take.
func (x *Index) careers(ctx context.Context, c conditions, most int) ([]OfficialRow, error) {
	var out []OfficialRow
	people := 0
	err := x.named(ctx, c, most, func(names []int64) (bool, error) {
		seen, err := x.sightings(ctx, c, names)
		if err != nil {
			return false, err
		}
		for _, n := range seen {
			changes, err := x.changes(ctx, n[0].nameKey)
			if err != nil {
				return false, err
			}
			steps := joined(stepsOf(n, changes))
			group := -1
			for _, s := range steps {
				if !slices.ContainsFunc(s.seen, func(o sighting) bool { return o.matched }) {
					continue
				}
				if s.group != group {
					people, group = people+1, s.group
				}
				out = append(out, s.row(people))
				if len(out) == limit(most) {
					return false, nil
				}
			}
		}
		return true, nil
	})
	return out, err
}

// mostNames is how many names are read at once.
const mostNames = 256

// named calls each with the names, as wordings, of the rows that the conditions
// take, in the order of their text: some at first, then more, until each wants
// none. Where the conditions take much and a limit is set, names are gone
// through in their order, else the rows that are taken are looked up first.
func (x *Index) named(ctx context.Context, c conditions, most int, each func([]int64) (bool, error)) error {
	taken := ` FROM officials o` + c.articlesOf("o")
	n := min(limit(most), mostNames)
	if !c.few && most > 0 {
		for after := ""; ; {
			rows, err := x.rows.QueryContext(ctx, `SELECT w.id FROM wordings w WHERE w.kind = 'name' AND w.text > ? AND
				EXISTS (SELECT 1`+taken+c.where("o.name_word = w.id")+`) ORDER BY w.text LIMIT ?`, slices.Concat([]any{after}, c.args, []any{n})...)
			names, err := columnOf[int64](rows, err)
			if err != nil || len(names) == 0 {
				return err
			}
			more, err := each(names)
			if err != nil || !more || len(names) < n {
				return err
			}
			if err := x.rows.QueryRowContext(ctx, `SELECT text FROM wordings WHERE id = ?`, names[len(names)-1]).Scan(&after); err != nil {
				return fmt.Errorf("officials: %w", damage(err))
			}
			n = mostNames
		}
	}
	rows, err := x.rows.QueryContext(ctx, `SELECT id FROM wordings WHERE id IN (SELECT o.name_word`+taken+c.where()+`) ORDER BY text`, c.args...)
	names, err := columnOf[int64](rows, err)
	for more := true; err == nil && more && len(names) > 0; n = mostNames {
		n = min(n, len(names))
		more, err = each(names[:n])
		names = names[n:]
	}
	return err
}

// columnOf is column for what Query gives.
func columnOf[T any](rows *sql.Rows, err error) ([]T, error) {
	var out []T
	if err == nil {
		out, err = column[T](rows)
	}
	if err != nil {
		return nil, fmt.Errorf("officials: %w", damage(err))
	}
	return out, nil
}

// sightings gives the rows of names, by name, and marks those that the
// conditions take. What copies of an article repeat is left out.
func (x *Index) sightings(ctx context.Context, c conditions, names []int64) ([][]sighting, error) {
	matched := "1"
	if len(c.parts) > 0 {
		matched = strings.Join(c.parts, " AND ")
	}
	rows, err := x.rows.QueryContext(ctx, `SELECT o.name_key, o.name, coalesce(o.role, ''), o.office_key, coalesce(o.org, ''), o.past, coalesce(o.place, ''), o.place_key,
			coalesce(o.day, ''), o.article, coalesce(a.story, o.article), o.text, coalesce(`+matched+`, 0)
		FROM json_each(?) j CROSS JOIN officials o ON o.name_word = j.value CROSS JOIN articles a ON a.id = o.article
		ORDER BY o.name_key, a.copy, o.day, o.article, o.n`, append(slices.Clone(c.args), list(names))...)
	if err != nil {
		return nil, fmt.Errorf("officials: %w", damage(err))
	}
	defer rows.Close()
	var out [][]sighting
	for rows.Next() {
		var s sighting
		if err := rows.Scan(&s.nameKey, &s.name, &s.role, &s.officeKey, &s.org, &s.past, &s.place, &s.placeKey, &s.day, &s.article, &s.story, &s.text, &s.matched); err != nil {
			return nil, fmt.Errorf("officials: %w", err)
		}
		if n := len(out); n == 0 || out[n-1][0].nameKey != s.nameKey {
			out = append(out, nil)
		}
		last := &out[len(out)-1]
		if i := slices.IndexFunc(*last, s.repeats); i >= 0 {
			(*last)[i].matched = (*last)[i].matched || s.matched
			continue
		}
		*last = append(*last, s)
	}
	return out, damage(rows.Err())
}

// repeats reports whether another portal's copy says what o says.
func (s *sighting) repeats(o sighting) bool {
	return s.story == o.story && s.article != o.article && s.officeKey == o.officeKey && s.placeKey == o.placeKey && s.past == o.past
}

// changes gives the offices that somebody of a name won or lost, oldest first.
func (x *Index) changes(ctx context.Context, nameKey string) ([]change, error) {
	rows, err := x.rows.QueryContext(ctx, `SELECT act, office_key, place_key, coalesce(date, day, ''), article, text
		FROM events WHERE name_key = ? ORDER BY coalesce(date, day), article, n`, nameKey)
	if err != nil {
		return nil, fmt.Errorf("officials: %w", damage(err))
	}
	defer rows.Close()
	var out []change
	for rows.Next() {
		var c change
		if err := rows.Scan(&c.act, &c.officeKey, &c.placeKey, &c.day, &c.article, &c.text); err != nil {
			return nil, fmt.Errorf("officials: %w", err)
		}
		out = append(out, c)
	}
	return out, damage(rows.Err())
}

// stepsOf makes steps of the sightings of one name. An office without a unit
// goes to the one step of that office which has one.
func stepsOf(seen []sighting, changes []change) []*step {
	var steps []*step
	find := func(officeKey, placeKey string) *step {
		var only *step
		for _, s := range steps {
			if s.seen[0].officeKey != officeKey {
				continue
			}
			if s.seen[0].placeKey == placeKey {
				return s
			}
			if placeKey == "" && only != nil {
				return nil
			}
			only = s
		}
		if placeKey == "" {
			return only
		}
		return nil
	}
	offices := slices.ContainsFunc(seen, func(o sighting) bool { return o.role != "" })
	for _, placed := range []bool{true, false} {
		for _, o := range seen {
			if (o.placeKey != "") != placed || o.role == "" && offices {
				continue
			}
			s := find(o.officeKey, o.placeKey)
			if s == nil {
				s = &step{}
				steps = append(steps, s)
			}
			s.seen = append(s.seen, o)
		}
	}
	for _, c := range changes {
		if s := find(c.officeKey, c.placeKey); s != nil {
			s.events = append(s.events, c)
		}
	}
	for _, s := range steps {
		slices.SortStableFunc(s.seen, func(a, b sighting) int { return strings.Compare(a.day, b.day) })
	}
	slices.SortStableFunc(steps, func(a, b *step) int { return strings.Compare(a.start(), b.start()) })
	return steps
}

// first and last give the days when the office was seen held, "" where it was
// only ever a past one.
func (s *step) first() string { return s.bound(1) }
func (s *step) last() string  { return s.bound(-1) }

func (s *step) bound(sign int) string {
	day := ""
	for _, o := range s.seen {
		if !o.past && o.day != "" && (day == "" || strings.Compare(o.day, day)*sign < 0) {
			day = o.day
		}
	}
	return day
}

// won and lost give the event at the beginning and at the end, nil where none
// is told: the first appointment that is not after the first sighting, and the
// last loss that no later sighting contradicts.
func (s *step) won() *change {
	for i := range s.events {
		if c := &s.events[i]; c.act == string(official.Appointed) && c.day != "" && (s.first() == "" || c.day <= soonAfter(s.first())) {
			return c
		}
	}
	return nil
}

func (s *step) lost() *change {
	for i := len(s.events) - 1; i >= 0; i-- {
		if c := &s.events[i]; c.act == string(official.Left) && c.day != "" && soonAfter(c.day) >= s.last() {
			return c
		}
	}
	return nil
}

// start gives the day that the step counts from, end the one it counts to.
func (s *step) start() string {
	if c := s.won(); c != nil {
		return c.day
	}
	if d := s.first(); d != "" {
		return d
	}
	return s.seen[0].day
}

func (s *step) end() string {
	if c := s.lost(); c != nil {
		return c.day
	}
	if d := s.last(); d != "" {
		return d
	}
	return s.seen[0].day
}

// row shows a step.
func (s *step) row(person int) OfficialRow {
	shown := s.seen[len(s.seen)-1]
	r := OfficialRow{Person: person, Past: s.last() == "", Joined: append([]Join{}, s.joins...), IDs: []string{}}
	for _, o := range s.seen {
		if !slices.Contains(r.IDs, o.article) {
			r.IDs = append(r.IDs, o.article)
		}
		// A name seen in capitals and in small letters is shown in small ones,
		// which sort after capitals.
		r.Name = max(r.Name, o.name)
		if shown.placeKey == "" || shown.past {
			shown = o
		}
	}
	r.Articles = len(r.IDs)
	r.Role, r.Place, r.Org = extract.Optional(shown.role), extract.Optional(shown.place), extract.Optional(shown.org)
	r.FirstSeen, r.LastSeen = extract.Optional(s.seen[0].day), extract.Optional(s.seen[len(s.seen)-1].day)
	r.From, r.To = extract.Optional(s.first()), extract.Optional(s.last())
	r.Evidence = Evidence{shown.article, extract.Optional(shown.day), shown.text}
	if r.Past {
		r.To = r.FirstSeen
	}
	if c := s.won(); c != nil {
		r.From, r.FromEvent = extract.Optional(c.day), &Evidence{c.article, extract.Optional(c.day), c.text}
		r.To = max(r.To, r.From) // news of an appointment to come
	}
	if c := s.lost(); c != nil {
		r.To, r.ToEvent = extract.Optional(c.day), &Evidence{c.article, extract.Optional(c.day), c.text}
	}
	return r
}

// label names a step for the reader.
func (s *step) label() string {
	o := s.seen[len(s.seen)-1]
	if o.place == "" || strings.Contains(o.role, strings.TrimPrefix(o.place, "thành phố ")) {
		return o.role
	}
	return o.role + " (" + o.place + ")"
}
