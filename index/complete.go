package index

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"khotin/extract/text"
)

// Kinds of things that Complete knows.
const (
	Places     = "places"
	Indicators = "indicators"
	Names      = "names"   // of officials
	Offices    = "offices" // of officials
	Sites      = "sites"
)

// completions reads what can be completed: a value, and what it is compared
// by. Units are found by leaps over the index figures_place, one for each,
// whatever the number of figures; the others are as many as distinct wordings.
var completions = map[string]string{
	Places: `WITH RECURSIVE p(bare) AS (SELECT min(place_bare) FROM figures UNION ALL
		SELECT (SELECT min(place_bare) FROM figures WHERE place_bare > p.bare) FROM p WHERE p.bare IS NOT NULL)
		SELECT DISTINCT coalesce((SELECT f.place FROM figures f WHERE f.place_bare = p.bare AND f.place IS NOT NULL LIMIT 1), '') FROM p WHERE p.bare <> ''`,
	Indicators: `SELECT text FROM wordings WHERE kind = 'indicator'`,
	Names:      `SELECT coalesce((SELECT max(o.name) FROM officials o WHERE o.name_word = w.id), '') FROM wordings w WHERE w.kind = 'name'`,
	Offices:    `SELECT coalesce((SELECT max(o.role) FROM officials o WHERE o.role_word = w.id), '') FROM wordings w WHERE w.kind = 'office'`,
	Sites:      `SELECT DISTINCT site FROM articles WHERE site <> '' LIMIT 100`,
}

// Complete gives at most n values of a kind that begin with typed, with or
// without its diacritics, for a shell to offer; sorted.
func (x *Index) Complete(ctx context.Context, kind, typed string, n int) ([]string, error) {
	query, ok := completions[kind]
	if !ok {
		return nil, fmt.Errorf("%q cannot be completed", kind)
	}
	rows, err := x.rows.QueryContext(ctx, "SELECT * FROM ("+query+") ORDER BY 1")
	if err != nil {
		return nil, fmt.Errorf("complete %s: %w", kind, damage(err))
	}
	defer rows.Close()
	begin := text.Fold(text.Normalize(typed))
	begins := func(s string) bool { return strings.HasPrefix(text.Fold(text.Normalize(s)), begin) }
	var out []string
	for rows.Next() && len(out) < n {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, err
		}
		switch name := untyped(s); {
		case s == "":
		case begins(s):
			out = append(out, s)
		case kind == Places && begins(name): // "Lê" goes on to "Lê Chân", which places are asked for by, too
			out = append(out, name)
		}
	}
	slices.Sort(out)
	out = slices.Compact(out)
	return out, damage(rows.Err())
}

// untyped gives the name of a unit without its type: "Lê Chân".
func untyped(name string) string {
	for _, t := range placeTypes {
		if rest, ok := strings.CutPrefix(name, t.written+" "); ok {
			return rest
		}
	}
	return name
}
