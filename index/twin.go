package index

import (
	"errors"
	"math/bits"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode"

	"khotin/crawler/site"
	"khotin/extract/fingerprint"
	"khotin/extract/text"
)

// Two articles are copies of one where different portals carry them within a
// month, their fingerprints are near, most of their words stand in the same
// rows and no number of one contradicts the other. Reports of one kind (lottery,
// weather, weekly figures) differ in hardly more than their numbers.

const (
	// sameRows is the share of the shorter text's rows of four words that a
	// copy has. Copies differ in headlines, by-lines and a cut paragraph;
	// reports of one kind (lottery, weather, weekly figures) agree in less.
	sameRows = 0.7
	// sameDays is within how many days copies appear.
	sameDays = 31
)

// twin is what is compared of an article.
type twin struct {
	id, day, published, story, cluster string
	copied                             bool   // as the rows have it
	carrier                            string // the portal, "" where that is not known
	fingerprint                        uint64
	figures                            span

	// What costs more, once it is needed: see read.
	body    string
	rows    map[uint64]bool     // of four words
	numbers map[string][]string // see numbersOf
}

// isCopy reports whether one of two articles is a copy of the other.
func (w *rowWriter) isCopy(a, b *twin) bool {
	if a.carrier == b.carrier || bits.OnesCount64(a.fingerprint^b.fingerprint) > fingerprint.Near || farApart(a.day, b.day) {
		return false
	}
	for _, t := range []*twin{a, b} {
		w.read(t)
	}
	if len(a.rows) > len(b.rows) {
		a, b = b, a
	}
	same := 0
	for r := range a.rows {
		if b.rows[r] {
			same++
		}
	}
	return same > 0 && float64(same) >= sameRows*float64(len(a.rows)) && !w.contradict(a, b)
}

// read reads the words of an article. Most articles that are near are of the same
// portal, which a look at their addresses tells.
func (w *rowWriter) read(t *twin) {
	if t.rows != nil {
		return
	}
	t.rows = map[uint64]bool{}
	rows := w.query(`SELECT q.words, unpacked(a.packed_body) FROM articles a CROSS JOIN sequences q ON q.n = a.n WHERE a.id = ?`, t.id)
	if w.err != nil {
		return
	}
	defer rows.Close()
	var words sequence
	if rows.Next() {
		w.err = rows.Scan((*[]byte)(&words), &t.body)
	}
	if w.err = errors.Join(w.err, rows.Err()); w.err == nil && words.valid() {
		t.rows = rowsOfFour(words)
	}
}

// farApart reports whether two days are too far apart for copies; "" is none.
func farApart(a, b string) bool {
	x, errX := time.Parse(time.DateOnly, a)
	y, errY := time.Parse(time.DateOnly, b)
	return errX == nil && errY == nil && y.Sub(x).Abs() > sameDays*24*time.Hour
}

// rowsOfFour gives every four words in a row of a body, without regard to
// marks.
func rowsOfFour(s sequence) map[uint64]bool {
	out := make(map[uint64]bool, s.len())
	row := uint64(0)
	for i := s.title(); i < s.len(); i++ {
		sg, _ := s.at(i)
		row = row<<16 | uint64(sg.fold)
		if i >= s.title()+3 {
			out[row] = true
		}
	}
	return out
}

// contradict reports whether two articles give other numbers at the same place:
// behind the same words, or for the same indicator.
func (w *rowWriter) contradict(a, b *twin) bool {
	for _, t := range []*twin{a, b} {
		if t.numbers == nil {
			t.numbers = numbersOf(t.body)
			w.figuresOf(t)
		}
	}
	for context, x := range a.numbers {
		if y := b.numbers[context]; y != nil && !slices.ContainsFunc(x, func(n string) bool { return agreesWithAny(n, y) }) {
			return true
		}
	}
	return false
}

// agreesWithAny reports whether a number is one of others; "5/3" agrees with
// "5/3/2023".
func agreesWithAny(n string, others []string) bool {
	return slices.ContainsFunc(others, func(o string) bool {
		return n == o || strings.HasPrefix(n, o+"/") || strings.HasPrefix(o, n+"/")
	})
}

// numbersOf gives the numbers of a body under the two words before each, in
// the paragraph: without signs that group digits, words without marks.
func numbersOf(body string) map[string][]string {
	out := map[string][]string{}
	for paragraph := range strings.SplitSeq(body, "\n\n") {
		before, last := "", ""
		for f := range strings.FieldsSeq(paragraph) {
			f = strings.TrimFunc(f, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
			if strings.ContainsFunc(f, unicode.IsDigit) {
				context := before + " " + last
				out[context] = append(out[context], bareNumber(f))
			}
			before, last = last, text.Fold(text.Normalize(f))
		}
	}
	return out
}

// bareNumber leaves out signs that group digits and zeros at the front.
func bareNumber(s string) string {
	s = strings.NewReplacer(".", "", ",", "", "-", "/").Replace(s)
	return strings.TrimLeft(s, "0")
}

// figuresOf adds the figures of an article to its numbers, under what they
// measure.
func (w *rowWriter) figuresOf(t *twin) {
	rows := w.query(`SELECT wording, measure, unit, value FROM figures WHERE at BETWEEN ? AND ?`, t.figures.at, t.figures.at+t.figures.n-1)
	if w.err != nil {
		return
	}
	defer rows.Close()
	for rows.Next() {
		var wording, measure, unit, value string
		if w.err = rows.Scan(&wording, &measure, &unit, &value); w.err != nil {
			return
		}
		k := strings.Join([]string{"figure", wording, measure, unit}, "\x00")
		t.numbers[k] = append(t.numbers[k], value)
	}
	w.err = rows.Err()
}

// carrierOf gives the portal of an address: the name of the profile whose host
// it is, else the host. Below a wildcard each host is a portal of its own.
func carrierOf(sites *site.Set, address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	host := strings.ToLower(u.Hostname())
	if p := sites.For(address); p != nil && slices.Contains(p.Hosts, host) {
		return p.Name
	}
	return strings.TrimPrefix(host, "www.")
}

// twins reads articles by a condition over a.
func (w *rowWriter) twins(condition string, args ...any) (out []*twin) {
	rows := w.query(`SELECT a.id, coalesce(a.day, ''), coalesce(a.published, ''), coalesce(a.story, ''), coalesce(a.cluster, ''),
		a.copy, coalesce(a.url, ''), a.fingerprint, a.figures, a.figures_at
		FROM articles a WHERE a.fingerprint IS NOT NULL AND `+condition, args...)
	if w.err != nil {
		return nil
	}
	defer rows.Close()
	for rows.Next() {
		t, f, address := &twin{}, int64(0), ""
		if w.err = rows.Scan(&t.id, &t.day, &t.published, &t.story, &t.cluster, &t.copied, &address, &f, &t.figures.n, &t.figures.at); w.err != nil {
			return nil
		}
		t.fingerprint, t.carrier = uint64(f), carrierOf(w.sites, address)
		out = append(out, t)
	}
	w.err = rows.Err()
	return out
}
