package export

import (
	"fmt"
	"io"
	"math/big"
	"reflect"
	"strings"
	"time"

	"github.com/parquet-go/parquet-go"

	"khotin/extract/text"
	"khotin/index"
)

// Row groups end at so many bytes of values, or rows.
const (
	groupBytes = 16 << 20
	groupRows  = 50000
)

// Numbers are DECIMAL(decimalPrecision, decimalScale).
const (
	decimalPrecision = 38
	decimalScale     = 9
)

// parquetTables writes one table as Parquet
// (https://parquet.apache.org/docs/file-format/).
type parquetTables struct {
	out     io.Writer
	w       *parquet.GenericWriter[any]
	t       *index.Table
	note    func(string)
	rows    []parquet.Row
	size, n int // of the row group
}

func newParquet(w io.Writer, o Options) tables { return &parquetTables{out: w, note: o.Note} }

// tags are the types of columns as parquet-go reads them from struct tags.
var parquetTypes = map[index.Type]struct {
	of  reflect.Type
	tag string
}{
	index.Text:    {reflect.TypeFor[string](), "optional,dict,zstd"},
	index.Integer: {reflect.TypeFor[int64](), "optional,zstd"},
	index.Number:  {reflect.TypeFor[[16]byte](), fmt.Sprintf("decimal(%d:%d),optional,zstd", decimalScale, decimalPrecision)},
	index.Day:     {reflect.TypeFor[int32](), "date,optional,zstd"},
	index.Time:    {reflect.TypeFor[int64](), "timestamp(microsecond),optional,zstd"},
	index.List:    {reflect.TypeFor[[]string](), "list,zstd"},
}

// parquetSchema is the schema of a table, columns in its order.
func parquetSchema(t *index.Table) *parquet.Schema {
	var fields []reflect.StructField
	for i := range t.Columns {
		c := &t.Columns[i]
		p := parquetTypes[c.Type]
		fields = append(fields, reflect.StructField{Name: fmt.Sprintf("C%d", i), Type: p.of,
			Tag: reflect.StructTag(fmt.Sprintf("parquet:%q", c.Name+","+p.tag))})
	}
	return parquet.NewSchema(t.Name, parquet.SchemaOf(reflect.New(reflect.StructOf(fields)).Interface()))
}

func (p *parquetTables) table(t *index.Table) error {
	p.t = t
	options := []parquet.WriterOption{parquetSchema(t), parquet.CreatedBy("khotin", "", ""), parquet.DictionaryMaxBytes(1 << 20),
		parquet.KeyValueMetadata("table", t.Name), parquet.KeyValueMetadata("row", t.Meaning)}
	for i := range t.Columns {
		c := &t.Columns[i]
		meaning := c.Meaning
		if c.Unit != "" {
			meaning += " (" + c.Unit + ")"
		}
		options = append(options, parquet.KeyValueMetadata("column "+c.Name, meaning))
	}
	p.w = parquet.NewGenericWriter[any](p.out, options...)
	return nil
}

func (p *parquetTables) row(values []any) error {
	row := make(parquet.Row, 0, len(values)+4)
	for i, v := range values {
		if l, ok := v.([]string); ok || p.t.Columns[i].Type == index.List {
			row = append(row, listValues(l, i)...)
			continue
		}
		pv, err := parquetValue(p.t.Columns[i].Type, v)
		if err != nil {
			if p.note != nil {
				p.note(fmt.Sprintf("%s %s: %v: left out", p.t.Name, p.t.Columns[i].Name, err))
			}
			pv = parquet.Value{}
		}
		defined := 1
		if pv.IsNull() {
			defined = 0
		}
		row = append(row, pv.Level(0, defined, i))
		if s, ok := v.(string); ok {
			p.size += len(s)
		}
	}
	p.size += 8 * len(values)
	p.rows = append(p.rows, row)
	p.n++
	if len(p.rows) < 256 && p.size < groupBytes {
		return nil
	}
	if err := p.hand(); err != nil {
		return err
	}
	if p.size >= groupBytes || p.n >= groupRows {
		p.size, p.n = 0, 0
		return p.w.Flush()
	}
	return nil
}

// hand gives the rows that were gathered to the writer.
func (p *parquetTables) hand() error {
	_, err := p.w.WriteRows(p.rows)
	p.rows = p.rows[:0]
	return err
}

func (p *parquetTables) close() error {
	if p.w == nil {
		return nil
	}
	if err := p.hand(); err != nil {
		return err
	}
	return p.w.Close()
}

// listValues are the values of a list in column i: one with definition level 0
// for an empty one.
func listValues(l []string, i int) []parquet.Value {
	if len(l) == 0 {
		return []parquet.Value{parquet.Value{}.Level(0, 0, i)}
	}
	out := make([]parquet.Value, len(l))
	for k, s := range l {
		out[k] = parquet.ByteArrayValue([]byte(s)).Level(min(k, 1), 1, i)
	}
	return out
}

// parquetValue makes a value of a column's type, null for nil.
func parquetValue(t index.Type, v any) (parquet.Value, error) {
	switch v := v.(type) {
	case nil:
		return parquet.Value{}, nil
	case int64:
		return parquet.Int64Value(v), nil
	case text.Decimal:
		b, err := decimalBytes(v)
		return parquet.FixedLenByteArrayValue(b), err
	case string:
		switch t {
		case index.Day:
			d, err := time.Parse(time.DateOnly, v)
			if err != nil {
				return parquet.Value{}, fmt.Errorf("%q is no day", v)
			}
			return parquet.Int32Value(int32(d.Unix() / (24 * 60 * 60))), nil
		case index.Time:
			d, err := time.Parse(time.RFC3339, v)
			if err != nil {
				return parquet.Value{}, fmt.Errorf("%q is no time", v)
			}
			return parquet.Int64Value(d.UnixMicro()), nil
		}
		return parquet.ByteArrayValue([]byte(v)), nil
	}
	return parquet.Value{}, fmt.Errorf("%T is no value", v)
}

// decimalBytes gives d × 10^decimalScale as 16 bytes, big-endian two's
// complement.
func decimalBytes(d text.Decimal) ([]byte, error) {
	s := d.Shift(decimalScale).String()
	n, ok := new(big.Int).SetString(s, 10)
	if !ok {
		return nil, fmt.Errorf("%s has more than %d decimals", d, decimalScale)
	}
	if len(strings.TrimPrefix(s, "-")) > decimalPrecision {
		return nil, fmt.Errorf("%s has more than %d digits", d, decimalPrecision)
	}
	if n.Sign() < 0 {
		n.Add(n, new(big.Int).Lsh(big.NewInt(1), 128))
	}
	return n.FillBytes(make([]byte, 16)), nil
}
