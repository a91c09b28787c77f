package official

import "khotin/extract/text"

type itemKind uint8

const (
	words  itemKind = iota // anything else, [from, to)
	person                 // a name with what stands before it
	post                   // an office
	sign                   // one of , ; : – - ( )
)

// item is a piece of a sentence as the grammar of lists sees it.
type item struct {
	kind     itemKind
	from, to int // tokens; of a person with honorific and rank
	pre      prefix
	nameFrom int // of a person
	short    bool
	place    bool // the name is also a unit's
	foreign  bool
	pronoun  bool // "Ông", "Bà": the person of the sentence before
	given    bool // whom that names by the given name alone
	off      office
	key      string // of a sign
	adjacent bool   // nothing stands between it and the item before

	roles []role // of a person, filled by the grammar
	used  bool   // of a post: some person holds it
}

// role is an office of a person and how it was found.
type role struct {
	off  office
	rule string
	near bool // written together with the name
	act  Act  // of an office won or lost
	verb int  // token of the verb that says so
	past bool // "từng giữ chức"
}

// mayName reports whether tokens [from, to) can name a person: whether a family
// name is among them, or what stands before names of other kinds. Most
// sentences name nobody, and need no grammar.
func mayName(p *text.Para, from, to int) bool {
	for i := from; i < to; i++ {
		t := &p.Tokens[i]
		switch {
		case t.Class != text.Word:
		case t.Case != text.Lower && i+1 < to && p.Tokens[i+1].Case != text.Lower && families.Has(t):
			return true
		case callers.Has(t):
			if next, _ := callings.Match(p, i); next > i || t.Is("phó") && headAt(p, i, to) > i {
				return true
			}
		}
	}
	return false
}

// split cuts tokens [from, to) into items, which it puts into the space of
// items: those of the sentence before are no longer needed.
func split(p *text.Para, from, to int, items []item) []item {
	items = items[:0]
	push := func(it item) {
		it.adjacent = len(items) > 0
		items = append(items, it)
	}
	for i := from; i < to; {
		t := &p.Tokens[i]
		if t.Class != text.Word {
			switch t.Key {
			case ",", ";", ":", "(", ")", "-":
				push(item{kind: sign, from: i, to: i + 1, key: t.Key})
			case "–", "—":
				push(item{kind: sign, from: i, to: i + 1, key: "-"})
			default:
				pushWords(&items, i, i+1)
			}
			i++
			continue
		}
		afterPost := len(items) > 0 && items[len(items)-1].kind == post && items[len(items)-1].to == i
		if n := foreignInList(p, items, i, to); n > i {
			push(item{kind: person, from: i, nameFrom: i, to: n, foreign: true})
			i = n
			continue
		}
		if !afterPost && plain(t) {
			n := i + 1
			for n < to && plain(&p.Tokens[n]) {
				n++
			}
			pushWords(&items, i, n)
			i = n
			continue
		}
		if it, ok := readPerson(p, from, i, to, afterPost); ok {
			if afterPost && items[len(items)-1].off.envoy && !it.foreign && it.to < to {
				if n := foreignName(p, it.nameFrom, to, false); n > it.to {
					it.to = n
				}
			}
			lead := it.from
			if afterPost {
				lead = items[len(items)-1].from
			}
			if remembered(p, from, lead) {
				pushWords(&items, it.from, it.to)
			} else {
				push(it)
			}
			i = it.to
			continue
		}
		if afterPost && items[len(items)-1].off.envoy {
			if n := foreignName(p, i, to, false); n > i {
				push(item{kind: person, from: i, nameFrom: i, to: n, foreign: true})
				i = n
				continue
			}
		}
		if n := heroName(p, i, to); n > i {
			pushWords(&items, i, n)
			i = n
			continue
		}
		if next, pre := readPrefix(p, i, to); next > i && leadsOn(p, pre, next, to) {
			push(item{kind: words, from: i, to: next, pre: pre})
			i = next
			continue
		}
		if o, ok := readOffice(p, i, to); ok && !ofTheDay(p, o) {
			push(item{kind: post, from: i, to: o.after, off: o})
			i = max(o.after, i+1)
			continue
		}
		pushWords(&items, i, i+1)
		i++
	}
	return items
}

// remembered reports whether the words that end before token i call the one whom
// they lead to, by his office or name, to mind: "kỷ niệm 100 năm Ngày sinh của
// đồng chí N", "lễ truy điệu cố Bí thư Huyện ủy N". Who is there, "dự lễ tang có
// đồng chí N", or sees to it, "do đồng chí N chủ trì", lives.
func remembered(p *text.Para, from, i int) bool {
	for i > from && p.Tokens[i-1].Class == text.Word && p.Tokens[i-1].Is("của", "cố", "các", "cho") {
		i--
	}
	if i-1 <= from {
		return false
	}
	t, b := &p.Tokens[i-1], &p.Tokens[i-2]
	return t.Either("sinh", "mất") && b.Is("ngày") || t.Is("niệm") && b.Is("tưởng") || t.Is("điệu") && b.Is("truy") || t.Is("tang") && b.Is("lễ")
}

// foreignInList gives the token after a foreign name that opens an item of a
// list of people at token i, "các ông, bà: N1, T1; N2, T2", i where none does.
// An office must follow.
func foreignInList(p *text.Para, items []item, i, end int) int {
	n := len(items)
	if n < 2 || p.Tokens[i].Case == text.Lower || items[n-1].kind != sign || items[n-1].key != ";" && items[n-1].key != ":" {
		return i
	}
	people := false
	for k := range items {
		people = people || items[k].pre.plural
	}
	next := i
	if people {
		next = foreignName(p, i, end, true)
	}
	if next > i && next+1 < end && p.Tokens[next].Is(",", "-", "–") && headAt(p, next+1, end) > next+1 {
		return next
	}
	return i
}

// plain reports whether t is a word with which neither an office nor a person
// begins, as most do not.
func plain(t *text.Token) bool {
	return t.Class == text.Word && !openers.Has(t) && (t.Case == text.Lower || !families.Has(t))
}

// leadsOn reports whether what stands before a name stands here before a list
// or an office: "các đồng chí:", "đồng chí Bí thư Quận ủy".
func leadsOn(p *text.Para, pre prefix, next, end int) bool {
	if pre.how == plainly {
		return false
	}
	if pre.plural || next >= end {
		return pre.plural
	}
	_, ok := readOffice(p, next, end)
	return ok
}

// pushWords adds tokens [from, to) to the running item of plain words.
func pushWords(items *[]item, from, to int) {
	s := *items
	if n := len(s); n > 0 && s[n-1].kind == words && s[n-1].pre == (prefix{}) {
		s[n-1].to = to
		return
	}
	*items = append(s, item{kind: words, from: from, to: to})
}

// readPerson reads a person at token i: what stands before the name, and the
// name. Behind an office no place word can make the name a street's.
func readPerson(p *text.Para, start, i, end int, afterPost bool) (item, bool) {
	next, pre := readPrefix(p, i, end)
	it := item{kind: person, from: i, nameFrom: next, pre: pre}
	if next >= end {
		return it, false
	}
	honoured := pre.how != plainly
	if !honoured && (p.Tokens[i].Case == text.Lower || !families.Has(&p.Tokens[i])) {
		return it, false
	}
	if !honoured && !afterPost && (vetoed(p, start, i) || i > start && p.Tokens[i-1].Case == text.Mixed) {
		return it, false // of "Đ/cTrần Lưu Hoa" no name is left
	}
	if it.to = fullName(p, next, end); it.to > next {
		it.place = isPlaceName(p, next, it.to)
		if it.place && !honoured && !afterPost {
			return it, false
		}
		if honoured {
			if n := foreignName(p, next, end, true); n > it.to {
				it.to, it.foreign = n, true
			}
		}
		return it, true
	}
	if !honoured {
		return it, false
	}
	if pre.foreign || pre.how == ranked {
		if it.to = foreignName(p, next, end, true); it.to > next {
			it.foreign = true
			return it, true
		}
	}
	if it.to = capitalName(p, next, end); it.to > next {
		return it, true
	}
	if pre.given {
		if it.to = givenName(p, next, end); it.to > next {
			it.short = true
			return it, true
		}
	}
	return it, false
}

// capitalName gives the token after a full name at i whose family name we do
// not hold: three or four syllables, each with a capital.
func capitalName(p *text.Para, i, end int) int {
	j := i
	for j < end && syllable(p, j, text.Title) && !opensOther(p, j, end) {
		j++
	}
	if n, _ := historic.Match(p, i); j-i < 3 || j-i > 4 || n == j || isPlaceName(p, i, j) || isCountry(p, i, i+2) {
		return i
	}
	return j
}

// givenName gives the token after a given name of one or two syllables at i.
func givenName(p *text.Para, i, end int) int {
	j := i
	for j < end && j-i < 3 && p.Tokens[j].Case == text.Title && syllable(p, j, text.Title) && !opensOther(p, j, end) {
		j++
	}
	if j-i == 0 || j-i > 2 || isPlaceName(p, i, j) {
		return i
	}
	return j
}

// ofTheDay reports whether an office without a body is a part played for the
// occasion and none at all: "làm trưởng đoàn", "thư ký".
func ofTheDay(p *text.Para, o office) bool {
	if o.to-o.from > 2 {
		return false
	}
	if o.to-o.from == 2 && o.from > 0 && p.Tokens[o.from-1].Is("làm") && p.Tokens[o.from].Is("trưởng") && p.Tokens[o.to-1].Is("đoàn") {
		return true
	}
	return p.Tokens[o.from].Is("trưởng", "phó", "thư") && p.Tokens[o.to-1].Is("đoàn", "ký", "nhóm", "ban") && p.Tokens[o.from].Case == text.Lower
}
