package main

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"khotin/cmd/khotin/render"
	"khotin/extract"
	"khotin/index"
)

// officialFlags are the flags that only officials has.
type officialFlags struct {
	office, body, on string
	why              bool
}

func (c *cli) officialsCommand() *cobra.Command {
	var own officialFlags
	cmd := &cobra.Command{
		Use:   "officials [NAME]",
		Short: "Who held which office, where, from when to when",
		Long: "Show the careers of the people whose name holds the words of NAME. A step is an office in one\n" +
			"unit, from the appointment to the leaving where articles tell of them, else from the first\n" +
			"to the last article that names the person in the office. Offices of one name are one person's\n" +
			"where an article gives both, or where they follow each other in one city and nothing of the\n" +
			"name speaks against it; otherwise namesakes stay apart. --why gives the reasons.\n\n" +
			"--on asks who held an office on a day: the one that --office names or, where no office in the\n" +
			"unit is called so, those that begin so or hold the words. --body asks for all people of a body.",
		Example: "  khotin officials \"Lê Trung Kiên\" --why\n" +
			"  khotin officials --office \"Bí thư Quận ủy Lê Chân\" --on 2019-06-01\n" +
			"  khotin officials --body \"UBND thành phố\" --from 2025",
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.officials(cmd.Context(), strings.Join(args, " "), own)
		},
	}
	f := cmd.Flags()
	f.StringVar(&own.office, "office", "", "`words` of the office: \"Chủ tịch UBND\"")
	f.StringVar(&own.body, "body", "", "all people of a `body`: \"UBND thành phố\", \"Quận ủy Lê Chân\"")
	f.StringVar(&own.on, "on", "", "who held it on this `day`: 2019-06-01, 1/6/2019")
	f.BoolVar(&own.why, "why", false, "give the evidence for every step, and why steps are one person's")
	c.filters(cmd, 0)
	c.formats(cmd, "table", "json", "csv")
	return cmd
}

func (c *cli) officials(ctx context.Context, name string, own officialFlags) error {
	on, err := day("--on", own.on, false)
	if err != nil {
		return err
	}
	if end, err := day("--on", own.on, true); err != nil || end != on {
		return wrongUse("write a day, 2019-06-01 or 1/6/2019; --from and --to take months and years", "--on %s is no single day", own.on)
	}
	if on != "" && own.office != "" && name == "" && own.body == "" {
		return c.holders(ctx, own, on)
	}
	rows, err := ask(ctx, c, func(ix *index.Index, f index.Filter) ([]index.OfficialRow, error) {
		return ix.People(ctx, index.People{Name: name, Office: own.office, Body: own.body}, f)
	}, name, own.office)
	if err != nil {
		return err
	}
	if on != "" {
		rows = slices.DeleteFunc(rows, func(r index.OfficialRow) bool { return r.Past || string(r.From) > on || string(r.To) < on })
	}
	return c.emitOfficials(rows, own.why)
}

// holders says who held an office on a day, and where nobody is known, who was
// seen in it before and after.
func (c *cli) holders(ctx context.Context, own officialFlags, on string) error {
	h, err := ask(ctx, c, func(ix *index.Index, f index.Filter) (index.Holding, error) {
		return ix.Holders(ctx, own.office, on, f)
	})
	if err != nil {
		return err
	}
	if len(h.Held) > 0 {
		return c.emitOfficials(h.Held, own.why)
	}
	c.say("nobody is known as %s on %s", own.office, on)
	for _, r := range h.Before {
		c.say("last before: %s, %s %s, article %s", r.Name, r.Role, render.Interval(string(r.From), string(r.To)), r.Evidence.Article)
	}
	for _, r := range h.After {
		c.say("first after: %s, %s %s, article %s", r.Name, r.Role, render.Interval(string(r.From), string(r.To)), r.Evidence.Article)
	}
	return &failure{status: statusNothing}
}

// emitOfficials writes steps; on a table a person's name stands once.
func (c *cli) emitOfficials(rows []index.OfficialRow, why bool) error {
	if c.format != "table" {
		return emit(c, officialColumns, rows)
	}
	columns := officialColumns
	if why {
		columns = append(slices.Clone(columns), column[index.OfficialRow]{name: "why", cell: reasons, width: 56})
	}
	shown := slices.Clone(rows)
	for i := len(shown) - 1; i > 0; i-- {
		if shown[i].Person == shown[i-1].Person {
			shown[i].Name = ""
		}
	}
	return emit(c, columns, shown)
}

var officialColumns = []column[index.OfficialRow]{
	{name: "name", cell: func(r index.OfficialRow) string { return r.Name }},
	{name: "role", cell: func(r index.OfficialRow) string { return string(r.Role) }, width: 48},
	{name: "place", cell: func(r index.OfficialRow) string { return string(r.Place) }},
	{name: "from", cell: func(r index.OfficialRow) string { return bound(r.From, r.FromEvent, "appointed") }, only: "table"},
	{name: "to", cell: func(r index.OfficialRow) string { return upTo(r) }, only: "table"},
	{name: "first_seen", cell: func(r index.OfficialRow) string { return string(r.FirstSeen) }, only: "csv"},
	{name: "last_seen", cell: func(r index.OfficialRow) string { return string(r.LastSeen) }, only: "csv"},
	{name: "articles", cell: func(r index.OfficialRow) string { return strconv.Itoa(r.Articles) }, right: true},
	{name: "article", cell: func(r index.OfficialRow) string { return r.Evidence.Article }, only: "table"},
	{name: "article_ids", cell: func(r index.OfficialRow) string { return strings.Join(r.IDs, " ") }, only: "csv"},
	{name: "person", cell: func(r index.OfficialRow) string { return strconv.Itoa(r.Person) }, only: "csv"},
	{name: "org", cell: func(r index.OfficialRow) string { return string(r.Org) }, only: "csv"},
	{name: "from", cell: func(r index.OfficialRow) string { return string(r.From) }, only: "csv"},
	{name: "to", cell: func(r index.OfficialRow) string { return string(r.To) }, only: "csv"},
	{name: "appointed", cell: func(r index.OfficialRow) string { return evidence(r.FromEvent) }, only: "csv"},
	{name: "left", cell: func(r index.OfficialRow) string { return evidence(r.ToEvent) }, only: "csv"},
	{name: "joined", cell: func(r index.OfficialRow) string { return strings.Join(joins(r), "; ") }, only: "csv"},
}

// bound writes an end of a step, with the word for the event that sets it.
func bound(day extract.Optional, event *index.Evidence, word string) string {
	if event == nil {
		return string(day)
	}
	return string(day) + " " + word
}

func upTo(r index.OfficialRow) string {
	if r.Past {
		return "before " + string(r.To)
	}
	return bound(r.To, r.ToEvent, "left")
}

// evidence writes the words of an event with their article.
func evidence(e *index.Evidence) string {
	if e == nil {
		return ""
	}
	return e.Article + ": " + e.Text
}

// reasons writes why a step is what it is.
func reasons(r index.OfficialRow) string {
	out := []string{evidence(&r.Evidence)}
	if r.FromEvent != nil {
		out = append(out, "appointed, "+evidence(r.FromEvent))
	}
	if r.ToEvent != nil {
		out = append(out, "left, "+evidence(r.ToEvent))
	}
	return strings.Join(append(out, joins(r)...), "; ")
}

func joins(r index.OfficialRow) []string {
	var out []string
	for _, j := range r.Joined {
		s := "one person with " + j.With + ": " + j.Why
		if j.Article != "" {
			s += " (" + string(j.Article) + ")"
		}
		out = append(out, s)
	}
	return out
}
