package index

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"io"
	"math/bits"
	"slices"
	"strings"
)

// What facets count stands in columns, one a facet and segment of words.bleve:
// for each document of the segment the values that its article has. Counting
// goes through them once, whatever was asked for, and does not touch the rows.
// A segment never changes, so its columns do not either: they lie in a file
// beside it and are made when a writer ends, or by the first that asks for them.
//
// Format: columnMagic; the length of the head and its CRC-32; the head, JSON of a
// columnHead; then for each facet its block: how many values each document has;
// the values of all documents one after another, as numbers; of each value the
// hash of its key, where its text ends, and the CRC-32 of the text; and then all
// texts, "key\x00spelling", ordered. Numbers are little-endian, those of hashes 8
// bytes wide, of ends, lengths and sums 4, others as wide as the head says. So
// every byte is under some sum.
const columnMagic = "facets2\n"

// columnHead begins the file of a segment's columns.
type columnHead struct {
	Index  string               `json:"index"` // whose rows they were made of, see idKey
	Docs   int                  `json:"docs"`
	Facets map[string]blockHead `json:"facets"`
}

// blockHead tells of a facet's block.
type blockHead struct {
	At         int64  `json:"at"`          // behind the head
	CountWidth int    `json:"count_width"` // 1, 2 or 4 bytes
	ValueWidth int    `json:"value_width"` // likewise
	Held       int    `json:"held"`        // values of all documents together
	Values     int    `json:"values"`      // distinct ones
	Texts      int    `json:"texts"`       // bytes
	Sum        uint32 `json:"sum"`         // CRC-32 of the block without its texts
}

// ofValue is the bytes of a value before the texts: hash, end and sum.
const ofValue = 8 + 4 + 4

// fixed is the length of the block without its texts.
func (h *blockHead) fixed(docs int) int {
	return docs*h.CountWidth + h.Held*h.ValueWidth + h.Values*ofValue
}

// fits reports whether the block of so many documents lies within size bytes
// behind the head: a file is believed no length that it does not have.
func (h *blockHead) fits(docs int, size int64) bool {
	rest := size - h.At
	if h.At < 0 || rest < 0 {
		return false
	}
	for _, w := range []int{h.CountWidth, h.ValueWidth} {
		if w != 1 && w != 2 && w != 4 {
			return false
		}
	}
	for _, part := range []struct{ n, width int }{{docs, h.CountWidth}, {h.Held, h.ValueWidth}, {h.Values, ofValue}, {h.Texts, 1}} {
		if part.n < 0 || int64(part.n) > rest/int64(part.width) {
			return false
		}
		rest -= int64(part.n) * int64(part.width)
	}
	return true
}

// facetValue is a value and how an article writes it.
type facetValue struct{ key, spelling string }

// valueHash is that of a key, by which the values of several segments are told.
func valueHash(key string) uint64 {
	sum := sha256.Sum256([]byte(key))
	return binary.LittleEndian.Uint64(sum[:])
}

// given is that an article in a document of a segment has a value.
type given struct{ doc, value uint32 }

// newBlock makes the block of a facet of what docs documents are given, numbers
// in values. Of a document each key is to be given once.
func newBlock(docs int, gs []given, values []facetValue) (h blockHead, block []byte) {
	used := make([]bool, len(values))
	counts := make([]uint32, docs+1)
	most := uint32(0)
	for _, g := range gs {
		used[g.value] = true
		counts[g.doc]++
		most = max(most, counts[g.doc])
	}
	var order []uint32
	for v, is := range used {
		if is {
			order = append(order, uint32(v))
		}
	}
	slices.SortFunc(order, func(v, w uint32) int {
		return cmp.Or(cmp.Compare(values[v].key, values[w].key), cmp.Compare(values[v].spelling, values[w].spelling))
	})
	number := make([]uint32, len(values))
	for n, v := range order {
		number[v] = uint32(n)
	}
	h = blockHead{CountWidth: width(most), ValueWidth: width(uint32(len(order))), Held: len(gs), Values: len(order)}
	for _, n := range counts[:docs] {
		block = appendNumber(block, n, h.CountWidth)
	}
	next, at := make([]uint32, docs), uint32(0)
	for doc, n := range counts[:docs] {
		next[doc] = at
		at += n
	}
	held := make([]uint32, len(gs))
	for _, g := range gs {
		held[next[g.doc]] = number[g.value]
		next[g.doc]++
	}
	for _, v := range held {
		block = appendNumber(block, v, h.ValueWidth)
	}
	var texts, ends, sums []byte
	for _, v := range order {
		block = binary.LittleEndian.AppendUint64(block, valueHash(values[v].key))
		from := len(texts)
		texts = append(append(append(texts, values[v].key...), 0), values[v].spelling...)
		ends = binary.LittleEndian.AppendUint32(ends, uint32(len(texts)))
		sums = binary.LittleEndian.AppendUint32(sums, crc32.ChecksumIEEE(texts[from:]))
	}
	block = append(append(block, ends...), sums...)
	h.Sum, h.Texts = crc32.ChecksumIEEE(block), len(texts)
	return h, append(block, texts...)
}

// width is how many bytes hold a number.
func width(n uint32) int {
	switch {
	case bits.Len32(n) <= 8:
		return 1
	case bits.Len32(n) <= 16:
		return 2
	}
	return 4
}

func appendNumber(b []byte, n uint32, width int) []byte {
	switch width {
	case 1:
		return append(b, byte(n))
	case 2:
		return binary.LittleEndian.AppendUint16(b, uint16(n))
	}
	return binary.LittleEndian.AppendUint32(b, n)
}

// numbers are numbers of one width.
type numbers struct {
	b     []byte
	width int
}

func (n *numbers) at(i int) uint32 {
	switch n.width {
	case 1:
		return uint32(n.b[i])
	case 2:
		return uint32(binary.LittleEndian.Uint16(n.b[2*i:]))
	}
	return binary.LittleEndian.Uint32(n.b[4*i:])
}

// newColumns writes the columns of a segment, made of the rows of an index.
func newColumns(index string, docs int, gs map[string][]given, values map[string][]facetValue) []byte {
	head := columnHead{Index: index, Docs: docs, Facets: map[string]blockHead{}}
	var blocks []byte
	for _, name := range FacetNames {
		h, block := newBlock(docs, gs[name], values[name])
		h.At = int64(len(blocks))
		head.Facets[name], blocks = h, append(blocks, block...)
	}
	j, _ := json.Marshal(&head) // numbers always marshal
	return append(beginColumns(j), blocks...)
}

// beginColumns is the file of columns up to the end of its head.
func beginColumns(head []byte) []byte {
	out := binary.LittleEndian.AppendUint32([]byte(columnMagic), uint32(len(head)))
	out = binary.LittleEndian.AppendUint32(out, crc32.ChecksumIEEE(head))
	return append(out, head...)
}

// columns are those of a segment, read as they are needed.
type columns struct {
	head   columnHead
	from   io.ReaderAt
	behind int64 // the head
}

// openColumns opens what newColumns wrote, size bytes. Errors wrap errColumns or
// are those of from.
func openColumns(from io.ReaderAt, size int64) (*columns, error) {
	begin := make([]byte, len(columnMagic)+4+4)
	if _, err := from.ReadAt(begin, 0); err != nil {
		return nil, fmt.Errorf("%w: %w", errColumns, err)
	}
	long, sum := binary.LittleEndian.Uint32(begin[len(columnMagic):]), binary.LittleEndian.Uint32(begin[len(columnMagic)+4:])
	if !bytes.HasPrefix(begin, []byte(columnMagic)) || long > 1<<16 {
		return nil, errColumns
	}
	j := make([]byte, long)
	if _, err := from.ReadAt(j, int64(len(begin))); err != nil {
		return nil, fmt.Errorf("%w: %w", errColumns, err)
	}
	c := &columns{from: from, behind: int64(len(begin) + len(j))}
	if crc32.ChecksumIEEE(j) != sum || json.Unmarshal(j, &c.head) != nil {
		return nil, errColumns
	}
	for _, name := range FacetNames {
		h, ok := c.head.Facets[name]
		if !ok || !h.fits(c.head.Docs, size-c.behind) {
			return nil, errColumns
		}
	}
	return c, nil
}

var errColumns = fmt.Errorf("%w: columns of facets", ErrDamaged)

// column reads that of a facet.
func (c *columns) column(name string) (*facetColumn, error) {
	h := c.head.Facets[name]
	b := make([]byte, h.fixed(c.head.Docs))
	if _, err := c.from.ReadAt(b, c.behind+h.At); err != nil {
		return nil, fmt.Errorf("%w: %w", errColumns, err)
	}
	if crc32.ChecksumIEEE(b) != h.Sum {
		return nil, errColumns
	}
	f := &facetColumn{docs: c.head.Docs, texts: io.NewSectionReader(c.from, c.behind+h.At+int64(len(b)), int64(h.Texts))}
	take := func(n, width int) numbers {
		out := numbers{b[:n*width], width}
		b = b[n*width:]
		return out
	}
	f.counts, f.held = take(c.head.Docs, h.CountWidth), take(h.Held, h.ValueWidth)
	f.hashes, f.ends, f.sums = take(h.Values, 8).b, take(h.Values, 4), take(h.Values, 4)
	f.values = h.Values
	return f, nil
}

// facetColumn is that of one facet and segment.
type facetColumn struct {
	docs, values int
	counts, held numbers
	hashes       []byte
	ends, sums   numbers
	texts        *io.SectionReader
}

// count gives of each value how many documents of a set have it; first is the
// number of the segment's first document.
func (f *facetColumn) count(found docset, first uint32) ([]uint32, error) {
	out := make([]uint32, f.values)
	at, all := 0, len(f.held.b)/f.held.width
	for doc := range f.docs {
		n := int(f.counts.at(doc))
		if n > all-at {
			return nil, errColumns
		}
		if n > 0 && found.has(first+uint32(doc)) {
			for i := at; i < at+n; i++ {
				v := int(f.held.at(i))
				if v >= len(out) {
					return nil, errColumns
				}
				out[v]++
			}
		}
		at += n
	}
	return out, nil
}

func (f *facetColumn) hash(value int) uint64 { return binary.LittleEndian.Uint64(f.hashes[8*value:]) }

// read gives the texts of values, which ascend.
func (f *facetColumn) read(values []int) ([]facetValue, error) {
	if len(values) == 0 {
		return nil, nil
	}
	begin := func(v int) int64 {
		if v == 0 {
			return 0
		}
		return int64(f.ends.at(v - 1))
	}
	from, to := begin(values[0]), begin(values[len(values)-1]+1)
	if from > to || to > f.texts.Size() {
		return nil, errColumns
	}
	b := make([]byte, to-from)
	if _, err := f.texts.ReadAt(b, from); err != nil && len(b) > 0 {
		return nil, fmt.Errorf("%w: %w", errColumns, err)
	}
	out := make([]facetValue, len(values))
	for i, v := range values {
		at, end := begin(v)-from, begin(v+1)-from
		if at < 0 || at > end || end > int64(len(b)) || crc32.ChecksumIEEE(b[at:end]) != f.sums.at(v) {
			return nil, errColumns
		}
		key, spelling, ok := strings.Cut(string(b[at:end]), "\x00")
		if !ok || valueHash(key) != f.hash(v) {
			return nil, errColumns
		}
		out[i] = facetValue{key, spelling}
	}
	return out, nil
}
