package index

import (
	"context"
	"fmt"

	"khotin/extract"
	"khotin/extract/official"
	"khotin/index/query"
)

// OfficialRow is a step of a career: a person in an office, from when to when,
// and in which articles.
type OfficialRow struct {
	Name      string           `json:"name"`
	Role      extract.Optional `json:"role"` // as last written
	Place     extract.Optional `json:"place"`
	FirstSeen extract.Optional `json:"first_seen"` // days of publication
	LastSeen  extract.Optional `json:"last_seen"`
	Articles  int              `json:"articles"`
	IDs       []string         `json:"article_ids"` // oldest first
	Person    int              `json:"person"`      // the same for the steps of one person, from 1 in this answer
	Org       extract.Optional `json:"org"`
	From      extract.Optional `json:"from"`       // when appointed, else when first seen
	To        extract.Optional `json:"to"`         // when left, else when last seen
	FromEvent *Evidence        `json:"from_event"` // null where From is only when first seen
	ToEvent   *Evidence        `json:"to_event"`
	Past      bool             `json:"past,omitempty"` // only seen as "nguyên": To is the day before which it ended
	Evidence  Evidence         `json:"evidence"`       // of the office
	Joined    []Join           `json:"joined"`         // why this step is the same person's as another
}

// Evidence is the words of an article that say something.
type Evidence struct {
	Article string           `json:"article"`
	Day     extract.Optional `json:"day"` // of the event, else of publication
	Text    string           `json:"text"`
}

// Join is the reason why two steps are taken for one person's.
type Join struct {
	With    string           `json:"with"`    // the other office
	Why     string           `json:"why"`     // see the joins of career.go
	Article extract.Optional `json:"article"` // that proves it
}

// People asks for people: by the words of their name, of their office, and by
// the body they belong to. Empty parts ask for nothing.
type People struct {
	Name, Office, Body string
}

// Officials is People for a name and the office of f.Role.
func (x *Index) Officials(ctx context.Context, name string, f Filter) ([]OfficialRow, error) {
	return x.People(ctx, People{Name: name, Office: f.Role}, f)
}

// People gives the steps of careers that answer q, in order of names, people
// and time. The mentions of a name are joined to people in the whole archive,
// whatever the filter leaves of them.
func (x *Index) People(ctx context.Context, q People, f Filter) ([]OfficialRow, error) {
	var c conditions
	for _, w := range []struct {
		q, column string
		kind      wordingKind
	}{{q.Name, "o.name_word", nameWording}, {q.Office, "o.role_word", officeWording}} {
		n, err := x.parse(ctx, w.q, f)
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
	c.body(q.Body)
	c.place("o", f.Place)
	c.days("o.day", "o.day", f)
	x.siteCondition(&c, f)
	return x.careers(ctx, c, f.Limit)
}

// body takes the officials of a body, "UBND thành phố", and of its standing
// committee; of one unit where the name has one, "Quận ủy Lê Chân".
func (c *conditions) body(name string) {
	if name == "" {
		return
	}
	key := official.Key(name)
	c.add("(o.org_key = ? OR o.org_key = 'ban thường vụ ' || ? OR o.org_key = 'thường trực ' || ?)", key, key, key)
	if unit := official.PostOf("Chủ tịch "+name, "").Place; unit != "" {
		c.place("o", unit)
	}
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
