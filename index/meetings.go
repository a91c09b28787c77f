package index

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"khotin/extract"
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
}

// Meetings gives the meetings whose kind, name, host or chair hold all words
// of q, newest first.
func (x *Index) Meetings(ctx context.Context, q string, f Filter) ([]MeetingRow, error) {
	n, err := parse(q)
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
		return x.meetings(ctx, c, f)
	}
	for _, m := range modes(n) {
		ids, err := x.wordingIDs(ctx, meetingWording, n, m)
		if err != nil {
			return nil, fmt.Errorf("meetings: %w", err)
		}
		c := conditions{parts: slices.Clone(c.parts), args: slices.Clone(c.args)}
		c.wording("m.wording", ids)
		rows, err := x.meetings(ctx, c, f)
		if err != nil || len(rows) > 0 {
			return rows, err
		}
	}
	return nil, nil
}

func (x *Index) meetings(ctx context.Context, c conditions, f Filter) ([]MeetingRow, error) {
	c.place("m", f.Place)
	c.days("coalesce(m.date, a.day)", "coalesce(m.date, a.day)", f)
	x.siteCondition(&c, f)
	rows, err := x.rows.QueryContext(ctx, `SELECT m.article, a.url, a.title, a.published, a.site,
		m.kind, m.name, m.host, m.date, m.place, m.chair, m.attendees
		FROM meetings m CROSS JOIN articles a ON a.id = m.article`+c.where()+
		` ORDER BY coalesce(m.date, a.day) DESC NULLS LAST, m.article LIMIT ?`, append(c.args, limit(f.Limit))...)
	if err != nil {
		return nil, fmt.Errorf("meetings: %w", damage(err))
	}
	defer rows.Close()
	var out []MeetingRow
	for rows.Next() {
		var r MeetingRow
		var attendees []byte
		err := rows.Scan(&r.Article, optional{&r.URL}, optional{&r.Title}, optional{&r.Published}, &r.Site,
			&r.Kind, &r.Name, optional{&r.Host}, optional{&r.Date}, optional{&r.Place}, optional{&r.Chair}, &attendees)
		if err == nil {
			err = json.Unmarshal(attendees, &r.Attendees)
		}
		if err != nil {
			return nil, fmt.Errorf("meetings: %w", err)
		}
		out = append(out, r)
	}
	return out, damage(rows.Err())
}
