package main

import (
	"strings"

	"github.com/spf13/cobra"

	"khotin/index"
)

func (c *cli) meetingsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "meetings [QUERY]",
		Short: "Meetings: date, host, kind, chair, who attended, the article",
		Long: "List the meetings whose kind, name, host or chair hold the words of QUERY, newest first.\n" +
			"--from and --to bound the day of the meeting.",
		Example: "  khotin meetings \"kỳ họp\" --place \"Ngô Quyền\" --from 2023",
		RunE: func(cmd *cobra.Command, args []string) error {
			rows, err := ask(c, func(ix *index.Index, f index.Filter) ([]index.MeetingRow, error) {
				return ix.Meetings(cmd.Context(), strings.Join(args, " "), f)
			})
			if err != nil {
				return err
			}
			return emit(c, meetingColumns, rows)
		},
	}
	c.filters(cmd, 0)
	c.formats(cmd, "table", "json", "csv")
	return cmd
}

var meetingColumns = []column[index.MeetingRow]{
	{name: "date", cell: func(r index.MeetingRow) string { return string(r.Date) }},
	{name: "host", cell: func(r index.MeetingRow) string { return string(r.Host) }, width: 32},
	{name: "kind", cell: func(r index.MeetingRow) string { return r.Kind }},
	{name: "name", cell: func(r index.MeetingRow) string { return r.Name }, width: 48},
	{name: "chair", cell: func(r index.MeetingRow) string { return string(r.Chair) }},
	{name: "attendees", cell: func(r index.MeetingRow) string { return strings.Join(r.Attendees, "; ") }, width: 32},
	{name: "place", cell: func(r index.MeetingRow) string { return string(r.Place) }, only: "csv"},
	{name: "article", cell: func(r index.MeetingRow) string { return r.Article }},
	{name: "published", cell: func(r index.MeetingRow) string { return shortDay(string(r.Published)) }, only: "csv"},
	{name: "title", cell: func(r index.MeetingRow) string { return string(r.Title) }, only: "csv"},
	{name: "url", cell: func(r index.MeetingRow) string { return string(r.URL) }, only: "csv"},
	{name: "site", cell: func(r index.MeetingRow) string { return r.Site }, only: "csv"},
}
