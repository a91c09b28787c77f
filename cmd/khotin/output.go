package main

import (
	"encoding/csv"
	"fmt"
	"strings"
	"time"

	khotintext "khotin/extract/text"
)

// column shows one field of an answer.
type column[T any] struct {
	name  string
	cell  func(T) string
	right bool   // numbers
	only  string // "table" or "csv" where the other does not show it
	width int    // wrap a table cell at so many columns; 0 never
}

// emit writes answers to stdout in the format asked for. Nothing to write is
// errNothing.
func emit[T any](c *cli, columns []column[T], rows []T) error {
	if len(rows) == 0 {
		return errNothing
	}
	switch c.format {
	case "json":
		return emitJSON(c, rows)
	case "csv":
		return emitCSV(c, columns, rows)
	}
	emitTable(c, columns, rows)
	return nil
}

func emitJSON[T any](c *cli, rows []T) error {
	enc := jsonTo(c.Stdout)
	for _, r := range rows {
		if err := enc.Encode(r); err != nil {
			return err
		}
	}
	return nil
}

func emitCSV[T any](c *cli, columns []column[T], rows []T) error {
	w := csv.NewWriter(c.Stdout)
	line := make([]string, 0, len(columns))
	for _, col := range columns {
		if col.only != "table" {
			line = append(line, col.name)
		}
	}
	if err := w.Write(line); err != nil {
		return err
	}
	for _, r := range rows {
		line = line[:0]
		for _, col := range columns {
			if col.only != "table" {
				line = append(line, printable(col.cell(r)))
			}
		}
		if err := w.Write(line); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

// printable takes control characters out of page text, so that an archived
// page cannot steer the reader's terminal.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if steers(r) {
			return -1
		}
		return r
	}, s)
}

// vietnamese writes a number as the articles do: 1.223,771.
func vietnamese(d khotintext.Decimal) string {
	s := d.String()
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "-", s[1:]
	}
	whole, frac, has := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "." + whole[i:]
	}
	if has {
		whole += "," + frac
	}
	return sign + whole
}

// shortDay turns YYYY-MM-DD… into the day alone.
func shortDay(s string) string {
	if len(s) > 10 {
		return s[:10]
	}
	return s
}

// plural writes a count with its noun.
func plural(n int, one, many string) string {
	if n == 1 {
		return fmt.Sprintf("%d %s", n, one)
	}
	return fmt.Sprintf("%d %s", n, many)
}

// monthEnd gives the last day of the month that day (YYYY-MM-DD) lies in.
func monthEnd(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	return time.Date(t.Year(), t.Month()+1, 0, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}
