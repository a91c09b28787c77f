package main

import (
	"context"
	"errors"
	"strings"

	"khotin/extract/place"
	"khotin/index"
	"khotin/index/query"
)

// settlePlace puts the unit that the place of a filter means in its stead, and
// says on stderr which one that is where the name fits several.
func (c *cli) settlePlace(ctx context.Context, ix *index.Index, f *index.Filter) error {
	m, err := ix.Meaning(ctx, f.Place, *f)
	if err != nil {
		return err
	}
	f.Place = m.Unit
	c.tellMeaning(m)
	return nil
}

// tellMeanings says the same of the places within a query; one that cannot be
// read is left to those who answer it.
func (c *cli) tellMeanings(ctx context.Context, ix *index.Index, q string, f index.Filter) error {
	all, err := ix.Meanings(ctx, q, f)
	var unreadable *query.Error
	if errors.As(err, &unreadable) {
		return nil
	}
	told := map[string]bool{f.Place: true}
	for _, m := range all {
		if !told[m.Unit] {
			c.tellMeaning(m)
		}
		told[m.Unit] = true
	}
	return err
}

func (c *cli) tellMeaning(m index.Meant) {
	if len(m.Others) == 0 {
		return
	}
	c.chat("%s is taken for %s", m.Name, described(m.Units[0]))
	var others []string
	for _, u := range m.Others {
		others = append(others, "\""+u.Full()+"\" for "+described(u))
	}
	c.chat("hint: write %s", strings.Join(others, ", "))
}

// described names a unit with what holds it, where that tells it from others,
// and its time.
func described(u place.Unit) string {
	s := u.Full()
	if u.Rank() == 2 && u.To != "" {
		s += " of " + u.Parent
	}
	switch {
	case u.From != "" && u.To != "":
		return s + " (" + u.From + " to " + u.To + ")"
	case u.From != "":
		return s + " (from " + u.From + ")"
	case u.To != "":
		return s + " (to " + u.To + ")"
	}
	return s
}
