package export

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"khotin/extract/text"
	"khotin/index"
)

// Limits of a sheet, see "Excel specifications and limits" of its makers.
const (
	sheetRows = 1048576
	cellUnits = 32767 // UTF-16 code units
)

// xlsxTables writes tables into a workbook, each on a sheet, and on more where
// one is full, and last their dictionary.
type xlsxTables struct {
	out   io.Writer
	f     *excelize.File
	w     *excelize.StreamWriter
	t     *index.Table
	all   []*index.Table
	line  int // last written of the sheet
	sheet int // of the table, from 1
	limit int // rows of a sheet
	note  func(string)

	head, day, whole int // styles
}

// newXLSX begins a workbook on w; rows wait in files in the directory tmp.
func newXLSX(w io.Writer, tmp string, o Options) (tables, error) {
	x := &xlsxTables{out: w, f: excelize.NewFile(excelize.Options{TmpDir: tmp}), note: o.Note, limit: sheetRows}
	// excelize gathers the packed workbook in memory; this writes it through.
	x.f.ZipWriter = func(io.Writer) excelize.ZipWriter { return zip.NewWriter(w) }
	var err error
	style := func(s *excelize.Style) (n int) {
		if err == nil {
			n, err = x.f.NewStyle(s)
		}
		return n
	}
	format := "yyyy-mm-dd"
	x.head = style(&excelize.Style{Font: &excelize.Font{Bold: true}})
	x.day = style(&excelize.Style{CustomNumFmt: &format})
	x.whole = style(&excelize.Style{NumFmt: 3}) // #,##0
	return x, err
}

func (x *xlsxTables) table(t *index.Table) error {
	x.t, x.sheet, x.all = t, 0, append(x.all, t)
	return x.next()
}

// next begins another sheet of the table.
func (x *xlsxTables) next() error {
	name := x.t.Name
	if x.sheet++; x.sheet > 1 {
		name = fmt.Sprintf("%s %d", name, x.sheet)
	}
	var head []any
	for i := range x.t.Columns {
		head = append(head, excelize.Cell{StyleID: x.head, Value: x.t.Columns[i].Name})
	}
	return x.begin(name, head)
}

// begin ends the sheet before and begins one with a head that stays in sight.
func (x *xlsxTables) begin(name string, head []any) error {
	if err := x.flush(); err != nil {
		return err
	}
	if x.f.SheetCount == 1 && x.w == nil {
		if err := x.f.SetSheetName(x.f.GetSheetName(0), name); err != nil {
			return err
		}
	} else if _, err := x.f.NewSheet(name); err != nil {
		return err
	}
	w, err := x.f.NewStreamWriter(name)
	if err != nil {
		return err
	}
	x.w, x.line = w, 0
	if err := w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	return x.set(head)
}

func (x *xlsxTables) flush() error {
	if x.w == nil {
		return nil
	}
	return x.w.Flush()
}

func (x *xlsxTables) set(cells []any) error {
	x.line++
	return x.w.SetRow(fmt.Sprintf("A%d", x.line), cells)
}

func (x *xlsxTables) row(values []any) error {
	if x.line == x.limit {
		if err := x.next(); err != nil {
			return err
		}
	}
	cells := make([]any, len(values))
	for i, v := range values {
		cells[i] = x.cell(&x.t.Columns[i], v, values)
	}
	return x.set(cells)
}

// firstDay is from when on a spreadsheet's days are the calendar's: it takes
// 1900 for a leap year.
var firstDay = time.Date(1900, 3, 1, 0, 0, 0, 0, time.UTC)

func (x *xlsxTables) cell(c *index.Column, v any, row []any) any {
	switch v := v.(type) {
	case nil:
		return nil
	case text.Decimal:
		n, exact := number(v)
		if !exact {
			return v.String()
		}
		if _, whole := n.(int64); whole {
			return excelize.Cell{StyleID: x.whole, Value: n}
		}
		return n
	case string:
		if d, err := time.Parse(time.DateOnly, v); c.Type == index.Day && err == nil && !d.Before(firstDay) {
			return excelize.Cell{StyleID: x.day, Value: d}
		}
	case int64:
		return v
	}
	s := plain(v)
	if len(s) > cellUnits && len(utf16.Encode([]rune(s))) > cellUnits && x.note != nil {
		x.note(fmt.Sprintf("%s %s of %s: longer than the %d characters of a cell: cut", x.t.Name, c.Name, x.nameOf(row), cellUnits))
	}
	return s
}

// nameOf names a row by its key.
func (x *xlsxTables) nameOf(row []any) string {
	var parts []string
	for _, k := range x.t.Key {
		for i := range x.t.Columns {
			if x.t.Columns[i].Name == k {
				parts = append(parts, plain(row[i]))
			}
		}
	}
	return strings.Join(parts, " ")
}

func (x *xlsxTables) close() error {
	err := x.begin("dictionary", []any{"table", "column", "type", "unit", "meaning"})
	for _, row := range dictionaryOf(x.all) {
		if err == nil {
			err = x.set([]any{row[0], row[1], row[2], row[3], row[4]})
		}
	}
	if err == nil {
		err = x.flush()
	}
	if err == nil {
		err = x.f.Write(x.out)
	}
	return errors.Join(err, x.f.Close())
}
