package index

import (
	"khotin/extract"
	"khotin/extract/document"
	"khotin/extract/official"
)

// officials writes the people of an article with their offices, and the
// offices that it says they won or lost.
func (w *rowWriter) officials(r *articleRow) {
	a := &r.article
	n, events := 0, 0
	next := len(a.Figures) // of the wordings
	for _, o := range a.Officials {
		name := r.wordings[next]
		next += 1 + len(o.Roles)
		said := o.Name
		if len(o.Mentions) > 0 {
			said = o.Mentions[0].Text
		}
		offices := officesOf(&o, string(a.Place))
		for _, f := range offices {
			var word any
			office := newWording(officeWording, f.Role)
			if f.Role != "" {
				word = office.n
			}
			unit := placeOf(string(f.Place))
			w.exec(`INSERT INTO officials VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, w.officialRows, a.ID, n, o.Name, name.text, name.n,
				null(f.Role), office.text, word, official.Key(f.Role), opt(f.Org), official.Key(string(f.Org)), f.Past || official.Past(f.Role),
				opt(f.Place), unit.full, unit.bare, null(r.day), said)
			n++
			w.officialRows++
		}
		for _, e := range o.Events {
			unit := placeOf(string(e.Place))
			w.exec(`INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, w.events, a.ID, events, o.Name, name.text, name.n,
				e.Act, e.Office, official.Key(e.Office), opt(e.Org), opt(e.Place), unit.full, unit.bare, opt(e.Date), null(r.day), e.Text)
			events++
			w.events++
		}
	}
}

// officesOf gives the offices of a person in an article about the unit subject,
// one without a role for a person named without an office.
func officesOf(o *extract.Official, subject string) []extract.Office {
	if len(o.Roles) == 0 {
		return []extract.Office{{}}
	}
	if len(o.Offices) == len(o.Roles) {
		return o.Offices
	}
	var out []extract.Office
	for _, r := range o.Roles { // rows made elsewhere
		post := official.PostOf(r, subject)
		out = append(out, extract.Office{Role: r, Org: extract.Optional(post.Body), Place: extract.Optional(post.Place)})
	}
	return out
}

// documents writes the documents that an article cites.
func (w *rowWriter) documents(r *articleRow) {
	for i, d := range r.article.Documents {
		w.exec(`INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, w.documentRows, r.article.ID, i, d.Text, d.Type, opt(d.Number),
			opt(d.Issuer), null(d.Key), null(document.Symbol(string(d.Number))), opt(d.Date), opt(d.Subject), d.Sentence)
		w.documentRows++
	}
}
