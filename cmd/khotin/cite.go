package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"khotin/cmd/khotin/render"
	"khotin/extract"
	"khotin/index"
)

func (c *cli) citeCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "cite ID…",
		Short: "Articles as references: BibTeX, RIS, CSL-JSON",
		Long: "Write articles as references for a bibliography, with the time and the digest of the archived\n" +
			"page, so that what was read can be told from what the address shows today.",
		Example: "  khotin cite 3f0c9a --format ris",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return wrongUse("khotin search shows the ids of articles", "cite needs an id")
			}
			all, err := ask(cmd.Context(), c, func(ix *index.Index, _ index.Filter) (out []reference, err error) {
				for _, id := range args {
					a, err := ix.Article(cmd.Context(), id)
					if err != nil {
						return nil, err
					}
					out = append(out, referenceTo(&a, c.siteName(&a)))
				}
				return out, nil
			})
			if err != nil {
				return err
			}
			return c.cite(all)
		},
	}
	c.formats(cmd, "bibtex", "ris", "csl", "json")
	return cmd
}

// siteName names the portal of an article: its profile's name, else its host.
func (c *cli) siteName(a *extract.Article) string {
	sites, err := c.sites()
	if err != nil {
		return ""
	}
	if p := sites.For(string(a.URL)); p != nil {
		return p.Name
	}
	return ""
}

// reference is what citations say of an article.
type reference struct {
	id, title, author, url string
	container              string    // source, else portal
	published              []int     // year, month, day, as far as known
	captured               time.Time // zero where it is not known
	where                  string    // the capture in the archive
	digest                 string
}

func referenceTo(a *extract.Article, site string) reference {
	line := func(o extract.Optional) string { return strings.Join(strings.Fields(render.Printable(string(o))), " ") }
	r := reference{id: a.ID, title: line(a.Title), author: line(a.Author), url: line(a.URL), container: line(a.Source), digest: a.Digest}
	if r.container == "" {
		r.container = site
	}
	for i, part := range strings.Split(render.Day(string(a.Published)), "-") {
		if n, err := strconv.Atoi(part); err == nil && i == len(r.published) {
			r.published = append(r.published, n)
		}
	}
	if a.CaptureFile != "" {
		r.where = fmt.Sprintf("%s@%d", a.CaptureFile, a.CaptureOffset)
		if t, err := time.Parse(time.RFC3339, a.Captured); err == nil {
			r.captured = t.UTC()
		}
	}
	return r
}

// note says which capture the reference is to.
func (r *reference) note() string {
	var parts []string
	if !r.captured.IsZero() {
		parts = append(parts, "archived "+r.captured.Format(time.RFC3339))
	}
	if r.digest != "" {
		parts = append(parts, "digest "+r.digest)
	}
	if r.where != "" {
		parts = append(parts, "record "+r.where)
	}
	return strings.Join(parts, "; ")
}

func (c *cli) cite(all []reference) error {
	var b strings.Builder
	switch c.format {
	case "ris":
		for i := range all {
			all[i].ris(&b)
		}
	case "csl", "json":
		var items []cslItem
		for i := range all {
			items = append(items, all[i].csl())
		}
		enc := jsonTo(&b)
		if c.format == "csl" {
			enc.SetIndent("", "  ")
		}
		if err := enc.Encode(items); err != nil {
			return err
		}
	default:
		for i := range all {
			if i > 0 {
				b.WriteByte('\n')
			}
			all[i].bibtex(&b)
		}
	}
	_, err := io.WriteString(c.Stdout, b.String())
	return err
}

// texEscapes are the characters that mean something to TeX.
var texEscapes = strings.NewReplacer(`\`, `\textbackslash{}`, `{`, `\{`, `}`, `\}`, `%`, `\%`, `$`, `\$`, `&`, `\&`, `#`, `\#`,
	`_`, `\_`, `~`, `\textasciitilde{}`, `^`, `\textasciicircum{}`)

// bibtex writes an entry of biblatex's type online.
func (r *reference) bibtex(b *strings.Builder) {
	fmt.Fprintf(b, "@online{khotin-%s,\n", r.id)
	field := func(name, value string) {
		if value != "" {
			fmt.Fprintf(b, "  %-12s = {%s},\n", name, value)
		}
	}
	field("title", "{"+texEscapes.Replace(r.title)+"}")
	if r.author != "" {
		field("author", "{"+texEscapes.Replace(r.author)+"}")
	}
	field("organization", texEscapes.Replace(r.container))
	if len(r.published) > 0 {
		field("date", dashed(r.published, "-"))
		field("year", strconv.Itoa(r.published[0]))
	}
	field("url", strings.NewReplacer("{", "%7B", "}", "%7D", `\`, "%5C").Replace(r.url))
	if !r.captured.IsZero() {
		field("urldate", r.captured.Format(time.DateOnly))
	}
	field("langid", "vietnamese")
	field("note", texEscapes.Replace(r.note()))
	b.WriteString("}\n")
}

// dashed writes a date of one to three parts.
func dashed(parts []int, sep string) string {
	var out []string
	for _, n := range parts {
		out = append(out, fmt.Sprintf("%02d", n))
	}
	return strings.Join(out, sep)
}

// ris writes a reference in RIS (Research Information Systems, as Zotero and
// EndNote read it); lines end with CRLF.
func (r *reference) ris(b *strings.Builder) {
	line := func(tag, value string) {
		if value != "" || tag == "ER" {
			fmt.Fprintf(b, "%s  - %s\r\n", tag, value)
		}
	}
	line("TY", "ELEC")
	line("ID", "khotin-"+r.id)
	line("TI", r.title)
	line("AU", r.author)
	line("PB", r.container)
	if len(r.published) > 0 {
		line("PY", strconv.Itoa(r.published[0]))
		line("DA", dashed(r.published, "/"))
	}
	line("UR", r.url)
	if !r.captured.IsZero() {
		line("Y2", r.captured.Format("2006/01/02"))
	}
	line("LA", "vi")
	line("N1", r.note())
	line("ER", "")
}

// cslItem is an item of CSL-JSON,
// https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html.
type cslItem struct {
	ID        string    `json:"id"`
	Type      string    `json:"type"`
	Title     string    `json:"title,omitempty"`
	Author    []cslName `json:"author,omitempty"`
	Container string    `json:"container-title,omitempty"`
	Issued    *cslDate  `json:"issued,omitempty"`
	Accessed  *cslDate  `json:"accessed,omitempty"`
	URL       string    `json:"URL,omitempty"`
	Language  string    `json:"language"`
	Archive   string    `json:"archive,omitempty"`
	Location  string    `json:"archive_location,omitempty"`
	Note      string    `json:"note,omitempty"`
}

type cslName struct {
	Literal string `json:"literal"`
}

type cslDate struct {
	Parts [][]int `json:"date-parts"`
}

func (r *reference) csl() cslItem {
	item := cslItem{ID: "khotin-" + r.id, Type: "webpage", Title: r.title, Container: r.container, URL: r.url, Language: "vi",
		Location: r.where, Note: r.note()}
	if r.author != "" {
		item.Author = []cslName{{r.author}}
	}
	if len(r.published) > 0 {
		item.Issued = &cslDate{[][]int{r.published}}
	}
	if !r.captured.IsZero() {
		item.Accessed = &cslDate{[][]int{{r.captured.Year(), int(r.captured.Month()), r.captured.Day()}}}
	}
	if r.where != "" {
		item.Archive = "khotin"
	}
	return item
}
