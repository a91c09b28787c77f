// Package figure finds the numbers that a text states as facts or goals, each
// with what it measures, its unit, its period and what it is compared with.
//
// What the rows hold follows these conventions.
//
// Indicator. Of an amount it is the noun phrase before the verb. Of a count it
// is built across the number: the verb or noun that governs it, the thing
// counted, and the rest of its noun phrase ("kết nạp đảng viên", "phát hiện, xử
// lý vụ vi phạm"), never the bare unit where the sentence says more. Parts and
// items of a list take the head they share. A bare "số tiền", "kinh phí",
// "diện tích" or "tỷ lệ" takes what its sentence counted before, votes take
// what was voted on, and a verb alone takes the subject of its sentence.
//
// Period. The clause, what follows the number, the sentence's opening, the
// sentence before, the paragraph's opening and the report, in this order. What
// the meeting did itself (attendance, votes, honours, elections), what a place
// simply has, and what is asked for have none. Days of the lead, school years,
// terms that name a congress, horizons and years long past never reach later
// sentences.
//
// Measure. A percentage is a ratio where the text names or implies what it is
// of: a plan, a whole, a capacity, a count just told, also in brackets or under
// "chiếm". It is a level where the indicator is a rate by nature ("tỷ lệ …"),
// and growth where it is a change ("tăng", "cao hơn", "vượt", "(-1,2%)") or the
// indicator itself is one ("tốc độ tăng trưởng").
package figure

import (
	"strings"
	"sync"

	"khotin/extract/date"
	"khotin/extract/document"
	"khotin/extract/official"
	"khotin/extract/place"
	"khotin/extract/text"
)

// Measure says what kind of number a row holds.
type Measure string

// The measures of the contract.
const (
	Level  Measure = "level"  // an amount, a count, a share of its own
	Ratio  Measure = "ratio"  // percent of a basis: "bằng 69,79% kế hoạch"
	Growth Measure = "growth" // change against a basis: "tăng 10% so với cùng kỳ"
)

// Status says whether a number happened.
type Status string

// The statuses of the contract.
const (
	Actual   Status = "actual"
	Estimate Status = "estimate"
	Target   Status = "target"
)

// Figure is one number that the text states.
type Figure struct {
	At        text.Range // from the verb or period that governs the number to the end of its basis: "ước đạt 641,769 tỷ đồng"
	Sentence  text.Range // the sentence that proves it
	Indicator string     // the noun phrase measured, as written, inherited where the clause names none
	Canonical string     // name under which wordings of one indicator make a series, see Canonical; "" for none
	Measure   Measure
	Value     text.Decimal  // in Unit, as written
	Upper     *text.Decimal // upper end of a range
	Of        *text.Decimal // the whole in "06/21 chỉ tiêu"
	Unit      string        // as written: "tỷ đồng", "%/năm", "lượt người lao động"
	Amount    string        // value × scale in BaseUnit, exact decimal string
	BaseUnit  string        // "VND", "USD", "ha", "%", "đảng viên", …; "" where units.txt and counts.txt do not know the unit
	Qualifier string        // as written: "ước", "hơn", "trở lên"; "" for none
	Status    Status
	Period    *date.Date // the time the number is about; nil for none
	PeriodBy  string     // where the period was read: "clause", "after", "carried", "report", "own"
	Basis     string     // what a ratio or growth is measured against, as written; "" for none
	Place     string     // the unit the number is about: "quận Lê Chân"; "" where unknown
	Group     int        // the same for the rows of one statement
	PartOf    int        // group of the whole that this row is a part of ("trong đó"), -1 for none
	Flags     []string   // doubts, never repairs: "ambiguous", "plan-disagrees", …
	Rule      string

	shift int     // power of ten from Unit to BaseUnit
	full  float64 // the amount, once it was asked for
}

// Context is what the finders before this one found in the same body.
type Context struct {
	Dates     []date.Date
	Documents []document.Document
	Officials []official.Official
	Places    []place.Mention
	Published date.Day // the page's own day, to tell what is still to come; zero where unknown
	Subject   string   // unit that the document is about, see place.Subject
}

// Find gives one row a number, in order of the text. See Free.
func Find(body *text.Doc, c Context) []Figure {
	rows := freedRows.Get().(*[]Figure)
	if f, ok := alone(body, c); ok {
		return append(*rows, f)
	}
	w := freed.Get().(*walker)
	defer w.free()
	w.doc, w.c, w.now, w.out = body, c, c.Published, *rows
	w.reporting()
	style, sure := styleOf(body)
	for n := range body.Paras {
		w.paragraph(n, style, sure)
	}
	w.flag()
	for i := range w.out {
		w.out[i].Canonical = w.canonical(i)
	}
	return w.out
}

// freed holds walkers, and freedRows rows, whose memory the next text may use.
var (
	freed     = sync.Pool{New: func() any { return new(walker) }}
	freedRows = sync.Pool{New: func() any { return new([]Figure) }}
)

// mostKept is the number of rows of a text up to which its memory is kept: few
// articles have more.
const mostKept = 1 << 10

// Free gives the memory of rows that Find gave to the next text. What they name
// stays good; rows must not be used any more.
func Free(rows []Figure) {
	if cap(rows) <= mostKept {
		rows = rows[:0]
		freedRows.Put(&rows)
	}
}

// free gives the memory of w to the next walker.
func (w *walker) free() {
	if cap(w.out) > mostKept {
		return
	}
	*w = walker{
		p: paragraph{class: w.p.class, opens: w.p.opens}, mask: w.mask, dateAt: w.dateAt, dates: w.dates[:0], starts: w.starts[:0],
		qs: w.qs[:0], inside: w.inside, outer: w.outer[:0], order: w.order[:0], spare: w.spare[:0],
	}
	freed.Put(w)
}

// canonical gives the name of the indicator of row i, which is often that of a
// row before.
func (w *walker) canonical(i int) string {
	for j := i - 1; j >= 0 && j > i-8; j-- {
		if w.out[j].Indicator == w.out[i].Indicator {
			return w.out[j].Canonical
		}
	}
	return Canonical(w.out[i].Indicator)
}

// styleOf gives how the document writes numbers, and whether the document
// itself shows it.
func styleOf(body *text.Doc) (style text.Style, sure bool) {
	style = text.VoteStyle(body)
	if style == text.American {
		return style, true
	}
	for i := range body.Paras {
		p := &body.Paras[i]
		for _, j := range p.Numbers() {
			s := p.Surface(int(j))
			if comma := strings.LastIndexByte(s, ','); comma > 0 && (len(s)-comma-1 != 3 || strings.IndexByte(s[:comma], '.') >= 0) {
				return style, true
			}
		}
	}
	return style, false
}
