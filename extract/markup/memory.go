package markup

import (
	"slices"

	"golang.org/x/net/html"
)

// Memory is where a tree lies, for one page after another; the zero value is
// ready. Of several goroutines each needs its own.
type Memory struct {
	chunks       [][]html.Node // each of nodesAtOnce
	used         int           // nodes
	attrs        []html.Attribute
	attr         []html.Attribute
	open, format []opened
}

const nodesAtOnce = 256

// What a Memory keeps for the next page: the nodes and attributes of any page
// but the very large, some 3 MB.
const (
	mostNodes = 1 << 14
	mostAttrs = 1 << 15
	mostOpen  = 2 * deepest
)

// Clear forgets the tree and gives back what only a very large page needs.
func (m *Memory) Clear() {
	for i := 0; i*nodesAtOnce < m.used; i++ {
		clear(m.chunks[i][:min(nodesAtOnce, m.used-i*nodesAtOnce)])
	}
	if len(m.chunks) > mostNodes/nodesAtOnce {
		m.chunks = slices.Clone(m.chunks[:mostNodes/nodesAtOnce])
	}
	m.used = 0
	if clear(m.attrs); cap(m.attrs) > mostAttrs {
		m.attrs = nil
	}
	m.attrs = m.attrs[:0]
	m.attr = emptied(m.attr, mostAttributes)
	m.open = emptied(m.open, mostOpen)
	m.format = emptied(m.format, mostOpen)
}

// emptied gives s without what it holds and held behind its end, or nil where
// it is larger than most.
func emptied[E any](s []E, most int) []E {
	if cap(s) > most {
		return nil
	}
	clear(s[:cap(s)])
	return s[:0]
}

// node gives a new node.
func (m *Memory) node(kind html.NodeType, data string) *html.Node {
	chunk := m.used / nodesAtOnce
	if chunk == len(m.chunks) {
		m.chunks = append(m.chunks, make([]html.Node, nodesAtOnce))
	}
	n := &m.chunks[chunk][m.used%nodesAtOnce]
	m.used++
	n.Type, n.Data = kind, data
	return n
}

// keep gives a copy of attributes that lasts as long as the tree.
func (m *Memory) keep(attr []html.Attribute) []html.Attribute {
	if len(attr) == 0 {
		return nil
	}
	if len(m.attrs)+len(attr) > cap(m.attrs) {
		m.attrs = make([]html.Attribute, 0, max(nodesAtOnce, 2*cap(m.attrs)))
	}
	from := len(m.attrs)
	m.attrs = append(m.attrs, attr...)
	return slices.Clip(m.attrs[from:])
}
