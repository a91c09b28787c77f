package main

import (
	"strings"

	"github.com/spf13/cobra"

	"khotin/cmd/khotin/render"
	"khotin/index"
)

func (c *cli) documentsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "documents [NUMBER | QUERY]",
		Short: "Which articles cite a document: its number, day, issuer and the sentence",
		Long: "List the articles that cite the document of a number, however they write it, the oldest first;\n" +
			"or, for other words, the documents whose citation, subject or sentence holds them. Day, issuer\n" +
			"and subject come from any of the citations, where these agree.",
		Example: "  khotin documents \"28-NQ/TU\"\n  khotin documents \"chuyển đổi số\" --from 2023",
		RunE: func(cmd *cobra.Command, args []string) error {
			rows, err := ask(cmd.Context(), c, func(ix *index.Index, f index.Filter) ([]index.DocumentRow, error) {
				return ix.Documents(cmd.Context(), strings.Join(args, " "), f)
			}, strings.Join(args, " "))
			if err != nil {
				return err
			}
			return emit(c, documentColumns, rows)
		},
	}
	c.filters(cmd, 0)
	c.formats(cmd, "table", "json", "csv")
	return cmd
}

var documentColumns = []column[index.DocumentRow]{
	{name: "document", cell: func(r index.DocumentRow) string { return r.Text }, width: 30},
	{name: "type", cell: func(r index.DocumentRow) string { return r.Type }, only: "csv"},
	{name: "number", cell: func(r index.DocumentRow) string { return string(r.Number) }, only: "csv"},
	{name: "issued", cell: func(r index.DocumentRow) string { return string(r.Date) }},
	{name: "issuer", cell: func(r index.DocumentRow) string { return string(r.Issuer) }, width: 24},
	{name: "place", cell: func(r index.DocumentRow) string { return string(r.Place) }},
	{name: "subject", cell: func(r index.DocumentRow) string { return string(r.Subject) }, width: 32},
	{name: "key", cell: func(r index.DocumentRow) string { return string(r.Key) }, only: "csv"},
	{name: "published", cell: func(r index.DocumentRow) string { return render.Day(string(r.Published)) }},
	{name: "article", cell: func(r index.DocumentRow) string { return r.Article }},
	{name: "sentence", cell: func(r index.DocumentRow) string { return r.Sentence }, width: 56},
	{name: "title", cell: func(r index.DocumentRow) string { return string(r.Title) }, only: "csv"},
	{name: "url", cell: func(r index.DocumentRow) string { return string(r.URL) }, only: "csv"},
	{name: "site", cell: func(r index.DocumentRow) string { return r.Site }, only: "csv"},
}
