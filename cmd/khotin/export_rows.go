package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"khotin/index"
	"khotin/index/export"
)

// rowExport is what a command line says of an export of rows.
type rowExport struct {
	tables     []*index.Table
	ask        index.Ask   // of each table
	figures    figureFlags // that narrow
	format     string
	output     string
	bom, force bool
}

// exportRowsCommands are the commands that export rows: one for each table,
// and one for all.
func (c *cli) exportRowsCommands() []*cobra.Command {
	var out []*cobra.Command
	for i := range index.Tables {
		t := &index.Tables[i]
		out = append(out, c.exportRowsCommand(t.Name, "Rows of which each is "+t.Meaning, t))
	}
	var all []*index.Table
	for i := range index.Tables {
		all = append(all, &index.Tables[i])
	}
	return append(out, c.exportRowsCommand("all", "Articles, figures, officials, events, meetings and documents together", all...))
}

func (c *cli) exportRowsCommand(name, short string, tables ...*index.Table) *cobra.Command {
	e := rowExport{tables: tables}
	cmd := &cobra.Command{
		Use:   name + " [QUERY] -o FILE",
		Short: short,
		Long: short + ": CSV, JSON Lines, Parquet, SQLite or XLSX, chosen by\n" +
			"--format or by the ending of FILE. QUERY and the filters are those of the commands that ask;\n" +
			"of articles, all words of QUERY must occur. What several portals carry stands there for each,\n" +
			"marked in the column copy, unless --once leaves it out as answers do. Where FILE is a directory,\n" +
			"the file in it is named after the table. dictionary.csv beside it says what each column means,\n" +
			"and datapackage.json describes the files for programs (https://datapackage.org).",
		Example: fmt.Sprintf("  khotin export %s --place \"Lê Chân\" --from 2020 -o %s.xlsx", name, name),
		RunE: func(cmd *cobra.Command, args []string) error {
			e.ask.Words = strings.Join(args, " ")
			return c.exportRows(cmd.Context(), e)
		},
	}
	f := cmd.Flags()
	f.StringVarP(&e.output, "output", "o", "", "the `file` or directory to write; - is standard output")
	f.StringVar(&e.format, "format", "", strings.Join(export.Formats, ", ")+" (default: by the ending of the file, else csv)")
	f.BoolVar(&e.bom, "bom", false, "begin CSV with a byte order mark, by which Excel knows UTF-8")
	f.BoolVar(&e.force, "force", false, "write over a file that exists")
	f.BoolVar(&e.ask.Once, "once", false, "leave out what copies of an article at other portals repeat")
	if len(tables) == 1 {
		switch tables[0].Name {
		case "figures":
			e.figures.narrowing(cmd)
		case "officials":
			f.StringVar(&e.ask.Role, "office", "", "`words` of the office: \"Chủ tịch UBND\"")
			f.StringVar(&e.ask.Body, "body", "", "all people of a `body`: \"UBND thành phố\", \"Quận ủy Lê Chân\"")
		case "meetings":
			meetingFlags(cmd, &e.ask.Body, &e.ask.Kind, &e.ask.Attendee)
		}
	}
	c.filters(cmd, 0)
	cmd.SetFlagErrorFunc(strangeFlag)
	return cmd
}

// strangeFlag tells, of a flag that means nothing for the rows of a table,
// which command takes it.
func strangeFlag(cmd *cobra.Command, err error) error {
	var unknown interface {
		error
		GetSpecifiedName() string
	}
	if !errors.As(err, &unknown) || cmd.Flags().Lookup(unknown.GetSpecifiedName()) != nil {
		return wrongFlag(cmd, err)
	}
	name := unknown.GetSpecifiedName()
	var takers []string
	for _, group := range [][]*cobra.Command{cmd.Parent().Commands(), cmd.Root().Commands()} {
		for _, other := range group {
			if slices.Contains(askers, other.Name()) && other.Flags().Lookup(name) != nil {
				takers = append(takers, other.CommandPath()+" --"+name)
			}
		}
		if len(takers) > 0 {
			return wrongUse("write "+strings.Join(takers, " or "), "--%s means nothing for %s", name, cmd.Name())
		}
	}
	return wrongFlag(cmd, err)
}

// askers are the commands that ask for rows or export them.
var askers = []string{"search", "articles", "figures", "officials", "events", "meetings", "documents"}

// settle checks the command line and fills in the format.
func (e *rowExport) settle() error {
	if e.output == "" {
		return wrongUse("-o FILE names it, -o - is standard output", "export needs a file to write")
	}
	if e.format == "" {
		e.format = export.FormatOf(e.output)
	}
	if e.format == "" {
		if err := e.unknownEnding(); err != nil {
			return err
		}
		e.format = "csv"
	}
	if !slices.Contains(export.Formats, e.format) {
		return wrongUse("formats are "+strings.Join(export.Formats, ", "), "unknown format %q", e.format)
	}
	if e.bom && e.format != "csv" {
		return wrongUse("leave --bom out", "--bom belongs to CSV, not to %s", e.format)
	}
	if e.output != "-" {
		return nil
	}
	if !export.Streams(e.format) {
		return wrongUse("-o FILE names a file", "%s cannot be written to standard output", e.format)
	}
	if len(e.tables) > 1 {
		return wrongUse("-o DIR names a directory for the files", "standard output takes one table, not %d", len(e.tables))
	}
	return nil
}

// unknownEnding gives an error where the name of the file ends as those of
// another format do.
func (e *rowExport) unknownEnding() error {
	ending := filepath.Ext(e.output)
	if ending == "" || ending == "." || e.isDir() {
		return nil
	}
	return wrongUse("files end in ."+strings.Join(export.Formats, ", .")+"; --format chooses for other endings", "no format is known by the ending of %s", e.output)
}

// isDir reports whether the output names a directory.
func (e *rowExport) isDir() bool {
	info, err := os.Stat(e.output)
	return err == nil && info.IsDir() || strings.HasSuffix(e.output, "/")
}

// files names the file of each table; a format that takes many has one.
func (e *rowExport) files() (dir string, names []string, err error) {
	isDir := e.isDir()
	one := len(e.tables) == 1 || export.TakesMany(e.format)
	if one && !isDir {
		return filepath.Dir(e.output), []string{e.output}, nil
	}
	if err := os.MkdirAll(e.output, 0o755); err != nil {
		return "", nil, err
	}
	if one {
		base := "khotin"
		if len(e.tables) == 1 {
			base = e.tables[0].Name
		}
		return e.output, []string{filepath.Join(e.output, base+"."+e.format)}, nil
	}
	for _, t := range e.tables {
		names = append(names, filepath.Join(e.output, t.Name+"."+e.format))
	}
	return e.output, names, nil
}

func (c *cli) exportRows(ctx context.Context, e rowExport) error {
	if err := e.settle(); err != nil {
		return err
	}
	c.interrupted = "interrupted; no file was written"
	f, err := c.filter()
	if err != nil {
		return err
	}
	own, err := e.figures.filter()
	if err != nil {
		return err
	}
	f.Role, f.Measures, f.Statuses, f.PublishedFrom, f.PublishedTo = e.ask.Role, own.Measures, own.Statuses, own.PublishedFrom, own.PublishedTo
	e.ask.Unit, e.ask.Period = e.figures.unit, e.figures.period
	end := c.wait()
	defer end()
	ix, err := c.openIndex(ctx)
	if err != nil {
		return err
	}
	defer ix.Close()
	if err := c.settlePlace(ctx, ix, &f); err != nil {
		return err
	}
	if err := c.tellMeanings(ctx, ix, e.ask.Words, f); err != nil {
		return err
	}
	var all []export.Rows
	found := false
	for _, t := range e.tables {
		a := e.ask
		a.Table, a.Filter, a.Limit = t, f, 1
		for _, err := range ix.Rows(ctx, a) {
			if err != nil {
				return err
			}
			found = true
		}
		a.Filter = f
		all = append(all, export.Rows{Table: t, Rows: ix.Rows(ctx, a)})
	}
	if !found {
		return errNothing
	}
	end()
	return c.writeRows(ctx, e, all)
}

// writeRows writes the files and what describes them.
func (c *cli) writeRows(ctx context.Context, e rowExport, all []export.Rows) error {
	bar := c.bar("export", "rows")
	changed := 0
	o := export.Options{BOM: e.bom, Force: e.force, Title: "What khotin read in " + filepath.Base(c.dir), Created: c.Now(),
		Progress: func(n int) { bar.set(n, 0) },
		Note: func(s string) {
			if changed++; changed <= mostNotes {
				c.say("%s", s)
			}
		}}
	total := 0
	var written []export.Resource
	var err error
	if e.output == "-" {
		total, err = export.To(c.Stdout, e.format, o, all[0])
	} else {
		written, err = c.writeFiles(ctx, e, o, all)
	}
	bar.done()
	if err != nil {
		return err
	}
	for _, r := range written {
		total += r.Rows
		c.chat("%s: %s of %s written", r.Path, plural(r.Rows, "row", "rows"), r.Table.Name)
	}
	if changed > mostNotes {
		c.say("%d more values that %s cannot hold", changed-mostNotes, e.format)
	}
	if changed > 0 {
		return errPartly
	}
	return nil
}

// mostNotes is how many values that a format cannot hold are told one by one.
const mostNotes = 20

func (c *cli) writeFiles(ctx context.Context, e rowExport, o export.Options, all []export.Rows) (written []export.Resource, err error) {
	dir, names, err := e.files()
	if err != nil {
		return nil, err
	}
	groups := [][]export.Rows{all}
	if len(names) > 1 {
		groups = nil
		for _, rows := range all {
			groups = append(groups, []export.Rows{rows})
		}
	}
	if !e.force {
		for _, name := range names {
			if _, err := os.Lstat(name); err == nil {
				return nil, fmt.Errorf("%s: %w", name, export.ErrExists)
			}
		}
	}
	if err := export.Describable(dir); err != nil {
		return nil, err
	}
	written, err = export.Files(ctx, names, e.format, o, groups)
	if err != nil {
		return nil, err
	}
	return written, export.Describe(dir, o, written)
}
