package main

import (
	"strings"
	"time"

	"github.com/spf13/cobra"

	"khotin/index"
)

func (c *cli) searchCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "search QUERY",
		Short: "Find articles",
		Long: "Find articles by their words, with or without diacritics. All of these work: words,\n" +
			"\"a phrase\", -without, one OR other, (groups). UBND finds Ủy ban nhân dân and the other\n" +
			"way round. --from and --to bound the day of publication.",
		Example: "  khotin search \"giải phóng mặt bằng\" --place \"Ngô Quyền\" --from 2023",
		RunE: func(cmd *cobra.Command, args []string) error {
			question, err := words("search", args)
			if err != nil {
				return err
			}
			hits, err := ask(c, func(ix *index.Index, f index.Filter) (index.Hits, error) {
				return ix.Search(cmd.Context(), question, f)
			})
			if err != nil {
				return err
			}
			if len(hits.Hits) > 0 {
				c.chat("%s, %v", plural(hits.Total, "article", "articles"), hits.Took.Round(time.Millisecond))
			}
			return emit(c, hitColumns, hits.Hits)
		},
	}
	c.filters(cmd, 20)
	c.formats(cmd, "table", "json", "csv")
	return cmd
}

var hitColumns = []column[index.Hit]{
	{name: "id", cell: func(h index.Hit) string { return h.ID }},
	{name: "published", cell: func(h index.Hit) string { return shortDay(string(h.Published)) }},
	{name: "title", cell: func(h index.Hit) string { return string(h.Title) }, width: 60},
	{name: "place", cell: func(h index.Hit) string { return string(h.Place) }},
	{name: "site", cell: func(h index.Hit) string { return h.Site }},
	{name: "snippet", cell: func(h index.Hit) string { return h.Snippet }, only: "csv"},
	{name: "url", cell: func(h index.Hit) string { return string(h.URL) }, only: "csv"},
}

// words joins the arguments of a command to one question; none is an error.
func words(command string, args []string) (string, error) {
	q := strings.TrimSpace(strings.Join(args, " "))
	if q == "" {
		return "", wrongUse("khotin "+command+" --help shows an example", "%s needs words to look for", command)
	}
	return q, nil
}
