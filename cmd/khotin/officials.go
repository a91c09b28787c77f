package main

import (
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"khotin/index"
)

func (c *cli) officialsCommand() *cobra.Command {
	office := ""
	cmd := &cobra.Command{
		Use:   "officials [NAME]",
		Short: "Who held which office, where and when seen",
		Long: "Show the offices of the people whose name holds the words of NAME, over time: the days are\n" +
			"those of the first and the last article that names the person in the office.",
		Example: "  khotin officials --office \"Bí thư Quận ủy\" --place \"Lê Chân\"",
		RunE: func(cmd *cobra.Command, args []string) error {
			rows, err := ask(c, func(ix *index.Index, f index.Filter) ([]index.OfficialRow, error) {
				f.Role = office
				return ix.Officials(cmd.Context(), strings.Join(args, " "), f)
			})
			if err != nil {
				return err
			}
			return emit(c, officialColumns, rows)
		},
	}
	cmd.Flags().StringVar(&office, "office", "", "`words` of the office: \"Chủ tịch UBND\"")
	c.filters(cmd, 0)
	c.formats(cmd, "table", "json", "csv")
	return cmd
}

var officialColumns = []column[index.OfficialRow]{
	{name: "name", cell: func(r index.OfficialRow) string { return r.Name }},
	{name: "role", cell: func(r index.OfficialRow) string { return string(r.Role) }, width: 48},
	{name: "place", cell: func(r index.OfficialRow) string { return string(r.Place) }},
	{name: "first_seen", cell: func(r index.OfficialRow) string { return string(r.FirstSeen) }},
	{name: "last_seen", cell: func(r index.OfficialRow) string { return string(r.LastSeen) }},
	{name: "articles", cell: func(r index.OfficialRow) string { return strconv.Itoa(r.Articles) }, right: true},
	{name: "article_ids", cell: func(r index.OfficialRow) string { return strings.Join(r.IDs, " ") }, only: "csv"},
}
