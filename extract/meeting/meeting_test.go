package meeting

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"khotin/extract/date"
	"khotin/extract/official"
	"khotin/extract/text"
	"khotin/testdata/cases"
)

const dir = "../../testdata/meeting"

// Headers: title, published (the day), captions (the number of paragraphs at
// the end of the text that are captions).
func TestFind(t *testing.T) {
	cases.Run(t, dir, []string{"title", "published", "captions"}, func(t *testing.T, c cases.Case) []string {
		n, _ := strconv.Atoi(c.Header["captions"])
		body, captions := text.NewDoc(c.Text[:len(c.Text)-n]), text.NewDoc(c.Text[len(c.Text)-n:])
		title := text.Parse(text.Normalize(c.Header["title"]))
		var ref date.Reference
		if day, err := time.Parse(time.DateOnly, c.Header["published"]); err == nil {
			ref.Published = date.DayOf(day)
		}
		m := Find(&title, body, captions, date.Find(body, ref), official.Find(body, captions))
		if m == nil {
			return []string{"none"}
		}
		lines := []string{m.Kind + " (" + m.Rule + ")", "name: " + m.Name, "host: " + m.Host, "date: " + m.Date.String()}
		if m.Place != "" {
			lines = append(lines, "place: "+m.Place)
		}
		if m.Chair != "" {
			lines = append(lines, "chair: "+m.Chair)
		}
		if len(m.Chairs) > 1 {
			lines = append(lines, "chairs: "+strings.Join(m.Chairs, ", "))
		}
		if m.Ordinal > 0 || m.Term != "" {
			lines = append(lines, strings.TrimSpace(fmt.Sprintf("session: %d %s", m.Ordinal, m.Term)))
		}
		if len(m.Points) > 0 {
			lines = append(lines, "points: "+strings.Join(m.Points, "; "))
		}
		if m.Delegates > 0 {
			lines = append(lines, fmt.Sprintf("delegates: %d", m.Delegates))
		}
		for _, a := range m.Attendees {
			lines = append(lines, "with: "+a)
		}
		return lines
	})
}

func TestLexicons(t *testing.T) {
	cases.Lists(t, map[string]string{"events": eventList, "acts": actList, "hosts": hostList})
}

// A meeting has a kind and a name that is a non-empty run of tokens of the
// lead, and its attendees are officials, each once.
func FuzzFind(f *testing.F) {
	cases.Seed(f, dir)
	f.Fuzz(func(t *testing.T, s string) {
		body := text.NewDoc(strings.Split(text.Normalize(s), "\n\n"))
		officials := official.Find(body, nil)
		m := Find(nil, body, nil, nil, officials)
		if m == nil {
			return
		}
		if m.Kind == "" || m.Name == "" || m.At.Empty() || m.At.To > len(body.Paras[m.At.Para].Tokens) {
			t.Fatalf("bad meeting %+v", m)
		}
		if len(m.Attendees) > len(officials) {
			t.Fatalf("%d attendees of %d officials", len(m.Attendees), len(officials))
		}
	})
}

func BenchmarkFind(b *testing.B) {
	texts := cases.Texts(b, dir)
	type page struct {
		body      *text.Doc
		dates     []date.Date
		officials []official.Official
	}
	var pages []page
	n := 0
	for _, s := range texts {
		doc := text.NewDoc(strings.Split(text.Normalize(s), "\n\n"))
		pages = append(pages, page{doc, date.Find(doc, date.Reference{}), official.Find(doc, nil)})
		n += len(s)
	}
	b.SetBytes(int64(n))
	for b.Loop() {
		for _, p := range pages {
			Find(nil, p.body, nil, p.dates, p.officials)
		}
	}
}
