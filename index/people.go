package index

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"khotin/extract"
	"khotin/index/query"
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

// OfficialRow is a person in an office: when seen, and in which articles.
type OfficialRow struct {
	Name      string           `json:"name"`
	Role      extract.Optional `json:"role"`
	Place     extract.Optional `json:"place"`
	FirstSeen extract.Optional `json:"first_seen"` // days of publication
	LastSeen  extract.Optional `json:"last_seen"`
	Articles  int              `json:"articles"`
	IDs       []string         `json:"article_ids"` // oldest first
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

// Officials gives people and their offices: those whose name holds all words
// of name, and whose office those of f.Role; by name, then by when first seen.
func (x *Index) Officials(ctx context.Context, name string, f Filter) ([]OfficialRow, error) {
	var c conditions
	for _, w := range []struct {
		q, column string
		kind      wordingKind
	}{{name, "o.name_word", nameWording}, {f.Role, "o.role_word", officeWording}} {
		n, err := parse(w.q)
		if err != nil {
			return nil, err
		}
		fields, n, err := split(n)
		if err == nil {
			err = x.fields(ctx, &c, &f, fields, false)
		}
		if err != nil {
			return nil, fmt.Errorf("officials: %w", err)
		}
		if n == nil {
			continue
		}
		ids, err := x.firstWordings(ctx, w.kind, n)
		if err != nil {
			return nil, fmt.Errorf("officials: %w", err)
		}
		if len(ids) == 0 {
			return nil, nil
		}
		c.wording(w.column, ids)
	}
	return x.officials(ctx, c, f)
}

// firstWordings gives the wordings of the first mode that finds any.
func (x *Index) firstWordings(ctx context.Context, kind wordingKind, n query.Node) ([]int64, error) {
	for _, m := range modes(n) {
		ids, err := x.wordingIDs(ctx, kind, n, m)
		if err != nil || len(ids) > 0 {
			return ids, err
		}
	}
	return nil, nil
}

func (x *Index) officials(ctx context.Context, c conditions, f Filter) ([]OfficialRow, error) {
	c.place("o", f.Place)
	c.days("o.day", "o.day", f)
	x.siteCondition(&c, f)
	// A name seen in capitals and in small letters is shown in small ones, which
	// sort after capitals.
	rows, err := x.rows.QueryContext(ctx, `SELECT max(o.name), max(o.role), max(o.place), min(o.day), max(o.day),
		count(DISTINCT o.article), json_group_array(DISTINCT o.article ORDER BY o.day)
		FROM officials o CROSS JOIN articles a ON a.id = o.article`+c.where()+`
		GROUP BY o.name_key, o.role_key, o.place_key
		ORDER BY o.name_key, min(o.day), o.role_key, o.place_key LIMIT ?`, append(c.args, limit(f.Limit))...)
	if err != nil {
		return nil, fmt.Errorf("officials: %w", damage(err))
	}
	defer rows.Close()
	var out []OfficialRow
	for rows.Next() {
		var r OfficialRow
		var ids []byte
		err := rows.Scan(&r.Name, optional{&r.Role}, optional{&r.Place}, optional{&r.FirstSeen}, optional{&r.LastSeen}, &r.Articles, &ids)
		if err == nil {
			err = json.Unmarshal(ids, &r.IDs)
		}
		if err != nil {
			return nil, fmt.Errorf("officials: %w", err)
		}
		out = append(out, r)
	}
	return out, damage(rows.Err())
}
