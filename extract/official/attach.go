package official

import "khotin/extract/text"

// The rules of the grammar: where an office stands with respect to the name.
const (
	ruleAfter  = "name-office"   // đồng chí N, T1, T2
	ruleBefore = "office-name"   // Phó Chủ tịch UBND thành phố N
	ruleShared = "shared-office" // các ông N1, N2 – Phó Giám đốc Sở X
	ruleZip    = "lists"         // N1, N2 lần lượt giữ chức T1, T2
	ruleWon    = "appointment"   // N giữ chức T; miễn nhiệm chức vụ T đối với N
	ruleNamed  = "name"          // a further mention
	ruleGiven  = "given-name"    // đồng chí Kiên
)

// sentence is the items of one sentence under the grammar.
type sentence struct {
	p     *text.Para
	items []item
}

func (s *sentence) attach() {
	s.counted()
	s.before()
	s.after()
	s.sharedBefore()
	s.appointments()
	s.retirements()
}

func (s *sentence) is(i int, k itemKind) bool {
	return i >= 0 && i < len(s.items) && s.items[i].kind == k
}

func (s *sentence) sign(i int, keys ...string) bool {
	if !s.is(i, sign) {
		return false
	}
	for _, k := range keys {
		if s.items[i].key == k {
			return true
		}
	}
	return false
}

// joins reports whether item i is a comma or "và", "cùng" alone.
func (s *sentence) joins(i int) bool {
	return s.sign(i, ",") || s.conjunction(i)
}

func (s *sentence) conjunction(i int) bool {
	if !s.is(i, words) {
		return false
	}
	it := &s.items[i]
	return it.to-it.from == 1 && s.p.Tokens[it.from].Is("và", "cùng", "với") || it.pre.plural && it.to-it.from <= 3 && s.p.Tokens[it.from].Is("và")
}

func (s *sentence) give(person, post int, rule string, near bool) {
	s.items[person].roles = append(s.items[person].roles, role{off: s.items[post].off, rule: rule, near: near})
	s.items[post].used = true
}

// before attaches offices that stand before a name: T N; T1, T2 N; T, ông N;
// "Chủ tịch UBND quận là ông N".
func (s *sentence) before() {
	for i := range s.items {
		if !s.is(i, person) {
			continue
		}
		last := i - 1
		switch {
		case s.is(last, post):
		case s.is(last, words) && s.items[last].pre.how != plainly && s.is(last-1, post) && !s.items[last].pre.plural:
			last--
		case s.sign(last, ",", "-") && s.is(last-1, post) && s.addressed(i) && s.startsClause(last-1) && !s.followedByOffice(i):
			last--
		case s.is(last, words) && s.says(last, "là") && s.is(last-1, post) && s.items[last].to-s.items[last].from == 1:
			last--
		default:
			continue
		}
		if s.items[last].used || s.items[last].off.dead {
			continue
		}
		first := last
		for (s.joins(first-1) && !s.says(first-1, "cùng", "với") || s.also(first-1)) && s.is(first-2, post) && !s.items[first-2].used && !s.items[first-2].off.plural {
			first -= 2
		}
		// Offices after another name belong to that name, and one after "của"
		// to nobody, except the one that stands directly before this.
		if first < last && (s.says(first-1, "của") || s.sign(first-1, ",", "-", "(") && s.lacksOffice(first-2) || s.is(first-1, person)) {
			first = last
		}
		if first < last && s.says(first-1, "mặt") { // "thay mặt Chủ tịch nước, Phó Chủ tịch nước N"
			s.items[first].used = true
			first += 2
		}
		for t := first; t <= last; t++ {
			if s.is(t, post) {
				s.give(i, t, ruleBefore, true)
			}
		}
	}
}

// addressed reports whether person i is called "ông", by a degree or by a rank
// alone: behind an office and a comma or a dash such a name is its holder's,
// "Giám đốc Công an thành phố - Thiếu tướng N".
func (s *sentence) addressed(i int) bool {
	pre := &s.items[i].pre
	return (pre.how == politely || pre.how == ranked) && !pre.plural && !pre.deputy
}

// lacksOffice reports whether item i is a person with no office before the name.
func (s *sentence) lacksOffice(i int) bool {
	return s.is(i, person) && len(s.items[i].roles) == 0
}

// startsClause reports whether item i opens the sentence or follows plain words.
func (s *sentence) startsClause(i int) bool {
	for (s.joins(i-1) || s.also(i-1)) && s.is(i-2, post) {
		i -= 2
	}
	return i == 0 || s.is(i-1, words) && (!s.conjunction(i-1) || s.pairs(i-1)) || s.sign(i-1, ";", ":") || s.sign(i-1, ",") && (s.is(i-2, words) || s.sign(i-2, ")"))
}

// pairs reports whether the conjunction at item i joins to a pair of office and
// name the next one: "T1 - ông N1 - cùng T2 - ông N2".
func (s *sentence) pairs(i int) bool {
	if s.sign(i-1, ",", "-") {
		i--
	}
	return s.is(i-1, person) && s.addressed(i-1) && s.sign(i-2, ",", "-") && s.is(i-3, post) && s.items[i-3].used
}

func (s *sentence) followedByOffice(i int) bool {
	return s.sign(i+1, ",", "-", "(") && s.is(i+2, post) && !s.is(i+3, person)
}

// says reports whether the plain words of item i end in one of the phrases of
// one word.
func (s *sentence) says(i int, last string, others ...string) bool {
	return s.is(i, words) && s.p.Tokens[s.items[i].to-1].Is(last, others...)
}

// after attaches offices that stand after a name, and shares them with the
// names before it where the list shows that.
func (s *sentence) after() {
	for i := 0; i < len(s.items); i++ {
		if !s.is(i, person) {
			continue
		}
		at, cue := s.officeAfter(i)
		if at < 0 {
			continue
		}
		var posts []int
		j := at
		for {
			if s.items[j].used || s.is(j+1, person) && j > at {
				break
			}
			posts = append(posts, j)
			switch {
			case (s.sign(j+1, ",", "-", "(") || s.conjunction(j+1) && !s.says(j+1, "cùng", "với") || s.also(j+1)) && s.is(j+2, post) && !s.is(j+3, person):
				j += 2
				continue
			case s.sign(j+1, ";") && s.goesOn(j+2):
				j += 2
				continue
			case s.sign(j+1, ",") && s.also(j+2) && s.is(j+3, post):
				j += 3
				continue
			case s.is(j+1, post) && !s.is(j+2, person):
				j++
				continue
			case s.says(j+1, "là") && s.items[j+1].to-s.items[j+1].from == 1 && s.is(j+2, post) && !s.is(j+3, person):
				j += 2
				continue
			}
			break
		}
		group := s.groupBefore(i)
		switch {
		case len(group) == 0:
			s.giveAll(i, posts, ruleAfter)
		case cue == "lần lượt" && len(posts) == len(group)+1:
			for k, g := range append(group, i) {
				s.give(g, posts[k], ruleZip, false)
			}
		case s.shares(group, i, posts, cue):
			for _, g := range append(group, i) {
				s.giveAll(g, posts, ruleShared)
			}
		default:
			s.giveAll(i, posts, ruleAfter)
		}
	}
}

// goesOn reports whether the offices that start at item i, after a semicolon,
// go on with those of the person before it: no name stands with them, and the
// next item of the list or the verb of the sentence follows.
func (s *sentence) goesOn(i int) bool {
	if !s.is(i, post) || s.items[i].off.plural || s.is(i+1, person) {
		return false
	}
	for s.joins(i+1) && s.is(i+2, post) {
		i += 2
		if s.is(i+1, person) {
			return false
		}
	}
	if s.is(i+1, words) && s.p.Tokens[s.items[i+1].from].Is("về") { // what a committee is about
		for i+1 < len(s.items) && !s.sign(i+1, ";") {
			i++
		}
	}
	if s.sign(i+1, ";") {
		return s.is(i+2, person) || s.is(i+2, words) && s.items[i+2].pre.how != plainly && s.is(i+3, person)
	}
	if !s.is(i+1, words) {
		return false
	}
	first := &s.p.Tokens[s.items[i+1].from]
	next, _ := stops.Match(s.p, s.items[i+1].from)
	return next > s.items[i+1].from && !first.Is("các", "và", "cùng", "của", "với", "tại")
}

func (s *sentence) giveAll(person int, posts []int, rule string) {
	past := s.once(posts[0])
	for _, t := range posts {
		s.give(person, t, rule, rule == ruleAfter)
		roles := s.items[person].roles
		roles[len(roles)-1].past = past
	}
}

// officeAfter gives the first office after the person at i, or -1, and the
// words that lead to it.
func (s *sentence) officeAfter(i int) (at int, cue string) {
	free := func(t int) bool {
		return s.is(t, post) && !s.items[t].used && !s.items[t].off.dead && !s.is(t+1, person) && !s.opensList(t)
	}
	switch {
	case s.sign(i+1, ",", "-", "(") && free(i+2):
		return i + 2, s.items[i+1].key
	case free(i+1) && s.p.Tokens[s.items[i+1].from].Case != text.Lower:
		return i + 1, ""
	case s.is(i+1, words) && s.links(i+1) && free(i+2) && !(s.says(i+1, "làm") && s.replaces(i)):
		return i + 2, "là"
	case s.sign(i+1, ",", "-", "(") && s.is(i+2, words) && s.links(i+2) && free(i+3):
		return i + 3, s.items[i+1].key
	}
	if j := s.pastBrackets(i + 1); j > i+1 && s.sign(j, ",", "-") { // N (SN 1979), T
		switch {
		case free(j + 1):
			return j + 1, s.items[j].key
		case s.is(j+1, words) && s.links(j+1) && free(j+2):
			return j + 2, s.items[j].key
		}
	}
	return -1, ""
}

// opensList reports whether the office at t is that of the people whom a colon
// leads to: "N1, các Phó Chủ tịch UBND thành phố: | N2, N3".
func (s *sentence) opensList(t int) bool {
	return s.items[t].off.plural && s.sign(t+1, ":") && (s.is(t+2, person) || s.is(t+2, words) && s.items[t+2].pre.plural && s.is(t+3, person))
}

// links reports whether item i is one of the short phrases between a name and
// what the person is or was: "là", "hiện là", "đều là", "cùng là", "các", "đã
// từng là".
func (s *sentence) links(i int) bool {
	it := &s.items[i]
	last := &s.p.Tokens[it.to-1]
	switch n := it.to - it.from; {
	case n > 3:
		return false
	case n > 1 && last.Either("là", "làm") && s.p.Tokens[it.to-2].Is("từng"):
		return n == 2 || s.p.Tokens[it.from].Is("đã")
	case n == 3:
		return false
	}
	if it.to-it.from == 1 {
		return last.Is("là", "các", "nay", "hiện", "kiêm", "làm")
	}
	return last.Either("là", "các") && s.p.Tokens[it.from].Is("hiện", "nay", "đều", "cùng", "đang", "vốn", "đồng", "là", "nguyên")
}

func (s *sentence) also(i int) bool {
	return s.is(i, words) && s.items[i].to-s.items[i].from <= 2 && s.says(i, "kiêm", "nhiệm", "trách")
}

// groupBefore gives the persons directly before person i that have no office
// of their own, in order: "N1, N2 và" before N3.
func (s *sentence) groupBefore(i int) []int {
	var group []int
	for s.joins(i-1) && s.is(i-2, person) && len(s.items[i-2].roles) == 0 && !s.items[i-2].short {
		i -= 2
		group = append([]int{i}, group...)
	}
	return group
}

// shares reports whether the offices after the last of several names are those
// of all of them.
func (s *sentence) shares(group []int, last int, posts []int, cue string) bool {
	if cue == "là" || s.items[posts[0]].off.plural {
		return true
	}
	if cue == "-" {
		before := group[0] - 1 // "Bí thư Đảng ủy: N1, N2 - Chủ tịch UBND phường": the colon gives N1 another
		return !(s.sign(before, ":") && s.is(before-1, post))
	}
	if len(posts) > 1 {
		return false
	}
	o := &s.items[posts[0]].off
	if !s.p.Tokens[o.from].Is("phó", "ủy", "đại", "thành", "nguyên", "quận", "huyện") {
		return false // one office, one holder
	}
	first := group[0]
	for _, g := range append(group[1:len(group):len(group)], last) {
		if s.items[g].pre.how != plainly {
			return false
		}
	}
	return s.items[first].pre.plural || s.sign(first-1, ";", ":") || s.is(first-1, words) && s.items[first-1].pre.plural
}
