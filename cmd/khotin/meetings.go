package main

import (
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"khotin/cmd/khotin/render"
	"khotin/index"
)

func (c *cli) meetingsCommand() *cobra.Command {
	var g index.Gathering
	cmd := &cobra.Command{
		Use:   "meetings [QUERY]",
		Short: "Meetings: date, host, kind, chair, who attended, the article",
		Long: "List the meetings whose kind, name, host or chair hold the words of QUERY, newest first, with\n" +
			"the number of figures that the article gives and the documents that it cites. --from and --to\n" +
			"bound the day of the meeting.",
		Example: "  khotin meetings \"kỳ họp\" --place \"Ngô Quyền\" --from 2023\n" +
			"  khotin meetings --body \"HĐND thành phố\" --attendee \"Lê Trung Kiên\"",
		RunE: func(cmd *cobra.Command, args []string) error {
			g.Words = strings.Join(args, " ")
			rows, err := ask(cmd.Context(), c, func(ix *index.Index, f index.Filter) ([]index.MeetingRow, error) {
				return ix.Gatherings(cmd.Context(), g, f)
			}, g.Words)
			if err != nil {
				return err
			}
			return emit(c, meetingColumns, rows)
		},
	}
	meetingFlags(cmd, &g.Body, &g.Kind, &g.Attendee)
	c.filters(cmd, 0)
	c.formats(cmd, "table", "json", "csv")
	return cmd
}

// meetingFlags adds the flags that narrow meetings beside the common filters.
func meetingFlags(cmd *cobra.Command, body, kind, attendee *string) {
	f := cmd.Flags()
	f.StringVar(body, "body", "", "held by a `body`: \"UBND thành phố\", \"Quận ủy Lê Chân\"")
	f.StringVar(kind, "kind", "", "`kind` of meeting: hội nghị, kỳ họp, phiên họp, đại hội, hội thảo, lễ, buổi làm việc, kiểm tra")
	f.StringVar(attendee, "attendee", "", "`name` of somebody who took part or chaired")
}

var meetingColumns = []column[index.MeetingRow]{
	{name: "date", cell: func(r index.MeetingRow) string { return string(r.Date) }},
	{name: "host", cell: func(r index.MeetingRow) string { return string(r.Host) }, width: 32},
	{name: "kind", cell: func(r index.MeetingRow) string { return r.Kind }},
	{name: "name", cell: func(r index.MeetingRow) string { return r.Name }, width: 48},
	{name: "chair", cell: func(r index.MeetingRow) string { return string(r.Chair) }},
	{name: "attendees", cell: func(r index.MeetingRow) string { return strings.Join(r.Attendees, "; ") }, width: 32},
	{name: "figures", cell: func(r index.MeetingRow) string { return strconv.Itoa(r.Figures) }, right: true},
	{name: "documents", cell: func(r index.MeetingRow) string { return strings.Join(r.Documents, "; ") }, width: 24},
	{name: "place", cell: func(r index.MeetingRow) string { return string(r.Place) }, only: "csv"},
	{name: "article", cell: func(r index.MeetingRow) string { return r.Article }},
	{name: "published", cell: func(r index.MeetingRow) string { return render.Day(string(r.Published)) }, only: "csv"},
	{name: "title", cell: func(r index.MeetingRow) string { return string(r.Title) }, only: "csv"},
	{name: "url", cell: func(r index.MeetingRow) string { return string(r.URL) }, only: "csv"},
	{name: "site", cell: func(r index.MeetingRow) string { return r.Site }, only: "csv"},
}
