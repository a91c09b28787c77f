package index

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"math/bits"
	"slices"
	"time"

	"khotin/extract"
	"khotin/extract/fingerprint"
)

// A story is one article that several portals carry. Two articles are of one
// story where their fingerprints are near and most of their words stand in the
// same rows; all that hang together so are one. That does not depend on the
// order in which they come in. The first published of a story stands for it,
// the others are its copies: they are found and shown as its sources, and what
// they state counts once.

const (
	// sameRows is the share of the shorter text's rows of four words that a
	// copy has. Copies differ in headlines, by-lines and a cut paragraph;
	// reports of one kind (lottery, weather, weekly figures) agree in less.
	sameRows = 0.7
	// sameDays is within how many days copies appear.
	sameDays = 31
)

// stories finds articles of near fingerprints. Its zero value has read none.
type stories struct {
	known bool
	bands [bandCount][][]uint64 // by the bits of one band
}

// Fingerprints that differ in at most fingerprint.Near = 12 bits differ in at
// most 3 of the first 16, or in at most 2 of another 16: else they would differ
// in 4+3+3+3 = 13. So each is looked up under all values near its own in each
// band (Norouzi et al. 2012, multi-index hashing), 1,108 in all.
const (
	bandCount = 4
	bandBits  = 16
)

// masks are the differences to try in each band.
var masks = func() (out [bandCount][]uint16) {
	for m := range 1 << bandBits {
		for band := range out {
			most := fingerprint.Near / bandCount
			if band > fingerprint.Near%bandCount {
				most--
			}
			if bits.OnesCount16(uint16(m)) <= most {
				out[band] = append(out[band], uint16(m))
			}
		}
	}
	return out
}()

func bandOf(f uint64, band int) uint16 { return uint16(f >> (band * bandBits)) }

// read takes up the fingerprints that rows.db has.
func (s *stories) read(ctx context.Context, tx *sql.Tx) error {
	if s.known {
		return nil
	}
	rows, err := tx.QueryContext(ctx, `SELECT DISTINCT fingerprint FROM articles WHERE fingerprint IS NOT NULL`)
	if err != nil {
		return damage(err)
	}
	all, err := column[int64](rows)
	if err != nil {
		return damage(err)
	}
	*s = stories{known: true}
	for _, f := range all {
		s.add(uint64(f))
	}
	return nil
}

func (s *stories) add(f uint64) {
	if s.bands[0] == nil {
		for band := range s.bands {
			s.bands[band] = make([][]uint64, 1<<bandBits)
		}
	}
	if slices.Contains(s.bands[0][bandOf(f, 0)], f) {
		return
	}
	for band := range s.bands {
		k := bandOf(f, band)
		s.bands[band][k] = append(s.bands[band][k], f)
	}
}

// near gives the fingerprints known that are near f, each once.
func (s *stories) near(f uint64) []uint64 {
	var out []uint64
	for band := range s.bands {
		if s.bands[band] == nil {
			break
		}
		k := bandOf(f, band)
		for _, m := range masks[band] {
			for _, g := range s.bands[band][k^m] {
				if bits.OnesCount64(f^g) <= fingerprint.Near {
					out = append(out, g)
				}
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// fingerprintOf gives the fingerprint of an article as its row has it: the
// bits as a signed number, or nil.
func fingerprintOf(a *extract.Article) any {
	f, err := fingerprint.Parse(a.Fingerprint)
	if err != nil || f == 0 {
		return nil
	}
	return int64(f)
}

// twin is what is compared of an article.
type twin struct {
	id, day, published, story string
	copied                    bool // as the rows have it
	fingerprint               uint64
	words                     sequence
	rows                      map[uint64]bool // of four words
}

// isCopy reports whether two articles are of one story.
func (a *twin) isCopy(b *twin) bool {
	if bits.OnesCount64(a.fingerprint^b.fingerprint) > fingerprint.Near || farApart(a.day, b.day) {
		return false
	}
	for _, t := range []*twin{a, b} {
		if t.rows == nil {
			t.rows = rowsOfFour(t.words)
		}
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
	return float64(same) >= sameRows*float64(len(a.rows)) && same > 0
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

// twins reads articles by a condition over a.
func (w *rowWriter) twins(condition string, args ...any) (out []*twin) {
	if w.err != nil {
		return nil
	}
	var rows *sql.Rows
	rows, w.err = w.tx.QueryContext(w.ctx, `SELECT a.id, coalesce(a.day, ''), coalesce(a.published, ''), coalesce(a.story, ''), a.copy, a.fingerprint, q.words
		FROM articles a CROSS JOIN sequences q ON q.n = a.n WHERE a.fingerprint IS NOT NULL AND `+condition, args...)
	if w.err != nil {
		return nil
	}
	defer rows.Close()
	for rows.Next() {
		t, f := &twin{}, int64(0)
		if w.err = rows.Scan(&t.id, &t.day, &t.published, &t.story, &t.copied, &f, (*[]byte)(&t.words)); w.err != nil {
			return nil
		}
		t.fingerprint = uint64(f)
		out = append(out, t)
	}
	w.err = rows.Err()
	return out
}

// changed puts an article that was written or removed, and was of a story,
// into the story that it is of now; f is its fingerprint, nil for none.
func (s *stories) changed(w *rowWriter, id, story string, f any) {
	if story != "" {
		w.divide(w.twins(`a.story = ? AND a.id <> ?`, story, id))
	}
	signed, ok := f.(int64)
	if !ok || w.err != nil {
		return
	}
	near := []int64{signed}
	for _, g := range s.near(uint64(signed)) {
		near = append(near, int64(g))
	}
	if len(near) == 1 {
		s.add(uint64(signed)) // the first with such a fingerprint
		return
	}
	s.add(uint64(signed))
	self := w.twins(`a.id = ?`, id)
	if len(self) == 0 {
		return
	}
	others := w.twins(`a.id <> ?1 AND a.fingerprint IN (SELECT value FROM json_each(?2)) AND
		(a.day IS NULL OR ?3 = '' OR a.day BETWEEN date(?3, ?4) AND date(?3, ?5))`, id, list(near), self[0].day,
		fmt.Sprintf("-%d days", sameDays), fmt.Sprintf("+%d days", sameDays))
	members, joined := self, map[string]bool{}
	for _, t := range others {
		if joined[t.story] || !self[0].isCopy(t) {
			continue
		}
		if t.story == "" {
			members = append(members, t)
			continue
		}
		joined[t.story] = true
		members = append(members, w.twins(`a.story = ?`, t.story)...)
	}
	w.join(members)
}

// divide parts what is left of a story into those that hang together.
func (w *rowWriter) divide(left []*twin) {
	for len(left) > 0 {
		members := left[:1:1]
		left = left[1:]
		for i := 0; i < len(members); i++ {
			var rest []*twin
			for _, t := range left {
				if members[i].isCopy(t) {
					members = append(members, t)
				} else {
					rest = append(rest, t)
				}
			}
			left = rest
		}
		w.join(members)
	}
}

// join makes one story of its members; one alone is none.
func (w *rowWriter) join(members []*twin) {
	first, story := members[0], members[0].id
	for _, t := range members {
		story = min(story, t.id)
		if (t.day == "") != (first.day == "") {
			if t.day != "" {
				first = t
			}
		} else if cmp.Or(cmp.Compare(t.published, first.published), cmp.Compare(t.id, first.id)) < 0 {
			first = t
		}
	}
	if len(members) == 1 {
		story = ""
	}
	for _, t := range members {
		copied := t != first
		if t.story != story || t.copied != copied {
			w.exec(`UPDATE articles SET story = ?, copy = ? WHERE id = ?`, null(story), copied, t.id)
		}
		if t.copied != copied {
			w.exec(`UPDATE figures SET copy = ? WHERE article = ?`, copied, t.id)
		}
	}
}
