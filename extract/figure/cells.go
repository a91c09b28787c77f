package figure

import (
	"time"

	"khotin/extract/date"
	"khotin/extract/text"
)

// cellUnits gives the numbers of a table's row that stand without a unit the
// one that their row or their column names.
type cellUnits struct {
	cells [][2]int
	row   unit   // of the row; bare where no column names units
	words string // as written
	heads []column
}

// cellUnits reads the units of the row that w is in, or nil where it is none
// or its head names no units.
func (w *walker) cellUnits() *cellUnits {
	if !w.isRow() || !w.table.open {
		return nil
	}
	u := &cellUnits{cells: w.cells(), heads: w.table.heads}
	named := false
	for i, h := range u.heads {
		named = named || h.units || h.rate
		if !h.units || i >= len(u.cells) {
			continue
		}
		c := u.cells[i]
		if read := unitAt(&w.p, c[0]); read.kind != bare && read.to == c[1] {
			u.row, u.words = read, w.p.Slice(c[0], c[1])
		}
	}
	if !named {
		return nil
	}
	return u
}

// give gives q, which has no unit, that of its cell, where the cell holds q
// alone.
func (u *cellUnits) give(q *quantity) {
	for i, c := range u.cells {
		if q.from != c[0] || q.from+1 != c[1] || i >= len(u.heads) {
			continue
		}
		switch {
		case u.heads[i].rate:
			q.unit, q.unitText = unit{kind: percent, base: "%"}, "%"
		case u.row.kind != bare && !u.heads[i].units:
			q.unit, q.unitText = u.row, u.words
		default:
			return
		}
		q.unit.from, q.unit.to, q.to, q.elided = c[1], c[1], c[1], true
	}
}

// labelled gives the first cell with words, which says what the numbers of its
// row measure: the cell before may number the rows.
func (w *walker) labelled(cells [][2]int) int {
	for i, c := range cells {
		for j := c[0]; j < c[1]; j++ {
			if w.p.Tokens[j].Class == text.Word && len(w.p.Tokens[j].Key) > 1 {
				return i
			}
		}
	}
	return 0
}

// describe notes what the head in cell c says of the numbers under it.
func (w *walker) describe(h *column, c [2]int) {
	toks := w.p.Tokens
	for i := c[0]; i < c[1]; i++ {
		switch t := &toks[i]; {
		case t.Is("đvt") || t.Is("đơn") && i+1 < c[1] && toks[i+1].Is("vị"):
			h.units = i == c[0]
		case t.Key == "%":
			h.rate = true
		case t.Is("so") && i+1 < c[1]:
			from := i + 1
			if toks[from].Is("với") {
				from++
			}
			to := from
			for to < c[1] && !toks[to].Is("(", ")", "%") {
				to++
			}
			if from < to {
				h.basis = w.p.Slice(from, to)
			}
		case t.Either("kế", "dự") && i == c[0]:
			h.goal = true
		case t.Is("năm") && !w.isDate(i):
			h.yearly = true
		}
	}
	h.goal = h.goal && !h.rate
}

// tell notes on a row of figures what the head of its column says.
func (h *column) tell(f *Figure) {
	switch {
	case h.rate && h.basis != "":
		f.Measure, f.Basis = Ratio, h.basis
	case h.goal:
		f.Status = Target
		if p := f.Period; h.date == nil && p != nil {
			f.Period, f.PeriodBy = nil, ""
			if h.yearly && p.Start.Year == p.End.Year {
				year := *p
				year.Start, year.End = date.Day{Year: p.End.Year, Month: time.January, Day: 1}, date.Day{Year: p.End.Year, Month: time.December, Day: 31}
				year.Grain = date.GrainYear
				f.Period, f.PeriodBy = &year, "carried"
			}
		}
	}
}
