package figure

// signed reports whether "(-" or "(–" stands before the number at token i, which
// tells a change: "(-4,2%)", "(-673 ha)".
func (s *scanner) signed(i int) bool {
	toks := s.p.Tokens
	return i > 1 && toks[i-1].Either("-", "–") && toks[i-2].Key == "(" && s.closes(i+1)
}

// gained reports whether "(+" stands before the number at token i.
func (s *scanner) gained(i int) bool {
	toks := s.p.Tokens
	return i > 1 && toks[i-1].Key == "+" && toks[i-2].Key == "(" && s.closes(i+1)
}

// closes reports whether a unit stands at token i, and a bracket ends within few
// tokens.
func (s *scanner) closes(i int) bool {
	toks := s.p.Tokens
	if i < len(toks) && toks[i].Key == "%" {
		return true
	}
	for j := i + 1; j < len(toks) && j < i+5; j++ {
		if toks[j].Key == ")" {
			return unitAt(s.p, i).kind == measured || unitAt(s.p, i).kind == money
		}
	}
	return false
}
