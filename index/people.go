package index

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"khotin/extract"
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
	placed := f.Place != ""
	body, err := x.askedFor(ctx, q.Body, "org_key", f)
	if err != nil {
		return nil, fmt.Errorf("officials: %w", err)
	}
	placed = placed || body.unit != ""
	role := "o.role_word"
	if placed { // a unit has fewer officials than an office
		role = "+" + role
	}
	c.few = placed || q.Name != ""
	for _, w := range []struct {
		q, column string
		kind      wordingKind
	}{{q.Name, "o.name_word", nameWording}, {q.Office, role, officeWording}} {
		n, err := x.parse(ctx, w.q, f)
		if err != nil {
			return nil, err
		}
		fields, n, err := split(n)
		if err == nil {
			c.joined = c.joined || len(fields) > 0
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
		if w.kind == officeWording && !c.few {
			if err := x.fewRowsOf(ctx, &c, "officials o", len(c.parts)-1); err != nil {
				return nil, err
			}
		}
	}
	had := len(c.parts)
	if err := x.bodyCondition(ctx, &c, body); err != nil {
		return nil, err
	}
	if err := x.fewRowsOf(ctx, &c, "officials o", had); err != nil {
		return nil, err
	}
	c.place("o", f.Place)
	if err := x.fewDays(ctx, &c, "o", f); err != nil {
		return nil, err
	}
	c.days("o.day", "o.day", f)
	x.siteCondition(&c, f)
	return x.careers(ctx, c, f.Limit)
}

// fewRows are sooner looked up than met among all names.
const fewRows = 2000

// fewRowsOf notes whether the conditions from part i on leave few rows of a
// table.
func (x *Index) fewRowsOf(ctx context.Context, c *conditions, table string, i int) error {
	if c.few || i >= len(c.parts) {
		return nil
	}
	last := conditions{parts: c.parts[i:]}
	args := 0
	for _, p := range c.parts[:i] {
		args += strings.Count(p, "?")
	}
	n := 0
	err := x.rows.QueryRowContext(ctx, `SELECT count(*) FROM (SELECT 1 FROM `+table+last.where()+` LIMIT ?)`, append(slices.Clone(c.args[args:]), fewRows)...).Scan(&n)
	if err != nil {
		return fmt.Errorf("officials: %w", damage(err))
	}
	c.few = n < fewRows
	return nil
}

// fewDays looks up the rows of table by the articles of a filter's days, where
// these are few.
func (x *Index) fewDays(ctx context.Context, c *conditions, table string, f Filter) error {
	if c.few || f.From == "" && f.To == "" {
		return nil
	}
	d := conditions{parts: []string{"a.day BETWEEN ? AND ?"}, args: []any{f.From, cmp.Or(f.To, "9999")}}
	if err := x.fewRowsOf(ctx, &d, "articles a", 0); err != nil || !d.few {
		return err
	}
	c.few = true
	c.add(table+".article IN (SELECT a.id FROM articles a WHERE "+d.parts[0]+")", d.args...)
	return nil
}

// bodyCondition takes the officials of a body, "UBND thành phố", and of its
// standing committee; of one unit where it has one, "Quận ủy Lê Chân".
func (x *Index) bodyCondition(ctx context.Context, c *conditions, body asked) error {
	if len(body.words) == 0 {
		return nil
	}
	keys, err := x.bodies(ctx, body)
	if err != nil {
		return err
	}
	column := "o.org_key"
	if body.unit != "" { // it has fewer officials than bodies of the name have
		column = "+" + column
		c.place("o", body.unit)
	}
	c.oneOf(column, keys)
	return nil
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
