package index

import (
	"context"
	"fmt"
	"slices"
	"strings"

	territory "khotin/extract/place"
	"khotin/index/query"
)

// Meant is the unit that a name without its type is taken for.
type Meant struct {
	Name   string           // the name as asked for
	Unit   string           // in full, "quận Lê Chân"; the name itself where nothing is known of it
	Units  []territory.Unit // what is known of Unit; two where its territory changed
	Others []territory.Unit // the other units of the name, in the time asked for
}

// Meaning settles the unit that name means. A name without its type may have
// been several: "Lê Chân" a quận to 2025-06-30 and a phường since. Of those that
// stood in the time of the filter it is the one of the highest level that the
// archive has rows about, of several of one level the one with the most; never
// all of them, whose numbers are of different areas.
func (x *Index) Meaning(ctx context.Context, name string, f Filter) (Meant, error) {
	m := Meant{Name: name, Unit: name}
	if name == "" || placeOf(name).typed() {
		return m, nil
	}
	var units []territory.Unit
	for _, u := range territory.Units(name) {
		if u.Within(f.From, f.To) {
			units = append(units, u)
		}
	}
	if len(units) == 0 {
		return m, nil
	}
	rows, err := x.rows.QueryContext(ctx, `SELECT place_key, count(*) FROM (
		SELECT place_key FROM articles WHERE place_bare = ?1 UNION ALL
		SELECT place_key FROM figures WHERE place_bare = ?1) GROUP BY place_key`, placeOf(name).bare)
	if err != nil {
		return m, fmt.Errorf("place: %w", damage(err))
	}
	defer rows.Close()
	count := map[string]int{}
	for rows.Next() {
		var key string
		var n int
		if err := rows.Scan(&key, &n); err != nil {
			return m, fmt.Errorf("place: %w", err)
		}
		count[key] = n
	}
	if err := rows.Err(); err != nil {
		return m, damage(err)
	}
	best := 0
	for i, u := range units {
		have, n := count[placeOf(units[best].Full()).full], count[placeOf(u.Full()).full]
		if have == 0 && n > 0 || n > have && u.Rank() == units[best].Rank() {
			best = i
		}
	}
	m.Unit = units[best].Full()
	for _, u := range units {
		switch {
		case u.Full() == m.Unit:
			m.Units = append(m.Units, u)
		case !slices.ContainsFunc(m.Others, func(o territory.Unit) bool { return o.Full() == u.Full() }):
			m.Others = append(m.Others, u)
		}
	}
	return m, nil
}

// parse reads a query and settles the units that its places mean, in the time
// that query and filter ask for.
func (x *Index) parse(ctx context.Context, q string, f Filter) (query.Node, error) {
	n, err := parse(q)
	if err != nil {
		return nil, err
	}
	if n == nil && strings.TrimSpace(q) != "" { // "()" asks for what nothing has, not for everything
		return query.Word{Text: q}, nil
	}
	if n == nil {
		return nil, nil
	}
	return x.settled(ctx, n, f, func(Meant) {})
}

// Meanings gives what the places of a query mean, in their order, see Meaning.
func (x *Index) Meanings(ctx context.Context, q string, f Filter) (out []Meant, err error) {
	n, err := parse(q)
	if err != nil || n == nil {
		return nil, err
	}
	_, err = x.settled(ctx, n, f, func(m Meant) { out = append(out, m) })
	return out, err
}

// settled gives a query with the units that its places mean in their stead, and
// tells each to note.
func (x *Index) settled(ctx context.Context, n query.Node, f Filter, note func(Meant)) (query.Node, error) {
	switch n := n.(type) {
	case query.Field:
		if n.Name != "place" {
			return n, nil
		}
		m, err := x.Meaning(ctx, n.Text, f)
		note(m)
		n.Text = m.Unit
		return n, err
	case query.Not:
		inner, err := x.settled(ctx, n.Node, f, note)
		return query.Not{Node: inner}, err
	case query.And:
		for _, c := range n {
			if d, ok := c.(query.Days); ok {
				f.From, f.To = max(f.From, d.From), least(f.To, d.To)
			}
		}
		out, err := x.allSettled(ctx, n, f, note)
		return query.And(out), err
	case query.Or:
		out, err := x.allSettled(ctx, n, f, note)
		return query.Or(out), err
	}
	return n, nil
}

func (x *Index) allSettled(ctx context.Context, ns []query.Node, f Filter, note func(Meant)) ([]query.Node, error) {
	out := make([]query.Node, len(ns))
	for i, n := range ns {
		var err error
		if out[i], err = x.settled(ctx, n, f, note); err != nil {
			return nil, err
		}
	}
	return out, nil
}
