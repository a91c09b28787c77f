package place

import (
	"cmp"
	_ "embed"
	"slices"
	"strings"
	"sync"

	"khotin/extract/text"
)

//go:embed merged.txt
var mergedList string

// Days on which the map changed, first days of the new one.
const (
	reformed = "2025-07-01" // Resolution 202/2025/QH15: provinces merged, districts and their communes gone
	raised   = "2025-01-01" // Resolution 1232/NQ-UBTVQH15: quận An Dương, thành phố Thủy Nguyên
)

// Unit is an administrative unit within the time that it kept its type and
// territory.
type Unit struct {
	Level  string // "quận"
	Name   string // "Lê Chân"
	Parent string // the unit that holds it in full, "thành phố Hải Phòng"; "" for one under the centre
	From   string // first day, YYYY-MM-DD; "" where it is older than we know
	To     string // last day; "" where it stands today. A commune may have gone earlier.
}

// Full gives type and name: "quận Lê Chân".
func (u Unit) Full() string { return u.Level + " " + u.Name }

// On reports whether the unit stood on a day, YYYY-MM-DD.
func (u Unit) On(day string) bool {
	return (u.From == "" || u.From <= day) && (u.To == "" || day <= u.To)
}

// Within reports whether the unit stood on some day of a period; "" leaves an
// end open.
func (u Unit) Within(from, to string) bool {
	return (u.From == "" || to == "" || u.From <= to) && (u.To == "" || from == "" || from <= u.To)
}

// Units gives the units that a name has stood for, the highest level first and
// the oldest first within it. The name may have its type before it, which
// leaves the units of that type: "Lê Chân" is a quận to 2025-06-30 and a
// phường from 2025-07-01, "phường Lê Chân" only the latter. Case, tone
// placement and, in a name without any mark, marks do not matter.
func Units(name string) []Unit {
	whole := text.Key(strings.Join(strings.Fields(text.Normalize(name)), " "))
	if level, rest := cutType(name, whole); level != "" {
		if us := unitsNamed(rest, level); len(us) > 0 {
			return us
		}
	}
	return unitsNamed(whole, "")
}

// cutType takes the type off a name, whose key is whole: "TP. Hải Phòng",
// "quan le chan".
func cutType(name, whole string) (level, key string) {
	p := text.Parse(text.Normalize(name))
	if next, level := Level(&p, 0); next > 0 && next < len(p.Tokens) {
		return level, text.Key(p.Slice(next, len(p.Tokens)))
	}
	for _, l := range levels {
		if rest, ok := strings.CutPrefix(whole, text.Fold(l)+" "); ok {
			return l, rest
		}
	}
	return "", whole
}

// spellings maps keys and folded keys of names to the lexicon's names.
var spellings = sync.OnceValue(func() map[string][]string {
	m := make(map[string][]string)
	for n := range gaz.units {
		k := text.Key(n)
		m[k] = append(m[k], n)
		if f := text.Fold(k); f != k {
			m[f] = append(m[f], n)
		}
	}
	return m
})

func unitsNamed(key, level string) []Unit {
	var out []Unit
	for _, n := range spellings()[key] {
		for _, u := range gaz.units[n] {
			if level == "" || u.level == level {
				out = append(out, spansOf(n, u)...)
			}
		}
	}
	slices.SortFunc(out, func(a, b Unit) int {
		return cmp.Or(a.Rank()-b.Rank(), strings.Compare(a.From, b.From), strings.Compare(a.Full(), b.Full()), strings.Compare(a.Parent, b.Parent))
	})
	return out
}

// Rank gives the level of a unit as a number: 0 under the centre, 1 a
// district, 2 a commune.
func (u Unit) Rank() int {
	switch {
	case u.Parent == "":
		return 0
	case isDistrict(u.Level):
		return 1
	}
	return 2
}

// spansOf gives a unit of the lexicon within its time: one under the centre
// once for each territory.
func spansOf(name string, u unit) []Unit {
	out := Unit{Level: u.level, Name: name, Parent: u.parent}
	if name == "HCM" {
		out.Name = "Hồ Chí Minh"
	}
	switch {
	case u.parent == "":
		heir, merges := heirOf(out.Full())
		if heir == "" {
			return []Unit{out}
		}
		before := out
		before.To = dayBefore[reformed]
		if heir != out.Full() {
			return []Unit{before}
		}
		if !merges {
			return []Unit{out}
		}
		out.From = reformed
		return []Unit{before, out}
	case u.parent == city && !isDistrict(u.level):
		out.From = reformed
	default:
		out.To = dayBefore[reformed]
		holder := out
		if !isDistrict(u.level) {
			level, n := split(u.parent)
			holder = Unit{Level: level, Name: n}
		}
		if c, ok := districtChanges[holder.Level+" "+holder.Name]; ok {
			if c.from != "" {
				out.From = c.from
			}
			if c.to != "" {
				out.To = dayBefore[c.to]
			}
		}
	}
	return []Unit{out}
}

// districtChanges holds the districts that changed their type before all went:
// first day of the new type, and first day without the old.
var districtChanges = map[string]struct{ from, to string }{
	"huyện An Dương":        {to: raised},
	"quận An Dương":         {from: raised},
	"huyện Thủy Nguyên":     {to: raised},
	"thành phố Thủy Nguyên": {from: raised},
	"thị xã Chí Linh":       {to: "2019-03-01"},   // Resolution 623/NQ-UBTVQH14
	"thành phố Chí Linh":    {from: "2019-03-01"}, // the same
	"huyện Kinh Môn":        {to: "2019-11-01"},   // Resolution 768/NQ-UBTVQH14
	"thị xã Kinh Môn":       {from: "2019-11-01"}, // the same
}

// dayBefore gives the last day of the old map for the first of the new.
var dayBefore = map[string]string{
	reformed: "2025-06-30", raised: "2024-12-31", "2019-03-01": "2019-02-28", "2019-11-01": "2019-10-31",
}

// heirOf gives the unit that a province or city became on 1 July 2025, and
// whether others were merged into it.
func heirOf(full string) (heir string, merges bool) {
	for line := range strings.Lines(mergedList) {
		h, parts, ok := strings.Cut(strings.TrimRight(line, "\n"), "\t")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		if h == full {
			return h, true
		}
		if slices.Contains(strings.Split(parts, ", "), full) {
			return h, false
		}
	}
	return "", false
}

// Before gives what the unit was made of: the unit of its name whose type it
// changed, the provinces merged into it. Of the communes of 2025-07-01 it
// gives the district of that name, of which they hold a part.
func (u Unit) Before() []Unit {
	var out []Unit
	if u.From == "" {
		return nil
	}
	if u.Parent == "" {
		for line := range strings.Lines(mergedList) {
			if h, parts, ok := strings.Cut(strings.TrimRight(line, "\n"), "\t"); ok && h == u.Full() {
				for _, full := range append([]string{h}, strings.Split(parts, ", ")...) {
					out = append(out, standing(full, dayBefore[reformed])...)
				}
			}
		}
		return out
	}
	for _, v := range Units(u.Name) {
		if v.To != "" && v.To == dayBefore[u.From] && v.Rank() == 1 {
			out = append(out, v)
		}
	}
	return out
}

// After gives what became of the unit: of a district that went on 2025-07-01
// the commune of its name, which holds a part of it.
func (u Unit) After() []Unit {
	if u.To == "" {
		return nil
	}
	if u.Parent == "" {
		heir, _ := heirOf(u.Full())
		return standing(heir, reformed)
	}
	var out []Unit
	for _, v := range Units(u.Name) {
		if v.From != "" && dayBefore[v.From] == u.To && u.Rank() == 1 {
			out = append(out, v)
		}
	}
	return out
}

// standing gives the units of a full name that stood on a day.
func standing(full, day string) []Unit {
	return slices.DeleteFunc(Units(full), func(u Unit) bool { return !u.On(day) || u.Full() != full })
}

// Break is a day on which the territory that a name stands for changed.
type Break struct {
	Day           string // the first day of the new territory
	Before, After []Unit // what stood for it on the day before and on the day
}

// Breaks gives the days between from and to, YYYY-MM-DD, on which the unit of
// a full name ("quận Lê Chân", "thành phố Hải Phòng") changed its territory,
// its type or went, in order. Numbers of before and after are not of one area.
func Breaks(full, from, to string) []Break {
	var out []Break
	for _, u := range Units(full) {
		if u.From != "" && u.From > from && u.From <= to {
			out = append(out, Break{u.From, u.Before(), []Unit{u}})
		}
		for first, last := range dayBefore {
			if last == u.To && first > from && first <= to && !slices.ContainsFunc(Units(full), func(v Unit) bool { return v.From == first }) {
				out = append(out, Break{first, []Unit{u}, u.After()})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Break) int { return strings.Compare(a.Day, b.Day) })
	return slices.CompactFunc(out, func(a, b Break) bool { return a.Day == b.Day })
}

// Main gives the unit that a name means where no type stands with it, "thành
// phố Hải Phòng" for "Hải Phòng"; "" where it may mean several.
func Main(name string) string {
	if level, ok := mainLevel(name); ok {
		return level + " " + name
	}
	return ""
}
