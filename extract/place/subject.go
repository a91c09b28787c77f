package place

import (
	"slices"

	"khotin/extract/text"
)

// Subject is the unit that the document is about, "quận Lê Chân", or "" where
// title and body do not settle it. Where a text says only "quận" or "thành
// phố" it means this unit, or, for a higher level, the one that holds it.
//
// In this order: the unit that holds the lead's meeting, the title's unit, the
// unit named most; the city where its own bodies act and no smaller unit
// outweighs them.
func Subject(title *text.Para, body *text.Doc) string { return SubjectOf(title, body, Find(body)) }

// SubjectOf is Subject where the units that body names are known already.
func SubjectOf(title *text.Para, body *text.Doc, ms []Mention) string {
	ms = withoutPosts(body, ms)
	count := make(map[string]int)
	for _, m := range ms {
		if m.Name != city {
			count[m.Name]++
		}
	}
	inTitle := titleUnits(title, ms)
	lead := leadUnit(body, ms)
	if lead != "" && lead != city {
		return lead
	}
	if lead == city && homeCity(ms) != city {
		lead = ""
	}
	if len(inTitle) == 1 && inTitle[0] != city {
		return inTitle[0]
	}
	if top, n, second := most(ms, count); n >= 3 && n >= 2*second+1 && (lead == "" || n >= 4) {
		return top
	}
	if lead == city || actsForCity(title) || len(body.Paras) > 0 && (actsForCity(&body.Paras[0]) || mentionsCity(ms)) ||
		len(inTitle) == 1 && inTitle[0] == city {
		return homeCity(ms)
	}
	return ""
}

// withoutPosts leaves out the units in which envoys of other countries have their
// posts: "Tổng Lãnh sự Hàn Quốc tại TP Hồ Chí Minh".
func withoutPosts(body *text.Doc, ms []Mention) []Mention {
	post := func(m Mention) bool {
		p := &body.Paras[m.At.Para]
		i := m.At.From - 1
		if i < 0 || !p.Tokens[i].Is("tại") {
			return false
		}
		for i--; i >= 1 && i > m.At.From-10 && p.Tokens[i].Class == text.Word; i-- {
			if p.Tokens[i].Either("sứ", "sự") && p.Tokens[i-1].Either("đại", "lãnh") {
				return true
			}
		}
		return false
	}
	if !slices.ContainsFunc(ms, post) {
		return ms
	}
	return slices.DeleteFunc(slices.Clone(ms), post)
}

// homeCity gives the city that a text means by "thành phố" where it names no
// smaller unit: the portals' own, but another one where the text names that and
// never ours, and "" where it names several others or only a province.
func homeCity(ms []Mention) string {
	other := ""
	for _, m := range ms {
		switch {
		case m.Name == city:
			return city
		case other == m.Name:
		case isProvince(m.Name) || m.Rule == ruleNew && parentOf(m.Name) == "" && isCity(m.Name):
			if other != "" {
				return ""
			}
			other = m.Name
		}
	}
	if other == "" {
		return city
	}
	if isCity(other) {
		return other
	}
	return ""
}

func isCity(full string) bool {
	level, _ := split(full)
	return level == "thành phố"
}

// titleUnits gives the units that the title names, each once. A district
// without its type counts at the head of the title.
func titleUnits(title *text.Para, body []Mention) []string {
	if title == nil {
		return nil
	}
	doc := &text.Doc{Paras: []text.Para{*title}}
	ms := Find(doc)
	if len(ms) == 0 || ms[0].At.From > 0 {
		if next, name := MatchName(title, 0); next > 0 && !capitalAt(title, next) {
			level, ok := mainLevel(name)
			if !ok {
				level, ok = districtIn(body, name)
			}
			if ok {
				m := Mention{text.Range{From: 0, To: next}, level + " " + name, ruleHead}
				ms = append([]Mention{m}, ms...)
			}
		}
	}
	all := append(ms[:len(ms):len(ms)], body...)
	settleBare(all)
	var out []string
	seen := make(map[string]bool)
	for _, m := range all[:len(ms)] {
		if !seen[m.Name] {
			seen[m.Name] = true
			out = append(out, m.Name)
		}
	}
	if len(out) == 2 { // "quận Lê Chân, thành phố Hải Phòng" is about the quận
		if parentOf(out[0]) == out[1] {
			out = out[:1]
		} else if parentOf(out[1]) == out[0] {
			out = out[1:]
		}
	}
	return out
}

// districtIn gives the level under which the body names the district of a name.
func districtIn(body []Mention, name string) (string, bool) {
	for _, m := range body {
		if level, n := split(m.Name); n == name && isDistrict(level) && (m.Rule == ruleTyped || m.Rule == ruleParty) {
			return level, true
		}
	}
	return "", false
}

func capitalAt(p *text.Para, i int) bool {
	return i < len(p.Tokens) && p.Tokens[i].Class == text.Word && p.Tokens[i].Case != text.Lower
}

// leadUnit gives the unit of the body that acts in the lead: the first one
// named before the verb of the first sentence, the city where that is one of
// its own bodies, or the unit that a body of the city visits.
func leadUnit(body *text.Doc, ms []Mention) string {
	if len(body.Paras) == 0 {
		return ""
	}
	p := &body.Paras[0]
	s := p.Sentences()
	if len(s) == 0 {
		return ""
	}
	verb := hostVerb(p, s[0][0], s[0][1])
	if verb < 0 {
		return onlyUnit(ms, s[0][1])
	}
	visited := ""
	host := ""
	for _, m := range ms {
		if m.At.Para != 0 || m.At.From >= s[0][1] {
			break
		}
		if m.At.To <= verb {
			if (host == "" || parentOf(host) != m.Name) && m.Rule != ruleCity && m.Rule != ruleBare {
				if host == "" {
					host = m.Name
				}
			}
			continue
		}
		if visited == "" && visits(p, verb, m.At.From) && m.Name != city && !isProvince(m.Name) {
			visited = m.Name
		} else if visited != "" && m.Name != visited && parentOf(visited) != m.Name {
			return host // several visited
		}
	}
	if host != "" && host != city {
		return host
	}
	if host == "" && !cityBody(p, s[0][0], verb) {
		if provinceBody(p, s[0][0], verb) {
			return visited
		}
		return ""
	}
	if visited != "" {
		return visited
	}
	return city
}

// isProvince reports whether a unit stands directly under the centre.
func isProvince(full string) bool {
	level, name := split(full)
	for _, u := range gaz.units[name] {
		if u.level == level {
			return u.parent == ""
		}
	}
	return false
}

// onlyUnit gives the one unit below the city that the first sentence, which
// ends at token to, names.
func onlyUnit(ms []Mention, to int) string {
	only := ""
	for _, m := range ms {
		if m.At.Para != 0 || m.At.From >= to {
			break
		}
		if m.Name == city || m.Name == only || parentOf(only) == m.Name {
			continue
		}
		if only != "" {
			return ""
		}
		only = m.Name
	}
	return only
}

// visits reports whether the words between the verb and a unit make it the
// place or the partner of the visit.
func visits(p *text.Para, verb, unit int) bool {
	for i := verb; i < unit; i++ {
		switch p.Tokens[i].Key {
		case "thăm", "tra", "việc", "sát", "tại", "viếng":
			return true
		}
	}
	return false
}

func actsForCity(p *text.Para) bool { return p != nil && cityBody(p, 0, len(p.Tokens)) }

func mentionsCity(ms []Mention) bool {
	n := 0
	for _, m := range ms {
		if m.Name == city {
			n++
		}
	}
	return n >= 2
}

// most gives the unit named most often, how often, and how often the second is.
// A unit that holds the first one is no rival.
func most(ms []Mention, count map[string]int) (top string, n, second int) {
	for _, m := range ms {
		if c := count[m.Name]; c > n {
			top, n = m.Name, c
		}
	}
	for name, c := range count {
		if name != top && name != parentOf(top) && c > second {
			second = c
		}
	}
	return top, n, second
}

// parentOf gives the unit that holds a unit, "" where the name has stood for
// units of this level in several.
func parentOf(full string) string {
	level, name := split(full)
	parent := ""
	for _, u := range gaz.units[name] {
		if u.level != level || u.parent == "" {
			continue
		}
		if parent != "" && u.parent != parent && u.parent != city {
			return ""
		}
		if parent == "" {
			parent = u.parent
		}
	}
	return parent
}

// Resolve gives the unit that a bare level word ("quận", "thành phố",
// "phường") means in a document about subject, or "".
func Resolve(level, subject string) string {
	for range 3 {
		if subject == "" {
			return ""
		}
		if l, _ := split(subject); l == level {
			return subject
		}
		subject = parentOf(subject)
	}
	return ""
}
