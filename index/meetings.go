package index

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"khotin/extract"
	"khotin/extract/official"
	"khotin/extract/text"
)

// MeetingRow is a meeting and the article that reports it.
type MeetingRow struct {
	ArticleRef
	Kind      string           `json:"kind"`
	Name      string           `json:"name"`
	Host      extract.Optional `json:"host"`
	Date      extract.Optional `json:"date"`
	Place     extract.Optional `json:"place"`
	Chair     extract.Optional `json:"chair"`
	Attendees []string         `json:"attendees"`
	Figures   int              `json:"figures"`   // in the article
	Documents []string         `json:"documents"` // numbers of those that it cites
	about     string           // the unit that the article is about
}

// Gathering asks for meetings: by words, by the body that holds them or whose
// event they are, by kind as MeetingKind reads it and by somebody who took part.
// Empty parts ask for nothing.
type Gathering struct {
	Words, Body, Kind, Attendee string

	body asked              // Body as it is compared
	seen map[[2]string]bool // whether a host in articles about a unit is Body's
}

// gatheredBy makes g ask for the meetings of a body.
func (x *Index) gatheredBy(ctx context.Context, g *Gathering, body string, f Filter) (err error) {
	g.Body, g.seen = body, map[[2]string]bool{}
	g.body, err = x.askedFor(ctx, body, "org_key", f)
	return err
}

// Meetings is Gatherings for words alone.
func (x *Index) Meetings(ctx context.Context, q string, f Filter) ([]MeetingRow, error) {
	return x.Gatherings(ctx, Gathering{Words: q}, f)
}

// Gatherings gives the meetings whose kind, name, host or chair hold all words
// of g.Words, and that answer the rest of g, newest first.
func (x *Index) Gatherings(ctx context.Context, g Gathering, f Filter) ([]MeetingRow, error) {
	var err error
	if g.Kind, err = MeetingKind(g.Kind); err != nil {
		return nil, err
	}
	if err := x.gatheredBy(ctx, &g, g.Body, f); err != nil {
		return nil, fmt.Errorf("meetings: %w", err)
	}
	n, err := x.parse(ctx, g.Words, f)
	if err != nil {
		return nil, err
	}
	fields, n, err := split(n)
	if err != nil {
		return nil, err
	}
	c := conditions{joined: true}
	if err := x.fields(ctx, &c, &f, fields, false); err != nil {
		return nil, fmt.Errorf("meetings: %w", err)
	}
	if n == nil {
		return x.meetings(ctx, c, g, f)
	}
	for _, m := range modes(n) {
		ids, err := x.wordingIDs(ctx, meetingWording, n, m)
		if err != nil {
			return nil, fmt.Errorf("meetings: %w", err)
		}
		if len(ids) == 0 {
			continue
		}
		c := conditions{parts: slices.Clone(c.parts), args: slices.Clone(c.args), joined: true}
		c.wording("m.wording", ids)
		last := len(c.parts) - 1
		if err := x.fewRowsOf(ctx, &c, "meetings m", last); err != nil {
			return nil, fmt.Errorf("meetings: %w", err)
		}
		if !c.few { // the day leads
			c.parts[last] = "+" + c.parts[last]
		}
		rows, err := x.meetings(ctx, c, g, f)
		if err != nil || len(rows) > 0 {
			return rows, err
		}
	}
	return nil, nil
}

// meetings gives the rows that the conditions and g take, newest first.
func (x *Index) meetings(ctx context.Context, c conditions, g Gathering, f Filter) ([]MeetingRow, error) {
	statement, args, err := x.meetingsInOrder(ctx, c, f)
	if err != nil {
		return nil, fmt.Errorf("meetings: %w", err)
	}
	rows, err := x.rows.QueryContext(ctx, statement, args...)
	if err != nil {
		return nil, fmt.Errorf("meetings: %w", damage(err))
	}
	defer rows.Close()
	var out []MeetingRow
	for rows.Next() && len(out) < limit(f.Limit) {
		var r MeetingRow
		var day, attendees sql.RawBytes
		err := rows.Scan(&day, &r.Article, &r.Kind, &r.Name, optional{&r.Host}, optional{&r.Chair}, &attendees, &r.about)
		if err != nil {
			return nil, fmt.Errorf("meetings: %w", err)
		}
		if !g.mayTake(&r, attendees) {
			continue
		}
		if err := json.Unmarshal(attendees, &r.Attendees); err != nil {
			return nil, fmt.Errorf("meetings: %w", err)
		}
		if g.attended(&r) {
			out = append(out, r)
		}
	}
	if err := cmp.Or(rows.Err(), rows.Close()); err != nil {
		return nil, fmt.Errorf("meetings: %w", damage(err))
	}
	return out, x.reported(ctx, out)
}

// meetingsInOrder gives the statement that reads the meetings which the
// conditions take, newest first. Few are sorted. Many come out of the orders of
// meetings that have a day and of articles for those that have none, so that a
// limit stops it soon.
func (x *Index) meetingsInOrder(ctx context.Context, c conditions, f Filter) (statement string, args []any, err error) {
	const columns = `m.article, m.kind, m.name, m.host, m.chair, m.attendees, coalesce(a.place, '')`
	x.siteCondition(&c, f)
	c.once("a", f)
	words, had := c.few, len(c.parts)
	c.place("a", f.Place)
	if err := x.fewRowsOf(ctx, &c, "articles a", had); err != nil {
		return "", nil, err
	}
	if c.few {
		from := "articles a CROSS JOIN meetings m ON m.article = a.id"
		if words {
			from = "meetings m CROSS JOIN articles a ON a.id = m.article"
		}
		c.days("coalesce(m.date, a.day)", "coalesce(m.date, a.day)", f)
		return `SELECT coalesce(m.date, a.day) AS day, ` + columns + ` FROM ` + from + c.where() + ` ORDER BY 1 DESC, 2`, c.args, nil
	}
	undated := conditions{parts: slices.Clone(c.parts), args: slices.Clone(c.args)}
	c.days("m.date", "m.date", f)
	undated.days("a.day", "a.day", f)
	none := conditions{parts: []string{"m.date IS NULL"}}
	if err := x.fewRowsOf(ctx, &none, "meetings m", 0); err != nil {
		return "", nil, err
	}
	without := "articles a CROSS JOIN meetings m ON m.article = a.id"
	if none.few {
		without = "meetings m CROSS JOIN articles a ON a.id = m.article"
	}
	return `SELECT m.date AS day, ` + columns + ` FROM meetings m CROSS JOIN articles a ON a.id = m.article` + c.where("m.date IS NOT NULL") +
		` UNION ALL SELECT a.day, ` + columns + ` FROM ` + without + undated.where("m.date IS NULL") +
		` ORDER BY 1 DESC, 2`, slices.Concat(c.args, undated.args), nil
}

// reported fills in what the articles of meetings say besides.
func (x *Index) reported(ctx context.Context, ms []MeetingRow) error {
	ids := make([]string, len(ms))
	at := make(map[string]*MeetingRow, len(ms))
	for i := range ms {
		ids[i], at[ms[i].Article] = ms[i].Article, &ms[i]
	}
	rows, err := x.rows.QueryContext(ctx, `SELECT m.article, m.date, m.place, a.url, a.title, a.published, a.site, a.figures,
		(SELECT json_group_array(coalesce(d.number, d.text) ORDER BY d.n) FROM documents d WHERE d.article = a.id)
		FROM json_each(?) j CROSS JOIN meetings m ON m.article = j.value CROSS JOIN articles a ON a.id = m.article`, textList(ids))
	if err != nil {
		return fmt.Errorf("meetings: %w", damage(err))
	}
	defer rows.Close()
	for rows.Next() {
		var id string
		var got MeetingRow
		var documents sql.RawBytes
		err := rows.Scan(&id, optional{&got.Date}, optional{&got.Place}, optional{&got.URL}, optional{&got.Title}, optional{&got.Published}, &got.Site, &got.Figures, &documents)
		if err == nil {
			err = json.Unmarshal(documents, &got.Documents)
		}
		if err != nil {
			return fmt.Errorf("meetings: %w", err)
		}
		r := at[id]
		r.Date, r.Place, r.URL, r.Title, r.Published = got.Date, got.Place, got.URL, got.Title, got.Published
		r.Site, r.Figures, r.Documents = got.Site, got.Figures, got.Documents
	}
	return damage(rows.Err())
}

// takes reports whether a meeting answers what g asks besides words.
func (g *Gathering) takes(r *MeetingRow) bool { return g.mayTake(r, nil) && g.attended(r) }

// mayTake is takes, but of who took part, given as JSON, looks only whether the
// name's first syllable is there.
func (g *Gathering) mayTake(r *MeetingRow, attendees []byte) bool {
	if g.Kind != "" && r.Kind != g.Kind {
		return false
	}
	if g.Body != "" {
		k := [2]string{hostOf(r), r.about}
		is, known := g.seen[k]
		if !known {
			is = ofBody(r, g.body)
			g.seen[k] = is
		}
		if !is {
			return false
		}
	}
	first, _, _ := strings.Cut(text.Fold(text.Key(text.Normalize(g.Attendee))), " ")
	return first == "" || attendees == nil || strings.Contains(text.Fold(text.Key(text.Normalize(string(r.Chair)+" "+string(attendees)))), first)
}

// attended reports whether somebody of g's name took part or chaired.
func (g *Gathering) attended(r *MeetingRow) bool {
	if g.Attendee == "" {
		return true
	}
	who := append([]string{string(r.Chair)}, r.Attendees...)
	return slices.ContainsFunc(who, func(name string) bool { return holdsName(name, g.Attendee) })
}

// ofBody reports whether a body, "UBND thành phố", "Quận ủy Lê Chân", is the
// host, or named with the event where no host is known. The unit must agree
// where the body has one.
func ofBody(r *MeetingRow, body asked) bool {
	words := hostOf(r)
	if !holdsInOrder(folds(official.Key(words)), body.words) {
		return false
	}
	return body.unit == "" || placeOf(official.PostOf("Chủ tịch "+words, r.about).Place).full == placeOf(body.unit).full
}

// hostOf gives the words that tell who holds a meeting.
func hostOf(r *MeetingRow) string { return cmp.Or(string(r.Host), r.Name) }

// holdsName reports whether a name has the words of another side by side, in
// that spelling, or in any where the other has no marks.
func holdsName(name, words string) bool {
	key := text.Key(text.Normalize(words))
	if key == text.Fold(key) {
		name = text.Fold(text.Normalize(name))
	}
	return strings.Contains(" "+text.Key(text.Normalize(name))+" ", " "+key+" ")
}
