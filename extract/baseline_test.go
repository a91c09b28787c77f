package extract_test

import (
	"fmt"
	"regexp"
	"strings"

	"khotin/extract"
	"khotin/extract/text"
	"khotin/testdata/portal"
)

// The plain baseline: one regular expression a measure, on the same body.
var (
	plainDate     = regexp.MustCompile(`(?:ngày|Ngày|Sáng|Chiều|năm|tháng) (\d{1,2}[/-]\d{1,2}(?:[/-]\d{4})?|\d{4}|\d{1,2})`)
	plainOfficial = regexp.MustCompile(`(?:đồng chí|Đồng chí|ông|bà) ((?:\p{Lu}\p{Ll}+ ){1,3}\p{Lu}\p{Ll}+)`)
	plainDocument = regexp.MustCompile(`(?:Nghị quyết|Quyết định|Kế hoạch|Chỉ thị|Kết luận) (?:số )?\d[\w/.-]*`)
	plainValue    = regexp.MustCompile(`(\d[\d.,]*) ?(%|tỷ đồng|triệu đồng|ha|người|hộ|đảng viên|dự án)`)
)

func baseline(s score, name string, want portal.Gold, got *extract.Article) {
	if want.Kind != "article" {
		return
	}
	var dates, wantDates, people, wantPeople, docs, wantDocs, values, wantValues []string
	for _, m := range plainDate.FindAllStringSubmatch(got.Body, -1) {
		dates = append(dates, baselineInterval(m[1], string(got.Published)))
	}
	for _, d := range want.Dates {
		wantDates = append(wantDates, d.Start+".."+d.End)
	}
	for _, m := range plainOfficial.FindAllStringSubmatch(got.Body, -1) {
		people = append(people, plain(m[1]))
	}
	for _, o := range want.Officials {
		wantPeople = append(wantPeople, plain(o.Name))
	}
	for _, m := range plainDocument.FindAllString(got.Body, -1) {
		docs = append(docs, plain(m))
	}
	for _, d := range want.Documents {
		wantDocs = append(wantDocs, plain(d))
	}
	for _, m := range plainValue.FindAllStringSubmatch(got.Body, -1) {
		v, _, ok := text.ParseNumber(strings.TrimRight(m[1], ".,"), text.Vietnamese)
		if ok {
			values = append(values, v.String()+" "+m[2])
		}
	}
	for _, f := range want.Figures {
		wantValues = append(wantValues, f.Value+" "+f.Unit)
	}
	s["dates"].set(name, wantDates, dates)
	s["officials"].set(name, wantPeople, people)
	s["documents"].set(name, wantDocs, docs)
	s["values"].set(name, wantValues, values)
}

// baselineInterval reads what plainDate found: a day takes the year of
// publication, four digits are a year, two a month.
func baselineInterval(s, published string) string {
	year := "0000"
	if len(published) >= 4 {
		year = published[:4]
	}
	parts := strings.FieldsFunc(s, func(r rune) bool { return r == '/' || r == '-' })
	two := func(n string) string { return fmt.Sprintf("%02s", n) }
	switch {
	case len(parts) == 1 && len(s) == 4:
		return s + "-01-01.." + s + "-12-31"
	case len(parts) == 1:
		return year + "-" + two(s) + "-01.." + year + "-" + two(s) + "-30"
	case len(parts) == 3:
		year = parts[2]
	}
	d := year + "-" + two(parts[1]) + "-" + two(parts[0])
	return d + ".." + d
}

func (s score) baselineTable(b *strings.Builder) {
	b.WriteString("  beside it, one regular expression each:")
	for _, m := range []string{"documents", "dates", "officials", "values"} {
		_, _, f := s[m].f1()
		fmt.Fprintf(b, "  %s %.3f", m, f)
	}
	b.WriteString("\n")
}
