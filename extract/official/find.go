package official

import (
	"strings"
	"sync"

	"khotin/extract/text"
)

// Find gives the officials of the body and of the captions, one entry a
// person, in order of first mention. Authors, and streets, districts, ships
// and schools named after people, are none. A name without an office or an
// honorific is none unless the same name is found with one elsewhere; a name
// with "đồng chí" or a rank is one.
func Find(body, captions *text.Doc) []Official {
	f := freed.Get().(*finder)
	defer f.free()
	f.read(body, false)
	f.read(captions, true)
	return f.merge()
}

// freed holds finders whose memory the next may use.
var freed = sync.Pool{New: func() any { return new(finder) }}

// mostKept is the number of mentions up to which the memory of a finder is
// kept: few articles have more.
const mostKept = 1 << 9

// free gives the memory of f to the next finder.
func (f *finder) free() {
	if cap(f.all) <= mostKept && cap(f.items) <= mostKept {
		f.all, f.items = f.all[:0], f.items[:0]
		freed.Put(f)
	}
}

// deputy is the office of a person whom a text calls "đại biểu" and no more.
const deputy = "đại biểu"

// found is one mention of a person before the mentions are merged.
type found struct {
	doc     *text.Doc
	caption bool
	para    int
	it      item
	key     string
}

type finder struct {
	all   []found
	items []item // of the sentence under way
}

func (f *finder) read(doc *text.Doc, caption bool) {
	if doc == nil {
		return
	}
	for n := range doc.Paras {
		p := &doc.Paras[n]
		before := -1 // the one person of the sentence before, in f.all
		for _, r := range sentences(p) {
			if !mayName(p, r[0], r[1]) {
				continue
			}
			f.items = split(p, r[0], r[1], f.items)
			s := sentence{p: p, items: f.items}
			if before >= 0 {
				s.items = f.pronoun(p, f.items, before)
			}
			s.attach()
			first := len(f.all)
			for i := range s.items {
				if it := &s.items[i]; it.kind == person {
					it.given = it.pronoun && before >= 0 && (f.all[before].it.short && !f.all[before].it.pronoun || f.all[before].it.given)
					f.all = append(f.all, found{doc, caption, n, *it, f.keyOf(p, it, before)})
				}
			}
			if len(f.all) > first {
				before = -1
			}
			if len(f.all) == first+1 {
				before = first
			}
		}
	}
}

// merge makes one official of all mentions of a name.
func (f *finder) merge() []Official {
	known := make(map[string]int) // name → index in out; -1 until it is a person's
	for i := range f.all {
		if m := &f.all[i]; (!m.it.short || m.it.pronoun && !m.it.given) && qualifies(&m.it) {
			known[m.key] = -1
		}
	}
	var out []Official
	var keys []string
	deputies := make(map[string]bool)
	for i := range f.all {
		m := &f.all[i]
		key, ok := m.key, false
		if m.it.short && (!m.it.pronoun || m.it.given) {
			key, ok = latest(keys, m.key)
		} else {
			_, ok = known[key]
		}
		if !ok {
			continue
		}
		p := &m.doc.Paras[m.para]
		if known[key] < 0 {
			known[key] = len(out)
			out = append(out, Official{Name: p.Slice(m.it.nameFrom, m.it.to)})
		}
		if !m.it.short {
			keys = append(keys, key)
		}
		o := &out[known[key]]
		if !m.it.short && inCapitals(o.Name) {
			o.Name = p.Slice(m.it.nameFrom, m.it.to)
		}
		o.add(m, p)
		deputies[key] = deputies[key] || m.it.pre.deputy
	}
	for i := range out {
		if len(out[i].Roles) == 0 && deputies[text.Key(out[i].Name)] {
			out[i].Roles, out[i].Past = []string{deputy}, []bool{false}
		}
	}
	return out
}

// inCapitals reports whether a name has no small letter.
func inCapitals(name string) bool {
	return strings.IndexFunc(name, func(r rune) bool { return 'a' <= r && r <= 'z' }) < 0 && name == strings.ToUpper(name)
}

// qualifies reports whether a mention is evidence of an official by itself.
func qualifies(it *item) bool {
	return len(it.roles) > 0 || (it.pre.how == comrade || it.pre.how == ranked) && !it.foreign
}

// latest gives the most recent of the full names that ends in the given name.
func latest(keys []string, given string) (string, bool) {
	for i := len(keys) - 1; i >= 0; i-- {
		if strings.HasSuffix(keys[i], " "+given) {
			return keys[i], true
		}
	}
	return "", false
}

// add puts a mention and its offices into o.
func (o *Official) add(m *found, p *text.Para) {
	it := &m.it
	at := text.Range{Para: m.para, From: it.nameFrom, To: it.to}
	rule := ruleNamed
	if it.short {
		rule = ruleGiven
	}
	mention := Mention{NameAt: at, Caption: m.caption}
	for _, r := range it.roles {
		if rule == ruleNamed || rule == ruleGiven {
			rule = r.rule
		}
		if r.near {
			at.From, at.To = min(at.From, r.off.from), max(at.To, r.off.to)
		}
		o.addRole(strings.TrimSpace(p.Slice(r.off.from, r.off.to)), r.past)
	}
	mention.At, mention.Rule = at, rule
	if !it.pronoun {
		o.Mentions = append(o.Mentions, mention)
	}
	o.addEvents(m, p)
}

// addRole adds an office unless it is there in another case, tone placement
// or kind of dash.
func (o *Official) addRole(s string, past bool) {
	key := ""
	for i, r := range o.Roles {
		if r != s && key == "" {
			key = roleKey(s)
		}
		if r == s || roleKey(r) == key {
			o.Past[i] = o.Past[i] && past
			return
		}
	}
	o.Roles, o.Past = append(o.Roles, s), append(o.Past, past || Past(s))
}

var dashes = strings.NewReplacer(" – ", "-", " - ", "-", "–", "-", "- ", "-", " -", "-")

func roleKey(s string) string {
	key := text.Key(s)
	if strings.IndexByte(key, '-') < 0 && !strings.Contains(key, "–") {
		return key
	}
	return dashes.Replace(key)
}
