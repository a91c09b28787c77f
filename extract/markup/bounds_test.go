package markup

import (
	"bytes"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// numbered repeats a piece with a number in it up to a size.
func numbered(begin, piece string, size int) []byte {
	b := bytes.NewBufferString(begin)
	for i := 0; b.Len() < size; i++ {
		fmt.Fprintf(b, piece, i)
	}
	return b.Bytes()
}

func repeated(begin, piece string, size int) []byte {
	return append([]byte(begin), bytes.Repeat([]byte(piece), size/len(piece))...)
}

// TestBounds reads large pages that no portal has. What copies a text for every
// piece of it would not come to an end here, and take its square in memory.
func TestBounds(t *testing.T) {
	size := 4 << 20
	if testing.Short() {
		size = 1 << 20
	}
	for _, c := range []struct {
		name   string
		page   []byte
		err    error
		memory int // allocated, most, in bytes for one of the page
	}{
		{"text", repeated("", "Thu ngân sách quận. ", size), nil, 2},
		{"pieces of a text", repeated("", "a</x>", size), nil, 8},
		{"cells outside a table", repeated("", "a<td>", size), nil, 8},
		{"pieces of a text, a template", repeated("<template></template>", "a</x>", 4<<20), ErrTangled, 2},
		{"pieces of a text before a table", repeated("<table>", "a<tr>", 4<<20), ErrTangled, 2},
		{"second tags of html", numbered("", "<html a%d>", size), ErrTangled, 2},
		{"second tags of the body", numbered("<body>", "<body a%d>", size), ErrTangled, 2},
		{"100,000 elements in each other", repeated("", "<div>", 500_000), ErrDeep, 20},
		{"one attribute many times", repeated("<p ", "a=1 ", size), nil, 2},
		{"the ends of nothing", repeated("<div><b>", "</i></p>", size/8), nil, 40},
		{"objects", append(repeated("", "<div><object></div>", size/16), repeated("", "<b></b>", size/16)...), ErrDeep, 20},
	} {
		if c.name == "one attribute many times" {
			c.page = append(c.page, '>')
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		doc, err := Parse(c.page, new(Memory))
		runtime.ReadMemStats(&after)
		if !errors.Is(err, c.err) || (doc == nil) != (c.err != nil) {
			t.Errorf("%s: %v, want %v", c.name, err, c.err)
		}
		if took := after.TotalAlloc - before.TotalAlloc; took > uint64(c.memory*len(c.page)+1<<20) {
			t.Errorf("%s: %d bytes for a page of %d", c.name, took, len(c.page))
		}
	}
}

// TestNotTangled: pages of portals and long ones of their kind go to html.Parse.
func TestNotTangled(t *testing.T) {
	long := "<table>" + strings.Repeat("<tr><td>Thu nội địa</td><td>1.250</td><td><b>12%<p>x</b></td></tr>\n", 40_000) + "</table>"
	for _, page := range slices.Concat(filed(t), rendered(t, 20), [][]byte{
		[]byte(long), repeated("", "<p>Thu <b>ngân <i>sách</b> quận</i> <o:p></o:p></p>", 4<<20), repeated("", "<li>một<br>hai<td>ba</td>", 100_000),
	}) {
		if tangled(page) {
			t.Errorf("tangled: %.200s", page)
		}
	}
}

// TestMany: of elements with many attributes html.Parse builds the tree.
func TestMany(t *testing.T) {
	page := append(numbered("<p>a<div ", "a%d=b ", 20_000), ">c"...)
	doc, err := Parse(page, new(Memory))
	if err != nil {
		t.Fatal(err)
	}
	want, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	if s := differ(doc, want); s != "" {
		t.Error(s)
	}
}

// TestClear: of a page nothing stays behind, of a large one no memory either.
func TestClear(t *testing.T) {
	var m Memory
	for _, page := range slices.Concat(filed(t), [][]byte{repeated("", "<p class=a id=b>x<b><i>y</i></b></p>", 4<<20), []byte("<p>a")}) {
		if _, err := Parse(page, &m); err != nil {
			t.Fatal(err)
		}
		m.Clear()
		for _, chunk := range m.chunks {
			for i := range chunk {
				if n := &chunk[i]; n.Type != 0 || n.Data != "" || n.Attr != nil || n.Parent != nil || n.FirstChild != nil || n.LastChild != nil || n.PrevSibling != nil || n.NextSibling != nil {
					t.Fatalf("kept: %+v", n)
				}
			}
		}
		for _, a := range slices.Concat(m.attrs[:cap(m.attrs)], m.attr[:cap(m.attr)]) {
			if a != (html.Attribute{}) {
				t.Fatalf("kept: %q", a)
			}
		}
		for _, o := range slices.Concat(m.open[:cap(m.open)], m.format[:cap(m.format)]) {
			if o != (opened{}) {
				t.Fatalf("kept: %+v", o)
			}
		}
		if len(m.chunks)*nodesAtOnce > mostNodes || cap(m.attrs) > mostAttrs || cap(m.open) > mostOpen {
			t.Fatalf("room for %d nodes and %d attributes is kept", len(m.chunks)*nodesAtOnce, cap(m.attrs))
		}
	}
}
