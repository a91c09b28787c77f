package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/spf13/cobra"

	"khotin/cmd/khotin/render"
	"khotin/extract"
	"khotin/index"
	"khotin/index/query"
)

// searchFlags are the flags of search alone.
type searchFlags struct {
	sort       string
	facets     []string
	offset     int
	allSources bool
	fuzzy      bool
}

func (c *cli) searchCommand() *cobra.Command {
	var own searchFlags
	cmd := &cobra.Command{
		Use:   "search QUERY | -",
		Short: "Find articles",
		Long: "Find articles by their words, with or without diacritics. All of these work: words,\n" +
			"\"a phrase\", -without, one OR other, (groups). UBND finds Ủy ban nhân dân and the other\n" +
			"way round. --from and --to bound the day of publication.\n\n" +
			"An article that several portals carry is shown once, with its sources. --facets counts\n" +
			"over all articles found: " + strings.Join(index.FacetNames, ", ") + "; json gives the\n" +
			"counts as a last object, csv gives them alone.\n\n" +
			"search - reads one query a line from standard input and answers each, as it comes, with one line\n" +
			"of JSON: {\"query\", \"hits\": [{\"id\", \"url\", \"score\"}]}, ten hits unless --limit says otherwise;\n" +
			"there every portal's copy is a hit. A line that is no query, because of a lone quotation mark or\n" +
			"the like, is answered by its words: \"error\" says why, \"read_as\" what was looked for.",
		Example: "  khotin search \"giải phóng mặt bằng\" --place \"Ngô Quyền\" --from 2023",
		RunE: func(cmd *cobra.Command, args []string) error {
			question, err := words("search", args)
			if err != nil {
				return err
			}
			if question == "-" {
				if !cmd.Flags().Changed("limit") {
					c.limit = 10
				}
				return c.searchLines(cmd.Context())
			}
			return c.search(cmd.Context(), question, own)
		},
	}
	c.filters(cmd, 20)
	f := cmd.Flags()
	f.StringVar(&own.sort, "sort", "relevance", "`relevance`, or date: the newest that hold every word")
	f.StringSliceVar(&own.facets, "facets", nil, "count `values` over all articles found: "+strings.Join(index.FacetNames, ","))
	f.IntVar(&own.offset, "offset", 0, "pass over the first `N` articles")
	f.BoolVar(&own.allSources, "all-sources", false, "show every portal's copy of an article")
	f.BoolVar(&own.fuzzy, "fuzzy", false, "take words that no article has for those spelled almost so")
	c.formats(cmd, "table", "json", "csv")
	return cmd
}

// search answers one query.
func (c *cli) search(ctx context.Context, question string, own searchFlags) error {
	switch {
	case own.sort != "relevance" && own.sort != "date":
		return wrongUse("write --sort relevance or --sort date", "--sort %q: sort by relevance or by date", own.sort)
	case own.offset < 0:
		return wrongUse("--offset 20 passes over the first 20", "--offset %d: an offset is 0 or more", own.offset)
	}
	for _, name := range own.facets {
		if !slices.Contains(index.FacetNames, name) {
			return wrongUse("facets are "+strings.Join(index.FacetNames, ", "), "unknown facet %q", name)
		}
	}
	meant := ""
	hits, err := ask(ctx, c, func(ix *index.Index, f index.Filter) (hits index.Hits, err error) {
		f.ByDate, f.Facets, f.Offset, f.AllSources = own.sort == "date", own.facets, own.offset, own.allSources
		if f.Limit == 0 { // as many as there are
			f.Limit = math.MaxInt
		}
		if own.fuzzy {
			if better, changed, err := ix.Suggest(ctx, question); err != nil {
				return hits, err
			} else if changed {
				c.chat("searching for %s", better)
				question = better
			}
		}
		hits, err = ix.Search(ctx, question, f)
		if err == nil && hits.Total == 0 && !own.fuzzy {
			if better, changed, err := ix.Suggest(ctx, question); err == nil && changed {
				meant = better
			}
		}
		return hits, err
	}, question)
	if err != nil {
		return err
	}
	if meant != "" {
		return &failure{status: statusNothing, err: errNothing.err, hint: "did you mean: " + meant}
	}
	if len(hits.Hits) > 0 {
		told := "%s, %v"
		if hits.About {
			told = "about %s, %v"
		}
		c.chat(told, plural(hits.Total, "article", "articles"), hits.Took.Round(time.Millisecond))
	}
	return c.emitHits(hits)
}

// emitHits writes the articles and the counts over all of them.
func (c *cli) emitHits(hits index.Hits) error {
	if len(hits.Facets) == 0 || hits.Total == 0 {
		return emit(c, c.hitColumns(), hits.Hits)
	}
	if c.format != "csv" && len(hits.Hits) > 0 {
		if err := emit(c, c.hitColumns(), hits.Hits); err != nil {
			return err
		}
	}
	if c.format == "json" {
		return emitJSON(c, []any{map[string]any{"total": hits.Total, "about": hits.About, "facets": hits.Facets}})
	}
	var rows []facetRow
	for _, f := range hits.Facets {
		for _, v := range f.Values {
			rows = append(rows, facetRow{f.Name, v.Value, strconv.Itoa(v.Articles)})
		}
		if f.Other > 0 && c.format == "table" {
			rows = append(rows, facetRow{f.Name, fmt.Sprintf("(%d more)", f.Other), ""})
		}
	}
	if c.format == "table" {
		fmt.Fprintln(c.Stdout)
	}
	return emit(c, facetColumns, rows)
}

// facetRow is how many articles have a value.
type facetRow struct{ facet, value, articles string }

var facetColumns = []column[facetRow]{
	{name: "facet", cell: func(r facetRow) string { return r.facet }},
	{name: "value", cell: func(r facetRow) string { return r.value }},
	{name: "articles", cell: func(r facetRow) string { return r.articles }, right: true},
}

// lineAnswer answers one line of standard input.
type lineAnswer struct {
	Query  string    `json:"query"`
	Hits   []lineHit `json:"hits"`
	Error  string    `json:"error,omitempty"`   // why the line was not answered as it stands
	ReadAs string    `json:"read_as,omitempty"` // the words that were looked for in its place
}

type lineHit struct {
	ID    string           `json:"id"`
	URL   extract.Optional `json:"url"`
	Score float64          `json:"score"`
}

// searchLines answers the queries of standard input, one a line, with one
// index open.
func (c *cli) searchLines(ctx context.Context) error {
	_, err := ask(ctx, c, func(ix *index.Index, f index.Filter) (struct{}, error) {
		c.answering() // it waits for questions, not for answers
		f.Bare, f.AllSources = true, true
		enc := jsonTo(c.Stdout)
		lines := readLines(ctx, c.Stdin)
		for {
			var l inputLine
			select {
			case <-ctx.Done():
				return struct{}{}, ctx.Err()
			case l = <-lines:
			}
			if l.err == io.EOF {
				return struct{}{}, nil
			}
			if l.err != nil {
				return struct{}{}, l.err
			}
			a := lineAnswer{Query: l.text, Hits: []lineHit{}}
			var hits index.Hits
			var err error
			if !l.whole {
				a.Error = "a line of more than 1 MB was not read"
			} else if hits, err = searchLine(ctx, ix, f, &a); err != nil {
				return struct{}{}, err
			}
			for _, h := range hits.Hits {
				a.Hits = append(a.Hits, lineHit{h.ID, h.URL, h.Score})
			}
			if err := enc.Encode(&a); err != nil {
				return struct{}{}, err
			}
		}
	})
	return err
}

// inputLine is what nextLine gives.
type inputLine struct {
	text  string
	whole bool
	err   error
}

// readLines reads the lines of r ahead of who takes them, so that waiting for
// one, at a terminal for ever, can be broken off.
func readLines(ctx context.Context, r io.Reader) <-chan inputLine {
	lines := make(chan inputLine)
	go func() {
		buffered := bufio.NewReaderSize(r, longestLine)
		for {
			var l inputLine
			l.text, l.whole, l.err = nextLine(buffered)
			select {
			case <-ctx.Done():
				return
			case lines <- l:
			}
			if l.err != nil {
				return
			}
		}
	}()
	return lines
}

// longestLine bounds what is kept of a line of standard input, in bytes.
const longestLine = 1 << 20

// nextLine reads a line without its end, and of one that is too long the first
// hundred bytes or so, which are not whole. After the last line it gives io.EOF.
func nextLine(r *bufio.Reader) (line string, whole bool, err error) {
	b, err := r.ReadSlice('\n')
	if !errors.Is(err, bufio.ErrBufferFull) {
		if err == io.EOF && len(b) > 0 {
			err = nil
		}
		return strings.TrimRight(string(b), "\r\n"), true, err
	}
	line = strings.ToValidUTF8(string(b[:100]), "")
	for errors.Is(err, bufio.ErrBufferFull) {
		_, err = r.ReadSlice('\n')
	}
	if err == io.EOF { // the next call tells
		err = nil
	}
	return line, false, err
}

// searchLine answers one query. A sentence that is no query, because of a lone
// quotation mark or the like, is taken for its words, one that is too long for
// its beginning; so is one that quotes what no article says in these words. What
// has no word to look for finds nothing.
func searchLine(ctx context.Context, ix *index.Index, f index.Filter, a *lineAnswer) (index.Hits, error) {
	n, err := query.Parse(a.Query)
	var wrong *query.Error
	switch {
	case errors.As(err, &wrong):
		a.Error = err.Error()
	case err != nil || n == nil:
		return index.Hits{}, err
	default:
		hits, err := ix.Search(ctx, a.Query, f)
		if errors.As(err, &wrong) {
			a.Error = err.Error()
			break
		}
		if err != nil || len(hits.Hits) > 0 || !quotes(n) {
			return hits, err
		}
		a.Error = "nothing found with the words in quotation marks side by side"
	}
	plain := plainWords(a.Query)
	if n, err := query.Parse(plain); err != nil || n == nil {
		return index.Hits{}, nil
	}
	a.ReadAs = plain
	hits, err := ix.Search(ctx, plain, f)
	if errors.As(err, &wrong) {
		return index.Hits{}, nil
	}
	return hits, err
}

// plainWords leaves of a query its words and those that it leaves out, as many
// as may be asked for.
func plainWords(q string) string {
	plain := strings.FieldsFunc(q, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(`"“”«»():<>=`, r) })
	plain = slices.DeleteFunc(plain, func(w string) bool { return w == "OR" })
	head, _ := query.Head(strings.Join(plain, " "))
	return head
}

// quotes reports whether a query is a sentence with words in quotation marks.
func quotes(n query.Node) bool {
	and, _ := n.(query.And)
	words, phrases := 0, 0
	for _, c := range and {
		switch c.(type) {
		case query.Word:
			words++
		case query.Phrase:
			phrases++
		}
	}
	return words > 0 && phrases > 0 && words+phrases == len(and)
}

// hitColumns are the columns of articles; in a table the part that answers the
// query stands below, its words coloured.
func (c *cli) hitColumns() []column[index.Hit] {
	colours := c.colours()
	snippet := func(h index.Hit) string { return render.Snippet(h.Snippet, h.Marks, colours) }
	return slices.Concat(hitColumns, []column[index.Hit]{{name: "snippet", cell: snippet, only: "table", width: 100, below: true, styled: true}})
}

var hitColumns = []column[index.Hit]{
	{name: "id", cell: func(h index.Hit) string { return h.ID }},
	{name: "published", cell: func(h index.Hit) string { return render.Day(string(h.Published)) }},
	{name: "title", cell: func(h index.Hit) string { return string(h.Title) }, width: 60},
	{name: "place", cell: func(h index.Hit) string { return string(h.Place) }},
	{name: "site", cell: sites, only: "table"},
	{name: "site", cell: func(h index.Hit) string { return h.Site }, only: "csv"},
	{name: "snippet", cell: func(h index.Hit) string { return h.Snippet }, only: "csv"},
	{name: "url", cell: func(h index.Hit) string { return string(h.URL) }, only: "csv"},
	{name: "sources", cell: func(h index.Hit) string {
		var ids []string
		for _, s := range h.Sources {
			ids = append(ids, s.Article)
		}
		return strings.Join(ids, " ")
	}, only: "csv"},
}

// sites names every portal that carries an article.
func sites(h index.Hit) string {
	names := []string{h.Site}
	for _, s := range h.Sources {
		if !slices.Contains(names, s.Site) {
			names = append(names, s.Site)
		}
	}
	return strings.Join(names, ", ")
}

// words joins the arguments of a command to one question; none is an error.
func words(command string, args []string) (string, error) {
	q := strings.TrimSpace(strings.Join(args, " "))
	if q == "" {
		return "", wrongUse("khotin "+command+" --help shows an example", "%s needs words to look for", command)
	}
	return q, nil
}
