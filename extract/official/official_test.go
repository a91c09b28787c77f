package official

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"khotin/extract/date"
	"khotin/extract/text"
	"khotin/testdata/cases"
)

const dir = "../../testdata/official"

// The header captions gives the number of paragraphs at the end of the text
// that are captions, published the day against which dates are read.
func TestFind(t *testing.T) {
	cases.Run(t, dir, []string{"captions", "published"}, func(t *testing.T, c cases.Case) []string {
		n, _ := strconv.Atoi(c.Header["captions"])
		body, captions := text.NewDoc(c.Text[:len(c.Text)-n]), text.NewDoc(c.Text[len(c.Text)-n:])
		var ref date.Reference
		if day, err := time.Parse(time.DateOnly, c.Header["published"]); err == nil {
			ref.Published = date.DayOf(day)
		}
		dates := date.Find(body, ref)
		var lines []string
		for _, o := range Find(body, captions) {
			lines = append(lines, strings.Join(append([]string{o.Name}, o.Roles...), " | "))
			for _, m := range o.Mentions {
				doc := body
				if m.Caption {
					doc = captions
				}
				lines = append(lines, fmt.Sprintf("  %s: %s", m.Rule, doc.Text(m.At)))
			}
			for _, e := range o.Events {
				line := fmt.Sprintf("  %s %s: %s", e.Act, e.Date(body, dates), e.Role)
				if len(e.From) > 0 {
					line += " < " + strings.Join(e.From, " | ")
				}
				if e.Moved {
					line += " (moved)"
				}
				lines = append(lines, strings.Replace(line, " :", ":", 1))
			}
		}
		return lines
	})
}

// Word lists are sorted and hold nothing twice.
func TestLexicons(t *testing.T) {
	cases.Lists(t, map[string]string{"families": familyList, "heads": headList, "shorts": shortList, "stops": stopList, "orgs": orgList,
		"titles": titleList, "honorifics": honorificList, "vetoes": vetoList, "historic": historicList, "wordings": wordingList, "countries": countryList,
		"trades": tradeList, "wards": wardList})
}

// Every name and office is a non-empty run of tokens of its paragraph, names
// lie within their mentions, and mentions come in order.
func FuzzFind(f *testing.F) {
	cases.Seed(f, dir)
	f.Fuzz(func(t *testing.T, s string) {
		doc := text.NewDoc(strings.Split(text.Normalize(s), "\n\n"))
		for _, o := range Find(doc, nil) {
			if o.Name == "" || len(o.Mentions) == 0 {
				t.Fatalf("official %q without name or mention", o.Name)
			}
			last := text.Range{Para: -1}
			for _, m := range o.Mentions {
				if m.NameAt.Empty() || !m.At.Contains(m.NameAt) || m.At.To > len(doc.Paras[m.At.Para].Tokens) {
					t.Fatalf("%q: bad mention %+v", o.Name, m)
				}
				if m.NameAt.Para < last.Para || m.NameAt.Para == last.Para && m.NameAt.From < last.To {
					t.Fatalf("%q: mention %+v before %+v", o.Name, m.NameAt, last)
				}
				last = m.NameAt
			}
			for _, r := range o.Roles {
				if strings.TrimSpace(r) == "" {
					t.Fatalf("%q: empty role", o.Name)
				}
			}
			if len(o.Past) != len(o.Roles) {
				t.Fatalf("%q: %d roles, %d of them told as past or not", o.Name, len(o.Roles), len(o.Past))
			}
			for _, e := range o.Events {
				PostOf(e.Role, "quận Lê Chân")
				if e.At.Empty() || e.At.To > len(doc.Paras[e.At.Para].Tokens) || !slices.Contains([]Act{Appointed, Left}, e.Act) || Key(e.Role) == "" {
					t.Fatalf("%q: bad event %+v", o.Name, e)
				}
				e.Date(doc, nil)
			}
		}
	})
}

func BenchmarkFind(b *testing.B) {
	texts := cases.Texts(b, dir)
	doc := text.NewDoc(strings.Split(text.Normalize(strings.Join(texts, "\n\n")), "\n\n"))
	n := 0
	for i := range doc.Paras {
		n += len(doc.Paras[i].Text)
	}
	b.SetBytes(int64(n))
	for b.Loop() {
		Find(doc, nil)
	}
}
