package figure_test

import (
	"fmt"
	"strings"
	"testing"

	"khotin/extract/date"
	"khotin/extract/document"
	"khotin/extract/figure"
	"khotin/extract/official"
	"khotin/extract/place"
	"khotin/extract/text"
	"khotin/testdata/cases"
)

const caseDir = "../../testdata/figure"

// read runs the finders before this one and then Find, as package extract does.
func read(paras []string, published string, subject string) (*text.Doc, []figure.Figure) {
	norm := make([]string, len(paras))
	for i, p := range paras {
		norm[i] = text.Normalize(p)
	}
	doc := text.NewDoc(norm)
	var pub date.Day
	if published != "" {
		fmt.Sscanf(published, "%d-%d-%d", &pub.Year, &pub.Month, &pub.Day)
	}
	c := figure.Context{
		Dates:     date.Find(doc, date.Reference{Published: pub}),
		Documents: document.Find(doc),
		Officials: official.Find(doc, &text.Doc{}),
		Places:    place.Find(doc),
		Subject:   subject,
		Published: pub,
	}
	return doc, figure.Find(doc, c)
}

// line writes a figure in the notation of the cases: value (..upper, /whole),
// unit, measure, status, period, indicator, basis, and what else is not empty.
func line(f *figure.Figure) string {
	value := f.Value.String()
	if f.Upper != nil {
		value += ".." + f.Upper.String()
	}
	if f.Of != nil {
		value += "/" + f.Of.String()
	}
	period, basis := "-", "-"
	if f.Period != nil {
		period = f.Period.Start.String() + ".." + f.Period.End.String()
	}
	if f.Basis != "" {
		basis = f.Basis
	}
	s := []string{value, f.Unit, string(f.Measure), string(f.Status), period, f.Indicator, basis}
	if f.Qualifier != "" {
		s = append(s, "qualifier="+f.Qualifier)
	}
	if f.Amount != f.Value.String() {
		s = append(s, "amount="+f.Amount+" "+f.BaseUnit)
	}
	if f.PartOf >= 0 {
		s = append(s, fmt.Sprintf("part=%d", f.PartOf))
	}
	if len(f.Flags) > 0 {
		s = append(s, "flags="+strings.Join(f.Flags, ","))
	}
	return strings.Join(s, " | ")
}

func TestCases(t *testing.T) {
	cases.Run(t, caseDir, []string{"published", "subject", "places"}, func(t *testing.T, c cases.Case) []string {
		_, figs := read(c.Text, c.Header["published"], c.Header["subject"])
		out := make([]string, len(figs))
		for i := range figs {
			out[i] = line(&figs[i])
			if c.Header["places"] != "" {
				out[i] += " | place=" + figs[i].Place
			}
		}
		return out
	})
}

func FuzzFind(f *testing.F) {
	cases.Seed(f, caseDir)
	f.Add("!năm100(0$") // a bracket whose noun phrase stands before its clause
	f.Fuzz(func(t *testing.T, s string) {
		doc, figs := read(strings.Split(s, "\n\n"), "2023-09-22", "quận Lê Chân")
		for i := range figs {
			g := &figs[i]
			p := &doc.Paras[g.At.Para]
			if g.At.Empty() || g.At.From < 0 || g.At.To > len(p.Tokens) {
				t.Fatalf("span %v of %d tokens", g.At, len(p.Tokens))
			}
			if i > 0 && (figs[i-1].At.Para > g.At.Para || figs[i-1].Group > g.Group && figs[i-1].Group >= i+1) {
				t.Fatalf("row %d out of order", i)
			}
			if g.Indicator == "" && g.Rule != "alone" || g.PartOf == g.Group {
				t.Fatalf("row %d: indicator %q, part of %d in %d", i, g.Indicator, g.PartOf, g.Group)
			}
			if g.Measure != figure.Level && g.Measure != figure.Ratio && g.Measure != figure.Growth {
				t.Fatalf("measure %q", g.Measure)
			}
		}
	})
}

func BenchmarkFind(b *testing.B) {
	texts := cases.Texts(b, caseDir)
	var paras []string
	n := 0
	for _, s := range texts {
		for p := range strings.SplitSeq(s, "\n\n") {
			paras = append(paras, text.Normalize(p))
			n += len(p)
		}
	}
	doc := text.NewDoc(paras)
	c := figure.Context{Dates: date.Find(doc, date.Reference{}), Documents: document.Find(doc), Places: place.Find(doc)}
	b.SetBytes(int64(n))
	b.ReportAllocs()
	for b.Loop() {
		figure.Find(doc, c)
	}
}
