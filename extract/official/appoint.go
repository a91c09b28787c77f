package official

import "khotin/extract/text"

// appointments attaches offices that the sentence says somebody wins or loses.
func (s *sentence) appointments() {
	var subject []int // the persons last named that somebody acts on
	var won []int     // the offices they got
	var going []int   // the persons whose place they take: "N1 thay N2 làm T"
	for i := 0; i < len(s.items); i++ {
		switch {
		case s.is(i, person):
			group := s.groupFrom(i)
			last := group[len(group)-1]
			if n := len(subject); n > 0 && s.listedWith(subject[n-1], i) {
				group = append(subject[:n:n], group...)
			}
			switch {
			case s.replaces(i) && len(won) > 0:
				s.replaced(group, won)
			case s.replaces(i) && len(subject) > 0 && s.is(last+1, words) && s.is(last+2, post):
				going = group
			case s.is(i-1, words) && s.appoints(i-1):
				subject = group
			case !s.is(i-1, words) || !s.says(i-1, "với", "cho", "bởi", "của", "do"):
				subject = group
			}
			i = last
		case s.is(i, post) && !s.items[i].used && s.officeCue(i):
			posts := s.postsFrom(i)
			if to := s.officeTo(posts[len(posts)-1]); len(to) > 0 {
				s.assign(to, posts)
				subject, won = to, posts
			} else if len(going) > 0 {
				s.assign(subject, posts)
				s.replaced(going, posts)
				won = posts
			} else if len(subject) > 0 && s.actsBetween(subject[len(subject)-1], i) {
				s.assign(subject, posts)
				won = posts
			}
			going = nil
			i = posts[len(posts)-1]
		case s.sign(i, ";"):
			subject, won = nil, nil
		}
	}
}

// listedWith reports whether persons i and k stand in one list, only offices
// and what divides them between: "ông N1, T1 và ông N2, T2".
func (s *sentence) listedWith(i, k int) bool {
	for j := i + 1; j < k; j++ {
		if !s.is(j, post) && !s.joins(j) && !s.sign(j, "-") {
			return false
		}
	}
	return s.joins(k - 1)
}

// assign gives the offices to the persons: one to each where their numbers
// agree, all to one person, one to all.
func (s *sentence) assign(to, posts []int) {
	act, verb := s.act(posts[0])
	switch {
	case len(to) == len(posts):
		for k := range to {
			s.giveWon(to[k], posts[k], act, verb)
		}
	case len(to) == 1 || len(posts) == 1:
		for _, n := range to {
			for _, t := range posts {
				s.giveWon(n, t, act, verb)
			}
		}
	}
}

// giveWon gives an office that is won or lost by a verb.
func (s *sentence) giveWon(person, post int, act Act, verb int) {
	s.give(person, post, ruleWon, false)
	r := s.items[person].roles
	r[len(r)-1].act, r[len(r)-1].verb = act, verb
	r[len(r)-1].past = act == "" && s.once(post)
}

// once reports whether the words before the office at t say that it was held
// before: "từng giữ các chức", "trước đó là".
func (s *sentence) once(t int) bool {
	for t > 1 && s.joins(t-1) && s.is(t-2, post) {
		t -= 2
	}
	t = s.leading(t)
	if !s.is(t-1, words) {
		return false
	}
	for i := s.items[t-1].from; i < s.items[t-1].to; i++ {
		if s.p.Tokens[i].Is("từng", "nguyên", "kinh", "trải") {
			return true
		}
	}
	return false
}

func (s *sentence) replaced(group, won []int) {
	for _, n := range group {
		if s.former(n) {
			continue
		}
		act, verb := s.act(won[0])
		if act == Appointed {
			act = Left
		}
		for _, t := range won {
			s.giveWon(n, t, act, verb)
		}
	}
}

// former reports whether the person at n is written with a past office.
func (s *sentence) former(n int) bool {
	for _, r := range s.items[n].roles {
		if s.p.Tokens[r.off.from].Either("nguyên", "cựu") {
			return true
		}
	}
	return false
}

// groupFrom gives the run of persons that starts at i.
func (s *sentence) groupFrom(i int) []int {
	group := []int{i}
	for {
		next := s.pastBrackets(i + 1)
		if !s.joins(next) || !s.is(next+1, person) {
			return group
		}
		i = next + 1
		group = append(group, i)
	}
}

// pastBrackets gives the item after the brackets that open at item i, or i.
func (s *sentence) pastBrackets(i int) int {
	if !s.sign(i, "(") {
		return i
	}
	for j := i + 1; j < len(s.items) && j < i+9; j++ {
		if s.sign(j, ")") {
			return j + 1
		}
	}
	return i
}

// postsFrom gives the run of offices that starts at i.
func (s *sentence) postsFrom(i int) []int {
	posts := []int{i}
	for (s.joins(i+1) || s.also(i+1)) && s.is(i+2, post) && !s.items[i+2].used && !s.is(i+3, person) {
		i += 2
		posts = append(posts, i)
	}
	return posts
}

// officeCue reports whether the words before the office at i say that it is
// won, held or lost: "giữ chức (vụ)", "chức danh", "bầu làm", "trúng cử".
func (s *sentence) officeCue(i int) bool {
	i = s.leading(i)
	if !s.is(i-1, words) {
		return false
	}
	to := s.items[i-1].to
	last := &s.p.Tokens[to-1]
	for j := max(s.items[i-1].from+1, to-4); j < to; j++ {
		if s.p.Tokens[j].Is("toàn") && s.p.Tokens[j-1].Is("kiện") { // an office yet to be filled
			return false
		}
	}
	if last.Class == text.Number && s.items[i-1].to-s.items[i-1].from >= 2 { // "bầu bổ sung 3 Ủy viên UBND"
		return s.p.Tokens[to-2].Is("sung", "bầu", "nhiệm")
	}
	if s.items[i-1].to-s.items[i-1].from < 2 {
		return last.Either("làm", "giữ")
	}
	before := &s.p.Tokens[to-2]
	switch last.Key {
	case "chức":
		return before.Is("giữ", "nhiệm", "bỏ", "vào", "cách", "thôi", "các", "cử")
	case "vụ", "danh":
		return before.Is("chức") || before.Is("nhiệm") && s.items[i-1].to-s.items[i-1].from >= 4 && // "cho thôi làm nhiệm vụ đại biểu"
			s.p.Tokens[to-3].Is("làm") && s.p.Tokens[to-4].Is("thôi")
	case "kiêm":
		return before.Is("định", "công", "cử", "nhiệm", "được", "vụ", "và")
	case "định":
		return before.Is("chỉ")
	case "làm":
		return true
	case "nhiệm":
		return before.Is("bổ", "đảm", "miễn")
	case "sung":
		return before.Is("bổ")
	case "cử":
		return before.Either("trúng", "đắc")
	case "giữ", "bầu":
		return true
	}
	return false
}

// leading gives the item behind the words that lead to the office at i: a colon
// where one stands between, "từng giữ các chức vụ: T1, T2".
func (s *sentence) leading(i int) int {
	if s.sign(i-1, ":") && s.says(i-2, "vụ", "danh") {
		return i - 1
	}
	return i
}

// officeTo gives the persons whom the words after an office name as its
// holders: "đối với ông N1 và ông N2", "cho đồng chí N".
func (s *sentence) officeTo(t int) []int {
	t = s.pastBrackets(t+1) - 1
	if !s.is(t+1, words) || !s.is(t+2, person) && !(s.is(t+2, words) && s.items[t+2].pre.plural && s.is(t+3, person)) {
		return nil
	}
	it := &s.items[t+1]
	if it.to-it.from > 3 || !s.says(t+1, "với", "cho") || s.replaces(t+2) {
		return nil
	}
	if s.is(t+2, person) {
		return s.groupFrom(t + 2)
	}
	return s.groupFrom(t + 3)
}

// appoints reports whether the words of item i end in a verb that makes the
// next person its object.
func (s *sentence) appoints(i int) bool {
	return s.says(i, "bầu", "nhiệm", "động", "công", "định", "chuẩn", "với", "cho", "cử", "thiệu", "ông", "bà", "chí")
}

// replaces reports whether the person at i is the one who goes: "thay ông N".
func (s *sentence) replaces(i int) bool {
	if !s.is(i-1, words) {
		return false
	}
	it := &s.items[i-1]
	return s.says(i-1, "thay") || it.to-it.from >= 2 && s.p.Tokens[it.to-2].Is("thay") && s.says(i-1, "cho", "thế")
}

// actsBetween reports whether only plain words and offices of the person stand
// between the person at i and the office at t.
func (s *sentence) actsBetween(i, t int) bool {
	n := 0
	for j := i + 1; j < t; j++ {
		switch s.items[j].kind {
		case person:
			return false
		case words:
			n += s.items[j].to - s.items[j].from
		case sign:
			if s.items[j].key == ";" {
				return false
			}
		}
	}
	return n <= 40
}

// counted gives an office that several hold, win or lose to those whom a list
// behind it names: "miễn nhiệm 3 Phó Chủ tịch UBND thành phố là các ông: N1, N2
// và N3", "hai tân Phó Chủ tịch đã trúng cử gồm: N1, T1 và N2, T2".
func (s *sentence) counted() {
	for t := range s.items {
		if !s.is(t, post) || s.items[t].used || !s.many(t) {
			continue
		}
		i := t + 1
		for s.is(i, words) && s.items[i].to-s.items[i].from <= 6 {
			i++
		}
		if i == t+1 || !s.says(i-1, "ông", "bà", "chí", "là", "gồm") || s.sign(i, ":") && !s.is(i+1, person) || !s.sign(i, ":") && !s.is(i, person) {
			continue
		}
		act, verb := s.act(t)
		if act == "" {
			act, verb = s.actAfter(t+1, i)
		}
		if s.sign(i, ":") {
			i++
		}
		for ; i < len(s.items) && !s.sign(i, ";"); i++ {
			switch {
			case s.is(i, person) && act == "":
				s.give(i, t, ruleShared, false)
			case s.is(i, person):
				s.giveWon(i, t, act, verb)
			case s.is(i, words) && !s.conjunction(i) && !s.items[i].pre.plural && s.items[i].pre.how == plainly:
				i = len(s.items)
			}
		}
	}
}

// many reports whether a number or "các" stands before the office at item t.
func (s *sentence) many(t int) bool {
	i := s.items[t].off.from - 1
	if i >= s.items[0].from && s.p.Tokens[i].Is("tân") {
		i--
	}
	return i >= s.items[0].from && (s.p.Tokens[i].Class == text.Number || s.p.Tokens[i].Is("các", "hai", "ba", "bốn", "những"))
}

// actAfter gives the verb of winning in the plain words of items [from, to).
func (s *sentence) actAfter(from, to int) (Act, int) {
	for i := s.items[from].from; i < s.items[to-1].to; i++ {
		if act := s.verb(i); act != "" && !s.unreal(i) {
			return act, i
		}
	}
	return "", 0
}
