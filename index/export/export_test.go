package export

import (
	"context"
	"database/sql"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"math/big"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/xuri/excelize/v2"

	"khotin/extract/text"
	"khotin/index"
)

// awkward are texts that files get wrong.
var awkward = []string{"Quận ủy Lê Chân", `ông "Năm", 5 tuổi`, "một\n\nhai", "=1+1", " cách ", "a\tb", "ⓐ😀", "e\u0302\u0301", "<b>&amp;</b>", "1.5"}

// sample gives n rows of a table with values of every kind.
func sample(t *index.Table, n int) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for r := range n {
			row := make([]any, len(t.Columns))
			for i, c := range t.Columns {
				row[i] = value(t, c, r, i)
			}
			if !yield(row, nil) {
				return
			}
		}
	}
}

func value(t *index.Table, c index.Column, r, i int) any {
	for _, k := range t.Key {
		if k == c.Name {
			if c.Type == index.Integer {
				return int64(r)
			}
			return fmt.Sprintf("%012x", r)
		}
	}
	if (r+i)%5 == 0 && c.Type != index.List {
		return nil
	}
	switch c.Type {
	case index.Integer:
		return int64(r*31 - 400)
	case index.Number:
		return text.NewDecimal(int64(r*7919-3000+i), r%12-3)
	case index.Day:
		return time.Date(1890+r%160, time.Month(1+r%12), 1+r%28, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
	case index.Time:
		return time.Date(2024, 2, 29, r%24, 0, i%60, 0, time.UTC).Format(time.RFC3339)
	case index.List:
		return append([]string{}, awkward[:r%4]...)
	}
	return awkward[(r+i)%len(awkward)]
}

// want writes a value as the readers below write it.
func want(v any) string {
	switch v := v.(type) {
	case text.Decimal:
		return v.String()
	case []string:
		return plain(v)
	case nil:
		return ""
	}
	return fmt.Sprint(v)
}

func wanted(t *index.Table, n int) (out [][]string) {
	for row := range sample(t, n) {
		line := make([]string, len(row))
		for i := range row {
			line[i] = want(row[i])
		}
		out = append(out, line)
	}
	return out
}

func compare(t *testing.T, what string, got, want [][]string) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d rows, want %d", what, len(got), len(want))
	}
	for i := range got {
		if !reflect.DeepEqual(got[i], want[i]) {
			t.Fatalf("%s: row %d\ngot  %q\nwant %q", what, i, got[i], want[i])
		}
	}
}

const many = 1203

func allRows(n int) (out []Rows) {
	for i := range index.Tables {
		out = append(out, Rows{&index.Tables[i], sample(&index.Tables[i], n)})
	}
	return out
}

func TestRoundTrip(t *testing.T) {
	readers := map[string]func(*testing.T, string, *index.Table) [][]string{
		"csv": readCSV, "jsonl": readJSONL, "parquet": readParquet, "sqlite": readSQLite, "xlsx": readXLSX,
	}
	for _, format := range Formats {
		for i := range index.Tables {
			tab := &index.Tables[i]
			name := filepath.Join(t.TempDir(), tab.Name+"."+format)
			o := Options{BOM: true, Note: func(s string) { t.Errorf("%s: %s", name, s) }}
			res, err := File(t.Context(), name, format, o, Rows{tab, sample(tab, many)})
			if err != nil {
				t.Fatal(err)
			}
			if len(res) != 1 || res[0].Rows != many || res[0].Bytes == 0 {
				t.Errorf("%s: %+v", name, res)
			}
			compare(t, name, readers[format](t, name, tab), wanted(tab, many))
			left, err := filepath.Glob(filepath.Join(filepath.Dir(name), ".*"))
			if err != nil || len(left) > 0 {
				t.Errorf("left behind: %q %v", left, err)
			}
		}
	}
}

func TestManyTablesInOneFile(t *testing.T) {
	for _, format := range []string{"sqlite", "xlsx"} {
		name := filepath.Join(t.TempDir(), "all."+format)
		if _, err := File(t.Context(), name, format, Options{}, allRows(20)...); err != nil {
			t.Fatal(err)
		}
		for i := range index.Tables {
			tab := &index.Tables[i]
			got := map[string]func(*testing.T, string, *index.Table) [][]string{"sqlite": readSQLite, "xlsx": readXLSX}[format](t, name, tab)
			compare(t, name+" "+tab.Name, got, wanted(tab, 20))
		}
	}
}

func readCSV(t *testing.T, name string, tab *index.Table) [][]string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	s, ok := strings.CutPrefix(string(b), "\ufeff")
	if !ok {
		t.Error("no byte order mark")
	}
	if !strings.Contains(s, "\r\n") || strings.Contains(s, "một\r\n") {
		t.Error("records must end with CRLF, lines inside a field stay as they are")
	}
	all, err := csv.NewReader(strings.NewReader(s)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range tab.Columns {
		if all[0][i] != c.Name {
			t.Errorf("column %d is %s, want %s", i, all[0][i], c.Name)
		}
	}
	return all[1:]
}

func readJSONL(t *testing.T, name string, tab *index.Table) (out [][]string) {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	dec := json.NewDecoder(f)
	for dec.More() {
		var m map[string]json.RawMessage
		if err := dec.Decode(&m); err != nil {
			t.Fatal(err)
		}
		line := make([]string, len(tab.Columns))
		for i, c := range tab.Columns {
			line[i] = string(m[c.Name])
			var s string
			if json.Unmarshal(m[c.Name], &s) == nil {
				line[i] = s // also of null
			}
		}
		out = append(out, line)
	}
	return out
}

func readParquet(t *testing.T, name string, tab *index.Table) (out [][]string) {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := parquet.NewReader(f)
	defer r.Close()
	for i, path := range r.Schema().Columns() {
		if path[0] != tab.Columns[i].Name {
			t.Errorf("column %d is %v, want %s", i, path, tab.Columns[i].Name)
		}
	}
	rows := make([]parquet.Row, 100)
	for {
		n, err := r.ReadRows(rows)
		for _, row := range rows[:n] {
			line := make([]string, len(tab.Columns))
			row.Range(func(i int, vs []parquet.Value) bool {
				line[i] = fromParquet(tab.Columns[i].Type, vs)
				return true
			})
			out = append(out, line)
		}
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func fromParquet(typ index.Type, vs []parquet.Value) string {
	if typ == index.List {
		l := []string{}
		for _, v := range vs {
			if !v.IsNull() {
				l = append(l, string(v.ByteArray()))
			}
		}
		return plain(l)
	}
	v := vs[0]
	if v.IsNull() {
		return ""
	}
	switch typ {
	case index.Number:
		n := new(big.Int).SetBytes(v.ByteArray())
		if v.ByteArray()[0] >= 0x80 {
			n.Sub(n, new(big.Int).Lsh(big.NewInt(1), 128))
		}
		s := new(big.Rat).SetFrac(n, big.NewInt(1e9)).FloatString(9)
		return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
	case index.Day:
		return time.Unix(int64(v.Int32())*86400, 0).UTC().Format(time.DateOnly)
	case index.Time:
		return time.UnixMicro(v.Int64()).UTC().Format(time.RFC3339)
	case index.Integer:
		return strconv.FormatInt(v.Int64(), 10)
	}
	return string(v.ByteArray())
}

func readSQLite(t *testing.T, name string, tab *index.Table) (out [][]string) {
	t.Helper()
	db, err := sql.Open("sqlite", name)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var n int
	if err := db.QueryRow(`SELECT count(*) FROM dictionary WHERE "table" = ?`, tab.Name).Scan(&n); err != nil || n != len(tab.Columns) {
		t.Errorf("the dictionary has %d columns of %s (%v), want %d", n, tab.Name, err, len(tab.Columns))
	}
	rows, err := db.Query("SELECT * FROM " + tab.Name + " ORDER BY rowid")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		values, to := make([]any, len(tab.Columns)), make([]any, len(tab.Columns))
		for i := range values {
			to[i] = &values[i]
		}
		if err := rows.Scan(to...); err != nil {
			t.Fatal(err)
		}
		line := make([]string, len(values))
		for i, v := range values {
			if f, ok := v.(float64); ok {
				v = strconv.FormatFloat(f, 'f', -1, 64)
			}
			line[i] = want(v)
		}
		out = append(out, line)
	}
	return out
}

func readXLSX(t *testing.T, name string, tab *index.Table) (out [][]string) {
	t.Helper()
	f, err := excelize.OpenFile(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if dict, err := f.GetRows("dictionary"); err != nil || len(dict) < 1+len(tab.Columns) {
		t.Errorf("the dictionary has %d rows: %v", len(dict), err)
	}
	for sheet := 1; ; sheet++ {
		label := tab.Name
		if sheet > 1 {
			label = fmt.Sprintf("%s %d", label, sheet)
		}
		rows, err := f.GetRows(label, excelize.Options{RawCellValue: true})
		if err != nil {
			if sheet == 1 {
				t.Fatal(err)
			}
			return out
		}
		for _, cells := range rows[1:] {
			line := make([]string, len(tab.Columns))
			copy(line, cells)
			for i, c := range tab.Columns {
				if n, err := strconv.Atoi(line[i]); err == nil && c.Type == index.Day {
					line[i] = time.Date(1899, 12, 30+n, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
				}
				if f, err := strconv.ParseFloat(line[i], 64); err == nil && c.Type == index.Number {
					line[i] = strconv.FormatFloat(f, 'f', -1, 64)
				}
			}
			out = append(out, line)
		}
	}
}

// TestSheetsGoOn: a table longer than a sheet goes on upon another.
func TestSheetsGoOn(t *testing.T) {
	name := filepath.Join(t.TempDir(), "x.xlsx")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	x, err := newXLSX(f, t.TempDir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	x.(*xlsxTables).limit = 50
	n := 0
	tab := index.TableNamed("officials")
	if err := write(x, Rows{tab, sample(tab, 120)}, Options{}, &n); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(x.close(), f.Close()); err != nil {
		t.Fatal(err)
	}
	compare(t, name, readXLSX(t, name, tab), wanted(tab, 120))
}

// oneRow is a row of figures with a single value.
func oneRow(column string, v any) Rows {
	tab := index.TableNamed("figures")
	return Rows{tab, func(yield func([]any, error) bool) {
		row := make([]any, len(tab.Columns))
		for i, c := range tab.Columns {
			switch c.Name {
			case column:
				row[i] = v
			case "article":
				row[i] = "abc"
			case "n":
				row[i] = int64(0)
			}
		}
		yield(row, nil)
	}}
}

func TestWhatAFormatCannotHoldIsTold(t *testing.T) {
	for _, c := range []struct {
		format, column string
		v              any
		note           string
	}{
		{"xlsx", "sentence", strings.Repeat("dài ", 9000), "figures sentence of abc 0: longer than the 32767 characters of a cell: cut"},
		{"sqlite", "value", text.NewDecimal(1234567890123456789, -9), "figures value: 1234567890.123456789 has more than 15 digits: rounded"},
		{"parquet", "value", text.NewDecimal(1, -10), "figures value: 0.0000000001 has more than 9 decimals: left out"},
		{"parquet", "value", text.NewDecimal(1, 30), "figures value: 1000000000000000000000000000000 has more than 38 digits: left out"},
		{"parquet", "period_start", "2023-02-30", `figures period_start: "2023-02-30" is no day: left out`},
		{"csv", "value", text.NewDecimal(1234567890123456789, -9), ""},
		{"xlsx", "value", text.NewDecimal(1234567890123456789, -9), ""}, // as text
	} {
		got := ""
		name := filepath.Join(t.TempDir(), "x."+c.format)
		if _, err := File(t.Context(), name, c.format, Options{Note: func(s string) { got = s }}, oneRow(c.column, c.v)); err != nil {
			t.Fatal(err)
		}
		if got != c.note {
			t.Errorf("%s: %q, want %q", c.format, got, c.note)
		}
	}
}

func TestFileIsWholeOrNotThere(t *testing.T) {
	broken := errors.New("broken")
	tab := index.TableNamed("figures")
	for _, format := range Formats {
		dir := t.TempDir()
		name := filepath.Join(dir, "x."+format)
		half := func(yield func([]any, error) bool) {
			for row := range sample(tab, 300) {
				if !yield(row, nil) {
					return
				}
			}
			yield(nil, broken)
		}
		if _, err := File(t.Context(), name, format, Options{}, Rows{tab, half}); !errors.Is(err, broken) {
			t.Errorf("%s: %v", format, err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := File(ctx, name, format, Options{}, Rows{tab, sample(tab, 3)}); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", format, err)
		}
		if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
			t.Errorf("%s left %v behind (%v)", format, left, err)
		}
		if err := os.WriteFile(name, []byte("mine"), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := File(t.Context(), name, format, Options{}, Rows{tab, sample(tab, 3)}); !errors.Is(err, ErrExists) {
			t.Errorf("%s: %v", format, err)
		}
		if b, err := os.ReadFile(name); err != nil || string(b) != "mine" {
			t.Errorf("%s took the place of a file", format)
		}
		if _, err := File(t.Context(), name, format, Options{Force: true}, Rows{tab, sample(tab, 3)}); err != nil {
			t.Error(err)
		}
	}
}

// TestFilesTakeTheirNamesTogether: where the last file fails, those before it
// have not taken the place of the ones that were there.
func TestFilesTakeTheirNamesTogether(t *testing.T) {
	dir := t.TempDir()
	names := []string{filepath.Join(dir, "figures.csv"), filepath.Join(dir, "meetings.csv")}
	for _, name := range names {
		if err := os.WriteFile(name, []byte("old"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	figures, meetings := index.TableNamed("figures"), index.TableNamed("meetings")
	broken := errors.New("broken")
	fails := Rows{meetings, func(yield func([]any, error) bool) { yield(nil, broken) }}
	o := Options{Force: true}
	if _, err := Files(t.Context(), names, "csv", o, [][]Rows{{{figures, sample(figures, 3)}}, {fails}}); !errors.Is(err, broken) {
		t.Fatal(err)
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != len(names) {
		t.Errorf("%v left (%v)", left, err)
	}
	for _, name := range names {
		if b, err := os.ReadFile(name); err != nil || string(b) != "old" {
			t.Errorf("%s was replaced (%v)", name, err)
		}
	}
	res, err := Files(t.Context(), names, "csv", o, [][]Rows{{{figures, sample(figures, 3)}}, {{meetings, sample(meetings, 2)}}})
	if err != nil || len(res) != 2 || res[0].Path != names[0] || res[0].Rows != 3 || res[1].Bytes == 0 {
		t.Errorf("%v (%v)", res, err)
	}
}

// fullDisk takes so many bytes.
type fullDisk struct{ left int }

func (d *fullDisk) Write(b []byte) (int, error) {
	if d.left -= len(b); d.left < 0 {
		return 0, syscall.ENOSPC
	}
	return len(b), nil
}

func TestFullDisk(t *testing.T) {
	for _, format := range Formats {
		tab := index.TableNamed("figures")
		if format == "sqlite" {
			continue // writes by itself; full() translates its error
		}
		w, err := open(&fullDisk{1000}, filepath.Join(t.TempDir(), "x"), format, Options{})
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		err = write(w, Rows{tab, sample(tab, 3000)}, Options{}, &n)
		if err = errors.Join(err, w.close()); !errors.Is(err, syscall.ENOSPC) {
			t.Errorf("%s: %v", format, err)
		}
	}
	db, err := sql.Open("sqlite", filepath.Join(t.TempDir(), "x"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	_, err = db.Exec(`PRAGMA max_page_count = 3; CREATE TABLE t (x); INSERT INTO t VALUES (zeroblob(100000))`)
	if err = full("x", err); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("sqlite: %v", err)
	}
}

// TestMemory: many rows need no more memory than few.
func TestMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("writes some 100 MB")
	}
	tab := index.TableNamed("figures")
	for _, format := range Formats {
		most := func(n int) uint64 {
			var peak uint64
			runtime.GC()
			var before runtime.MemStats
			runtime.ReadMemStats(&before)
			o := Options{Progress: func(rows int) {
				if rows%(n/4) != 0 {
					return
				}
				runtime.GC()
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				peak = max(peak, m.HeapAlloc-min(m.HeapAlloc, before.HeapAlloc))
			}}
			if _, err := File(t.Context(), filepath.Join(t.TempDir(), "x."+format), format, o, Rows{tab, sample(tab, n)}); err != nil {
				t.Fatal(err)
			}
			return peak
		}
		few, lots := most(10000), most(60000)
		t.Logf("%s: %.1f MB for 10,000 rows, %.1f MB for 60,000", format, float64(few)/1e6, float64(lots)/1e6)
		const slack = 48 << 20 // a row group of Parquet, a chunk of XLSX
		if lots > few+slack {
			t.Errorf("%s: memory grows with the rows", format)
		}
	}
}

func TestDescribe(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"figures.csv", "figures.parquet", "figures.csv"} {
		res, err := File(t.Context(), filepath.Join(dir, name), FormatOf(name), Options{Force: true}, Rows{index.TableNamed("figures"), sample(index.TableNamed("figures"), 5)})
		if err != nil {
			t.Fatal(err)
		}
		if err := Describe(dir, Options{Title: "t"}, res); err != nil {
			t.Fatal(err)
		}
	}
	b, err := os.ReadFile(filepath.Join(dir, PackageName))
	if err != nil {
		t.Fatal(err)
	}
	var p packageJSON
	if err := json.Unmarshal(b, &p); err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, r := range p.Resources {
		names = append(names, r.Name)
		if len(r.Schema.Fields) == 0 {
			t.Errorf("%s has no fields", r.Name)
		}
		for _, f := range r.Schema.Fields {
			if f.Description == "" {
				t.Errorf("%s %s: no description", r.Name, f.Name)
			}
		}
	}
	if got := strings.Join(names, " "); got != "figures.parquet figures.csv dictionary" {
		t.Errorf("resources: %s", got)
	}
	if err := os.WriteFile(filepath.Join(dir, PackageName), []byte(`{"name": "theirs"}`), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := Describe(dir, Options{}, nil); !errors.Is(err, ErrForeign) {
		t.Errorf("somebody else's package: %v", err)
	}
}
