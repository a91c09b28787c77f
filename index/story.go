package index

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"math/bits"
	"slices"

	"khotin/extract"
	"khotin/extract/fingerprint"
)

// A story is one article that several portals carry. What is a copy of what
// twin.go tells. Articles that hang together as copies are a cluster; a story is
// a part of it with at most one article of each portal, for what a portal
// publishes twice it means twice. That does not depend on the order in which
// they come in. The first published of a story stands for it, the others are
// its copies: they are found and shown as its sources, and what they state
// counts once.

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

// changed puts an article that was written or removed, and was in a cluster,
// into the cluster that it is in now; f is its fingerprint, nil for none.
func (s *stories) changed(w *rowWriter, id, cluster string, f any) {
	if cluster != "" {
		w.divide(w.twins(`a.cluster = ? AND a.id <> ?`, cluster, id))
	}
	signed, ok := f.(int64)
	if !ok || w.err != nil {
		return
	}
	near := []int64{signed}
	for _, g := range s.near(uint64(signed)) {
		near = append(near, int64(g))
	}
	s.add(uint64(signed))
	if len(near) == 1 { // the first with such a fingerprint
		return
	}
	self := w.twins(`a.id = ?`, id)
	if len(self) == 0 {
		return
	}
	others := w.twins(`a.id <> ?1 AND a.fingerprint IN (SELECT value FROM json_each(?2)) AND
		(a.day IS NULL OR ?3 = '' OR a.day BETWEEN date(?3, ?4) AND date(?3, ?5))`, id, list(near), self[0].day,
		fmt.Sprintf("-%d days", sameDays), fmt.Sprintf("+%d days", sameDays))
	members, joined := self, map[string]bool{}
	for _, t := range others {
		if joined[t.cluster] || !w.isCopy(self[0], t) {
			continue
		}
		if t.cluster == "" {
			members = append(members, t)
			continue
		}
		joined[t.cluster] = true
		members = append(members, w.twins(`a.cluster = ?`, t.cluster)...)
	}
	w.join(members)
}

// divide parts what is left of a cluster into those that hang together.
func (w *rowWriter) divide(left []*twin) {
	for len(left) > 0 {
		members := left[:1:1]
		left = left[1:]
		for i := 0; i < len(members); i++ {
			var rest []*twin
			for _, t := range left {
				if w.isCopy(members[i], t) {
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

// join makes one cluster of its members, and stories of it; one alone is none.
func (w *rowWriter) join(members []*twin) {
	cluster := ""
	if len(members) > 1 {
		cluster = slices.MinFunc(members, func(a, b *twin) int { return cmp.Compare(a.id, b.id) }).id
	}
	for _, group := range w.grouped(members) {
		story := ""
		if len(group) > 1 {
			story = slices.MinFunc(group, func(a, b *twin) int { return cmp.Compare(a.id, b.id) }).id
		}
		for i, t := range group {
			copied := i > 0
			if t.story != story || t.cluster != cluster || t.copied != copied {
				w.exec(`UPDATE articles SET story = ?, cluster = ?, copy = ? WHERE id = ?`, null(story), null(cluster), copied, t.id)
			}
			if t.copied != copied {
				w.exec(`UPDATE figures SET copy = ? WHERE at BETWEEN ? AND ?`, copied, t.figures.at, t.figures.at+t.figures.n-1)
			}
		}
	}
}

// grouped parts a cluster into stories, the first published of each before the
// others: each article goes to the first story of which some article is its
// copy and none of its own portal.
func (w *rowWriter) grouped(members []*twin) (groups [][]*twin) {
	members = slices.Clone(members)
	slices.SortFunc(members, func(a, b *twin) int {
		if (a.day == "") != (b.day == "") {
			return cmp.Compare(b.day, a.day) // those without a day last
		}
		return cmp.Or(cmp.Compare(a.published, b.published), cmp.Compare(a.id, b.id))
	})
	for _, t := range members {
		i := slices.IndexFunc(groups, func(g []*twin) bool {
			return !slices.ContainsFunc(g, func(o *twin) bool { return o.carrier == t.carrier }) &&
				slices.ContainsFunc(g, func(o *twin) bool { return w.isCopy(o, t) })
		})
		if i < 0 {
			groups = append(groups, []*twin{t})
		} else {
			groups[i] = append(groups[i], t)
		}
	}
	return groups
}
