package index

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	bleveindex "github.com/blevesearch/bleve_index_api"

	"khotin/index/query"
)

// streamPage is how many rows are read at once.
const streamPage = 500

// Ask says which rows of a table are wanted; what is empty asks for nothing.
type Ask struct {
	Table *Table
	// Words are those of the command that asks for such rows; of articles,
	// every word must occur.
	Words string
	Filter
	// Body takes officials of a body, and meetings that it holds.
	Body string
	// Kind and Attendee take meetings.
	Kind, Attendee string
	// Period takes figures of a kind of period, see KindOf.
	Period string
	// Unit gives figures in a unit, and takes only those that can be.
	Unit string
	// Once leaves out what copies of an article repeat.
	Once bool
}

// Stream gives the rows of a table that a query and a filter take: see Rows.
func (x *Index) Stream(ctx context.Context, t *Table, q string, f Filter) iter.Seq2[[]any, error] {
	return x.Rows(ctx, Ask{Table: t, Words: q, Filter: f})
}

// Rows gives the rows that are asked for, in the order of the table's key,
// their values in the order of its columns. However many rows there are, few
// are held at once: they are read page by page, each page behind the key of
// the one before. An error is the last that is given.
func (x *Index) Rows(ctx context.Context, a Ask) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		t := a.Table
		s, err := x.selection(ctx, a)
		if err != nil {
			yield(nil, fmt.Errorf("%s: %w", t.Name, err))
			return
		}
		if s == nil {
			return
		}
		defer s.close()
		for row, err := range x.pages(ctx, s) {
			if err != nil {
				err = fmt.Errorf("%s: %w", t.Name, damage(err))
			}
			if !yield(row, err) {
				return
			}
		}
	}
}

// selection is which rows of a table are wanted.
type selection struct {
	table     *Table
	where     conditions
	words     map[int64]bool // wordings, nil for all
	docs      docset         // of articles, those wanted, where reader is not nil
	reader    bleveindex.IndexReader
	ask       Ask
	gathering Gathering // of meetings, without its words
	cited     string    // of documents: words of the citation
	joined    []int64   // of figures: wordings that the words name as one
	limit     int
}

// selection finds out which rows are asked for; nil is none.
func (x *Index) selection(ctx context.Context, a Ask) (*selection, error) {
	t, f := a.Table, a.Filter
	kind, err := MeetingKind(a.Kind)
	if err != nil {
		return nil, err
	}
	s := &selection{table: t, ask: a, limit: limit(f.Limit), gathering: Gathering{Kind: kind, Attendee: a.Attendee}}
	if t.Name == "meetings" {
		if err := x.gatheredBy(ctx, &s.gathering, a.Body, f); err != nil {
			return nil, err
		}
	}
	if a.Once {
		s.where.once("a", f)
	}
	if t.Name == "documents" {
		return s, x.citations(ctx, s, f)
	}
	n, err := x.parse(ctx, a.Words, f)
	if err != nil {
		return nil, err
	}
	if t.alias == "a" {
		return x.articleSelection(ctx, s, n, f)
	}
	fields, n, err := split(n)
	if err != nil {
		return nil, err
	}
	if t.Name == "officials" {
		body, err := x.askedFor(ctx, a.Body, "org_key", f)
		if err == nil {
			err = x.bodyCondition(ctx, &s.where, body)
		}
		if err != nil {
			return nil, err
		}
	}
	if f.Role != "" {
		roles, err := parse(f.Role)
		if err != nil {
			return nil, err
		}
		ids, err := x.firstWordings(ctx, officeWording, roles)
		if err != nil || len(ids) == 0 {
			return nil, err
		}
		s.where.wording("+o.role_word", ids)
	}
	if n == nil {
		return s, x.narrow(ctx, s, fields, f)
	}
	if t.Name == "figures" {
		if s.joined, err = x.joinedBy(ctx, strings.Join(plainWords(n), " ")); err != nil {
			return nil, err
		}
	}
	bare := s.where
	found, err := x.firstMode(ctx, s, n, fields, f)
	if err != nil || found || t.Name != "figures" {
		return onlyIf(found, s), err
	}
	words := plainWords(n)
	rest, f, err := x.peel(ctx, words, f)
	if err != nil || len(rest) == len(words) {
		return nil, err
	}
	if n, err = parse(strings.Join(rest, " ")); err != nil {
		return nil, err
	}
	s.where, s.words = bare, nil
	if n == nil { // "lê chân 2023" names no indicator
		return s, x.narrow(ctx, s, fields, f)
	}
	if s.joined, err = x.joinedBy(ctx, strings.Join(rest, " ")); err != nil {
		return nil, err
	}
	found, err = x.firstMode(ctx, s, n, fields, f)
	return onlyIf(found, s), err
}

func onlyIf(found bool, s *selection) *selection {
	if !found {
		return nil
	}
	return s
}

// firstMode narrows s to the rows whose wording holds the words of n, in the
// first mode that finds any; it reports whether one does.
func (x *Index) firstMode(ctx context.Context, s *selection, n query.Node, fields []query.Node, f Filter) (bool, error) {
	kind := map[string]wordingKind{"figures": indicatorWording, "officials": nameWording, "events": nameWording, "meetings": meetingWording}[s.table.Name]
	bare := s.where
	for _, m := range modes(n) {
		ids, err := x.wordingIDs(ctx, kind, n, m)
		if err != nil {
			return false, err
		}
		ids = append(ids, s.joined...)
		s.words = make(map[int64]bool, len(ids))
		for _, id := range ids {
			s.words[id] = true
		}
		s.where = conditions{parts: append([]string{}, bare.parts...), args: append([]any{}, bare.args...)}
		if err := x.narrow(ctx, s, fields, f); err != nil {
			return false, err
		}
		if len(ids) == 0 {
			continue
		}
		for _, err := range x.pages(ctx, s) {
			return err == nil, err
		}
	}
	return false, nil
}

// narrow adds the fields of a query and the filter.
func (x *Index) narrow(ctx context.Context, s *selection, fields []query.Node, f Filter) error {
	t := s.table
	if err := x.fields(ctx, &s.where, &f, fields, t.Name == "figures"); err != nil {
		return err
	}
	place := t.alias
	if place == "d" {
		place = "a"
	}
	s.where.place(place, f.Place)
	s.where.days(t.start, t.end, f)
	if t.Name == "figures" {
		s.where.oneOf("f.measure", f.Measures)
		s.where.oneOf("f.status", f.Statuses)
		s.where.days("f.day", "f.day", Filter{From: f.PublishedFrom, To: f.PublishedTo})
	}
	x.siteCondition(&s.where, f)
	return nil
}

// citations takes the documents that the words name, by number or otherwise.
func (x *Index) citations(ctx context.Context, s *selection, f Filter) error {
	fields, words, err := x.splitText(ctx, s.ask.Words, f)
	if err != nil {
		return err
	}
	named, err := x.citing(ctx, &s.where, words)
	if err != nil {
		return err
	}
	if !named {
		s.cited = words
	}
	return x.narrow(ctx, s, fields, f)
}

// articleSelection takes the articles that hold everything n asks for, in the
// first mode that finds any.
func (x *Index) articleSelection(ctx context.Context, s *selection, n query.Node, f Filter) (*selection, error) {
	if err := x.narrow(ctx, s, nil, f); err != nil || n == nil {
		return s, err
	}
	ix, err := x.words.index.Advanced()
	if err != nil {
		return nil, err
	}
	reader, err := ix.Reader()
	if err != nil {
		return nil, err
	}
	s.reader = reader
	for _, m := range modes(n) {
		if s.docs, err = x.allHolding(reader, n, m); err != nil {
			break
		}
		if slices.ContainsFunc(s.docs, func(w uint64) bool { return w != 0 }) {
			return s, nil
		}
	}
	return nil, errors.Join(err, s.close())
}

// allHolding gives the articles that hold everything n asks for.
func (x *Index) allHolding(reader bleveindex.IndexReader, n query.Node, m mode) (docset, error) {
	l := x.lengthsNow()
	if l.Articles == 0 {
		return nil, nil
	}
	s := &asking{x: x, reader: reader, articles: float64(l.Articles), average: float64(l.Body) / float64(l.Articles),
		look: &builder{abbr: x.abbr, mode: m, sought: newSought()}, seqs: map[uint32]*known{}}
	if _, ok := n.(query.And); !ok {
		n = query.And{n} // a negation, too, stands in an And
	}
	set, err := s.set(n)
	if errors.Is(err, errNothing) {
		return nil, nil
	}
	return set, err
}

// close gives up what a selection holds.
func (s *selection) close() error {
	if s.reader == nil {
		return nil
	}
	return s.reader.Close()
}

// pages reads the rows of a selection.
func (x *Index) pages(ctx context.Context, s *selection) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		given := 0
		var after []any
		for {
			rows, next, err := x.page(ctx, s, after)
			if err != nil {
				yield(nil, err)
				return
			}
			for _, r := range rows {
				if given++; given > s.limit || !yield(r, nil) {
					return
				}
			}
			if next == nil {
				return
			}
			after = next
		}
	}
}

// statement reads a page: the columns, the key and the wording of each row
// behind the key after, nil for the first.
func (x *Index) statement(s *selection, after []any) (string, []any) {
	t := s.table
	where := conditions{parts: slices.Clone(s.where.parts), args: slices.Clone(s.where.args)}
	if after != nil {
		where.add("("+strings.Join(t.key, ", ")+") > ("+marks(len(t.key))+")", after...)
	}
	cells := make([]string, 0, len(t.Columns)+len(t.key)+1)
	for _, c := range t.Columns {
		cells = append(cells, c.sql)
	}
	cells = append(append(cells, t.key...), cmp.Or(t.words, "NULL"))
	// The key's own index gives the order; any other would mean sorting all.
	index := x.indexedBy(t.Name + "_article")
	if t.alias == "a" {
		index = " INDEXED BY sqlite_autoindex_articles_1"
	}
	from := strings.Replace(t.from, " "+t.alias, " "+t.alias+index, 1)
	return "SELECT " + strings.Join(cells, ", ") + " FROM " + strings.Replace(from, " JOIN ", " CROSS JOIN ", 1) +
		where.where() + " ORDER BY " + strings.Join(t.key, ", ") + " LIMIT ?", append(where.args, streamPage)
}

// page reads the rows of one page that are wanted, and gives the key of its
// last row, nil behind the end.
func (x *Index) page(ctx context.Context, s *selection, after []any) (out [][]any, next []any, err error) {
	t := s.table
	query, args := x.statement(s, after)
	rows, err := x.rows.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	read := 0
	for rows.Next() {
		read++
		values := make([]any, len(t.Columns)+len(t.key)+1)
		to := make([]any, len(values))
		for i := range values {
			to[i] = &values[i]
		}
		if err := rows.Scan(to...); err != nil {
			return nil, nil, err
		}
		next = values[len(t.Columns) : len(t.Columns)+len(t.key)]
		if wanted, err := s.wants(values); err != nil {
			return nil, nil, err
		} else if !wanted {
			continue
		}
		row := values[:len(t.Columns):len(t.Columns)]
		if err := t.row(row); err != nil {
			return nil, nil, err
		}
		if s.takes(row) {
			out = append(out, row)
		}
	}
	if read < streamPage {
		next = nil
	}
	return out, next, rows.Err()
}

func marks(n int) string { return strings.TrimSuffix(strings.Repeat("?, ", n), ", ") }
