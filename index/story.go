package index

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"math"
	"math/bits"
	"slices"
	"time"

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

// stories finds articles of near fingerprints that appeared within sameDays of
// each other. Its zero value has read none.
type stories struct {
	known bool
	// times has the fingerprints by when their articles appeared: comparing all
	// of three stretches of time costs less than any look-up among all articles.
	times map[int][]uint64
}

// noTime is the stretch of time of articles without a day.
const noTime = math.MinInt

// timeOf gives the stretch of time that a day lies in. Two days that are at most
// sameDays apart lie in the same, or in neighbouring ones.
func timeOf(day string) int {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return noTime
	}
	return int(t.Unix() / (24 * 60 * 60 * (sameDays + 1)))
}

// read takes up the fingerprints that rows.db has.
func (s *stories) read(ctx context.Context, tx *sql.Tx) error {
	if s.known {
		return nil
	}
	rows, err := tx.QueryContext(ctx, `SELECT fingerprint, coalesce(day, '') FROM articles WHERE fingerprint IS NOT NULL`)
	if err != nil {
		return damage(err)
	}
	defer rows.Close()
	*s = stories{known: true}
	for rows.Next() {
		var f int64
		var day string
		if err := rows.Scan(&f, &day); err != nil {
			return damage(err)
		}
		s.add(uint64(f), day)
	}
	return damage(rows.Err())
}

// add takes up the fingerprint of an article that appeared on a day, "" where
// that is not known.
func (s *stories) add(f uint64, day string) {
	if s.times == nil {
		s.times = map[int][]uint64{}
	}
	t := timeOf(day)
	s.times[t] = append(s.times[t], f)
}

// near gives the fingerprints known that are near f and of articles that may
// have appeared within sameDays of the day, each once.
func (s *stories) near(f uint64, day string) []uint64 {
	var out []uint64
	of := func(all []uint64) {
		for _, g := range all {
			if bits.OnesCount64(f^g) <= fingerprint.Near {
				out = append(out, g)
			}
		}
	}
	if t := timeOf(day); t != noTime {
		of(s.times[noTime])
		for _, near := range [...]int{t - 1, t, t + 1} {
			of(s.times[near])
		}
	} else {
		for _, all := range s.times {
			of(all)
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
// into the cluster that it is in now; f is its fingerprint, nil for none, day
// when it appeared.
func (s *stories) changed(w *rowWriter, id, cluster string, f any, day string) {
	if cluster != "" {
		w.divide(w.twins(`a.cluster = ? AND a.id <> ?`, cluster, id))
	}
	signed, ok := f.(int64)
	if !ok || w.err != nil {
		return
	}
	near := []int64{signed}
	for _, g := range s.near(uint64(signed), day) {
		near = append(near, int64(g))
	}
	s.add(uint64(signed), day)
	if len(near) == 1 { // the first with such a fingerprint in its time
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
