package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"strings"
	"time"
	"unicode"

	"github.com/spf13/cobra"

	"khotin/extract"
	"khotin/index"
	"khotin/index/query"
)

func (c *cli) searchCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "search QUERY | -",
		Short: "Find articles",
		Long: "Find articles by their words, with or without diacritics. All of these work: words,\n" +
			"\"a phrase\", -without, one OR other, (groups). UBND finds Ủy ban nhân dân and the other\n" +
			"way round. --from and --to bound the day of publication.\n\n" +
			"- reads one query a line from standard input and answers each, as it comes, with one line of\n" +
			"JSON: {\"query\", \"hits\": [{\"id\", \"url\", \"score\"}]}, ten hits unless --limit says otherwise.",
		Example: "  khotin search \"giải phóng mặt bằng\" --place \"Ngô Quyền\" --from 2023",
		RunE: func(cmd *cobra.Command, args []string) error {
			question, err := words("search", args)
			if err != nil {
				return err
			}
			if question == "-" {
				if !cmd.Flags().Changed("limit") {
					c.limit = 10
				}
				return c.searchLines(cmd.Context())
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

// lineAnswer answers one line of standard input.
type lineAnswer struct {
	Query string    `json:"query"`
	Hits  []lineHit `json:"hits"`
	Error string    `json:"error,omitempty"` // the query was read as plain words
}

type lineHit struct {
	ID    string           `json:"id"`
	URL   extract.Optional `json:"url"`
	Score float64          `json:"score"`
}

// searchLines answers the queries of standard input, one a line, with one
// index open.
func (c *cli) searchLines(ctx context.Context) error {
	_, err := ask(c, func(ix *index.Index, f index.Filter) (struct{}, error) {
		f.Bare = true
		enc := json.NewEncoder(c.Stdout)
		enc.SetEscapeHTML(false)
		lines := bufio.NewScanner(c.Stdin)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			a := lineAnswer{Query: strings.TrimRight(lines.Text(), "\r"), Hits: []lineHit{}}
			hits, err := searchLine(ctx, ix, f, &a)
			if err != nil {
				return struct{}{}, err
			}
			for _, h := range hits.Hits {
				a.Hits = append(a.Hits, lineHit{h.ID, h.URL, h.Score})
			}
			if err := enc.Encode(&a); err != nil {
				return struct{}{}, err
			}
		}
		return struct{}{}, lines.Err()
	})
	return err
}

// searchLine answers one query. A sentence that is no query, because of a lone
// quotation mark or the like, is taken for its words.
func searchLine(ctx context.Context, ix *index.Index, f index.Filter, a *lineAnswer) (index.Hits, error) {
	if strings.TrimSpace(a.Query) == "" {
		return index.Hits{}, nil
	}
	hits, err := ix.Search(ctx, a.Query, f)
	var wrong *query.Error
	if !errors.As(err, &wrong) {
		return hits, err
	}
	a.Error = err.Error()
	plain := strings.FieldsFunc(a.Query, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(`"“”«»():<>=`, r) })
	for i, w := range plain {
		if plain[i] = strings.TrimLeft(w, "-"); plain[i] == "OR" {
			plain[i] = ""
		}
	}
	hits, err = ix.Search(ctx, strings.Join(plain, " "), f)
	if errors.As(err, &wrong) {
		return index.Hits{}, nil
	}
	return hits, err
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
