package index

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"khotin/extract"
	"khotin/extract/text"
)

// told makes a row: "article published | indicator | place | measure status |
// value unit [amount base] | start end | group [basis]".
func told(t *testing.T, line string) FigureRow {
	t.Helper()
	p := strings.Split(line, "|")
	for i := range p {
		p[i] = strings.TrimSpace(p[i])
	}
	if len(p) != 7 {
		t.Fatalf("%q has %d parts", line, len(p))
	}
	article, ms, period := strings.Fields(p[0]), strings.Fields(p[3]), strings.Fields(p[5])
	number, unit, _ := strings.Cut(p[4], " ")
	value, err := text.ParseDecimal(number)
	if err != nil {
		t.Fatal(err)
	}
	group, basis, _ := strings.Cut(p[6], " ")
	r := FigureRow{ArticleRef: ArticleRef{Article: article[0], Published: extract.Optional(article[1])}}
	r.Indicator, r.Place, r.Measure, r.Status, r.Value, r.Unit = p[1], extract.Optional(p[2]), ms[0], ms[1], value, unit
	r.Period, r.Basis = &extract.Period{Start: period[0], End: period[1]}, extract.Optional(basis)
	fmt.Sscan(group, &r.Group)
	if power, rest := scaleOf(unit); rest == "dong" {
		r.Amount, r.BaseUnit = extract.Optional(value.Shift(power).String()), "VND"
	}
	return r
}

const seriesRows = `
a 2019-09-10 | Thu ngân sách | quận Lê Chân | level estimate | 585.6 tỷ đồng | 2019-01-01 2019-09-30 | 1
a 2019-09-10 | Thu ngân sách | quận Lê Chân | ratio estimate | 75.08 % | 2019-01-01 2019-09-30 | 1 kế hoạch thành phố giao
a 2019-09-10 | Thu ngân sách | quận Lê Chân | growth estimate | 11.2 % | 2019-01-01 2019-09-30 | 1 cùng kỳ năm trước
b 2019-12-17 | thu ngân sách | quận Lê Chân | level estimate | 812.4 tỷ đồng | 2019-01-01 2019-12-31 | 1
c 2020-01-20 | Thu ngân sách | quận Lê Chân | level actual | 815000 triệu đồng | 2019-01-01 2019-12-31 | 1
d 2020-02-20 | Thu ngân sách | quận Lê Chân | level actual | 815.01 tỷ đồng | 2019-01-01 2019-12-31 | 1
e 2021-02-20 | Thu ngân sách | quận Lê Chân | level actual | 850 tỷ đồng | 2020-01-01 2020-12-31 | 1
f 2021-02-21 | Thu ngân sách | quận Lê Chân | level actual | 870 tỷ đồng | 2020-01-01 2020-12-31 | 1
f 2021-02-21 | Thu ngân sách | quận Lê Chân | level target | 900 tỷ đồng | 2020-01-01 2020-12-31 | 2
i 2021-12-20 | Thu ngân sách | quận Lê Chân | level target | 950 tỷ đồng | 2021-01-01 2021-12-31 | 1
g 2026-02-20 | Thu ngân sách | quận Lê Chân | level target | 990 tỷ đồng | 2025-01-01 2025-12-31 | 1
h 2021-03-01 | Số hộ nghèo | quận Lê Chân | level actual | 120 hộ | 2020-01-01 2020-12-31 | 1
h 2021-03-01 | Số hộ nghèo | quận Lê Chân | level actual | 110 hộ | 2021-01-01 2021-12-31 | 1
h 2021-03-01 | Tăng trưởng kinh tế | quận Lê Chân | growth actual | 11 % | 2020-01-01 2020-12-31 | 3
`

func seriesOf(t *testing.T, rows, unit string) []Series {
	t.Helper()
	var out []FigureRow
	for line := range strings.Lines(rows) {
		if strings.TrimSpace(line) != "" {
			out = append(out, told(t, line))
		}
	}
	return Lines(out, unit)
}

// show writes a series as one line a point.
func (s *Series) show() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %s, %s in %s\n", s.Indicator, s.Place, s.Measure, s.Unit)
	for _, p := range s.Points {
		fmt.Fprintf(&b, "%s..%s %s %s %s %s", p.Period.Start, p.Period.End, p.Kind, p.Value, p.Status, p.Article)
		if p.Plan != nil {
			fmt.Fprintf(&b, " plan %s", p.Plan.Value)
		}
		if p.Growth != nil {
			fmt.Fprintf(&b, " growth %s", p.Growth.Value)
		}
		if p.OnYear != nil {
			fmt.Fprintf(&b, " yoy %s", p.OnYear)
		}
		for _, v := range p.Others {
			fmt.Fprintf(&b, " (%s %s %s)", v.Article, v.Value, v.Status)
		}
		if p.Disputed {
			b.WriteString(" disputed")
		}
		if p.Break != "" {
			b.WriteString(" break " + p.Break)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestLines(t *testing.T) {
	all := seriesOf(t, seriesRows, "")
	var got strings.Builder
	for i := range all {
		got.WriteString(all[i].show())
	}
	const want = `Thu ngân sách, quận Lê Chân, level in tỷ đồng
2019-01-01..2019-09-30 9 months 585.6 estimate a plan 75.08 growth 11.2
2019-01-01..2019-12-31 year 815.01 actual d (b 812.4 estimate)
2020-01-01..2020-12-31 year 870 actual f yoy 6.75 (e 850 actual) (f 900 target) disputed
2021-01-01..2021-12-31 year 950 target i
2025-01-01..2025-12-31 year 990 target g break 2025-07-01: quận Lê Chân → phường Lê Chân
Số hộ nghèo, quận Lê Chân, level in hộ
2020-01-01..2020-12-31 year 120 actual h
2021-01-01..2021-12-31 year 110 actual h yoy -8.33
Tăng trưởng kinh tế, quận Lê Chân, growth in %
2020-01-01..2020-12-31 year 11 actual h
`
	if got.String() != want {
		t.Errorf("got\n%s\nwant\n%s", got.String(), want)
	}
	inThousands := seriesOf(t, seriesRows, "nghìn tỷ đồng")
	if len(inThousands) != 1 || inThousands[0].Points[1].Value.String() != "0.81501" {
		t.Errorf("in nghìn tỷ đồng: %s", inThousands[0].show())
	}
}

// TestPlanExceeded: percent of plan stands there also where the article tells
// only by how much it was exceeded, and what it says in full goes before.
func TestPlanExceeded(t *testing.T) {
	const level = "a 2021-01-10 | Thu ngân sách | | level actual | 980 tỷ đồng | 2020-01-01 2020-12-31 | 1\n"
	row := func(measure, value, basis string) string {
		return "a 2021-01-10 | Thu ngân sách | | " + measure + " actual | " + value + " | 2020-01-01 2020-12-31 | 1 " + basis + "\n"
	}
	for _, tc := range []struct{ rows, plan, growth string }{
		{row("growth", "7.08 %", "kế hoạch thành phố giao"), "107.08 by 7.08", ""},
		{row("growth", "-2.5 %", "dự toán"), "97.5 by -2.5", ""},
		{row("growth", "4.15 %", "dự toán") + row("growth", "9.5 %", "cùng kỳ năm trước"), "104.15 by 4.15", "9.5"},
		{row("growth", "7.08 %", "kế hoạch") + row("ratio", "107.1 %", "kế hoạch"), "107.1", ""},
		{row("ratio", "107.1 %", "kế hoạch") + row("growth", "7.08 %", "kế hoạch"), "107.1", ""},
		{row("growth", "9.5 %", "cùng kỳ năm trước"), "", "9.5"},
		{row("growth", "1.5 lần", "kế hoạch"), "", ""},
		{row("growth", "5 %", "cùng kỳ, kế hoạch"), "", ""}, // which of them it is against is not told
	} {
		s := seriesOf(t, level+tc.rows, "")
		if len(s) != 1 || len(s[0].Points) != 1 {
			t.Errorf("%s%d series", tc.rows, len(s))
			continue
		}
		p, plan, growth := s[0].Points[0], "", ""
		if p.Plan != nil {
			plan = p.Plan.Value.String()
			if p.Plan.Change != nil {
				plan += " by " + p.Plan.Change.String()
			}
		}
		if p.Growth != nil {
			growth = p.Growth.Value.String()
		}
		if plan != tc.plan || growth != tc.growth {
			t.Errorf("%splan %q, growth %q, want %q, %q", tc.rows, plan, growth, tc.plan, tc.growth)
		}
	}
}

func TestReckon(t *testing.T) {
	years := "b 2019-12-17 | Thu ngân sách | | level actual | 800 tỷ đồng | 2019-01-01 2019-12-31 | 1\n" +
		"b 2019-12-17 | Thu ngân sách | | level actual | 850.5 tỷ đồng | 2020-01-01 2020-12-31 | 1\n"
	for _, tc := range []struct{ rows, what, want string }{
		{years, "sum", "1650.5"},
		{years, "mean", "825.25"},
		{years, "min", "800"},
		{years, "max", "850.5"},
		{strings.ReplaceAll(years, "12-31", "09-30"), "sum", "figures from January on do not add up"},
		{strings.ReplaceAll(years, "12-31", "09-30"), "mean", "825.25"},
		{strings.Replace(years, "2020-12-31", "2020-06-30", 1), "max", "periods of different length: half, year"},
		{strings.ReplaceAll(years, "Thu ngân sách", "Dư nợ"), "sum", `"Dư nợ" is what there is at a time`},
		{strings.ReplaceAll(years, "Thu ngân sách", "Dư nợ"), "mean", "825.25"},
		{strings.NewReplacer("2019-01-01", "2019-12-31", "2020-01-01", "2020-12-31").Replace(years), "sum", "figures dated by a day do not add up"},
		{strings.NewReplacer("2019-01-01", "2019-12-31", "2020-01-01", "2020-12-31", "Thu ngân sách", "Dư nợ").Replace(years), "sum", `"Dư nợ" is what there is at a time`},
		{strings.ReplaceAll(years, "tỷ đồng", "%"), "sum", "percents do not add up"},
		{strings.Replace(years, "actual", "target", 1), "sum", "goals among what was reached"},
		{strings.ReplaceAll(strings.ReplaceAll(years, "2020", "2026"), "| |", "| quận Lê Chân |"), "sum", "the territory changes: 2025-07-01"},
	} {
		s := seriesOf(t, tc.rows, "")[0]
		got, err := s.Reckon(tc.what)
		answer := got.String()
		if err != nil {
			var senseless *Senseless
			if !errors.As(err, &senseless) || senseless.Hint == "" {
				t.Errorf("%s: %v is no reason with a hint", tc.what, err)
			}
			answer = err.Error()
		}
		if answer != tc.want && (err == nil || !strings.HasPrefix(answer, tc.want)) {
			t.Errorf("%s: %s, want %s", tc.what, answer, tc.want)
		}
	}
}

// TestRuns: a reckoning tells what it is of.
func TestRuns(t *testing.T) {
	row := func(status, from, to string) string {
		return "b 2026-12-17 | Thu ngân sách | | level " + status + " | 800 tỷ đồng | " + from + " " + to + " | 1\n"
	}
	for _, tc := range []struct{ rows, statuses, runs string }{
		{row("actual", "2021-09-01", "2021-09-30") + row("actual", "2023-09-01", "2023-09-30"), "actual", "2021-09-01..2021-09-30 2023-09-01..2023-09-30"},
		{row("target", "2023-01-01", "2023-12-31") + row("target", "2024-01-01", "2024-12-31"), "target", "2023-01-01..2024-12-31"},
		{row("estimate", "2022-10-01", "2022-12-31") + row("actual", "2023-01-01", "2023-03-31") + row("actual", "2023-07-01", "2023-09-30"), "actual estimate", "2022-10-01..2023-03-31 2023-07-01..2023-09-30"},
		{row("actual", "2023-01-01", "2023-01-31") + row("actual", "2023-02-01", "2023-02-28") + row("actual", "2023-03-01", "2023-03-31"), "actual", "2023-01-01..2023-03-31"},
	} {
		s := seriesOf(t, tc.rows, "")[0]
		var runs []string
		for _, r := range s.Runs() {
			runs = append(runs, r.Start+".."+r.End)
		}
		if got := strings.Join(s.Statuses(), " "); got != tc.statuses {
			t.Errorf("%sstatuses %q, want %q", tc.rows, got, tc.statuses)
		}
		if got := strings.Join(runs, " "); got != tc.runs {
			t.Errorf("%sruns %q, want %q", tc.rows, got, tc.runs)
		}
	}
}

func TestKindOf(t *testing.T) {
	for period, want := range map[string]string{
		"2020-01-01 2020-12-31": "year", "2020-07-01 2020-12-31": "half", "2020-04-01 2020-06-30": "quarter", "2020-02-01 2020-02-29": "month",
		"2020-02-01 2020-02-01": "day", "2020-01-01 2020-09-30": "9 months", "2020-02-01 2020-04-30": "other", "2016-01-01 2020-12-31": "other", " ": "other",
	} {
		start, end, _ := strings.Cut(period, " ")
		if got := KindOf(extract.Period{Start: start, End: end}); got != want {
			t.Errorf("%s: %s, want %s", period, got, want)
		}
	}
}

func TestConvert(t *testing.T) {
	for _, tc := range []struct{ value, unit, to, want string }{
		{"641.769", "tỷ đồng", "nghìn tỷ đồng", "0.641769"},
		{"641.769", "tỷ đồng", "triệu đồng", "641769"},
		{"641.769", "tỷ đồng", "đồng", "641769000000"},
		{"57.8", "triệu đồng/người", "nghìn đồng/người", "57800"},
		{"1.5", "triệu USD", "nghìn USD", "1500"},
		{"1.5", "triệu USD", "tỷ đồng", ""},
		{"12", "nghìn tấn", "tấn", "12000"},
		{"12", "ha", "%", ""},
		{"12", "ha", "m²", "120000"},
		{"12500", "m2", "ha", "1.25"},
		{"1.5", "km²", "nghìn ha", "0.15"},
		{"12", "ha", "km", ""},
		{"12", "nghìn tấn", "kg", "12000000"},
		{"62.5", "tạ/ha", "tấn/ha", "6.25"},
		{"62.5", "tạ/ha", "tấn", ""},
		{"3", "m3", "m2", ""},
		{"57.8", "triệu đồng/người", "triệu đồng", ""},
	} {
		v, err := text.ParseDecimal(tc.value)
		if err != nil {
			t.Fatal(err)
		}
		r := FigureRow{Figure: extract.Figure{Value: v, Unit: tc.unit}}
		ok := r.Convert(tc.to)
		if ok != (tc.want != "") || ok && r.Value.String() != tc.want {
			t.Errorf("%s %s in %s: %s, %v, want %s", tc.value, tc.unit, tc.to, r.Value, ok, tc.want)
		}
	}
}
