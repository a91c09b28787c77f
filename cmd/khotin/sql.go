package main

import (
	"context"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"khotin/index"
)

func (c *cli) sqlCommand() *cobra.Command {
	schema := false
	cmd := &cobra.Command{
		Use:   "sql STATEMENT | -",
		Short: "Ask the rows in SQL",
		Long: "Answer one SELECT in the SQL of SQLite over articles, figures, officials, events, meetings\n" +
			"and documents; --schema shows their columns. - reads it from standard input. Nothing can be\n" +
			"changed. For sqlite3, Datasette and DuckDB, khotin export all -o FILE.sqlite writes the same\n" +
			"as tables.",
		Example: "  khotin sql \"select place, count(*) from figures group by place order by 2 desc\"",
		RunE: func(cmd *cobra.Command, args []string) error {
			if schema {
				return c.showSchema()
			}
			statement := strings.Join(args, " ")
			if statement == "-" {
				b, err := io.ReadAll(c.Stdin)
				if err != nil {
					return err
				}
				statement = string(b)
			}
			if strings.TrimSpace(statement) == "" {
				return wrongUse("khotin sql --help shows an example, --schema the columns", "sql needs a statement")
			}
			return c.sql(cmd.Context(), statement)
		},
	}
	cmd.Flags().BoolVar(&schema, "schema", false, "show the tables and their columns")
	c.formats(cmd, "table", "json", "csv")
	return cmd
}

// showSchema writes what the views hold.
func (c *cli) showSchema() error {
	var b strings.Builder
	width, _ := c.terminal()
	for i := range index.Tables {
		t := &index.Tables[i]
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintln(&b, hung("", t.Name+": each row is "+t.Meaning, width))
		for k := range t.Columns {
			col := &t.Columns[k]
			fmt.Fprintln(&b, hung(fmt.Sprintf("  %-17s %-8s ", col.Name, col.Type), col.Meaning, width))
		}
	}
	_, err := io.WriteString(c.Stdout, b.String())
	return err
}

func (c *cli) sql(ctx context.Context, statement string) error {
	end := c.wait()
	defer end()
	ix, err := c.openIndex(ctx)
	if err != nil {
		return err
	}
	defer ix.Close()
	a := &sqlAnswer{c: c, csv: csv.NewWriter(c.Stdout)}
	if err := ix.SQL(ctx, statement, a.head, a.row); err != nil {
		return err
	}
	return a.end()
}

// sqlAnswer prints the rows of a statement as they come; a table waits for
// the last.
type sqlAnswer struct {
	c     *cli
	csv   *csv.Writer
	names []string
	rows  [][]any // of a table
	n     int
}

func (a *sqlAnswer) head(names []string) error {
	a.names = names
	return nil
}

func (a *sqlAnswer) row(values []any) error {
	if a.n++; a.n == 1 {
		a.c.answering()
	}
	switch a.c.format {
	case "json":
		return a.object(values)
	case "csv":
		if a.n == 1 {
			if err := a.csv.Write(a.names); err != nil {
				return err
			}
		}
		line := make([]string, len(values))
		for i, v := range values {
			line[i] = sqlText(v)
		}
		return a.csv.Write(line)
	}
	a.rows = append(a.rows, append([]any{}, values...))
	return nil
}

// object writes a row as JSON, its keys in the order of the columns.
func (a *sqlAnswer) object(values []any) error {
	var b strings.Builder
	enc := jsonTo(&b)
	for i, v := range values {
		if blob, ok := v.([]byte); ok {
			v = hex.EncodeToString(blob)
		}
		b.WriteByte(",{"[min(1, max(0, 1-i))])
		if err := enc.Encode(a.names[i]); err != nil {
			return err
		}
		b.WriteByte(':')
		if err := enc.Encode(v); err != nil {
			return fmt.Errorf("%s: %w", a.names[i], err)
		}
	}
	_, err := fmt.Fprintf(a.c.Stdout, "%s}\n", strings.ReplaceAll(b.String(), "\n", ""))
	return err
}

func (a *sqlAnswer) end() error {
	a.csv.Flush()
	if err := a.csv.Error(); err != nil {
		return err
	}
	if a.n == 0 {
		return errNothing
	}
	if a.c.format != "table" {
		return nil
	}
	columns := make([]column[[]any], len(a.names))
	for i, name := range a.names {
		columns[i] = column[[]any]{name: name, cell: func(r []any) string { return sqlText(r[i]) }, right: true}
		for _, r := range a.rows {
			switch r[i].(type) {
			case nil, int64, float64:
			default:
				columns[i].right, columns[i].width = false, 60
			}
		}
	}
	emitTable(a.c, columns, a.rows)
	return nil
}

// sqlText writes a value of SQLite as text, "" for NULL.
func sqlText(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case []byte:
		return hex.EncodeToString(v)
	}
	return fmt.Sprint(v)
}
