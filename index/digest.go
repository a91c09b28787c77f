package index

import (
	"encoding/binary"
	"hash/fnv"
	"strconv"

	"khotin/extract"
	"khotin/extract/text"
)

// digestSize is the bytes of what an article's row has of one stage.
const digestSize = 8

// digestsOf sums up what each stage of extract.Stages gave of an article, FNV-1a
// of 64 bits each: articles with the same digest of a stage tell the same. Where
// in the text it stands, in which sentence, and by which rule it was found, makes
// no difference.
func digestsOf(a *extract.Article) []byte {
	out := make([]byte, 0, digestSize*len(extract.Stages))
	var d telling
	for _, stage := range extract.Stages {
		d = d[:0]
		d.stage(a, stage)
		h := fnv.New64a()
		h.Write(d)
		out = binary.BigEndian.AppendUint64(out, h.Sum64())
	}
	return out
}

// telling is what an article tells, in a row.
type telling []byte

// add takes strings up, each with its end.
func (d *telling) add(parts ...string) {
	for _, s := range parts {
		*d = append(append(*d, s...), 0)
	}
	*d = append(*d, 1)
}

func (d *telling) stage(a *extract.Article, stage string) {
	switch stage {
	case "pages":
		d.add(a.Kind, string(a.Title), string(a.Published), a.Suspect, string(a.Author), string(a.Source), string(a.Place), a.Garbled, a.Body)
		d.add(a.Captions...)
	case "dates":
		for i := range a.Dates {
			x := &a.Dates[i]
			d.add(x.Text, x.Start, x.End, x.Grain, strconv.FormatBool(x.Fuzzy), strconv.FormatBool(x.Recurring))
			d.add(x.Flags...)
		}
	case "figures":
		for i := range a.Figures {
			d.figure(&a.Figures[i])
		}
	case "officials":
		for i := range a.Officials {
			d.official(&a.Officials[i])
		}
	case "meetings":
		if m := a.Meeting; m != nil {
			d.add(m.Kind, m.Name, string(m.Host), string(m.Date), string(m.Place), string(m.Chair), strconv.Itoa(m.Ordinal), m.Term, strconv.Itoa(m.Delegates))
			d.add(m.Attendees...)
			d.add(m.Chairs...)
			d.add(m.Points...)
		}
	case "documents":
		for i := range a.Documents {
			x := &a.Documents[i]
			d.add(x.Text, x.Key, x.Type, string(x.Number), string(x.Issuer), string(x.Date), string(x.Subject))
		}
	}
}

func (d *telling) figure(f *extract.Figure) {
	partOf := ""
	if f.PartOf != nil {
		partOf = strconv.Itoa(*f.PartOf)
	}
	d.add(strconv.Itoa(f.Group), partOf)
	d.add(f.Indicator, f.Canonical, f.Measure, f.Value.String(), f.Unit, string(f.Amount), string(f.Qualifier), f.Status, string(f.Basis), string(f.Place))
	if p := f.Period; p != nil {
		d.add(p.Start, p.End)
	}
	for _, x := range []*text.Decimal{f.Of, f.Upper} {
		if x != nil {
			d.add(x.String())
		}
		d.add()
	}
	d.add(f.Flags...)
}

func (d *telling) official(o *extract.Official) {
	d.add(o.Name)
	for _, r := range o.Offices {
		d.add(r.Role, string(r.Org), string(r.Place), strconv.FormatBool(r.Past))
	}
	for _, e := range o.Events {
		d.add(e.Act, e.Office, string(e.Org), string(e.Place), string(e.Date), strconv.FormatBool(e.Moved))
		d.add(e.From...)
	}
}
