package official

// sharedBefore: "các Phó Chủ tịch UBND thành phố: N1, N2 và N3".
func (s *sentence) sharedBefore() {
	for t := range s.items {
		if !s.is(t, post) {
			continue
		}
		i := t + 1
		colon := s.sign(i, ":")
		if colon {
			i++
		}
		if s.is(i, words) && s.items[i].pre.plural {
			i++
		}
		plural := s.items[t].off.plural || t > 0 && s.items[t-1].pre.plural
		if !colon && !plural || !s.is(i, person) || colon && s.items[t].used {
			continue
		}
		if colon && plural && s.followedByOffice(i) && s.p.Tokens[s.items[t].off.from].Either("ủy", "phó") {
			if from := s.items[t].off.from; from >= 2 && s.p.Tokens[from-2].Either("nguyên", "cựu") {
				continue // "Nguyên các Phó Chủ tịch: N1, T1; …"
			}
			s.sharedBesideOwn(t, i)
			continue
		}
		first := i
		many := plural || s.p.Tokens[s.items[t].off.from].Either("phó", "ủy")
		for s.is(i, person) {
			own := s.ownOffices(i)
			if len(s.items[i].roles) == 0 && !s.followedByOffice(i) || colon && plural && own > i+1 {
				s.give(i, t, ruleShared, i == first)
			}
			if own > i+1 && colon && plural {
				i = own - 1
			}
			if !many || !s.joins(i+1) || s.followedByOffice(i+2) && !(colon && plural && s.ownOffices(i+2) > i+3) {
				break
			}
			i += 2
		}
	}
}

// sharedBesideOwn gives the office at t to the members of a list that semicolons
// divide, from the person at i on, each of whom has an office of his own: "các
// đồng chí Ủy viên Ban Thường vụ Tỉnh ủy: N1, T1; N2, T2". An item that begins
// with an honorific is no longer of the list.
func (s *sentence) sharedBesideOwn(t, i int) {
	for first := i; ; {
		s.give(i, t, ruleShared, i == first)
		j := i + 1
		for s.sign(j, ",", "-") && s.is(j+1, post) {
			j += 2
		}
		if !s.sign(j, ";") || !s.is(j+1, person) || s.items[j+1].pre.how != plainly || !s.followedByOffice(j+1) {
			return
		}
		i = j + 1
	}
}

// ownOffices gives the item after what a member of a list has behind a dash or
// in brackets beside the office of all: "các Phó Bí thư: N1 (Thường trực), N2 -
// Chủ tịch UBND phường". It gives i+1 for the person at i who has nothing.
func (s *sentence) ownOffices(i int) int {
	if next := s.pastBrackets(i + 1); next > i+1 {
		return next
	}
	if s.sign(i+1, "-") && s.is(i+2, post) && !s.is(i+3, person) {
		return i + 3
	}
	return i + 1
}
