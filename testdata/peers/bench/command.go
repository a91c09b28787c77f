package main

import (
	"context"
	"fmt"
	"time"

	"khotin/index"
	"khotin/testdata/generator"
)

// commandKind is questions of one shape: as runs of the binary, and to an index
// that is open.
type commandKind struct {
	name string
	args [][]string
	ask  []func(context.Context, *index.Index) error
}

func (k *commandKind) add(ask func(context.Context, *index.Index) error, args ...string) {
	k.ask, k.args = append(k.ask, ask), append(k.args, args)
}

// shown is how many rows an answer has.
const shown = 20

func (b *bench) commands(n int) ([]commandKind, error) {
	w, err := generator.New(b.seed)
	if err != nil {
		return nil, err
	}
	kinds := []commandKind{{name: "search"}, {name: "figures of a place"}, {name: "figures --series"}, {name: "search --facets"}}
	for i := range perKind / 3 {
		_, facts, err := w.Article(i * 7919 % n)
		if err != nil {
			return nil, err
		}
		place, indicator := facts.Place.String(), facts.Figures[0].Indicator
		kinds[0].add(searching(facts.Topic+" "+place), "search", facts.Topic+" "+place)
		kinds[1].add(figures(indicator, index.Filter{Place: place, Limit: shown}), "figures", indicator, "--place", place)
		kinds[2].add(figures(indicator, index.Filter{Place: place, Bare: true}), "figures", indicator, "--place", place, "--series")
		kinds[3].add(searching(facts.Topic, "place", "year"), "search", facts.Topic, "--facets", "place,year")
	}
	return kinds, nil
}

func searching(q string, facets ...string) func(context.Context, *index.Index) error {
	return func(ctx context.Context, x *index.Index) error {
		_, err := x.Search(ctx, q, index.Filter{Limit: shown, Facets: facets})
		return err
	}
}

func figures(q string, f index.Filter) func(context.Context, *index.Index) error {
	return func(ctx context.Context, x *index.Index) error {
		rows, err := x.Figures(ctx, q, f)
		if f.Limit == 0 {
			index.Lines(rows, "") // of all that there are
		}
		return err
	}
}

// askOpen puts the questions of a kind to an open index one after another, after
// a first round that warms it.
func askOpen(x *index.Index, k *commandKind) (took []time.Duration, cpu time.Duration, err error) {
	for round := range 2 {
		before := cpuSelf()
		for _, ask := range k.ask {
			start := time.Now()
			if err := ask(context.Background(), x); err != nil {
				return nil, 0, fmt.Errorf("%s: %w", k.name, err)
			}
			if round == 1 {
				took = append(took, time.Since(start))
			}
		}
		cpu = (cpuSelf() - before) / time.Duration(len(k.ask))
	}
	return took, cpu, nil
}
