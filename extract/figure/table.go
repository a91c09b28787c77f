package figure

import (
	"strings"

	"khotin/extract/date"
	"khotin/extract/text"
)

// table is what the rows of a table inherit from its head.
type table struct {
	open  bool     // the paragraph before was a row
	heads []column // of the head, one a column
}

// column is one cell of a table's head.
type column struct {
	name   string     // "Sản lượng", without its period and unit
	date   *date.Date // the period it names
	plain  bool       // it says how numbers compare, not what they measure
	units  bool       // it names the unit of each row: "Đơn vị tính"
	rate   bool       // its numbers are percentages: "Tỷ lệ (%)"
	basis  string     // what they are of: "So với cùng kỳ (%)"
	goal   bool       // its numbers are planned: "Kế hoạch"
	yearly bool       // for the year: "Kế hoạch năm"
}

// isRow reports whether the paragraph is a row of a table: cells between bars.
func (w *walker) isRow() bool {
	return w.p.all&bars != 0
}

// cells gives the token ranges of the cells of the row.
func (w *walker) cells() [][2]int {
	var out [][2]int
	from := 0
	for i := range w.p.Tokens {
		if w.p.Tokens[i].Key == "|" {
			out = append(out, [2]int{from, i})
			from = i + 1
		}
	}
	return append(out, [2]int{from, len(w.p.Tokens)})
}

// tableRow reads a row of a table. A row without numbers under no other is the
// head; in the others the first cell says what the numbers measure.
func (w *walker) tableRow() {
	cells := w.cells()
	w.enterSentence([2]int{0, len(w.p.Tokens)})
	if len(w.qs) == 0 {
		if !w.table.open {
			w.table = table{open: true}
			for _, c := range cells {
				w.table.heads = append(w.table.heads, w.head(c))
			}
		}
		return
	}
	w.table.open = true
	first := w.labelled(cells)
	label := strings.TrimSpace(w.phrase(cells[first][0], cells[first][1]))
	from := 0
	for k := range w.qs {
		q := &w.qs[k]
		col := 0
		for col+1 < len(cells) && q.from >= cells[col+1][0] {
			col++
		}
		if col <= first || label == "" {
			continue
		}
		name := label
		if col < len(w.table.heads) {
			h := w.table.heads[col]
			if h.name != "" && !h.plain {
				name = h.name + " " + strings.ToLower(label[:1]) + label[1:]
			}
			if h.date != nil {
				w.st.period = h.date
			}
		}
		if w.st.indicator == "" || !w.table.compares(col) {
			w.keep(name, false, false)
		}
		n := len(w.out)
		c := w.read(max(from, cells[col][0]), q)
		if q.elided && q.unit.kind == percent {
			c.verbs.reach, w.st.level = true, true // a ratio of what the row measures
		}
		from = w.row(q, w.qs[k+1:], &c)
		for j := n; j < len(w.out); j++ {
			w.out[j].Indicator, w.out[j].Rule = w.st.indicator, "table"
			w.out[j].Period, w.out[j].PeriodBy = w.st.period, "carried"
			w.out[j].Indicator = name
			if col < len(w.table.heads) && q.elided {
				w.table.heads[col].tell(&w.out[j])
			}
			if w.table.compares(col) && n > 0 && w.out[n-1].Sentence.Para == w.para {
				w.out[j].Indicator = w.out[n-1].Indicator
			}
		}
	}
}

// compares reports whether column col holds comparisons of the one before.
func (t *table) compares(col int) bool { return col < len(t.heads) && t.heads[col].plain }

// head reads one cell of a table's head.
func (w *walker) head(c [2]int) column {
	var h column
	for i := c[0]; i < c[1]; i++ {
		if d := w.governing(i); d != nil {
			h.date = d
		}
		if t := &w.p.Tokens[i]; t.Is("so", "%", "kỳ", "hoạch") {
			h.plain = true
		}
	}
	w.describe(&h, c)
	end := c[1]
	for i := c[0]; i < c[1]; i++ {
		if w.p.Tokens[i].Is("(") {
			end = i
			break
		}
	}
	if h.name = w.phrase(c[0], w.trimRight(c[0], end)); h.name != "" {
		p := text.Parse(h.name)
		if n, _ := headLexicon.Match(&p, 0); n == 0 {
			h.plain = true // "Ghi chú", "Thực hiện"
		}
	}
	return h
}
