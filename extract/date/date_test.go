package date

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"khotin/extract/text"
	"khotin/testdata/cases"
)

func reference(t testing.TB, s string) Reference {
	t.Helper()
	if s == "" {
		return Reference{}
	}
	at, err := time.Parse(time.DateOnly, s)
	if err != nil {
		t.Fatal(err)
	}
	return Reference{Published: DayOf(at)}
}

// show writes a date as cases do: grain, interval, the words with their number
// among equal ones, flags.
func show(d Date, doc *text.Doc, seen map[string]int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s", d.Grain, d.Start)
	if d.End != d.Start {
		fmt.Fprintf(&b, "..%s", d.End)
	}
	words := doc.Text(d.At)
	fmt.Fprintf(&b, " %q", words)
	if seen[words]++; seen[words] > 1 {
		b.WriteString("#" + strconv.Itoa(seen[words]))
	}
	for _, f := range []struct {
		on   bool
		name string
	}{{d.Horizon, "horizon"}, {d.Comparison, "comparison"}, {d.Term, "term"}, {d.Recurring, "recurring"}, {d.WrongWeekday, "wrong-weekday"}, {d.Fuzzy, "fuzzy"}, {d.Late, "late"}, {d.Whole, "whole"},
		{d.Plan, "plan"}, {d.Issue, "issue"}, {d.Anniversary, "anniversary"}, {d.Frame, "frame"}} {
		if f.on {
			b.WriteString(" " + f.name)
		}
	}
	return b.String()
}

func TestCases(t *testing.T) {
	cases.Run(t, "../../testdata/date", []string{"published"}, func(t *testing.T, c cases.Case) []string {
		doc := text.NewDoc(c.Text)
		ref := reference(t, c.Header["published"])
		dates := Find(doc, ref)
		var lines []string
		seen := make(map[string]int)
		for _, d := range dates {
			lines = append(lines, show(d, doc, seen))
		}
		if r := Reporting(dates, doc, ref); r != nil {
			lines = append(lines, fmt.Sprintf("reporting %q", doc.Text(r.At)))
		}
		return lines
	})
}

func TestDayText(t *testing.T) {
	d := Day{2023, time.September, 22}
	if got := d.String(); got != "2023-09-22" {
		t.Errorf("String() = %q, want 2023-09-22", got)
	}
	if got := (Day{}).String(); got != "" {
		t.Errorf("zero Day is %q, want nothing", got)
	}
	if got := DayOf(time.Date(2023, 9, 22, 23, 59, 0, 0, Zone)); got != d {
		t.Errorf("DayOf = %v, want %v", got, d)
	}
}

// FuzzFind: every date lies in the text, in order, names words, and ends no
// earlier than it starts.
func FuzzFind(f *testing.F) {
	cases.Seed(f, "../../testdata/date")
	f.Fuzz(func(t *testing.T, s string) {
		doc := text.NewDoc(strings.Split(text.Normalize(s), "\n\n"))
		for _, ref := range []Reference{{}, {Published: Day{2023, time.September, 22}}} {
			dates := Find(doc, ref)
			last := text.Range{}
			for _, d := range dates {
				if d.At.Empty() || d.At.From < 0 || d.At.To > len(doc.Paras[d.At.Para].Tokens) {
					t.Fatalf("range %v outside the text", d.At)
				}
				if d.At.Para == last.Para && d.At.From < last.From || d.At.Para < last.Para {
					t.Fatalf("%v after %v", d.At, last)
				}
				if d.Start.IsZero() || d.End.Time().Before(d.Start.Time()) || d.Rule == "" || d.Grain == "" {
					t.Fatalf("%q is %v", doc.Text(d.At), d)
				}
				last = d.At
			}
			Reporting(dates, doc, ref)
		}
	})
}

func BenchmarkFind(b *testing.B) {
	texts := cases.Texts(b, "../../testdata/date")
	all := strings.Join(texts, "\n\n")
	doc := text.NewDoc(strings.Split(all, "\n\n"))
	ref := Reference{Published: Day{2023, time.September, 22}}
	b.SetBytes(int64(len(all)))
	for b.Loop() {
		Find(doc, ref)
	}
}
