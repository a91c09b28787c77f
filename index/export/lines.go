package export

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"

	"khotin/extract/text"
	"khotin/index"
)

// plain writes a value as text: numbers exactly, lists as JSON, "" for nil.
func plain(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case text.Decimal:
		return v.String()
	case []string:
		if v == nil {
			return "[]"
		}
		return string(jsonOf(v))
	}
	return fmt.Sprint(v)
}

// jsonOf writes a value of a row as JSON, on one line.
func jsonOf(v any) []byte {
	if l, ok := v.([]string); ok && l == nil {
		v = []string{}
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return []byte("null") // values of rows always encode
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// csvTables writes CSV as RFC 4180 has it: records end with CRLF, and line
// ends inside a field stay as they are, which csv.Writer's own UseCRLF would
// change.
type csvTables struct {
	out  *bufio.Writer
	w    *csv.Writer
	line bytes.Buffer
	rec  []string
}

func newCSV(w io.Writer, o Options) (tables, error) {
	c := &csvTables{out: bufio.NewWriterSize(w, 1<<16)}
	c.w = csv.NewWriter(&c.line)
	if o.BOM {
		if _, err := c.out.WriteString("\ufeff"); err != nil {
			return nil, err
		}
	}
	return c, nil
}

func (c *csvTables) table(t *index.Table) error {
	c.rec = c.rec[:0]
	for i := range t.Columns {
		c.rec = append(c.rec, t.Columns[i].Name)
	}
	return c.record()
}

func (c *csvTables) row(values []any) error {
	c.rec = c.rec[:0]
	for _, v := range values {
		c.rec = append(c.rec, plain(v))
	}
	return c.record()
}

func (c *csvTables) record() error {
	c.line.Reset()
	if err := c.w.Write(c.rec); err != nil {
		return err
	}
	c.w.Flush()
	c.line.Truncate(c.line.Len() - 1)
	c.line.WriteString("\r\n")
	_, err := c.line.WriteTo(c.out)
	return err
}

func (c *csvTables) close() error { return c.out.Flush() }

// jsonlTables writes JSON Lines: one object a line, keys in the order of the
// columns.
type jsonlTables struct {
	out  *bufio.Writer
	keys [][]byte // each with its colon
}

func newJSONL(w io.Writer) tables { return &jsonlTables{out: bufio.NewWriterSize(w, 1<<16)} }

func (j *jsonlTables) table(t *index.Table) error {
	j.keys = j.keys[:0]
	for i := range t.Columns {
		j.keys = append(j.keys, append(jsonOf(t.Columns[i].Name), ':'))
	}
	return nil
}

func (j *jsonlTables) row(values []any) error {
	for i, v := range values {
		sep := byte(',')
		if i == 0 {
			sep = '{'
		}
		j.out.WriteByte(sep) // a bufio.Writer keeps its error
		j.out.Write(j.keys[i])
		j.out.Write(jsonOf(v))
	}
	_, err := j.out.WriteString("}\n")
	return err
}

func (j *jsonlTables) close() error { return j.out.Flush() }
