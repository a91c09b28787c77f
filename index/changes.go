package index

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"iter"

	"khotin/extract"
)

// Changes tells in what a new index differs from the one before it.
type Changes struct {
	New    int            // articles that only the new one has
	Gone   int            // articles that only the old one has
	Other  int            // articles that both have, but not the same of them
	Stages map[string]int // stage of extract.Stages → of Other, those that it gives something else of
}

// Change is an article that two indexes hold differently; Was or Is is nil
// where one lacks it.
type Change struct{ Was, Is *extract.Article }

// Changes compares what two indexes hold of every article, by the digests of
// its stages, and calls each, which may be nil, for those that differ, in the
// order of their ids. An error is the reading's or that of each.
func (x *Index) Changes(ctx context.Context, before *Index, each func(Change) error) (*Changes, error) {
	c := &comparison{ctx: ctx, before: before, now: x, each: each, found: &Changes{Stages: map[string]int{}}}
	nextWas, stopWas := iter.Pull2(before.digests(ctx))
	defer stopWas()
	nextIs, stopIs := iter.Pull2(x.digests(ctx))
	defer stopIs()
	was, wasErr, hasWas := nextWas()
	is, isErr, hasIs := nextIs()
	for hasWas || hasIs {
		if err := cmp.Or(wasErr, isErr); err != nil {
			return nil, err
		}
		w, i := &was, &is
		switch {
		case !hasIs || hasWas && was.id < is.id:
			i = nil
		case !hasWas || is.id < was.id:
			w = nil
		}
		if err := c.take(w, i); err != nil {
			return nil, err
		}
		if w != nil {
			was, wasErr, hasWas = nextWas()
		}
		if i != nil {
			is, isErr, hasIs = nextIs()
		}
	}
	return c.found, nil
}

// comparison is a run of Changes.
type comparison struct {
	ctx         context.Context
	before, now *Index
	each        func(Change) error
	found       *Changes
}

// take takes up an article as the two indexes have it, nil where one lacks it.
func (c *comparison) take(was, is *digested) (err error) {
	switch {
	case is == nil:
		c.found.Gone++
	case was == nil:
		c.found.New++
	case bytes.Equal(was.digests, is.digests):
		return nil
	default:
		c.found.Other++
		for i, stage := range extract.Stages {
			at, end := i*digestSize, (i+1)*digestSize
			if !bytes.Equal(was.digests[at:end], is.digests[at:end]) {
				c.found.Stages[stage]++
			}
		}
	}
	if c.each == nil {
		return nil
	}
	var change Change
	if change.Was, err = c.before.articleOf(c.ctx, was); err != nil {
		return err
	}
	if change.Is, err = c.now.articleOf(c.ctx, is); err != nil {
		return err
	}
	return c.each(change)
}

// articleOf loads an article; nil is none.
func (x *Index) articleOf(ctx context.Context, d *digested) (*extract.Article, error) {
	if d == nil {
		return nil, nil
	}
	a, err := x.load(ctx, d.id)
	return &a, err
}

// digested is an article with the digests of what its stages gave.
type digested struct {
	id      string
	digests []byte
}

// digests gives all articles in the order of their ids. The reading holds one
// connection to rows.db until it ends.
func (x *Index) digests(ctx context.Context) iter.Seq2[digested, error] {
	return func(yield func(digested, error) bool) {
		rows, err := x.rows.QueryContext(ctx, `SELECT id, digests FROM articles ORDER BY id`)
		if err != nil {
			yield(digested{}, damage(err))
			return
		}
		defer rows.Close()
		for rows.Next() {
			var d digested
			if err := rows.Scan(&d.id, &d.digests); err != nil {
				yield(d, damage(err))
				return
			}
			if len(d.digests) != digestSize*len(extract.Stages) {
				yield(d, fmt.Errorf("article %s: %w: digests of %d bytes", d.id, ErrDamaged, len(d.digests)))
				return
			}
			if !yield(d, nil) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(digested{}, damage(err))
		}
	}
}
