package index

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"khotin/extract"
	"khotin/extract/official"
	"khotin/extract/text"
)

// MeetingRow is a meeting and the article that reports it.
type MeetingRow struct {
	ArticleRef
	Kind      string           `json:"kind"`
	Name      string           `json:"name"`
	Host      extract.Optional `json:"host"`
	Date      extract.Optional `json:"date"`
	Place     extract.Optional `json:"place"`
	Chair     extract.Optional `json:"chair"`
	Attendees []string         `json:"attendees"`
	Figures   int              `json:"figures"`   // in the article
	Documents []string         `json:"documents"` // numbers of those that it cites
	about     string           // the unit that the article is about
}

// Gathering asks for meetings: by words, by the body that holds them or whose
// event they are, by kind and by somebody who took part. Empty parts ask for
// nothing.
type Gathering struct {
	Words, Body, Kind, Attendee string
}

// Meetings is Gatherings for words alone.
func (x *Index) Meetings(ctx context.Context, q string, f Filter) ([]MeetingRow, error) {
	return x.Gatherings(ctx, Gathering{Words: q}, f)
}

// Gatherings gives the meetings whose kind, name, host or chair hold all words
// of g.Words, and that answer the rest of g, newest first.
func (x *Index) Gatherings(ctx context.Context, g Gathering, f Filter) ([]MeetingRow, error) {
	n, err := x.parse(ctx, g.Words, f)
	if err != nil {
		return nil, err
	}
	fields, n, err := split(n)
	if err != nil {
		return nil, err
	}
	var c conditions
	if err := x.fields(ctx, &c, &f, fields, false); err != nil {
		return nil, fmt.Errorf("meetings: %w", err)
	}
	if n == nil {
		return x.meetings(ctx, c, g, f)
	}
	for _, m := range modes(n) {
		ids, err := x.wordingIDs(ctx, meetingWording, n, m)
		if err != nil {
			return nil, fmt.Errorf("meetings: %w", err)
		}
		c := conditions{parts: slices.Clone(c.parts), args: slices.Clone(c.args)}
		c.wording("m.wording", ids)
		rows, err := x.meetings(ctx, c, g, f)
		if err != nil || len(rows) > 0 {
			return rows, err
		}
	}
	return nil, nil
}

func (x *Index) meetings(ctx context.Context, c conditions, g Gathering, f Filter) ([]MeetingRow, error) {
	c.place("m", f.Place)
	c.days("coalesce(m.date, a.day)", "coalesce(m.date, a.day)", f)
	x.siteCondition(&c, f)
	c.once("a", f)
	rows, err := x.rows.QueryContext(ctx, `SELECT m.article, a.url, a.title, a.published, a.site,
		m.kind, m.name, m.host, m.date, m.place, m.chair, m.attendees,
		(SELECT count(*) FROM figures f WHERE f.article = m.article),
		(SELECT json_group_array(coalesce(d.number, d.text) ORDER BY d.n) FROM documents d WHERE d.article = m.article), coalesce(a.place, '')
		FROM meetings m CROSS JOIN articles a ON a.id = m.article`+c.where()+
		` ORDER BY coalesce(m.date, a.day) DESC NULLS LAST, m.article`, c.args...)
	if err != nil {
		return nil, fmt.Errorf("meetings: %w", damage(err))
	}
	defer rows.Close()
	var out []MeetingRow
	for rows.Next() && len(out) < limit(f.Limit) {
		var r MeetingRow
		var attendees, documents []byte
		err := rows.Scan(&r.Article, optional{&r.URL}, optional{&r.Title}, optional{&r.Published}, &r.Site,
			&r.Kind, &r.Name, optional{&r.Host}, optional{&r.Date}, optional{&r.Place}, optional{&r.Chair}, &attendees, &r.Figures, &documents, &r.about)
		if err == nil {
			err = errors.Join(json.Unmarshal(attendees, &r.Attendees), json.Unmarshal(documents, &r.Documents))
		}
		if err != nil {
			return nil, fmt.Errorf("meetings: %w", err)
		}
		if g.takes(&r) {
			out = append(out, r)
		}
	}
	return out, damage(rows.Err())
}

// takes reports whether a meeting answers what g asks besides words.
func (g *Gathering) takes(r *MeetingRow) bool {
	if g.Kind != "" && !strings.Contains(unmarked(r.Kind+" "+r.Name), unmarked(g.Kind)) {
		return false
	}
	if g.Body != "" && !ofBody(r, g.Body) {
		return false
	}
	if g.Attendee == "" {
		return true
	}
	who := append([]string{string(r.Chair)}, r.Attendees...)
	return slices.ContainsFunc(who, func(name string) bool { return holdsName(name, g.Attendee) })
}

// ofBody reports whether a body, "UBND thành phố", "Quận ủy Lê Chân", is the
// host, or named with the event where no host is known. The unit must agree
// where the body has one.
func ofBody(r *MeetingRow, body string) bool {
	words := cmp.Or(string(r.Host), r.Name)
	if !strings.Contains(" "+unmarked(official.Key(words))+" ", " "+unmarked(official.Key(body))+" ") {
		return false
	}
	unit := official.PostOf("Chủ tịch "+body, "").Place
	return unit == "" || official.PostOf("Chủ tịch "+words, r.about).Place == unit
}

// holdsName reports whether a name has the words of another side by side, in
// that spelling, or in any where the other has no marks.
func holdsName(name, words string) bool {
	key := text.Key(text.Normalize(words))
	if key == text.Fold(key) {
		name = text.Fold(text.Normalize(name))
	}
	return strings.Contains(" "+text.Key(text.Normalize(name))+" ", " "+key+" ")
}
