package index

import (
	"fmt"
	"slices"
	"testing"

	"khotin/extract"
	"khotin/extract/text"
)

// TestLimits: what a limit leaves is the beginning of what is found without
// one, whichever way leads there: few rows are sorted, many are met in order.
func TestLimits(t *testing.T) {
	if testing.Short() {
		t.Skip("one index after the other")
	}
	f := &fakeArchive{}
	const articles = fewRows + 400
	five, err := text.ParseDecimal("5")
	if err != nil {
		t.Fatal(err)
	}
	for i := range articles {
		day := fmt.Sprintf("20%02d-%02d-%02d", 10+i%7, 1+i%12, 1+i%28)
		a := extract.Article{ID: fmt.Sprintf("%05d", i), Published: extract.Optional(day), Body: "Thu ngân sách đạt 5 tỷ đồng.", Place: "quận Lê Chân"}
		a.URL = extract.Optional(fmt.Sprintf("http://%s.test/%d", []string{"a", "b"}[min(1, i%5)], i))
		if i == 77 {
			a.URL = "http://c.test/77"
		}
		if i%100 == 0 {
			a.Place = "quận Ngô Quyền"
		}
		a.Figures = []extract.Figure{{Text: "5 tỷ đồng", Indicator: []string{"thu ngân sách", "chi ngân sách", "Số vụ " + fmt.Sprint(i%40)}[i%3],
			Measure: []string{"level", "growth"}[min(1, i%9)], Status: "actual", Unit: "tỷ đồng", Value: five, Rule: "r"}}
		a.Figures = append(a.Figures, a.Figures[0]) // together more than fewFigures
		a.Officials = []extract.Official{{Name: fmt.Sprintf("Trần Văn %c%c", 'A'+i%26, 'a'+i%13), Roles: []string{"Chủ tịch UBND quận"}}}
		if a.Meeting = &(extract.Meeting{Kind: "hội nghị", Name: "hội nghị giao ban", Host: "UBND quận"}); i%2 == 0 {
			a.Meeting.Date = extract.Optional(day)
		}
		f.addArticle(a, i)
	}
	x, _ := built(t, f)
	defer x.Close()
	for _, filter := range []Filter{{}, {Place: "Lê Chân"}, {Place: "quận Lê Chân"}, {Place: "Ngô Quyền"}, {Site: "a.test"}, {Site: "c.test"}, {Site: "nobody.test"},
		{From: "2012-03-01", To: "2012-03-31"}, {From: "2011-01-01"}, {PublishedFrom: "2013-04-05", PublishedTo: "2013-04-20"}, {PublishedTo: "2014"}, {Measures: []string{"level"}}} {
		some := filter
		some.Limit = 7
		for _, words := range []string{"", "ngân sách", "value>4"} {
			check(t, fmt.Sprintf("figures %q %+v", words, filter), func(f Filter) ([]FigureRow, error) { return x.Figures(t.Context(), words, f) }, filter, some)
		}
		for _, words := range []string{"", "hội nghị"} {
			check(t, fmt.Sprintf("meetings %q %+v", words, filter), func(f Filter) ([]MeetingRow, error) { return x.Meetings(t.Context(), words, f) }, filter, some)
		}
		for _, words := range []string{"", "Chủ tịch"} {
			check(t, fmt.Sprintf("officials %q %+v", words, filter), func(f Filter) ([]OfficialRow, error) { return x.People(t.Context(), People{Office: words}, f) }, filter, some)
		}
	}
}

// check asks with two filters that differ by their limit.
func check[T any](t *testing.T, name string, ask func(Filter) ([]T, error), all, some Filter) {
	t.Helper()
	every, err := ask(all)
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	first, err := ask(some)
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	want := every[:min(len(every), some.Limit)]
	if !slices.EqualFunc(first, want, func(a, b T) bool { return fmt.Sprintf("%+v", a) == fmt.Sprintf("%+v", b) }) {
		t.Errorf("%s: of %d rows the first are not\n%+v\nbut\n%+v", name, len(every), first, want)
	}
}
