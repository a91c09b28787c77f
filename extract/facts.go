package extract

import (
	"slices"
	"strings"
	"time"

	"khotin/extract/date"
	"khotin/extract/document"
	"khotin/extract/figure"
	"khotin/extract/fingerprint"
	"khotin/extract/meeting"
	"khotin/extract/official"
	"khotin/extract/place"
	"khotin/extract/strip"
	"khotin/extract/text"
)

// read runs the finders over a page and shows what they found. The order is
// the order in which they need each other: documents and dates mask numbers,
// officials and the subject settle whom and what a figure is about.
func (a *Article) read(page *strip.Page) {
	body, captions := text.NewDoc(page.Body), text.NewDoc(page.Captions)
	defer body.Free() // nothing of a keeps tokens
	defer captions.Free()
	head := text.NewDoc([]string{page.Title})
	defer head.Free()
	title := &head.Paras[0]
	var ref date.Reference
	if !page.Published.IsZero() {
		ref.Published = date.DayOf(page.Published.In(date.Zone))
	}
	a.Fingerprint = fingerprint.Of(body).String()
	documents := document.Find(body)
	dates := findDates(body, documents, ref, page.Hint)
	officials := official.Find(body, captions)
	places := place.Find(body)
	subject := place.SubjectOf(title, body, places)
	a.Place = Optional(subject)
	a.Dates = slices.Grow(a.Dates, len(dates))
	for _, d := range dates {
		a.Dates = append(a.Dates, showDate(body, d))
	}
	for _, o := range officials {
		a.Officials = append(a.Officials, showOfficial(body, captions, o, subject, dates))
	}
	for _, d := range document.Distinct(documents) {
		a.Documents = append(a.Documents, showDocument(body, d, dates))
	}
	if m := meeting.Find(title, body, captions, dates, officials); m != nil {
		a.Meeting = showMeeting(body, m)
	}
	figures := figure.Find(body, figure.Context{
		Dates: dates, Documents: documents, Officials: officials, Places: places, Subject: subject,
		Published: ref.Published,
	})
	defer figure.Free(figures)
	if figure.Quotes(title) {
		figure.Headline(figures, headline(head, ref, subject))
	}
	a.Figures = slices.Grow(a.Figures, len(figures))
	for i := range figures {
		a.Figures = append(a.Figures, showFigure(body, &figures[i]))
		f := &a.Figures[i]
		switch p := figures[i].Period; {
		case p == nil:
		case i > 0 && p == figures[i-1].Period: // most rows are about the period of the row before
			f.Period = a.Figures[i-1].Period
		default:
			start, end := a.daysOf(dates, p)
			f.Period = &Period{Start: start, End: end, Text: body.Text(p.At)}
		}
	}
}

// headline gives the figures of the title, which only check those of the body.
func headline(title *text.Doc, ref date.Reference, subject string) []figure.Figure {
	return figure.Find(title, figure.Context{
		Dates: date.Find(title, ref), Documents: document.Find(title), Places: place.Find(title), Subject: subject, Published: ref.Published,
	})
}

// findDates reads the dates of a body. Where neither page nor text names a
// year, the month in which a dump was taken can: dumps are mostly taken soon
// after publication. It is believed where a day that the text names lies in
// that month or the one before, and never for words such as "hôm qua".
func findDates(body *text.Doc, docs []document.Document, ref date.Reference, taken time.Time) []date.Date {
	dates := date.Among(body, docs, ref)
	if !ref.Published.IsZero() || taken.IsZero() {
		return dates
	}
	for i := range dates {
		if !dates[i].Yearless {
			return dates
		}
	}
	last := taken.AddDate(0, 1, -1)
	near := false
	guess := date.Among(body, docs, date.Reference{Published: date.DayOf(last)})
	for i := range guess {
		d := &guess[i]
		at := d.Start.Time()
		near = near || d.Grain == date.GrainDay && d.Yearless && !d.Anniversary && !at.Before(taken.AddDate(0, -1, -1)) && !at.After(last.AddDate(0, 0, 1))
	}
	if !near {
		return dates
	}
	return slices.DeleteFunc(guess, func(d date.Date) bool { return strings.HasSuffix(d.Rule, "-relative") })
}

func showDate(doc *text.Doc, d date.Date) Date {
	start, end := showDays(d.Start, d.End)
	out := Date{
		Text: doc.Text(d.At), Start: start, End: end, Grain: string(d.Grain),
		Fuzzy: d.Fuzzy, Recurring: d.Recurring, Paragraph: d.At.Para, Span: doc.RuneSpan(d.At), Rule: d.Rule,
	}
	if d.WrongWeekday {
		out.Flags = []string{"weekday-disagrees"}
	}
	return out
}

// showDays gives the first and last day of a time, which mostly are one.
func showDays(start, end date.Day) (string, string) {
	s := start.String()
	if start == end {
		return s, s
	}
	return s, end.String()
}

// daysOf gives the first and last day of a period, which mostly is one of dates,
// those of a.
func (a *Article) daysOf(dates []date.Date, p *date.Date) (start, end string) {
	for i := range dates {
		if d := &dates[i]; d.Start == p.Start && d.End == p.End {
			return a.Dates[i].Start, a.Dates[i].End
		}
	}
	return showDays(p.Start, p.End)
}

func showOfficial(body, captions *text.Doc, o official.Official, subject string, dates []date.Date) Official {
	out := Official{
		Name: o.Name, Roles: append([]string{}, o.Roles...),
		Offices: make([]Office, 0, len(o.Roles)), Mentions: make([]Mention, 0, len(o.Mentions)),
	}
	paragraphs := make([]int, len(o.Mentions))
	for i, r := range o.Roles {
		post := official.PostOf(r, subject)
		out.Offices = append(out.Offices, Office{r, Optional(post.Body), Optional(post.Place), o.Past[i]})
	}
	for _, e := range o.Events {
		out.Events = append(out.Events, showEvent(body, captions, e, subject, dates))
	}
	for i, m := range o.Mentions {
		doc, n := body, &paragraphs[i]
		*n = m.At.Para
		shown := Mention{Rule: m.Rule, Paragraph: n}
		if m.Caption {
			doc = captions
			shown.Paragraph, shown.Caption = nil, n
		}
		shown.Text, shown.Span = doc.Text(m.At), doc.RuneSpan(m.At)
		out.Mentions = append(out.Mentions, shown)
	}
	return out
}

func showEvent(body, captions *text.Doc, e official.Event, subject string, dates []date.Date) Event {
	post := official.PostOf(e.Role, subject)
	doc, n := body, e.At.Para
	out := Event{
		Act: string(e.Act), Office: e.Role, Org: Optional(post.Body), Place: Optional(post.Place),
		Date: Optional(e.Date(body, dates)), From: e.From, Moved: e.Moved, Paragraph: &n,
	}
	if e.Caption {
		doc = captions
		out.Paragraph, out.Caption = nil, &n
	}
	out.Text, out.Span = doc.Text(e.At), doc.RuneSpan(e.At)
	return out
}

func showDocument(doc *text.Doc, d document.Document, dates []date.Date) Document {
	return Document{
		Text: d.Text, Type: d.Type, Number: Optional(d.Number), Issuer: Optional(d.Issuer),
		Date: Optional(issued(d, dates)), Subject: Optional(d.Title(doc)), Key: d.Key, Sentence: d.Sentence(doc),
		Paragraph: d.At.Para, Span: doc.RuneSpan(d.At), Rule: d.Rule,
	}
}

// issued gives the day that stands with a document's number, else the year in
// it, else "".
func issued(d document.Document, dates []date.Date) string {
	for i := range dates {
		x := &dates[i]
		if x.At.Para == d.Mask.Para && x.At.From >= d.At.To && x.At.To <= d.Mask.To && x.Grain == date.GrainDay {
			return x.Start.String()
		}
	}
	return d.Year()
}

func showMeeting(doc *text.Doc, m *meeting.Meeting) *Meeting {
	chairs := m.Chairs
	if len(chairs) < 2 {
		chairs = nil
	}
	return &Meeting{
		Chairs: chairs, Ordinal: m.Ordinal, Term: m.Term, Points: m.Points, Delegates: m.Delegates,
		Kind: m.Kind, Name: m.Name, Host: Optional(m.Host), Date: Optional(m.Date.String()), Place: Optional(m.Place),
		Chair: Optional(m.Chair), Attendees: append([]string{}, m.Attendees...), Rule: m.Rule,
		Paragraph: m.At.Para, Span: doc.RuneSpan(m.At),
	}
}

func showFigure(doc *text.Doc, f *figure.Figure) Figure {
	out := Figure{
		Text: doc.Text(f.At), Indicator: f.Indicator, Canonical: f.Canonical, Measure: string(f.Measure), Value: f.Value, Unit: f.Unit,
		Amount: Optional(f.Amount), BaseUnit: Optional(f.BaseUnit), Qualifier: Optional(f.Qualifier),
		Status: string(f.Status), Basis: Optional(f.Basis), Of: f.Of, Upper: f.Upper, Place: Optional(f.Place),
		Group: f.Group, Flags: f.Flags, Sentence: doc.Text(f.Sentence),
		Paragraph: f.At.Para, Span: doc.RuneSpan(f.At), Rule: f.Rule,
	}
	if f.PartOf >= 0 {
		n := f.PartOf
		out.PartOf = &n
	}
	return out
}
