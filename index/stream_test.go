package index

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"khotin/extract/text"
)

// streamed reads all rows of a table.
func streamed(t *testing.T, x *Index, table, q string, f Filter) [][]any {
	t.Helper()
	var out [][]any
	for row, err := range x.Stream(t.Context(), TableNamed(table), q, f) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, row)
	}
	return out
}

func TestStreamGivesWhatTheCommandsFind(t *testing.T) {
	x, _ := built(t, fixture(t))
	ctx := t.Context()
	for _, f := range []Filter{{}, {Place: "Lê Chân"}, {From: "2020-01-01", To: "2021-12-31"}, {Limit: 2}} {
		for _, q := range []string{"", "thu ngân sách", "thu ngan sach", "ngân sách lê chân 2020", "không có ở đâu cả"} {
			figures, err := x.Figures(ctx, q, f)
			if err != nil {
				t.Fatal(err)
			}
			var want []string
			for _, r := range figures {
				want = append(want, fmt.Sprint(r.Article, " ", r.Value, " ", r.Indicator))
			}
			var got []string
			tab := TableNamed("figures")
			for _, row := range streamed(t, x, "figures", q, f) {
				got = append(got, fmt.Sprint(row[tab.column("article")], " ", row[tab.column("value")].(text.Decimal), " ",
					row[tab.column("indicator")]))
			}
			slices.Sort(want)
			slices.Sort(got)
			if f.Limit > 0 { // the first of another order
				if len(got) != len(want) {
					t.Errorf("figures %q %+v: %d rows, want %d", q, f, len(got), len(want))
				}
				continue
			}
			if !slices.Equal(got, want) {
				t.Errorf("figures %q %+v:\ngot  %q\nwant %q", q, f, got, want)
			}
			meetings, err := x.Meetings(ctx, q, f)
			if err != nil {
				t.Fatal(err)
			}
			if got := len(streamed(t, x, "meetings", q, f)); got != len(meetings) {
				t.Errorf("meetings %q %+v: %d rows, want %d", q, f, got, len(meetings))
			}
		}
	}
}

func TestStreamArticlesAndOfficials(t *testing.T) {
	x, _ := built(t, fixture(t))
	ctx := t.Context()
	stats, err := x.Stats(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for table, want := range map[string]int{"articles": stats.Articles, "figures": stats.Figures, "officials": stats.Officials,
		"meetings": stats.Meetings, "documents": stats.Documents} {
		if got := len(streamed(t, x, table, "", Filter{})); got != want || want == 0 && table != "documents" {
			t.Errorf("%s: %d rows, want %d and some", table, got, want)
		}
	}
	ids := func(q string) (out []string) {
		for _, row := range streamed(t, x, "articles", q, Filter{}) {
			out = append(out, row[0].(string))
		}
		return out
	}
	all, budget, rest := ids(""), ids("ngân sách"), ids("ngân sách -quận")
	if len(budget) == 0 || len(budget) >= len(all) || len(rest) >= len(budget) {
		t.Errorf("%d articles, %d with ngân sách, %d of them without quận", len(all), len(budget), len(rest))
	}
	if !slices.IsSorted(all) {
		t.Errorf("articles are out of order: %q", all)
	}
	people, err := x.Officials(ctx, "", Filter{Role: "Bí thư"})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]bool{}
	for _, p := range people {
		want[p.Name] = true
	}
	got := map[string]bool{}
	tab := TableNamed("officials")
	for _, row := range streamed(t, x, "officials", "", Filter{Role: "Bí thư"}) {
		got[row[tab.column("name")].(string)] = true
	}
	if len(got) != len(want) || len(want) == 0 {
		t.Errorf("people in the office: %v, want %v", got, want)
	}
}

// TestStreamPages: rows are read page by page, in the order of the key and
// without sorting them first, and none is lost at the seams.
func TestStreamPages(t *testing.T) {
	x, _ := built(t, fixture(t))
	tx, err := x.rows.Begin()
	if err != nil {
		t.Fatal(err)
	}
	const many = 3*streamPage + 7
	_, err = tx.Exec(`WITH RECURSIVE n(i) AS (SELECT 1000 UNION ALL SELECT i+1 FROM n WHERE i < 999 + ?)
		INSERT INTO documents (article, n, text, type, key, sentence)
		SELECT (SELECT id FROM articles ORDER BY id LIMIT 1), i, 'Quyết định số ' || i, 'Quyết định', 'Quyết định|' || i || '||', '' FROM n`, many)
	if err != nil {
		t.Fatal(err)
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	stats, err := x.Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	rows := streamed(t, x, "documents", "", Filter{})
	if len(rows) != stats.Documents || len(rows) < many {
		t.Errorf("%d rows, want %d", len(rows), stats.Documents)
	}
	if got := len(streamed(t, x, "documents", "quyet dinh 2001", Filter{})); got != 1 {
		t.Errorf("%d rows with these words, want 1", got)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	n := 0
	for _, err := range x.Stream(ctx, TableNamed("documents"), "", Filter{}) {
		if n++; n == 10 {
			cancel()
		}
		if err != nil {
			break
		}
	}
	if n > 2*streamPage {
		t.Errorf("%d rows after the context ended", n)
	}
	for i := range Tables {
		s := &selection{table: &Tables[i], limit: 1}
		if err := x.narrow(t.Context(), s, nil, Filter{Place: "Lê Chân", From: "2020-01-01"}); err != nil {
			t.Fatal(err)
		}
		sql, args := x.statement(s, nil)
		plan, err := x.rows.Query("EXPLAIN QUERY PLAN "+sql, args...)
		if err != nil {
			t.Fatal(err)
		}
		defer plan.Close()
		for plan.Next() {
			var id, parent, unused int
			var detail string
			if err := plan.Scan(&id, &parent, &unused, &detail); err != nil {
				t.Fatal(err)
			}
			if detail == "USE TEMP B-TREE FOR ORDER BY" {
				t.Errorf("%s: all rows are sorted before the first is read", Tables[i].Name)
			}
		}
	}
}

// TestRowsTakeWhatTheQuestionsTake: the filters of one kind of rows mean the
// same in an export as in the command that asks.
func TestRowsTakeWhatTheQuestionsTake(t *testing.T) {
	x, _ := built(t, fixture(t))
	ctx := t.Context()
	rows := func(a Ask) (out []string) {
		for row, err := range x.Rows(ctx, a) {
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, fmt.Sprint(row[a.Table.column("article")], " ", row[max(0, a.Table.column("value"))]))
		}
		slices.Sort(out)
		return out
	}
	all := len(rows(Ask{Table: TableNamed("figures")}))
	for _, c := range []struct {
		Ask
		want int
	}{
		{Ask{Filter: Filter{Measures: []string{"ratio", "growth"}}}, 0},
		{Ask{Filter: Filter{Measures: []string{"ratio", "level"}}}, all},
		{Ask{Filter: Filter{Statuses: []string{"actual"}}}, 2},
		{Ask{Filter: Filter{PublishedFrom: "2022-01-01", PublishedTo: "2022-12-31"}}, 1},
		{Ask{Period: KindYear}, 1}, {Ask{Unit: "triệu đồng"}, all}, {Ask{Unit: "triệu đồng", Words: "thu ngân sách"}, 3},
		{Ask{Unit: "ha"}, 0}, {Ask{Unit: "triệu đồng", Period: "9 months", Filter: Filter{Limit: 2}}, 2},
	} {
		a := c.Ask
		a.Table = TableNamed("figures")
		if got := rows(a); len(got) != c.want {
			t.Errorf("figures %q %+v: %d rows, want %d", a.Words, a.Filter, len(got), c.want)
		}
		a.Limit = 0
		figures, err := x.Figures(ctx, a.Words, a.Filter)
		if err != nil {
			t.Fatal(err)
		}
		var want []string
		for _, r := range figures {
			if a.Period != "" && (r.Period == nil || KindOf(*r.Period) != a.Period) || a.Unit != "" && !r.Convert(a.Unit) {
				continue
			}
			want = append(want, fmt.Sprint(r.Article, " ", r.Value))
		}
		slices.Sort(want)
		if got := rows(a); !slices.Equal(got, want) {
			t.Errorf("figures %q %+v:\ngot  %q\nwant %q", a.Words, a.Filter, got, want)
		}
	}
	for _, g := range []Gathering{{Kind: "kỳ họp"}, {Body: "HĐND thành phố"}, {Attendee: "Đỗ Minh Khang"}, {Attendee: "không ai"}} {
		meetings, err := x.Gatherings(ctx, g, Filter{})
		if err != nil {
			t.Fatal(err)
		}
		got := rows(Ask{Table: TableNamed("meetings"), Body: g.Body, Kind: g.Kind, Attendee: g.Attendee})
		if len(got) != len(meetings) || len(got) == 0 && g.Attendee != "không ai" {
			t.Errorf("meetings %+v: %d rows, want %d", g, len(got), len(meetings))
		}
	}
	for _, number := range []string{"28-NQ/TU", "nghị quyết"} {
		documents, err := x.Documents(ctx, number, Filter{})
		if err != nil {
			t.Fatal(err)
		}
		if got := rows(Ask{Table: TableNamed("documents"), Words: number}); len(got) != len(documents) {
			t.Errorf("documents %q: %d rows, want %d", number, len(got), len(documents))
		}
	}
	people, err := x.People(ctx, People{Body: "Quận ủy Lê Chân"}, Filter{})
	if err != nil {
		t.Fatal(err)
	}
	if got := rows(Ask{Table: TableNamed("officials"), Body: "Quận ủy Lê Chân"}); (len(got) == 0) != (len(people) == 0) || len(got) < len(people) {
		t.Errorf("officials of a body: %d rows, %d steps", len(got), len(people))
	}
}

// TestStreamEvents: offices won and lost by name, unit and day; of an event whose
// day the text does not give, the month, the year or the day of publication.
func TestStreamEvents(t *testing.T) {
	x := career(t,
		"2020-03-05 | Trần Văn Hải | Chủ tịch UBND quận Lê Chân | appointed!Chủ tịch UBND quận Lê Chân@2020-03-02",
		"2021-06-05 | Trần Văn Hải | Chủ tịch UBND quận Lê Chân | left!Chủ tịch UBND quận Lê Chân@2021-05",
		"2022-02-01 | Lý Thị Hòa | Bí thư Quận ủy Lê Chân | appointed!Bí thư Quận ủy Lê Chân@2021",
		"2023-04-07 | Lý Thị Hòa | Bí thư Quận ủy Lê Chân | left!Bí thư Quận ủy Lê Chân")
	tab := TableNamed("events")
	for _, c := range []struct {
		words string
		f     Filter
		want  string
	}{
		{"", Filter{}, "2020-03-02 appointed, 2021-05 left, 2021 appointed,  left"},
		{"tran van hai", Filter{}, "2020-03-02 appointed, 2021-05 left"},
		{"", Filter{From: "2021-05-20", To: "2021-05-25"}, "2021-05 left, 2021 appointed"},
		{"", Filter{From: "2021-06-01", To: "2021-06-30"}, "2021 appointed"},
		{"", Filter{From: "2023-04-07", To: "2023-04-07"}, " left"},
		{"", Filter{To: "2020-03-01"}, ""},
		{"Lý Thị Hòa", Filter{Place: "Ngô Quyền"}, ""},
		{"Lý Thị Hòa", Filter{Place: "Lê Chân"}, "2021 appointed,  left"},
	} {
		var got []string
		for _, row := range streamed(t, x, "events", c.words, c.f) {
			date, _ := row[tab.column("date")].(string)
			got = append(got, date+" "+row[tab.column("act")].(string))
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%q %+v: %q, want %q", c.words, c.f, s, c.want)
		}
	}
}
