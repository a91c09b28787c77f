package index

import (
	"fmt"
	"slices"
	"strings"
)

// Type is what the values of a Column are. Every value but a list may also be
// nil: an empty text is no value.
type Type string

const (
	Text    Type = "text"    // string
	Integer Type = "integer" // int64
	Number  Type = "number"  // text.Decimal, exact
	Day     Type = "day"     // string, YYYY-MM-DD
	Time    Type = "time"    // string, RFC 3339 in UTC
	List    Type = "list"    // []string
)

// Column is one column of a Table.
type Column struct {
	Name    string
	Type    Type
	Unit    string // of numbers; "" for none
	Meaning string

	sql string // over the tables of schema.sql
}

// Table is a kind of rows as they are exported and asked for in SQL.
type Table struct {
	Name    string
	Meaning string   // what one row is
	Key     []string // columns that name a row
	Columns []Column

	from  string   // FROM clause; a is the article
	alias string   // of the rows' own table
	key   []string // what Stream orders by, expressions for Key
	start string   // the time that a Filter bounds, an expression
	end   string
	words string // column that holds the wording; "" where another way finds the words
}

// TableNamed gives a table of Tables, nil for none.
func TableNamed(name string) *Table {
	for i := range Tables {
		if Tables[i].Name == name {
			return &Tables[i]
		}
	}
	return nil
}

// column gives the place of a column, -1 for none.
func (t *Table) column(name string) int {
	return slices.IndexFunc(t.Columns, func(c Column) bool { return c.Name == name })
}

// view is the SELECT of the table's view: plain SQL over schema.sql. Numbers
// are numbers there, lists JSON arrays.
func (t *Table) view() string {
	var parts []string
	for _, c := range t.Columns {
		e := c.sql
		switch c.Type {
		case Number:
			e = "CAST(" + e + " AS NUMERIC)"
		case Text, Day, Time:
			e = "nullif(" + e + ", '')"
		case List:
			e = "coalesce(" + e + ", '[]')"
		}
		parts = append(parts, fmt.Sprintf("%s AS %q", e, c.Name))
	}
	return "SELECT " + strings.Join(parts, ", ") + " FROM " + t.from
}

// packed gives a member of the article as it was packed.
func packed(member string) string { return "unpacked(a.json) ->> '$." + member + "'" }

// ofArticle are the columns by which rows name their article.
func ofArticle(id string) []Column {
	return []Column{
		{Name: "article", Type: Text, sql: id, Meaning: "id of the article that says so"},
		{Name: "published", Type: Text, sql: "a.published", Meaning: "when the article was published: RFC 3339 in the portal's zone, or a day"},
		{Name: "title", Type: Text, sql: "a.title", Meaning: "title of the article"},
		{Name: "url", Type: Text, sql: "a.url", Meaning: "address of the article"},
		{Name: "site", Type: Text, sql: "a.site", Meaning: "portal that carries the article: its name, else its host"},
		{Name: "copy", Type: Integer, sql: "a.copy", Meaning: "1 where the same article of another portal stands for it, else 0"},
	}
}

// Tables are the kinds of rows, as export, sql and README show them.
var Tables = []Table{
	{
		Name: "articles", Meaning: "an article", Key: []string{"id"},
		from: "articles a", alias: "a", key: []string{"a.id"}, start: "a.day", end: "a.day",
		Columns: []Column{
			{Name: "id", Type: Text, sql: "a.id", Meaning: "identifier, the same in every command"},
			{Name: "url", Type: Text, sql: "a.url", Meaning: "address it was fetched from"},
			{Name: "canonical_url", Type: Text, sql: "a.canonical_url", Meaning: "address that the page calls its own"},
			{Name: "title", Type: Text, sql: "a.title", Meaning: "title"},
			{Name: "published", Type: Text, sql: "a.published", Meaning: "when it was published: RFC 3339 in the portal's zone, or a day"},
			{Name: "day", Type: Day, sql: "a.day", Meaning: "day of publication"},
			{Name: "published_suspect", Type: Text, sql: packed("published_suspect"), Meaning: "why the page's stamp may be wrong"},
			{Name: "author", Type: Text, sql: packed("author"), Meaning: "who signs it"},
			{Name: "source", Type: Text, sql: packed("source"), Meaning: "paper or agency that it is taken from"},
			{Name: "site", Type: Text, sql: "a.site", Meaning: "portal that carries it: its name, else its host"},
			{Name: "place", Type: Text, sql: "a.place", Meaning: "administrative unit that it is about"},
			{Name: "body", Type: Text, sql: "unpacked(a.packed_body)", Meaning: "paragraphs joined by a blank line, captions left out"},
			{Name: "captions", Type: List, sql: packed("captions"), Meaning: "captions of its pictures"},
			{Name: "figures", Type: Integer, sql: "a.figures", Meaning: "number of figures read in it"},
			{Name: "captured", Type: Time, sql: "a.captured", Meaning: "when the page was archived"},
			{Name: "capture_file", Type: Text, sql: "a.capture_file", Meaning: "WARC file of the archive that holds the page"},
			{Name: "capture_offset", Type: Integer, Unit: "bytes", sql: "a.capture_offset", Meaning: "where in that file its record begins"},
			{Name: "digest", Type: Text, sql: packed("digest"), Meaning: "digest of the archived page"},
			{Name: "file", Type: Text, sql: packed("file"), Meaning: "name of the file that it was imported from"},
			{Name: "rules", Type: Text, sql: "a.rules", Meaning: "versions of the rules it was read with: of pages, dates, figures, officials, meetings, documents"},
			{Name: "story", Type: Text, sql: "a.story", Meaning: "the same for all portals' copies of one article; empty where there is one only"},
			{Name: "copy", Type: Integer, sql: "a.copy", Meaning: "1 where another copy, the first published, stands for it, else 0"},
		},
	},
	{
		Name: "figures", Meaning: "a number that an article states as a fact or a goal", Key: []string{"article", "n"},
		from: "figures f JOIN articles a ON a.id = f.article", alias: "f", key: []string{"f.article", "f.n"}, words: "f.wording",
		start: "coalesce(f.period_start, f.day)", end: "coalesce(f.period_end, f.day)",
		Columns: append([]Column{
			{Name: "indicator", Type: Text, sql: "f.indicator", Meaning: "what is measured, as written"},
			{Name: "measure", Type: Text, sql: "f.measure", Meaning: "level, ratio (percent of a basis) or growth (change against a basis)"},
			{Name: "value", Type: Number, Unit: "see unit", sql: "f.value", Meaning: "the number in its unit as written; of a range the lower end"},
			{Name: "upper", Type: Number, Unit: "see unit", sql: "f.upper", Meaning: "upper end of a range"},
			{Name: "whole", Type: Number, Unit: "see unit", sql: "f.whole", Meaning: "the 21 of \"06/21 chỉ tiêu\""},
			{Name: "unit", Type: Text, sql: "f.unit", Meaning: "unit of value, upper and whole, as written"},
			{Name: "amount", Type: Number, Unit: "see base_unit", sql: "f.amount", Meaning: "value in full"},
			{Name: "base_unit", Type: Text, sql: "f.base_unit", Meaning: "unit of amount, such as VND"},
			{Name: "qualifier", Type: Text, sql: "f.qualifier", Meaning: "word that limits the number, such as \"ước\" or \"hơn\""},
			{Name: "status", Type: Text, sql: "f.status", Meaning: "actual, estimate or target"},
			{Name: "basis", Type: Text, sql: "f.basis", Meaning: "what a ratio or growth is measured against, as written"},
			{Name: "period_start", Type: Day, sql: "f.period_start", Meaning: "first day of the time that the number is about"},
			{Name: "period_end", Type: Day, sql: "f.period_end", Meaning: "last day of it"},
			{Name: "period_text", Type: Text, sql: "f.period_text", Meaning: "the time as written"},
			{Name: "place", Type: Text, sql: "f.place", Meaning: "administrative unit that the number is about"},
			{Name: "statement", Type: Integer, sql: "f.statement", Meaning: "joins the figures of one statement within an article (\"group\" in JSON)"},
			{Name: "part_of", Type: Integer, sql: "f.part_of", Meaning: "n of the figure of the same article that this one is a part of"},
			{Name: "flags", Type: List, sql: "f.flags", Meaning: "doubts about the reading"},
			{Name: "sentence", Type: Text, sql: sentenceOf, Meaning: "sentence that proves it"},
			{Name: "text", Type: Text, sql: "f.text", Meaning: "the words that state it"},
			{Name: "paragraph", Type: Integer, sql: "f.paragraph", Meaning: "paragraph of the body, from 0"},
			{Name: "span_start", Type: Integer, Unit: "code points", sql: "f.span_start", Meaning: "where text begins in the paragraph, from 0"},
			{Name: "span_end", Type: Integer, Unit: "code points", sql: "f.span_end", Meaning: "where it ends, exclusive"},
			{Name: "rule", Type: Text, sql: "f.rule", Meaning: "rule that found it"},
			{Name: "canonical", Type: Text, sql: "(SELECT w.canonical FROM wordings w WHERE w.id = f.wording)", Meaning: "name that joins the wordings of one indicator, where one does"},
			{Name: "n", Type: Integer, sql: "f.n", Meaning: "place among the figures of the article, from 0"},
		}, ofArticle("f.article")...),
	},
	{
		Name: "officials", Meaning: "a person in an office, as one article names them", Key: []string{"article", "n"},
		from: "officials o JOIN articles a ON a.id = o.article", alias: "o", key: []string{"o.article", "o.n"}, words: "o.name_word",
		start: "o.day", end: "o.day",
		Columns: append([]Column{
			{Name: "name", Type: Text, sql: "o.name", Meaning: "name as written, honorifics left out"},
			{Name: "role", Type: Text, sql: "o.role", Meaning: "office as written"},
			{Name: "place", Type: Text, sql: "o.place", Meaning: "administrative unit of the office, where that is known"},
			{Name: "org", Type: Text, sql: "o.org", Meaning: "body of the office, with its unit"},
			{Name: "past", Type: Integer, sql: "o.past", Meaning: "1 where the article calls the office a former one, else 0"},
			{Name: "text", Type: Text, sql: "o.text", Meaning: "the first words that name the person"},
			{Name: "day", Type: Day, sql: "o.day", Meaning: "day of publication, when they were seen in the office"},
			{Name: "n", Type: Integer, sql: "o.n", Meaning: "place among the officials of the article, from 0"},
		}, ofArticle("o.article")...),
	},
	{
		Name: "events", Meaning: "an office that somebody won or lost, as one article tells it", Key: []string{"article", "n"},
		from: "events e JOIN articles a ON a.id = e.article", alias: "e", key: []string{"e.article", "e.n"}, words: "e.name_word",
		// Of a year or month the last day it may have: days are compared as texts.
		start: "coalesce(e.date, e.day)", end: "coalesce(e.date || substr('-12-31', length(e.date) - 3), e.day)",
		Columns: append([]Column{
			{Name: "date", Type: Text, sql: "e.date", Meaning: "when: a day, or the month or year alone, where the article tells it"},
			{Name: "name", Type: Text, sql: "e.name", Meaning: "name of the person as written, honorifics left out"},
			{Name: "act", Type: Text, sql: "e.act", Meaning: "appointed or left"},
			{Name: "office", Type: Text, sql: "e.office", Meaning: "office as written"},
			{Name: "place", Type: Text, sql: "e.place", Meaning: "administrative unit of the office, where that is known"},
			{Name: "org", Type: Text, sql: "e.org", Meaning: "body of the office, with its unit"},
			{Name: "text", Type: Text, sql: "e.text", Meaning: "the words that say so"},
			{Name: "day", Type: Day, sql: "e.day", Meaning: "day of publication"},
			{Name: "n", Type: Integer, sql: "e.n", Meaning: "place among the events of the article, from 0"},
		}, ofArticle("e.article")...),
	},
	{
		Name: "meetings", Meaning: "an event that an article reports", Key: []string{"article"},
		from: "meetings m JOIN articles a ON a.id = m.article", alias: "m", key: []string{"m.article"}, words: "m.wording",
		start: "coalesce(m.date, a.day)", end: "coalesce(m.date, a.day)",
		Columns: append([]Column{
			{Name: "date", Type: Day, sql: "m.date", Meaning: "day, of several the first"},
			{Name: "kind", Type: Text, sql: "m.kind", Meaning: "hội nghị, kỳ họp, phiên họp, đại hội, hội thảo, lễ, buổi làm việc or kiểm tra"},
			{Name: "name", Type: Text, sql: "m.name", Meaning: "wording in full"},
			{Name: "host", Type: Text, sql: "m.host", Meaning: "body that holds it"},
			{Name: "chair", Type: Text, sql: "m.chair", Meaning: "who chairs it"},
			{Name: "attendees", Type: List, sql: "m.attendees", Meaning: "who attends, as far as named"},
			{Name: "venue", Type: Text, sql: "m.place", Meaning: "where it is held"},
			{Name: "place", Type: Text, sql: "a.place", Meaning: "administrative unit that the article is about"},
		}, ofArticle("m.article")...),
	},
	{
		Name: "documents", Meaning: "a numbered document that an article cites, once for each way it is written", Key: []string{"article", "n"},
		from: "documents d JOIN articles a ON a.id = d.article", alias: "d", key: []string{"d.article", "d.n"},
		start: "a.day", end: "a.day",
		Columns: append([]Column{
			{Name: "text", Type: Text, sql: "d.text", Meaning: "citation as written"},
			{Name: "type", Type: Text, sql: "d.type", Meaning: "kind of document, such as Nghị quyết"},
			{Name: "number", Type: Text, sql: "d.number", Meaning: "number and sign, such as 28-NQ/TU"},
			{Name: "issuer", Type: Text, sql: "d.issuer", Meaning: "who issued it"},
			{Name: "issued", Type: Text, sql: "d.date", Meaning: "day of issue, or the year alone, where the article gives it"},
			{Name: "subject", Type: Text, sql: "d.title", Meaning: "what it is about, as written"},
			{Name: "sentence", Type: Text, sql: "d.sentence", Meaning: "sentence that cites it first"},
			{Name: "key", Type: Text, sql: "d.key", Meaning: "the same for every way in which the article cites one document"},
			{Name: "place", Type: Text, sql: "a.place", Meaning: "administrative unit that the article is about"},
			{Name: "n", Type: Integer, sql: "d.n", Meaning: "place among the citations of the article, from 0"},
		}, ofArticle("d.article")...),
	},
}
