package text

// Sentences gives the token ranges of the sentences of p, half-open, in order,
// without gaps. A full stop, question or exclamation mark, or an ellipsis
// before a capital ends one; the stops of abbreviations (TP., T.Ư, V. Huy) and
// of numbers do not. A stop without a space after it ("trực tuyến.Đồng chí")
// ends one where a word of small letters stands before it.
func (p *Para) Sentences() [][2]int { return p.sentences }

// appendSentences adds the sentences of p to out.
func (p *Para) appendSentences(out [][2]int) [][2]int {
	start, end := 0, len(p.Tokens)
	for _, n := range p.signs {
		if i := int(n); i+1 < end && p.endsSentence(i) {
			out = append(out, [2]int{start, i + 1})
			start = i + 1
		}
	}
	if end > 0 {
		out = append(out, [2]int{start, end})
	}
	return out
}

// endsSentence reports whether the sign at token i, which is not the last, ends
// a sentence.
func (p *Para) endsSentence(i int) bool {
	t := &p.Tokens[i]
	next := &p.Tokens[i+1]
	switch t.Key {
	case ".", "…", "?", "!":
	case "”", "\"", ")", "’":
		// A closing quote or bracket after a stop belongs to the sentence.
		return i > 0 && p.Tokens[i-1].Is(".", "…", "?", "!") && t.Glued && startsSentence(p, i+1)
	default:
		return false
	}
	if next.Is(".", "”", "\"", ")", "’", "…", ",", ";", "?", "!") {
		return false
	}
	if !startsSentence(p, i+1) {
		return false
	}
	if t.Key != "." || i == 0 {
		return true
	}
	before := &p.Tokens[i-1]
	if before.Class == Word && !before.Glued && isAbbreviation(before) {
		return false
	}
	if next.Glued {
		return before.Class != Word || before.Case == Lower && len(before.Key) > 1
	}
	return !(before.Class == Word && isAbbreviation(before))
}

func startsSentence(p *Para, i int) bool {
	t := &p.Tokens[i]
	switch t.Class {
	case Word, Code:
		return t.Case != Lower
	case Number:
		return !t.Glued
	}
	return t.Is("“", "\"", "-", "–", "*", "+", "(", "•", "‘")
}

// isAbbreviation: TP. Tp. Q. P. H. TX. TT. T. and initials of names.
func isAbbreviation(t *Token) bool {
	switch t.Key {
	case "tp", "q", "p", "h", "tx", "tt", "gs", "ts", "ths", "pgs", "bs", "ks", "tr", "th":
		return t.Case != Lower
	}
	return t.Case == Upper && t.End-t.Start <= 2
}
