package index

import (
	"slices"
	"strings"
	"time"

	"khotin/extract"
	"khotin/extract/official"
	territory "khotin/extract/place"
)

// joined puts the steps of one name into groups, one a person, and gives them
// ordered by group and time.
func joined(steps []*step) []*step {
	for i, s := range steps {
		s.group = i
	}
	byArticle(steps)
	bySuccession(steps)
	first := map[int]string{}
	for _, s := range steps {
		if d, ok := first[s.group]; !ok || s.start() < d {
			first[s.group] = s.start()
		}
	}
	slices.SortStableFunc(steps, func(a, b *step) int {
		if a.group != b.group {
			if c := strings.Compare(first[a.group], first[b.group]); c != 0 {
				return c
			}
			return a.group - b.group
		}
		return strings.Compare(a.start(), b.start())
	})
	return steps
}

func unite(steps []*step, a, b *step, j Join) {
	from := b.group
	for _, s := range steps {
		if s.group == from {
			s.group = a.group
		}
	}
	j.With = a.label()
	b.joins = append(b.joins, j)
}

// byArticle joins steps that one article names. A step whose unit is not known
// joins no others: many people of a name may be "Phó Chủ tịch UBND huyện".
func byArticle(steps []*step) {
	for _, vague := range []bool{false, true} {
		for i, a := range steps {
			if a.vague() {
				continue
			}
			for k, b := range steps {
				if a.group == b.group || b.vague() != vague || !vague && k < i {
					continue
				}
				if id := sharedArticle(a, b); id != "" && !(vague && ambiguous(steps, b)) {
					unite(steps, a, b, Join{Why: joinArticle, Article: extract.Optional(id)})
				}
			}
		}
	}
	for i, a := range steps { // vague ones among themselves
		for _, b := range steps[i+1:] {
			if id := sharedArticle(a, b); a.group != b.group && a.vague() && b.vague() && id != "" && !ambiguous(steps, a) && !ambiguous(steps, b) {
				unite(steps, a, b, Join{Why: joinArticle, Article: extract.Optional(id)})
			}
		}
	}
}

// ambiguous reports whether a step shares articles with steps of several
// people.
func ambiguous(steps []*step, b *step) bool {
	group := -1
	for _, s := range steps {
		if s == b || s.vague() || sharedArticle(s, b) == "" {
			continue
		}
		if group >= 0 && s.group != group {
			return true
		}
		group = s.group
	}
	return false
}

// vague reports whether a step may be that of several people of one name: its
// unit is not known, and its body is none of the whole country.
func (s *step) vague() bool {
	o := &s.seen[0]
	if o.placeKey != "" {
		return false
	}
	if o.org == "" || official.Member(o.officeKey) {
		return true
	}
	for _, w := range strings.Fields(o.officeKey) {
		switch w {
		case "quận", "huyện", "phường", "xã", "phố", "tỉnh", "ủy", "thôn":
			return true
		}
	}
	return false
}

func sharedArticle(a, b *step) string {
	for _, x := range a.seen {
		for _, y := range b.seen {
			if x.article == y.article {
				return x.article
			}
		}
	}
	return ""
}

// bySuccession joins what follows each other in one province or city where no
// third group of the name comes into question.
func bySuccession(steps []*step) {
	for i, a := range steps {
		for _, b := range steps[i+1:] {
			if a.group == b.group || len(strings.Fields(a.seen[0].nameKey)) < 3 || !a.ranked() || !b.ranked() ||
				province(a.seen[0].place) != province(b.seen[0].place) || !follows(a, b) || contested(steps, a.group, b.group) {
				continue
			}
			unite(steps, a, b, Join{Why: joinTime})
		}
	}
}

// ranked reports whether a step is an office, no membership, of a district or
// above: at communes namesakes are many.
func (s *step) ranked() bool {
	o := &s.seen[0]
	if o.place == "" || official.Member(o.officeKey) || s.last() == "" {
		return false
	}
	for _, l := range [...]string{"quận ", "huyện ", "thành phố ", "thị xã ", "tỉnh "} {
		if strings.HasPrefix(o.place, l) {
			return true
		}
	}
	return false
}

// province gives the unit under the centre that held a unit in its time.
func province(full string) string {
	for range 3 {
		us := territory.Units(full)
		if len(us) == 0 || us[0].Parent == "" {
			return full
		}
		full = us[0].Parent
	}
	return full
}

// follows reports whether b begins after a ends, and not too long after.
func follows(a, b *step) bool {
	if a.end() == "" || b.start() == "" || b.start() < a.end() && !sameUnit(a, b) {
		return false
	}
	return yearsAfter(a.end(), maxGap) >= b.start()
}

// contested reports whether two groups hold offices of different units at the
// same time, or a third group of the name does so with one of them.
func contested(steps []*step, g, h int) bool {
	for i, a := range steps {
		for _, b := range steps[i+1:] {
			if a.group != b.group && (a.group == g || b.group == g || a.group == h || b.group == h) && clash(a, b) {
				return true
			}
		}
	}
	return false
}

// clash reports whether two offices cannot be one person's: of different
// units, none holding the other's, at one time.
func clash(a, b *step) bool {
	x, y := &a.seen[0], &b.seen[0]
	if official.Member(x.officeKey) || official.Member(y.officeKey) || x.place == "" || y.place == "" || sameUnit(a, b) {
		return false
	}
	return a.start() < b.end() && b.start() < a.end()
}

func sameUnit(a, b *step) bool { return a.seen[0].placeKey == b.seen[0].placeKey }

// soonAfter gives the day two months after a day: news name offices for a while
// after they changed. A month or year counts from its beginning.
func soonAfter(day string) string { return shifted(day, 0, 2) }

func yearsAfter(day string, years int) string { return shifted(day, years, 0) }

func shifted(day string, years, months int) string {
	for _, layout := range [...]string{time.DateOnly, "2006-01", "2006"} {
		if t, err := time.Parse(layout, day); err == nil {
			return t.AddDate(years, months, 0).Format(time.DateOnly)
		}
	}
	return day
}
